#include "service/governance_desk.h"

#include <algorithm>
#include <utility>

#include "exchange/governance_reader.h"
#include "process/field_value.h"
#include "service/governance.h"
#include "service/record_file.h"
#include "store/transaction.h"

namespace tenon {
namespace {

constexpr const char* kGovernance = "governance";
constexpr const char* kWorkPlan = "work_plan";

// Calendar days are those of China Standard Time, as for cases (process/field_value.h).
Day today_of(const RecordCaller& caller) {
  return process::day_of(std::chrono::floor<std::chrono::seconds>(caller.time).time_since_epoch().count());
}

std::string plan_key(const std::string& chain, int year) {
  return chain + "/" + std::to_string(year);
}

Error unreadable(const RecordRow& record, const FaultList& faults) {
  return {ErrorCode::kBadInput, "record " + std::to_string(record.id) + ": " + faults.to_string()};
}

Result<KeptGovernance> governance_of(const RecordRow& record, const RevisionRow& revision) {
  FaultList faults;
  auto governance = parse_chain_governance("governance", revision.text, faults);
  if (!governance) return unreadable(record, faults);
  return KeptGovernance{record.id, revision.revision, std::move(*governance)};
}

Result<KeptWorkPlan> work_plan_of(const RecordRow& record, const RevisionRow& revision) {
  FaultList faults;
  auto plan = parse_work_plan("work_plan", revision.text, faults);
  if (!plan) return unreadable(record, faults);
  return KeptWorkPlan{record.id, revision.revision, std::move(*plan)};
}

// What a record refers to besides its text: the files and records of its artefacts.
std::vector<RecordLink> links_of(const ChainGovernance& governance) {
  std::vector<RecordLink> links;
  for (const Artefact& artefact : governance.artefacts) {
    if (!artefact.file.empty()) links.push_back({"artefact", "file", artefact.file, 0});
    if (artefact.record) links.push_back({"artefact", "record", std::to_string(*artefact.record), 0});
  }
  return links;
}

std::string lead_region(const ChainGovernance& governance, const RecordCaller& caller) {
  const LeadTerm* lead = lead_on(governance, today_of(caller));
  return lead != nullptr ? lead->region_code : std::string();
}

// Makes the record of the key, or its next revision.
Result<RecordRow> put_keyed(Connection& connection, const NewRecord& record, std::int64_t expected,
                            const RecordCaller& caller, const std::string& what) {
  const auto kept = find_record_of(connection, record.kind, *record.key);
  if (!kept) {
    if (expected != 0) {
      return Error{ErrorCode::kConflict, "there is no record of kind " + record.kind + " for '" +
                                             *record.key + "', so none of revision " +
                                             std::to_string(expected)};
    }
    return put_new_record(connection, record, caller);
  }
  if (!is_permitted(*kept, RecordAct::kChange, caller)) return missing_record(std::to_string(kept->id));
  if (expected == 0) {
    return Error{ErrorCode::kConflict, "there is a record of kind " + record.kind + " for '" + *record.key +
                                           "' already: its newest revision is " +
                                           std::to_string(kept->revision)};
  }
  auto changed = put_revision(connection, *kept, expected,
                              {record.name, record.text, record.note, record.links}, {}, caller, what);
  if (!changed || changed->region_code == record.region_code) return changed;
  // The lead has passed to another province.
  return put_standing(connection, *changed, changed->revision,
                      {changed->organisation_id, record.region_code, changed->classification, false}, caller,
                      "move");
}

NewRecord record_of(const ChainGovernance& governance, const std::string& note, const RecordCaller& caller) {
  NewRecord record;
  record.kind = kGovernance;
  record.key = governance.chain_id;
  record.organisation_id = caller.account.organisation_id;
  record.region_code = lead_region(governance, caller);
  record.name = governance.chain_id;
  record.text = governance_json(governance);
  record.note = note;
  record.links = links_of(governance);
  return record;
}

NewRecord record_of(const WorkPlan& plan, const std::string& region, const std::string& note,
                    const RecordCaller& caller) {
  NewRecord record;
  record.kind = kWorkPlan;
  record.key = plan_key(plan.chain_id, plan.year);
  record.organisation_id = caller.account.organisation_id;
  record.region_code = region;
  record.name = plan.chain_id + " " + std::to_string(plan.year);
  record.text = work_plan_json(plan);
  record.note = note;
  return record;
}

// Adds the signature of `region`, if it is one of those that sign and has not.
Result<void> sign(std::vector<Countersignature>& signatures, const std::vector<std::string>& signatories,
                  const std::string& region, const RecordCaller& caller) {
  if (std::find(signatories.begin(), signatories.end(), region) == signatories.end()) {
    return Error{
        ErrorCode::kInvalidArgument,
        "region " + region + " does not countersign: it does not take part in the chain, or leads it"};
  }
  const auto missing = missing_countersignatures(signatories, signatures);
  if (std::find(missing.begin(), missing.end(), region) == missing.end())
    return Error{ErrorCode::kInvalidArgument, "region " + region + " has countersigned already"};
  signatures.push_back({region, caller.account.user_id, today_of(caller)});
  return {};
}

Result<RecordRow> kept_record(Connection& connection, const char* kind, const std::string& key) {
  auto record = find_record_of(connection, kind, key);
  if (!record) return missing_record(std::string("of kind ") + kind + " for '" + key + "'");
  return std::move(*record);
}

Result<KeptGovernance> governance_in(Connection& connection, const std::string& chain) {
  const auto record = kept_record(connection, kGovernance, chain);
  if (!record) return record.error();
  return governance_of(*record, *find_revision(connection, record->id, 0));
}

// All records of a kind that the caller may read, each through `read`.
template <class T, class Read>
Result<std::vector<T>> all_of(Database& database, const char* kind, const RecordCaller& caller, Read read) {
  return in_transaction<std::vector<T>>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::vector<T>> {
        RecordFilter filter;
        filter.kind = kind;
        filter.is_archived = false;
        filter.limit = 1'000'000;
        std::vector<T> all;
        for (const RecordRow& record : page_of_records(connection, filter)) {
          if (!is_permitted(record, RecordAct::kRead, caller)) continue;
          auto one = read(record, *find_revision(connection, record.id, 0));
          if (!one) return one.error();
          all.push_back(std::move(*one));
        }
        return all;
      });
}

}  // namespace

