#include "scenario/resolve_events.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <utility>

#include "scenario/network_of_links.h"
#include "support/dataset_builder.h"

namespace tenon {
namespace {

using U64 = std::vector<std::uint64_t>;
using Names = std::vector<PlacedName>;

PlacedName name(const std::string& text, std::size_t line = 3, std::size_t column = 9) {
  return {text, line, column};
}

ScenarioEvent event(EventKind kind, EventTarget target) {
  ScenarioEvent e;
  e.id = name("e");
  e.kind = kind;
  e.target = std::move(target);
  e.start_day = 4;
  e.duration_days = 5;
  e.loss = 0.5;
  e.demand_change = 0.25;
  e.recovery = RecoveryCurve::kLinear;
  e.recovery_days = 6;
  e.line = 2;
  return e;
}

// Resist (R) goes into chips (C), chips into panels (P). S1 in Suzhou makes panels and chips, S2 in Zhejiang
// chips, S3 in Zhejiang resist. Of resist, 80 % come from abroad: 60 of it from Japan's J1, the rest from
// makers of unknown name; of chips a part of the country's use from the real firm H1 in Zhejiang.
struct Example {
  DatasetBuilder b;
  DatasetNetwork built;

  Example() {
    b.region("TWN", "中国台湾", "Taiwan, China", "CHN", Tier::kForeign);
    b.product("R", "C2664");
    b.product("C", "C3973");
    b.product("P", "C3974");
    b.input("R", "C", true, 10);
    b.input("C", "P", true, 40);
    b.firm("S1", "320500");
    b.firm("S2", "330000");
    b.firm("S3", "330000");
    b.firm("S9", "330000");  // made up, without a line
    b.capability("S1", "P", 1000);
    b.capability("S1", "C", 100);
    b.capability("S2", "C", 200);
    b.capability("S3", "R", 8);
    b.supply("S2", "S1", "C", 150, 20);
    b.supply("S3", "S2", "R", 2, 20);
    b.firm("J1", "JPN", "JPN", false);
    b.firm("H1", "330000", "CHN", false);
    b.firm("N1", "320500", "CHN", false);  // only its existence is known
    b.firm("N2", "USA", "USA", false);
    b.capability("J1", "R");
    b.share("R", "J1", 60, 60, "China");
    b.share("C", "H1", 20, 30, "China");
    b.share("R", "N2", 5, 5, "robots of the world");
    b.share("P", "N2", 5, 5, "global");
    b.fact("R", Indicator::kExternalDependence, 80, 80, "CHN", "China use");
    b.fact("C", Indicator::kExternalDependence, 0, 0);
    FaultList faults;
    built = build_dataset_network(b.data, {}, faults).value();
  }

