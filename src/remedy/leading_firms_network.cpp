#include "remedy/leading_firms_network.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "base/parallel.h"
#include "network/firm_network.h"
#include "scenario/supply_network.h"

namespace tenon {
namespace {

// Products joined by alternative groups: the smallest member stands for all.
class Joined {
 public:
  explicit Joined(std::size_t count) : of_(count) { std::iota(of_.begin(), of_.end(), 0U); }

  std::uint32_t of(std::uint32_t product) {
    while (of_[product] != product) product = of_[product] = of_[of_[product]];
    return product;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = of(a);
    b = of(b);
    of_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> of_;
};

Joined joined_products(const Dataset& dataset) {
  Joined joined(dataset.products.size());
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> first;  // of (product, group)
  for (const Input& input : dataset.inputs) {
    if (input.alternative_group.empty()) continue;
    const auto [at, fresh] =
        first.emplace(std::pair(input.product.value, input.alternative_group), input.input.value);
    if (!fresh) joined.join(at->second, input.input.value);
  }
  return joined;
}

}  // namespace

Result<LineRisk> build_line_risk(const Dataset& dataset, const DatasetNetwork& network) {
  const SupplyNetwork& links = network.network;
  LineRisk risk;
  risk.output = normal_output(links);

  Joined joined = joined_products(dataset);
  std::vector<std::uint32_t> members(dataset.products.size(), 0);
  for (std::uint32_t p = 0; p < members.size(); ++p) ++members[joined.of(p)];
  for (std::uint32_t p = 0; p < members.size(); ++p)
    risk.alternatives_joined += members[joined.of(p)] > 1 ? 1 : 0;

  LinkList list;
  std::vector<std::uint32_t> sector;
  std::vector<std::uint32_t> market(links.market.begin(), links.market.end());
  for (std::uint32_t n = 0; n < links.node_count; ++n) {
    sector.push_back(joined.of(links.market[n]));
    std::map<std::uint32_t, InputClass> class_of_sector;
    std::size_t needs = 0;
    for (std::uint64_t g = links.group_offsets[n]; g < links.group_offsets[n + 1]; ++g) {
      if (links.link_offsets[g] == links.link_offsets[g + 1]) continue;
      ++needs;
      const InputClass of_group =
          links.essential[g] != 0 ? InputClass::kEssential : InputClass::kNonEssential;
      InputClass& c =
          class_of_sector.emplace(joined.of(links.market[links.supplier[links.link_offsets[g]]]), of_group)
              .first->second;
      c = std::max(c, of_group);
    }
    risk.needs_joined += needs - class_of_sector.size();
    for (std::uint64_t g = links.group_offsets[n]; g < links.group_offsets[n + 1]; ++g) {
      for (std::uint64_t e = links.link_offsets[g]; e < links.link_offsets[g + 1]; ++e) {
        list.supplier.push_back(links.supplier[e]);
        list.customer.push_back(n);
        list.weight.push_back(links.flow[e]);
        const auto known = class_of_sector.find(joined.of(links.market[links.supplier[e]]));
        list.input_class.push_back(known != class_of_sector.end() ? known->second
                                                                  : InputClass::kNonEssential);
      }
    }
  }
  auto built = build_firm_network(std::move(list), std::move(sector),
                                  static_cast<std::uint32_t>(dataset.products.size()));
  if (!built) return built.error();

  std::vector<double> weight(links.node_count, 0);
  for (std::uint32_t n = 0; n < links.node_count; ++n) {
    if (!network.nodes[n].is_outside) weight[n] = risk.output[n];
  }
  EsriInputs inputs;
  inputs.network = &built->network;
  inputs.revenue = risk.output;
  inputs.weights = weight;
  inputs.market = market;
  auto model = build_esri_model(inputs);
  if (!model) return model.error();
  risk.model = std::move(*model);
  return risk;
}

Result<std::vector<ClosureRisk>> closure_risks(const Dataset& dataset, const DatasetNetwork& network,
                                               const LineRisk& risk,
                                               std::span<const std::vector<std::uint32_t>> closed,
                                               const EsriOptions& options) {
  const std::size_t nodes = network.nodes.size();
  std::vector<double> of_chain(dataset.chains.size(), 0);
  const auto chain_of = [&](std::size_t n) {
    return dataset.product(network.nodes[n].product).chain.index();
  };
  for (std::size_t n = 0; n < nodes; ++n) {
    if (!network.nodes[n].is_outside) of_chain[chain_of(n)] += risk.output[n];
  }

  std::vector<ClosureRisk> risks(closed.size());
  std::vector<std::optional<Error>> errors(closed.size());
  EsriOptions one = options;
  one.threads = 1;
  one.progress = {};
  std::vector<std::vector<double>> level(resolve_threads(options.threads), std::vector<double>(nodes, 1));
  parallel_chunks(
      closed.size(), 8, options.threads, [&](unsigned worker, std::size_t begin, std::size_t end) {
        std::vector<double>& left = level[worker];
        for (std::size_t k = begin; k < end; ++k) {
          for (const std::uint32_t n : closed[k]) left[n] = 0;
          auto cascade = run_esri_shock(*risk.model, {left, left}, one);
          for (const std::uint32_t n : closed[k]) left[n] = 1;
          if (!cascade) {
            errors[k] = cascade.error();
            continue;
          }
          risks[k].score = cascade->score;
          risks[k].of_chain.assign(of_chain.size(), 0);
          for (std::size_t n = 0; n < nodes; ++n) {
            if (network.nodes[n].is_outside || risk.output[n] <= 0) continue;
            const double lost = 1 - std::min(cascade->downstream_level[n], cascade->upstream_level[n]);
            risks[k].of_chain[chain_of(n)] += lost * risk.output[n];
          }
          for (std::size_t c = 0; c < of_chain.size(); ++c) {
            if (of_chain[c] > 0) risks[k].of_chain[c] = std::min(1.0, risks[k].of_chain[c] / of_chain[c]);
          }
        }
      });
  for (const std::optional<Error>& error : errors) {
    if (error) return *error;
  }
  return risks;
}

}  // namespace tenon
