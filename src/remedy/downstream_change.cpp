#include "remedy/downstream_change.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include "base/parallel.h"
#include "remedy/row_sweep.h"

namespace tenon {
namespace {

// The majorant allows for a little more than what calm closures showed before the edit.
constexpr double kAllowedAmplification = 1.25;
// A market of which so much has changed is bounded without looking at how much is left of it.
constexpr double kLooseChange = 0.25;
constexpr std::size_t kFirmsPerChunk = 4096;

// Largest and second largest sales of each market.
struct Leaders {
  std::vector<double> first;
  std::vector<double> second;
  std::vector<std::uint32_t> leader;

  explicit Leaders(const EsriModel& model)
      : first(model.market_count, 0.0), second(first), leader(model.market_count, UINT32_MAX) {
    for (std::uint32_t i = 0; i < model.firm_count; ++i) {
      const std::uint32_t k = model.market[i];
      const double s = model.out_strength[i];
      if (s > first[k]) {
        second[k] = first[k];
        first[k] = s;
        leader[k] = i;
      } else if (s > second[k]) {
        second[k] = s;
      }
    }
  }
  // What is sold at least by firms other than any closed one, i itself not closed.
  [[nodiscard]] double least_output(const EsriModel& model, std::uint32_t i) const {
    const std::uint32_t k = model.market[i];
    return model.market_output[k] - (leader[k] == i ? second[k] : first[k]);
  }
};

double at_most_one(double numerator, double denominator) {
  return denominator > numerator ? numerator / denominator : 1.0;
}

// What the edit does to one market.
struct ChangedMarket {
  double net = 0;  // |change of its output|, relative to what is surely left; at most 1
  bool is_loose = false;
};

// Bounds on how little a firm can be replaced, in one of the two models.
struct Majorant {
  std::vector<double> replaceability;  // upper bound on sigma of every firm but the closed one, by position
  std::vector<double> market_part;     // s_i over what is surely left of its market; 0 where sigma is fixed

  // least_output(i): what other firms than the closed one, whichever it is, sell at least of i's market;
  // is_open(k): sigma is not bounded in market k.
  template <class LeastOutput, class IsOpen>
  Majorant(const EsriModel& model, double amplification, const LeastOutput& least_output,
           const IsOpen& is_open)
      : replaceability(model.firm_count, 1.0), market_part(model.firm_count, 0.0) {
    if (model.replaceability == Replaceability::kNone) return;
    for (std::uint32_t i = 0; i < model.firm_count; ++i) {
      if (model.market_sellers[model.market[i]] <= 1 || is_open(model.market[i])) continue;
      const double sales = amplification * model.out_strength[i];
      const double least = least_output(i);
      replaceability[i] = at_most_one(sales, least);
      market_part[i] = least > 0 ? sales / least : 0;
    }
  }
};

// A supplier whose loss, once the edit is made, means another loss at its customers: by how much, and what
// that costs in m further steps.
struct Source {
  std::uint32_t firm = 0;
  std::vector<double> cost;  // [m]
  double customers = 0;      // of changed coefficients: sum of |change| times sigma
  double market = 0;         // of changed replaceability: bound on the change of sigma
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
        leaders_before_(before_),
        leaders_after_(after_),
        changed_markets_(find_changed_markets()),
        majorant_before_(
            before_, kCalmAmplification,
            [this](std::uint32_t i) { return leaders_before_.least_output(before_, i); },
            [this](std::uint32_t k) { return is_loose(k); }),
        majorant_after_(
            after_, kAllowedAmplification, [this](std::uint32_t i) { return least_output(i); },
            [this](std::uint32_t k) { return is_loose(k); }) {}

  DownstreamChange run() {
    find_sources();
    look_ahead();
    look_outward();
    look_back();
    finish();
    return std::move(change_);
  }

 private:
  static constexpr std::size_t kCost = 0;  // lanes of look_ahead
  static constexpr std::size_t kMarket = 1;

