#include "scenario/supply_origins.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

SupplyOrigins origins_of(const DatasetBuilder& b, const std::string& product = "P") {
  return supply_origins(b.data, b.region_id("CHN"))[b.product_id(product).index()];
}

DatasetBuilder with_product() {
  DatasetBuilder b;
  b.product("P");
  return b;
}

void foreign_maker(DatasetBuilder& b, const std::string& id, const std::string& country) {
  b.firm(id, country, country, false);
  b.capability(id, "P");
}

const SupplySource* source_of(const SupplyOrigins& origins, const std::string& country,
                              std::optional<FirmId> firm = {}) {
  for (const SupplySource& source : origins.sources) {
    if (source.country == country && source.firm == firm) return &source;
  }
  return nullptr;
}

TEST(CountryPercents, AreReadFromWords) {
  using Percents = std::vector<CountryPercent>;
  EXPECT_EQ(country_percents("ArF immersion: NLD 99.3, JPN 0.7"), (Percents{{"NLD", 99.3}, {"JPN", 0.7}}));
  EXPECT_EQ(country_percents("JPN 53 USA 40 TWN 7"), (Percents{{"JPN", 53}, {"USA", 40}, {"TWN", 7}}));
  EXPECT_EQ(country_percents("dry etch: USA 59.9."), (Percents{{"USA", 59.9}}));
  EXPECT_TRUE(country_percents("JPN 23-item list from 2023-07-23: 3 etch items").empty());
  EXPECT_TRUE(country_percents("USA 2024-12-02: 24 tool types").empty());
  EXPECT_TRUE(country_percents("NXT 2000i and EDA 50; XJPN 5; ACM (9.8) counted under USA").empty());
  EXPECT_TRUE(country_percents("JPN 80 USA 40").empty());  // more than the whole
  EXPECT_EQ(country_percents("JPN 60, JPN 60"), (Percents{{"JPN", 60}}));
  EXPECT_TRUE(country_percents("").empty());
  EXPECT_TRUE(country_percents("JPN ").empty());
}

TEST(SupplyOrigins, NothingKnownIsOneUnknownSource) {
  const SupplyOrigins origins = origins_of(with_product());
  EXPECT_EQ(origins.evidence, DependenceEvidence::kNone);
  ASSERT_EQ(origins.sources.size(), 1U);
  EXPECT_EQ(origins.sources[0].side, SourceSide::kUnknown);
  EXPECT_EQ(origins.sources[0].part, (PartRange{1, 0, 1}));
}

TEST(SupplyOrigins, TheBestFigureOnTheCountrysUseCounts) {
  DatasetBuilder b = with_product();
  b.fact("P", Indicator::kDomesticSupply, 20, 40, "CHN", "China", 2024, 'B');
  b.fact("P", Indicator::kExternalDependence, 90, 90, "CHN", "China", 2014, 'B');  // ten years older
  b.fact("P", Indicator::kExternalDependence, 10, 10, "USA", "the United States", 2024, 'A');
  const SupplyOrigins origins = origins_of(b);
  EXPECT_EQ(origins.evidence, DependenceEvidence::kFigure);
  EXPECT_NEAR(origins.external.value, 0.7, 1e-12);
  EXPECT_NEAR(origins.external.low, 0.6, 1e-12);
  EXPECT_NEAR(origins.external.high, 0.8, 1e-12);
  EXPECT_EQ(origins.provenance.year, 2024);
}

TEST(SupplyOrigins, WorldSupplyIsSetAgainstTheCountrysPartOfWorldDemand) {
  DatasetBuilder b = with_product();
  b.fact("P", Indicator::kWorldSupplyInside, 12, 12, "WORLD", "world");
  const SupplyOrigins origins = origins_of(b);
  EXPECT_EQ(origins.evidence, DependenceEvidence::kWorldFigure);
  EXPECT_NEAR(origins.external.value, 1 - 0.12 / 0.3, 1e-12);
  EXPECT_NEAR(origins.external.low, 1 - 0.12 / 0.2, 1e-12);
  EXPECT_NEAR(origins.external.high, 1 - 0.12 / 0.6, 1e-12);
}

