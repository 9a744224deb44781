#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "model/codes.h"
#include "model/region_tree.h"
#include "scenario/event_targets.h"
#include "scenario/name_lookup.h"
#include "scenario/resolve_events.h"

namespace tenon {
namespace {

using Nodes = std::vector<std::uint32_t>;

struct ProductSum {
  ProductHit hit;
  double largest_sourced = 0;  // part of use of the source that gave the provenance
};
using ProductSums = std::map<ProductId, ProductSum>;

bool is_foreign_node(const NetworkNode& node) {
  return node.side == SourceSide::kAbroad;
}

class DatasetResolver {
 public:
  DatasetResolver(const EventList& list, const Dataset& dataset, const DatasetNetwork& built,
                  FaultList& faults, const ResolveOptions& options)
      : list_(list),
        dataset_(dataset),
        built_(built),
        faults_(faults),
        options_(options),
        products_(product_names(dataset)),
        chains_(chain_names(dataset)),
        firms_(firm_names(dataset)),
        regions_(region_names(dataset)),
        nodes_of_product_(dataset.products.size()),
        lines_of_product_(dataset.products.size(), 0),
        demand_of_product_(dataset.products.size(), 0),
        unknown_of_product_(dataset.products.size(), 0),
        output_(normal_output(built.network)),
        customers_(customers_of_links(built.network)) {
    for (std::uint32_t i = 0; i < built.nodes.size(); ++i) {
      const NetworkNode& node = built.nodes[i];
      const std::size_t p = node.product.index();
      nodes_of_product_[p].push_back(i);
      if (node.firm) nodes_of_firm_[*node.firm].push_back(i);
      if (!node.is_outside) {
        lines_of_product_[p] += output_[i];
        demand_of_product_[p] += built.network.final_demand[i];
      } else if (node.kind == NodeKind::kOutsideRest && node.side != SourceSide::kHome) {
        unknown_of_product_[p] += output_[i];
      }
    }
  }

  ResolvedEvents resolve() {
    ResolvedEvents resolved;
    for (std::size_t k = 0; k < list_.events.size(); ++k) {
      const ScenarioEvent& event = list_.events[k];
      site_ = {list_.file, list_.path + "[" + std::to_string(k) + "].target", event.line, "",
               options_.empty_is_error};
      Shock shock;
      shock.timing = {event.start_day, event.duration_days,
                      event.kind == EventKind::kDemand ? event.demand_change : event.loss, event.recovery,
                      event.recovery_days};
      EventHit hit;
      find_targets(event, shock, hit);
      resolved.shocks.push_back(std::move(shock));
      resolved.hits.push_back(std::move(hit));
    }
    return resolved;
  }

 private:
  void find_targets(const ScenarioEvent& event, Shock& shock, EventHit& hit) {
    const std::size_t errors = faults_.error_count();
    std::vector<TargetSelection> selections;
    const EventTarget& target = event.target;
    const bool is_link = event.kind == EventKind::kLink;
    const TargetRole role = is_link ? TargetRole::kSupplier : TargetRole::kNode;
    select(selections, "firms", role, target.firms, &DatasetResolver::firm_choice);
    select(selections, "products", role, target.products, &DatasetResolver::product_choice);
    select(selections, "chains", role, target.chains, &DatasetResolver::chain_choice);
    select(selections, "sectors", role, target.sectors, &DatasetResolver::sector_choice);
    select(selections, "regions", role, target.regions, &DatasetResolver::region_choice);
    select(selections, "countries", role, target.countries, &DatasetResolver::country_choice);
    select(selections, "suppliers", TargetRole::kSupplier, target.suppliers, &DatasetResolver::firm_choice);
    select(selections, "customers", TargetRole::kCustomer, target.customers, &DatasetResolver::firm_choice);
    select(selections, "from_regions", TargetRole::kSupplier, target.from_regions,
           &DatasetResolver::region_choice);
    select(selections, "to_regions", TargetRole::kCustomer, target.to_regions,
           &DatasetResolver::region_choice);
    for (const TargetSelection& selection : selections) {
      if (is_link || selection.role == TargetRole::kNode) continue;
      fault(selection.choices.front().name, selection.key, "a selector that goes with events on links only");
    }
    // A name that stands for nothing has been told; what the rest would hit is not to be told as well.
    if (faults_.error_count() > errors) return;
    if (is_link) {
      site_.what = "delivery";
      shock.kind = ShockTarget::kLink;
      shock.targets = choose_links(built_.network, selections, site_, faults_);
      tell_links(shock, hit);
      return;
    }
    shock.kind = event.kind == EventKind::kDemand ? ShockTarget::kDemand : ShockTarget::kCapacity;
    const bool names_sources = !target.firms.empty() || !target.countries.empty() || !target.regions.empty();
    const auto may_be_hit = [&](std::uint32_t node) { return fits_kind(event.kind, node, names_sources); };
    site_.what = event.kind == EventKind::kImport   ? "source abroad"
                 : event.kind == EventKind::kDemand ? "line with final demand"
                                                    : "plant";
    shock.targets = choose_nodes(built_.network, selections, may_be_hit, site_, faults_);
    tell_nodes(event.kind, shock, hit);
  }

