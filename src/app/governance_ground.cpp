#include "app/governance_ground.h"

#include <algorithm>
#include <utility>

#include "app/dataset_source.h"
#include "app/option_values.h"
#include "base/file.h"
#include "exchange/governance_reader.h"
#include "service/dataset_names.h"

namespace tenon {
namespace {

// The store, where there is one: what has never been kept is no error, unless the store was named.
Result<std::optional<Database>> store_if_any(const std::string& address) {
  auto store = open_store(address, true);
  if (store) return std::optional<Database>(std::move(*store));
  if (store.error().code == ErrorCode::kNotFound && address.empty()) return std::optional<Database>();
  return store.error();
}

Result<GovernedChain> governed(GovernanceGround& ground, const Chain& chain, const RecordCaller& caller) {
  GovernedChain one;
  one.chain = &chain;
  one.kept.governance = default_governance(ground.dataset, chain);
  if (!ground.store) return one;
  auto kept = read_governance(*ground.store, chain.id, caller);
  if (kept) {
    one.kept = std::move(*kept);
  } else if (kept.error().code != ErrorCode::kNotFound) {
    return kept.error();
  }
  auto plan = read_work_plan(*ground.store, chain.id, 0, caller);
  if (plan) {
    one.plan = std::move(*plan);
  } else if (plan.error().code != ErrorCode::kNotFound) {
    return plan.error();
  }
  return one;
}

}  // namespace

RecordCaller governance_caller(const GovernanceOptions& options) {
  return {command_line_actor(options.by), now_utc(), {}};
}

Result<ArtefactTypes> artefact_types_from(const std::string& path) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  FaultList faults;
  auto types = parse_artefact_types(path, file->bytes(), faults);
  if (!types) return Error{ErrorCode::kBadInput, faults.to_string()};
  return std::move(*types);
}

Result<GovernanceGround> governance_ground(const GovernanceOptions& options) {
  GovernanceGround ground;
  const auto day = day_of(options.on, "--on", today());
  if (!day) return day.error();
  ground.day = *day;
  auto dataset = read_dataset_source(options.dataset);
  if (!dataset) return dataset.error();
  ground.dataset = std::move(dataset->dataset);
  auto store = store_if_any(options.address);
  if (!store) return store.error();
  ground.store = std::move(*store);
  const RecordCaller caller = governance_caller(options);
  Result<ArtefactTypes> types = Error{ErrorCode::kNotFound, ""};
  if (ground.store) types = stored_artefact_types(*ground.store, caller);
  if (!types && types.error().code == ErrorCode::kNotFound) types = artefact_types_from(options.artefacts);
  if (!types) return types.error();
  ground.types = std::move(*types);
  const auto wanted = chain_id(ground.dataset, options.chain);
  if (!wanted) return wanted.error();
  for (std::size_t k = 0; k < ground.dataset.chains.size(); ++k) {
    if (*wanted && (*wanted)->index() != k) continue;
    auto one = governed(ground, ground.dataset.chains[k], caller);
    if (!one) return one.error();
    ground.chains.push_back(std::move(*one));
  }
  return ground;
}

}  // namespace tenon
