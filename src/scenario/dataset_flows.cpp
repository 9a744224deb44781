#include "scenario/dataset_flows.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace tenon {
namespace {

constexpr double kRounding = 1e-12;  // gaps below this part of a need are rounding

// One a line and member of its needs: the members of all needs of a product in one row.
class Slots {
 public:
  Slots(const DatasetLines& lines, const InputNeeds& needs) {
    member_begin_.push_back(0);
    for (const InputNeed& need : needs.needs) {
      member_begin_.push_back(member_begin_.back() + static_cast<std::uint32_t>(need.inputs.size()));
    }
    begin_.push_back(0);
    for (const ProductionLine& line : lines.lines) {
      const std::size_t first = needs.first(line.product);
      first_member_.push_back(member_begin_[first]);
      const std::uint32_t members =
          line.output > 0 ? member_begin_[needs.last(line.product)] - member_begin_[first] : 0;
      begin_.push_back(begin_.back() + members);
    }
  }
  [[nodiscard]] std::size_t count() const { return begin_.back(); }
  // Of the first member of need n (of the line's product).
  [[nodiscard]] std::size_t of(std::size_t line, std::size_t n) const {
    return begin_[line] + member_begin_[n] - first_member_[line];
  }

 private:
  std::vector<std::uint32_t> member_begin_;  // one a need
  std::vector<std::uint32_t> first_member_;  // one a line
  std::vector<std::size_t> begin_;           // one a line
};

class FlowFinder {
 public:
  FlowFinder(const Dataset& dataset, const DatasetLines& lines, const InputNeeds& needs,
             const std::vector<SupplyOrigins>& origins, const StockDays& stock)
      : dataset_(dataset),
        lines_(lines),
        needs_(needs),
        origins_(origins),
        stock_(stock),
        slots_(lines, needs),
        sold_(lines.lines.size(), 0),
        bought_(slots_.count(), 0),
        own_(slots_.count(), 0),
        gap_(slots_.count(), 0) {}

  DatasetFlows find() {
    flows_.use.assign(dataset_.products.size(), 0);
    list_supplies();
    limit_sales();
    limit_needs();
    serve_from_own_lines();
    buy_outside();
    for (std::size_t l = 0; l < lines_.lines.size(); ++l) {
      flows_.final_demand.push_back(std::max(0.0, lines_.lines[l].output - sold_[l]));
    }
    return std::move(flows_);
  }

 private:
  // Calls visit(line, need, member, slot) for every member of every need of the lines with an output.
  template <class Visit>
  void for_each_slot(Visit visit) {
    for (std::size_t l = 0; l < lines_.lines.size(); ++l) {
      const ProductionLine& line = lines_.lines[l];
      if (line.output <= 0) continue;
      for (std::size_t n = needs_.first(line.product); n < needs_.last(line.product); ++n) {
        for (std::size_t m = 0; m < needs_.needs[n].inputs.size(); ++m) visit(l, n, m, slots_.of(l, n) + m);
      }
    }
  }

  void list_supplies() {
    const IdRanks ranks = rank_ids(dataset_);
    std::vector<const Supply*> supplies;
    for (const Supply& supply : dataset_.supplies) {
      if (supply.annual_value_cny > 0) supplies.push_back(&supply);
    }
    const auto key = [&](const Supply* s) {
      return std::tuple(ranks.firm[s->supplier.index()], ranks.firm[s->customer.index()],
                        ranks.product[s->product.index()], s->annual_value_cny,
                        s->inventory_days.value_or(-1));
    };
    std::sort(supplies.begin(), supplies.end(),
              [&](const Supply* a, const Supply* b) { return key(a) < key(b); });
    for (const Supply* supply : supplies) list_supply(*supply);
  }

  struct Use {
    std::uint32_t line = 0;
    std::uint32_t need = 0;
    std::size_t slot = 0;
    double amount = 0;  // money/day needed
  };

  void find_uses(const Supply& supply) {
    uses_.clear();
    for (const std::uint32_t l : lines_.of_firm(supply.customer)) {
      const ProductionLine& line = lines_.lines[l];
      for (std::size_t n = needs_.first(line.product); n < needs_.last(line.product); ++n) {
        const InputNeed& need = needs_.needs[n];
        for (std::size_t m = 0; m < need.inputs.size(); ++m) {
          if (need.inputs[m] != supply.product) continue;
          uses_.push_back({l, static_cast<std::uint32_t>(n), slots_.of(l, n) + m,
                           line.output * need.cost_share * need.parts[m]});
        }
      }
    }
  }

