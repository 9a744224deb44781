#include "risk/input_output_measures.h"

#include <cmath>
#include <limits>

namespace tenon {
namespace {

// Value added and imported inputs per unit of output.
struct PrimaryShares {
  std::vector<double> value_added;
  std::vector<double> imported_inputs;  // empty on kTotal, where the coefficients already count them
};

PrimaryShares primary_shares(const IoTable& table, const IoSystem& system) {
  const std::size_t n = system.size;
  PrimaryShares shares;
  shares.value_added = total_value_added(table);
  if (system.basis == IoBasis::kDomestic) {
    const std::vector<double> all = intermediate_use(table, IoBasis::kTotal);
    const std::vector<double> domestic = intermediate_use(table, IoBasis::kDomestic);
    shares.imported_inputs.assign(n, 0);
    for (std::size_t at = 0; at < n * n; ++at) shares.imported_inputs[at % n] += all[at] - domestic[at];
  }
  for (std::size_t j = 0; j < n; ++j) {
    const double x = system.output[j];
    shares.value_added[j] = x > 0 ? shares.value_added[j] / x : 0;
    if (!shares.imported_inputs.empty())
      shares.imported_inputs[j] = x > 0 ? shares.imported_inputs[j] / x : 0;
  }
  return shares;
}

// L_kk is at least 1 where A has no negative entry; at the rounding level of its column it is zero.
bool vanishes(double diagonal, double column_sum_of_magnitudes) {
  return std::abs(diagonal) <= 64 * std::numeric_limits<double>::epsilon() * column_sum_of_magnitudes;
}

}  // namespace

std::vector<IoSectorMeasures> measure_sectors(const IoTable& table, const IoSystem& system) {
  const std::size_t n = system.size;
  const PrimaryShares primary = primary_shares(table, system);

  // One pass over the rows of L and G, so that memory is read in order; sums run in a fixed order.
  std::vector<IoSectorMeasures> measures(n);
  std::vector<double> row_sum(n, 0);
  std::vector<double> magnitude(n, 0);
  std::vector<double> import_content(n, 0);
  double total_leontief = 0;
  double total_ghosh = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double* l = &system.leontief[i * n];
    const double* g = &system.ghosh[i * n];
    for (std::size_t j = 0; j < n; ++j) {
      row_sum[i] += l[j];
      measures[i].supply_multiplier += g[j];
      measures[j].output_multiplier += l[j];
      measures[j].value_added_multiplier += primary.value_added[i] * l[j];
      magnitude[j] += std::abs(l[j]);
      if (!primary.imported_inputs.empty()) import_content[j] += primary.imported_inputs[i] * l[j];
    }
    total_leontief += row_sum[i];
    total_ghosh += measures[i].supply_multiplier;
  }

  const auto count = static_cast<double>(n);
  for (std::size_t k = 0; k < n; ++k) {
    IoSectorMeasures& m = measures[k];
    if (!primary.imported_inputs.empty()) m.import_multiplier = import_content[k];
    m.backward_linkage = count * m.output_multiplier / total_leontief;
    m.forward_linkage = count * m.supply_multiplier / total_ghosh;
    m.forward_linkage_leontief = count * row_sum[k] / total_leontief;
    m.key_sector = m.backward_linkage > 1 && m.forward_linkage > 1;

    const double diagonal = system.leontief[k * n + k];
    if (vanishes(diagonal, magnitude[k])) continue;
    const double scale = system.output[k] / diagonal;
    m.extraction_loss = m.output_multiplier * scale;
    m.extraction_loss_others = (m.output_multiplier - diagonal) * scale;
    m.forward_loss_others = (m.supply_multiplier - diagonal) * scale;
  }
  return measures;
}

std::optional<std::vector<double>> extraction_losses(const IoSystem& system, std::size_t k) {
  const std::size_t n = system.size;
  double magnitude = 0;
  for (std::size_t i = 0; i < n; ++i) magnitude += std::abs(system.leontief[i * n + k]);
  const double diagonal = system.leontief[k * n + k];
  if (vanishes(diagonal, magnitude)) return std::nullopt;
  std::vector<double> losses(n);
  for (std::size_t i = 0; i < n; ++i) losses[i] = system.leontief[i * n + k] * system.output[k] / diagonal;
  return losses;
}

}  // namespace tenon
