#include "remedy/downstream_change.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <utility>

#include "base/parallel.h"
#include "remedy/row_sweep.h"

namespace tenon {
namespace {

// Classes of closures by the largest loss of a firm other than the closed one, times the factor of the
// closure.
constexpr std::size_t kClasses = 4;
constexpr std::array<double, kClasses> kLargestLoss{0.003, 0.03, 0.2, 1.5};
// The edit may change no loss by more than this for the bounds to hold.
constexpr double kAllowedChange = 0.01;
// Of a market's remaining output, at most this part may be lost.
constexpr double kMostLost = 0.9;
// A market of which so much has changed is bounded without looking at how much is left of it.
constexpr double kLooseChange = 0.25;
constexpr std::size_t kFirmsPerChunk = 4096;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

using PerClass = std::array<double, kClasses>;

// Largest sales of a firm in each market.
std::vector<double> largest_sellers(const EsriModel& model) {
  std::vector<double> largest(model.market_count, 0.0);
  for (std::uint32_t i = 0; i < model.firm_count; ++i) {
    largest[model.market[i]] = std::max(largest[model.market[i]], model.out_strength[i]);
  }
  return largest;
}

double at_most_one(double numerator, double denominator) {
  return denominator > numerator ? numerator / denominator : 1.0;
}

// What the edit does to one market.
struct ChangedMarket {
  double net = 0;    // |change of its output| over what other firms than the closed one sell at least
  double least = 0;  // the latter
  bool is_loose = false;
};

// A supplier whose losses, once the edit is made, mean other losses at its customers.
struct Source {
  std::uint32_t firm = 0;
  std::uint32_t position = 0;  // before
  double inputs = 0;           // of changed coefficients: sum over customers of |change of Ld| sigma
  double market = 0;           // bound on the change of its sigma
  std::vector<PerClass> cost;  // [m]: what a unit of its loss costs m steps after the loss it causes
};

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
        is_market_(before_.replaceability == Replaceability::kMarketShare) {}