TEST(SupplyOrigins, NamedMakersStandInForFigures) {
  DatasetBuilder b = with_product();
  foreign_maker(b, "F1", "JPN");
  foreign_maker(b, "F2", "JPN");
  foreign_maker(b, "F3", "USA");
  b.firm("N1", "320500", "CHN", false);
  b.capability("N1", "P");
  b.firm("N2", "320500", "CHN", false);
  b.capability("N2", "P", {}, {}, CapabilityStatus::kTrial);
  b.firm("S1", "320500");  // made up: says nothing about the world
  b.capability("S1", "P", 5);
  const SupplyOrigins origins = origins_of(b);
  EXPECT_EQ(origins.evidence, DependenceEvidence::kNamedMakers);
  EXPECT_NEAR(origins.external.value, 3 / (3 + 1.3 + 1), 1e-12);
  // An equal part for each country, whatever the number of its makers.
  ASSERT_NE(source_of(origins, "JPN"), nullptr);
  EXPECT_EQ(source_of(origins, "JPN")->part, (PartRange{0.5, 0, 1}));
  EXPECT_EQ(source_of(origins, "USA")->part, (PartRange{0.5, 0, 1}));
  EXPECT_EQ(source_of(origins, "USA")->evidence, SourceEvidence::kNamedMakers);
}

TEST(SupplyOrigins, MakersUnderOneParentAreOne) {
  DatasetBuilder b = with_product();
  foreign_maker(b, "F1", "JPN");
  foreign_maker(b, "F2", "JPN");
  b.data.firms[1].parent = b.firm_id("F1");
  EXPECT_NEAR(origins_of(b).external.value, 0.5, 1e-12);
}

TEST(SupplyOrigins, ShareOfTheWorldIsNormalisedToWhatComesFromAbroad) {
  DatasetBuilder b = with_product();
  foreign_maker(b, "F1", "JPN");
  foreign_maker(b, "F2", "USA");
  b.firm("N1", "320500", "CHN", false);
  b.fact("P", Indicator::kDomesticSupply, 30, 30);
  b.share("P", "F1", 50, 60);  // of the world, of which home makes 12
  b.share("P", "N1", 12, 12);
  const SupplyOrigins origins = origins_of(b);
  const SupplySource* japan = source_of(origins, "JPN", b.firm_id("F1"));
  ASSERT_NE(japan, nullptr);
  EXPECT_NEAR(japan->part.value, 55 / 88.0, 1e-12);
  EXPECT_NEAR(japan->part.low, 50 / 88.0, 1e-12);
  EXPECT_NEAR(japan->part.high, 60 / 88.0, 1e-12);
  EXPECT_EQ(japan->provenance.source, "source of F1");
  // The rest is the other known maker's country.
  ASSERT_NE(source_of(origins, "USA"), nullptr);
  EXPECT_NEAR(source_of(origins, "USA")->part.value, 33 / 88.0, 1e-12);
  EXPECT_EQ(source_of(origins, "USA")->part.low, 0);
  // At home: 12 of what the foreign shares leave of the world.
  const SupplySource* home = source_of(origins, "CHN", b.firm_id("N1"));
  ASSERT_NE(home, nullptr);
  EXPECT_EQ(home->side, SourceSide::kHome);
  EXPECT_NEAR(home->part.value, 12 / 45.0, 1e-12);
}

