#include "risk/esri_upstream_batch.h"

#include <algorithm>

namespace tenon {
namespace {

constexpr std::size_t kPrefetchLinks = 16;

// Running values of a sweep. They are continued from row to row, whatever the pieces that the rows are handed
// over in: a lane's sums must not depend on where the closed firms of other lanes cut them.
struct SweepState {
  std::array<double, kLanes>& change;
  std::array<double, kLanes>& score;
  std::array<double, kLanes>& excess;
};

// next = Lu increment for the rows [begin, end), levels and sums raised.
TENON_LANE_KERNEL void multiply_rows(const EsriModel& model, std::uint32_t begin, std::uint32_t end,
                                     const double* increment, const double* losses, double* next,
                                     double* level, const SweepState& state) {
  const std::uint64_t* offsets = model.sales.offsets.data();
  const std::uint32_t* target = model.sales.target.data();
  const double* value = model.sales.value.data();
  const double* weight = model.weight.data();
  const std::uint64_t last = offsets[model.firm_count];
  const Lanes zero{};
  Lanes change = lanes_at(state.change.data(), 0);
  Lanes score = lanes_at(state.score.data(), 0);
  Lanes excess = lanes_at(state.excess.data(), 0);
  for (std::uint32_t i = begin; i < end; ++i) {
    Lanes sum{};
    for (std::uint64_t e = offsets[i]; e < offsets[i + 1]; ++e) {
      const std::uint64_t ahead = e + kPrefetchLinks < last ? e + kPrefetchLinks : e;
      __builtin_prefetch(increment + std::size_t{target[ahead]} * kLanes);
      sum += value[e] * lanes_at(increment, target[e]);
    }
    const Lanes raised = lanes_at(level, i) + sum;
    lanes_at(next, i) = sum;
    lanes_at(level, i) = raised;
    score += weight[i] * sum;
    change = sum > change ? sum : change;
    const Lanes gap = lanes_at(losses, i) - raised;
    excess += weight[i] * (gap > zero ? gap : zero);
  }
  lanes_at(state.change.data(), 0) = change;
  lanes_at(state.score.data(), 0) = score;
  lanes_at(state.excess.data(), 0) = excess;
}

}  // namespace

UpstreamBatch::UpstreamBatch(const EsriModel& model) : model_(model) {
  for (auto* values : {&increment_, &next_increment_, &level_})
    values->assign(model.firm_count * kLanes, 0.0);
}

void UpstreamBatch::load(std::size_t lane, std::uint32_t firm, const UpstreamCascade& cascade) {
  score_[lane] = cascade.score();
  for (const std::uint32_t i : cascade.moving()) increment_[i * kLanes + lane] = cascade.increment(i);
  for (const std::uint32_t i : cascade.reached()) level_[i * kLanes + lane] = cascade.level(i);
  held_.push_back({firm, static_cast<std::uint32_t>(lane)});
  std::sort(held_.begin(), held_.end(), [](const Held& a, const Held& b) { return a.firm < b.firm; });
}

void UpstreamBatch::unload(const LaneSet& lanes) {
  Lanes keep{};
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    keep[lane] = lanes[lane] ? 0.0 : 1.0;
    if (lanes[lane]) score_[lane] = 0;
  }
  for (std::size_t i = 0; i < model_.firm_count; ++i) {
    lanes_at(increment_.data(), i) *= keep;
    lanes_at(level_.data(), i) *= keep;
  }
  std::erase_if(held_, [&lanes](const Held& held) { return lanes[held.lane]; });
}

void UpstreamBatch::sweep(const double* losses) {
  change_.fill(0.0);
  excess_.fill(0.0);
  // Rows of closed firms need care (they are held in their own lane), so the others run between them.
  std::uint32_t begin = 0;
  for (std::size_t h = 0; h < held_.size(); ++h) {
    if (h > 0 && held_[h - 1].firm == held_[h].firm) continue;
    sweep_rows(begin, held_[h].firm, losses);
    sweep_held_row(h, losses);
    begin = held_[h].firm + 1;
  }
  sweep_rows(begin, model_.firm_count, losses);
  increment_.swap(next_increment_);
}

void UpstreamBatch::sweep_rows(std::uint32_t begin, std::uint32_t end, const double* losses) {
  if (begin >= end) return;
  multiply_rows(model_, begin, end, increment_.data(), losses, next_increment_.data(), level_.data(),
                {change_, score_, excess_});
}

void UpstreamBatch::sweep_held_row(std::size_t first_held, const double* losses) {
  const std::uint32_t firm = held_[first_held].firm;
  const std::size_t row = std::size_t{firm} * kLanes;
  const auto score = score_;
  const auto change = change_;
  const auto excess = excess_;
  sweep_rows(firm, firm + 1, losses);
  // What returns to the closed firm is absorbed: its level stays 1, its increment 0, and it has no excess.
  for (std::size_t h = first_held; h < held_.size() && held_[h].firm == firm; ++h) {
    const std::size_t lane = held_[h].lane;
    score_[lane] = score[lane];
    change_[lane] = change[lane];
    excess_[lane] = excess[lane];
    next_increment_[row + lane] = 0;
    level_[row + lane] = 1;
  }
}

}  // namespace tenon
