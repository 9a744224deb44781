#include "risk/evidence.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <tuple>

namespace tenon {
namespace {

constexpr double kYearlyFading = 0.9;
constexpr int kAgeIfUnstated = 5;

struct Label {
  std::string_view zh;
  std::string_view en;
};

Label fact_label(const std::string& metric) {
  static const std::map<std::string, Label, std::less<>> kLabels = {
      {"localisation_rate", {"国产化率", "localisation rate"}},
      {"cn_global_share", {"中国占全球份额", "China's share of the world"}},
      {"foreign_share", {"境外企业份额", "share of foreign makers"}},
      {"import_dependence", {"进口依赖度", "import dependence"}},
      {"self_sufficiency", {"自给率", "self-sufficiency"}},
      {"domestic_share", {"国内企业份额", "share of domestic makers"}},
      {"domestic_leader_share", {"国内龙头份额", "share of the domestic leader"}},
      {"research_software_share", {"国产研发软件占比", "share of domestic R&D software"}},
      {"origin_share", {"来源国份额", "share of one origin"}},
      {"single_source", {"单一来源", "single source"}},
      {"export_control", {"出口管制", "export control"}},
      {"choke_point", {"“卡脖子”清单", "on a choke-point list"}},
      {"foreign_monopoly", {"境外垄断", "foreign monopoly"}},
      {"lead_time_days", {"交货期", "lead time"}},
      {"qualification_time_days", {"认证周期", "qualification time"}},
      {"inventory_days", {"库存天数", "inventory cover"}},
      {"price_change", {"价格变动", "price change"}},
      {"capacity", {"产能", "capacity"}},
      {"capacity_plan", {"规划产能", "planned capacity"}},
      {"cost_share", {"成本占比", "share of cost"}},
      {"supplier_count", {"供应商数量", "number of suppliers"}},
      {"localising", {"国产化进展", "localisation under way"}},
  };
  const auto found = kLabels.find(metric);
  return found == kLabels.end() ? Label{metric, metric} : found->second;
}

}  // namespace

double grade_weight(char grade) {
  switch (grade) {
    case 'A':
      return 1.0;
    case 'B':
      return 0.9;
    case 'C':
      return 0.5;
    case 'M':
      return 0.3;
    case 'S':
      return 0.1;
    default:
      return 0.4;
  }
}

bool is_published_grade(char grade) {
  return grade == 'A' || grade == 'B';
}

std::optional<int> age_of(const Provenance& provenance, int current_year) {
  if (!provenance.year) return std::nullopt;
  return std::max(0, current_year - *provenance.year);
}

bool is_old(const Provenance& provenance, int old_before) {
  return provenance.year.has_value() && *provenance.year < old_before;
}

int newest_year(const Dataset& dataset) {
  int newest = 0;
  const auto see = [&](const Provenance& provenance) {
    newest = std::max(newest, provenance.year.value_or(0));
  };
  for (const Fact& fact : dataset.facts) see(fact.provenance);
  for (const Share& share : dataset.shares) see(share.provenance);
  for (const Capability& capability : dataset.capabilities) see(capability.provenance);
  return newest;
}

double quality_of(const Provenance& provenance, int current_year) {
  const int age = age_of(provenance, current_year).value_or(kAgeIfUnstated);
  return grade_weight(provenance.grade) * std::pow(kYearlyFading, age);
}

bool better_source(const Provenance& a, const Provenance& b, int current_year) {
  const double quality_a = quality_of(a, current_year);
  const double quality_b = quality_of(b, current_year);
  if (quality_a != quality_b) return quality_a > quality_b;
  return std::tuple(a.year.value_or(0), a.source, a.url) > std::tuple(b.year.value_or(0), b.source, b.url);
}

std::optional<RawRange> raw_range(const FactUse& use, const Fact& fact) {
  std::optional<double> low = use.low ? use.low : fact.low;
  std::optional<double> high = use.low || use.high ? use.high : fact.high;
  if (!low) low = high;
  if (!high) high = low;
  if (!low || !std::isfinite(*low) || !std::isfinite(*high)) return std::nullopt;
  return RawRange{std::min(*low, *high), std::max(*low, *high)};
}

std::optional<Interval> percent_interval(const FactUse& use, const Fact& fact) {
  const std::optional<RawRange> range = raw_range(use, fact);
  if (!range) return std::nullopt;
  return make_interval(range->middle() / 100, range->low / 100, range->high / 100);
}

Provenance computed_provenance(const std::string& what) {
  Provenance provenance;
  provenance.source = what;
  return provenance;
}

Interval make_interval(double value, double low, double high) {
  Interval interval;
  interval.value = std::clamp(value, 0.0, 1.0);
  interval.low = std::min(interval.value, std::clamp(low, 0.0, 1.0));
  interval.high = std::max(interval.value, std::clamp(high, 0.0, 1.0));
  return interval;
}

Evidence evidence_of_fact(const Fact& fact, int old_before) {
  Evidence evidence;
  evidence.metric = "fact." + fact.metric;
  const Label label = fact_label(fact.metric);
  evidence.label_zh = label.zh;
  evidence.label_en = label.en;
  evidence.low = fact.low;
  evidence.high = fact.high;
  if (fact.low && fact.high) evidence.value = (*fact.low + *fact.high) / 2;
  if (!evidence.value) evidence.value = fact.low ? fact.low : fact.high;
  evidence.unit = fact.unit;
  evidence.scope = fact.scope;
  if (evidence.scope.empty()) evidence.scope = fact.note;
  evidence.provenance = fact.provenance;
  evidence.synthetic = fact.provenance.grade == 'S';
  evidence.old = is_old(fact.provenance, old_before);
  return evidence;
}

Evidence evidence_of_use(const FactUse& use, const Fact& fact, int old_before) {
  Evidence line = evidence_of_fact(fact, old_before);
  const std::optional<RawRange> range = raw_range(use, fact);
  if (!use.low || !range || (fact.low == range->low && fact.high == range->high)) return line;
  line.value = range->middle();
  line.low = range->low;
  line.high = range->high;
  if (use.indicator == Indicator::kLeadingProviderShare) {
    line.metric = "leading_provider_share";
    line.label_zh = "第一大来源份额";
    line.label_en = "share of the leading provider";
  } else if (use.indicator == Indicator::kTopGroupShare) {
    line.metric = "top_group_share";
    line.label_zh = "前几大来源合计份额";
    line.label_en = "share of the leading providers together";
  } else {
    line.metric = "figure_in_scope";
    line.label_zh += "(取自口径说明)";
    line.label_en += " (from its scope)";
  }
  return line;
}

std::string both_names(const std::string& zh, const std::string& en) {
  return zh == en || en.empty() ? zh : zh + " " + en;
}

bool same_evidence(const Evidence& a, const Evidence& b) {
  return a.metric == b.metric && a.scope == b.scope && a.low == b.low && a.high == b.high &&
         a.provenance.source == b.provenance.source && a.provenance.year == b.provenance.year &&
         a.provenance.url == b.provenance.url;
}

void append_unused_facts(const Dataset& dataset, std::span<const std::size_t> facts, int old_before,
                         std::vector<Evidence>& lines) {
  for (const std::size_t f : facts) {
    Evidence line = evidence_of_fact(dataset.facts[f], old_before);
    const bool shown =
        std::any_of(lines.begin(), lines.end(), [&](const Evidence& l) { return same_evidence(l, line); });
    if (!shown) lines.push_back(std::move(line));
  }
}

}  // namespace tenon
