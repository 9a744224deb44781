#include "risk/esri_downstream_batch.h"

#include <algorithm>

#include "base/huge_pages.h"

namespace tenon {
namespace {

constexpr std::size_t kPrefetchLinks = 16;

// missing_i = min(1, s_i / left_k) d_i with left_k = sum over the market of s_i (1 - d_i); the minimum is 1
// where nothing is left. per_output receives 1 / left_k.
template <class Real>
TENON_LANE_INLINE void replace(const EsriModel& model, const Real* losses, double* per_output,
                               Real* missing) {
  using Values = Sum<Real>;
  constexpr std::size_t width = kLanesOf<Real>;
  std::fill_n(per_output, model.market_count * width, 0.0);
  for (std::size_t i = 0; i < model.firm_count; ++i) {
    Values left = Values::of(1);
    left.subtract(Values::load(losses, i));
    auto& market = *reinterpret_cast<PerLane<Real>*>(per_output + model.market[i] * width);
    Values sum = Values::load(market);
    sum.add(model.out_strength[i], left);
    sum.store(market);
  }
  for (std::size_t entry = 0; entry < model.market_count * width; ++entry)
    per_output[entry] = 1 / per_output[entry];
  const Values one = Values::of(1);
  for (std::size_t i = 0; i < model.firm_count; ++i) {
    Values share =
        Values::load(*reinterpret_cast<const PerLane<Real>*>(per_output + model.market[i] * width));
    share.multiply(model.out_strength[i]);
    share.limit_to(one);
    share.multiply(Values::load(losses, i));
    share.store(missing, i);
  }
}

template <class Real>
TENON_LANE_INLINE void pull(const EsriModel& model, const Real* missing, Real* losses,
                            typename DownstreamBatch<Real>::Sums& sums) {
  using Values = Sum<Real>;
  const std::uint64_t* offsets = model.inputs.offsets.data();
  const std::uint32_t* target = model.inputs.target.data();
  const double* value = model.inputs.value.data();
  const std::uint64_t last = model.inputs.target.size();
  const Values one = Values::of(1);
  Values change;
  Values score;
  for (std::size_t j = 0; j < model.firm_count; ++j) {
    Values lost;
    for (std::uint32_t slot = model.slot_offsets[j]; slot < model.slot_offsets[j + 1]; ++slot) {
      Values sum;
      for (std::uint64_t e = offsets[slot]; e < offsets[slot + 1]; ++e) {
        const std::uint64_t ahead = e + kPrefetchLinks < last ? e + kPrefetchLinks : e;
        __builtin_prefetch(missing + std::size_t{target[ahead]} * kLanesOf<Real>);
        sum.add(value[e], Values::load(missing, target[e]));
      }
      lost.raise_to(sum);
    }
    lost.limit_to(one);
    const Values before = Values::load(losses, j);
    lost.store(losses, j);
    score.add(model.weight[j], lost);
    lost.subtract(before);
    change.raise_to(lost);
  }
  change.store(sums.change);
  score.store(sums.score);
}

TENON_LANE_KERNEL void replace_losses(const EsriModel& model, const double* losses, double* per_output,
                                      double* missing) {
  replace(model, losses, per_output, missing);
}
TENON_LANE_KERNEL void replace_losses(const EsriModel& model, const float* losses, double* per_output,
                                      float* missing) {
  replace(model, losses, per_output, missing);
}
TENON_LANE_KERNEL void pull_inputs(const EsriModel& model, const double* missing, double* losses,
                                   DownstreamBatch<double>::Sums& sums) {
  pull(model, missing, losses, sums);
}
TENON_LANE_KERNEL void pull_inputs(const EsriModel& model, const float* missing, float* losses,
                                   DownstreamBatch<float>::Sums& sums) {
  pull(model, missing, losses, sums);
}

}  // namespace

template <class Real>
DownstreamBatch<Real>::DownstreamBatch(const EsriModel& model) : model_(model) {
  assign_zeros_on_huge_pages(loss_, model.firm_count * kLanesOf<Real>);
  assign_zeros_on_huge_pages(missing_, loss_.size());
  if (model.replaceability == Replaceability::kMarketShare) {
    per_output_.assign(model.market_count * kLanesOf<Real>, 0.0);
  }
  firm_.fill(kEmpty);
}

template <class Real>
void DownstreamBatch<Real>::load(std::size_t lane, std::uint32_t firm, const DownstreamCascade& cascade) {
  firm_[lane] = firm;
  for (const std::uint32_t i : cascade.lossy())
    loss_[i * kLanesOf<Real> + lane] = static_cast<Real>(cascade.loss(i));
}

template <class Real>
void DownstreamBatch<Real>::unload(const LaneSet<Real>& lanes) {
  constexpr std::size_t width = kLanesOf<Real>;
  std::array<Real, width> keep{};
  for (std::size_t lane = 0; lane < width; ++lane) {
    keep[lane] = lanes[lane] ? Real{0} : Real{1};
    if (lanes[lane]) firm_[lane] = kEmpty;
  }
  for (std::size_t row = 0; row < loss_.size(); row += width) {
    for (std::size_t lane = 0; lane < width; ++lane) loss_[row + lane] *= keep[lane];
  }
}

template <class Real>
void DownstreamBatch<Real>::sweep() {
  if (model_.replaceability == Replaceability::kMarketShare) {
    replace_losses(model_, loss_.data(), per_output_.data(), missing_.data());
  } else {
    missing_ = loss_;
  }
  pull_inputs(model_, missing_.data(), loss_.data(), sums_);
  // The closed firm is held.
  for (std::size_t lane = 0; lane < kLanesOf<Real>; ++lane) {
    if (firm_[lane] == kEmpty) continue;
    Real& held = loss_[std::size_t{firm_[lane]} * kLanesOf<Real> + lane];
    sums_.score[lane] += model_.weight[firm_[lane]] * (1 - static_cast<double>(held));
    held = 1;
  }
}

template <class Real>
double DownstreamBatch<Real>::error_growth(std::size_t lane) const {
  if (model_.replaceability == Replaceability::kNone) return 1;
  const std::uint32_t firm = firm_[lane];
  double worst = 0;
  for (std::size_t k = 0; k < model_.market_count; ++k) {
    const double left = 1 / per_output_[k * kLanesOf<Real> + lane];
    // The closed firm's own loss is exact.
    const double exact = k == model_.market[firm] ? model_.out_strength[firm] : 0;
    const double lost = model_.market_output[k] - left - exact;
    if (lost > 1e-14 * model_.market_output[k]) worst = std::max(worst, lost / left);
  }
  return 1 + worst;
}

template <class Real>
double DownstreamBatch<Real>::amplification(std::size_t lane) const {
  double worst = 1;
  if (model_.replaceability == Replaceability::kNone) return worst;
  for (std::uint32_t k = 0; k < model_.market_count; ++k) {
    const double left = 1 / per_output_[k * kLanesOf<Real> + lane];
    worst = std::max(worst, market_amplification(model_, firm_[lane], k, left));
  }
  return worst;
}

template <class Real>
double DownstreamBatch<Real>::largest_loss(std::size_t lane) const {
  double largest = 0;
  for (std::size_t i = 0; i < model_.firm_count; ++i) {
    const auto loss = static_cast<double>(loss_[i * kLanesOf<Real> + lane]);
    if (i != firm_[lane]) largest = std::max(largest, loss);
  }
  return largest;
}

template class DownstreamBatch<double>;
template class DownstreamBatch<float>;

}  // namespace tenon
