// Cases: what people do to them by the rules of their types, and what they are told.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cctype>
#include <chrono>
#include <span>

#include "api/case_caller.h"
#include "api/endpoint.h"
#include "api/page.h"
#include "base/day.h"
#include "service/case_desk.h"
#include "service/case_fields.h"
#include "service/case_files.h"
#include "service/case_json.h"
#include "service/notification_desk.h"
#include "service/process_shelf.h"
#include "service/process_type_json.h"

namespace tenon {
namespace {

namespace json = boost::json;

HttpReply outcome_answer(ApiServices& s, const ApiCall& call, int status,
                         const Result<CaseOutcome>& outcome) {
  if (!outcome) {
    if (outcome.error().code == ErrorCode::kConflict && call.seen_revision) {
      return problem_answer(call, problem_of("stale", outcome.error().message));
    }
    return error_answer(call, outcome.error());
  }
  if (!outcome->ok()) {
    ApiProblem problem = problem_of("refused");
    for (const process::Reason& reason : outcome->refusal) {
      problem.faults.push_back({"", reason.about, say(call.language, reason.text.zh, reason.text.en)});
    }
    return problem_answer(call, problem);
  }
  JsonWriter event(JsonWriter::Layout::kCompact);
  event.begin_object().key("what").text("case").key("id").text(outcome->case_id).end_object();
  s.events.publish("all", "changed", event.take());
  JsonWriter out(JsonWriter::Layout::kCompact);
  write_case_outcome(out, *outcome);
  return with_revision(json_answer(status, out.take()), static_cast<std::int64_t>(outcome->sequence));
}

Result<process::ProcessType> type_of(ApiServices& s, const std::string& id, std::int64_t version) {
  return in_transaction<process::ProcessType>(
      s.database, TransactionKind::kRead, [&](Connection& connection) -> Result<process::ProcessType> {
        ProcessShelf shelf;
        auto type = stored_process_type(connection, shelf, id, version);
        if (!type) return type.error();
        return **type;
      });
}

Result<process::FieldMap> fields_of(std::span<const process::Field> of, const std::string& whose,
                                    const json::value* given) {
  process::FieldMap fields;
  if (given == nullptr) return fields;
  for (const auto& member : given->get_object()) {
    const std::string name(member.key());
    const auto field = case_field_named(of, whose, name);
    if (!field) return field.error();
    process::FieldValues& values = fields[name];
    for (const std::string& text : texts_of(&member.value())) {
      auto value = case_value_of(**field, text);
      if (!value) return value.error();
      values.push_back(std::move(*value));
    }
  }
  return fields;
}

Result<process::CasePerson> person_of(const json::object& object) {
  return case_person_of_words(text_member(object, "relation"), text_member(object, "person"),
                              text_member(object, "organisation"), text_member(object, "region"));
}

HttpReply open(ApiServices& s, const ApiCall& call) {
  auto type = type_of(s, call.field("type"), 0);
  if (!type) return error_answer(call, type.error());
  process::command::Open command;
  command.case_id = call.field("id");
  if (command.case_id.empty()) command.case_id = new_case_id();
  const json::object& subject = call.member("subject")->get_object();
  command.subject = {text_member(subject, "kind"), text_member(subject, "id")};
  auto fields = fields_of(type->fields, type->id, call.member("fields"));
  if (!fields) return error_answer(call, fields.error());
  command.fields = std::move(*fields);
  if (const json::value* people = call.member("people")) {
    for (const json::value& one : people->get_array()) {
      auto person = person_of(one.get_object());
      if (!person) return error_answer(call, person.error());
      command.people.push_back(std::move(*person));
    }
  }
  HttpReply reply =
      outcome_answer(s, call, 201, open_case(s.database, call.field("type"), command, case_caller(call)));
  auto& response = std::get<HttpResponse>(reply);
  if (response.status == 201) response.headers.set("location", "/api/v1/cases/" + command.case_id);
  return reply;
}

Result<process::Command> command_of(const json::object& given, const process::ProcessType& type) {
  const std::string act = text_member(given, "act");
  const std::string transition = text_member(given, "transition");
  // Entries of a kind have fields of their own.
  const auto kind =
      std::find_if(type.entries.begin(), type.entries.end(),
                   [&](const process::EntryKind& one) { return one.id == text_member(given, "kind"); });
  const bool is_entry = act == "note" && kind != type.entries.end();
  const json::value* filled = given.if_contains("fields");
  auto fields = is_entry ? fields_of(kind->fields, type.id + "." + kind->id, filled)
                         : fields_of(type.fields, type.id, filled);
  if (!fields) return fields.error();
  if (act == "act") return process::Command(process::command::Act{transition, std::move(*fields)});
  if (act == "fill") return process::Command(process::command::Fill{std::move(*fields)});
  if (act == "note") {
    return process::Command(process::command::AddEntry{text_member(given, "kind"), text_member(given, "text"),
                                                       std::move(*fields)});
  }
  if (act == "sign") return process::Command(process::command::Sign{transition});
  if (act == "approve") return process::Command(process::command::Approve{transition});
  if (act == "refuse")
    return process::Command(process::command::Refuse{transition, text_member(given, "text")});
  if (act == "withdraw") return process::Command(process::command::Withdraw{transition});
  const json::value* whom = given.if_contains("person");
  if (whom == nullptr) return Error{ErrorCode::kBadInput, "/person: required"};
  auto person = person_of(whom->get_object());
  if (!person) return person.error();
  if (act == "assign") return process::Command(process::command::Assign{std::move(*person)});
  return process::Command(process::command::Release{std::move(*person)});
}

// The act that the body names, and those that follow it.
Result<std::vector<process::Command>> commands_of(const json::object& body,
                                                  const process::ProcessType& type) {
  std::vector<process::Command> commands;
  const auto add = [&](const json::object& given) -> Result<void> {
    auto command = command_of(given, type);
    if (!command) return command.error();
    commands.push_back(std::move(*command));
    return {};
  };
  if (auto added = add(body); !added) return added.error();
  if (const json::value* then = body.if_contains("then")) {
    for (const json::value& one : then->get_array()) {
      if (auto added = add(one.get_object()); !added) return added.error();
    }
  }
  return commands;
}

std::optional<std::uint64_t> expected(const ApiCall& call) {
  if (!call.seen_revision) return std::nullopt;
  return static_cast<std::uint64_t>(*call.seen_revision);
}

HttpReply act(ApiServices& s, const ApiCall& call) {
  const std::string id = call.text("id");
  const CaseCaller caller = case_caller(call);
  // Who may not see it must not learn of it by acting.
  auto seen = read_case(s.database, id, caller);
  if (!seen) return error_answer(call, seen.error());
  auto commands = commands_of(call.body->get_object(), seen->type);
  if (!commands) return error_answer(call, commands.error());
  return outcome_answer(s, call, 200, act_on_case(s.database, id, *commands, caller, expected(call)));
}

HttpReply read(ApiServices& s, const ApiCall& call) {
  auto seen = read_case(s.database, call.text("id"), case_caller(call));
  if (!seen) return error_answer(call, seen.error());
  JsonWriter out(JsonWriter::Layout::kCompact);
  write_case(out, *seen);
  return with_revision(json_answer(200, out.take()), static_cast<std::int64_t>(seen->seen.history.size()));
}

HttpReply cases(ApiServices& s, const ApiCall& call) {
  CaseFilter filter;
  const auto set = [&](const char* name, std::optional<std::string>& member) {
    if (const std::string* value = call.parameter(name)) member = *value;
  };
  set("type", filter.type);
  set("state", filter.state);
  set("subject_kind", filter.subject_kind);
  set("subject", filter.subject_id);
  if (call.parameter("open") != nullptr) filter.is_final = !call.flag("open");
  const auto page = page_of(call);
  if (!page) return error_answer(call, page.error());
  const CaseCaller caller = case_caller(call);
  auto rows = list_seen_cases(s.database, filter, caller);
  if (!rows) return error_answer(call, rows.error());
  const std::size_t from = std::min(page->from, rows->size());
  const std::size_t count = std::min(page->limit, rows->size() - from);
  auto glances = glance_at_cases(s.database, std::span(*rows).subspan(from, count), caller);
  if (!glances) return error_answer(call, glances.error());
  return page_answer(call, rows->size(), [&](JsonWriter& out, std::size_t i) {
    const CaseRow& row = (*rows)[i];
    out.begin_object()
        .key("id")
        .text(row.id)
        .key("type")
        .text(row.type)
        .key("type_version")
        .integer(row.type_version);
    out.key("subject_kind")
        .text(row.subject_kind)
        .key("subject_id")
        .text(row.subject_id)
        .key("state")
        .text(row.state);
    out.key("is_final").boolean(row.is_final).key("next_due");
    if (row.next_due) {
      out.text(day_text(Day(std::chrono::days(static_cast<int>(*row.next_due)))));
    } else {
      out.null();
    }
    out.key("sequence").integer(static_cast<std::int64_t>(row.sequence));
    write_seconds(out.key("updated_at"), row.updated_at);
    write_case_glance(out, (*glances)[i - from]);
    out.end_object();
  });
}

HttpReply overdue(ApiServices& s, const ApiCall& call) {
  CaseFilter filter;
  if (const std::string* type = call.parameter("type")) filter.type = *type;
  auto items = overdue_in_cases(s.database, filter, case_caller(call));
  if (!items) return error_answer(call, items.error());
  return list_answer(items->size(),
                     [&](JsonWriter& out, std::size_t i) { write_case_due(out, (*items)[i]); });
}

HttpReply attach(ApiServices& s, const ApiCall& call) {
  const CaseCaller caller = case_caller(call);
  if (auto seen = read_case(s.database, call.text("id"), caller); !seen)
    return error_answer(call, seen.error());
  const NewFile file{call.text("name"), call.http.body};
  auto outcome = attach_file(s.database, call.text("id"), file, caller);
  if (!outcome || !outcome->ok()) return outcome_answer(s, call, 201, outcome);
  const process::FileReference reference = reference_of(file);
  JsonWriter out(JsonWriter::Layout::kCompact);
  out.begin_object().key("digest").text(reference.digest);
  out.key("bytes").integer(static_cast<std::int64_t>(reference.size_bytes)).key("outcome");
  write_case_outcome(out, *outcome);
  out.end_object();
  return json_answer(201, out.take());
}

// The name of a download (RFC 6266): plain for old readers, and whole in UTF-8 by RFC 8187.
std::string attachment_named(const std::string& name) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string plain;
  std::string whole;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_ascii = byte >= 0x20 && byte < 0x7F;
    plain += is_ascii && c != '"' && c != '\\' && c != '%' ? c : '_';
    if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_') {
      whole += c;
    } else {
      whole += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + whole;
}

HttpReply file(ApiServices& s, const ApiCall& call) {
  auto found = read_case_file(s.database, call.text("id"), call.text("digest"), case_caller(call));
  if (!found) return error_answer(call, found.error());
  HttpResponse response = make_response(200, "application/octet-stream", std::move(found->bytes));
  response.headers.set("content-disposition", attachment_named(found->name));
  return response;
}

// --- types

HttpReply types_answer(const std::vector<process::ProcessType>& types) {
  return list_answer(types.size(), [&](JsonWriter& out, std::size_t i) {
    out.begin_object().key("id").text(types[i].id).key("version").integer(types[i].version);
    out.key("zh").text(types[i].names.zh).key("en").text(types[i].names.en).end_object();
  });
}

HttpReply types(ApiServices& s, const ApiCall& call) {
  auto all = list_stored_process_types(s.database);
  if (!all) return error_answer(call, all.error());
  return types_answer(*all);
}

HttpReply type_text(ApiServices& s, const ApiCall& call) {
  using Found = std::optional<ProcessTypeRow>;
  auto found =
      in_transaction<Found>(s.database, TransactionKind::kRead, [&](Connection& connection) -> Result<Found> {
        return find_process_type(connection, call.text("id"), 0);
      });
  if (!found) return error_answer(call, found.error());
  if (!*found) return problem_answer(call, problem_of("not_found"));
  return make_response(200, "application/yaml; charset=utf-8", (*found)->text);
}

HttpReply type_form(ApiServices& s, const ApiCall& call) {
  auto type = type_of(s, call.text("id"), call.integer("version", 0));
  if (!type) return error_answer(call, type.error());
  JsonWriter out(JsonWriter::Layout::kCompact);
  write_process_type(out, *type);
  return json_answer(200, out.take());
}

HttpReply put_types(ApiServices& s, const ApiCall& call) {
  std::vector<ProcessTypeText> texts;
  for (const std::string& text : texts_of(call.member("types"))) {
    texts.push_back({"types/" + std::to_string(texts.size()), text});
  }
  FaultList faults;
  auto kept = keep_process_types(s.database, texts, call.caller().actor, call.time, faults);
  if (!kept) return error_answer(call, kept.error());
  if (!*kept) return problem_answer(call, problem_of("bad_body", faults.to_string()));
  return types_answer(**kept);
}

// --- notifications

NotificationReader reader_of(const ApiCall& call) {
  const AccessObject own = own_object(*call.identity);
  NotificationReader reader{call.identity->account.id, own.organisation_id, own.region_code, {}};
  for (const Grant& grant : call.identity->grants) reader.roles.push_back(grant.role_id);
  return reader;
}

HttpReply notifications(ApiServices& s, const ApiCall& call) {
  const NotificationReader reader = reader_of(call);
  NotificationFilter filter;
  filter.only_unread = call.flag("unread");
  filter.before_id = call.integer("after", 0);
  const auto limit = static_cast<std::size_t>(call.integer("limit", 100));
  filter.limit = limit + 1;
  auto all = list_notifications(s.database, reader, filter);
  if (!all) return error_answer(call, all.error());
  auto unread = unread_notifications(s.database, reader);
  if (!unread) return error_answer(call, unread.error());
  JsonWriter out(JsonWriter::Layout::kCompact);
  out.begin_object().key("items").begin_array();
  for (std::size_t i = 0; i < std::min(limit, all->size()); ++i) {
    const NotificationRow& one = (*all)[i];
    out.begin_object().key("id").integer(one.id);
    write_seconds(out.key("made"), one.made_at).key("read");
    if (one.read_at) {
      write_seconds(out, *one.read_at);
    } else {
      out.null();
    }
    out.key("text_zh")
        .text(one.text_zh)
        .key("text_en")
        .text(one.text_en)
        .key("case_id")
        .text(one.case_id)
        .end_object();
  }
  out.end_array().key("next");
  if (all->size() > limit) {
    out.integer((*all)[limit - 1].id);
  } else {
    out.null();
  }
  out.key("unread").integer(*unread).end_object();
  return json_answer(200, out.take());
}

HttpReply mark_read(ApiServices& s, const ApiCall& call) {
  auto done = read_notification(s.database, reader_of(call), call.integer("id", 0), call.time);
  if (!done) return error_answer(call, done.error());
  return no_content();
}

}  // namespace

