#include "model/codes.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>

namespace tenon {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

// A code that is right in both checks, from random characters.
rc::Gen<std::string> valid_uscc() {
  return rc::gen::exec([] {
    std::string code;
    code += *rc::gen::elementOf(std::string("123456789ANY"));
    code += *rc::gen::elementOf(std::string("123456789"));
    for (int i = 0; i < 6; ++i) code += *rc::gen::elementOf(std::string("0123456789"));
    for (int i = 0; i < 8; ++i) code += *rc::gen::elementOf(std::string(kAlphabet));
    code += *organisation_check_character(std::string_view(code).substr(8, 8));
    code += *uscc_check_character(code);
    return code;
  });
}

TEST(Uscc, VectorsOfTheStandard) {
  EXPECT_EQ(uscc_check_character("91350100M000100Y4"), '3');
  EXPECT_EQ(uscc_check_character("91110000802100433"), 'B');
  EXPECT_EQ(uscc_check_character("91330100799655058"), 'B');
  EXPECT_EQ(check_uscc("91350100M000100Y43").state, UsccState::kValid);
  EXPECT_EQ(check_uscc("91110000802100433B").state, UsccState::kValid);
  EXPECT_EQ(check_uscc("91330100799655058B").state, UsccState::kValid);
  EXPECT_EQ(check_uscc("91350100M000100Y4Z").state, UsccState::kWrongForm);  // Z is not in the alphabet
}

TEST(Uscc, OrganisationCheckVectors) {
  EXPECT_EQ(organisation_check_character("80210043"), '3');
  EXPECT_EQ(organisation_check_character("79965505"), '8');
  EXPECT_EQ(organisation_check_character("D2143569"), 'X');
  EXPECT_EQ(organisation_check_character("D214356"), std::nullopt);
  EXPECT_EQ(organisation_check_character("d2143569"), std::nullopt);
}

TEST(Uscc, ExpectedCheckIsNamed) {
  const UsccCheck check = check_uscc("91350100M000100Y44");
  EXPECT_EQ(check.state, UsccState::kWrongCheck);
  EXPECT_EQ(check.expected_check, '3');
  EXPECT_FALSE(check.is_acceptable());
}

TEST(Uscc, WrongInnerCheckIsOnlyAWarning) {
  std::string code = "91110000802100434";  // the inner code ends in 3
  code += *uscc_check_character(code);
  const UsccCheck check = check_uscc(code);
  EXPECT_EQ(check.state, UsccState::kWrongOrganisationCheck);
  EXPECT_EQ(check.expected_check, '3');
  EXPECT_TRUE(check.is_acceptable());
}

TEST(Uscc, IsNormalised) {
  const UsccCheck check = check_uscc(" ９１３５０１００ｍ０００１００y４3\t");
  EXPECT_EQ(check.code, "91350100M000100Y43");
  EXPECT_EQ(check.state, UsccState::kValid);
}

TEST(Uscc, WrongForms) {
  for (const char* code :
       {"", "91350100M000100Y4", "91350100M000100Y433", "B1350100M000100Y43", "90350100M000100Y43",
        "9135010AM000100Y43", "91350100I000100Y43", "91350100M000100Y4-", "光刻胶光刻胶"}) {
    EXPECT_EQ(check_uscc(code).state, UsccState::kWrongForm) << code;
  }
}

TEST(Uscc, EverySingleChangeIsFound) {
  EXPECT_TRUE(rc::check([] {
    const std::string code = *valid_uscc();
    RC_ASSERT(check_uscc(code).state == UsccState::kValid);
    for (std::size_t i = 0; i < code.size(); ++i) {
      for (const char c : kAlphabet) {
        std::string changed = code;
        changed[i] = c;
        if (c != code[i]) RC_ASSERT(!check_uscc(changed).is_acceptable());
      }
    }
  }));
}

TEST(Uscc, EverySwapOfNeighboursIsFound) {
  EXPECT_TRUE(rc::check([] {
    const std::string code = *valid_uscc();
    for (std::size_t i = 0; i + 1 < code.size(); ++i) {
      std::string swapped = code;
      std::swap(swapped[i], swapped[i + 1]);
      if (swapped != code) RC_ASSERT(!check_uscc(swapped).is_acceptable());
    }
  }));
}

TEST(Codes, Gbt2260) {
  for (const char* code : {"310000", "320500", "310117", "341800", "110000", "710000", "820000"}) {
    EXPECT_TRUE(is_gbt2260(code)) << code;
  }
  for (const char* code :
       {"", "31000", "3100000", "380000", "100000", "003100", "31000A", "990000", "1 1000"}) {
    EXPECT_FALSE(is_gbt2260(code)) << code;
  }
}

TEST(Codes, IsoAlpha3) {
  for (const char* code :
       {"CHN", "TWN", "HKG", "MAC", "USA", "JPN", "DEU", "NLD", "ABW", "ZWE", "SSD", "XKX"}) {
    EXPECT_EQ(is_iso_alpha3(code), std::string(code) != "XKX") << code;
  }
  for (const char* code : {"", "CN", "chn", "ZZZ", "GER", "N U", "SA ", "CHNA", "156"}) {
    EXPECT_FALSE(is_iso_alpha3(code)) << code;
  }
  int count = 0;
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) {
      for (char c = 'A'; c <= 'Z'; ++c) count += is_iso_alpha3(std::string{a, b, c}) ? 1 : 0;
    }
  }
  EXPECT_EQ(count, 249);
}

TEST(Codes, Gbt4754) {
  for (const char* code : {"C", "C39", "C397", "C3974", "A01", "T", "M7320"})
    EXPECT_TRUE(is_gbt4754(code)) << code;
  for (const char* code : {"", "C3", "C39740", "3974", "U39", "c39", "C3X", "CC39"}) {
    EXPECT_FALSE(is_gbt4754(code)) << code;
  }
}

TEST(Codes, Hs6) {
  EXPECT_TRUE(is_hs6("852411"));
  for (const char* code : {"", "8524", "85241100", "85241A"}) EXPECT_FALSE(is_hs6(code)) << code;
}

}  // namespace
}  // namespace tenon
