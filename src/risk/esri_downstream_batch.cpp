#include "risk/esri_downstream_batch.h"

#include <algorithm>

namespace tenon {
namespace {

constexpr std::size_t kPrefetchLinks = 16;

// left_k = sum over the market of s_i (1 - d_i), then 1 / left_k.
TENON_LANE_KERNEL void measure_markets(const EsriModel& model, const double* loss, double* market) {
  std::fill_n(market, model.market_count * kLanes, 0.0);
  for (std::size_t i = 0; i < model.firm_count; ++i) {
    lanes_at(market, model.market[i]) += model.out_strength[i] * (1.0 - lanes_at(loss, i));
  }
  for (std::size_t k = 0; k < model.market_count; ++k) lanes_at(market, k) = 1.0 / lanes_at(market, k);
}

// missing_i = min(1, s_i / left) d_i; where nothing is left 1 / left is infinite and the minimum 1.
TENON_LANE_KERNEL void replace_losses(const EsriModel& model, const double* loss, const double* market,
                                      double* missing) {
  const Lanes one = Lanes{} + 1.0;
  for (std::size_t i = 0; i < model.firm_count; ++i) {
    const Lanes share = model.out_strength[i] * lanes_at(market, model.market[i]);
    lanes_at(missing, i) = (share < one ? share : one) * lanes_at(loss, i);
  }
}

TENON_LANE_KERNEL void pull_inputs(const EsriModel& model, const double* missing, double* loss,
                                   double* change, double* score) {
  const std::uint64_t* offsets = model.inputs.offsets.data();
  const std::uint32_t* target = model.inputs.target.data();
  const double* value = model.inputs.value.data();
  const std::uint64_t last = model.inputs.target.size();
  const Lanes one = Lanes{} + 1.0;
  Lanes largest{};
  Lanes weighted{};
  for (std::size_t j = 0; j < model.firm_count; ++j) {
    Lanes lost{};
    for (std::uint32_t slot = model.slot_offsets[j]; slot < model.slot_offsets[j + 1]; ++slot) {
      Lanes sum{};
      for (std::uint64_t e = offsets[slot]; e < offsets[slot + 1]; ++e) {
        const std::uint64_t ahead = e + kPrefetchLinks < last ? e + kPrefetchLinks : e;
        __builtin_prefetch(missing + std::size_t{target[ahead]} * kLanes);
        sum += value[e] * lanes_at(missing, target[e]);
      }
      lost = sum > lost ? sum : lost;
    }
    lost = lost < one ? lost : one;
    const Lanes rise = lost - lanes_at(loss, j);
    largest = rise > largest ? rise : largest;
    lanes_at(loss, j) = lost;
    weighted += model.weight[j] * lost;
  }
  lanes_at(change, 0) = largest;
  lanes_at(score, 0) = weighted;
}

}  // namespace

DownstreamBatch::DownstreamBatch(const EsriModel& model) : model_(model) {
  loss_.assign(model.firm_count * kLanes, 0.0);
  if (model.replaceability == Replaceability::kMarketShare) {
    missing_.assign(model.firm_count * kLanes, 0.0);
    market_left_.assign(model.market_count * kLanes, 0.0);
  }
  firm_.fill(kEmpty);
}

void DownstreamBatch::load(std::size_t lane, std::uint32_t firm, const DownstreamCascade& cascade) {
  firm_[lane] = firm;
  for (const std::uint32_t i : cascade.lossy()) loss_[i * kLanes + lane] = cascade.loss(i);
}

void DownstreamBatch::unload(const LaneSet& lanes) {
  Lanes keep{};
  for (std::size_t lane = 0; lane < kLanes; ++lane) keep[lane] = lanes[lane] ? 0.0 : 1.0;
  for (std::size_t i = 0; i < model_.firm_count; ++i) lanes_at(loss_.data(), i) *= keep;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if (lanes[lane]) firm_[lane] = kEmpty;
  }
}

void DownstreamBatch::sweep() {
  if (model_.replaceability == Replaceability::kMarketShare) {
    measure_markets(model_, loss_.data(), market_left_.data());
    replace_losses(model_, loss_.data(), market_left_.data(), missing_.data());
  } else {
    missing_ = loss_;
  }
  pull_inputs(model_, missing_.data(), loss_.data(), change_.data(), score_.data());
  // The closed firm is held.
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if (firm_[lane] == kEmpty) continue;
    double& held = loss_[std::size_t{firm_[lane]} * kLanes + lane];
    score_[lane] += model_.weight[firm_[lane]] * (1 - held);
    held = 1;
  }
}

}  // namespace tenon
