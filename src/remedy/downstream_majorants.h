// The linear system that lies above the downstream channel before and after an edit, and what the edit
// changes in it. Internal to remedy/; proofs in docs/methods_what_if.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "remedy/downstream_change.h"

namespace tenon {

// Classes of closures by the largest loss of a firm other than the closed one, times the factor of the
// closure.
constexpr std::size_t kLossClasses = 4;
constexpr std::array<double, kLossClasses> kLargestLoss{0.003, 0.03, 0.2, 1.5};
// The edit may change no loss by more than this for the bounds to hold.
constexpr double kAllowedChange = 0.01;

// numerator / denominator, at most 1; 1 where the denominator is 0.
inline double at_most_one(double numerator, double denominator) {
  return denominator > numerator ? numerator / denominator : 1.0;
}

// What the edit does to one market.
struct ChangedMarket {
  double net = 0;         // |change of its output| over what other firms than the closed one sell at least
  double least = 0;       // the latter
  bool is_loose = false;  // too much has changed to look at how much is left of it
};

// A supplier whose losses, once the edit is made, mean other losses at its customers.
struct ChangedSupplier {
  std::uint32_t firm = 0;
  std::uint32_t position = 0;  // before
  double inputs = 0;           // of changed coefficients: sum over customers of |change of Ld| sigma
  double market = 0;           // bound on the change of its sigma
};

struct ChangedInput {
  std::size_t source = 0;      // of DownstreamMajorants::sources
  std::uint32_t customer = 0;  // position after
  double missing = 0;          // |change of Ld| times the majorant of sigma
};

// By position unless said otherwise. Where nothing is replaced by market share every sigma is 1, there are no
// changed markets, and every factor is 1.
struct DownstreamMajorants {
  std::map<std::uint32_t, ChangedMarket> changed_markets;  // by market after
  double gross_change = 0;                                 // of any market that is not loose, relative
  std::vector<double> sigma_before;                        // above sigma, but for the factor of a closure
  std::vector<double> sigma_after;
  std::vector<double> market_part;       // above s_i over what is left of the market
  std::vector<double> factor;            // by firm; 0: the closure is not bounded
  std::vector<std::uint8_t> loss_class;  // by firm
  std::vector<ChangedSupplier> sources;
  std::vector<ChangedInput> changed_inputs;
};

// O(firms + deliveries of changed firms). Arguments as of bound_downstream_change().
DownstreamMajorants downstream_majorants(const DownstreamEdit& edit, std::span<const EsriScore> scores,
                                         std::span<const EsriTrace> traces, std::uint32_t horizon);

// Sales of a firm before and after an edit, money; 0 before for firms that it adds.
double sales_before(const DownstreamEdit& edit, std::uint32_t firm);
double sales_after(const DownstreamEdit& edit, std::uint32_t firm);

}  // namespace tenon
