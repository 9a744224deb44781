#include "exchange/distribution_reader.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "base/number.h"

namespace tenon {
namespace {

constexpr std::size_t kMostTableRows = 1000;
constexpr double kProbabilitySumTolerance = 1e-6;

constexpr ShareRange kLossRange = {0, true, 1, "a loss above 0 and at most 1, or as \"30%\""};
constexpr ShareRange kLossBoundRange = {0, false, 1, "a loss from 0 to 1, or as \"30%\""};
constexpr ShareRange kChangeRange = {-1, false, 100,
                                     "a change from -1 to 100 (0.2: a fifth more), or as \"20%\""};
constexpr ShareRange kDeviationRange = {0, true, 100, "a standard deviation above 0"};
constexpr ShareRange kProbabilityRange = {0, true, 1, "a probability above 0 and at most 1, or as \"30%\""};

enum class Figure { kValue, kBound, kDeviation };

std::optional<double> read_figure(const YamlValue& value, DistributionUnit unit, Figure figure,
                                  YamlSite& site) {
  switch (unit) {
    case DistributionUnit::kDays:
      return read_days(value, 0, figure != Figure::kBound, site);
    case DistributionUnit::kChange:
      return read_share(value, figure == Figure::kDeviation ? kDeviationRange : kChangeRange, site);
    case DistributionUnit::kLoss:
      if (figure == Figure::kDeviation) return read_share(value, kDeviationRange, site);
      return read_share(value, figure == Figure::kBound ? kLossBoundRange : kLossRange, site);
  }
  return std::nullopt;
}

// The figures of one form by their keys.
class Figures {
 public:
  Figures(const YamlValue& value, std::span<const std::string_view> keys, DistributionUnit unit,
          YamlSite& site)
      : mapping_(value, keys, site), unit_(unit), site_(site), is_whole_(mapping_.is_mapping()) {}

  void need(std::string_view key, Figure figure, double& target) {
    const YamlValue* found = mapping_.require(key, "a figure of the distribution");
    take(found, figure, target);
    if (found == nullptr) is_whole_ = false;
  }
  void may(std::string_view key, Figure figure, double& target) {
    if (const YamlValue* found = mapping_.find(key)) take(found, figure, target);
  }
  [[nodiscard]] bool is_whole() const { return is_whole_; }

 private:
  void take(const YamlValue* found, Figure figure, double& target) {
    if (found == nullptr) return;
    const auto number = read_figure(*found, unit_, figure, site_);
    if (number) {
      target = *number;
    } else {
      is_whole_ = false;
    }
  }

