// The linear program of a multi-tier network, written once, and what a failing set changes in it. Internal to
// scenario/.
//
// In units a day: dividing the published program by the time t and writing w = 1/t turns "the longest t" into
// "the smallest w", stocks into what they yield a day, and every capacity into a bound. Sets of failing nodes
// then differ in bounds alone. A node makes what it ships, so its output is a sum of deliveries and needs no
// column, unless it has a stock of output.
#pragma once

#include <cstdint>
#include <vector>

#include "scenario/disruption_sets.h"
#include "scenario/linear_program.h"
#include "scenario/multi_tier_network.h"
#include "scenario/time_to_survive.h"

namespace tenon {

enum class SurvivalPurpose : std::uint8_t {
  kTime,    // the smallest pace at which stocks must be used up
  kImpact,  // the least profit lost a day at a given pace
};

struct SurvivalProgramOptions {
  SurvivalPurpose purpose = SurvivalPurpose::kTime;
  double cap_days = 999;
  double met_share = 1;                           // of final demand that must be served, (0, 1]; kImpact: 1
  DeliveryRule deliveries = DeliveryRule::kFree;  // kImpact: kFree
};

class SurvivalProgram {
 public:
  // The network must be sound and outlive the program. `is_partly_closed`: one a node, 1 where some set
  // leaves part of the capacity.
  SurvivalProgram(const MultiTierNetwork& network, const std::vector<std::uint8_t>& is_partly_closed,
                  const SurvivalProgramOptions& options);

  [[nodiscard]] const LinearProgram& program() const { return program_; }

  // Appends what set `k` changes. False: final demand that counts has no source left at all, so that no pace
  // is fast enough (kTime only).
  bool close(const DisruptionSets& sets, std::size_t k, CountedDemand counted, BoundChanges& changes) const;

  // Appends a fixed pace: stocks are used up within `days`; infinity: not at all.
  void fix_days(double days, BoundChanges& changes) const;

  [[nodiscard]] double days_of(double objective) const;   // kTime
  [[nodiscard]] double money_of(double objective) const;  // kImpact: money a day

 private:
  void add_nodes();
  void add_deliveries();
  void index_shipments(const std::vector<std::uint32_t>& supplier, const std::vector<std::uint32_t>& column,
                       const std::vector<double>& amount);
  void add_requirement(std::uint32_t node, std::uint64_t requirement);
  void add_rows_of_output(std::uint32_t node);
  void add_output(std::uint32_t row, std::uint32_t node, double factor);
  void remove_demand(std::uint32_t node, BoundChanges& changes) const;
  void limit_output(std::uint32_t node, double left, double demand, BoundChanges& changes) const;
  [[nodiscard]] bool has_redundant_capacity(std::uint32_t node) const;
  [[nodiscard]] double scale_of(std::uint32_t node) const;
  [[nodiscard]] double demand_level(std::uint32_t node) const;

  // A delivery of a supplier: the column, and how much of the supplier's full capacity a unit of it takes.
  struct Shipment {
    std::uint32_t column = 0;
    double load = 0;
  };

  const MultiTierNetwork& network_;
  SurvivalProgramOptions options_;
  LinearProgram program_;
  double profit_ = 0;  // money/day of all final demand

  std::uint32_t pace_column_ = 0;

  // One a node; kNone where there is none.
  std::vector<std::uint32_t> load_column_;     // output over full capacity, of nodes with a stock of output
  std::vector<std::uint32_t> missing_column_;  // part of final demand not served, kImpact
  std::vector<std::uint32_t> share_column_;    // part of all orders served, kEqualShares
  std::vector<std::uint32_t> capacity_row_;
  std::vector<std::uint32_t> limit_row_;  // what dispensable inputs leave of the capacity
  std::vector<std::uint32_t> stock_row_;  // of output
  std::vector<std::uint8_t> is_partly_closed_;
  std::vector<double> largest_orders_;  // what customers can ever take of it, units/day; kUnbounded: no limit

  std::vector<std::uint64_t> shipment_offsets_;  // of each supplier
  std::vector<Shipment> shipments_;
  std::vector<std::uint32_t> delivery_column_;  // one an alternative
  std::vector<double> delivery_unit_;           // units/day of the input that 1 of the column stands for
  std::vector<std::uint32_t> requirement_row_;  // one a requirement; kNone: of a node without capacity
  std::vector<double> requirement_demand_;      // right-hand side that final demand of the node puts there
};

}  // namespace tenon
