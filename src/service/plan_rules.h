// The rules of a backup plan in the words of options and requests.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "remedy/dataset_backup_plan.h"
#include "service/dataset_names.h"

namespace tenon {

inline constexpr const char* kEachProvince = "each";

struct PlanRuleWords {
  std::vector<std::string> provinces;  // codes or names; "each": all of the scope
  std::vector<std::string> locked;     // "PRODUCT:FIRM", ids or names
  std::vector<std::string> banned;
};
// What the words stand under, for error texts.
struct PlanRuleOptions {
  const char* provinces;
  const char* locked;
  const char* banned;
  const char* place;
};
inline constexpr PlanRuleOptions kPlanRuleMembers = {"provinces", "locked", "banned", kJobRequest};
inline constexpr PlanRuleOptions kPlanRuleOptions = {"--province", "--lock", "--ban", kCommandLine};

// Sets provinces, locked and banned of `plan`, whose search knows the scope. kNotFound: a name;
// kInvalidArgument: a pair without a colon, "each" of a scope without provinces.
Result<void> set_plan_rules(const Dataset& dataset, const PlanRuleWords& words,
                            const PlanRuleOptions& options, DatasetPlanOptions& plan);

}  // namespace tenon
