#include "exchange/governance_parts_reader.h"

#include <algorithm>
#include <utility>

#include "base/number.h"
#include "base/text.h"
#include "exchange/governance_keys.h"
#include "exchange/governance_reader.h"
#include "exchange/process_parts_reader.h"

namespace tenon {
namespace {

std::string scalar_text(const YamlValue& value) {
  return value.node->kind == YamlKind::kScalar ? to_half_width(trim(value.node->text)) : std::string();
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<PartialDay> partial_day_of(const std::string& text) {
  if (text.size() == 4 && is_digits(text)) return PartialDay{std::stoi(text), 0, 0};
  const auto day = parse_day(text.size() == 7 ? text + "-01" : text);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date(*day);
  return PartialDay{static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                    text.size() == 7 ? 0 : static_cast<unsigned>(date.day())};
}

}  // namespace

BilingualName read_bilingual_name(const YamlValue& value, YamlSite& site) {
  process::Names names = read_names(value, site);
  return {std::move(names.zh), std::move(names.en)};
}

std::string read_region(const YamlValue& value, YamlSite& site) {
  constexpr std::size_t kCodeDigits = 6;
  std::string text = scalar_text(value);
  if (text.size() == kCodeDigits && is_digits(text)) return text;
  site.error(value, "expected the code of a region, six digits as in 320000");
  return {};
}

std::vector<std::string> read_regions(const YamlValue& value, YamlSite& site) {
  std::vector<std::string> regions;
  OnlyOnce once;
  for (const YamlValue& item : read_items(value, "a list of codes of regions", site)) {
    regions.push_back(read_region(item, site));
    once.check(item, regions.back(), site);
  }
  return regions;
}

Day read_day(const YamlValue& value, YamlSite& site) {
  if (const auto day = parse_day(scalar_text(value))) return *day;
  site.error(value, "expected a day as in 2026-11-26");
  return {};
}

PartialDay read_partial_day(const YamlValue& value, YamlSite& site) {
  if (const auto day = partial_day_of(scalar_text(value))) return *day;
  site.error(value, "expected a year, a month or a day, as in 2021, 2021-05 or 2021-05-27");
  return {};
}

std::vector<YamlValue> read_items(const YamlValue& value, std::string_view expected, YamlSite& site) {
  std::vector<YamlValue> items = read_list(value, expected, site);
  if (items.size() <= kMostGovernanceItems) return items;
  site.error(value, "expected at most " + std::to_string(kMostGovernanceItems) + " items");
  return {};
}

void OnlyOnce::check(const YamlValue& value, const std::string& text, YamlSite& site) {
  if (text.empty()) return;  // told already
  const auto [known, is_new] = line_of_.emplace(text, value.node->line);
  if (!is_new) site.error(value, "stands already, on line " + std::to_string(known->second));
}

std::vector<Countersignature> read_countersignatures(const YamlValue& value, YamlSite& site) {
  std::vector<Countersignature> signatures;
  OnlyOnce once;
  for (const YamlValue& item : read_items(value, "a list of countersignatures", site)) {
    YamlMapping mapping(item, kCountersignatureKeys, site);
    Countersignature signature;
    if (const YamlValue* region = mapping.require("region", "the code of the region that signed")) {
      signature.region_code = read_region(*region, site);
      once.check(*region, signature.region_code, site);
    }
    if (const YamlValue* by = mapping.require("by", "the account that signed"))
      signature.by = read_name(*by, site).value_or("");
    if (const YamlValue* on = mapping.require("on", "a day")) signature.on = read_day(*on, site);
    signatures.push_back(std::move(signature));
  }
  return signatures;
}

}  // namespace tenon