  enum BackLane : std::size_t { kMoved, kChangedInputs, kReweighted, kNear, kMarkets, kBackLanes };

  [[nodiscard]] bool is_considered(std::uint32_t firm) const {
    const EsriTrace& trace = traces_[firm];
    return scores_[firm].iterations <= horizon_ && trace.largest_downstream_loss <= kCalmLoss &&
           (!is_market_ || trace.amplification <= kCalmAmplification);
  }

  // Sales of a firm before and after; 0 where it does not exist.
  [[nodiscard]] double sales_before(std::uint32_t firm) const {
    return firm < before_.firm_count ? before_.out_strength[before_.position_of_firm[firm]] : 0;
  }
  [[nodiscard]] double sales_after(std::uint32_t firm) const {
    return after_.out_strength[after_.position_of_firm[firm]];
  }
  [[nodiscard]] std::uint32_t market_of(std::uint32_t firm) const {
    return after_.market[after_.position_of_firm[firm]];
  }

  std::map<std::uint32_t, ChangedMarket> find_changed_markets() {
    std::map<std::uint32_t, ChangedMarket> markets;
    if (!is_market_) return markets;
    std::map<std::uint32_t, std::pair<double, double>> changes;  // net, gross
    for (const std::uint32_t firm : edit_.changed_suppliers) {
      const double difference = sales_after(firm) - sales_before(firm);
      if (difference == 0) continue;
      auto& [net, gross] = changes[market_of(firm)];
      net += difference;
      gross += std::abs(difference);
    }
    for (const auto& [k, change] : changes) {
      const double output_before =
          k < before_.market_count ? before_.market_output[k] - leaders_before_.first[k] : 0;
      const double least = std::min(output_before, after_.market_output[k] - leaders_after_.first[k]);
      // What is left of it when a calm closure has done its worst.
      const double left = least / kAllowedAmplification;
      ChangedMarket& market = markets[k];
      market.is_loose = !(change.second <= kLooseChange * least);
      market.net = market.is_loose ? 1 : std::abs(change.first) / left;
      if (!market.is_loose) {
        gross_change_ = std::max(gross_change_, change.second / least);
        left_of_market_[k] = left;
      }
    }
    return markets;
  }

  [[nodiscard]] bool is_loose(std::uint32_t k) const {
    const auto market = changed_markets_.find(k);
    return market != changed_markets_.end() && market->second.is_loose;
  }

  // Of position i after; where the market has changed, before and after the edit.
  [[nodiscard]] double least_output(std::uint32_t i) const {
    const double least = leaders_after_.least_output(after_, i);
    const std::uint32_t k = after_.market[i];
    if (!changed_markets_.contains(k)) return least;
    const std::uint32_t firm = after_.firm_at[i];
    if (k >= before_.market_count) return 0;
    if (firm >= before_.firm_count)
      return std::min(least, before_.market_output[k] - leaders_before_.first[k]);
    return std::min(least, leaders_before_.least_output(before_, before_.position_of_firm[firm]));
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
      const double sigma = majorant_before_.replaceability[before_.position_of_firm[supplier]];
      for (const auto& [customer, difference] : by_customer) {
        changed_inputs_.push_back({supplier, after_.position_of_firm[customer], sigma * difference});
        source.customers += sigma * difference;
      }
    }
    if (!is_market_) return;
    for (const auto& [k, market] : changed_markets_) {
      for (std::uint64_t m = after_.member_offsets[k]; m < after_.member_offsets[k + 1]; ++m) {
        const std::uint32_t position = after_.members[m];
        const std::uint32_t firm = after_.firm_at[position];
        if (firm >= before_.firm_count || (sales_before(firm) == 0 && sales_after(firm) == 0)) continue;
        double change = market.is_loose ? 1 : majorant_after_.replaceability[position] * market.net;
        if (!market.is_loose) {
          change =
              std::min(1.0, change + std::abs(sales_after(firm) - sales_before(firm)) / left_of_market_[k]);
        }
        if (change > 0) source_of(firm).market = change;
      }
    }
  }

