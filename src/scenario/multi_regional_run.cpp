#include "scenario/multi_regional_run.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "scenario/multi_regional_sweep.h"

namespace tenon {
namespace {

constexpr std::uint32_t kIndustriesWorthThreads = 1'024;
// Stocks short by less than this part are short by rounding only.
constexpr double kRounding = 1e-12;
// Capacity below this part of normal output is none: its reciprocal would mean nothing.
constexpr double kLeastCapacity = 1e-12;

double value_or(std::span<const double> values, std::size_t at, double otherwise) {
  return values.empty() ? otherwise : values[at];
}

}  // namespace

// Arrays by position; padded ones are block_count * width long.
struct MultiRegionalRun::State {
  MultiRegionalModelPtr shared;
  const MultiRegionalModel& model;
  unsigned threads;
  bool keep_limits;

  AlignedValues<double> stock;      // cells
  AlignedValues<double> intensity;  // cells: h
  AlignedValues<double> cover;      // padded: output over normal that stocks permit
  AlignedValues<double> level;      // padded: output over normal
  AlignedValues<double> optimal;    // padded
  AlignedValues<double> deliverable;
  AlignedValues<double> weight;        // of yesterday's orders, then of today's
  AlignedValues<double> block_rows;    // block_count x N
  AlignedValues<double> rows;          // orders received, before the weight
  std::vector<double> extra_capacity;  // alpha
  std::vector<double> output;
  std::vector<double> delivered;  // share of what was asked
  std::vector<double> capacity;
  std::vector<std::uint32_t> limit;

  State(MultiRegionalModelPtr m, unsigned t, bool limits)
      : shared(std::move(m)),
        model(*shared),
        threads(model.industry_count < kIndustriesWorthThreads ? 1 : resolve_threads(t)),
        keep_limits(limits) {
    const std::size_t n = model.industry_count;
    const std::size_t padded = std::size_t{model.block_count} * model.width;
    stock.resize(model.cell_count());
    intensity.resize(model.cell_count());
    cover.resize(padded);
    level.resize(padded, 0);
    optimal.resize(padded, 0);
    deliverable.resize(n);
    weight.resize(n);
    block_rows.resize(model.block_count * n);
    rows.resize(n);
    extra_capacity.resize(n);
    output.resize(n);
    delivered.resize(n);
    capacity.resize(n);
    limit.resize(keep_limits ? n : 0);
    reset();
  }

  void reset() {
    const double base = model.options.overproduction_base;
    std::fill(cover.begin(), cover.end(), std::numeric_limits<double>::infinity());
    for (std::size_t block = 0; block < model.block_count; ++block) {
      for (std::size_t p = 0; p < model.sector_count; ++p) {
        const double days = std::isinf(model.target_days[p]) ? 0 : model.target_days[p];
        for (std::size_t c = 0; c < model.width; ++c) {
          const std::size_t cell = (block * model.sector_count + p) * model.width + c;
          stock[cell] = days * model.use[cell];
          double& permitted = cover[block * model.width + c];
          if (model.curb[cell] > 0) permitted = std::min(permitted, stock[cell] * model.curb[cell]);
        }
      }
    }
    // Orders of equilibrium: h = 1 and weights of 1 give the table's flows.
    std::fill(intensity.begin(), intensity.end(), 1.0);
    std::fill(weight.begin(), weight.end(), 1.0);
    std::fill(extra_capacity.begin(), extra_capacity.end(), base);
    std::fill(capacity.begin(), capacity.end(), base);
    std::fill(delivered.begin(), delivered.end(), 1.0);
    std::fill(limit.begin(), limit.end(), kNoLimit);
    std::copy(model.normal_output.begin(), model.normal_output.end(), output.begin());
    for (std::size_t block = 0; block < model.block_count; ++block) {
      sum_block_rows(model, block, intensity.data(), block_rows.data() + block * model.industry_count);
    }
    gather_rows();
  }

  void copy(const std::vector<double>& by_position, std::span<double> into) const {
    for (std::size_t i = 0; i < into.size(); ++i) into[i] = by_position[model.position[i]];
  }

  void gather_rows() {
    const std::size_t n = model.industry_count;
    std::fill(rows.begin(), rows.end(), 0.0);
    for (std::size_t block = 0; block < model.block_count; ++block) {
      const double* part = block_rows.data() + block * n;
      for (std::size_t i = 0; i < n; ++i) rows[i] += part[i];
    }
  }