  YamlMapping mapping_;
  DistributionUnit unit_;
  YamlSite& site_;
  bool is_whole_;
};

std::optional<Distribution> read_table(const YamlValue& value, DistributionUnit unit, YamlSite& site) {
  if (value.node->kind != YamlKind::kSequence || value.node->children.empty()) {
    site.error(value, "expected a list of {value: ..., probability: ...}");
    return std::nullopt;
  }
  const auto rows = site.items(value, "a list of rows");
  if (rows.size() > kMostTableRows) {
    site.error(value, "the table has " + std::to_string(rows.size()) + " rows; expected at most " +
                          std::to_string(kMostTableRows));
    return std::nullopt;
  }
  std::vector<std::pair<double, double>> pairs;
  bool is_whole = true;
  for (const YamlValue& row : rows) {
    YamlMapping mapping(row, kTableRowKeys, site);
    const YamlValue* what = mapping.require("value", "a value");
    const YamlValue* chance = mapping.require("probability", "its probability");
    if (what == nullptr || chance == nullptr) {
      is_whole = false;
      continue;
    }
    const auto number = read_figure(*what, unit, Figure::kValue, site);
    const double probability = read_share(*chance, kProbabilityRange, site).value_or(0);
    if (!number || probability == 0) {
      is_whole = false;
      continue;
    }
    const bool is_known =
        std::any_of(pairs.begin(), pairs.end(), [&](const auto& p) { return p.first == *number; });
    if (is_known) {
      site.error(*what, "the value has a row already; expected each value once");
      is_whole = false;
      continue;
    }
    pairs.emplace_back(*number, probability);
  }
  if (!is_whole) return std::nullopt;
  std::sort(pairs.begin(), pairs.end());
  double sum = 0;
  for (const auto& pair : pairs) sum += pair.second;
  if (!(std::abs(sum - 1) <= kProbabilitySumTolerance)) {
    site.error(value, "the probabilities sum to " + format_number(sum) + "; expected 1");
    return std::nullopt;
  }
  Distribution table = Distribution::table({}, {});
  for (const auto& [number, probability] : pairs) {
    table.values.push_back(number);
    table.probabilities.push_back(probability / sum);
  }
  return table;
}

std::optional<Distribution> read_form(std::string_view form, const YamlValue& value, DistributionUnit unit,
                                      YamlSite& site) {
  if (form == "table") return read_table(value, unit, site);
  Distribution d;
  bool is_whole = false;
  if (form == "uniform") {
    d.kind = Distribution::Kind::kUniform;
    Figures figures(value, kUniformKeys, unit, site);
    figures.need("low", Figure::kBound, d.low);
    figures.need("high", Figure::kValue, d.high);
    is_whole = figures.is_whole();
  } else if (form == "triangular") {
    d.kind = Distribution::Kind::kTriangular;
    Figures figures(value, kTriangularKeys, unit, site);
    figures.need("low", Figure::kBound, d.low);
    figures.need("mode", Figure::kBound, d.mode);
    figures.need("high", Figure::kValue, d.high);
    is_whole = figures.is_whole();
  } else if (form == "beta") {
    d.kind = Distribution::Kind::kBeta;
    Figures figures(value, kBetaKeys, unit, site);
    figures.need("mean", Figure::kValue, d.mean);
    figures.need("sd", Figure::kDeviation, d.standard_deviation);
    if (unit == DistributionUnit::kLoss) {
      d.high = 1;
      figures.may("low", Figure::kBound, d.low);
      figures.may("high", Figure::kValue, d.high);
    } else {
      figures.need("low", Figure::kBound, d.low);
      figures.need("high", Figure::kValue, d.high);
    }
    is_whole = figures.is_whole();
  } else if (unit != DistributionUnit::kDays) {
    site.error(value, "has no upper end; expected uniform, triangular, beta or table here");
  } else if (form == "lognormal") {
    d.kind = Distribution::Kind::kLognormal;
    Figures figures(value, kLognormalKeys, unit, site);
    figures.need("median", Figure::kValue, d.median);
    figures.need("p90", Figure::kValue, d.p90);
    is_whole = figures.is_whole();
  } else {
    d.kind = Distribution::Kind::kGamma;
    Figures figures(value, kGammaKeys, unit, site);
    figures.need("mean", Figure::kValue, d.mean);
    figures.need("sd", Figure::kDeviation, d.standard_deviation);
    is_whole = figures.is_whole();
  }
  if (!is_whole) return std::nullopt;
  if (const std::string fault = distribution_fault(d); !fault.empty()) {
    site.error(value, fault);
    return std::nullopt;
  }
  return d;
}

}  // namespace

std::optional<Distribution> read_distribution(const YamlValue& value, DistributionUnit unit, YamlSite& site) {
  if (value.node->kind == YamlKind::kScalar) {
    const auto number = read_figure(value, unit, Figure::kValue, site);
    if (!number) return std::nullopt;
    return Distribution::fixed(*number);
  }
  const YamlMapping mapping(value, kDistributionKeys, site);
  if (!mapping.is_mapping()) return std::nullopt;
  if (mapping.members().size() != 1) {
    if (!value.node->is_cut) site.error(value, "expected a value, or one form with its figures");
    return std::nullopt;
  }
  const YamlMapping::Member& form = mapping.members().front();
  const std::string_view name = form.key.node->text;
  const bool is_known = std::find(std::begin(kDistributionKeys), std::end(kDistributionKeys), name) !=
                        std::end(kDistributionKeys);
  if (!is_known) return std::nullopt;  // reported by the mapping
  return read_form(name, form.value, unit, site);
}

}  // namespace tenon
