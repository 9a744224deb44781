#include "scenario/event_targets.h"

#include <algorithm>
#include <utility>

#include "scenario/name_lookup.h"

namespace tenon {
namespace {

constexpr std::size_t kNamesInFault = 3;

// "no plant fits products ICIC-07, ICIC-08 and regions Suzhou"
std::string nothing_fits(const std::vector<TargetSelection>& selections, const EventSite& site) {
  std::string text = std::string("a ") + site.what + " of the network; none fits";
  bool first = true;
  for (const TargetSelection& selection : selections) {
    text += first ? " " : " and ";
    text += selection.key;
    first = false;
    for (std::size_t k = 0; k < selection.choices.size(); ++k) {
      if (k == kNamesInFault) {
        text += ", ...";
        break;
      }
      text += (k == 0 ? " " : ", ") + selection.choices[k].name.text;
    }
  }
  if (selections.empty()) text += " an event without selectors";
  return text;
}

void add_fault(Severity severity, const TargetSelection& selection, const TargetChoice& choice,
               std::string expected, const EventSite& site, FaultList& faults) {
  Fault fault = name_fault(choice.name, "", site.file, std::move(expected));
  fault.severity = severity;
  fault.column_name = site.path + "." + selection.key;
  faults.add(std::move(fault));
}

// `adds_something(selection, choice)`: whether a target of the event fits by that name.
template <class AddsSomething>
void report(const std::vector<TargetSelection>& selections, bool hits_nothing, const EventSite& site,
            AddsSomething adds_something, FaultList& faults) {
  if (!hits_nothing) {
    for (const TargetSelection& selection : selections) {
      for (const TargetChoice& choice : selection.choices) {
        if (adds_something(selection, choice)) continue;
        add_fault(Severity::kWarning, selection, choice,
                  choice.nodes.empty() && !choice.reason.empty()
                      ? choice.reason
                      : "a name that hits something: nothing of it fits the other selectors",
                  site, faults);
      }
    }
    return;
  }
  const Severity severity = site.empty_is_error ? Severity::kError : Severity::kWarning;
  bool told = false;
  for (const TargetSelection& selection : selections) {
    const bool all_empty = std::all_of(selection.choices.begin(), selection.choices.end(),
                                       [](const TargetChoice& choice) { return choice.nodes.empty(); });
    if (!all_empty) continue;
    for (const TargetChoice& choice : selection.choices) {
      if (choice.reason.empty()) continue;
      add_fault(severity, selection, choice, choice.reason, site, faults);
      told = true;
    }
  }
  if (told) return;
  Fault fault;
  fault.severity = severity;
  fault.file = site.file;
  fault.line = site.line;
  fault.column_name = site.path;
  fault.expected = nothing_fits(selections, site);
  if (!selections.empty() && !selections.front().choices.empty()) {
    const PlacedName& name = selections.front().choices.front().name;
    fault.line = name.line;
    fault.column = name.column;
    fault.column_name += std::string(".") + selections.front().key;
    fault.value = name.text;
  }
  faults.add(std::move(fault));
}

std::vector<std::uint32_t> all_nodes_of(const TargetSelection& selection) {
  if (selection.choices.size() == 1) return selection.choices.front().nodes;
  std::vector<std::uint32_t> nodes;
  for (const TargetChoice& choice : selection.choices) {
    nodes.insert(nodes.end(), choice.nodes.begin(), choice.nodes.end());
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

// Nodes that fit all selections of the role; `is_restricted` false: there are none, so all nodes fit.
struct End {
  bool is_restricted = false;
  std::vector<bool> fits;
};

End end_of(const SupplyNetwork& network, const std::vector<TargetSelection>& selections, TargetRole role) {
  End end;
  for (const TargetSelection& selection : selections) {
    if (selection.role != role) continue;
    std::vector<bool> fits(network.node_count, false);
    for (const std::uint32_t node : all_nodes_of(selection)) {
      fits[node] = !end.is_restricted || end.fits[node];
    }
    end.fits = std::move(fits);
    end.is_restricted = true;
  }
  return end;
}

}  // namespace

std::vector<std::uint64_t> choose_nodes(const SupplyNetwork& network,
                                        const std::vector<TargetSelection>& selections,
                                        const std::function<bool(std::uint32_t)>& may_be_hit,
                                        const EventSite& site, FaultList& faults) {
  std::vector<std::vector<std::uint32_t>> sets;
  for (const TargetSelection& selection : selections) sets.push_back(all_nodes_of(selection));
  std::sort(sets.begin(), sets.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });

  std::vector<std::uint64_t> hit;
  const auto consider = [&](std::uint32_t node) {
    for (std::size_t s = 1; s < sets.size(); ++s) {
      if (!std::binary_search(sets[s].begin(), sets[s].end(), node)) return;
    }
    if (may_be_hit(node)) hit.push_back(node);
  };
  if (sets.empty()) {
    for (std::uint32_t node = 0; node < network.node_count; ++node) consider(node);
  } else {
    for (const std::uint32_t node : sets.front()) consider(node);
  }
  const auto adds_something = [&](const TargetSelection&, const TargetChoice& choice) {
    return std::any_of(choice.nodes.begin(), choice.nodes.end(), [&](std::uint32_t node) {
      return std::binary_search(hit.begin(), hit.end(), std::uint64_t{node});
    });
  };
  report(selections, hit.empty(), site, adds_something, faults);
  return hit;
}

std::vector<std::uint64_t> choose_links(const SupplyNetwork& network,
                                        const std::vector<TargetSelection>& selections, const EventSite& site,
                                        FaultList& faults) {
  const End suppliers = end_of(network, selections, TargetRole::kSupplier);
  const End customers = end_of(network, selections, TargetRole::kCustomer);
  std::vector<bool> delivers(network.node_count, false);
  std::vector<bool> receives(network.node_count, false);
  std::vector<std::uint64_t> hit;
  for (std::uint32_t customer = 0; customer < network.node_count; ++customer) {
    if (customers.is_restricted && !customers.fits[customer]) continue;
    const std::size_t first = network.link_offsets[network.group_offsets[customer]];
    const std::size_t last = network.link_offsets[network.group_offsets[customer + std::size_t{1}]];
    for (std::size_t e = first; e < last; ++e) {
      if (suppliers.is_restricted && !suppliers.fits[network.supplier[e]]) continue;
      hit.push_back(e);
      delivers[network.supplier[e]] = true;
      receives[customer] = true;
    }
  }
  const auto adds_something = [&](const TargetSelection& selection, const TargetChoice& choice) {
    const std::vector<bool>& marked = selection.role == TargetRole::kCustomer ? receives : delivers;
    return std::any_of(choice.nodes.begin(), choice.nodes.end(),
                       [&](std::uint32_t node) { return marked[node]; });
  };
  report(selections, hit.empty(), site, adds_something, faults);
  return hit;
}

std::vector<std::uint32_t> customers_of_links(const SupplyNetwork& network) {
  std::vector<std::uint32_t> customers(network.link_count());
  for (std::uint32_t i = 0; i < network.node_count; ++i) {
    const std::size_t first = network.link_offsets[network.group_offsets[i]];
    const std::size_t last = network.link_offsets[network.group_offsets[i + std::size_t{1}]];
    std::fill(customers.begin() + static_cast<std::ptrdiff_t>(first),
              customers.begin() + static_cast<std::ptrdiff_t>(last), i);
  }
  return customers;
}

}  // namespace tenon
