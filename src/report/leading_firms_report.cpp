// The tables for terminals.
#include "report/leading_firms_report.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <set>
#include <string>
#include <utility>

#include "base/number.h"
#include "report/figures.h"
#include "report/leading_firms_report_words.h"
#include "report/names.h"

namespace tenon {
namespace {

class LeadersTables {
 public:
  LeadersTables(const LeadersReport& report, const LeadersTableOptions& options)
      : report_(report), dataset_(report.dataset), options_(options) {}

  std::string write() {
    for (const ChainLeaders& chain : report_.leaders.chains) {
      if (report_.circle && chain.leaders.empty()) continue;
      write_chain(chain);
    }
    if (report_.circle) write_circle(*report_.circle);
    for (const Bilingual& note : leaders_notes(report_)) {
      if (in_english()) text_ += note.en + "\n";
      if (in_chinese()) text_ += note.zh + "\n";
    }
    return std::move(text_);
  }

 private:
  [[nodiscard]] bool in_chinese() const { return options_.names != NameLanguage::kEnglish; }
  [[nodiscard]] bool in_english() const { return options_.names != NameLanguage::kChinese; }
  [[nodiscard]] std::size_t rows_of(std::size_t all) const {
    return options_.top == 0 ? all : std::min(options_.top, all);
  }
  [[nodiscard]] std::string both(const Words& words) const {
    if (!in_chinese()) return std::string(words.en);
    if (!in_english()) return std::string(words.zh);
    return std::string(words.en) + " " + std::string(words.zh);
  }
  // Money without its currency, which stands above the column.
  [[nodiscard]] std::string money(double value) const {
    const Bilingual figure = scaled_figure(value);
    return options_.names == NameLanguage::kChinese ? figure.zh : figure.en;
  }

  void name_columns(TerminalTable& table, const char* zh, const char* en) const {
    if (in_chinese()) table.columns.push_back({zh, Align::kLeft, 30, 12});
    if (in_english()) table.columns.push_back({en, Align::kLeft, 34, 12});
  }
  void name_cells(std::vector<TableCell>& row, const Bilingual& name) const {
    if (in_chinese()) row.emplace_back(name.zh);
    if (in_english()) row.emplace_back(name.en);
  }
  void heading(const std::string& en, const std::string& zh) {
    text_ += in_english() ? en : "";
    text_ += (in_english() && in_chinese() ? "  " : "");
    text_ += in_chinese() ? zh : "";
    text_ += "\n";
  }
  void finish(const TerminalTable& table, std::size_t shown, std::size_t all) {
    text_ += render_table(table, options_.style);
    if (shown < all)
      text_ += "… " + format_count(all - shown) + " more 个未列出; --top 0 lists all 列出全部\n";
    text_ += "\n";
  }
  // What is made up says so in every row: the firm, or the amounts alone.
  [[nodiscard]] TableCell origin(bool synthetic, bool is_made_up) const {
    if (!synthetic) return {both({"真实", "real"})};
    if (is_made_up) return {both({"虚构", "synthetic"}), Tone::kFaint};
    return {both({"金额虚构", "amounts made up"}), Tone::kFaint};
  }

  void write_chain(const ChainLeaders& chain) {
    const Chain& named = dataset_.chain(chain.chain);
    const Bilingual output = money_figure(chain.output, "CNY");
    heading(named.id + " " + (named.name_en.empty() ? named.name_zh : named.name_en) + ": " +
                format_count(chain.scored) + " firms scored, " + format_count(chain.scored_real) +
                " of them real; " + output.en + " a day",
            named.name_zh + "：评分 " + format_count(chain.scored) + " 家，其中真实 " +
                format_count(chain.scored_real) + " 家；日产出 " + output.zh);
    const std::size_t shown = rows_of(chain.leaders.size());
    if (shown > 0) {
      TerminalTable table;
      table.columns = {{"rank 名次", Align::kRight}, {"range 区间", Align::kRight}, {"data 数据"}};
      name_columns(table, "企业", "firm");
      for (const char* title : {"score 得分", "output/d 日产出", "risk 风险", "reach/d 牵动", "↑ ↓ firms 家",
                                "influence 影响", "chains 链", "percentiles 百分位"})
        table.columns.push_back({title, Align::kRight});
      for (std::size_t k = 0; k < shown; ++k) {
        const LeadingFirm& leader = chain.leaders[k];
        auto& row = table.rows.emplace_back();
        row.emplace_back(std::to_string(leader.rank));
        row.emplace_back(std::to_string(leader.best_rank) + "–" + std::to_string(leader.worst_rank));
        row.push_back(origin(leader.synthetic, dataset_.firm(leader.group).synthetic));
        name_cells(row, firm_name(dataset_, leader.group));
        row.emplace_back(format_fixed(leader.score, 3), Tone::kStrong);
        row.emplace_back(money(leader.part(LeaderPart::kOutput).value));
        row.emplace_back(percent_figure(leader.part(LeaderPart::kRisk).value));
        row.emplace_back(money(leader.part(LeaderPart::kReach).value));
        row.emplace_back(std::to_string(leader.upstream.firms) + " " +
                         std::to_string(leader.downstream.firms));
        row.emplace_back(percent_figure(leader.part(LeaderPart::kInfluence).value));
        row.emplace_back(format_fixed(leader.part(LeaderPart::kChains).value, 0));
        std::string percentiles;
        for (const LeaderFigure& part : leader.parts)
          percentiles += (percentiles.empty() ? "" : " ") + format_fixed(100 * part.percentile, 0);
        row.emplace_back(percentiles);
      }
      finish(table, shown, report_.circle ? shown : chain.scored);
    }
    write_known(chain);
  }

