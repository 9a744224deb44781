#include "service/password_policy.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "service/password.h"

namespace tenon {
namespace {

struct FaultWords {
  std::string_view id;
  Wording wording;
};

constexpr std::array<FaultWords, 7> kFaults{
    {{"not_text", {"密码含有控制字符或不是有效文字", "the password holds control characters or is no text"}},
     {"too_short", {"密码太短", "the password is too short"}},
     {"too_long", {"密码太长", "the password is too long"}},
     {"too_few_kinds",
      {"密码须混用大写字母、小写字母、数字、其他字符中的若干类",
       "the password must mix more kinds of characters: upper case, lower case, digits, others"}},
     {"holds_name", {"密码不得包含姓名或账号", "the password must not hold a name of yours"}},
     {"common",
      {"密码由常见口令构成，容易被猜中", "the password is made of common passwords and easily guessed"}},
     {"used_before", {"密码与近期用过的相同", "the password was used before"}}}};

// What is tried first by people who guess: keyboard runs, defaults, names of places and of this platform.

constexpr std::string_view kCommonWords[] = {
    "1qaz2wsx3edc", "1q2w3e4r5t",   "qwertyuiop", "administrator", "1234567890", "0987654321", "qwe123",
    "zhongguo",     "changsanjiao", "yangtze",    "baseball",      "football",   "sunshine",   "superman",
    "password",     "passw0rd",     "1q2w3e4r",   "1qaz2wsx",      "qazwsxedc",  "iloveyou",   "princess",
    "trustno1",     "woaini1314",   "5201314",    "shanghai",      "jiangsu",    "zhejiang",   "nanjing",
    "hangzhou",     "suzhou",       "welcome",    "letmein",       "changeme",   "default",    "dragon",
    "monkey",       "master",       "hello",      "huawei",        "china",      "anhui",      "hefei",
    "asdfghjkl",    "zxcvbnm",      "qwerty",     "asdfgh",        "zxcvbn",     "qweasd",     "qazwsx",
    "abcdefgh",     "abcdef",       "abc123",     "a1b2c3",        "123qwe",     "123abc",     "q1w2e3",
    "123456789",    "12345678",     "1234567",    "123456",        "12345",      "1234",       "123",
    "987654321",    "87654321",     "654321",     "54321",         "4321",       "321",        "112233",
    "147258369",    "159357",       "123321",     "1314",          "520",        "woaini",     "admin",
    "manager",      "system",       "security",   "audit",         "tenon",      "sunmao",     "root",
    "guest",        "test",         "demo",       "temp",          "login",      "user",       "pass",
    "secret",       "qwer",         "asdf",       "zxcv",          "abcd",       "abc",        "密码"};

char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = lower_ascii(c);
  return lower;
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

std::size_t characters_of(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return !is_continuation(c); }));
}

std::size_t kinds_of(std::string_view password) {
  std::array<bool, 4> kinds{};
  for (const char c : password) {
    if (c >= 'a' && c <= 'z') {
      kinds[0] = true;
    } else if (c >= 'A' && c <= 'Z') {
      kinds[1] = true;
    } else if (c >= '0' && c <= '9') {
      kinds[2] = true;
    } else {
      kinds[3] = true;
    }
  }
  return static_cast<std::size_t>(std::count(kinds.begin(), kinds.end(), true));
}

// @ for a, $ for s, 0 for o, 1 for i, 3 for e: what people think hides a word.
std::string plain_letters(std::string_view lower) {
  std::string plain(lower);
  for (char& c : plain) {
    constexpr std::string_view kDisguise = "@$013";
    constexpr std::string_view kLetters = "asoie";
    if (const std::size_t at = kDisguise.find(c); at != std::string_view::npos) c = kLetters[at];
  }
  return plain;
}

// Marks what matches of `word` in `text`.
void strike(std::string_view text, std::string_view word, std::vector<bool>& struck) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    std::fill_n(struck.begin() + static_cast<std::ptrdiff_t>(at), word.size(), true);
}

void strike_years(std::string_view text, std::vector<bool>& struck) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const std::string_view century = text.substr(i, 2);
    if ((century == "19" || century == "20") && digit(i + 2) && digit(i + 3))
      std::fill_n(struck.begin() + static_cast<std::ptrdiff_t>(i), 4, true);
  }
}

// All but the first of a run of one byte.
void strike_runs(std::string_view text, std::vector<bool>& struck) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == text[i - 1] && !is_continuation(text[i])) struck[i] = true;
  }
}

bool is_common(std::string_view password) {
  constexpr std::size_t kMustBeLeft = 6;
  const std::string lower = lower_ascii(password);
  const std::string plain = plain_letters(lower);
  std::vector<bool> struck(lower.size(), false);
  for (const std::string_view word : kCommonWords) {
    strike(lower, word, struck);
    strike(plain, word, struck);
  }
  strike_years(lower, struck);
  strike_runs(lower, struck);
  std::size_t left = 0;
  for (std::size_t i = 0; i < lower.size(); ++i) left += !struck[i] && !is_continuation(lower[i]) ? 1U : 0U;
  return left < kMustBeLeft;
}

bool holds_name(std::string_view password, std::span<const std::string> names) {
  const std::string lower = lower_ascii(password);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    // Two Chinese characters are a name; two Latin letters are in any password.
    const std::size_t shortest = name.size() > characters_of(name) ? 2 : 3;
    return characters_of(name) >= shortest && lower.find(lower_ascii(name)) != std::string::npos;
  });
}

}  // namespace

std::string_view id_of(PasswordFault fault) {
  return kFaults[static_cast<std::size_t>(fault)].id;
}

Wording wording_of(PasswordFault fault) {
  return kFaults[static_cast<std::size_t>(fault)].wording;
}

std::vector<PasswordFault> check_password(std::string_view password, std::span<const std::string> names,
                                          std::span<const std::string> earlier,
                                          const PasswordPolicy& policy) {
  std::vector<PasswordFault> faults;
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (!is_valid_utf8(password) || std::any_of(password.begin(), password.end(), is_control))
    faults.push_back(PasswordFault::kNotText);
  if (characters_of(password) < policy.minimum_characters) faults.push_back(PasswordFault::kTooShort);
  if (password.size() > kLongestPassword) {
    faults.push_back(PasswordFault::kTooLong);
    return faults;
  }
  if (kinds_of(password) < policy.minimum_kinds) faults.push_back(PasswordFault::kTooFewKinds);
  if (holds_name(password, names)) faults.push_back(PasswordFault::kHoldsName);
  if (is_common(password)) faults.push_back(PasswordFault::kCommon);
  // Only of a password that would do: the history costs argon2id.
  if (!faults.empty()) return faults;
  const auto recent = earlier.first(std::min(earlier.size(), policy.history));
  if (std::any_of(recent.begin(), recent.end(),
                  [&](const auto& phc) { return verify_password(phc, password); }))
    faults.push_back(PasswordFault::kUsedBefore);
  return faults;
}

bool is_password_outdated(UtcTime set_at, UtcTime now, const PasswordPolicy& policy) {
  return policy.maximum_age.count() > 0 && now - set_at >= policy.maximum_age;
}

}  // namespace tenon