  // Demand, capacity, output and rationing of every industry; deliverable still has yesterday's weights.
  void produce(const MultiRegionalConditions& conditions, MultiRegionalDay& day) {
    const MultiRegionalOptions& options = model.options;
    const bool follow = options.orders == TableOrders::kFollowCapacity;
    const double back = options.overproduction_base;
    const double pace = 1 / options.overproduction_days;
    for (std::size_t at = 0; at < model.industry_count; ++at) {
      const std::size_t i = model.industry_at[at];
      const double normal = model.normal_output[at];
      const double wanted = model.normal_demand[at] * value_or(conditions.demand_factor, i, 1);
      const double rebuilding = value_or(conditions.rebuilding, i, 0);
      const double demand = weight[at] * rows[at] + wanted + rebuilding;

      const double scarcity = demand > 0 ? (demand - output[at]) / demand : 0;
      const bool grows =
          options.overproduction_rule == OverproductionRule::kAnyDifference ? scarcity != 0 : scarcity > 0;
      double& alpha = extra_capacity[at];
      alpha += grows ? (options.overproduction_max - alpha) * scarcity * pace : (back - alpha) * pace;
      alpha = std::max(alpha, 1.0);

      const double left = alpha * value_or(conditions.capacity_left, i, 1);
      capacity[at] = left < kLeastCapacity ? 0 : left;
      optimal[at] = normal > 0 ? std::min(demand / normal, capacity[at]) : 0;
      level[at] = cover[at] < optimal[at] * (1 - kRounding) ? cover[at] : optimal[at];
      output[at] = level[at] * normal;
      delivered[at] = demand > 0 ? std::min(1.0, output[at] / demand) : 1;
      deliverable[at] = weight[at] * delivered[at];
      weight[at] = follow ? capacity[at] : 1;

      if (model.is_outside[i] != 0) continue;
      day.output += output[at];
      day.value_added += level[at] * model.value_added[i];
      day.final_demand += wanted;
      day.final_consumption += wanted * delivered[at];
      day.rebuilding += rebuilding * delivered[at];
    }
  }

  void find_limits() {
    for (std::size_t at = 0; at < model.industry_count; ++at) {
      limit[at] = kNoLimit;
      if (!(level[at] < optimal[at])) continue;
      double least = std::numeric_limits<double>::infinity();
      for (std::uint32_t p = 0; p < model.sector_count; ++p) {
        const std::size_t cell = model.cell(p, at);
        if (!(model.curb[cell] > 0) || !(stock[cell] * model.curb[cell] < least)) continue;
        least = stock[cell] * model.curb[cell];
        limit[at] = p;
      }
    }
  }

  void sweep() {
    const auto one = [&](std::size_t block) {
      BlockSweep s;
      s.deliverable = deliverable.data();
      s.weight = weight.data();
      s.level = level.data();
      s.optimal = optimal.data();
      s.stock = stock.data();
      s.intensity = intensity.data();
      s.cover = cover.data();
      s.rows = block_rows.data() + block * model.industry_count;
      sweep_block(model, block, s);
    };
    if (threads == 1) {
      for (std::size_t block = 0; block < model.block_count; ++block) one(block);
    } else {
      parallel_chunks(model.block_count, 1, threads, [&](unsigned, std::size_t begin, std::size_t end) {
        for (std::size_t block = begin; block < end; ++block) one(block);
      });
    }
    gather_rows();
  }
};

MultiRegionalRun::MultiRegionalRun(MultiRegionalModelPtr model, unsigned threads, bool keep_limits)
    : state_(std::make_unique<State>(std::move(model), threads, keep_limits)) {}
MultiRegionalRun::~MultiRegionalRun() = default;
MultiRegionalRun::MultiRegionalRun(MultiRegionalRun&&) noexcept = default;
MultiRegionalRun& MultiRegionalRun::operator=(MultiRegionalRun&&) noexcept = default;

void MultiRegionalRun::reset() {
  state_->reset();
}

MultiRegionalDay MultiRegionalRun::step(const MultiRegionalConditions& conditions) {
  MultiRegionalDay day;
  state_->produce(conditions, day);
  if (state_->keep_limits) state_->find_limits();
  state_->sweep();
  return day;
}

void MultiRegionalRun::output(std::span<double> into) const {
  state_->copy(state_->output, into);
}

void MultiRegionalRun::delivered_share(std::span<double> into) const {
  state_->copy(state_->delivered, into);
}

void MultiRegionalRun::capacity(std::span<double> into) const {
  state_->copy(state_->capacity, into);
}

std::uint32_t MultiRegionalRun::limiting_product(std::size_t industry) const {
  return state_->keep_limits ? state_->limit[state_->model.position[industry]] : kNoLimit;
}

double MultiRegionalRun::stock(std::size_t product, std::size_t industry) const {
  return state_->stock[state_->model.cell(product, state_->model.position[industry])];
}

double MultiRegionalRun::order(std::size_t supplier, std::size_t buyer) const {
  const MultiRegionalModel& model = state_->model;
  const std::size_t from = model.position[supplier];
  const std::size_t to = model.position[buyer];
  const std::size_t product = model.industries[supplier].sector;
  return model.flow(from, to) * state_->weight[from] * state_->intensity[model.cell(product, to)];
}

}  // namespace tenon
