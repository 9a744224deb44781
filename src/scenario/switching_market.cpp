#include "scenario/switching_market.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace tenon {
namespace {

// Tiers of makers that are ready on the same day; requests sorted by the last tier that can serve them (0:
// none), in their own order within.
void sort_into_tiers(std::span<SwitchingRequest> requests, std::span<SpareCapacity> makers,
                     SwitchingScratch& scratch) {
  scratch.tier_begin.clear();
  scratch.tier_supply.assign(1, 0.0);
  for (std::size_t m = 0; m < makers.size(); ++m) {
    if (m == 0 || makers[m].ready_days > makers[m - 1].ready_days) {
      scratch.tier_begin.push_back(static_cast<std::uint32_t>(m));
      scratch.tier_supply.push_back(scratch.tier_supply.back());
    }
    scratch.tier_supply.back() += makers[m].spare;
    makers[m].used = 0;
  }
  scratch.tier_begin.push_back(static_cast<std::uint32_t>(makers.size()));
  scratch.tier_of_request.resize(requests.size());
  for (std::size_t r = 0; r < requests.size(); ++r) {
    const auto after =
        std::upper_bound(makers.begin(), makers.end(), requests[r].waited_days,
                         [](double days, const SpareCapacity& maker) { return days < maker.ready_days; });
    const auto ready = static_cast<std::uint32_t>(after - makers.begin());
    const auto tier = std::lower_bound(scratch.tier_begin.begin(), scratch.tier_begin.end(), ready);
    scratch.tier_of_request[r] = static_cast<std::uint32_t>(tier - scratch.tier_begin.begin());
    requests[r].received = 0;
  }
  scratch.order.resize(requests.size());
  std::iota(scratch.order.begin(), scratch.order.end(), 0U);
  std::stable_sort(scratch.order.begin(), scratch.order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return scratch.tier_of_request[a] < scratch.tier_of_request[b];
  });
}

// Takes `amount` from the first `count` makers in proportion to what they have left.
void take(std::span<SpareCapacity> makers, std::size_t count, double amount) {
  double left = 0;
  for (std::size_t m = 0; m < count; ++m) left += makers[m].spare - makers[m].used;
  if (left <= 0) return;
  const double part = std::min(1.0, amount / left);
  for (std::size_t m = 0; m < count; ++m) {
    const double rest = makers[m].spare - makers[m].used;
    makers[m].used = part == 1.0 ? makers[m].spare : std::min(makers[m].spare, makers[m].used + part * rest);
  }
}

}  // namespace

void divide_spare_capacity(std::span<SwitchingRequest> requests, std::span<SpareCapacity> makers,
                           SwitchingScratch& scratch) {
  sort_into_tiers(requests, makers, scratch);
  const std::size_t tiers = scratch.tier_supply.size() - 1;
  const auto first_of_tier = [&](std::size_t tier) {
    return static_cast<std::size_t>(
        std::lower_bound(scratch.order.begin(), scratch.order.end(), tier,
                         [&](std::uint32_t r, std::size_t t) { return scratch.tier_of_request[r] < t; }) -
        scratch.order.begin());
  };

  std::size_t done = first_of_tier(1);  // requests of `order` that have their level
  double spent = 0;
  while (done < requests.size()) {
    // The prefix whose supply gives its customers the lowest level; among equals the longest.
    double lowest = std::numeric_limits<double>::infinity();
    std::size_t lowest_end = requests.size();
    for (std::size_t tier = 1; tier <= tiers; ++tier) {
      const std::size_t end = first_of_tier(tier + 1);
      if (end <= done) continue;
      scratch.claims.clear();
      for (std::size_t k = done; k < end; ++k) {
        const SwitchingRequest& request = requests[scratch.order[k]];
        scratch.claims.push_back({request.wanted, request.weight});
      }
      const double level = water_level(scratch.claims, std::max(0.0, scratch.tier_supply[tier] - spent));
      if (level <= lowest) {
        lowest = level;
        lowest_end = end;
      }
    }
    for (; done < lowest_end; ++done) {
      SwitchingRequest& request = requests[scratch.order[done]];
      request.received = std::min(request.wanted, lowest * request.weight);
      spent += request.received;
    }
  }

  // The customers with the fewest makers first: what is left always suffices for the rest.
  for (std::size_t tier = 1; tier <= tiers; ++tier) {
    double amount = 0;
    for (std::size_t k = first_of_tier(tier); k < first_of_tier(tier + 1); ++k) {
      amount += requests[scratch.order[k]].received;
    }
    if (amount > 0) take(makers, scratch.tier_begin[tier], amount);
  }
}

}  // namespace tenon
