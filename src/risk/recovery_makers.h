// Who makes a product, counted by who controls: address does not make a maker independent.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/dataset.h"
#include "risk/evidence.h"
#include "risk/evidence_scope.h"

namespace tenon {

enum class MakerPlace {
  kScope,
  kCountry,
  kAbroad
};  // in the scope; elsewhere in its country; abroad or unknown

// All plants of one controlling parent that make the product.
struct Maker {
  FirmId firm;    // the entry that counts (best place, then largest weight)
  FirmId parent;  // the group that it counts for
  MakerPlace place = MakerPlace::kAbroad;
  bool own_control = false;  // controlled from the scope's country
  double weight = 0;         // qualified 1, trial 0.3, potential 0.1, unknown 0.2; half under joint control;
                             // trial and potential: readiness level / 9 where one is given
  double weight_low = 0;     // without entries of grade M, unknown status counting 0
  double weight_high = 0;    // unknown status counting 1
  bool volume = false;       // some plant is qualified
  Provenance provenance;     // of the best-graded entry
};

struct MakerCensus {
  std::vector<Maker> makers;                // by place, then weight descending, then firm id
  Interval independent_scope;               // sums of weights under own control: not clamped to 1
  Interval independent_country;             // elsewhere in the country
  std::size_t volume_scope = 0;             // own control, qualified, in the scope
  std::size_t volume_country = 0;           // elsewhere in the country
  std::size_t foreign_volume = 0;           // controlled from abroad, qualified, wherever the plant stands
  std::size_t foreign_volume_in_scope = 0;  // of those: with a plant in the scope: no safe backup
  std::size_t foreign_countries = 0;        // countries that control them
  std::optional<int> best_trl;              // among own makers of the scope
  bool any_published = false;               // an entry of grade A, B or C

  [[nodiscard]] bool empty() const { return makers.empty(); }
};

// One census a product. Firms are grouped by the top of their `parent` chain. A firm counts as own if its
// control code (its region's country where none is given) is the scope's country. Entries of synthetic firms
// are left out unless `use_synthetic`. O(capabilities x log).
std::vector<MakerCensus> maker_census(const Dataset& dataset, const ScopeView& scope, bool use_synthetic);

}  // namespace tenon
