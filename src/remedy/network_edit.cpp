#include "remedy/network_edit.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <type_traits>
#include <utility>

#include "base/number.h"
#include "remedy/editable_network.h"
#include "remedy/localise.h"

namespace tenon {
namespace {

// What a supplier is allowed to lose beyond what it sells, by rounding.
constexpr double kRelativeSlack = 1e-12;

// What a firm has outside the network, of one kind (sales or purchases), kept while links move.
class Outside {
 public:
  Outside(std::span<const double> totals, const std::vector<double>& inside) {
    if (totals.empty()) return;
    amount_.reserve(totals.size());
    for (std::size_t i = 0; i < totals.size(); ++i) amount_.push_back(std::max(0.0, totals[i] - inside[i]));
  }
  [[nodiscard]] bool is_given() const { return !amount_.empty(); }
  void add_firm() {
    if (is_given()) amount_.push_back(0);
  }
  void move(std::uint32_t from, std::uint32_t to, double share) {
    if (!is_given()) return;
    const double moved = amount_[from] * share;
    amount_[to] += moved;
    amount_[from] = share == 1 ? 0 : amount_[from] - moved;
    touched_.insert({from, to});
  }
  [[nodiscard]] const std::set<std::uint32_t>& touched() const { return touched_; }
  // Firms without a change keep what was given, to the last bit.
  [[nodiscard]] std::vector<double> totals(std::span<const double> given, const std::vector<double>& inside,
                                           const std::vector<std::uint32_t>& changed) const {
    if (!is_given()) return {};
    std::vector<double> result(given.begin(), given.end());
    result.resize(inside.size(), 0.0);
    for (const std::uint32_t i : changed) result[i] = inside[i] + amount_[i];
    return result;
  }

 private:
  std::vector<double> amount_;
  std::set<std::uint32_t> touched_;
};

class Editor {
 public:
  explicit Editor(const EditedEconomy& economy)
      : economy_(economy),
        links_(*economy.network),
        sales_outside_(economy.revenue, economy.network->out_strength),
        purchases_outside_(economy.costs, economy.network->in_strength),
        weights_(economy.weights.begin(), economy.weights.end()),
        is_outside_(economy.is_outside.begin(), economy.is_outside.end()),
        is_absorbed_(economy.network->firm_count, 0) {}

  Result<void> apply(const NetworkEdit& edit) {
    return std::visit([this](const auto& e) { return this->apply(e); }, edit);
  }

  Result<EditedNetwork> finish() {
    result_.network = links_.freeze();
    for (std::uint32_t i = 0; i < result_.network.firm_count; ++i) {
      if (!std::isfinite(result_.network.out_strength[i]) || !std::isfinite(result_.network.in_strength[i])) {
        return fault("the sum of the links of " + name(i) + " is beyond the range of a double");
      }
    }
    result_.changed_links = links_.changed_links();
    std::set<std::uint32_t> suppliers = sales_outside_.touched();
    std::set<std::uint32_t> customers = purchases_outside_.touched();
    std::set<std::uint32_t> sectors;
    for (const ChangedLink& link : result_.changed_links) {
      suppliers.insert(link.supplier);
      customers.insert(link.customer);
    }
    for (const std::uint32_t i : suppliers) sectors.insert(result_.network.sector[i]);
    result_.changed_suppliers.assign(suppliers.begin(), suppliers.end());
    result_.changed_customers.assign(customers.begin(), customers.end());
    result_.changed_sectors.assign(sectors.begin(), sectors.end());
    result_.revenue =
        sales_outside_.totals(economy_.revenue, result_.network.out_strength, result_.changed_suppliers);
    result_.costs =
        purchases_outside_.totals(economy_.costs, result_.network.in_strength, result_.changed_customers);
    result_.weights = std::move(weights_);
    result_.is_outside = std::move(is_outside_);
    return std::move(result_);
  }

 private:
  using Row = EditableNetwork::Row;
  using Entry = EditableNetwork::Entry;

