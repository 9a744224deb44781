// What a run comes to: the day of the largest loss, when output is back, what stopped first, how much was
// lost.
//
// Pure. A group counts as hit while its output is below 99 % of normal and as stopped below 1 %, as the
// default levels of SimulationOptions have it. Days are 0-based as in the run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "report/simulation_report.h"

namespace tenon {

inline constexpr double kHitBelow = 0.99;

struct RecoveryDay {
  enum class State { kNeverBelow, kReached, kNotReached };
  State state = State::kNeverBelow;
  int day = -1;  // kReached: the first day from which output stays at the level to the end
};

// A product or node that stopped.
struct Stop {
  std::uint32_t position = 0;  // group of "product", or node
  int day = 0;                 // first day stopped
};

struct HitCount {
  std::size_t total = 0;  // with normal output
  std::size_t hit = 0;
  std::size_t stopped = 0;  // at some time
};

// How the output of one group went.
struct Course {
  int first_hit_day = -1;  // first day below 99 % of normal; -1: never
  int lowest_day = -1;     // -1: never below normal
  double lowest_level = 1;
};

// O(days). All defaults where the group has no normal output.
Course course_of(const BreakdownSeries& series, std::uint32_t group, int days);

struct RunSummary {
  bool inside = false;               // output is that of dimension "inside", otherwise of all nodes
  double normal_output = 0;          // money/day
  std::vector<double> output_level;  // by day, over normal
  int worst_day = -1;                // -1: no day below normal
  double worst_loss = 0;             // share of normal output on that day
  double worst_loss_amount = 0;      // money/day
  RecoveryDay to_90;
  RecoveryDay to_99;
  double lost_output = 0;  // money, all days
  double lost_value_added = 0;
  double lost_final_consumption = 0;
  double lost_output_share = 0;     // of normal output over the days simulated
  double switched = 0;              // money bought from other than regular suppliers, all days
  std::vector<Stop> product_stops;  // products with no output at all, by day, then by normal output
  std::vector<Stop> node_stops;     // nodes inside, by day, then by what they lost
  std::uint32_t deepest_product = kNoPosition;  // the one that fell furthest below normal
  double deepest_level = 1;
  HitCount products;
  HitCount cities;
  HitCount provinces;
  HitCount chains;
  HitCount firms;  // inside, with normal output where the network is given; stopped: one of its nodes has
  HitCount nodes;  // inside
};

// O(days x groups + nodes log nodes). `run` < report.runs.size().
RunSummary summarise_run(const SimulationReport& report, std::size_t run);

}  // namespace tenon