  void write_known(const ChainLeaders& chain) {
    if (report_.circle || chain.makers_without_figures == 0) return;
    Bilingual names;
    std::size_t own = 0;
    for (const KnownLeader& known : chain.known_leaders) own += known.own ? 1 : 0;
    const std::size_t shown = rows_of(chain.known_leaders.size());
    for (std::size_t k = 0; k < shown; ++k) {
      const Bilingual name = firm_name(dataset_, chain.known_leaders[k].firm);
      names.zh += (k == 0 ? "" : "、") + name.zh;
      names.en += (k == 0 ? "" : ", ") + name.en;
    }
    if (shown > 0 && shown < chain.known_leaders.size()) {
      names.zh += "……";
      names.en += ", …";
    }
    heading("Known without figures: " + format_count(chain.makers_without_figures) + " real makers, " +
                format_count(chain.known_leaders.size()) + " of them leaders, " + format_count(own) +
                " controlled from home" + (names.en.empty() ? "" : ": " + names.en),
            "有名无数：真实厂商 " + format_count(chain.makers_without_figures) + " 家，其中龙头 " +
                format_count(chain.known_leaders.size()) + " 家，内资控制 " + format_count(own) + " 家" +
                (names.zh.empty() ? "" : "：" + names.zh));
    text_ += "\n";
  }

  void write_circle(const CircleReport& shown) {
    const SupplierCircle& circle = shown.circle;
    const Bilingual leader = firm_name(dataset_, circle.leader);
    heading("Supplier circle of " + leader.en + (circle.synthetic ? " (synthetic)" : ""),
            leader.zh + " 的供应圈" + (circle.synthetic ? "（虚构）" : ""));
    TerminalTable tiers;
    for (const char* title : {"tier 层", "suppliers 供应商", "products 产品", "for leader/d 供龙头",
                              "abroad 境外", "unnamed 未列名", "≤300 km"})
      tiers.columns.push_back({title, Align::kRight});
    for (const CircleTier& tier : circle.tiers) {
      const double all = tier.for_leader > 0 ? tier.for_leader : 1;
      tiers.rows.push_back({std::to_string(tier.tier), format_count(tier.suppliers),
                            format_count(tier.products), money(tier.for_leader),
                            percent_figure(tier.from_abroad / all), percent_figure(tier.from_unnamed / all),
                            percent_figure(tier.within_300_km / all)});
    }
    finish(tiers, circle.tiers.size(), circle.tiers.size());
    write_supplies(circle);
    write_points(shown);
    write_cooperations(shown);
  }

  void write_supplies(const SupplierCircle& circle) {
    heading("Supplies", "供应");
    TerminalTable table;
    table.columns = {{"tier 层", Align::kRight}, {"data 数据"}};
    name_columns(table, "供应商", "supplier");
    name_columns(table, "产品", "product");
    for (const char* title : {"share 占比", "for leader/d 供龙头", "stock 库存天数", "km", "stops 停产"})
      table.columns.push_back({title, Align::kRight});
    table.columns.push_back({"essential 必需"});
    const std::size_t shown = rows_of(circle.supplies.size());
    for (std::size_t k = 0; k < shown; ++k) {
      const CircleSupply& supply = circle.supplies[k];
      auto& row = table.rows.emplace_back();
      row.emplace_back(std::to_string(supply.tier));
      row.push_back(
          origin(supply.synthetic, supply.root.group && dataset_.firm(*supply.root.group).synthetic));
      name_cells(row, root_name(dataset_, supply.root));
      name_cells(row, product_name(dataset_, supply.product));
      row.emplace_back(percent_figure(supply.part));
      row.emplace_back(money(supply.for_leader));
      row.emplace_back(format_fixed(supply.cover_days, 0));
      row.emplace_back(supply.distance_km ? format_fixed(*supply.distance_km, 0) : "–");
      row.emplace_back(percent_figure(supply.output_stopped));
      row.emplace_back(supply.essential ? "✓" : "");
    }
    finish(table, shown, circle.supplies.size());
  }

