#include "report/dataset_survival_report.h"

#include <algorithm>
#include <utility>

#include "base/number.h"
#include "report/dataset_simulation.h"

namespace tenon {
namespace {

Bilingual words_of(SurvivalSubjects subjects) {
  switch (subjects) {
    case SurvivalSubjects::kProducts:
      return {"产品", "products"};
    case SurvivalSubjects::kImports:
      return {"产品的境外来源", "products without their sources abroad"};
    case SurvivalSubjects::kFirms:
      return {"企业", "firms"};
  }
  return {};
}

void add_assumptions(const DatasetNetwork& network, const DatasetSurvivalOptions& options,
                     SurvivalReport& report) {
  if (std::any_of(network.nodes.begin(), network.nodes.end(),
                  [](const NetworkNode& node) { return node.synthetic; })) {
    report.assumptions.push_back(
        {"示例数据：企业的产出和供货为虚构，生存时间只说明方法，不代表真实企业。",
         "Sample data: outputs and supplies of firms are made up; times to survive show "
         "the method and say nothing about real firms."});
  }
  const std::size_t assumed =
      static_cast<std::size_t>(std::count_if(report.recovery.begin(), report.recovery.end(),
                                             [](const TimeToRecover& time) { return time.is_assumption; }));
  if (assumed > 0) {
    const std::string count = format_count(assumed);
    report.assumptions.push_back({count + " 项的恢复时间以假设代替未知的交货期或认证时间。",
                                  count +
                                      " times to recover put assumptions in the place of unknown lead times "
                                      "or qualification times."});
  }
  if (report.simulation) {
    report.assumptions.push_back(
        {"模拟和规划都不切换到其他供应商。", "Nobody turns to new suppliers in either."});
  }
  if (options.solve && !options.solve_on_nodes) {
    report.assumptions.push_back(
        {"规划在产品层面进行：同一产品的所有厂商可以互相替代。",
         "The program pools all makers of a product: any of them may serve any customer."});
  }
}

}  // namespace

SurvivalReport dataset_survival_report(const Dataset& dataset, const DatasetNetwork& network,
                                       DatasetSurvival result, const DatasetSurvivalOptions& options) {
  SurvivalReport report;
  report.source = dataset.name;
  report.what = words_of(options.subjects);
  report.currency = "CNY";
  for (const Product& product : dataset.products) {
    report.products.push_back({product.id, product.name_zh, product.name_en, false});
  }
  for (const Firm& firm : dataset.firms) {
    report.firms.push_back({firm.id, firm.name_zh, firm.name_en, firm.synthetic});
  }
  for (const std::uint32_t subject : result.subject) {
    report.subjects.push_back(options.subjects == SurvivalSubjects::kFirms ? report.firms[subject]
                                                                           : report.products[subject]);
  }
  for (NodeLabel& label : dataset_dimensions(dataset, network).nodes) {
    report.nodes.push_back(
        {std::move(label.id), std::move(label.name_zh), std::move(label.name_en), label.synthetic});
  }
  report.simulation = std::move(result.simulation);
  report.program = std::move(result.program);
  report.comparison = std::move(result.comparison);
  report.recovery = std::move(result.recovery);
  report.is_program_of_products = !options.solve_on_nodes;
  report.counted = options.counted;
  report.shortfall_tolerance = options.shortfall_tolerance;
  report.horizon_days = options.horizon_days;
  report.cap_days = options.cap_days;
  add_assumptions(network, options, report);
  return report;
}

}  // namespace tenon
