// External dependence: which part of the scope's use of a product rests on sources that it does not control.
//
// First the country: d = part of its use met from abroad or by foreign-controlled makers, from (best first)
//   1. figures on the country's use: dependence, or own supply (d = 1 - s);
//   2. figures on the world market: with v the country's part of world supply and c its part of world demand,
//      own makers cover at most s = min(1, v / c) of its use; d = 1 - s. c is use_share_of_world of
//      BreakPointMethod with its interval. v = 0 gives d = 1 whatever c is; exports, which would lower s,
//      are not counted;
//   3. a published choke-point list: it names what the country cannot make enough of, so d lies in [0.5, 1];
//   4. floors: foreign makers are known to hold at least f of the market. Of the rest the part
//      (F + 1) / (F + N + 2) is taken as foreign (F further foreign and N own makers named in volume); low
//      end: none of it, high end: all. Where rule 5 gives more, it gives the value;
//   5. only named makers: F foreign and N (weighted) own ones give d = F / (F + N + 1), the 1 for an own
//      maker that the list has missed, and one foreign maker weighing between 1/3 and 3 own ones.
// Within 1 to 3 the figure of highest quality gives value and interval (risk/evidence.h); the values of
// others of comparable quality widen the interval, and so do floors above it. A value from an old figure
// keeps its place, but its interval opens by the drift of the years since.
//
// Then the scope: a part of the country also depends on the rest of the country, which is easier to reach, so
//   D = d + (1 - d) x w x o,  o = part of own supply from outside the scope, w = outside_scope_weight.
// So a figure about the country is a floor for its parts, and a narrower scope never depends less.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "risk/break_points.h"
#include "risk/concentration.h"
#include "risk/evidence.h"
#include "risk/evidence_scope.h"
#include "risk/recovery_makers.h"

namespace tenon {

enum class DependenceBasis { kFigure, kWorldFigure, kFlag, kFloor, kNamedMakers, kNone };

struct Dependence {
  DependenceBasis basis = DependenceBasis::kNone;
  Interval country;        // d; meaningless for kNone
  Interval scope;          // D
  bool published = false;  // a figure, or a list that is not old, of grade A or B stands behind it
  bool only_old = false;   // every figure behind it is old
  bool only_weak = false;  // every figure behind it is of grade C or M
  std::vector<Evidence> evidence;
  std::vector<std::string> used_groups;  // scope texts of the share groups computed with
};

// d from the part `inside` of world supply that the country makes.
Interval dependence_from_world_supply(Interval inside, const BreakPointMethod& method);

// d = F / (F + N + 1); nullopt without any maker.
std::optional<Interval> dependence_from_makers(const MakerCensus& census, const BreakPointMethod& method);

// D from d, with o from the makers in and outside the scope, or from `scope_figure`: the part of the scope's
// use that comes from outside it, where that is published.
Interval dependence_of_scope(Interval country, const ScopeView& scope, const MakerCensus& census,
                             const std::optional<Interval>& scope_figure, const BreakPointMethod& method);

// `uses` and `groups`: of this product. O(uses + shares).
Dependence product_dependence(const Dataset& dataset, const ScopeView& scope, const MakerCensus& census,
                              std::span<const FactUse* const> uses, std::span<const ShareGroup> groups,
                              const BreakPointOptions& options);

// The same for one product of a dataset, everything gathered first. O(dataset).
Dependence dependence_of(const Dataset& dataset, ProductId product, const ScopeView& scope,
                         const BreakPointOptions& options);

}  // namespace tenon
