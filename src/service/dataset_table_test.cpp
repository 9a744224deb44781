#include "service/dataset_table.h"

#include <gtest/gtest.h>

#include "service/dataset_import.h"
#include "support/dataset_builder.h"
#include "support/test_database.h"

namespace tenon {
namespace {

class DatasetTables : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
    DatasetBuilder first;
    first.product("P");
    first.data.products[0].name_en += ", \"300 mm\"";  // what a cell must be quoted for
    must(import_dataset(*database_, "d", first.data, {}));
    first.product("Q");
    must(import_dataset(*database_, "d", first.data, {}));
  }
  std::optional<Database> database_;
};

TEST_P(DatasetTables, ColumnsAndRowsAreThoseOfTheVersion) {
  const DatasetTable newest = must(read_dataset_table(*database_, "d", 0, "products.csv"));
  EXPECT_EQ(newest.version, 2);
  ASSERT_EQ(newest.rows.size(), 2U);
  const std::size_t id = newest.column("product_id");
  const std::size_t en = newest.column("name_en");
  EXPECT_EQ(newest.rows[0][id], "P");
  EXPECT_EQ(newest.rows[0][en], "Product P, \"300 mm\"");
  EXPECT_EQ(newest.rows[1][id], "Q");
  for (const auto& row : newest.rows) EXPECT_EQ(row.size(), newest.columns.size());
  const DatasetTable first = must(read_dataset_table(*database_, "d", 1, "products.csv"));
  EXPECT_EQ(first.version, 1);
  EXPECT_EQ(first.rows.size(), 1U);
}

TEST_P(DatasetTables, WhatIsNotThereIsEmptyOrAnError) {
  const DatasetTable none = must(read_dataset_table(*database_, "d", 0, "supplies.csv"));
  EXPECT_TRUE(none.rows.empty());
  EXPECT_EQ(none.column("supplier_id"), none.columns.size());
  EXPECT_EQ(read_dataset_table(*database_, "e", 0, "products.csv").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_dataset_table(*database_, "d", 3, "products.csv").error().code, ErrorCode::kNotFound);
}

TEST_P(DatasetTables, RegionsLieInEachOther) {
  const auto regions = stored_regions(*database_, "d", 0);
  ASSERT_TRUE(regions.ok());
  EXPECT_TRUE(regions->covers("320000", "320500"));  // Suzhou in Jiangsu
  EXPECT_TRUE(regions->covers("CHN", "320500"));
  EXPECT_FALSE(regions->covers("330000", "320500"));
  EXPECT_FALSE(regions->covers("320500", "320000"));
  EXPECT_TRUE(regions->covers("999999", "999999"));
}
TENON_WITH_DATABASES(DatasetTables);

}  // namespace
}  // namespace tenon