  void write_points(const CircleReport& report) {
    const SupplierCircle& circle = report.circle;
    const std::string closure = std::to_string(report.options.closure_days);
    const std::string failure = std::to_string(report.options.failure_days);
    heading("Single points of failure: " + format_count(circle.points.size()),
            "单点失效：" + format_count(circle.points.size()) + " 处");
    if (circle.points.empty()) {
      text_ += "\n";
      return;
    }
    TerminalTable table;
    table.columns = {{"#", Align::kRight}, {"tier 层", Align::kRight}};
    name_columns(table, "供应商", "supplier");
    name_columns(table, "产品", "product");
    for (const std::string& title :
         {std::string("stops 停产"), std::string("stock 库存天数"), std::string("in time 可及时替代"),
          "loss 损失 " + closure + "d", "loss 损失 " + failure + "d", "network 全网 " + failure + "d"})
      table.columns.push_back({title, Align::kRight});
    table.columns.push_back({"why 原因"});
    const std::size_t shown = rows_of(circle.points.size());
    for (std::size_t k = 0; k < shown; ++k) {
      const SinglePoint& point = circle.points[k];
      const CircleSupply& supply = circle.supplies[point.supply];
      auto& row = table.rows.emplace_back();
      row.emplace_back(std::to_string(k + 1));
      row.emplace_back(std::to_string(supply.tier));
      name_cells(row, root_name(dataset_, supply.root));
      name_cells(row, product_name(dataset_, supply.product));
      row.emplace_back(percent_figure(supply.output_stopped));
      row.emplace_back(format_fixed(supply.cover_days, 0));
      row.emplace_back(percent_figure(point.part_in_time));
      row.emplace_back(point.loss ? money(point.loss->leader) : "–");
      row.emplace_back(point.long_loss ? money(point.long_loss->leader) : "–");
      row.emplace_back(point.long_loss ? money(point.long_loss->network) : "–");
      row.emplace_back(both(words_of(point.reason)));
    }
    finish(table, shown, circle.points.size());
  }

  void write_cooperations(const CircleReport& report) {
    heading("Cooperations, by loss avoided", "合作方案，按减少的损失排列");
    if (report.cooperations.empty()) {
      heading("None: no maker with spare capacity could help.", "无：没有具备富余产能的厂商可以帮上忙。");
      text_ += "\n";
      return;
    }
    TerminalTable table;
    table.columns = {{"#", Align::kRight}, {"point 单点", Align::kRight}, {"what 方式"}};
    name_columns(table, "伙伴", "partners");
    for (const char* title :
         {"ready 就绪天数", "leader avoids 龙头减损", "of 占", "network avoids 全网减损", "cost/y 年成本"})
      table.columns.push_back({title, Align::kRight});
    table.columns.push_back({"notes 注"});
    std::set<CooperationCaveat> said;
    std::set<CooperationKind> kinds;
    const std::size_t shown = rows_of(report.cooperations.size());
    for (std::size_t k = 0; k < shown; ++k) {
      const Cooperation& one = report.cooperations[k];
      auto& row = table.rows.emplace_back();
      row.emplace_back(std::to_string(k + 1));
      row.emplace_back(std::to_string(one.point + 1));
      row.emplace_back(both(words_of(one.kind)));
      name_cells(row, names_of_partners(dataset_, one));
      std::string ready = format_fixed(one.ready_days_before, 0);
      const std::string after = format_fixed(one.ready_days_after, 0);
      if (ready != after) ready += " → " + after;
      row.emplace_back(ready);
      row.emplace_back(money(one.leader_avoided()), Tone::kStrong);
      row.emplace_back(one.without.leader > 0 ? change_figure(-one.leader_avoided() / one.without.leader)
                                              : "–");
      row.emplace_back(money(one.network_avoided()));
      row.emplace_back(one.extra_cost ? money(*one.extra_cost) : "?");
      std::string marks;
      for (const CooperationCaveat caveat : one.caveats) {
        marks += static_cast<char>('a' + static_cast<int>(caveat));
        said.insert(caveat);
      }
      row.emplace_back(marks);
      kinds.insert(one.kind);
    }
    finish(table, shown, report.cooperations.size());
    for (const CooperationCaveat caveat : said) {
      text_ += static_cast<char>('a' + static_cast<int>(caveat));
      text_ += "  " + both(words_of(caveat)) + "\n";
    }
    for (const CooperationKind kind : kinds) {
      const Words acts = acts_of(kind);
      text_ += both(words_of(kind)) + ": " + both(acts) + "\n";
    }
    text_ += "\n";
  }

  const LeadersReport& report_;
  const Dataset& dataset_;
  const LeadersTableOptions& options_;
  std::string text_;
};

}  // namespace

std::string leaders_table(const LeadersReport& report, const LeadersTableOptions& options) {
  return LeadersTables(report, options).write();
}

}  // namespace tenon
