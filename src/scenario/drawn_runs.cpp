#include "scenario/drawn_runs.h"

#include <algorithm>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/hash.h"
#include "base/parallel.h"
#include "base/random.h"
#include "scenario/inventory_model.h"
#include "scenario/quantile.h"
#include "scenario/simulation.h"

namespace tenon {
namespace {

namespace policies = boost::math::policies;
using Whole = policies::policy<policies::promote_double<false>,
                               policies::discrete_quantile<policies::integer_round_up>>;

constexpr double kLeastUniform = 0x1.0p-54;

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

double uniform(std::uint64_t seed, const Fingerprint& of, std::uint32_t draw) {
  return std::max(kLeastUniform, Philox(seed).uniform(of.value(), draw));
}

// Poisson, given that it is at least 1.
double stock_of(double days, double u) {
  const double none = std::exp(-days);
  const double level = std::min(none + u * (1 - none), std::nextafter(1.0, 0.0));
  return std::max(1.0, boost::math::quantile(boost::math::poisson_distribution<double, Whole>(days), level));
}

double about(double value, double width, double u) {
  if (width == 0 || value == 0) return value;
  const double low = std::min(value * (1 - width), value * (1 + width));
  const double high = std::max(value * (1 - width), value * (1 + width));
  return quantile(Distribution::triangular(low, value, high), u);
}

std::optional<std::string> fault_of(const DrawnScenario& scenario, const DrawOptions& options) {
  if (options.draws < kFewestDraws || options.draws > kMostDraws) {
    return "draws must be " + std::to_string(kFewestDraws) + " .. " + std::to_string(kMostDraws);
  }
  if (options.horizon_days < 1 ||
      std::uint64_t{options.draws} * static_cast<std::uint64_t>(options.horizon_days) > kMostDrawnDays) {
    return "draws times days must be 1 .. " + std::to_string(kMostDrawnDays);
  }
  for (const double width : {options.widths.loss, options.widths.duration, options.widths.recovery}) {
    if (!(width >= 0 && width <= 1)) return "widths of draws must be 0 .. 1";
  }
  if (scenario.events.size() != scenario.shocks.size()) return "draws need one event a shock";
  if (!options.counted.empty() && options.counted.size() != scenario.network.node_count) {
    return "draws need to know of every node whether it counts";
  }
  return std::nullopt;
}

// What all draws share.
class Draws {
 public:
  Draws(const DrawnScenario& scenario, const DrawOptions& options)
      : scenario_(scenario), options_(options), network_(scenario.network) {
    run_.horizon_days = options.horizon_days;
    run_.observe_nodes = false;
    run_.threads = 1;
    run_.stop = options.stop;
    Breakdown counted;
    counted.group_count = 1;
    counted.group_of_node.assign(network_.node_count, 0);
    for (std::size_t i = 0; i < options.counted.size(); ++i) {
      if (options.counted[i] == 0) counted.group_of_node[i] = Breakdown::kNoGroup;
    }
    run_.breakdowns.push_back(std::move(counted));
  }

  // Part of normal output lost, a day each.
  Result<Simulation> draw(std::uint32_t number) const {
    InventoryModelPtr model = shared_;
    if (options_.widths.stocks) {
      auto drawn = std::make_shared<InventoryModel>(*shared_);
      drawn->uniform_target_days = 0;
      drawn->target_days = drawn_stock_days(network_, options_.seed, number);
      model = std::move(drawn);
    }
    return simulate(model,
                    drawn_shocks(scenario_.shocks, scenario_.events, options_.widths, options_.seed, number),
                    run_);
  }

  Result<void> share_model() {
    auto model = build_inventory_model(network_, scenario_.policy, scenario_.makers);
    if (!model) return model.error();
    shared_ = *model;
    return {};
  }

 private:
  const DrawnScenario& scenario_;
  const DrawOptions& options_;
  const SupplyNetwork& network_;
  SimulationOptions run_;
  InventoryModelPtr shared_;
};

}  // namespace

std::vector<double> drawn_stock_days(const SupplyNetwork& network, std::uint64_t seed, std::uint32_t draw) {
  std::vector<double> days(network.group_count());
  for (std::uint32_t customer = 0; customer < network.node_count; ++customer) {
    for (std::uint64_t g = network.group_offsets[customer]; g < network.group_offsets[customer + 1]; ++g) {
      const std::uint32_t market = network.market[network.supplier[network.link_offsets[g]]];
      const Fingerprint of =
          Fingerprint().add("stock").add(std::uint64_t{customer}).add(std::uint64_t{market});
      days[g] = stock_of(network.target_days[g], uniform(seed, of, draw));
    }
  }
  return days;
}

Shocks drawn_shocks(const Shocks& shocks, std::span<const ScenarioEvent> events, const DrawWidths& widths,
                    std::uint64_t seed, std::uint32_t draw) {
  Shocks drawn = shocks;
  for (std::size_t k = 0; k < drawn.size(); ++k) {
    const auto of = [&](std::string_view what) {
      return uniform(seed, Fingerprint().add(what).add(events[k].id.text), draw);
    };
    ShockTiming& timing = drawn[k].timing;
    timing.loss = std::max(-1.0, about(timing.loss, widths.loss, of("loss")));
    if (drawn[k].kind != ShockTarget::kDemand) timing.loss = std::min(timing.loss, 1.0);
    timing.duration_days = std::max(
        1, static_cast<int>(std::lround(about(timing.duration_days, widths.duration, of("duration")))));
    if (timing.recovery != RecoveryCurve::kStep) {
      timing.recovery_days = std::max(1.0, about(timing.recovery_days, widths.recovery, of("recovery")));
    }
  }
  return drawn;
}

Result<DrawnRuns> run_draws(const DrawnScenario& scenario, const DrawOptions& options) {
  if (const auto fault = fault_of(scenario, options)) return invalid(*fault);
  Draws draws(scenario, options);
  if (auto shared = draws.share_model(); !shared) return shared.error();
  DrawnRuns result;
  result.days = options.horizon_days;
  const auto days = static_cast<std::size_t>(options.horizon_days);
  result.loss.resize(options.draws * days);
  std::vector<std::uint8_t> is_whole(options.draws, 0);
  std::mutex mutex;  // of what follows
  std::optional<Error> failure;
  std::uint64_t done = 0;
  const auto is_over = [&] {
    return options.stop != nullptr && options.stop->load(std::memory_order_relaxed);
  };
  parallel_chunks(options.draws, 1, options.threads, [&](unsigned, std::size_t begin, std::size_t) {
    if (is_over()) return;
    const auto run = draws.draw(static_cast<std::uint32_t>(begin));
    const std::scoped_lock lock(mutex);
    if (!run) {
      failure = run.error();
      return;
    }
    if (run->is_partial) return;
    const BreakdownSeries& series = run->breakdowns.front();
    result.normal_output = series.normal_output.front();
    for (std::size_t day = 0; day < days && result.normal_output > 0; ++day) {
      result.loss[begin * days + day] =
          static_cast<float>(1 - static_cast<double>(series.output[day]) / result.normal_output);
    }
    is_whole[begin] = 1;
    ++done;
    if (options.progress) options.progress(done, options.draws);
  });
  if (failure) return *failure;
  const auto first_missing = std::find(is_whole.begin(), is_whole.end(), 0);
  result.draws = static_cast<std::uint32_t>(first_missing - is_whole.begin());
  result.is_partial = result.draws < options.draws;
  result.loss.resize(result.draws * days);
  return result;
}

}  // namespace tenon
