#include "service/password.h"

#include <gtest/gtest.h>

#include <set>

#include "service/password_policy.h"

namespace tenon {
namespace {

constexpr PasswordCost kCheap{8, 1};

TEST(Password, HashAndVerify) {
  const std::string phc = *hash_password("correct horse", kCheap);
  EXPECT_TRUE(phc.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
  EXPECT_TRUE(verify_password(phc, "correct horse"));
  EXPECT_FALSE(verify_password(phc, "correct Horse"));
  EXPECT_FALSE(verify_password(phc, ""));
  EXPECT_NE(*hash_password("correct horse", kCheap), phc);  // another salt
  const std::string with_zero("a\0b", 3);
  EXPECT_FALSE(verify_password(*hash_password(with_zero, kCheap), "a"));
}

TEST(Password, DefaultsAre64MiB) {
  const std::string phc = *hash_password("p");
  EXPECT_TRUE(phc.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
  EXPECT_TRUE(verify_password(phc, "p"));
  EXPECT_FALSE(needs_rehash(phc));
}

TEST(Password, RefusesOtherStrings) {
  const std::string phc = *hash_password("p", kCheap);
  for (std::size_t length = 0; length < phc.size(); ++length)
    EXPECT_FALSE(verify_password(phc.substr(0, length), "p")) << length;
  EXPECT_FALSE(verify_password("p", "p"));
  EXPECT_FALSE(verify_password(phc + std::string(200, 'x'), "p"));
  EXPECT_FALSE(verify_password(std::string(phc) + '\0' + "x", "p"));
}

TEST(Password, Limits) {
  EXPECT_EQ(hash_password(std::string(1025, 'x'), kCheap).error().code, ErrorCode::kTooLarge);
  EXPECT_TRUE(hash_password(std::string(1024, 'x'), kCheap).ok());
  EXPECT_EQ(hash_password("p", {7, 1}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(hash_password("p", {8, 0}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(verify_nobody("p", kCheap));
}

TEST(Password, NeedsRehashWhenParametersChange) {
  const std::string phc = *hash_password("p", kCheap);
  EXPECT_FALSE(needs_rehash(phc, kCheap));
  EXPECT_TRUE(needs_rehash(phc, {16, 1}));
  EXPECT_TRUE(needs_rehash(phc, {8, 2}));
  EXPECT_TRUE(needs_rehash("", kCheap));
}

TEST(Password, OneTimePasswords) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const std::string password = make_one_time_password();
    EXPECT_TRUE(seen.insert(password).second);
    ASSERT_EQ(password.size(), 23U);
    EXPECT_EQ(password.find_first_of("0O1I8"), std::string::npos);
    EXPECT_EQ(password[5], '-');
  }
}

using Faults = std::vector<PasswordFault>;

Faults faults_of(std::string_view password) {
  const std::vector<std::string> names{"wangli", "王丽", "sh", "甲"};
  return check_password(password, names, {});
}

TEST(PasswordPolicy, Accepts) {
  for (const char* good : {"Frogs&Lamps37", "blue Kettle 91 hums", "榫卯结构Joint27keeps", "xK9#vQ2$mZ7!"})
    EXPECT_EQ(faults_of(good), Faults{}) << good;
}

TEST(PasswordPolicy, NamesEachFault) {
  EXPECT_EQ(faults_of("Frogs&Lamp3"), Faults{PasswordFault::kTooShort});
  EXPECT_EQ(faults_of("Frogs&Lamp37"), Faults{});
  EXPECT_EQ(faults_of("frogsandlamps37"), Faults{PasswordFault::kTooFewKinds});
  EXPECT_EQ(faults_of("FROGSandLAMPS37"), Faults{});
  EXPECT_EQ(faults_of("Frogs&WangLi37x"), Faults{PasswordFault::kHoldsName});
  EXPECT_EQ(faults_of("Frogs&王丽37xyzuv"), Faults{PasswordFault::kHoldsName});
  EXPECT_EQ(faults_of("Fresh甲&Lamps37"), Faults{});  // too short a name to mean anything
  EXPECT_EQ(faults_of("Frogs&Lamps37\n"), Faults{PasswordFault::kNotText});
  EXPECT_EQ(faults_of("Frogs&Lamps37\xFF"), Faults{PasswordFault::kNotText});
  EXPECT_EQ(faults_of("Fg7&" + std::string(1100, 'x')).front(), PasswordFault::kTooLong);
  EXPECT_EQ(faults_of(""),
            (Faults{PasswordFault::kTooShort, PasswordFault::kTooFewKinds, PasswordFault::kCommon}));
}

TEST(PasswordPolicy, CommonPasswordsInDisguise) {
  for (const char* bad : {"Password123!", "P@ssw0rd2026!", "Admin@123456", "Shanghai2026#", "Qwerty123456!",
                          "1qaz2wsx3EDC!", "Aa1!aaaaaaaaaaaa", "Tenon_admin_2026", "WoAiNi5201314!"})
    EXPECT_EQ(faults_of(bad), Faults{PasswordFault::kCommon}) << bad;
}

TEST(PasswordPolicy, CharactersAreNotBytes) {
  EXPECT_EQ(faults_of("榫卯结构互锁Aa1").front(), PasswordFault::kTooShort);
  EXPECT_EQ(faults_of("榫卯结构互锁不用铁钉Aa1"), Faults{});
}

TEST(PasswordPolicy, History) {
  std::vector<std::string> earlier;
  for (const char* old : {"Frogs&Lamps31", "Frogs&Lamps32", "Frogs&Lamps33"})
    earlier.push_back(*hash_password(old, kCheap));
  PasswordPolicy policy;
  policy.history = 2;
  EXPECT_EQ(check_password("Frogs&Lamps32", {}, earlier, policy), Faults{PasswordFault::kUsedBefore});
  EXPECT_EQ(check_password("Frogs&Lamps33", {}, earlier, policy), Faults{});
}

TEST(PasswordPolicy, Age) {
  const UtcTime set{};
  EXPECT_FALSE(is_password_outdated(set, set + std::chrono::days(90) - std::chrono::microseconds(1)));
  EXPECT_TRUE(is_password_outdated(set, set + std::chrono::days(90)));
  PasswordPolicy never;
  never.maximum_age = std::chrono::days(0);
  EXPECT_FALSE(is_password_outdated(set, set + std::chrono::days(9000), never));
}

TEST(PasswordPolicy, WordsInBothLanguages) {
  for (int f = 0; f < 7; ++f) {
    const auto fault = static_cast<PasswordFault>(f);
    EXPECT_FALSE(id_of(fault).empty());
    EXPECT_FALSE(wording_of(fault).zh.empty());
    EXPECT_FALSE(wording_of(fault).en.empty());
  }
}

}  // namespace
}  // namespace tenon
