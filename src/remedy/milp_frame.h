// What the adapters of MILP libraries share: everything but the search itself. Internal to milp_solver.h.
//
// 1. Problem and options are checked, bounds of integer columns rounded inward, coefficients sorted by
// column.
// 2. What needs no search is answered at once: crossing bounds, no coefficients, a limit of 0.
// 3. The adapter searches; it reports the best values it has and the bound it believes in.
// 4. Integers are rounded and the values checked; where rounding breaks a row, the continuous columns are
// solved
//    again with the integers fixed. What does not stand the check is dropped.
// 5. The better of these and the start is returned, with the status that its bound allows.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "remedy/milp.h"

namespace tenon {

// The problem as libraries take it: by columns, one coefficient a place, none 0.
struct MilpColumns {
  std::vector<double> cost;
  std::vector<double> lower;  // of integer columns: integer or infinite
  std::vector<double> upper;
  std::vector<int> starts;  // columns + 1
  std::vector<int> rows;    // rising within a column
  std::vector<double> values;
};

// Limits of a search in elapsed time.
class MilpWatch {
 public:
  MilpWatch(const MilpOptions& options, std::chrono::steady_clock::time_point start)
      : start_(start), limit_seconds_(options.time_limit_seconds), stop_(options.stop) {}

  [[nodiscard]] double elapsed_seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  [[nodiscard]] double seconds_left() const { return limit_seconds_ - elapsed_seconds(); }
  [[nodiscard]] bool is_over() const {
    return (stop_ != nullptr && stop_->load(std::memory_order_relaxed)) || seconds_left() <= 0;
  }

 private:
  std::chrono::steady_clock::time_point start_;
  double limit_seconds_;
  const std::atomic<bool>* stop_;
};

enum class MilpClaim : std::uint8_t {
  kDone,        // the search ended by itself: `values` and `bound` say all
  kStopped,     // by a limit
  kInfeasible,  // no solution; with a start: none better than it
  kUnbounded,   // the linear relaxation is
};

struct MilpAnswer {
  MilpClaim claim = MilpClaim::kStopped;
  std::vector<double> values{};  // best found, one a column of the problem; may be empty
  double bound = -kUnbounded;
  std::uint64_t nodes = 0;
};

struct MilpTask {
  const MilpProblem& problem;
  const MilpColumns& columns;
  const MilpOptions& options;
  const MilpWatch& watch;
  double start_objective = kUnbounded;  // of options.start, where there is one
};

using MilpSearch = std::function<Result<MilpAnswer>(const MilpTask& task)>;

// Everything but solver_name and solver_version.
Result<MilpSolution> solve_in_frame(const MilpProblem& problem, const MilpOptions& options,
                                    const MilpSearch& search);

}  // namespace tenon