Result<KeptGovernance> read_governance(Database& database, const std::string& chain,
                                       const RecordCaller& caller) {
  const auto read = read_record_of(database, kGovernance, chain, caller);
  if (!read) return read.error();
  return governance_of(read->record, read->revision);
}

Result<std::vector<KeptGovernance>> list_governance(Database& database, const RecordCaller& caller) {
  auto all = all_of<KeptGovernance>(database, kGovernance, caller, governance_of);
  if (!all) return all;
  std::sort(all->begin(), all->end(), [](const KeptGovernance& a, const KeptGovernance& b) {
    return a.governance.chain_id < b.governance.chain_id;
  });
  return all;
}

Result<KeptGovernance> set_governance(Database& database, const ChainGovernance& governance,
                                      std::int64_t expected, const std::string& note,
                                      const RecordCaller& caller) {
  ChainGovernance unsigned_one = governance;
  unsigned_one.countersigned_by.clear();
  const NewRecord record = record_of(unsigned_one, note, caller);
  const auto kept = in_record_act(
      database, caller, governance.chain_id, "set governance",
      [&](Connection& connection) { return put_keyed(connection, record, expected, caller, "change"); });
  if (!kept) return kept.error();
  return KeptGovernance{kept->id, kept->revision, std::move(unsigned_one)};
}

Result<KeptGovernance> countersign_governance(Database& database, const std::string& chain,
                                              std::int64_t expected, const std::string& region,
                                              const RecordCaller& caller) {
  ChainGovernance now;
  const auto kept =
      in_record_act(database, caller, chain, "countersign", [&](Connection& connection) -> Result<RecordRow> {
        const auto record = kept_record(connection, kGovernance, chain);
        if (!record) return record.error();
        if (!is_permitted(*record, RecordAct::kCountersign, caller))
          return missing_record(std::to_string(record->id));
        auto before = governance_in(connection, chain);
        if (!before) return before.error();
        now = std::move(before->governance);
        if (auto done = sign(now.countersigned_by, countersignatories(now, today_of(caller)), region, caller);
            !done)
          return done.error();
        return put_revision(connection, *record, expected, {"", governance_json(now), "", links_of(now)}, {},
                            caller, "countersign for " + region);
      });
  if (!kept) return kept.error();
  return KeptGovernance{kept->id, kept->revision, std::move(now)};
}

