#include "remedy/dataset_edit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

PlacedName at(const std::string& text) {
  return {text, 3, 1};
}

// Chips (C) go into panels (P). Real makers of chips: B in Zhejiang, D in Suzhou, F in Japan; A and E, which
// are synthetic, make panels. 70 % of the chips come from abroad.
class DatasetEdits : public testing::Test {
 protected:
  DatasetEdits() {
    b_.product("C", "C3973");
    b_.product("P", "C3974");
    b_.input("C", "P", true, 30);
    for (const char* firm : {"A", "E"}) {
      b_.firm(firm, "320500");
      b_.capability(firm, "P", 1000, 1250);
    }
    b_.firm("B", "330000", "CHN", false);
    b_.firm("D", "320500", "CHN", false);
    b_.firm("F", "JPN", "JPN", false);
    for (const char* firm : {"B", "D", "F"}) b_.capability(firm, "C", 400, 500);
    b_.supply("B", "A", "C", 150, 20);
    b_.supply("D", "A", "C", 50, 20);
    b_.supply("D", "E", "C", 150, 20);
    b_.fact("C", Indicator::kExternalDependence, 60, 80);
    b_.share("C", "JPN", 50, 60, "China");
    b_.share("C", "B", 10, 10, "China");
    b_.share("C", "F", 30, 30, "global sales");
    options_.scope = "CHN";
  }
  Result<EditedDataset> edit(std::vector<NamedEdit> edits) {
    faults_ = FaultList();
    return edit_dataset(b_.data, {"e.csv", std::move(edits)}, options_, faults_);
  }
  static NamedEdit make(EditKind kind) {
    NamedEdit edit;
    edit.kind = kind;
    edit.line = 3;
    return edit;
  }
  NamedEdit localise(double share) const {
    NamedEdit edit = make(EditKind::kLocalise);
    edit.sector = at("C");
    edit.share = share;
    return edit;
  }
  BreakPoint chips(const Dataset& dataset) const {
    const auto report = find_break_points(dataset, options_);
    for (const BreakPoint& point : report->break_points) {
      if (point.subject.index == b_.product_id("C").index()) return point;
    }
    ADD_FAILURE();
    return {};
  }
  static double bought(const Dataset& dataset, FirmId customer) {
    double sum = 0;
    for (const Supply& row : dataset.supplies) sum += row.customer == customer ? row.annual_value_cny : 0;
    return sum;
  }
  DatasetBuilder b_;
  BreakPointOptions options_;
  FaultList faults_;
};

TEST_F(DatasetEdits, NoneChangeNothing) {
  const auto edited = edit({});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->dataset, b_.data);
  EXPECT_TRUE(edited->touched.empty());
}

TEST_F(DatasetEdits, LocalisationReplacesTheFiguresOnDependence) {
  const auto edited = edit({localise(0.6)});
  ASSERT_TRUE(edited);
  const BreakPoint after = chips(edited->dataset);
  const auto dependence = std::find_if(after.evidence.begin(), after.evidence.end(),
                                       [](const Evidence& e) { return e.metric == "external_dependence"; });
  ASSERT_NE(dependence, after.evidence.end());
  EXPECT_NEAR(*dependence->value, 40, 1e-9);
  EXPECT_LT(after.score->value, chips(b_.data).score->value);
  EXPECT_EQ(edited->touched, std::vector<ProductId>{b_.product_id("C")});
  EXPECT_EQ(edited->dataset.facts.back().provenance.source, "what-if e.csv:3");
  // National shares of foreign makers fall, those of own ones rise; of the world market none.
  EXPECT_NEAR(edited->dataset.shares[0].high, 60 * 0.4 / 0.7, 1e-9);
  EXPECT_NEAR(edited->dataset.shares[1].high, 10 * 0.6 / 0.3, 1e-9);
  EXPECT_EQ(edited->dataset.shares[2].high, 30);
}

TEST_F(DatasetEdits, LocalisationThatIsMetChangesNothing) {
  const auto edited = edit({localise(0.25)});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->dataset, b_.data);
}

TEST_F(DatasetEdits, TheMoreIsLocalisedTheLowerTheScore) {
  double last = chips(b_.data).score->value;
  for (const double share : {0.4, 0.5, 0.7, 0.9, 1.0}) {
    const double score = chips(edit({localise(share)})->dataset).score->value;
    EXPECT_LT(score, last) << share;
    last = score;
  }
}

TEST_F(DatasetEdits, LocalisationNeverLiftsTheCapOfWeakEvidence) {
  b_.data.facts.front().provenance.grade = 'M';
  for (Share& share : b_.data.shares) share.provenance.grade = 'M';
  const auto edited = edit({localise(0.35)});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->dataset.facts.back().provenance.grade, 'C');
  EXPECT_GE(chips(edited->dataset).level, chips(b_.data).level);
}

TEST_F(DatasetEdits, APlantIsAFurtherMaker) {
  NamedEdit plant = make(EditKind::kBuildPlant);
  plant.name = at("new plant");
  plant.sector = at("C");
  plant.location = at("330000");
  plant.weight = 5e7;
  const auto edited = edit({plant});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->dataset.firms.size(), b_.data.firms.size() + 1);
  EXPECT_EQ(edited->dataset.capabilities.back().annual_capacity, 5e7);
  EXPECT_LT(chips(edited->dataset).recovery->value, chips(b_.data).recovery->value);
}