  void list_supply(const Supply& supply) {
    if (supply.supplier == supply.customer) {
      ++flows_.self_supplies;
      return;
    }
    find_uses(supply);
    double needed = 0;
    for (const Use& use : uses_) needed += use.amount;
    if (needed <= 0) {
      flows_.without_use.push_back(&supply);
      return;
    }
    const auto [first, last] = lines_.find(supply.supplier, supply.product);
    double made = 0;
    for (std::uint32_t l = first; l < last; ++l) made += lines_.lines[l].output;
    LineFlow flow;
    const std::optional<double>& rule = stock_.by_rule[supply.product.index()];
    if (rule || !supply.inventory_days) {
      flow.days = stock_.days[supply.product.index()];
      flow.evidence = stock_.evidence[supply.product.index()];
    } else {
      flow.days = std::max(kLeastStockDays, *supply.inventory_days);
      flow.evidence = StockEvidence::kSupply;
    }
    for (std::uint32_t l = first; l < last; ++l) {
      for (const Use& use : uses_) {
        flow.supplier = l;
        flow.customer = use.line;
        flow.need = use.need;
        flow.flow =
            supply.annual_value_cny / kDaysAYear * (lines_.lines[l].output / made) * (use.amount / needed);
        if (flow.flow <= 0) continue;
        flows_.listed.push_back(flow);
        slot_of_listed_.push_back(use.slot);
      }
    }
  }

  void limit_sales() {
    for (const LineFlow& flow : flows_.listed) sold_[flow.supplier] += flow.flow;
    for (LineFlow& flow : flows_.listed) {
      const double output = lines_.lines[flow.supplier].output;
      if (sold_[flow.supplier] > output) flow.flow *= output / sold_[flow.supplier];
    }
    for (std::size_t l = 0; l < sold_.size(); ++l) {
      if (sold_[l] > lines_.lines[l].output * (1 + kRounding)) {
        flows_.oversold.push_back(lines_.lines[l].firm);
      }
    }
    for (std::size_t k = 0; k < flows_.listed.size(); ++k)
      bought_[slot_of_listed_[k]] += flows_.listed[k].flow;
  }

  // Fills gap_: what each member lacks beside the listed purchases.
  void limit_needs() {
    std::vector<double> kept(lines_.lines.size(), 1);
    std::vector<double> amount;  // of the needs of one line
    for (std::size_t l = 0; l < lines_.lines.size(); ++l) {
      const ProductionLine& line = lines_.lines[l];
      if (line.output <= 0) continue;
      const std::size_t first = needs_.first(line.product);
      const std::size_t last = needs_.last(line.product);
      amount.assign(last - first, 0);
      double cost = 0;
      for (std::size_t n = first; n < last; ++n) {
        double bought = 0;
        for (std::size_t m = 0; m < needs_.needs[n].inputs.size(); ++m)
          bought += bought_[slots_.of(l, n) + m];
        amount[n - first] = std::max(line.output * needs_.needs[n].cost_share, bought);
        cost += amount[n - first];
      }
      if (cost > line.output) {
        kept[l] = line.output / cost;
        flows_.overspent.push_back(line.firm);
      }
      for (std::size_t n = first; n < last; ++n) fill_gaps(l, n, kept[l], amount[n - first]);
    }
    std::fill(sold_.begin(), sold_.end(), 0.0);
    for (LineFlow& flow : flows_.listed) {
      flow.flow *= kept[flow.customer];
      sold_[flow.supplier] += flow.flow;
    }
  }

  void fill_gaps(std::size_t l, std::size_t n, double kept, double amount) {
    const InputNeed& need = needs_.needs[n];
    const std::size_t slot = slots_.of(l, n);
    const double wanted = amount * kept;
    double left = wanted;
    double lacking = 0;
    for (std::size_t m = 0; m < need.inputs.size(); ++m) {
      bought_[slot + m] *= kept;
      left -= bought_[slot + m];
      lacking += std::max(0.0, wanted * need.parts[m] - bought_[slot + m]);
    }
    if (left <= kRounding * wanted || lacking <= 0) return;
    for (std::size_t m = 0; m < need.inputs.size(); ++m) {
      gap_[slot + m] = left * std::max(0.0, wanted * need.parts[m] - bought_[slot + m]) / lacking;
    }
  }

