#include "remedy/localise.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

namespace tenon {
namespace {

struct Maker {
  std::uint32_t firm = 0;
  double capacity = 0;
};

// What one customer inside buys of the sector.
struct Purchases {
  double outside = 0;
  double inside = 0;
};

struct Allocation {
  std::uint32_t maker = 0;
  std::uint32_t customer = 0;
  double amount = 0;
};

// Customers that know no maker inside get theirs from all, each maker in proportion to its capacity:
// customers and makers are gone through side by side, so that at most customers + makers links appear. A
// customer that is a maker itself does not buy from itself: its part is exchanged for the next maker's.
std::vector<Allocation> spread(const std::vector<std::pair<std::uint32_t, double>>& needs,
                               const std::vector<Maker>& makers) {
  std::vector<Allocation> allocations;
  double total_need = 0;
  double total_capacity = 0;
  for (const auto& [customer, amount] : needs) total_need += amount;
  for (const Maker& maker : makers) total_capacity += maker.capacity;
  std::size_t at = 0;
  double left = makers.empty() ? 0 : total_need * (makers[0].capacity / total_capacity);
  for (const auto& [customer, amount] : needs) {
    double need = amount;
    while (need > 0) {
      const bool is_last = at + 1 == makers.size();
      const double part = is_last ? need : std::min(need, left);
      std::size_t maker = at;
      if (makers[maker].firm == customer) maker = is_last ? at - 1 : at + 1;
      if (part > 0) allocations.push_back({makers[maker].firm, customer, part});
      need -= part;
      left -= part;
      if (!is_last && left <= 0) {
        ++at;
        left = total_need * (makers[at].capacity / total_capacity);
      }
    }
  }
  return allocations;
}

}  // namespace

Result<double> localise(EditableNetwork& links, const std::vector<std::uint8_t>& is_outside,
                        std::uint32_t sector, double share,
                        const std::function<double(std::uint32_t firm)>& capacity,
                        const std::function<std::string(std::uint32_t firm)>& name_of) {
  std::vector<Maker> makers;
  std::map<std::uint32_t, Purchases> customers;
  double bought_outside = 0;
  double bought = 0;
  for (std::uint32_t firm = 0; firm < links.firm_count(); ++firm) {
    if (links.sector(firm) != sector) continue;
    if (is_outside[firm] == 0) {
      const double can = capacity(firm);
      if (can > 0) makers.push_back({firm, can});
    }
    for (const auto& sale : links.customers(firm)) {
      if (is_outside[sale.other] != 0) continue;
      Purchases& purchases = customers[sale.other];
      (is_outside[firm] != 0 ? purchases.outside : purchases.inside) += sale.weight;
      bought += sale.weight;
      if (is_outside[firm] != 0) bought_outside += sale.weight;
    }
  }
  const double allowed_outside = (1 - share) * bought;
  if (!(bought_outside > allowed_outside)) return 0.0;
  const double kept = allowed_outside / bought_outside;

  // Decide everything before anything is changed.
  std::vector<Allocation> allocations;
  std::vector<std::pair<std::uint32_t, double>> needs;
  for (const auto& [customer, purchases] : customers) {
    if (purchases.outside == 0) continue;
    const double moved = purchases.outside - purchases.outside * kept;
    std::vector<Maker> known;
    double known_capacity = 0;
    for (const auto& purchase : links.suppliers(customer)) {
      if (links.sector(purchase.other) != sector || is_outside[purchase.other] != 0) continue;
      if (purchase.other == customer) continue;
      known.push_back({purchase.other, capacity(purchase.other)});
      known_capacity += known.back().capacity;
    }
    if (known_capacity > 0) {
      for (const Maker& maker : known) {
        allocations.push_back({maker.firm, customer, moved * (maker.capacity / known_capacity)});
      }
    } else if (makers.empty() || (makers.size() == 1 && makers[0].firm == customer)) {
      return Error{ErrorCode::kInvalidArgument,
                   "no maker inside can take over what " + name_of(customer) + " buys abroad"};
    } else {
      needs.emplace_back(customer, moved);
    }
  }
  const auto for_all = spread(needs, makers);
  allocations.insert(allocations.end(), for_all.begin(), for_all.end());

  double moved = 0;
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> amounts;  // by customer, maker
  for (const Allocation& a : allocations) {
    amounts[{a.customer, a.maker}] += a.amount;
    moved += a.amount;
  }
  for (const auto& [pair, amount] : amounts) {
    const auto [customer, maker] = pair;
    InputClass input_class = InputClass::kNonEssential;
    for (const auto& purchase : links.suppliers(customer)) {
      if (links.sector(purchase.other) == sector) input_class = purchase.input_class;
    }
    links.set(maker, customer, links.weight(maker, customer) + amount, input_class);
  }
  for (const auto& [customer, purchases] : customers) {
    if (purchases.outside == 0) continue;
    for (const auto& purchase : links.suppliers(customer)) {
      if (links.sector(purchase.other) != sector || is_outside[purchase.other] == 0) continue;
      links.set(purchase.other, customer, purchase.weight * kept, purchase.input_class);
    }
  }
  return moved;
}

}  // namespace tenon
