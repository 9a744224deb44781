#include "remedy/downstream_change.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "base/parallel.h"
#include "remedy/downstream_majorants.h"
#include "remedy/row_sweep.h"

namespace tenon {
namespace {

constexpr std::size_t kClasses = kLossClasses;
constexpr std::size_t kFirmsPerChunk = 4096;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

using PerClass = std::array<double, kClasses>;

// Weights of a weighted sum of losses before the edit. As sum over i of v_i d_i is known, w d is at most
// `per_weight` times that; and `sum` times the largest loss.
struct Cap {
  double per_weight = 0;
  double sum = 0;

  void add(double weight_of_loss, double v) {
    if (weight_of_loss == 0) return;
    per_weight = std::max(per_weight, v > 0 ? weight_of_loss / v : kInfinity);
    sum += weight_of_loss;
  }
};

class Bounds {
 public:
  Bounds(const DownstreamEdit& edit, std::span<const EsriScore> scores, std::span<const EsriTrace> traces,
         std::uint32_t horizon, unsigned threads)
      : edit_(edit),
        before_(*edit.before),
        after_(*edit.after),
        scores_(scores),
        traces_(traces),
        horizon_(horizon),
        threads_(threads),
        is_market_(before_.replaceability == Replaceability::kMarketShare),
        of_(downstream_majorants(edit, scores, traces, horizon)),
        source_cost_(of_.sources.size(), std::vector<PerClass>(horizon + std::size_t{1})) {}

  DownstreamChange run() {
    look_ahead();
    look_outward();
    look_back();
    finish();
    return std::move(change_);
  }

 private:
  // Lanes of look_back: kMoved + class, then these.
  enum BackLane : std::size_t { kMoved = 0, kInputs = kClasses, kMarkets, kReweighted, kNear, kBackLanes };
  using Outward = std::array<double, 2 * kClasses>;  // class * 2 + (0: changed customers, 1: all firms)

  [[nodiscard]] bool is_considered(std::uint32_t f) const { return of_.factor[f] > 0; }

