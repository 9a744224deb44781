#include "report/document_pages.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

namespace tenon {
namespace {

std::vector<FlowLine> lines_of(int count, double height) {
  std::vector<FlowLine> lines(static_cast<std::size_t>(count));
  for (FlowLine& line : lines) line.height = height;
  return lines;
}

FlowSheet sheet_of(double height, int notes = 0, int lines = 1) {
  FlowSheet sheet;
  sheet.height = height;
  sheet.notes_gap = 5;
  sheet.earlier_height = 10;
  sheet.notes.assign(static_cast<std::size_t>(notes), {lines, 10});
  return sheet;
}

std::vector<std::size_t> counts(const std::vector<FlowPage>& pages) {
  std::vector<std::size_t> out;
  for (const FlowPage& page : pages) out.push_back(page.lines.size());
  return out;
}

TEST(DocumentPages, AnEmptyDocumentIsOnePage) {
  EXPECT_EQ(counts(fill_pages({}, sheet_of(100))), (std::vector<std::size_t>{0}));
}

TEST(DocumentPages, PagesAreFilledInOrder) {
  EXPECT_EQ(counts(fill_pages(lines_of(25, 10), sheet_of(100))), (std::vector<std::size_t>{10, 10, 5}));
}

TEST(DocumentPages, SpaceBeforeIsDroppedAtTheTop) {
  auto lines = lines_of(11, 10);
  for (FlowLine& line : lines) line.before = 2;
  const auto pages = fill_pages(lines, sheet_of(100));
  EXPECT_EQ(counts(pages), (std::vector<std::size_t>{8, 3}));
  EXPECT_EQ(pages[1].lines[0].y, 0);
  EXPECT_EQ(pages[1].lines[1].y, 12);
}

TEST(DocumentPages, HeadingsGoWithWhatFollows) {
  auto lines = lines_of(12, 10);
  lines[10].break_before = false;  // 9 is a heading
  EXPECT_EQ(counts(fill_pages(lines, sheet_of(100))), (std::vector<std::size_t>{9, 3}));
}

TEST(DocumentPages, ForcedBreaksHold) {
  auto lines = lines_of(3, 10);
  lines[1].force_break = true;
  lines[1].break_before = false;
  EXPECT_EQ(counts(fill_pages(lines, sheet_of(100))), (std::vector<std::size_t>{1, 2}));
}

TEST(DocumentPages, HeadsAreRepeatedWhereRowsGoOn) {
  auto lines = lines_of(20, 10);
  for (std::size_t k = 1; k < 20; ++k) lines[k].head = 0;
  FlowSheet sheet = sheet_of(100);
  sheet.heads = {10};
  const auto pages = fill_pages(lines, sheet);
  EXPECT_EQ(counts(pages), (std::vector<std::size_t>{10, 9, 1}));
  EXPECT_EQ(pages[0].head, -1);
  EXPECT_EQ(pages[1].head, 0);
  EXPECT_EQ(pages[1].lines[0].y, 10);
  // A head of more than half a page would leave no room for rows.
  sheet.heads = {60};
  EXPECT_EQ(fill_pages(lines, sheet)[1].head, -1);
}

TEST(DocumentPages, NotesStandAtTheFootOfThePageOfTheirReference) {
  auto lines = lines_of(12, 10);
  lines[2].notes = {1};
  lines[8].notes = {2};  // does not fit any more with its note
  lines[11].notes = {1};
  const auto pages = fill_pages(lines, sheet_of(100, 2));
  EXPECT_EQ(counts(pages), (std::vector<std::size_t>{8, 4}));
  ASSERT_EQ(pages[0].notes.size(), 1U);
  EXPECT_EQ(pages[0].notes[0].note, 1);
  EXPECT_EQ(pages[0].notes[0].y, 90);
  EXPECT_EQ(pages[0].rule_y, 85);
  ASSERT_EQ(pages[1].notes.size(), 1U);
  EXPECT_EQ(pages[1].notes[0].note, 2);
  EXPECT_EQ(pages[1].earlier, std::vector<int>{1});
  EXPECT_EQ(pages[1].earlier_y, 90);
}

TEST(DocumentPages, LongNotesGoOnAtTheFootOfTheNextPage) {
  auto lines = lines_of(2, 10);
  lines[0].notes = {1};
  const auto pages = fill_pages(lines, sheet_of(100, 1, 20));
  ASSERT_EQ(pages.size(), 3U);
  EXPECT_EQ(pages[0].notes[0].lines, 8);
  EXPECT_EQ(pages[1].notes[0].first_line, 8);
  EXPECT_EQ(pages[1].notes[0].lines, 9);
  EXPECT_EQ(pages[2].notes[0].lines, 3);
  EXPECT_EQ(pages[2].lines.size(), 1U);
}

TEST(DocumentPages, ALineHigherThanThePageStandsAlone) {
  auto lines = lines_of(3, 10);
  lines[1].height = 500;
  EXPECT_EQ(counts(fill_pages(lines, sheet_of(100))), (std::vector<std::size_t>{1, 1, 1}));
}

struct Drawn {
  std::vector<FlowLine> lines;
  FlowSheet sheet;
};

// Lines of at most a third of a page with at most two notes of at most two lines each: no line needs to be
// cut.
Drawn draw() {
  Drawn drawn;
  drawn.sheet = sheet_of(200, 12);
  for (FlowNote& note : drawn.sheet.notes) note.lines = *rc::gen::inRange(1, 3);
  drawn.sheet.heads = {20, 30};
  const int count = *rc::gen::inRange(0, 120);
  int chained = 0;
  for (int k = 0; k < count; ++k) {
    FlowLine line;
    line.height = *rc::gen::inRange(1, 40);
    line.before = *rc::gen::inRange(0, 8);
    // At most three in a row stay together, so that there always is a permitted place on a page.
    line.break_before = chained >= 2 || *rc::gen::inRange(0, 3) > 0;
    chained = line.break_before ? 0 : chained + 1;
    if (line.break_before) line.force_break = *rc::gen::inRange(0, 25) == 0;
    line.head = *rc::gen::inRange(0, 4) == 0 ? *rc::gen::inRange(0, 2) : -1;
    if (chained == 0)
      line.notes = *rc::gen::resize(2, rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 14)));
    if (line.notes.size() > 2) line.notes.resize(2);
    drawn.lines.push_back(line);
  }
  return drawn;
}

