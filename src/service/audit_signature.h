// The head of an audit chain as a file of its own, signed with SM2: what an auditor takes away, and against
// which the chain is verified later. A head says of the whole chain up to it what its hash was.
//
// The file is one line of JSON with its LF, in one exact form as the export (audit_export.h):
//   {"format":"tenon audit head","version":1,"sequence":2,"time":"2026-11-26T08:30:00.000000Z",
//    "hash":"<64 hexadecimal digits>","key":"<fingerprint>","signature":"<base64 of the DER>"}
// Key and signature are empty texts where nobody signed. Signed are the bytes of the same line up to and
// without `,"key"`.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "service/audit_chain.h"

namespace tenon {

struct SignedAuditHead {
  AuditHead head;
  std::string key_fingerprint;  // of sm2.h; empty: not signed
  std::string signature;        // DER; empty: not signed

  bool operator==(const SignedAuditHead&) const = default;
};

enum class SignatureState {
  kValid,
  kUnsigned,
  kOtherKey,  // made by another key than the one given
  kInvalid,   // claims this key, but head or signature were changed
};

std::string_view id_of(SignatureState state);  // "valid", "unsigned", "other_key", "invalid"
Wording wording_of(SignatureState state);

// kBadInput: not a private SM2 key, or not under this passphrase (sm2.h).
Result<SignedAuditHead> sign_audit_head(const AuditHead& head, std::string_view private_pem,
                                        std::string_view passphrase);

// kBadInput: not a public SM2 key.
Result<SignatureState> check_signature(const SignedAuditHead& head, std::string_view public_pem);

std::string write_audit_head(const SignedAuditHead& head);

// kBadInput with "file:line: ..." for any other bytes than write_audit_head() gives.
Result<SignedAuditHead> read_audit_head(std::string_view bytes, const std::string& file);

}  // namespace tenon
