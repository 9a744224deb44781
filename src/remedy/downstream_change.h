// What an edit does to the downstream cascades of all closures at once: upper bounds. Internal to remedy/;
// proofs in docs/methods_what_if.md.
//
// The downstream channel is not linear. It lies below a linear one whose coefficients are the same for all
// closures, but for one factor a delivery that tells how much a closure shakes its markets (from
// EsriTrace::amplification), and one of a few classes of how much a single firm loses at most
// (EsriTrace::largest_downstream_loss). Three families of sweeps follow:
//  - ahead, after the edit: what a unit of loss at a customer costs in m further steps;
//  - back, before the edit: how much of a loss at a changed customer's suppliers each closure can cause;
//  - outward, after the edit: the largest loss that a unit at the changed customers leads to, for the stop.
//
// Cost: about 20 sums a link and step.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "risk/esri_model.h"
#include "risk/esri_trace.h"

namespace tenon {

struct DownstreamChange {
  // One a firm of the network before.
  std::vector<std::uint8_t> is_bounded;  // 1: the bounds below hold; else they are 0
  std::vector<double> moved;             // bound on sum over i of v'_i |change of d_i|
  std::vector<double> highest;           // bound on the change of any d_i in any iteration
  std::vector<double> near_loss;         // bound on sum of v'_i d_i before, over the firms of `near`
  std::vector<double> reweighted;        // the same over all firms with |v'_i - scale v_i| for v'_i
};

struct DownstreamEdit {
  const EsriInputs* inputs_before = nullptr;
  const EsriInputs* inputs_after = nullptr;
  const EsriModel* before = nullptr;
  const EsriModel* after = nullptr;
  std::span<const std::uint32_t> changed_suppliers{};
  std::span<const std::uint32_t> changed_customers{};
  std::span<const std::uint32_t> near{};  // positions after
  double weight_scale = 1;                // v'_i = scale v_i for all firms whose own weight did not change
};

// horizon: most iterations looked at; longer closures are not bounded.
DownstreamChange bound_downstream_change(const DownstreamEdit& edit, std::span<const EsriScore> scores,
                                         std::span<const EsriTrace> traces, std::uint32_t horizon,
                                         unsigned threads);

}  // namespace tenon
