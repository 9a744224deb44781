// What an edit does to the upstream cascades of all closures at once. Internal to remedy/; proofs in
// docs/methods_what_if.md.
//
// For a full closure the upstream channel is linear, so its index has a closed form in which the closed firm
// f appears only at the end: with P = Lu and F_f(t) the part of f's own orders that has come back to it for
// the first time within t steps,
//
//   ESRI_up(f, T) = sum over s = 0 .. T of (v' P^s)_f (1 - F_f(T - s)).
//
// The row vectors v' P^s are the same for all f: T sweeps give the index of every firm after the edit. F_f is
// known from before (EsriTrace::returned); how much the edit can change it, and the losses of single firms,
// is bounded by the telescoped difference P'^t - P^t = sum over p + q = t - 1 of P'^p (P' - P) P^q.
//
// A changed supplier's row usually changes in two ways: the edited links, and all others by one small factor,
// as its sales are more or less than before. The factor is kept apart, for it changes losses in proportion.
//
// Cost: about 20 sums a link and step.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "remedy/network_edit.h"
#include "risk/esri_model.h"
#include "risk/esri_trace.h"

namespace tenon {

// Bounds on weighted sums of |change of u_i|.
struct MovedWeight {
  double all = 0;  // sum over i of v'_i |change of u_i|
  double far = 0;  // the same without the firms of `near`
};

struct UpstreamChange {
  // One a firm of the network before; those with more iterations than the horizon hold zeros.
  std::vector<double> score;       // the index after the edit, if the number of iterations stays
  std::vector<double> error;       // bound on its error
  std::vector<MovedWeight> moved;  // by the whole edit
  // The same against losses that differ from those before by at most the part `proportion` of themselves.
  std::vector<MovedWeight> moved_apart;
  std::vector<double> proportion;
  std::vector<double> increment;  // bound on the change of those increments that can decide the stop

  std::vector<std::uint32_t> near;  // the changed suppliers and who sells much to them; positions after
};

// horizon: most iterations looked at. changed: firms whose sales or revenue changed; links: all that changed.
UpstreamChange bound_upstream_change(const EsriModel& before, const EsriModel& after,
                                     std::span<const std::uint32_t> changed,
                                     std::span<const ChangedLink> links, std::span<const EsriScore> scores,
                                     std::span<const EsriTrace> traces, double epsilon, std::uint32_t horizon,
                                     unsigned threads);

}  // namespace tenon
