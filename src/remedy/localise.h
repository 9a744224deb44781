// Who takes over what is no longer bought from makers abroad. Internal to remedy/; the definition stands at
// Localise (network_edit.h).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace tenon {

// What a customer inside buys of the product in question.
struct LocalPurchase {
  std::uint32_t customer = 0;
  std::uint32_t maker = 0;
  double amount = 0;  // money/time, > 0
  bool is_abroad = false;
};

struct LocalMaker {
  std::uint32_t maker = 0;
  double capacity = 0;  // any unit, > 0
};

struct LocalAmount {
  std::uint32_t customer = 0;
  std::uint32_t maker = 0;
  double amount = 0;
};

struct LocalisePlan {
  double kept = 1;                   // part of every purchase abroad that stays
  double moved = 0;                  // money/time
  std::vector<LocalAmount> amounts;  // what makers inside sell more; by customer and maker, each pair once
};

// purchases: by customer and maker. makers: inside, ascending. capacity: of a maker inside. Pure; O(purchases
// log purchases). kInvalidArgument: nobody inside but the customer itself can take over what it must move.
Result<LocalisePlan> plan_localisation(const std::vector<LocalPurchase>& purchases,
                                       const std::vector<LocalMaker>& makers, double share,
                                       const std::function<double(std::uint32_t maker)>& capacity,
                                       const std::function<std::string(std::uint32_t)>& name_of);

}  // namespace tenon
