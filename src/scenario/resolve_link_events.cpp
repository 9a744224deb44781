#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/nearest_word.h"
#include "base/text.h"
#include "scenario/event_targets.h"
#include "scenario/name_lookup.h"
#include "scenario/resolve_events.h"

namespace tenon {
namespace {

// Looking for the nearest of a million names takes a tenth of a second: not for every one of a long list.
constexpr std::size_t kMostSuggestions = 5;

class LinkResolver {
 public:
  LinkResolver(const EventList& list, const SupplyNetwork& network, const LinkNames& names, FaultList& faults,
               const ResolveOptions& options)
      : list_(list),
        network_(network),
        names_(names),
        faults_(faults),
        options_(options),
        firms_(names.firms),
        output_(normal_output(network)) {
    for (std::uint32_t s = 0; s < names.sectors.size(); ++s) sectors_.try_emplace(names.sectors[s], s);
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
    const EventTarget& target = event.target;
    refuse("products", target.products, "products");
    refuse("chains", target.chains, "chains");
    refuse("regions", target.regions, "places");
    refuse("countries", target.countries, "countries");
    refuse("from_regions", target.from_regions, "places");
    refuse("to_regions", target.to_regions, "places");
    const bool is_link = event.kind == EventKind::kLink;
    if (event.kind == EventKind::kImport && faults_.error_count() == errors) {
      Fault fault;
      fault.file = list_.file;
      fault.line = event.line;
      fault.column_name = site_.path;
      fault.expected = "an event on capacity, links or demand: an edge list has no imports";
      faults_.add(std::move(fault));
    }
    const TargetRole role = is_link ? TargetRole::kSupplier : TargetRole::kNode;
    std::vector<TargetSelection> selections;
    select_firms(selections, "firms", role, target.firms);
    select_sectors(selections, role, target.sectors);
    select_firms(selections, "suppliers", TargetRole::kSupplier, target.suppliers);
    select_firms(selections, "customers", TargetRole::kCustomer, target.customers);
    for (const TargetSelection& selection : selections) {
      if (is_link || selection.role == TargetRole::kNode) continue;
      fault(selection.choices.front().name, selection.key, "a selector that goes with events on links only");
    }
    if (faults_.error_count() > errors) return;
    if (is_link) {
      site_.what = "delivery";
      shock.kind = ShockTarget::kLink;
      shock.targets = choose_links(network_, selections, site_, faults_);
      hit.links = shock.targets.size();
      std::set<std::uint32_t> suppliers;
      for (const std::uint64_t e : shock.targets) {
        suppliers.insert(network_.supplier[e]);
        hit.amount += network_.flow[e];
      }
      hit.nodes = suppliers.size();
      return;
    }
    const bool is_demand = event.kind == EventKind::kDemand;
    shock.kind = is_demand ? ShockTarget::kDemand : ShockTarget::kCapacity;
    site_.what = is_demand ? "firm with final demand" : "firm";
    shock.targets = choose_nodes(
        network_, selections,
        [&](std::uint32_t node) { return !is_demand || network_.final_demand[node] > 0; }, site_, faults_);
    hit.nodes = shock.targets.size();
    for (const std::uint64_t node : shock.targets) {
      hit.amount += is_demand ? network_.final_demand[node] : output_[node];
    }
  }

  void refuse(const char* key, const std::vector<PlacedName>& names, const char* what) {
    if (names.empty()) return;
    fault(names.front(), key, std::string("firms or sectors: an edge list has no ") + what);
  }

  void fault(const PlacedName& name, const char* key, std::string expected) {
    Fault fault = name_fault(name, "", list_.file, std::move(expected));
    fault.column_name = site_.path + "." + key;
    faults_.add(std::move(fault));
  }

  void select_firms(std::vector<TargetSelection>& selections, const char* key, TargetRole role,
                    const std::vector<PlacedName>& names) {
    if (names.empty()) return;
    TargetSelection selection{key, role, {}};
    for (const PlacedName& name : names) {
      TargetChoice choice{name, {}, {}};
      if (const std::optional<std::uint32_t> firm = firms_.find(trim(name.text))) {
        choice.nodes = {*firm};
      } else {
        fault(name, key, "a firm of the edge list" + nearest_firm(name.text));
      }
      selection.choices.push_back(std::move(choice));
    }
    selections.push_back(std::move(selection));
  }

  std::string nearest_firm(const std::string& text) {
    if (suggestions_++ >= kMostSuggestions) return {};
    NearestWord nearest(trim(text));
    for (std::size_t i = 0; i < names_.firms.size(); ++i) nearest.offer(names_.firms[i]);
    return nearest.suggestion();
  }

  void select_sectors(std::vector<TargetSelection>& selections, TargetRole role,
                      const std::vector<PlacedName>& names) {
    if (names.empty()) return;
    TargetSelection selection{"sectors", role, {}};
    for (const PlacedName& name : names) {
      TargetChoice choice{name, {}, "a sector with firms; this one has none"};
      const auto found = sectors_.find(trim(name.text));
      if (found == sectors_.end()) {
        NearestWord nearest(trim(name.text));
        for (const std::string& sector : names_.sectors) nearest.offer(sector);
        fault(name, "sectors", "a sector of the edge list" + nearest.suggestion());
      } else {
        for (std::uint32_t i = 0; i < network_.node_count; ++i) {
          if (names_.sector_of[i] == found->second) choice.nodes.push_back(i);
        }
      }
      selection.choices.push_back(std::move(choice));
    }
    selections.push_back(std::move(selection));
  }

  const EventList& list_;
  const SupplyNetwork& network_;
  const LinkNames& names_;
  FaultList& faults_;
  const ResolveOptions& options_;
  NameIndex firms_;
  std::unordered_map<std::string_view, std::uint32_t> sectors_;
  std::vector<double> output_;
  EventSite site_;
  std::size_t suggestions_ = 0;
};

}  // namespace

Result<ResolvedEvents> resolve_events(const EventList& list, const SupplyNetwork& network,
                                      const LinkNames& names, FaultList& faults,
                                      const ResolveOptions& options) {
  if (names.firms.size() != network.node_count || names.sector_of.size() != network.node_count) {
    return Error{ErrorCode::kInvalidArgument, "the names are those of another network"};
  }
  FaultList found;
  ResolvedEvents resolved = LinkResolver(list, network, names, found, options).resolve();
  for (const Fault& fault : found.errors()) faults.add(fault);
  for (const Fault& fault : found.warnings()) faults.add(fault);
  if (found.has_errors()) return Error{ErrorCode::kBadInput, found.to_string()};
  return resolved;
}

std::vector<double> stock_days_of_sectors(const Scenario& scenario, std::span<const std::string> sectors,
                                          FaultList& faults) {
  std::vector<double> days(sectors.size(), 0);
  for (const InventoryTarget& target : scenario.inventory_by_product) {
    faults.add(name_fault(target.what, "inventories.by_product", scenario.file,
                          "inventories by sector: an edge list has no products"));
  }
  for (const InventoryTarget& target : scenario.inventory_by_sector) {
    const auto found = std::find(sectors.begin(), sectors.end(), trim(target.what.text));
    if (found != sectors.end()) {
      days[static_cast<std::size_t>(found - sectors.begin())] = target.days;
      continue;
    }
    NearestWord nearest(trim(target.what.text));
    for (const std::string& sector : sectors) nearest.offer(sector);
    faults.add(name_fault(target.what, "inventories.by_sector", scenario.file,
                          "a sector of the edge list" + nearest.suggestion()));
  }
  return days;
}

}  // namespace tenon
