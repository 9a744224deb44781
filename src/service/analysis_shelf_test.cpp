#include "service/analysis_shelf.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "risk/evidence.h"
#include "service/dataset_import.h"
#include "support/dataset_builder.h"
#include "support/test_database.h"

namespace tenon {
namespace {

// P is supplied from Japan to a real firm of Suzhou if `real`, else to a made-up one; Q between made-up ones.
Dataset supplied(bool real) {
  DatasetBuilder builder;
  for (const char* product : {"P", "Q"}) builder.product(product);
  builder.input("P", "Q");
  builder.firm("J", "JPN", "JPN", !real);
  builder.firm("K", "320500", "CHN", !real);
  builder.firm("A", "JPN", "JPN");
  builder.firm("B", "320500");
  for (const char* product : {"P", "Q"}) builder.capability("B", product, 100, 200);
  builder.supply("J", "K", "P", 10);
  builder.supply("A", "B", "Q", 10);
  return std::move(builder.data);
}

bool tells_of_supplies(const AnalysedVersion& view, std::size_t product) {
  for (const BreakPoint& point : view.result.break_points) {
    if (point.subject.index != product) continue;
    return std::any_of(point.evidence.begin(), point.evidence.end(), [](const Evidence& line) {
      return line.provenance.source == kComputedFromSupplies ||
             line.provenance.source == kComputedFromFirmLayer;
    });
  }
  ADD_FAILURE() << "product " << product << " was not examined";
  return false;
}

class AnalysisShelfTest : public TestDatabases {
 protected:
  AnalysisShelfTest() : database_(new_database(DatabaseKind::kSqlite)), shelf_(database_) {}

  void import(const Dataset& dataset) {
    ImportOptions options;
    options.note = {{"test", "", "", ""}, UtcTime(std::chrono::seconds(7)), "test", ""};
    must(import_dataset(database_, "d", dataset, options));
  }

  Database database_;
  AnalysisShelf shelf_;
};

TEST_F(AnalysisShelfTest, NothingLeadsBackToSuppliesBetweenRealFirms) {
  import(supplied(true));
  const auto view = must(shelf_.analysis("d", 0, "320000", 9));
  EXPECT_TRUE(view->dataset().supplies.empty());
  EXPECT_FALSE(tells_of_supplies(*view, 0));
  EXPECT_TRUE(tells_of_supplies(*view, 1));  // of made-up firms it may
  // Scores are those of the whole dataset all the same.
  BreakPointOptions options;
  options.scope = "320000";
  const auto whole = must(find_break_points(supplied(true), options));
  ASSERT_EQ(whole.break_points.size(), view->result.break_points.size());
  for (std::size_t i = 0; i < whole.break_points.size(); ++i) {
    EXPECT_EQ(whole.break_points[i].subject.index, view->result.break_points[i].subject.index);
    EXPECT_EQ(whole.break_points[i].score.has_value(), view->result.break_points[i].score.has_value());
    if (whole.break_points[i].score) {
      EXPECT_EQ(whole.break_points[i].score->value, view->result.break_points[i].score->value);
    }
  }
}

TEST_F(AnalysisShelfTest, VersionsAndScopesApart) {
  import(supplied(true));
  const auto first = must(shelf_.analysis("d", 0, "CHN", 9));
  EXPECT_EQ(first->of->version, 1);
  EXPECT_EQ(first->of->imported_at, 7);
  EXPECT_EQ(first->computed_at, 9);
  EXPECT_EQ(must(shelf_.analysis("d", 1, "CHN", 10)), first);
  EXPECT_NE(must(shelf_.analysis("d", 1, "JPN", 10)), first);
  EXPECT_EQ(shelf_.computations(), 2U);
  import(supplied(false));
  const auto second = must(shelf_.analysis("d", 0, "CHN", 11));
  EXPECT_EQ(second->of->version, 2);
  EXPECT_TRUE(tells_of_supplies(*second, 0));
  EXPECT_EQ(must(shelf_.version("d", 1)), first->of);
}

TEST_F(AnalysisShelfTest, WhatIsNotThere) {
  import(supplied(true));
  EXPECT_EQ(shelf_.analysis("d", 0, "YRD", 9).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(shelf_.analysis("d", 5, "CHN", 9).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(shelf_.analysis("none", 0, "CHN", 9).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(shelf_.version("d", 5).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tenon