TEST(SupplyOrigins, ShareOfTheCountryCountsAgainstItsExternalPart) {
  DatasetBuilder b = with_product();
  foreign_maker(b, "F1", "JPN");
  b.fact("P", Indicator::kDomesticSupply, 30, 30);
  b.share("P", "F1", 35, 35, "China, by sales");
  b.share("P", "F1", 90, 90, "global sales", 2025, 'A');   // the country's own figure comes first
  b.share("P", "F1", 99, 99, "robots of Chinese makers");  // of what, nobody knows
  const SupplyOrigins origins = origins_of(b);
  const SupplySource* japan = source_of(origins, "JPN", b.firm_id("F1"));
  ASSERT_NE(japan, nullptr);
  EXPECT_NEAR(japan->part.value, 0.5, 1e-12);
  // No other maker is known: where the rest comes from is not.
  ASSERT_NE(source_of(origins, ""), nullptr);
  EXPECT_NEAR(source_of(origins, "")->part.value, 0.5, 1e-12);
  EXPECT_EQ(source_of(origins, "")->evidence, SourceEvidence::kNone);
}

TEST(SupplyOrigins, CountriesNamedInAFactHoldTheirFirms) {
  DatasetBuilder b = with_product();
  foreign_maker(b, "F1", "JPN");
  foreign_maker(b, "F2", "KOR");
  b.fact("P", Indicator::kWorldSupplyInside, 20, 20, "WORLD", "world: JPN 60 USA 12");
  b.share("P", "F1", 40, 40);
  const SupplyOrigins origins = origins_of(b);
  EXPECT_NEAR(source_of(origins, "JPN", b.firm_id("F1"))->part.value, 0.5, 1e-12);
  ASSERT_NE(source_of(origins, "JPN"), nullptr);
  EXPECT_NEAR(source_of(origins, "JPN")->part.value, 0.25, 1e-12);
  EXPECT_EQ(source_of(origins, "JPN")->evidence, SourceEvidence::kFact);
  EXPECT_NEAR(source_of(origins, "USA")->part.value, 0.15, 1e-12);
  EXPECT_NEAR(source_of(origins, "KOR")->part.value, 0.1, 1e-12);
  EXPECT_EQ(source_of(origins, "KOR")->evidence, SourceEvidence::kNamedMakers);
}

TEST(SupplyOrigins, FactsOfOneQualityAreAveraged) {
  DatasetBuilder b = with_product();
  b.fact("P", Indicator::kWorldSupplyInside, 0, 0, "WORLD", "testers: JPN 60 USA 40");
  b.fact("P", Indicator::kWorldSupplyInside, 0, 0, "WORLD", "probers: JPN 80");
  b.fact("P", Indicator::kWorldSupplyInside, 0, 0, "WORLD", "old: USA 100", 2015);
  const SupplyOrigins origins = origins_of(b);
  EXPECT_NEAR(source_of(origins, "JPN")->part.value, 0.7, 1e-12);
  EXPECT_NEAR(source_of(origins, "JPN")->part.low, 0.6, 1e-12);
  EXPECT_NEAR(source_of(origins, "JPN")->part.high, 0.8, 1e-12);
  EXPECT_NEAR(source_of(origins, "USA")->part.value, 0.2, 1e-12);
  EXPECT_NEAR(source_of(origins, "")->part.value, 0.1, 1e-12);
}

TEST(SupplyOrigins, ARegionMayBeAProvider) {
  DatasetBuilder b = with_product();
  b.fact("P", Indicator::kExternalDependence, 80, 80);
  b.share("P", "JPN", 60, 60, "China imports and use");
  b.share("P", "330000", 10, 10, "China");
  const SupplyOrigins origins = origins_of(b);
  EXPECT_NEAR(source_of(origins, "JPN")->part.value, 0.75, 1e-12);
  EXPECT_EQ(source_of(origins, "JPN")->evidence, SourceEvidence::kShare);
  const SupplySource& home = origins.sources.front();
  EXPECT_EQ(home.region, b.region_id("330000"));
  EXPECT_NEAR(home.part.value, 0.5, 1e-12);
}

