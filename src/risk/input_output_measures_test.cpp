#include "risk/input_output_measures.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "risk/input_output_example.h"

namespace tenon {
namespace {

using Values = std::vector<double>;

// Gauss-Jordan elimination with row exchanges, written apart from the code under test: the solution of m x =
// b.
Values solve_directly(Values m, Values b) {
  const std::size_t n = b.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    for (std::size_t r = c + 1; r < n; ++r) {
      if (std::abs(m[r * n + c]) > std::abs(m[pivot * n + c])) pivot = r;
    }
    for (std::size_t j = 0; j < n; ++j) std::swap(m[c * n + j], m[pivot * n + j]);
    std::swap(b[c], b[pivot]);
    for (std::size_t r = 0; r < n; ++r) {
      if (r == c) continue;
      const double factor = m[r * n + c] / m[c * n + c];
      for (std::size_t j = c; j < n; ++j) m[r * n + j] -= factor * m[c * n + j];
      b[r] -= factor * b[c];
    }
  }
  for (std::size_t r = 0; r < n; ++r) b[r] /= m[r * n + r];
  return b;
}

// (I - a) x = y
Values leontief_output(const Values& a, const Values& y) {
  const std::size_t n = y.size();
  Values m(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) m[i * n + j] = (i == j ? 1 : 0) - a[i * n + j];
  }
  return solve_directly(m, y);
}

Values transposed(const Values& m, std::size_t n) {
  Values t(n * n);
  for (std::size_t at = 0; at < n * n; ++at) t[at % n * n + at / n] = m[at];
  return t;
}

struct Economy {
  Values use;
  Values output;

  [[nodiscard]] std::size_t size() const { return output.size(); }
  [[nodiscard]] Values coefficients() const {
    Values a = use;
    for (std::size_t at = 0; at < a.size(); ++at) {
      const double x = output[at % size()];
      a[at] = x > 0 ? a[at] / x : 0;
    }
    return a;
  }
  // y = x - A x
  [[nodiscard]] Values demand() const {
    const Values a = coefficients();
    Values y = output;
    for (std::size_t at = 0; at < a.size(); ++at) y[at / size()] -= a[at] * output[at % size()];
    return y;
  }
};

