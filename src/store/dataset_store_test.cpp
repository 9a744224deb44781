#include "store/dataset_store.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/random.h"
#include "support/test_database.h"

namespace tenon {
namespace {

using Texts = std::map<std::string, std::vector<std::string>, std::less<>>;

void key_of(std::string_view cells, std::string& key) {
  key = cells.substr(0, cells.find(','));
}

FileChanges changes_to(const StoredFiles& before, const Texts& after) {
  FileChanges changes;
  static const std::vector<PlacedRow> kNoRows;
  for (const auto& [file, rows] : before) changes[file] = changes_of_rows(rows, {}, key_of);
  for (const auto& [file, texts] : after) {
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const auto found = before.find(file);
    changes[file] = changes_of_rows(found == before.end() ? kNoRows : found->second, views, key_of);
  }
  return changes;
}

Texts texts_of(const StoredFiles& files) {
  Texts texts;
  for (const auto& [file, rows] : files) {
    for (const PlacedRow& row : rows) texts[file].push_back(row.cells);
  }
  return texts;
}

class DatasetStore : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (!IsSkipped()) database_.emplace(new_database());
  }
  Result<std::int64_t> add(const Texts& texts, std::int64_t expected, const std::string& note = "") {
    StoredFiles before;
    if (expected > 0) before = must(read_version(*database_, "delta", expected));
    return add_version(*database_, "delta", expected, changes_to(before, texts),
                       {"analyst", 1000 + expected, "folder", note});
  }
  Texts read(std::int64_t version = 0) { return texts_of(must(read_version(*database_, "delta", version))); }

  std::optional<Database> database_;
};

TEST_P(DatasetStore, KeepsEveryVersionWithItsOrder) {
  const Texts one = {{"firms.csv", {"firm_id", "b,1", "a,1"}}, {"chains.csv", {"chain_id", "X"}}};
  const Texts two = {{"firms.csv", {"firm_id", "b,1", "c,1", "a,2"}}, {"chains.csv", {"chain_id", "X"}}};
  EXPECT_EQ(must(add(one, 0, "the first")), 1);
  EXPECT_EQ(must(add(two, 1, "另一版")), 2);
  EXPECT_EQ(read(1), one);
  EXPECT_EQ(read(2), two);
  EXPECT_EQ(read(), two);
  const auto versions = must(list_versions(*database_, "delta"));
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].files.at("firms.csv"), (RowCounts{3, 3, 0, 0, 0}));
  EXPECT_EQ(versions[1].files.at("firms.csv"), (RowCounts{4, 1, 1, 0, 0}));
  EXPECT_EQ(versions[1].files.at("chains.csv"), (RowCounts{2, 0, 0, 0, 0}));
  EXPECT_EQ(versions[1].note.note, "另一版");
  EXPECT_EQ(versions[1].note.by, "analyst");
  EXPECT_EQ(versions[1].note.at, 1001);
  EXPECT_EQ(must(find_dataset(*database_, "delta")).newest_version, 2);
  EXPECT_EQ(must(list_datasets(*database_)).size(), 1U);
}

TEST_P(DatasetStore, SaysWhatAVersionChanged) {
  must(add({{"f", {"id", "a,1", "b,1"}}}, 0));
  must(add({{"f", {"id", "a,2", "c,1"}}}, 1));
  const auto changes = must(changes_of_version(*database_, "delta", 2, 100));
  EXPECT_EQ(changes, (std::vector<RowChange>{{"f", "a,1", "a,2"}, {"f", "b,1", {}}, {"f", {}, "c,1"}}));
  EXPECT_EQ(must(changes_of_version(*database_, "delta", 2, 2)).size(), 2U);
  EXPECT_EQ(must(changes_of_version(*database_, "delta", 1, 100)).size(), 3U);
}

