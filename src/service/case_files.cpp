#include "service/case_files.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "process/case_view.h"
#include "service/case_file.h"
#include "store/transaction.h"

namespace tenon {
namespace {

using process::FieldMap;
using process::FieldValue;
using process::FileReference;

void add_files_of(const process::FieldValues& values, std::vector<FileReference>& files) {
  for (const FieldValue& value : values) {
    if (const auto* file = std::get_if<FileReference>(&value)) files.push_back(*file);
  }
}

void add_files_of(const FieldMap& fields, std::vector<FileReference>& files) {
  for (const auto& [field, values] : fields) add_files_of(values, files);
}

std::vector<FileReference> files_of(const process::Command& command) {
  std::vector<FileReference> files;
  if (const auto* act = std::get_if<process::command::Act>(&command)) add_files_of(act->fields, files);
  if (const auto* fill = std::get_if<process::command::Fill>(&command)) add_files_of(fill->fields, files);
  if (const auto* entry = std::get_if<process::command::AddEntry>(&command))
    add_files_of(entry->fields, files);
  if (const auto* attach = std::get_if<process::command::Attach>(&command)) files.push_back(attach->file);
  return files;
}

// Keeps the bytes of the files that are named, and that the case needs them.
Result<void> keep_named(Connection& connection, const std::string& id,
                        const std::vector<FileReference>& named, std::span<const NewFile> files,
                        UtcTime time) {
  for (const FileReference& reference : named) {
    const auto given = std::find_if(files.begin(), files.end(), [&](const NewFile& file) {
      return file.bytes.size() == reference.size_bytes && file_digest(file.bytes) == reference.digest;
    });
    if (given != files.end()) {
      if (auto kept = put_file_bytes(connection, given->bytes, time); !kept) return kept.error();
    } else {
      const auto kept = find_file(connection, reference.digest);
      if (!kept || std::cmp_not_equal(kept->size_bytes, reference.size_bytes)) {
        return Error{ErrorCode::kInvalidArgument, "file '" + reference.name + "' (" + reference.digest +
                                                      "): its bytes were not given and are not in the store"};
      }
    }
    if (auto held = add_file_reference(connection, reference.digest, {"case", id}); !held) return held;
  }
  return {};
}

Result<void> check_sizes(std::span<const NewFile> files) {
  for (const NewFile& file : files) {
    if (file.bytes.size() > kMostFileBytes) {
      return Error{ErrorCode::kTooLarge, "file '" + file.name + "' has " + std::to_string(file.bytes.size()) +
                                             " bytes: the store takes " + std::to_string(kMostFileBytes) +
                                             " at most"};
    }
  }
  return {};
}

}  // namespace

std::vector<FileReference> files_named_by(const process::Case& c) {
  std::vector<FileReference> files;
  for (const process::Attachment& attachment : c.attachments) files.push_back(attachment.file);
  add_files_of(c.fields, files);
  for (const process::CaseEntry& entry : c.entries) add_files_of(entry.fields, files);
  for (const process::EventRecord& record : c.history) {
    if (const auto* filled = std::get_if<process::event::FieldFilled>(&record.event))
      add_files_of(filled->values, files);
  }
  std::vector<FileReference> once;
  for (FileReference& file : files) {
    if (std::find(once.begin(), once.end(), file) == once.end()) once.push_back(std::move(file));
  }
  return once;
}

FileReference reference_of(const NewFile& file) {
  return {file.name, file.bytes.size(), file_digest(file.bytes)};
}

Result<CaseOutcome> act_with_files(Database& database, const std::string& id, const process::Command& command,
                                   std::span<const NewFile> files, const CaseCaller& caller,
                                   std::optional<std::uint64_t> expected) {
  if (auto fits = check_sizes(files); !fits) return fits.error();
  return act_on_case(database, id, command, caller, expected, [&](Connection& connection) {
    return keep_named(connection, id, files_of(command), files, caller.time);
  });
}

Result<CaseOutcome> open_with_files(Database& database, const std::string& type,
                                    const process::command::Open& command, std::span<const NewFile> files,
                                    const CaseCaller& caller) {
  if (auto fits = check_sizes(files); !fits) return fits.error();
  return open_case(database, type, command, caller, [&](Connection& connection) {
    std::vector<FileReference> named;
    add_files_of(command.fields, named);
    return keep_named(connection, command.case_id, named, files, caller.time);
  });
}

Result<CaseOutcome> attach_file(Database& database, const std::string& id, const NewFile& file,
                                const CaseCaller& caller, std::optional<std::uint64_t> expected) {
  if (auto fits = check_sizes(std::span(&file, 1)); !fits) return fits.error();
  return act_with_files(database, id, process::command::Attach{reference_of(file)}, std::span(&file, 1),
                        caller, expected);
}

Result<CaseOutcome> add_case_entry(Database& database, const std::string& id,
                                   const process::command::AddEntry& entry, std::span<const NewFile> files,
                                   const CaseCaller& caller, std::optional<std::uint64_t> expected) {
  return act_with_files(database, id, entry, files, caller, expected);
}

Result<NewFile> read_case_file(Database& database, const std::string& id, const std::string& digest,
                               const CaseCaller& caller) {
  bool is_refused = false;
  auto file = in_transaction<NewFile>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<NewFile> {
        ProcessShelf shelf;
        const auto kept = fetch_case(connection, shelf, id);
        if (!kept) return kept.error();
        const process::Actor actor = case_actor(caller, *kept->type, kept->c);
        if (!process::may_see(*kept->type, kept->c, actor)) {
          is_refused = true;
          return missing_case(id);
        }
        const auto named = files_named_by(process::visible_case(*kept->type, kept->c, actor));
        const auto found = std::find_if(named.begin(), named.end(),
                                        [&](const FileReference& one) { return one.digest == digest; });
        if (found == named.end()) {
          is_refused = true;
          return Error{ErrorCode::kNotFound, "case '" + id + "' has no file " + digest};
        }
        auto bytes = file_bytes(connection, digest);
        if (!bytes) return bytes.error();
        return NewFile{found->name, std::move(*bytes)};
      });
  if (!file && !is_refused) return file;
  const auto logged =
      log_audit(database, case_audit(caller, {"case.read", "read file", digest}, id,
                                     is_refused ? AuditResult::kRefused : AuditResult::kDone, ""));
  if (!logged) return logged.error();
  return file;
}

}  // namespace tenon
