#include "app/sample_world.h"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string_view>
#include <utility>

#include "app/dataset_source.h"
#include "app/governance_files.h"
#include "app/sample_people.h"
#include "base/file.h"
#include "base/number.h"
#include "exchange/dataset_reader.h"
#include "exchange/scenario_reader.h"
#include "report/simulation_json.h"
#include "report/words.h"
#include "risk/break_points.h"
#include "service/break_point_register.h"
#include "service/case_desk.h"
#include "service/dataset_import.h"
#include "service/file_desk.h"
#include "service/process_shelf.h"
#include "service/record_desk.h"
#include "service/run_record.h"
#include "service/setting.h"
#include "service/simulation_runs.h"
#include "store/account_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

namespace fs = std::filesystem;
using process::FieldMap;
using process::FieldValue;
using std::chrono::days;
using std::chrono::hours;

constexpr const char* kSetting = "sample";
constexpr const char* kName = "delta";
constexpr int kFirstKnown = 2024;  // the first version holds what had been published by the end of this year

// A dataset as it would have been known at the end of the year.
Dataset known_by(const Dataset& dataset, int year) {
  Dataset known = dataset;
  known.facts.clear();
  known.fact_uses.clear();
  std::vector<std::size_t> place(dataset.facts.size());
  for (std::size_t i = 0; i < dataset.facts.size(); ++i) {
    if (dataset.facts[i].provenance.year.value_or(0) > year) continue;
    place[i] = known.facts.size() + 1;
    known.facts.push_back(dataset.facts[i]);
  }
  for (FactUse use : dataset.fact_uses) {
    if (place[use.fact] == 0) continue;
    use.fact = place[use.fact] - 1;
    known.fact_uses.push_back(std::move(use));
  }
  return known;
}

// What happens in the world, so that it happens in the order of time.
class Story {
 public:
  Story(Database& database, std::string folder, UtcTime now)
      : database_(database), folder_(std::move(folder)), now_(now) {}

  Result<void> tell() {
    const UtcTime start = now_ - days(80);
    if (auto done = add_sample_people(database_, actor_, start); !done) return done;
    if (auto done = keep_lists(start); !done) return done;
    auto read = read_dataset((fs::path(folder_) / kName).string());
    if (!read) return read.error();
    auto first = import(known_by(read->dataset, kFirstKnown), now_ - days(60),
                        "facts published by the end of " + std::to_string(kFirstKnown));
    if (!first) return first.error();
    plan_cases(read->dataset, *first);
    plan(now_ - days(30), [this](UtcTime time) { return keep_scenarios(time); });
    plan(now_ - days(2), [&](UtcTime time) -> Result<void> {
      auto second = import(read->dataset, time, "all published facts");
      return second ? Result<void>() : second.error();
    });
    plan(now_ - days(1), [&](UtcTime time) { return keep_runs(read->dataset, time); });
    std::stable_sort(acts_.begin(), acts_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [time, act] : acts_)
      if (auto done = act(time); !done) return done;
    auto marked = change_setting(database_, kSetting, "1", 0, {actor_, now_});
    return marked ? Result<void>() : marked.error();
  }

 private:
  using ActAt = std::function<Result<void>(UtcTime)>;

  void plan(UtcTime time, ActAt act) { acts_.emplace_back(time, std::move(act)); }

  Result<void> keep_lists(UtcTime time) {
    const RecordCaller caller{actor_, time, {}};
    const fs::path governance = fs::path(folder_) / "governance";
    if (auto kept = keep_dictionaries(database_, (governance / "dictionaries.yaml").string(), caller); !kept)
      return kept;
    if (auto kept = keep_artefact_types(database_, (governance / "artefacts.yaml").string(), caller); !kept)
      return kept;
    std::vector<ProcessTypeText> texts;
    for (const std::string& path : files_in("processes")) {
      const auto file = MappedFile::open(path);
      if (!file) return file.error();
      texts.push_back({path, std::string(file->bytes())});
    }
    FaultList faults;
    const auto kept = keep_process_types(database_, texts, actor_, time, faults);
    if (!kept) return kept.error();
    return *kept ? Result<void>() : Error{ErrorCode::kBadInput, faults.to_string()};
  }

