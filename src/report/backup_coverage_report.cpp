#include "report/backup_coverage_report.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "base/number.h"
#include "report/backup_coverage_report_words.h"
#include "report/break_points_text.h"
#include "report/figures.h"
#include "report/names.h"
#include "report/words.h"

namespace tenon {
namespace {

bool shows_zh(const CoverageTableOptions& options) {
  return options.names != NameLanguage::kEnglish;
}
bool shows_en(const CoverageTableOptions& options) {
  return options.names != NameLanguage::kChinese;
}

// In the languages shown, Chinese first.
std::string in(const CoverageTableOptions& options, const std::string& zh, const std::string& en) {
  if (options.names == NameLanguage::kChinese || zh == en) return zh;
  return options.names == NameLanguage::kEnglish ? en : zh + " " + en;
}
std::string in(const CoverageTableOptions& options, const Words& words) {
  return in(options, std::string(words.zh), std::string(words.en));
}
std::string in(const CoverageTableOptions& options, const Bilingual& words) {
  return in(options, words.zh, words.en);
}

std::string money(const CoverageTableOptions& options, double value) {
  const Bilingual figure = money_figure(value, "CNY");
  return options.names == NameLanguage::kChinese ? figure.zh : figure.en;
}

std::string rate_text(const std::optional<double>& rate) {
  return rate ? percent_figure(*rate) : "–";
}

std::string days_text(double days) {
  return format_fixed(days, days < 10 ? 1 : 0);
}

// "3.5 / 4.25" for parts of products, "3 / 4" for whole ones.
std::string of_all(const CoverageCount& count, bool parts) {
  if (!parts) return format_count(count.covered) + " / " + format_count(count.products);
  return format_fixed(count.weight_covered, 2) + " / " + format_fixed(count.weight, 2);
}

std::string groups_table(const CoverageReport& report, const CoverageTableOptions& options) {
  TerminalTable table;
  table.columns = {{in(options, "口径", "by")},
                   {in(options, "名称", "name"), Align::kLeft, 36, 12},
                   {in(options, "已覆盖/全部", "covered / all"), Align::kRight},
                   {in(options, "覆盖率", "rate"), Align::kRight},
                   {in(options, "完整N-1备份", "full N-1"), Align::kRight},
                   {in(options, "按金额", "by value"), Align::kRight}};
  const auto add = [&](const std::string& by, const std::string& name, const CoverageCount& count,
                       bool parts) {
    table.rows.push_back({by, name, of_all(count, parts), rate_text(count.rate()),
                          rate_text(count.rate_lasting()), rate_text(count.rate_by_value())});
  };
  const Dataset& dataset = report.dataset;
  for (const ChainCoverage& one : report.indicators.chains) {
    const Chain& chain = dataset.chain(one.chain);
    add(in(options, "产业链", "chain"), in(options, chain.name_zh, chain.name_en), one.count, false);
  }
  const auto regions = [&](const std::string& by, const std::vector<RegionCoverage>& list, bool parts) {
    for (const RegionCoverage& one : list) {
      const Region& region = dataset.region(one.region);
      add(by, in(options, region_name_zh(region), region_name_en(region)), one.count, parts);
    }
  };
  regions(in(options, "采购方省份", "buyers' province"), report.indicators.provinces, true);
  regions(in(options, "牵头省份", "lead province"), report.indicators.lead_provinces, false);
  return render_table(table, options.style);
}

std::string series_table(const CoverageReport& report, const CoverageTableOptions& options) {
  TerminalTable table;
  table.columns = {{in(options, "日期", "day")},
                   {in(options, "已覆盖/全部", "covered / all"), Align::kRight},
                   {in(options, "覆盖率", "rate"), Align::kRight},
                   {in(options, "完整N-1备份", "full N-1"), Align::kRight},
                   {in(options, "按金额", "by value"), Align::kRight}};
  for (const CoverageIndicators& at : report.series) {
    table.rows.push_back({day_text(at.day), of_all(at.all, false), rate_text(at.all.rate()),
                          rate_text(at.all.rate_lasting()), rate_text(at.all.rate_by_value())});
  }
  return render_table(table, options.style);
}

// "1 counts, 2 expired"
std::string entries_text(const CoverageOnProduct& product, const CoverageTableOptions& options) {
  std::map<EntryUse, std::size_t> uses;
  for (const EntryOnDay& entry : product.entries) ++uses[entry.use];
  std::string text;
  for (const auto& [use, count] : uses) {
    const Words words = words_of(use);
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " +
            std::string(options.names == NameLanguage::kEnglish ? words.en : words.zh);
  }
  return text.empty() ? "–" : text;
}

std::string products_table(const CoverageReport& report, const CoverageTableOptions& options) {
  std::vector<std::size_t> order(report.book.cases.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto key = [&](std::size_t k) {
      const CoverageCase& one = report.book.cases[k];
      return std::tuple(report.today.products[k].covered, one.subject.level.value_or(Level::kUnknown),
                        -one.gap);
    };
    return key(a) < key(b);
  });
  TerminalTable table;
  table.columns = {{in(options, "等级", "level")}};
  if (shows_zh(options)) table.columns.push_back({"产品", Align::kLeft, 28, 12});
  if (shows_en(options)) table.columns.push_back({"product", Align::kLeft, 36, 14});
  table.columns.insert(table.columns.end(),
                       {{in(options, "主要来源", "primary source"), Align::kLeft, 30, 10},
                        {in(options, "占比", "part"), Align::kRight},
                        {in(options, "每日缺口", "gap a day"), Align::kRight},
                        {in(options, "生存天数", "days to survive"), Align::kRight},
                        {in(options, "缺货起日", "short from day"), Align::kRight},
                        {in(options, "缺口金额", "short"), Align::kRight},
                        {in(options, "登记条目", "entries"), Align::kLeft, 60, 16}});
  const std::size_t shown = options.top == 0 ? order.size() : std::min(options.top, order.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const CoverageCase& one = report.book.cases[order[i]];
    const CoverageOnProduct& result = report.today.products[order[i]];
    const Product& product = report.dataset.product(one.subject.product);
    auto& row = table.rows.emplace_back();
    if (one.subject.level) {
      row.emplace_back(in(options, words_of(*one.subject.level)), tone_of(*one.subject.level));
    } else {
      row.emplace_back("–");
    }
    if (shows_zh(options)) row.emplace_back(product.name_zh);
    if (shows_en(options)) row.emplace_back(product.name_en.empty() ? product.name_zh : product.name_en);
    if (one.basis != CoverageBasis::kAssessed) {
      row.emplace_back(in(options, words_of(one.basis)), Tone::kFaint);
      for (int blank = 0; blank < 5; ++blank) row.emplace_back("–");
    } else {
      row.emplace_back(in(options, root_name(report.dataset, one.primary.root)));
      row.emplace_back(percent_figure(one.primary.part));
      row.emplace_back(money(options, one.gap));
      row.emplace_back(days_text(one.survive_days));
      row.emplace_back(result.lasting          ? in(options, "完整备份", "full backup")
                       : result.by_stock_alone ? in(options, "库存即可", "by stocks")
                       : result.covered        ? in(options, "已覆盖", "covered")
                                               : days_text(result.shortage.first_day.value_or(0)));
      row.emplace_back(result.covered ? "–" : money(options, result.shortage.amount));
    }
    row.emplace_back(entries_text(result, options));
  }
  std::string text = render_table(table, options.style);
  if (shown < order.size())
    text += "… " + format_count(order.size() - shown) + " more 个未列出; --top 0 lists all 列出全部\n";
  return text;
}

std::size_t in_force(const CoverageReport& report) {
  return static_cast<std::size_t>(
      std::count_if(report.book.backups.begin(), report.book.backups.end(),
                    [&](const ResolvedBackup& backup) { return backup.holds_on(report.today.day); }));
}

std::size_t reported(const CoverageReport& report) {
  std::size_t count = 0;
  for (const CoverageCase& one : report.book.cases) count += one.entries.size();
  return count;
}

std::string heading(const CoverageReport& report) {
  return report.source + " + " + report.reg.file + ", " + day_text(report.today.day) + ": " +
         format_count(report.reg.entries.size()) + " entries 条登记, " + format_count(in_force(report)) +
         " in force 条有效\n";
}

std::string survival_sentence(const CoverageReport& report, const CoverageTableOptions& options) {
  const Bilingual simulated = {"生存时间：仿真所得（境外来源全部中断；主要来源在境内的，全部来源中断）。",
                               "Time to survive: simulated (all sources abroad stop; where the primary "
                               "source is at home, all sources)."};
  const Bilingual held = {"生存时间：采购方持有的库存天数。",
                          "Time to survive: days of use that buyers hold."};
  return in(options, report.simulated ? simulated : held) + "\n";
}

std::string horizon_sentence(const CoverageReport& report, const CoverageTableOptions& options) {
  const std::string days = format_number(report.book.horizon_days);
  return in(options, "已覆盖：主要来源中断后" + days + "天内不缺货；完整N-1备份：此后也不缺货。",
            "Covered: nothing is short within " + days +
                " days after the primary source has stopped; full N-1 backup: nor ever after.") +
         "\n";
}

}  // namespace

