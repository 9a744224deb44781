#include "exchange/hazard_reader.h"

#include <array>
#include <unordered_map>
#include <utility>

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/distribution_reader.h"
#include "exchange/hazard_keys.h"
#include "exchange/scenario_event_reader.h"
#include "exchange/scenario_keys.h"
#include "exchange/yaml_tree.h"
#include "exchange/yaml_values.h"

namespace tenon {
namespace {

constexpr ShareRange kPerYearRange = {0, true, 365, "events a year, above 0 and at most 365"};
constexpr ShareRange kOnceInRange = {1 / 365.0, false, 1'000'000, "years between two events, up to 1000000"};
constexpr ShareRange kClusteringRange = {1, false, 100,
                                         "the variance over the mean of events a year, 1 to 100"};
constexpr ShareRange kFactorRange = {0, true, 1000, "a factor above 0 and at most 1000"};
constexpr ShareRange kPartRange = {0, false, 1, "a part of the variance from 0 to 1, or as \"30%\""};

struct EachSelector {
  std::string_view key;
  HazardSpread spread;
};
constexpr EachSelector kEachSelectors[] = {{"regions", HazardSpread::kRegions},
                                           {"countries", HazardSpread::kCountries},
                                           {"firms", HazardSpread::kFirms},
                                           {"products", HazardSpread::kProducts}};

const TargetSelector& target_selector(std::string_view key) {
  for (const TargetSelector& selector : kTargetSelectors) {
    if (selector.key == key) return selector;
  }
  return kTargetSelectors[0];
}

// A name, or a mapping of name and factor.
std::optional<HazardPlace> read_place(const YamlValue& value, YamlSite& site) {
  HazardPlace place;
  if (value.node->kind == YamlKind::kScalar) {
    auto name = read_placed_name(value, site);
    if (!name) return std::nullopt;
    place.name = std::move(*name);
    return place;
  }
  YamlMapping mapping(value, kPlaceKeys, site);
  const YamlValue* name_value = mapping.require("name", "the name of the place");
  if (const YamlValue* factor = mapping.find("factor")) {
    place.frequency_factor = read_share(*factor, kFactorRange, site).value_or(1);
  }
  auto name = name_value == nullptr ? std::nullopt : read_placed_name(*name_value, site);
  if (!name) return std::nullopt;
  place.name = std::move(*name);
  return place;
}

void read_each(const YamlValue& value, std::optional<EventKind> kind, Hazard& hazard, YamlSite& site) {
  const YamlMapping mapping(value, kEachKeys, site);
  if (!mapping.is_mapping()) return;
  if (value.node->children.size() != 2) {
    if (!value.node->is_cut) site.error(value, "expected one of regions, countries, firms and products");
    return;
  }
  for (const EachSelector& each : kEachSelectors) {
    const YamlValue* list = mapping.find(each.key);
    if (list == nullptr) continue;
    hazard.spread = each.spread;
    if (kind && !target_selector(each.key).goes_with(*kind)) {
      site.error(*list, "does not go with hazards of kind " + std::string(scenario_word(*kind).word));
    }
    if (list->node->kind != YamlKind::kSequence || list->node->children.empty()) {
      site.error(*list, "expected a list of names");
      continue;
    }
    std::unordered_map<std::string, std::size_t> line_of;
    for (const YamlValue& item : site.items(*list, "a list of names")) {
      auto place = read_place(item, site);
      if (!place) continue;
      const auto [known, is_new] = line_of.emplace(place->name.text, place->name.line);
      if (!is_new) {
        site.error(item, "the name stands already, on line " + std::to_string(known->second));
        continue;
      }
      hazard.places.push_back(std::move(*place));
    }
  }
}

void read_frequency(const YamlValue& value, HazardFrequency& frequency, YamlSite& site) {
  const YamlMapping mapping(value, kFrequencyKeys, site);
  if (!mapping.is_mapping()) return;
  const YamlValue* per_year = mapping.find("per_year");
  const YamlValue* once_in = mapping.find("once_in_years");
  if ((per_year == nullptr) == (once_in == nullptr) && !value.node->is_cut) {
    site.error(value, "expected either per_year or once_in_years");
  }
  if (per_year != nullptr) {
    frequency.per_year = read_share(*per_year, kPerYearRange, site).value_or(0);
  } else if (once_in != nullptr) {
    if (const auto years = read_share(*once_in, kOnceInRange, site)) frequency.per_year = 1 / *years;
  }
  if (const YamlValue* clustering = mapping.find("variance_over_mean")) {
    frequency.variance_over_mean = read_share(*clustering, kClusteringRange, site).value_or(1);
  }
}

void read_recovery(const YamlValue& value, EventKind kind, Hazard& hazard, YamlSite& site) {
  YamlMapping mapping(value, kRecoveryKeys, site);
  if (!mapping.is_mapping()) return;
  const YamlValue* curve = mapping.require("curve", "the form of the recovery");
  if (curve == nullptr) return;
  const auto word = read_word(*curve, recovery_curve_words(), site);
  if (!word) return;
  hazard.recovery = static_cast<RecoveryCurve>(*word);
  if (hazard.recovery == RecoveryCurve::kNetworkDamped && kind != EventKind::kCapacity) {
    site.error(*curve, "does not go with hazards of kind " + std::string(scenario_word(kind).word) +
                           "; expected a curve that needs no neighbours");
  }
  if (hazard.recovery == RecoveryCurve::kStep) {
    if (const YamlValue* days = mapping.find("days")) {
      site.error(*days, "a step takes no days; expected no such key");
    }
    return;
  }
  const YamlValue* days =
      mapping.require("days", "the days of the recovery, which every curve but step needs");
  if (days == nullptr) return;
  if (auto distribution = read_distribution(*days, DistributionUnit::kDays, site)) {
    hazard.recovery_days = std::move(*distribution);
  }
}

// "07-01" as a day of a year without 29 February, from 0.
std::optional<int> read_day_of_year(const YamlValue& value, YamlSite& site) {
  constexpr std::array<int, 12> kDaysOfMonth{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (value.node->kind == YamlKind::kScalar) {
    const std::string text = to_half_width(trim(value.node->text));
    const std::size_t dash = text.find('-');
    if (dash == 2 && text.size() == 5) {
      const auto month = parse_integer(text.substr(0, dash));
      const auto day = parse_integer(text.substr(dash + 1));
      if (month && day && *month >= 1 && *month <= 12 && *day >= 1 &&
          *day <= kDaysOfMonth[static_cast<std::size_t>(*month - 1)]) {
        int days = static_cast<int>(*day) - 1;
        for (std::size_t m = 0; m + 1 < static_cast<std::size_t>(*month); ++m) days += kDaysOfMonth[m];
        return days;
      }
    }
  }
  site.error(value, "expected a day of the year as month and day, 07-01; not 02-29");
  return std::nullopt;
}

void read_season(const YamlValue& value, Hazard& hazard, YamlSite& site) {
  YamlMapping mapping(value, kSeasonKeys, site);
  HazardSeason season;
  const auto day = [&](std::string_view key, int& target) {
    if (const YamlValue* found = mapping.require(key, "a day of the year as 07-01")) {
      target = read_day_of_year(*found, site).value_or(target);
    }
  };
  day("from", season.from_day);
  day("to", season.to_day);
  hazard.season = season;
}

void read_correlation(const YamlValue& value, HazardCorrelation& correlation, YamlSite& site) {
  const YamlMapping mapping(value, kCorrelationKeys, site);
  if (!mapping.is_mapping()) return;
  const auto part = [&](std::string_view key, double& target) {
    if (const YamlValue* found = mapping.find(key)) target = read_share(*found, kPartRange, site).value_or(0);
  };
  const auto name = [&](std::string_view key, std::string& target) {
    if (const YamlValue* found = mapping.find(key)) target = read_name(*found, site).value_or("");
  };
  part("country", correlation.country);
  part("region", correlation.region);
  name("family", correlation.family);
  name("in_country", correlation.in_country);
  name("in_region", correlation.in_region);
  if (correlation.country + correlation.region > 1) {
    site.error(value, "country and region sum to " + format_number(correlation.country + correlation.region) +
                          "; expected at most 1");
  }
}

Hazard read_hazard(const YamlValue& value, YamlSite& site) {
  Hazard hazard;
  hazard.line = value.node->line;
  YamlMapping mapping(value, kHazardKeys, site);
  if (!mapping.is_mapping()) return hazard;
  if (const YamlValue* id = mapping.require("id", "an id that no other hazard has")) {
    hazard.id = read_id(*id, site).value_or(PlacedName{});
  }
  if (const YamlValue* name = mapping.require("name", "a name, or one in zh and one in en")) {
    read_bilingual(*name, hazard.name_zh, hazard.name_en, true, site);
  }
  std::optional<EventKind> kind;
  if (const YamlValue* word = mapping.require("kind", "capacity, import, link or demand")) {
    if (const auto found = read_word(*word, event_kind_words(), site)) kind = static_cast<EventKind>(*found);
  }
  hazard.kind = kind.value_or(EventKind::kCapacity);

  const YamlValue* each = mapping.find("each");
  if (each != nullptr) read_each(*each, kind, hazard, site);
  const YamlValue* target =
      each == nullptr ? mapping.require("target", "what every event hits, or each with a list of places")
                      : mapping.find("target");
  if (target != nullptr) read_target(*target, kind, hazard.target, site);
  for (const EachSelector& selector : kEachSelectors) {
    if (hazard.spread == selector.spread && !(hazard.target.*target_selector(selector.key).names).empty()) {
      site.error(*target,
                 "has the key " + std::string(selector.key) + ", which each fills in; expected others");
    }
  }

  if (const YamlValue* frequency = mapping.require("frequency", "how often a year")) {
    read_frequency(*frequency, hazard.frequency, site);
  }
  if (const YamlValue* severity =
          mapping.require("severity", kind == EventKind::kDemand ? "the change" : "the loss")) {
    const auto unit = kind == EventKind::kDemand ? DistributionUnit::kChange : DistributionUnit::kLoss;
    if (auto distribution = read_distribution(*severity, unit, site))
      hazard.severity = std::move(*distribution);
  }
  if (const YamlValue* duration = mapping.require("duration", "the days of full loss")) {
    if (auto distribution = read_distribution(*duration, DistributionUnit::kDays, site)) {
      hazard.duration_days = std::move(*distribution);
    }
  }
  if (const YamlValue* days = mapping.find("longest_days")) {
    hazard.longest_days = read_whole_days(*days, 1, site).value_or(hazard.longest_days);
  }
  if (const YamlValue* recovery = mapping.find("recovery"))
    read_recovery(*recovery, hazard.kind, hazard, site);
  if (const YamlValue* season = mapping.find("season")) read_season(*season, hazard, site);
  if (const YamlValue* correlation = mapping.find("correlation")) {
    read_correlation(*correlation, hazard.correlation, site);
  }
  if (const YamlValue* sources = mapping.find("sources")) {
    if (sources->node->kind != YamlKind::kSequence) {
      site.error(*sources, "expected a list of sources");
    } else {
      for (const YamlValue& source : site.items(*sources, "a list of sources")) {
        hazard.sources.push_back(read_source(source, site));
      }
    }
  }
  if (const YamlValue* note = mapping.find("note")) {
    read_bilingual(*note, hazard.note_zh, hazard.note_en, false, site);
  }
  return hazard;
}

void read_list(const YamlValue& value, HazardSet& set, YamlSite& site) {
  if (value.node->kind != YamlKind::kSequence || value.node->children.empty()) {
    site.error(value, "expected a list of hazards");
    return;
  }
  const auto items = site.items(value, "a list of hazards");
  if (items.size() > kMostHazards) {
    site.error(value, "the list has " + std::to_string(items.size()) + " hazards; expected at most " +
                          std::to_string(kMostHazards));
    return;
  }
  std::unordered_map<std::string, std::size_t> line_of_id;
  std::size_t places = 0;
  for (const YamlValue& item : items) {
    Hazard hazard = read_hazard(item, site);
    if (!hazard.id.text.empty()) {
      const auto [known, is_new] = line_of_id.emplace(hazard.id.text, hazard.id.line);
      if (!is_new) {
        site.error(item, "the id " + hazard.id.text + " is taken by the hazard on line " +
                             std::to_string(known->second));
      }
    }
    places += hazard.places.size();
    set.hazards.push_back(std::move(hazard));
  }
  if (places > kMostHazardPlaces) {
    site.error(value, "the hazards are spread over " + std::to_string(places) + " places; expected at most " +
                          std::to_string(kMostHazardPlaces));
  }
}

}  // namespace

std::optional<HazardSet> parse_hazards(const std::string& file, std::string_view bytes, FaultList& faults) {
  // Errors are told apart from those that the list may hold already.
  const std::size_t errors_before = faults.error_count();
  const auto document = parse_yaml(file, bytes, faults);
  if (!document) return std::nullopt;
  HazardSet set;
  set.file = file;
  YamlSite site(file, *document, faults);
  YamlMapping mapping(site.root(), kHazardSetKeys, site);
  if (mapping.is_mapping()) {
    if (const YamlValue* id = mapping.require("id", "an id, best the file's name")) {
      if (auto text = read_id(*id, site)) set.id = std::move(text->text);
    }
    if (const YamlValue* name = mapping.require("name", "a name, or one in zh and one in en")) {
      read_bilingual(*name, set.name_zh, set.name_en, true, site);
    }
    if (const YamlValue* description = mapping.find("description")) {
      read_bilingual(*description, set.description_zh, set.description_en, false, site);
    }
    if (const YamlValue* hazards = mapping.require("hazards", "a list of hazards")) {
      read_list(*hazards, set, site);
    }
  }
  if (faults.error_count() > errors_before) return std::nullopt;
  return set;
}

std::optional<HazardSet> read_hazards(const std::string& path, FaultList& faults) {
  const auto file = MappedFile::open(path);
  if (!file) {
    faults.add({Severity::kError, path, 0, 0, "", "", file.error().message});
    return std::nullopt;
  }
  return parse_hazards(path, file->bytes(), faults);
}

}  // namespace tenon
