// What the governance commands start from: the chains of a dataset, the kinds of artefacts, and what the
// store has of each chain.
#pragma once

#include <optional>
#include <vector>

#include "app/command_governance.h"
#include "base/fault.h"
#include "base/result.h"
#include "model/dataset.h"
#include "service/governance.h"
#include "service/governance_desk.h"
#include "store/database.h"

namespace tenon {

struct GovernedChain {
  const Chain* chain = nullptr;
  KeptGovernance kept;               // record 0: by default
  std::optional<KeptWorkPlan> plan;  // the newest
};

struct GovernanceGround {
  Dataset dataset;
  ArtefactTypes types;
  std::optional<Database> store;  // absent: there is none yet
  std::vector<GovernedChain> chains;
  Day day;
};

RecordCaller governance_caller(const GovernanceOptions& options);

// All chains, or the one of options.chain (by id or name). Pointers hold as long as the ground stays where it
// is. kNotFound: the chain, with the nearest; other errors of files and the store.
Result<GovernanceGround> governance_ground(const GovernanceOptions& options);

// kBadInput with every fault.
Result<ArtefactTypes> artefact_types_from(const std::string& path);

}  // namespace tenon
