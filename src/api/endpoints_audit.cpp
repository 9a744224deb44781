// The audit chain: browse, verify, export.
#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/endpoint.h"
#include "api/page.h"
#include "service/audit_export.h"
#include "service/audit_log.h"
#include "service/encoding.h"

namespace tenon {
namespace {

void write_entry(JsonWriter& json, const AuditEntry& entry) {
  const AuditEvent& event = entry.event;
  json.begin_object().key("sequence").integer(static_cast<std::int64_t>(entry.sequence));
  json.key("time").text(utc_text(event.time)).key("user").text(event.user_id);
  json.key("organisation").text(event.organisation_id).key("session").text(event.session_id);
  json.key("address").text(event.address).key("action").text(event.action);
  json.key("object_kind").text(event.object_kind).key("object_id").text(event.object_id);
  json.key("result").text(id_of(event.result)).key("classification").text(id_of(event.classification));
  json.key("detail").text(event.detail).key("hash").text(to_hex(bytes_of(entry.hash))).end_object();
}

// What people look for: by person, thing, action, time, result, address.
struct AuditSought {
  const std::string* user = nullptr;
  const std::string* action = nullptr;
  const std::string* object_kind = nullptr;
  const std::string* object = nullptr;
  const std::string* result = nullptr;
  const std::string* address = nullptr;
  std::optional<UtcTime> since;  // inside
  std::optional<UtcTime> until;  // outside

