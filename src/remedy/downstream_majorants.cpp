#include "remedy/downstream_majorants.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tenon {
namespace {

// Of a market's remaining output, at most this part may be lost.
constexpr double kMostLost = 0.9;
// A market of which so much has changed is bounded without looking at how much is left of it.
constexpr double kLooseChange = 0.25;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Largest sales of a firm in each market.
std::vector<double> largest_sellers(const EsriModel& model) {
  std::vector<double> largest(model.market_count, 0.0);
  for (std::uint32_t i = 0; i < model.firm_count; ++i) {
    largest[model.market[i]] = std::max(largest[model.market[i]], model.out_strength[i]);
  }
  return largest;
}

class Majorants {
 public:
  Majorants(const DownstreamEdit& edit, std::span<const EsriScore> scores, std::span<const EsriTrace> traces,
            std::uint32_t horizon)
      : edit_(edit),
        before_(*edit.before),
        after_(*edit.after),
        scores_(scores),
        traces_(traces),
        horizon_(horizon),
        is_market_(before_.replaceability == Replaceability::kMarketShare) {}

  DownstreamMajorants make() {
    find_changed_markets();
    fill_majorants();
    classify();
    find_sources();
    return std::move(made_);
  }

 private:
  [[nodiscard]] double output_before(std::uint32_t k) const {
    return k < before_.market_count ? before_.market_output[k] : 0;
  }

  void find_changed_markets() {
    if (!is_market_) return;
    std::map<std::uint32_t, std::pair<double, double>> changes;  // net, gross
    for (const std::uint32_t firm : edit_.changed_suppliers) {
      const double difference = sales_after(edit_, firm) - sales_before(edit_, firm);
      if (difference == 0) continue;
      auto& [net, gross] = changes[after_.market[after_.position_of_firm[firm]]];
      net += difference;
      gross += std::abs(difference);
    }
    if (changes.empty()) return;
    const auto largest_before = largest_sellers(before_);
    const auto largest_after = largest_sellers(after_);
    for (const auto& [k, change] : changes) {
      ChangedMarket& market = made_.changed_markets[k];
      const double others = k < before_.market_count ? before_.market_output[k] - largest_before[k] : 0;
      market.least = std::min(others, after_.market_output[k] - largest_after[k]);
      market.is_loose = !(change.second <= kLooseChange * market.least);
      if (market.is_loose) continue;
      market.net = std::abs(change.first) / market.least;
      made_.gross_change = std::max(made_.gross_change, change.second / market.least);
    }
  }

  // Upper bounds on sigma, but for the factor of a closure, and on s_i over what is left of the market.
  void fill_majorants() {
    made_.sigma_before.assign(before_.firm_count, 1.0);
    made_.sigma_after.assign(after_.firm_count, 1.0);
    made_.market_part.assign(after_.firm_count, 0.0);
    if (!is_market_) return;
    for (std::uint32_t i = 0; i < before_.firm_count; ++i) {
      const std::uint32_t k = before_.market[i];
      const auto changed = made_.changed_markets.find(k);
      if (changed != made_.changed_markets.end() && changed->second.is_loose) continue;
      made_.sigma_before[i] = at_most_one(before_.out_strength[i], before_.market_output[k]);
    }
    for (std::uint32_t i = 0; i < after_.firm_count; ++i) {
      const std::uint32_t k = after_.market[i];
      const auto changed = made_.changed_markets.find(k);
      double sales = after_.out_strength[i];
      double output = after_.market_output[k];
      if (changed != made_.changed_markets.end()) {
        if (changed->second.is_loose) continue;
        sales = std::max(sales, sales_before(edit_, after_.firm_at[i]));
        output = std::min(output, output_before(k));
      }
      made_.sigma_after[i] = at_most_one(sales, output);
      // A lone seller cannot be replaced whatever is left.
      if (after_.market_sellers[k] > 1 && output > 0) made_.market_part[i] = sales / output;
    }
  }

