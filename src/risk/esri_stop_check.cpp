#include "risk/esri_stop_check.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace tenon {
namespace {

constexpr double kFiner = 1e-2;
constexpr double kAcceptedUnderstatement = 0.05;
constexpr double kAcceptedCorrelation = 0.99;

// Ranks from 0; equal values share the mean of their places.
std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> rank(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    for (std::size_t k = begin; k < end; ++k) rank[order[k]] = static_cast<double>(begin + end - 1) / 2;
    begin = end;
  }
  return rank;
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const auto n = static_cast<double>(x.size());
  const double mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double mean_y = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    xy += (x[k] - mean_x) * (y[k] - mean_y);
    xx += (x[k] - mean_x) * (x[k] - mean_x);
    yy += (y[k] - mean_y) * (y[k] - mean_y);
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 1;
}

// Positions in `scores`: the highest half of `limit`, then an even spread of the rest.
std::vector<std::size_t> choose(std::span<const EsriScore> scores, std::size_t limit) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a].combined > scores[b].combined; });
  if (order.size() <= limit) return order;
  const std::size_t top = limit / 2;
  std::vector<std::size_t> chosen(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(top));
  for (std::size_t k = top; k < limit; ++k) {
    chosen.push_back(order[top + (k - top) * (order.size() - top) / (limit - top)]);
  }
  return chosen;
}

}  // namespace

Result<EsriStopCheck> check_stop_rule(const EsriModel& model, std::span<const std::uint32_t> firms,
                                      std::span<const EsriScore> scores, const EsriOptions& options,
                                      std::size_t limit) {
  EsriStopCheck check;
  check.epsilon = options.epsilon * kFiner;
  const auto chosen = choose(scores, limit);
  if (chosen.empty()) return check;
  std::vector<std::uint32_t> again;
  std::vector<double> coarse;
  for (const std::size_t k : chosen) {
    again.push_back(firms[k]);
    coarse.push_back(scores[k].combined);
  }
  EsriOptions finer_options = options;
  finer_options.epsilon = check.epsilon;
  finer_options.progress = {};
  const auto finer = compute_esri(model, again, finer_options);
  if (!finer) return finer.error();

  std::vector<double> fine;
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    const double value = (*finer)[k].combined;
    fine.push_back(value);
    const double understatement = value > 0 ? 1 - coarse[k] / value : 0;
    check.mean_understatement += understatement / static_cast<double>(chosen.size());
    check.max_understatement = std::max(check.max_understatement, understatement);
  }
  check.firms = chosen.size();
  check.rank_correlation = correlation(ranks(coarse), ranks(fine));
  check.decides_ranking =
      check.mean_understatement > kAcceptedUnderstatement || check.rank_correlation < kAcceptedCorrelation;
  return check;
}

}  // namespace tenon
