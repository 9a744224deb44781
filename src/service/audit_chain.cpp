#include "service/audit_chain.h"

#include <array>
#include <utility>

namespace tenon {
namespace {

constexpr std::string_view kVersionTag = "tenon audit entry 1\n";

struct ResultWords {
  std::string_view id;
  Wording wording;
};

constexpr std::array<ResultWords, 3> kResults{
    {{"done", {"完成", "done"}}, {"refused", {"拒绝", "refused"}}, {"failed", {"失败", "failed"}}}};

void put_number(std::string& bytes, std::uint64_t value, unsigned width) {
  for (unsigned i = width; i-- > 0;) bytes += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

void put_text(std::string& bytes, std::string_view text) {
  put_number(bytes, text.size(), 4);
  bytes += text;
}

std::array<const std::string*, 8> texts_of(const AuditEvent& event) {
  return {&event.user_id, &event.organisation_id, &event.session_id, &event.address,
          &event.action,  &event.object_kind,     &event.object_id,  &event.detail};
}

}  // namespace

std::string_view id_of(AuditResult result) {
  return kResults[static_cast<std::size_t>(result)].id;
}

std::optional<AuditResult> audit_result_of(std::string_view id) {
  for (std::size_t r = 0; r < kResults.size(); ++r) {
    if (kResults[r].id == id) return static_cast<AuditResult>(r);
  }
  return std::nullopt;
}

Wording wording_of(AuditResult result) {
  return kResults[static_cast<std::size_t>(result)].wording;
}

std::string canonical_bytes(const AuditEntry& entry) {
  std::string bytes;
  bytes.reserve(256 + entry.event.detail.size());
  put_number(bytes, entry.sequence, 8);
  put_number(bytes, static_cast<std::uint64_t>(entry.event.time.time_since_epoch().count()), 8);
  put_number(bytes, static_cast<std::uint64_t>(entry.event.result), 1);
  put_number(bytes, static_cast<std::uint64_t>(entry.event.classification), 1);
  for (const std::string* text : texts_of(entry.event)) put_text(bytes, *text);
  return bytes;
}

Digest256 audit_hash(const AuditEntry& entry) {
  std::string bytes(kVersionTag);
  bytes += bytes_of(entry.previous);
  bytes += canonical_bytes(entry);
  return sm3(bytes);
}

AuditHead head_of(const AuditEntry& entry) {
  return {entry.sequence, entry.event.time, entry.hash};
}

Result<AuditEntry> append(const AuditHead& head, AuditEvent event) {
  if (event.action.empty()) return Error{ErrorCode::kInvalidArgument, "an audit entry needs an action"};
  if (!is_utc_writable(event.time))
    return Error{ErrorCode::kInvalidArgument, "the time of an audit entry must lie in the years 0 to 9999"};
  for (const std::string* text : texts_of(event)) {
    if (text->size() > kLongestAuditText)
      return Error{ErrorCode::kTooLarge, "a text of the audit entry for \"" + event.action + "\" has " +
                                             std::to_string(text->size()) + " bytes; at most " +
                                             std::to_string(kLongestAuditText) + " are kept"};
  }
  AuditEntry entry;
  entry.sequence = head.sequence + 1;
  entry.event = std::move(event);
  entry.previous = head.hash;
  entry.hash = audit_hash(entry);
  return entry;
}

}  // namespace tenon
