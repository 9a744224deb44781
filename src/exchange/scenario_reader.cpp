#include "exchange/scenario_reader.h"

#include <unordered_map>
#include <utility>

#include "base/file.h"
#include "exchange/scenario_event_reader.h"
#include "exchange/scenario_keys.h"
#include "exchange/scenario_writer.h"
#include "exchange/yaml_tree.h"
#include "exchange/yaml_values.h"

namespace tenon {
namespace {

constexpr ShareRange kTriggerShareRange = {0, false, 1, "a share from 0 to 1, or as \"5%\""};
constexpr ShareRange kLargestShareRange = {0, true, 1, "a share above 0 and at most 1, or as \"50%\""};

std::vector<InventoryTarget> read_inventory_targets(const YamlValue& value, YamlSite& site) {
  std::vector<InventoryTarget> targets;
  const YamlMapping mapping(value, site);
  for (const YamlMapping::Member& member : mapping.members()) {
    auto what = read_placed_name(member.key, site);
    const auto days = read_days(member.value, 1, false, site);
    if (what && days) targets.push_back({std::move(*what), *days});
  }
  return targets;
}

void read_inventories(const YamlValue& value, Scenario& scenario, YamlSite& site) {
  const YamlMapping mapping(value, kInventoryKeys, site);
  if (const YamlValue* days = mapping.find("default_days")) {
    scenario.default_inventory_days =
        read_days(*days, 1, false, site).value_or(scenario.default_inventory_days);
  }
  if (const YamlValue* list = mapping.find("by_product")) {
    scenario.inventory_by_product = read_inventory_targets(*list, site);
  }
  if (const YamlValue* list = mapping.find("by_sector")) {
    scenario.inventory_by_sector = read_inventory_targets(*list, site);
  }
}

void read_switching(const YamlValue& value, SwitchingPolicy& policy, YamlSite& site) {
  YamlMapping mapping(value, kSwitchingKeys, site);
  if (const YamlValue* enabled = mapping.require("enabled", "true or false")) {
    policy.enabled = read_flag(*enabled, site).value_or(policy.enabled);
  }
  const auto days = [&](std::string_view key, double& target) {
    if (const YamlValue* found = mapping.find(key)) {
      target = read_days(*found, 0, false, site).value_or(target);
    }
  };
  days("default_lead_time_days", policy.default_lead_time_days);
  days("trial_qualification_days", policy.trial_qualification_days);
  days("potential_qualification_days", policy.potential_qualification_days);
  if (const YamlValue* share = mapping.find("trigger_share")) {
    policy.trigger_share = read_share(*share, kTriggerShareRange, site).value_or(policy.trigger_share);
  }
  if (const YamlValue* share = mapping.find("largest_share")) {
    policy.largest_share = read_share(*share, kLargestShareRange, site).value_or(policy.largest_share);
  }
}

void read_policy(const YamlValue& value, ScenarioPolicy& policy, YamlSite& site) {
  const YamlMapping mapping(value, kPolicyKeys, site);
  if (const YamlValue* rationing = mapping.find("rationing")) {
    if (const auto word = read_word(*rationing, rationing_rule_words(), site)) {
      policy.rationing = static_cast<RationingRule>(*word);
    }
  }
  if (const YamlValue* orders = mapping.find("orders")) {
    if (const auto word = read_word(*orders, order_rule_words(), site)) {
      policy.orders = static_cast<OrderRule>(*word);
    }
  }
  if (const YamlValue* days = mapping.find("order_adjustment_days")) {
    policy.order_adjustment_days = read_days(*days, 1, false, site).value_or(policy.order_adjustment_days);
  }
  if (const YamlValue* switching = mapping.find("switching")) {
    read_switching(*switching, policy.switching, site);
  }
}

// All that decides what the event does, as text.
std::string effect_of(ScenarioEvent event) {
  event.id = {};
  event.name_zh.clear();
  event.name_en.clear();
  event.provenance = {};
  event.note.clear();
  return event_yaml(event);
}

std::vector<ScenarioEvent> read_events(const YamlValue& value, std::optional<int> horizon_days,
                                       YamlSite& site) {
  std::vector<ScenarioEvent> events;
  if (value.node->kind != YamlKind::kSequence) {
    site.error(value, "expected a list of events, [] for none");
    return events;
  }
  const auto items = site.items(value, "a list of events");
  if (items.size() > kMaxScenarioEvents) {
    site.error(value, "the list has " + std::to_string(items.size()) + " events; expected at most " +
                          std::to_string(kMaxScenarioEvents));
    return events;
  }
  std::unordered_map<std::string, std::size_t> line_of_id;
  std::unordered_map<std::string, std::size_t> line_of_effect;
  for (const YamlValue& item : items) {
    const std::size_t errors_before = site.error_count();
    ScenarioEvent event = read_event(item, horizon_days, site);
    if (!event.id.text.empty()) {
      const auto [known, is_new] = line_of_id.emplace(event.id.text, event.id.line);
      if (!is_new) {
        site.error(item, "the id " + event.id.text + " is taken by the event on line " +
                             std::to_string(known->second));
      }
    }
    if (site.error_count() == errors_before) {
      const auto [known, is_new] = line_of_effect.emplace(effect_of(event), event.line);
      if (!is_new) {
        site.warning(item, "the event does the same as that on line " + std::to_string(known->second) +
                               "; both count");
      }
    }
    events.push_back(std::move(event));
  }
  return events;
}

void read_top_level(Scenario& scenario, YamlSite& site) {
  YamlMapping mapping(site.root(), kScenarioKeys, site);
  if (!mapping.is_mapping()) return;
  if (const YamlValue* id = mapping.require("id", "an id, best the file's name")) {
    if (auto text = read_id(*id, site)) scenario.id = std::move(text->text);
  }
  if (const YamlValue* name = mapping.require("name", "a name, or one in zh and one in en")) {
    read_bilingual(*name, scenario.name_zh, scenario.name_en, true, site);
  }
  if (const YamlValue* description = mapping.find("description")) {
    read_bilingual(*description, scenario.description_zh, scenario.description_en, false, site);
  }
  std::optional<int> horizon_days = scenario.horizon_days;
  if (const YamlValue* days = mapping.find("horizon_days")) horizon_days = read_whole_days(*days, 1, site);
  scenario.horizon_days = horizon_days.value_or(scenario.horizon_days);
  if (const YamlValue* inventories = mapping.find("inventories")) {
    read_inventories(*inventories, scenario, site);
  }
  if (const YamlValue* policy = mapping.find("policy")) read_policy(*policy, scenario.policy, site);
  if (const YamlValue* events = mapping.require("events", "a list of events")) {
    scenario.events = read_events(*events, horizon_days, site);
  }
  if (const YamlValue* sources = mapping.find("sources")) {
    if (sources->node->kind != YamlKind::kSequence) {
      site.error(*sources, "expected a list of sources");
    } else {
      for (const YamlValue& source : site.items(*sources, "a list of sources")) {
        scenario.sources.push_back(read_source(source, site));
      }
    }
  }
}

}  // namespace

std::optional<Scenario> parse_scenario(const std::string& file, std::string_view bytes, FaultList& faults) {
  // Errors are told apart from those that the list may hold already.
  const std::size_t errors_before = faults.error_count();
  const auto document = parse_yaml(file, bytes, faults);
  if (!document) return std::nullopt;
  Scenario scenario;
  scenario.file = file;
  YamlSite site(file, *document, faults);
  read_top_level(scenario, site);
  if (faults.error_count() > errors_before) return std::nullopt;
  return scenario;
}

std::optional<Scenario> read_scenario(const std::string& path, FaultList& faults) {
  const auto file = MappedFile::open(path);
  if (!file) {
    faults.add({Severity::kError, path, 0, 0, "", "", file.error().message});
    return std::nullopt;
  }
  return parse_scenario(path, file->bytes(), faults);
}

}  // namespace tenon
