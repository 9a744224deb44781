#include "exchange/xlsx_merge_fill.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <utility>

namespace tenon {
namespace {

using Grid = std::map<std::pair<std::size_t, std::size_t>, std::string>;

std::vector<SheetRow> rows_of(const Grid& grid) {
  std::vector<SheetRow> rows;
  for (const auto& [place, text] : grid) {
    if (rows.empty() || rows.back().number != place.first) rows.push_back({place.first, {}});
    rows.back().cells.push_back({place.second, CellKind::kText, false, text});
  }
  return rows;
}

std::vector<SheetRow> fill(const Grid& grid, const std::vector<MergedRange>& merged,
                           const XlsxLimits& limits = {}, std::string* fault = nullptr) {
  const std::vector<SheetRow> stored = rows_of(grid);
  std::size_t next = 0;
  MergeFill filler(merged, limits);
  std::vector<SheetRow> filled;
  const auto source = [&](SheetRow& row) {
    if (next == stored.size()) return false;
    row = stored[next++];
    return true;
  };
  for (SheetRow row; filler.next(row, source);) filled.push_back(row);
  if (fault != nullptr) *fault = filler.fault();
  return filled;
}

// Every cell of every range, one after the other.
Grid fill_plainly(const Grid& grid, const std::vector<MergedRange>& merged) {
  Grid filled = grid;
  for (const MergedRange& range : merged) {
    const auto first = grid.find({range.first_row, range.first_column});
    for (std::size_t row = range.first_row; row <= range.last_row; ++row) {
      for (std::size_t column = range.first_column; column <= range.last_column; ++column) {
        filled.erase({row, column});
        if (first != grid.end()) filled[{row, column}] = first->second;
      }
    }
  }
  return filled;
}

TEST(MergeFill, FillsDownAndRight) {
  const Grid grid = {{{2, 1}, "a"}, {{2, 3}, "b"}, {{3, 2}, "covered"}, {{9, 1}, "c"}};
  const std::vector<MergedRange> merged = {{2, 1, 4, 2}, {9, 1, 9, 3}};
  EXPECT_EQ(fill(grid, merged), rows_of({{{2, 1}, "a"},
                                         {{2, 2}, "a"},
                                         {{2, 3}, "b"},
                                         {{3, 1}, "a"},
                                         {{3, 2}, "a"},
                                         {{4, 1}, "a"},
                                         {{4, 2}, "a"},
                                         {{9, 1}, "c"},
                                         {{9, 2}, "c"},
                                         {{9, 3}, "c"}}));
}

TEST(MergeFill, AgreesWithThePlainWay) {
  EXPECT_TRUE(rc::check("rows are filled as cell by cell", [] {
    Grid grid;
    for (int i = *rc::gen::inRange(0, 25); i > 0; --i) {
      grid[{*rc::gen::inRange<std::size_t>(1, 12), *rc::gen::inRange<std::size_t>(1, 12)}] =
          std::to_string(i);
    }
    std::vector<MergedRange> merged;
    for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
      const std::size_t row = *rc::gen::inRange<std::size_t>(1, 12);
      const std::size_t column = *rc::gen::inRange<std::size_t>(1, 12);
      const MergedRange range{row, column, row + *rc::gen::inRange<std::size_t>(0, 4),
                              column + *rc::gen::inRange<std::size_t>(0, 4)};
      const bool is_apart = std::none_of(merged.begin(), merged.end(), [&](const MergedRange& other) {
        return other.first_row <= range.last_row && range.first_row <= other.last_row &&
               other.first_column <= range.last_column && range.first_column <= other.last_column;
      });
      if (is_apart) merged.push_back(range);
    }
    RC_ASSERT(fill(grid, merged) == rows_of(fill_plainly(grid, merged)));
  }));
}

TEST(MergeFill, KeepsTheLimits) {
  XlsxLimits limits;
  limits.cells = 1000;
  std::string fault;
  const auto rows = fill({{{1, 1}, "a"}}, {{1, 1, 1'048'576, 16'384}}, limits, &fault);
  EXPECT_TRUE(rows.empty());
  EXPECT_EQ(fault, "merged ranges of fewer cells or shorter text");
  fill({{{1, 1}, "a"}}, {{1, 1, 1'048'576, 1}, {1, 1, 1'048'576, 1}}, limits, &fault);
  EXPECT_FALSE(fault.empty());
  // Stored and filled cells together.
  limits.cells = 5;
  fill({{{1, 1}, "a"}, {{2, 1}, "b"}, {{2, 2}, "c"}, {{3, 1}, "d"}}, {{3, 1, 3, 2}}, limits, &fault);
  EXPECT_FALSE(fault.empty());
  limits = {};
  limits.row_bytes = 1000;
  fill({{{1, 1}, std::string(100, 'a')}}, {{1, 1, 1, 11}}, limits, &fault);
  EXPECT_FALSE(fault.empty());
}

}  // namespace
}  // namespace tenon