  Result<BreakPointReport> import(const Dataset& dataset, UtcTime time, const std::string& reason) {
    ImportOptions options;
    options.note = {actor_, time, folder_ + "/" + kName, reason};
    const auto imported = import_dataset(database_, kName, dataset, options);
    if (!imported) return imported.error();
    auto report = find_break_points(dataset, {});
    if (!report) return report.error();
    const auto recorded =
        record_break_points(database_, kName, imported->after, dataset, *report, options.note);
    if (!recorded) return recorded.error();
    return report;
  }

  Result<void> keep_scenarios(UtcTime time) {
    for (const std::string& path : files_in("scenarios")) {
      const auto file = MappedFile::open(path);
      if (!file) return file.error();
      FaultList faults;
      const auto scenario = parse_scenario(path, file->bytes(), faults);
      if (!scenario) return Error{ErrorCode::kBadInput, faults.to_string()};
      NewRecord record;
      record.kind = "scenario";
      record.name = scenario->name_zh;
      record.text = std::string(file->bytes());
      if (auto made = make_record(database_, record, {actor_, time, {}}); !made) return made.error();
    }
    return {};
  }

  // An embargo, when suppliers cannot be switched and when they can.
  Result<void> keep_runs(const Dataset& dataset, UtcTime time) {
    const std::string path = (fs::path(folder_) / "scenarios" / "photoresist_embargo.yaml").string();
    const auto file = MappedFile::open(path);
    if (!file) return file.error();
    const std::string as_given(file->bytes());
    const std::string switching = as_given + "policy:\n  switching:\n    enabled: true\n";
    if (auto kept = keep_run_of(dataset, as_given, "示例：光刻胶断供，不切换供应商", time); !kept)
      return kept;
    return keep_run_of(dataset, switching, "示例：光刻胶断供，可切换供应商", time);
  }

  Result<void> keep_run_of(const Dataset& dataset, const std::string& scenario, const std::string& name,
                           UtcTime time) {
    FaultList faults;
    const auto parsed = parse_scenario("scenario", scenario, faults);
    if (!parsed) return Error{ErrorCode::kBadInput, faults.to_string()};
    SimulationRuns runs;
    runs.scenarios = paired_scenarios(*parsed, RunPair::kNone);
    RunControl how;
    how.draws = 20;
    how.generated_at = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    if (auto done = simulate_on_dataset(dataset, RunPair::kNone, {}, how, runs); !done) return done;
    const std::string result = simulation_json(runs.report);
    const boost::json::object request = {
        {"dataset", kName}, {"version", 2}, {"scenario", scenario}, {"draws", how.draws}, {"seed", how.seed}};
    auto run = run_of_simulation(boost::json::serialize(request), result);
    if (!run) return run.error();
    auto kept = keep_file(database_, result, actor_, time);
    if (!kept) return kept.error();
    run->result_file = std::move(*kept);
    NewRecord record;
    record.classification = Classification::kRestricted;
    record.name = name;
    const auto made = keep_run(database_, *run, record, {actor_, time, {}});
    return made ? Result<void>() : made.error();
  }

  // Cases of the worst break points, each a step further than the one before.
  void plan_cases(const Dataset& dataset, const BreakPointReport& report) {
    constexpr std::size_t kCases = 21;
    std::size_t made = 0;
    for (const BreakPoint& point : report.break_points) {
      if (point.subject.type != SubjectType::kProduct || !point.score || made == kCases) continue;
      const Product& product = dataset.products[point.subject.index];
      const auto& lead = dataset.chain(product.chain).lead_region;
      static constexpr std::array<const char*, 4> kRegions = {"310000", "320000", "330000", "340000"};
      const std::string region = lead ? dataset.region(*lead).code : kRegions[made % kRegions.size()];
      plan_case(product.id, point, region, made);
      ++made;
    }
  }

