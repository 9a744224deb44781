#include "scenario/multi_regional_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "base/huge_pages.h"
#include "base/number.h"
#include "scenario/multi_regional_sweep.h"

namespace tenon {
namespace {

constexpr std::uint32_t kWidest = 64;  // rows of a block are a few cache lines, blocks of one product fit L1
constexpr std::uint32_t kGranularity = 16;
constexpr std::size_t kMostSectors = 65'534;
// Money a day below this is none, whatever the currency: reciprocals must stay finite.
constexpr double kLeastFlow = 1e-200;

double daily_flow(double yearly, double daily) {
  const double flow = yearly * daily;
  return flow < kLeastFlow ? 0 : flow;
}

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

// A parameter outside its range, or nothing.
std::string fault_of(const MultiRegionalOptions& options, std::size_t sector_count) {
  const auto not_in = [](const char* name, double value, const char* range) {
    return std::string(name) + " is " + format_number(value) + "; expected " + range;
  };
  const auto is_days = [](double days) { return days >= 1; };  // infinity is, NaN is not
  if (!(options.days_per_year > 0) || std::isinf(options.days_per_year)) {
    return not_in("days_per_year", options.days_per_year, "a finite number above 0");
  }
  if (!is_days(options.inventory_days)) {
    return not_in("inventory_days", options.inventory_days, "at least 1");
  }
  const auto& by_sector = options.inventory_days_by_sector;
  if (!by_sector.empty() && by_sector.size() != sector_count) {
    return "inventory_days_by_sector has " + format_count(by_sector.size()) + " values; expected " +
           format_count(sector_count) + ", one a sector";
  }
  for (const double days : by_sector) {
    if (days != 0 && !is_days(days)) return not_in("inventory_days_by_sector", days, "0 or at least 1");
  }
  if (!(options.psi > 0 && options.psi <= 1)) return not_in("psi", options.psi, "above 0, at most 1");
  if (!is_days(options.inventory_restoration_days)) {
    return not_in("inventory_restoration_days", options.inventory_restoration_days, "at least 1");
  }
  if (!(options.overproduction_base >= 1)) {
    return not_in("overproduction_base", options.overproduction_base, "at least 1");
  }
  if (!(options.overproduction_max >= options.overproduction_base) ||
      std::isinf(options.overproduction_max)) {
    return not_in("overproduction_max", options.overproduction_max,
                  "a finite number of at least overproduction_base");
  }
  if (!is_days(options.overproduction_days)) {
    return not_in("overproduction_days", options.overproduction_days, "at least 1");
  }
  if (!(options.input_threshold >= 0)) {
    return not_in("input_threshold", options.input_threshold, "at least 0");
  }
  if (!(options.capital_to_value_added > 0) || std::isinf(options.capital_to_value_added)) {
    return not_in("capital_to_value_added", options.capital_to_value_added, "a finite number above 0");
  }
  return {};
}

// What does not fit in the table, or nothing. Cells are checked where they are read.
std::string fault_of(const MultiRegionalTable& table) {
  const std::size_t n = table.size();
  if (n == 0) return "the table has no industries";
  if (table.intermediate.size() != n * n) return "intermediate flows are not one for each pair of industries";
  if (table.final_demand.size() != n * table.final_demand_labels.size()) {
    return "final demand is not one value for each industry and category";
  }
  std::vector<std::uint8_t> seen(table.regions.size() * table.sectors.size(), 0);
  for (const TableIndustry& industry : table.industries) {
    if (industry.region >= table.regions.size() || industry.sector >= table.sectors.size()) {
      return "an industry names a region or sector that the table does not have";
    }
    std::uint8_t& there = seen[industry.region * table.sectors.size() + industry.sector];
    if (there != 0) return "an industry is there twice";
    there = 1;
  }
  return {};
}

class Builder {
 public:
  Builder(const MultiRegionalTable& table, MultiRegionalModel& model) : table_(table), model_(model) {}