ApiEndpoints case_endpoints(ApiServices& s) {
  return {
      {"list_process_types", [&s](const ApiCall& call) { return types(s, call); }, {}},
      {"read_process_type", [&s](const ApiCall& call) { return type_text(s, call); }, {}},
      {"describe_process_type", [&s](const ApiCall& call) { return type_form(s, call); }, {}},
      {"put_process_type", [&s](const ApiCall& call) { return put_types(s, call); }, {}},
      {"list_cases", [&s](const ApiCall& call) { return cases(s, call); }, {}},
      {"open_case", [&s](const ApiCall& call) { return open(s, call); }, {}},
      {"list_overdue", [&s](const ApiCall& call) { return overdue(s, call); }, {}},
      {"read_case", [&s](const ApiCall& call) { return read(s, call); }, {}},
      {"act_on_case", [&s](const ApiCall& call) { return act(s, call); }, {}},
      {"attach_file", [&s](const ApiCall& call) { return attach(s, call); }, {}},
      {"read_file", [&s](const ApiCall& call) { return file(s, call); }, {}},
      {"list_my_notifications", [&s](const ApiCall& call) { return notifications(s, call); }, {}},
      {"read_notification", [&s](const ApiCall& call) { return mark_read(s, call); }, {}},
  };
}

}  // namespace tenon
