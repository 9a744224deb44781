// tenon governance: who leads which chain since when, whose turn the chair is, which documents are missing,
// what is overdue; kept as records of the store. Chains come from a dataset; what the store does not have yet
// comes from its chains.csv.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tenon {

// What all of them have.
struct GovernanceOptions {
  std::string address;  // empty: $TENON_DB, else tenon.db
  std::string by;       // who; empty: the user of the machine
  std::string dataset = "data/delta";
  std::string artefacts = "data/governance/artefacts.yaml";  // where the store has no types of its own
  std::string on;                                            // the day; empty: today
  std::string chain;
  std::string language = "both";
  std::string format = "table";
  std::string out;
};

struct GovernanceSetCommand : GovernanceOptions {
  std::string file;  // plan: empty: show it
  std::string note;
  int year = 0;  // plan: 0: the newest
  std::optional<std::int64_t> expected;
};

struct GovernanceArtefactCommand : GovernanceOptions {
  std::string type;
  std::string state;  // empty: as before, as the others
  std::string due;
  std::string file;
  std::optional<std::int64_t> record;
  std::string remark;
};

struct GovernanceSignCommand : GovernanceOptions {
  std::string region;
  int year = 0;  // of the work plan; 0: the governance itself
  std::int64_t expected = 0;
};

struct GovernanceFilesCommand : GovernanceOptions {
  std::string file;  // empty: list what the store has
};

// Return the exit code; of check 1 where something is overdue or names what does not exist.
int run_governance_list(const GovernanceOptions& options);
int run_governance_show(const GovernanceOptions& options);
int run_governance_check(const GovernanceOptions& options);
int run_governance_set(const GovernanceSetCommand& options);
int run_governance_plan(const GovernanceSetCommand& options);
int run_governance_artefact(const GovernanceArtefactCommand& options);
int run_governance_countersign(const GovernanceSignCommand& options);
int run_governance_dictionaries(const GovernanceFilesCommand& options);
int run_governance_types(const GovernanceFilesCommand& options);

}  // namespace tenon
