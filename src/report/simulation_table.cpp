#include "report/simulation_table.h"

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "report/figures.h"
#include "report/scenario_text.h"
#include "report/simulation_lists.h"

namespace tenon {
namespace {

class Writer {
 public:
  Writer(const SimulationReport& report, const SimulationTableOptions& options)
      : report_(report),
        options_(options),
        summaries_(summarise_runs(report)),
        causes_(causes_of_runs(report)),
        hits_(hit_list(report, causes_, options.top)) {}

  std::string text() {
    head();
    outcomes();
    stops();
    losses({"按产业链的损失", "Loss by chain"}, dimension::kChain, 0);
    losses({"按省市的损失", "Loss by province"}, dimension::kProvince, 0);
    losses({"损失最多的产品", "Products that lost most"}, dimension::kProduct, options_.top);
    notes();
    return std::move(out_);
  }

 private:
  // Headings and sentences: Chinese only where names are Chinese only.
  [[nodiscard]] bool zh() const { return options_.names == NameLanguage::kChinese; }
  [[nodiscard]] const std::string& say(const Bilingual& text) const { return zh() ? text.zh : text.en; }
  [[nodiscard]] std::string name(const Bilingual& text) const {
    if (options_.names == NameLanguage::kBoth && text.zh != text.en) return text.zh + " " + text.en;
    return say(text);
  }
  [[nodiscard]] std::size_t runs() const { return report_.runs.size(); }
  // "lost" or, with two runs, "lost A", "lost B".
  void add_columns(TerminalTable& table, const Bilingual& title) const {
    for (std::size_t run = 0; run < runs(); ++run) {
      table.columns.push_back(
          {say(title) + (runs() > 1 ? " " + std::string(run_letter(run)) : ""), Align::kRight});
    }
  }
  void heading(const Bilingual& title) {
    out_ += "\n" + with_tone(say(title), Tone::kStrong, options_.style.colour) + "\n";
  }

  void head() {
    const Bilingual sentence = simulation_sentence(report_, summaries_);
    const Bilingual second = comparison_sentence(report_, summaries_);
    for (const Bilingual& text : {sentence, second}) {
      if (text.en.empty()) continue;
      if (options_.names == NameLanguage::kBoth) {
        out_ += with_tone(text.zh, Tone::kStrong, options_.style.colour) + "\n";
      }
      out_ += with_tone(say(text), Tone::kStrong, options_.style.colour) + "\n";
    }
    if (report_.draws) out_ += say(draws_sentence(*report_.draws, report_.currency)) + "\n";
    const Bilingual partial = partial_notice(report_);
    if (!partial.en.empty()) out_ += with_tone(say(partial), Tone::kOrange, options_.style.colour) + "\n";
    const Bilingual scenario = scenario_name(*report_.runs[0].scenario);
    out_ += say({"情景：", "Scenario: "}) + name(scenario) + say({"；范围：", "; scope: "}) +
            name(report_.scope) + say({"；产出指", "; output: "}) + say(coverage_words(summaries_[0])) + "\n";
    for (std::size_t run = 0; runs() > 1 && run < runs(); ++run) {
      out_ += std::string(run_letter(run)) + "  " + name(report_.runs[run].label) + "\n";
    }
    for (const InputDifference& difference : report_.differences) {
      out_ += "   " + say(difference.what) + ": A " + say(difference.first) + ", B " +
              say(difference.second) + "\n";
    }
  }

  void outcomes() {
    TerminalTable table;
    table.columns = {{say({"结果", "outcome"}), Align::kLeft, 40, 12}};
    for (std::size_t run = 0; run < runs(); ++run) {
      table.columns.push_back(
          {runs() > 1 ? std::string(run_letter(run)) : say({"数值", "value"}), Align::kRight});
    }
    for (const OutcomeRow& row : outcome_rows(report_, summaries_)) {
      auto& cells = table.rows.emplace_back();
      cells.emplace_back(say(row.what));
      for (const Bilingual& value : row.values) cells.emplace_back(say(value));
    }
    out_ += "\n" + render_table(table, options_.style);
  }

