#include "risk/concentration.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tenon {
namespace {

constexpr double kSingleProvider = 0.8;
constexpr double kFlagQuality = 0.7;
constexpr double kUsefulCoverage = 0.5;
constexpr double kUsefulLeader = 0.3;
constexpr double kHhiThreshold = 0.4;  // SWD(2021) 352, first dependency indicator

double square(double x) {
  return x * x;
}

// Sum of squares when providers no larger than v fill the market: as many of size v as fit, and what is left.
double filled_by(double v) {
  if (v <= 0) return 0;
  const double full = std::floor(1 / v + 1e-12);
  return full * square(v) + square(std::max(0.0, 1 - full * v));
}

struct Figure {
  Interval hhi;
  Provenance provenance;
  double quality = 0;
  std::size_t evidence = 0;  // position in the list, marked when used
};

Evidence share_evidence(const Dataset& dataset, const Share& share, int old_before) {
  Evidence evidence;
  evidence.metric = "provider_share";
  std::string who_zh;
  std::string who_en;
  if (share.firm) {
    who_zh = dataset.firm(*share.firm).name_zh;
    who_en = dataset.firm(*share.firm).name_en;
  } else if (share.region) {
    who_zh = dataset.region(*share.region).name_zh;
    who_en = dataset.region(*share.region).name_en;
  }
  if (who_en.empty()) who_en = who_zh;
  evidence.label_zh = "份额:" + who_zh;
  evidence.label_en = "share of " + who_en;
  evidence.low = share.low;
  evidence.high = share.high;
  evidence.value = (share.low + share.high) / 2;
  evidence.unit = "%";
  evidence.scope = share.scope;
  evidence.provenance = share.provenance;
  evidence.synthetic = share.provenance.grade == 'S';
  evidence.old = is_old(share.provenance, old_before);
  return evidence;
}

std::optional<Interval> hhi_of_use(const FactUse& use, const Fact& fact, int old_before) {
  if (use.indicator == Indicator::kFlagSingleSource) {
    const std::optional<RawRange> flag = raw_range(use, fact);
    if (!flag || flag->middle() < 0.5) return std::nullopt;
    return make_interval(is_old(fact.provenance, old_before) ? 0.75 : 1, 0.5, 1);
  }
  const std::optional<Interval> share = percent_interval(use, fact);
  if (!share) return std::nullopt;
  if (use.indicator == Indicator::kLeadingProviderShare) return hhi_of_leader(*share);
  return hhi_of_group(*share, use.group_size);
}

Evidence index_evidence(const Interval& hhi) {
  Evidence evidence;
  evidence.metric = "hhi";
  evidence.label_zh = "来源集中度(HHI)";
  evidence.label_en = "concentration of sources (HHI)";
  evidence.value = hhi.value;
  evidence.low = hhi.low;
  evidence.high = hhi.high;
  evidence.unit = "1";
  evidence.threshold = kHhiThreshold;
  evidence.provenance = computed_provenance("computed from the shares listed");
  evidence.computed_with = true;
  return evidence;
}

}  // namespace

Interval hhi_of_shares(std::span<const Interval> shares) {
  double total_low = 0;
  double total = 0;
  double total_high = 0;
  for (const Interval& share : shares) {
    total_low += share.low;
    total += share.value;
    total_high += share.high;
  }
  double low = 0;
  double value = 0;
  double high = 0;
  double largest = 0;
  for (const Interval& share : shares) {
    low += square(share.low / std::max(1.0, total_low));
    const double part = share.value / std::max(1.0, total);
    value += square(part);
    largest = std::max(largest, part);
    high += square(share.high / std::max(1.0, total_high));
  }
  const double rest = std::max(0.0, 1 - total);
  value += rest * std::min(rest, largest / 2);
  // The more is named the less is left for an unnamed giant: with the low shares the rest is largest.
  high = std::max(high, low + square(std::max(0.0, 1 - total_low)));
  high = std::max(high, value);
  return make_interval(value, low, high);
}

Interval hhi_of_leader(Interval share) {
  const double low = square(share.low);
  const double high = std::max(filled_by(share.high), square(share.high));
  const double value = (square(share.value) + filled_by(share.value)) / 2;
  return make_interval(value, low, high);
}

Interval hhi_of_group(Interval share, int group_size) {
  const int n = std::max(1, group_size);
  double sum = 0;
  double squares = 0;
  for (int k = 1; k <= n; ++k) {
    sum += 1.0 / k;
    squares += 1.0 / (static_cast<double>(k) * k);
  }
  const double low = square(share.low) / n;
  const double value = square(share.value) * squares / (sum * sum);
  const double high = square(share.high) + square(1 - share.high);
  return make_interval(value, low, high);
}