RC_GTEST_PROP(DocumentPages, EveryLineOnceInOrderWithoutOverlap, ()) {
  const Drawn drawn = draw();
  const auto pages = fill_pages(drawn.lines, drawn.sheet);
  std::size_t next = 0;
  for (const FlowPage& page : pages) {
    double bottom = page.head >= 0 ? drawn.sheet.heads[static_cast<std::size_t>(page.head)] : 0;
    for (const PlacedLine& placed : page.lines) {
      RC_ASSERT(placed.line == next);
      RC_ASSERT(placed.y >= bottom - 1e-9);
      bottom = placed.y + drawn.lines[next].height;
      ++next;
    }
    double top = page.rule_y;
    for (const PlacedNote& note : page.notes) {
      RC_ASSERT(note.y >= top - 1e-9);
      top = note.y + note.lines * 10;
    }
    if (!page.notes.empty() || !page.earlier.empty()) RC_ASSERT(bottom <= page.rule_y + 1e-6);
    if (!page.earlier.empty()) RC_ASSERT(page.earlier_y >= top - 1e-9);
    RC_ASSERT(std::max(bottom, top) <= drawn.sheet.height + 1e-6);
  }
  RC_ASSERT(next == drawn.lines.size());
}

RC_GTEST_PROP(DocumentPages, BreaksAreWhereTheyMayBe, ()) {
  const Drawn drawn = draw();
  const auto pages = fill_pages(drawn.lines, drawn.sheet);
  for (std::size_t k = 1; k < pages.size(); ++k) {
    RC_ASSERT(!pages[k].lines.empty());
    RC_ASSERT(drawn.lines[pages[k].lines[0].line].break_before);
  }
  for (const FlowPage& page : pages) {
    for (std::size_t k = 1; k < page.lines.size(); ++k)
      RC_ASSERT(!drawn.lines[page.lines[k].line].force_break);
  }
}

RC_GTEST_PROP(DocumentPages, EveryNoteOnceOnThePageOfItsFirstReference, ()) {
  const Drawn drawn = draw();
  const auto pages = fill_pages(drawn.lines, drawn.sheet);
  std::map<int, std::size_t> first;
  std::map<int, int> printed;
  for (std::size_t k = 0; k < pages.size(); ++k) {
    std::vector<int> earlier;
    for (const PlacedLine& placed : pages[k].lines) {
      for (const int note : drawn.lines[placed.line].notes) {
        if (note < 1 || note > 12) continue;
        if (first.emplace(note, k).first->second < k &&
            std::find(earlier.begin(), earlier.end(), note) == earlier.end()) {
          earlier.push_back(note);
        }
      }
    }
    RC_ASSERT(pages[k].earlier == earlier);
    for (const PlacedNote& note : pages[k].notes) {
      if (note.first_line == 0) RC_ASSERT(first.at(note.note) == k);
      RC_ASSERT(note.first_line == printed[note.note]);
      printed[note.note] += note.lines;
    }
  }
  for (const auto& [note, page] : first)
    RC_ASSERT(printed[note] == drawn.sheet.notes[static_cast<std::size_t>(note) - 1].lines);
  RC_ASSERT(printed.size() == first.size());
}

// No page ends while the next unbreakable group would still fit below what stands on it.
RC_GTEST_PROP(DocumentPages, PagesGoAsFarAsTheyCan, ()) {
  Drawn drawn = draw();
  for (FlowLine& line : drawn.lines) {
    line.notes.clear();
    line.force_break = false;
  }
  const auto pages = fill_pages(drawn.lines, drawn.sheet);
  for (std::size_t k = 0; k + 1 < pages.size(); ++k) {
    const PlacedLine& last = pages[k].lines.back();
    double bottom = last.y + drawn.lines[last.line].height;
    std::size_t next = last.line + 1;
    do {
      bottom += drawn.lines[next].before + drawn.lines[next].height;
      ++next;
    } while (next < drawn.lines.size() && !drawn.lines[next].break_before);
    RC_ASSERT(bottom > drawn.sheet.height);
  }
}

}  // namespace
}  // namespace tenon
