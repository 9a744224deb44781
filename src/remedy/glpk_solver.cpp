// The GLPK adapter: a second opinion. GLPK is under GPL-3, so the build may leave it out (TENON_GLPK).
//
// GLPK keeps its environment for each thread where it was built so, else solves take turns. On a fault of its
// own it prints and aborts; here the hook that it calls before jumps back to run_guarded, which frees all its
// memory. Between these two stand only frames of C and of functions without anything to destroy.
#include "remedy/milp_solver.h"

#ifdef TENON_HAS_GLPK

#include <glpk.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <csetjmp>
#include <cstddef>
#include <mutex>
#include <utility>

#include "remedy/milp_frame.h"

namespace tenon {
namespace {

constexpr int kIterationsBetweenPolls = 500;
constexpr std::size_t kMessageLength = 300;

// All that a guarded run reads and writes; owned by the caller, so that a jump loses nothing.
struct GlpkRun {
  const MilpTask& task;
  // Coefficients as GLPK takes them: from 1 on, the first of each array is not read.
  std::vector<int> rows{};
  std::vector<int> columns{};
  std::vector<double> values{};
  std::vector<double> start{};
  bool has_integers = false;

  glp_prob* problem = nullptr;
  MilpAnswer answer{};
  bool start_is_offered = false;
  bool is_within_gap = false;

