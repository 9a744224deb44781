#include "report/backup_drill_report.h"

#include <algorithm>
#include <utility>

#include "base/number.h"
#include "report/backup_drill_report_words.h"
#include "report/figures.h"
#include "report/names.h"

namespace tenon {

using namespace drill_words;

namespace {

class Protocol {
 public:
  Protocol(const BackupDrillReport& report, const Drill& drill, const BackupDrillTableOptions& options)
      : report_(report), drill_(drill), options_(options) {}

  std::string text() {
    const Bilingual name = product_text(report_.dataset, drill_.product);
    text_ += "\n" + in(options_.names, {"演练记录 " + name.zh, "Drill protocol " + name.en}) + "\n";
    line({"日期 " + report_.day, "date " + report_.day});
    failure();
    const Bilingual result = result_text(drill_);
    line({"结果：" + result.zh, "result: " + result.en});
    shortage();
    losses();
    deliveries();
    proposals();
    return std::move(text_);
  }

 private:
  void line(const Bilingual& text) {
    if (options_.names != NameLanguage::kEnglish) text_ += "  " + text.zh + "\n";
    if (options_.names != NameLanguage::kChinese) text_ += "  " + text.en + "\n";
  }

  void failure() {
    const Bilingual root = root_name(report_.dataset, drill_.primary.root);
    const std::string part = percent_figure(drill_.primary.part);
    const Bilingual a_day = money_figure(drill_.primary.flow, "CNY");
    const std::string days = std::to_string(report_.options.failure_days);
    const bool whole = report_.options.whole_root;
    line({"失效：" + root.zh + "（占用量 " + part + "，" + a_day.zh + "/日）" +
              (whole ? "及其全部产品" : "的该产品") + "，全停 " + days + " 天",
          "failed: " + root.en + " (" + part + " of what is used, " + a_day.en + " a day), " +
              (whole ? "with all it makes" : "with this product") + ", wholly, for " + days + " days"});
  }

  void shortage() {
    const auto outcome = [&](const DrillOutcome& o) -> Bilingual {
      if (o.first_short_day < 0) return {"无短缺", "no shortage"};
      return {day_text(o.first_short_day).zh + "起短缺，" + std::to_string(o.users_short) + "/" +
                  std::to_string(drill_.users) + " 个使用者，最大缺口 " +
                  percent_figure(o.largest_shortfall) + "（" + day_text(o.worst_day).zh + "）",
              "short from " + day_text(o.first_short_day).en + ", " + std::to_string(o.users_short) + " of " +
                  std::to_string(drill_.users) + " users, at most " + percent_figure(o.largest_shortfall) +
                  " of their output (" + day_text(o.worst_day).en + ")"};
    };
    const Bilingual without = outcome(drill_.without);
    const Bilingual with = outcome(drill_.with);
    line({"无备份：" + without.zh, "without backups: " + without.en});
    line({"有备份：" + with.zh, "with backups: " + with.en});
    const Shortage& predicted = drill_.predicted;
    const Bilingual amount = money_figure(predicted.amount, "CNY");
    const Bilingual missing = money_figure(drill_.with.missing, "CNY");
    if (predicted.first_day) {
      const Bilingual day = day_text(static_cast<int>(*predicted.first_day));
      line({"按库存、速率与天数估算：" + day.zh + "起短缺，共缺 " + amount.zh + "（演练中缺 " + missing.zh +
                "）",
            "by stocks, rates and days alone: short from " + day.en + ", " + amount.en +
                " in all (in the drill " + missing.en + ")"});
    } else {
      line({"按库存、速率与天数估算：无短缺（演练中缺 " + missing.zh + "）",
            "by stocks, rates and days alone: no shortage (in the drill " + missing.en + ")"});
    }
  }

  void losses() {
    const auto row = [&](const char* zh, const char* en, double without, double with) {
      const Bilingual a = money_figure(without, "CNY");
      const Bilingual b = money_figure(with, "CNY");
      const Bilingual saved = money_figure(without - with, "CNY");
      line({std::string(zh) + "：" + a.zh + " → " + b.zh + "，避免 " + saved.zh,
            std::string(en) + ": " + a.en + " → " + b.en + ", avoided " + saved.en});
    };
    row("产出损失", "output lost", drill_.without.lost_output, drill_.with.lost_output);
    row("增加值损失", "value added lost", drill_.without.lost_value_added, drill_.with.lost_value_added);
    row("最终需求损失", "final demand unserved", drill_.without.lost_final_demand,
        drill_.with.lost_final_demand);
  }

  void deliveries() {
    if (drill_.delivered.empty()) {
      line({"该产品没有当日有效的登记备份", "no backup of the product holds on the day"});
      return;
    }
    TerminalTable table;
    table.columns = {{"entry 条目"},
                     {"maker 供应商", Align::kLeft, 32, 12},
                     {"reserved/day 日预留", Align::kRight},
                     {"ready 就绪天数", Align::kRight},
                     {"delivered 交付", Align::kRight},
                     {"from 起始", Align::kRight},
                     {"stock used 动用库存", Align::kRight},
                     {"remark 备注", Align::kLeft, 48, 12}};
    for (const BackupDelivered& entry : drill_.delivered) {
      const ResolvedBackup& backup = report_.backups[entry.backup];
      const bool makes = backup.maker.has_value();
      const auto money = [&](double value) { return in(options_.names, money_figure(value, "")); };
      table.rows.push_back(
          {entry_id(report_, entry), in(options_.names, maker_text(report_, entry)),
           makes ? money(entry.reserved) : "–", makes ? format_number(backup.ready_days) : "–",
           makes ? money(entry.delivered) : "–", entry.first_day < 0 ? "–" : std::to_string(entry.first_day),
           entry.stock > 0 ? money(entry.stock_needed) + " / " + money(entry.stock) : "–",
           in(options_.names, idle_text(entry.idle))});
    }
    text_ += render_table(table, options_.style);
  }