Result<KeptWorkPlan> read_work_plan(Database& database, const std::string& chain, int year,
                                    const RecordCaller& caller) {
  int wanted = year;
  if (year == 0) {
    const auto plans = list_work_plans(database, caller);
    if (!plans) return plans.error();
    for (const KeptWorkPlan& plan : *plans) {
      if (plan.plan.chain_id == chain) wanted = std::max(wanted, plan.plan.year);
    }
    if (wanted == 0) return missing_record(std::string("of kind work_plan for '") + chain + "'");
  }
  const auto read = read_record_of(database, kWorkPlan, plan_key(chain, wanted), caller);
  if (!read) return read.error();
  return work_plan_of(read->record, read->revision);
}

Result<std::vector<KeptWorkPlan>> list_work_plans(Database& database, const RecordCaller& caller) {
  auto all = all_of<KeptWorkPlan>(database, kWorkPlan, caller, work_plan_of);
  if (!all) return all;
  std::sort(all->begin(), all->end(), [](const KeptWorkPlan& a, const KeptWorkPlan& b) {
    return std::pair(a.plan.chain_id, a.plan.year) < std::pair(b.plan.chain_id, b.plan.year);
  });
  return all;
}

Result<KeptWorkPlan> set_work_plan(Database& database, const WorkPlan& plan, std::int64_t expected,
                                   const std::string& note, const RecordCaller& caller) {
  WorkPlan unsigned_one = plan;
  unsigned_one.countersigned_by.clear();
  const auto kept =
      in_record_act(database, caller, plan_key(plan.chain_id, plan.year), "set work plan",
                    [&](Connection& connection) -> Result<RecordRow> {
                      std::string region;
                      if (const auto governance = governance_in(connection, plan.chain_id)) {
                        region = lead_region(governance->governance, caller);
                      } else if (governance.error().code != ErrorCode::kNotFound) {
                        return governance.error();
                      }
                      return put_keyed(connection, record_of(unsigned_one, region, note, caller), expected,
                                       caller, "change");
                    });
  if (!kept) return kept.error();
  return KeptWorkPlan{kept->id, kept->revision, std::move(unsigned_one)};
}

Result<KeptWorkPlan> countersign_work_plan(Database& database, const std::string& chain, int year,
                                           std::int64_t expected, const std::string& region,
                                           const RecordCaller& caller) {
  WorkPlan now;
  const auto kept =
      in_record_act(database, caller, plan_key(chain, year), "countersign",
                    [&](Connection& connection) -> Result<RecordRow> {
                      const auto record = kept_record(connection, kWorkPlan, plan_key(chain, year));
                      if (!record) return record.error();
                      if (!is_permitted(*record, RecordAct::kCountersign, caller))
                        return missing_record(std::to_string(record->id));
                      auto before = work_plan_of(*record, *find_revision(connection, record->id, 0));
                      if (!before) return before.error();
                      const auto governance = governance_in(connection, chain);
                      if (!governance) return governance.error();
                      now = std::move(before->plan);
                      const auto signatories = countersignatories(governance->governance, today_of(caller));
                      if (auto done = sign(now.countersigned_by, signatories, region, caller); !done)
                        return done.error();
                      return put_revision(connection, *record, expected, {"", work_plan_json(now), "", {}},
                                          {}, caller, "countersign for " + region);
                    });
  if (!kept) return kept.error();
  return KeptWorkPlan{kept->id, kept->revision, std::move(now)};
}

Result<ArtefactTypes> stored_artefact_types(Database& database, const RecordCaller& caller) {
  const auto read = read_record_of(database, "artefact_types", "artefact_types", caller);
  if (!read) return read.error();
  FaultList faults;
  auto types = parse_artefact_types("artefact_types", read->revision.text, faults);
  if (!types) return unreadable(read->record, faults);
  return std::move(*types);
}

}  // namespace tenon