  // What a unit of loss costs in the index, class by class.
  void look_ahead() {
    const std::size_t n = after_.firm_count;
    LaneVector<kClasses> cost(n);
    LaneVector<kClasses> supply(n);  // of a unit missing in everything that the firm delivers, sigma 1
    for (std::size_t i = 0; i < n; ++i) cost[i].fill(after_.weight[i]);
    own_cost_.assign(before_.firm_count, 0.0);
    own_power_.assign(before_.firm_count, 1.0);
    const auto customer = [this](std::uint32_t slot) { return after_.customer_of_slot[slot]; };
    for (std::uint32_t step = 0; step <= horizon_; ++step) {
      for (const ChangedInput& input : of_.changed_inputs) {
        for (std::size_t c = 0; c < kClasses; ++c) {
          source_cost_[input.source][step][c] += input.missing * cost[input.customer][c];
        }
      }
      sweep_rows<kClasses>(after_.delivery, cost, threads_, customer,
                           [&](std::size_t i, const auto& sums) { supply[i] = sums; });
      for (std::size_t s = 0; s < of_.sources.size(); ++s) {
        const PerClass& all = supply[after_.position_of_firm[of_.sources[s].firm]];
        for (std::size_t c = 0; c < kClasses; ++c) source_cost_[s][step][c] += of_.sources[s].market * all[c];
      }
      // What members of a market lose lessens what is left for all others.
      LaneVector<kClasses> market(after_.market_count);
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t c = 0; c < kClasses; ++c) {
          cost[i][c] = of_.sigma_after[i] * supply[i][c];
          market[after_.market[i]][c] += cost[i][c];
        }
      }
      PerClass changed = market_cost_.empty() ? PerClass{} : market_cost_.back();
      for (const auto& [k, ignored] : of_.changed_markets) {
        for (std::size_t c = 0; c < kClasses; ++c) changed[c] += market[k][c];
      }
      market_cost_.push_back(changed);
      parallel_chunks(
          before_.firm_count, kFirmsPerChunk, threads_, [&](unsigned, std::size_t begin, std::size_t end) {
            for (std::size_t f = begin; f < end; ++f) {
              if (!is_considered(static_cast<std::uint32_t>(f)) || step >= scores_[f].iterations) continue;
              own_cost_[f] += own_power_[f] * supply[after_.position_of_firm[f]][of_.loss_class[f]];
              own_power_[f] *= of_.factor[f];
            }
          });
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t c = 0; c < kClasses; ++c) {
          cost[i][c] += kLargestLoss[c] * of_.market_part[i] * market[after_.market[i]][c];
        }
      }
    }
  }

  // The largest losses that sources of one in every iteration lead to.
  void look_outward() {
    const std::size_t n = after_.firm_count;
    constexpr std::size_t kLanes = 2 * kClasses;
    LaneVector<kLanes> source(n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t c = 0; c < kClasses; ++c) source[i][2 * c + 1] = 1;
    }
    for (const std::uint32_t customer : edit_.changed_customers) {
      for (std::size_t c = 0; c < kClasses; ++c) source[after_.position_of_firm[customer]][2 * c] = 1;
    }
    LaneVector<kLanes> loss = source;
    LaneVector<kLanes> missing(n);
    LaneVector<kLanes> slot(after_.customer_of_slot.size());
    for (std::uint32_t step = 0; step < horizon_; ++step) {
      LaneVector<kLanes> market(after_.market_count);
      Outward highest{};
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          market[after_.market[i]][lane] += of_.market_part[i] * loss[i][lane];
          highest[lane] = std::max(highest[lane], loss[i][lane]);
        }
      }
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          missing[i][lane] =
              of_.sigma_after[i] * (loss[i][lane] + kLargestLoss[lane / 2] * market[after_.market[i]][lane]);
        }
      }
      highest_.push_back(highest);
      market_mean_.push_back(std::move(market));
      if (step + 1 == horizon_) break;
      sweep_rows<kLanes>(after_.inputs, missing, threads_, same_column,
                         [&](std::size_t s, const auto& sums) { slot[s] = sums; });
      parallel_chunks(n, kFirmsPerChunk, threads_, [&](unsigned, std::size_t begin, std::size_t end) {
        for (std::size_t j = begin; j < end; ++j) {
          Outward largest{};
          for (std::uint32_t s = after_.slot_offsets[j]; s < after_.slot_offsets[j + 1]; ++s) {
            for (std::size_t lane = 0; lane < kLanes; ++lane)
              largest[lane] = std::max(largest[lane], slot[s][lane]);
          }
          for (std::size_t lane = 0; lane < kLanes; ++lane) loss[j][lane] = source[j][lane] + largest[lane];
        }
      });
    }
  }

  // Upper bounds on weighted sums of the losses of each closure before the edit.
  void look_back() {
    const std::uint32_t n = before_.firm_count;
    LaneVector<kBackLanes> now(n);
    for (std::size_t s = 0; s < of_.sources.size(); ++s) {
      const ChangedSupplier& source = of_.sources[s];
      auto& lanes = now[source.position];
      for (std::size_t c = 0; c < kClasses; ++c) lanes[kMoved + c] = source_cost_[s][0][c];
      lanes[kInputs] = source.inputs;
      lanes[kMarkets] = source.market;
    }
    for (const std::uint32_t firm : edit_.changed_suppliers) {
      if (firm >= n) continue;
      // What it sells less or more is, while it has a loss itself, missed or added to its market in part
      // only.
      const auto market = of_.changed_markets.find(after_.market[after_.position_of_firm[firm]]);
      if (market == of_.changed_markets.end() || market->second.is_loose) continue;
      now[before_.position_of_firm[firm]][kMarkets] +=
          std::abs(sales_after(edit_, firm) - sales_before(edit_, firm)) / market->second.least;
    }
    for (std::uint32_t f = 0; f < n; ++f) {
      const std::uint32_t p = before_.position_of_firm[f];
      const double difference =
          std::abs(after_.weight[after_.position_of_firm[f]] - edit_.weight_scale * before_.weight[p]);
      constexpr double kRounding = 1e-13;
      if (difference > kRounding * before_.weight[p]) now[p][kReweighted] = difference;
    }
    for (const std::uint32_t p : edit_.near) {
      const std::uint32_t firm = after_.firm_at[p];
      if (firm < n) now[before_.position_of_firm[firm]][kNear] = after_.weight[p];
    }
    fill_caps(now);
    direct_ = now;
    back_.assign(n, {});

    LaneVector<kBackLanes> next(n);
    std::vector<double> power(n);  // of each closure's factor
    for (std::uint32_t p = 0; p < n; ++p) power[p] = of_.factor[before_.firm_at[p]];
    const auto customer = [this](std::uint32_t slot) { return before_.customer_of_slot[slot]; };
    // In step m: losses that reach the weighted firms after m deliveries.
    for (std::uint32_t step = 1; step <= horizon_; ++step) {
      sweep_rows<kBackLanes>(before_.delivery, now, threads_, customer, [&](std::size_t p, const auto& sums) {
        const std::uint32_t iterations = scores_[before_.firm_at[p]].iterations;
        power[p] *= of_.factor[before_.firm_at[p]];
        // A loss of the last iteration counts itself but leads to nothing more.
        for (std::size_t lane = 0; lane < kBackLanes && step <= iterations; ++lane) {
          if (step < iterations || lane >= kReweighted) back_[p][lane] += power[p] * sums[lane];
        }
        next[p] = sums;
        for (double& value : next[p]) value *= of_.sigma_before[p];
      });
      now.swap(next);
      for (std::size_t s = 0; s < of_.sources.size(); ++s) {
        const ChangedSupplier& source = of_.sources[s];
        for (std::size_t c = 0; c < kClasses; ++c) {
          now[source.position][kMoved + c] += source_cost_[s][step][c];
          if (step < scores_[source.firm].iterations) {
            direct_[source.position][kMoved + c] += power[source.position] * source_cost_[s][step][c];
          }
        }
      }
    }
  }

  void fill_caps(const LaneVector<kBackLanes>& weights) {
    for (std::uint32_t p = 0; p < before_.firm_count; ++p) {
      for (std::size_t lane = kInputs; lane < kBackLanes; ++lane)
        caps_[lane].add(weights[p][lane], before_.weight[p]);
    }
    std::vector<PerClass> sums(of_.sources.size());
    for (std::uint32_t step = 0; step <= horizon_; ++step) {
      std::array<Cap, kClasses>& caps = moved_caps_.emplace_back();
      for (std::size_t s = 0; s < of_.sources.size(); ++s) {
        for (std::size_t c = 0; c < kClasses; ++c) {
          sums[s][c] += source_cost_[s][step][c];
          caps[c].add(sums[s][c], before_.weight[of_.sources[s].position]);
        }
      }
    }
  }

  void finish() {
    const std::size_t n = before_.firm_count;
    change_.is_bounded.assign(n, 0);
    for (auto* values : {&change_.moved, &change_.highest, &change_.near_loss, &change_.reweighted}) {
      values->assign(n, 0.0);
    }
    parallel_chunks(n, kFirmsPerChunk, threads_, [&](unsigned, std::size_t begin, std::size_t end) {
      for (std::size_t f = begin; f < end; ++f) {
        if (is_considered(static_cast<std::uint32_t>(f))) finish(static_cast<std::uint32_t>(f));
      }
    });
  }

  void finish(std::uint32_t f) {
    const std::uint32_t p = before_.position_of_firm[f];
    const std::uint32_t p_after = after_.position_of_firm[f];
    const std::uint32_t k = after_.market[p_after];
    const std::uint32_t iterations = scores_[f].iterations;
    const std::size_t which = of_.loss_class[f];
    const double factor = of_.factor[f];
    const double last_power = own_power_[f] * factor;  // factor ^ (iterations + 1)

    // The closed firm's own sigma, before and after; direct_ was weighted with its majorant.
    double own_sigma = 1;
    double direct_scale = 1;
    if (is_market_) {
      own_sigma =
          std::max(at_most_one(factor * before_.out_strength[p], before_.market_output[before_.market[p]]),
                   at_most_one(factor * after_.out_strength[p_after], after_.market_output[k]));
      direct_scale = factor * std::max(1.0, of_.sigma_before[p] > 0 ? own_sigma / of_.sigma_before[p] : 1.0);
    }
    // Known of the losses of the other firms: their weighted sum and the largest.
    constexpr double kRounding = 1e-12;
    const double others =
        std::max(0.0, scores_[f].downstream - before_.weight[p]) + kRounding * scores_[f].downstream;
    const double largest = traces_[f].largest_downstream_loss;
    const auto bound = [&](std::size_t lane, const Cap& cap, double cap_factor) {
      double value = own_sigma * back_[p][lane];
      if (largest == 0) return 0.0;
      value = std::min(value, cap_factor * cap.per_weight * others);
      return std::min(value, cap_factor * cap.sum * largest);
    };
    const double inputs = bound(kInputs, caps_[kInputs], factor) + direct_scale * direct_[p][kInputs];
    const double markets =
        bound(kMarkets, caps_[kMarkets], factor * factor) + direct_scale * factor * direct_[p][kMarkets];
    const double highest_inputs = last_power * highest_[iterations - 1][2 * which];
    const double highest_all = last_power * highest_[iterations - 1][2 * which + 1];
    const Outward& means = market_mean_[iterations - 1][k];

    // What the changes take from the closed firm's own market makes itself less replaceable, and so on.
    double own_change = 0;
    if (is_market_) {
      own_change = factor * last_power * (inputs * means[2 * which] + markets * means[2 * which + 1]);
      const auto changed = of_.changed_markets.find(k);
      if (changed != of_.changed_markets.end()) {
        own_change += changed->second.is_loose ? 1 : factor * (changed->second.net + markets);
      }
      const double again = factor * last_power * own_sigma * means[2 * which + 1];
      double all = 1;
      for (std::uint32_t step = 1; step < iterations; ++step) all = 1 + again * all;
      own_change *= all;
    }
    const double top = inputs * highest_inputs + (markets + own_change * own_sigma) * highest_all;
    if (!(top <= kAllowedChange)) return;

    const double direct_moved = direct_scale * direct_[p][kMoved + which];
    change_.is_bounded[f] = 1;
    change_.highest[f] = top;
    change_.moved[f] = bound(kMoved + which, moved_caps_[iterations - 1][which], last_power) + direct_moved +
                       own_change * own_sigma * own_cost_[f] * factor +
                       markets * std::min(1.0, largest) * last_power * market_cost_[iterations - 1][which];
    change_.near_loss[f] = bound(kNear, caps_[kNear], 1);
    change_.reweighted[f] = bound(kReweighted, caps_[kReweighted], 1);
  }

  const DownstreamEdit& edit_;
  const EsriModel& before_;
  const EsriModel& after_;
  std::span<const EsriScore> scores_;
  std::span<const EsriTrace> traces_;
  std::uint32_t horizon_;
  unsigned threads_;
  bool is_market_;

  DownstreamMajorants of_;
  std::vector<std::vector<PerClass>> source_cost_;     // [source][m]: what a unit of its loss costs m steps
                                                       // after the loss it causes
  std::vector<double> own_cost_;                       // by firm: of a unit missing in all its deliveries
  std::vector<double> own_power_;                      // by firm: factor ^ iterations
  std::vector<PerClass> market_cost_;                  // [m]: of all members of changed markets together
  std::vector<Outward> highest_;                       // [step]
  std::vector<LaneVector<2 * kClasses>> market_mean_;  // [step][market]
  std::array<Cap, kBackLanes> caps_{};
  std::vector<std::array<Cap, kClasses>> moved_caps_;  // [m]
  LaneVector<kBackLanes> direct_;  // weights at the closed firm itself, by position before
  LaneVector<kBackLanes> back_;
  DownstreamChange change_;
};

}  // namespace

DownstreamChange bound_downstream_change(const DownstreamEdit& edit, std::span<const EsriScore> scores,
                                         std::span<const EsriTrace> traces, std::uint32_t horizon,
                                         unsigned threads) {
  return Bounds(edit, scores, traces, horizon, threads).run();
}

}  // namespace tenon