TEST_P(DatasetStore, GoingBackIsAVersionOfItsOwn) {
  const Texts one = {{"f", {"id", "a,1", "b,1"}}, {"g", {"id"}}};
  const Texts two = {{"f", {"id", "b,1", "a,2"}}};
  must(add(one, 0));
  must(add(two, 1));
  EXPECT_EQ(must(restore_version(*database_, "delta", 2, 1, {"chief", 5, "", "undo"})), 3);
  EXPECT_EQ(read(), one);
  EXPECT_EQ(read(2), two);
  const auto versions = must(list_versions(*database_, "delta"));
  EXPECT_EQ(versions[2].restores, 1);
  EXPECT_EQ(must(restore_version(*database_, "delta", 3, 2, {"chief", 6, "", "redo"})), 4);
  EXPECT_EQ(read(), two);
  EXPECT_EQ(restore_version(*database_, "delta", 4, 2, {}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(restore_version(*database_, "delta", 4, 9, {}).error().code, ErrorCode::kNotFound);
}

TEST_P(DatasetStore, WhoComesSecondIsTold) {
  must(add({{"f", {"id", "a,1"}}}, 0));
  must(add({{"f", {"id", "a,2"}}}, 1));
  const auto late = add({{"f", {"id", "a,3"}}}, 1);
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code, ErrorCode::kConflict);
  EXPECT_NE(late.error().message.find("version 2"), std::string::npos);
  EXPECT_EQ(add({{"f", {"id"}}}, 0).error().code, ErrorCode::kConflict);
  EXPECT_EQ(read(), (Texts{{"f", {"id", "a,2"}}}));
  EXPECT_EQ(add({{"f", {"id", "a,2"}}}, 2).error().code, ErrorCode::kInvalidArgument);
}

TEST_P(DatasetStore, WhatIsNotThereIsSaid) {
  EXPECT_EQ(find_dataset(*database_, "x").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_version(*database_, "x").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(list_versions(*database_, "x").error().code, ErrorCode::kNotFound);
  must(add({{"f", {"id"}}}, 0));
  EXPECT_EQ(read_version(*database_, "delta", 2).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_version(*database_, "delta", -1).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(changes_of_version(*database_, "delta", 3, 1).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(add_version(*database_, "delta", 7, changes_to({}, {{"f", {"a"}}}), {}).error().code,
            ErrorCode::kConflict);
  EXPECT_EQ(
      add_version(*database_, std::string("a\0b", 3), 0, changes_to({}, {{"f", {"a"}}}), {}).error().code,
      ErrorCode::kInvalidArgument);
}

TEST_P(DatasetStore, AnyTextComesBack) {
  const std::vector<std::string> rows = {
      "",     " ",    "a,\"b\"\"c\"\nd",     "{x}",   "\\",    "\\\"",
      "NULL", "null", "'; DROP TABLE x; --", "链,主", ":name", std::string(100000, 'x')};
  must(add({{"f", rows}, {"o'f :place", {"x"}}}, 0));
  EXPECT_EQ(read().at("f"), rows);
  EXPECT_EQ(read().at("o'f :place"), (std::vector<std::string>{"x"}));
  auto other = rows;
  std::reverse(other.begin(), other.end());
  must(add({{"f", other}}, 1));
  EXPECT_EQ(read().at("f"), other);
  EXPECT_EQ(read(1).at("f"), rows);
}

TEST_P(DatasetStore, RandomHistoriesAreKeptAsTheyWere) {
  const Philox random(7);
  std::uint64_t drawn = 0;
  const auto below = [&](std::uint64_t n) { return random.below(n, 1, drawn++); };
  std::vector<Texts> versions;
  for (int k = 0; k < 12; ++k) {
    Texts texts;
    for (const char* file : {"f", "g"}) {
      const std::uint64_t rows = below(9000);
      for (std::uint64_t r = 0; r < rows; ++r)
        texts[file].push_back(std::to_string(r) + "," + std::to_string(below(3)));
    }
    const auto added = add(texts, k);
    ASSERT_TRUE(added.ok()) << added.error().message;
    versions.push_back(texts);
  }
  for (std::size_t k = 0; k < versions.size(); ++k)
    ASSERT_EQ(read(static_cast<std::int64_t>(k) + 1), versions[k]);
}

TEST_P(DatasetStore, OfManyWhoAddTheSameVersionOneDoes) {
  must(add({{"f", {"id"}}}, 0));
  std::atomic<int> added = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      const auto one = add({{"f", {"id", std::to_string(t)}}}, 1);
      if (one) {
        ++added;
      } else {
        EXPECT_TRUE(one.error().code == ErrorCode::kConflict || one.error().code == ErrorCode::kBusy)
            << one.error().message;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(added, 1);
  EXPECT_EQ(must(list_versions(*database_, "delta")).size(), 2U);
}
TENON_WITH_DATABASES(DatasetStore);

}  // namespace
}  // namespace tenon
