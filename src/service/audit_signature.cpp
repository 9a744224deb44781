#include "service/audit_signature.h"

#include <array>
#include <cstddef>
#include <utility>

#include "base/fault.h"
#include "service/audit_json.h"
#include "service/encoding.h"
#include "service/sm2.h"

namespace tenon {
namespace {

constexpr std::string_view kBegin = "{\"format\":\"tenon audit head\",\"version\":1,\"sequence\":";

struct StateWords {
  std::string_view id;
  Wording wording;
};

constexpr std::array<StateWords, 4> kStates{
    {{"valid", {"签名有效", "the signature is valid"}},
     {"unsigned", {"未签名", "not signed"}},
     {"other_key", {"由另一密钥签名", "signed by another key"}},
     {"invalid",
      {"签名无效：链头或签名被改动", "the signature is invalid: head or signature were changed"}}}};

std::string signed_bytes(const AuditHead& head) {
  std::string text(kBegin);
  text += std::to_string(head.sequence);
  text += ",\"time\":\"";
  text += utc_text(head.time);
  text += "\",\"hash\":\"";
  text += to_hex(bytes_of(head.hash));
  text += '"';
  return text;
}

}  // namespace

std::string_view id_of(SignatureState state) {
  return kStates[static_cast<std::size_t>(state)].id;
}

Wording wording_of(SignatureState state) {
  return kStates[static_cast<std::size_t>(state)].wording;
}

Result<SignedAuditHead> sign_audit_head(const AuditHead& head, std::string_view private_pem,
                                        std::string_view passphrase) {
  if (!is_utc_writable(head.time))
    return Error{ErrorCode::kInvalidArgument, "the time of an audit head must lie in the years 0 to 9999"};
  const auto public_pem = sm2_public_pem(private_pem, passphrase);
  if (!public_pem) return public_pem.error();
  auto fingerprint = sm2_fingerprint(*public_pem);
  if (!fingerprint) return fingerprint.error();
  auto signature = sm2_sign(private_pem, passphrase, signed_bytes(head));
  if (!signature) return signature.error();
  return SignedAuditHead{head, std::move(*fingerprint), std::move(*signature)};
}

Result<SignatureState> check_signature(const SignedAuditHead& head, std::string_view public_pem) {
  const auto fingerprint = sm2_fingerprint(public_pem);
  if (!fingerprint) return fingerprint.error();
  if (head.key_fingerprint.empty() && head.signature.empty()) return SignatureState::kUnsigned;
  if (head.key_fingerprint != *fingerprint) return SignatureState::kOtherKey;
  const auto valid = sm2_verify(public_pem, signed_bytes(head.head), head.signature);
  if (!valid) return valid.error();
  return *valid ? SignatureState::kValid : SignatureState::kInvalid;
}

std::string write_audit_head(const SignedAuditHead& head) {
  std::string text = signed_bytes(head.head);
  text += ",\"key\":";
  write_json_text(text, head.key_fingerprint);
  text += ",\"signature\":\"";
  text += to_base64(head.signature);
  text += "\"}\n";
  return text;
}

Result<SignedAuditHead> read_audit_head(std::string_view bytes, const std::string& file) {
  JsonCursor cursor(bytes);
  SignedAuditHead read;
  cursor.literal(kBegin);
  read.head.sequence = cursor.number();
  cursor.literal(",\"time\":");
  read.head.time = cursor.time();
  cursor.literal(",\"hash\":");
  read.head.hash = cursor.digest();
  cursor.literal(",\"key\":");
  read.key_fingerprint = cursor.text();
  cursor.literal(",\"signature\":");
  if (const auto signature = from_base64(cursor.text())) {
    read.signature = *signature;
  } else {
    cursor.fail("expected base64");
  }
  cursor.literal("}\n");
  cursor.end();
  if (!cursor.failed() && write_audit_head(read) == bytes) return read;
  Fault fault;
  fault.file = file;
  fault.line = 1;
  fault.column = cursor.failed() ? cursor.position() + 1 : 0;
  fault.expected = cursor.failed() ? cursor.what() : "the head is not written in the one form of this format";
  return Error{ErrorCode::kBadInput, to_string(fault)};
}

}  // namespace tenon
