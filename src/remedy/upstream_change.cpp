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
// A row of which the unedited links change by more than this is taken as changed throughout.
constexpr double kSmallFactor = 0.01;
// Relative rounding of the sums.
constexpr double kRounding = 1e-12;
constexpr std::size_t kFirmsPerChunk = 4096;

struct ChangedEntry {
  double before = 0;
  double after = 0;
  bool is_edited = false;
  double apart = 0;  // |after - (1 + factor) before|
};

struct ChangedRow {
  std::uint32_t supplier = 0;
  std::size_t group = 0;
  double size = 0;    // sum of the absolute changes
  double factor = 0;  // by which entries change that are not edited; 0 where that is not small
  std::map<std::uint32_t, ChangedEntry> entries;  // by customer, a firm
};

void add_row(const EsriModel& model, double ChangedEntry::*side, ChangedRow& row) {
  if (row.supplier >= model.firm_count) return;
  const std::uint32_t p = model.position_of_firm[row.supplier];
  for (std::size_t e = model.sales.begin(p); e < model.sales.end(p); ++e) {
    row.entries[model.firm_at[model.sales.target[e]]].*side = model.sales.value[e];
  }
}

void find_factor(ChangedRow& row) {
  double least = 0;
  double most = 0;
  bool first = true;
  for (const auto& [customer, entry] : row.entries) {
    if (entry.is_edited || entry.before == 0) continue;
    const double change = entry.after / entry.before - 1;
    least = first ? change : std::min(least, change);
    most = first ? change : std::max(most, change);
    first = false;
  }
  if (std::max(std::abs(least), std::abs(most)) <= kSmallFactor) row.factor = (least + most) / 2;
  for (auto& [customer, entry] : row.entries) {
    entry.apart = std::abs(entry.after - (1 + row.factor) * entry.before);
    row.size += std::abs(entry.after - entry.before);
  }
}

std::vector<ChangedRow> changed_rows(const EsriModel& before, const EsriModel& after,
                                     std::span<const std::uint32_t> changed,
                                     std::span<const ChangedLink> links) {
  std::vector<ChangedRow> rows;
  for (const std::uint32_t supplier : changed) {
    ChangedRow row;
    row.supplier = supplier;
    add_row(before, &ChangedEntry::before, row);
    add_row(after, &ChangedEntry::after, row);
    auto link = std::lower_bound(links.begin(), links.end(), supplier,
                                 [](const ChangedLink& l, std::uint32_t s) { return l.supplier < s; });
    for (; link != links.end() && link->supplier == supplier; ++link) {
      row.entries[link->customer].is_edited = true;
    }
    find_factor(row);
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
  std::vector<MovedWeight> weight;           // of each changed row: sum over p of (v' P'^p)_a
  LaneVector<kGroups> reach;                 // sum over p of P'^p summed over the group, by position after
  PerGroup largest{};                        // largest entry of any P'^p, p >= 1
  std::vector<std::uint32_t> near;
};

std::vector<std::uint8_t> find_near(const EsriModel& after, const std::vector<ChangedRow>& rows) {
  std::vector<std::uint8_t> is_near(after.firm_count, 0);
  for (const ChangedRow& row : rows) {
    const std::uint32_t a = after.position_of_firm[row.supplier];
    is_near[a] = 1;
    for (std::size_t e = after.purchases.begin(a); e < after.purchases.end(a); ++e) {
      if (after.purchases.value[e] >= kNearShare) is_near[after.purchases.target[e]] = 1;
    }
  }
  return is_near;
}

Ahead look_ahead(const EsriModel& after, const std::vector<ChangedRow>& rows, std::uint32_t horizon,
                 unsigned threads) {
  const std::size_t n = after.firm_count;
  Ahead ahead;
  const std::vector<std::uint8_t> is_near = find_near(after, rows);
  LaneVector<2> arrived(n);  // of v', and of v' without the near firms
  for (std::size_t i = 0; i < n; ++i) arrived[i] = {after.weight[i], is_near[i] != 0 ? 0 : after.weight[i]};
  LaneVector<kGroups> column(n);
  for (const ChangedRow& row : rows) column[after.position_of_firm[row.supplier]][row.group] = 1;
  ahead.reach = column;
  ahead.weight.resize(rows.size());
  LaneVector<2> next_arrived(n);
  LaneVector<kGroups> next_column(n);
  for (std::uint32_t step = 0;; ++step) {
    std::vector<double>& kept = ahead.arrived.emplace_back(n);
    for (std::size_t i = 0; i < n; ++i) kept[i] = arrived[i][0];
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const auto& at = arrived[after.position_of_firm[rows[r].supplier]];
      ahead.weight[r].all += at[0];
      ahead.weight[r].far += at[1];
    }
    if (step == horizon) break;
    sweep_rows<2>(after.purchases, arrived, threads, same_column,
                  [&](std::size_t i, const auto& sums) { next_arrived[i] = sums; });
    arrived.swap(next_arrived);
    sweep_rows<kGroups>(after.sales, column, threads, same_column, [&](std::size_t i, const auto& sums) {
      next_column[i] = sums;
      for (std::size_t g = 0; g < kGroups; ++g) ahead.reach[i][g] += sums[g];
    });
    column.swap(next_column);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t g = 0; g < kGroups; ++g) ahead.largest[g] = std::max(ahead.largest[g], column[i][g]);
    }
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    if (is_near[i] != 0) ahead.near.push_back(i);
  }
  return ahead;
}

