#include "remedy/milp_solver.h"

namespace tenon {

std::vector<std::string_view> milp_solver_names() {
  std::vector<std::string_view> names{"cbc"};
  if (glpk_solver() != nullptr) names.emplace_back("glpk");
  return names;
}

Result<std::unique_ptr<MilpSolver>> make_milp_solver(std::string_view name) {
  std::unique_ptr<MilpSolver> solver;
  if (name == "cbc") solver = cbc_solver();
  if (name == "glpk") solver = glpk_solver();
  if (solver != nullptr) return solver;
  std::string known;
  for (const std::string_view each : milp_solver_names()) {
    known += known.empty() ? "" : ", ";
    known += each;
  }
  return Error{ErrorCode::kNotFound,
               "no solver '" + std::string(name) + "' for integer programs; there is: " + known};
}

}  // namespace tenon