  // What is wrong with the values of the table, or nothing.
  std::string build() {
    const std::size_t n = table_.size();
    daily_ = 1 / model_.options.days_per_year;
    model_.industry_count = static_cast<std::uint32_t>(n);
    model_.sector_count = static_cast<std::uint32_t>(table_.sectors.size());
    model_.region_count = static_cast<std::uint32_t>(table_.regions.size());
    model_.industries = table_.industries;
    for (const TableIndustry& industry : table_.industries) {
      model_.is_outside.push_back(table_.regions[industry.region].is_outside ? 1 : 0);
    }
    sort_by_sector();
    if (std::string fault = read_demand(); !fault.empty()) return fault;
    if (std::string fault = lay_out_flows(); !fault.empty()) return fault;
    set_stocks();
    sum_up();
    const double total = std::accumulate(model_.output.begin(), model_.output.end(), 0.0);
    return total > 0 ? "" : "nothing is made: all flows and final demand are 0";
  }

 private:
  void sort_by_sector() {
    const std::size_t n = table_.size();
    model_.industry_at.resize(n);
    std::iota(model_.industry_at.begin(), model_.industry_at.end(), 0U);
    std::stable_sort(model_.industry_at.begin(), model_.industry_at.end(), [&](auto a, auto b) {
      return table_.industries[a].sector < table_.industries[b].sector;
    });
    model_.position.resize(n);
    model_.sector_begin.assign(model_.sector_count + 1, 0);
    for (std::uint32_t at = 0; at < n; ++at) {
      model_.position[model_.industry_at[at]] = at;
      ++model_.sector_begin[table_.industries[model_.industry_at[at]].sector + 1];
    }
    std::partial_sum(model_.sector_begin.begin(), model_.sector_begin.end(), model_.sector_begin.begin());
  }

  // Final demand by position, and which industries make anything at all.
  std::string read_demand() {
    const std::size_t n = table_.size();
    const std::size_t columns = table_.final_demand_labels.size();
    model_.normal_demand.assign(n, 0);
    makes_.assign(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      double demand = 0;
      for (std::size_t c = 0; c < columns; ++c) demand += table_.final_demand[i * columns + c];
      if (!(demand >= 0) || std::isinf(demand)) {
        return "final demand of " + industry_label(table_, i) + " is " + format_number(demand) +
               "; expected a finite number of at least 0";
      }
      model_.normal_demand[model_.position[i]] = daily_flow(demand, daily_);
      const double* row = table_.intermediate.data() + i * n;
      const bool sells = std::any_of(row, row + n, [&](double flow) { return daily_flow(flow, daily_) > 0; });
      makes_[i] = model_.normal_demand[model_.position[i]] > 0 || sells ? 1 : 0;
    }
    return {};
  }

  std::string lay_out_flows() {
    const std::uint32_t n = model_.industry_count;
    model_.width = std::min(kWidest, (n + kGranularity - 1) / kGranularity * kGranularity);
    model_.block_count = (n - 1) / model_.width + 1;
    const std::size_t count = std::size_t{model_.block_count} * n * model_.width;
    const bool single = model_.options.storage == FlowStorage::kSingle;
    if (single) {
      model_.flows_single.reserve(count);
      prefer_huge_pages(model_.flows_single.data(), count * sizeof(float));
      model_.flows_single.assign(count, 0);
    } else {
      model_.flows.reserve(count);
      prefer_huge_pages(model_.flows.data(), count * sizeof(double));
      model_.flows.assign(count, 0);
    }
    for (std::size_t at = 0; at < n; ++at) {
      const std::size_t i = model_.industry_at[at];
      for (std::size_t j = 0; j < n; ++j) {
        const double flow = table_.intermediate[i * n + j];
        if (!(flow >= 0) || std::isinf(flow)) {
          return "the flow from " + industry_label(table_, i) + " to " + industry_label(table_, j) + " is " +
                 format_number(flow) + "; expected a finite number of at least 0";
        }
        if (makes_[j] == 0) {
          model_.normal_demand[at] += daily_flow(flow, daily_);
          continue;
        }
        const std::size_t to = model_.position[j];
        const std::size_t place = (to / model_.width * n + at) * model_.width + to % model_.width;
        if (single) {
          model_.flows_single[place] = static_cast<float>(daily_flow(flow, daily_));
        } else {
          model_.flows[place] = daily_flow(flow, daily_);
        }
      }
    }
    return {};
  }

