// Governance of chains in the store: records of the kinds governance (key: the chain), work_plan (key:
// CHAIN/YEAR), dictionary (key: its id) and artefact_types (key: "artefact_types").
//
// Whether the caller may (governance.manage for the region that leads, governance.countersign for the one
// that signs) is asked through RecordCaller::permits, with the record's region set to the lead's. The record
// of a chain that nobody leads yet has no region.
//
// Countersignatures are part of the record. A change of anything else takes them away: what was signed is
// what stands. They come by countersign_* alone; record_desk.h refuses texts of these kinds that bring their
// own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/governance.h"
#include "service/record_desk.h"

namespace tenon {

struct KeptGovernance {
  std::int64_t record = 0;    // 0: nothing is kept, this is the default
  std::int64_t revision = 0;  // 0 likewise
  ChainGovernance governance;
};
struct KeptWorkPlan {
  std::int64_t record = 0;
  std::int64_t revision = 0;
  WorkPlan plan;
};

// kNotFound: nothing is kept of the chain.
Result<KeptGovernance> read_governance(Database& database, const std::string& chain,
                                       const RecordCaller& caller);
// By chain; of those that the caller may read.
Result<std::vector<KeptGovernance>> list_governance(Database& database, const RecordCaller& caller);

// `expected` 0: there must be none yet. Signatures in `governance` are left out.
Result<KeptGovernance> set_governance(Database& database, const ChainGovernance& governance,
                                      std::int64_t expected, const std::string& note,
                                      const RecordCaller& caller);
// kInvalidArgument: the region is none of those that sign, or has signed.
Result<KeptGovernance> countersign_governance(Database& database, const std::string& chain,
                                              std::int64_t expected, const std::string& region,
                                              const RecordCaller& caller);

// year 0: the newest.
Result<KeptWorkPlan> read_work_plan(Database& database, const std::string& chain, int year,
                                    const RecordCaller& caller);
Result<std::vector<KeptWorkPlan>> list_work_plans(Database& database, const RecordCaller& caller);
Result<KeptWorkPlan> set_work_plan(Database& database, const WorkPlan& plan, std::int64_t expected,
                                   const std::string& note, const RecordCaller& caller);
// By the provinces that the governance of the chain names.
Result<KeptWorkPlan> countersign_work_plan(Database& database, const std::string& chain, int year,
                                           std::int64_t expected, const std::string& region,
                                           const RecordCaller& caller);

// Those of the store; kNotFound where there are none: the bundled ones are files (data/governance).
Result<ArtefactTypes> stored_artefact_types(Database& database, const RecordCaller& caller);

}  // namespace tenon
