// One what-if edit as people write it: names, not numbers, each with its place in the file. Which fields an
// edit has follows from its kind (NamedEdit); only the network that it meets can say whether the names exist.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario.h"

namespace tenon {

enum class EditKind {
  kAddLink,        // firm sells `weight` more to other; `share` of it taken from other suppliers (default 1)
  kRemoveLink,     // firm sells nothing more to other
  kScaleCapacity,  // full load of firm times `factor`
  kScaleStock,     // what firm holds (of `sector`, if given): days times `factor`, or `days`
  kMergeFirms,     // other becomes part of firm
  kBuildPlant,     // a plant `name` at `location` that makes `sector`; takes over `share` of firm, if given
  kLocalise,       // `share` of what is bought of `sector` inside comes from makers inside
};

struct NamedEdit {
  EditKind kind = EditKind::kAddLink;
  std::size_t line = 0;            // of the file
  PlacedName firm;                 // a firm; in a dataset with `sector` one of its lines
  PlacedName sector;               // sector of a network of links, product of a dataset
  PlacedName other;                // the other firm
  PlacedName other_sector;         // in a dataset: what the other firm makes of it
  PlacedName name;                 // of a new plant, unique
  PlacedName location;             // region, or free text
  std::optional<double> weight;    // money/period, > 0
  std::optional<double> share;     // [0, 1]
  std::optional<double> factor;    // > 0
  std::optional<double> days;      // > 0
  std::optional<int> input_class;  // 0, 1 or 2
  bool drop = false;               // kRemoveLink: the customer buys less, nobody takes over
  bool across_sectors = false;     // kMergeFirms: of different sectors

  bool operator==(const NamedEdit&) const = default;
};

struct NamedEdits {
  std::string file;
  std::vector<NamedEdit> edits;  // in order
};

}  // namespace tenon
