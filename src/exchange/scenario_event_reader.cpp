#include "exchange/scenario_event_reader.h"

#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "exchange/scenario_keys.h"

namespace tenon {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;
constexpr double kLeastRecoveryDays = 1;
constexpr std::string_view kGrades = "ABCMS";
constexpr ShareRange kLossRange = {0, true, 1, "a loss above 0 and at most 1, or as \"30%\""};
constexpr ShareRange kChangeRange = {-1, false, 100,
                                     "a change from -1 to 100 (0.2: a fifth more), or as \"20%\""};

std::string goes_with_kind(EventKind kind) {
  return "does not go with events of kind " + std::string(scenario_word(kind).word);
}

std::string selectors_of(std::optional<EventKind> kind) {
  std::string list;
  for (const TargetSelector& selector : kTargetSelectors) {
    if (kind && !selector.goes_with(*kind)) continue;
    list += (list.empty() ? "" : ", ") + std::string(selector.key);
  }
  return list;
}

void read_recovery(const YamlValue& value, EventKind kind, ScenarioEvent& event, YamlSite& site) {
  YamlMapping mapping(value, kRecoveryKeys, site);
  if (!mapping.is_mapping()) return;
  std::optional<RecoveryCurve> curve;
  const YamlValue* curve_value = mapping.require("curve", "the form of the recovery");
  if (curve_value != nullptr) {
    if (const auto word = read_word(*curve_value, recovery_curve_words(), site)) {
      curve = static_cast<RecoveryCurve>(*word);
    }
  }
  const YamlValue* days = mapping.find("days");
  if (days != nullptr) {
    if (curve == RecoveryCurve::kStep) {
      site.error(*days, "a step takes no days; expected no such key");
    } else {
      event.recovery_days = read_days(*days, kLeastRecoveryDays, false, site).value_or(0);
    }
  } else if (curve && *curve != RecoveryCurve::kStep) {
    mapping.require("days", "the days of the recovery, which every curve but step needs");
  }
  if (curve == RecoveryCurve::kNetworkDamped && kind != EventKind::kCapacity) {
    site.error(*curve_value, goes_with_kind(kind) + "; expected a curve that needs no neighbours");
  }
  event.recovery = curve.value_or(RecoveryCurve::kStep);
}

std::optional<std::string> read_url(const YamlValue& value, YamlSite& site) {
  auto url = read_name(value, site);
  if (!url || url->starts_with("https://") || url->starts_with("http://")) return url;
  site.error(value, "expected an address that begins with https:// or http://");
  return std::nullopt;
}

std::optional<char> read_grade(const YamlValue& value, YamlSite& site) {
  if (value.node->kind == YamlKind::kScalar) {
    const std::string grade = to_half_width(trim(value.node->text));
    if (grade.size() == 1 && kGrades.find(grade[0]) != std::string_view::npos) return grade[0];
  }
  site.error(value, "expected a grade: A, B, C, M or S");
  return std::nullopt;
}

}  // namespace

void read_target(const YamlValue& value, std::optional<EventKind> kind, EventTarget& target, YamlSite& site) {
  const YamlMapping mapping(value, kTargetKeys, site);
  if (!mapping.is_mapping()) return;
  if (value.node->children.empty() && !value.node->is_cut) {
    site.error(value, "the target is empty; expected at least one of " + selectors_of(kind));
  }
  for (const TargetSelector& selector : kTargetSelectors) {
    const YamlValue* names = mapping.find(selector.key);
    if (names == nullptr) continue;
    if (kind && !selector.goes_with(*kind)) {
      site.error(*names, goes_with_kind(*kind) + "; expected " + selectors_of(kind));
    }
    const auto items = site.items(*names, "a list of names");
    if (items.empty() && names->node->kind == YamlKind::kSequence && !names->node->is_cut) {
      site.error(*names, "the list is empty; expected at least one name");
    }
    for (const YamlValue& item : items) {
      if (auto name = read_placed_name(item, site)) (target.*selector.names).push_back(std::move(*name));
    }
  }
}