  static Error fault(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

  [[nodiscard]] std::string name(std::uint32_t firm) const {
    const std::uint32_t known = economy_.network->firm_count;
    if (firm >= known && firm - known < result_.plant_names.size() &&
        !result_.plant_names[firm - known].empty()) {
      return result_.plant_names[firm - known];
    }
    return economy_.name_of && firm < known ? economy_.name_of(firm) : "firm " + std::to_string(firm);
  }

  [[nodiscard]] Result<void> check_firm(std::uint32_t firm) const {
    if (firm >= links_.firm_count()) {
      return fault("firm " + std::to_string(firm) + " is out of range, only " +
                   std::to_string(links_.firm_count()) + " are known");
    }
    if (is_absorbed_[firm] != 0) return fault(name(firm) + " has been absorbed by another firm");
    return {};
  }
  [[nodiscard]] Result<void> check_firms(std::uint32_t a, std::uint32_t b) const {
    if (auto known = check_firm(a); !known) return known;
    if (auto known = check_firm(b); !known) return known;
    if (a == b) return fault(name(a) + " is named twice");
    return {};
  }
  [[nodiscard]] Result<void> check_sector(std::uint32_t sector) const {
    if (sector < links_.sector_count()) return {};
    return fault("sector " + std::to_string(sector) + " is out of range, only " +
                 std::to_string(links_.sector_count()) + " are known");
  }
  static Result<void> check_amount(double value, double least, double most, const char* what) {
    if (value >= least && value <= most && std::isfinite(value)) return {};
    return fault(std::string(what) + " is " + format_number(value) + ", expected " + format_number(least) +
                 " to " + format_number(most));
  }
  static Result<void> check_positive(double value, const char* what) {
    if (value > 0 && std::isfinite(value)) return {};
    return fault(std::string(what) + " is " + format_number(value) + ", expected a finite number > 0");
  }

  // The class of what `customer` buys of a sector; nullopt: it buys nothing of it.
  [[nodiscard]] std::optional<InputClass> class_of(const Row& suppliers, std::uint32_t sector) const {
    for (const Entry& entry : suppliers) {
      if (links_.sector(entry.other) == sector) return entry.input_class;
    }
    return std::nullopt;
  }

  Result<void> apply(const AddLink& edit) {
    if (auto known = check_firms(edit.supplier, edit.customer); !known) return known;
    if (auto good = check_positive(edit.weight, "the weight"); !good) return good;
    if (auto good = check_amount(edit.taken_share, 0, 1, "the share taken from other suppliers"); !good)
      return good;
    const std::uint32_t sector = links_.sector(edit.supplier);
    const Row suppliers = links_.suppliers(edit.customer);
    const auto existing = class_of(suppliers, sector);
    if (edit.input_class && !links_.has_link_classes()) {
      return fault("a class is given, but the links of this network have none");
    }
    if (edit.input_class && existing && *edit.input_class != *existing) {
      return fault(name(edit.customer) + " buys this input as class " +
                   std::to_string(static_cast<int>(*existing)) + ", not " +
                   std::to_string(static_cast<int>(*edit.input_class)));
    }
    const double taken = edit.weight * edit.taken_share;
    double others = 0;
    for (const Entry& entry : suppliers) {
      if (entry.other != edit.supplier && links_.sector(entry.other) == sector) others += entry.weight;
    }
    if (taken > others * (1 + kRelativeSlack)) {
      return fault(format_number(taken) + " would be taken from other suppliers of " + name(edit.customer) +
                   ", which sell it only " + format_number(others) + " of this input");
    }
    const double kept = taken >= others ? 0 : 1 - taken / others;
    for (const Entry& entry : suppliers) {
      if (taken == 0 || entry.other == edit.supplier || links_.sector(entry.other) != sector) continue;
      links_.set(entry.other, edit.customer, entry.weight * kept, entry.input_class);
    }
    const InputClass fallback = edit.input_class.value_or(InputClass::kNonEssential);
    links_.set(edit.supplier, edit.customer, links_.weight(edit.supplier, edit.customer) + edit.weight,
               existing.value_or(fallback));
    return {};
  }

  Result<void> apply(const RemoveLink& edit) {
    if (auto known = check_firm(edit.supplier); !known) return known;
    if (auto known = check_firm(edit.customer); !known) return known;
    const double removed = links_.weight(edit.supplier, edit.customer);
    if (removed == 0) return fault(name(edit.supplier) + " sells nothing to " + name(edit.customer));
    if (edit.flow == RemovedFlow::kRedistribute) {
      const std::uint32_t sector = links_.sector(edit.supplier);
      const Row suppliers = links_.suppliers(edit.customer);
      double others = 0;
      for (const Entry& entry : suppliers) {
        if (entry.other != edit.supplier && links_.sector(entry.other) == sector) others += entry.weight;
      }
      if (others == 0) {
        return fault(name(edit.customer) + " has no other supplier of this input than " +
                     name(edit.supplier) + "; the flow can only be dropped");
      }
      for (const Entry& entry : suppliers) {
        if (entry.other == edit.supplier || links_.sector(entry.other) != sector) continue;
        links_.set(entry.other, edit.customer, entry.weight + removed * (entry.weight / others),
                   entry.input_class);
      }
    }
    links_.set(edit.supplier, edit.customer, 0, InputClass::kNonEssential);
    return {};
  }

  Result<void> apply(const ScaleCapacity& edit) {
    if (auto known = check_firm(edit.firm); !known) return known;
    return check_positive(edit.factor, "the factor of capacity");
  }

  Result<void> apply(const ScaleStock& edit) {
    if (auto known = check_firm(edit.firm); !known) return known;
    if (edit.sector) {
      if (auto known = check_sector(*edit.sector); !known) return known;
    }
    if (edit.days) {
      if (auto good = check_positive(*edit.days, "the days of stock"); !good) return good;
    }
    return check_positive(edit.factor, "the factor of stock");
  }

  Result<void> apply(const MergeFirms& edit) {
    if (auto known = check_firms(edit.keep, edit.absorb); !known) return known;
    if (links_.sector(edit.absorb) != links_.sector(edit.keep) && !edit.across_sectors) {
      return fault(name(edit.keep) + " and " + name(edit.absorb) +
                   " are of different sectors; that must be permitted expressly");
    }
    const Row sales = links_.customers(edit.absorb);
    const Row purchases = links_.suppliers(edit.absorb);
    for (const Entry& sale : sales) links_.set(edit.absorb, sale.other, 0, sale.input_class);
    for (const Entry& purchase : purchases) links_.set(purchase.other, edit.absorb, 0, purchase.input_class);
    const auto add = [this](std::uint32_t supplier, std::uint32_t customer, const Entry& entry) {
      const InputClass own =
          class_of(links_.suppliers(customer), links_.sector(supplier)).value_or(entry.input_class);
      links_.set(supplier, customer, links_.weight(supplier, customer) + entry.weight, own);
    };
    for (const Entry& sale : sales) {
      if (sale.other == edit.keep) {
        result_.internalised += sale.weight;
      } else {
        add(edit.keep, sale.other == edit.absorb ? edit.keep : sale.other, sale);
      }
    }
    for (const Entry& purchase : purchases) {
      if (purchase.other == edit.keep) {
        result_.internalised += purchase.weight;
      } else if (purchase.other != edit.absorb) {
        add(purchase.other, edit.keep, purchase);
      }
    }
    sales_outside_.move(edit.absorb, edit.keep, 1);
    purchases_outside_.move(edit.absorb, edit.keep, 1);
    if (!weights_.empty()) {
      weights_[edit.keep] += weights_[edit.absorb];
      weights_[edit.absorb] = 0;
    }
    is_absorbed_[edit.absorb] = 1;
    return {};
  }

  Result<void> apply(const BuildPlant& edit) {
    if (auto known = check_sector(edit.sector); !known) return known;
    if (!(edit.capacity >= 0) || !std::isfinite(edit.capacity))
      return fault("the capacity is not a number >= 0");
    if (edit.like) {
      if (auto known = check_firm(*edit.like); !known) return known;
      if (!(edit.taken_share > 0 && edit.taken_share < 1)) {
        return fault("the share taken over is " + format_number(edit.taken_share) +
                     ", expected more than 0 and less than 1");
      }
      if (links_.sector(*edit.like) != edit.sector) {
        return fault(name(*edit.like) + " is not of the plant's sector");
      }
    } else if (edit.taken_share != 0) {
      return fault("a share is to be taken over, but from no firm");
    }
    const std::uint32_t plant = links_.add_firm(edit.sector);
    result_.plant_names.push_back(edit.name);
    result_.plant_locations.push_back(edit.location);
    is_absorbed_.push_back(0);
    sales_outside_.add_firm();
    purchases_outside_.add_firm();
    if (!weights_.empty()) weights_.push_back(0);
    if (!is_outside_.empty()) is_outside_.push_back(0);
    if (!edit.like) return {};
    const std::uint32_t like = *edit.like;
    const double share = edit.taken_share;
    for (const Entry& sale : links_.customers(like)) {
      if (sale.other == like) continue;
      const double moved = sale.weight * share;
      links_.set(plant, sale.other, moved, sale.input_class);
      links_.set(like, sale.other, sale.weight - moved, sale.input_class);
    }
    for (const Entry& purchase : links_.suppliers(like)) {
      if (purchase.other == like) continue;
      const double moved = purchase.weight * share;
      links_.set(purchase.other, plant, moved, purchase.input_class);
      links_.set(purchase.other, like, purchase.weight - moved, purchase.input_class);
    }
    sales_outside_.move(like, plant, share);
    purchases_outside_.move(like, plant, share);
    if (!weights_.empty()) {
      weights_[plant] = weights_[like] * share;
      weights_[like] -= weights_[plant];
    }
    return {};
  }

  Result<void> apply(const Localise& edit) {
    if (auto known = check_sector(edit.sector); !known) return known;
    if (auto good = check_amount(edit.share, 0, 1, "the share"); !good) return good;
    if (is_outside_.empty()) return fault("which firms are abroad is not known");
    const auto capacity = [this](std::uint32_t firm) {
      if (firm < economy_.capacity.size()) return economy_.capacity[firm];
      if (firm < economy_.revenue.size()) return economy_.revenue[firm];
      return links_.sales(firm);
    };
    std::vector<LocalPurchase> purchases;
    std::vector<LocalMaker> makers;
    for (std::uint32_t firm = 0; firm < links_.firm_count(); ++firm) {
      if (links_.sector(firm) != edit.sector) continue;
      const bool is_abroad = is_outside_[firm] != 0;
      if (!is_abroad && capacity(firm) > 0) makers.push_back({firm, capacity(firm)});
      for (const Entry& sale : links_.customers(firm)) {
        if (is_outside_[sale.other] == 0) purchases.push_back({sale.other, firm, sale.weight, is_abroad});
      }
    }
    std::sort(purchases.begin(), purchases.end(), [](const LocalPurchase& a, const LocalPurchase& b) {
      return std::pair(a.customer, a.maker) < std::pair(b.customer, b.maker);
    });
    const auto plan = plan_localisation(purchases, makers, edit.share, capacity,
                                        [this](std::uint32_t firm) { return name(firm); });
    if (!plan) return plan.error();
    for (const LocalAmount& more : plan->amounts) {
      const auto existing = class_of(links_.suppliers(more.customer), edit.sector);
      links_.set(more.maker, more.customer, links_.weight(more.maker, more.customer) + more.amount,
                 existing.value_or(InputClass::kNonEssential));
    }
    for (const LocalPurchase& purchase : purchases) {
      if (!purchase.is_abroad || plan->kept == 1) continue;
      links_.set(purchase.maker, purchase.customer, purchase.amount * plan->kept, InputClass::kNonEssential);
    }
    result_.localised += plan->moved;
    return {};
  }

  const EditedEconomy& economy_;
  EditableNetwork links_;
  Outside sales_outside_;
  Outside purchases_outside_;
  std::vector<double> weights_;
  std::vector<std::uint8_t> is_outside_;
  std::vector<std::uint8_t> is_absorbed_;
  EditedNetwork result_;
};

Result<void> check(const EditedEconomy& economy) {
  const auto bad = [](const std::string& message) {
    return Result<void>(Error{ErrorCode::kInvalidArgument, message});
  };
  if (economy.network == nullptr) return bad("no network");
  const std::size_t firms = economy.network->firm_count;
  for (const auto& [size, what] :
       {std::pair{economy.revenue.size(), "revenue"}, std::pair{economy.costs.size(), "costs"},
        std::pair{economy.weights.size(), "weights"}, std::pair{economy.capacity.size(), "capacity"},
        std::pair{economy.is_outside.size(), "is_outside"}}) {
    if (size != 0 && size != firms) {
      return bad(std::string(what) + " has " + std::to_string(size) + " values for " + std::to_string(firms) +
                 " firms");
    }
  }
  return {};
}

}  // namespace

std::string_view name_of_edit(const NetworkEdit& edit) {
  return std::visit(
      [](const auto& e) -> std::string_view {
        using Edit = std::decay_t<decltype(e)>;
        if constexpr (std::is_same_v<Edit, AddLink>) return "add_link";
        if constexpr (std::is_same_v<Edit, RemoveLink>) return "remove_link";
        if constexpr (std::is_same_v<Edit, ScaleCapacity>) return "scale_capacity";
        if constexpr (std::is_same_v<Edit, ScaleStock>) return "scale_stock";
        if constexpr (std::is_same_v<Edit, MergeFirms>) return "merge_firms";
        if constexpr (std::is_same_v<Edit, BuildPlant>) return "build_plant";
        if constexpr (std::is_same_v<Edit, Localise>) return "localise";
      },
      edit);
}

Result<EditedNetwork> apply_edits(const EditedEconomy& economy, std::span<const NetworkEdit> edits) {
  if (auto good = check(economy); !good) return good.error();
  Editor editor(economy);
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
