// One scenario run many times, what is uncertain in it drawn anew each time.
//
// Drawn are days of stock, as Inoue and Todo's simulator draws them: of each input group Poisson about what
// it aims at, again until a day is there; and of each event its loss, its duration and its recovery,
// triangular about the scenario's figure, independent of each other. The widths are the caller's assumptions:
// bands tell what follows from them, not whether they are right.
//
// Every draw is a function of (seed, what it is of, number of the draw): stocks by customer and market,
// events by id. So two runs of one seed, with another policy, other stocks or more suppliers, meet the same
// draws, and differences are to be taken draw by draw. The result does not depend on threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "model/scenario.h"
#include "scenario/inventory_dynamics.h"
#include "scenario/shock.h"
#include "scenario/supply_network.h"

namespace tenon {

// Triangular from (1 - part) to (1 + part) times the scenario's figure, most likely the figure itself; part
// in [0, 1]. Losses are cut at 1, durations are whole days of at least 1.
struct DrawWidths {
  bool stocks = true;
  double loss = 0.25;
  double duration = 0.25;
  double recovery = 0.25;

  bool operator==(const DrawWidths&) const = default;
};

constexpr std::uint32_t kFewestDraws = 20;  // below, 10 % and 90 % say nothing
constexpr std::uint32_t kMostDraws = 5000;
constexpr std::uint64_t kMostDrawnDays = 4'000'000;  // draws times days, 4 bytes each

struct DrawOptions {
  std::uint32_t draws = 200;
  std::uint64_t seed = 1;
  DrawWidths widths;
  int horizon_days = 365;
  std::vector<std::uint8_t> counted;  // one a node: 1 if its output counts; empty: all do
  unsigned threads = 0;
  Progress progress{};                      // in draws
  const std::atomic<bool>* stop = nullptr;  // what is whole by then is kept, marked partial
};

struct DrawnRuns {
  std::uint32_t draws = 0;
  int days = 0;
  bool is_partial = false;
  double normal_output = 0;  // money/day, of the nodes counted
  std::vector<float> loss;   // part of normal output lost: [draw * days + day]

  [[nodiscard]] std::span<const float> of_draw(std::size_t draw) const {
    const auto length = static_cast<std::size_t>(days);
    return std::span(loss).subspan(draw * length, length);
  }
};

// What is run: shock k is that of event k.
struct DrawnScenario {
  const SupplyNetwork& network;
  const SwitchingMakers& makers;
  const ScenarioPolicy& policy;
  const Shocks& shocks;
  std::span<const ScenarioEvent> events;
};

// Of one draw, counted from 0: days of stock of each input group of the network, at least 1; and the shocks,
// in their order.
std::vector<double> drawn_stock_days(const SupplyNetwork& network, std::uint64_t seed, std::uint32_t draw);
Shocks drawn_shocks(const Shocks& shocks, std::span<const ScenarioEvent> events, const DrawWidths& widths,
                    std::uint64_t seed, std::uint32_t draw);

// kInvalidArgument: what simulate() refuses, draws or widths out of range, events that are not one a shock.
// Where it is stopped, the draws before the first one that is missing. O(draws x days x links).
Result<DrawnRuns> run_draws(const DrawnScenario& scenario, const DrawOptions& options);

}  // namespace tenon
