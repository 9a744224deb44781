#include "service/supply_aggregate.h"

#include <algorithm>
#include <array>
#include <map>

namespace tenon {
namespace {

struct StateWords {
  std::string_view id;
  Wording wording;
};

constexpr std::array<StateWords, 3> kStates{
    {{"shown", {"显示", "shown"}},
     {"too_few_firms", {"企业过少，不予显示", "hidden: too few firms"}},
     {"complementary", {"为保护其他组，不予显示", "hidden to protect another group"}}}};

using Rows = std::vector<std::uint32_t>;  // positions

// One group and those below it.
struct Node {
  Rows rows;
  std::int64_t value_fen = 0;
  GroupState state = GroupState::kShown;
  std::map<std::string, Node> below;
  Rows rest;  // of the hidden groups below; shown if there are shown ones too
};

class Aggregation {
 public:
  Aggregation(std::span<const SupplyRow> rows, const AggregateOptions& options)
      : rows_(rows), options_(options) {}

  std::vector<SupplyGroup> run() {
    Node total;
    for (std::uint32_t r = 0; r < rows_.size(); ++r) {
      Node* node = &total;
      add(*node, r);
      for (const std::string& key : rows_[r].keys) {
        node = &node->below[key];
        add(*node, r);
      }
    }
    protect(total);
    std::vector<std::string> keys;
    list(total, keys);
    return std::move(groups_);
  }

 private:
  void add(Node& node, std::uint32_t row) const {
    node.rows.push_back(row);
    node.value_fen += rows_[row].value_fen;
  }

  struct Side {
    std::size_t firms = 0;
    std::int64_t largest = 0;
    std::int64_t total = 0;
  };

  Side side_of(const Rows& rows, std::string SupplyRow::*firm) const {
    std::map<std::string_view, std::int64_t> values;
    Side side;
    for (const std::uint32_t r : rows) {
      std::int64_t& value = values[rows_[r].*firm];
      value += rows_[r].value_fen;
      side.total += rows_[r].value_fen;
      side.largest = std::max(side.largest, value);
    }
    side.firms = values.size();
    return side;
  }

  bool is_safe(const Rows& rows) const {
    for (const auto firm : {&SupplyRow::supplier, &SupplyRow::customer}) {
      const Side side = side_of(rows, firm);
      if (side.firms < options_.minimum_firms) return false;
      if (static_cast<double>(side.largest) > options_.largest_share * static_cast<double>(side.total))
        return false;
    }
    return true;
  }

  // Decides what is shown at and below `node`. Afterwards it is shown, or nothing below it is.
  void protect(Node& node) const {
    if (node.below.empty()) {
      if (!is_safe(node.rows)) node.state = GroupState::kTooFewFirms;
      return;
    }
    std::vector<Node*> shown;
    for (auto& [key, child] : node.below) {
      protect(child);
      if (child.state == GroupState::kShown) {
        shown.push_back(&child);
      } else {
        node.rest.insert(node.rest.end(), child.rows.begin(), child.rows.end());
      }
    }
    if (node.rest.empty()) return;
    // The smallest last; of equal ones, that of the first key.
    std::reverse(shown.begin(), shown.end());
    std::stable_sort(shown.begin(), shown.end(),
                     [](const Node* a, const Node* b) { return a->value_fen > b->value_fen; });
    while (!is_safe(node.rest)) {
      if (shown.empty()) {
        node.state = GroupState::kTooFewFirms;
        return;
      }
      Node& joins = *shown.back();
      shown.pop_back();
      joins.state = GroupState::kComplementary;
      node.rest.insert(node.rest.end(), joins.rows.begin(), joins.rows.end());
    }
    // The rest of everything is the total itself.
    if (shown.empty()) node.rest.clear();
  }

  SupplyGroup group_of(const std::vector<std::string>& keys, const Rows& rows) const {
    SupplyGroup group;
    group.keys = keys;
    const Side suppliers = side_of(rows, &SupplyRow::supplier);
    group.value_fen = suppliers.total;
    group.suppliers = suppliers.firms;
    group.customers = side_of(rows, &SupplyRow::customer).firms;
    group.supplies = rows.size();
    return group;
  }

  void list(const Node& node, std::vector<std::string>& keys) {
    if (node.state != GroupState::kShown) {
      groups_.push_back({keys, false, node.state, 0, 0, 0, 0});
      return;
    }
    groups_.push_back(group_of(keys, node.rows));
    for (const auto& [key, child] : node.below) {
      keys.push_back(key);
      list(child, keys);
      keys.pop_back();
    }
    if (node.rest.empty()) return;
    groups_.push_back(group_of(keys, node.rest));
    groups_.back().is_rest = true;
  }

  std::span<const SupplyRow> rows_;
  const AggregateOptions& options_;
  std::vector<SupplyGroup> groups_;
};

}  // namespace

std::string_view id_of(GroupState state) {
  return kStates[static_cast<std::size_t>(state)].id;
}

Wording wording_of(GroupState state) {
  return kStates[static_cast<std::size_t>(state)].wording;
}

Result<std::vector<SupplyGroup>> aggregate_supplies(std::span<const SupplyRow> rows,
                                                    const AggregateOptions& options) {
  if (options.minimum_firms < 2)
    return Error{ErrorCode::kInvalidArgument, "aggregates of supplies need at least two firms a side"};
  if (rows.empty()) return std::vector<SupplyGroup>{};
  for (const SupplyRow& row : rows) {
    if (row.keys.size() != rows.front().keys.size())
      return Error{ErrorCode::kInvalidArgument, "all supplies need the same number of keys"};
    if (row.value_fen < 0) return Error{ErrorCode::kInvalidArgument, "a supply of negative value"};
  }
  return Aggregation(rows, options).run();
}

}  // namespace tenon
