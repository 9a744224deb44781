#include "service/audit_export.h"

#include <array>
#include <utility>

#include "service/audit_json.h"
#include "service/encoding.h"

namespace tenon {
namespace {

constexpr std::string_view kHeader = "{\"format\":\"tenon audit\",\"version\":1}\n";

struct TextMember {
  std::string_view name;
  std::string AuditEvent::*text;
};

constexpr std::array<TextMember, 7> kTexts{{{"user", &AuditEvent::user_id},
                                            {"organisation", &AuditEvent::organisation_id},
                                            {"session", &AuditEvent::session_id},
                                            {"address", &AuditEvent::address},
                                            {"action", &AuditEvent::action},
                                            {"object_kind", &AuditEvent::object_kind},
                                            {"object_id", &AuditEvent::object_id}}};

void open_member(std::string& text, std::string_view name) {
  text += ",\"";
  text += name;
  text += "\":";
}

void write_word(std::string& text, std::string_view name, std::string_view word) {
  open_member(text, name);
  text += '"';
  text += word;
  text += '"';
}

void take_member(JsonCursor& cursor, std::string_view name) {
  cursor.literal(",\"" + std::string(name) + "\":");
}

Fault fault_of(const JsonCursor& cursor) {
  Fault fault;
  fault.column = cursor.position() + 1;
  fault.expected = cursor.what();
  return fault;
}

AuditEntry take_entry(JsonCursor& cursor) {
  AuditEntry entry;
  AuditEvent& event = entry.event;
  cursor.literal("{\"sequence\":");
  entry.sequence = cursor.number();
  take_member(cursor, "time");
  event.time = cursor.time();
  for (const TextMember& member : kTexts) {
    take_member(cursor, member.name);
    event.*member.text = cursor.text();
    if ((event.*member.text).size() > kLongestAuditText) cursor.fail("a text of more than 1 MiB");
  }
  take_member(cursor, "result");
  const auto result = audit_result_of(cursor.text());
  if (!result) cursor.fail("expected done, refused or failed");
  take_member(cursor, "classification");
  const auto classification = classification_of(cursor.text());
  if (!classification) cursor.fail("expected public, internal, restricted or work_secret");
  take_member(cursor, "detail");
  event.detail = cursor.text();
  if (event.detail.size() > kLongestAuditText) cursor.fail("a text of more than 1 MiB");
  take_member(cursor, "previous");
  entry.previous = cursor.digest();
  take_member(cursor, "hash");
  entry.hash = cursor.digest();
  cursor.literal("}");
  cursor.end();
  event.result = result.value_or(AuditResult::kDone);
  event.classification = classification.value_or(Classification::kPublic);
  return entry;
}

}  // namespace

std::string_view audit_export_header() {
  return kHeader;
}

void write_audit_entry(std::string& text, const AuditEntry& entry) {
  const AuditEvent& event = entry.event;
  text += "{\"sequence\":" + std::to_string(entry.sequence);
  write_word(text, "time", utc_text(event.time));
  for (const TextMember& member : kTexts) {
    open_member(text, member.name);
    write_json_text(text, event.*member.text);
  }
  write_word(text, "result", id_of(event.result));
  write_word(text, "classification", id_of(event.classification));
  open_member(text, "detail");
  write_json_text(text, event.detail);
  write_word(text, "previous", to_hex(bytes_of(entry.previous)));
  write_word(text, "hash", to_hex(bytes_of(entry.hash)));
  text += "}\n";
}

AuditLine read_audit_entry(std::string_view line) {
  JsonCursor cursor(line);
  AuditEntry entry = take_entry(cursor);
  if (cursor.failed()) return {std::nullopt, fault_of(cursor)};
  std::string written;
  written.reserve(line.size() + 1);
  write_audit_entry(written, entry);
  written.pop_back();
  if (written == line) return {std::move(entry), {}};
  Fault fault;
  fault.expected = "the entry is not written in the one form of this format (audit_export.h)";
  return {std::nullopt, fault};
}

std::optional<Fault> read_audit_export(std::string_view bytes, const std::string& file,
                                       const std::function<bool(const AuditEntry&, std::size_t)>& visit) {
  const auto at = [&](std::size_t line, Fault fault) {
    fault.file = file;
    fault.line = line;
    return fault;
  };
  if (!bytes.starts_with(kHeader)) {
    Fault fault;
    fault.value = std::string(bytes.substr(0, bytes.find('\n')).substr(0, kHeader.size()));
    fault.expected = "expected " + std::string(kHeader.substr(0, kHeader.size() - 1));
    return at(1, fault);
  }
  std::string_view rest = bytes.substr(kHeader.size());
  for (std::size_t line = 2; !rest.empty(); ++line) {
    const std::size_t length = rest.find('\n');
    if (length == std::string_view::npos) {
      Fault fault;
      fault.expected = "the line has no end: the file was cut off";
      return at(line, fault);
    }
    AuditLine read = read_audit_entry(rest.substr(0, length));
    if (!read.entry) return at(line, std::move(read.fault));
    if (!visit(*read.entry, line)) return std::nullopt;
    rest.remove_prefix(length + 1);
  }
  return std::nullopt;
}

AuditVerification verify_audit_export(std::string_view bytes, const std::string& file,
                                      const AuditVerifyOptions& options) {
  AuditVerifier verifier(options);
  const auto fault = read_audit_export(bytes, file, [&](const AuditEntry& entry, std::size_t line) {
    verifier.add(entry, line);
    return true;
  });
  if (fault) verifier.add_unreadable(to_string(*fault), fault->line);
  return verifier.finish();
}

}  // namespace tenon
