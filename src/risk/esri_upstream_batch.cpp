#include "risk/esri_upstream_batch.h"

#include <algorithm>

#include "base/huge_pages.h"

namespace tenon {
namespace {

constexpr std::size_t kPrefetchLinks = 16;

// next = Lu increment for the rows [begin, end), levels raised. The sums are continued from row to row,
// whatever the pieces that the rows are handed over in: a lane's sums must not depend on where the closed
// firms of other lanes cut.
template <class Real>
TENON_LANE_INLINE void multiply(const EsriModel& model, std::uint32_t begin, std::uint32_t end,
                                const Real* increment, const Real* losses, Real* next, Real* levels,
                                typename UpstreamBatch<Real>::Sums& sums) {
  using Values = Sum<Real>;
  const std::uint64_t* offsets = model.sales.offsets.data();
  const std::uint32_t* target = model.sales.target.data();
  const double* value = model.sales.value.data();
  const double* weight = model.weight.data();
  const std::uint64_t last = offsets[model.firm_count];
  Values change = Values::load(sums.change);
  Values score = Values::load(sums.score);
  Values combined = Values::load(sums.combined);
  for (std::uint32_t i = begin; i < end; ++i) {
    Values sum;
    for (std::uint64_t e = offsets[i]; e < offsets[i + 1]; ++e) {
      const std::uint64_t ahead = e + kPrefetchLinks < last ? e + kPrefetchLinks : e;
      __builtin_prefetch(increment + std::size_t{target[ahead]} * kLanesOf<Real>);
      sum.add(value[e], Values::load(increment, target[e]));
    }
    sum.store(next, i);
    change.raise_to(sum);
    Values level = Values::load(levels, i);
    level.add(sum);
    level.store(levels, i);
    score.add(weight[i], level);
    level.raise_to(Values::load(losses, i));
    combined.add(weight[i], level);
  }
  change.store(sums.change);
  score.store(sums.score);
  combined.store(sums.combined);
}

TENON_LANE_KERNEL void multiply_rows(const EsriModel& model, std::uint32_t begin, std::uint32_t end,
                                     const double* increment, const double* losses, double* next,
                                     double* levels, UpstreamBatch<double>::Sums& sums) {
  multiply(model, begin, end, increment, losses, next, levels, sums);
}

TENON_LANE_KERNEL void multiply_rows(const EsriModel& model, std::uint32_t begin, std::uint32_t end,
                                     const float* increment, const float* losses, float* next, float* levels,
                                     UpstreamBatch<float>::Sums& sums) {
  multiply(model, begin, end, increment, losses, next, levels, sums);
}

}  // namespace

template <class Real>
UpstreamBatch<Real>::UpstreamBatch(const EsriModel& model) : model_(model) {
  for (auto* values : {&increment_, &next_increment_, &level_}) {
    assign_zeros_on_huge_pages(*values, model.firm_count * kLanesOf<Real>);
  }
}

template <class Real>
void UpstreamBatch<Real>::load(std::size_t lane, std::uint32_t firm, const UpstreamCascade& cascade) {
  constexpr std::size_t width = kLanesOf<Real>;
  for (const std::uint32_t i : cascade.moving())
    increment_[i * width + lane] = static_cast<Real>(cascade.increment(i));
  for (const std::uint32_t i : cascade.reached())
    level_[i * width + lane] = static_cast<Real>(cascade.level(i));
  held_.push_back({firm, static_cast<std::uint32_t>(lane)});
  std::sort(held_.begin(), held_.end(), [](const Held& a, const Held& b) { return a.firm < b.firm; });
}

template <class Real>
void UpstreamBatch<Real>::unload(const LaneSet<Real>& lanes) {
  constexpr std::size_t width = kLanesOf<Real>;
  std::array<Real, width> keep{};
  for (std::size_t lane = 0; lane < width; ++lane) keep[lane] = lanes[lane] ? Real{0} : Real{1};
  for (std::size_t row = 0; row < level_.size(); row += width) {
    for (std::size_t lane = 0; lane < width; ++lane) increment_[row + lane] *= keep[lane];
    for (std::size_t lane = 0; lane < width; ++lane) level_[row + lane] *= keep[lane];
  }
  std::erase_if(held_, [&lanes](const Held& held) { return lanes[held.lane]; });
}

template <class Real>
void UpstreamBatch<Real>::sweep(const Real* losses) {
  sums_ = Sums{};
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

template <class Real>
void UpstreamBatch<Real>::sweep_rows(std::uint32_t begin, std::uint32_t end, const Real* losses) {
  if (begin >= end) return;
  multiply_rows(model_, begin, end, increment_.data(), losses, next_increment_.data(), level_.data(), sums_);
}

template <class Real>
void UpstreamBatch<Real>::sweep_held_row(std::size_t first_held, const Real* losses) {
  const std::uint32_t firm = held_[first_held].firm;
  const std::size_t row = std::size_t{firm} * kLanesOf<Real>;
  const Sums before = sums_;
  sweep_rows(firm, firm + 1, losses);
  // What returns to the closed firm is absorbed: its level stays 1, its increment 0.
  for (std::size_t h = first_held; h < held_.size() && held_[h].firm == firm; ++h) {
    const std::size_t lane = held_[h].lane;
    sums_.change[lane] = before.change[lane];
    sums_.score[lane] = before.score[lane] + model_.weight[firm];
    sums_.combined[lane] = before.combined[lane] + model_.weight[firm];
    returned_[lane] = static_cast<double>(next_increment_[row + lane]);
    next_increment_[row + lane] = 0;
    level_[row + lane] = 1;
  }
}

template class UpstreamBatch<double>;
template class UpstreamBatch<float>;

}  // namespace tenon
