// Scenario files: any bytes are read or refused with a fault; what is read keeps the rules of the record and
// comes back from the writer as it was. The words of the format are in scenario.dict.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "../support/scenario_places.h"
#include "base/text.h"
#include "exchange/scenario_keys.h"
#include "exchange/scenario_reader.h"
#include "exchange/scenario_writer.h"
#include "exchange/yaml_values.h"
#include "require.h"

namespace {

using tenon::EventKind;
using tenon::RecoveryCurve;

void check_text(const std::string& text) {
  TENON_REQUIRE(tenon::is_valid_utf8(text) && tenon::trim(text) == text);
}

void check_days(double days, double low) {
  TENON_REQUIRE(std::isfinite(days) && days >= low && days <= tenon::kMostDays);
}

void check_event(const tenon::ScenarioEvent& event, int horizon_days) {
  TENON_REQUIRE(!event.id.text.empty() && event.line > 0);
  TENON_REQUIRE(event.start_day >= 0 && event.start_day < horizon_days);
  check_days(event.duration_days, 1);
  TENON_REQUIRE(event.loss > 0 && event.loss <= 1);
  TENON_REQUIRE(event.demand_change >= -1 && event.demand_change <= 100);
  TENON_REQUIRE(event.kind == EventKind::kDemand ? event.loss == 1 : event.demand_change == 0);
  if (event.recovery == RecoveryCurve::kStep) {
    TENON_REQUIRE(event.recovery_days == 0);
  } else {
    check_days(event.recovery_days, 1);
  }
  TENON_REQUIRE(event.target != tenon::EventTarget{});
  for (const tenon::TargetSelector& selector : tenon::kTargetSelectors) {
    for (const tenon::PlacedName& name : event.target.*selector.names) {
      TENON_REQUIRE(selector.goes_with(event.kind) && name.line > 0 && name.column > 0);
      TENON_REQUIRE(!name.text.empty());
      check_text(name.text);
    }
  }
  for (const std::string* text : {&event.name_zh, &event.name_en, &event.note, &event.provenance.source}) {
    check_text(*text);
  }
}

void check_scenario(const tenon::Scenario& scenario) {
  TENON_REQUIRE(!scenario.id.empty() && !(scenario.name_zh + scenario.name_en).empty());
  check_days(scenario.horizon_days, 1);
  check_days(scenario.policy.order_adjustment_days, 1);
  check_days(scenario.policy.switching.default_lead_time_days, 0);
  TENON_REQUIRE(scenario.default_inventory_days > 0);
  TENON_REQUIRE(scenario.events.size() <= tenon::kMaxScenarioEvents);
  std::set<std::string> ids;
  for (const tenon::ScenarioEvent& event : scenario.events) {
    check_event(event, scenario.horizon_days);
    TENON_REQUIRE(ids.insert(event.id.text).second);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  tenon::FaultList faults;
  const auto scenario = tenon::parse_scenario("fuzz.yaml", bytes, faults);
  TENON_REQUIRE(scenario.has_value() != faults.has_errors());
  for (const auto* list : {&faults.errors(), &faults.warnings()}) {
    for (const tenon::Fault& fault : *list) TENON_REQUIRE(!fault.expected.empty());
  }
  if (!scenario) return 0;
  check_scenario(*scenario);

  const std::string text = tenon::scenario_yaml(*scenario);
  if (text.size() > tenon::kMaxYamlBytes) return 0;  // aliases written out
  tenon::FaultList none;
  const auto again = tenon::parse_scenario("fuzz.yaml", text, none);
  TENON_REQUIRE(again.has_value());
  TENON_REQUIRE(tenon::without_places(*again) == tenon::without_places(*scenario));
  TENON_REQUIRE(tenon::scenario_yaml(*again) == text);
  return 0;
}