  void proposals() {
    if (!drill_.sought) return;
    if (drill_.proposals.empty()) {
      const DrillLimits& limits = report_.options.limits;
      const std::string factor = format_number(limits.reserve_factor);
      const std::string stock = std::to_string(limits.stock_days);
      const std::string makers = std::to_string(limits.candidates);
      line({"在限度内（预留至 " + factor + " 倍、加备库存 " + stock + " 天、增加供应商 " + makers +
                " 家）未找到可通过的改动",
            "no change within the limits (" + factor + " times the reserve, " + stock + " days of stock, " +
                makers + " more makers) makes it pass"});
      return;
    }
    for (const DrillProposal& proposal : drill_.proposals) {
      Bilingual text = proposal_text(report_.dataset, proposal);
      if (proposal.smaller_short_day) {
        const Bilingual day = day_text(*proposal.smaller_short_day);
        text.zh += "（少一步则" + day.zh + "短缺）";
        text.en += " (a step less is short on " + day.en + ")";
      }
      line({"若" + text.zh + "，则通过（已复演）", "passes with " + text.en + "; it was run again"});
    }
  }

  const BackupDrillReport& report_;
  const Drill& drill_;
  const BackupDrillTableOptions& options_;
  std::string text_;
};

}  // namespace

std::string backup_drill_table(const BackupDrillReport& report, const BackupDrillTableOptions& options) {
  const DrillCounts counts = drill_counts(report.result);
  const std::string sides = std::to_string(counts.passed) + " / " + std::to_string(counts.drills);
  const std::string rate = percent_figure(counts.pass_rate());
  std::string text = report.source + " + " + report.reg.file + ", " + report.day + "\n";
  const auto say = [&](const Bilingual& line) {
    if (options.names != NameLanguage::kEnglish) text += line.zh + "\n";
    if (options.names != NameLanguage::kChinese) text += line.en + "\n";
  };
  const std::string untried = std::to_string(counts.untried);
  say({"演练通过 " + sides + "（" + rate + "），其中 " + untried + " 项无备份也不短缺；失败 " +
           std::to_string(counts.failed) + " 项，其中未登记备份 " + std::to_string(counts.bare) +
           "、已找到可通过的改动 " + std::to_string(counts.mendable) + "；未演练 " +
           std::to_string(counts.skipped),
       "drills passed " + sides + " (" + rate + "), of these " + untried +
           " would not be short without backups either; " + std::to_string(counts.failed) +
           " failed, of these " + std::to_string(counts.bare) + " without any entry, " +
           std::to_string(counts.mendable) + " with a change that makes them pass; " +
           std::to_string(counts.skipped) + " not run"});
  if (counts.stopped > 0) {
    const std::string stopped = std::to_string(counts.stopped);
    say({"中止 " + stopped + " 项，结果不完整", stopped + " stopped: the result is not complete"});
  }
  text += "\n";

  TerminalTable table;
  table.columns = {{"result 结果"},
                   {"product 产品", Align::kLeft, 40, 14},
                   {"primary source 主要来源", Align::kLeft, 56, 12},
                   {"part 占比", Align::kRight},
                   {"first shortage 首次短缺", Align::kLeft, 40, 12},
                   {"value added saved 避免增加值损失", Align::kRight},
                   {"passes with 可通过的改动", Align::kLeft, 60, 16}};
  for (const Drill& drill : report.result.drills) {
    auto& row = table.rows.emplace_back();
    const Tone tone = was_run(drill) && !drill.passes ? Tone::kRed : Tone::kPlain;
    row.emplace_back(in(options.names, result_text(drill)), tone);
    row.emplace_back(in(options.names, product_text(report.dataset, drill.product)));
    if (!was_run(drill)) {
      row.emplace_back(in(options.names, skip_text(drill.skip)), Tone::kFaint);
      continue;
    }
    row.emplace_back(in(options.names, root_name(report.dataset, drill.primary.root)));
    row.emplace_back(percent_figure(drill.primary.part));
    const Bilingual without = day_text(drill.without.first_short_day);
    const Bilingual with = day_text(drill.with.first_short_day);
    row.emplace_back(in(options.names, {without.zh + " → " + with.zh, without.en + " → " + with.en}));
    row.emplace_back(in(options.names, money_figure(drill.value_added_saved(), "CNY")));
    row.emplace_back(drill.proposals.empty()
                         ? (drill.sought ? in(options.names, {"限度内无", "none within limits"}) : "–")
                         : in(options.names, proposal_text(report.dataset, drill.proposals.front())));
  }
  text += render_table(table, options.style);

  std::vector<const Drill*> told;
  for (const Drill& drill : report.result.drills) {
    if (was_run(drill)) told.push_back(&drill);
  }
  std::stable_sort(told.begin(), told.end(),
                   [](const Drill* a, const Drill* b) { return a->passes < b->passes; });
  const std::size_t shown = options.protocols == 0 ? told.size() : std::min(options.protocols, told.size());
  for (std::size_t k = 0; k < shown; ++k) text += Protocol(report, *told[k], options).text();
  if (shown < told.size()) {
    const std::string more = std::to_string(told.size() - shown);
    text += "\n";
    say({"另有 " + more + " 份记录未列出", "… " + more + " more protocols"});
  }
  return text;
}

}  // namespace tenon