  void serve_from_own_lines() {
    for (std::size_t f = 0; f < dataset_.firms.size(); ++f) {
      const std::vector<std::uint32_t>& own = lines_.of_firm(FirmId(f));
      if (own.size() < 2) continue;
      std::map<ProductId, std::vector<Use>> requests;
      for (const std::uint32_t l : own) {
        const ProductId product = lines_.lines[l].product;
        for (std::size_t n = needs_.first(product); n < needs_.last(product); ++n) {
          for (std::size_t m = 0; m < needs_.needs[n].inputs.size(); ++m) {
            const std::size_t slot = slots_.of(l, n) + m;
            if (gap_[slot] <= 0) continue;
            requests[needs_.needs[n].inputs[m]].push_back(
                {l, static_cast<std::uint32_t>(n), slot, gap_[slot]});
          }
        }
      }
      for (const auto& [input, uses] : requests) serve(FirmId(f), input, uses);
    }
  }

  void serve(FirmId firm, ProductId input, const std::vector<Use>& uses) {
    const auto [first, last] = lines_.find(firm, input);
    double available = 0;
    for (std::uint32_t l = first; l < last; ++l) {
      available += std::max(0.0, lines_.lines[l].output - sold_[l]);
    }
    if (available <= 0) return;
    double wanted = 0;
    for (const Use& use : uses) wanted += use.amount;
    const double served = std::min(1.0, available / wanted);
    for (std::uint32_t l = first; l < last; ++l) {
      const double part = std::max(0.0, lines_.lines[l].output - sold_[l]) / available;
      double delivered = 0;
      for (const Use& use : uses) {
        const double flow = use.amount * served * part;
        if (flow <= 0) continue;
        flows_.own.push_back(
            {l, use.line, use.need, flow, stock_.days[input.index()], stock_.evidence[input.index()]});
        own_[use.slot] += flow;
        delivered += flow;
      }
      sold_[l] += delivered;
    }
    for (const Use& use : uses) gap_[use.slot] = served < 1 ? use.amount * (1 - served) : 0;
  }

  void buy_outside() {
    for_each_slot([&](std::size_t l, std::size_t n, std::size_t m, std::size_t slot) {
      const ProductId input = needs_.needs[n].inputs[m];
      const double gap = gap_[slot];
      const double used = bought_[slot] + own_[slot] + gap;
      flows_.use[input.index()] += used;
      if (gap <= 0) return;
      const SupplyOrigins& origins = origins_[input.index()];
      const double abroad = std::min(gap, origins.external.value * used);
      for (std::size_t s = 0; s < origins.sources.size(); ++s) {
        const SupplySource& source = origins.sources[s];
        const double of_side = source.side == SourceSide::kUnknown  ? gap
                               : source.side == SourceSide::kAbroad ? abroad
                                                                    : gap - abroad;
        const double flow = of_side * source.part.value;
        if (flow <= 0) continue;
        flows_.outside.push_back({input, static_cast<std::uint32_t>(s), static_cast<std::uint32_t>(l),
                                  static_cast<std::uint32_t>(n), flow});
      }
    });
  }

  const Dataset& dataset_;
  const DatasetLines& lines_;
  const InputNeeds& needs_;
  const std::vector<SupplyOrigins>& origins_;
  const StockDays& stock_;
  Slots slots_;
  DatasetFlows flows_;
  std::vector<double> sold_;                 // one a line, money/day to other lines
  std::vector<double> bought_;               // one a slot, listed
  std::vector<double> own_;                  // one a slot, from the firm's own lines
  std::vector<double> gap_;                  // one a slot, still to be found
  std::vector<std::size_t> slot_of_listed_;  // one a listed flow
  std::vector<Use> uses_;
};

}  // namespace

DatasetFlows find_flows(const Dataset& dataset, const DatasetLines& lines, const InputNeeds& needs,
                        const std::vector<SupplyOrigins>& origins, const StockDays& stock) {
  return FlowFinder(dataset, lines, needs, origins, stock).find();
}

}  // namespace tenon
