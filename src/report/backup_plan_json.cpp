#include <cstdint>

#include "report/backup_plan_report.h"
#include "report/backup_plan_views.h"
#include "report/backup_words.h"
#include "report/json_writer.h"
#include "report/names.h"

namespace tenon {
namespace {

void write_rules(JsonWriter& json, const BackupPlanReport& report) {
  const Dataset& dataset = report.dataset;
  const PlanOptions& plan = report.options.plan;
  json.key("rules").begin_object();
  json.key("least_backups").integer(plan.least_backups);
  json.key("largest_place_part").number(plan.largest_place_part);
  json.key("local_part").number(plan.local_part).key("largest_firm_part").number(plan.largest_firm_part);
  json.key("largest_firm");
  if (const auto largest = largest_firm(report.result)) {
    const Bilingual name = firm_name(dataset, largest->firm);
    json.begin_object().key("firm_id").text(dataset.firm(largest->firm).id);
    json.key("name_zh").text(name.zh).key("name_en").text(name.en);
    json.key("part").number(largest->part).end_object();
  } else {
    json.null();
  }
  const auto needs = [&](std::string_view key, bool provinces) {
    json.key(key).begin_array();
    for (std::size_t n = 0; n < report.result.needs.size(); ++n) {
      if (report.result.needs[n].province.has_value() != provinces) continue;
      const PlanNeedView view = need_view(report, n);
      json.begin_object().key("id").text(view.id).key("name_zh").text(view.name.zh);
      json.key("name_en").text(view.name.en);
      json.key("backups").integer(static_cast<std::int64_t>(view.backups)).end_object();
    }
    json.end_array();
  };
  needs("provinces", true);
  needs("locked", false);
  json.key("banned").begin_array();
  for (const ProductMaker& maker : report.options.banned) {
    const Bilingual name = maker_name(dataset, maker);
    json.begin_object().key("id").text(maker_id(dataset, maker)).key("name_zh").text(name.zh);
    json.key("name_en").text(name.en).end_object();
  }
  json.end_array().end_object();
  json.key("conflicts").begin_array();
  for (const PlanConflict& conflict : report.result.plan.conflicts) {
    const Bilingual name = conflict_name(report, conflict);
    json.begin_object().key("rule").text(conflict_id(report.result, conflict)).key("id");
    conflict.rule == PlanRule::kNeed ? json.text(need_view(report, conflict.need).id) : json.null();
    json.key("name_zh").text(name.zh).key("name_en").text(name.en);
    json.key("is_enough").boolean(conflict.is_enough);
    json.key("least_cost_cny_a_year").number(conflict.least_cost).end_object();
  }
  json.end_array();
}

}  // namespace

std::string backup_plan_json(const BackupPlanReport& report) {
  const Dataset& dataset = report.dataset;
  const DatasetBackupPlan& result = report.result;
  const BackupPlan& plan = result.plan;
  const std::vector<PlanItemView> items = plan_items(result);
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object().key("dataset").text(report.source).key("products").text(report.what);
  json.key("goal").text(report.options.plan.goal == PlanGoal::kCover ? "cover" : "loss");
  json.key("buyers_a_product").integer(static_cast<std::int64_t>(report.options.buyers));
  json.key("buyers_left_out").integer(static_cast<std::int64_t>(result.buyers_left_out));
  json.key("budget_cny_a_year").optional_number(report.options.plan.budget);
  json.key("horizon_days").number(report.options.failures.horizon_days);
  json.key("solver").begin_object().key("name").text(plan.solver).key("status").text(status_id(plan));
  json.key("objective").number(plan.objective).key("bound").number(plan.bound).key("gap").number(plan.gap);
  json.key("seconds").number(plan.seconds).key("columns").integer(static_cast<std::int64_t>(plan.columns));
  json.key("rows").integer(static_cast<std::int64_t>(plan.rows)).end_object();
  json.key("cost_cny_a_year").number(plan.cost);
  const auto risk = [&](std::string_view name, const PlanRisk& value) {
    json.key(name).begin_object().key("expected_loss_cny_a_year").number(value.expected_loss);
    json.key("tail_loss_cny_a_year").number(value.tail_loss).end_object();
  };
  risk("before", plan.before);
  risk("after", plan.after);
  json.key("covered_before").integer(static_cast<std::int64_t>(covered(items, &PlanItemView::short_before)));
  json.key("covered_after").integer(static_cast<std::int64_t>(covered(items, &PlanItemView::short_after)));
  write_rules(json, report);
  json.key("costs_assumed").begin_object();
  const BackupCosts& costs = report.options.costs;
  json.key("qualify_qualified_cny").number(costs.qualify_qualified);
  json.key("qualify_trial_cny").number(costs.qualify_trial);
  json.key("qualify_potential_cny").number(costs.qualify_potential);
  json.key("years").number(costs.years).key("reservation_rate").number(costs.reservation_rate);
  json.key("stock_rate").number(costs.stock_rate);
  json.key("least_order_cny_a_year").number(costs.least_order);
  json.key("country_failures_a_year").number(report.options.failures.country);
  json.key("group_failures_a_year").number(report.options.failures.group).end_object();
  json.key("items").begin_array();
  for (const PlanItemView& view : items) {
    const BackupAnswer& answer = result.answers[view.item];
    const Product& product = dataset.product(answer.question.product);
    const Bilingual primary = root_name(dataset, answer.primary().root);
    json.begin_object().key("product_id").text(product.id);
    json.key("name_zh").text(product.name_zh).key("name_en").text(product.name_en);
    json.key("chain_id").text(dataset.chain(product.chain).id);
    json.key("buyer_id");
    answer.question.buyer ? json.text(dataset.firm(*answer.question.buyer).id) : json.null();
    json.key("primary_zh").text(primary.zh).key("primary_en").text(primary.en);
    json.key("primary_part").number(answer.primary().part);
    json.key("gap_cny_a_year").number(answer.gap * kDaysAYear);
    json.key("cover_days").number(answer.cover.middle());
    json.key("value_at_stake").number(result.input.items[view.item].value);
    json.key("short_before_cny").number(view.short_before).key("short_after_cny").number(view.short_after);
    json.key("stock_cny").number(plan.stock[view.item]).key("cost_cny_a_year").number(view.cost);
    const auto uncovered = uncovered_of(result, view.item);
    json.key("uncovered_reason");
    uncovered ? json.text(id_of(uncovered->reason)) : json.null();
    json.key("backups").begin_array();
    for (const std::uint32_t c : view.backups) {
      const BackupCandidate& candidate = candidate_of(result, c);
      const Firm& firm = dataset.firm(candidate.firm);
      json.begin_object().key("firm_id").text(firm.id).key("name_zh").text(firm.name_zh);
      json.key("name_en").text(firm.name_en).key("synthetic").boolean(candidate.synthetic);
      const auto province = province_of(dataset, candidate);
      json.key("region_code").text(candidate.region ? dataset.region(*candidate.region).code : std::string());
      json.key("province_code").text(province ? dataset.region(*province).code : std::string());
      json.key("province_zh").text(province ? dataset.region(*province).name_zh : std::string());
      json.key("province_en").text(province ? dataset.region(*province).name_en : std::string());
      json.key("tier").text(id_of(candidate.tier)).key("status").text(id_of(candidate.status));
      json.key("reserved_cny_a_year").number(plan.reserved[c] * kDaysAYear);
      json.key("ready_days").number(candidate.ready_days()).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace tenon
