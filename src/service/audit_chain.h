// The audit chain: who did or read what, when, with what result, as entries that hold each other in place
// (GB/T 22239-2019 §8.1.4.3: entries protected against deletion, change and overwriting).
//
// Invariant: entries are numbered 1, 2, 3, ... without a gap, and the hash of each covers all its fields and
// the hash of the one before:
//
//   hash = SM3("tenon audit entry 1\n" || previous hash || canonical bytes)
//
// so a change anywhere shows in every later hash. The hashes alone need no key: someone who can rewrite the
// whole store can compute a new chain. Heads exported to another place and signed (audit_signature.h) are
// what he cannot change.
//
// Canonical bytes: sequence and time (microseconds since 1970, two's complement) as eight bytes each, result
// and classification as one byte each, then user, organisation, session, address, action, object kind, object
// id, detail, each as its length in four bytes and its bytes; numbers most significant byte first. No two
// entries have the same canonical bytes.
//
// Pure and thread-safe; about 4 microseconds an entry of usual length, most of it SM3. A store appends inside
// the transaction of the act that the entry tells of, one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/classification.h"
#include "service/digest.h"
#include "service/utc_time.h"

namespace tenon {

// The numbers are part of the canonical bytes: never renumber.
enum class AuditResult : std::uint8_t {
  kDone = 0,
  kRefused = 1,  // the person may not
  kFailed = 2,   // allowed, but it did not work
};

// "done", "refused", "failed": stable.
std::string_view id_of(AuditResult result);
std::optional<AuditResult> audit_result_of(std::string_view id);
Wording wording_of(AuditResult result);

// What happened. All texts may hold any bytes.
struct AuditEvent {
  UtcTime time;                 // by the server's clock; need not rise from entry to entry
  std::string user_id;          // who acted; empty where nobody was signed in
  std::string organisation_id;  // for whom
  std::string session_id;       // id of the session or API token, never its secret
  std::string address;          // where the request came from
  std::string action;           // a permission's id, or "sign_in", "sign_out", ...; never empty
  std::string object_kind;      // "dataset", "supply", "role", ...
  std::string object_id;
  AuditResult result = AuditResult::kDone;
  Classification classification = Classification::kInternal;  // of the object
  std::string detail;  // JSON: the reason, what changed from what to what; no secrets, no whole files

  bool operator==(const AuditEvent&) const = default;
};

struct AuditEntry {
  std::uint64_t sequence = 0;
  AuditEvent event;
  Digest256 previous{};
  Digest256 hash{};

  bool operator==(const AuditEntry&) const = default;
};

// The last entry of a chain, by which the whole is known. Of the empty chain: all zero.
struct AuditHead {
  std::uint64_t sequence = 0;
  UtcTime time;
  Digest256 hash{};

  bool operator==(const AuditHead&) const = default;
};

inline constexpr std::size_t kLongestAuditText = std::size_t{1} << 20U;  // bytes of one text

std::string canonical_bytes(const AuditEntry& entry);  // without `previous` and `hash`
Digest256 audit_hash(const AuditEntry& entry);         // what `entry.hash` must be

AuditHead head_of(const AuditEntry& entry);

// The entry that continues the chain that ends at `head`. kInvalidArgument: no action, or a time outside the
// years 0 to 9999; kTooLarge: a text beyond kLongestAuditText.
Result<AuditEntry> append(const AuditHead& head, AuditEvent event);

}  // namespace tenon
