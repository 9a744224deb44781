// The contract for people: one page without scripts, all operations by group, what they take and who may call
// them, in both languages as the contract has them.
#pragma once

#include <string>

#include "api/contract.h"

namespace tenon {

std::string contract_page(const ApiContract& contract);

}  // namespace tenon
