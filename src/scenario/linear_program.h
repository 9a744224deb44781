// Linear programs, and a solver that starts every solve from one remembered basis.
//
// minimise cost'x subject to row_lower <= A x <= row_upper and column_lower <= x <= column_upper. Infinite
// bounds are +-kUnbounded.
//
// The solver is made for many programs that differ in bounds only: it solves the program once, then each set
// of changed bounds on a copy, by the dual simplex method from the first optimal basis. A solve never depends
// on the solves before it, so results do not depend on which worker made them. The method behind it is Clp
// (EPL-2.0); its header and its output stay out of ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "base/result.h"

namespace tenon {

inline constexpr double kUnbounded = std::numeric_limits<double>::infinity();

struct LinearProgram {
  // One a column.
  std::vector<double> cost;
  std::vector<double> column_lower;
  std::vector<double> column_upper;
  // One a row.
  std::vector<double> row_lower;
  std::vector<double> row_upper;
  // One a coefficient, in any order; several of one place are summed.
  std::vector<std::uint32_t> entry_row;
  std::vector<std::uint32_t> entry_column;
  std::vector<double> entry_value;

  // Both return the index of what was added.
  std::uint32_t add_column(double cost_of_unit, double lower, double upper);
  std::uint32_t add_row(double lower, double upper);
  void add_entry(std::uint32_t row, std::uint32_t column, double value);

  [[nodiscard]] std::size_t column_count() const { return cost.size(); }
  [[nodiscard]] std::size_t row_count() const { return row_lower.size(); }
};

struct BoundChange {
  std::uint32_t index = 0;  // of a column or row
  double lower = 0;
  double upper = 0;
};

// What differs from the program that the solver was made for. The last change of an index counts.
struct BoundChanges {
  std::vector<BoundChange> columns;
  std::vector<BoundChange> rows;

  void clear() {
    columns.clear();
    rows.clear();
  }
};

enum class LinearProgramStatus : std::uint8_t { kOptimal, kInfeasible, kUnboundedBelow };

struct LinearProgramSolution {
  LinearProgramStatus status = LinearProgramStatus::kInfeasible;
  double objective = 0;        // kOptimal only
  std::vector<double> values;  // one a column; kOptimal only
  int iterations = 0;
};

enum class LinearProgramStart : std::uint8_t {
  kRememberedBasis,
  kCold,  // from slacks, as if nothing had been solved before
};

// Not thread-safe; copies are independent of each other, one a worker. Memory: about 150 bytes a coefficient.
class LinearProgramSolver {
 public:
  // Solves the program and remembers its basis (that at which the method stopped where it is infeasible or
  // unbounded, which is no error). kInvalidArgument: lengths that differ, an index out of range, a cost,
  // coefficient or bound that is not a number, a lower bound above the upper one.
  static Result<LinearProgramSolver> create(const LinearProgram& program);

  ~LinearProgramSolver();
  LinearProgramSolver(const LinearProgramSolver& other);
  LinearProgramSolver& operator=(const LinearProgramSolver& other);
  LinearProgramSolver(LinearProgramSolver&&) noexcept;
  LinearProgramSolver& operator=(LinearProgramSolver&&) noexcept;

  // Of the program as it was given.
  [[nodiscard]] const LinearProgramSolution& first_solution() const;

  // The program with these bounds. A function of the program and the changes alone. kInvalidArgument: an
  // index out of range, a bound that is not a number, a lower bound above the upper one; kTooLarge: the
  // method gave up (more than 50 iterations for each row and column, or numerical trouble that a cold start
  // does not cure).
  [[nodiscard]] Result<LinearProgramSolution> solve(
      const BoundChanges& changes, LinearProgramStart start = LinearProgramStart::kRememberedBasis) const;

 private:
  struct State;
  explicit LinearProgramSolver(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tenon