  [[nodiscard]] bool fits_kind(EventKind kind, std::uint32_t at, bool names_sources) const {
    const NetworkNode& node = built_.nodes[at];
    switch (kind) {
      case EventKind::kImport:
        return is_foreign_node(node);
      case EventKind::kDemand:
        return !node.is_outside && built_.network.final_demand[at] > 0;
      case EventKind::kCapacity:
        return node.side == SourceSide::kHome || (names_sources && is_foreign_node(node));
      case EventKind::kLink:
        break;
    }
    return false;
  }

  using Choose = TargetChoice (DatasetResolver::*)(const PlacedName&, const char*);

  void select(std::vector<TargetSelection>& selections, const char* key, TargetRole role,
              const std::vector<PlacedName>& names, Choose choose) {
    if (names.empty()) return;
    TargetSelection selection{key, role, {}};
    for (const PlacedName& name : names) selection.choices.push_back((this->*choose)(name, key));
    selections.push_back(std::move(selection));
  }

  void fault(const PlacedName& name, const std::string& key, std::string expected) {
    Fault fault = name_fault(name, "", list_.file, std::move(expected));
    fault.column_name = site_.path + "." + key;
    faults_.add(std::move(fault));
  }

  // The record of a name, or nullopt and a fault at the path of the event.
  std::optional<std::uint32_t> record_of(const NameLookup& lookup, const PlacedName& name, const char* key) {
    return lookup.find_one(name, (site_.path + "." + key).c_str(), list_.file, faults_);
  }

  TargetChoice product_choice(const PlacedName& name, const char* key) {
    TargetChoice choice{name, {}, "a product that a listed line makes or uses; this one is neither"};
    if (const auto p = record_of(products_, name, key)) choice.nodes = nodes_of_product_[*p];
    return choice;
  }

  TargetChoice chain_choice(const PlacedName& name, const char* key) {
    TargetChoice choice{name, {}, "a chain with listed lines; this one has none"};
    if (const auto c = record_of(chains_, name, key)) {
      collect(choice,
              [&](const NetworkNode& node) { return dataset_.product(node.product).chain.index() == *c; });
    }
    return choice;
  }

  TargetChoice sector_choice(const PlacedName& name, const char* key) {
    TargetChoice choice{name, {}, "a sector with listed lines; this one has none"};
    const std::string code = normalise_code(name.text);
    const bool is_known =
        !code.empty() && std::any_of(dataset_.products.begin(), dataset_.products.end(),
                                     [&](const Product& p) { return p.gbt4754.starts_with(code); });
    if (!is_known) {
      fault(name, key, "a code of GB/T 4754 that a product of the dataset has, such as C39");
      return choice;
    }
    collect(choice, [&](const NetworkNode& node) {
      return dataset_.product(node.product).gbt4754.starts_with(code);
    });
    return choice;
  }

  TargetChoice region_choice(const PlacedName& name, const char* key) {
    TargetChoice choice{name, {}, "a region with plants; no listed line or source stands there"};
    const auto r = record_of(regions_, name, key);
    if (!r) return choice;
    const RegionId region{std::size_t{*r}};
    const RegionId country = country_of(dataset_, region);
    const std::vector<bool> inside = regions_within(dataset_, region);
    collect(choice, [&](const NetworkNode& node) {
      return node.region && inside[node.region->index()] && country_of(dataset_, *node.region) == country;
    });
    return choice;
  }

