#include "service/dataset_shelf.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "service/dataset_import.h"
#include "support/dataset_builder.h"
#include "support/test_database.h"

namespace tenon {
namespace {

class DatasetShelfTest : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
    for (const char* product : {"C", "D", "E"}) {
      b_.product(product);
      must(import_dataset(*database_, "small", b_.data, {}));  // versions 1, 2, 3
    }
  }
  ShelvedDataset load(DatasetShelf& shelf, std::int64_t version) {
    return must(shelf.load("small", version, {"reader", "", "", ""}, {}));
  }
  // Entries of readings in the audit chain.
  std::size_t audited() {
    std::size_t count = 0;
    must(visit_audit_rows(*database_, 1, [&](const AuditRow& row) {
      count += row.user_id == "reader" && row.action == "supply.read_firm_level" ? 1U : 0U;
      return true;
    }));
    return count;
  }

  DatasetBuilder b_;
  std::optional<Database> database_;
};

TEST_P(DatasetShelfTest, ReadsAVersionOnceAndTellsEachReading) {
  DatasetShelf shelf(*database_, 2);
  const ShelvedDataset newest = load(shelf, 0);
  EXPECT_EQ(newest.version, 3);
  EXPECT_EQ(newest.dataset->products.size(), b_.data.products.size());
  EXPECT_EQ(load(shelf, 3).dataset, newest.dataset);
  EXPECT_EQ(shelf.reads(), 1U);
  EXPECT_EQ(audited(), 2U);
  EXPECT_EQ(load(shelf, 1).dataset->products.size(), b_.data.products.size() - 2);
  load(shelf, 3);
  load(shelf, 2);  // the first goes: it was used longest ago
  load(shelf, 3);
  EXPECT_EQ(shelf.reads(), 3U);
  load(shelf, 1);
  EXPECT_EQ(shelf.reads(), 4U);
  EXPECT_EQ(audited(), 7U);
  // What is held stays whole.
  EXPECT_EQ(newest.dataset->products.size(), b_.data.products.size());
}

TEST_P(DatasetShelfTest, WhatIsNotThereIsNotKept) {
  DatasetShelf shelf(*database_);
  EXPECT_EQ(shelf.load("small", 4, {"reader", "", "", ""}, {}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(shelf.load("none", 0, {"reader", "", "", ""}, {}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(audited(), 0U);
  b_.product("F");
  must(import_dataset(*database_, "small", b_.data, {}));
  EXPECT_EQ(load(shelf, 4).version, 4);
}

TEST_P(DatasetShelfTest, ManyAtOnceReadItOnce) {
  DatasetShelf shelf(*database_);
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t) threads.emplace_back([&] { load(shelf, 2); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(shelf.reads(), 1U);
  EXPECT_EQ(audited(), 6U);
}

TEST_P(DatasetShelfTest, ReadsAheadWhatChangedLastOnce) {
  ImportOptions later;
  later.note.time = UtcTime(std::chrono::seconds(50));
  must(import_dataset(*database_, "late", b_.data, later));
  DatasetShelf shelf(*database_);
  must(shelf.read_ahead(1));
  EXPECT_EQ(shelf.reads(), 1U);
  must(shelf.load("late", 0, {"reader", "", "", ""}, {}));
  EXPECT_EQ(shelf.reads(), 1U);
  EXPECT_EQ(audited(), 1U);  // what somebody got, not what was read ahead
  must(shelf.read_ahead(2));
  EXPECT_EQ(shelf.reads(), 2U);
  load(shelf, 3);
  must(shelf.read_ahead(2));
  EXPECT_EQ(shelf.reads(), 2U);
  b_.product("F");
  must(import_dataset(*database_, "late", b_.data, later));
  must(shelf.read_ahead(2));
  EXPECT_EQ(shelf.reads(), 3U);
}
TENON_WITH_DATABASES(DatasetShelfTest);

}  // namespace
}  // namespace tenon
