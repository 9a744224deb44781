// The lists that the table and the page of a simulation share: what stopped or fell and why, and who lost how
// much.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "report/simulation_text.h"

namespace tenon {

struct RunHit {
  int hit_day = -1;   // first day below 99 % of normal; -1: never
  int stop_day = -1;  // first day stopped; -1: never
  double lowest_level = 1;
};

struct HitRow {
  bool is_product = false;     // a product altogether; otherwise one node
  std::uint32_t position = 0;  // group of "product", or node
  std::vector<RunHit> runs;
  Bilingual name;                     // product; for a node the product it makes
  Bilingual maker;                    // node only: its own name
  std::uint32_t chain = kNoPosition;  // group of "chain"
  Bilingual city;  // node: its city; product: that of the node that speaks for it; may be empty
  std::uint32_t province = kNoPosition;
  Bilingual cause;  // why it stopped, else why it fell, in the first run in which it did
  StopCause cause_kind = StopCause::kNone;
  int stopped_days = 0;    // node only, in the first run that stopped it
  double lost_output = 0;  // money, in the first run
  bool synthetic = false;  // node only

  // Day of the first run that stopped it; -1: none did.
  [[nodiscard]] int first_stop_day() const;
};

// Products hit in any run, and nodes inside the scope that were: first those that stopped, by day, then the
// others, products by how deep they fell, nodes by what they lost. `node_limit` keeps the first so many
// nodes; 0: all.
struct HitList {
  std::vector<HitRow> products;
  std::vector<HitRow> nodes;
  std::size_t node_count = 0;  // before the limit
  std::size_t product_stops = 0;
  std::size_t node_stops = 0;
};
HitList hit_list(const SimulationReport& report, std::span<const Causes> causes, std::size_t node_limit);

// One Causes a run.
std::vector<Causes> causes_of_runs(const SimulationReport& report);

struct RunLoss {
  double lost_output = 0;  // money over the days simulated
  double lost_value_added = 0;
  double share = 0;  // of normal output over these days
  Course course;
  int first_stop_day = -1;
};

struct LossRow {
  std::uint32_t group = 0;
  double normal_output = 0;  // money/day
  std::vector<RunLoss> runs;
};

// Groups of one dimension with a normal output, by the loss of the first run, largest first; empty where the
// report lacks the dimension.
std::vector<LossRow> loss_rows(const SimulationReport& report, std::string_view id);

}  // namespace tenon
