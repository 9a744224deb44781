#include "report/backup_plan_report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/backup_plan_views.h"
#include "report/backup_words.h"
#include "report/figures.h"
#include "report/html_escape.h"
#include "report/names.h"

namespace tenon {
namespace {

std::string money_cell(double value, NameLanguage names) {
  const Bilingual figure = money_figure(value, "CNY");
  return names == NameLanguage::kChinese ? figure.zh : figure.en;
}

std::string rate(std::size_t part, std::size_t all) {
  return all == 0 ? "–" : percent_figure(static_cast<double>(part) / static_cast<double>(all));
}

// Product, and buyer where the plan is for one.
std::string item_name(const Dataset& dataset, const BackupQuestion& question, NameLanguage names) {
  std::string text =
      dataset.product(question.product).id + " " + in(names, product_name(dataset, question.product));
  if (question.buyer) text += " → " + in(names, firm_name(dataset, *question.buyer));
  return text;
}

std::string answer_lines(const BackupPlanReport& report, const std::vector<PlanItemView>& items) {
  const BackupPlan& plan = report.result.plan;
  const std::size_t before = covered(items, &PlanItemView::short_before);
  const std::size_t after = covered(items, &PlanItemView::short_after);
  const Bilingual cost = money_figure(plan.cost, "CNY");
  const Bilingual loss_before = money_figure(plan.before.expected_loss, "CNY");
  const Bilingual loss_after = money_figure(plan.after.expected_loss, "CNY");
  const Bilingual tail_before = money_figure(plan.before.tail_loss, "CNY");
  const Bilingual tail_after = money_figure(plan.after.tail_loss, "CNY");
  const std::string all = format_count(items.size());
  const std::string days = format_number(report.options.failures.horizon_days);
  const std::string tail = format_number(report.options.plan.tail_level * 100);
  const bool of_buyers = report.options.buyers > 0;
  return "主供失效 " + days + " 天：" + all + (of_buyers ? " 个采购项（产品与采购企业）" : " 个产品") +
         "中，靠现有库存可覆盖 " + format_count(before) + " 个（" + rate(before, items.size()) +
         "），按方案可覆盖 " + format_count(after) + " 个（" + rate(after, items.size()) + "），每年费用 " +
         cost.zh + "；期望损失 " + loss_before.zh + " → " + loss_after.zh + "，最坏 " +
         format_number(100 - report.options.plan.tail_level * 100) + "% 情形平均 " + tail_before.zh + " → " +
         tail_after.zh + "（每年，上界）。\n" + "Primary sources fail for " + days + " days: of " + all +
         (of_buyers ? " purchases (a product of a buyer)" : " products") + ", stocks cover " +
         format_count(before) + " (" + rate(before, items.size()) + ") today, the plan " +
         format_count(after) + " (" + rate(after, items.size()) + ") for " + cost.en +
         " a year; expected loss " + loss_before.en + " → " + loss_after.en + ", CVaR " + tail + "% " +
         tail_before.en + " → " + tail_after.en + " (a year, upper bounds).\n";
}

std::string solver_lines(const BackupPlanReport& report) {
  const BackupPlan& plan = report.result.plan;
  std::string text = "求解 solver: ";
  if (plan.is_greedy) {
    return text + "greedy plan, no bound 贪心方案，无界; " + format_fixed(plan.seconds, 2) + " s\n";
  }
  text += plan.solver + ", " + std::string(status_id(plan)) + ", gap " +
          (std::isfinite(plan.gap) ? percent_figure(plan.gap) : "–") + ", " + format_count(plan.columns) +
          " columns × " + format_count(plan.rows) + " rows, " + format_fixed(plan.seconds, 2) + " s";
  return text + "\n";
}

std::string rule_lines(const BackupPlanReport& report) {
  const DatasetBackupPlan& result = report.result;
  std::string text;
  for (std::size_t n = 0; n < result.needs.size(); ++n) {
    const PlanNeedView view = need_view(report, n);
    text +=
        (text.empty() ? "" : "; ") + view.name.zh + " " + view.name.en + ": " + format_count(view.backups);
  }
  if (!text.empty()) text = "须有备份 must have a backup: " + text + "\n";
  const auto largest = largest_firm(result);
  if (report.options.plan.largest_firm_part < 1 && largest) {
    const Bilingual name = firm_name(report.dataset, largest->firm);
    text += "份额最大的企业 largest share: " + name.zh + " " + name.en + " " + percent_figure(largest->part) +
            " ≤ " + percent_figure(report.options.plan.largest_firm_part) + "\n";
  }
  if (result.plan.status == MilpStatus::kInfeasible)
    text += "在这些约束下没有方案。 The rules leave no plan.\n";
  for (const PlanConflict& conflict : result.plan.conflicts) {
    const Bilingual name = conflict_name(report, conflict);
    const Bilingual cost = money_figure(conflict.least_cost, "CNY");
    const bool is_budget = conflict.rule == PlanRule::kBudget;
    text += "  " + std::string(conflict.is_enough ? "" : "+ ") + "放弃 give up: " + name.zh + " " + name.en +
            (is_budget ? "；至少要 at least " : "；其余约束至少要 the other rules cost at least ") + cost.zh +
            " " + cost.en + "\n";
  }
  return text;
}

std::string assumption_lines(const BackupPlanReport& report) {
  const BackupCosts& costs = report.options.costs;
  const FailureRates& rates = report.options.failures;
  const DatasetBackupPlan& result = report.result;
  const auto money = [](double value) { return money_figure(value, "CNY"); };
  std::string text =
      "假设（M 级，可替换）：认证一次性费用 已量产 " + money(costs.qualify_qualified).zh + "、试产 " +
      money(costs.qualify_trial).zh + "、潜在 " + money(costs.qualify_potential).zh + "，按 " +
      format_number(costs.years) + " 年分摊；预留费为预留年产值的 " + percent_figure(costs.reservation_rate) +
      "；持有库存每年 " + percent_figure(costs.stock_rate) + "；失效频率 境外国家/地区 " +
      format_number(rates.country) + " 次/年、境内控制方 " + format_number(rates.group) + " 次/年。\n" +
      "Assumptions (grade M, to be replaced): qualification once " + money(costs.qualify_qualified).en +
      " in volume, " + money(costs.qualify_trial).en + " in trial, " + money(costs.qualify_potential).en +
      " potential, over " + format_number(costs.years) + " years; reservation " +
      percent_figure(costs.reservation_rate) + " of the reserved output a year; stock " +
      percent_figure(costs.stock_rate) + " of its value a year; failures a year: country abroad " +
      format_number(rates.country) + ", firm at home " + format_number(rates.group) + ".\n";
  const bool synthetic = std::any_of(
      result.candidates.begin(), result.candidates.end(), [&](const DatasetBackupPlan::Choice& choice) {
        return result.answers[choice.item].candidates[choice.candidate].synthetic;
      });
  if (synthetic)
    text +=
        "* 虚构企业：方案只说明方法。 * made up: the plan shows the method and says nothing about real "
        "firms.\n";
  if (result.makers_without_figure > 0)
    text += "另有真实厂商 " + format_count(result.makers_without_figure) +
            " 条记录产能不详、未计入。 Real makers of unknown capacity, not counted: " +
            format_count(result.makers_without_figure) + ".\n";
  if (!result.skipped.empty())
    text +=
        format_count(result.skipped.size()) +
        " products left out: nobody makes or uses them in the network, or no source is named 个产品未纳入:"
        "网络中无人产用，或来源均未具名\n";
  if (result.buyers_left_out > 0)
    text += format_count(result.buyers_left_out) +
            " smaller buyers are not planned for, or their sources have no names "
            "个较小采购企业或来源未具名的采购企业未纳入\n";
  if (report.options.costs.least_order > 0) {
    text += "最小预留 " + money(report.options.costs.least_order).zh + "/年。 Nothing below " +
            money(report.options.costs.least_order).en + " a year is reserved.\n";
  }
  if (result.scenarios_left_out > 0)
    text += format_count(result.scenarios_left_out) + " smaller sources are no scenario 个较小来源未作情景\n";
  return text;
}

}  // namespace

std::string backup_plan_table(const BackupPlanReport& report, const BackupPlanTableOptions& options) {
  const Dataset& dataset = report.dataset;
  const DatasetBackupPlan& result = report.result;
  const NameLanguage names = options.names;
  const NameLanguage one = names == NameLanguage::kBoth ? NameLanguage::kChinese : names;
  std::vector<PlanItemView> items = plan_items(result);
  std::string text = answer_lines(report, items) + solver_lines(report) + rule_lines(report) + "\n";
  const auto saved = [&](const PlanItemView& view) {
    return result.input.items[view.item].value * (view.short_before - view.short_after);
  };
  std::stable_sort(items.begin(), items.end(),
                   [&](const PlanItemView& a, const PlanItemView& b) { return saved(a) > saved(b); });

  TerminalTable table;
  table.columns = {{"产品 product", Align::kLeft, 40, 14},
                   {"主供 primary", Align::kLeft, 28, 8},
                   {"占比", Align::kRight},
                   {"缺口/年 gap/yr", Align::kRight},
                   {"库存天 stock d", Align::kRight},
                   {"备份 backups (reserved a year, ready)", Align::kLeft, 72, 20},
                   {"+库存天", Align::kRight},
                   {"费用/年 cost/yr", Align::kRight},
                   {"损失减少 loss avoided", Align::kRight},
                   {"覆盖 covered"}};
  const std::size_t shown = options.top == 0 ? items.size() : std::min(options.top, items.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const PlanItemView& view = items[i];
    const BackupAnswer& answer = result.answers[view.item];
    auto& row = table.rows.emplace_back();
    row.emplace_back(item_name(dataset, answer.question, names));
    row.emplace_back(in(names, root_name(dataset, answer.primary().root)));
    row.emplace_back(percent_figure(answer.primary().part));
    row.emplace_back(money_cell(answer.gap * kDaysAYear, names));
    row.emplace_back(format_fixed(answer.cover.middle(), 0));
    std::string backups;
    for (const std::uint32_t c : view.backups) {
      const BackupCandidate& candidate = candidate_of(result, c);
      backups += (backups.empty() ? "" : "; ") + std::string(candidate.synthetic ? "*" : "") +
                 in(one, firm_name(dataset, candidate.firm)) + " " +
                 money_cell(result.plan.reserved[c] * kDaysAYear, names) + ", " +
                 format_fixed(candidate.ready_days(), 0) + (one == NameLanguage::kEnglish ? " d" : " 天");
    }
    row.emplace_back(backups.empty() ? "–" : backups);
    const double stock_days = answer.gap > 0 ? result.plan.stock[view.item] / answer.gap : 0;
    row.emplace_back(stock_days > 0.05 ? format_fixed(stock_days, 1) : "–");
    row.emplace_back(view.cost > 0 ? money_cell(view.cost, names) : "–");
    row.emplace_back(money_cell(saved(view), names));
    row.emplace_back(view.short_before <= 0  ? "✓ 已 already"
                     : view.short_after <= 0 ? "✓"
                                             : "✗",
                     view.short_after > 0 ? Tone::kRed : Tone::kPlain);
  }
  text += render_table(table, options.style);
  if (shown < items.size())
    text += "… " + format_count(items.size() - shown) + " more 个未列出; --top 0 lists all 列出全部\n";

  std::map<UncoveredReason, std::vector<std::uint32_t>> reasons;
  for (const UncoveredItem& item : result.plan.uncovered) reasons[item.reason].push_back(item.item);
  if (!reasons.empty()) text += "\n未覆盖 not covered:\n";
  for (const auto& [reason, list] : reasons) {
    const Words words = words_of(reason);
    text += "  " + in(names, {std::string(words.zh), std::string(words.en)}) + " (" +
            format_count(list.size()) + "): ";
    const std::size_t named = std::min<std::size_t>(list.size(), 12);
    for (std::size_t k = 0; k < named; ++k) {
      text += (k == 0 ? "" : ", ") + item_name(dataset, result.answers[list[k]].question, one);
    }
    text += named < list.size() ? ", …\n" : "\n";
  }
  return text + "\n" + assumption_lines(report);
}

std::string backup_plan_csv(const BackupPlanReport& report) {
  const Dataset& dataset = report.dataset;
  const DatasetBackupPlan& result = report.result;
  CsvWriter csv;
  for (const char* name : {"product_id",
                           "name_zh",
                           "name_en",
                           "chain_id",
                           "buyer_id",
                           "buyer_zh",
                           "buyer_en",
                           "primary",
                           "gap_cny_a_year",
                           "cover_days",
                           "kind",
                           "firm_id",
                           "firm_zh",
                           "firm_en",
                           "region_code",
                           "tier",
                           "status",
                           "synthetic",
                           "reserved_cny_a_year",
                           "ready_days",
                           "stock_cny",
                           "stock_days",
                           "cost_cny_a_year",
                           "covered",
                           "uncovered_reason",
                           "short_cny"}) {
    csv.field(name);
  }
  csv.end_record();
  for (const PlanItemView& view : plan_items(result)) {
    const BackupAnswer& answer = result.answers[view.item];
    const Product& product = dataset.product(answer.question.product);
    const auto uncovered = uncovered_of(result, view.item);
    const auto head = [&](const char* kind) {
      for (const std::string* field : {&product.id, &product.name_zh, &product.name_en})
        csv.field(with_valid_utf8(*field));
      csv.field(dataset.chain(product.chain).id);
      const auto& buyer = answer.question.buyer;
      for (const auto member : {&Firm::id, &Firm::name_zh, &Firm::name_en})
        csv.field(buyer ? with_valid_utf8(dataset.firm(*buyer).*member) : std::string());
      csv.field(root_name(dataset, answer.primary().root).en);
      csv.field(format_number(answer.gap * kDaysAYear));
      csv.field(format_number(answer.cover.middle()));
      csv.field(kind);
    };
    const auto tail = [&](double cost) {
      csv.field(format_number(cost));
      csv.field(view.short_after <= 0 ? "1" : "0");
      csv.field(uncovered ? std::string(id_of(uncovered->reason)) : std::string());
      csv.field(format_number(view.short_after));
      csv.end_record();
    };
    for (const std::uint32_t c : view.backups) {
      const BackupCandidate& candidate = candidate_of(result, c);
      const Firm& firm = dataset.firm(candidate.firm);
      const PlanCandidate& one = result.input.candidates[c];
      head("backup");
      for (const std::string* field : {&firm.id, &firm.name_zh, &firm.name_en})
        csv.field(with_valid_utf8(*field));
      csv.field(candidate.region ? dataset.region(*candidate.region).code : std::string());
      csv.field(id_of(candidate.tier));
      csv.field(id_of(candidate.status));
      csv.field(candidate.synthetic ? "1" : "0");
      csv.field(format_number(result.plan.reserved[c] * kDaysAYear));
      csv.field(format_number(candidate.ready_days()));
      csv.field("");
      csv.field("");
      tail(one.qualification_cost + one.reservation_cost * result.plan.reserved[c]);
    }
    const double stock = result.plan.stock[view.item];
    if (stock > 0 || view.backups.empty()) {
      head(stock > 0 ? "stock" : "none");
      for (int k = 0; k < 9; ++k) csv.field("");
      csv.field(format_number(stock));
      csv.field(format_number(answer.gap > 0 ? stock / answer.gap : 0));
      tail(result.input.items[view.item].stock_cost * stock);
    }
  }
  return csv.take();
}

}  // namespace tenon
