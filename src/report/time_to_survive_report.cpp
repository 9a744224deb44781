#include "report/time_to_survive_report.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/csv_writer.h"
#include "base/number.h"

namespace tenon {
namespace {

const SurvivalTime kNoTime;

const SurvivalTime& counted(const SurvivalTime& all, const SurvivalTime& others, CountedDemand demand) {
  return demand == CountedDemand::kAll ? all : others;
}

const SurvivalTime& simulated_time(const SurvivalReport& report, std::size_t k) {
  if (!report.simulation) return kNoTime;
  const SimulatedSurvival& set = report.simulation->sets[k];
  return counted(set.all, set.others, report.counted);
}

const SurvivalTime& program_time(const SurvivalReport& report, std::size_t k) {
  if (!report.program) return kNoTime;
  const SetSurvival& set = report.program->sets[k];
  return counted(set.all, set.others, report.counted);
}

DayRange recovery_days(const SurvivalReport& report, std::size_t k) {
  return report.recovery.empty() ? DayRange{} : report.recovery[k].days;
}

RecoveryFlag program_flag(const SurvivalReport& report, std::size_t k) {
  return report.program ? report.program->sets[k].flag : RecoveryFlag::kUnknown;
}

int severity(RecoveryFlag flag) {
  switch (flag) {
    case RecoveryFlag::kExceeded:
      return 3;
    case RecoveryFlag::kPossible:
      return 2;
    case RecoveryFlag::kUnknown:
      return 1;
    case RecoveryFlag::kCovered:
      return 0;
  }
  return 0;
}

std::string number_or_nothing(const std::optional<double>& value) {
  return value ? format_number(*value) : std::string();
}

// Days and how they end, as two fields.
void write_time(CsvWriter& csv, const SurvivalTime& time) {
  const bool has_days = time.kind == SurvivalKind::kFinite || time.kind == SurvivalKind::kAtLeast;
  csv.field(has_days ? format_number(time.days) : std::string());
  csv.field(time.kind == SurvivalKind::kNotComputed ? std::string_view() : id_of(time.kind));
}

std::string source_text(const RecoveryEvidence& figure) {
  if (figure.basis == RecoveryBasis::kAssumption) return "assumption";
  std::string text = figure.provenance.source.empty() ? "source not stated" : figure.provenance.source;
  std::string more = figure.provenance.year ? std::to_string(*figure.provenance.year) : "";
  if (figure.provenance.grade != ' ') {
    more += (more.empty() ? "" : ", ") + std::string(1, figure.provenance.grade);
  }
  return more.empty() ? text : text + " (" + more + ")";
}

void write_recovery(CsvWriter& csv, const TimeToRecover& time) {
  csv.field(number_or_nothing(time.days.low));
  csv.field(number_or_nothing(time.days.high));
  csv.field(time.grade == ' ' ? std::string() : std::string(1, time.grade));
  csv.field(time.is_assumption ? "1" : "0");
  csv.field(time.synthetic ? "1" : "0");
  std::string sources;
  for (const RecoveryEvidence& figure : time.evidence) {
    sources += (sources.empty() ? "" : "|") + source_text(figure);
  }
  csv.field(sources);
}

}  // namespace

std::string_view id_of(SurvivalKind kind) {
  switch (kind) {
    case SurvivalKind::kNotComputed:
      return "not_computed";
    case SurvivalKind::kFinite:
      return "short";
    case SurvivalKind::kAtLeast:
      return "at_least";
    case SurvivalKind::kUnbounded:
      return "unlimited";
  }
  return "not_computed";
}

std::string_view id_of(RecoveryFlag flag) {
  switch (flag) {
    case RecoveryFlag::kUnknown:
      return "unknown";
    case RecoveryFlag::kCovered:
      return "covered";
    case RecoveryFlag::kPossible:
      return "possible";
    case RecoveryFlag::kExceeded:
      return "exceeded";
  }
  return "unknown";
}

std::string_view id_of(SurvivalGapCause cause) {
  switch (cause) {
    case SurvivalGapCause::kNone:
      return "none";
    case SurvivalGapCause::kExtra:
      return "extra_deliveries";
    case SurvivalGapCause::kShares:
      return "targeted_shares";
    case SurvivalGapCause::kOrders:
      return "orders_and_lags";
    case SurvivalGapCause::kNotExplained:
      return "not_explained";
  }
  return "none";
}

std::string_view id_of(SurvivalVerdict verdict) {
  switch (verdict) {
    case SurvivalVerdict::kNotComparable:
      return "not_comparable";
    case SurvivalVerdict::kAgree:
      return "agree";
    case SurvivalVerdict::kProgramLonger:
      return "program_longer";
    case SurvivalVerdict::kSimulationLonger:
      return "simulation_longer";
  }
  return "not_comparable";
}

std::string survival_node_id(const SurvivalReport& report, std::uint32_t node) {
  if (node == kNoNode) return {};
  return node < report.nodes.size() ? report.nodes[node].id : std::to_string(node);
}

RecoveryFlag simulated_flag(const SurvivalReport& report, std::size_t k) {
  return compare_recovery(simulated_time(report, k), recovery_days(report, k));
}

RecoveryFlag survival_flag(const SurvivalReport& report, std::size_t subject) {
  const RecoveryFlag simulated = simulated_flag(report, subject);
  const RecoveryFlag program = program_flag(report, subject);
  if (!report.simulation) return program;
  if (!report.program) return simulated;
  return severity(simulated) >= severity(program) ? simulated : program;
}

std::vector<std::size_t> survival_order(const SurvivalReport& report) {
  struct Key {
    int severity = 0;
    double days = 0;
    double impact = 0;
  };
  std::vector<Key> keys(report.subjects.size());
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const SurvivalTime& simulated = simulated_time(report, k);
    const SurvivalTime& time =
        simulated.kind == SurvivalKind::kNotComputed ? program_time(report, k) : simulated;
    const bool ends = time.kind == SurvivalKind::kFinite;
    double impact = 0;
    if (report.program) {
      const SurvivalImpact& known = report.program->sets[k].impact;
      impact = known.high.value_or(known.low.value_or(0));
    }
    keys[k] = {severity(survival_flag(report, k)), ends ? time.days : INFINITY, impact};
  }
  std::vector<std::size_t> order(keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple(-keys[a].severity, keys[a].days, -keys[a].impact) <
           std::tuple(-keys[b].severity, keys[b].days, -keys[b].impact);
  });
  return order;
}

