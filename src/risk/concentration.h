// Concentration of the sources of a product as a Herfindahl-Hirschman index on the 0-1 scale, bounded from
// what is published: shares of named providers, the share of the leading one, of a named group, or a
// single-source flag.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/dataset.h"
#include "risk/break_point_method.h"
#include "risk/break_points.h"
#include "risk/evidence.h"
#include "risk/evidence_scope.h"

namespace tenon {

// HHI of named providers with shares in [0, 1]. low: the rest is spread thin; high: one unnamed provider has
// all of it; value: the rest splits into providers half as large as the largest named one. Shares that add up
// to more than 1 are scaled down.
Interval hhi_of_shares(std::span<const Interval> shares);

// HHI where the leading provider holds `share`: at least share^2, at most what providers of that size can
// fill; value: the middle.
Interval hhi_of_leader(Interval share);

// HHI where `group_size` providers hold `share` together: low: equal parts, high: one holds it all and
// another the rest; value: parts in the ratio 1 : 1/2 : 1/3 ... and the rest thin.
Interval hhi_of_group(Interval share, int group_size);

struct Concentration {
  std::optional<Interval> hhi;            // absent: nothing published
  bool published = false;                 // grade A or B stands behind the value
  bool single_source = false;             // a current flag, or one provider holds at least 80 %
  bool single_source_in_country = false;  // the flag speaks of the country's own makers or suppliers
  std::vector<Evidence> evidence;         // the figures used, then the index with its threshold of 0.4
};

// Firm shares of a product with a readable basis, one group a scope text: what the makers of a market hold.
struct ShareGroup {
  std::string scope_text;
  std::string basis;                 // WORLD or the code of a country
  std::vector<const Share*> shares;  // one a provider, dataset order
  Provenance provenance;             // the best of them
};
std::vector<std::vector<ShareGroup>> share_groups(const Dataset& dataset,
                                                  int current_year);  // one list a product

// The figure of highest quality gives the value (risk/evidence.h); others of comparable quality widen the
// interval. Share groups are used from half of the market or a leader of 30 % on; a single-source flag counts
// 1, an old one 0.75, within [0.5, 1] at 0.7 of its quality.
Concentration product_concentration(const Dataset& dataset, const ScopeView& scope,
                                    std::span<const FactUse* const> uses, std::span<const ShareGroup> groups,
                                    const BreakPointOptions& options);

}  // namespace tenon
