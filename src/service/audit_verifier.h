// Whether a chain of audit entries is whole, from the entries alone or against heads that were exported
// earlier.
//
// Entries are given in the order in which they are kept, and looked at once: constant memory for any number
// of entries, about 4 microseconds each. The first fault ends the comparison of hashes (what follows hangs on
// it); later entries only help to tell "missing" from "out of order".
//
// What cannot be seen without a head from elsewhere: entries cut off at the end, and a chain that was
// computed anew from some entry on by someone who can write to the store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/audit_chain.h"

namespace tenon {

enum class AuditFaultKind {
  kUnreadable,  // an entry's line is not what a writer of this format writes
  kAltered,     // the content of an entry does not fit its own hash
  kReplaced,    // an entry fits its hash but does not continue the entry before it
  kMissing,     // numbers are left out
  kReordered,   // numbers are left out and come later
  kDuplicated,  // a number comes a second time
  kRewritten,   // the entry differs from an exported head of the same number
  kTruncated,   // the chain ends before an exported head
};

std::string_view id_of(AuditFaultKind kind);  // "unreadable", "altered", ...: stable

struct AuditFault {
  AuditFaultKind kind = AuditFaultKind::kUnreadable;
  std::uint64_t sequence = 0;  // the first number that is not as it must be
  std::uint64_t last = 0;      // of kMissing, kReordered, kTruncated: the last number that is not there
  std::size_t line = 0;        // of the export, 1-based; 0: none, or its end
  std::string detail;          // of kUnreadable: what is wrong with the line
};

// One sentence.
std::string text_zh(const AuditFault& fault);
std::string text_en(const AuditFault& fault);

struct AuditVerification {
  std::uint64_t entries = 0;           // given, faulty ones too
  AuditHead head;                      // the last entry before the first fault
  std::optional<AuditFault> fault;     // none: the chain is whole
  std::size_t heads_checked = 0;       // exported heads that the chain was held against
  std::uint64_t clock_steps_back = 0;  // entries with a time before that of their predecessor: no fault, but
                                       // worth knowing
};

struct AuditVerifyOptions {
  AuditHead start;  // the chain continues this head; default: it begins at entry 1
  std::vector<AuditHead>
      heads;  // exported earlier, in any order; those up to `start` are only held against it
};

// One thread at a time.
class AuditVerifier {
 public:
  explicit AuditVerifier(AuditVerifyOptions options = {});

  // `line` goes into the fault.
  void add(const AuditEntry& entry, std::size_t line = 0);
  // In the place of an entry that could not be read.
  void add_unreadable(std::string what, std::size_t line);
  // Call once, after the last entry.
  AuditVerification finish();

 private:
  void fail(AuditFaultKind kind, std::uint64_t sequence, std::uint64_t last, std::size_t line);

  std::vector<AuditHead> heads_;  // by number; those before next_head_ are done
  std::size_t next_head_ = 0;
  AuditVerification found_;
};

}  // namespace tenon
