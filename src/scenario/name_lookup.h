// Finds records by what people write: an id, a name in either language, in any letter case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/fault.h"
#include "model/dataset.h"
#include "model/scenario.h"

namespace tenon {

// An id beats names; a name may stand for several records. Pure once filled.
class NameLookup {
 public:
  // `kind`: "product", for faults. `shown` of a record is how it is told from others of its name.
  explicit NameLookup(std::string kind) : kind_(std::move(kind)) {}

  void add_id(std::uint32_t record, std::string_view id);
  void add_name(std::uint32_t record, std::string_view name);

  // Records of that id, else of that name, ascending, each once.
  [[nodiscard]] std::vector<std::uint32_t> find(std::string_view text) const;

  // The one record; otherwise nullopt and an error in `faults`: what is near, or which ones fit.
  std::optional<std::uint32_t> find_one(const PlacedName& name, const char* selector, const std::string& file,
                                        FaultList& faults) const;

 private:
  std::string kind_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> ids_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> names_;
  std::vector<std::string> shown_;  // one a record: "DISP-05 TAC film"
};

NameLookup product_names(const Dataset& dataset);
NameLookup chain_names(const Dataset& dataset);
NameLookup firm_names(const Dataset& dataset);
// Chinese names also without 省, 市, 自治区: "江苏", "苏州".
NameLookup region_names(const Dataset& dataset);

// The fault of a name in a scenario.
Fault name_fault(const PlacedName& name, const char* selector, const std::string& file, std::string expected);

}  // namespace tenon
