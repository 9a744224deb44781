#include "report/simulation_page.h"

#include "base/number.h"
#include "report/assets.h"
#include "report/html_escape.h"
#include "report/html_template.h"
#include "report/scenario_text.h"
#include "report/simulation_page_data.h"
#include "report/simulation_rows.h"
#include "report/timestamp.h"

namespace tenon {
namespace {

std::string year_span(const SimulationReport& report) {
  if (!report.first_year || !report.last_year) return "—";
  if (*report.first_year == *report.last_year) return std::to_string(*report.last_year);
  return std::to_string(*report.first_year) + "–" + std::to_string(*report.last_year);
}

std::string marks(const SimulationReport& report) {
  std::string html;
  if (is_partial(report)) html += "<b class=\"alarm\">" + html_words(partial_notice(report)) + "</b>";
  if (report.synthetic) {
    html += "<b class=\"made-up\">" +
            html_words("示例数据：含虚构的企业产出", "sample data: outputs of firms are made up") + "</b>";
  }
  return html;
}

std::string paragraph(const Bilingual& text, const char* attributes) {
  return text.zh.empty() && text.en.empty()
             ? ""
             : "<p" + std::string(attributes) + ">" + html_words(text) + "</p>\n";
}

std::string hits_left_out(const HitList& hits) {
  if (hits.nodes.size() == hits.node_count) return "";
  const std::string shown = format_count(hits.nodes.size());
  const std::string all = format_count(hits.node_count);
  return html_words(
      "产线只列 " + shown + " 条（先列停产的，再列损失最大的；受影响的共 " + all + " 条），其余见 CSV。",
      "Of " + all + " lines hit " + shown +
          " are listed: those that stopped, then those that lost most; the CSV has all.");
}

}  // namespace

std::string simulation_page(const SimulationReport& report, const HtmlOptions& options) {
  const std::vector<RunSummary> summaries = summarise_runs(report);
  const std::vector<Causes> causes = causes_of_runs(report);
  const HitList hits = hit_list(report, causes, kListedNodes);
  const Scenario& scenario = *report.runs.front().scenario;
  const PageAssets assets = simulation_assets();
  return fill_template(assets.html, [&](std::string_view name) -> std::string {
    if (name == "language") return options.language == "en" ? "en" : "zh";
    if (name == "style") return std::string(assets.css);
    if (name == "script") return std::string(assets.js);
    if (name == "data") return simulation_page_data(report, summaries, causes, options.language);
    if (name == "title") return html_escape(scenario_name(scenario).zh);
    if (name == "kind") {
      return std::string(report.runs.size() > 1 ? "two" : "one") + (is_partial(report) ? " partial" : "");
    }
    if (name == "sentence") return html_words(simulation_sentence(report, summaries));
    if (name == "comparison") return paragraph(comparison_sentence(report, summaries), " class=\"second\"");
    if (name == "marks") return marks(report);
    if (name == "outcomes") return html_outcomes(report, summaries);
    if (name == "hit_head") return html_hit_head(report, hits);
    if (name == "hit_rows") return html_hit_rows(report, hits);
    if (name == "hit_note") return hits_left_out(hits);
    if (name == "loss_table") return html_loss_table(report);
    if (name == "compare_table") return html_comparison(report, summaries);
    if (name == "events") return html_events(report);
    if (name == "policy") return html_policy(report);
    if (name == "assumptions") return html_items(report.assumptions);
    if (name == "gaps") return html_items(report.gaps);
    if (name == "sources") return html_sources(report);
    if (name == "description") return paragraph({scenario.description_zh, scenario.description_en}, "");
    if (name == "scenario") return html_words(scenario_name(scenario));
    if (name == "dataset") return html_escape(report.dataset);
    if (name == "scope") return html_words(report.scope);
    if (name == "generated") return format_utc(report.generated_at);
    if (name == "year_span") return year_span(report);
    if (name == "data_year") return report.last_year ? std::to_string(*report.last_year) : "—";
    if (name == "horizon") return std::to_string(scenario.horizon_days);
    return "";
  });
}

}  // namespace tenon
