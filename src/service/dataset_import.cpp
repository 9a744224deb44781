#include "service/dataset_import.h"

#include <chrono>
#include <utility>
#include <vector>

#include "exchange/dataset_reader.h"
#include "exchange/dataset_writer.h"
#include "service/audit_json.h"
#include "service/dataset_rows.h"

namespace tenon {
namespace {

struct Stored {
  std::int64_t version = 0;
  StoredFiles files;
};

// Nothing for a dataset that is new.
Result<Stored> stored_of(Database& database, const std::string& name) {
  const auto found = find_dataset(database, name);
  if (!found) {
    if (found.error().code == ErrorCode::kNotFound) return Stored{};
    return found.error();
  }
  auto files = read_version(database, name, found->newest_version);
  if (!files) return files.error();
  return Stored{found->newest_version, std::move(*files)};
}

FileChanges changes_to(const StoredFiles& before, const DatasetTexts& after) {
  static const std::vector<PlacedRow> kNone;
  FileChanges changes;
  for (const auto& [file, rows] : before) {
    if (!after.contains(file)) changes[file] = changes_of_rows(rows, {}, dataset_row_key(file, {}));
  }
  for (const auto& [file, text] : after) {
    const std::vector<std::string_view> records = csv_records(text);
    const auto old = before.find(file);
    changes[file] = changes_of_rows(old == before.end() ? kNone : old->second, records,
                                    dataset_row_key(file, records.empty() ? "" : records.front()));
  }
  return changes;
}

std::string json_text(const std::string& text) {
  std::string json;
  write_json_text(json, text);
  return json;
}

// Supplies of firms are part of every dataset.
AuditEvent restricted_event(const ImportNote& note, const std::string& action, const std::string& dataset,
                            std::string detail) {
  AuditEvent event = event_of(note.actor, note.time, action, "dataset", dataset, std::move(detail));
  event.classification = Classification::kRestricted;
  return event;
}

VersionNote version_note(const ImportNote& note) {
  return {note.actor.user_id,
          std::chrono::duration_cast<std::chrono::seconds>(note.time.time_since_epoch()).count(), note.source,
          note.reason};
}

// What changed, for the audit entry.
std::string detail_of(std::int64_t before, std::int64_t after, const FileChanges& changes,
                      const ImportNote& note) {
  RowCounts sum;
  for (const auto& [file, of_file] : changes) {
    sum.added += of_file.counts.added;
    sum.changed += of_file.counts.changed;
    sum.removed += of_file.counts.removed;
    sum.moved += of_file.counts.moved;
  }
  const auto number = [](const char* key, std::size_t value) {
    return std::string(",\"") + key + "\":" + std::to_string(value);
  };
  return "{\"version_before\":" + std::to_string(before) + ",\"version\":" + std::to_string(after) +
         number("added", sum.added) + number("changed", sum.changed) + number("removed", sum.removed) +
         number("moved", sum.moved) + ",\"source\":" + json_text(note.source) +
         ",\"reason\":" + json_text(note.reason) + "}";
}

}  // namespace

Result<ImportReport> import_dataset(Database& database, const std::string& name, const Dataset& dataset,
                                    const ImportOptions& options) {
  auto texts = format_dataset(dataset);
  if (!texts) return texts.error();
  auto stored = stored_of(database, name);
  if (!stored) return stored.error();
  if (options.expected && *options.expected != stored->version) {
    return Error{ErrorCode::kConflict, "the dataset '" + name + "' is at version " +
                                           std::to_string(stored->version) + ", not at " +
                                           std::to_string(*options.expected) + " any more"};
  }
  ImportReport report;
  report.dataset = name;
  report.before = report.after = stored->version;
  const FileChanges changes = changes_to(stored->files, *texts);
  for (const auto& [file, of_file] : changes) {
    report.files[file] = of_file.counts;
    report.is_changed = report.is_changed || !of_file.is_none();
  }
  if (!report.is_changed || options.is_dry_run) return report;
  const std::string detail = detail_of(stored->version, stored->version + 1, changes, options.note);
  auto added = add_version(database, name, stored->version, changes, version_note(options.note),
                           audit_step(restricted_event(options.note, "dataset.import", name, detail)));
  if (!added) return added.error();
  report.after = *added;
  return report;
}

Result<ImportReport> import_dataset_folder(Database& database, const std::string& name,
                                           const std::string& folder, const ImportOptions& options) {
  auto read = read_dataset(folder);
  if (!read) return read.error();
  auto report = import_dataset(database, name, read->dataset, options);
  if (report) report->warnings = std::move(read->faults);
  return report;
}

Result<Dataset> load_dataset(Database& database, const std::string& name, std::int64_t version,
                             const Actor& actor, UtcTime time, const std::string& action) {
  auto files = read_version(database, name, version);
  if (!files) return files.error();
  auto logged = log_dataset_read(database, name, version, actor, time, action);
  if (!logged) return logged.error();
  return dataset_of_rows(name, *files);
}

Result<Dataset> read_dataset_version(Database& database, const std::string& name, std::int64_t version) {
  auto files = read_version(database, name, version);
  if (!files) return files.error();
  return dataset_of_rows(name, *files);
}

Result<void> log_dataset_read(Database& database, const std::string& name, std::int64_t version,
                              const Actor& actor, UtcTime time, const std::string& action) {
  const std::string detail =
      version == 0 ? "{\"version\":\"newest\"}" : "{\"version\":" + std::to_string(version) + "}";
  return log_audit(database, restricted_event({actor, time, "", ""}, action, name, detail));
}

Result<std::int64_t> undo_import(Database& database, const std::string& name,
                                 std::optional<std::int64_t> older, const ImportNote& note) {
  const auto found = find_dataset(database, name);
  if (!found) return found.error();
  const std::int64_t back_to = older.value_or(found->newest_version - 1);
  if (back_to < 1) {
    return Error{ErrorCode::kInvalidArgument,
                 "the dataset '" + name + "' has no version before its first to go back to"};
  }
  const std::string detail = "{\"version_before\":" + std::to_string(found->newest_version) +
                             ",\"restores\":" + std::to_string(back_to) +
                             ",\"reason\":" + json_text(note.reason) + "}";
  return restore_version(database, name, found->newest_version, back_to, version_note(note),
                         audit_step(restricted_event(note, "dataset.import", name, detail)));
}

}  // namespace tenon
