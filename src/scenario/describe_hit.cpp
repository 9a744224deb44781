#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/number.h"
#include "scenario/resolve_events.h"

namespace tenon {
namespace {

constexpr std::size_t kNamedProviders = 3;

std::string percent(double part) {
  const double value = 100 * part;
  return format_fixed(value, value < 10 && value > 0 ? 1 : 0);
}

std::string english(const std::string& name_en, const std::string& name_zh) {
  return name_en.empty() ? name_zh : name_en;
}

struct Provider {
  double flow = 0;
  BilingualText name;
};

// Who provides: firms where only firms were hit, else countries; the largest first.
std::vector<Provider> providers_of(const Dataset& dataset, const DatasetNetwork& network, const Shock& shock,
                                   ProductId product) {
  const std::vector<double> output = normal_output(network.network);
  std::vector<std::uint32_t> nodes;
  for (const std::uint64_t target : shock.targets) {
    const NetworkNode& node = network.nodes[target];
    if (node.is_outside && node.product == product) nodes.push_back(static_cast<std::uint32_t>(target));
  }
  std::set<std::string> countries;
  bool only_firms = true;
  for (const std::uint32_t at : nodes) {
    only_firms = only_firms && network.nodes[at].firm.has_value();
    countries.insert(network.nodes[at].country);
  }
  // One country says more than its firms, one firm more than its country.
  const bool by_firm = only_firms && (nodes.size() == 1 || countries.size() > 1);
  std::vector<Provider> providers;
  const auto add = [&](BilingualText name, double flow) {
    const auto found = std::find_if(providers.begin(), providers.end(),
                                    [&](const Provider& other) { return other.name.zh == name.zh; });
    if (found != providers.end()) {
      found->flow += flow;
    } else {
      providers.push_back({flow, std::move(name)});
    }
  };
  for (const std::uint32_t at : nodes) {
    const NetworkNode& node = network.nodes[at];
    if (by_firm) {
      const Firm& firm = dataset.firm(*node.firm);
      add({firm.name_zh, english(firm.name_en, firm.name_zh)}, output[at]);
    } else if (node.country.empty()) {
      add({"未知来源", "unknown origins"}, output[at]);
    } else {
      const auto region = std::find_if(dataset.regions.begin(), dataset.regions.end(),
                                       [&](const Region& r) { return r.code == node.country; });
      if (region == dataset.regions.end()) {
        add({node.country, node.country}, output[at]);
      } else {
        add({region->name_zh, english(region->name_en, region->name_zh)}, output[at]);
      }
    }
  }
  std::sort(providers.begin(), providers.end(), [](const Provider& a, const Provider& b) {
    return a.flow != b.flow ? a.flow > b.flow : a.name.en < b.name.en;
  });
  return providers;
}

BilingualText names_of(const std::vector<Provider>& providers) {
  BilingualText text;
  for (std::size_t k = 0; k < std::min(providers.size(), kNamedProviders); ++k) {
    text.zh += (k == 0 ? "" : "、") + providers[k].name.zh;
    text.en += (k == 0 ? "" : ", ") + providers[k].name.en;
  }
  if (providers.size() > kNamedProviders) {
    text.zh += "等";
    text.en += " and others";
  }
  return text;
}

}  // namespace

BilingualText describe_hit(const Dataset& dataset, const DatasetNetwork& network, const Shock& shock,
                           const ProductHit& hit) {
  if (!hit.has_evidence || shock.kind != ShockTarget::kCapacity) return {};
  const std::vector<Provider> providers = providers_of(dataset, network, shock, hit.product);
  BilingualText text = names_of(providers);
  const Product& product = dataset.product(hit.product);
  const PartRange& share = hit.evidence_share;
  const bool exact = percent(share.low) == percent(share.high);
  text.zh += "供应" + product.name_zh + "用量的" + percent(share.value) + "%";
  text.en += providers.size() == 1 ? " provides " : " provide ";
  text.en += percent(share.value) + " % of " + english(product.name_en, product.name_zh) + " used";
  if (!exact) {
    text.zh += "（" + percent(share.low) + "%–" + percent(share.high) + "%）";
    text.en += " (" + percent(share.low) + "–" + percent(share.high) + " %)";
  }
  if (hit.provenance.grade != ' ' && !hit.provenance.source.empty()) {
    text.zh += std::string("，") + hit.provenance.grade + "级";
    text.en += std::string(", ") + hit.provenance.grade;
    if (hit.provenance.year) {
      text.zh += "，" + std::to_string(*hit.provenance.year) + "年";
      text.en += ", " + std::to_string(*hit.provenance.year);
    }
  }
  if (hit.rests_on_assumption) {
    text.zh += "，含假设";
    text.en += ", partly assumed";
  }
  return text;
}

}  // namespace tenon
