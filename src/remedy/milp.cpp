#include "remedy/milp.h"

#include <algorithm>
#include <cmath>

namespace tenon {
namespace {

constexpr double kInfinity = kUnbounded;

bool is_range(double lower, double upper) {
  return lower <= upper && lower < kUnbounded && upper > -kUnbounded;  // false for what is not a number
}

// "column 3 (build_a)".
std::string label(std::string_view kind, const std::vector<std::string>& names, std::size_t index) {
  std::string text = std::string(kind) + " " + std::to_string(index);
  if (index < names.size() && !names[index].empty()) text += " (" + names[index] + ")";
  return text;
}

Error fault(const std::string& what) {
  return {ErrorCode::kInvalidArgument, "integer program: " + what};
}

std::string range_text(double lower, double upper) {
  return "[" + std::to_string(lower) + ", " + std::to_string(upper) + "]";
}

// Names stay empty until there is one.
void add_name(std::vector<std::string>& names, std::size_t index, std::string_view name) {
  if (names.empty() && name.empty()) return;
  names.resize(index);
  names.emplace_back(name);
}

// How far a value is outside of [lower, upper], relative to the larger of `scale` and the bound it misses.
double violation(double value, double lower, double upper, double scale) {
  if (!std::isfinite(value)) return kInfinity;
  if (value < lower) return (lower - value) / std::max(scale, std::abs(lower));
  if (value > upper) return (value - upper) / std::max(scale, std::abs(upper));
  return 0;
}

void keep_worst(double found, std::size_t index, double& worst, std::uint32_t& worst_index) {
  if (found <= worst) return;
  worst = found;
  worst_index = static_cast<std::uint32_t>(index);
}

}  // namespace

std::uint32_t MilpProblem::add_column(double cost, double lower, double upper, std::string_view name) {
  add_name(column_names, linear.column_count(), name);
  is_integer.push_back(0);
  return linear.add_column(cost, lower, upper);
}

std::uint32_t MilpProblem::add_integer(double cost, double lower, double upper, std::string_view name) {
  const std::uint32_t column = add_column(cost, lower, upper, name);
  is_integer.back() = 1;
  return column;
}

std::uint32_t MilpProblem::add_row(double lower, double upper, std::string_view name) {
  add_name(row_names, linear.row_count(), name);
  return linear.add_row(lower, upper);
}

void MilpProblem::add_entry(std::uint32_t row, std::uint32_t column, double value) {
  linear.add_entry(row, column, value);
}

Result<void> check_milp_problem(const MilpProblem& problem) {
  const LinearProgram& linear = problem.linear;
  const std::size_t columns = problem.column_count();
  const std::size_t rows = problem.row_count();
  const auto names_fit = [](const std::vector<std::string>& names, std::size_t count) {
    return names.empty() || names.size() == count;
  };
  if (linear.column_lower.size() != columns || linear.column_upper.size() != columns ||
      problem.is_integer.size() != columns || linear.row_upper.size() != rows ||
      linear.entry_row.size() != linear.entry_value.size() ||
      linear.entry_column.size() != linear.entry_value.size() || !names_fit(problem.column_names, columns) ||
      !names_fit(problem.row_names, rows)) {
    return fault("vectors of different length");
  }
  for (std::size_t k = 0; k < columns; ++k) {
    if (!std::isfinite(linear.cost[k])) {
      return fault(label("column", problem.column_names, k) + " has no finite cost");
    }
    if (!is_range(linear.column_lower[k], linear.column_upper[k])) {
      return fault(label("column", problem.column_names, k) + " has the bounds " +
                   range_text(linear.column_lower[k], linear.column_upper[k]));
    }
  }
  for (std::size_t k = 0; k < rows; ++k) {
    if (!is_range(linear.row_lower[k], linear.row_upper[k])) {
      return fault(label("row", problem.row_names, k) + " has the bounds " +
                   range_text(linear.row_lower[k], linear.row_upper[k]));
    }
  }
  for (std::size_t k = 0; k < linear.entry_value.size(); ++k) {
    const std::string entry = "entry " + std::to_string(k);
    if (linear.entry_row[k] >= rows || linear.entry_column[k] >= columns) {
      return fault(entry + " is at row " + std::to_string(linear.entry_row[k]) + ", column " +
                   std::to_string(linear.entry_column[k]) + " of " + std::to_string(rows) + " rows and " +
                   std::to_string(columns) + " columns");
    }
    if (!std::isfinite(linear.entry_value[k])) {
      return fault(entry + " (" + label("row", problem.row_names, linear.entry_row[k]) + ", " +
                   label("column", problem.column_names, linear.entry_column[k]) + ") is not finite");
    }
  }
  return {};
}

double MilpCheck::worst() const {
  return std::max({row_violation, bound_violation, integrality_violation});
}

MilpCheck check_milp_solution(const MilpProblem& problem, std::span<const double> values, double tolerance) {
  const LinearProgram& linear = problem.linear;
  MilpCheck check;
  if (values.size() != problem.column_count()) {
    check.row_violation = check.bound_violation = check.integrality_violation = kInfinity;
    return check;
  }
  for (std::size_t j = 0; j < values.size(); ++j) {
    check.objective += linear.cost[j] * values[j];
    keep_worst(violation(values[j], linear.column_lower[j], linear.column_upper[j], 1), j,
               check.bound_violation, check.worst_bound_column);
    if (problem.is_integer[j] == 0) continue;
    const double off = std::isfinite(values[j]) ? std::abs(values[j] - std::round(values[j])) : kInfinity;
    keep_worst(off, j, check.integrality_violation, check.worst_integer_column);
  }
  std::vector<double> activity(problem.row_count(), 0.0);
  std::vector<double> scale(problem.row_count(), 1.0);
  for (std::size_t k = 0; k < linear.entry_value.size(); ++k) {
    const double term = linear.entry_value[k] * values[linear.entry_column[k]];
    const std::uint32_t row = linear.entry_row[k];
    activity[row] += term;
    scale[row] = std::max(scale[row], std::abs(term));
  }
  for (std::size_t i = 0; i < activity.size(); ++i) {
    keep_worst(violation(activity[i], linear.row_lower[i], linear.row_upper[i], scale[i]), i,
               check.row_violation, check.worst_row);
  }
  check.is_feasible = check.worst() <= tolerance;
  return check;
}

}  // namespace tenon
