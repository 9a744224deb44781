#include "service/digest.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "service/encoding.h"

namespace tenon {
namespace {

template <std::size_t size>
std::string hex(const std::array<std::uint8_t, size>& digest) {
  return to_hex(bytes_of(digest));
}

// GB/T 32905-2016, examples 1 and 2.
TEST(Digest, Sm3Vectors) {
  EXPECT_EQ(hex(sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string repeated;
  for (int i = 0; i < 16; ++i) repeated += "abcd";
  EXPECT_EQ(hex(sm3(repeated)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  EXPECT_EQ(hex(sm3("")), "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
}

// FIPS 180-4.
TEST(Digest, Sha256Vectors) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

// RFC 4231 cases 1 and 2, RFC 2202 case 2.
TEST(Digest, HmacVectors) {
  EXPECT_EQ(hex(hmac(DigestKind::kSha256, std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac(DigestKind::kSha256, "Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(hmac_sha1("Jefe", "what do ya want for nothing?")),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

// RFC 2104 in its own words, over the plain digest.
RC_GTEST_PROP(Digest, HmacIsRfc2104, (std::string key, const std::string& bytes)) {
  if (*rc::gen::inRange(0, 4) == 0) key += std::string(70, 'k');  // longer than a block
  for (const DigestKind kind : {DigestKind::kSm3, DigestKind::kSha256}) {
    std::string block = key.size() > 64 ? std::string(bytes_of(digest(kind, key))) : key;
    block.resize(64, '\0');
    std::string inner = block;
    std::string outer = block;
    for (char& c : inner) c = static_cast<char>(c ^ 0x36);
    for (char& c : outer) c = static_cast<char>(c ^ 0x5c);
    const Digest256 inside = digest(kind, inner + bytes);
    RC_ASSERT(hmac(kind, key, bytes) == digest(kind, outer + std::string(bytes_of(inside))));
  }
}

RC_GTEST_PROP(Digest, PiecesDoNotMatter, (const std::string& bytes)) {
  const auto cut = *rc::gen::inRange<std::size_t>(0, bytes.size() + 1);
  for (const DigestKind kind : {DigestKind::kSm3, DigestKind::kSha256}) {
    Digester digester(kind);
    for (int round = 0; round < 2; ++round) {  // it starts over after finish()
      digester.add(std::string_view(bytes).substr(0, cut)).add(std::string_view(bytes).substr(cut));
      RC_ASSERT(digester.finish() == digest(kind, bytes));
    }
  }
}

}  // namespace
}  // namespace tenon
