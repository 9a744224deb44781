#include "service/totp.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cctype>
#include <set>

#include "service/encoding.h"

namespace tenon {
namespace {

constexpr std::string_view kRfcSecret = "12345678901234567890";

UtcTime at(std::int64_t seconds) {
  return UtcTime(std::chrono::seconds(seconds));
}

// RFC 4226, appendix D.
TEST(Totp, HotpVectors) {
  const char* const codes[] = {"755224", "287082", "359152", "969429", "338314",
                               "254676", "287922", "162583", "399871", "520489"};
  for (std::uint64_t counter = 0; counter < 10; ++counter)
    EXPECT_EQ(hotp_code(kRfcSecret, counter), codes[counter]);
}

// RFC 6238, appendix B, SHA-1.
TEST(Totp, Rfc6238Vectors) {
  const std::pair<std::int64_t, const char*> vectors[] = {
      {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
      {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : vectors) {
    EXPECT_EQ(hotp_code(kRfcSecret, totp_counter(at(seconds)), 8), code) << seconds;
    EXPECT_EQ(accept_totp(kRfcSecret, std::string_view(code).substr(2), at(seconds), std::nullopt),
              static_cast<std::uint64_t>(seconds / 30));
  }
}

TEST(Totp, WindowAndReplay) {
  const UtcTime now = at(1'700'000'010);
  const std::uint64_t present = totp_counter(now);
  for (int step = -3; step <= 3; ++step) {
    const std::uint64_t counter = present + static_cast<std::uint64_t>(step);
    const auto accepted = accept_totp(kRfcSecret, hotp_code(kRfcSecret, counter), now, std::nullopt);
    EXPECT_EQ(accepted.has_value(), step >= -1 && step <= 1) << step;
    EXPECT_EQ(accepted.value_or(counter), counter);
    EXPECT_EQ(accept_totp(kRfcSecret, hotp_code(kRfcSecret, counter), now, std::nullopt, 0).has_value(),
              step == 0);
  }
  const std::string code = hotp_code(kRfcSecret, present);
  EXPECT_EQ(accept_totp(kRfcSecret, code, now, present), std::nullopt);
  EXPECT_EQ(accept_totp(kRfcSecret, code, now, present - 1), present);
  EXPECT_EQ(accept_totp(kRfcSecret, hotp_code(kRfcSecret, present - 1), now, present), std::nullopt);
}

TEST(Totp, RefusesWhatIsNoCode) {
  const UtcTime now = at(59);
  for (const char* wrong : {"", "28708", "2870820", "287083", " 287082", "28708２"})
    EXPECT_EQ(accept_totp(kRfcSecret, wrong, now, std::nullopt), std::nullopt) << wrong;
  EXPECT_EQ(accept_totp(kRfcSecret, hotp_code(kRfcSecret, 0), at(0), std::nullopt), 0U);
  EXPECT_EQ(totp_counter(at(-1)), 0U);
}

RC_GTEST_PROP(Totp, OtherSecretsGiveOtherCodes, ()) {
  // Three steps of a million codes each: 3e-6 a try; over 100 tries this would fail once in 3,000 runs, so a
  // second code must fit too.
  const std::string one = make_totp_secret();
  const std::string other = make_totp_secret();
  RC_ASSERT(one.size() == 20U);
  const UtcTime now = at(*rc::gen::inRange(1000, 2'000'000'000));
  const bool first = accept_totp(other, hotp_code(one, totp_counter(now)), now, std::nullopt).has_value();
  const bool second =
      accept_totp(other, hotp_code(one, totp_counter(now) + 1), now, std::nullopt).has_value();
  RC_ASSERT(!first || !second);
}

TEST(Totp, Uri) {
  EXPECT_EQ(otpauth_uri("榫卯 Tenon", "li@js", kRfcSecret),
            "otpauth://totp/%E6%A6%AB%E5%8D%AF%20Tenon:li%40js?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=%E6%A6%AB%E5%8D%AF%20Tenon&algorithm=SHA1&digits=6&period=30");
}

TEST(Totp, RecoveryCodesAreGoodOnce) {
  RecoveryCodes made = make_recovery_codes();
  ASSERT_EQ(made.codes.size(), 10U);
  EXPECT_EQ(std::set<std::string>(made.codes.begin(), made.codes.end()).size(), 10U);
  for (std::size_t i = 0; i < made.codes.size(); ++i) {
    EXPECT_EQ(made.codes[i].size(), 19U);
    EXPECT_EQ(find_recovery_code(made.hashes, made.codes[i]), i);
  }
  std::string typed = made.codes[3];
  for (char& c : typed) c = c == '-' ? ' ' : static_cast<char>(std::toupper(c));
  EXPECT_EQ(find_recovery_code(made.hashes, typed), 3U);
  made.hashes.erase(made.hashes.begin() + 3);
  EXPECT_EQ(find_recovery_code(made.hashes, typed), std::nullopt);
  EXPECT_EQ(find_recovery_code(made.hashes, ""), std::nullopt);
  EXPECT_EQ(find_recovery_code(made.hashes, "not a code!"), std::nullopt);
}

}  // namespace
}  // namespace tenon