  Result<ResolvedEvents> resolve(const std::vector<ScenarioEvent>& events, FaultList& faults,
                                 const ResolveOptions& options = {}) const {
    return resolve_events({"s.yaml", "events", events}, b.data, built, faults, options);
  }
  ResolvedEvents resolved(EventKind kind, EventTarget target) const {
    FaultList faults;
    auto result = resolve({event(kind, std::move(target))}, faults);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
    EXPECT_EQ(faults.warning_count(), 0U) << faults.to_string();
    return result.ok() ? std::move(*result) : ResolvedEvents{{Shock{}}, {EventHit{}}};
  }
  // The one error of an event.
  Fault error(EventKind kind, EventTarget target) const {
    FaultList faults;
    const auto result = resolve({event(kind, std::move(target))}, faults);
    EXPECT_FALSE(result.ok());
    EXPECT_EQ(faults.error_count(), 1U) << faults.to_string();
    return faults.errors().empty() ? Fault{} : faults.errors().front();
  }
  // Nodes in words, in order.
  std::vector<std::string> hit_by(EventKind kind, EventTarget target) const {
    std::vector<std::string> list;
    const ResolvedEvents found = resolved(kind, std::move(target));
    for (const std::uint64_t at : found.shocks[0].targets) {
      list.push_back(word(static_cast<std::uint32_t>(at)));
    }
    return list;
  }
  std::string word(std::uint32_t at) const {
    const NetworkNode& node = built.nodes[at];
    return b.data.product(node.product).id + ":" + (node.firm ? b.data.firm(*node.firm).id : "") +
           (node.is_outside ? "/" + node.country : "");
  }
  std::vector<std::string> links_hit_by(EventTarget target) const {
    const std::vector<std::uint32_t> customers = customers_of(built.network);
    std::vector<std::string> list;
    const ResolvedEvents found = resolved(EventKind::kLink, std::move(target));
    for (const std::uint64_t e : found.shocks[0].targets) {
      list.push_back(word(built.network.supplier[e]) + ">" + word(customers[e]));
    }
    return list;
  }
  static std::vector<std::uint32_t> customers_of(const SupplyNetwork& n) {
    std::vector<std::uint32_t> customers;
    for (std::uint32_t i = 0; i < n.node_count; ++i) {
      for (std::size_t e = n.link_offsets[n.group_offsets[i]]; e < n.link_offsets[n.group_offsets[i + 1]];
           ++e) {
        customers.push_back(i);
      }
    }
    return customers;
  }
};

using Words = std::vector<std::string>;

TEST(ResolveEvents, TheExampleIsWhatItSays) {
  const Example x;
  Words nodes;
  for (std::uint32_t i = 0; i < x.built.nodes.size(); ++i) nodes.push_back(x.word(i));
  EXPECT_EQ(nodes,
            (Words{"C:S1", "C:S2", "C:H1/CHN", "C:/CHN", "P:S1", "R:S3", "R:/CHN", "R:J1/JPN", "R:/"}));
}

TEST(ResolveEvents, TimingIsThatOfTheEvent) {
  const Example x;
  const Shock capacity = x.resolved(EventKind::kCapacity, {.firms = {name("S2")}}).shocks[0];
  EXPECT_EQ(capacity.kind, ShockTarget::kCapacity);
  EXPECT_EQ(capacity.timing.start_day, 4);
  EXPECT_EQ(capacity.timing.duration_days, 5);
  EXPECT_EQ(capacity.timing.loss, 0.5);
  EXPECT_EQ(capacity.timing.recovery, RecoveryCurve::kLinear);
  EXPECT_EQ(capacity.timing.recovery_days, 6);
  const Shock demand = x.resolved(EventKind::kDemand, {.products = {name("P")}}).shocks[0];
  EXPECT_EQ(demand.kind, ShockTarget::kDemand);
  EXPECT_EQ(demand.timing.loss, 0.25);
}

TEST(ResolveEvents, CapacityHitsPlantsAtHome) {
  const Example x;
  EXPECT_EQ(x.hit_by(EventKind::kCapacity, {.products = {name("R")}}), (Words{"R:S3", "R:/CHN"}));
  EXPECT_EQ(x.hit_by(EventKind::kCapacity, {.products = {name("产品C")}, .regions = {name("Zhejiang")}}),
            (Words{"C:S2", "C:H1/CHN"}));
  EXPECT_EQ(x.hit_by(EventKind::kCapacity, {.regions = {name("320500")}}), (Words{"C:S1", "P:S1"}));
  EXPECT_EQ(x.hit_by(EventKind::kCapacity, {.regions = {name("江苏")}}), (Words{"C:S1", "P:S1"}));
  EXPECT_EQ(x.hit_by(EventKind::kCapacity, {.chains = {name("chain")}, .regions = {name("JPN")}}),
            (Words{"R:J1/JPN"}));
  EXPECT_EQ(x.hit_by(EventKind::kCapacity, {.sectors = {name("C397")}, .regions = {name("苏州市")}}),
            (Words{"C:S1", "P:S1"}));
  EXPECT_EQ(x.hit_by(EventKind::kCapacity, {.firms = {name("H1"), name("S3")}}), (Words{"C:H1/CHN", "R:S3"}));
  // The country: its makers without a known place too, nothing from abroad.
  EXPECT_EQ(x.hit_by(EventKind::kCapacity, {.regions = {name("CHN")}}),
            (Words{"C:S1", "C:S2", "C:H1/CHN", "C:/CHN", "P:S1", "R:S3", "R:/CHN"}));
}

TEST(ResolveEvents, ImportsAreSourcesAbroad) {
  const Example x;
  EXPECT_EQ(x.hit_by(EventKind::kImport, {.countries = {name("日本")}}), (Words{"R:J1/JPN"}));
  EXPECT_EQ(x.hit_by(EventKind::kImport, {.products = {name("R")}}), (Words{"R:J1/JPN", "R:/"}));
  EXPECT_EQ(x.hit_by(EventKind::kImport, {.firms = {name("J1")}, .products = {name("R")}}),
            (Words{"R:J1/JPN"}));
}

TEST(ResolveEvents, LinksByTheirEndsAndWhatTheyCarry) {
  const Example x;
  EXPECT_EQ(x.links_hit_by({.from_regions = {name("330000")}}),
            (Words{"R:S3>C:S2", "C:S2>P:S1", "C:H1/CHN>P:S1"}));
  EXPECT_EQ(x.links_hit_by({.products = {name("C")}, .to_regions = {name("320000")}}),
            (Words{"C:S1>P:S1", "C:S2>P:S1", "C:H1/CHN>P:S1", "C:/CHN>P:S1"}));
  EXPECT_EQ(x.links_hit_by({.suppliers = {name("S3")}, .customers = {name("S2")}}), (Words{"R:S3>C:S2"}));
  EXPECT_EQ(x.links_hit_by({.from_regions = {name("JPN")}, .to_regions = {name("330000")}}),
            (Words{"R:J1/JPN>C:S2"}));
}

TEST(ResolveEvents, DemandIsThatOfLines) {
  const Example x;
  EXPECT_EQ(x.hit_by(EventKind::kDemand, {.regions = {name("CHN")}}), (Words{"C:S2", "P:S1", "R:S3"}));
}

TEST(ResolveEvents, TellsWhatAnImportStandsFor) {
  const Example x;
  const ResolvedEvents resolved = x.resolved(EventKind::kImport, {.countries = {name("JPN")}});
  const EventHit& hit = resolved.hits[0];
  EXPECT_EQ(hit.nodes, 1U);
  EXPECT_NEAR(hit.amount, 0.6 * 30, 1e-9);  // 10 % of 300 of chips, 60 % from Japan
  EXPECT_EQ(hit.amount, hit.outside_amount);
  EXPECT_TRUE(hit.synthetic);
  ASSERT_EQ(hit.products.size(), 1U);
  const ProductHit& resist = hit.products[0];
  EXPECT_NEAR(resist.share_of_use, 0.6, 1e-9);
  EXPECT_NEAR(resist.unknown_origin, 0.2, 1e-9);
  EXPECT_TRUE(resist.has_evidence);
  EXPECT_NEAR(resist.evidence_share.value, 0.6, 1e-12);
  EXPECT_FALSE(resist.rests_on_assumption);
  EXPECT_EQ(resist.provenance.source, "source of J1");
  const BilingualText text = describe_hit(x.b.data, x.built, resolved.shocks[0], resist);
  EXPECT_EQ(text.en, "Firm J1 provides 60 % of Product R used, B, 2024");
  EXPECT_EQ(text.zh, "企业J1供应产品R用量的60%，B级，2024年");

  const ResolvedEvents all = x.resolved(EventKind::kImport, {.products = {name("R")}});
  EXPECT_NEAR(all.hits[0].products[0].share_of_use, 0.8, 1e-9);
  EXPECT_NEAR(all.hits[0].products[0].unknown_origin, 0, 1e-9);
  EXPECT_TRUE(all.hits[0].products[0].rests_on_assumption);
  EXPECT_EQ(describe_hit(x.b.data, x.built, all.shocks[0], all.hits[0].products[0]).en,
            "Japan, unknown origins provide 80 % of Product R used (60–80 %), B, 2024, partly assumed");
}

TEST(ResolveEvents, TellsWhatPlantsStandFor) {
  const Example x;
  const EventHit hit = x.resolved(EventKind::kCapacity, {.regions = {name("320500")}}).hits[0];
  ASSERT_EQ(hit.products.size(), 2U);
  EXPECT_EQ(x.b.data.product(hit.products[0].product).id, "P");
  EXPECT_NEAR(hit.products[0].amount, 1000, 1e-9);
  EXPECT_NEAR(hit.products[0].share_of_lines, 1, 1e-12);
  EXPECT_NEAR(hit.products[1].share_of_lines, 1 / 3.0, 1e-12);
  EXPECT_FALSE(hit.products[1].has_evidence);
  EXPECT_EQ(hit.outside_amount, 0);
}

TEST(ResolveEvents, NamesThatDoNotExistAreErrorsWithTheirPlace) {
  const Example x;
  const Fault product = x.error(EventKind::kCapacity, {.products = {name("Product X", 7, 21)}});
  EXPECT_EQ(product.file, "s.yaml");
  EXPECT_EQ(product.line, 7U);
  EXPECT_EQ(product.column, 21U);
  EXPECT_EQ(product.column_name, "events[0].target.products");
  EXPECT_EQ(product.value, "Product X");
  EXPECT_NE(product.expected.find("did you mean \"PRODUCT"), std::string::npos) << product.expected;
  EXPECT_NE(x.error(EventKind::kCapacity, {.regions = {name("Suzhu")}}).expected.find("\"SUZHOU\""),
            std::string::npos);
  EXPECT_NE(x.error(EventKind::kImport, {.countries = {name("日本国")}}).expected.find("日本"),
            std::string::npos);
  EXPECT_NE(x.error(EventKind::kCapacity, {.sectors = {name("C99")}}).expected.find("GB/T 4754"),
            std::string::npos);
}

TEST(ResolveEvents, AllErrorsAreToldAtOnce) {
  const Example x;
  FaultList faults;
  const auto result = x.resolve({event(EventKind::kCapacity, {.products = {name("X"), name("Y")}}),
                                 event(EventKind::kImport, {.countries = {name("Atlantis")}})},
                                faults);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
  EXPECT_EQ(faults.error_count(), 3U);
  EXPECT_EQ(faults.errors()[2].column_name, "events[1].target.countries");
}

TEST(ResolveEvents, NamesOfSeveralRecordsAreListed) {
  Example x;
  x.b.data.products[0].name_en = "Thing";
  x.b.data.products[1].name_en = "thing";
  const Fault fault = x.error(EventKind::kCapacity, {.products = {name("THING")}});
  EXPECT_NE(fault.expected.find("2 records have this name (R "), std::string::npos) << fault.expected;
  EXPECT_NE(fault.expected.find(", C "), std::string::npos) << fault.expected;
}

TEST(ResolveEvents, NothingHitIsAnError) {
  const Example x;
  const Fault fault = x.error(EventKind::kCapacity, {.products = {name("R")}, .regions = {name("320500")}});
  EXPECT_NE(fault.expected.find("plant of the network; none fits products R and regions 320500"),
            std::string::npos)
      << fault.expected;
  EXPECT_EQ(fault.value, "R");
  x.error(EventKind::kImport, {.products = {name("P")}});  // none is imported
  x.error(EventKind::kImport, {.countries = {name("USA")}});
  x.error(EventKind::kDemand, {.products = {name("C")}, .regions = {name("320500")}});  // all for own panels
  x.error(EventKind::kLink, {.products = {name("C")}, .suppliers = {name("S3")}, .customers = {name("S1")}});
}

TEST(ResolveEvents, OneOfSeveralNamesWithoutAHitIsAWarning) {
  const Example x;
  FaultList faults;
  const auto result = x.resolve(
      {event(EventKind::kCapacity, {.products = {name("R"), name("P", 5, 6)}, .regions = {name("330000")}})},
      faults);
  ASSERT_TRUE(result.ok()) << result.error().message;
  EXPECT_EQ(result->shocks[0].targets.size(), 1U);
  ASSERT_EQ(faults.warning_count(), 1U);
  EXPECT_EQ(faults.warnings()[0].value, "P");
  EXPECT_EQ(faults.warnings()[0].line, 5U);
}

TEST(ResolveEvents, RealFirmsWithoutNumbersActByTheirShare) {
  const Example x;
  const auto reason = [&](const std::string& firm) {
    return x.error(EventKind::kCapacity, {.firms = {name(firm)}}).expected;
  };
  EXPECT_NE(reason("N1").find("shares.csv has no row of it"), std::string::npos);
  EXPECT_NE(reason("S9").find("output or a capacity"), std::string::npos);
  EXPECT_NE(reason("N2").find("neither the world nor the country"), std::string::npos) << reason("N2");
}

TEST(ResolveEvents, TheHomeCountryIsNotAbroad) {
  const Example x;
  EXPECT_NE(x.error(EventKind::kImport, {.countries = {name("中国")}}).expected.find("abroad"),
            std::string::npos);
  EXPECT_NE(x.error(EventKind::kImport, {.countries = {name("320500")}}).expected.find("customs territory"),
            std::string::npos);
}

TEST(ResolveEvents, EndsOfLinksAreForLinks) {
  const Example x;
  EXPECT_NE(x.error(EventKind::kCapacity, {.suppliers = {name("S2")}}).expected.find("links only"),
            std::string::npos);
}

TEST(ResolveEvents, EmptyEventsMayBeAllowed) {
  const Example x;
  FaultList faults;
  const auto result = x.resolve({event(EventKind::kImport, {.countries = {name("USA")}}),
                                 event(EventKind::kImport, {.countries = {name("JPN")}})},
                                faults, {.empty_is_error = false});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(faults.warning_count(), 1U);
  EXPECT_TRUE(result->shocks[0].targets.empty());
  EXPECT_EQ(result->shocks[1].targets.size(), 1U);
}

// --- networks of links ---

struct LinkExample {
  NameTable firms;
  std::vector<std::string> sectors{"mining", "steel"};
  std::vector<std::uint32_t> sector_of{0, 1, 1};
  SupplyNetwork network;

