#include "scenario/confidence.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "base/random.h"

namespace tenon {
namespace {

constexpr std::size_t kFewestTailDraws = 10;

namespace policies = boost::math::policies;
using Policy = policies::policy<policies::promote_double<false>>;
using Binomial = boost::math::binomial_distribution<double, Policy>;

// Neumaier's sum.
class Sum {
 public:
  void add(double x) {
    const double total = total_ + x;
    lost_ += std::abs(total_) >= std::abs(x) ? (total_ - total) + x : (x - total) + total_;
    total_ = total;
  }
  [[nodiscard]] double value() const { return total_ + lost_; }

 private:
  double total_ = 0;
  double lost_ = 0;
};

// Least k in [0, n + 1] with P(Bin(n, p) >= k) <= chance.
std::size_t upper_rank(std::size_t n, double p, double chance) {
  const Binomial binomial(static_cast<double>(n), p);
  std::size_t low = 0;
  std::size_t high = n + 1;
  while (low < high) {
    const std::size_t k = low + (high - low) / 2;
    const double at_least = k == 0 ? 1 : cdf(complement(binomial, static_cast<double>(k - 1)));
    if (at_least <= chance) {
      high = k;
    } else {
      low = k + 1;
    }
  }
  return low;
}

// Largest k in [0, n] with P(Bin(n, p) < k) <= chance.
std::size_t lower_rank(std::size_t n, double p, double chance) {
  const Binomial binomial(static_cast<double>(n), p);
  std::size_t low = 0;
  std::size_t high = n;
  while (low < high) {
    const std::size_t k = low + (high - low + 1) / 2;
    if (cdf(binomial, static_cast<double>(k - 1)) <= chance) {
      low = k;
    } else {
      high = k - 1;
    }
  }
  return low;
}

// Rank, from 1, of the level quantile: ceil(n level), not moved by the rounding of the product.
std::size_t quantile_rank(std::size_t n, double level) {
  const double product = static_cast<double>(n) * level;
  const auto rank =
      static_cast<std::size_t>(std::ceil(product * (1 - 4 * std::numeric_limits<double>::epsilon())));
  return std::clamp<std::size_t>(rank, 1, n);
}

}  // namespace

Moments moments_of(std::span<const double> draws) {
  Moments moments;
  if (draws.empty()) return moments;
  const auto n = static_cast<double>(draws.size());
  Sum sum;
  for (const double x : draws) sum.add(x);
  moments.mean = sum.value() / n;
  Sum squares;
  Sum cubes;
  for (const double x : draws) {
    const double d = x - moments.mean;
    squares.add(d * d);
    cubes.add(d * d * d);
  }
  const double variance = squares.value() / n;
  if (draws.size() > 1) moments.standard_deviation = std::sqrt(squares.value() / (n - 1));
  if (variance > 0) moments.skewness = cubes.value() / n / (variance * std::sqrt(variance));
  return moments;
}

double student_quantile(double probability, double degrees) {
  return boost::math::quantile(boost::math::students_t_distribution<double, Policy>(degrees), probability);
}

Estimate student_interval(const Moments& moments, std::size_t count, double confidence) {
  Estimate estimate{moments.mean, std::nullopt, std::nullopt};
  if (count < 2) return estimate;
  const auto n = static_cast<double>(count);
  const double half =
      student_quantile(0.5 + confidence / 2, n - 1) * moments.standard_deviation / std::sqrt(n);
  estimate.low = moments.mean - half;
  estimate.high = moments.mean + half;
  return estimate;
}

Estimate bootstrap_interval(std::span<const double> sorted, double confidence, std::uint64_t seed,
                            std::size_t resamples) {
  const Moments moments = moments_of(sorted);
  Estimate estimate{moments.mean, std::nullopt, std::nullopt};
  const std::size_t n = sorted.size();
  if (n < 2 || resamples < 2) return estimate;
  const auto count = static_cast<double>(n);
  const Philox generator(seed);
  std::vector<double> studentised(resamples);
  for (std::size_t r = 0; r < resamples; ++r) {
    // About the mean, so that squares do not cancel.
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < n; i += 2) {
      const auto words = generator.block(r, i / 2);
      for (std::size_t k = 0; k < 2 && i + k < n; ++k) {
        const std::uint64_t bits = (std::uint64_t{words[2 * k + 1]} << 32U) | words[2 * k];
        // 32 bits would do for the choice; 53 keep it even for any n.
        const double d =
            sorted[static_cast<std::size_t>(static_cast<double>(bits >> 11U) * 0x1.0p-53 * count)] -
            moments.mean;
        sum += d;
        squares += d * d;
      }
    }
    const double variance = (squares - sum * sum / count) / (count - 1);
    const double error = variance > 0 ? std::sqrt(variance / count) : 0;
    const double shift = sum / count;
    studentised[r] = error > 0 ? shift / error : (shift < 0 ? -INFINITY : (shift > 0 ? INFINITY : 0));
  }
  std::sort(studentised.begin(), studentised.end());
  const auto at = [&](double level) { return studentised[quantile_rank(resamples, level) - 1]; };
  const double error = moments.standard_deviation / std::sqrt(count);
  const double low = moments.mean - at(0.5 + confidence / 2) * error;
  const double high = moments.mean - at(0.5 - confidence / 2) * error;
  if (std::isfinite(low)) estimate.low = low;
  if (std::isfinite(high)) estimate.high = high;
  return estimate;
}

