#include "service/audit_signature.h"

#include <gtest/gtest.h>

#include "service/sm2.h"

namespace tenon {
namespace {

const Sm2KeyPair& keys() {
  static const Sm2KeyPair pair = *generate_sm2_key_pair("");
  return pair;
}

AuditHead example_head() {
  return {128402, *parse_utc("2026-11-26T08:30:00.000000Z"), sm3("an entry")};
}

TEST(AuditSignature, SignedHeadsComeBackFromTheirFile) {
  const SignedAuditHead head = *sign_audit_head(example_head(), keys().private_pem, "");
  EXPECT_EQ(*check_signature(head, keys().public_pem), SignatureState::kValid);
  const auto read = read_audit_head(write_audit_head(head), "head.json");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, head);
  EXPECT_EQ(*check_signature(*read, keys().public_pem), SignatureState::kValid);
}

TEST(AuditSignature, HeadsWithoutSignature) {
  const SignedAuditHead head{example_head(), {}, {}};
  const std::string text = write_audit_head(head);
  EXPECT_TRUE(text.ends_with("\",\"key\":\"\",\"signature\":\"\"}\n"));
  EXPECT_EQ(*read_audit_head(text, "head.json"), head);
  EXPECT_EQ(*check_signature(head, keys().public_pem), SignatureState::kUnsigned);
}

TEST(AuditSignature, TellsForgeries) {
  const SignedAuditHead head = *sign_audit_head(example_head(), keys().private_pem, "");
  SignedAuditHead changed = head;
  changed.head.sequence -= 1;
  EXPECT_EQ(*check_signature(changed, keys().public_pem), SignatureState::kInvalid);
  changed = head;
  changed.signature.clear();
  EXPECT_EQ(*check_signature(changed, keys().public_pem), SignatureState::kInvalid);
  const Sm2KeyPair other = *generate_sm2_key_pair("");
  EXPECT_EQ(*check_signature(head, other.public_pem), SignatureState::kOtherKey);
  EXPECT_EQ(check_signature(head, "no key").error().code, ErrorCode::kBadInput);
  EXPECT_EQ(sign_audit_head(example_head(), "no key", "").error().code, ErrorCode::kBadInput);
}

// Each bit of the file: it is refused, or its signature is.
TEST(AuditSignature, FindsAnyChangedBit) {
  const std::string text = write_audit_head(*sign_audit_head(example_head(), keys().private_pem, ""));
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 7)));
    const auto read = read_audit_head(changed, "head.json");
    if (!read) {
      EXPECT_EQ(read.error().message.substr(0, 18), "head.json:1: error");
      continue;
    }
    EXPECT_NE(*check_signature(*read, keys().public_pem), SignatureState::kValid) << at;
  }
}

}  // namespace
}  // namespace tenon
