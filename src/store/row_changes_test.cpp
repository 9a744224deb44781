#include "store/row_changes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace tenon {
namespace {

using Texts = std::vector<std::string>;

// The key of "k=text" is "k".
void key_of(std::string_view cells, std::string& key) {
  key = cells.substr(0, cells.find('='));
}

RowChanges changes(const std::vector<PlacedRow>& before, const Texts& after) {
  const std::vector<std::string_view> views(after.begin(), after.end());
  return changes_of_rows(before, views, key_of);
}

Texts texts_of(const std::vector<PlacedRow>& rows) {
  Texts texts;
  for (const PlacedRow& row : rows) texts.push_back(row.cells);
  return texts;
}

std::vector<PlacedRow> rows_of(const Texts& texts) {
  return apply_changes({}, changes({}, texts));
}

bool is_ascending(const std::vector<PlacedRow>& rows) {
  return std::adjacent_find(rows.begin(), rows.end(),
                            [](const auto& a, const auto& b) { return a.place >= b.place; }) == rows.end();
}

TEST(RowChanges, NewRowsAreInTheirOrder) {
  const auto rows = rows_of({"b=1", "a=1", "b=1"});
  EXPECT_EQ(texts_of(rows), (Texts{"b=1", "a=1", "b=1"}));
  EXPECT_TRUE(is_ascending(rows));
  EXPECT_TRUE(changes(rows, {"b=1", "a=1", "b=1"}).is_none());
}

TEST(RowChanges, OneInsertedRowTouchesOneRow) {
  const auto rows = rows_of({"a=1", "b=1", "c=1"});
  const RowChanges one = changes(rows, {"a=1", "n=1", "b=1", "c=1"});
  EXPECT_TRUE(one.ended.empty());
  ASSERT_EQ(one.begun.size(), 1U);
  EXPECT_GT(one.begun[0].place, rows[0].place);
  EXPECT_LT(one.begun[0].place, rows[1].place);
  EXPECT_EQ(one.counts, (RowCounts{4, 1, 0, 0, 0}));
}

TEST(RowChanges, AChangedRowKeepsItsPlace) {
  const auto rows = rows_of({"a=1", "b=1", "c=1"});
  const RowChanges one = changes(rows, {"a=1", "b=2", "c=1"});
  EXPECT_EQ(one.ended, (std::vector<std::int64_t>{rows[1].place}));
  EXPECT_EQ(one.begun, (std::vector<PlacedRow>{{rows[1].place, "b=2"}}));
  EXPECT_EQ(one.counts, (RowCounts{3, 0, 1, 0, 0}));
}

TEST(RowChanges, ARemovedRowOnlyEnds) {
  const auto rows = rows_of({"a=1", "b=1", "c=1"});
  const RowChanges one = changes(rows, {"a=1", "c=1"});
  EXPECT_EQ(one.ended, (std::vector<std::int64_t>{rows[1].place}));
  EXPECT_TRUE(one.begun.empty());
  EXPECT_EQ(one.counts, (RowCounts{2, 0, 0, 1, 0}));
}

TEST(RowChanges, TheFewestRowsMove) {
  const auto rows = rows_of({"a=1", "b=1", "c=1", "d=1", "e=1"});
  const RowChanges one = changes(rows, {"e=1", "a=1", "b=1", "c=1", "d=1"});
  EXPECT_EQ(one.counts, (RowCounts{5, 0, 0, 0, 1}));
  EXPECT_EQ(one.begun.size(), 1U);
}

TEST(RowChanges, EqualKeysAreToldApartByTheirOrder) {
  const auto rows = rows_of({"a=1", "a=2", "a=3"});
  const RowChanges one = changes(rows, {"a=1", "a=9", "a=3"});
  EXPECT_EQ(one.counts, (RowCounts{3, 0, 1, 0, 0}));
  EXPECT_EQ(one.begun, (std::vector<PlacedRow>{{rows[1].place, "a=9"}}));
}

TEST(RowChanges, RowsAlwaysPutInFrontGetRoomAgain) {
  Texts texts = {"z=1"};
  std::vector<PlacedRow> rows = rows_of(texts);
  for (int k = 0; k < 100; ++k) {
    texts.insert(texts.begin(), "k" + std::to_string(k) + "=1");
    const RowChanges one = changes(rows, texts);
    EXPECT_EQ(one.counts, (RowCounts{texts.size(), 1, 0, 0, 0}));
    rows = apply_changes(rows, one);
    ASSERT_EQ(texts_of(rows), texts);
    ASSERT_TRUE(is_ascending(rows));
  }
}

RC_GTEST_PROP(RowChangesTest, AppliedToTheOldRowsGiveTheNewOnes, ()) {
  const auto draw = [] {
    return *rc::gen::container<Texts>(rc::gen::map(
        rc::gen::pair(rc::gen::inRange(0, 8), rc::gen::inRange(0, 3)), [](const std::pair<int, int>& cell) {
          return std::to_string(cell.first) + "=" + std::to_string(cell.second);
        }));
  };
  std::vector<PlacedRow> rows;
  for (int version = 0; version < 4; ++version) {
    const Texts texts = draw();
    const RowChanges found = changes(rows, texts);
    RC_ASSERT(std::is_sorted(found.ended.begin(), found.ended.end()));
    RC_ASSERT(is_ascending(found.begun));
    const auto next = apply_changes(rows, found);
    RC_ASSERT(texts_of(next) == texts);
    RC_ASSERT(is_ascending(next));
    RC_ASSERT(found.counts.rows == texts.size());
    RC_ASSERT(rows.size() + found.counts.added == texts.size() + found.counts.removed);
    // Back by places alone.
    const RowChanges back = changes_of_placed_rows(next, rows);
    RC_ASSERT(apply_changes(next, back) == rows);
    RC_ASSERT(changes(next, texts).is_none());
    rows = next;
  }
}

}  // namespace
}  // namespace tenon
