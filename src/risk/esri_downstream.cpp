#include "risk/esri_downstream.h"

#include <algorithm>
#include <limits>

namespace tenon {
namespace {

// A market with less than this left is summed anew instead of by subtraction, to keep relative precision.
constexpr double kResumShare = 1e-3;

// Others that sell less than this of a market are summed, to keep relative precision.
constexpr double kHiddenShare = 1e-3;

double sales_of_others(const EsriModel& model, std::uint32_t firm, std::uint32_t k) {
  const double output = model.market_output[k];
  if (model.market[firm] != k) return output;
  const double others = output - model.out_strength[firm];
  if (others >= kHiddenShare * output) return others;
  double sum = 0;
  for (std::uint64_t m = model.member_offsets[k]; m < model.member_offsets[k + 1]; ++m) {
    if (model.members[m] != firm) sum += model.out_strength[model.members[m]];
  }
  return sum;
}

}  // namespace

double market_amplification(const EsriModel& model, std::uint32_t firm, std::uint32_t k, double left) {
  // The only other seller cannot be replaced whatever is left.
  if (model.market[firm] != k && model.market_sellers[k] <= 1) return 1;
  const double others = sales_of_others(model, firm, k);
  if (others == 0) return 1;
  return left > 0 ? others / left : std::numeric_limits<double>::infinity();
}

DownstreamCascade::DownstreamCascade(const EsriModel& model)
    : model_(model),
      loss_(model.firm_count, 0.0),
      next_loss_(model.firm_count, 0.0),
      slot_(model.customer_of_slot.size(), 0.0),
      market_left_(model.market_count, 0.0) {}

void DownstreamCascade::start(std::uint32_t firm) {
  firm_ = firm;
  lossy_.push_back(firm);
  loss_[firm] = 1;
  next_cost_ = model_.delivery.size(firm);
}

double DownstreamCascade::step() {
  const bool replaceable = model_.replaceability == Replaceability::kMarketShare;
  if (replaceable) measure_markets();

  touches_ += next_cost_;
  for (const std::uint32_t i : lossy_) {
    double missing = loss_[i];
    if (replaceable) {
      const double left = market_left_[model_.market[i]];
      if (left > model_.out_strength[i]) missing *= model_.out_strength[i] / left;
    }
    for (std::size_t e = model_.delivery.begin(i); e < model_.delivery.end(i); ++e) {
      const std::uint32_t slot = model_.delivery.target[e];
      double& sum = slot_[slot];
      if (sum == 0) touched_slots_.push_back(slot);
      sum += model_.delivery.value[e] * missing;
    }
  }
  for (const std::uint32_t k : touched_markets_) market_left_[k] = 0;
  touched_markets_.clear();

  next_lossy_.push_back(firm_);
  next_loss_[firm_] = 1;
  for (const std::uint32_t slot : touched_slots_) {
    const std::uint32_t j = model_.customer_of_slot[slot];
    const double lost = std::min(1.0, slot_[slot]);
    slot_[slot] = 0;
    double& next = next_loss_[j];
    if (next == 0 && lost > 0) next_lossy_.push_back(j);
    next = std::max(next, lost);
  }
  touched_slots_.clear();

  double change = 0;
  next_cost_ = 0;
  for (const std::uint32_t j : next_lossy_) {
    change = std::max(change, next_loss_[j] - loss_[j]);
    next_cost_ += model_.delivery.size(j);
  }
  for (const std::uint32_t j : lossy_) loss_[j] = 0;
  lossy_.swap(next_lossy_);
  loss_.swap(next_loss_);
  next_lossy_.clear();
  return change;
}

void DownstreamCascade::measure_markets() {
  amplification_ = 1;
  for (const std::uint32_t i : lossy_) {
    if (model_.out_strength[i] == 0) continue;  // sells nothing: neither lessens the market nor delivers less
    const std::uint32_t k = model_.market[i];
    if (market_left_[k] == 0) touched_markets_.push_back(k);
    market_left_[k] += model_.out_strength[i] * loss_[i];
  }
  for (const std::uint32_t k : touched_markets_) {
    const double output = model_.market_output[k];
    double left = output - market_left_[k];
    if (left < output * kResumShare) {
      left = 0;
      for (std::uint64_t m = model_.member_offsets[k]; m < model_.member_offsets[k + 1]; ++m) {
        const std::uint32_t i = model_.members[m];
        left += model_.out_strength[i] * (1 - loss_[i]);
      }
    }
    market_left_[k] = left;
    amplification_ = std::max(amplification_, market_amplification(model_, firm_, k, left));
  }
}

double DownstreamCascade::largest_loss() const {
  double largest = 0;
  for (const std::uint32_t i : lossy_) {
    if (i != firm_) largest = std::max(largest, loss_[i]);
  }
  return largest;
}

void DownstreamCascade::clear() {
  for (const std::uint32_t i : lossy_) loss_[i] = 0;
  lossy_.clear();
}

}  // namespace tenon
