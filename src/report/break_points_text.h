// The result of `tenon analyze` for a terminal.
#pragma once

#include <cstddef>
#include <string>

#include "report/analysis.h"
#include "report/name_language.h"
#include "report/terminal_table.h"

namespace tenon {

struct BreakPointTextOptions {
  std::size_t top = 20;  // rows; 0: all
  NameLanguage names = NameLanguage::kBoth;
  TableStyle style = {};
};

// One-sentence answer, ranked table, one line a chain, gaps, what is old or synthetic, legend. English with
// the Chinese names of products and chains. Ends in a line feed.
std::string break_points_text(const Analysis& analysis, const BreakPointTextOptions& options);

// "⬣ red", "▲ orange+" where the interval reaches a worse level, "◆ yellow*" where weak evidence holds it
// back.
std::string level_text(const BreakPoint& point);
Tone tone_of(Level level);

}  // namespace tenon
