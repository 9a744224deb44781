// What the words of the command line mean.
#pragma once

#include <string>

#include "base/result.h"
#include "remedy/resolved_register.h"
#include "report/name_language.h"
#include "report/terminal_table.h"

namespace tenon {

// zh, en; anything else: both.
NameLanguage names_of(const std::string& language);

// The names and style of a table that goes to the file `out`, or to stdout if that is empty.
template <class TableOptions>
TableOptions table_options(const std::string& language, const std::string& out) {
  TableOptions table;
  table.names = names_of(language);
  if (out.empty()) table.style = style_of_standard_output();
  return table;
}

// report_time() as a day, UTC.
Day today();
std::string today_text();  // "2026-11-26"

// "2026-11-26" or "2026/11/26" of `option`; `otherwise` where `text` is empty. kInvalidArgument.
Result<Day> day_of(const std::string& text, const char* option, Day otherwise);

}  // namespace tenon
