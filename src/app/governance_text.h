// What tenon governance prints: tables in the language asked for, and JSON (docs/formats.md).
#pragma once

#include <string>
#include <vector>

#include "app/governance_ground.h"

namespace tenon {

// Format and language are those of the options.
std::string governance_list_text(const GovernanceGround& ground, const GovernanceOptions& options);
std::string governance_text(const GovernanceGround& ground, const GovernedChain& chain,
                            const GovernanceOptions& options);
std::string work_plan_text(const KeptWorkPlan& plan, Day day, const GovernanceOptions& options);
std::string dictionaries_text(const std::vector<Dictionary>& dictionaries, const GovernanceOptions& options);
std::string artefact_types_text(const ArtefactTypes& types, const GovernanceOptions& options);

// What is overdue in the chain, one a line, with the chain in front; empty: nothing.
std::string overdue_lines(const GovernanceGround& ground, const GovernedChain& chain,
                          const GovernanceOptions& options);

}  // namespace tenon
