#include "risk/n_minus_1.h"

#include <gtest/gtest.h>

#include "risk/break_points_example.h"

namespace tenon {
namespace {

struct Fixture {
  ExampleDataset e;
  ProductId product = e.add_product("p");
  FirmId big = e.add_firm("big", "330200", "CHN");
  FirmId small = e.add_firm("small", "310000", "CHN");
  FirmId south = e.add_firm("south", "440000", "CHN");
  FirmId buyer = e.add_firm("buyer", "330200", "CHN");

  Fixture() {
    e.add_capability(big, product).annual_capacity = 80;
    e.add_capability(small, product).annual_capacity = 40;
    e.add_capability(south, product).annual_capacity = 900;
    e.add_supply(big, buyer, product, 60);
    e.add_supply(small, buyer, product, 20);
    e.add_supply(big, south, product, 500);  // demand elsewhere does not count
  }

  NMinus1 run() { return n_minus_1_test(e.data, make_scope_view(e.data, "YRD").value())[0]; }
};

TEST(NMinus1, TheRestMustCoverTheDemand) {
  Fixture f;
  const NMinus1 test = f.run();
  EXPECT_TRUE(test.known);
  EXPECT_DOUBLE_EQ(test.capacity, 120);
  EXPECT_DOUBLE_EQ(test.demand, 80);
  EXPECT_DOUBLE_EQ(test.cover(), 0.5);
  EXPECT_DOUBLE_EQ(test.shortfall(), 0.5);
  EXPECT_DOUBLE_EQ(test.spare(), 0.5);
  EXPECT_EQ(test.largest_maker, f.big);
  EXPECT_FALSE(test.synthetic);
}

TEST(NMinus1, PlantsOfOneGroupFailTogether) {
  Fixture f;
  f.e.data.firms[f.small.index()].parent = f.big;
  EXPECT_DOUBLE_EQ(f.run().cover(), 0);
  EXPECT_EQ(f.run().makers, 1U);
}

TEST(NMinus1, OnlyQualifiedCapacityCounts) {
  Fixture f;
  f.e.data.capabilities[1].status = CapabilityStatus::kTrial;
  EXPECT_DOUBLE_EQ(f.run().cover(), 0);
}

TEST(NMinus1, WithoutSuppliesTheOutputIsTheDemand) {
  Fixture f;
  f.e.data.supplies.clear();
  EXPECT_FALSE(f.run().known);
  f.e.data.capabilities[0].annual_output = 30;
  EXPECT_DOUBLE_EQ(f.run().cover(), 1);
}

TEST(NMinus1, SyntheticNumbersAreMarked) {
  Fixture f;
  f.e.data.firms[f.small.index()].synthetic = true;
  const NMinus1 test = f.run();
  EXPECT_TRUE(test.synthetic);
  const Evidence line = *n_minus_1_evidence(f.e.data, test);
  EXPECT_TRUE(line.synthetic);
  EXPECT_EQ(line.provenance.grade, 'S');
  EXPECT_DOUBLE_EQ(*line.value, 50);
}

}  // namespace
}  // namespace tenon