  std::jmp_buf fault{};
  std::array<char, kMessageLength> message{};  // what GLPK wanted to print
  std::size_t message_length = 0;
};

int swallow(void* info, const char* text) {
  auto* run = static_cast<GlpkRun*>(info);
  for (; *text != '\0' && run->message_length + 1 < kMessageLength; ++text) {
    run->message[run->message_length++] = *text == '\n' ? ' ' : *text;
  }
  return 1;
}

void jump_back(void* info) {
  std::longjmp(static_cast<GlpkRun*>(info)->fault, 1);  // NOLINT(cert-err52-cpp)
}

int kind_of_bounds(double lower, double upper) {
  const bool has_lower = !std::isinf(lower);
  const bool has_upper = !std::isinf(upper);
  if (has_lower && has_upper) return lower == upper ? GLP_FX : GLP_DB;
  return has_lower ? GLP_LO : has_upper ? GLP_UP : GLP_FR;
}

void load(GlpkRun& run) {
  const LinearProgram& linear = run.task.problem.linear;
  const MilpColumns& columns = run.task.columns;
  run.problem = glp_create_prob();
  glp_set_obj_dir(run.problem, GLP_MIN);
  if (!linear.row_lower.empty()) glp_add_rows(run.problem, static_cast<int>(linear.row_lower.size()));
  for (std::size_t i = 0; i < linear.row_lower.size(); ++i) {
    glp_set_row_bnds(run.problem, static_cast<int>(i + 1),
                     kind_of_bounds(linear.row_lower[i], linear.row_upper[i]), linear.row_lower[i],
                     linear.row_upper[i]);
  }
  if (!columns.cost.empty()) glp_add_cols(run.problem, static_cast<int>(columns.cost.size()));
  for (std::size_t j = 0; j < columns.cost.size(); ++j) {
    const int column = static_cast<int>(j + 1);
    glp_set_col_kind(run.problem, column, run.task.problem.is_integer[j] != 0 ? GLP_IV : GLP_CV);
    glp_set_col_bnds(run.problem, column, kind_of_bounds(columns.lower[j], columns.upper[j]),
                     columns.lower[j], columns.upper[j]);
    glp_set_obj_coef(run.problem, column, columns.cost[j]);
  }
  glp_load_matrix(run.problem, static_cast<int>(run.values.size() - 1), run.rows.data(), run.columns.data(),
                  run.values.data());
}

int milliseconds_left(const MilpWatch& watch) {
  return static_cast<int>(std::clamp(watch.seconds_left() * 1000, 0.0, static_cast<double>(INT_MAX)));
}

// The linear relaxation, in slices of iterations between which the limits are polled. True: it is optimal;
// otherwise answer.claim says why not, or GLPK's own fault hook was called.
bool solve_root(GlpkRun& run) {
  glp_scale_prob(run.problem, GLP_SF_AUTO);
  glp_adv_basis(run.problem, 0);
  glp_smcp options;
  glp_init_smcp(&options);
  options.msg_lev = GLP_MSG_OFF;
  options.meth = GLP_DUALP;
  options.it_lim = kIterationsBetweenPolls;
  for (;;) {
    if (run.task.watch.is_over()) return false;
    options.tm_lim = milliseconds_left(run.task.watch);
    const int result = glp_simplex(run.problem, &options);
    if (result == GLP_EITLIM || result == GLP_ETMLIM) continue;
    const int status = result == 0 ? glp_get_status(run.problem) : GLP_UNDEF;
    if (status == GLP_OPT) return true;
    if (status == GLP_NOFEAS || status == GLP_UNBND) {
      run.answer.claim = status == GLP_NOFEAS ? MilpClaim::kInfeasible : MilpClaim::kUnbounded;
      return false;
    }
    if (options.meth == GLP_PRIMAL) jump_back(&run);
    options.meth = GLP_PRIMAL;
    if (result != 0) glp_std_basis(run.problem);
  }
}

void on_search_event(glp_tree* tree, void* info) {
  auto* run = static_cast<GlpkRun*>(info);
  if (!run->start.empty() && !run->start_is_offered && glp_ios_reason(tree) == GLP_IHEUR) {
    run->start_is_offered = true;
    glp_ios_heur_sol(tree, run->start.data());
  }
  int nodes = 0;
  glp_ios_tree_size(tree, nullptr, nullptr, &nodes);
  run->answer.nodes = static_cast<std::uint64_t>(nodes);
  const int best = glp_ios_best_node(tree);
  if (best != 0) run->answer.bound = std::max(run->answer.bound, glp_ios_node_bound(tree, best));
  glp_prob* problem = glp_ios_get_prob(tree);
  if (glp_mip_status(problem) == GLP_FEAS) {
    const double objective = glp_mip_obj_val(problem);
    const double allowed =
        std::max(run->task.options.relative_gap * std::abs(objective), kMilpAbsoluteGap / 2);
    run->is_within_gap = objective - run->answer.bound <= allowed;
  }
  if (run->is_within_gap || run->answer.nodes > run->task.options.node_limit || run->task.watch.is_over()) {
    glp_ios_terminate(tree);
  }
}

void keep_values(GlpkRun& run, double (*value_of)(glp_prob*, int)) {
  for (std::size_t j = 0; j < run.answer.values.size(); ++j) {
    run.answer.values[j] = value_of(run.problem, static_cast<int>(j + 1));
  }
}

// True: answer.values are a solution.
bool search_tree(GlpkRun& run) {
  glp_iocp options;
  glp_init_iocp(&options);
  options.msg_lev = GLP_MSG_OFF;
  options.cb_func = on_search_event;
  options.cb_info = &run;
  options.tm_lim = std::max(1, milliseconds_left(run.task.watch));
  options.mir_cuts = GLP_ON;
  options.gmi_cuts = GLP_ON;
  options.cov_cuts = GLP_ON;
  options.clq_cuts = GLP_ON;
  options.fp_heur = GLP_ON;
  const int result = glp_intopt(run.problem, &options);
  const int status = glp_mip_status(run.problem);
  const bool has_solution = status == GLP_OPT || status == GLP_FEAS;
  if (has_solution) keep_values(run, glp_mip_col_val);
  if (result == 0) {
    run.answer.claim = has_solution ? MilpClaim::kDone : MilpClaim::kInfeasible;
    // Nothing is left to search.
    if (has_solution) run.answer.bound = std::max(run.answer.bound, glp_mip_obj_val(run.problem));
  } else if (run.is_within_gap) {
    run.answer.claim = MilpClaim::kDone;
  } else if (result != GLP_ESTOP && result != GLP_ETMLIM) {
    jump_back(&run);
  }
  return has_solution;
}

void run_body(GlpkRun& run) {
  load(run);
  bool has_solution = false;
  if (solve_root(run)) {
    run.answer.bound = glp_get_obj_val(run.problem);
    if (run.has_integers) {
      has_solution = search_tree(run);
    } else {
      has_solution = true;
      keep_values(run, glp_get_col_prim);
      run.answer.claim = MilpClaim::kDone;
    }
  }
  if (!has_solution) run.answer.values.clear();
  glp_delete_prob(run.problem);
}

// False: GLPK had a fault; run.message says which.
bool run_guarded(GlpkRun& run) {
  if (setjmp(run.fault) != 0) {  // NOLINT(cert-err52-cpp)
    glp_error_hook(nullptr, nullptr);
    glp_free_env();
    return false;
  }
  glp_error_hook(jump_back, &run);
  glp_term_hook(swallow, &run);
  run_body(run);
  glp_free_env();
  return true;
}

Result<MilpAnswer> search(const MilpTask& task) {
  GlpkRun run{task};
  const MilpColumns& columns = task.columns;
  run.rows.reserve(columns.values.size() + 1);
  run.rows.push_back(0);
  run.columns.push_back(0);
  run.values.push_back(0);
  for (std::size_t j = 0; j < columns.cost.size(); ++j) {
    for (int k = columns.starts[j]; k < columns.starts[j + 1]; ++k) {
      run.rows.push_back(columns.rows[static_cast<std::size_t>(k)] + 1);
      run.columns.push_back(static_cast<int>(j + 1));
      run.values.push_back(columns.values[static_cast<std::size_t>(k)]);
    }
  }
  if (!task.options.start.empty()) {
    run.start.push_back(0);
    run.start.insert(run.start.end(), task.options.start.begin(), task.options.start.end());
  }
  run.has_integers = std::any_of(task.problem.is_integer.begin(), task.problem.is_integer.end(),
                                 [](std::uint8_t is) { return is != 0; });
  run.answer.values.resize(columns.cost.size());

  static std::mutex turn;
  std::unique_lock<std::mutex> lock(turn, std::defer_lock);
  if (glp_config("TLS") == nullptr) lock.lock();
  if (!run_guarded(run)) {
    const std::string message(run.message.data());
    return Error{ErrorCode::kTooLarge,
                 "integer program: GLPK gave up: " + (message.empty() ? "numerical trouble" : message)};
  }
  return std::move(run.answer);
}

class GlpkSolver final : public MilpSolver {
 public:
  [[nodiscard]] std::string_view name() const override { return "glpk"; }
  [[nodiscard]] std::string version() const override { return glp_version(); }
  [[nodiscard]] Result<MilpSolution> solve(const MilpProblem& problem,
                                           const MilpOptions& options) const override {
    Result<MilpSolution> solution = solve_in_frame(problem, options, search);
    if (!solution) return solution;
    solution->solver_name = name();
    solution->solver_version = version();
    return solution;
  }
};

}  // namespace

std::unique_ptr<MilpSolver> glpk_solver() {
  return std::make_unique<GlpkSolver>();
}

}  // namespace tenon

#else

namespace tenon {

std::unique_ptr<MilpSolver> glpk_solver() {
  return nullptr;
}

}  // namespace tenon

#endif
