#include "exchange/io_table_regions.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/number.h"

namespace tenon {
namespace {

constexpr double kRounding = 1e-9;

// m_i as the text above has it.
double import_share(const IoTable& table, std::size_t i, FaultList& warnings) {
  const std::size_t categories = table.final_uses.size();
  const double exports = table.final_use[i * categories + table.exports];
  const double domestic_use = table.gross_output[i] + table.imports[i] - exports;
  if (table.imports[i] <= 0) return 0;
  const double share = domestic_use > 0 ? table.imports[i] / domestic_use : 0;
  if (share > 1 + kRounding || domestic_use <= 0) {
    warnings.add({Severity::kWarning, table.source, 0, 0, "", table.sectors[i].code,
                  "exports exceed gross output (re-exports): the import share is clamped to " +
                      std::string(domestic_use > 0 ? "1" : "0") +
                      ", and home output is no longer the table's gross output"});
  }
  return std::clamp(share, 0.0, 1.0);
}

// Both blocks of product i: what is made at home, what is imported.
struct Rows {
  std::vector<double> home;
  std::vector<double> imported;
};

Rows intermediate_rows(const IoTable& table, std::size_t i, double share) {
  const std::size_t n = table.size();
  Rows rows{std::vector<double>(n), std::vector<double>(n)};
  for (std::size_t j = 0; j < n; ++j) {
    const double use = table.intermediate[i * n + j];
    const bool separate = table.layout == IoLayout::kSeparateImports;
    rows.home[j] = separate ? use : (1 - share) * use;
    rows.imported[j] = separate ? table.imported_intermediate[i * n + j] : share * use;
  }
  return rows;
}

Rows final_rows(const IoTable& table, std::size_t i, double share) {
  const std::size_t categories = table.final_uses.size();
  Rows rows{std::vector<double>(categories), std::vector<double>(categories)};
  for (std::size_t c = 0; c < categories; ++c) {
    const double use = table.final_use[i * categories + c];
    const bool separate = table.layout == IoLayout::kSeparateImports;
    const double of_use = c == table.exports ? 0 : share;
    rows.home[c] = separate ? use : (1 - of_use) * use;
    rows.imported[c] = separate ? table.imported_final_use[i * categories + c] : of_use * use;
  }
  return rows;
}

class Mending {
 public:
  // Flows must not be negative; final demand must not sum to less than 0.
  void mend(std::vector<double>& flows, std::vector<double>& demand) {
    for (double& flow : flows) {
      if (!(flow < 0)) continue;
      ++flows_;
      amount_ -= flow;
      flow = 0;
    }
    double sum = 0;
    for (const double value : demand) sum += value;
    if (sum >= 0) return;
    ++rows_;
    for (double& value : demand) {
      if (value < 0) amount_ -= value;
      value = std::max(value, 0.0);
    }
  }

  void report(const IoTable& table, FaultList& warnings) const {
    if (flows_ + rows_ == 0) return;
    warnings.add({Severity::kWarning, table.source, 0, 0, "", "",
                  format_count(flows_) + " negative flows and the negative cells of " + format_count(rows_) +
                      " rows of final demand that sum to less than 0 are set to 0: " +
                      format_number(amount_) + " " + table.unit + " in all"});
  }

 private:
  std::size_t flows_ = 0;
  std::size_t rows_ = 0;
  double amount_ = 0;
};

}  // namespace

MultiRegionalTable regional_table_of(const IoTable& table, const IoRegionNames& names, FaultList& warnings) {
  const std::size_t n = table.size();
  MultiRegionalTable regional;
  regional.source = table.source;
  regional.year = table.year;
  regional.unit = table.unit;
  regional.regions = {{names.home, false}, {names.imports, true}};
  for (const IoSector& sector : table.sectors) {
    regional.sectors.push_back({sector.code, sector.name_zh, sector.name_en});
  }
  for (const IoCategory& category : table.final_uses) {
    regional.final_demand_labels.push_back(names.home + "|" + category.code);
  }
  for (std::uint32_t region = 0; region < 2; ++region) {
    for (std::uint32_t s = 0; s < n; ++s) regional.industries.push_back({region, s});
  }
  const std::size_t categories = table.final_uses.size();
  regional.intermediate.assign(4 * n * n, 0);
  regional.final_demand.assign(2 * n * categories, 0);
  Mending mending;
  for (std::size_t i = 0; i < n; ++i) {
    const bool separate = table.layout == IoLayout::kSeparateImports;
    const double share = separate ? 0 : import_share(table, i, warnings);
    Rows flows = intermediate_rows(table, i, share);
    Rows demand = final_rows(table, i, share);
    mending.mend(flows.home, demand.home);
    mending.mend(flows.imported, demand.imported);
    const auto place = [](const std::vector<double>& row, std::vector<double>& matrix, std::size_t at) {
      std::copy(row.begin(), row.end(), matrix.begin() + static_cast<std::ptrdiff_t>(at));
    };
    place(flows.home, regional.intermediate, i * 2 * n);
    place(flows.imported, regional.intermediate, (n + i) * 2 * n);
    place(demand.home, regional.final_demand, i * categories);
    place(demand.imported, regional.final_demand, (n + i) * categories);
  }
  mending.report(table, warnings);
  return regional;
}

}  // namespace tenon