std::string coverage_table(const CoverageReport& report, const CoverageTableOptions& options) {
  const CoverageCount& all = report.indicators.all;
  std::string levels_zh;
  std::string levels_en;
  for (const Level level : report.levels) {
    levels_zh += (levels_zh.empty() ? "" : "、") + std::string(words_of(level).zh);
    levels_en += (levels_en.empty() ? "" : ", ") + std::string(words_of(level).en);
  }
  std::string text = heading(report);
  if (shows_zh(options))
    text += "备份覆盖率 " + rate_text(all.rate()) + "：断链风险产品（" + levels_zh + "）" +
            format_count(all.products) + " 个，已覆盖 " + format_count(all.covered) + " 个，其中仅靠库存 " +
            format_count(all.by_stock_alone) + " 个，有完整N-1备份 " + format_count(all.lasting) +
            " 个；无法评估 " + format_count(all.not_assessed) + " 个（计为未覆盖）；按金额 " +
            rate_text(all.rate_by_value()) + "\n";
  if (shows_en(options))
    text += "Backup coverage " + rate_text(all.rate()) + ": " + format_count(all.covered) + " of " +
            format_count(all.products) + " break-point products (" + levels_en + ") are covered, " +
            format_count(all.by_stock_alone) + " by stocks alone, " + format_count(all.lasting) +
            " with a full N-1 backup; not assessed and counted as not covered: " +
            format_count(all.not_assessed) + "; by value " + rate_text(all.rate_by_value()) + "\n";
  const std::size_t others =
      report.reg.entries.size() - std::min(report.reg.entries.size(), reported(report));
  if (others > 0)
    text += format_count(others) + " entries are for products of other levels 条登记的产品属于其他等级\n";
  text += horizon_sentence(report, options) + survival_sentence(report, options) + "\n";
  if (report.book.cases.empty()) return text;
  text += groups_table(report, options) + "\n" + products_table(report, options);
  if (!report.series.empty()) text += "\n" + series_table(report, options);
  return text + "\n" +
         in(options, "按金额：已覆盖产品的缺口占全部缺口之比。采购方省份：每种产品按流入该省生产线的份额计。",
            "By value: gaps of covered products over all gaps. Buyers' province: each product counts by the "
            "part "
            "of its flow into lines that stand there.") +
         "\n";
}

