#include "scenario/input_needs.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

#include "network/product_graph.h"

namespace tenon {
namespace {

std::uint64_t key_of(FirmId firm, ProductId product) {
  return (static_cast<std::uint64_t>(firm.value) << 32U) | product.value;
}

double median(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

InputNeed need_of(const Dataset& dataset, const ProductGraph& graph, const Requirement& requirement) {
  InputNeed need;
  need.product = requirement.product;
  need.essential = requirement.essential;
  std::vector<std::uint32_t> members(requirement.end - requirement.begin);
  std::iota(members.begin(), members.end(), requirement.begin);
  std::sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
    return dataset.product(graph.member[a]).id < dataset.product(graph.member[b]).id;
  });
  for (const std::uint32_t member : members) {
    need.inputs.push_back(graph.member[member]);
    need.parts.push_back(graph.member_share[member]);
  }
  if (requirement.cost_share) {
    need.cost_share = *requirement.cost_share;
    need.evidence = CostEvidence::kPublished;
  }
  return need;
}

// What each line that has a say spends on each need, over its output.
class Purchases {
 public:
  Purchases(const Dataset& dataset, const DatasetLines& lines, const InputNeeds& needs,
            const std::vector<SupplyOrigins>& origins)
      : dataset_(dataset), lines_(lines), needs_(needs), origins_(origins) {
    std::vector<const Supply*> sorted;
    for (const Supply& supply : dataset.supplies) sorted.push_back(&supply);
    // Sums must not hang on the order of rows.
    std::sort(sorted.begin(), sorted.end(),
              [](const Supply* a, const Supply* b) { return a->annual_value_cny < b->annual_value_cny; });
    for (const Supply* supply : sorted) {
      if (supply->supplier != supply->customer) {
        bought_[key_of(supply->customer, supply->product)] += supply->annual_value_cny / kDaysAYear;
      }
    }
  }

  // One list a need.
  std::vector<std::vector<double>> samples() {
    std::vector<std::vector<double>> result(needs_.needs.size());
    for (std::size_t f = 0; f < dataset_.firms.size(); ++f) {
      const std::vector<std::uint32_t>& own = lines_.of_firm(FirmId(f));
      users_.clear();
      for (const std::uint32_t l : own) count_users(lines_.lines[l].product);
      for (const std::uint32_t l : own) {
        const ProductionLine& line = lines_.lines[l];
        for (std::size_t n = needs_.first(line.product); n < needs_.last(line.product); ++n) {
          if (const std::optional<double> spent = spent_on(line, needs_.needs[n])) {
            result[n].push_back(*spent / line.output);
          }
        }
      }
    }
    return result;
  }

 private:
  void count_users(ProductId product) {
    for (std::size_t n = needs_.first(product); n < needs_.last(product); ++n) {
      for (const ProductId input : needs_.needs[n].inputs) ++users_[input];
    }
  }

  std::optional<double> spent_on(const ProductionLine& line, const InputNeed& need) {
    double spent = 0;
    double part = 0;
    for (std::size_t m = 0; m < need.inputs.size(); ++m) {
      const ProductId input = need.inputs[m];
      for (auto [l, end] = lines_.find(line.firm, input); l < end; ++l) {
        if (lines_.lines[l].output > 0) return std::nullopt;
      }
      const auto found = bought_.find(key_of(line.firm, input));
      if (found == bought_.end()) continue;
      if (users_[input] > 1) return std::nullopt;
      const SupplyOrigins& origins = origins_[input.index()];
      const double external = origins.evidence == DependenceEvidence::kNone ? 0 : origins.external.value;
      if (external > kMostInferable) continue;
      spent += found->second / (1 - external);
      part += need.parts[m];
    }
    return spent > 0 && part > 0 ? std::optional(spent / part) : std::nullopt;
  }

