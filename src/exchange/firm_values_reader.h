// Numbers and choices by firm, matched by name to the firms of a network.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "base/result.h"
#include "network/name_table.h"

namespace tenon {

struct FirmValues {
  std::vector<double> values;          // one a firm, finite and >= 0; 0 where missing
  std::vector<std::uint32_t> missing;  // firms without a row, ascending
  FaultList warnings;
};

// A CSV file with the columns firm and `quantity` (say, revenue) or value; if there is just one column beside
// firm, that one whatever its name. Faults: a firm that is not in `firms` or has two rows, a value that is no
// finite number
// >= 0. kNotFound, kIo, kBadInput (the message lists all faults). O(rows + firms).
Result<FirmValues> read_firm_values(const std::string& path, const NameTable& firms,
                                    std::string_view quantity);
Result<FirmValues> parse_firm_values(std::string_view bytes, const std::string& file, const NameTable& firms,
                                     std::string_view quantity);

// The firms that a CSV file names in its column firm, in file order; other columns are ignored. Faults: an
// unknown firm, a firm named twice.
Result<std::vector<std::uint32_t>> read_firm_list(const std::string& path, const NameTable& firms);
Result<std::vector<std::uint32_t>> parse_firm_list(std::string_view bytes, const std::string& file,
                                                   const NameTable& firms);

}  // namespace tenon
