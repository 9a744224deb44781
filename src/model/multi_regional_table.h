// A multi-regional input-output table as plain arrays: what the files hold, checked.
//
// An industry is one sector in one region. Orientation as everywhere: row i sells, column j buys. All values
// are flows of one year in `unit`. Immutable once read.
//
// Flows are dense: published tables fill half of their cells and more, and a dense row of doubles is read
// faster than an index beside every value. Memory: 8 N^2 bytes, 512 MB for 8,000 industries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tenon {

struct TableRegion {
  std::string name;  // as in the labels
  // Supplies the others and is not itself part of the economy studied (imports from a world without a table):
  // it has no inputs, and totals leave it out.
  bool is_outside = false;

  bool operator==(const TableRegion&) const = default;
};

struct TableSector {
  std::string name;     // as in the labels: a name or a code
  std::string name_zh;  // empty where the table gives no more than the label
  std::string name_en;

  bool operator==(const TableSector&) const = default;
};

struct TableIndustry {
  std::uint32_t region = 0;  // position in regions
  std::uint32_t sector = 0;  // position in sectors

  bool operator==(const TableIndustry&) const = default;
};

struct MultiRegionalTable {
  std::string source;       // file name without its folder
  std::optional<int> year;  // unknown unless given
  std::string unit;         // of a year's flows; empty where not stated

  std::vector<TableRegion> regions;
  std::vector<TableSector> sectors;
  std::vector<TableIndustry> industries;         // N, each pair of region and sector at most once
  std::vector<std::string> final_demand_labels;  // c: "reg1|Export"

  std::vector<double> intermediate;  // N x N: [i * N + j] = what industry j buys of i, >= 0
  std::vector<double> final_demand;  // N x c; cells may be negative (drawn-down inventories), row sums not

  [[nodiscard]] std::size_t size() const { return industries.size(); }
};

// "reg1|mining"
inline std::string industry_label(const MultiRegionalTable& table, std::size_t industry) {
  const TableIndustry& at = table.industries[industry];
  return table.regions[at.region].name + "|" + table.sectors[at.sector].name;
}

}  // namespace tenon