  TargetChoice country_choice(const PlacedName& name, const char* key) {
    TargetChoice choice{name, {}, "a country that a source abroad is known or assumed to stand in"};
    std::string code = normalise_code(name.text);
    const bool is_used = std::any_of(built_.nodes.begin(), built_.nodes.end(), [&](const NetworkNode& node) {
      return node.is_outside && node.country == code;
    });
    if (!is_used) {
      const auto r = record_of(regions_, name, key);
      if (!r) return choice;
      const Region& region = dataset_.regions[*r];
      if (!is_country_tier(region.tier)) {
        fault(name, key, "a country or customs territory; this region lies in one");
        return choice;
      }
      code = region.code;
    }
    if (code == dataset_.region(built_.home).code) {
      fault(name, key, "a country abroad; this is where the listed plants are");
      return choice;
    }
    collect(choice, [&](const NetworkNode& node) { return node.is_outside && node.country == code; });
    return choice;
  }

  TargetChoice firm_choice(const PlacedName& name, const char* key) {
    TargetChoice choice{name, {}, {}};
    const auto f = record_of(firms_, name, key);
    if (!f) return choice;
    const FirmId firm{std::size_t{*f}};
    if (const auto found = nodes_of_firm_.find(firm); found != nodes_of_firm_.end()) {
      choice.nodes = found->second;
    } else {
      choice.reason = why_without_nodes(firm);
    }
    return choice;
  }

  [[nodiscard]] std::string why_without_nodes(FirmId firm) const {
    if (dataset_.firm(firm).synthetic) return "a firm with an output or a capacity; this one has neither";
    const Share* found = nullptr;
    for (const Share& share : dataset_.shares) {
      if (share.firm != firm) continue;
      if (found == nullptr) found = &share;
      if (built_.use[share.product.index()] > 0) found = &share;
    }
    if (found == nullptr) {
      return "a firm with an output or with a published share; nothing but its existence is known of this "
             "one, and shares.csv has no row of it";
    }
    const std::string& product = dataset_.product(found->product).id;
    if (built_.use[found->product.index()] <= 0) {
      return "a firm whose share counts; this one's is of " + product + ", which no listed line uses";
    }
    return "a firm whose share counts; this one's share of " + product + " is of \"" + found->scope +
           "\", which is neither the world nor the country, or nothing of it comes from outside the lists";
  }

  template <class Fits>
  void collect(TargetChoice& choice, Fits fits) const {
    for (std::uint32_t i = 0; i < built_.nodes.size(); ++i) {
      if (fits(built_.nodes[i])) choice.nodes.push_back(i);
    }
  }

  // --- what was hit ---

  void tell_nodes(EventKind kind, const Shock& shock, EventHit& hit) {
    ProductSums products;
    hit.nodes = shock.targets.size();
    for (const std::uint64_t at : shock.targets) {
      const NetworkNode& node = built_.nodes[at];
      const std::size_t p = node.product.index();
      const double amount = kind == EventKind::kDemand ? built_.network.final_demand[at] : output_[at];
      ProductSum& sum = products[node.product];
      ProductHit& product = sum.hit;
      ++product.nodes;
      product.amount += amount;
      hit.amount += amount;
      hit.synthetic = hit.synthetic || node.synthetic;
      if (!node.is_outside) {
        const double all = kind == EventKind::kDemand ? demand_of_product_[p] : lines_of_product_[p];
        if (all > 0) product.share_of_lines += amount / all;
        continue;
      }
      hit.outside_amount += amount;
      if (built_.use[p] > 0) product.share_of_use += amount / built_.use[p];
      add_evidence(node, sum);
    }
    finish(kind, products, hit);
  }