void read_bilingual(const YamlValue& value, std::string& zh, std::string& en, bool is_one_line,
                    YamlSite& site) {
  const auto read = [&](const YamlValue& text) {
    return (is_one_line ? read_name(text, site) : read_text(text, site)).value_or("");
  };
  if (value.node->kind == YamlKind::kScalar) {
    zh = read(value);
    en = zh;
    return;
  }
  const YamlMapping mapping(value, kBilingualKeys, site);
  if (!mapping.is_mapping()) return;
  const YamlValue* zh_value = mapping.find("zh");
  const YamlValue* en_value = mapping.find("en");
  if (zh_value != nullptr) zh = read(*zh_value);
  if (en_value != nullptr) en = read(*en_value);
  if (value.node->children.empty() && !value.node->is_cut) site.error(value, "expected zh, en or both");
}

Provenance read_source(const YamlValue& value, YamlSite& site) {
  Provenance source;
  YamlMapping mapping(value, kSourceKeys, site);
  if (const YamlValue* text = mapping.require("text", "what the source is called")) {
    source.source = read_text(*text, site).value_or("");
  }
  if (const YamlValue* url = mapping.find("url")) source.url = read_url(*url, site).value_or("");
  if (const YamlValue* year = mapping.find("year")) {
    source.year = read_whole_number(*year, kFirstYear, kLastYear, site);
  }
  if (const YamlValue* grade = mapping.find("grade")) source.grade = read_grade(*grade, site).value_or(' ');
  return source;
}

ScenarioEvent read_event(const YamlValue& value, std::optional<int> horizon_days, YamlSite& site) {
  ScenarioEvent event;
  event.line = value.node->line;
  YamlMapping mapping(value, kEventKeys, site);
  if (!mapping.is_mapping()) return event;

  if (const YamlValue* id = mapping.require("id", "an id that no other event has")) {
    event.id = read_id(*id, site).value_or(PlacedName{});
  }
  if (const YamlValue* name = mapping.find("name")) {
    read_bilingual(*name, event.name_zh, event.name_en, true, site);
  }
  std::optional<EventKind> kind;
  if (const YamlValue* word = mapping.require("kind", "capacity, import, link or demand")) {
    if (const auto found = read_word(*word, event_kind_words(), site)) kind = static_cast<EventKind>(*found);
  }
  event.kind = kind.value_or(EventKind::kCapacity);
  if (const YamlValue* target = mapping.require("target", "what the event hits")) {
    read_target(*target, kind, event.target, site);
  }

  if (const YamlValue* start = mapping.find("start_day")) {
    if (const auto day = read_whole_days(*start, 0, site)) {
      event.start_day = *day;
      if (horizon_days && *day >= *horizon_days) {
        site.error(*start, "the event begins after the last day; expected a day before horizon_days, " +
                               std::to_string(*horizon_days));
      }
    }
  }
  if (const YamlValue* duration = mapping.require("duration_days", "the days of full loss")) {
    event.duration_days = read_whole_days(*duration, 1, site).value_or(1);
  }

  const YamlValue* loss = mapping.find("loss");
  const YamlValue* change = mapping.find("change");
  if (loss != nullptr) event.loss = read_share(*loss, kLossRange, site).value_or(1);
  if (change != nullptr) event.demand_change = read_share(*change, kChangeRange, site).value_or(0);
  if (kind == EventKind::kDemand) {
    if (loss != nullptr) site.error(*loss, goes_with_kind(*kind) + "; expected the key change");
    mapping.require("change", "by how much demand changes");
  } else if (kind) {
    if (change != nullptr) site.error(*change, goes_with_kind(*kind) + "; expected the key loss");
    mapping.require("loss", "how much is lost");
  }

  if (const YamlValue* recovery = mapping.find("recovery")) read_recovery(*recovery, event.kind, event, site);
  if (const YamlValue* source = mapping.find("source")) event.provenance = read_source(*source, site);
  if (const YamlValue* note = mapping.find("note")) event.note = read_text(*note, site).value_or("");
  return event;
}

}  // namespace tenon
