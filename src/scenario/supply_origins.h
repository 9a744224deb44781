// Where the supply of a product comes from that no listed supplier delivers: how much of the country's use
// comes from outside it, and from which firms and countries.
//
// External part d, best evidence first (the rules of docs/methods_break_points.md, one value a product):
//   1. figures on the country's use, on its part of world supply, and choke-point lists: the figure of
//   highest
//      quality (grade weight x 0.9 a year of age; world figures x 0.8, lists x 0.6); equals are averaged;
//   2. foreign makers are known to hold at least f: of the rest the part (F + 1) / (F + N + 2) is foreign;
//      rule 3 counts where it gives more;
//   3. only named makers: d = F / (F + N + 1), F foreign and N (weighted) own ones, one a controlling firm;
//   4. nothing: unknown.
//
// Sources outside: countries from facts whose scope names their shares ("JPN 53 USA 40"), and only where a
// reviewed use lets the fact speak of supply; firms and regions from shares whose scope is the world or the
// country. A firm lies within its controlling country. Parts are normalised to what comes from outside. What
// is left is split equally over the countries of the other known foreign makers (an assumption), else
// unknown. Sources at home that are not in the lists likewise, from shares alone.
//
// Nothing here depends on the order of rows. Pure; O(facts + shares + capabilities), times a logarithm.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/dataset.h"

namespace tenon {

// A part of a whole, 0 <= low <= value <= high <= 1.
struct PartRange {
  double value = 0;
  double low = 0;
  double high = 0;

  bool operator==(const PartRange&) const = default;
};

enum class DependenceEvidence {
  kFigure,        // on the country's use
  kWorldFigure,   // on its part of world supply
  kChokePoint,    // a list that names the product
  kForeignFloor,  // named foreign makers hold so much
  kNamedMakers,
  kNone,
};

enum class SourceSide { kHome, kAbroad, kUnknown };

enum class SourceEvidence {
  kShare,        // a published share
  kFact,         // a published fact that names the country's share
  kNamedMakers,  // assumed: an equal part for each country that other known makers stand for
  kNone,         // assumed: origin not known
};

// One provider of a product. Unknown providers have neither firm nor region nor country.
struct SupplySource {
  SourceSide side = SourceSide::kUnknown;
  std::optional<FirmId> firm;
  std::optional<RegionId> region;  // where the firm stands, or the region itself
  std::string country;             // code of the controlling country, or of the region's
  PartRange part;                  // of what comes from this side; the values of a side sum to 1
  SourceEvidence evidence = SourceEvidence::kNone;
  Provenance provenance;  // of the share or fact
  std::string scope;      // its words
};

struct SupplyOrigins {
  PartRange external;  // d; meaningless for kNone
  DependenceEvidence evidence = DependenceEvidence::kNone;
  Provenance provenance;              // of the best figure
  std::vector<SupplySource> sources;  // home, then abroad; firms by id, regions by code, then unknown; kNone:
                                      // one of side kUnknown
  bool scaled = false;                // shares that add up to more than the whole were scaled down
};

// The country that the lists are about: that of tier country in which most capabilities with an output lie,
// else most regions; the lowest code where several do. nullopt where no region is a country.
std::optional<RegionId> home_country(const Dataset& dataset);

// One a product.
std::vector<SupplyOrigins> supply_origins(const Dataset& dataset, RegionId home);

// The countries that a text names with their percentages: "JPN 95.2", "JPN 53 USA 40 TWN 7". Codes of ISO
// 3166-1 alpha-3 followed by a number of at most 100. Empty if they add up to more than 100.5.
struct CountryPercent {
  std::string country;
  double percent = 0;

  bool operator==(const CountryPercent&) const = default;
};
std::vector<CountryPercent> country_percents(const std::string& text);

}  // namespace tenon
