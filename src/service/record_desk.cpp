#include "service/record_desk.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "service/record_file.h"
#include "store/dataset_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

constexpr std::array<RecordKindInfo, 10> kKinds = {{
    {"scenario", Permission::kScenarioRead, Permission::kScenarioRun, {"情景", "Scenario"}},
    {"run", Permission::kScenarioRead, Permission::kScenarioRun, {"模拟结果", "Run"}},
    {"plan", Permission::kBackupRead, Permission::kBackupPlan, {"备份方案", "Backup plan"}},
    {"drill", Permission::kBackupRead, Permission::kBackupDrill, {"演练记录", "Drill"}},
    {"brief", Permission::kBriefRead, Permission::kBriefWrite, {"专报", "Brief"}},
    {"backup_register", Permission::kBackupRead, Permission::kBackupPlan, {"备份登记册", "Backup register"}},
    {"governance",
     Permission::kGovernanceRead,
     Permission::kGovernanceManage,
     {"链长制", "Chain governance"}},
    {"work_plan", Permission::kGovernanceRead, Permission::kGovernanceManage, {"工作计划", "Work plan"}},
    {"dictionary", Permission::kGovernanceRead, Permission::kGovernanceManage, {"术语表", "Dictionary"}},
    {"artefact_types",
     Permission::kGovernanceRead,
     Permission::kGovernanceManage,
     {"链长制材料类型", "Kinds of artefacts"}},
}};

// Where a link to a dataset version is looked up: in a transaction of its own, for versions are never
// removed.
Result<void> check_datasets(Database& database, std::span<const RecordLink> links) {
  for (const RecordLink& link : links) {
    if (link.target_kind != "dataset") continue;
    const auto versions = list_versions(database, link.target_id);
    if (!versions) return versions.error();
    const bool is_there = link.target_version == 0 ||
                          std::any_of(versions->begin(), versions->end(), [&](const DatasetVersion& one) {
                            return one.version == link.target_version;
                          });
    if (!is_there) {
      return Error{ErrorCode::kNotFound,
                   "dataset '" + link.target_id + "' has no version " + std::to_string(link.target_version)};
    }
  }
  return {};
}

}  // namespace

std::span<const RecordKindInfo> record_kinds() {
  return kKinds;
}

const RecordKindInfo* find_record_kind(std::string_view id) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const RecordKindInfo& kind) { return kind.id == id; });
  return found == kKinds.end() ? nullptr : &*found;
}

Result<RecordRow> make_record(Database& database, const NewRecord& record, const RecordCaller& caller) {
  if (auto own = check_own_signatures(record.kind, record.text); !own) return own.error();
  if (auto known = check_datasets(database, record.links); !known) return known.error();
  return in_record_act(database, caller, record.kind, "make",
                       [&](Connection& connection) { return put_new_record(connection, record, caller); });
}

Result<RecordRow> change_record(Database& database, std::int64_t id, std::int64_t expected,
                                const RecordChange& change, const RecordCaller& caller) {
  if (auto known = check_datasets(database, change.links); !known) return known.error();
  return in_record_act(database, caller, std::to_string(id), "change",
                       [&](Connection& connection) -> Result<RecordRow> {
                         const auto record = permitted_record(connection, id, RecordAct::kChange, caller);
                         if (!record) return record.error();
                         if (auto own = check_own_signatures(record->kind, change.text); !own)
                           return own.error();
                         return put_revision(connection, *record, expected, change, {}, caller, "change");
                       });
}

Result<RecordRow> undo_record(Database& database, std::int64_t id, std::int64_t expected,
                              std::optional<std::int64_t> older, const std::string& note,
                              const RecordCaller& caller) {
  return in_record_act(
      database, caller, std::to_string(id), "undo", [&](Connection& connection) -> Result<RecordRow> {
        const auto record = permitted_record(connection, id, RecordAct::kChange, caller);
        if (!record) return record.error();
        const std::int64_t number = older.value_or(expected - 1);
        const auto revision = number > 0 ? find_revision(connection, id, number) : std::nullopt;
        if (!revision || number >= expected) {
          return Error{ErrorCode::kNotFound, "record " + std::to_string(id) + " has no revision " +
                                                 std::to_string(number) + " to go back to"};
        }
        const RecordChange change{revision->name, revision->text, note, links_of(connection, id, number)};
        return put_revision(connection, *record, expected, change, number, caller, "undo");
      });
}

