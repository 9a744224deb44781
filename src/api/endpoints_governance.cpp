// Governance of chains, work plans, word lists.
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "api/dataset_place.h"
#include "api/endpoint.h"
#include "api/page.h"
#include "exchange/governance_reader.h"
#include "process/field_value.h"
#include "service/dictionary_desk.h"
#include "service/governance.h"
#include "service/governance_desk.h"

namespace tenon {
namespace {

namespace json = boost::json;

Day today(const ApiCall& call) {
  return process::day_of(
      std::chrono::duration_cast<std::chrono::seconds>(call.time.time_since_epoch()).count());
}

// A record of governance has the region that leads; to countersign is of the signer's own region.
RecordCaller governance_caller(const ApiCall& call) {
  RecordCaller caller;
  caller.account = call.caller().actor;
  caller.time = call.time;
  caller.permits = [&call](const RecordRow& record, RecordAct act) {
    const AccessObject place{record.organisation_id, record.region_code,
                             classification_of(record.classification).value_or(Classification::kWorkSecret)};
    if (act == RecordAct::kRead)
      return call.decide(Permission::kGovernanceRead, {{}, {}, place.classification}).allowed();
    if (act == RecordAct::kCountersign)
      return call.decide(Permission::kGovernanceCountersign, own_object(*call.identity)).allowed();
    return call.decide(Permission::kGovernanceManage, place).allowed();
  };
  return caller;
}

HttpReply changed_answer(const ApiCall& call, const Error& error) {
  if (error.code == ErrorCode::kConflict) return problem_answer(call, problem_of("stale", error.message));
  return error_answer(call, error);
}

// The dataset that names the chains, as far as the caller may read it.
Result<ShelvedDataset> chains_of(ApiServices& s, const ApiCall& call) {
  const std::string name = call.text("dataset");
  auto place = place_of_dataset(s.database, name);
  if (!place) return place.error();
  if (!call.decide(Permission::kDatasetRead, *place).allowed()) {
    return Error{ErrorCode::kNotFound, "no dataset '" + name + "'"};
  }
  return s.shelf.load(name, 0, call.caller().actor, call.time, "governance.read");
}

Result<ArtefactTypes> types_of(ApiServices& s, const ApiCall& call) {
  auto types = stored_artefact_types(s.database, governance_caller(call));
  if (types || types.error().code != ErrorCode::kNotFound) return types;
  return ArtefactTypes{};
}

std::string signed_days(std::optional<Day> day) {
  return day ? day_text(*day) : std::string();
}

void write_optional(JsonWriter& out, const std::string& text) {
  if (text.empty()) {
    out.null();
  } else {
    out.text(text);
  }
}

// The open object gets `name` with JSON that is there as text.
std::string with_member(JsonWriter& out, const char* name, const std::string& member) {
  out.key(name).null().end_object();
  std::string text = out.take();
  constexpr std::string_view kEnd = "null}";
  return text.substr(0, text.size() - kEnd.size()) + member + "}";
}

std::string governance_answer_json(const ApiCall& call, const Chain* chain, const ArtefactTypes& types,
                                   const KeptGovernance& kept) {
  const Day day = today(call);
  const ChainGovernance& governance = kept.governance;
  JsonWriter out(JsonWriter::Layout::kCompact);
  out.begin_object().key("chain_id").text(governance.chain_id);
  out.key("name_zh")
      .text(chain != nullptr ? chain->name_zh : "")
      .key("name_en")
      .text(chain != nullptr ? chain->name_en : "");
  const LeadTerm* lead = lead_on(governance, day);
  out.key("lead_region_code").text(lead != nullptr ? lead->region_code : "");
  const ChairTurn chair = chair_on(governance, day);
  out.key("chair").begin_object().key("now").text(chair.now);
  write_optional(out.key("until"), signed_days(chair.until));
  out.key("next").text(chair.next).key("is_vacant").boolean(chair.is_vacant).end_object();
  const auto checklist = artefact_checklist(governance, types, day);
  out.key("checklist").begin_array();
  for (const ArtefactStanding& one : checklist) {
    out.begin_object()
        .key("type")
        .text(one.type->id)
        .key("zh")
        .text(one.type->name.zh)
        .key("en")
        .text(one.type->name.en);
    out.key("state").text(id_of(one.artefact.state)).key("is_required").boolean(one.type->is_required);
    out.key("is_own_term").boolean(one.type->is_own);
    write_optional(out.key("due"), signed_days(one.artefact.due));
    out.key("is_overdue").boolean(one.is_overdue).end_object();
  }
  const Completion completion = completion_of(checklist);
  out.end_array().key("approved").integer(static_cast<std::int64_t>(completion.approved));
  out.key("required").integer(static_cast<std::int64_t>(completion.required));
  out.key("overdue").integer(static_cast<std::int64_t>(completion.overdue));
  out.key("missing_countersignatures").begin_array();
  for (const std::string& region :
       missing_countersignatures(countersignatories(governance, day), governance.countersigned_by)) {
    out.text(region);
  }
  out.end_array().key("revision").integer(kept.revision);
  return with_member(out, "governance", governance_json(governance));
}

const Chain* chain_named(const Dataset& dataset, const std::string& id) {
  for (const Chain& chain : dataset.chains) {
    if (chain.id == id) return &chain;
  }
  return nullptr;
}

// What is kept, else what the dataset says.
Result<KeptGovernance> kept_or_default(ApiServices& s, const ApiCall& call, const Dataset& dataset,
                                       const std::string& chain_id) {
  auto kept = read_governance(s.database, chain_id, governance_caller(call));
  if (kept || kept.error().code != ErrorCode::kNotFound) return kept;
  const Chain* chain = chain_named(dataset, chain_id);
  if (chain == nullptr) return Error{ErrorCode::kNotFound, "there is no chain '" + chain_id + "'"};
  return KeptGovernance{0, 0, default_governance(dataset, *chain)};
}

HttpReply one_answer(const ApiCall& call, const Dataset& dataset, const ArtefactTypes& types,
                     const Result<KeptGovernance>& kept) {
  if (!kept) return changed_answer(call, kept.error());
  return with_revision(
      json_answer(
          200, governance_answer_json(call, chain_named(dataset, kept->governance.chain_id), types, *kept)),
      kept->revision);
}

HttpReply list(ApiServices& s, const ApiCall& call) {
  auto loaded = chains_of(s, call);
  if (!loaded) return error_answer(call, loaded.error());
  auto types = types_of(s, call);
  if (!types) return error_answer(call, types.error());
  std::string text = R"({"items":[)";
  bool first = true;
  for (const Chain& chain : loaded->dataset->chains) {
    auto kept = kept_or_default(s, call, *loaded->dataset, chain.id);
    if (!kept) return error_answer(call, kept.error());
    if (!first) text += ',';
    first = false;
    text += governance_answer_json(call, &chain, *types, *kept);
  }
  return json_answer(200, text + "]}");
}

HttpReply with_chain(
    ApiServices& s, const ApiCall& call,
    const std::function<Result<KeptGovernance>(const Dataset&, const ArtefactTypes&)>& work) {
  auto loaded = chains_of(s, call);
  if (!loaded) return error_answer(call, loaded.error());
  auto types = types_of(s, call);
  if (!types) return error_answer(call, types.error());
  return one_answer(call, *loaded->dataset, *types, work(*loaded->dataset, *types));
}

// The content of `member`, read as the files of governance are.
template <class T>
Result<T> parsed(const ApiCall& call, const char* member,
                 std::optional<T> (*parse)(const std::string&, std::string_view, FaultList&)) {
  FaultList faults;
  auto value = parse(member, json::serialize(*call.member(member)), faults);
  if (!value || faults.has_errors()) return Error{ErrorCode::kBadInput, faults.to_string()};
  return std::move(*value);
}

HttpReply change(ApiServices& s, const ApiCall& call) {
  return with_chain(
      s, call, [&](const Dataset& dataset, const ArtefactTypes& types) -> Result<KeptGovernance> {
        auto governance = parsed<ChainGovernance>(call, "governance", &parse_chain_governance);
        if (!governance) return governance.error();
        if (governance->chain_id != call.text("id")) {
          return Error{ErrorCode::kBadInput, "governance.chain_id: '" + call.text("id") + "' is expected"};
        }
        FaultList faults;
        check_governance(*governance, dataset, types, "governance", faults);
        if (faults.has_errors()) return Error{ErrorCode::kBadInput, faults.to_string()};
        return set_governance(s.database, *governance, call.seen_revision.value_or(0), call.field("note"),
                              governance_caller(call));
      });
}

// The region that leads; of the record, else of the dataset.
Result<AccessObject> locate_lead(ApiServices& s, const ApiCall& call, const std::string& chain_id) {
  auto kept = read_governance(s.database, chain_id, governance_caller(call));
  AccessObject object;
  if (kept) {
    if (const LeadTerm* lead = lead_on(kept->governance, today(call))) object.region_code = lead->region_code;
    return object;
  }
  if (kept.error().code != ErrorCode::kNotFound) return kept.error();
  if (call.parameter("dataset") == nullptr) return kept.error();
  auto loaded = chains_of(s, call);
  if (!loaded) return loaded.error();
  const Chain* chain = chain_named(*loaded->dataset, chain_id);
  if (chain == nullptr) return Error{ErrorCode::kNotFound, "there is no chain '" + chain_id + "'"};
  if (chain->lead_region) object.region_code = loaded->dataset->region(*chain->lead_region).code;
  return object;
}

std::string own_region(const ApiCall& call) {
  return own_object(*call.identity).region_code;
}

// --- work plans

std::string plan_json(const ApiCall& call, const KeptWorkPlan& kept) {
  JsonWriter out(JsonWriter::Layout::kCompact);
  out.begin_object().key("chain_id").text(kept.plan.chain_id).key("year").integer(kept.plan.year);
  out.key("revision").integer(kept.revision).key("overdue").begin_array();
  for (const WorkPlanItem* item : overdue_items(kept.plan, today(call))) out.text(item->id);
  out.end_array();
  return with_member(out, "plan", work_plan_json(kept.plan));
}

HttpReply plan_answer(const ApiCall& call, const Result<KeptWorkPlan>& kept) {
  if (!kept) return changed_answer(call, kept.error());
  return with_revision(json_answer(200, plan_json(call, *kept)), kept->revision);
}

HttpReply plans(ApiServices& s, const ApiCall& call) {
  auto all = list_work_plans(s.database, governance_caller(call));
  if (!all) return error_answer(call, all.error());
  std::string text = R"({"items":[)";
  for (std::size_t i = 0; i < all->size(); ++i) text += (i > 0 ? "," : "") + plan_json(call, (*all)[i]);
  return json_answer(200, text + "]}");
}

int year_of(const ApiCall& call) {
  return static_cast<int>(call.integer("year", 0));
}

HttpReply change_plan(ApiServices& s, const ApiCall& call) {
  auto plan = parsed<WorkPlan>(call, "plan", &parse_work_plan);
  if (!plan) return error_answer(call, plan.error());
  if (plan->chain_id != call.text("id") || plan->year != year_of(call)) {
    return problem_answer(call,
                          problem_of("bad_body", "plan: chain_id and year as in the path are expected"));
  }
  return plan_answer(call, set_work_plan(s.database, *plan, call.seen_revision.value_or(0),
                                         call.field("note"), governance_caller(call)));
}

// --- word lists

HttpReply dictionaries(ApiServices& s, const ApiCall& call) {
  auto all = list_dictionaries(s.database, governance_caller(call));
  if (!all) return error_answer(call, all.error());
  std::string text = R"({"items":[)";
  for (std::size_t i = 0; i < all->size(); ++i) {
    text += (i > 0 ? ",{" : "{") + std::string(R"("revision":)") + std::to_string((*all)[i].revision) +
            R"(,"dictionary":)" + dictionary_json((*all)[i].dictionary) + "}";
  }
  return json_answer(200, text + "]}");
}

HttpReply change_dictionary(ApiServices& s, const ApiCall& call) {
  auto dictionary = parsed<Dictionary>(call, "dictionary", &parse_dictionary);
  if (!dictionary) return error_answer(call, dictionary.error());
  if (dictionary->id != call.text("id")) {
    return problem_answer(call,
                          problem_of("bad_body", "dictionary.id: '" + call.text("id") + "' is expected"));
  }
  RecordCaller caller;  // the contract asked for the permission
  caller.account = call.caller().actor;
  caller.time = call.time;
  auto kept =
      set_dictionary(s.database, *dictionary, call.seen_revision.value_or(0), call.field("note"), caller);
  if (!kept) return changed_answer(call, kept.error());
  return with_revision(json_answer(200, R"({"revision":)" + std::to_string(kept->revision) +
                                            R"(,"dictionary":)" + dictionary_json(kept->dictionary) + "}"),
                       kept->revision);
}

}  // namespace

ApiEndpoints governance_endpoints(ApiServices& s) {
  const auto lead = [&s](const ApiCall& call) { return locate_lead(s, call, call.text("id")); };
  return {
      {"list_governance", [&s](const ApiCall& call) { return list(s, call); }, {}},
      {"read_chain_governance",
       [&s](const ApiCall& call) {
         return with_chain(s, call, [&](const Dataset& dataset, const ArtefactTypes&) {
           return kept_or_default(s, call, dataset, call.text("id"));
         });
       },
       {}},
      {"change_chain_governance", [&s](const ApiCall& call) { return change(s, call); }, lead},
      {"countersign_chain_governance",
       [&s](const ApiCall& call) {
         return with_chain(s, call, [&](const Dataset&, const ArtefactTypes&) {
           return countersign_governance(s.database, call.text("id"), call.seen_revision.value_or(0),
                                         own_region(call), governance_caller(call));
         });
       },
       {}},
      {"list_work_plans", [&s](const ApiCall& call) { return plans(s, call); }, {}},
      {"read_work_plan",
       [&s](const ApiCall& call) {
         return plan_answer(
             call, read_work_plan(s.database, call.text("id"), year_of(call), governance_caller(call)));
       },
       {}},
      {"change_work_plan", [&s](const ApiCall& call) { return change_plan(s, call); }, lead},
      {"countersign_work_plan",
       [&s](const ApiCall& call) {
         return plan_answer(call, countersign_work_plan(s.database, call.text("id"), year_of(call),
                                                        call.seen_revision.value_or(0), own_region(call),
                                                        governance_caller(call)));
       },
       {}},
      {"list_dictionaries", [&s](const ApiCall& call) { return dictionaries(s, call); }, {}},
      {"change_dictionary", [&s](const ApiCall& call) { return change_dictionary(s, call); }, {}},
  };
}

}  // namespace tenon
