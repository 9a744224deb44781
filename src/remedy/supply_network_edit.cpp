#include "remedy/supply_network_edit.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include "base/number.h"
#include "remedy/editable_supply.h"
#include "remedy/localise.h"

namespace tenon {
namespace {

constexpr double kRelativeSlack = 1e-12;

class SupplyEditor {
 public:
  explicit SupplyEditor(const EditedSupplyInput& input)
      : input_(input),
        supply_(*input.network),
        is_outside_(input.is_outside.begin(), input.is_outside.end()),
        is_absorbed_(input.network->node_count, 0) {}

  Result<void> apply(const SupplyEdit& edit) {
    return std::visit([this](const auto& e) { return this->apply(e); }, edit);
  }

  Result<EditedSupply> finish() {
    auto edited = supply_.freeze();
    if (!edited) return edited;
    edited->internalised = internalised_;
    edited->localised = localised_;
    return edited;
  }

 private:
  using Group = EditableSupply::Group;
  using Groups = EditableSupply::Groups;
  using Flow = EditableSupply::Flow;

  static Error fault(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

  [[nodiscard]] std::string name(std::uint32_t node) const {
    return input_.name_of && node < input_.network->node_count ? input_.name_of(node)
                                                               : "node " + std::to_string(node);
  }
  [[nodiscard]] Result<void> check_node(std::uint32_t node) const {
    if (node >= supply_.node_count()) {
      return fault("node " + std::to_string(node) + " is out of range, only " +
                   std::to_string(supply_.node_count()) + " are known");
    }
    if (is_absorbed_[node] != 0) return fault(name(node) + " has been absorbed");
    return {};
  }
  [[nodiscard]] Result<void> check_nodes(std::uint32_t a, std::uint32_t b) const {
    if (auto known = check_node(a); !known) return known;
    if (auto known = check_node(b); !known) return known;
    if (a == b) return fault(name(a) + " is named twice");
    return {};
  }
  [[nodiscard]] Result<void> check_market(std::uint32_t market) const {
    if (market < supply_.market_count()) return {};
    return fault("market " + std::to_string(market) + " is out of range, only " +
                 std::to_string(supply_.market_count()) + " are known");
  }
  static Result<void> check_positive(double value, const char* what) {
    if (value > 0 && std::isfinite(value)) return {};
    return fault(std::string(what) + " is " + format_number(value) + ", expected a finite number > 0");
  }
  static Result<void> check_share(double value, const char* what) {
    if (value >= 0 && value <= 1) return {};
    return fault(std::string(what) + " is " + format_number(value) + ", expected 0 to 1");
  }

  [[nodiscard]] bool has_market(const Group& group, std::uint32_t market) const {
    return std::any_of(group.flows.begin(), group.flows.end(),
                       [&](const Flow& flow) { return supply_.market[flow.supplier] == market; });
  }
  static double amount_of(const Group& group, std::uint32_t supplier) {
    for (const Flow& flow : group.flows) {
      if (flow.supplier == supplier) return flow.amount;
    }
    return 0;
  }
  // Sets the flow of a supplier; 0 removes it.
  static void set(Group& group, std::uint32_t supplier, double amount) {
    for (std::size_t e = 0; e < group.flows.size(); ++e) {
      if (group.flows[e].supplier != supplier) continue;
      if (amount > 0) {
        group.flows[e].amount = amount;
      } else {
        group.flows.erase(group.flows.begin() + static_cast<std::ptrdiff_t>(e));
      }
      return;
    }
    if (amount > 0) group.flows.push_back({supplier, amount});
  }

  Result<void> apply(const AddSupplier& edit) {
    if (auto known = check_nodes(edit.supplier, edit.customer); !known) return known;
    if (auto good = check_positive(edit.flow, "the flow"); !good) return good;
    if (auto good = check_share(edit.taken_share, "the share taken from other suppliers"); !good) return good;
    if (auto good = check_positive(edit.new_input_days, "the stock of a new input"); !good) return good;
    const std::uint32_t market = supply_.market[edit.supplier];
    Groups groups = supply_.groups(edit.customer);
    auto group =
        std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return has_market(g, market); });
    const double taken = edit.flow * edit.taken_share;
    if (group == groups.end()) {
      if (taken > 0) {
        return fault(name(edit.customer) + " has no supplier of what " + name(edit.supplier) +
                     " makes, so nothing can be taken from others");
      }
      groups.push_back({EditedSupply::kNewGroup, edit.new_input_days, edit.new_input_essential, {}});
      group = groups.end() - 1;
    }
    const double others = supply_.total(*group) - amount_of(*group, edit.supplier);
    if (taken > others * (1 + kRelativeSlack)) {
      return fault(format_number(taken) + " a day would be taken from other suppliers of " +
                   name(edit.customer) + ", which deliver only " + format_number(others));
    }
    const double kept = taken >= others * (1 - kRelativeSlack) ? 0 : 1 - taken / others;
    if (taken > 0) {
      for (Flow& flow : group->flows) {
        if (flow.supplier != edit.supplier) flow.amount *= kept;
      }
      std::erase_if(group->flows, [](const Flow& flow) { return flow.amount == 0; });
    }
    set(*group, edit.supplier, amount_of(*group, edit.supplier) + edit.flow);
    supply_.change_groups(edit.customer) = std::move(groups);
    return {};
  }

