#include "report/html_rows.h"

#include <cmath>

#include "base/number.h"
#include "report/html_escape.h"
#include "report/html_template.h"
#include "report/words.h"

namespace tenon {
namespace {

std::string shape(Level level) {
  return "<svg class=\"g\" aria-hidden=\"true\"><use href=\"#g-" + std::string(id_of(level)) + "\"/></svg>";
}

std::string badge(Level level) {
  const Words words = words_of(level);
  return "<span class=\"badge " + std::string(id_of(level)) + "\">" + shape(level) +
         html_words(words.zh, words.en) + "<i class=\"bars b" + std::to_string(bars_of(level)) +
         "\" aria-hidden=\"true\"></i></span>";
}

std::string percent(double share) {
  return format_number(std::round(share * 1000) / 10);
}

// Value and interval: the number, and a strip on the scale 0..1 with thin line low–high and a tick at the
// value. A hollow dot where only a point value is known.
std::string strip_cell(const std::optional<Component>& component, std::string_view extra_class) {
  if (!component) {
    return "<td class=\"iv" + std::string(extra_class) + "\"><span class=\"n\">—</span></td>";
  }
  const bool point = component->low == component->high;
  return "<td class=\"iv" + std::string(extra_class) + "\"><span class=\"n\">" +
         format_fixed(component->value, 2) + "</span><span class=\"st" + (point ? " pt" : "") +
         "\" style=\"--l:" + percent(component->low) + ";--h:" + percent(component->high) +
         ";--v:" + percent(component->value) + "\"></span><span class=\"r\">" +
         (point ? "" : format_fixed(component->low, 2) + "–" + format_fixed(component->high, 2)) +
         "</span></td>";
}

std::string level_cell(const BreakPoint& point) {
  std::string cell = "<td class=\"lv\">" + badge(point.level);
  if (point.level != Level::kUnknown && point.level_high < point.level) {
    const Words words = words_of(point.level_high);
    cell += "<small>" + html_words("可能" + std::string(words.zh), "may be " + std::string(words.en)) +
            "</small>";
  }
  if (point.level_capped)
    cell += "<small>" + html_words("证据弱，已压级", "held back: weak evidence") + "</small>";
  return cell + "</td>";
}

std::string rank_cell(const BreakPoint& point) {
  if (point.rank == 0) return "<td class=\"rk\">—</td>";
  std::string cell = "<td class=\"rk\">" + std::to_string(point.rank);
  if (point.rank_low != point.rank_high) {
    cell +=
        " <small>(" + std::to_string(point.rank_low) + "–" + std::to_string(point.rank_high) + ")</small>";
  }
  return cell + "</td>";
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string reason_cell(const BreakPoint& point) {
  const Evidence* evidence = main_evidence(point);
  if (evidence == nullptr) return "<td class=\"rs\">" + html_words("没有证据", "no evidence") + "</td>";
  const ValueText value = evidence_value(*evidence);
  std::string cell = "<td class=\"rs\">" + html_words(evidence->label_zh, capitalised(evidence->label_en)) +
                     " <b>" + html_words(value.zh, value.en) + "</b><small>";
  std::string zh;
  std::string en;
  const auto add = [&](const std::string& part_zh, const std::string& part_en) {
    zh += (zh.empty() ? "" : " · ") + part_zh;
    en += (en.empty() ? "" : " · ") + part_en;
  };
  if (evidence->provenance.year) {
    const std::string year = std::to_string(*evidence->provenance.year);
    add(year, year);
  }
  if (evidence->synthetic) {
    add("合成", "synthetic");
  } else if (!is_published(*evidence)) {
    add("计算所得", "computed");
  } else {
    const Words grade = words_of_grade(evidence->provenance.grade);
    add(std::string(grade.zh), std::string(grade.en));
  }
  if (evidence->old) add("旧", "old");
  if (!evidence->computed_with) add("仅展示", "shown only");
  return cell + html_words(zh, en) + "</small></td>";
}

std::string product_cell(const Dataset& dataset, const SubjectView& view) {
  std::string cell =
      "<td class=\"pr\"><a href=\"#\">" + html_words(view.name_zh, view.name_en) + "</a><small>";
  if (view.chain) {
    const Chain& chain = dataset.chain(*view.chain);
    const Words segment = words_of(*view.segment);
    cell += html_words(chain.name_zh + " · " + std::string(segment.zh),
                       chain.name_en + " · " + std::string(segment.en));
  } else {
    cell += html_words("企业", "firm");
  }
  return cell + "</small></td>";
}

std::string kind_text(const BreakPoint& point) {
  std::string zh;
  std::string en;
  for (const RiskKind kind : point.kinds) {
    const Words words = words_of(kind);
    zh += (zh.empty() ? "" : "、") + std::string(words.zh);
    en += (en.empty() ? "" : ", ") + std::string(words.en);
  }
  return "<small>" + html_words(zh, en) + "</small>";
}

}  // namespace

std::string html_break_point_rows(const Analysis& analysis) {
  const std::vector<bool> certain = certain_order_before(analysis.result);
  std::string html;
  for (std::size_t i = 0; i < analysis.result.break_points.size(); ++i) {
    const BreakPoint& point = analysis.result.break_points[i];
    const SubjectView view = subject_view(analysis.dataset, point.subject);
    const Words remedy = words_of(point.remedy.remedy_class);
    html += "<tr id=\"r" + std::to_string(i) + "\"";
    if (i < certain.size() && certain[i]) html += " class=\"sep\"";
    html += " data-i=\"" + std::to_string(i) + "\">" + level_cell(point) + rank_cell(point) +
            product_cell(analysis.dataset, view) + strip_cell(point.score, " sc") +
            strip_cell(point.importance, "") + strip_cell(point.exposure, "") +
            strip_cell(point.recovery, "") + reason_cell(point) + "<td class=\"rm\">" +
            html_words(remedy.zh, remedy.en) + kind_text(point) + "</td></tr>\n";
  }
  return html;
}

std::string html_level_counts(const Summary& summary) {
  std::string html;
  for (std::size_t i = 0; i < kLevelCount; ++i) {
    const auto level = static_cast<Level>(i);
    html += "<li data-level=\"" + std::string(id_of(level)) + "\"><b>" +
            std::to_string(summary.levels[level]) + "</b>" + badge(level) + "</li>\n";
  }
  return html;
}

}  // namespace tenon
