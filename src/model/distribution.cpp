#include "model/distribution.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>

namespace tenon {
namespace {

constexpr double kProbabilitySumTolerance = 1e-9;

std::string table_fault(const Distribution& d) {
  if (d.values.empty()) return "a table needs at least one value";
  if (d.values.size() != d.probabilities.size()) return "a table needs one probability for each value";
  double sum = 0;
  for (std::size_t k = 0; k < d.values.size(); ++k) {
    if (!std::isfinite(d.values[k])) return "the values of a table must be finite";
    if (k > 0 && !(d.values[k] > d.values[k - 1])) return "the values of a table must ascend";
    if (!(d.probabilities[k] > 0)) return "the probabilities of a table must be above 0";
    sum += d.probabilities[k];
  }
  if (!(std::abs(sum - 1) <= kProbabilitySumTolerance)) return "the probabilities of a table must sum to 1";
  return {};
}

}  // namespace

std::string distribution_fault(const Distribution& d) {
  const auto finite = [](std::initializer_list<double> numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [](double x) { return std::isfinite(x); });
  };
  switch (d.kind) {
    case Distribution::Kind::kFixed:
      return finite({d.low}) ? "" : "the value must be finite";
    case Distribution::Kind::kUniform:
      return finite({d.low, d.high}) && d.low < d.high ? "" : "low must be below high";
    case Distribution::Kind::kTriangular:
      return finite({d.low, d.mode, d.high}) && d.low <= d.mode && d.mode <= d.high && d.low < d.high
                 ? ""
                 : "must be low <= mode <= high, low < high";
    case Distribution::Kind::kBeta: {
      if (!finite({d.low, d.high, d.mean, d.standard_deviation}) || !(d.low < d.mean && d.mean < d.high)) {
        return "must be low < mean < high";
      }
      const double limit = (d.mean - d.low) * (d.high - d.mean);
      return d.standard_deviation > 0 && d.standard_deviation * d.standard_deviation < limit
                 ? ""
                 : "sd must be above 0 and its square below (mean - low)(high - mean)";
    }
    case Distribution::Kind::kLognormal:
      return finite({d.median, d.p90}) && d.median > 0 && d.p90 > d.median ? "" : "must be 0 < median < p90";
    case Distribution::Kind::kGamma:
      return finite({d.mean, d.standard_deviation}) && d.mean > 0 && d.standard_deviation > 0
                 ? ""
                 : "mean and sd must be above 0";
    case Distribution::Kind::kTable:
      return table_fault(d);
  }
  return "unknown kind";
}

double least_value(const Distribution& d) {
  switch (d.kind) {
    case Distribution::Kind::kFixed:
    case Distribution::Kind::kUniform:
    case Distribution::Kind::kTriangular:
    case Distribution::Kind::kBeta:
      return d.low;
    case Distribution::Kind::kLognormal:
    case Distribution::Kind::kGamma:
      return 0;
    case Distribution::Kind::kTable:
      return d.values.front();
  }
  return 0;
}

double largest_value(const Distribution& d) {
  switch (d.kind) {
    case Distribution::Kind::kFixed:
      return d.low;
    case Distribution::Kind::kUniform:
    case Distribution::Kind::kTriangular:
    case Distribution::Kind::kBeta:
      return d.high;
    case Distribution::Kind::kLognormal:
    case Distribution::Kind::kGamma:
      return std::numeric_limits<double>::infinity();
    case Distribution::Kind::kTable:
      return d.values.back();
  }
  return 0;
}

}  // namespace tenon