Result<RecordRow> archive_record(Database& database, std::int64_t id, std::int64_t expected, bool is_archived,
                                 const RecordCaller& caller) {
  const char* act = is_archived ? "archive" : "bring back";
  return in_record_act(database, caller, std::to_string(id), act,
                       [&](Connection& connection) -> Result<RecordRow> {
                         const auto record = permitted_record(connection, id, RecordAct::kChange, caller);
                         if (!record) return record.error();
                         const RecordStanding standing{record->organisation_id, record->region_code,
                                                       record->classification, is_archived};
                         return put_standing(connection, *record, expected, standing, caller, act);
                       });
}

Result<RecordRow> classify_record(Database& database, std::int64_t id, std::int64_t expected,
                                  Classification classification, const RecordCaller& caller) {
  return in_record_act(
      database, caller, std::to_string(id), "classify", [&](Connection& connection) -> Result<RecordRow> {
        const auto record = permitted_record(connection, id, RecordAct::kChange, caller);
        if (!record) return record.error();
        const RecordStanding standing{record->organisation_id, record->region_code,
                                      std::string(id_of(classification)), record->is_archived};
        return put_standing(connection, *record, expected, standing, caller, "classify");
      });
}

namespace {

// Reads by `find` and tells the audit chain of refusals, and of what is restricted.
Result<ReadRecord> read_by(Database& database, const std::string& name, std::int64_t revision,
                           const RecordCaller& caller,
                           const std::function<std::optional<RecordRow>(Connection&)>& find) {
  std::optional<RecordRow> refused;
  auto read = in_transaction<
      ReadRecord>(database, TransactionKind::kRead, [&](Connection& connection) -> Result<ReadRecord> {
    auto record = find(connection);
    if (!record) return missing_record(name);
    if (!is_permitted(*record, RecordAct::kRead, caller)) {
      refused = std::move(record);
      return missing_record(name);
    }
    auto found = find_revision(connection, record->id, revision);
    if (!found) {
      return Error{ErrorCode::kNotFound, "record " + name + " has no revision " + std::to_string(revision)};
    }
    auto links = links_of(connection, record->id, found->revision);
    return ReadRecord{std::move(*record), std::move(*found), std::move(links)};
  });
  const bool is_told = refused || (read && read->record.classification != id_of(Classification::kPublic) &&
                                   read->record.classification != id_of(Classification::kInternal));
  if (!is_told) return read;
  const RecordRow& record = refused ? *refused : read->record;
  AuditEvent event = record_audit(record, "read", caller);
  if (refused) event.result = AuditResult::kRefused;
  if (auto logged = log_audit(database, std::move(event)); !logged) return logged.error();
  return read;
}

}  // namespace

Result<ReadRecord> read_record(Database& database, std::int64_t id, std::int64_t revision,
                               const RecordCaller& caller) {
  return read_by(database, std::to_string(id), revision, caller,
                 [&](Connection& connection) { return find_record(connection, id); });
}

Result<ReadRecord> read_record_of(Database& database, const std::string& kind, const std::string& key,
                                  const RecordCaller& caller) {
  return read_by(database, "of kind " + kind + " for '" + printable(key, 200) + "'", 0, caller,
                 [&](Connection& connection) { return find_record_of(connection, kind, key); });
}

Result<std::vector<RevisionRow>> record_history(Database& database, std::int64_t id,
                                                const RecordCaller& caller) {
  return in_transaction<std::vector<RevisionRow>>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::vector<RevisionRow>> {
        const auto record = find_record(connection, id);
        if (!record || !is_permitted(*record, RecordAct::kRead, caller))
          return missing_record(std::to_string(id));
        return list_revisions(connection, id);
      });
}

Result<RecordPage> list_records(Database& database, const RecordFilter& filter, const RecordCaller& caller) {
  return in_transaction<RecordPage>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<RecordPage> {
        RecordPage page;
        if (filter.limit == 0) return page;
        RecordFilter next = filter;
        if (!next.is_archived) next.is_archived = false;
        constexpr std::size_t kLeast = 100;  // rows at once, for who sees few of them
        next.limit = std::max(filter.limit + 1, kLeast);
        while (true) {
          const std::vector<RecordRow> rows = page_of_records(connection, next);
          for (const RecordRow& row : rows) {
            if (!is_permitted(row, RecordAct::kRead, caller)) continue;
            if (page.records.size() == filter.limit) {
              page.next = page.records.back().id;
              return page;
            }
            page.records.push_back(row);
          }
          if (rows.size() < next.limit) return page;
          next.after_id = rows.back().id;
        }
      });
}

}  // namespace tenon
