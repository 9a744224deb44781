#include "report/break_points_csv.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/html_escape.h"
#include "report/words.h"

namespace tenon {
namespace {

constexpr std::string_view kHeader =
    "rank,rank_low,rank_high,type,id,name_zh,name_en,chain_id,segment,level,level_high,level_capped,"
    "score,score_low,score_high,importance,importance_low,importance_high,exposure,exposure_low,exposure_"
    "high,"
    "recovery,recovery_low,recovery_high,kinds,remedy_class,remedy_action_zh,remedy_action_en,lost_end_"
    "products,"
    "evidence_count,main_metric,main_value,main_unit,main_source,main_year,main_grade,main_synthetic\n";

class Row {
 public:
  void add(std::string_view field) { csv_.field(with_valid_utf8(field)); }
  void add(const std::optional<Component>& component) {
    add(component ? format_number(component->value) : "");
    add(component ? format_number(component->low) : "");
    add(component ? format_number(component->high) : "");
  }
  std::string line() && {
    csv_.end_record();
    return csv_.take();
  }

 private:
  CsvWriter csv_;
};

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "|") + part;
  return text;
}

std::string csv_row(const Dataset& dataset, const BreakPoint& point) {
  const SubjectView view = subject_view(dataset, point.subject);
  Row row;
  const bool ranked = point.rank > 0;
  row.add(std::to_string(point.rank));
  row.add(ranked ? std::to_string(point.rank_low) : "");
  row.add(ranked ? std::to_string(point.rank_high) : "");
  row.add(view.type == SubjectType::kFirm ? "firm" : "product");
  row.add(view.id);
  row.add(view.name_zh);
  row.add(view.name_en);
  row.add(view.chain ? dataset.chain(*view.chain).id : "");
  row.add(view.segment ? id_of(*view.segment) : "");
  row.add(id_of(point.level));
  row.add(id_of(point.level_high));
  row.add(point.level_capped ? "1" : "0");
  row.add(point.score);
  row.add(std::optional<Component>(point.importance));
  row.add(point.exposure);
  row.add(point.recovery);
  std::vector<std::string> kinds;
  for (const RiskKind kind : point.kinds) kinds.emplace_back(id_of(kind));
  row.add(joined(kinds));
  row.add(id_of(point.remedy.remedy_class));
  row.add(point.remedy.action_zh);
  row.add(point.remedy.action_en);
  std::vector<std::string> lost;
  for (const ProductId product : point.lost_end_products) lost.push_back(dataset.product(product).id);
  row.add(joined(lost));
  row.add(std::to_string(point.evidence.size()));
  const Evidence* main = main_evidence(point);
  if (main == nullptr) {
    for (int i = 0; i < 7; ++i) row.add("");
    return std::move(row).line();
  }
  row.add(main->metric);
  row.add(main->value ? format_number(*main->value) : "");
  row.add(main->unit);
  row.add(main->provenance.source);
  row.add(main->provenance.year ? std::to_string(*main->provenance.year) : "");
  const char grade = main->provenance.grade;
  row.add(grade == ' ' || grade == '\0' ? std::string_view() : std::string_view(&grade, 1));
  row.add(main->synthetic ? "1" : "0");
  return std::move(row).line();
}

}  // namespace

std::string break_points_csv(const Analysis& analysis, std::size_t top) {
  const auto& points = analysis.result.break_points;
  const std::size_t count = top == 0 ? points.size() : std::min(top, points.size());
  std::string text(kHeader);
  for (std::size_t i = 0; i < count; ++i) text += csv_row(analysis.dataset, points[i]);
  return text;
}

}  // namespace tenon