  // The factor by which sigma of any firm but the closed one can exceed its majorant, and the class.
  void classify() {
    const std::uint32_t n = before_.firm_count;
    made_.factor.assign(n, 0.0);
    made_.loss_class.assign(n, 0);
    for (std::uint32_t f = 0; f < n; ++f) {
      const EsriTrace& trace = traces_[f];
      if (scores_[f].iterations > horizon_) continue;
      double factor = 1;
      if (is_market_) {
        const double lost = (1 + made_.gross_change) * (1 - 1 / trace.amplification) +
                            trace.largest_downstream_loss * made_.gross_change + kAllowedChange;
        if (!(lost < kMostLost)) continue;
        const std::uint32_t p = before_.position_of_firm[f];
        const std::uint32_t p_after = after_.position_of_firm[f];
        factor =
            std::max(trace.amplification * own_factor(before_, p), own_factor(after_, p_after) / (1 - lost));
        // One seller beside the closed firm cannot be replaced: its sigma is 1 whatever the majorant.
        if (!std::isfinite(factor)) continue;
      }
      std::size_t which = 0;
      while (which < kLossClasses && trace.largest_downstream_loss * factor > kLargestLoss[which]) ++which;
      if (which == kLossClasses) continue;
      made_.factor[f] = factor;
      made_.loss_class[f] = static_cast<std::uint8_t>(which);
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

  ChangedSupplier& source_of(std::uint32_t firm) {
    const auto [place, is_new] = source_at_.try_emplace(firm, made_.sources.size());
    if (is_new) {
      ChangedSupplier source;
      source.firm = firm;
      source.position = before_.position_of_firm[firm];
      made_.sources.push_back(source);
    }
    return made_.sources[place->second];
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
      ChangedSupplier& source = source_of(supplier);
      for (const auto& [customer, difference] : by_customer) {
        const double missing = made_.sigma_before[source.position] * difference;
        made_.changed_inputs.push_back({source_at_.at(supplier), after_.position_of_firm[customer], missing});
        source.inputs += missing;
      }
    }
    for (const auto& [k, market] : made_.changed_markets) {
      for (std::uint64_t m = after_.member_offsets[k]; m < after_.member_offsets[k + 1]; ++m) {
        const std::uint32_t position = after_.members[m];
        const std::uint32_t firm = after_.firm_at[position];
        if (firm >= before_.firm_count || (sales_before(edit_, firm) == 0 && sales_after(edit_, firm) == 0))
          continue;
        double change = 1;
        if (!market.is_loose) {
          change = made_.sigma_after[position] * market.net +
                   std::abs(sales_after(edit_, firm) - sales_before(edit_, firm)) / market.least;
        }
        if (change > 0) source_of(firm).market = std::min(1.0, change);
      }
    }
  }

  const DownstreamEdit& edit_;
  const EsriModel& before_;
  const EsriModel& after_;
  std::span<const EsriScore> scores_;
  std::span<const EsriTrace> traces_;
  std::uint32_t horizon_;
  bool is_market_;
  std::map<std::uint32_t, std::size_t> source_at_;  // by firm
  DownstreamMajorants made_;
};

}  // namespace

double sales_before(const DownstreamEdit& edit, std::uint32_t firm) {
  const EsriModel& model = *edit.before;
  return firm < model.firm_count ? model.out_strength[model.position_of_firm[firm]] : 0;
}

double sales_after(const DownstreamEdit& edit, std::uint32_t firm) {
  return edit.after->out_strength[edit.after->position_of_firm[firm]];
}

DownstreamMajorants downstream_majorants(const DownstreamEdit& edit, std::span<const EsriScore> scores,
                                         std::span<const EsriTrace> traces, std::uint32_t horizon) {
  return Majorants(edit, scores, traces, horizon).make();
}

}  // namespace tenon
