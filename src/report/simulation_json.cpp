#include "report/simulation_json.h"

#include <cmath>

#include "report/json_writer.h"
#include "report/scenario_json.h"
#include "report/scenario_text.h"
#include "report/simulation_causes.h"
#include "report/simulation_summary.h"
#include "report/simulation_text.h"
#include "report/timestamp.h"

namespace tenon {
namespace {

std::int64_t as_integer(std::size_t value) {
  return static_cast<std::int64_t>(value);
}

void write_text(JsonWriter& json, const Bilingual& text) {
  json.begin_object().key("zh").text(text.zh).key("en").text(text.en).end_object();
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<Bilingual>& texts) {
  json.key(key).begin_array();
  for (const Bilingual& text : texts) write_text(json, text);
  json.end_array();
}

void write_day(JsonWriter& json, std::string_view key, int day) {
  json.key(key);
  if (day < 0) {
    json.null();
  } else {
    json.integer(day);
  }
}

// The shares of floats: six decimals are all that they hold.
double rounded(double level) {
  return std::round(level * 1e6) / 1e6;
}

// Series of days are most of the text: six figures are about what floats hold, and a third less to send.
double six_figures(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double unit = std::pow(10.0, std::floor(std::log10(std::fabs(value))) - 5);
  return unit < 1 ? std::round(value / unit) / std::round(1 / unit) : std::round(value / unit) * unit;
}

void write_totals(JsonWriter& json, std::string_view key, const Simulation& simulation) {
  const auto list = [&](std::string_view name, double DayTotals::*value) {
    std::vector<double> days;
    for (const DayTotals& totals : simulation.totals) days.push_back(six_figures(totals.*value));
    json.key(name).numbers(days);
  };
  json.key(key).begin_object();
  list("output", &DayTotals::output);
  list("value_added", &DayTotals::value_added);
  list("final_consumption", &DayTotals::final_consumption);
  list("switched", &DayTotals::switched);
  json.end_object();
}

void write_recovery(JsonWriter& json, std::string_view key, const RecoveryDay& recovery) {
  const std::string_view state = recovery.state == RecoveryDay::State::kNeverBelow ? "never_below"
                                 : recovery.state == RecoveryDay::State::kReached  ? "reached"
                                                                                   : "not_reached";
  json.key(key).begin_object().key("state").text(state);
  write_day(json, "day", recovery.day);
  json.end_object();
}

void write_count(JsonWriter& json, std::string_view key, const HitCount& count) {
  json.key(key).begin_object().key("total").integer(as_integer(count.total));
  json.key("hit").integer(as_integer(count.hit)).key("stopped").integer(as_integer(count.stopped));
  json.end_object();
}

void write_outcome(JsonWriter& json, const SimulationReport& report, const RunSummary& summary) {
  json.key("outcome").begin_object();
  json.key("output_of").text(summary.inside ? "inside" : "all");
  json.key("normal_output").number(summary.normal_output);
  write_day(json, "worst_day", summary.worst_day);
  json.key("worst_loss").number(summary.worst_loss);
  json.key("worst_loss_amount").number(summary.worst_loss_amount);
  write_recovery(json, "recovery_90", summary.to_90);
  write_recovery(json, "recovery_99", summary.to_99);
  json.key("lost_output").number(summary.lost_output);
  json.key("lost_output_share").number(summary.lost_output_share);
  json.key("lost_value_added").number(summary.lost_value_added);
  json.key("lost_final_consumption").number(summary.lost_final_consumption);
  json.key("switched").number(summary.switched);
  write_count(json, "products", summary.products);
  write_count(json, "cities", summary.cities);
  write_count(json, "provinces", summary.provinces);
  write_count(json, "chains", summary.chains);
  write_count(json, "firms", summary.firms);
  write_count(json, "nodes", summary.nodes);
  const auto products = find_dimension(report, dimension::kProduct);
  json.key("product_stops").begin_array();
  for (const Stop& stop : summary.product_stops) {
    json.begin_object().key("product_id").text(report.dimensions[*products].groups[stop.position].id);
    json.key("day").integer(stop.day).end_object();
  }
  json.end_array().end_object();
}

void write_breakdown(JsonWriter& json, const BreakdownLabels& labels, const BreakdownSeries& series,
                     std::size_t days) {
  json.begin_object().key("dimension").text(labels.id).key("groups").begin_array();
  const std::size_t count = labels.groups.size();
  for (std::size_t g = 0; g < count; ++g) {
    json.begin_object().key("id").text(labels.groups[g].id);
    json.key("normal_output").number(series.normal_output[g]);
    json.key("lost_output").number(series.lost_output[g]);
    json.key("lost_value_added").number(series.lost_value_added[g]);
    write_day(json, "first_stop_day", series.first_stop_day[g]);
    const Course course = course_of(series, static_cast<std::uint32_t>(g), static_cast<int>(days));
    write_day(json, "worst_day", course.lowest_day);
    json.key("worst_level").number(rounded(course.lowest_level));
    std::vector<double> output;
    for (std::size_t day = 0; day < days; ++day) {
      output.push_back(six_figures(static_cast<double>(series.output[day * count + g])));
    }
    json.key("output").numbers(output).end_object();
  }
  json.end_array().end_object();
}

void write_cause(JsonWriter& json, const SimulationReport& report, std::size_t run, const CauseStep& step) {
  const auto products = find_dimension(report, dimension::kProduct);
  json.begin_object().key("kind").text(id_of(step.cause)).key("inputs").begin_array();
  for (const std::uint32_t product : step.inputs) json.text(report.dimensions[*products].groups[product].id);
  json.end_array().key("node_id");
  if (step.next == kNoPosition) {
    json.null();
  } else {
    json.text(report.nodes[step.next].id);
  }
  json.key("event_id");
  if (step.event) {
    json.text(report.runs[run].scenario->events[*step.event].id.text);
  } else {
    json.null();
  }
  json.end_object();
}

void write_nodes(JsonWriter& json, const SimulationReport& report, std::size_t run) {
  const Simulation& simulation = *report.runs[run].simulation;
  const Causes causes(report, run);
  json.key("node_count").integer(as_integer(simulation.nodes.size()));
  json.key("nodes_hit").begin_array();
  for (std::uint32_t node = 0; node < simulation.nodes.size(); ++node) {
    const NodeOutcome& outcome = simulation.nodes[node];
    if (outcome.first_hit_day < 0) continue;
    json.begin_object().key("id").text(report.nodes[node].id);
    write_day(json, "first_hit_day", outcome.first_hit_day);
    write_day(json, "first_stop_day", outcome.first_stop_day);
    json.key("stopped_days").integer(outcome.stopped_days);
    write_day(json, "worst_day", outcome.worst_day);
    json.key("worst_level").number(rounded(static_cast<double>(outcome.worst_level)));
    json.key("lost_output").number(outcome.lost_output);
    json.key("cause");
    write_cause(json, report, run, causes.hit_step(node));
    json.key("stop_cause");
    if (outcome.first_stop_day < 0) {
      json.null();
    } else {
      write_cause(json, report, run, causes.stop_step(node));
    }
    json.end_object();
  }
  json.end_array();
}

void write_run(JsonWriter& json, const SimulationReport& report, std::size_t run) {
  const SimulationRun& one = report.runs[run];
  const Simulation& simulation = *one.simulation;
  json.begin_object().key("run").text(run_letter(run)).key("label");
  write_text(json, one.label);
  json.key("scenario");
  write_scenario(json, *one.scenario);
  json.key("event_hits").begin_array();
  for (const HitLabel& hit : one.hits) {
    json.begin_object().key("zh").text(hit.text.zh).key("en").text(hit.text.en);
    json.key("node_count").integer(as_integer(hit.nodes.size())).end_object();
  }
  json.end_array();
  json.key("days").integer(simulation.days).key("partial").boolean(simulation.is_partial);
  json.key("normal").begin_object().key("output").number(simulation.normal.output);
  json.key("value_added").number(simulation.normal.value_added);
  json.key("final_consumption").number(simulation.normal.final_consumption).end_object();
  json.key("lost_output").number(simulation.lost_output);
  json.key("lost_value_added").number(simulation.lost_value_added);
  json.key("lost_final_consumption").number(simulation.lost_final_consumption);
  write_outcome(json, report, summarise_run(report, run));
  write_totals(json, "totals", simulation);
  json.key("breakdowns").begin_array();
  for (std::size_t d = 0; d < report.dimensions.size(); ++d) {
    write_breakdown(json, report.dimensions[d], simulation.breakdowns[d],
                    static_cast<std::size_t>(simulation.days));
  }
  json.end_array();
  write_nodes(json, report, run);
  json.end_object();
}

void write_id_of_group(JsonWriter& json, const SimulationReport& report, std::string_view key,
                       std::string_view dimension, std::uint32_t group) {
  const auto at = find_dimension(report, dimension);
  json.key(key);
  if (group == kNoPosition || !at) {
    json.null();
  } else {
    json.text(report.dimensions[*at].groups[group].id);
  }
}

void write_dimensions(JsonWriter& json, const SimulationReport& report) {
  json.key("dimensions").begin_array();
  for (const BreakdownLabels& labels : report.dimensions) {
    json.begin_object().key("id").text(labels.id);
    json.key("name_zh").text(labels.name_zh).key("name_en").text(labels.name_en);
    json.key("groups").begin_array();
    for (const GroupLabel& group : labels.groups) {
      json.begin_object().key("id").text(group.id);
      json.key("name_zh").text(group.name_zh).key("name_en").text(group.name_en);
      write_id_of_group(json, report, "chain_id", dimension::kChain, group.chain);
      write_id_of_group(json, report, "province_id", dimension::kProvince, group.province);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

// Names of the nodes that any run hit.
void write_nodes_named(JsonWriter& json, const SimulationReport& report) {
  json.key("nodes").begin_array();
  for (std::uint32_t node = 0; node < report.nodes.size(); ++node) {
    bool hit = false;
    for (const SimulationRun& run : report.runs) {
      const auto& nodes = run.simulation->nodes;
      hit = hit || (node < nodes.size() && nodes[node].first_hit_day >= 0);
    }
    if (!hit) continue;
    const NodeLabel& label = report.nodes[node];
    json.begin_object().key("id").text(label.id);
    json.key("name_zh").text(label.name_zh).key("name_en").text(label.name_en);
    json.key("firm_id").text(label.firm_id);
    write_id_of_group(json, report, "product_id", dimension::kProduct, label.product);
    write_id_of_group(json, report, "city_id", dimension::kCity, label.city);
    json.key("outside").boolean(label.is_outside).key("synthetic").boolean(label.synthetic).end_object();
  }
  json.end_array();
}

}  // namespace

std::string simulation_json(const SimulationReport& report) {
  const std::vector<RunSummary> summaries = summarise_runs(report);
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object();
  json.key("dataset").text(report.dataset);
  json.key("scope");
  write_text(json, report.scope);
  json.key("currency").text(report.currency);
  json.key("generated_at").text(format_utc(report.generated_at));
  json.key("partial").boolean(is_partial(report));
  json.key("synthetic").boolean(report.synthetic);
  json.key("data_first_year").optional_integer(report.first_year);
  json.key("data_last_year").optional_integer(report.last_year);
  json.key("answer");
  write_text(json, simulation_sentence(report, summaries));
  json.key("comparison");
  write_text(json, comparison_sentence(report, summaries));
  write_dimensions(json, report);
  write_nodes_named(json, report);
  json.key("runs").begin_array();
  for (std::size_t run = 0; run < report.runs.size(); ++run) write_run(json, report, run);
  json.end_array().key("differences").begin_array();
  for (const InputDifference& difference : report.differences) {
    json.begin_object().key("what");
    write_text(json, difference.what);
    json.key("first");
    write_text(json, difference.first);
    json.key("second");
    write_text(json, difference.second);
    json.end_object();
  }
  json.end_array().key("draws");
  if (report.draws) {
    write_draws(json, *report.draws);
  } else {
    json.null();
  }
  write_texts(json, "assumptions", report.assumptions);
  write_texts(json, "gaps", report.gaps);
  json.key("sources").begin_array();
  for (const Provenance& source : report.sources) write_provenance(json, source);
  json.end_array().end_object();
  return json.take();
}

}  // namespace tenon
