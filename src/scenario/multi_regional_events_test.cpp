#include "scenario/multi_regional_events.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenario/multi_regional.h"
#include "scenario/multi_regional_example.h"

namespace tenon {
namespace {

// Regions r0, r1 and, outside, r2; sectors s0 ... s3, the second also 钢铁 and Steel.
MultiRegionalTable table_with_outside() {
  MultiRegionalTable table = random_table(3, 4, 0.8, 1);
  table.source = "Z.csv";
  table.regions[2] = {"imports", true};
  table.sectors[1].name_zh = "钢铁";
  table.sectors[1].name_en = "Steel";
  return table;
}

ScenarioEvent capacity(std::vector<PlacedName> regions, std::vector<PlacedName> sectors) {
  ScenarioEvent event;
  event.id = {"e", 7, 9};
  event.target.regions = std::move(regions);
  event.target.sectors = std::move(sectors);
  event.loss = 0.4;
  event.start_day = 3;
  event.duration_days = 5;
  event.recovery = RecoveryCurve::kConcave;
  event.recovery_days = 11;
  return event;
}

Scenario scenario_of(std::vector<ScenarioEvent> events) {
  Scenario scenario;
  scenario.file = "s.yaml";
  scenario.horizon_days = 30;
  scenario.events = std::move(events);
  return scenario;
}

TableScenario resolved(const Scenario& scenario, const MultiRegionalTable& table = table_with_outside()) {
  FaultList faults;
  const auto result = resolve_table_scenario(scenario, table, {}, faults);
  EXPECT_TRUE(result.has_value()) << faults.to_string();
  EXPECT_EQ(faults.warning_count(), 0U) << faults.to_string();
  return result.value_or(TableScenario{});
}

TEST(TableScenario, FindsIndustriesByRegionAndSector) {
  const TableScenario result =
      resolved(scenario_of({capacity({{"r1"}}, {}), capacity({}, {{"钢铁"}, {"s3"}}),
                            capacity({{"r0"}, {"r1"}}, {{"Steel"}}), capacity({{"imports"}}, {{"s0"}})}));
  ASSERT_EQ(result.events.size(), 4U);
  EXPECT_EQ(result.events[0].industries, (std::vector<std::uint32_t>{4, 5, 6, 7}));
  EXPECT_EQ(result.events[1].industries, (std::vector<std::uint32_t>{1, 3, 5, 7}));  // inside only
  EXPECT_EQ(result.events[2].industries, (std::vector<std::uint32_t>{1, 5}));
  EXPECT_EQ(result.events[3].industries, (std::vector<std::uint32_t>{8}));
  const TableEvent& event = result.events[2];
  EXPECT_EQ(event.kind, TableEventKind::kCapacityLost);
  EXPECT_EQ(event.amount, (std::vector<double>{0.4, 0.4}));
  EXPECT_EQ(event.start_day, 3);
  EXPECT_EQ(event.duration_days, 5);
  EXPECT_EQ(event.recovery, RecoveryCurve::kConcave);
  EXPECT_EQ(event.recovery_days, 11);
  EXPECT_EQ(result.horizon_days, 30);
}

TEST(TableScenario, TakesImportsAndDemand) {
  ScenarioEvent imports = capacity({}, {{"s2"}});
  imports.kind = EventKind::kImport;
  ScenarioEvent named = imports;
  named.target.countries = {{"imports"}};
  named.target.sectors = {};
  ScenarioEvent demand = capacity({}, {{"s2"}});
  demand.kind = EventKind::kDemand;
  demand.demand_change = 0.5;
  const TableScenario result = resolved(scenario_of({imports, named, demand}));
  EXPECT_EQ(result.events[0].industries, (std::vector<std::uint32_t>{10}));
  EXPECT_EQ(result.events[1].industries, (std::vector<std::uint32_t>{8, 9, 10, 11}));
  EXPECT_EQ(result.events[2].industries, (std::vector<std::uint32_t>{2, 6}));
  EXPECT_EQ(result.events[2].kind, TableEventKind::kDemandChanged);
  EXPECT_EQ(result.events[2].amount, (std::vector<double>{0.5, 0.5}));
}

TEST(TableScenario, TakesInventoriesAndRuns) {
  const MultiRegionalTable table = table_with_outside();
  Scenario scenario = scenario_of({capacity({{"r0"}}, {})});
  scenario.default_inventory_days = 20;
  scenario.inventory_by_sector = {{{"Steel", 4, 5}, 3}};
  const TableScenario result = resolved(scenario, table);
  EXPECT_EQ(result.options.inventory_days, 90);  // a scenario's default is that of firms
  EXPECT_EQ(result.options.inventory_days_by_sector, (std::vector<double>{0, 3, 0, 0}));
  const auto model = build_multi_regional_model(table, result.options);
  ASSERT_TRUE(model.ok());
  EXPECT_EQ((*model)->target_days, (std::vector<double>{90, 3, 90, 90}));
  TableSimulationOptions options;
  options.horizon_days = result.horizon_days;
  const auto simulation = simulate_table(*model, result.events, options);
  ASSERT_TRUE(simulation.ok());
  EXPECT_NEAR(simulation->output[3 * table.size()], 0.6 * (*model)->output[0], 1e-3 * (*model)->output[0]);
}

std::string faults_of(const Scenario& scenario, const MultiRegionalTable& table = table_with_outside()) {
  FaultList faults;
  const auto result = resolve_table_scenario(scenario, table, {}, faults);
  EXPECT_EQ(result.has_value(), !faults.has_errors());
  return faults.to_string();
}

void expect_fault(const ScenarioEvent& event, const std::string& message) {
  const std::string text = faults_of(scenario_of({event}));
  EXPECT_NE(text.find(message), std::string::npos) << message << "\n" << text;
}

TEST(TableScenario, SaysWhereANameIsUnknownAndWhatWasMeant) {
  const std::string text =
      faults_of(scenario_of({capacity({{"import", 12, 20}}, {{"Stele", 13, 7}, {"锅炉", 14, 7}})}));
  EXPECT_NE(
      text.find("s.yaml:12: error: column 20 found \"import\": expected a region of the table Z.csv; did "
                "you mean \"imports\"?"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("s.yaml:13: error: column 7 found \"Stele\": expected a sector of the table Z.csv"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("s.yaml:14"), std::string::npos) << text;
}

TEST(TableScenario, RefusesWhatATableCannotFollow) {
  ScenarioEvent event = capacity({}, {{"s1"}});
  event.target.firms = {{"F1", 8, 3}};
  expect_fault(event, "s.yaml:8: error: column 3 found \"F1\": a table knows regions and sectors, no firms");
  event.target.firms = {};
  event.target.products = {{"P", 8, 3}};
  expect_fault(event, "no products");
  event.target.products = {};
  event.target.countries = {{"JPN", 8, 3}};
  expect_fault(event, "countries go with failures of imports; expected regions");
  event.target.countries = {};
  event.kind = EventKind::kLink;
  expect_fault(event, "s.yaml:7: error: column 9 found \"e\": a table has no links");
  event.kind = EventKind::kImport;
  event.target.regions = {{"r1", 8, 3}};
  expect_fault(event, "expected countries, not regions");
  event.target.regions = {};
  event.target.countries = {{"r1", 8, 3}};
  expect_fault(event, "expected a region that the table Z.csv has outside");
  event.kind = EventKind::kCapacity;
  event.target.countries = {};
  event.recovery = RecoveryCurve::kNetworkDamped;
  expect_fault(event, "damped by the network");

  ScenarioEvent imports = capacity({}, {{"s1"}});
  imports.kind = EventKind::kImport;
  const std::string closed = faults_of(scenario_of({imports}), random_table(2, 2, 1, 1));
  EXPECT_NE(closed.find("no region of this table is outside"), std::string::npos) << closed;

  Scenario scenario = scenario_of({capacity({}, {{"s1"}})});
  scenario.inventory_by_product = {{{"ICIC-07", 5, 5}, 30}};
  EXPECT_NE(faults_of(scenario).find("s.yaml:5: error"), std::string::npos);
  scenario.inventory_by_product = {};
  scenario.inventory_by_sector = {{{"s9", 6, 5}, 30}};
  EXPECT_NE(faults_of(scenario).find("s.yaml:6: error"), std::string::npos);
}

TEST(TableScenario, SaysWhenNothingFitsAndWhichPoliciesAreNotUsed) {
  MultiRegionalTable table = table_with_outside();
  table.industries.back().sector = 3;
  table.sectors.push_back({"s4", "", ""});
  EXPECT_NE(faults_of(scenario_of({capacity({}, {{"s4"}})}), table).find("no industry of the table fits"),
            std::string::npos);
  Scenario scenario = scenario_of({capacity({}, {{"s1"}})});
  scenario.policy.rationing = RationingRule::kFinalDemandLast;
  scenario.policy.switching.enabled = true;
  FaultList faults;
  EXPECT_TRUE(resolve_table_scenario(scenario, table, {}, faults));
  EXPECT_EQ(faults.warning_count(), 2U) << faults.to_string();
}

}  // namespace
}  // namespace tenon
