#include "risk/esri_upstream_batch.h"

#include <algorithm>

namespace tenon {
namespace {

constexpr std::size_t kPrefetchLinks = 16;

// Running values of a sweep. They are continued from row to row, whatever the pieces that the rows are handed
// over in: a lane's sums must not depend on where the closed firms of other lanes cut them.
struct SweepState {
  double change[kLanes];
  double largest_small[kLanes];  // largest increment not above epsilon
  double score[kLanes];
};

// next = Lu increment for the rows [begin, end), levels and scores raised. Positions with an increment above
// epsilon in any lane are appended to `large`.
TENON_LANE_KERNEL void multiply_rows(const EsriModel& model, std::uint32_t begin, std::uint32_t end,
                                     double epsilon, const double* increment, double* next, double* level,
                                     SweepState& state, std::vector<std::uint32_t>& large) {
  const std::uint64_t* offsets = model.sales.offsets.data();
  const std::uint32_t* target = model.sales.target.data();
  const double* value = model.sales.value.data();
  const double* weight = model.weight.data();
  Lanes change = lanes_at(state.change, 0);
  Lanes small = lanes_at(state.largest_small, 0);
  Lanes score = lanes_at(state.score, 0);
  const std::uint64_t last = offsets[model.firm_count];
  for (std::uint32_t i = begin; i < end; ++i) {
    Lanes sum{};
    for (std::uint64_t e = offsets[i]; e < offsets[i + 1]; ++e) {
      const std::uint64_t ahead = e + kPrefetchLinks < last ? e + kPrefetchLinks : e;
      __builtin_prefetch(increment + std::size_t{target[ahead]} * kLanes);
      sum += value[e] * lanes_at(increment, target[e]);
    }
    lanes_at(next, i) = sum;
    lanes_at(level, i) += sum;
    score += weight[i] * sum;
    change = sum > change ? sum : change;
    small = (sum > small) & (sum <= epsilon) ? sum : small;
    bool any = false;
    for (std::size_t lane = 0; lane < kLanes; ++lane) any |= sum[lane] > epsilon;
    if (any) large.push_back(i);
  }
  lanes_at(state.change, 0) = change;
  lanes_at(state.largest_small, 0) = small;
  lanes_at(state.score, 0) = score;
}

}  // namespace

UpstreamBatch::UpstreamBatch(const UpstreamPlan& plan, double epsilon)
    : model_(*plan.model), epsilon_(epsilon), move_test_(plan, epsilon) {
  for (auto* values : {&increment_, &next_increment_, &level_})
    values->assign(model_.firm_count * kLanes, 0.0);
}

void UpstreamBatch::load(std::size_t lane, std::uint32_t firm, const UpstreamCascade& cascade) {
  score_[lane] = cascade.score();
  large_[lane].clear();
  largest_small_[lane] = 0;
  for (const std::uint32_t i : cascade.moving()) {
    const double x = cascade.increment(i);
    increment_[i * kLanes + lane] = x;
    if (x > epsilon_) {
      large_[lane].push_back(i);
    } else {
      largest_small_[lane] = std::max(largest_small_[lane], x);
    }
  }
  for (const std::uint32_t i : cascade.reached()) level_[i * kLanes + lane] = cascade.level(i);
  held_.push_back({firm, static_cast<std::uint32_t>(lane)});
  std::sort(held_.begin(), held_.end(), [](const Held& a, const Held& b) { return a.firm < b.firm; });
}

void UpstreamBatch::unload(std::size_t lane) {
  for (std::size_t i = lane; i < increment_.size(); i += kLanes) {
    increment_[i] = 0;
    level_[i] = 0;
  }
  score_[lane] = 0;
  large_[lane].clear();
  std::erase_if(held_, [lane](const Held& held) { return held.lane == lane; });
}

void UpstreamBatch::sweep() {
  ++sweeps_;
  change_.fill(0.0);
  largest_small_.fill(0.0);
  for (auto& positions : large_) positions.clear();
  // Rows of closed firms need care (they are held in their own lane), so the others run between them.
  std::uint32_t begin = 0;
  for (std::size_t h = 0; h < held_.size(); ++h) {
    if (h > 0 && held_[h - 1].firm == held_[h].firm) continue;
    sweep_rows(begin, held_[h].firm);
    sweep_held_row(h);
    begin = held_[h].firm + 1;
  }
  sweep_rows(begin, model_.firm_count);
  increment_.swap(next_increment_);
}

void UpstreamBatch::sweep_held_row(std::size_t first_held) {
  const std::uint32_t firm = held_[first_held].firm;
  const std::size_t row = std::size_t{firm} * kLanes;
  const auto score = score_;
  const auto change = change_;
  const auto largest_small = largest_small_;
  std::array<double, kLanes> level{};
  std::copy_n(level_.data() + row, kLanes, level.data());
  sweep_rows(firm, firm + 1);
  for (std::size_t h = first_held; h < held_.size() && held_[h].firm == firm; ++h) {
    const std::size_t lane = held_[h].lane;
    score_[lane] = score[lane];
    change_[lane] = change[lane];
    largest_small_[lane] = largest_small[lane];
    next_increment_[row + lane] = 0;
    level_[row + lane] = level[lane];
    std::erase(large_[lane], firm);
  }
}

void UpstreamBatch::sweep_rows(std::uint32_t begin, std::uint32_t end) {
  if (begin >= end) return;
  SweepState state{};
  std::copy_n(change_.data(), kLanes, state.change);
  std::copy_n(largest_small_.data(), kLanes, state.largest_small);
  std::copy_n(score_.data(), kLanes, state.score);
  found_.clear();
  multiply_rows(model_, begin, end, epsilon_, increment_.data(), next_increment_.data(), level_.data(), state,
                found_);
  std::copy_n(state.change, kLanes, change_.data());
  std::copy_n(state.largest_small, kLanes, largest_small_.data());
  std::copy_n(state.score, kLanes, score_.data());
  for (const std::uint32_t i : found_) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if (next_increment_[std::size_t{i} * kLanes + lane] > epsilon_) large_[lane].push_back(i);
    }
  }
}

bool UpstreamBatch::would_move(std::size_t lane) {
  const auto held =
      std::find_if(held_.begin(), held_.end(), [lane](const Held& h) { return h.lane == lane; });
  return move_test_(held->firm, large_[lane], largest_small_[lane],
                    [&](std::uint32_t i) { return increment(lane, i); });
}

}  // namespace tenon
