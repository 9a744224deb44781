#include "risk/n_minus_1.h"

#include <algorithm>
#include <map>

#include "base/number.h"
#include "model/firm_group.h"

namespace tenon {
namespace {

struct Tally {
  std::map<FirmId, double> capacity;  // by top parent
  double bought = 0;
  double output = 0;
  bool any_supply = false;
  bool synthetic_capacity = false;
  bool synthetic_supply = false;
};

void tally_capability(const Dataset& dataset, const ScopeView& scope, const Capability& capability,
                      Tally& tally) {
  if (capability.status != CapabilityStatus::kQualified) return;
  const Firm& firm = dataset.firm(capability.firm);
  const std::optional<RegionId> region = capability.region ? capability.region : firm.region;
  if (!region || !scope.contains(*region)) return;
  const bool synthetic = firm.synthetic || capability.provenance.grade == 'S';
  if (capability.annual_capacity && *capability.annual_capacity > 0) {
    tally.capacity[top_parent(dataset, capability.firm)] += *capability.annual_capacity;
    tally.synthetic_capacity = tally.synthetic_capacity || synthetic;
  }
  tally.output += capability.annual_output.value_or(0);
}

}  // namespace

double NMinus1::cover() const {
  return demand > 0 ? std::clamp((capacity - largest) / demand, 0.0, 1.0) : 1;
}

double NMinus1::spare() const {
  return demand > 0 ? std::max(0.0, capacity / demand - 1) : 0;
}

std::vector<NMinus1> n_minus_1_test(const Dataset& dataset, const ScopeView& scope) {
  std::vector<Tally> tallies(dataset.products.size());
  for (const Capability& capability : dataset.capabilities) {
    tally_capability(dataset, scope, capability, tallies[capability.product.index()]);
  }
  for (const Supply& supply : dataset.supplies) {
    const Firm& customer = dataset.firm(supply.customer);
    if (!customer.region || !scope.contains(*customer.region)) continue;
    Tally& tally = tallies[supply.product.index()];
    tally.any_supply = true;
    tally.bought += supply.annual_value_cny;
    tally.synthetic_supply =
        tally.synthetic_supply || customer.synthetic || dataset.firm(supply.supplier).synthetic;
  }
  std::vector<NMinus1> results(tallies.size());
  for (std::size_t p = 0; p < tallies.size(); ++p) {
    const Tally& tally = tallies[p];
    NMinus1& result = results[p];
    result.demand = tally.any_supply ? tally.bought : tally.output;
    for (const auto& [firm, capacity] : tally.capacity) {
      result.capacity += capacity;
      ++result.makers;
      if (capacity > result.largest) {
        result.largest = capacity;
        result.largest_maker = firm;
      }
    }
    result.known = result.makers > 0 && result.demand > 0;
    result.synthetic = tally.synthetic_capacity || tally.synthetic_supply;
  }
  return results;
}

std::optional<Evidence> n_minus_1_evidence(const Dataset& dataset, const NMinus1& test) {
  if (!test.known) return std::nullopt;
  Evidence line;
  line.metric = "n_minus_1";
  line.label_zh = "N-1:最大厂商停产后其余产能对需求的覆盖率";
  line.label_en = "N-1: demand covered when the largest maker fails";
  line.value = 100 * test.cover();
  line.unit = "%";
  line.threshold = 100;
  line.scope =
      "最大 largest: " + dataset.firm(*test.largest_maker).name_zh + " (1/" + format_count(test.makers) + ")";
  line.provenance = computed_provenance(kComputedFromFirmLayer);
  if (test.synthetic) line.provenance.grade = 'S';
  line.synthetic = test.synthetic;
  return line;
}

}  // namespace tenon
