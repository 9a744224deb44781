#include "model/region_tree.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

// 0 CHN > 1 YRD > 2 Jiangsu > 3 Suzhou; 4 TWN (foreign tier) in CHN; 5 JPN; 6 and 7 in each other.
Dataset tree() {
  Dataset data;
  const auto add = [&](const char* code, std::optional<std::size_t> parent, Tier tier) {
    Region region;
    region.code = code;
    if (parent) region.parent = RegionId(*parent);
    region.tier = tier;
    data.regions.push_back(region);
  };
  add("CHN", std::nullopt, Tier::kCountry);
  add("YRD", 0, Tier::kArea);
  add("320000", 1, Tier::kProvince);
  add("320500", 2, Tier::kCity);
  add("TWN", 0, Tier::kForeign);
  add("JPN", std::nullopt, Tier::kForeign);
  add("A", 7, Tier::kArea);
  add("B", 6, Tier::kArea);
  return data;
}

TEST(RegionTree, WhatLiesInWhat) {
  EXPECT_EQ(regions_within(tree(), RegionId(1)),
            (std::vector<bool>{false, true, true, true, false, false, false, false}));
  EXPECT_EQ(regions_within(tree(), RegionId(0)),
            (std::vector<bool>{true, true, true, true, true, false, false, false}));
  EXPECT_EQ(regions_within(tree(), RegionId(6)),
            (std::vector<bool>{false, false, false, false, false, false, true, true}));
}

TEST(RegionTree, CountryIsTheFirstCustomsBorderUpwards) {
  EXPECT_EQ(country_of(tree(), RegionId(3)), RegionId(0));
  EXPECT_EQ(country_of(tree(), RegionId(0)), RegionId(0));
  EXPECT_EQ(country_of(tree(), RegionId(4)), RegionId(4));
  EXPECT_EQ(country_of(tree(), RegionId(5)), RegionId(5));
  EXPECT_EQ(country_of(tree(), RegionId(6)), RegionId(6));  // no country, and no end of parents
}

}  // namespace
}  // namespace tenon