  // Sums in the order in which the sweep takes them, so that equilibrium holds to the last bit.
  void set_stocks() {
    const std::size_t cells = std::size_t{model_.block_count} * model_.sector_count * model_.width;
    model_.use.assign(cells, 0);
    for (std::size_t p = 0; p < model_.sector_count; ++p) {
      for (std::size_t to = 0; to < model_.industry_count; ++to) {
        double sum = 0;
        for (std::size_t i = model_.sector_begin[p]; i < model_.sector_begin[p + 1]; ++i) {
          sum += model_.flow(i, to);
        }
        model_.use[model_.cell(p, to)] = sum;
      }
      const auto& by_sector = model_.options.inventory_days_by_sector;
      const double own = by_sector.empty() ? 0 : by_sector[p];
      model_.target_days.push_back(own == 0 ? model_.options.inventory_days : own);
    }
    const AlignedValues<double> normal(cells, 1);
    AlignedValues<double> rows(model_.industry_count);
    model_.normal_output.assign(model_.industry_count, 0);
    for (std::size_t block = 0; block < model_.block_count; ++block) {
      sum_block_rows(model_, block, normal.data(), rows.data());
      for (std::size_t i = 0; i < model_.industry_count; ++i) model_.normal_output[i] += rows[i];
    }
    for (std::size_t i = 0; i < model_.industry_count; ++i) {
      model_.normal_output[i] += model_.normal_demand[i];
    }
    model_.curb.assign(cells, 0);
    for (std::size_t p = 0; p < model_.sector_count; ++p) {
      if (std::isinf(model_.target_days[p])) continue;
      // A stock of less than one day's use permits no more than the stock itself.
      const double days = std::max(1.0, model_.options.psi * model_.target_days[p]);
      for (std::size_t to = 0; to < model_.industry_count; ++to) {
        const std::size_t cell = model_.cell(p, to);
        const bool counts = model_.use[cell] > model_.options.input_threshold * model_.normal_output[to];
        model_.curb[cell] = counts ? 1 / (days * model_.use[cell]) : 0;
      }
    }
  }

  // What callers see, in the order of the table.
  void sum_up() {
    for (std::size_t i = 0; i < model_.industry_count; ++i) {
      const std::size_t at = model_.position[i];
      double inputs = 0;
      for (std::size_t p = 0; p < model_.sector_count; ++p) inputs += model_.use[model_.cell(p, at)];
      const double output = model_.normal_output[at];
      model_.output.push_back(output);
      model_.final_demand.push_back(model_.normal_demand[at]);
      model_.value_added.push_back(std::max(0.0, output - inputs));
      model_.capital.push_back(model_.options.capital_to_value_added * model_.value_added.back() *
                               model_.options.days_per_year);
    }
  }

  const MultiRegionalTable& table_;
  MultiRegionalModel& model_;
  double daily_ = 1;
  std::vector<std::uint8_t> makes_;
};

}  // namespace

double MultiRegionalModel::flow(std::size_t supplier, std::size_t buyer) const {
  const std::size_t at = (buyer / width * industry_count + supplier) * width + buyer % width;
  return options.storage == FlowStorage::kSingle ? static_cast<double>(flows_single[at]) : flows[at];
}

Result<MultiRegionalModelPtr> build_multi_regional_model(const MultiRegionalTable& table,
                                                         const MultiRegionalOptions& options) {
  if (table.sectors.size() > kMostSectors) {
    return Error{ErrorCode::kTooLarge, "the table has " + format_count(table.sectors.size()) +
                                           " sectors; at most 65,534 are possible"};
  }
  if (std::string fault = fault_of(options, table.sectors.size()); !fault.empty()) return invalid(fault);
  if (std::string fault = fault_of(table); !fault.empty()) return invalid(fault);
  auto model = std::make_shared<MultiRegionalModel>();
  model->options = options;
  if (std::string fault = Builder(table, *model).build(); !fault.empty()) return invalid(fault);
  return MultiRegionalModelPtr(std::move(model));
}

}  // namespace tenon
