// A chain dataset as plain records: what the folder of CSV files holds, checked and with references resolved.
//
// Immutable once read. Ids are positions in the vectors, in file order. Optional numbers are absent, never
// zero or NaN, where the file says nothing. Shares and rates are percent as in the files; money is CNY a
// year.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"

namespace tenon {

// What yearly amounts are divided by to give money a day.
inline constexpr double kDaysAYear = 365;

// Where a figure comes from. Grades: A primary or official, B secondary, C weak repost, M general knowledge
// that nobody re-read, S synthetic.
struct Provenance {
  std::string source;
  std::string url;
  std::optional<int> year;
  char grade = ' ';  // ' ' if not stated

  bool operator==(const Provenance&) const = default;
};

enum class Tier { kCity, kProvince, kArea, kCountry, kForeign };

struct Region {
  std::string code;  // GB/T 2260 six digits, ISO 3166-1 alpha-3 for countries, free code for areas
  std::string name_zh;
  std::string name_en;
  std::optional<RegionId> parent;
  Tier tier = Tier::kCity;
  std::optional<double> lon;  // degrees east
  std::optional<double> lat;  // degrees north

  bool operator==(const Region&) const = default;
};

struct Chain {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::optional<RegionId> lead_region;
  std::optional<int> lead_since;  // year
  std::string source;

  bool operator==(const Chain&) const = default;
};

enum class Segment { kUpstream, kMidstream, kDownstream };

struct Product {
  std::string id;
  std::string name_zh;
  std::string name_en;
  ChainId chain;
  Segment segment = Segment::kUpstream;
  std::string gbt4754;  // "C3974"; empty if unknown
  std::string hs6;      // empty if unknown

  bool operator==(const Product&) const = default;
};

// `input` goes into `product`. Inputs of one product in one alternative group replace each other; a group
// whose members are essential is needed as a whole (one of them must be there).
struct Input {
  ProductId input;
  ProductId product;
  bool essential = false;
  std::string alternative_group;            // empty: none
  std::optional<double> cost_share;         // percent of the product's cost
  std::optional<double> consumption_share;  // percent of the input's use that goes into this product
  std::string source;

  bool operator==(const Input&) const = default;
};

struct Firm {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string uscc;  // unified social credit code, 18 characters; empty if unknown
  std::optional<RegionId> region;
  std::string gbt4754;
  std::optional<double> annual_output_cny;
  std::string role;
  std::string control_code;  // ISO alpha-3 of the controlling parent's country; empty if unknown
  std::string control_note;  // joint parents, as text
  std::optional<FirmId> parent;
  bool synthetic = false;
  std::string source;

  bool operator==(const Firm&) const = default;
};

enum class CapabilityStatus { kUnknown, kQualified, kTrial, kPotential };

// A firm can make a product at a plant.
struct Capability {
  FirmId firm;
  ProductId product;
  std::optional<RegionId> region;         // of the plant; the firm's region if absent
  std::optional<double> annual_capacity;  // CNY a year at full load
  std::optional<double> annual_output;    // CNY a year
  CapabilityStatus status = CapabilityStatus::kUnknown;
  std::optional<double> lead_time_days;
  std::optional<double> unit_cost;
  std::string trl_scale;
  std::optional<int> trl;
  Provenance provenance;

  bool operator==(const Capability&) const = default;
};

struct Supply {
  FirmId supplier;
  FirmId customer;
  ProductId product;
  double annual_value_cny = 0;
  std::optional<double> inventory_days;
  std::string source;

  bool operator==(const Supply&) const = default;
};

// A provider (a firm or a region) makes this much of a product within `scope` (free text: of what and where).
struct Share {
  ProductId product;
  std::optional<FirmId> firm;
  std::optional<RegionId> region;
  double low = 0;   // percent
  double high = 0;  // percent
  std::string scope;
  Provenance provenance;

  bool operator==(const Share&) const = default;
};

// One published figure. Facts are evidence; a FactUse says which of them may enter which computation.
struct Fact {
  ProductId product;
  std::string metric;
  std::optional<double> low;
  std::optional<double> high;
  bool approximate = false;
  std::string unit;
  std::string scope;
  std::string note;
  Provenance provenance;

  bool operator==(const Fact&) const = default;
};

enum class Indicator {
  kExternalDependence,    // percent of the region's use that comes from outside or from foreign-controlled
                          // makers
  kDomesticSupply,        // percent of the region's use made by its own makers: dependence is 100 minus this
  kWorldSupplyOutside,    // percent of world supply made outside
  kWorldSupplyInside,     // percent of world supply made inside
  kLeadingProviderShare,  // percent held by one firm or country
  kTopGroupShare,         // percent held by `group_size` named providers together
  kLeadTimeDays,
  kQualificationTimeDays,
  kInventoryDays,
  kFlagExportControl,
  kFlagSingleSource,
  kFlagChokePoint,
};

// The reviewed decision that a fact answers a question: without one a fact is shown, never computed with.
struct FactUse {
  std::size_t fact = 0;  // position in Dataset::facts
  Indicator indicator = Indicator::kExternalDependence;
  std::string basis_region;  // code of the region that the figure speaks of; WORLD for the world market
  int group_size = 0;        // providers counted by kTopGroupShare (and 1 for kLeadingProviderShare)
  std::optional<double>
      low;  // the number that answers the question where it is not the fact's own low and high
  std::optional<double> high;  // (read from its scope text, say); both or neither
  std::string note;

  bool operator==(const FactUse&) const = default;
};

struct Dataset {
  std::string name;  // folder name
  std::vector<Region> regions;
  std::vector<Chain> chains;
  std::vector<Product> products;
  std::vector<Input> inputs;
  std::vector<Firm> firms;
  std::vector<Capability> capabilities;
  std::vector<Supply> supplies;
  std::vector<Share> shares;
  std::vector<Fact> facts;
  std::vector<FactUse> fact_uses;

  [[nodiscard]] const Product& product(ProductId id) const { return products[id.index()]; }
  [[nodiscard]] const Firm& firm(FirmId id) const { return firms[id.index()]; }
  [[nodiscard]] const Region& region(RegionId id) const { return regions[id.index()]; }
  [[nodiscard]] const Chain& chain(ChainId id) const { return chains[id.index()]; }

  bool operator==(const Dataset&) const = default;
};

}  // namespace tenon
