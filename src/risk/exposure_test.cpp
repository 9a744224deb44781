#include "risk/exposure.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace tenon {
namespace {

Interval exactly(double x) {
  return {x, x, x};
}

TEST(ExposureIndex, HandComputed) {
  const BreakPointMethod method;
  ExposureInputs inputs;
  inputs.dependence = exactly(1);
  inputs.concentration = exactly(1);
  EXPECT_DOUBLE_EQ(exposure_index(inputs, method).value, 1);
  inputs.concentration = exactly(0);
  EXPECT_DOUBLE_EQ(exposure_index(inputs, method).value, 0.6);
  inputs.export_control = 1;  // V = 0.5
  EXPECT_DOUBLE_EQ(exposure_index(inputs, method).value, 0.8);
  inputs.choke_point = 1;  // V = 1 - 0.5 x 0.7
  EXPECT_DOUBLE_EQ(exposure_index(inputs, method).value, 0.6 + 0.4 * 0.65);
}

TEST(ExposureIndex, DependenceIsTheGate) {
  const BreakPointMethod method;
  ExposureInputs inputs;
  inputs.concentration = exactly(1);
  inputs.export_control = 1;
  EXPECT_DOUBLE_EQ(exposure_index(inputs, method).value, 0);
  inputs.inner_fragility = exactly(1);
  EXPECT_DOUBLE_EQ(exposure_index(inputs, method).value, 0.3);
}

TEST(ExposureIndex, InnerFragilityCountsForTheInnerPart) {
  ExposureInputs inputs;
  inputs.dependence = exactly(0.5);
  inputs.concentration = exactly(0);
  inputs.inner_fragility = exactly(0.8);
  EXPECT_DOUBLE_EQ(exposure_index(inputs, {}).value, 1 - (1 - 0.3) * (1 - 0.3 * 0.5 * 0.8));
}

TEST(ExposureIndex, UnknownConcentrationOnlyOpensTheUpperEnd) {
  ExposureInputs inputs;
  inputs.dependence = exactly(0.5);
  const Interval index = exposure_index(inputs, {});
  EXPECT_DOUBLE_EQ(index.value, 0.3);
  EXPECT_DOUBLE_EQ(index.low, 0.3);
  EXPECT_DOUBLE_EQ(index.high, 0.5);
}

TEST(ExposureIndex, NeverFallsWhenAnInputRises) {
  const Philox random(11);
  const BreakPointMethod method;
  for (std::uint64_t k = 0; k < 2000; ++k) {
    const auto draw = [&](std::uint64_t i) { return random.uniform(i, k); };
    ExposureInputs inputs;
    inputs.dependence = exactly(draw(0));
    inputs.concentration = exactly(draw(1));
    inputs.export_control = draw(2);
    inputs.choke_point = draw(3);
    inputs.inner_fragility = exactly(draw(4));
    const double before = exposure_index(inputs, method).value;
    ASSERT_GE(before, 0);
    ASSERT_LE(before, 1);
    const auto raise = [&](double x) { return x + (1 - x) * draw(5); };
    for (int which = 0; which < 5; ++which) {
      ExposureInputs more = inputs;
      if (which == 0) more.dependence = exactly(raise(inputs.dependence.value));
      if (which == 1) more.concentration = exactly(raise(inputs.concentration->value));
      if (which == 2) more.export_control = raise(inputs.export_control);
      if (which == 3) more.choke_point = raise(inputs.choke_point);
      if (which == 4) more.inner_fragility = exactly(raise(inputs.inner_fragility.value));
      ASSERT_GE(exposure_index(more, method).value, before - 1e-12) << which;
    }
  }
}

}  // namespace
}  // namespace tenon
