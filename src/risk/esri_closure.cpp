#include "risk/esri_closure.h"

#include <algorithm>

namespace tenon {
namespace {

// Pushing so few links costs less than asking whether they are needed.
constexpr std::uint64_t kAlwaysPush = 2048;
// A sparse cascade touches links at random, a lane reads them in order: above this share of the links it is
// cheaper.
constexpr double kDenseShare = 0.1;

// Scores of a finished closure. State gives loss(i), level(i), increment(i) and visit_lossy(f),
// visit_moving(f), which call f(i) for every firm that can have a downstream loss or an increment. pending:
// the last upstream iteration has not been made.
template <class State>
void write_score(const UpstreamPlan& plan, std::uint32_t firm, double upstream, bool pending,
                 const State& state, EsriScore& score) {
  const EsriModel& model = *plan.model;
  const auto increment = [&state](std::uint32_t i) { return state.increment(i); };
  if (pending) {
    // Sum over suppliers i != f of v_i (Lu D)_i; what returns to f is absorbed.
    double last = 0;
    state.visit_moving([&](std::uint32_t j) { last += plan.supplier_weight[j] * state.increment(j); });
    const double returned = model.weight[firm] * MoveTest::row_sum(model.sales, firm, increment);
    upstream += std::max(0.0, last - returned);
  }
  double downstream = 0;
  double extra = 0;  // what the downstream loss adds where it is the larger one
  state.visit_lossy([&](std::uint32_t i) {
    const double v = model.weight[i];
    const double loss = state.loss(i);
    downstream += v * loss;
    double gap = loss - state.level(i);
    if (i == firm || gap <= 0 || v == 0) return;
    if (pending) gap -= MoveTest::row_sum(model.sales, i, increment);
    if (gap > 0) extra += v * gap;
  });
  score.downstream = downstream;
  score.upstream = upstream;
  score.combined = upstream + extra;
}

struct SparseState {
  const DownstreamCascade& down;
  const UpstreamCascade& up;
  [[nodiscard]] double loss(std::uint32_t i) const { return down.loss(i); }
  [[nodiscard]] double level(std::uint32_t i) const { return up.level(i); }
  [[nodiscard]] double increment(std::uint32_t i) const { return up.increment(i); }
  template <class Visit>
  void visit_lossy(const Visit& visit) const {
    for (const std::uint32_t i : down.lossy()) visit(i);
  }
  template <class Visit>
  void visit_moving(const Visit& visit) const {
    for (const std::uint32_t i : up.moving()) visit(i);
  }
};

struct LaneState {
  const DownstreamBatch& down;
  const UpstreamBatch& up;
  std::size_t lane;
  std::uint32_t firm_count;
  [[nodiscard]] double loss(std::uint32_t i) const { return down.loss(lane, i); }
  [[nodiscard]] double level(std::uint32_t i) const { return up.level(lane, i); }
  [[nodiscard]] double increment(std::uint32_t i) const { return up.increment(lane, i); }
  template <class Visit>
  void visit_lossy(const Visit& visit) const {
    for (std::uint32_t i = 0; i < firm_count; ++i) visit(i);
  }
  template <class Visit>
  void visit_moving(const Visit& visit) const {
    visit_lossy(visit);
  }
};

}  // namespace

ClosureWorker::ClosureWorker(const UpstreamPlan& plan, const EsriOptions& options)
    : plan_(plan),
      model_(*plan.model),
      options_(options),
      dense_cost_(static_cast<std::uint64_t>(kDenseShare * static_cast<double>(model_.sales.target.size()))),
      downstream_(model_),
      upstream_(plan, options.epsilon) {
  dense_cost_ = std::max(dense_cost_, kAlwaysPush);
}

void ClosureWorker::run(std::uint32_t firm, EsriScore* score) {
  upstream_.start(firm);
  downstream_.start(firm);
  std::uint32_t iterations = 0;
  bool pending = false;
  bool moves = true;
  while (moves && iterations < options_.max_iterations) {
    if (std::max(upstream_.next_cost(), downstream_.next_cost()) > dense_cost_) {
      move_to_lane(firm, iterations, score);
      return;
    }
    ++iterations;
    moves = downstream_.step() > options_.epsilon;
    if (upstream_.next_cost() <= kAlwaysPush || moves || upstream_.would_move()) {
      moves = (upstream_.step() > options_.epsilon) || moves;
    } else {
      pending = true;
    }
  }
  score->iterations = iterations;
  score->converged = !moves;
  write_score(plan_, firm, upstream_.score(), pending, SparseState{downstream_, upstream_}, *score);
  downstream_.clear();
  upstream_.clear();
}

void ClosureWorker::move_to_lane(std::uint32_t firm, std::uint32_t iterations, EsriScore* score) {
  if (!batch_) batch_.emplace(Batch{UpstreamBatch(plan_, options_.epsilon), DownstreamBatch(model_)});
  const auto empty =
      std::find_if(lanes_.begin(), lanes_.end(), [](const Lane& l) { return l.score == nullptr; });
  const auto lane = static_cast<std::size_t>(empty - lanes_.begin());
  batch_->upstream.load(lane, firm, upstream_);
  batch_->downstream.load(lane, firm, downstream_);
  upstream_.clear();
  downstream_.clear();
  lanes_[lane] = {firm, iterations, score};
  ++dense_firms_;
  ++busy_;
  while (busy_ == lanes_.size()) run_round();
}

void ClosureWorker::finish() {
  while (busy_ > 0) run_round();
}

void ClosureWorker::run_round() {
  ++rounds_;
  batch_->downstream.sweep();
  const auto leave = [this](std::size_t index, bool pending, bool moves) {
    Lane& lane = lanes_[index];
    lane.score->iterations = lane.iterations;
    lane.score->converged = !moves;
    write_score(plan_, lane.firm, batch_->upstream.score(index), pending,
                LaneState{batch_->downstream, batch_->upstream, index, model_.firm_count}, *lane.score);
    batch_->upstream.unload(index);
    batch_->downstream.unload(index);
    lane = Lane{};
    --busy_;
  };
  for (std::size_t index = 0; index < lanes_.size(); ++index) {
    Lane& lane = lanes_[index];
    if (lane.score == nullptr) continue;
    ++lane.iterations;
    if (batch_->downstream.change(index) <= options_.epsilon && !batch_->upstream.would_move(index)) {
      leave(index, /*pending=*/true, /*moves=*/false);
    }
  }
  if (busy_ == 0) return;
  batch_->upstream.sweep();
  for (std::size_t index = 0; index < lanes_.size(); ++index) {
    const Lane& lane = lanes_[index];
    if (lane.score == nullptr) continue;
    const double change = std::max(batch_->upstream.change(index), batch_->downstream.change(index));
    const bool moves = change > options_.epsilon;
    if (!moves || lane.iterations == options_.max_iterations) leave(index, /*pending=*/false, moves);
  }
}

ClosureWorker::Counters ClosureWorker::counters() const {
  return {downstream_.touches(), upstream_.touches(), rounds_, dense_firms_};
}

}  // namespace tenon
