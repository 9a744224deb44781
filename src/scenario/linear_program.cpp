#include "scenario/linear_program.h"

#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

namespace tenon {
namespace {

// Rows are scaled by whoever writes the program, so one absolute tolerance fits all.
constexpr double kTolerance = 1e-9;
constexpr int kIterationsPerRowAndColumn = 50;
constexpr int kAutomaticPerturbation = 50;
constexpr int kNoPerturbation = 100;

// What Clp answers.
constexpr int kClpOptimal = 0;
constexpr int kClpPrimalInfeasible = 1;
constexpr int kClpDualInfeasible = 2;

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

bool is_range(double lower, double upper) {
  return lower <= upper && lower < kUnbounded && upper > -kUnbounded;  // false for what is not a number
}

double clp_bound(double bound) {
  return std::isinf(bound) ? std::copysign(COIN_DBL_MAX, bound) : bound;
}

std::vector<double> clp_bounds(const std::vector<double>& bounds) {
  std::vector<double> result(bounds.size());
  for (std::size_t k = 0; k < bounds.size(); ++k) result[k] = clp_bound(bounds[k]);
  return result;
}

Result<void> check(const LinearProgram& program) {
  const std::size_t columns = program.column_count();
  const std::size_t rows = program.row_count();
  if (program.column_lower.size() != columns || program.column_upper.size() != columns ||
      program.row_upper.size() != rows || program.entry_row.size() != program.entry_value.size() ||
      program.entry_column.size() != program.entry_value.size()) {
    return invalid("linear program: vectors of different length");
  }
  for (std::size_t k = 0; k < columns; ++k) {
    if (!std::isfinite(program.cost[k]) || !is_range(program.column_lower[k], program.column_upper[k])) {
      return invalid("linear program: column " + std::to_string(k) + " has no valid cost or bounds");
    }
  }
  for (std::size_t k = 0; k < rows; ++k) {
    if (!is_range(program.row_lower[k], program.row_upper[k])) {
      return invalid("linear program: row " + std::to_string(k) + " has no valid bounds");
    }
  }
  for (std::size_t k = 0; k < program.entry_value.size(); ++k) {
    if (program.entry_row[k] >= rows || program.entry_column[k] >= columns ||
        !std::isfinite(program.entry_value[k])) {
      return invalid("linear program: coefficient " + std::to_string(k) + " is out of range");
    }
  }
  return {};
}

Result<void> check(const BoundChanges& changes, const ClpSimplex& model) {
  const auto fits = [](const std::vector<BoundChange>& list, int count) {
    for (const BoundChange& change : list) {
      if (change.index >= static_cast<std::uint32_t>(count) || !is_range(change.lower, change.upper)) {
        return false;
      }
    }
    return true;
  };
  if (fits(changes.columns, model.numberColumns()) && fits(changes.rows, model.numberRows())) return {};
  return invalid("linear program: a changed bound is out of range");
}

void apply(const BoundChanges& changes, ClpSimplex& model) {
  for (const BoundChange& change : changes.columns) {
    model.setColumnBounds(static_cast<int>(change.index), clp_bound(change.lower), clp_bound(change.upper));
  }
  for (const BoundChange& change : changes.rows) {
    model.setRowBounds(static_cast<int>(change.index), clp_bound(change.lower), clp_bound(change.upper));
  }
}

// By columns, coefficients of one place summed, zeros left out: Clp takes neither.
CoinPackedMatrix matrix_of(const LinearProgram& program) {
  std::vector<std::size_t> order(program.entry_value.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(program.entry_column[a], program.entry_row[a]) <
           std::pair(program.entry_column[b], program.entry_row[b]);
  });
  std::vector<int> rows;
  std::vector<int> columns;
  std::vector<double> values;
  for (std::size_t k = 0; k < order.size();) {
    const std::uint32_t row = program.entry_row[order[k]];
    const std::uint32_t column = program.entry_column[order[k]];
    double sum = 0;
    for (; k < order.size() && program.entry_row[order[k]] == row && program.entry_column[order[k]] == column;
         ++k) {
      sum += program.entry_value[order[k]];
    }
    if (sum == 0) continue;
    rows.push_back(static_cast<int>(row));
    columns.push_back(static_cast<int>(column));
    values.push_back(sum);
  }
  CoinPackedMatrix matrix(true, rows.data(), columns.data(), values.data(),
                          static_cast<CoinBigIndex>(values.size()));
  matrix.setDimensions(static_cast<int>(program.row_count()), static_cast<int>(program.column_count()));
  return matrix;
}

bool is_decided(const ClpSimplex& model) {
  return model.status() == kClpOptimal || model.status() == kClpPrimalInfeasible ||
         model.status() == kClpDualInfeasible;
}

// Without coefficients every row is 0 and every column goes to its better bound; Clp does not take it.
LinearProgramSolution solve_without_coefficients(const ClpSimplex& model) {
  LinearProgramSolution solution;
  for (int i = 0; i < model.numberRows(); ++i) {
    if (model.rowLower()[i] > kTolerance || model.rowUpper()[i] < -kTolerance) return solution;
  }
  solution.status = LinearProgramStatus::kOptimal;
  for (int j = 0; j < model.numberColumns(); ++j) {
    const double cost = model.objective()[j];
    const double lower = model.columnLower()[j];
    const double upper = model.columnUpper()[j];
    const bool has_no_lower = lower <= -COIN_DBL_MAX;
    const double idle = has_no_lower ? std::min(upper, 0.0) : lower;
    const double value = cost == 0 ? idle : cost > 0 ? lower : upper;
    if (std::abs(value) >= COIN_DBL_MAX) {
      solution = {};
      solution.status = LinearProgramStatus::kUnboundedBelow;
      return solution;
    }
    solution.values.push_back(value);
    solution.objective += cost * value;
  }
  return solution;
}

Result<LinearProgramSolution> run(ClpSimplex& model, LinearProgramStart start) {
  if (model.getNumElements() == 0) return solve_without_coefficients(model);
  model.setLogLevel(0);  // a copy speaks again
  if (start == LinearProgramStart::kCold) model.allSlackBasis(true);
  model.dual();
  int iterations = model.numberIterations();
  if (!is_decided(model)) {
    model.allSlackBasis(true);
    model.setPerturbation(kNoPerturbation);
    model.primal();
    iterations += model.numberIterations();
  }
  if (!is_decided(model)) {
    return Error{ErrorCode::kTooLarge, "linear program: given up after " + std::to_string(iterations) +
                                           " iterations (" + std::to_string(model.numberRows()) + " rows, " +
                                           std::to_string(model.numberColumns()) + " columns)"};
  }
  LinearProgramSolution solution;
  solution.iterations = iterations;
  if (model.status() == kClpOptimal) {
    solution.status = LinearProgramStatus::kOptimal;
    solution.objective = model.objectiveValue();
    const double* values = model.primalColumnSolution();
    solution.values.assign(values, values + model.numberColumns());
  } else if (model.status() == kClpPrimalInfeasible) {
    solution.status = LinearProgramStatus::kInfeasible;
  } else {
    solution.status = LinearProgramStatus::kUnboundedBelow;
  }
  return solution;
}

}  // namespace

