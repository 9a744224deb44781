#include <algorithm>
#include <map>

#include "app/command_store.h"
#include "app/dataset_source.h"
#include "app/output.h"
#include "base/number.h"
#include "report/json_writer.h"
#include "report/terminal_table.h"
#include "report/timestamp.h"
#include "report/words.h"
#include "store/break_point_store.h"

namespace tenon {
namespace {

std::string level_text(const std::string& id) {
  for (const Level level :
       {Level::kRed, Level::kOrange, Level::kYellow, Level::kBlue, Level::kNone, Level::kUnknown}) {
    if (id_of(level) != id) continue;
    const Words words = words_of(level);
    return std::string(words.zh) + " " + std::string(words.en);
  }
  return id.empty() ? "–" : id;
}

std::string event_text(const std::string& kind) {
  static const std::map<std::string, std::string> words = {
      {"opened", "新增 opened"}, {"worsened", "加重 worsened"}, {"eased", "缓解 eased"},
      {"closed", "解除 closed"}, {"reopened", "再现 reopened"}, {"unclear", "证据不足 unclear"}};
  const auto found = words.find(kind);
  return found == words.end() ? kind : found->second;
}

std::string score_text(const std::optional<double>& score) {
  return score ? format_fixed(*score, 2) : "–";
}

using Analyses = std::map<std::int64_t, RegisteredAnalysis>;

std::string at(const Analyses& analyses, std::int64_t id) {
  const auto found = analyses.find(id);
  return found == analyses.end() ? "–" : format_utc(found->second.at);
}

int severity(const std::string& level) {
  const std::vector<std::string> levels = {"red", "orange", "yellow", "blue"};
  return static_cast<int>(std::find(levels.begin(), levels.end(), level) - levels.begin());
}

std::string register_text(std::vector<RegisteredPoint> points, const Analyses& analyses,
                          const std::string& format) {
  std::stable_sort(points.begin(), points.end(), [](const RegisteredPoint& a, const RegisteredPoint& b) {
    return std::tuple(!a.is_open, severity(a.level), -a.score.value_or(0)) <
           std::tuple(!b.is_open, severity(b.level), -b.score.value_or(0));
  });
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("break_points").begin_array();
    for (const RegisteredPoint& point : points) {
      json.begin_object().key("id").integer(point.id).key("type").text(point.subject_kind);
      json.key("subject_id").text(point.subject_id).key("open").boolean(point.is_open);
      json.key("level").text(point.level).key("score").optional_number(point.score);
      json.key("first_analysis")
          .integer(point.first_analysis)
          .key("first_at")
          .text(at(analyses, point.first_analysis));
      json.key("last_analysis")
          .integer(point.last_analysis)
          .key("last_at")
          .text(at(analyses, point.last_analysis));
      json.end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
  }
  TerminalTable table{{{"编号 no.", Align::kRight},
                       {"产品/企业 subject", Align::kLeft},
                       {"等级 level", Align::kLeft},
                       {"得分 score", Align::kRight},
                       {"首次 first found", Align::kLeft},
                       {"最近 last looked at", Align::kLeft}},
                      {}};
  for (const RegisteredPoint& point : points) {
    table.rows.push_back({std::to_string(point.id), point.subject_id,
                          point.is_open ? level_text(point.level) : "已解除 closed", score_text(point.score),
                          at(analyses, point.first_analysis), at(analyses, point.last_analysis)});
  }
  return render_table(table, style_of_standard_output());
}

std::string history_text(const std::vector<RegisterEvent>& events, const Analyses& analyses,
                         const std::string& format) {
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("events").begin_array();
    for (const RegisterEvent& event : events) {
      const RegisterChange& change = event.change;
      const auto analysis = analyses.find(event.analysis);
      json.begin_object()
          .key("analysis")
          .integer(event.analysis)
          .key("at")
          .text(at(analyses, event.analysis));
      json.key("dataset_version").integer(analysis == analyses.end() ? 0 : analysis->second.version);
      json.key("by").text(analysis == analyses.end() ? "" : analysis->second.by);
      json.key("event").text(change.kind).key("level_before").text(change.level_before);
      json.key("level").text(change.level).key("score_before").optional_number(change.score_before);
      json.key("score").optional_number(change.score).end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
  }
  TerminalTable table{{{"时间 at", Align::kLeft},
                       {"版本 version", Align::kRight},
                       {"由 by", Align::kLeft},
                       {"变化 event", Align::kLeft},
                       {"等级 level", Align::kLeft},
                       {"得分 score", Align::kLeft}},
                      {}};
  for (const RegisterEvent& event : events) {
    const RegisterChange& change = event.change;
    const auto analysis = analyses.find(event.analysis);
    table.rows.push_back({at(analyses, event.analysis),
                          analysis == analyses.end() ? "–" : std::to_string(analysis->second.version),
                          analysis == analyses.end() ? "–" : analysis->second.by, event_text(change.kind),
                          level_text(change.level_before) + " → " + level_text(change.level),
                          score_text(change.score_before) + " → " + score_text(change.score)});
  }
  return render_table(table, style_of_standard_output());
}

}  // namespace

int run_break_points(const BreakPointsCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto listed = list_analyses(*store, options.name);
  if (!listed) return report_error(listed.error());
  Analyses analyses;
  for (const RegisteredAnalysis& analysis : *listed) analyses[analysis.id] = analysis;
  if (!options.subject.empty()) {
    std::vector<RegisterEvent> events;
    for (const char* kind : {"product", "firm"}) {
      const auto of_kind = history_of_subject(*store, options.name, options.scope, kind, options.subject);
      if (!of_kind) return report_error(of_kind.error());
      events.insert(events.end(), of_kind->begin(), of_kind->end());
    }
    if (events.empty()) {
      return report_error({ErrorCode::kNotFound, "'" + options.subject +
                                                     "' has never been a break point of '" + options.name +
                                                     "' as judged from " + options.scope});
    }
    return write_output(options.out, history_text(events, analyses, options.format));
  }
  auto points = read_register(*store, options.name, options.scope);
  if (!points) return report_error(points.error());
  if (!options.with_closed)
    std::erase_if(*points, [](const RegisteredPoint& point) { return !point.is_open; });
  return write_output(options.out, register_text(std::move(*points), analyses, options.format));
}

}  // namespace tenon
