// Drill protocols for programs: CSV and JSON.
#include <optional>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/backup_drill_report.h"
#include "report/backup_drill_report_words.h"
#include "report/html_escape.h"
#include "report/json_writer.h"
#include "report/names.h"
#include "report/timestamp.h"

namespace tenon {

using namespace drill_words;

namespace {

void write_outcome(JsonWriter& json, const DrillOutcome& outcome) {
  const auto day = [](int value) { return value < 0 ? std::nullopt : std::optional(value); };
  json.begin_object();
  json.key("first_short_day").optional_integer(day(outcome.first_short_day));
  json.key("users_short").integer(static_cast<std::int64_t>(outcome.users_short));
  json.key("largest_shortfall").number(outcome.largest_shortfall);
  json.key("worst_day").optional_integer(day(outcome.worst_day));
  json.key("missing_cny").number(outcome.missing);
  json.key("lost_output_cny").number(outcome.lost_output);
  json.key("lost_value_added_cny").number(outcome.lost_value_added);
  json.key("lost_final_demand_cny").number(outcome.lost_final_demand);
  json.key("first_final_demand_day").optional_integer(day(outcome.first_final_day));
  json.end_object();
}

void write_proposal(JsonWriter& json, const Dataset& dataset, const DrillProposal& proposal) {
  const Bilingual text = proposal_text(dataset, proposal);
  json.begin_object();
  json.key("change").text(id_of(proposal.change));
  json.key("text_zh").text(text.zh);
  json.key("text_en").text(text.en);
  json.key("reserve_factor").number(proposal.reserve_factor);
  json.key("stock_days").integer(proposal.stock_days);
  json.key("ready_days").optional_integer(proposal.ready_days);
  json.key("added").begin_array();
  for (const AddedBackup& added : proposal.added) {
    json.begin_object();
    json.key("maker").text(dataset.firm(added.maker).id);
    json.key("plant");
    if (added.region) {
      json.text(dataset.region(*added.region).code);
    } else {
      json.null();
    }
    json.key("reserved_cny_a_day").number(added.per_day);
    json.key("ready_days").number(added.ready_days);
    json.key("synthetic").boolean(added.synthetic);
    json.end_object();
  }
  json.end_array();
  json.key("beyond_known_spare").boolean(proposal.beyond_known_spare);
  json.key("a_step_less_short_day").optional_integer(proposal.smaller_short_day);
  json.end_object();
}

}  // namespace

std::string backup_drill_csv(const BackupDrillReport& report) {
  CsvWriter csv;
  for (const char* name : {"date",
                           "product_id",
                           "name_zh",
                           "name_en",
                           "chain_id",
                           "not_run",
                           "primary_kind",
                           "primary",
                           "primary_part",
                           "primary_cny_a_day",
                           "users",
                           "passed",
                           "first_short_day_without",
                           "first_short_day_with",
                           "largest_shortfall_without",
                           "largest_shortfall_with",
                           "missing_cny_without",
                           "missing_cny_with",
                           "output_saved_cny",
                           "value_added_saved_cny",
                           "final_demand_saved_cny",
                           "predicted_short_day",
                           "predicted_missing_cny",
                           "delivered",
                           "proposals"}) {
    csv.field(name);
  }
  csv.end_record();
  const Dataset& dataset = report.dataset;
  const auto day = [](int value) { return value < 0 ? std::string() : std::to_string(value); };
  for (const Drill& drill : report.result.drills) {
    const Product& product = dataset.product(drill.product);
    csv.field(report.day);
    for (const std::string* field : {&product.id, &product.name_zh, &product.name_en})
      csv.field(with_valid_utf8(*field));
    csv.field(dataset.chain(product.chain).id);
    csv.field(drill.is_partial ? "stopped" : drill.skip == DrillSkip::kNone ? "" : id_of(drill.skip));
    if (!was_run(drill)) {
      for (int k = 0; k < 19; ++k) csv.field("");
      csv.end_record();
      continue;
    }
    csv.field(drill.primary.root.kind == RootKind::kCountry ? "country" : "group");
    csv.field(with_valid_utf8(root_id(dataset, drill.primary.root)));
    csv.field(format_number(drill.primary.part));
    csv.field(format_number(drill.primary.flow));
    csv.field(std::to_string(drill.users));
    csv.field(drill.passes ? "1" : "0");
    csv.field(day(drill.without.first_short_day));
    csv.field(day(drill.with.first_short_day));
    for (const double value :
         {drill.without.largest_shortfall, drill.with.largest_shortfall, drill.without.missing,
          drill.with.missing, drill.output_saved(), drill.value_added_saved(), drill.final_demand_saved()}) {
      csv.field(format_number(value));
    }
    csv.field(drill.predicted.first_day ? format_number(*drill.predicted.first_day) : std::string());
    csv.field(format_number(drill.predicted.amount));
    std::string delivered;
    for (const BackupDelivered& entry : drill.delivered) {
      delivered += (delivered.empty() ? "" : "; ") + entry_id(report, entry) + ":" +
                   format_number(entry.delivered + entry.stock_needed);
    }
    csv.field(with_valid_utf8(delivered));
    std::vector<Bilingual> proposals;
    for (const DrillProposal& proposal : drill.proposals)
      proposals.push_back(proposal_text(dataset, proposal));
    csv.field(with_valid_utf8(joined(proposals).en));
    csv.end_record();
  }
  return csv.take();
}

std::string backup_drill_json(const BackupDrillReport& report) {
  const Dataset& dataset = report.dataset;
  const DrillCounts counts = drill_counts(report.result);
  JsonWriter json(JsonWriter::Layout::kIndented);
  const auto count = [&](const char* name, std::size_t value) {
    json.key(name).integer(static_cast<std::int64_t>(value));
  };
  json.begin_object();
  json.key("dataset").text(report.source);
  json.key("register").text(report.reg.file);
  json.key("date").text(report.day);
  json.key("generated_at").text(format_utc(report.generated_at));
  json.key("failure_days").integer(report.options.failure_days);
  json.key("horizon_days").integer(report.options.horizon_days);
  json.key("tolerance").number(report.options.tolerance);
  json.key("whole_root").boolean(report.options.whole_root);
  json.key("is_partial").boolean(report.result.is_partial);
  json.key("summary").begin_object();
  count("drills", counts.drills);
  count("passed", counts.passed);
  count("passed_without_need", counts.untried);
  count("failed", counts.failed);
  count("failed_without_entries", counts.bare);
  count("failed_with_proposal", counts.mendable);
  count("not_run", counts.skipped);
  count("stopped", counts.stopped);
  json.key("pass_rate").number(counts.pass_rate());
  json.end_object();
  json.key("drills").begin_array();
  for (const Drill& drill : report.result.drills) {
    const Product& product = dataset.product(drill.product);
    json.begin_object();
    json.key("product").text(product.id);
    json.key("name_zh").text(product.name_zh);
    json.key("name_en").text(product.name_en);
    json.key("chain_id").text(dataset.chain(product.chain).id);
    json.key("not_run").text(drill.is_partial ? "stopped" : id_of(drill.skip));
    if (!was_run(drill)) {
      json.end_object();
      continue;
    }
    const Bilingual root = root_name(dataset, drill.primary.root);
    json.key("primary").begin_object();
    json.key("kind").text(drill.primary.root.kind == RootKind::kCountry ? "country" : "group");
    json.key("id").text(root_id(dataset, drill.primary.root));
    json.key("name_zh").text(root.zh);
    json.key("name_en").text(root.en);
    json.key("part").number(drill.primary.part);
    json.key("cny_a_day").number(drill.primary.flow);
    json.end_object();
    count("users", drill.users);
    json.key("users_are_final_demand").boolean(drill.counts_final);
    json.key("passed").boolean(drill.passes);
    json.key("without_backups");
    write_outcome(json, drill.without);
    json.key("with_backups");
    write_outcome(json, drill.with);
    json.key("saved").begin_object();
    json.key("output_cny").number(drill.output_saved());
    json.key("value_added_cny").number(drill.value_added_saved());
    json.key("final_demand_cny").number(drill.final_demand_saved());
    json.end_object();
    json.key("predicted").begin_object();
    json.key("first_short_day").optional_number(drill.predicted.first_day);
    json.key("missing_cny").number(drill.predicted.amount);
    json.end_object();
    json.key("backups").begin_array();
    for (const BackupDelivered& entry : drill.delivered) {
      const ResolvedBackup& backup = report.backups[entry.backup];
      const auto from = [](int value) { return value < 0 ? std::nullopt : std::optional(value); };
      json.begin_object();
      json.key("entry").text(entry_id(report, entry));
      json.key("maker");
      if (backup.maker) {
        json.text(dataset.firm(*backup.maker).id);
      } else {
        json.null();
      }
      json.key("reserved_cny_a_day").number(entry.reserved);
      json.key("part_left").number(entry.part_left);
      json.key("ready_days").number(backup.ready_days);
      json.key("delivered_cny").number(entry.delivered);
      json.key("first_day").optional_integer(from(entry.first_day));
      json.key("stock_cny").number(entry.stock);
      json.key("stock_needed_cny").number(entry.stock_needed);
      json.key("stock_first_day").optional_integer(from(entry.stock_first_day));
      json.key("idle").text(id_of(entry.idle));
      json.end_object();
    }
    json.end_array();
    json.key("proposals_sought").boolean(drill.sought);
    json.key("proposals").begin_array();
    for (const DrillProposal& proposal : drill.proposals) write_proposal(json, dataset, proposal);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

}  // namespace tenon