  void add_evidence(const NetworkNode& node, ProductSum& sum) const {
    ProductHit& product = sum.hit;
    const SupplyOrigins& origins = built_.origins[node.product.index()];
    const SupplySource& source = origins.sources[node.source];
    if (origins.evidence == DependenceEvidence::kNone) return;
    const PartRange& d = origins.external;
    const bool abroad = source.side == SourceSide::kAbroad;
    const PartRange side = abroad ? d : PartRange{1 - d.value, 1 - d.high, 1 - d.low};
    const double value = side.value * source.part.value;
    // The source of the largest part speaks for the whole.
    if (source.evidence == SourceEvidence::kShare || source.evidence == SourceEvidence::kFact) {
      if (value > sum.largest_sourced) {
        sum.largest_sourced = value;
        product.provenance = source.provenance;
      }
    } else {
      product.rests_on_assumption = true;
    }
    if (origins.evidence == DependenceEvidence::kNamedMakers) product.rests_on_assumption = true;
    product.has_evidence = true;
    product.evidence_share.value += value;
    product.evidence_share.low += side.low * source.part.low;
    product.evidence_share.high = std::min(1.0, product.evidence_share.high + side.high * source.part.high);
  }

  void tell_links(const Shock& shock, EventHit& hit) {
    ProductSums products;
    hit.links = shock.targets.size();
    std::set<std::uint32_t> suppliers;
    for (const std::uint64_t e : shock.targets) {
      const std::uint32_t supplier = built_.network.supplier[e];
      const NetworkNode& node = built_.nodes[supplier];
      const double flow = built_.network.flow[e];
      suppliers.insert(supplier);
      ProductHit& product = products[node.product].hit;
      product.amount += flow;
      hit.amount += flow;
      if (node.is_outside) hit.outside_amount += flow;
      hit.synthetic = hit.synthetic || built_.nodes[customers_[e]].synthetic || node.synthetic;
      if (built_.use[node.product.index()] > 0) {
        product.share_of_use += flow / built_.use[node.product.index()];
      }
    }
    hit.nodes = suppliers.size();
    finish(EventKind::kLink, products, hit);
  }

  void finish(EventKind kind, ProductSums& products, EventHit& hit) const {
    for (auto& [id, sum] : products) {
      const std::size_t p = id.index();
      ProductHit& product = sum.hit;
      product.product = id;
      // Where no share has a source, the figure on dependence may have.
      if (product.has_evidence && sum.largest_sourced <= 0) product.provenance = built_.origins[p].provenance;
      if (kind == EventKind::kImport && built_.use[p] > 0) {
        double hit_unknown = 0;
        if (is_every_source_hit(product)) hit_unknown = unknown_of_product_[p];
        product.unknown_origin = (unknown_of_product_[p] - hit_unknown) / built_.use[p];
      }
      hit.products.push_back(product);
    }
    std::sort(hit.products.begin(), hit.products.end(), [&](const ProductHit& a, const ProductHit& b) {
      if (a.amount != b.amount) return a.amount > b.amount;
      return dataset_.product(a.product).id < dataset_.product(b.product).id;
    });
  }

  // An event on all imports of a product hits those of unknown origin too.
  [[nodiscard]] bool is_every_source_hit(const ProductHit& product) const {
    const Nodes& nodes = nodes_of_product_[product.product.index()];
    return product.nodes ==
           static_cast<std::size_t>(std::count_if(nodes.begin(), nodes.end(), [&](std::uint32_t at) {
             return is_foreign_node(built_.nodes[at]);
           }));
  }

  const EventList& list_;
  const Dataset& dataset_;
  const DatasetNetwork& built_;
  FaultList& faults_;
  const ResolveOptions& options_;
  NameLookup products_;
  NameLookup chains_;
  NameLookup firms_;
  NameLookup regions_;
  std::vector<Nodes> nodes_of_product_;
  std::map<FirmId, Nodes> nodes_of_firm_;
  std::vector<double> lines_of_product_;    // money/day
  std::vector<double> demand_of_product_;   // money/day, final demand of lines
  std::vector<double> unknown_of_product_;  // money/day from sources of unknown origin
  std::vector<double> output_;
  std::vector<std::uint32_t> customers_;
  EventSite site_;
};

}  // namespace

Result<ResolvedEvents> resolve_events(const EventList& list, const Dataset& dataset,
                                      const DatasetNetwork& network, FaultList& faults,
                                      const ResolveOptions& options) {
  FaultList found;
  ResolvedEvents resolved = DatasetResolver(list, dataset, network, found, options).resolve();
  for (const Fault& fault : found.errors()) faults.add(fault);
  for (const Fault& fault : found.warnings()) faults.add(fault);
  if (found.has_errors()) return Error{ErrorCode::kBadInput, found.to_string()};
  return resolved;
}

}  // namespace tenon