std::vector<std::vector<ShareGroup>> share_groups(const Dataset& dataset, int current_year) {
  std::vector<std::map<std::string, ShareGroup>> by_text(dataset.products.size());
  for (const Share& share : dataset.shares) {
    if (share.provenance.grade == 'S') continue;
    if (share.firm && dataset.firm(*share.firm).synthetic) continue;
    const std::optional<std::string> basis = share_basis(dataset, share.scope);
    if (!basis) continue;
    ShareGroup& group = by_text[share.product.index()][share.scope];
    group.scope_text = share.scope;
    group.basis = *basis;
    if (group.shares.empty() || better_source(share.provenance, group.provenance, current_year)) {
      group.provenance = share.provenance;
    }
    group.shares.push_back(&share);
  }
  std::vector<std::vector<ShareGroup>> result(dataset.products.size());
  for (std::size_t p = 0; p < result.size(); ++p) {
    for (auto& [text, group] : by_text[p]) result[p].push_back(std::move(group));
  }
  return result;
}

Concentration product_concentration(const Dataset& dataset, const ScopeView& scope,
                                    std::span<const FactUse* const> uses, std::span<const ShareGroup> groups,
                                    const BreakPointOptions& options) {
  Concentration result;
  std::vector<Figure> figures;
  std::vector<std::size_t> share_lines;  // first line of each group
  for (const ShareGroup& group : groups) {
    if (basis_fit(dataset, scope, group.basis) == BasisFit::kNone) continue;
    std::vector<Interval> shares;
    double total = 0;
    double largest = 0;
    const std::size_t first_line = result.evidence.size();
    for (const Share* share : group.shares) {
      shares.push_back(make_interval((share->low + share->high) / 200, share->low / 100, share->high / 100));
      total += shares.back().value;
      largest = std::max(largest, shares.back().value);
      result.evidence.push_back(share_evidence(dataset, *share, options.old_before));
    }
    if (total < kUsefulCoverage && largest < kUsefulLeader) continue;
    figures.push_back({hhi_of_shares(shares), group.provenance,
                       quality_of(group.provenance, options.current_year), first_line});
    share_lines.push_back(group.shares.size());
    if (largest >= kSingleProvider) result.single_source = true;
  }
  const std::size_t share_figures = figures.size();

  for (const FactUse* use : uses) {
    const bool flag = use->indicator == Indicator::kFlagSingleSource;
    if (!flag && use->indicator != Indicator::kLeadingProviderShare &&
        use->indicator != Indicator::kTopGroupShare) {
      continue;
    }
    const BasisFit fit = basis_fit(dataset, scope, use->basis_region);
    if (fit == BasisFit::kNone) continue;
    const Fact& fact = dataset.facts[use->fact];
    const std::optional<Interval> hhi = hhi_of_use(*use, fact, options.old_before);
    if (!hhi) continue;
    figures.push_back({*hhi, fact.provenance,
                       quality_of(fact.provenance, options.current_year) * (flag ? kFlagQuality : 1.0),
                       result.evidence.size()});
    Evidence line = evidence_of_use(*use, fact, options.old_before);
    if (use->indicator == Indicator::kLeadingProviderShare &&
        line.value.value_or(0) >= 100 * kSingleProvider) {
      result.single_source = true;
    }
    result.evidence.push_back(std::move(line));
    if (flag && !result.evidence.back().old) result.single_source = true;
    if (flag && fit != BasisFit::kWorld) result.single_source_in_country = true;
  }
  if (figures.empty()) return result;

  const auto best = std::max_element(figures.begin(), figures.end(), [&](const Figure& a, const Figure& b) {
    if (a.quality != b.quality) return a.quality < b.quality;
    if (a.hhi.value != b.hhi.value) return a.hhi.value < b.hhi.value;
    return better_source(b.provenance, a.provenance, options.current_year);
  });
  Interval hhi = best->hhi;
  for (std::size_t k = 0; k < figures.size(); ++k) {
    const Figure& figure = figures[k];
    if (figure.quality < options.method.plausible_quality * best->quality) continue;
    hhi.low = std::min(hhi.low, figure.hhi.value);
    hhi.high = std::max(hhi.high, figure.hhi.value);
    const std::size_t lines = k < share_figures ? share_lines[k] : 1;
    for (std::size_t line = figure.evidence; line < figure.evidence + lines; ++line) {
      result.evidence[line].computed_with = true;
    }
    if (is_published_grade(figure.provenance.grade)) result.published = true;
  }
  result.hhi = hhi;
  result.evidence.push_back(index_evidence(hhi));
  return result;
}

}  // namespace tenon