  DownstreamChange run() {
    find_changed_markets();
    fill_majorants();
    classify();
    find_sources();
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

  [[nodiscard]] double sales_before(std::uint32_t firm) const {
    return firm < before_.firm_count ? before_.out_strength[before_.position_of_firm[firm]] : 0;
  }
  [[nodiscard]] double sales_after(std::uint32_t firm) const {
    return after_.out_strength[after_.position_of_firm[firm]];
  }
  [[nodiscard]] double output_before(std::uint32_t k) const {
    return k < before_.market_count ? before_.market_output[k] : 0;
  }

  void find_changed_markets() {
    if (!is_market_) return;
    std::map<std::uint32_t, std::pair<double, double>> changes;  // net, gross
    for (const std::uint32_t firm : edit_.changed_suppliers) {
      const double difference = sales_after(firm) - sales_before(firm);
      if (difference == 0) continue;
      auto& [net, gross] = changes[after_.market[after_.position_of_firm[firm]]];
      net += difference;
      gross += std::abs(difference);
    }
    if (changes.empty()) return;
    const auto largest_before = largest_sellers(before_);
    const auto largest_after = largest_sellers(after_);
    for (const auto& [k, change] : changes) {
      ChangedMarket& market = changed_markets_[k];
      const double others = k < before_.market_count ? before_.market_output[k] - largest_before[k] : 0;
      market.least = std::min(others, after_.market_output[k] - largest_after[k]);
      market.is_loose = !(change.second <= kLooseChange * market.least);
      if (market.is_loose) continue;
      market.net = std::abs(change.first) / market.least;
      gross_change_ = std::max(gross_change_, change.second / market.least);
    }
  }

  // Upper bounds on sigma, but for the factor of a closure, and on s_i over what is left of the market.
  void fill_majorants() {
    sigma_before_.assign(before_.firm_count, 1.0);
    sigma_after_.assign(after_.firm_count, 1.0);
    market_part_.assign(after_.firm_count, 0.0);
    if (!is_market_) return;
    for (std::uint32_t i = 0; i < before_.firm_count; ++i) {
      const std::uint32_t k = before_.market[i];
      const auto changed = changed_markets_.find(k);
      if (changed != changed_markets_.end() && changed->second.is_loose) continue;
      sigma_before_[i] = at_most_one(before_.out_strength[i], before_.market_output[k]);
    }
    for (std::uint32_t i = 0; i < after_.firm_count; ++i) {
      const std::uint32_t k = after_.market[i];
      const auto changed = changed_markets_.find(k);
      double sales = after_.out_strength[i];
      double output = after_.market_output[k];
      if (changed != changed_markets_.end()) {
        if (changed->second.is_loose) continue;
        sales = std::max(sales, sales_before(after_.firm_at[i]));
        output = std::min(output, output_before(k));
      }
      sigma_after_[i] = at_most_one(sales, output);
      // A lone seller cannot be replaced whatever is left.
      if (after_.market_sellers[k] > 1 && output > 0) market_part_[i] = sales / output;
    }
  }

  // The factor by which sigma of any firm but the closed one can exceed its majorant, and the class.
  void classify() {
    const std::uint32_t n = before_.firm_count;
    factor_.assign(n, 0.0);
    class_.assign(n, 0);
    for (std::uint32_t f = 0; f < n; ++f) {
      const EsriTrace& trace = traces_[f];
      if (scores_[f].iterations > horizon_) continue;
      double factor = 1;
      if (is_market_) {
        const double lost = (1 + gross_change_) * (1 - 1 / trace.amplification) +
                            trace.largest_downstream_loss * gross_change_ + kAllowedChange;
        if (!(lost < kMostLost)) continue;
        const std::uint32_t p = before_.position_of_firm[f];
        const std::uint32_t p_after = after_.position_of_firm[f];
        factor =
            std::max(trace.amplification * own_factor(before_, p), own_factor(after_, p_after) / (1 - lost));
        // One seller beside the closed firm cannot be replaced: its sigma is 1 whatever the majorant.
        if (!std::isfinite(factor)) continue;
      }
      std::size_t which = 0;
      while (which < kClasses && trace.largest_downstream_loss * factor > kLargestLoss[which]) ++which;
      if (which == kClasses) continue;
      factor_[f] = factor;
      class_[f] = static_cast<std::uint8_t>(which);
    }
  }

  // Output of the closed firm's market over that of the other firms.
  static double own_factor(const EsriModel& model, std::uint32_t p) {
    const double output = model.market_output[model.market[p]];
    if (output == 0 || model.out_strength[p] == 0) return 1;
    if (model.market_sellers[model.market[p]] == 1) return 1;  // nobody else sells: nothing to bound
    const double others = output - model.out_strength[p];
    return others > 0 ? output / others : kInfinity;
  }

  [[nodiscard]] bool is_considered(std::uint32_t f) const { return factor_[f] > 0; }

  Source& source_of(std::uint32_t firm) {
    const auto [place, is_new] = source_at_.try_emplace(firm, sources_.size());
    if (is_new) {
      Source source;
      source.firm = firm;
      source.position = before_.position_of_firm[firm];
      source.cost.resize(horizon_ + std::size_t{1});
      sources_.push_back(std::move(source));
    }
    return sources_[place->second];
  }

  void find_sources() {
    std::map<std::uint32_t, std::map<std::uint32_t, double>>
        changes;  // supplier -> customer -> |change of Ld|
    for (const std::uint32_t customer : edit_.changed_customers) {
      std::map<std::pair<std::uint32_t, std::uint32_t>, double> shares;  // supplier, slot
      for (const InputShare& share : input_shares(*edit_.inputs_after, customer)) {
        shares[{share.supplier, share.slot}] += share.value;
      }
      if (customer < before_.firm_count) {
        for (const InputShare& share : input_shares(*edit_.inputs_before, customer)) {
          shares[{share.supplier, share.slot}] -= share.value;
        }
      }
      for (const auto& [pair, difference] : shares) {
        if (difference != 0 && pair.first < before_.firm_count) {
          changes[pair.first][customer] += std::abs(difference);
        }
      }
    }
    for (const auto& [supplier, by_customer] : changes) {
      Source& source = source_of(supplier);
      for (const auto& [customer, difference] : by_customer) {
        const double missing = sigma_before_[source.position] * difference;
        changed_inputs_.push_back({source_at_.at(supplier), after_.position_of_firm[customer], missing});
        source.inputs += missing;
      }
    }
    for (const auto& [k, market] : changed_markets_) {
      for (std::uint64_t m = after_.member_offsets[k]; m < after_.member_offsets[k + 1]; ++m) {
        const std::uint32_t position = after_.members[m];
        const std::uint32_t firm = after_.firm_at[position];
        if (firm >= before_.firm_count || (sales_before(firm) == 0 && sales_after(firm) == 0)) continue;
        double change = 1;
        if (!market.is_loose) {
          change = sigma_after_[position] * market.net +
                   std::abs(sales_after(firm) - sales_before(firm)) / market.least;
        }
        if (change > 0) source_of(firm).market = std::min(1.0, change);
      }
    }
  }

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
      for (const ChangedInput& input : changed_inputs_) {
        for (std::size_t c = 0; c < kClasses; ++c) {
          sources_[input.source].cost[step][c] += input.missing * cost[input.customer][c];
        }
      }
      sweep_rows<kClasses>(after_.delivery, cost, threads_, customer,
                           [&](std::size_t i, const auto& sums) { supply[i] = sums; });
      for (Source& source : sources_) {
        const PerClass& all = supply[after_.position_of_firm[source.firm]];
        for (std::size_t c = 0; c < kClasses; ++c) source.cost[step][c] += source.market * all[c];
      }
      // What members of a market lose lessens what is left for all others.
      LaneVector<kClasses> market(after_.market_count);
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t c = 0; c < kClasses; ++c) {
          cost[i][c] = sigma_after_[i] * supply[i][c];
          market[after_.market[i]][c] += cost[i][c];
        }
      }
      PerClass changed = market_cost_.empty() ? PerClass{} : market_cost_.back();
      for (const auto& [k, ignored] : changed_markets_) {
        for (std::size_t c = 0; c < kClasses; ++c) changed[c] += market[k][c];
      }
      market_cost_.push_back(changed);
      parallel_chunks(before_.firm_count, kFirmsPerChunk, threads_,
                      [&](unsigned, std::size_t begin, std::size_t end) {
                        for (std::size_t f = begin; f < end; ++f) {
                          if (!is_considered(static_cast<std::uint32_t>(f)) || step >= scores_[f].iterations)
                            continue;
                          own_cost_[f] += own_power_[f] * supply[after_.position_of_firm[f]][class_[f]];
                          own_power_[f] *= factor_[f];
                        }
                      });
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t c = 0; c < kClasses; ++c) {
          cost[i][c] += kLargestLoss[c] * market_part_[i] * market[after_.market[i]][c];
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
          market[after_.market[i]][lane] += market_part_[i] * loss[i][lane];
          highest[lane] = std::max(highest[lane], loss[i][lane]);
        }
      }
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          missing[i][lane] =
              sigma_after_[i] * (loss[i][lane] + kLargestLoss[lane / 2] * market[after_.market[i]][lane]);
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
    for (const Source& source : sources_) {
      auto& lanes = now[source.position];
      for (std::size_t c = 0; c < kClasses; ++c) lanes[kMoved + c] = source.cost[0][c];
      lanes[kInputs] = source.inputs;
      lanes[kMarkets] = source.market;
    }
    for (const std::uint32_t firm : edit_.changed_suppliers) {
      if (firm >= n) continue;
      // What it sells less or more is, while it has a loss itself, missed or added to its market in part
      // only.
      const auto market = changed_markets_.find(after_.market[after_.position_of_firm[firm]]);
      if (market == changed_markets_.end() || market->second.is_loose) continue;
      now[before_.position_of_firm[firm]][kMarkets] +=
          std::abs(sales_after(firm) - sales_before(firm)) / market->second.least;
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
    for (std::uint32_t p = 0; p < n; ++p) power[p] = factor_[before_.firm_at[p]];
    const auto customer = [this](std::uint32_t slot) { return before_.customer_of_slot[slot]; };
    // In step m: losses that reach the weighted firms after m deliveries.
    for (std::uint32_t step = 1; step <= horizon_; ++step) {
      sweep_rows<kBackLanes>(before_.delivery, now, threads_, customer, [&](std::size_t p, const auto& sums) {
        const std::uint32_t iterations = scores_[before_.firm_at[p]].iterations;
        power[p] *= factor_[before_.firm_at[p]];
        // A loss of the last iteration counts itself but leads to nothing more.
        for (std::size_t lane = 0; lane < kBackLanes && step <= iterations; ++lane) {
          if (step < iterations || lane >= kReweighted) back_[p][lane] += power[p] * sums[lane];
        }
        next[p] = sums;
        for (double& value : next[p]) value *= sigma_before_[p];
      });
      now.swap(next);
      for (const Source& source : sources_) {
        for (std::size_t c = 0; c < kClasses; ++c) {
          now[source.position][kMoved + c] += source.cost[step][c];
          if (step < scores_[source.firm].iterations) {
            direct_[source.position][kMoved + c] += power[source.position] * source.cost[step][c];
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
    std::vector<PerClass> sums(sources_.size());
    for (std::uint32_t step = 0; step <= horizon_; ++step) {
      std::array<Cap, kClasses>& caps = moved_caps_.emplace_back();
      for (std::size_t s = 0; s < sources_.size(); ++s) {
        for (std::size_t c = 0; c < kClasses; ++c) {
          sums[s][c] += sources_[s].cost[step][c];
          caps[c].add(sums[s][c], before_.weight[sources_[s].position]);
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
    const std::size_t which = class_[f];
    const double factor = factor_[f];
    const double last_power = own_power_[f] * factor;  // factor ^ (iterations + 1)

    // The closed firm's own sigma, before and after; direct_ was weighted with its majorant.
    double own_sigma = 1;
    double direct_scale = 1;
    if (is_market_) {
      own_sigma =
          std::max(at_most_one(factor * before_.out_strength[p], before_.market_output[before_.market[p]]),
                   at_most_one(factor * after_.out_strength[p_after], after_.market_output[k]));
      direct_scale = factor * std::max(1.0, sigma_before_[p] > 0 ? own_sigma / sigma_before_[p] : 1.0);
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
      const auto changed = changed_markets_.find(k);
      if (changed != changed_markets_.end()) {
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

  struct ChangedInput {
    std::size_t source = 0;
    std::uint32_t customer = 0;  // position after
    double missing = 0;          // |change of Ld| times the majorant of sigma
  };

  const DownstreamEdit& edit_;
  const EsriModel& before_;
  const EsriModel& after_;
  std::span<const EsriScore> scores_;
  std::span<const EsriTrace> traces_;
  std::uint32_t horizon_;
  unsigned threads_;
  bool is_market_;

  std::map<std::uint32_t, ChangedMarket> changed_markets_;
  double gross_change_ = 0;  // of any market that is not loose, relative
  std::vector<double> sigma_before_;
  std::vector<double> sigma_after_;
  std::vector<double> market_part_;
  std::vector<double> factor_;       // by firm; 0: not bounded
  std::vector<std::uint8_t> class_;  // by firm

  std::vector<Source> sources_;
  std::map<std::uint32_t, std::size_t> source_at_;
  std::vector<ChangedInput> changed_inputs_;

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
