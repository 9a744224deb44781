#include "app/command_governance.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "app/case_values.h"
#include "app/dataset_source.h"
#include "app/governance_files.h"
#include "app/governance_ground.h"
#include "app/governance_text.h"
#include "app/output.h"
#include "base/file.h"
#include "exchange/governance_reader.h"
#include "model/governance_words.h"
#include "service/dictionary_desk.h"
#include "service/file_desk.h"

namespace tenon {
namespace {

// The text of a file read by `parse`, or its faults as an error.
template <class T>
Result<T> read_with(const std::string& path,
                    std::optional<T> (*parse)(const std::string&, std::string_view, FaultList&)) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  FaultList faults;
  auto read = parse(path, file->bytes(), faults);
  if (!read) return Error{ErrorCode::kBadInput, faults.to_string()};
  return std::move(*read);
}

// The ground with a store to write to.
Result<GovernanceGround> writable_ground(const GovernanceOptions& options) {
  auto ground = governance_ground(options);
  if (!ground || ground->store) return ground;
  auto store = open_store(options.address, false);
  if (!store) return store.error();
  ground->store = std::move(*store);
  return ground;
}

// Keeps the governance of the one chain of the ground, checked against dataset and types.
int keep(GovernanceGround& ground, ChainGovernance governance, std::int64_t expected, const std::string& note,
         const GovernanceOptions& options) {
  FaultList faults;
  check_governance(governance, ground.dataset, ground.types, governance.chain_id, faults);
  report_faults(faults);
  if (faults.has_errors()) return kExitBadInput;
  auto kept = set_governance(*ground.store, governance, expected, note, governance_caller(options));
  if (!kept) return report_error(kept.error());
  GovernedChain& chain = ground.chains.front();
  chain.kept = std::move(*kept);
  return write_output(options.out, governance_text(ground, chain, options));
}

// Every chain that the store names is in the dataset, and what it names exists.
void check_all(const GovernanceGround& ground, FaultList& faults) {
  for (const GovernedChain& chain : ground.chains)
    check_governance(chain.kept.governance, ground.dataset, ground.types, chain.chain->id, faults);
}

Result<void> apply_options(const GovernanceArtefactCommand& options, GovernanceGround& ground,
                           Artefact& artefact) {
  if (!options.state.empty()) {
    const auto state = find_scenario_word(artefact_state_words(), options.state);
    if (!state) {
      return Error{ErrorCode::kInvalidArgument,
                   "--state: found '" + options.state + "': expected missing, draft, in_review or approved"};
    }
    artefact.state = static_cast<ArtefactState>(*state);
  }
  if (!options.due.empty()) {
    artefact.due = parse_day(options.due);
    if (!artefact.due)
      return Error{ErrorCode::kInvalidArgument,
                   "--due: found '" + options.due + "': expected a day as in 2026-11-26"};
  }
  if (options.record) artefact.record = options.record;
  if (!options.remark.empty()) artefact.note = options.remark;
  if (options.file.empty()) return {};
  const auto file = file_from_disk(options.file, "");
  if (!file) return file.error();
  const RecordCaller caller = governance_caller(options);
  auto digest = keep_file(*ground.store, file->bytes, caller.account, caller.time);
  if (!digest) return digest.error();
  artefact.file = std::move(*digest);
  return {};
}

}  // namespace

int run_governance_list(const GovernanceOptions& options) {
  const auto ground = governance_ground(options);
  if (!ground) return report_error(ground.error());
  return write_output(options.out, governance_list_text(*ground, options));
}

int run_governance_show(const GovernanceOptions& options) {
  const auto ground = governance_ground(options);
  if (!ground) return report_error(ground.error());
  return write_output(options.out, governance_text(*ground, ground->chains.front(), options));
}

int run_governance_check(const GovernanceOptions& options) {
  const auto ground = governance_ground(options);
  if (!ground) return report_error(ground.error());
  FaultList faults;
  check_all(*ground, faults);
  report_faults(faults);
  std::string overdue;
  for (const GovernedChain& chain : ground->chains) overdue += overdue_lines(*ground, chain, options);
  if (const int status = write_output(options.out, overdue); status != kExitDone) return status;
  return faults.has_errors() || !overdue.empty() ? kExitFailed : kExitDone;
}

