// Where the lines of a document go: pages with notes at their foot. Knows heights only, no text.
#pragma once

#include <cstddef>
#include <vector>

namespace tenon {

// A line of text, a row of a table or a figure: what is never cut.
struct FlowLine {
  double height = 0;
  double before = 0;         // space above it, dropped at the top of a page
  bool break_before = true;  // a page may end before it
  bool force_break = false;  // a page must end before it
  int head = -1;             // a page that begins with it repeats this head (a position in FlowSheet::heads)
  std::vector<int> notes;    // numbers of the notes that it refers to, from 1 on
};

struct FlowNote {
  int lines = 1;
  double line_height = 0;
};

// What all pages share.
struct FlowSheet {
  double height = 0;            // of the type area
  double notes_gap = 0;         // above the notes of a page, with their rule
  double earlier_height = 0;    // of the line that names notes printed on earlier pages
  std::vector<double> heads;    // heights; those above half a page are not repeated
  std::vector<FlowNote> notes;  // note n is notes[n - 1]; unknown numbers are ignored
};

struct PlacedLine {
  std::size_t line = 0;
  double y = 0;  // of its top, without the space before, from the top of the type area
};

// A note or a part of one: `lines` lines from `first_line` on.
struct PlacedNote {
  int note = 0;
  int first_line = 0;
  int lines = 0;
  double y = 0;
};

struct FlowPage {
  int head = -1;  // repeated at the top
  std::vector<PlacedLine> lines;
  std::vector<PlacedNote> notes;
  std::vector<int> earlier;  // notes referred to here and printed on an earlier page, in order
  double earlier_y = 0;
  double rule_y = 0;  // top of the notes
};

// Fills pages in order, each as far as it goes, and ends them at the last permitted place; where there is
// none, before the line that does not fit. Every line stands on one page; a note begins on the page of its
// first reference and goes on at the foot of the next where a page cannot hold it. Only a line with notes of
// more than a page, or one higher than the page, breaks these rules: such a line stands alone, and what does
// not fit of its notes follows. There is at least one page. O(lines + references).
std::vector<FlowPage> fill_pages(const std::vector<FlowLine>& lines, const FlowSheet& sheet);

}  // namespace tenon
