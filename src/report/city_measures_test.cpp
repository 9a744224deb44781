// Who makes what where, and what cities are compared by.
#include "report/city_measures.h"

#include <gtest/gtest.h>

#include "report/confidence.h"
#include "report/maker_places.h"
#include "support/dataset_builder.h"

namespace tenon {
namespace {

// Suzhou has two real makers of P and one that only could make Q; Zhejiang has one of P; Japan one of Q.
DatasetBuilder makers() {
  DatasetBuilder builder;
  builder.region("TWN", "台湾", "Taiwan", "CHN", Tier::kForeign);
  builder.region("330100", "杭州市", "Hangzhou", "330000", Tier::kCity);
  builder.region("330200", "宁波市", "Ningbo", "330000", Tier::kCity);
  for (const char* product : {"P", "Q"}) builder.product(product);
  builder.input("P", "Q");
  const auto maker = [&](const char* firm, const char* region, const char* product,
                         CapabilityStatus status = CapabilityStatus::kQualified) {
    builder.firm(firm, region, "CHN", false);
    builder.capability(firm, product, {}, {}, status);
  };
  maker("A", "320500", "P");
  maker("B", "320500", "P", CapabilityStatus::kTrial);
  maker("C", "320500", "Q", CapabilityStatus::kPotential);
  maker("D", "330100", "P");
  maker("E", "JPN", "Q");
  maker("F", "TWN", "Q");
  builder.firm("S", "330200");
  builder.capability("S", "P");
  return builder;
}

TEST(MakerPlacesTest, EachFirmOnceAtTheNearestPlace) {
  DatasetBuilder builder = makers();
  builder.capability("A", "P").region = builder.region_id("JPN");  // a second plant
  const auto scope = make_scope_view(builder.data, "320000");
  ASSERT_TRUE(scope);
  const auto places = maker_places(builder.data, *scope);
  EXPECT_EQ(places[0].scope, 2U);
  EXPECT_EQ(places[0].country, 1U);
  EXPECT_EQ(places[0].abroad, 0U);
  EXPECT_EQ(places[1].scope, 0U);   // who only could make it does not
  EXPECT_EQ(places[1].abroad, 2U);  // beyond the customs border
  EXPECT_EQ(places[0].provinces, std::vector<RegionId>{builder.region_id("320000")});
  const auto country = make_scope_view(builder.data, "CHN");
  ASSERT_TRUE(country);
  EXPECT_EQ(maker_places(builder.data, *country)[1].abroad, 2U);
}

TEST(CityMeasuresTest, WhatIsKnownIsComparedAndTheRestHasNoData) {
  DatasetBuilder builder = makers();
  Share share;
  share.product = builder.product_id("P");
  share.firm = builder.firm_id("D");
  share.low = 10;
  share.high = 20;
  builder.data.shares.push_back(share);
  BreakPointOptions options;
  options.scope = "CHN";
  const auto report = find_break_points(builder.data, options);
  ASSERT_TRUE(report);
  const auto cities = city_measures({builder.data, *report, 0});
  ASSERT_EQ(cities.size(), 3U);
  const CityMeasures& suzhou = cities[0];
  const CityMeasures& hangzhou = cities[1];
  const CityMeasures& ningbo = cities[2];
  EXPECT_EQ(suzhou[CityMetric::kMakers].value, 2);
  EXPECT_EQ(suzhou[CityMetric::kMakers].rank, 1U);
  EXPECT_EQ(suzhou[CityMetric::kProducts].value, 1);
  EXPECT_EQ(suzhou[CityMetric::kConcentration].value, 1);  // two of three
  EXPECT_FALSE(suzhou[CityMetric::kRecordedShare].value);
  EXPECT_EQ(hangzhou[CityMetric::kConcentration].value, 0);
  EXPECT_EQ(hangzhou[CityMetric::kProducts].rank, 1U);  // as many as Suzhou
  EXPECT_EQ(hangzhou[CityMetric::kRecordedShare].value, 15);
  EXPECT_EQ(hangzhou[CityMetric::kRecordedShare].high, 20);
  const auto exposure = report->break_points[0].subject.index == 0 ? report->break_points[0].exposure
                                                                   : report->break_points[1].exposure;
  ASSERT_TRUE(exposure);
  EXPECT_EQ(suzhou[CityMetric::kExposure].low, exposure->low);
  EXPECT_EQ(suzhou[CityMetric::kExposure].high, exposure->high);
  // Made-up firms are no makers.
  EXPECT_EQ(ningbo.synthetic_entries, 1U);
  EXPECT_FALSE(ningbo.worst);
  for (const CityMeasure& measure : ningbo.measures) {
    EXPECT_FALSE(measure.value);
    EXPECT_EQ(measure.rank, 0U);
  }
}

TEST(ConfidenceTest, ByPublishedFiguresInTheComputation) {
  BreakPoint point;
  EXPECT_FALSE(confidence_of(point));
  point.score = Component{0.5, 0.4, 0.6};
  EXPECT_EQ(confidence_of(point), Confidence::kLow);
  const auto add = [&](const char* source, char grade, bool used, bool old) {
    Evidence line;
    line.provenance.source = source;
    line.provenance.grade = grade;
    line.computed_with = used;
    line.old = old;
    point.evidence.push_back(line);
  };
  add("a", 'C', true, false);
  add("b", 'A', false, false);
  add("c", 'B', true, true);
  add("computed from the makers listed", 'A', true, false);
  EXPECT_EQ(confidence_of(point), Confidence::kLow);
  add("d", 'B', true, false);
  add("d", 'A', true, false);
  EXPECT_EQ(confidence_of(point), Confidence::kMedium);
  add("e", 'A', true, false);
  EXPECT_EQ(confidence_of(point), Confidence::kHigh);
}

}  // namespace
}  // namespace tenon