  Source& source_of(std::uint32_t firm) {
    const auto [place, is_new] = source_at_.try_emplace(firm, sources_.size());
    if (is_new)
      sources_.push_back({.firm = firm, .cost = std::vector<double>(horizon_ + std::size_t{1}, 0.0)});
    return sources_[place->second];
  }

  // What a unit of loss costs in the index (lane kCost) and in the sum of market parts (lane kMarket).
  void look_ahead() {
    const std::size_t n = after_.firm_count;
    LaneVector<2> cost(n);
    LaneVector<2> supply(n);  // the same for a unit missing in everything the firm delivers, sigma 1
    for (std::size_t i = 0; i < n; ++i) cost[i] = {after_.weight[i], majorant_after_.market_part[i]};
    own_cost_.assign(before_.firm_count, 0.0);
    own_market_.assign(before_.firm_count, 0.0);
    const auto customer = [this](std::uint32_t slot) { return after_.customer_of_slot[slot]; };
    for (std::uint32_t step = 0; step <= horizon_; ++step) {
      for (const ChangedInput& input : changed_inputs_) {
        source_of(input.supplier).cost[step] += input.change * cost[input.customer][kCost];
      }
      sweep_rows<2>(after_.delivery, cost, threads_, customer,
                    [&](std::size_t i, const auto& sums) { supply[i] = sums; });
      for (Source& source : sources_) {
        if (source.market > 0) {
          source.cost[step] += source.market * supply[after_.position_of_firm[source.firm]][kCost];
        }
      }
      // Markets: what their members lose lessens what is left for all others.
      LaneVector<2> market(after_.market_count);
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t lane = 0; lane < 2; ++lane) {
          cost[i][lane] = majorant_after_.replaceability[i] * supply[i][lane];
          market[after_.market[i]][lane] += cost[i][lane];
        }
      }
      double changed_market_cost = market_cost_.empty() ? 0 : market_cost_.back();
      for (const auto& [k, changed] : changed_markets_) changed_market_cost += market[k][kCost];
      market_cost_.push_back(changed_market_cost);
      parallel_chunks(before_.firm_count, kFirmsPerChunk, threads_,
                      [&](unsigned, std::size_t begin, std::size_t end) {
                        for (std::size_t f = begin; f < end; ++f) {
                          if (step >= scores_[f].iterations) continue;
                          const std::uint32_t p = after_.position_of_firm[f];
                          own_cost_[f] += supply[p][kCost];
                          own_market_[f] += supply[p][kMarket];
                        }
                      });
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t lane = 0; lane < 2; ++lane) {
          cost[i][lane] += kCalmLoss * majorant_after_.market_part[i] * market[after_.market[i]][lane];
        }
      }
    }
  }

  // The losses that sources of one in every iteration lead to: at the changed customers (lane 0), at all
  // firms (lane 1).
  void look_outward() {
    const std::size_t n = after_.firm_count;
    LaneVector<2> source(n);
    for (std::size_t i = 0; i < n; ++i) source[i] = {0, 1};
    for (const std::uint32_t customer : edit_.changed_customers)
      source[after_.position_of_firm[customer]][0] = 1;
    LaneVector<2> loss = source;
    LaneVector<2> missing(n);
    LaneVector<2> slot(after_.customer_of_slot.size());
    for (std::uint32_t step = 0; step < horizon_; ++step) {
      const LaneVector<2> market = market_means(loss);
      std::array<double, 2> highest{};
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t lane = 0; lane < 2; ++lane) {
          highest[lane] = std::max(highest[lane], loss[i][lane]);
          missing[i][lane] = majorant_after_.replaceability[i] *
                             (loss[i][lane] + kCalmLoss * market[after_.market[i]][lane]);
        }
      }
      highest_.push_back(highest);
      market_mean_.push_back(market);
      if (step + 1 == horizon_) break;
      sweep_rows<2>(after_.inputs, missing, threads_, same_column,
                    [&](std::size_t s, const auto& sums) { slot[s] = sums; });
      loss = source;
      for (std::size_t j = 0; j < n; ++j) {
        std::array<double, 2> largest{};
        for (std::uint32_t s = after_.slot_offsets[j]; s < after_.slot_offsets[j + 1]; ++s) {
          for (std::size_t lane = 0; lane < 2; ++lane) largest[lane] = std::max(largest[lane], slot[s][lane]);
        }
        for (std::size_t lane = 0; lane < 2; ++lane) loss[j][lane] += largest[lane];
      }
    }
  }

  [[nodiscard]] LaneVector<2> market_means(const LaneVector<2>& loss) const {
    LaneVector<2> market(after_.market_count);
    for (std::size_t i = 0; i < loss.size(); ++i) {
      for (std::size_t lane = 0; lane < 2; ++lane) {
        market[after_.market[i]][lane] += majorant_after_.market_part[i] * loss[i][lane];
      }
    }
    return market;
  }

  // Upper bounds on weighted sums of the losses of each closure before the edit.
  void look_back() {
    const std::size_t n = before_.firm_count;
    LaneVector<kBackLanes> now(n);
    for (const Source& source : sources_) {
      auto& lanes = now[before_.position_of_firm[source.firm]];
      lanes[kMoved] = source.cost[0];
      lanes[kChangedInputs] = source.customers;
      lanes[kMarkets] = source.market;
    }
    for (const std::uint32_t firm : edit_.changed_suppliers) {
      if (firm >= n) continue;
      const std::uint32_t p = before_.position_of_firm[firm];
      // What it sells less or more, while it has a loss itself, is missed or added to its market too.
      const auto left = left_of_market_.find(market_of(firm));
      if (left != left_of_market_.end()) {
        now[p][kMarkets] += std::abs(sales_after(firm) - sales_before(firm)) / left->second;
      }
    }
    for (std::uint32_t f = 0; f < n; ++f) {
      const double difference = after_.weight[after_.position_of_firm[f]] -
                                edit_.weight_scale * before_.weight[before_.position_of_firm[f]];
      constexpr double kRounding = 1e-13;
      const double weight = before_.weight[before_.position_of_firm[f]];
      if (std::abs(difference) > kRounding * weight)
        now[before_.position_of_firm[f]][kReweighted] = std::abs(difference);
    }
    for (const std::uint32_t p : edit_.near) {
      const std::uint32_t firm = after_.firm_at[p];
      if (firm < n) now[before_.position_of_firm[firm]][kNear] = after_.weight[p];
    }
    direct_ = now;
    back_.assign(n, {});

    LaneVector<kBackLanes> next(n);
    const auto customer = [this](std::uint32_t slot) { return before_.customer_of_slot[slot]; };
    // Step m of the sum: losses that reach the weighted firms after m deliveries.
    for (std::uint32_t step = 1; step <= horizon_; ++step) {
      for (const Source& source : sources_) {
        if (step >= scores_[source.firm].iterations) continue;
        direct_[before_.position_of_firm[source.firm]][kMoved] += source.cost[step];
      }
      sweep_rows<kBackLanes>(before_.delivery, now, threads_, customer, [&](std::size_t p, const auto& sums) {
        // A loss of the last iteration counts itself but leads to nothing more.
        const std::uint32_t iterations = scores_[before_.firm_at[p]].iterations;
        for (std::size_t lane = 0; lane < kBackLanes && step <= iterations; ++lane) {
          if (step < iterations || lane == kReweighted || lane == kNear) back_[p][lane] += sums[lane];
        }
        next[p] = sums;
        for (double& value : next[p]) value *= majorant_before_.replaceability[p];
      });
      now.swap(next);
      for (const Source& source : sources_) {
        now[before_.position_of_firm[source.firm]][kMoved] += source.cost[step];
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
    const EsriTrace& trace = traces_[f];
    const std::uint32_t iterations = scores_[f].iterations;

    // The closed firm's own replaceability, before and after; direct_ was weighted with the majorant's.
    double own_sigma = 1;
    double direct_scale = 1;
    if (is_market_) {
      const double sales = std::max(before_.out_strength[p], after_.out_strength[p_after]);
      const double others = std::min(before_.market_output[before_.market[p]] - before_.out_strength[p],
                                     after_.market_output[k] - after_.out_strength[p_after]);
      own_sigma = at_most_one(kAllowedAmplification * sales, others);
      const double majorant = majorant_before_.replaceability[p];
      direct_scale = majorant > 0 ? std::max(1.0, own_sigma / majorant) : 1;
    }
    const auto lane = [&](BackLane which, bool with_direct) {
      return own_sigma * back_[p][which] + (with_direct ? direct_scale * direct_[p][which] : 0);
    };
    const double inputs = lane(kChangedInputs, true);
    const double markets = lane(kMarkets, true);
    const auto& highest = highest_[iterations - 1];
    const auto& means = market_mean_[iterations - 1];

    // What the changes take from the closed firm's own market makes itself less replaceable.
    double own_change = 0;
    if (is_market_) {
      const double feedback = own_sigma * own_market_[f];
      if (feedback > 0.5) return;
      const auto changed = changed_markets_.find(k);
      own_change = inputs * means[k][0] + markets * means[k][1];
      if (changed != changed_markets_.end()) own_change += std::min(1.0, changed->second.net + markets);
      own_change /= 1 - feedback;
    }
    const double top = inputs * highest[0] + (markets + own_change * own_sigma) * highest[1];
    // The majorant holds while markets stay nearly as calm as they were.
    if (is_market_) {
      const double lost = (1 + gross_change_) * (1 - 1 / trace.amplification) +
                          trace.largest_downstream_loss * gross_change_ + top;
      if (lost > 1 - 1 / kAllowedAmplification) return;
    }
    change_.is_bounded[f] = 1;
    change_.highest[f] = top;
    change_.moved[f] = lane(kMoved, true) + own_change * own_sigma * own_cost_[f] +
                       markets * kCalmLoss * market_cost_[iterations - 1];
    change_.near_loss[f] = lane(kNear, false);
    change_.reweighted[f] = lane(kReweighted, false);
  }

  struct ChangedInput {
    std::uint32_t supplier = 0;  // firm
    std::uint32_t customer = 0;  // position after
    double change = 0;           // |change of Ld| times the bound on sigma
  };

  const DownstreamEdit& edit_;
  const EsriModel& before_;
  const EsriModel& after_;
  std::span<const EsriScore> scores_;
  std::span<const EsriTrace> traces_;
  std::uint32_t horizon_;
  unsigned threads_;
  bool is_market_;
  double gross_change_ = 0;                         // of any market that is not loose, relative
  std::map<std::uint32_t, double> left_of_market_;  // changed, not loose
  Leaders leaders_before_;
  Leaders leaders_after_;
  std::map<std::uint32_t, ChangedMarket> changed_markets_;
  Majorant majorant_before_;
  Majorant majorant_after_;

  std::vector<Source> sources_;
  std::map<std::uint32_t, std::size_t> source_at_;
  std::vector<ChangedInput> changed_inputs_;

  std::vector<double> own_cost_;  // by firm: cost of a unit missing in its deliveries, within its iterations
  std::vector<double> own_market_;              // the same in market parts
  std::vector<double> market_cost_;             // [m]: of all members of changed markets together
  std::vector<std::array<double, 2>> highest_;  // [step]
  std::vector<LaneVector<2>> market_mean_;      // [step][market]
  LaneVector<kBackLanes> direct_;               // weights at the closed firm itself, by position before
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
