#include "scenario/time_to_recover.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace tenon {
namespace {

constexpr ProductId kResist{std::size_t{0}};
constexpr ProductId kMask{std::size_t{1}};

// Firms: 0 Alpha, 1 Beta (of Alpha's group), 2 Gamma, 3 Delta, 4 the made-up Epsilon. Products: resist and
// mask.
class TimeToRecoverTest : public ::testing::Test {
 protected:
  TimeToRecoverTest() {
    dataset.products.resize(2);
    dataset.firms.resize(5);
    dataset.firms[1].parent = FirmId(0);
    dataset.firms[4].synthetic = true;
  }

  void add_fact(ProductId product, Indicator indicator, std::optional<double> low, std::optional<double> high,
                char grade) {
    Fact fact;
    fact.product = product;
    fact.low = low;
    fact.high = high;
    fact.provenance.grade = grade;
    fact.provenance.source = "source " + std::to_string(dataset.facts.size());
    FactUse use;
    use.fact = dataset.facts.size();
    use.indicator = indicator;
    dataset.facts.push_back(std::move(fact));
    dataset.fact_uses.push_back(std::move(use));
  }

  void add_maker(std::size_t firm, ProductId product, CapabilityStatus status,
                 std::optional<double> lead_time_days = {}, char grade = 'B') {
    Capability capability;
    capability.firm = FirmId(firm);
    capability.product = product;
    capability.status = status;
    capability.lead_time_days = lead_time_days;
    capability.provenance.grade = grade;
    dataset.capabilities.push_back(std::move(capability));
  }

  [[nodiscard]] RecoveryTimes times(const TimeToRecoverOptions& options = {}) const {
    return {dataset, options};
  }