  Result<void> apply(const RemoveSupplier& edit) {
    if (auto known = check_node(edit.supplier); !known) return known;
    if (auto known = check_node(edit.customer); !known) return known;
    Groups groups = supply_.groups(edit.customer);
    bool found = false;
    for (Group& group : groups) {
      const double removed = amount_of(group, edit.supplier);
      if (removed == 0) continue;
      found = true;
      set(group, edit.supplier, 0);
      if (edit.flow == RemovedFlow::kDrop) continue;
      const double others = supply_.total(group);
      if (others == 0) {
        return fault(name(edit.customer) + " has no other supplier of this input than " +
                     name(edit.supplier) + "; the flow can only be dropped");
      }
      for (Flow& flow : group.flows) flow.amount += removed * (flow.amount / others);
    }
    if (!found) return fault(name(edit.supplier) + " delivers nothing to " + name(edit.customer));
    supply_.change_groups(edit.customer) = std::move(groups);
    return {};
  }

  Result<void> apply(const ScaleNodeCapacity& edit) {
    if (auto known = check_node(edit.node); !known) return known;
    if (auto good = check_positive(edit.factor, "the factor of capacity"); !good) return good;
    supply_.full_load[edit.node] *= edit.factor;
    supply_.rescaled.insert(edit.node);
    return {};
  }

  Result<void> apply(const ScaleNodeStock& edit) {
    if (auto known = check_node(edit.node); !known) return known;
    if (auto good = check_positive(edit.factor, "the factor of stock"); !good) return good;
    if (edit.days) {
      if (auto good = check_positive(*edit.days, "the days of stock"); !good) return good;
    }
    if (edit.market) {
      if (auto known = check_market(*edit.market); !known) return known;
    }
    Groups groups = supply_.groups(edit.node);
    bool found = false;
    for (Group& group : groups) {
      if (edit.market && !has_market(group, *edit.market)) continue;
      group.days = edit.days ? *edit.days : group.days * edit.factor;
      found = true;
    }
    if (!found) return fault(name(edit.node) + " holds no such input");
    supply_.change_groups(edit.node) = std::move(groups);
    return {};
  }

