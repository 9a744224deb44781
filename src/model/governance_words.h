// The words of the states of chain governance: as files write them, and in both languages as people read
// them. Words of files are stable; texts live as long as the program.
#pragma once

#include <span>

#include "model/governance.h"
#include "model/scenario_words.h"

namespace tenon {

// All values of an enum, in the order of its declaration.
std::span<const ScenarioWord> artefact_state_words();
std::span<const ScenarioWord> plan_item_state_words();

}  // namespace tenon
