#include "report/terminal_table.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/text.h"

namespace tenon {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TerminalTable products() {
  TerminalTable table;
  table.columns = {{"#", Align::kRight}, {"product", Align::kLeft, 0, 4}, {"score", Align::kRight}};
  table.rows = {{"1", "光刻胶", "0.91"}, {"12", "EDA", "0.5"}};
  return table;
}

TEST(TerminalTable, AlignsWideCharactersByColumns) {
  EXPECT_EQ(render_table(products(), {}),
            " #  product  score\n"
            "──  ───────  ─────\n"
            " 1  光刻胶    0.91\n"
            "12  EDA        0.5\n");
}

TEST(TerminalTable, ShrinksTheWidestShrinkableColumnToTheTerminal) {
  TerminalTable table = products();
  table.rows[0][1].text = "浸没式光刻机与光刻胶";
  for (const std::size_t width : {30U, 24U, 18U}) {
    for (const std::string& line : lines_of(render_table(table, {.width = width}))) {
      EXPECT_LE(display_width(line), width) << line;
    }
  }
  EXPECT_NE(render_table(table, {.width = 20}).find("…"), std::string::npos);
}

TEST(TerminalTable, NeverShrinksBelowTheMinimum) {
  const std::string text = render_table(products(), {.width = 5});
  EXPECT_NE(text.find("0.91"), std::string::npos);
  EXPECT_EQ(display_width(lines_of(text)[1]), 2U + 2U + 4U + 2U + 5U);
}

TEST(TerminalTable, MaximumWidthCutsEvenWithoutATerminal) {
  TerminalTable table = products();
  table.columns[1].max_width = 5;
  EXPECT_EQ(lines_of(render_table(table, {}))[2], " 1  光刻…   0.91");
}

TEST(TerminalTable, LinesDoNotEndInSpacesAndShortRowsAreFilled) {
  TerminalTable table;
  table.columns = {{"a", Align::kLeft}, {"bbb", Align::kLeft}, {"c", Align::kLeft}};
  table.rows = {{"1"}, {}, {"1", "2", "3", "dropped"}};
  EXPECT_EQ(render_table(table, {}), "a  bbb  c\n─  ───  ─\n1\n\n1  2    3\n");
}

TEST(TerminalTable, EscapesControlCharacters) {
  TerminalTable table;
  table.columns = {{"a", Align::kLeft}};
  table.rows = {{"x\x1b[31my\nz"}};
  const std::string text = render_table(table, {});
  EXPECT_EQ(lines_of(text).size(), 3U);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("\\x1b"), std::string::npos) << text;
}

TEST(TerminalTable, ColoursOnlyWhenAskedAndWithoutChangingTheColumns) {
  TerminalTable table = products();
  table.rows[0][1].tone = Tone::kRed;
  EXPECT_EQ(render_table(table, {}).find('\x1b'), std::string::npos);
  const std::string coloured = render_table(table, {.colour = true});
  EXPECT_NE(coloured.find("\x1b[1;31m光刻胶\x1b[0m"), std::string::npos);
  std::string stripped;
  for (std::size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\x1b') {
      while (coloured[i] != 'm') ++i;
    } else {
      stripped += coloured[i];
    }
  }
  EXPECT_EQ(stripped, render_table(table, {}));
}

TEST(TerminalTable, EmptyTableIsAnEmptyHeader) {
  EXPECT_EQ(render_table({}, {}), "\n\n");
}

}  // namespace
}  // namespace tenon