std::uint32_t LinearProgram::add_column(double cost_of_unit, double lower, double upper) {
  cost.push_back(cost_of_unit);
  column_lower.push_back(lower);
  column_upper.push_back(upper);
  return static_cast<std::uint32_t>(cost.size() - 1);
}

std::uint32_t LinearProgram::add_row(double lower, double upper) {
  row_lower.push_back(lower);
  row_upper.push_back(upper);
  return static_cast<std::uint32_t>(row_lower.size() - 1);
}

void LinearProgram::add_entry(std::uint32_t row, std::uint32_t column, double value) {
  entry_row.push_back(row);
  entry_column.push_back(column);
  entry_value.push_back(value);
}

struct LinearProgramSolver::State {
  ClpSimplex model;
  LinearProgramSolution first;
};

LinearProgramSolver::LinearProgramSolver(std::unique_ptr<State> state) : state_(std::move(state)) {}
LinearProgramSolver::~LinearProgramSolver() = default;
LinearProgramSolver::LinearProgramSolver(const LinearProgramSolver& other)
    : state_(std::make_unique<State>(*other.state_)) {}
LinearProgramSolver& LinearProgramSolver::operator=(const LinearProgramSolver& other) {
  if (this != &other) state_ = std::make_unique<State>(*other.state_);
  return *this;
}
LinearProgramSolver::LinearProgramSolver(LinearProgramSolver&&) noexcept = default;
LinearProgramSolver& LinearProgramSolver::operator=(LinearProgramSolver&&) noexcept = default;

Result<LinearProgramSolver> LinearProgramSolver::create(const LinearProgram& program) {
  if (const Result<void> sound = check(program); !sound) return sound.error();
  const CoinPackedMatrix matrix = matrix_of(program);
  auto state = std::make_unique<State>();
  ClpSimplex& model = state->model;
  model.setLogLevel(0);
  model.loadProblem(matrix, clp_bounds(program.column_lower).data(), clp_bounds(program.column_upper).data(),
                    program.cost.data(), clp_bounds(program.row_lower).data(),
                    clp_bounds(program.row_upper).data());
  model.scaling(0);
  model.setPrimalTolerance(kTolerance);
  model.setDualTolerance(kTolerance);
  model.setPerturbation(kAutomaticPerturbation);
  const std::size_t size = program.row_count() + program.column_count();
  model.setMaximumIterations(static_cast<int>(std::min<std::size_t>(
      kIterationsPerRowAndColumn * (size + 100), static_cast<std::size_t>(std::numeric_limits<int>::max()))));
  Result<LinearProgramSolution> first = run(model, LinearProgramStart::kCold);
  if (!first) return first.error();
  state->first = std::move(first).value();
  model.setPerturbation(kAutomaticPerturbation);
  return LinearProgramSolver(std::move(state));
}

const LinearProgramSolution& LinearProgramSolver::first_solution() const {
  return state_->first;
}

Result<LinearProgramSolution> LinearProgramSolver::solve(const BoundChanges& changes,
                                                         LinearProgramStart start) const {
  if (const Result<void> sound = check(changes, state_->model); !sound) return sound.error();
  // A copy, because factors, weights and random numbers of a solve would otherwise reach into the next.
  ClpSimplex model(state_->model);
  apply(changes, model);
  return run(model, start);
}

}  // namespace tenon
