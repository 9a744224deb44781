#include "report/scenario_json.h"

#include <string_view>

#include "report/scenario_text.h"

namespace tenon {
namespace {

void write_names(JsonWriter& json, std::string_view key, const std::vector<PlacedName>& names) {
  json.key(key).begin_array();
  for (const PlacedName& name : names) json.text(name.text);
  json.end_array();
}

void write_target(JsonWriter& json, const EventTarget& target) {
  json.key("target").begin_object();
  write_names(json, "firms", target.firms);
  write_names(json, "products", target.products);
  write_names(json, "chains", target.chains);
  write_names(json, "sectors", target.sectors);
  write_names(json, "regions", target.regions);
  write_names(json, "countries", target.countries);
  write_names(json, "suppliers", target.suppliers);
  write_names(json, "customers", target.customers);
  write_names(json, "from_regions", target.from_regions);
  write_names(json, "to_regions", target.to_regions);
  json.end_object();
}

void write_event(JsonWriter& json, const ScenarioEvent& event) {
  const bool demand = event.kind == EventKind::kDemand;
  json.begin_object().key("id").text(event.id.text);
  json.key("name_zh").text(event.name_zh).key("name_en").text(event.name_en);
  json.key("kind").text(id_of(event.kind));
  write_target(json, event.target);
  json.key("start_day").integer(event.start_day).key("duration_days").integer(event.duration_days);
  json.key("loss");
  if (demand) {
    json.null();
  } else {
    json.number(event.loss);
  }
  json.key("demand_change");
  if (demand) {
    json.number(event.demand_change);
  } else {
    json.null();
  }
  json.key("recovery").text(id_of(event.recovery)).key("recovery_days").number(event.recovery_days);
  json.key("provenance");
  write_provenance(json, event.provenance);
  json.key("note").text(event.note).end_object();
}

void write_inventories(JsonWriter& json, std::string_view key, const std::vector<InventoryTarget>& targets) {
  json.key(key).begin_array();
  for (const InventoryTarget& target : targets) {
    json.begin_object().key("what").text(target.what.text).key("days").number(target.days).end_object();
  }
  json.end_array();
}

void write_policy(JsonWriter& json, const ScenarioPolicy& policy) {
  json.key("policy").begin_object();
  json.key("rationing").text(id_of(policy.rationing)).key("orders").text(id_of(policy.orders));
  json.key("order_adjustment_days").number(policy.order_adjustment_days);
  const SwitchingPolicy& switching = policy.switching;
  json.key("switching").begin_object().key("enabled").boolean(switching.enabled);
  json.key("default_lead_time_days").number(switching.default_lead_time_days);
  json.key("trial_qualification_days").number(switching.trial_qualification_days);
  json.key("potential_qualification_days").number(switching.potential_qualification_days);
  json.key("trigger_share").number(switching.trigger_share);
  json.key("largest_share").number(switching.largest_share).end_object().end_object();
}

}  // namespace

void write_provenance(JsonWriter& json, const Provenance& provenance) {
  const auto text = [&](std::string_view key, std::string_view value) {
    json.key(key);
    if (value.empty()) {
      json.null();
    } else {
      json.text(value);
    }
  };
  json.begin_object();
  text("source", provenance.source);
  text("url", provenance.url);
  json.key("year").optional_integer(provenance.year);
  text("grade", provenance.grade > ' ' ? std::string_view(&provenance.grade, 1) : std::string_view());
  json.end_object();
}

void write_scenario(JsonWriter& json, const Scenario& scenario) {
  json.begin_object().key("id").text(scenario.id);
  json.key("name_zh").text(scenario.name_zh).key("name_en").text(scenario.name_en);
  json.key("description_zh").text(scenario.description_zh);
  json.key("description_en").text(scenario.description_en);
  json.key("horizon_days").integer(scenario.horizon_days);
  json.key("default_inventory_days").number(scenario.default_inventory_days);
  write_inventories(json, "inventory_by_product", scenario.inventory_by_product);
  write_inventories(json, "inventory_by_sector", scenario.inventory_by_sector);
  write_policy(json, scenario.policy);
  json.key("events").begin_array();
  for (const ScenarioEvent& event : scenario.events) write_event(json, event);
  json.end_array().key("sources").begin_array();
  for (const Provenance& source : scenario.sources) write_provenance(json, source);
  json.end_array().end_object();
}

}  // namespace tenon
