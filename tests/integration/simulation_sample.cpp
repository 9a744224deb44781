// simulation_sample DATASET FOLDER: what the test of the simulation page needs beside the program: a made-up
// comparison on a real dataset, a run that was stopped, a network without chains, and figures as the program
// prints them.
#include <cmath>
#include <cstdio>
#include <string>

#include "base/atomic_file.h"
#include "exchange/dataset_reader.h"
#include "report/figures.h"
#include "report/json_writer.h"
#include "report/simulation_page.h"
#include "support/fabricated_simulation.h"

namespace tenon {
namespace {

ScenarioEvent event(const char* id, const char* zh, const char* en, EventKind kind, int start, int days,
                    double loss) {
  ScenarioEvent e;
  e.id.text = id;
  e.name_zh = zh;
  e.name_en = en;
  e.kind = kind;
  e.start_day = start;
  e.duration_days = days;
  e.loss = loss;
  return e;
}

std::vector<PlacedName> names(std::initializer_list<const char*> texts) {
  std::vector<PlacedName> list;
  for (const char* text : texts) list.push_back({text, 0, 0});
  return list;
}

FabricatedOptions options_of(int partial_days, bool compare) {
  FabricatedOptions options;
  options.horizon_days = 365;
  options.partial_days = partial_days;
  options.compare = compare;
  ScenarioEvent embargo =
      event("resist", "日本停供光刻胶", "Japan stops photoresist", EventKind::kImport, 5, 90, 1);
  embargo.target.products = names({"ICIC-07", "ICIC-08", "ICIC-06", "DISP-04", "DISP-05", "DISP-09"});
  embargo.recovery = RecoveryCurve::kLinear;
  embargo.recovery_days = 45;
  embargo.provenance = {"a report on the restrictions of July 2019", "https://example.org/2019", 2019, 'B'};
  ScenarioEvent closure =
      event("suzhou", "苏州停产三周", "Suzhou closed for three weeks", EventKind::kCapacity, 30, 21, 0.8);
  closure.target.regions = names({"320500"});
  closure.recovery = RecoveryCurve::kConvex;
  closure.recovery_days = 12;
  ScenarioEvent surge =
      event("surge", "整车需求回落", "Demand for cars falls", EventKind::kDemand, 60, 60, 0);
  surge.demand_change = -0.5;
  surge.target.products = names({"NEVS-36", "NEVS-37"});
  options.events = {embargo, closure, surge};
  return options;
}

int write(const std::string& path, const std::string& bytes) {
  auto file = AtomicFile::create(path);
  if (file && file->write(bytes) && file->commit()) return 0;
  std::fprintf(stderr, "cannot write %s\n", path.c_str());
  return 1;
}

std::string figures() {
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_array();
  std::vector<double> values = {0,       1,      -1,  9999.4,   9999.6, 99.95, 1.125,
                                0.01125, 999999, 1e8, 99996000, 1e12,   3e15};
  for (int exponent = -7; exponent < 15; ++exponent) {
    for (const double mantissa : {1.0, 1.005, 2.3456, 4.995, 9.994, 9.9951, 9.99}) {
      values.push_back(mantissa * std::pow(10.0, exponent));
      values.push_back(-mantissa * std::pow(10.0, exponent));
    }
  }
  const ColumnScale scale = column_scale(123456789);
  for (const double value : values) {
    const Bilingual scaled = scaled_figure(value);
    const Bilingual money = money_figure(value, "CNY");
    const Bilingual column = column_figure(value, scale);
    json.begin_array().number(value).text(scaled.zh).text(scaled.en).text(money.zh).text(money.en);
    json.text(percent_figure(value)).text(change_figure(value)).text(column.zh).text(column.en).end_array();
  }
  return json.end_array().take();
}

int run(const std::string& folder_of_dataset, const std::string& folder) {
  const auto read = read_dataset(folder_of_dataset);
  if (!read) {
    std::fprintf(stderr, "%s\n", read.error().message.c_str());
    return 1;
  }
  const auto compared = fabricate_simulation(read->dataset, options_of(0, true));
  const auto partial = fabricate_simulation(read->dataset, options_of(70, false));
  const auto bare = fabricate_simulation(read->dataset, options_of(0, false));
  bare->report.dimensions.clear();
  bare->run_without.breakdowns.clear();
  bare->report.chain_data = nullptr;
  for (NodeLabel& node : bare->report.nodes) node.product = node.city = kNoPosition;
  int failed = write(folder + "/compared.html", simulation_page(compared->report, {}));
  failed += write(folder + "/partial.html", simulation_page(partial->report, {}));
  failed += write(folder + "/bare.html", simulation_page(bare->report, {}));
  failed += write(folder + "/figures.json", figures());
  return failed > 0 ? 1 : 0;
}

}  // namespace
}  // namespace tenon

int main(int count, char** arguments) {
  if (count != 3) {
    std::fprintf(stderr, "simulation_sample DATASET FOLDER\n");
    return 2;
  }
  return tenon::run(arguments[1], arguments[2]);
}
