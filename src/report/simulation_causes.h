// Why a node fell or stopped, step by step back to the event that began it.
//
// What the run records is each node's own cause on its first day below normal and on its first day stopped:
// its capacity, the scarcest group of inputs, or no orders. A step back goes from a lacking input to the
// supplier of that group, and from lacking orders to the customer, that was hit no later and accounts for
// most of the missing flow. That is a reading of the run, not a proof: several suppliers may have failed at
// once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "report/simulation_report.h"

namespace tenon {

struct CauseStep {
  std::uint32_t node = 0;
  int day = -1;  // first day hit, or stopped where `stops`
  bool stops = false;
  StopCause cause = StopCause::kNone;
  std::vector<std::uint32_t> inputs;  // kInput: groups of "product" that the scarcest group holds
  std::optional<std::size_t> event;   // the event of the scenario that acts on this node itself on that day
  std::uint32_t next = kNoPosition;   // node to which the step back leads; kNoPosition: the end
};

// The causes of one run. Keeps references into the report. Building is O(links); reading is thread-safe.
class Causes {
 public:
  Causes(const SimulationReport& report, std::size_t run);

  // Why it fell below normal first, and why it stopped first (as the former where it never stopped, or the
  // run does not say). O(links of the scarcest group, or of the customers).
  [[nodiscard]] CauseStep hit_step(std::uint32_t node) const;
  [[nodiscard]] CauseStep stop_step(std::uint32_t node) const;

  // The state of a node as a step of a chain on `day`: stopped by then, else only hit.
  [[nodiscard]] CauseStep step(std::uint32_t node, int day) const;

  // From `node`, stopped or hit, back to the shock, no node twice, at most `limit` steps. Empty if it was
  // never hit.
  [[nodiscard]] std::vector<CauseStep> chain(std::uint32_t node, std::size_t limit = 40) const;

  // The node that speaks for a group of "product" or "city": the one that lost most among those hit, for a
  // city of those inside. kNoPosition if none was hit.
  [[nodiscard]] std::uint32_t node_of_product(std::uint32_t product) const;
  [[nodiscard]] std::uint32_t node_of_city(std::uint32_t city) const;

 private:
  [[nodiscard]] const NodeOutcome& outcome(std::uint32_t node) const;
  [[nodiscard]] CauseStep traced(CauseStep step, std::uint32_t group) const;
  [[nodiscard]] std::optional<std::size_t> event_on(std::uint32_t node, int day, bool demand) const;
  void index_customers();
  void index_groups();

  const SimulationReport& report_;
  const SimulationRun& run_;
  std::vector<std::uint64_t> customer_offset_;  // links by supplier
  std::vector<std::uint32_t> customer_;
  std::vector<double> customer_flow_;
  std::vector<std::uint32_t> of_product_;
  std::vector<std::uint32_t> of_city_;
};

}  // namespace tenon
