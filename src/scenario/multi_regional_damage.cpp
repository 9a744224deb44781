#include "scenario/multi_regional_damage.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/number.h"

namespace tenon {
namespace {

constexpr double kRounding = 1e-9;
constexpr double kMostDemand = 100;

bool is_capital(TableEventKind kind) {
  return kind == TableEventKind::kCapitalDestroyed || kind == TableEventKind::kCapitalRebuilt;
}

ShockTiming timing_of(const TableEvent& event, double amount) {
  return {event.start_day, event.duration_days, amount, event.recovery, event.recovery_days};
}

// Part of the initial loss that is left on `day`.
double part_left(const TableEvent& event, int day) {
  return loss_on_day(timing_of(event, 1), day);
}

bool is_ascending(std::span<const std::uint32_t> industries, std::size_t count) {
  for (std::size_t k = 0; k < industries.size(); ++k) {
    if (industries[k] >= count || (k > 0 && industries[k] <= industries[k - 1])) return false;
  }
  return true;
}

std::string fault_of_amount(const MultiRegionalModel& model, const TableEvent& event, std::size_t k) {
  const double amount = event.amount[k];
  const std::string found = "the amount " + format_number(amount) + " of industry " +
                            format_count(event.industries[k]) + " is out of range; expected ";
  switch (event.kind) {
    case TableEventKind::kCapitalDestroyed:
    case TableEventKind::kCapitalRebuilt: {
      const double capital = model.capital[event.industries[k]];
      if (amount >= 0 && amount <= capital * (1 + kRounding)) return {};
      return found + "at least 0 and at most its capital, " + format_number(capital);
    }
    case TableEventKind::kCapacityLost:
      return amount >= 0 && amount <= 1 ? "" : found + "a share from 0 to 1";
    case TableEventKind::kDemandChanged:
      return amount >= -1 && amount <= kMostDemand ? "" : found + "a change from -1 to 100";
  }
  return {};
}

std::string fault_of_rebuilding(const MultiRegionalModel& model, const TableEvent& event) {
  double sum = 0;
  for (const RebuildingShare& part : event.rebuilding_sectors) {
    if (part.sector >= model.sector_count) return "a rebuilding sector is not in the table";
    if (!(part.share > 0)) return "a rebuilding share is not above 0";
    if (model.sector_begin[part.sector] == model.sector_begin[part.sector + 1]) {
      return "nobody makes what a rebuilding sector is to make";
    }
    sum += part.share;
  }
  if (!(std::abs(sum - 1) <= kRounding)) {
    return "the rebuilding shares sum to " + format_number(sum) + "; expected 1";
  }
  if (!(event.rebuilding_days >= 1)) return "rebuilding_days is below 1";
  if (!(event.rebuilding_factor > 0) || std::isinf(event.rebuilding_factor)) {
    return "rebuilding_factor is not a finite number above 0";
  }
  return {};
}

// Shares of a whole, by value added or equal; nothing if there is no value added to go by.
std::vector<double> shares(const std::vector<double>& value_added, ImpactSplit split) {
  if (split == ImpactSplit::kEqual) {
    return std::vector<double>(value_added.size(), 1 / static_cast<double>(value_added.size()));
  }
  const double total = std::accumulate(value_added.begin(), value_added.end(), 0.0);
  if (!(total > 0)) return {};
  std::vector<double> result = value_added;
  for (double& value : result) value /= total;
  return result;
}

}  // namespace

std::string fault_of(const MultiRegionalModel& model, const TableEvent& event) {
  if (event.start_day < 0) return "it starts before day 0";
  if (event.duration_days < 1) return "it lasts less than a day";
  if (event.recovery == RecoveryCurve::kNetworkDamped) {
    return "recovery damped by the network needs a network of firms; a table has none";
  }
  if (event.kind != TableEventKind::kCapitalRebuilt && event.recovery != RecoveryCurve::kStep &&
      !(event.recovery_days > 0)) {
    return "recovery_days is not above 0";
  }
  if (!is_ascending(event.industries, model.industry_count)) {
    return "its industries are not ascending positions in the table";
  }
  if (event.amount.size() != event.industries.size()) return "it has not one amount for each industry";
  for (std::size_t k = 0; k < event.industries.size(); ++k) {
    if (std::string fault = fault_of_amount(model, event, k); !fault.empty()) return fault;
  }
  return event.kind == TableEventKind::kCapitalRebuilt ? fault_of_rebuilding(model, event) : "";
}

Result<std::vector<double>> split_impact(const MultiRegionalModel& model,
                                         std::span<const std::uint32_t> industries, double impact,
                                         ImpactSplit over_regions, ImpactSplit over_sectors) {
  const auto invalid = [](const char* message) { return Error{ErrorCode::kInvalidArgument, message}; };
  if (industries.empty()) return invalid("an impact needs industries that bear it");
  if (!is_ascending(industries, model.industry_count)) {
    return invalid("the industries that bear an impact are not ascending positions in the table");
  }
  if (!(impact > 0) || std::isinf(impact)) return invalid("an impact must be a finite number above 0");
  std::vector<std::vector<std::size_t>> of_region(model.region_count);  // positions in `industries`
  for (std::size_t k = 0; k < industries.size(); ++k) {
    of_region[model.industries[industries[k]].region].push_back(k);
  }
  std::erase_if(of_region, [](const auto& members) { return members.empty(); });
  std::vector<std::vector<double>> value_added(of_region.size());
  std::vector<double> of_regions;
  for (std::size_t r = 0; r < of_region.size(); ++r) {
    for (const std::size_t k : of_region[r]) value_added[r].push_back(model.value_added[industries[k]]);
    of_regions.push_back(std::accumulate(value_added[r].begin(), value_added[r].end(), 0.0));
  }
  const std::vector<double> region_shares = shares(of_regions, over_regions);
  if (region_shares.empty()) return invalid("there is no value added to split an impact by");
  std::vector<double> result(industries.size(), 0);
  for (std::size_t r = 0; r < of_region.size(); ++r) {
    const std::vector<double> sector_shares = shares(value_added[r], over_sectors);
    if (sector_shares.empty() && region_shares[r] > 0) {
      return invalid("a region has no value added to split its part of an impact by");
    }
    for (std::size_t m = 0; m < sector_shares.size(); ++m) {
      result[of_region[r][m]] = impact * region_shares[r] * sector_shares[m];
    }
  }
  return result;
}

TableDamage::TableDamage(MultiRegionalModelPtr model, const TableEvents& events)
    : model_(std::move(model)), events_(events) {
  capital_lost_.resize(model_->industry_count);
  capacity_left_.resize(model_->industry_count);
  demand_factor_.resize(model_->industry_count);
  for (std::size_t e = 0; e < events_.size(); ++e) {
    if (events_[e].kind == TableEventKind::kCapitalRebuilt) add_rebuilding(e);
  }
  if (!rebuilding_.empty()) ordered_.resize(model_->industry_count);
}

// Each industry orders from a product's makers as it ordinarily does; one that never buys the product orders
// from its makers inside by their size.
void TableDamage::add_rebuilding(std::size_t event) {
  const MultiRegionalModel& model = *model_;
  const TableEvent& from = events_[event];
  Rebuilding rebuilding;
  rebuilding.event = event;
  rebuilding.broken = from.amount;
  const std::size_t count = from.industries.size();
  for (const RebuildingShare& part : from.rebuilding_sectors) {
    const std::size_t begin = model.sector_begin[part.sector];
    const std::size_t end = model.sector_begin[part.sector + 1];
    const auto weight_of = [&](std::size_t at) {
      return model.is_outside[model.industry_at[at]] != 0 ? 0.0 : model.normal_output[at];
    };
    double total = 0;
    for (std::size_t at = begin; at < end; ++at) total += weight_of(at);
    for (std::size_t at = begin; at < end; ++at) {
      rebuilding.suppliers.push_back(model.industry_at[at]);
      for (std::size_t k = 0; k < count; ++k) {
        const std::size_t to = model.position[from.industries[k]];
        const double use = model.use[model.cell(part.sector, to)];
        const double of_product = use > 0     ? model.flow(at, to) / use
                                  : total > 0 ? weight_of(at) / total
                                              : 1 / static_cast<double>(end - begin);
        rebuilding.share.push_back(part.share * of_product);
      }
    }
  }
  rebuilding_.push_back(std::move(rebuilding));
}

void TableDamage::order_rebuilding(Rebuilding& rebuilding, int day) {
  const TableEvent& event = events_[rebuilding.event];
  const std::size_t count = event.industries.size();
  rebuilding.is_under_way = day - event.start_day >= event.duration_days;
  if (!rebuilding.is_under_way) return;
  const double pace = event.rebuilding_factor / event.rebuilding_days;
  for (std::size_t r = 0; r < rebuilding.suppliers.size(); ++r) {
    const double* share = rebuilding.share.data() + r * count;
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += share[k] * rebuilding.broken[k];
    ordered_[rebuilding.suppliers[r]] += pace * sum;
  }
}

MultiRegionalConditions TableDamage::before_day(int day) {
  day_ = day;
  std::fill(capital_lost_.begin(), capital_lost_.end(), 0.0);
  std::fill(capacity_left_.begin(), capacity_left_.end(), 1.0);
  std::fill(demand_factor_.begin(), demand_factor_.end(), 1.0);
  std::fill(ordered_.begin(), ordered_.end(), 0.0);
  for (const TableEvent& event : events_) {
    if (event.kind == TableEventKind::kCapitalRebuilt) continue;
    const double left = is_capital(event.kind) ? part_left(event, day) : 0;
    for (std::size_t k = 0; k < event.industries.size(); ++k) {
      const std::uint32_t i = event.industries[k];
      if (event.kind == TableEventKind::kCapitalDestroyed) {
        capital_lost_[i] += event.amount[k] * left;
      } else if (event.kind == TableEventKind::kCapacityLost) {
        capacity_left_[i] *= 1 - loss_on_day(timing_of(event, event.amount[k]), day);
      } else {
        demand_factor_[i] *= 1 + loss_on_day(timing_of(event, event.amount[k]), day);
      }
    }
  }
  for (Rebuilding& rebuilding : rebuilding_) {
    const TableEvent& event = events_[rebuilding.event];
    if (day < event.start_day) continue;
    for (std::size_t k = 0; k < event.industries.size(); ++k) {
      capital_lost_[event.industries[k]] += rebuilding.broken[k];
    }
    order_rebuilding(rebuilding, day);
  }
  for (std::size_t i = 0; i < capital_lost_.size(); ++i) {
    if (capital_lost_[i] <= 0) continue;
    capacity_left_[i] = std::min(capacity_left_[i], std::max(0.0, 1 - capital_lost_[i] / model_->capital[i]));
  }
  return {capacity_left_, demand_factor_, ordered_};
}

void TableDamage::after_day(std::span<const double> delivered_share) {
  for (Rebuilding& rebuilding : rebuilding_) {
    if (!rebuilding.is_under_way) continue;
    const TableEvent& event = events_[rebuilding.event];
    const std::size_t count = event.industries.size();
    std::vector<double> mended(count, 0);
    for (std::size_t r = 0; r < rebuilding.suppliers.size(); ++r) {
      const double delivered = delivered_share[rebuilding.suppliers[r]];
      const double* share = rebuilding.share.data() + r * count;
      for (std::size_t k = 0; k < count; ++k) mended[k] += share[k] * delivered;
    }
    // Of 1 / rebuilding_days of what is broken, the part mended[k] came.
    for (std::size_t k = 0; k < count; ++k) {
      rebuilding.broken[k] *= std::max(0.0, 1 - std::min(1.0, mended[k]) / event.rebuilding_days);
    }
  }
}

double TableDamage::broken_capital() const {
  double sum = 0;
  for (const TableEvent& event : events_) {
    if (event.kind != TableEventKind::kCapitalDestroyed) continue;
    const double left = part_left(event, day_);
    for (const double amount : event.amount) sum += amount * left;
  }
  for (const Rebuilding& rebuilding : rebuilding_) {
    if (day_ < events_[rebuilding.event].start_day) continue;
    for (const double broken : rebuilding.broken) sum += broken;
  }
  return sum;
}

}  // namespace tenon
