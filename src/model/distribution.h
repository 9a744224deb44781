// Distributions as plain records, by figures that people can estimate.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tenon {

struct Distribution {
  enum class Kind {
    kFixed,       // always `low`
    kUniform,     // low .. high
    kTriangular,  // low .. high, most likely `mode`
    kBeta,        // low .. high with this mean and standard deviation; sd^2 < (mean - low)(high - mean)
    kLognormal,   // > 0, by its median and its 90th percentile
    kGamma,       // > 0, by mean and standard deviation
    kTable,       // values[k] with chance probabilities[k]
  };
  Kind kind = Kind::kFixed;
  double low = 0;
  double high = 0;
  double mode = 0;
  double mean = 0;
  double standard_deviation = 0;
  double median = 0;
  double p90 = 0;
  std::vector<double> values = {};         // ascending, each once
  std::vector<double> probabilities = {};  // > 0, sum 1

  static Distribution fixed(double value) { return {.kind = Kind::kFixed, .low = value}; }
  static Distribution uniform(double low, double high) {
    return {.kind = Kind::kUniform, .low = low, .high = high};
  }
  static Distribution triangular(double low, double mode, double high) {
    return {.kind = Kind::kTriangular, .low = low, .high = high, .mode = mode};
  }
  static Distribution beta(double mean, double standard_deviation, double low = 0, double high = 1) {
    return {.kind = Kind::kBeta,
            .low = low,
            .high = high,
            .mean = mean,
            .standard_deviation = standard_deviation};
  }
  static Distribution lognormal(double median, double p90) {
    return {.kind = Kind::kLognormal, .median = median, .p90 = p90};
  }
  static Distribution gamma(double mean, double standard_deviation) {
    return {.kind = Kind::kGamma, .mean = mean, .standard_deviation = standard_deviation};
  }
  static Distribution table(std::vector<double> values, std::vector<double> probabilities) {
    return {.kind = Kind::kTable, .values = std::move(values), .probabilities = std::move(probabilities)};
  }

  bool operator==(const Distribution&) const = default;
};

// What is wrong with the parameters, for people ("low must be below high"); empty if nothing is.
std::string distribution_fault(const Distribution& distribution);

// Least and largest value; the largest is infinite for lognormal and gamma. The distribution must be without
// fault.
double least_value(const Distribution& distribution);
double largest_value(const Distribution& distribution);

}  // namespace tenon