// Looking from the changed suppliers towards their customers, before the edit. Lanes: weighted by what a loss
// of the supplier counts, then the changes of the rows by group, then the larger of the two rows by group.
enum BackLane : std::size_t {
  kAll,
  kFar,
  kAllApart,
  kFarApart,
  kChange,
  kRow = kChange + kGroups,
  kLanes = kRow + kGroups
};

LaneVector<kLanes> start_back(const EsriModel& before, const std::vector<ChangedRow>& rows,
                              const Ahead& ahead) {
  LaneVector<kLanes> back(before.firm_count);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const ChangedRow& row = rows[r];
    for (const auto& [customer, entry] : row.entries) {
      if (customer >= before.firm_count) continue;
      auto& lanes = back[before.position_of_firm[customer]];
      const double change = std::abs(entry.after - entry.before);
      lanes[kAll] += ahead.weight[r].all * change;
      lanes[kFar] += ahead.weight[r].far * change;
      lanes[kAllApart] += ahead.weight[r].all * entry.apart;
      lanes[kFarApart] += ahead.weight[r].far * entry.apart;
      lanes[kChange + row.group] += change;
      lanes[kRow + row.group] += std::max(entry.before, entry.after);
    }
  }
  return back;
}

}  // namespace

UpstreamChange bound_upstream_change(const EsriModel& before, const EsriModel& after,
                                     std::span<const std::uint32_t> changed,
                                     std::span<const ChangedLink> links, std::span<const EsriScore> scores,
                                     std::span<const EsriTrace> traces, double epsilon, std::uint32_t horizon,
                                     unsigned threads) {
  const std::size_t n = before.firm_count;
  const std::vector<ChangedRow> rows = changed_rows(before, after, changed, links);
  const Ahead ahead = look_ahead(after, rows, horizon, threads);
  double most_factor = 0;
  for (const ChangedRow& row : rows) most_factor = std::max(most_factor, std::abs(row.factor));

  UpstreamChange change;
  change.near = ahead.near;
  for (auto* values : {&change.score, &change.error, &change.proportion, &change.increment}) {
    values->assign(n, 0.0);
  }
  change.moved.resize(n);
  change.moved_apart.resize(n);

  LaneVector<kLanes> back = start_back(before, rows, ahead);
  LaneVector<kLanes> next_back(n);
  LaneVector<kGroups> change_sum(n);
  LaneVector<kGroups> own_increment(n);  // of a changed supplier, before
  for (std::uint32_t step = 0; step < horizon; ++step) {
    parallel_chunks(n, kFirmsPerChunk, threads, [&](unsigned, std::size_t begin, std::size_t end) {
      for (std::size_t p = begin; p < end; ++p) {
        const std::uint32_t f = before.firm_at[p];
        const std::uint32_t iterations = scores[f].iterations;
        if (iterations > horizon || step >= iterations) continue;
        const auto& lanes = back[p];
        change.moved[f].all += lanes[kAll];
        change.moved[f].far += lanes[kFar];
        change.moved_apart[f].all += lanes[kAllApart];
        change.moved_apart[f].far += lanes[kFarApart];
        for (std::size_t g = 0; g < kGroups; ++g) {
          change.increment[f] += ahead.largest[g] * lanes[kChange + g];
          change_sum[p][g] += lanes[kChange + g];
          own_increment[p][g] = std::max(own_increment[p][g], lanes[kRow + g]);
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
        return_change += ahead.reach[p_after][g] * change_sum[p][g];
        any_change += change_sum[p][g];
      }
      // A changed supplier whose own increment is below epsilon before and after decides nothing.
      for (std::size_t g = 0; g < kGroups; ++g) {
        if (own_increment[p][g] + any_change > epsilon) change.increment[f] += change_sum[p][g];
      }
      change.score[f] = score;
      change.error[f] = arrived * std::min(1.0, return_change) + kRounding * score;
      // Every visit to a changed supplier may apply its factor once.
      const double grown = std::pow(1 + most_factor, iterations);
      change.proportion[f] = most_factor > 0 ? grown - 1 : 0;
      change.moved_apart[f].all *= grown;
      change.moved_apart[f].far *= grown;
    }
  });
  return change;
}

}  // namespace tenon