  // What stopped first: products, else nodes; where nothing stopped, what fell deepest.
  void stops() {
    const bool products = hits_.product_stops > 0 || (hits_.node_stops == 0 && !hits_.products.empty());
    const bool stopped = hits_.product_stops + hits_.node_stops > 0;
    const auto& rows = products ? hits_.products : hits_.nodes;
    const std::size_t all = !stopped   ? (products ? rows.size() : hits_.node_count)
                            : products ? hits_.product_stops
                                       : hits_.node_stops;
    heading(stopped ? Bilingual{"最先停产", "First to stop"} : Bilingual{"减产最深", "Hardest hit"});
    if (!stopped) out_ += say({"没有一处完全停产。", "Nothing stops altogether."}) + "\n";
    if (all == 0) return;
    TerminalTable table;
    if (stopped) {
      add_columns(table, {"停产日", "stops on day"});
    } else {
      add_columns(table, {"减产自", "falls on day"});
    }
    add_columns(table, {"最低", "lowest"});
    table.columns.push_back({say({"产品", "product"}), Align::kLeft, 44, 14});
    if (!products) table.columns.push_back({say({"企业", "maker"}), Align::kLeft, 36, 10});
    table.columns.push_back({say({"原因", "cause"}), Align::kLeft, 56, 14});
    table.columns.push_back({say({"城市", "city"}), Align::kLeft, 20, 8});
    const std::size_t count = std::min(options_.top == 0 ? all : std::min(options_.top, all), rows.size());
    for (std::size_t i = 0; i < count; ++i) {
      auto& cells = table.rows.emplace_back();
      for (const RunHit& run : rows[i].runs) {
        const int day = stopped ? run.stop_day : run.hit_day;
        cells.emplace_back(day < 0 ? "–" : std::to_string(day));
      }
      for (const RunHit& run : rows[i].runs) cells.emplace_back(percent_figure(run.lowest_level));
      cells.emplace_back(name(rows[i].name));
      if (!products) {
        cells.emplace_back(say(rows[i].maker) + (rows[i].synthetic ? say({"（合成）", " (synthetic)"}) : ""));
      }
      cells.emplace_back(say(rows[i].cause));
      cells.emplace_back(say(rows[i].city));
    }
    out_ += render_table(table, options_.style);
    if (count < all) more(all - count);
  }

  void more(std::size_t count) {
    const std::string number = format_count(count);
    out_ +=
        say({"… 另有 " + number + " 条；--top 0 全部列出。", "… " + number + " more; --top 0 lists all."}) +
        "\n";
  }

  void losses(const Bilingual& title, std::string_view id, std::size_t top) {
    const auto at = find_dimension(report_, id);
    if (!at) return;
    const BreakdownLabels& labels = report_.dimensions[*at];
    const std::vector<LossRow> rows = loss_rows(report_, id);
    const std::size_t count = top == 0 ? rows.size() : std::min(top, rows.size());
    heading(title);
    double largest_normal = 0;
    double largest_lost = 0;
    for (const LossRow& row : rows) {
      largest_normal = std::max(largest_normal, row.normal_output);
      for (const RunLoss& run : row.runs) largest_lost = std::max(largest_lost, std::fabs(run.lost_output));
    }
    const ColumnScale normal = column_scale(largest_normal);
    const ColumnScale lost = column_scale(largest_lost);
    TerminalTable table;
    table.columns = {{say({labels.name_zh, labels.name_en}), Align::kLeft, 44, 14},
                     {say({"正常 " + column_unit(normal, report_.currency).zh + "/天",
                           "normal " + column_unit(normal, report_.currency).en + "/day"}),
                      Align::kRight}};
    add_columns(table, {"累计损失 " + column_unit(lost, report_.currency).zh,
                        "lost " + column_unit(lost, report_.currency).en});
    add_columns(table, {"占正常", "of normal"});
    add_columns(table, {"最低", "lowest"});
    add_columns(table, {"最低日", "on day"});
    for (std::size_t i = 0; i < count; ++i) {
      const LossRow& row = rows[i];
      if (top > 0 && !(row.runs[0].lost_output > 0)) break;
      auto& cells = table.rows.emplace_back();
      cells.emplace_back(name(group_name(labels.groups[row.group])));
      cells.emplace_back(say(column_figure(row.normal_output, normal)));
      for (const RunLoss& run : row.runs) cells.emplace_back(say(column_figure(run.lost_output, lost)));
      for (const RunLoss& run : row.runs) cells.emplace_back(percent_figure(run.share));
      for (const RunLoss& run : row.runs) cells.emplace_back(percent_figure(run.course.lowest_level));
      for (const RunLoss& run : row.runs)
        cells.emplace_back(run.course.lowest_day < 0 ? "–" : std::to_string(run.course.lowest_day));
    }
    out_ += render_table(table, options_.style);
    if (count < rows.size()) more(rows.size() - count);
  }

  void notes() {
    if (report_.synthetic) {
      out_ += "\n" +
              say({"含虚构数据：企业产出为合成，只用于演示。",
                   "Made-up data: outputs of firms are synthetic and serve to demonstrate only."}) +
              "\n";
    }
    list({"假设", "Assumptions"}, report_.assumptions);
    list({"数据缺口", "Gaps"}, report_.gaps);
  }

  void list(const Bilingual& title, const std::vector<Bilingual>& texts) {
    if (texts.empty()) return;
    heading(title);
    for (const Bilingual& text : texts) out_ += "- " + say(text) + "\n";
  }

  const SimulationReport& report_;
  const SimulationTableOptions& options_;
  std::vector<RunSummary> summaries_;
  std::vector<Causes> causes_;
  HitList hits_;
  std::string out_;
};

}  // namespace

std::string simulation_table(const SimulationReport& report, const SimulationTableOptions& options) {
  return Writer(report, options).text();
}

}  // namespace tenon