TEST(SupplyOrigins, SharesOfDifferentMarketsAreScaledToTheWhole) {
  DatasetBuilder b = with_product();
  foreign_maker(b, "F1", "JPN");
  foreign_maker(b, "F2", "USA");
  b.share("P", "F1", 90, 90);
  b.share("P", "F2", 60, 60, "global, another kind");
  const SupplyOrigins origins = origins_of(b);
  EXPECT_TRUE(origins.scaled);
  EXPECT_NEAR(source_of(origins, "JPN", b.firm_id("F1"))->part.value, 0.6, 1e-12);
  EXPECT_NEAR(source_of(origins, "USA", b.firm_id("F2"))->part.value, 0.4, 1e-12);
}

TEST(SupplyOrigins, AListedMakerIsNoSourceOutsideTheLists) {
  DatasetBuilder b = with_product();
  b.firm("R1", "320500", "CHN", false);
  b.capability("R1", "P", 10);  // a real firm whose numbers the user has
  b.share("P", "R1", 40, 40, "China");
  b.fact("P", Indicator::kDomesticSupply, 50, 50);
  EXPECT_EQ(source_of(origins_of(b), "CHN", b.firm_id("R1")), nullptr);
}

TEST(SupplyOrigins, TheOrderOfRowsDoesNotMatter) {
  DatasetBuilder b = with_product();
  foreign_maker(b, "F1", "JPN");
  foreign_maker(b, "F2", "KOR");
  foreign_maker(b, "F3", "USA");
  b.firm("N1", "320500", "CHN", false);
  b.fact("P", Indicator::kWorldSupplyInside, 10, 12, "WORLD", "a: JPN 50");
  b.fact("P", Indicator::kWorldSupplyInside, 5, 5, "WORLD", "b: JPN 40 USA 30");
  b.share("P", "F1", 30, 35);
  b.share("P", "F2", 5, 9);
  b.share("P", "N1", 4, 4);
  const Dataset turned = turned_round(b.data);
  const SupplyOrigins one = origins_of(b);
  const SupplyOrigins other = supply_origins(turned, *home_country(turned))[0];
  EXPECT_EQ(one.external, other.external);
  ASSERT_EQ(one.sources.size(), other.sources.size());
  for (std::size_t s = 0; s < one.sources.size(); ++s) {
    EXPECT_EQ(one.sources[s].country, other.sources[s].country);
    EXPECT_EQ(one.sources[s].part, other.sources[s].part);
    ASSERT_EQ(one.sources[s].firm.has_value(), other.sources[s].firm.has_value());
    if (one.sources[s].firm) {
      EXPECT_EQ(b.data.firm(*one.sources[s].firm).id, turned.firm(*other.sources[s].firm).id);
    }
  }
}

TEST(SupplyOrigins, PartsOfASideSumToOne) {
  DatasetBuilder b = with_product();
  foreign_maker(b, "F1", "JPN");
  foreign_maker(b, "F2", "KOR");
  b.firm("N1", "320500", "CHN", false);
  b.share("P", "F1", 33, 34);
  b.share("P", "N1", 7, 9);
  b.fact("P", Indicator::kWorldSupplyInside, 11, 11, "WORLD", "USA 13.7");
  std::map<SourceSide, double> sums;
  for (const SupplySource& source : origins_of(b).sources) {
    sums[source.side] += source.part.value;
    EXPECT_LE(source.part.low, source.part.value + 1e-15);
    EXPECT_GE(source.part.high, source.part.value - 1e-15);
  }
  EXPECT_NEAR(sums[SourceSide::kAbroad], 1, 1e-12);
  EXPECT_NEAR(sums[SourceSide::kHome], 1, 1e-12);
}

TEST(HomeCountry, IsWhereTheListedPlantsAre) {
  DatasetBuilder b = with_product();
  EXPECT_EQ(home_country(b.data), b.region_id("CHN"));
  b.region("AAA", "甲国", "A-land", "", Tier::kCountry);
  EXPECT_EQ(home_country(b.data), b.region_id("CHN"));  // more regions
  b.firm("S1", "AAA");
  b.capability("S1", "P", 1);
  EXPECT_EQ(home_country(b.data), b.region_id("AAA"));
  EXPECT_EQ(home_country(Dataset{}), std::nullopt);
}

}  // namespace
}  // namespace tenon
