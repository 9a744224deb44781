// The external part of supply_origins.h: how much of a country's use of a product comes from outside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "scenario/supply_origins.h"

namespace tenon {

// A known maker of a product: a firm that is not synthetic, with all that it controls.
struct KnownMaker {
  std::string root;        // id of the controlling firm
  std::string country;     // code of the controlling country, else of where it stands
  double weight = 0;       // in volume 1, trial 0.3, in development 0.1, unknown 0.2 at home and 1 abroad
  bool is_listed = false;  // it has an output of the product in the lists
};

// Facts, shares and makers of one product that may be computed with.
struct ProductEvidence {
  struct Figure {
    const Fact* fact = nullptr;
    const FactUse* use = nullptr;
    PartRange value;  // of percentages, in [0, 1]
  };
  std::vector<Figure> figures;       // percentages and flags whose basis is the country or the world
  std::vector<const Share*> shares;  // whose scope is the country or the world, the best of each provider
  std::vector<bool> world;           // one a share: its scope is the world
  std::vector<KnownMaker> makers;    // one a controlling firm, by root id
};

struct HomeView {
  RegionId country;
  std::string code;
  std::vector<bool> contains;  // one a region: its country is this one
};
HomeView make_home_view(const Dataset& dataset, RegionId home);

// The country that a firm answers to; empty if unknown.
std::string controlling_country(const Dataset& dataset, FirmId firm);
// The country that a provider of a share answers to.
std::string provider_country(const Dataset& dataset, const Share& share);

// Higher is better: grade weight (A 1, B 0.9, C 0.5, M 0.3, S 0.1, none 0.4) x 0.9 a year of age. A year that
// is not stated counts as 2020.
double figure_quality(const Provenance& provenance);

// One a product.
std::vector<ProductEvidence> gather_evidence(const Dataset& dataset, const HomeView& home);

struct ExternalDependence {
  PartRange part;
  DependenceEvidence evidence = DependenceEvidence::kNone;
  Provenance provenance;
};
ExternalDependence external_dependence(const Dataset& dataset, const HomeView& home,
                                       const ProductEvidence& evidence);

}  // namespace tenon
