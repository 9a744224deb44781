// The CBC adapter: branch and cut composed from the library's classes.
//
// Not through CbcMain1 or the C interface above it: these install signal handlers and keep state in globals,
// so that two solves in one process would meet. What is composed here is the same kind of search: root linear
// program, preprocessing with probing, cuts, a few heuristics, strong branching with pseudo costs.
//
// Limits reach the library in three places: a handler that Clp calls in every iteration, one that CBC calls
// between its steps, and CBC's own limit in elapsed time. A linear program that was cut off looks infeasible
// to CBC, so once a limit has been reached nothing that it then claims is believed: the bound is the last one
// from before.
#include <coin/CbcBranchActual.hpp>
#include <coin/CbcCutGenerator.hpp>
#include <coin/CbcEventHandler.hpp>
#include <coin/CbcHeuristic.hpp>
#include <coin/CbcHeuristicDiveCoefficient.hpp>
#include <coin/CbcHeuristicFPump.hpp>
#include <coin/CbcHeuristicLocal.hpp>
#include <coin/CbcHeuristicRINS.hpp>
#include <coin/CbcModel.hpp>
#include <coin/CglClique.hpp>
#include <coin/CglFlowCover.hpp>
#include <coin/CglGomory.hpp>
#include <coin/CglKnapsackCover.hpp>
#include <coin/CglMixedIntegerRounding2.hpp>
#include <coin/CglProbing.hpp>
#include <coin/CglTwomir.hpp>
#include <coin/CglZeroHalf.hpp>
#include <coin/ClpEventHandler.hpp>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinError.hpp>
#include <coin/OsiClpSolverInterface.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <exception>
#include <limits>
#include <memory>
#include <utility>

#include "remedy/milp_frame.h"
#include "remedy/milp_solver.h"

namespace tenon {
namespace {

constexpr double kNoLimitSeconds = 1e9;
// CBC prunes what is not better than the incumbent by this; below kMilpAbsoluteGap.
constexpr double kCutoffIncrement = 1e-7;
constexpr double kPrimalTolerance = 1e-8;
constexpr double kIntegerTolerance = 1e-7;
constexpr double kDualTolerance = 1e-6;  // relative to the parts of a reduced cost
// Values beyond need a second look.
constexpr double kAstronomic = 1e12;
// CBC brings its bound up to date, and looks at the gap, once in so many nodes: in each at first, then less
// often, because it goes through the whole tree.
constexpr int kNodesToABoundMore = 200;

// What the handlers share; one a solve.
struct SearchState {
  const MilpWatch& watch;
  CbcModel* model = nullptr;  // of the search; null before
  double bound = -kUnbounded;
  bool is_over = false;

  // Whether the search must end; tells CBC, once.
  bool poll() {
    if (is_over) return true;
    if (!watch.is_over()) return false;
    is_over = true;
    if (model != nullptr) model->setMaximumSeconds(0);
    return true;
  }
};

class IterationHandler : public ClpEventHandler {
 public:
  explicit IterationHandler(SearchState& state) : state_(&state) {}
  ClpEventHandler* clone() const override { return new IterationHandler(*this); }

  int event(Event which) override {
    constexpr int kGoOn = -1;
    constexpr int kStop = 0;
    if (which != endOfIteration && which != endOfFactorization) return kGoOn;
    return state_->poll() ? kStop : kGoOn;
  }

 private:
  SearchState* state_;
};

class SearchHandler : public CbcEventHandler {
 public:
  explicit SearchHandler(SearchState& state) : state_(&state) {}
  CbcEventHandler* clone() const override { return new SearchHandler(*this); }

  CbcAction event(CbcEvent which) override {
    if (state_->poll()) return stop;
    // Searches within heuristics call too.
    if (getModel() == state_->model && (which == node || which == treeStatus)) {
      state_->bound = std::max(state_->bound, getModel()->getBestPossibleObjValue());
      state_->model->setPrintFrequency(1 + state_->model->getNodeCount() / kNodesToABoundMore);
    }
    return noAction;
  }
  CbcAction event(CbcEvent which, void* /*data*/) override { return event(which); }