std::string register_check_table(const CoverageReport& report, const CoverageTableOptions& options) {
  struct Row {
    const CoverageCase* product = nullptr;
    const CoverageOnProduct* result = nullptr;
    std::size_t position = 0;
  };
  std::vector<Row> rows(report.reg.entries.size());
  for (std::size_t k = 0; k < report.book.cases.size(); ++k) {
    const CoverageCase& one = report.book.cases[k];
    for (std::size_t e = 0; e < one.entries.size(); ++e)
      rows[one.entries[e].entry] = {&one, &report.today.products[k], e};
  }
  TerminalTable table;
  table.columns = {{in(options, "编号", "id")},
                   {in(options, "产品", "product"), Align::kLeft, 30, 12},
                   {in(options, "备份厂商", "maker"), Align::kLeft, 30, 12},
                   {in(options, "状态", "status")},
                   {in(options, "交货天数", "ready"), Align::kRight},
                   {in(options, "生存天数", "survive"), Align::kRight},
                   {in(options, "占缺口", "of gap"), Align::kRight},
                   {in(options, "备货天数", "stock"), Align::kRight},
                   {in(options, "判断", "verdict"), Align::kLeft, 44, 16},
                   {in(options, "与主要来源共有", "shared with the primary source"), Align::kLeft, 60, 20}};
  const std::string stock_alone = in(options, "仅备货", "stock alone");
  for (std::size_t e = 0; e < rows.size(); ++e) {
    const Row& row = rows[e];
    if (row.product == nullptr) continue;
    const ResolvedBackup& backup = report.book.backups[e];
    const BackupEntry& entry = report.reg.entries[e];
    const EntryExposure& exposure = row.product->entries[row.position];
    const EntryOnDay& today = row.result->entries[row.position];
    const Product& product = report.dataset.product(backup.product);
    const bool counts = today.use == EntryUse::kCounts;
    std::string maker = stock_alone;
    if (backup.maker) {
      const Bilingual name = firm_name(report.dataset, *backup.maker);
      maker = options.names == NameLanguage::kEnglish ? name.en : name.zh;
    }
    std::string shared;
    for (const SharedExposure& one : exposure.shared)
      shared += (shared.empty() ? "" : "; ") + in(options, exposure_text(report.dataset, one));
    const bool known = row.product->basis == CoverageBasis::kAssessed;
    const double gap = row.product->gap;
    table.rows.push_back(
        {entry.id,
         in(options, product.name_zh, product.name_en.empty() ? product.name_zh : product.name_en),
         maker,
         backup.maker ? in(options, words_of(entry.status)) : "–",
         days_text(entry.ready_days),
         known ? days_text(row.product->survive_days) : "–",
         known ? percent_figure(backup.reserved / gap) : "–",
         days_text(entry.stock_days),
         {in(options, words_of(today.use)), counts ? Tone::kPlain : Tone::kStrong},
         shared.empty() ? "–" : shared});
  }
  std::map<EntryUse, std::size_t> uses;
  for (const CoverageOnProduct& product : report.today.products) {
    for (const EntryOnDay& entry : product.entries) ++uses[entry.use];
  }
  std::string text = heading(report);
  for (const auto& [use, count] : uses)
    text += "  " + format_count(count) + " " + in(options, words_of(use)) + "\n";
  return text + horizon_sentence(report, options) + survival_sentence(report, options) + "\n" +
         render_table(table, options.style);
}

}  // namespace tenon
