// simulation_sample DATASET FOLDER: the outputs of a made-up simulation on a real dataset, for looking at and
// for tests of the page: compared, single, partial, and of a network without chains.
#include <cstdio>
#include <string>

#include "base/atomic_file.h"
#include "exchange/dataset_reader.h"
#include "report/simulation_csv.h"
#include "report/simulation_json.h"
#include "report/simulation_page.h"
#include "report/simulation_table.h"
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

int run(const std::string& folder_of_dataset, const std::string& folder) {
  const auto read = read_dataset(folder_of_dataset);
  if (!read) {
    std::fprintf(stderr, "%s\n", read.error().message.c_str());
    return 1;
  }
  const auto compared = fabricate_simulation(read->dataset, options_of(0, true));
  int failed = write(folder + "/compared.html", simulation_page(compared->report, {}));
  failed += write(folder + "/compared.json", simulation_json(compared->report));
  failed += write(folder + "/compared.txt", simulation_table(compared->report, {}));
  failed += write(folder + "/nodes.csv", simulation_csv(compared->report, SimulationCsv::kNodes));
  const auto partial = fabricate_simulation(read->dataset, options_of(70, false));
  failed += write(folder + "/partial.html", simulation_page(partial->report, {}));
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
