// Distributions in YAML: a single value, or a mapping of one form to its figures.
//
//   0.3   "30%"   90d
//   {uniform: {low: 0.1, high: 0.5}}
//   {triangular: {low: 2d, mode: 5d, high: 3w}}
//   {beta: {mean: 0.3, sd: 0.1}}                    low 0 and high 1 unless given
//   {lognormal: {median: 14d, p90: 60d}}
//   {gamma: {mean: 20d, sd: 10d}}
//   {table: [{value: 0.2, probability: 0.7}, {value: 1, probability: 0.3}]}
#pragma once

#include <optional>
#include <string_view>

#include "exchange/yaml_values.h"
#include "model/distribution.h"

namespace tenon {

inline constexpr std::string_view kDistributionKeys[] = {"uniform",   "triangular", "beta",
                                                         "lognormal", "gamma",      "table"};
inline constexpr std::string_view kUniformKeys[] = {"low", "high"};
inline constexpr std::string_view kTriangularKeys[] = {"low", "mode", "high"};
inline constexpr std::string_view kBetaKeys[] = {"mean", "sd", "low", "high"};
inline constexpr std::string_view kLognormalKeys[] = {"median", "p90"};
inline constexpr std::string_view kGammaKeys[] = {"mean", "sd"};
inline constexpr std::string_view kTableRowKeys[] = {"value", "probability"};

enum class DistributionUnit {
  kLoss,    // values in (0, 1]; lognormal and gamma do not fit
  kChange,  // -1 .. 100; the same
  kDays,    // above 0; beta needs low and high
};

// nullopt: faults were added, each at the figure (or, where figures do not go together, the form) concerned.
std::optional<Distribution> read_distribution(const YamlValue& value, DistributionUnit unit, YamlSite& site);

}  // namespace tenon
