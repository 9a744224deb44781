#include "remedy/backup_coverage_survival.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

#include "scenario/dataset_survival.h"
#include "support/dataset_builder.h"

namespace tenon {
namespace {

// Resin (R), made at home by S, goes into chips (C), of which seven tenths come from Japan, chips into panels
// (P). Nobody makes or uses Z.
class SimulatedDays : public testing::Test {
 protected:
  SimulatedDays() {
    for (const char* id : {"R", "C", "P", "Z"}) b_.product(id);
    b_.input("R", "C", true, 20);
    b_.input("C", "P", true, 30);
    b_.firm("A", "320500", "CHN", false);
    b_.capability("A", "P", 750, 1000);
    b_.firm("B", "330000", "CHN", false);
    b_.capability("B", "C", 90, 900);
    b_.firm("S", "330000", "CHN", false);
    b_.capability("S", "R", 200, 240);
    b_.supply("S", "B", "R", 18, 25);
    b_.supply("B", "A", "C", 60, 12);
    b_.fact("C", Indicator::kExternalDependence, 70, 70);
    b_.share("C", "JPN", 70, 70, "China");
    FaultList faults;
    network_ = *build_dataset_network(b_.data, {}, faults);
  }
  // What the simulation says of a product when these of its sources stop.
  double survived(const char* product, SurvivalSubjects subjects) {
    DatasetSurvivalOptions options;
    options.subjects = subjects;
    options.solve = false;
    const auto result = survive_on_dataset(b_.data, network_, options);
    for (std::size_t k = 0; k < result->subject.size(); ++k) {
      if (result->subject[k] == b_.product_id(product).value) return result->simulation->sets[k].others.days;
    }
    ADD_FAILURE() << product;
    return -1;
  }
  DatasetBuilder b_;
  DatasetNetwork network_;
};

TEST_F(SimulatedDays, StopImportsWhereThePrimaryIsAbroadAndAllSourcesWhereItIsAtHome) {
  const std::vector<CoverageSubject> subjects = {
      {b_.product_id("C"), {}}, {b_.product_id("R"), {}}, {b_.product_id("Z"), {}}};
  const auto days = simulated_survival_days(b_.data, network_, subjects, {});
  ASSERT_TRUE(days.ok());
  ASSERT_EQ(days->size(), b_.data.products.size());
  EXPECT_EQ((*days)[1], survived("C", SurvivalSubjects::kImports));
  EXPECT_EQ((*days)[0], survived("R", SurvivalSubjects::kProducts));
  EXPECT_LT(*(*days)[1], 365);
  EXPECT_FALSE((*days)[2]);  // no subject
  EXPECT_FALSE((*days)[3]);  // not assessed
}

TEST_F(SimulatedDays, DoNotDependOnTheNumberOfThreads) {
  const std::vector<CoverageSubject> subjects = {{b_.product_id("C"), {}}, {b_.product_id("R"), {}}};
  CoverageSurvivalOptions one;
  one.threads = 1;
  CoverageSurvivalOptions four;
  four.threads = 4;
  EXPECT_EQ(*simulated_survival_days(b_.data, network_, subjects, one),
            *simulated_survival_days(b_.data, network_, subjects, four));
}

TEST_F(SimulatedDays, StopWhenAsked) {
  const std::atomic<bool> stop = true;
  CoverageSurvivalOptions options;
  options.stop = &stop;
  const std::vector<CoverageSubject> subjects = {{b_.product_id("C"), {}}};
  const auto days = simulated_survival_days(b_.data, network_, subjects, options);
  ASSERT_FALSE(days.ok());
  EXPECT_EQ(days.error().code, ErrorCode::kCancelled);
  EXPECT_TRUE(simulated_survival_days(b_.data, network_, {}, options).ok());  // nothing to simulate
}

}  // namespace
}  // namespace tenon