// Columns of magnitudes that sum to at most 0.9, so that every system with sectors removed has a solution
// too. Some entries are negative, some sectors sell nothing, some have no output.
Economy random_economy() {
  const auto n = static_cast<std::size_t>(*rc::gen::inRange(1, 8));
  Economy economy{Values(n * n), Values(n)};
  for (double& x : economy.output)
    x = *rc::gen::inRange(0, 6) == 0 ? 0 : *rc::gen::inRange(1, 100'000) / 16.0;
  for (std::size_t j = 0; j < n; ++j) {
    Values column(n);
    double sum = 0;
    for (double& value : column) {
      value = *rc::gen::inRange(0, 3) == 0 ? 0 : *rc::gen::inRange(-100, 1000);
      sum += std::abs(value);
    }
    const double scale = sum > 0 ? *rc::gen::inRange(0, 91) / 100.0 / sum * economy.output[j] : 0;
    for (std::size_t i = 0; i < n; ++i) economy.use[i * n + j] = column[i] * scale;
  }
  return economy;
}

void expect_close(double got, double want, double scale) {
  RC_ASSERT(std::abs(got - want) <= 1e-12 * std::max(1.0, scale));
}

// Only what the measures read beside the system: no value added, no imports.
IoTable table_of(const Economy& economy) {
  IoTable table;
  table.layout = IoLayout::kSeparateImports;
  table.sectors.resize(economy.size());
  table.final_uses.resize(1);
  table.intermediate = economy.use;
  table.imported_intermediate.assign(economy.use.size(), 0);
  table.final_use = economy.demand();
  table.imported_final_use.assign(economy.size(), 0);
  table.imports.assign(economy.size(), 0);
  table.gross_output = economy.output;
  return table;
}

TEST(InputOutputMeasures, ReadsTheTwoSectorTextbookExample) {
  Economy economy{{150, 500, 200, 100}, {1000, 2000}};
  IoTable table = table_of(economy);
  table.value_added_rows.resize(1);
  table.value_added = {650, 1400};
  const auto system = solve_input_output(table, IoBasis::kDomestic);
  ASSERT_TRUE(system.ok());
  const auto measures = measure_sectors(table, *system);
  const double d = 0.7575;
  EXPECT_NEAR(measures[0].output_multiplier, 1.15 / d, 1e-14);
  EXPECT_NEAR(measures[1].output_multiplier, 1.10 / d, 1e-14);
  EXPECT_NEAR(measures[0].supply_multiplier, (0.95 + 0.5) / d, 1e-14);
  EXPECT_NEAR(measures[1].supply_multiplier, (0.1 + 0.85) / d, 1e-14);
  EXPECT_NEAR(measures[0].backward_linkage, 2 * 1.15 / 2.25, 1e-14);
  EXPECT_NEAR(measures[0].forward_linkage, 2 * 1.45 / 2.40, 1e-14);
  EXPECT_NEAR(measures[0].forward_linkage_leontief, 2 * 1.20 / 2.25, 1e-14);
  EXPECT_TRUE(measures[0].key_sector);
  EXPECT_FALSE(measures[1].key_sector);
  EXPECT_NEAR(measures[0].value_added_multiplier, 1, 1e-14);  // nothing is imported
  EXPECT_NEAR(measures[0].import_multiplier.value(), 0, 1e-14);
  // Without sector 1, sector 2 makes y_2 / (1 - a_22) = 1700 / 0.95.
  EXPECT_NEAR(measures[0].extraction_loss_others.value(), 2000 - 1700 / 0.95, 1e-10);
  EXPECT_NEAR(measures[0].extraction_loss.value(), 3000 - 1700 / 0.95, 1e-10);
  // If sector 1 delivers to nobody: x_2 = v_2 / (1 - b_22) = 1400 / 0.95.
  EXPECT_NEAR(measures[0].forward_loss_others.value(), 2000 - 1400 / 0.95, 1e-10);
}

TEST(InputOutputMeasures, KeySectorsNeedBothLinkages) {
  // Sector 2 only buys, sector 1 only sells: one linkage above average each.
  const Economy economy{{0, 50, 0, 0}, {100, 100}};
  const auto system = solve_input_output(economy.use, economy.output, IoBasis::kDomestic);
  ASSERT_TRUE(system.ok());
  const auto measures = measure_sectors(table_of(economy), *system);
  EXPECT_NEAR(measures[0].backward_linkage, 2 * 1 / 2.5, 1e-15);
  EXPECT_NEAR(measures[0].forward_linkage, 2 * 1.5 / 2.5, 1e-15);
  EXPECT_NEAR(measures[1].backward_linkage, 2 * 1.5 / 2.5, 1e-15);
  EXPECT_NEAR(measures[1].forward_linkage, 2 * 1 / 2.5, 1e-15);
  EXPECT_FALSE(measures[0].key_sector);
  EXPECT_FALSE(measures[1].key_sector);
}

TEST(InputOutputMeasures, ValueAddedAndImportsMakeUpEveryUnitOfDemand) {
  for (const IoTable& table : {example_three_sectors(), example_separate_imports()}) {
    const auto domestic = solve_input_output(table, IoBasis::kDomestic);
    const auto total = solve_input_output(table, IoBasis::kTotal);
    ASSERT_TRUE(domestic.ok() && total.ok());
    bool any_import = false;
    for (const auto& m : measure_sectors(table, *domestic)) {
      EXPECT_NEAR(m.value_added_multiplier + m.import_multiplier.value(), 1, 1e-14);
      any_import = any_import || m.import_multiplier.value() > 0.01;
    }
    EXPECT_TRUE(any_import);
    for (const auto& m : measure_sectors(table, *total)) {
      EXPECT_NEAR(m.value_added_multiplier, 1, 1e-14);
      EXPECT_EQ(m.import_multiplier, std::nullopt);
    }
  }
}

TEST(InputOutputMeasures, AreConsistentWithTheFlows) {
  EXPECT_TRUE(rc::check([] {
    const Economy economy = random_economy();
    const std::size_t n = economy.size();
    const auto system = solve_input_output(economy.use, economy.output, IoBasis::kDomestic);
    RC_ASSERT(system.ok());
    const Values y = economy.demand();
    double total = 0;
    double total_from_demand = 0;
    double total_from_supply = 0;
    double backward = 0;
    double forward = 0;
    const auto measures = measure_sectors(table_of(economy), *system);
    for (std::size_t i = 0; i < n; ++i) {
      double x = 0;
      for (std::size_t j = 0; j < n; ++j) {
        x += system->leontief[i * n + j] * y[j];
        const double xi = economy.output[i];
        const double xj = economy.output[j];
        // G = x^-1 L x where there is output
        if (xi > 0 && xj > 0) {
          expect_close(system->ghosh[i * n + j] * xi, system->leontief[i * n + j] * xj, 1e4);
        }
      }
      expect_close(x, economy.output[i], 1e4);
      // What a sector without output delivers is primary to its buyers: no output of the period stands behind
      // it.
      double primary = economy.output[i];
      for (std::size_t s = 0; s < n; ++s) {
        if (economy.output[s] > 0) primary -= economy.use[s * n + i];
      }
      total += economy.output[i];
      total_from_demand += measures[i].output_multiplier * y[i];
      total_from_supply += measures[i].supply_multiplier * primary;
      backward += measures[i].backward_linkage;
      forward += measures[i].forward_linkage;
    }
    expect_close(total_from_demand, total, 1e4);
    expect_close(total_from_supply, total, 1e4);
    expect_close(backward, static_cast<double>(n), 1);
    expect_close(forward, static_cast<double>(n), 1);
  }));
}

TEST(InputOutputMeasures, ExtractionEqualsSolvingWithoutTheSector) {
  EXPECT_TRUE(rc::check([] {
    const Economy economy = random_economy();
    const std::size_t n = economy.size();
    const auto system = solve_input_output(economy.use, economy.output, IoBasis::kDomestic);
    RC_ASSERT(system.ok());
    const auto measures = measure_sectors(table_of(economy), *system);
    const Values a = economy.coefficients();
    const Values y = economy.demand();
    for (std::size_t k = 0; k < n; ++k) {
      Values cut = a;         // row and column
      Values cut_column = a;  // purchases only
      for (std::size_t i = 0; i < n; ++i) {
        cut[i * n + k] = cut[k * n + i] = 0;
        cut_column[i * n + k] = 0;
      }
      Values demand_without = y;
      demand_without[k] = 0;
      const Values without = leontief_output(cut, demand_without);
      const Values demand_kept = leontief_output(cut, y);
      const Values no_purchases = leontief_output(cut_column, y);
      const auto losses = extraction_losses(*system, k);
      RC_ASSERT(losses.has_value() && measures[k].extraction_loss.has_value());
      double all = 0;
      double others = 0;
      for (std::size_t i = 0; i < n; ++i) {
        const double loss = economy.output[i] - without[i];
        expect_close((*losses)[i], loss, 1e4);
        all += loss;
        if (i == k) continue;
        others += loss;
        expect_close(economy.output[i] - demand_kept[i], loss, 1e4);
        expect_close(economy.output[i] - no_purchases[i], loss, 1e4);
      }
      expect_close(without[k], 0, 1);
      expect_close(demand_kept[k], y[k], 1e4);
      expect_close(*measures[k].extraction_loss, all, 1e4);
      expect_close(*measures[k].extraction_loss_others, others, 1e4);
    }
  }));
}

TEST(InputOutputMeasures, ForwardExtractionEqualsSolvingWithoutDeliveries) {
  EXPECT_TRUE(rc::check([] {
    const Economy economy = random_economy();
    const std::size_t n = economy.size();
    const auto system = solve_input_output(economy.use, economy.output, IoBasis::kDomestic);
    RC_ASSERT(system.ok());
    const auto measures = measure_sectors(table_of(economy), *system);
    Values b = economy.coefficients();
    for (std::size_t at = 0; at < n * n; ++at) {
      const double xi = economy.output[at / n];
      b[at] = xi > 0 ? b[at] * economy.output[at % n] / xi : 0;
    }
    // x' = x' B + v'
    Values primary = economy.output;
    for (std::size_t at = 0; at < n * n; ++at) primary[at % n] -= economy.output[at / n] * b[at];
    for (std::size_t k = 0; k < n; ++k) {
      Values cut = b;
      for (std::size_t j = 0; j < n; ++j) cut[k * n + j] = 0;
      const Values rest = leontief_output(transposed(cut, n), primary);
      double others = 0;
      for (std::size_t j = 0; j < n; ++j) {
        if (j != k) others += economy.output[j] - rest[j];
      }
      RC_ASSERT(measures[k].forward_loss_others.has_value());
      expect_close(*measures[k].forward_loss_others, others, 1e4);
    }
  }));
}

TEST(InputOutputMeasures, LeavesOutAnExtractionWithoutSolution) {
  // L_11 is proportional to 1 - a_22 = 0, though I - A itself is regular.
  const Economy economy{{0, 1, -1, 1}, {1, 1}};
  const auto system = solve_input_output(economy.use, economy.output, IoBasis::kDomestic);
  ASSERT_TRUE(system.ok());
  const auto measures = measure_sectors(table_of(economy), *system);
  EXPECT_EQ(measures[0].extraction_loss, std::nullopt);
  EXPECT_EQ(measures[0].forward_loss_others, std::nullopt);
  EXPECT_EQ(extraction_losses(*system, 0), std::nullopt);
  EXPECT_TRUE(measures[1].extraction_loss.has_value());
}

}  // namespace
}  // namespace tenon