 private:
  SearchState* state_;
};

double clp_bound(double bound) {
  return std::isinf(bound) ? std::copysign(COIN_DBL_MAX, bound) : bound;
}

std::vector<double> clp_bounds(const std::vector<double>& bounds) {
  std::vector<double> result(bounds.size());
  std::transform(bounds.begin(), bounds.end(), result.begin(), clp_bound);
  return result;
}

void load(const MilpTask& task, SearchState& state, OsiClpSolverInterface& solver) {
  const LinearProgram& linear = task.problem.linear;
  const MilpColumns& columns = task.columns;
  solver.messageHandler()->setLogLevel(0);
  solver.getModelPtr()->setLogLevel(0);
  solver.setHintParam(OsiDoReducePrint, true, OsiHintDo);
  solver.loadProblem(static_cast<int>(columns.cost.size()), static_cast<int>(linear.row_lower.size()),
                     columns.starts.data(), columns.rows.data(), columns.values.data(),
                     clp_bounds(columns.lower).data(), clp_bounds(columns.upper).data(), columns.cost.data(),
                     clp_bounds(linear.row_lower).data(), clp_bounds(linear.row_upper).data());
  for (std::size_t j = 0; j < columns.cost.size(); ++j) {
    if (task.problem.is_integer[j] != 0) solver.setInteger(static_cast<int>(j));
  }
  solver.setDblParam(OsiPrimalTolerance, kPrimalTolerance);
  IterationHandler handler(state);
  solver.getModelPtr()->passInEventHandler(&handler);
}

void add_cuts(CbcModel& model) {
  constexpr int kWhereTheyMoveTheBound = -98;
  constexpr int kAtRoot = -99;
  CglProbing probing;
  probing.setUsingObjective(1);
  probing.setMaxPass(1);
  probing.setMaxPassRoot(1);
  probing.setMaxProbe(10);
  probing.setMaxLook(10);
  probing.setMaxElements(200);
  probing.setMaxElementsRoot(300);
  // Not those that strengthen coefficients: against enumeration they cut off an optimum.
  constexpr int kDisaggregationOnly = 1;
  probing.setRowCuts(kDisaggregationOnly);
  model.addCutGenerator(&probing, kWhereTheyMoveTheBound, "Probing");
  CglGomory gomory;
  gomory.setLimit(50);
  gomory.setLimitAtRoot(500);
  model.addCutGenerator(&gomory, kWhereTheyMoveTheBound, "Gomory");
  CglKnapsackCover knapsack;
  model.addCutGenerator(&knapsack, kWhereTheyMoveTheBound, "Knapsack");
  CglClique clique;
  clique.setStarCliqueReport(false);
  clique.setRowCliqueReport(false);
  model.addCutGenerator(&clique, kWhereTheyMoveTheBound, "Clique");
  CglMixedIntegerRounding2 rounding;
  model.addCutGenerator(&rounding, kWhereTheyMoveTheBound, "MixedIntegerRounding2");
  CglFlowCover flow;
  model.addCutGenerator(&flow, kWhereTheyMoveTheBound, "FlowCover");
  CglTwomir twomir;
  twomir.setMaxElements(250);
  model.addCutGenerator(&twomir, kAtRoot, "TwoMirCuts");
  CglZeroHalf zero_half;
  model.addCutGenerator(&zero_half, kWhereTheyMoveTheBound, "ZeroHalf");
}

void add_heuristics(CbcModel& model) {
  CbcRounding rounding(model);
  model.addHeuristic(&rounding, "rounding");
  CbcHeuristicFPump pump(model);
  // Columns that are at their bounds in both the relaxation and what the pump found are fixed, and the small
  // rest is searched: most good first solutions come from there.
  constexpr int kFixAndSearch = 13;
  constexpr int kKeepSolutions = 1;
  pump.setWhen(kFixAndSearch);
  pump.setAccumulate(kKeepSolutions);
  pump.setFractionSmall(0.5);
  pump.setMaximumPasses(30);
  pump.setMaximumRetries(1);
  model.addHeuristic(&pump, "feasibility pump");
  CbcHeuristicDiveCoefficient dive(model);
  dive.setMaxTime(kNoLimitSeconds);  // of processor time of the whole process otherwise
  model.addHeuristic(&dive, "dive");
  CbcHeuristicRINS neighbourhood(model);
  neighbourhood.setFractionSmall(0.4);
  neighbourhood.setDecayFactor(5);
  model.addHeuristic(&neighbourhood, "RINS");
  CbcHeuristicLocal combine(model);
  combine.setSearchType(1);
  model.addHeuristic(&combine, "combine");
}

void configure(CbcModel& model, const MilpTask& task) {
  model.setLogLevel(0);
  model.messageHandler()->setLogLevel(0);
  model.solver()->setHintParam(OsiDoReducePrint, true, OsiHintDo);
  model.setUseElapsedTime(true);
  model.setMaximumSeconds(std::clamp(task.watch.seconds_left(), 0.0, kNoLimitSeconds));
  model.setMaximumNodes(
      static_cast<int>(std::min<std::uint64_t>(task.options.node_limit, std::numeric_limits<int>::max())));
  model.setPrintFrequency(1);
  // CBC's gap is relative to the larger of objective and bound; this one is never wider than ours.
  model.setAllowableFractionGap(task.options.relative_gap / (1 + task.options.relative_gap));
  model.setAllowableGap(kMilpAbsoluteGap / 2);
  model.setIntegerTolerance(kIntegerTolerance);
  model.setDblParam(CbcModel::CbcCutoffIncrement, kCutoffIncrement);
  model.setNumberStrong(5);
  model.setNumberBeforeTrust(10);
  model.setMaximumCutPassesAtRoot(model.getNumCols() < 5000 ? 100 : 20);
  model.setMaximumCutPasses(4);
  model.setMinimumDrop(std::min(5e-2, std::abs(model.getMinimizationObjValue()) * 1e-3 + 1e-4));
}

// Branch and cut; the relaxation is solved. The bound goes to the state.
MilpAnswer search_tree(const MilpTask& task, SearchState& state, const OsiSolverInterface& root) {
  CbcModel model(root);
  configure(model, task);
  add_cuts(model);
  add_heuristics(model);
  SearchHandler handler(state);
  model.passInEventHandler(&handler);
  state.model = &model;
  if (!task.options.start.empty()) {
    constexpr bool kCheck = true;
    model.setBestSolution(task.options.start.data(), model.getNumCols(), task.start_objective, kCheck);
  }
  model.branchAndBound();
  state.model = nullptr;

  MilpAnswer answer;
  answer.nodes = static_cast<std::uint64_t>(std::max(0, model.getNodeCount()));
  if (model.bestSolution() != nullptr) {
    answer.values.assign(model.bestSolution(), model.bestSolution() + model.getNumCols());
  }
  if (state.is_over) return answer;
  if (model.isProvenOptimal()) {
    answer.claim = MilpClaim::kDone;
    state.bound = std::max(state.bound, model.getBestPossibleObjValue());
  } else if (model.isProvenInfeasible()) {
    answer.claim = MilpClaim::kInfeasible;
  } else {
    state.bound = std::max(state.bound, model.getBestPossibleObjValue());
  }
  return answer;
}

bool is_astronomic(const OsiClpSolverInterface& root) {
  const double* values = root.getColSolution();
  return std::any_of(values, values + root.getNumCols(),
                     [](double value) { return std::abs(value) > kAstronomic; });
}

// Whether the reduced costs and row prices allow nothing better: with a price, a column or row is at the
// bound that the price pushes it to.
bool is_dual_feasible(const MilpTask& task, const OsiClpSolverInterface& root) {
  const MilpColumns& columns = task.columns;
  const LinearProgram& linear = task.problem.linear;
  const double* price = root.getRowPrice();
  const auto is_at = [](double value, double bound) {
    return std::isfinite(bound) && std::abs(value - bound) <= 1e-5 * std::max(1.0, std::abs(bound));
  };
  const auto is_pushed_to_bound = [&](double push, double value, double lower, double upper) {
    return std::abs(push) <= kDualTolerance || is_at(value, push > 0 ? lower : upper);
  };
  for (std::size_t j = 0; j < columns.cost.size(); ++j) {
    double reduced = columns.cost[j];
    double scale = std::max(1.0, std::abs(reduced));
    for (int k = columns.starts[j]; k < columns.starts[j + 1]; ++k) {
      const double part =
          columns.values[static_cast<std::size_t>(k)] * price[columns.rows[static_cast<std::size_t>(k)]];
      reduced -= part;
      scale = std::max(scale, std::abs(part));
    }
    if (!is_pushed_to_bound(reduced / scale, root.getColSolution()[j], columns.lower[j], columns.upper[j]))
      return false;
  }
  for (std::size_t i = 0; i < linear.row_lower.size(); ++i) {
    if (!is_pushed_to_bound(price[i], root.getRowActivity()[i], linear.row_lower[i], linear.row_upper[i]))
      return false;
  }
  return true;
}

// Solves the relaxation: false and a claim where it has no optimum. Presolve and the dual method take some
// unbounded programs for infeasible ones, or for optimal ones (some with values of 1e15 and more). What looks
// like that is solved again by the primal method: first without costs, then with them.
bool solve_root(const MilpTask& task, OsiClpSolverInterface& root, MilpAnswer& answer,
                const SearchState& state) {
  root.initialSolve();
  if (state.is_over) return false;
  if (root.isProvenOptimal() && !is_astronomic(root) && is_dual_feasible(task, root)) return true;
  ClpSimplex& model = *root.getModelPtr();
  const std::vector<double> cost(model.objective(), model.objective() + model.numberColumns());
  std::fill_n(model.objective(), cost.size(), 0.0);
  model.allSlackBasis(true);
  model.primal();
  if (state.is_over) return false;
  if (model.status() != 0) {
    answer.claim = MilpClaim::kInfeasible;
    return false;
  }
  std::copy(cost.begin(), cost.end(), model.objective());
  model.primal();
  if (state.is_over) return false;
  if (model.status() == 2) {
    answer.claim = MilpClaim::kUnbounded;
    return false;
  }
  root.resolve();
  if (state.is_over) return false;
  if (!root.isProvenOptimal()) throw CoinError("the root linear program has no answer", "search", "cbc");
  return true;
}

MilpAnswer search(const MilpTask& task) {
  SearchState state{task.watch};
  OsiClpSolverInterface root;
  load(task, state, root);
  MilpAnswer answer;
  if (!solve_root(task, root, answer, state)) return answer;
  state.bound = root.getObjValue();
  const bool has_integers = std::any_of(task.problem.is_integer.begin(), task.problem.is_integer.end(),
                                        [](std::uint8_t is) { return is != 0; });
  if (!has_integers) {
    answer.claim = MilpClaim::kDone;
    answer.values.assign(root.getColSolution(), root.getColSolution() + root.getNumCols());
  } else {
    answer = search_tree(task, state, root);
  }
  answer.bound = state.bound;
  return answer;
}

Result<MilpAnswer> guarded_search(const MilpTask& task) {
  const auto gave_up = [](const std::string& what) {
    return Error{ErrorCode::kTooLarge, "integer program: CBC gave up: " + what};
  };
  try {
    return search(task);
  } catch (const CoinError& error) {
    return gave_up(error.message());
  } catch (const std::bad_alloc&) {
    return gave_up("out of memory");
  } catch (const std::exception& error) {
    return gave_up(error.what());
  }
}

class CbcSolver final : public MilpSolver {
 public:
  [[nodiscard]] std::string_view name() const override { return "cbc"; }
  [[nodiscard]] std::string version() const override { return CBC_VERSION; }
  [[nodiscard]] Result<MilpSolution> solve(const MilpProblem& problem,
                                           const MilpOptions& options) const override {
    Result<MilpSolution> solution = solve_in_frame(problem, options, guarded_search);
    if (!solution) return solution;
    solution->solver_name = name();
    solution->solver_version = version();
    return solution;
  }
};

}  // namespace

std::unique_ptr<MilpSolver> cbc_solver() {
  return std::make_unique<CbcSolver>();
}

}  // namespace tenon
