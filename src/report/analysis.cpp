#include "report/analysis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <tuple>

#include "base/number.h"

namespace tenon {
namespace {

int grade_order(char grade) {
  switch (grade) {
    case 'A':
      return 0;
    case 'B':
      return 1;
    case 'C':
      return 2;
    case 'M':
      return 3;
    default:
      return 4;
  }
}

// Which of the computed numbers says most about why the point is where it is.
int derived_order(std::string_view metric) {
  constexpr std::array<std::string_view, 4> kFirst = {"external_dependence", "hhi", "independent_makers",
                                                      "named_makers"};
  const auto* found = std::find(kFirst.begin(), kFirst.end(), metric);
  return static_cast<int>(found - kFirst.begin());
}

// Three significant digits, but never fewer than the whole part.
std::string short_number(double value) {
  const double size = std::fabs(value);
  const int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  std::string text = format_fixed(value, decimals);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

}  // namespace

SubjectView subject_view(const Dataset& dataset, const Subject& subject) {
  SubjectView view;
  view.type = subject.type;
  if (subject.type == SubjectType::kFirm) {
    const Firm& firm = dataset.firms[subject.index];
    view.id = firm.id;
    view.name_zh = firm.name_zh;
    view.name_en = firm.name_en.empty() ? firm.name_zh : firm.name_en;
    return view;
  }
  const Product& product = dataset.products[subject.index];
  view.id = product.id;
  view.name_zh = product.name_zh;
  view.name_en = product.name_en.empty() ? product.name_zh : product.name_en;
  view.chain = product.chain;
  view.segment = product.segment;
  return view;
}

bool in_chain(const Dataset& dataset, const Subject& subject, ChainId chain) {
  return subject.type == SubjectType::kProduct && dataset.products[subject.index].chain == chain;
}

std::optional<RegionId> scope_region(const Analysis& analysis) {
  const auto& regions = analysis.dataset.regions;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (regions[i].code == analysis.result.options.scope) return RegionId(i);
  }
  return std::nullopt;
}

bool region_within(const Dataset& dataset, RegionId region, RegionId ancestor) {
  std::optional<RegionId> at = region;
  for (std::size_t steps = 0; at && steps <= dataset.regions.size(); ++steps) {
    if (*at == ancestor) return true;
    at = dataset.region(*at).parent;
  }
  return false;
}

std::optional<RegionId> capability_region(const Dataset& dataset, const Capability& capability) {
  return capability.region ? capability.region : dataset.firm(capability.firm).region;
}

bool is_published(const Evidence& evidence) {
  return !evidence.synthetic && !evidence.provenance.source.empty() &&
         !evidence.provenance.source.starts_with("computed");
}

const Evidence* main_evidence(const BreakPoint& point) {
  const auto key = [](const Evidence& evidence) {
    const bool published = is_published(evidence);
    return std::tuple(!evidence.computed_with, evidence.synthetic, !published,
                      published ? grade_order(evidence.provenance.grade) : derived_order(evidence.metric),
                      -evidence.provenance.year.value_or(0));
  };
  const Evidence* best = nullptr;
  for (const Evidence& evidence : point.evidence) {
    if (!evidence.value && !evidence.low && !evidence.high) continue;
    if (best == nullptr || key(evidence) < key(*best)) best = &evidence;
  }
  return best;
}

ValueText evidence_value(const Evidence& evidence) {
  std::string text;
  if (evidence.unit == "flag") {
    if (!evidence.value) return {};
    return *evidence.value > 0 ? ValueText{"是", "yes"} : ValueText{"否", "no"};
  }
  if (evidence.low && evidence.high && *evidence.low != *evidence.high) {
    text = short_number(*evidence.low) + "–" + short_number(*evidence.high);
  } else if (evidence.value) {
    text = short_number(*evidence.value);
  } else if (evidence.low) {
    text = evidence.high ? short_number(*evidence.low) : "≥" + short_number(*evidence.low);
  } else if (evidence.high) {
    text = "≤" + short_number(*evidence.high);
  } else {
    return {};
  }
  if (evidence.unit.empty() || evidence.unit == "1") return {text, text};
  if (evidence.unit == "%") return {text + "%", text + "%"};
  if (evidence.unit == "days") return {text + " 天", text + " days"};
  if (evidence.unit == "firms") return {text + " 家", text + " firms"};
  return {text + " " + evidence.unit, text + " " + evidence.unit};
}

std::vector<std::optional<std::size_t>> break_point_of_product(const Analysis& analysis) {
  std::vector<std::optional<std::size_t>> position(analysis.dataset.products.size());
  const auto& points = analysis.result.break_points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i].subject.type == SubjectType::kProduct) position[points[i].subject.index] = i;
  }
  return position;
}

std::vector<bool> certain_order_before(const BreakPointReport& result) {
  std::size_t ranked = 0;
  while (ranked < result.break_points.size() && result.break_points[ranked].rank > 0) ++ranked;
  std::vector<std::size_t> best_from(ranked + 1, result.break_points.size() + 1);
  for (std::size_t i = ranked; i-- > 0;) {
    best_from[i] = std::min(best_from[i + 1], result.break_points[i].rank_low);
  }
  std::vector<bool> certain(ranked, false);
  std::size_t worst_before = 0;
  for (std::size_t i = 0; i < ranked; ++i) {
    certain[i] = i > 0 && worst_before < best_from[i];
    worst_before = std::max(worst_before, result.break_points[i].rank_high);
  }
  return certain;
}

}  // namespace tenon