  void plan_case(const std::string& product, const BreakPoint& point, const std::string& region,
                 std::size_t number) {
    // How far it has come: found, assigned, with a measure, begun, reported on, eased.
    const std::size_t steps = number % 7;
    const std::string id = "BP-" + std::to_string(101 + number);
    const UtcTime opened = now_ - days(58) + hours(7 * number) + (steps == 0 ? days(47) : days(0));
    const process::Party owner = sample_analyst(region);
    const auto act = [this, id](const process::Party& who, process::Command command) -> ActAt {
      return [this, id, who, command = std::move(command)](UtcTime time) {
        return settled(act_on_case(database_, id, command, caller(who, time)), id);
      };
    };
    const auto move = [&](const char* transition, FieldMap fields = {}) {
      return act(owner, process::command::Act{transition, std::move(fields)});
    };
    const FieldMap found = {{"score_at_opening", {FieldValue(point.score->value)}},
                            {"threshold", {FieldValue(0.5)}}};
    process::command::Open open{id, {"break_point", std::string(kName) + "/product/" + product}, found, {}};
    plan(opened, [this, id, open = std::move(open)](UtcTime time) {
      process::Party platform;
      platform.is_system = true;
      return settled(open_case(database_, "break_point_case", open, caller(platform, time)), id);
    });
    if (steps == 0) return;
    UtcTime time = opened + days(3) + hours(2);
    for (const process::Relation relation : {process::Relation::kOwner, process::Relation::kLeadProvince}) {
      const bool is_owner = relation == process::Relation::kOwner;
      plan(time, act(owner, process::command::Assign{
                                {relation, is_owner ? owner.person : "", owner.organisation, region}}));
    }
    plan(time + hours(1), move("assign", {{"owner_province", {FieldValue(region)}}}));
    if (steps == 1) return;
    const std::string measure_class(id_of(point.remedy.remedy_class));
    plan(time += days(9), move("choose_measure", {{"measure_class", {FieldValue(measure_class)}},
                                                  {"measure", {FieldValue(point.remedy.action_zh)}}}));
    if (steps == 2) return;
    const Day target =
        std::chrono::floor<days>(now_ + (steps == 3 ? days(-4) : days(30 + 15 * static_cast<int>(steps))));
    plan(time += days(4), move("start", {{"target_day", {FieldValue(target)}}}));
    if (steps == 3) return;
    plan(time += days(12),
         move("report_progress",
              {{"progress",
                {FieldValue(std::string("示例：两家候选供方已送样，待验证 Sample: two candidate "
                                        "suppliers have sent samples for validation"))}}}));
    const FieldMap entry = {
        {"on", {FieldValue(std::chrono::floor<days>(time))}},
        {"chief", {FieldValue(std::string("示例链长 Sample chain chief"))}},
        {"action", {FieldValue(std::string("召集供需双方协调 Called suppliers and users together"))}},
        {"outcome", {FieldValue(std::string("明确送样时间 A date for samples was agreed"))}}};
    plan(time + hours(5), act(owner, process::command::AddEntry{"chief_action", "", entry}));
    if (steps < 6) return;
    plan(time += days(10), move("ease"));
  }

  [[nodiscard]] CaseCaller caller(const process::Party& party, UtcTime time) const {
    CaseCaller who;
    who.party = party;
    who.account = party.is_system ? actor_ : Actor{party.person, party.organisation, "sample", "local"};
    who.permissions = [](const process::ProcessType& type, const process::Case&) {
      return permissions_of(type);
    };
    who.time = time;
    return who;
  }

  static Result<void> settled(const Result<CaseOutcome>& outcome, const std::string& id) {
    if (!outcome) return outcome.error();
    if (outcome->ok()) return {};
    return Error{ErrorCode::kBadInput, "sample case " + id + ": " + outcome->refusal.front().text.en};
  }

  [[nodiscard]] std::vector<std::string> files_in(const std::string& name) const {
    std::vector<std::string> paths;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(fs::path(folder_) / name, error))
      if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    return paths;
  }

  Database& database_;
  std::string folder_;
  UtcTime now_;
  Actor actor_ = command_line_actor();
  std::vector<std::pair<UtcTime, ActAt>> acts_;
};

}  // namespace

Result<bool> is_sample_world(Database& database) {
  const auto found = find_setting(database, kSetting);
  if (!found) return found.error();
  return found->has_value();
}

Result<SampleWorld> open_sample_world(Database& database, const SealingKey& key, const std::string& folder,
                                      UtcTime now) {
  const auto is_made = is_sample_world(database);
  if (!is_made) return is_made.error();
  if (!*is_made) {
    const auto accounts = in_transaction<std::int64_t>(
        database, TransactionKind::kRead,
        [](Connection& connection) -> Result<std::int64_t> { return count_accounts(connection); });
    if (!accounts) return accounts.error();
    if (*accounts > 0) {
      return Error{ErrorCode::kInvalidArgument,
                   "--sample: the database is in use already: expected a new one (--db FILE)"};
    }
    if (auto told = Story(database, folder, now).tell(); !told) return told.error();
  }
  return set_sample_password(database, key, now);
}

}  // namespace tenon
