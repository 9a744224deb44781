#include "report/break_points_text.h"

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
#include "report/summary.h"
#include "report/words.h"

namespace tenon {
namespace {

std::string rank_text(const BreakPoint& point) {
  if (point.rank == 0) return "–";
  std::string rank = std::to_string(point.rank);
  if (point.rank_low == point.rank_high) return rank;
  return rank + " (" + std::to_string(point.rank_low) + "–" + std::to_string(point.rank_high) + ")";
}

std::string value_text(const std::optional<Component>& component) {
  return component ? format_fixed(component->value, 2) : "–";
}

std::string interval_text(const std::optional<Component>& component) {
  if (!component) return "–";
  const std::string value = format_fixed(component->value, 2);
  const std::string low = format_fixed(component->low, 2);
  const std::string high = format_fixed(component->high, 2);
  return low == high ? value : value + " (" + low + "–" + high + ")";
}

// The kinds as two letters each, explained in the legend.
std::string_view short_kind(RiskKind kind) {
  switch (kind) {
    case RiskKind::kExternalDependence:
      return "ext";
    case RiskKind::kConcentration:
      return "conc";
    case RiskKind::kSingleSource:
      return "single";
    case RiskKind::kNMinus1:
      return "n-1";
    case RiskKind::kNoAlternative:
      return "no-alt";
    case RiskKind::kLowCover:
      return "cover";
    case RiskKind::kSystemicFirm:
      return "systemic";
    case RiskKind::kChokePoint:
      return "choke";
  }
  return "?";
}

std::string reason_text(const BreakPoint& point) {
  const Evidence* evidence = main_evidence(point);
  if (evidence == nullptr) return "no evidence";
  std::string text = evidence->label_en + " " + evidence_value(*evidence).en;
  std::string source;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) source += (source.empty() ? "" : ", ") + part;
  };
  if (evidence->provenance.year) add(std::to_string(*evidence->provenance.year));
  if (evidence->provenance.grade > ' ') add(std::string(1, evidence->provenance.grade));
  if (evidence->old) add("old");
  if (evidence->synthetic) add("synthetic");
  if (!evidence->computed_with) add("shown only");
  add(evidence->provenance.source);
  return source.empty() ? text : text + " (" + source + ")";
}

TerminalTable ranked_table(const Analysis& analysis, const BreakPointTextOptions& options) {
  const Dataset& dataset = analysis.dataset;
  TerminalTable table;
  table.columns = {{"rank", Align::kRight}, {"level"}};
  const bool zh = options.names != NameLanguage::kEnglish;
  const bool en = options.names != NameLanguage::kChinese;
  if (zh) table.columns.push_back({"产品", Align::kLeft, 28, 12});
  if (en) table.columns.push_back({"product", Align::kLeft, 36, 14});
  table.columns.insert(table.columns.end(), {{"chain", Align::kLeft, 16, 8},
                                             {"score", Align::kLeft},
                                             {"imp", Align::kRight},
                                             {"exp", Align::kRight},
                                             {"rec", Align::kRight},
                                             {"kinds", Align::kLeft, 28, 8},
                                             {"main reason", Align::kLeft, 96, 16}});
  const auto& points = analysis.result.break_points;
  const std::size_t count = options.top == 0 ? points.size() : std::min(options.top, points.size());
  for (std::size_t i = 0; i < count; ++i) {
    const BreakPoint& point = points[i];
    const SubjectView view = subject_view(dataset, point.subject);
    auto& row = table.rows.emplace_back();
    row.emplace_back(rank_text(point));
    row.emplace_back(level_text(point), tone_of(point.level));
    if (zh) row.emplace_back(view.name_zh);
    if (en) row.emplace_back(view.name_en);
    row.emplace_back(view.chain ? dataset.chain(*view.chain).name_zh : "(firm)");
    row.emplace_back(interval_text(point.score));
    row.emplace_back(value_text(point.importance));
    row.emplace_back(value_text(point.exposure));
    row.emplace_back(value_text(point.recovery));
    std::string kinds;
    for (const RiskKind kind : point.kinds)
      kinds += (kinds.empty() ? "" : " ") + std::string(short_kind(kind));
    row.emplace_back(std::move(kinds));
    row.emplace_back(reason_text(point));
  }
  return table;
}