  LinkExample() {
    for (const char* firm : {"Mine", "Mill", "Forge"}) firms.append(firm);
    const auto built = build_firm_network({{0, 0, 1}, {1, 2, 2}, {10, 5, 8}, {}}, sector_of, 2).value();
    const std::vector<double> demand{1, 2, 20};
    LinkNetworkOptions options;
    options.final_demand = demand;
    network = network_of_links(built.network, options).value().network;
  }
  Result<ResolvedEvents> resolve(EventKind kind, EventTarget target, FaultList& faults) const {
    const std::vector<ScenarioEvent> events{event(kind, std::move(target))};
    return resolve_events({"s.yaml", "events", events}, network, LinkNames{firms, sectors, sector_of},
                          faults);
  }
  U64 targets(EventKind kind, EventTarget target) const {
    FaultList faults;
    const auto result = resolve(kind, std::move(target), faults);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
    return result.ok() ? result->shocks[0].targets : U64{};
  }
};

TEST(ResolveLinkEvents, FirmsSectorsAndLinks) {
  const LinkExample x;
  EXPECT_EQ(x.targets(EventKind::kCapacity, {.firms = {name("Mill"), name(" Mine ")}}), (U64{0, 1}));
  EXPECT_EQ(x.targets(EventKind::kCapacity, {.sectors = {name("steel")}}), (U64{1, 2}));
  EXPECT_EQ(x.targets(EventKind::kCapacity, {.firms = {name("Mill")}, .sectors = {name("steel")}}), (U64{1}));
  EXPECT_EQ(x.targets(EventKind::kDemand, {.sectors = {name("steel")}}), (U64{1, 2}));
  // Links by customer: Mine > Mill, Mine > Forge, Mill > Forge.
  EXPECT_EQ(x.targets(EventKind::kLink, {.suppliers = {name("Mine")}}), (U64{0, 1}));
  EXPECT_EQ(x.targets(EventKind::kLink, {.customers = {name("Forge")}}), (U64{1, 2}));
  EXPECT_EQ(x.targets(EventKind::kLink, {.sectors = {name("steel")}}), (U64{2}));
  FaultList faults;
  const auto hit = x.resolve(EventKind::kLink, {.suppliers = {name("Mine")}}, faults).value().hits[0];
  EXPECT_EQ(hit.links, 2U);
  EXPECT_EQ(hit.nodes, 1U);
  EXPECT_NEAR(hit.amount, 15, 1e-12);
  EXPECT_NEAR(x.resolve(EventKind::kCapacity, {.firms = {name("Mill")}}, faults).value().hits[0].amount, 10,
              1e-12);
}

TEST(ResolveLinkEvents, WhatAnEdgeListHasNot) {
  const LinkExample x;
  const auto told = [&](EventKind kind, EventTarget target) {
    FaultList faults;
    EXPECT_FALSE(x.resolve(kind, std::move(target), faults).ok());
    EXPECT_EQ(faults.error_count(), 1U);
    return faults.errors().at(0).expected;
  };
  EXPECT_NE(told(EventKind::kCapacity, {.products = {name("X")}}).find("no products"), std::string::npos);
  EXPECT_NE(told(EventKind::kCapacity, {.regions = {name("X")}}).find("no places"), std::string::npos);
  EXPECT_NE(told(EventKind::kImport, {.sectors = {name("steel")}}).find("no imports"), std::string::npos);
  EXPECT_NE(told(EventKind::kCapacity, {.firms = {name("Forgee")}}).find("\"Forge\""), std::string::npos);
  EXPECT_NE(told(EventKind::kCapacity, {.sectors = {name("steal")}}).find("\"steel\""), std::string::npos);
  EXPECT_NE(
      told(EventKind::kCapacity, {.firms = {name("Mine")}, .sectors = {name("steel")}}).find("none fits"),
      std::string::npos);
}

TEST(ResolveLinkEvents, NamesOfAnotherNetworkAreRefused) {
  const LinkExample x;
  NameTable two;
  two.append("a");
  two.append("b");
  FaultList faults;
  const std::vector<ScenarioEvent> events;
  EXPECT_FALSE(
      resolve_events({"", "events", events}, x.network, LinkNames{two, x.sectors, x.sector_of}, faults).ok());
}

TEST(ResolveLinkEvents, DaysBySector) {
  const LinkExample x;
  Scenario scenario;
  scenario.inventory_by_sector = {{name("steel"), 4}};
  FaultList faults;
  EXPECT_EQ(stock_days_of_sectors(scenario, x.sectors, faults), (std::vector<double>{0, 4}));
  EXPECT_FALSE(faults.has_errors());
  scenario.inventory_by_sector = {{name("stell"), 4}};
  scenario.inventory_by_product = {{name("P"), 4}};
  stock_days_of_sectors(scenario, x.sectors, faults);
  EXPECT_EQ(faults.error_count(), 2U);
}

// Against the plain definition: all selectors, any name.
TEST(ResolveLinkEvents, AgreesWithThePlainDefinition) {
  rc::check([] {
    const auto count = *rc::gen::inRange<std::uint32_t>(1, 9);
    const std::vector<std::string> sectors{"a", "b", "c"};
    NameTable firms;
    std::vector<std::uint32_t> sector_of;
    LinkList links;
    for (std::uint32_t i = 0; i < count; ++i) {
      firms.append("f" + std::to_string(i));
      sector_of.push_back(*rc::gen::inRange<std::uint32_t>(0, 3));
    }
    for (int e = *rc::gen::inRange(0, 25); e > 0; --e) {
      links.supplier.push_back(*rc::gen::inRange<std::uint32_t>(0, count));
      links.customer.push_back(*rc::gen::inRange<std::uint32_t>(0, count));
      links.weight.push_back(1);
    }
    const SupplyNetwork network =
        network_of_links(build_firm_network(links, sector_of, 3).value().network, {}).value().network;
    const auto draw_firms = [&] {
      Names names;
      for (int k = *rc::gen::inRange(0, 4); k > 0; --k) {
        names.push_back(name("f" + std::to_string(*rc::gen::inRange<std::uint32_t>(0, count))));
      }
      return names;
    };
    EventTarget target{.suppliers = draw_firms(), .customers = draw_firms()};
    for (int k = *rc::gen::inRange(0, 3); k > 0; --k) {
      target.sectors.push_back(name(*rc::gen::element<std::string>("a", "b", "c")));
    }
    const auto among = [](const Names& names, const std::string& text) {
      return names.empty() ||
             std::any_of(names.begin(), names.end(), [&](const PlacedName& n) { return n.text == text; });
    };
    U64 expected;
    const std::vector<std::uint32_t> customers = Example::customers_of(network);
    for (std::size_t e = 0; e < network.link_count(); ++e) {
      const std::uint32_t supplier = network.supplier[e];
      if (among(target.suppliers, std::string(firms[supplier])) &&
          among(target.customers, std::string(firms[customers[e]])) &&
          among(target.sectors, sectors[sector_of[supplier]])) {
        expected.push_back(e);
      }
    }
    FaultList faults;
    const std::vector<ScenarioEvent> events{event(EventKind::kLink, target)};
    const auto result =
        resolve_events({"", "events", events}, network, LinkNames{firms, sectors, sector_of}, faults);
    RC_ASSERT(result.ok() == !expected.empty());
    if (result.ok()) RC_ASSERT(result->shocks[0].targets == expected);
  });
}

}  // namespace
}  // namespace tenon
