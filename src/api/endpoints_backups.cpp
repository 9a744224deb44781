// Who could stand in for the makers of a product, and the register of who is set up to.
#include <algorithm>

#include "api/backup_json.h"
#include "api/dataset_place.h"
#include "api/endpoint.h"
#include "api/page.h"
#include "api/temporary_folder.h"
#include "api/view_ground.h"
#include "api/view_json.h"
#include "exchange/backup_register_xlsx.h"
#include "remedy/backup_coverage.h"
#include "remedy/backup_coverage_indicators.h"
#include "service/backup_register_desk.h"
#include "service/backup_search_shelf.h"

namespace tenon {
namespace {

constexpr std::size_t kMostFaults = 1000;

AccessObject object_of(const RecordRow& record) {
  return {record.organisation_id, record.region_code,
          classification_of(record.classification).value_or(Classification::kWorkSecret)};
}

RecordCaller register_caller(const ApiCall& call) {
  RecordCaller caller;
  caller.account = call.caller().actor;
  caller.time = call.time;
  caller.permits = [&call](const RecordRow& record, RecordAct act) {
    return call
        .decide(act == RecordAct::kRead ? Permission::kBackupRead : Permission::kBackupPlan,
                object_of(record))
        .allowed();
  };
  return caller;
}

// The dataset must be one that the caller may read.
Result<std::shared_ptr<const ShelvedBackupSearch>> ground_of(ApiServices& s, BackupSearchShelf& searches,
                                                             const ApiCall& call) {
  const std::string name = call.text("name");
  auto place = place_of_dataset(s.database, name);
  if (!place) return place.error();
  if (!call.decide(Permission::kDatasetRead, *place).allowed()) {
    return Error{ErrorCode::kNotFound, "no dataset '" + name + "'"};
  }
  return searches.load(name, call.integer("version", 0), call.text("scope"), call.caller().actor, call.time);
}

HttpReply candidates(ApiServices& s, BackupSearchShelf& searches, const ApiCall& call) {
  auto ground = ground_of(s, searches, call);
  if (!ground) return error_answer(call, ground.error());
  const Dataset& dataset = *(*ground)->shelved.dataset;
  const std::string id = call.text("id");
  const auto product = std::find_if(dataset.products.begin(), dataset.products.end(),
                                    [&](const Product& one) { return one.id == id; });
  if (product == dataset.products.end()) return problem_answer(call, problem_of("not_found"));
  const auto answer = (*ground)->search->answer(
      {ProductId(static_cast<std::size_t>(product - dataset.products.begin())), std::nullopt});
  if (!answer) {
    return problem_answer(
        call, problem_of("not_found", say(call.language, "网络中无人生产或使用该产品",
                                          "nobody makes or uses the product in the supply network")));
  }
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("version").integer((*ground)->shelved.version);
  json.key("scope").text((*ground)->search->options().scope);
  write_backup_answer(json, dataset, *answer, static_cast<std::size_t>(call.integer("limit", 100)));
  json.end_object();
  return json_answer(200, json.take());
}

std::string organisation_of(const ApiCall& call) {
  const std::string* other = call.parameter("organisation");
  return other != nullptr ? *other : own_object(*call.identity).organisation_id;
}

HttpReply read(ApiServices& s, const ApiCall& call) {
  auto kept = read_kept_register(s.database, call.text("name"), organisation_of(call), register_caller(call));
  if (!kept) return error_answer(call, kept.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("organisation_id").text(kept->record.organisation_id);
  json.key("region_code").text(kept->record.region_code).key("revision").integer(kept->revision.revision);
  json.key("made_by").text(kept->revision.made_by);
  write_seconds(json.key("made_at"), kept->revision.made_at).key("note").text(kept->revision.note);
  write_register_entries(json.key("entries"), kept->reg);
  json.end_object();
  return with_revision(json_answer(200, json.take()), kept->revision.revision);
}

HttpReply workbook(const ApiCall& call, const ShelvedBackupSearch& ground, const BackupRegister& reg,
                   const std::string& file) {
  RegisterTemplateOptions options;
  options.use_synthetic = call.flag("synthetic");
  const auto bytes = backup_register_xlsx(
      reg, backup_register_template(*ground.shelved.dataset, options), RegisterHeader::kBoth,
      std::chrono::floor<std::chrono::seconds>(call.time).time_since_epoch().count());
  if (!bytes) return error_answer(call, bytes.error());
  HttpResponse response = make_response(
      200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", std::move(*bytes));
  response.headers.set("content-disposition", "attachment; filename=\"" + file + "\"");
  return response;
}

HttpReply template_file(ApiServices& s, BackupSearchShelf& searches, const ApiCall& call) {
  auto ground = ground_of(s, searches, call);
  if (!ground) return error_answer(call, ground.error());
  return workbook(call, **ground, {}, "backup_register_template.xlsx");
}

HttpReply export_file(ApiServices& s, BackupSearchShelf& searches, const ApiCall& call) {
  auto ground = ground_of(s, searches, call);
  if (!ground) return error_answer(call, ground.error());
  auto kept = read_kept_register(s.database, call.text("name"), organisation_of(call), register_caller(call));
  if (!kept) return error_answer(call, kept.error());
  return workbook(call, **ground, kept->reg, "backup_register.xlsx");
}

CoverageCount coverage_count(const CoverageIndicators& indicators, std::optional<ChainId> chain) {
  if (!chain) return indicators.all;
  for (const ChainCoverage& one : indicators.chains) {
    if (one.chain == *chain) return one.count;
  }
  return {};
}

HttpReply coverage(ApiServices& s, BackupSearchShelf& searches, const ApiCall& call) {
  auto kept = read_kept_register(s.database, call.text("name"), organisation_of(call), register_caller(call));
  if (!kept) return error_answer(call, kept.error());
  auto ground = ground_of(s, searches, call);
  if (!ground) return error_answer(call, ground.error());
  const ShelvedDataset& shelved = (*ground)->shelved;
  const Dataset& dataset = *shelved.dataset;
  return answer_of_chain(call, dataset, [&](std::optional<ChainId> chain) -> HttpReply {
    CoverageOptions options;
    options.search = (*ground)->search->options();
    const auto view =
        s.analyses.analysis(shelved.name, shelved.version, options.search.scope,
                            std::chrono::floor<std::chrono::seconds>(call.time).time_since_epoch().count());
    if (!view) return error_answer(call, view.error());
    FaultList faults;
    const auto backups = resolve_register(dataset, (*ground)->network, kept->reg, faults);
    if (!backups) return error_answer(call, backups.error());
    const Level levels[] = {Level::kRed, Level::kOrange};
    const auto book = coverage_book(dataset, (*ground)->network, *backups,
                                    coverage_subjects((*view)->result, levels), options);
    if (!book) return error_answer(call, book.error());
    const Day today = std::chrono::floor<std::chrono::days>(call.time);
    const CoverageCount count =
        coverage_count(coverage_indicators(dataset, *book, coverage_on(*book, today)), chain);
    JsonWriter json(JsonWriter::Layout::kCompact);
    json.begin_object().key("version").integer(shelved.version).key("scope").text(options.search.scope);
    json.key("on").text(day_text(today)).key("horizon_days");
    json.integer(static_cast<std::int64_t>(options.horizon_days));
    json.key("register_revision").integer(kept->revision.revision);
    write_seconds(json.key("register_made_at"), kept->revision.made_at);
    write_count(json, "products", count.products);
    write_count(json, "covered", count.covered);
    write_count(json, "lasting", count.lasting);
    write_count(json, "by_stock_alone", count.by_stock_alone);
    write_count(json, "not_assessed", count.not_assessed);
    write_rounded(json, "rate", count.rate());
    write_rounded(json, "rate_by_value", count.rate_by_value());
    json.end_object();
    return json_answer(200, json.take());
  });
}

HttpReply import_file(ApiServices& s, BackupSearchShelf& searches, const ApiCall& call) {
  auto ground = ground_of(s, searches, call);
  if (!ground) return error_answer(call, ground.error());
  auto folder = TemporaryFolder::make();
  if (!folder) return error_answer(call, folder.error());
  const std::string file = "backup_register";
  if (auto written = folder->write(file, call.http.body); !written) {
    return error_answer(call, written.error());
  }
  FaultList faults(kMostFaults);
  auto reg = check_register_file(folder->path() + "/" + file, **ground, faults);
  if (!reg) {
    if (reg.error().code != ErrorCode::kBadInput) return error_answer(call, reg.error());
    ApiProblem problem =
        problem_of("bad_body", faults.has_errors() ? std::to_string(faults.error_count()) + " faults"
                                                   : folder->without_path(reg.error().message));
    problem.faults = problem_faults(faults.errors(), file);
    return problem_answer(call, problem);
  }
  const std::int64_t seen = call.seen_revision.value_or(0);
  std::int64_t revision = seen;
  if (!call.flag("dry_run")) {
    const AccessObject own = own_object(*call.identity);
    auto kept = keep_register(s.database, (*ground)->shelved, {own.organisation_id, own.region_code}, *reg,
                              seen, call.text("note"), register_caller(call));
    if (!kept && kept.error().code == ErrorCode::kConflict) {
      return problem_answer(call, problem_of("stale", kept.error().message));
    }
    if (!kept) return error_answer(call, kept.error());
    revision = kept->revision;
  }
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("revision").integer(revision).key("entries");
  json.integer(static_cast<std::int64_t>(reg->entries.size())).key("is_kept");
  json.boolean(!call.flag("dry_run")).key("warnings").begin_array();
  for (const ProblemFault& warning : problem_faults(faults.warnings(), file)) {
    json.begin_object();
    write_fault_members(json, warning);
    json.end_object();
  }
  json.end_array().end_object();
  return with_revision(json_answer(200, json.take()), revision);
}

}  // namespace

ApiEndpoints backup_endpoints(ApiServices& s) {
  auto searches = std::make_shared<BackupSearchShelf>(s.database, s.shelf);
  const auto located = [&s](const ApiCall& call) { return locate_dataset(s.database, call); };
  return {
      {"list_backup_candidates",
       [&s, searches](const ApiCall& call) { return candidates(s, *searches, call); }, located},
      {"read_backup_register", [&s](const ApiCall& call) { return read(s, call); }, {}},
      {"read_backup_coverage",
       [&s, searches](const ApiCall& call) { return coverage(s, *searches, call); },
       {}},
      {"import_backup_register",
       [&s, searches](const ApiCall& call) { return import_file(s, *searches, call); },
       {}},
      {"read_backup_template",
       [&s, searches](const ApiCall& call) { return template_file(s, *searches, call); },
       {}},
      {"export_backup_register",
       [&s, searches](const ApiCall& call) { return export_file(s, *searches, call); },
       {}},
  };
}

}  // namespace tenon
