#include "report/html_page.h"

#include "base/number.h"
#include "report/assets.h"
#include "report/html_escape.h"
#include "report/html_rows.h"
#include "report/html_template.h"
#include "report/page_data.h"
#include "report/summary.h"
#include "report/timestamp.h"
#include "report/words.h"

namespace tenon {

std::string html_page(const Analysis& analysis, const HtmlOptions& options) {
  const Summary summary = summarise(analysis);
  const Sentence sentence = answer_sentence(analysis, summary);
  const BreakPointOptions& used = analysis.result.options;
  const bool english = options.language == "en";
  const PageAssets assets = break_points_assets();
  return fill_template(assets.html, [&](std::string_view name) -> std::string {
    if (name == "language") return english ? "en" : "zh";
    if (name == "style") return std::string(assets.css);
    if (name == "script") return std::string(assets.js);
    if (name == "data") return page_data(analysis, summary, options.language);
    if (name == "title") return html_escape(analysis.result.dataset);
    if (name == "sentence") return html_words(sentence.zh, sentence.en);
    if (name == "levels") return html_level_counts(summary);
    if (name == "rows") return html_break_point_rows(analysis);
    if (name == "dataset") return html_escape(analysis.result.dataset);
    if (name == "generated") return format_utc(analysis.generated_at);
    if (name == "row_count") return format_count(analysis.result.break_points.size());
    if (name == "old_before") return std::to_string(used.old_before);
    if (name == "red_at") return format_number(used.red_at);
    if (name == "orange_at") return format_number(used.orange_at);
    if (name == "yellow_at") return format_number(used.yellow_at);
    if (name == "blue_at") return format_number(used.blue_at);
    if (name == "scope") {
      const auto scope = scope_region(analysis);
      if (!scope) return html_escape(used.scope);
      const Region& region = analysis.dataset.region(*scope);
      return html_words(region_name_zh(region), region_name_en(region));
    }
    if (name == "chain") {
      if (!used.chain) return html_words("全部产业链", "all chains");
      const Chain& chain = analysis.dataset.chain(*used.chain);
      return html_words(chain.name_zh, chain.name_en);
    }
    if (name == "data_year") {
      return summary.last_year ? std::to_string(*summary.last_year) : std::string("—");
    }
    if (name == "year_span") {
      if (!summary.first_year) return "—";
      return std::to_string(*summary.first_year) + "–" + std::to_string(*summary.last_year);
    }
    return "";
  });
}

}  // namespace tenon
