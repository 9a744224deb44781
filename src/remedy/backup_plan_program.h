// The plan as an integer program (backup_plan_program.cpp); not for others.
#pragma once

#include <cstdint>
#include <vector>

#include "remedy/backup_plan_input.h"
#include "remedy/milp.h"

namespace tenon {

// What the program is asked for.
enum class PlanAsk : std::uint8_t { kMostWeight, kLeastCost, kLeastLoss };

class BackupProgram {
 public:
  // Items outside `items` take no part. `weight_floor`: of kLeastCost, that much weight must be covered. The
  // index must outlive it.
  BackupProgram(const PlanIndex& index, std::vector<std::uint32_t> items, PlanAsk ask, double weight_floor);

  [[nodiscard]] const MilpProblem& problem() const { return problem_; }
  [[nodiscard]] double unit() const { return ask_ == PlanAsk::kMostWeight ? -1 : unit_; }  // of the objective
  // One a need of the input.
  [[nodiscard]] const std::vector<std::uint32_t>& need_rows() const { return need_rows_; }

  // Reserves and stocks of a solution.
  void read(const std::vector<double>& values, BackupPlan& plan) const;
  [[nodiscard]] double weight_of(const std::vector<double>& values) const;

  // The plan as a starting solution; empty where it breaks a rule of the program.
  [[nodiscard]] std::vector<double> start_of(const BackupPlan& plan, double tolerance) const;

 private:
  static constexpr std::uint32_t kNone = 0xffffffffU;

  [[nodiscard]] double cover_weight(std::uint32_t item) const;
  [[nodiscard]] bool counts(const PlanShock& shock) const;
  void find_unit();
  void add_columns();
  void add_cost_row();
  void add_shock(std::uint32_t s);
  void add_policy(std::uint32_t g);
  void add_pools();
  void add_needs();
  void add_firm_part();
  void add_tail();
  void set_tail(const std::vector<double>& loss, std::vector<double>& values) const;
  void add_weight_floor(double weight_floor);

  const PlanIndex& index_;
  const PlanInput& in_;
  const PlanOptions& options_;
  std::vector<std::uint32_t> items_;
  PlanAsk ask_;
  double unit_ = 1;
  MilpProblem problem_;
  std::vector<std::uint32_t> need_rows_;
  // Columns, kNone where there is none.
  std::vector<std::uint32_t> reserve_;
  std::vector<std::uint32_t> qualify_;
  std::vector<std::uint32_t> counts_;  // enough is reserved to meet a need
  std::vector<std::uint32_t> stock_;
  std::vector<std::uint32_t> covered_;
  std::vector<std::uint32_t> short_;
  std::vector<std::uint32_t> excess_;
  std::uint32_t threshold_ = kNone;
  std::uint32_t total_ = kNone;  // of what is reserved, in total_unit_
  double total_unit_ = 1;        // money/day
};

}  // namespace tenon
