#include "model/codes.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/text.h"

namespace tenon {
namespace {

// GB 32100-2015: the digits and letters in the order of their values; I, O, S, V and Z are left out.
constexpr std::string_view kUsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::array<unsigned, 17> kUsccWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                                   29, 25, 13, 8,  24, 10, 30, 28};
constexpr std::array<unsigned, 8> kOrganisationWeights = {3, 7, 9, 10, 5, 8, 4, 2};

constexpr std::string_view kProvinces =
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 ";

// Sorted; every code is followed by a blank.
constexpr std::string_view kCountries =
    "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE "
    "BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA "
    "CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE "
    "DEU DJI DMA DNK DOM DZA "
    "ECU EGY ERI ESH ESP EST ETH "
    "FIN FJI FLK FRA FRO FSM "
    "GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY "
    "HKG HMD HND HRV HTI HUN "
    "IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA "
    "JAM JEY JOR JPN "
    "KAZ KEN KGZ KHM KIR KNA KOR KWT "
    "LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA "
    "MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI "
    "MYS MYT "
    "NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL "
    "OMN "
    "PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF "
    "QAT "
    "REU ROU RUS RWA "
    "SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM "
    "SYC SYR "
    "TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA "
    "UGA UKR UMI URY USA UZB "
    "VAT VCT VEN VGB VIR VNM VUT "
    "WLF WSM "
    "YEM "
    "ZAF ZMB ZWE ";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}
bool is_in_alphabet(char c) {
  return kUsccAlphabet.find(c) != std::string_view::npos;
}

// Whether `word` is one of the blank-terminated words of `list`; words have one length, so positions are
// multiples.
bool is_listed(std::string_view list, std::string_view word) {
  const std::size_t step = word.size() + 1;
  for (std::size_t i = 0; i + word.size() < list.size(); i += step) {
    if (list.substr(i, word.size()) == word) return true;
  }
  return false;
}

// ^[1-9ANY][1-9][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$
bool has_uscc_form(std::string_view code) {
  if (code.size() != 18) return false;
  const auto is_1_to_9 = [](char c) { return c >= '1' && c <= '9'; };
  return (is_1_to_9(code[0]) || code[0] == 'A' || code[0] == 'N' || code[0] == 'Y') && is_1_to_9(code[1]) &&
         are_digits(code.substr(2, 6)) && std::all_of(code.begin() + 8, code.end(), is_in_alphabet);
}

}  // namespace

std::string normalise_code(std::string_view text) {
  const std::string half = to_half_width(text);
  return to_upper_ascii(trim(half));
}

UsccCheck check_uscc(std::string_view text) {
  UsccCheck check;
  check.code = normalise_code(text);
  const std::string_view code = check.code;
  if (!has_uscc_form(code)) return check;
  const auto outer = uscc_check_character(code.substr(0, 17));
  const auto inner = organisation_check_character(code.substr(8, 8));
  if (outer != code[17]) {
    check.state = UsccState::kWrongCheck;
    check.expected_check = outer.value_or('\0');
  } else if (inner != code[16]) {
    check.state = UsccState::kWrongOrganisationCheck;
    check.expected_check = inner.value_or('\0');
  } else {
    check.state = UsccState::kValid;
  }
  return check;
}

std::optional<char> uscc_check_character(std::string_view first_17) {
  if (first_17.size() != kUsccWeights.size()) return std::nullopt;
  std::size_t sum = 0;
  for (std::size_t i = 0; i < first_17.size(); ++i) {
    const std::size_t value = kUsccAlphabet.find(first_17[i]);
    if (value == std::string_view::npos) return std::nullopt;
    sum += value * kUsccWeights[i];
  }
  return kUsccAlphabet[(31 - sum % 31) % 31];
}

std::optional<char> organisation_check_character(std::string_view first_8) {
  if (first_8.size() != kOrganisationWeights.size()) return std::nullopt;
  unsigned sum = 0;
  for (std::size_t i = 0; i < first_8.size(); ++i) {
    const char c = first_8[i];
    if (!is_digit(c) && !is_upper(c)) return std::nullopt;
    sum += static_cast<unsigned>(is_digit(c) ? c - '0' : c - 'A' + 10) * kOrganisationWeights[i];
  }
  const unsigned check = (11 - sum % 11) % 11;
  return check == 10 ? 'X' : static_cast<char>('0' + check);
}

bool is_gbt2260(std::string_view code) {
  return code.size() == 6 && are_digits(code) && is_listed(kProvinces, code.substr(0, 2));
}

bool is_iso_alpha3(std::string_view code) {
  return code.size() == 3 && std::all_of(code.begin(), code.end(), is_upper) && is_listed(kCountries, code);
}

bool is_gbt4754(std::string_view code) {
  if (code.empty() || code[0] < 'A' || code[0] > 'T') return false;
  return code.size() != 2 && code.size() <= 5 && are_digits(code.substr(1));
}

bool is_hs6(std::string_view code) {
  return code.size() == 6 && are_digits(code);
}

}  // namespace tenon