Estimate proportion_interval(std::size_t hits, std::size_t count, double confidence) {
  Estimate estimate;
  if (count == 0) return estimate;
  const auto k = static_cast<double>(hits);
  const auto n = static_cast<double>(count);
  const double tail = (1 - confidence) / 2;
  using Beta = boost::math::beta_distribution<double, Policy>;
  estimate.value = k / n;
  estimate.low = hits == 0 ? 0 : quantile(Beta(k, n - k + 1), tail);
  estimate.high = hits == count ? 1 : quantile(complement(Beta(k + 1, n - k), tail));
  return estimate;
}

Estimate quantile_interval(std::span<const double> sorted, double level, double confidence) {
  const std::size_t n = sorted.size();
  Estimate estimate{sorted[quantile_rank(n, level) - 1], std::nullopt, std::nullopt};
  const double chance = (1 - confidence) / 2;
  const std::size_t low = lower_rank(n, level, chance);
  const std::size_t high = upper_rank(n, level, chance);
  if (low >= 1) estimate.low = sorted[low - 1];
  if (high <= n) estimate.high = sorted[high - 1];
  return estimate;
}

Estimate tail_mean_interval(std::span<const double> sorted, double level, double confidence) {
  const std::size_t n = sorted.size();
  const auto count = static_cast<double>(n);
  const std::size_t rank = quantile_rank(n, level);
  const double quantile = sorted[rank - 1];
  const double scale = 1 / (1 - level);
  Sum excess;
  for (std::size_t i = rank; i < n; ++i) excess.add(sorted[i] - quantile);
  const double mean_excess = excess.value() / count;
  Estimate estimate{quantile + scale * mean_excess, std::nullopt, std::nullopt};
  const std::size_t tail = n - rank;
  if (tail < kFewestTailDraws) return estimate;
  Sum squares;
  for (std::size_t i = rank; i < n; ++i) {
    const double d = sorted[i] - quantile - mean_excess;
    squares.add(d * d);
  }
  const double variance =
      (squares.value() + static_cast<double>(rank) * mean_excess * mean_excess) / (count - 1);
  const double half = student_quantile(0.5 + confidence / 2, static_cast<double>(tail) - 1) * scale *
                      std::sqrt(variance / count);
  estimate.low = estimate.value - half;
  estimate.high = estimate.value + half;
  return estimate;
}

}  // namespace tenon
