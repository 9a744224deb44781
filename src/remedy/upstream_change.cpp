#include "remedy/upstream_change.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include "base/parallel.h"
#include "remedy/row_sweep.h"

namespace tenon {
namespace {

// Changed rows are bounded in groups: the largest ones alone, all others together.
constexpr std::size_t kGroups = 4;
// Firms that send this part of their orders to changed suppliers are looked at one by one.
constexpr double kNearShare = 0.02;
// Relative rounding of the sums.
constexpr double kRounding = 1e-12;

// One row of Lu by firm: before, after.
using RowPair = std::map<std::uint32_t, std::pair<double, double>>;

void add_row(const EsriModel& model, std::uint32_t firm, double RowPair::mapped_type::*side, RowPair& row) {
  if (firm >= model.firm_count) return;
  const std::uint32_t p = model.position_of_firm[firm];
  for (std::size_t e = model.sales.begin(p); e < model.sales.end(p); ++e) {
    row[model.firm_at[model.sales.target[e]]].*side = model.sales.value[e];
  }
}

struct ChangedRow {
  std::uint32_t supplier = 0;
  std::size_t group = 0;
  double size = 0;  // sum of the absolute changes
  RowPair row;
};

std::vector<ChangedRow> changed_rows(const EsriModel& before, const EsriModel& after,
                                     std::span<const std::uint32_t> changed) {
  std::vector<ChangedRow> rows;
  for (const std::uint32_t supplier : changed) {
    ChangedRow row{.supplier = supplier, .row = {}};
    add_row(before, supplier, &RowPair::mapped_type::first, row.row);
    add_row(after, supplier, &RowPair::mapped_type::second, row.row);
    for (const auto& [customer, values] : row.row) row.size += std::abs(values.second - values.first);
    if (row.size > 0) rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const ChangedRow& a, const ChangedRow& b) { return a.size > b.size; });
  for (std::size_t r = 0; r < rows.size(); ++r) {
    rows[r].group = rows.size() <= kGroups ? r : std::min(r, kGroups - 1);
  }
  return rows;
}

// Looking from the changed suppliers towards their suppliers, after the edit.
struct Ahead {
  using PerGroup = std::array<double, kGroups>;
  std::vector<std::vector<double>> arrived;  // [s]: v' P'^s, by position after
  std::vector<PerGroup> weight;              // [m]: sum over p <= m of the largest (v' P'^p)_a
  std::vector<PerGroup> far_weight;          // [m]: the same, firms of `near` left out
  LaneVector<kGroups> reach;                 // sum over p of P'^p summed over the group, by position after
  PerGroup largest{};                        // largest entry of any P'^p, p >= 1
  std::vector<std::uint32_t> near;
};

Ahead look_ahead(const EsriModel& after, const std::vector<ChangedRow>& rows, std::uint32_t horizon,
                 unsigned threads) {
  const std::size_t n = after.firm_count;
  Ahead ahead;
  LaneVector<1> arrived(n);
  for (std::size_t i = 0; i < n; ++i) arrived[i][0] = after.weight[i];
  LaneVector<kGroups> column(n);
  for (const ChangedRow& row : rows) column[after.position_of_firm[row.supplier]][row.group] = 1;
  ahead.reach = column;
  LaneVector<1> next_arrived(n);
  LaneVector<kGroups> next_column(n);
  std::vector<std::uint8_t> is_near(n, 0);
  for (const ChangedRow& row : rows) is_near[after.position_of_firm[row.supplier]] = 1;

  Ahead::PerGroup weight{};
  Ahead::PerGroup far_weight{};
  for (std::uint32_t step = 0; step <= horizon; ++step) {
    std::vector<double>& kept = ahead.arrived.emplace_back(n);
    for (std::size_t i = 0; i < n; ++i) kept[i] = arrived[i][0];
    Ahead::PerGroup largest_weight{};
    for (const ChangedRow& row : rows) {
      double& largest = largest_weight[row.group];
      largest = std::max(largest, kept[after.position_of_firm[row.supplier]]);
    }
    if (step == 1) {
      for (std::size_t i = 0; i < n; ++i) {
        for (const double share : column[i]) is_near[i] |= share >= kNearShare ? 1 : 0;
      }
    }
    for (std::size_t g = 0; g < kGroups; ++g) weight[g] += largest_weight[g];
    if (step > 0) {
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t g = 0; g < kGroups; ++g) {
          ahead.reach[i][g] += column[i][g];
          ahead.largest[g] = std::max(ahead.largest[g], column[i][g]);
          if (is_near[i] == 0) far_weight[g] += after.weight[i] * column[i][g];
        }
      }
    }
    ahead.weight.push_back(weight);
    ahead.far_weight.push_back(far_weight);
    if (step == horizon) break;
    sweep_rows<1>(after.purchases, arrived, threads, same_column,
                  [&](std::size_t i, const auto& sums) { next_arrived[i] = sums; });
    arrived.swap(next_arrived);
    sweep_rows<kGroups>(after.sales, column, threads, same_column,
                        [&](std::size_t i, const auto& sums) { next_column[i] = sums; });
    column.swap(next_column);
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    if (is_near[i] != 0) ahead.near.push_back(i);
  }
  return ahead;
}

}  // namespace

