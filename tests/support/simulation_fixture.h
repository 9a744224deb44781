// A small simulation with two runs for the tests of reports, on the dataset of report_fixture.h.
#pragma once

#include "report/report_fixture.h"
#include "support/fabricated_simulation.h"

namespace tenon {

// Photoresist (product 0) comes from abroad only; wafers and memory chips are made in Nanjing, the rest in
// Suzhou.
inline Dataset small_dataset_with_output() {
  Dataset dataset = report_fixture().dataset;
  Region nanjing = dataset.regions[3];
  nanjing.code = "320100";
  nanjing.name_zh = "南京市";
  nanjing.name_en = "Nanjing";
  dataset.regions.push_back(nanjing);
  dataset.capabilities.clear();
  for (std::size_t p = 1; p < dataset.products.size(); ++p) {
    Capability capability;
    capability.firm = FirmId(1);
    capability.product = ProductId(p);
    capability.region = RegionId(p == 2 || p == 3 ? 6 : 3);
    capability.annual_output = 3.65e9 * static_cast<double>(p + 1);
    dataset.capabilities.push_back(capability);
  }
  return dataset;
}

// The import of photoresist stops for 60 days from day 5, plants in Suzhou lose 40 % for 10 days.
inline FabricatedOptions small_events() {
  FabricatedOptions options;
  options.horizon_days = 120;
  ScenarioEvent embargo;
  embargo.id.text = "embargo";
  embargo.name_zh = "停供光刻胶";
  embargo.name_en = "Photoresist embargo";
  embargo.kind = EventKind::kImport;
  embargo.target.products = {{"IC-01", 0, 0}};
  embargo.start_day = 5;
  embargo.duration_days = 60;
  embargo.recovery = RecoveryCurve::kLinear;
  embargo.recovery_days = 20;
  embargo.provenance = {"a ministry", "https://example.org/notice", 2019, 'A'};
  ScenarioEvent closure;
  closure.id.text = "closure";
  closure.name_zh = "苏州停产";
  closure.name_en = "Suzhou closure";
  closure.target.regions = {{"320500", 0, 0}};
  closure.start_day = 70;
  closure.duration_days = 10;
  closure.loss = 0.4;
  options.events = {embargo, closure};
  return options;
}

inline std::unique_ptr<FabricatedSimulation> simulation_fixture(FabricatedOptions options = small_events()) {
  return fabricate_simulation(small_dataset_with_output(), options);
}

// Every text of the fixture made hostile.
inline std::unique_ptr<FabricatedSimulation> hostile_simulation() {
  auto made = simulation_fixture();
  const std::string text = hostile_text();
  const Bilingual both{text, text};
  for (Product& product : made->dataset.products) product.name_zh = product.name_en = text;
  for (Chain& chain : made->dataset.chains) chain.name_zh = chain.name_en = text;
  for (Scenario* scenario : {&made->without, &made->with}) {
    scenario->id = scenario->name_zh = scenario->name_en = text;
    scenario->description_zh = scenario->description_en = scenario->file = text;
    for (ScenarioEvent& event : scenario->events) {
      event.id.text = event.name_zh = event.name_en = event.note = text;
      event.target.firms = {{text, 0, 0}};
      event.provenance.source = text;
      event.provenance.url = "javascript:alert(1)//" + text;
    }
  }
  SimulationReport& report = made->report;
  report.dataset = text;
  report.scope = both;
  for (BreakdownLabels& labels : report.dimensions) {
    labels.name_zh = labels.name_en = text;
    for (GroupLabel& group : labels.groups) group.name_zh = group.name_en = text;
  }
  for (NodeLabel& node : report.nodes) node.name_zh = node.name_en = text;
  for (SimulationRun& run : report.runs) {
    run.label = both;
    for (HitLabel& hit : run.hits) hit.text = both;
  }
  for (InputDifference& difference : report.differences) difference = {both, both, both};
  for (Bilingual& assumption : report.assumptions) assumption = both;
  for (Bilingual& gap : report.gaps) gap = both;
  for (Provenance& source : report.sources) {
    source.source = text;
    source.url = "javascript:alert(1)//" + text;
  }
  return made;
}

}  // namespace tenon
