#include "service/recompute_desk.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "report/json_writer.h"
#include "service/break_point_register.h"
#include "service/case_computation.h"
#include "service/case_desk.h"
#include "service/encoding.h"
#include "service/process_shelf.h"
#include "service/secret.h"
#include "store/break_point_store.h"
#include "store/request_store.h"

namespace tenon {
namespace {

using process::Case;

std::int64_t seconds_of(UtcTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

Result<std::optional<RecomputeRow>> take_one(Database& database, const RecomputeOptions& options,
                                             UtcTime time) {
  using Taken = std::optional<RecomputeRow>;
  const std::int64_t at = seconds_of(time);
  // Looked for first without keeping writers out.
  auto waiting =
      in_transaction<bool>(database, TransactionKind::kRead, [&](Connection& connection) -> Result<bool> {
        return !waiting_recompute_requests(connection, 1, options.taker, at).empty();
      });
  if (!waiting) return waiting.error();
  if (!*waiting) return Taken();
  return in_transaction<Taken>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<Taken> {
        const auto taken = take_recompute_requests(connection, 1, options.taker, at);
        if (taken.empty()) return Taken();
        JsonWriter json(JsonWriter::Layout::kCompact);
        json.begin_object().key("what").text("computation taken").key("case").text(taken[0].case_id);
        json.key("computation").text(taken[0].computation).key("try").integer(taken[0].tries).end_object();
        const auto logged = audit_step(event_of(options.actor, time, "case.recompute", "recompute_request",
                                                std::to_string(taken[0].id), json.take()))(connection);
        if (!logged) return logged.error();
        return Taken(taken[0]);
      });
}

// The case, its type, and the cases that it names as its break points.
struct AskingCase {
  process::ProcessType type;
  Case c;
  std::vector<Case> break_points;
};

Result<AskingCase> read_asking(Database& database, const std::string& id) {
  return in_transaction<AskingCase>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<AskingCase> {
        auto c = stored_case(connection, id);
        if (!c) return c.error();
        ProcessShelf shelf;
        const auto type = stored_process_type(connection, shelf, c->type_id, c->type_version);
        if (!type) return type.error();
        AskingCase asking{**type, std::move(*c), {}};
        const process::FieldValues* named = find_values(asking.c, "break_points");
        for (const process::FieldValue& value : named != nullptr ? *named : process::FieldValues()) {
          const auto* other = std::get_if<std::string>(&value);
          if (other == nullptr || !find_case(connection, *other)) continue;
          auto point = stored_case(connection, *other);
          if (!point) return point.error();
          asking.break_points.push_back(std::move(*point));
        }
        return asking;
      });
}

bool stands_in(const Case& c, const std::string& organisation) {
  return std::any_of(c.people.begin(), c.people.end(),
                     [&](const process::CasePerson& person) { return person.organisation == organisation; });
}

// Errors are those of the database; nullopt: `why` says why there is no dataset for the case.
struct ChosenDataset {
  ShelvedDataset shelved;
  BreakPointOptions options;
};
Result<std::optional<ChosenDataset>> choose_dataset(Database& database, DatasetShelf& shelf, const Case& c,
                                                    const RecomputeOptions& options, UtcTime time,
                                                    process::Names& why) {
  using Chosen = std::optional<ChosenDataset>;
  NamedDataset named = dataset_of_case(c);
  auto analysis = newest_analysis(database, named.name);
  if (!analysis) return analysis.error();
  if (named.name.empty() && *analysis) named.name = (*analysis)->dataset;
  if (named.name.empty()) {
    why = {"事项没有指明数据集，也没有已登记的断点分析",
           "the case names no dataset, and no analysis of break points is recorded"};
    return Chosen();
  }
  const process::Names missing = {"没有数据集 " + named.name + " 或其所指版本",
                                  "there is no dataset " + named.name + ", or not the version named"};
  auto owner = find_dataset_owner(database, named.name);
  if (!owner) return owner.error();
  if (*owner && !stands_in(c, (*owner)->organisation_id)) {
    why = missing;
    return Chosen();
  }
  auto loaded = shelf.load(named.name, named.version, options.actor, time, "break_point.read");
  if (!loaded && loaded.error().code != ErrorCode::kNotFound) return loaded.error();
  if (!loaded) {
    why = missing;
    return Chosen();
  }
  ChosenDataset chosen{std::move(*loaded), {}};
  chosen.options.threads = options.threads;
  if (*analysis) {
    chosen.options.scope = (*analysis)->scope;
    chosen.options.use_synthetic = (*analysis)->method.find("\"synthetic\":true") != std::string::npos;
  }
  return Chosen(std::move(chosen));
}

// Brings the register of the dataset up to date.
Result<ComputedCase> record_anew(Database& database, const ChosenDataset& chosen, const RecomputeRow& request,
                                 const RecomputeOptions& options, UtcTime time) {
  const ShelvedDataset& shelved = chosen.shelved;
  const auto report = find_break_points(*shelved.dataset, chosen.options);
  if (!report) {
    return not_computed(
        {"计算未能完成：" + report.error().message, "the computation failed: " + report.error().message});
  }
  const std::string version = std::to_string(shelved.version);
  auto recorded = record_break_points(
      database, shelved.name, shelved.version, *shelved.dataset, *report,
      {options.actor, time, "db:" + shelved.name + "@" + version, "case " + request.case_id});
  if (!recorded) return recorded.error();
  const std::string count = std::to_string(recorded->events.size());
  return ComputedCase{
      true,
      {},
      {"已重新分析数据集 " + shelved.name + " 第 " + version + " 版，断点级别变化 " + count + " 项",
       "dataset " + shelved.name + " version " + version +
           " was analysed anew; break points that changed level: " + count}};
}

CaseCaller platform_at(const Actor& actor, UtcTime time) {
  CaseCaller caller;
  caller.party.is_system = true;
  caller.permissions = [](const process::ProcessType&, const Case&) { return std::vector<std::string>(); };
  caller.account = actor;
  caller.time = time;
  return caller;
}

struct Worked {
  ComputedCase computed;
  std::string source;
};

Result<Worked> work_out(Database& database, DatasetShelf& shelf, const RecomputeRow& request,
                        const RecomputeOptions& options, UtcTime time) {
  if (request.tries > options.most_tries) {
    return Worked{not_computed({"计算多次中断，已停止重试", "the computation was broken off several times"}),
                  ""};
  }
  auto asking = read_asking(database, request.case_id);
  if (!asking) return asking.error();
  process::Names why;
  auto chosen = choose_dataset(database, shelf, asking->c, options, time, why);
  if (!chosen) return chosen.error();
  if (!*chosen) return Worked{not_computed(std::move(why)), ""};
  const ShelvedDataset& shelved = (*chosen)->shelved;
  const std::string source = shelved.name + "@" + std::to_string(shelved.version);
  if (request.computation == "dataset") {
    auto recorded = record_anew(database, **chosen, request, options, time);
    if (!recorded) return recorded.error();
    return Worked{std::move(*recorded), source};
  }
  const ComputationGround ground{*shelved.dataset, shelved.name, shelved.version, (*chosen)->options,
                                 std::move(asking->break_points)};
  return Worked{compute_for_case(request.computation, asking->type, asking->c, ground), source};
}

process::command::AddEntry comment_of(const ComputedCase& computed) {
  const bool is_done = computed.is_done;
  return {"",
          (is_done ? "平台计算：" : "平台未能计算：") + computed.told.zh + "\n" +
              (is_done ? "Computed by the platform: " : "Not computed by the platform: ") + computed.told.en,
          {}};
}

}  // namespace

