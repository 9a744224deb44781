#include "exchange/dataset_checks.h"

#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "exchange/dataset_faults.h"
#include "exchange/find_cycle.h"

namespace tenon {
namespace {

constexpr std::size_t kMostCycles = 20;

// One file's sound records, in order, for the checks below.
template <class Record>
class SoundRecords {
 public:
  SoundRecords(std::string_view file, const std::vector<Record>& records, const DatasetNotes& notes,
               FaultList& faults)
      : file_(file), records_(records), notes_(notes.at(file)), faults_(faults) {}

  template <class Action>
  void for_each(const Action& action) const {
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (notes_.sound[i]) action(i, records_[i]);
    }
  }

  void fault(Severity severity, std::size_t position, std::string_view column, std::string value,
             FaultText expected) const {
    faults_.add(placed(
        {severity, std::string(file_), notes_.lines[position], 0, std::string(column), std::move(value), ""},
        std::move(expected)));
  }

  // Reports every record whose key came before. An empty key, as optional, is none.
  template <class KeyOf>
  void check_unique(Severity severity, std::string_view column, const FaultKind& kind,
                    const KeyOf& key_of) const {
    std::map<typename std::invoke_result_t<KeyOf, const Record&>::value_type, std::size_t> first;
    for_each([&](std::size_t position, const Record& record) {
      const auto key = key_of(record);
      if (!key) return;
      const auto [entry, is_new] = first.try_emplace(*key, position);
      if (is_new) return;
      fault(severity, position, column, "", said(kind, {std::to_string(notes_.lines[entry->second])}));
    });
  }

 private:
  std::string_view file_;
  const std::vector<Record>& records_;
  const RowNotes& notes_;
  FaultList& faults_;
};

// "A (甲) -> B (乙) -> A (甲)"
std::string name_cycle(const std::vector<std::size_t>& nodes,
                       const std::function<std::string(std::size_t)>& name) {
  std::string text;
  for (const std::size_t node : nodes) text += name(node) + " -> ";
  return text + name(nodes.front());
}

// `edge_records` are the positions of the records that `edges` come from.
template <class Record>
void report_cycles(const SoundRecords<Record>& records, std::size_t node_count,
                   const std::vector<DirectedEdge>& edges, const std::vector<std::size_t>& edge_records,
                   std::string_view column, const FaultKind& kind,
                   const std::function<std::string(std::size_t)>& name) {
  for (const auto& cycle : find_cycles(node_count, edges, kMostCycles)) {
    std::vector<std::size_t> nodes;
    nodes.reserve(cycle.size());
    for (const std::size_t edge : cycle) nodes.push_back(edges[edge].from);
    records.fault(Severity::kError, edge_records[cycle.front()], column, "",
                  said(kind, {name_cycle(nodes, name)}));
  }
}

void check_inputs(const Dataset& dataset, const SoundRecords<Input>& inputs) {
  inputs.check_unique(Severity::kError, "input_id", fault_kinds::kSameInput, [](const Input& input) {
    return std::optional(std::pair(input.input, input.product));
  });

  std::vector<DirectedEdge> edges;
  std::vector<std::size_t> edge_records;
  std::map<std::pair<ProductId, std::string>, std::pair<std::size_t, std::size_t>>
      groups;  // size, first record
  inputs.for_each([&](std::size_t position, const Input& input) {
    if (!input.alternative_group.empty()) {
      ++groups.try_emplace({input.product, input.alternative_group}, 0, position).first->second.first;
    }
    if (!input.essential) return;
    edges.push_back({input.input.index(), input.product.index()});
    edge_records.push_back(position);
  });
  report_cycles(inputs, dataset.products.size(), edges, edge_records, "", fault_kinds::kInputCycle,
                [&](std::size_t node) {
                  return dataset.products[node].id + " (" + dataset.products[node].name_zh + ")";
                });
  for (const auto& [key, group] : groups) {
    if (group.first == 1) {
      inputs.fault(Severity::kWarning, group.second, "alternative_group", key.second,
                   said(fault_kinds::kAloneInGroup));
    }
  }
}

template <class Record, class IdType>
void check_parents(const std::vector<Record>& all, const SoundRecords<Record>& records,
                   std::string_view column, std::optional<IdType> Record::*parent, std::string Record::*id) {
  std::vector<DirectedEdge> edges;
  std::vector<std::size_t> edge_records;
  records.for_each([&](std::size_t position, const Record& record) {
    if (!(record.*parent)) return;
    edges.push_back({position, (record.*parent)->index()});
    edge_records.push_back(position);
  });
  report_cycles(records, all.size(), edges, edge_records, column, fault_kinds::kParentCycle,
                [&](std::size_t node) { return all[node].*id + " (" + all[node].name_zh + ")"; });
}

}  // namespace

void check_records(const Dataset& dataset, const DatasetKeys& keys, const DatasetNotes& notes,
                   FaultList& faults) {
  const SoundRecords regions("regions.csv", dataset.regions, notes, faults);
  const SoundRecords inputs("inputs.csv", dataset.inputs, notes, faults);
  const SoundRecords firms("firms.csv", dataset.firms, notes, faults);
  const SoundRecords capabilities("capabilities.csv", dataset.capabilities, notes, faults);
  const SoundRecords supplies("supplies.csv", dataset.supplies, notes, faults);
  const SoundRecords fact_uses("fact_uses.csv", dataset.fact_uses, notes, faults);

  if (keys.regions.is_known()) {
    check_parents(dataset.regions, regions, "parent_code", &Region::parent, &Region::code);
  }
  if (keys.products.is_known()) check_inputs(dataset, inputs);
  if (keys.firms.is_known()) check_parents(dataset.firms, firms, "parent_id", &Firm::parent, &Firm::id);
  firms.check_unique(Severity::kWarning, "uscc", fault_kinds::kSameUscc, [](const Firm& firm) {
    return firm.uscc.empty() ? std::nullopt : std::optional(firm.uscc);
  });
  if (keys.firms.is_known() && keys.products.is_known() && keys.regions.is_known()) {
    capabilities.check_unique(Severity::kWarning, "", fault_kinds::kSameCapability, [](const Capability& c) {
      return std::optional(std::tuple(c.firm, c.product, c.region));
    });
  }
  if (keys.firms.is_known() && keys.products.is_known()) {
    supplies.check_unique(Severity::kWarning, "", fault_kinds::kSameSupply, [](const Supply& supply) {
      return std::optional(std::tuple(supply.supplier, supply.customer, supply.product));
    });
  }
  fact_uses.check_unique(Severity::kError, "", fault_kinds::kSameFactUse, [](const FactUse& use) {
    return std::optional(std::tuple(use.fact, use.indicator, use.basis_region));
  });
}

}  // namespace tenon