TEST_F(DatasetEdits, APlantLikeAFirmTakesItsPartOver) {
  NamedEdit plant = make(EditKind::kBuildPlant);
  plant.name = at("new plant");
  plant.sector = at("C");
  plant.location = at("330000");
  plant.firm = at("D");
  plant.share = 0.25;
  const auto edited = edit({plant});
  ASSERT_TRUE(edited);
  EXPECT_NEAR(*edited->dataset.capabilities.back().annual_output, 0.25 * 400 * 365, 1e-6);
  EXPECT_NEAR(*edited->dataset.capabilities[3].annual_output, 0.75 * 400 * 365, 1e-6);
}

TEST_F(DatasetEdits, AMergerMakesTwoMakersOne) {
  NamedEdit merger = make(EditKind::kMergeFirms);
  merger.firm = at("B");
  merger.other = at("D");
  const auto edited = edit({merger});
  ASSERT_TRUE(edited);
  EXPECT_GT(chips(edited->dataset).recovery->value, chips(b_.data).recovery->value);
  // Once in one group, they cannot merge again, whichever way round.
  NamedEdit again = merger;
  std::swap(again.firm, again.other);
  EXPECT_FALSE(edit({merger, again}));
}

TEST_F(DatasetEdits, ASupplierFoundAbroadTakesControlAbroad) {
  NamedEdit merger = make(EditKind::kMergeFirms);
  merger.firm = at("F");
  merger.other = at("D");
  const auto edited = edit({merger});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->dataset.firms[b_.firm_id("D").index()].control_code, "JPN");
}

TEST_F(DatasetEdits, LinksMoveWhatTheyName) {
  NamedEdit add = make(EditKind::kAddLink);
  add.firm = at("B");
  add.other = at("E");
  add.weight = 50 * 365;
  auto edited = edit({add});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->dataset.supplies.size(), 4U);
  EXPECT_NEAR(bought(edited->dataset, b_.firm_id("E")), 150 * 365, 1e-6);
  add.share = 0;
  edited = edit({add});
  EXPECT_NEAR(bought(edited->dataset, b_.firm_id("E")), 200 * 365, 1e-6);

  NamedEdit remove = make(EditKind::kRemoveLink);
  remove.firm = at("D");
  remove.other = at("A");
  edited = edit({remove});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->dataset.supplies.size(), 2U);
  EXPECT_NEAR(bought(edited->dataset, b_.firm_id("A")), 200 * 365, 1e-6);
  remove.drop = true;
  edited = edit({remove});
  EXPECT_NEAR(bought(edited->dataset, b_.firm_id("A")), 150 * 365, 1e-6);
}

TEST_F(DatasetEdits, ALinkWithoutSubstituteNeedsDrop) {
  NamedEdit remove = make(EditKind::kRemoveLink);
  remove.firm = at("D");
  remove.other = at("E");
  ASSERT_FALSE(edit({remove}));
  EXPECT_NE(faults_.to_string().find("mode drop"), std::string::npos) << faults_.to_string();
  remove.drop = true;
  EXPECT_TRUE(edit({remove}));
}

TEST_F(DatasetEdits, CapacityFallsNoLowerThanOutput) {
  NamedEdit scale = make(EditKind::kScaleCapacity);
  scale.firm = at("B");
  scale.factor = 0.5;
  auto edited = edit({scale});
  ASSERT_TRUE(edited);
  EXPECT_NEAR(*edited->dataset.capabilities[2].annual_capacity, 400 * 365, 1e-6);
  scale.factor = 2;
  edited = edit({scale});
  EXPECT_NEAR(*edited->dataset.capabilities[2].annual_capacity, 1000 * 365, 1e-6);
}

TEST_F(DatasetEdits, WhatCannotMoveABreakPointIsSaid) {
  NamedEdit stock = make(EditKind::kScaleStock);
  stock.firm = at("A");
  stock.days = 60;
  auto edited = edit({stock});
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->dataset.supplies[0].inventory_days, 60);
  EXPECT_EQ(faults_.warning_count(), 1U);

  NamedEdit scale = make(EditKind::kScaleCapacity);
  scale.firm = at("A");
  scale.factor = 2;
  ASSERT_TRUE(edit({scale}));
  EXPECT_EQ(faults_.warning_count(), 1U);
  options_.use_synthetic = true;
  ASSERT_TRUE(edit({scale}));
  EXPECT_EQ(faults_.warning_count(), 0U);
}

TEST_F(DatasetEdits, AllFaultsAreToldAtOnce) {
  NamedEdit unknown = localise(0.5);
  unknown.sector = at("X");
  NamedEdit merger = make(EditKind::kMergeFirms);
  merger.firm = at("B");
  merger.other = at("nobody");
  const auto edited = edit({unknown, merger});
  ASSERT_FALSE(edited);
  EXPECT_EQ(edited.error().code, ErrorCode::kBadInput);
  EXPECT_EQ(faults_.error_count(), 2U);
  EXPECT_NE(edited.error().message.find("e.csv:3"), std::string::npos);
  options_.scope = "nowhere";
  EXPECT_EQ(edit({}).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tenon