  Dataset dataset;
};

TEST_F(TimeToRecoverTest, WhatNobodyKnowsStaysAbsent) {
  add_maker(0, kResist, CapabilityStatus::kQualified);
  add_maker(2, kResist, CapabilityStatus::kPotential);
  for (const TimeToRecover& time :
       {times().product(kResist), times().line(FirmId(0), kResist), times().firm(FirmId(0))}) {
    EXPECT_EQ(time.days, DayRange{});
    EXPECT_TRUE(time.evidence.empty());
    EXPECT_EQ(time.ways, 0U);
    EXPECT_EQ(time.unknown_ways, 1U);
    EXPECT_FALSE(time.is_assumption);
    EXPECT_EQ(time.grade, ' ');
  }
  EXPECT_EQ(times().firm(FirmId(3)).days, DayRange{});  // makes nothing
}

TEST_F(TimeToRecoverTest, ANewSourceNeedsItsLeadTimeAndAQualification) {
  add_fact(kResist, Indicator::kLeadTimeDays, 90, 120, 'A');
  add_fact(kResist, Indicator::kLeadTimeDays, 60, {}, 'C');  // one side: 60
  add_fact(kResist, Indicator::kQualificationTimeDays, 180, 365, 'B');
  add_fact(kResist, Indicator::kInventoryDays, 1, 1, 'A');  // no answer to this question
  add_fact(kMask, Indicator::kQualificationTimeDays, 200, 300, 'B');
  const TimeToRecover resist = times().product(kResist);
  EXPECT_EQ(resist.days, (DayRange{60 + 180, 120 + 365}));
  EXPECT_EQ(resist.grade, 'C');  // the weakest of the three
  ASSERT_EQ(resist.evidence.size(), 3U);
  EXPECT_EQ(resist.evidence[0].provenance.source, "source 0");
  EXPECT_EQ(resist.evidence[2].part, RecoveryPart::kQualification);
  EXPECT_FALSE(resist.evidence[0].firm.has_value());
  // Without a lead time 200 days are the least, and the most is not known.
  EXPECT_EQ(times().product(kMask).days, (DayRange{200, {}}));
}

TEST_F(TimeToRecoverTest, AReviewedNumberWinsOverTheFactsOwn) {
  add_fact(kResist, Indicator::kLeadTimeDays, 90, 120, 'A');
  dataset.fact_uses.back().low = 30;
  dataset.fact_uses.back().high = 40;
  add_fact(kResist, Indicator::kQualificationTimeDays, {}, 10, 'A');
  EXPECT_EQ(times().product(kResist).days, (DayRange{40, 50}));
}

TEST_F(TimeToRecoverTest, AnotherMakerInVolumeIsQuickest) {
  add_fact(kResist, Indicator::kQualificationTimeDays, 180, 365, 'B');
  add_maker(0, kResist, CapabilityStatus::kQualified, 20);
  add_maker(2, kResist, CapabilityStatus::kQualified, 45, 'C');
  add_maker(3, kResist, CapabilityStatus::kQualified, 30);
  // Without Alpha: Delta in 30 days if the customer takes it as it is, 395 if it has to qualify it.
  const TimeToRecover time = times().line(FirmId(0), kResist);
  EXPECT_EQ(time.days, (DayRange{30, 30 + 365}));
  EXPECT_EQ(time.ways, 3U);
  ASSERT_EQ(time.evidence.size(), 2U);
  EXPECT_EQ(time.evidence[0].firm, FirmId(3));
  EXPECT_EQ(time.evidence[0].basis, RecoveryBasis::kMaker);
  // Without all three, only a new source: nothing is known of its lead time.
  EXPECT_EQ(times().product(kResist).days, (DayRange{180, {}}));
  // Without Alpha and Delta, Gamma.
  const auto lost = [](FirmId firm) { return firm != FirmId(2); };
  EXPECT_EQ(times().without(kResist, lost).days, (DayRange{45, 45 + 365}));
  EXPECT_EQ(times().without(kResist, lost).grade, 'C');
}

TEST_F(TimeToRecoverTest, WithoutFiguresOnQualificationAMakerInVolumeIsReadyAfterItsLeadTime) {
  add_maker(2, kResist, CapabilityStatus::kQualified, 45);
  EXPECT_EQ(times().line(FirmId(0), kResist).days, (DayRange{45, 45}));
  dataset.capabilities[0].status = CapabilityStatus::kUnknown;
  EXPECT_EQ(times().line(FirmId(0), kResist).days, (DayRange{45, {}}));
}

TEST_F(TimeToRecoverTest, TrialAndDevelopmentAskForQualification) {
  add_fact(kResist, Indicator::kLeadTimeDays, 50, 60, 'B');
  add_fact(kResist, Indicator::kQualificationTimeDays, 100, 200, 'B');
  add_maker(0, kResist, CapabilityStatus::kQualified, 20);
  add_maker(2, kResist, CapabilityStatus::kTrial, 30);
  EXPECT_EQ(times().product(kResist).days, (DayRange{30, 230}));  // Gamma; a new source: 150 to 260
  dataset.capabilities[1].status = CapabilityStatus::kPotential;
  EXPECT_EQ(times().product(kResist).days, (DayRange{130, 230}));
  dataset.capabilities[1].lead_time_days.reset();
  EXPECT_EQ(times().product(kResist).days, (DayRange{150, 260}));
}

TEST_F(TimeToRecoverTest, TheSidesMayComeFromDifferentWays) {
  add_fact(kResist, Indicator::kQualificationTimeDays, 10, 400, 'B');
  add_maker(2, kResist, CapabilityStatus::kTrial, 30);
  add_maker(3, kResist, CapabilityStatus::kTrial, 5);
  dataset.fact_uses.clear();
  dataset.facts.clear();
  // Nothing on qualification: Delta may be ready after 5 days, nobody surely.
  const TimeToRecover time = times().product(kResist);
  EXPECT_EQ(time.days, (DayRange{5, {}}));
  ASSERT_EQ(time.evidence.size(), 1U);
  EXPECT_EQ(time.evidence[0].firm, FirmId(3));
}

TEST_F(TimeToRecoverTest, AssumptionsAreMarked) {
  TimeToRecoverOptions options;
  options.assumed = {30, 90, 360};
  add_maker(2, kResist, CapabilityStatus::kTrial, 25);
  const TimeToRecover time = times(options).product(kResist);
  EXPECT_EQ(time.days, (DayRange{25 + 90, 25 + 90}));  // a new source: 390
  EXPECT_TRUE(time.is_assumption);
  EXPECT_EQ(time.grade, ' ');
  EXPECT_EQ(time.evidence.back().basis, RecoveryBasis::kAssumption);
  EXPECT_EQ(times(options).product(kMask).days, (DayRange{390, 390}));
  // What is known is not assumed.
  add_fact(kMask, Indicator::kLeadTimeDays, 10, 20, 'A');
  add_fact(kMask, Indicator::kQualificationTimeDays, 1, 2, 'A');
  EXPECT_EQ(times(options).product(kMask).days, (DayRange{11, 22}));
  EXPECT_FALSE(times(options).product(kMask).is_assumption);
  SwitchingPolicy policy;
  policy.default_lead_time_days = 7;
  EXPECT_EQ(recovery_assumptions(policy).lead_time_days, 7);
  EXPECT_EQ(recovery_assumptions(policy).trial_qualification_days, policy.trial_qualification_days);
  EXPECT_EQ(recovery_assumptions(policy).potential_qualification_days, policy.potential_qualification_days);
}

TEST_F(TimeToRecoverTest, AGroupIsLostTogether) {
  add_maker(0, kResist, CapabilityStatus::kQualified, 20);
  add_maker(1, kResist, CapabilityStatus::kQualified, 10);
  add_maker(2, kResist, CapabilityStatus::kQualified, 40);
  EXPECT_EQ(times().line(FirmId(0), kResist).days, (DayRange{40, 40}));
  EXPECT_EQ(times().line(FirmId(1), kResist).days, (DayRange{40, 40}));
  TimeToRecoverOptions options;
  options.lose_group = false;
  EXPECT_EQ(times(options).line(FirmId(0), kResist).days, (DayRange{10, 10}));
  // A loop of parents ends.
  dataset.firms[0].parent = FirmId(1);
  EXPECT_EQ(times().line(FirmId(2), kResist).ways, 2U);
}

TEST_F(TimeToRecoverTest, MadeUpMakersCountOnlyOnRequestAndSaySo) {
  add_maker(4, kResist, CapabilityStatus::kQualified, 15, 'S');
  EXPECT_EQ(times().line(FirmId(0), kResist).days, DayRange{});
  EXPECT_EQ(times().line(FirmId(0), kResist).unknown_ways, 0U);
  TimeToRecoverOptions options;
  options.use_synthetic = true;
  const TimeToRecover time = times(options).line(FirmId(0), kResist);
  EXPECT_EQ(time.days, (DayRange{15, 15}));
  EXPECT_TRUE(time.synthetic);
  EXPECT_EQ(time.grade, 'S');
}

TEST_F(TimeToRecoverTest, PlantsOfOneFirmAreOneMaker) {
  add_maker(2, kResist, CapabilityStatus::kTrial, 50);
  add_maker(2, kResist, CapabilityStatus::kQualified, 60);
  add_maker(2, kResist, CapabilityStatus::kPotential, {});
  EXPECT_EQ(times().line(FirmId(0), kResist).days, (DayRange{50, 50}));
  EXPECT_EQ(times().line(FirmId(0), kResist).ways, 1U);
}

TEST_F(TimeToRecoverTest, AFirmRecoversWithTheSlowestOfItsLines) {
  add_maker(0, kResist, CapabilityStatus::kQualified);
  add_maker(0, kMask, CapabilityStatus::kQualified);
  add_maker(2, kResist, CapabilityStatus::kQualified, 40);
  add_maker(3, kMask, CapabilityStatus::kQualified, 70);
  const TimeToRecover time = times().firm(FirmId(0));
  EXPECT_EQ(time.days, (DayRange{70, 70}));
  ASSERT_EQ(time.evidence.size(), 1U);
  EXPECT_EQ(time.evidence[0].product, kMask);
  // One line of which the most is not known.
  dataset.capabilities[2].status = CapabilityStatus::kTrial;
  EXPECT_EQ(times().firm(FirmId(0)).days, (DayRange{70, {}}));
}

}  // namespace
}  // namespace tenon
