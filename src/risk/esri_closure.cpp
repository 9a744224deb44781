#include "risk/esri_closure.h"

#include <algorithm>

namespace tenon {
namespace {

// Making an iteration over so few links costs less than leaving it pending.
constexpr std::uint64_t kAlwaysPush = 32768;
// A sparse cascade touches links at random, a lane reads them in order: above this share of the links it is
// cheaper.
constexpr double kDenseShare = 0.05;
// Share of the upstream score below which a firm cannot matter where its downstream loss is the larger one:
// all firms of a country together stay near rounding.
constexpr double kUnseen = 0x1.0p-60;

}  // namespace

ClosureWorker::ClosureWorker(const UpstreamPlan& plan, const EsriOptions& options)
    : plan_(plan),
      model_(*plan.model),
      options_(options),
      dense_cost_(static_cast<std::uint64_t>(kDenseShare * static_cast<double>(model_.sales.target.size()))),
      downstream_(model_),
      upstream_(plan, options.epsilon) {
  constexpr std::uint64_t kAlwaysSparse = 2048;
  dense_cost_ = std::max(dense_cost_, kAlwaysSparse);
}

void ClosureWorker::run(const ClosureTask& task) {
  run_with(options_.tolerance > 0 ? Precision::kTolerant : Precision::kExact, task);
}

void ClosureWorker::finish() {
  while (tolerant_ && !tolerant_->empty()) tolerant_->run_round(handed_back_);
  run_exactly(handed_back_);
  while (exact_ && !exact_->empty()) exact_->run_round(handed_back_);
}

void ClosureWorker::run_with(Precision precision, const ClosureTask& task) {
  upstream_.start(task.firm);
  downstream_.start(task.firm);
  std::uint32_t iterations = 0;
  bool pending = false;
  bool moves = true;
  const auto move_to = [&](auto& runner) {
    if (!runner) runner.emplace(model_, options_);
    runner->add(task, iterations, downstream_, upstream_);
    downstream_.clear();
    upstream_.clear();
    while (runner->full()) runner->run_round(handed_back_);
  };
  while (moves && iterations < options_.max_iterations) {
    if (std::max(upstream_.next_cost(), downstream_.next_cost()) > dense_cost_) {
      if (precision == Precision::kTolerant) {
        move_to(tolerant_);
        run_exactly(handed_back_);
      } else {
        move_to(exact_);
      }
      return;
    }
    ++iterations;
    const double downstream_change = downstream_.step();
    double upstream_change = 0;
    moves = downstream_change > options_.epsilon;
    if (upstream_.next_cost() <= kAlwaysPush || moves || upstream_.would_move()) {
      upstream_change = upstream_.step();
      moves = upstream_change > options_.epsilon || moves;
    } else {
      upstream_change = std::min(upstream_.largest_possible(), options_.epsilon);
      pending = true;
    }
    if (task.trace != nullptr) {
      const double returned = pending ? returning(task.firm) : upstream_.returned();
      trace_changes(task.trace, downstream_change, upstream_change, options_.epsilon,
                    moves && iterations < options_.max_iterations, returned);
    }
  }
  if (task.trace != nullptr) {
    task.trace->amplification = downstream_.amplification();
    task.trace->largest_downstream_loss = downstream_.largest_loss();
  }
  task.score->iterations = iterations;
  task.score->converged = !moves;
  write_score(task.firm, pending, *task.score);
  downstream_.clear();
  upstream_.clear();
}

void ClosureWorker::run_exactly(std::vector<ClosureTask>& tasks) {
  // Exact lanes hand nothing back, so the list does not grow meanwhile.
  for (std::size_t t = 0; t < tasks.size(); ++t) run_with(Precision::kExact, ClosureTask{tasks[t]});
  tasks.clear();
}

// What the next upstream iteration brings back to the closed firm.
double ClosureWorker::returning(std::uint32_t firm) const {
  return MoveTest::row_sum(model_.sales, firm, [this](std::uint32_t i) { return upstream_.increment(i); });
}

// The combined score is the upstream one plus what the downstream loss adds where it is the larger of the
// two.
void ClosureWorker::write_score(std::uint32_t firm, bool pending, EsriScore& score) {
  const auto increment = [this](std::uint32_t i) { return upstream_.increment(i); };
  score.upstream = upstream_.score();
  if (pending) {
    double next = 0;
    for (const std::uint32_t j : upstream_.moving()) next += plan_.supplier_weight[j] * increment(j);
    // What returns to the closed firm is absorbed.
    const double returned = model_.weight[firm] * returning(firm);
    score.upstream += std::max(0.0, next - returned);
  }
  const double unseen = kUnseen * score.upstream;
  double extra = 0;
  for (const std::uint32_t i : downstream_.lossy()) {
    score.downstream += model_.weight[i] * downstream_.loss(i);
    double gap = downstream_.loss(i) - upstream_.level(i);
    if (i == firm || model_.weight[i] * gap <= unseen) continue;
    if (pending) gap -= MoveTest::row_sum(model_.sales, i, increment);
    if (gap > 0) extra += model_.weight[i] * gap;
  }
  score.combined = score.upstream + extra;
  score.error_bound = unseen * static_cast<double>(downstream_.lossy().size());
}

}  // namespace tenon
