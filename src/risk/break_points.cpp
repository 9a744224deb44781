#include "risk/break_points.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/number.h"
#include "network/product_graph.h"
#include "risk/break_points_gaps.h"
#include "risk/dependency_indicators.h"
#include "risk/evidence.h"
#include "risk/evidence_scope.h"
#include "risk/exposure.h"
#include "risk/importance.h"
#include "risk/n_minus_1.h"
#include "risk/recovery.h"
#include "risk/recovery_makers.h"
#include "risk/relatedness.h"
#include "risk/remedy_class.h"

namespace tenon {
namespace {

constexpr double kHighDependence = 0.5;
constexpr double kHighConcentration = 0.4;
constexpr std::size_t kFewMakers = 1;

// What end products are worth: the output that real makers report.
std::vector<std::optional<double>> end_product_values(const Dataset& dataset) {
  std::vector<std::optional<double>> value(dataset.products.size());
  for (const Capability& capability : dataset.capabilities) {
    if (dataset.firm(capability.firm).synthetic || capability.provenance.grade == 'S') continue;
    if (!capability.annual_output) continue;
    std::optional<double>& sum = value[capability.product.index()];
    sum = sum.value_or(0) + *capability.annual_output;
  }
  return value;
}

Level level_of(double score, const BreakPointOptions& options) {
  if (score >= options.red_at) return Level::kRed;
  if (score >= options.orange_at) return Level::kOrange;
  if (score >= options.yellow_at) return Level::kYellow;
  if (score >= options.blue_at) return Level::kBlue;
  return Level::kNone;
}

Component combine(const Component& importance, const Component& exposure, const Component& recovery,
                  const BreakPointMethod& method) {
  const auto score = [&](double i, double e, double r) {
    return std::pow(i, method.importance_exponent) * std::pow(e, method.exposure_exponent) *
           std::pow(r, method.recovery_exponent);
  };
  return make_interval(score(importance.value, exposure.value, recovery.value),
                       score(importance.low, exposure.low, recovery.low),
                       score(importance.high, exposure.high, recovery.high));
}

void add_importance_evidence(const Dataset& dataset, ProductId product, const ProductImportance& importance,
                             std::vector<Evidence>& evidence) {
  const auto add = [&](const char* metric, const char* zh, const char* en, double value,
                       const std::string& scope) {
    Evidence line;
    line.metric = metric;
    line.label_zh = zh;
    line.label_en = en;
    line.value = 100 * value;
    line.unit = "%";
    line.scope = scope;
    line.provenance = computed_provenance("computed from the product graph");
    line.computed_with = true;
    evidence.push_back(std::move(line));
  };
  const Chain& chain = dataset.chain(dataset.product(product).chain);
  add("own_chain_loss", "本链终端产品损失", "end products of its own chain lost", importance.own_chain,
      both_names(chain.name_zh, chain.name_en));
  add("other_chains_loss", "其他链终端产品平均损失", "end products of the other chains lost, mean",
      importance.other_chains, format_count(importance.lost_chains) + " 条链受损 chains hit");
  add("breadth", "受影响产品广度(对数)", "breadth of the products hit (log scale)", importance.breadth,
      "全部链 all chains");
}

// An essential input of something, with nothing listed to replace it.
std::vector<bool> lone_essential_inputs(const ProductGraph& graph) {
  std::vector<bool> lone(graph.product_count, false);
  for (const Requirement& need : graph.requirements) {
    if (need.essential && need.end - need.begin == 1) lone[graph.member[need.begin].index()] = true;
  }
  return lone;
}

std::vector<RiskKind> kinds_of(const MakerCensus& census, const Exposure& exposure, const Recovery& recovery,
                               bool lone_essential) {
  std::vector<RiskKind> kinds;
  const auto add_if = [&](bool holds, RiskKind kind) {
    if (holds) kinds.push_back(kind);
  };
  const bool known = exposure.dependence.basis != DependenceBasis::kNone;
  add_if(known && exposure.dependence.country.value >= kHighDependence, RiskKind::kExternalDependence);
  add_if(exposure.concentration.hhi && exposure.concentration.hhi->value >= kHighConcentration,
         RiskKind::kConcentration);
  add_if(exposure.concentration.single_source, RiskKind::kSingleSource);
  add_if(exposure.n_minus_1_fails || (!census.empty() && census.volume_scope == kFewMakers),
         RiskKind::kNMinus1);
  add_if(lone_essential && !census.empty() && census.volume_scope + census.volume_country == 0,
         RiskKind::kNoAlternative);
  const double needed = recovery.lead_time_days.value_or(0) + recovery.qualification_time_days.value_or(0);
  add_if(recovery.inventory_days && *recovery.inventory_days < needed, RiskKind::kLowCover);
  add_if(exposure.choke_point || exposure.export_control, RiskKind::kChokePoint);
  return kinds;
}

void set_levels(BreakPoint& point, bool published, const BreakPointOptions& options) {
  if (!point.score) return;
  const auto capped = [&](Level level) {
    return !published && level == Level::kRed ? Level::kOrange : level;
  };
  const Level level = level_of(point.score->value, options);
  point.level = capped(level);
  point.level_capped = point.level != level;
  point.level_high = capped(level_of(point.score->high, options));
}

// Scored ones by score, then exposure, then id; the others after them by importance, then id.
void rank(const Dataset& dataset, std::vector<BreakPoint>& points) {
  const auto key = [&](const BreakPoint& point) {
    const std::string& id = dataset.products[point.subject.index].id;
    if (!point.score) return std::tuple(1, -point.importance.value, 0.0, std::string_view(id));
    return std::tuple(0, -point.score->value, -point.exposure->value, std::string_view(id));
  };
  std::sort(points.begin(), points.end(),
            [&](const BreakPoint& a, const BreakPoint& b) { return key(a) < key(b); });
  for (std::size_t k = 0; k < points.size() && points[k].score; ++k) {
    points[k].rank = k + 1;
    points[k].rank_low = 1;
    for (const BreakPoint& other : points) {
      if (!other.score) continue;
      if (other.score->low > points[k].score->high) ++points[k].rank_low;
      if (other.score->high >= points[k].score->low) ++points[k].rank_high;
    }
  }
}

}  // namespace

Result<BreakPointReport> find_break_points(const Dataset& dataset, const BreakPointOptions& requested) {
  Result<ScopeView> scope_or = make_scope_view(dataset, requested.scope);
  if (!scope_or) return scope_or.error();
  const ScopeView& scope = *scope_or;
  BreakPointReport report;
  report.dataset = dataset.name;
  report.options = requested;
  if (report.options.current_year == 0) report.options.current_year = newest_year(dataset);
  const BreakPointOptions& options = report.options;

  const ProductGraph graph = build_product_graph(dataset);
  const std::vector<bool> lone = lone_essential_inputs(graph);
  const std::vector<ProductImportance> importance =
      product_importance(dataset, graph, end_product_values(dataset));
  const std::vector<MakerCensus> makers = maker_census(dataset, scope, options.use_synthetic);
  const std::vector<NMinus1> n_minus_1 = n_minus_1_test(dataset, scope);
  const std::vector<DependencyIndicators> indicators = dependency_indicators(dataset, scope);
  const std::vector<std::vector<ShareGroup>> groups = share_groups(dataset, options.current_year);
  const RelatedRegions related(dataset, scope, options.use_synthetic);
  std::vector<std::vector<const FactUse*>> uses(dataset.products.size());
  for (const FactUse& use : dataset.fact_uses) uses[dataset.facts[use.fact].product.index()].push_back(&use);
  std::vector<std::vector<std::size_t>> facts(dataset.products.size());
  for (std::size_t f = 0; f < dataset.facts.size(); ++f) facts[dataset.facts[f].product.index()].push_back(f);

  for (std::size_t p = 0; p < dataset.products.size(); ++p) {
    const ProductId product(p);
    if (options.chain && dataset.products[p].chain != *options.chain) continue;
    BreakPoint point;
    point.subject = {SubjectType::kProduct, p};
    point.importance = importance[p].importance;
    point.lost_end_products = importance[p].lost_end_products;

    Exposure exposure =
        product_exposure(dataset, scope, makers[p], n_minus_1[p], uses[p], groups[p], options);
    Recovery recovery = product_recovery(dataset, scope, product, makers[p], n_minus_1[p],
                                         exposure.dependence, uses[p], options);
    point.exposure = exposure.exposure;
    point.recovery = recovery.difficulty;
    if (point.exposure && point.recovery) {
      point.score = combine(point.importance, *point.exposure, *point.recovery, options.method);
    }
    set_levels(point, exposure.published, options);
    point.kinds = kinds_of(makers[p], exposure, recovery, lone[p]);

    point.evidence = std::move(exposure.evidence);
    for (Evidence& line : recovery.evidence) point.evidence.push_back(std::move(line));
    add_importance_evidence(dataset, product, importance[p], point.evidence);
    if (auto line = foreign_concentration_evidence(
            foreign_concentration(dataset, scope, groups[p], options.current_year))) {
      point.evidence.push_back(std::move(*line));
    }
    for (Evidence& line : indicator_evidence(indicators[p])) point.evidence.push_back(std::move(line));
    append_unused_facts(dataset, facts[p], options.old_before, point.evidence);
    point.could_make = related.candidates(product, options.related_regions);
    point.remedy = remedy_of(dataset, scope, makers[p], exposure, recovery, point.could_make);
    for (DataGap& gap : data_gaps(point, makers[p], exposure, recovery, n_minus_1[p])) {
      report.gaps.push_back(std::move(gap));
    }
    report.break_points.push_back(std::move(point));
  }
  rank(dataset, report.break_points);
  return report;
}

}  // namespace tenon