std::string survival_csv(const SurvivalReport& report) {
  CsvWriter csv;
  for (const char* column : {"id",
                             "name_zh",
                             "name_en",
                             "synthetic",
                             "flag",
                             "simulation_days",
                             "simulation_end",
                             "simulation_others_days",
                             "simulation_others_end",
                             "simulation_output_days",
                             "simulation_output_end",
                             "simulation_want_days",
                             "simulation_want_end",
                             "first_short_id",
                             "first_in_want_id",
                             "simulation_flag",
                             "program_days",
                             "program_end",
                             "program_others_days",
                             "program_others_end",
                             "program_flag",
                             "gap_days",
                             "gap_verdict",
                             "gap_cause",
                             "recover_low_days",
                             "recover_high_days",
                             "recover_grade",
                             "recover_assumed",
                             "recover_synthetic",
                             "recover_sources",
                             "impact_low",
                             "impact_high",
                             "exposure_low",
                             "exposure_high",
                             "currency"}) {
    csv.field(column);
  }
  csv.end_record();
  const SimulatedSurvival no_simulation;
  const SetSurvival no_program;
  const TimeToRecover no_recovery;
  for (std::size_t k = 0; k < report.subjects.size(); ++k) {
    const SurvivalName& subject = report.subjects[k];
    const SimulatedSurvival& simulation = report.simulation ? report.simulation->sets[k] : no_simulation;
    const SetSurvival& program = report.program ? report.program->sets[k] : no_program;
    csv.field(subject.id);
    csv.field(subject.name_zh);
    csv.field(subject.name_en);
    csv.field(subject.synthetic ? "1" : "0");
    csv.field(id_of(survival_flag(report, k)));
    write_time(csv, simulation.all);
    write_time(csv, simulation.others);
    write_time(csv, simulation.output);
    write_time(csv, simulation.supply);
    csv.field(survival_node_id(report, simulation.first_short));
    csv.field(survival_node_id(report, simulation.first_starved));
    csv.field(report.simulation ? id_of(simulated_flag(report, k)) : std::string_view());
    write_time(csv, program.all);
    write_time(csv, program.others);
    csv.field(report.program ? id_of(program.flag) : std::string_view());
    if (report.comparison) {
      const SurvivalDifference& difference = report.comparison->sets[k];
      csv.field(number_or_nothing(difference.gap_days));
      csv.field(id_of(difference.verdict));
      csv.field(id_of(difference.cause));
    } else {
      for (int field = 0; field < 3; ++field) csv.field({});
    }
    write_recovery(csv, report.recovery.empty() ? no_recovery : report.recovery[k]);
    for (const auto& value :
         {program.impact.low, program.impact.high, program.exposure.low, program.exposure.high}) {
      csv.field(number_or_nothing(value));
    }
    csv.field(report.currency);
    csv.end_record();
  }
  return csv.take();
}

}  // namespace tenon
