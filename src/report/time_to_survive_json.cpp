#include <cstdint>

#include "report/json_writer.h"
#include "report/time_to_survive_report.h"
#include "report/words.h"

namespace tenon {
namespace {

void write_time(JsonWriter& json, std::string_view key, const SurvivalTime& time) {
  json.key(key);
  if (time.kind == SurvivalKind::kNotComputed) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("days");
  if (time.kind == SurvivalKind::kUnbounded) {
    json.null();
  } else {
    json.number(time.days);
  }
  json.key("end").text(id_of(time.kind)).end_object();
}

void write_name(JsonWriter& json, std::string_view key, const std::vector<SurvivalName>& names,
                std::size_t position) {
  json.key(key);
  if (position >= names.size()) {
    json.null();
  } else {
    json.text(names[position].id);
  }
}

std::string_view id_of(RecoveryBasis basis) {
  return basis == RecoveryBasis::kFact ? "fact" : basis == RecoveryBasis::kMaker ? "maker" : "assumption";
}

void write_recovery(JsonWriter& json, const SurvivalReport& report, const TimeToRecover& time) {
  json.key("time_to_recover").begin_object();
  json.key("low_days").optional_number(time.days.low);
  json.key("high_days").optional_number(time.days.high);
  json.key("grade");
  if (time.grade == ' ') {
    json.null();
  } else {
    json.text(std::string_view(&time.grade, 1));
  }
  json.key("assumed").boolean(time.is_assumption);
  json.key("synthetic").boolean(time.synthetic);
  json.key("ways").integer(static_cast<std::int64_t>(time.ways));
  json.key("unknown_ways").integer(static_cast<std::int64_t>(time.unknown_ways));
  json.key("evidence").begin_array();
  for (const RecoveryEvidence& figure : time.evidence) {
    json.begin_object();
    json.key("part").text(figure.part == RecoveryPart::kLeadTime ? "lead_time" : "qualification");
    json.key("basis").text(id_of(figure.basis));
    json.key("low_days").number(figure.low);
    json.key("high_days").number(figure.high);
    write_name(json, "product", report.products, figure.product.index());
    if (figure.firm) {
      write_name(json, "firm", report.firms, figure.firm->index());
      json.key("status").text(id_of(figure.status));
    }
    if (figure.basis != RecoveryBasis::kAssumption) {
      json.key("source").text(figure.provenance.source);
      json.key("url").text(figure.provenance.url);
      json.key("year").optional_integer(figure.provenance.year);
      json.key("grade");
      if (figure.provenance.grade == ' ') {
        json.null();
      } else {
        json.text(std::string_view(&figure.provenance.grade, 1));
      }
    }
    json.key("synthetic").boolean(figure.synthetic);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_subject(JsonWriter& json, const SurvivalReport& report, std::size_t k) {
  const SurvivalName& subject = report.subjects[k];
  json.begin_object();
  json.key("id").text(subject.id);
  json.key("name_zh").text(subject.name_zh);
  json.key("name_en").text(subject.name_en);
  json.key("synthetic").boolean(subject.synthetic);
  json.key("flag").text(id_of(survival_flag(report, k)));
  if (report.simulation) {
    const SimulatedSurvival& set = report.simulation->sets[k];
    json.key("simulation").begin_object();
    write_time(json, "all_demand", set.all);
    write_time(json, "demand_of_others", set.others);
    write_time(json, "first_output_below", set.output);
    write_time(json, "first_want_of_inputs", set.supply);
    json.key("first_short").text(survival_node_id(report, set.first_short));
    json.key("first_in_want").text(survival_node_id(report, set.first_starved));
    json.key("flag").text(id_of(simulated_flag(report, k)));
    json.end_object();
  }
  if (report.program) {
    const SetSurvival& set = report.program->sets[k];
    json.key("program").begin_object();
    write_time(json, "all_demand", set.all);
    write_time(json, "demand_of_others", set.others);
    json.key("flag").text(id_of(set.flag));
    json.key("impact_low").optional_number(set.impact.low);
    json.key("impact_high").optional_number(set.impact.high);
    json.key("exposure_low").optional_number(set.exposure.low);
    json.key("exposure_high").optional_number(set.exposure.high);
    json.end_object();
  }
  if (report.comparison) {
    const SurvivalDifference& difference = report.comparison->sets[k];
    json.key("comparison").begin_object();
    json.key("verdict").text(id_of(difference.verdict));
    json.key("gap_days").optional_number(difference.gap_days);
    json.key("cause").text(id_of(difference.cause));
    json.end_object();
  }
  if (!report.recovery.empty()) write_recovery(json, report, report.recovery[k]);
  json.end_object();
}

}  // namespace

std::string survival_json(const SurvivalReport& report) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object();
  json.key("source").text(report.source);
  json.key("subjects_are").begin_object();
  json.key("zh").text(report.what.zh).key("en").text(report.what.en).end_object();
  json.key("currency").text(report.currency);
  json.key("counted_demand").text(report.counted == CountedDemand::kAll ? "all" : "others");
  json.key("shortfall_tolerance").number(report.shortfall_tolerance);
  json.key("partial").boolean((report.simulation && report.simulation->is_partial) ||
                              (report.program && report.program->is_partial));
  if (report.simulation) json.key("horizon_days").integer(report.horizon_days);
  if (report.program) {
    json.key("program_network").text(report.is_program_of_products ? "products" : "nodes");
    json.key("cap_days").number(report.cap_days);
    json.key("largest_impact").number(report.program->largest_impact);
  }
  if (report.comparison) {
    const SurvivalComparison& comparison = *report.comparison;
    json.key("comparison").begin_object();
    json.key("agree").integer(static_cast<std::int64_t>(comparison.agree));
    json.key("program_longer").integer(static_cast<std::int64_t>(comparison.program_longer));
    json.key("simulation_longer").integer(static_cast<std::int64_t>(comparison.simulation_longer));
    json.key("not_comparable").integer(static_cast<std::int64_t>(comparison.not_comparable));
    json.key("widest");
    if (comparison.widest) {
      json.text(report.subjects[*comparison.widest].id);
    } else {
      json.null();
    }
    json.end_object();
  }
  const Bilingual sentence = survival_sentence(report);
  json.key("summary").begin_object();
  json.key("zh").text(sentence.zh).key("en").text(sentence.en).end_object();
  json.key("assumptions").begin_array();
  for (const Bilingual& text : report.assumptions) {
    json.begin_object().key("zh").text(text.zh).key("en").text(text.en).end_object();
  }
  json.end_array();
  json.key("subjects").begin_array();
  for (std::size_t k = 0; k < report.subjects.size(); ++k) write_subject(json, report, k);
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace tenon
