// Settings of an installation: texts by name, changed by who saw the present one. Errors: kInvalidArgument: a
// name that is not 1 to 64 of a-z, 0-9, '.', '_', '-'; kTooLarge: more than kLongestSetting; kConflict: no
// longer as the caller saw it; those of the database. Each change is in the audit chain; no secrets here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "service/caller.h"
#include "store/database.h"

namespace tenon {

inline constexpr std::size_t kLongestSetting = std::size_t{1} << 16U;  // bytes

Result<std::map<std::string, Revised<std::string>>> list_settings(Database& database);
// nullopt: never set.
Result<std::optional<Revised<std::string>>> find_setting(Database& database, const std::string& name);
// `expected` 0: it was never set.
Result<Revised<std::string>> change_setting(Database& database, const std::string& name,
                                            const std::string& value, std::int64_t expected,
                                            const Caller& caller);

}  // namespace tenon