UpstreamChange bound_upstream_change(const EsriModel& before, const EsriModel& after,
                                     std::span<const std::uint32_t> changed,
                                     std::span<const EsriScore> scores, std::span<const EsriTrace> traces,
                                     double epsilon, std::uint32_t horizon, unsigned threads) {
  const std::size_t n = before.firm_count;
  const std::vector<ChangedRow> rows = changed_rows(before, after, changed);
  const Ahead ahead = look_ahead(after, rows, horizon, threads);

  UpstreamChange change;
  change.near = ahead.near;
  for (auto* values : {&change.score, &change.error, &change.moved, &change.moved_far, &change.increment}) {
    values->assign(n, 0.0);
  }

  // Looking from the changed suppliers towards their customers, before the edit: lanes g hold the changes of
  // the rows, lanes kGroups + g the larger of the two rows.
  constexpr std::size_t kLanes = 2 * kGroups;
  LaneVector<kLanes> back(n);
  LaneVector<kLanes> next_back(n);
  for (const ChangedRow& row : rows) {
    for (const auto& [customer, values] : row.row) {
      if (customer >= n) continue;
      auto& lanes = back[before.position_of_firm[customer]];
      lanes[row.group] += std::abs(values.second - values.first);
      lanes[kGroups + row.group] += std::max(values.first, values.second);
    }
  }
  LaneVector<kGroups> back_sum(n);
  std::vector<std::array<double, kGroups>> own_increment(n);  // of a changed supplier, before
  constexpr std::size_t kFirmsPerChunk = 4096;
  for (std::uint32_t step = 0; step < horizon; ++step) {
    parallel_chunks(n, kFirmsPerChunk, threads, [&](unsigned, std::size_t begin, std::size_t end) {
      for (std::size_t p = begin; p < end; ++p) {
        const std::uint32_t f = before.firm_at[p];
        const std::uint32_t iterations = scores[f].iterations;
        if (iterations > horizon || step >= iterations) continue;
        const std::uint32_t left = iterations - 1 - step;
        for (std::size_t g = 0; g < kGroups; ++g) {
          const double x = back[p][g];
          change.moved[f] += ahead.weight[left][g] * x;
          change.moved_far[f] += ahead.far_weight[left][g] * x;
          change.increment[f] += ahead.largest[g] * x;
          back_sum[p][g] += x;
          own_increment[p][g] = std::max(own_increment[p][g], back[p][kGroups + g]);
        }
      }
    });
    if (step + 1 == horizon) break;
    sweep_rows<kLanes>(before.purchases, back, threads, same_column,
                       [&](std::size_t i, const auto& sums) { next_back[i] = sums; });
    back.swap(next_back);
  }

  parallel_chunks(n, kFirmsPerChunk, threads, [&](unsigned, std::size_t begin, std::size_t end) {
    for (std::size_t p = begin; p < end; ++p) {
      const std::uint32_t f = before.firm_at[p];
      const std::uint32_t iterations = scores[f].iterations;
      if (iterations > horizon) continue;
      const std::uint32_t p_after = after.position_of_firm[f];
      const std::vector<double>& returned = traces[f].returned;
      double score = ahead.arrived[iterations][p_after];
      double arrived = 0;
      for (std::uint32_t s = 0; s < iterations; ++s) {
        const double x = ahead.arrived[s][p_after];
        arrived += x;
        score += x * (1 - returned[iterations - s - 1]);
      }
      double return_change = 0;
      double any_change = change.increment[f];
      for (std::size_t g = 0; g < kGroups; ++g) {
        return_change += ahead.reach[p_after][g] * back_sum[p][g];
        any_change += back_sum[p][g];
      }
      // A changed supplier whose own increment is below epsilon before and after decides nothing.
      for (std::size_t g = 0; g < kGroups; ++g) {
        if (own_increment[p][g] + any_change > epsilon) change.increment[f] += back_sum[p][g];
      }
      change.score[f] = score;
      change.error[f] = arrived * std::min(1.0, return_change) + kRounding * score;
    }
  });
  return change;
}

}  // namespace tenon
