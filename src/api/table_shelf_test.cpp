#include "api/table_shelf.h"

#include <gtest/gtest.h>

#include <thread>

#include "service/dataset_import.h"
#include "support/dataset_builder.h"
#include "support/test_database.h"

namespace tenon {
namespace {

class TableShelfTest : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
    import(1);
  }
  void import(int products) {
    DatasetBuilder builder;
    for (int k = 0; k < products; ++k) builder.product("P" + std::to_string(k));
    must(import_dataset(*database_, "d", builder.data, {}));
  }
  std::shared_ptr<const DatasetTable> load(TableShelf& shelf, std::int64_t version, const std::string& file) {
    return must(shelf.load(*database_, "d", version, file));
  }
  std::optional<Database> database_;
};

TEST_P(TableShelfTest, TheSameIsGivenAgain) {
  TableShelf shelf;
  const auto first = load(shelf, 0, "products.csv");
  EXPECT_EQ(load(shelf, 0, "products.csv"), first);
  EXPECT_EQ(load(shelf, 1, "products.csv"), first);  // the newest, by its number
  EXPECT_NE(load(shelf, 0, "chains.csv"), first);
}

TEST_P(TableShelfTest, ANewVersionIsSeenAtOnce) {
  TableShelf shelf;
  const auto first = load(shelf, 0, "products.csv");
  import(2);
  const auto second = load(shelf, 0, "products.csv");
  EXPECT_EQ(second->version, 2);
  EXPECT_EQ(second->rows.size(), 2U);
  EXPECT_EQ(load(shelf, 1, "products.csv"), first);
}

TEST_P(TableShelfTest, TheOneUsedLongestAgoGoesFirst) {
  TableShelf shelf(2);
  const auto products = load(shelf, 0, "products.csv");
  const auto chains = load(shelf, 0, "chains.csv");
  EXPECT_EQ(load(shelf, 0, "products.csv"), products);
  load(shelf, 0, "regions.csv");
  EXPECT_EQ(load(shelf, 0, "products.csv"), products);
  EXPECT_NE(load(shelf, 0, "chains.csv"), chains);
  EXPECT_EQ(chains->rows.size(), 1U);  // who holds one keeps it
}

TEST_P(TableShelfTest, ErrorsAreNotKept) {
  TableShelf shelf;
  EXPECT_EQ(shelf.load(*database_, "e", 0, "products.csv").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(shelf.load(*database_, "d", 2, "products.csv").error().code, ErrorCode::kNotFound);
  import(2);
  EXPECT_EQ(load(shelf, 2, "products.csv")->rows.size(), 2U);
}

TEST_P(TableShelfTest, ManyAskAtOnce) {
  TableShelf shelf(1);
  std::vector<std::thread> threads;
  for (int k = 0; k < 4; ++k) {
    threads.emplace_back([&, k] {
      for (int n = 0; n < 20; ++n) {
        const std::string file = (k + n) % 2 == 0 ? "products.csv" : "chains.csv";
        EXPECT_EQ(load(shelf, 0, file)->rows.size(), 1U);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}
TENON_WITH_DATABASES(TableShelfTest);

}  // namespace
}  // namespace tenon
