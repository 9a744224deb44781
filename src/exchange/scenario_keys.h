// The keys of a scenario file, in one place for reader, writer and the check against
// docs/scenario.schema.json.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/scenario.h"

namespace tenon {

inline constexpr std::string_view kScenarioKeys[] = {"id",          "name",   "description", "horizon_days",
                                                     "inventories", "policy", "events",      "sources"};
inline constexpr std::string_view kBilingualKeys[] = {"zh", "en"};
inline constexpr std::string_view kInventoryKeys[] = {"default_days", "by_product", "by_sector"};
inline constexpr std::string_view kPolicyKeys[] = {"rationing", "orders", "order_adjustment_days",
                                                   "switching"};
inline constexpr std::string_view kSwitchingKeys[] = {
    "enabled",       "default_lead_time_days", "trial_qualification_days", "potential_qualification_days",
    "trigger_share", "largest_share"};
inline constexpr std::string_view kEventKeys[] = {"id",        "name",          "kind", "target",
                                                  "start_day", "duration_days", "loss", "change",
                                                  "recovery",  "source",        "note"};
inline constexpr std::string_view kTargetKeys[] = {"firms",        "products",  "chains",    "sectors",
                                                   "regions",      "countries", "suppliers", "customers",
                                                   "from_regions", "to_regions"};
inline constexpr std::string_view kRecoveryKeys[] = {"curve", "days"};
inline constexpr std::string_view kSourceKeys[] = {"text", "url", "year", "grade"};

// A mapping of the file by the name that it has in the schema's $defs; "scenario" is the file itself.
struct ScenarioKeyList {
  std::string_view mapping;
  std::span<const std::string_view> keys;
};
inline constexpr ScenarioKeyList kScenarioKeyLists[] = {
    {"scenario", kScenarioKeys}, {"bilingual", kBilingualKeys}, {"inventories", kInventoryKeys},
    {"policy", kPolicyKeys},     {"switching", kSwitchingKeys}, {"event", kEventKeys},
    {"target", kTargetKeys},     {"recovery", kRecoveryKeys},   {"source", kSourceKeys},
};

// A selector of targets: where its names are kept and which kinds of events it goes with.
struct TargetSelector {
  std::string_view key;
  std::vector<PlacedName> EventTarget::*names;
  bool of_capacity;
  bool of_import;
  bool of_link;
  bool of_demand;

  [[nodiscard]] constexpr bool goes_with(EventKind kind) const {
    switch (kind) {
      case EventKind::kCapacity:
        return of_capacity;
      case EventKind::kImport:
        return of_import;
      case EventKind::kLink:
        return of_link;
      case EventKind::kDemand:
        return of_demand;
    }
    return false;
  }
};

// In the order of kTargetKeys.
inline constexpr TargetSelector kTargetSelectors[] = {
    // key, names, capacity, import, link, demand
    {"firms", &EventTarget::firms, true, true, false, true},
    {"products", &EventTarget::products, true, true, true, true},
    {"chains", &EventTarget::chains, true, true, true, true},
    {"sectors", &EventTarget::sectors, true, true, true, true},
    {"regions", &EventTarget::regions, true, false, false, true},
    {"countries", &EventTarget::countries, false, true, false, false},
    {"suppliers", &EventTarget::suppliers, false, false, true, false},
    {"customers", &EventTarget::customers, false, false, true, false},
    {"from_regions", &EventTarget::from_regions, false, false, true, false},
    {"to_regions", &EventTarget::to_regions, false, false, true, false},
};
static_assert(std::size(kTargetSelectors) == std::size(kTargetKeys));

}  // namespace tenon
