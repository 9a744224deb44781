// Whose a dataset is, for deciding who may do what to it. A dataset that a province keeps for itself belongs
// to its organisation and region; others are common to all.
#pragma once

#include <string>

#include "api/call.h"
#include "store/database.h"

namespace tenon {

// kNotFound: no such dataset.
Result<AccessObject> place_of_dataset(Database& database, const std::string& name);
// The same of the dataset that the path names, as ApiEndpoint::locate has it.
Result<AccessObject> locate_dataset(Database& database, const ApiCall& call);

}  // namespace tenon
