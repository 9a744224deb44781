#include "scenario/switching_market.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tenon {
namespace {

TEST(SwitchingMarketTest, DividesByNormalPurchases) {
  std::vector<SwitchingRequest> requests{{10, 10, 5, 0}, {30, 30, 5, 0}};
  std::vector<SpareCapacity> makers{{20, 0, 0}};
  SwitchingScratch scratch;
  divide_spare_capacity(requests, makers, scratch);
  EXPECT_DOUBLE_EQ(requests[0].received, 5);
  EXPECT_DOUBLE_EQ(requests[1].received, 15);
  EXPECT_DOUBLE_EQ(makers[0].used, 20);
}

TEST(SwitchingMarketTest, WhoHasWaitedLongerReachesMoreMakersAndLeavesTheOthersTheirs) {
  // The first can only have the maker that is ready at once; the second, the one that takes 10 days as well.
  std::vector<SwitchingRequest> requests{{10, 10, 0, 0}, {10, 10, 10, 0}};
  std::vector<SpareCapacity> makers{{8, 0, 0}, {7, 10, 0}};
  SwitchingScratch scratch;
  divide_spare_capacity(requests, makers, scratch);
  EXPECT_DOUBLE_EQ(requests[0].received, 7.5);
  EXPECT_DOUBLE_EQ(requests[1].received, 7.5);
  EXPECT_DOUBLE_EQ(makers[0].used + makers[1].used, 15);
}

TEST(SwitchingMarketTest, NobodyReadyMeansNothing) {
  std::vector<SwitchingRequest> requests{{10, 10, 3, 0}};
  std::vector<SpareCapacity> makers{{8, 4, 0}};
  SwitchingScratch scratch;
  divide_spare_capacity(requests, makers, scratch);
  EXPECT_EQ(requests[0].received, 0);
  EXPECT_EQ(makers[0].used, 0);
  divide_spare_capacity(requests, {}, scratch);
  EXPECT_EQ(requests[0].received, 0);
}

// The obvious way: raise all levels together in small steps; freeze whoever is served or, as Hall's condition
// says, belongs to a prefix of waiting times whose makers are used up.
std::vector<double> by_small_steps(const std::vector<SwitchingRequest>& requests,
                                   const std::vector<SpareCapacity>& makers, double step) {
  std::vector<double> level(requests.size(), 0.0);
  std::vector<bool> frozen(requests.size(), false);
  const auto received = [&](std::size_t r) {
    return std::min(requests[r].wanted, level[r] * requests[r].weight);
  };
  while (std::find(frozen.begin(), frozen.end(), false) != frozen.end()) {
    for (std::size_t r = 0; r < requests.size(); ++r) {
      if (!frozen[r]) level[r] += step;
    }
    for (std::size_t r = 0; r < requests.size(); ++r) {
      if (received(r) >= requests[r].wanted) frozen[r] = true;
    }
    for (const SwitchingRequest& edge : requests) {
      double asked = 0;
      for (std::size_t r = 0; r < requests.size(); ++r) {
        if (requests[r].waited_days <= edge.waited_days) asked += received(r);
      }
      double spare = 0;
      for (const SpareCapacity& maker : makers) {
        if (maker.ready_days <= edge.waited_days) spare += maker.spare;
      }
      if (asked < spare) continue;
      for (std::size_t r = 0; r < requests.size(); ++r) {
        if (requests[r].waited_days <= edge.waited_days) frozen[r] = true;
      }
    }
  }
  std::vector<double> result;
  for (std::size_t r = 0; r < requests.size(); ++r) result.push_back(received(r));
  return result;
}

RC_GTEST_PROP(SwitchingMarketTest, IsFeasibleWastesNothingAndIsFair, ()) {
  std::vector<SwitchingRequest> requests;
  for (int r = *rc::gen::inRange(1, 7); r > 0; --r) {
    requests.push_back({*rc::gen::inRange(0, 80) / 8.0, *rc::gen::inRange(8, 80) / 8.0,
                        static_cast<double>(*rc::gen::inRange(0, 5)), 0});
  }
  std::vector<SpareCapacity> makers;
  for (int m = *rc::gen::inRange(0, 5); m > 0; --m) {
    makers.push_back({*rc::gen::inRange(0, 80) / 8.0, static_cast<double>(*rc::gen::inRange(0, 5)), 0});
  }
  std::sort(makers.begin(), makers.end(),
            [](const SpareCapacity& a, const SpareCapacity& b) { return a.ready_days < b.ready_days; });
  SwitchingScratch scratch;
  divide_spare_capacity(requests, makers, scratch);
  double received = 0;
  double used = 0;
  for (const auto& request : requests) {
    RC_ASSERT(request.received >= 0.0 && request.received <= request.wanted);
    received += request.received;
  }
  for (const auto& maker : makers) {
    RC_ASSERT(maker.used >= 0.0 && maker.used <= maker.spare);
    used += maker.used;
  }
  RC_ASSERT(std::abs(received - used) <= 1e-12 * (1 + used));
  for (double day = 0; day < 5;
       ++day) {  // the makers that can serve the least patient are not asked for more
    double asked = 0;
    double spare = 0;
    for (const auto& request : requests) asked += request.waited_days <= day ? request.received : 0;
    for (const auto& maker : makers) spare += maker.ready_days <= day ? maker.spare : 0;
    RC_ASSERT(asked <= spare + 1e-9);
  }
  const double step = 1.0 / 1024;
  const auto plain = by_small_steps(requests, makers, step);
  for (std::size_t r = 0; r < requests.size(); ++r) {
    // A step too much for each of the others and one for itself.
    RC_ASSERT(std::abs(plain[r] - requests[r].received) <=
              step * 10 * static_cast<double>(requests.size() + 1));
  }
}

}  // namespace
}  // namespace tenon
