// What the text of a record must be, by its kind. Shapes: docs/formats.md.
//
//   scenario                     a scenario file (exchange/scenario_reader.h)
//   governance, work_plan,
//   dictionary, artefact_types   files of chain governance (exchange/governance_reader.h)
//   backup_register              a register as CSV (exchange/backup_register_reader.h)
//   run, plan, drill, brief      JSON objects with the members below
//
//   run    scenario {record, revision} or scenario_name
//          dataset {name, version}; options, summary (objects)
//          digest (of the result, 64 hexadecimal digits)
//   plan   dataset {name, version}; options, summary (objects)
//          where there are any: measures or lines (array)
//   drill  held_on (a day); outcome: passed, passed_with_findings or failed; summary (text)
//          where there are any: plan {record, revision}, participants, findings (texts)
//   brief  dataset {name, version}; options (object); title
//          where there are any: words (object of texts), draft (true or false)
//          unless it is a draft: html, docx, pdf (texts, the last two in base64)
//
// Pure and thread-safe; O(bytes log bytes).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/fault.h"

namespace tenon {

constexpr std::size_t kMostRecordBytes = std::size_t{4} << 20U;

// Adds what is wrong to `faults`, with line and column of syntax errors and the path of keys of others;
// nothing: the text may be kept.
void check_record_text(std::string_view kind, std::string_view text, FaultList& faults);

}  // namespace tenon