TerminalTable chain_table(const Analysis& analysis, const Summary& summary) {
  TerminalTable table;
  table.columns = {{"chain", Align::kLeft, 20, 8}, {"chain", Align::kLeft, 28, 8},
                   {"products", Align::kRight},    {"red", Align::kRight},
                   {"orange", Align::kRight},      {"yellow", Align::kRight},
                   {"blue", Align::kRight},        {"unknown", Align::kRight},
                   {"gaps", Align::kRight},        {"worst", Align::kLeft, 48, 8}};
  for (const ChainSummary& chain : summary.chains) {
    const Chain& named = analysis.dataset.chain(chain.chain);
    std::string worst = "–";
    if (chain.worst) {
      const BreakPoint& point = analysis.result.break_points[*chain.worst];
      const SubjectView view = subject_view(analysis.dataset, point.subject);
      worst = std::string(glyph_of(point.level)) + " " + view.name_zh + " " + view.name_en;
    }
    table.rows.push_back(
        {named.name_zh, named.name_en, std::to_string(chain.product_count),
         std::to_string(chain.levels[Level::kRed]), std::to_string(chain.levels[Level::kOrange]),
         std::to_string(chain.levels[Level::kYellow]), std::to_string(chain.levels[Level::kBlue]),
         std::to_string(chain.levels[Level::kUnknown]), std::to_string(chain.gap_count), worst});
  }
  return table;
}

std::string gap_lines(const Analysis& analysis, const Summary& summary) {
  std::string text = "Data gaps: " + format_count(analysis.result.gaps.size());
  std::string parts;
  for (const GapCount& gap : summary.gaps) {
    parts += (parts.empty() ? " (" : ", ") + format_count(gap.count) + " " + gap.what;
  }
  if (!parts.empty()) text += parts + ")";
  text += ".\n";
  text += "Sources: " + format_count(summary.fact_count) + " published facts, of which " +
          format_count(summary.old_fact_count) + " are older than " +
          std::to_string(analysis.result.options.old_before) + "; " + format_count(summary.used_fact_count) +
          " published figures entered the scores; " + format_count(summary.real_maker_count) +
          " entries of real makers, " + format_count(summary.synthetic_maker_count) +
          " of synthetic firms.\n";
  if (summary.capped_count > 0) {
    text +=
        format_count(summary.capped_count) +
        " break points are held back (*): only unverified (M) or synthetic evidence stands behind them.\n";
  }
  return text;
}

std::string legend(const BreakPointOptions& options) {
  std::string text = "Levels by score: ";
  const auto add = [&](Level level, double at) {
    text +=
        std::string(glyph_of(level)) + " " + std::string(id_of(level)) + " from " + format_number(at) + ", ";
  };
  add(Level::kRed, options.red_at);
  add(Level::kOrange, options.orange_at);
  add(Level::kYellow, options.yellow_at);
  add(Level::kBlue, options.blue_at);
  text += "– normal, ? not known; + the interval reaches a worse level.\n";
  text +=
      "imp, exp, rec: importance, exposure, difficulty of recovery, each 0 to 1; rank (best–worst that the "
      "intervals "
      "allow).\n"
      "kinds: ext external dependence, conc concentration, single single source, n-1 the rest cannot cover "
      "the largest "
      "source,\n"
      "       no-alt no alternative, cover low stock cover, systemic systemic firm, choke choke point.\n"
      "Grades: A official, B secondary, C weak, M unverified, S synthetic. \"shown only\": not used in the "
      "score.\n";
  return text;
}

}  // namespace

Tone tone_of(Level level) {
  switch (level) {
    case Level::kRed:
      return Tone::kRed;
    case Level::kOrange:
      return Tone::kOrange;
    case Level::kYellow:
      return Tone::kYellow;
    case Level::kBlue:
      return Tone::kBlue;
    case Level::kNone:
      return Tone::kPlain;
    case Level::kUnknown:
      return Tone::kFaint;
  }
  return Tone::kPlain;
}

std::string level_text(const BreakPoint& point) {
  std::string text = std::string(glyph_of(point.level)) + " " + std::string(id_of(point.level));
  if (point.level != Level::kUnknown && point.level_high < point.level) text += "+";
  if (point.level_capped) text += "*";
  return text;
}

std::string break_points_text(const Analysis& analysis, const BreakPointTextOptions& options) {
  const Summary summary = summarise(analysis);
  const BreakPointReport& result = analysis.result;
  std::string text =
      with_tone(answer_sentence(analysis, summary).en, Tone::kStrong, options.style.colour) + "\n\n";
  text += render_table(ranked_table(analysis, options), options.style);
  if (options.top > 0 && options.top < result.break_points.size()) {
    text += "… " + format_count(result.break_points.size() - options.top) + " more; --top 0 lists all.\n";
  }
  text += "\n" + render_table(chain_table(analysis, summary), options.style) + "\n";
  text += gap_lines(analysis, summary) + legend(result.options);
  return text;
}

}  // namespace tenon