int run_governance_set(const GovernanceSetCommand& options) {
  auto governance = read_with(options.file, parse_chain_governance);
  if (!governance) return report_error(governance.error());
  auto ground = writable_ground(options);
  if (!ground) return report_error(ground.error());
  const GovernedChain& chain = ground->chains.front();
  if (governance->chain_id != chain.chain->id) {
    return report_error({ErrorCode::kBadInput, options.file + ": is of chain " + governance->chain_id +
                                                   ", not of " + chain.chain->id});
  }
  return keep(*ground, std::move(*governance), options.expected.value_or(chain.kept.revision), options.note,
              options);
}

int run_governance_plan(const GovernanceSetCommand& options) {
  auto ground = options.file.empty() ? governance_ground(options) : writable_ground(options);
  if (!ground) return report_error(ground.error());
  const RecordCaller caller = governance_caller(options);
  const std::string& chain = ground->chains.front().chain->id;
  Result<KeptWorkPlan> plan = Error{ErrorCode::kNotFound, "there is no store, so no work plan of " + chain};
  if (options.file.empty()) {
    if (ground->store) plan = read_work_plan(*ground->store, chain, options.year, caller);
  } else {
    const auto given = read_with(options.file, parse_work_plan);
    if (!given) return report_error(given.error());
    if (given->chain_id != chain) {
      return report_error(
          {ErrorCode::kBadInput, options.file + ": is of chain " + given->chain_id + ", not of " + chain});
    }
    const auto before = read_work_plan(*ground->store, chain, given->year, caller);
    plan = set_work_plan(*ground->store, *given, options.expected.value_or(before ? before->revision : 0),
                         options.note, caller);
  }
  if (!plan) return report_error(plan.error());
  return write_output(options.out, work_plan_text(*plan, ground->day, options));
}

int run_governance_artefact(const GovernanceArtefactCommand& options) {
  auto ground = writable_ground(options);
  if (!ground) return report_error(ground.error());
  const GovernedChain& chain = ground->chains.front();
  ChainGovernance governance = chain.kept.governance;
  auto& artefacts = governance.artefacts;
  auto found = std::find_if(artefacts.begin(), artefacts.end(),
                            [&](const Artefact& one) { return one.type == options.type; });
  if (found == artefacts.end()) {
    artefacts.emplace_back().type = options.type;
    found = artefacts.end() - 1;
  }
  if (auto applied = apply_options(options, *ground, *found); !applied) return report_error(applied.error());
  return keep(*ground, std::move(governance), chain.kept.revision, "", options);
}

int run_governance_countersign(const GovernanceSignCommand& options) {
  auto ground = governance_ground(options);
  if (!ground) return report_error(ground.error());
  GovernedChain& chain = ground->chains.front();
  if (!ground->store) {
    return report_error({ErrorCode::kNotFound, "there is no store, so nothing to sign"});
  }
  const RecordCaller caller = governance_caller(options);
  if (options.year != 0) {
    const auto plan = countersign_work_plan(*ground->store, chain.chain->id, options.year, options.expected,
                                            options.region, caller);
    if (!plan) return report_error(plan.error());
    return write_output(options.out, work_plan_text(*plan, ground->day, options));
  }
  auto kept =
      countersign_governance(*ground->store, chain.chain->id, options.expected, options.region, caller);
  if (!kept) return report_error(kept.error());
  chain.kept = std::move(*kept);
  return write_output(options.out, governance_text(*ground, chain, options));
}

int run_governance_dictionaries(const GovernanceFilesCommand& options) {
  auto store = open_store(options.address, options.file.empty());
  if (!store) return report_error(store.error());
  const RecordCaller caller = governance_caller(options);
  if (!options.file.empty()) {
    if (auto kept = keep_dictionaries(*store, options.file, caller); !kept) return report_error(kept.error());
  }
  const auto kept = list_dictionaries(*store, caller);
  if (!kept) return report_error(kept.error());
  std::vector<Dictionary> dictionaries;
  for (const KeptDictionary& one : *kept) dictionaries.push_back(one.dictionary);
  return write_output(options.out, dictionaries_text(dictionaries, options));
}

int run_governance_types(const GovernanceFilesCommand& options) {
  auto store = open_store(options.address, options.file.empty());
  if (!store) return report_error(store.error());
  const RecordCaller caller = governance_caller(options);
  if (!options.file.empty()) {
    if (auto kept = keep_artefact_types(*store, options.file, caller); !kept)
      return report_error(kept.error());
  }
  const auto types = stored_artefact_types(*store, caller);
  if (!types) return report_error(types.error());
  return write_output(options.out, artefact_types_text(*types, options));
}

}  // namespace tenon
