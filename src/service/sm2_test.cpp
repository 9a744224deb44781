#include "service/sm2.h"

#include <gtest/gtest.h>

#include "service/encoding.h"

namespace tenon {
namespace {

// GB/T 32918.5-2017, annex A.2: the key, message and signature of its example.
TEST(Sm2, VectorOfTheStandard) {
  const std::string der = *from_hex(
      "3059301306072a8648ce3d020106082a811ccf5501822d03420004"
      "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
      "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
  const std::string pem = "-----BEGIN PUBLIC KEY-----\n" + to_base64(der) + "\n-----END PUBLIC KEY-----\n";
  std::string signature = *from_hex(
      "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
      "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
  EXPECT_TRUE(*sm2_verify(pem, "message digest", signature));
  EXPECT_FALSE(*sm2_verify(pem, "message digesT", signature));
  signature.back() = '\xab';
  EXPECT_FALSE(*sm2_verify(pem, "message digest", signature));
}

TEST(Sm2, SignsAndVerifies) {
  const auto pair = generate_sm2_key_pair("");
  const auto other = generate_sm2_key_pair("");
  ASSERT_TRUE(pair.ok() && other.ok());
  const std::string signature = *sm2_sign(pair->private_pem, "", "message");
  EXPECT_TRUE(*sm2_verify(pair->public_pem, "message", signature));
  EXPECT_FALSE(*sm2_verify(pair->public_pem, "Message", signature));
  EXPECT_FALSE(*sm2_verify(other->public_pem, "message", signature));
  EXPECT_FALSE(*sm2_verify(pair->public_pem, "message", ""));
  EXPECT_FALSE(*sm2_verify(pair->public_pem, "message", "no signature"));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(*sm2_verify(pair->public_pem, "message", changed)) << i;
  }
  EXPECT_EQ(*sm2_public_pem(pair->private_pem, ""), pair->public_pem);
  EXPECT_NE(*sm2_fingerprint(pair->public_pem), *sm2_fingerprint(other->public_pem));
  EXPECT_EQ(sm2_fingerprint(pair->public_pem)->size(), 64U);
}

TEST(Sm2, PassphraseGuardsTheKey) {
  const auto pair = generate_sm2_key_pair("守口如瓶", 1000);
  ASSERT_TRUE(pair.ok()) << pair.error().message;
  EXPECT_NE(pair->private_pem.find("ENCRYPTED PRIVATE KEY"), std::string::npos);
  const auto signature = sm2_sign(pair->private_pem, "守口如瓶", "message");
  ASSERT_TRUE(signature.ok()) << signature.error().message;
  EXPECT_TRUE(*sm2_verify(pair->public_pem, "message", *signature));
  EXPECT_EQ(sm2_sign(pair->private_pem, "wrong", "message").error().code, ErrorCode::kBadInput);
  EXPECT_EQ(sm2_sign(pair->private_pem, "", "message").error().code, ErrorCode::kBadInput);
}

TEST(Sm2, RefusesOtherKeys) {
  EXPECT_EQ(sm2_sign("", "", "m").error().code, ErrorCode::kBadInput);
  EXPECT_EQ(sm2_verify("rubbish", "m", "s").error().code, ErrorCode::kBadInput);
  // The base point of P-256: a sound public key, but of another curve.
  const std::string p256 =
      "-----BEGIN PUBLIC KEY-----\n" +
      to_base64(
          *from_hex("3059301306072a8648ce3d020106082a8648ce3d030107034200046b17d1f2e12c4247f8bce6e563a440f2"
                    "77037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb64068"
                    "37bf51f5")) +
      "\n-----END PUBLIC KEY-----\n";
  EXPECT_EQ(sm2_verify(p256, "m", "s").error().code, ErrorCode::kBadInput);
}

}  // namespace
}  // namespace tenon
