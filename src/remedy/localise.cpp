#include "remedy/localise.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

namespace tenon {
namespace {

using Amounts = std::map<std::pair<std::uint32_t, std::uint32_t>, double>;  // by customer, maker

// Customers that know no maker inside get theirs from all, each maker in proportion to its capacity:
// customers and makers are gone through side by side, so that at most customers + makers links appear. A
// customer that is a maker itself does not buy from itself: its part is exchanged for the next maker's.
void spread(const std::vector<std::pair<std::uint32_t, double>>& needs, const std::vector<LocalMaker>& makers,
            Amounts& amounts) {
  double total_need = 0;
  double total_capacity = 0;
  for (const auto& [customer, amount] : needs) total_need += amount;
  for (const LocalMaker& maker : makers) total_capacity += maker.capacity;
  std::size_t at = 0;
  double left = makers.empty() ? 0 : total_need * (makers[0].capacity / total_capacity);
  for (const auto& [customer, amount] : needs) {
    double need = amount;
    while (need > 0) {
      const bool is_last = at + 1 == makers.size();
      const double part = is_last ? need : std::min(need, left);
      std::size_t maker = at;
      if (makers[maker].maker == customer) maker = is_last ? at - 1 : at + 1;
      if (part > 0) amounts[{customer, makers[maker].maker}] += part;
      need -= part;
      left -= part;
      if (!is_last && left <= 0) {
        ++at;
        left = total_need * (makers[at].capacity / total_capacity);
      }
    }
  }
}

}  // namespace

Result<LocalisePlan> plan_localisation(const std::vector<LocalPurchase>& purchases,
                                       const std::vector<LocalMaker>& makers, double share,
                                       const std::function<double(std::uint32_t maker)>& capacity,
                                       const std::function<std::string(std::uint32_t)>& name_of) {
  double bought = 0;
  double bought_abroad = 0;
  for (const LocalPurchase& purchase : purchases) {
    bought += purchase.amount;
    if (purchase.is_abroad) bought_abroad += purchase.amount;
  }
  LocalisePlan plan;
  const double allowed_abroad = (1 - share) * bought;
  if (!(bought_abroad > allowed_abroad)) return plan;
  plan.kept = allowed_abroad / bought_abroad;

  Amounts amounts;
  std::vector<std::pair<std::uint32_t, double>> needs;
  for (std::size_t begin = 0; begin < purchases.size();) {
    const std::uint32_t customer = purchases[begin].customer;
    std::size_t end = begin;
    double moved = 0;
    std::vector<LocalMaker> known;
    double known_capacity = 0;
    for (; end < purchases.size() && purchases[end].customer == customer; ++end) {
      const LocalPurchase& purchase = purchases[end];
      if (purchase.is_abroad) {
        moved += purchase.amount - purchase.amount * plan.kept;
      } else if (purchase.maker != customer) {
        known.push_back({purchase.maker, capacity(purchase.maker)});
        known_capacity += known.back().capacity;
      }
    }
    begin = end;
    if (moved == 0) continue;
    plan.moved += moved;
    if (known_capacity > 0) {
      for (const LocalMaker& maker : known) {
        if (maker.capacity > 0) amounts[{customer, maker.maker}] += moved * (maker.capacity / known_capacity);
      }
    } else if (makers.empty() || (makers.size() == 1 && makers[0].maker == customer)) {
      return Error{ErrorCode::kInvalidArgument,
                   "no maker inside can take over what " + name_of(customer) + " buys abroad"};
    } else {
      needs.emplace_back(customer, moved);
    }
  }
  spread(needs, makers, amounts);
  for (const auto& [pair, amount] : amounts) plan.amounts.push_back({pair.first, pair.second, amount});
  return plan;
}

}  // namespace tenon