  Result<void> apply(const MergeNodes& edit) {
    if (auto known = check_nodes(edit.keep, edit.absorb); !known) return known;
    if (supply_.market[edit.keep] != supply_.market[edit.absorb]) {
      return fault(name(edit.keep) + " and " + name(edit.absorb) + " make different things");
    }
    double internal = 0;
    for (const std::uint32_t customer : supply_.customers_of(edit.absorb)) {
      for (Group& group : supply_.change_groups(customer)) {
        const double amount = amount_of(group, edit.absorb);
        if (amount == 0) continue;
        set(group, edit.absorb, 0);
        if (customer == edit.keep) {
          internal += amount;
        } else if (customer == edit.absorb) {
          set(group, edit.absorb, amount);  // what it sold itself goes with its inputs below
        } else {
          set(group, edit.keep, amount_of(group, edit.keep) + amount);
        }
      }
    }
    Groups moved = supply_.groups(edit.absorb);
    Groups& groups = supply_.change_groups(edit.keep);
    for (Group& from : moved) {
      const double sold = amount_of(from, edit.keep);
      internal += sold;
      set(from, edit.keep, 0);
      const double own = amount_of(from, edit.absorb);
      set(from, edit.absorb, 0);
      if (own > 0) set(from, edit.keep, own);
      if (from.flows.empty()) continue;
      const auto to = std::find_if(groups.begin(), groups.end(), [&](const Group& g) {
        return std::any_of(from.flows.begin(), from.flows.end(),
                           [&](const Flow& f) { return has_market(g, supply_.market[f.supplier]); });
      });
      if (to == groups.end()) {
        from.before = EditedSupply::kNewGroup;
        groups.push_back(std::move(from));
        continue;
      }
      const double a = supply_.total(*to);
      const double b = supply_.total(from);
      to->days = (a * to->days + b * from.days) / (a + b);
      to->essential = to->essential || from.essential;
      for (const Flow& flow : from.flows)
        set(*to, flow.supplier, amount_of(*to, flow.supplier) + flow.amount);
    }
    supply_.change_groups(edit.absorb).clear();
    supply_.final_demand[edit.keep] += supply_.final_demand[edit.absorb];
    supply_.final_demand[edit.absorb] = 0;
    supply_.full_load[edit.keep] =
        std::max(0.0, supply_.full_load[edit.keep] + supply_.full_load[edit.absorb] - internal);
    supply_.full_load[edit.absorb] = 0;
    supply_.rescaled.insert({edit.keep, edit.absorb});
    is_absorbed_[edit.absorb] = 1;
    internalised_ += internal;
    return {};
  }

  Result<void> apply(const BuildNode& edit) {
    if (auto known = check_market(edit.market); !known) return known;
    if (edit.like) {
      if (auto known = check_node(*edit.like); !known) return known;
      if (!(edit.taken_share > 0 && edit.taken_share < 1)) {
        return fault("the share taken over is " + format_number(edit.taken_share) +
                     ", expected more than 0 and less than 1");
      }
      if (supply_.market[*edit.like] != edit.market) return fault(name(*edit.like) + " makes something else");
    } else if (auto good = check_positive(edit.standby_capacity, "the capacity of the new plant"); !good) {
      return good;
    }
    const std::uint32_t node = supply_.add_node(edit.market);
    is_absorbed_.push_back(0);
    if (!is_outside_.empty()) is_outside_.push_back(0);
    supply_.rescaled.insert(node);
    if (!edit.like) {
      supply_.full_load[node] = edit.standby_capacity;
      return {};
    }
    const std::uint32_t like = *edit.like;
    const auto split = [&edit](double& from) {
      const double moved = from * edit.taken_share;
      from -= moved;
      return moved;
    };
    for (const std::uint32_t customer : supply_.customers_of(like)) {
      if (customer == like) continue;
      for (Group& group : supply_.change_groups(customer)) {
        double amount = amount_of(group, like);
        if (amount == 0) continue;
        const double moved = split(amount);
        set(group, like, amount);
        set(group, node, moved);
      }
    }
    Groups moved_groups;
    for (Group& group : supply_.change_groups(like)) {
      Group& copy =
          moved_groups.emplace_back(Group{EditedSupply::kNewGroup, group.days, group.essential, {}});
      for (Flow& flow : group.flows) {
        if (flow.supplier != like) copy.flows.push_back({flow.supplier, split(flow.amount)});
      }
    }
    supply_.change_groups(node) = std::move(moved_groups);
    supply_.final_demand[node] = split(supply_.final_demand[like]);
    supply_.full_load[node] = split(supply_.full_load[like]);
    supply_.rescaled.insert(like);
    return {};
  }

