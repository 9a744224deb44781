// Solvers of mixed-integer linear programs behind one interface.
//
// "cbc" (COIN-OR CBC, EPL-2.0) is the main one; "glpk" (GPL-3) a second opinion that the build may leave out.
// What both promise, whatever the library behind them does:
// - Values are checked with check_milp_solution before they are returned; kOptimal rests on them and a bound.
// - One thread, no random seed from outside, nothing printed, no signal handlers.
// - The time limit is elapsed time. `stop` and the limit are polled between nodes, cut rounds and heuristics;
//   CBC also within each linear program, GLPK only within the first one. The bound of a stopped search is the
//   last that was proven.
// - LP relaxation unbounded: whether there is a solution at all is searched without costs, so that kUnbounded
//   means what it says.
// - Abnormal ends of the library become errors.
// Headers of the libraries stay out of ours.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "remedy/milp.h"

namespace tenon {

// Without state: one solver may serve several threads at once.
class MilpSolver {
 public:
  virtual ~MilpSolver() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual std::string version() const = 0;

  // kInvalidArgument: what check_milp_problem refuses, options out of range, a start that is not feasible;
  // kTooLarge: the library gave up (its message is in the error).
  [[nodiscard]] virtual Result<MilpSolution> solve(const MilpProblem& problem,
                                                   const MilpOptions& options) const = 0;
};

std::unique_ptr<MilpSolver> cbc_solver();
std::unique_ptr<MilpSolver> glpk_solver();  // null where built without

// Names for make_milp_solver, the main one first.
std::vector<std::string_view> milp_solver_names();

// kNotFound names what there is.
Result<std::unique_ptr<MilpSolver>> make_milp_solver(std::string_view name);

}  // namespace tenon
