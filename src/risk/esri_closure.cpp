#include "risk/esri_closure.h"

#include <algorithm>

namespace tenon {
namespace {

// Pushing so few links costs less than asking whether they are needed.
constexpr std::uint64_t kAlwaysPush = 2048;
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
  write_sparse_score(firm, pending, *score);
  downstream_.clear();
  upstream_.clear();
}

// The combined score is the upstream one plus what the downstream loss adds where it is the larger of the
// two.
void ClosureWorker::write_sparse_score(std::uint32_t firm, bool pending, EsriScore& score) {
  const auto increment = [this](std::uint32_t i) { return upstream_.increment(i); };
  score.upstream = upstream_.score();
  if (pending) {
    double next = 0;
    for (const std::uint32_t j : upstream_.moving()) next += plan_.supplier_weight[j] * increment(j);
    // What returns to the closed firm is absorbed.
    const double returned = model_.weight[firm] * MoveTest::row_sum(model_.sales, firm, increment);
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

void ClosureWorker::move_to_lane(std::uint32_t firm, std::uint32_t iterations, EsriScore* score) {
  if (!batch_) batch_.emplace(Batch{UpstreamBatch(model_), DownstreamBatch(model_)});
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
  batch_->upstream.sweep(batch_->downstream.losses());
  LaneSet leaving{};
  for (std::size_t index = 0; index < kLanes; ++index) {
    Lane& lane = lanes_[index];
    if (lane.score == nullptr) continue;
    ++lane.iterations;
    const double change = std::max(batch_->upstream.change(index), batch_->downstream.change(index));
    const bool moves = change > options_.epsilon;
    if (moves && lane.iterations < options_.max_iterations) continue;
    EsriScore& score = *lane.score;
    score.iterations = lane.iterations;
    score.converged = !moves;
    score.downstream = batch_->downstream.score(index);
    score.upstream = batch_->upstream.score(index);
    score.combined = score.upstream + batch_->upstream.excess(index);
    leaving[index] = true;
    lane = Lane{};
    --busy_;
  }
  if (std::none_of(leaving.begin(), leaving.end(), [](bool b) { return b; })) return;
  batch_->upstream.unload(leaving);
  batch_->downstream.unload(leaving);
}

ClosureWorker::Counters ClosureWorker::counters() const {
  return {downstream_.touches(), upstream_.touches(), rounds_, dense_firms_};
}

}  // namespace tenon