  // What the row tells without its line.
  [[nodiscard]] bool fits(const AuditRow& row) const {
    const auto same = [](const std::string* sought, const std::string& value) {
      return sought == nullptr || *sought == value;
    };
    const UtcTime at{std::chrono::microseconds(row.at_us)};
    return same(user, row.user_id) && same(action, row.action) && same(object_kind, row.object_kind) &&
           same(object, row.object_id) && (!since || at >= *since) && (!until || at < *until);
  }
  [[nodiscard]] bool fits(const AuditEvent& event) const {
    return (result == nullptr || id_of(event.result) == *result) &&
           (address == nullptr || event.address == *address);
  }
};

Result<AuditSought> sought_in(const ApiCall& call) {
  AuditSought sought;
  sought.user = call.parameter("user");
  sought.action = call.parameter("action");
  sought.object_kind = call.parameter("object_kind");
  sought.object = call.parameter("object");
  sought.result = call.parameter("result");
  sought.address = call.parameter("address");
  for (const auto& [name, member] : {std::pair{"since", &sought.since}, {"until", &sought.until}}) {
    const std::string* text = call.parameter(name);
    if (text == nullptr) continue;
    const auto time = parse_utc(*text);
    if (!time)
      return Error{ErrorCode::kInvalidArgument,
                   std::string(name) + ": a time as 2026-11-26T00:00:00.000000Z is expected"};
    *member = *time;
  }
  return sought;
}

struct AuditPage {
  std::vector<AuditEntry> items;
  std::uint64_t next = 0;  // 0: there are no more
};

// Those between two numbers, both inside, that are sought; at most `most` of them, the oldest first.
Result<AuditPage> entries_between(Database& database, std::uint64_t first, std::uint64_t last,
                                  const AuditSought& sought, std::size_t most) {
  AuditPage page;
  std::optional<Error> unreadable;
  const auto visited = visit_audit_rows(database, first, [&](const AuditRow& row) {
    if (row.sequence > last) return false;
    if (!sought.fits(row)) return true;
    AuditLine line = read_audit_entry(row.line);
    if (!line.entry) {
      unreadable = Error{ErrorCode::kBadInput, "audit entry " + std::to_string(row.sequence) +
                                                   " cannot be read: " + to_string(line.fault)};
      return false;
    }
    if (!sought.fits(line.entry->event)) return true;
    if (page.items.size() == most) {
      page.next = row.sequence;
      return false;
    }
    page.items.push_back(std::move(*line.entry));
    return true;
  });
  if (!visited) return visited.error();
  if (unreadable) return *unreadable;
  return page;
}

// From `last` down, the newest first; pieces of the chain are read upwards, as they are kept.
Result<AuditPage> entries_down_from(Database& database, std::uint64_t last, const AuditSought& sought,
                                    std::size_t most) {
  constexpr std::uint64_t kPiece = 4096;
  AuditPage page;
  while (last > 0) {
    const std::uint64_t first = last > kPiece ? last - kPiece + 1 : 1;
    auto piece = entries_between(database, first, last, sought, kPiece);
    if (!piece) return piece.error();
    for (auto entry = piece->items.rbegin(); entry != piece->items.rend(); ++entry) {
      if (page.items.size() == most) {
        page.next = entry->sequence;
        return page;
      }
      page.items.push_back(std::move(*entry));
    }
    last = first - 1;
  }
  return page;
}

HttpReply entries(ApiServices& s, const ApiCall& call) {
  auto head = audit_head(s.database);
  if (!head) return error_answer(call, head.error());
  auto sought = sought_in(call);
  if (!sought) return error_answer(call, sought.error());
  const auto limit = static_cast<std::uint64_t>(call.integer("limit", 100));
  const std::string* order = call.parameter("order");
  Result<AuditPage> page = AuditPage{};
  if (order != nullptr && *order == "newest") {
    const auto last =
        static_cast<std::uint64_t>(call.integer("from", static_cast<std::int64_t>(head->sequence)));
    page = entries_down_from(s.database, std::min(last, head->sequence), *sought, limit);
  } else {
    const std::uint64_t newest = head->sequence > limit ? head->sequence - limit + 1 : 1;
    const auto first = static_cast<std::uint64_t>(call.integer("from", static_cast<std::int64_t>(newest)));
    page = entries_between(s.database, first, head->sequence, *sought, limit);
  }
  if (!page) return error_answer(call, page.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("items").begin_array();
  for (const AuditEntry& entry : page->items) write_entry(json, entry);
  json.end_array().key("next");
  if (page->next > 0) {
    json.integer(static_cast<std::int64_t>(page->next));
  } else {
    json.null();
  }
  json.end_object();
  return json_answer(200, json.take());
}

HttpReply verification(ApiServices& s, const ApiCall& call) {
  auto verified = verify_audit(s.database);
  if (!verified) return error_answer(call, verified.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("is_whole").boolean(!verified->fault.has_value());
  json.key("entries").integer(static_cast<std::int64_t>(verified->entries));
  json.key("head").text(to_hex(bytes_of(verified->head.hash))).key("fault");
  if (verified->fault) {
    json.text(say(call.language, text_zh(*verified->fault), text_en(*verified->fault)));
  } else {
    json.null();
  }
  json.end_object();
  return json_answer(200, json.take());
}

HttpReply head(ApiServices& s, const ApiCall& call) {
  auto now = audit_head(s.database);
  if (!now) return error_answer(call, now.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("sequence").integer(static_cast<std::int64_t>(now->sequence)).key("time");
  if (now->sequence == 0) {
    json.null();
  } else {
    json.text(utc_text(now->time));
  }
  json.key("hash").text(to_hex(bytes_of(now->hash))).end_object();
  return json_answer(200, json.take());
}

HttpReply export_chain(ApiServices& s, const ApiCall& call) {
  std::string text;
  auto done = export_audit(s.database, [&](std::string_view piece) {
    text += piece;
    return true;
  });
  if (!done) return error_answer(call, done.error());
  auto logged =
      log_audit(s.database, event_of(call.caller().actor, call.time, "audit.export", "audit", "", ""));
  if (!logged) return error_answer(call, logged.error());
  return make_response(200, "application/x-ndjson", std::move(text));
}

}  // namespace

ApiEndpoints audit_endpoints(ApiServices& s) {
  return {
      {"list_audit", [&s](const ApiCall& call) { return entries(s, call); }, {}},
      {"verify_audit", [&s](const ApiCall& call) { return verification(s, call); }, {}},
      {"read_audit_head", [&s](const ApiCall& call) { return head(s, call); }, {}},
      {"export_audit", [&s](const ApiCall& call) { return export_chain(s, call); }, {}},
  };
}

}  // namespace tenon
