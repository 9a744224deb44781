// A textbook simplex on a dense tableau, slow and obvious: two phases, Bland's rule. For tests only.
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "scenario/linear_program.h"

namespace tenon::testing {

struct SimplexAnswer {
  bool is_unbounded = false;
  std::optional<double> objective;  // nullopt: infeasible or unbounded
};

// min cost'y, T y = right, y >= 0, right >= 0.
class Tableau {
 public:
  Tableau(std::vector<std::vector<double>> rows, std::vector<double> right)
      : rows_(std::move(rows)), right_(std::move(right)) {}

  // From the basis given; false: unbounded. Columns from `allowed` on may not enter.
  bool minimise(const std::vector<double>& cost, std::vector<std::size_t>& basis, std::size_t allowed) {
    constexpr double kSmall = 1e-9;
    for (;;) {
      std::size_t entering = allowed;
      for (std::size_t j = 0; j < allowed && entering == allowed; ++j) {
        double reduced = cost[j];
        for (std::size_t i = 0; i < rows_.size(); ++i) reduced -= cost[basis[i]] * rows_[i][j];
        if (reduced < -kSmall) entering = j;
      }
      if (entering == allowed) return true;
      std::size_t leaving = rows_.size();
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i][entering] <= kSmall) continue;
        if (leaving == rows_.size()) {
          leaving = i;
          continue;
        }
        const double here = right_[i] / rows_[i][entering];
        const double best = right_[leaving] / rows_[leaving][entering];
        if (here < best - kSmall || (here < best + kSmall && basis[i] < basis[leaving])) leaving = i;
      }
      if (leaving == rows_.size()) return false;
      pivot(leaving, entering);
      basis[leaving] = entering;
    }
  }

  // Columns from `allowed` on leave the basis, except from rows that say nothing.
  void drive_out(std::vector<std::size_t>& basis, std::size_t allowed) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      for (std::size_t j = 0; j < allowed && basis[i] >= allowed; ++j) {
        if (std::abs(rows_[i][j]) <= 1e-7) continue;
        pivot(i, j);
        basis[i] = j;
      }
    }
  }

  [[nodiscard]] double value(const std::vector<double>& cost, const std::vector<std::size_t>& basis) const {
    double sum = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) sum += cost[basis[i]] * right_[i];
    return sum;
  }

 private:
  void pivot(std::size_t row, std::size_t column) {
    const double scale = 1 / rows_[row][column];
    for (double& value : rows_[row]) value *= scale;
    right_[row] *= scale;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double factor = rows_[i][column];
      if (i == row || factor == 0) continue;
      for (std::size_t j = 0; j < rows_[i].size(); ++j) rows_[i][j] -= factor * rows_[row][j];
      right_[i] -= factor * right_[row];
    }
  }

  std::vector<std::vector<double>> rows_;
  std::vector<double> right_;
};

// Lower bounds of columns must be finite.
inline SimplexAnswer solve_by_tableau(const LinearProgram& program) {
  const std::size_t columns = program.column_count();
  std::vector<std::vector<double>> dense(program.row_count(), std::vector<double>(columns, 0));
  for (std::size_t k = 0; k < program.entry_value.size(); ++k) {
    dense[program.entry_row[k]][program.entry_column[k]] += program.entry_value[k];
  }
  // x = lower + y; every bound becomes a row "coefficients y (<= or >=) right".
  struct Row {
    std::vector<double> coefficients;
    double right = 0;
    bool at_most = true;
  };
  std::vector<Row> list;
  const auto add = [&](const std::vector<double>& coefficients, double bound, bool at_most) {
    if (std::isinf(bound)) return;
    double right = bound;
    for (std::size_t j = 0; j < columns; ++j) right -= coefficients[j] * program.column_lower[j];
    list.push_back({coefficients, right, at_most});
  };
  for (std::size_t i = 0; i < dense.size(); ++i) {
    add(dense[i], program.row_upper[i], true);
    add(dense[i], program.row_lower[i], false);
  }
  for (std::size_t j = 0; j < columns; ++j) {
    std::vector<double> unit(columns, 0);
    unit[j] = 1;
    add(unit, program.column_upper[j], true);
  }
  // Columns: y, one slack a row, one artificial a row.
  const std::size_t rows = list.size();
  const std::size_t all = columns + 2 * rows;
  std::vector<std::vector<double>> tableau(rows, std::vector<double>(all, 0));
  std::vector<double> right(rows);
  std::vector<std::size_t> basis(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const double sign = list[i].right < 0 ? -1 : 1;
    for (std::size_t j = 0; j < columns; ++j) tableau[i][j] = sign * list[i].coefficients[j];
    tableau[i][columns + i] = sign * (list[i].at_most ? 1 : -1);
    tableau[i][columns + rows + i] = 1;
    right[i] = sign * list[i].right;
    basis[i] = columns + rows + i;
  }
  Tableau work(std::move(tableau), std::move(right));
  std::vector<double> artificial(all, 0);
  for (std::size_t i = 0; i < rows; ++i) artificial[columns + rows + i] = 1;
  work.minimise(artificial, basis, all);
  if (work.value(artificial, basis) > 1e-7) return {};
  work.drive_out(basis, columns + rows);
  std::vector<double> cost(all, 0);
  double constant = 0;
  for (std::size_t j = 0; j < columns; ++j) {
    cost[j] = program.cost[j];
    constant += program.cost[j] * program.column_lower[j];
  }
  if (!work.minimise(cost, basis, columns + rows)) return {true, std::nullopt};
  return {false, work.value(cost, basis) + constant};
}

}  // namespace tenon::testing
