// The header of an edge list: which column means what. Internal to the edge-list reader.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"

namespace tenon {

struct EdgeListColumns {
  static constexpr std::size_t kAbsent = std::numeric_limits<std::size_t>::max();

  std::vector<std::string> names;  // as in the header
  std::size_t supplier = kAbsent;
  std::size_t customer = kAbsent;
  std::size_t weight = kAbsent;
  std::size_t supplier_sector = kAbsent;
  std::size_t customer_sector = kAbsent;
  std::size_t type = kAbsent;
};

// nullopt: errors were added. Columns that are not used are named in warnings.
std::optional<EdgeListColumns> find_columns(std::span<const std::string_view> header, const std::string& file,
                                            std::size_t line, FaultList& faults);

}  // namespace tenon
