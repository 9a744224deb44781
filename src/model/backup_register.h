// The backup register: who is set up to stand in for what, how much, how soon, since when.
//
// One entry is one agreement: a maker (or the buyer's own stock) for a product, for one buyer or for all.
// Names are kept as written, with their place in the file; what they mean is decided where the register meets
// a dataset.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "model/scenario.h"

namespace tenon {

struct BackupEntry {
  std::string id;        // unique in the register
  std::size_t line = 0;  // of the file
  PlacedName product;    // id or name
  PlacedName buyer;      // firm; empty: for all buyers
  PlacedName maker;      // firm of the dataset; empty: stock alone
  PlacedName plant;      // region of the plant; empty: the maker's only one
  CapabilityStatus status = CapabilityStatus::kUnknown;
  double reserved_cny_a_year = 0;  // capacity reserved, CNY a year at full load, >= 0
  double ready_days = 0;           // from the call to the first delivery, qualification included, >= 0
  double stock_days = 0;  // held for this on top of what buyers hold anyway, days of what the primary source
                          // delivers, >= 0
  std::optional<double> unit_cost;  // over the regular price, > 0
  std::string registered_on;        // ISO 8601 day; empty: not stated, counts from the beginning
  std::string valid_until;          // ISO 8601 day, the last one; empty: open
  std::string contact;
  std::string note;
  Provenance provenance;

  bool operator==(const BackupEntry&) const = default;
};

struct BackupRegister {
  std::string file;
  std::vector<BackupEntry> entries;  // in order

  bool operator==(const BackupRegister&) const = default;
};

}  // namespace tenon