std::string recompute_taker_name() {
  return "recompute-" + to_base64url(random_bytes(12));
}

Result<std::optional<FinishedRecompute>> carry_out_recompute(Database& database, DatasetShelf& shelf,
                                                             const RecomputeOptions& options, UtcTime time) {
  using Finished = std::optional<FinishedRecompute>;
  auto taken = take_one(database, options, time);
  if (!taken) return taken.error();
  if (!*taken) return Finished();
  const RecomputeRow& request = **taken;
  auto worked = work_out(database, shelf, request, options, time);
  if (!worked) return worked.error();
  ComputedCase& computed = worked->computed;
  const CaseCaller platform = platform_at(options.actor, time);
  FinishedRecompute finished{request, {}};
  const auto finish = [&](Connection& connection) -> Result<void> {
    if (finish_recompute(connection, request, options.taker, finished.outcome)) return {};
    return Error{ErrorCode::kConflict,
                 "request " + std::to_string(request.id) + " took too long and is somebody else's now"};
  };
  const auto tell = [&] {
    finished.outcome = {computed.is_done, worked->source, computed.told.zh, computed.told.en,
                        seconds_of(time)};
    std::vector<process::Command> commands;
    if (!computed.fields.empty()) commands.push_back(process::command::Fill{computed.fields});
    commands.push_back(comment_of(computed));
    return act_on_case(database, request.case_id, commands, platform, std::nullopt, finish);
  };
  auto told = tell();
  if (told && !told->ok() && !computed.fields.empty()) {
    const std::string reasons = to_string(told->refusal);
    computed = not_computed({"结果不能填入事项：" + reasons, "the result does not fit the case: " + reasons});
    told = tell();
  }
  if (told && told->ok()) return Finished(std::move(finished));
  const Error error = told ? Error{ErrorCode::kBadInput, to_string(told->refusal)} : told.error();
  // A case that takes no comment after so many tries takes none for good: the reason stands with the request.
  const bool is_for_good = request.tries > options.most_tries && error.code != ErrorCode::kConflict &&
                           error.code != ErrorCode::kBusy;
  if (!is_for_good) return error;
  if (auto ended = run_transaction(database, TransactionKind::kWrite, finish); !ended) return ended.error();
  return Finished(std::move(finished));
}

}  // namespace tenon
