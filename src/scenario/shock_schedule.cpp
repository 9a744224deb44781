#include "scenario/shock_schedule.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "scenario/inventory_model.h"

namespace tenon {
namespace {

std::string place(std::size_t shock) {
  return "shock " + std::to_string(shock) + ": ";
}

std::optional<std::string> fault_of(const InventoryModel& model, const Shock& shock) {
  const ShockTiming& timing = shock.timing;
  if (timing.start_day < 0) return "it starts before day 0";
  if (timing.duration_days < 1) return "it lasts less than a day";
  const bool is_demand = shock.kind == ShockTarget::kDemand;
  if (!(timing.loss >= (is_demand ? -1.0 : 0.0)) || !(timing.loss <= (is_demand ? 100.0 : 1.0))) {
    return is_demand ? "the change of demand is outside -1 .. 100" : "the loss is outside 0 .. 1";
  }
  if (timing.recovery != RecoveryCurve::kStep && !(timing.recovery_days > 0))
    return "its recovery has no days";
  if (shock.kind != ShockTarget::kCapacity && timing.recovery == RecoveryCurve::kNetworkDamped) {
    return "only capacity mends with the network";
  }
  const std::size_t most = shock.kind == ShockTarget::kLink ? model.link_count() : model.node_count;
  for (std::size_t k = 0; k < shock.targets.size(); ++k) {
    if (shock.targets[k] >= most) return "a target is beyond the network";
    if (k > 0 && shock.targets[k] <= shock.targets[k - 1]) return "its targets are not ascending";
  }
  if (!shock.share.empty() && shock.share.size() != shock.targets.size())
    return "shares and targets differ in number";
  for (const double share : shock.share) {
    if (!(share >= 0) || !(share <= 1)) return "a share is outside 0 .. 1";
  }
  return std::nullopt;
}

}  // namespace

Result<ShockSchedule> ShockSchedule::create(const InventoryModel& model, const Shocks& shocks) {
  ShockSchedule schedule(model, shocks);
  for (std::size_t s = 0; s < shocks.size(); ++s) {
    if (auto fault = fault_of(model, shocks[s])) return Error{ErrorCode::kInvalidArgument, place(s) + *fault};
    schedule.touches_capacity_ |= shocks[s].kind == ShockTarget::kCapacity;
    schedule.touches_demand_ |= shocks[s].kind == ShockTarget::kDemand;
    schedule.damped_.emplace_back();
    if (shocks[s].timing.recovery == RecoveryCurve::kNetworkDamped) {
      schedule.damped_.back().assign(shocks[s].targets.size(), shocks[s].timing.loss);
    }
  }
  if (schedule.touches_capacity_) schedule.capacity_left_.assign(model.node_count, 1.0);
  if (schedule.touches_demand_) schedule.demand_factor_.assign(model.node_count, 1.0);
  return schedule;
}

void ShockSchedule::apply(const Shock& shock, std::vector<double>& loss_now, int day) {
  const double loss = loss_on_day(shock.timing, day);
  for (std::size_t k = 0; k < shock.targets.size(); ++k) {
    const std::uint64_t target = shock.targets[k];
    const double size =
        (loss_now.empty() ? loss : loss_now[k]) * (shock.share.empty() ? 1.0 : shock.share[k]);
    switch (shock.kind) {
      case ShockTarget::kCapacity:
        capacity_left_[target] *= 1 - size;
        break;
      case ShockTarget::kDemand:
        demand_factor_[target] *= 1 + size;
        break;
      case ShockTarget::kLink:
        limited_.push_back(target);
        link_left_.push_back(1 - size);
        break;
    }
  }
}

DayConditions ShockSchedule::begin_day(int day) {
  limited_.clear();
  link_left_.clear();
  for (std::size_t s = 0; s < shocks_->size(); ++s) {
    const Shock& shock = (*shocks_)[s];
    if (loss_on_day(shock.timing, day) == 0) continue;
    apply(shock, damped_[s], day);
  }
  if (limited_.size() > 1) {  // by link; what several shocks leave multiplies
    std::vector<std::pair<std::uint64_t, double>> all(limited_.size());
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = {limited_[k], link_left_[k]};
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    limited_.clear();
    link_left_.clear();
    for (const auto& [link, left] : all) {
      if (!limited_.empty() && limited_.back() == link) {
        link_left_.back() *= left;
      } else {
        limited_.push_back(link);
        link_left_.push_back(left);
      }
    }
  }
  return {capacity_left_, demand_factor_, limited_, link_left_};
}

void ShockSchedule::mend_damped(const Shock& shock, std::vector<double>& loss_now) {
  // All see the losses of the evening before: mended in a second step.
  std::vector<double> mended(loss_now.size());
  for (std::size_t k = 0; k < shock.targets.size(); ++k) {
    const auto node = static_cast<std::uint32_t>(shock.targets[k]);
    double loss = 0;
    std::size_t neighbours = 0;
    for (std::uint32_t e = model_->link_offsets[model_->group_offsets[node]];
         e < model_->link_offsets[model_->group_offsets[node + 1]]; ++e) {
      loss += 1 - capacity_left_[model_->supplier[e]];
      ++neighbours;
    }
    for (std::uint32_t k2 = model_->sale_offsets[node]; k2 < model_->sale_offsets[node + 1]; ++k2) {
      loss += 1 - capacity_left_[model_->customer_of_link(model_->sale[k2])];
      ++neighbours;
    }
    const double health = neighbours > 0 ? 1 - loss / static_cast<double>(neighbours) : 1.0;
    mended[k] = loss_now[k] * std::max(0.0, 1 - health / shock.timing.recovery_days);
  }
  loss_now = std::move(mended);
}

void ShockSchedule::end_day(int day) {
  for (std::size_t s = 0; s < shocks_->size(); ++s) {
    const Shock& shock = (*shocks_)[s];
    if (damped_[s].empty()) continue;
    if (day + 1 >= shock.timing.start_day + shock.timing.duration_days) mend_damped(shock, damped_[s]);
  }
  for (const Shock& shock : *shocks_) {
    if (loss_on_day(shock.timing, day) == 0) continue;
    for (const std::uint64_t target : shock.targets) {
      if (shock.kind == ShockTarget::kCapacity) capacity_left_[target] = 1.0;
      if (shock.kind == ShockTarget::kDemand) demand_factor_[target] = 1.0;
    }
  }
}

}  // namespace tenon