  Result<void> apply(const LocaliseMarket& edit) {
    if (auto known = check_market(edit.market); !known) return known;
    if (auto good = check_share(edit.share, "the share"); !good) return good;
    if (is_outside_.empty()) return fault("which nodes are abroad is not known");
    std::vector<LocalPurchase> purchases;
    for (std::uint32_t customer = 0; customer < supply_.node_count(); ++customer) {
      if (is_outside_[customer] != 0) continue;
      const std::size_t begin = purchases.size();
      for (const Group& group : supply_.groups(customer)) {
        for (const Flow& flow : group.flows) {
          if (supply_.market[flow.supplier] != edit.market) continue;
          purchases.push_back({customer, flow.supplier, flow.amount, is_outside_[flow.supplier] != 0});
        }
      }
      std::sort(purchases.begin() + static_cast<std::ptrdiff_t>(begin), purchases.end(),
                [](const LocalPurchase& a, const LocalPurchase& b) { return a.maker < b.maker; });
    }
    std::vector<LocalMaker> makers;
    for (std::uint32_t node = 0; node < supply_.node_count(); ++node) {
      if (supply_.market[node] == edit.market && is_outside_[node] == 0 && supply_.full_load[node] > 0) {
        makers.push_back({node, supply_.full_load[node]});
      }
    }
    const auto plan = plan_localisation(
        purchases, makers, edit.share, [this](std::uint32_t node) { return supply_.full_load[node]; },
        [this](std::uint32_t node) { return name(node); });
    if (!plan) return plan.error();
    if (plan->kept == 1) return {};
    for (const LocalAmount& more : plan->amounts) {
      for (Group& group : supply_.change_groups(more.customer)) {
        if (!has_market(group, edit.market)) continue;
        set(group, more.maker, amount_of(group, more.maker) + more.amount);
        break;
      }
    }
    for (const LocalPurchase& purchase : purchases) {
      if (!purchase.is_abroad) continue;
      for (Group& group : supply_.change_groups(purchase.customer)) {
        const double amount = amount_of(group, purchase.maker);
        if (amount > 0) set(group, purchase.maker, amount * plan->kept);
      }
    }
    localised_ += plan->moved;
    return {};
  }

  const EditedSupplyInput& input_;
  EditableSupply supply_;
  std::vector<std::uint8_t> is_outside_;
  std::vector<std::uint8_t> is_absorbed_;
  double internalised_ = 0;
  double localised_ = 0;
};

}  // namespace

std::string_view name_of_edit(const SupplyEdit& edit) {
  return std::visit(
      [](const auto& e) -> std::string_view {
        using Edit = std::decay_t<decltype(e)>;
        if constexpr (std::is_same_v<Edit, AddSupplier>) return "add_link";
        if constexpr (std::is_same_v<Edit, RemoveSupplier>) return "remove_link";
        if constexpr (std::is_same_v<Edit, ScaleNodeCapacity>) return "scale_capacity";
        if constexpr (std::is_same_v<Edit, ScaleNodeStock>) return "scale_stock";
        if constexpr (std::is_same_v<Edit, MergeNodes>) return "merge_firms";
        if constexpr (std::is_same_v<Edit, BuildNode>) return "build_plant";
        if constexpr (std::is_same_v<Edit, LocaliseMarket>) return "localise";
      },
      edit);
}

Result<EditedSupply> apply_supply_edits(const EditedSupplyInput& input, std::span<const SupplyEdit> edits) {
  if (input.network == nullptr) return Error{ErrorCode::kInvalidArgument, "no network"};
  if (!input.is_outside.empty() && input.is_outside.size() != input.network->node_count) {
    return Error{ErrorCode::kInvalidArgument, "is_outside does not have one value a node"};
  }
  SupplyEditor editor(input);
  std::string faults;
  for (std::size_t e = 0; e < edits.size(); ++e) {
    if (const auto applied = editor.apply(edits[e]); !applied) {
      if (!faults.empty()) faults += '\n';
      faults += "edit " + std::to_string(e + 1) + " (" + std::string(name_of_edit(edits[e])) +
                "): " + applied.error().message;
    }
  }
  if (!faults.empty()) return Error{ErrorCode::kInvalidArgument, std::move(faults)};
  return editor.finish();
}

}  // namespace tenon
