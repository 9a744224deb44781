#include "exchange/scenario_writer.h"

#include <algorithm>
#include <string_view>

#include "base/number.h"
#include "exchange/scenario_keys.h"
#include "model/scenario_words.h"

namespace tenon {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  return out + "\"";
}

// "{zh: ..., en: ...}" of the languages that have a text.
std::string bilingual(std::string_view zh, std::string_view en) {
  std::string out = "{";
  if (!zh.empty()) out += "zh: " + quoted(zh);
  if (!en.empty()) out += std::string(zh.empty() ? "" : ", ") + "en: " + quoted(en);
  return out + "}";
}

void line(std::string& out, std::string_view indentation, std::string_view key, std::string_view value) {
  out += indentation;
  out += key;
  out += value.empty() ? ":" : ": ";
  out += value;
  out += '\n';
}

std::string source_yaml(const Provenance& source) {
  std::string out = "{text: " + quoted(source.source);
  if (!source.url.empty()) out += ", url: " + quoted(source.url);
  if (source.year) out += ", year: " + std::to_string(*source.year);
  if (source.grade != ' ') out += std::string(", grade: ") + source.grade;
  return out + "}";
}

void write_inventory_targets(std::string& out, std::string_view key,
                             const std::vector<InventoryTarget>& targets) {
  if (targets.empty()) return;
  line(out, "  ", key, "");
  for (const InventoryTarget& target : targets) {
    line(out, "    ", quoted(target.what.text), format_number(target.days));
  }
}

void write_policy(std::string& out, const ScenarioPolicy& policy) {
  line(out, "", "policy", "");
  line(out, "  ", "rationing", scenario_word(policy.rationing).word);
  line(out, "  ", "orders", scenario_word(policy.orders).word);
  line(out, "  ", "order_adjustment_days", format_number(policy.order_adjustment_days));
  const SwitchingPolicy& switching = policy.switching;
  line(out, "  ", "switching", "");
  line(out, "    ", "enabled", switching.enabled ? "true" : "false");
  line(out, "    ", "default_lead_time_days", format_number(switching.default_lead_time_days));
  line(out, "    ", "trial_qualification_days", format_number(switching.trial_qualification_days));
  line(out, "    ", "potential_qualification_days", format_number(switching.potential_qualification_days));
  line(out, "    ", "trigger_share", format_number(switching.trigger_share));
  line(out, "    ", "largest_share", format_number(switching.largest_share));
}

}  // namespace

std::string event_yaml(const ScenarioEvent& event) {
  constexpr std::string_view kIndentation = "    ";
  std::string out = "  - id: " + event.id.text + "\n";
  if (!event.name_zh.empty() || !event.name_en.empty()) {
    line(out, kIndentation, "name", bilingual(event.name_zh, event.name_en));
  }
  line(out, kIndentation, "kind", scenario_word(event.kind).word);
  line(out, kIndentation, "target", "");
  for (const TargetSelector& selector : kTargetSelectors) {
    const auto& names = event.target.*selector.names;
    if (names.empty()) continue;
    std::string list = "[";
    for (const PlacedName& name : names) list += (list.size() > 1 ? ", " : "") + quoted(name.text);
    line(out, "      ", selector.key, list + "]");
  }
  line(out, kIndentation, "start_day", std::to_string(event.start_day));
  line(out, kIndentation, "duration_days", std::to_string(event.duration_days));
  const bool is_demand = event.kind == EventKind::kDemand;
  line(out, kIndentation, is_demand ? "change" : "loss",
       format_number(is_demand ? event.demand_change : event.loss));
  if (event.recovery != RecoveryCurve::kStep) {
    line(out, kIndentation, "recovery",
         "{curve: " + std::string(scenario_word(event.recovery).word) +
             ", days: " + format_number(event.recovery_days) + "}");
  }
  if (event.provenance != Provenance{}) line(out, kIndentation, "source", source_yaml(event.provenance));
  if (!event.note.empty()) line(out, kIndentation, "note", quoted(event.note));
  return out;
}

std::string scenario_yaml(const Scenario& scenario) {
  std::string out;
  line(out, "", "id", scenario.id);
  line(out, "", "name", bilingual(scenario.name_zh, scenario.name_en));
  if (!scenario.description_zh.empty() || !scenario.description_en.empty()) {
    line(out, "", "description", bilingual(scenario.description_zh, scenario.description_en));
  }
  line(out, "", "horizon_days", std::to_string(scenario.horizon_days));
  line(out, "", "inventories", "");
  line(out, "  ", "default_days", format_number(scenario.default_inventory_days));
  write_inventory_targets(out, "by_product", scenario.inventory_by_product);
  write_inventory_targets(out, "by_sector", scenario.inventory_by_sector);
  write_policy(out, scenario.policy);
  line(out, "", "events", scenario.events.empty() ? "[]" : "");
  for (const ScenarioEvent& event : scenario.events) out += event_yaml(event);
  if (!scenario.sources.empty()) line(out, "", "sources", "");
  for (const Provenance& source : scenario.sources) out += "  - " + source_yaml(source) + "\n";
  return out;
}

}  // namespace tenon