  const Dataset& dataset_;
  const DatasetLines& lines_;
  const InputNeeds& needs_;
  const std::vector<SupplyOrigins>& origins_;
  std::unordered_map<std::uint64_t, double> bought_;  // money/day, by customer and product
  std::map<ProductId, int> users_;                    // of one firm: how many of its lines use an input
};

double weight_of(const Dataset& dataset, const InputNeed& need) {
  double weight = 0;
  for (const ProductId input : need.inputs) {
    weight = std::max(weight, default_weight(dataset.product(input).gbt4754));
  }
  return need.essential ? weight : weight * kOptionalWeight;
}

void assume_the_rest(const Dataset& dataset, std::size_t first, std::size_t last, InputNeeds& needs) {
  double published = 0;
  double weights = 0;
  for (std::size_t n = first; n < last; ++n) {
    const InputNeed& need = needs.needs[n];
    if (need.evidence == CostEvidence::kPublished) {
      published += need.cost_share;
    } else {
      weights += weight_of(dataset, need);
    }
  }
  const double budget =
      std::max(kInputBudget - published, std::min(kLeastBudget, (kMostCost - published) / 2));
  if (budget <= 0) return;
  for (std::size_t n = first; n < last; ++n) {
    InputNeed& need = needs.needs[n];
    if (need.evidence != CostEvidence::kDefault) continue;
    need.cost_share = budget * weight_of(dataset, need) / std::max(weights, kFewestNeeds);
  }
}

void limit_cost(ProductId product, InputNeeds& needs) {
  double published = 0;
  double others = 0;
  for (std::size_t n = needs.first(product); n < needs.last(product); ++n) {
    InputNeed& need = needs.needs[n];
    if (need.cost_share < kLeastCostShare) {
      need.cost_share = kLeastCostShare;
      needs.raised.push_back(static_cast<std::uint32_t>(n));
    }
    (need.evidence == CostEvidence::kPublished ? published : others) += need.cost_share;
  }
  if (published + others <= kMostCost) return;
  needs.scaled.push_back(product);
  // Published shares stand as long as they leave every other need its least.
  const auto count = static_cast<double>(needs.last(product) - needs.first(product));
  const double least = count * kLeastCostShare;
  const bool published_fit = published + least <= kMostCost;
  const double for_others = published_fit ? (kMostCost - published) / others : 0;
  for (std::size_t n = needs.first(product); n < needs.last(product); ++n) {
    InputNeed& need = needs.needs[n];
    if (!published_fit) {
      need.cost_share *= kMostCost / (published + others);
    } else if (need.evidence != CostEvidence::kPublished) {
      need.cost_share *= for_others;
    }
  }
}

}  // namespace

double default_weight(std::string_view gbt4754) {
  constexpr double kSlow = 0.4;
  constexpr std::array<std::string_view, 2> kParts = {"C345", "C348"};  // bearings, gears, machine parts
  for (const std::string_view part : kParts) {
    if (gbt4754.starts_with(part)) return 1;
  }
  constexpr std::array<std::string_view, 5> kSlowCodes = {"C34", "C35", "C40", "I", "M"};
  for (const std::string_view code : kSlowCodes) {
    if (gbt4754.starts_with(code)) return kSlow;
  }
  return 1;
}

InputNeeds find_input_needs(const Dataset& dataset, const DatasetLines& lines,
                            const std::vector<SupplyOrigins>& origins) {
  const ProductGraph graph = build_product_graph(dataset);
  std::vector<std::vector<InputNeed>> by_product(dataset.products.size());
  for (const Requirement& requirement : graph.requirements) {
    by_product[requirement.product.index()].push_back(need_of(dataset, graph, requirement));
  }
  InputNeeds needs;
  needs.begin.push_back(0);
  for (std::vector<InputNeed>& own : by_product) {
    std::sort(own.begin(), own.end(), [&](const InputNeed& a, const InputNeed& b) {
      return dataset.product(a.inputs.front()).id < dataset.product(b.inputs.front()).id;
    });
    for (InputNeed& need : own) needs.needs.push_back(std::move(need));
    needs.begin.push_back(static_cast<std::uint32_t>(needs.needs.size()));
  }
  std::vector<std::vector<double>> samples = Purchases(dataset, lines, needs, origins).samples();
  for (std::size_t n = 0; n < needs.needs.size(); ++n) {
    InputNeed& need = needs.needs[n];
    if (need.evidence == CostEvidence::kPublished || samples[n].empty()) continue;
    need.cost_share = std::min(kMostCost, median(samples[n]));
    need.evidence = CostEvidence::kInferred;
  }
  for (std::size_t p = 0; p < by_product.size(); ++p) {
    const ProductId product(p);
    assume_the_rest(dataset, needs.first(product), needs.last(product), needs);
    limit_cost(product, needs);
  }
  return needs;
}

}  // namespace tenon
