// What every output of `tenon simulate` is made from: one run or two runs to compare, and the names of what
// they are sums of.
//
// Plain data, nothing owned behind the pointers: scenarios, simulations, networks and the dataset outlive the
// report. Positions: `dimensions[d].groups[g]` names group g of `Simulation::breakdowns[d]` in every run;
// `nodes[n]` names node n of every run (a run with fewer nodes lacks the last ones).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/dataset.h"
#include "model/scenario.h"
#include "report/bilingual.h"
#include "report/simulation_draws.h"
#include "scenario/simulation.h"
#include "scenario/supply_network.h"

namespace tenon {

inline constexpr std::uint32_t kNoPosition = 0xffffffffU;

// Dimensions that reports know what to do with. Others are only listed.
namespace dimension {
inline constexpr std::string_view kInside = "inside";  // one group: all nodes within the scope
inline constexpr std::string_view kChain = "chain";
inline constexpr std::string_view kProvince = "province";
inline constexpr std::string_view kCity = "city";        // groups go by GB/T 2260 code
inline constexpr std::string_view kProduct = "product";  // groups go by product_id
inline constexpr std::string_view kChainProvince = "chain_province";
}  // namespace dimension

struct GroupLabel {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::uint32_t chain = kNoPosition;     // group of "chain": of products and of chain_province
  std::uint32_t province = kNoPosition;  // group of "province": of cities and of chain_province
};

struct BreakdownLabels {
  std::string id;  // of namespace dimension, or free
  std::string name_zh;
  std::string name_en;
  std::vector<GroupLabel> groups;
};

struct NodeLabel {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string firm_id;                  // nodes of one firm share it; empty: the node is a firm of its own
  std::uint32_t product = kNoPosition;  // group of "product"
  std::uint32_t city = kNoPosition;     // group of "city"
  bool is_outside = false;              // a source outside of the scope: counted nowhere
  bool synthetic = false;
};

// What an event of the scenario found in the network.
struct HitLabel {
  Bilingual text;                    // "3 条产线，占全部产出 0.4%"
  std::vector<std::uint32_t> nodes;  // ascending; may be empty (links)
};

struct SimulationRun {
  Bilingual label;  // "不切换供应商", "without switching"; empty where there is one run
  const Scenario* scenario = nullptr;      // never null
  const Simulation* simulation = nullptr;  // never null
  const SupplyNetwork* network = nullptr;  // null: nobody can say which input lacked
  std::vector<HitLabel> hits;              // one an event of the scenario, or none
};

// One input in which the two runs differ.
struct InputDifference {
  Bilingual what;
  Bilingual first;
  Bilingual second;
};

struct SimulationReport {
  std::string dataset;                  // name
  const Dataset* chain_data = nullptr;  // for the pictures of chains; null: none are drawn
  Bilingual scope;                      // what the sums are of, where, in words
  std::string currency;                 // ISO 4217; empty: not known
  std::int64_t generated_at = 0;        // seconds since 1970-01-01 UTC
  std::optional<int> first_year;        // of the data
  std::optional<int> last_year;
  bool synthetic = false;  // some figures of the network are made up
  std::vector<BreakdownLabels> dimensions;
  std::vector<NodeLabel> nodes;
  std::vector<SimulationRun> runs;  // one, or two to compare: the first is the one compared against
  std::vector<InputDifference> differences;
  std::optional<SimulationDraws> draws;  // the runs repeated at random, where that was asked for
  std::vector<Bilingual> assumptions;
  std::vector<Bilingual> gaps;
  std::vector<Provenance> sources;  // of the data; those of events stand in the scenario
};

// Whether a run was stopped before its horizon, or its repetitions before they were all done.
bool is_partial(const SimulationReport& report);

// Position of the dimension `id`; nothing where the report has none.
std::optional<std::size_t> find_dimension(const SimulationReport& report, std::string_view id);

// Labels and series of the dimension `id` in one run; both null where the report has none.
struct DimensionView {
  const BreakdownLabels* labels = nullptr;
  const BreakdownSeries* series = nullptr;

  explicit operator bool() const { return labels != nullptr; }
  [[nodiscard]] std::size_t size() const { return labels == nullptr ? 0 : labels->groups.size(); }
};
DimensionView dimension_view(const SimulationReport& report, std::size_t run, std::string_view id);

// What belongs together but does not: a breakdown without labels or labels without groups, positions out of
// range, a run without scenario. Empty if the report is sound. Writers need a sound report.
std::string report_fault(const SimulationReport& report);

// "A", "B".
std::string_view run_letter(std::size_t run);

}  // namespace tenon
