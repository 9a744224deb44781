// Codes of Chinese and international standards: what a well-formed one looks like, and check characters.
//
// Functions named is_... take the code as it should be stored; normalise_code() brings what people type to
// that form. All are pure and allocate at most one string.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenon {

// Without surrounding white space, full-width letters and digits as ASCII, upper case.
std::string normalise_code(std::string_view text);

// --- Unified social credit code, GB 32100-2015 ---
// 18 characters: registration authority, kind of organisation, six digits of GB/T 2260, nine of GB 11714,
// check.

enum class UsccState {
  kValid,
  kWrongForm,               // not 18 characters of the right kinds
  kWrongCheck,              // the 18th character does not fit the others: a typing error
  kWrongOrganisationCheck,  // valid, but the 17th does not fit the inner code: some early codes are so
};

struct UsccCheck {
  std::string code;  // normalised
  UsccState state = UsccState::kWrongForm;
  char expected_check = '\0';  // of kWrongCheck and kWrongOrganisationCheck: what would have fitted
  [[nodiscard]] bool is_acceptable() const {
    return state == UsccState::kValid || state == UsccState::kWrongOrganisationCheck;
  }
};

UsccCheck check_uscc(std::string_view text);

// The 18th character for the first 17 (upper case): 31 - (sum of value x weight mod 31), weights 3^i mod 31.
// nullopt if there are not 17 characters of the standard's 31.
std::optional<char> uscc_check_character(std::string_view first_17);

// The ninth character of an organisation code, GB 11714, for the first eight (digits and upper-case letters).
std::optional<char> organisation_check_character(std::string_view first_8);

// --- Regions ---

// GB/T 2260: six digits that begin with a province code in use (11 Beijing ... 82 Macao). Whether the county
// exists is not checked.
bool is_gbt2260(std::string_view code);

// ISO 3166-1 alpha-3, officially assigned (249 codes).
bool is_iso_alpha3(std::string_view code);

// --- Industries and goods ---

// GB/T 4754-2017: a letter A..T, then up to four digits, at least two if any: "C", "C39", "C397", "C3974".
bool is_gbt4754(std::string_view code);

// Subheading of the Harmonized System: six digits.
bool is_hs6(std::string_view code);

}  // namespace tenon
