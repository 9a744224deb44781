#include "service/process_shelf.h"

#include <algorithm>
#include <set>

#include "exchange/process_type_reader.h"
#include "process/process_type_check.h"
#include "store/case_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

std::string version_name(const std::string& id, std::int64_t version) {
  return "process type '" + id + "'" + (version == 0 ? "" : ", version " + std::to_string(version));
}

Result<process::ProcessType> type_of(const ProcessTypeRow& row) {
  FaultList faults;
  auto type = parse_process_type(version_name(row.id, row.version), row.text, faults);
  if (!type) return Error{ErrorCode::kBadInput, faults.to_string()};
  return std::move(*type);
}

// The newest of each as it would be with `added`.
Result<std::vector<process::ProcessType>> newest_with(Connection& connection,
                                                      const std::vector<process::ProcessType>& added) {
  std::map<std::string, process::ProcessType> newest;
  for (const ProcessTypeRow& row : list_process_types(connection)) {
    auto type = type_of(row);
    if (!type) return type.error();
    newest.emplace(row.id, std::move(*type));
  }
  for (const process::ProcessType& type : added) {
    const auto kept = newest.find(type.id);
    if (kept == newest.end() || kept->second.version <= type.version) newest.insert_or_assign(type.id, type);
  }
  std::vector<process::ProcessType> types;
  for (auto& [id, type] : newest) types.push_back(std::move(type));
  return types;
}

}  // namespace

Result<const process::ProcessType*> stored_process_type(Connection& connection, ProcessShelf& shelf,
                                                        const std::string& id, std::int64_t version) {
  if (const auto known = shelf.find({id, version}); known != shelf.end()) return &known->second;
  const auto row = find_process_type(connection, id, version);
  if (!row) return Error{ErrorCode::kNotFound, "the store has no " + version_name(id, version)};
  auto type = type_of(*row);
  if (!type) return type.error();
  return &shelf.emplace(std::pair(id, version), std::move(*type)).first->second;
}

Result<std::optional<std::vector<process::ProcessType>>> keep_process_types(
    Database& database, std::span<const ProcessTypeText> texts, const Actor& actor, UtcTime time,
    FaultList& faults) {
  using Types = std::optional<std::vector<process::ProcessType>>;
  std::vector<process::ProcessType> types;
  for (const ProcessTypeText& text : texts) {
    if (auto type = parse_process_type(text.file, text.text, faults)) types.push_back(std::move(*type));
  }
  if (faults.has_errors()) return Types();
  return in_transaction<Types>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<Types> {
        const auto newest = newest_with(connection, types);
        if (!newest) return newest.error();
        process::check_process_types(*newest, faults);
        if (faults.has_errors()) return Types();
        for (std::size_t k = 0; k < types.size(); ++k) {
          const process::ProcessType& type = types[k];
          if (auto kept = put_process_type(connection, type.id, type.version, texts[k].text); !kept)
            return kept.error();
          const auto logged =
              audit_step(event_of(actor, time, "case.define", "process_type", type.id,
                                  "{\"version\":" + std::to_string(type.version) + "}"))(connection);
          if (!logged) return logged.error();
        }
        return Types(types);
      });
}

Result<std::vector<process::ProcessType>> list_stored_process_types(Database& database) {
  return in_transaction<std::vector<process::ProcessType>>(
      database, TransactionKind::kRead, [](Connection& connection) { return newest_with(connection, {}); });
}

std::vector<std::string> permissions_of(const process::ProcessType& type) {
  std::set<std::string> permissions;
  const auto add = [&](const process::Access& access) {
    if (!access.permission.empty()) permissions.insert(access.permission);
  };
  for (const process::Access* access : {&type.see, &type.open.who, &type.fill, &type.assign, &type.comment})
    add(*access);
  for (const process::Transition& transition : type.transitions) {
    add(transition.who);
    if (transition.countersign) add(transition.countersign->who);
    if (transition.approved_by) add(*transition.approved_by);
  }
  for (const process::Field& field : type.fields) {
    if (field.filled_by) add(*field.filled_by);
  }
  for (const process::EntryKind& entry : type.entries) add(entry.who);
  return {permissions.begin(), permissions.end()};
}

}  // namespace tenon
