// What people name in options and requests, found in a dataset.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"

namespace tenon {

// The code of the region that `wanted` names by code or by either name; regions abroad are no scopes.
// kNotFound lists all and suggests the nearest.
Result<std::string> scope_code(const Dataset& dataset, const std::string& wanted);

// The province that `wanted` names by code or by either name. kNotFound as above.
Result<RegionId> province_id(const Dataset& dataset, const std::string& wanted);

// The chain that `wanted` names by id or by either name; absent: nothing is wanted. kNotFound as above.
Result<std::optional<ChainId>> chain_id(const Dataset& dataset, const std::string& wanted);

// Where a name stands, as faults say it.
inline constexpr const char* kCommandLine = "command line";
inline constexpr const char* kJobRequest = "request";

// The firm, or the products, that `option` names by id or by either name. kNotFound: none of that name, with
// the nearest, or several, with their ids.
Result<FirmId> firm_id(const Dataset& dataset, const std::string& wanted, const char* option,
                       const char* place = kCommandLine);
Result<std::vector<ProductId>> product_ids(const Dataset& dataset, const std::vector<std::string>& wanted,
                                           const char* option, const char* place = kCommandLine);

}  // namespace tenon
