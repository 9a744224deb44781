// Records of a store: what people make, change, take back and look up, with an entry in the audit chain in
// the same transaction. Texts are checked by kind (record_check.h) before they are kept.
//
// Whether the caller may, is the caller's business: `permits` is asked within the transaction about the
// record as it then stands. Who may not read a record is told that there is none (kNotFound), and the attempt
// is an entry. Errors: kNotFound; kConflict: somebody else was first, or the key is taken; kBadInput: the
// text is not as its kind must be, every fault named; kInvalidArgument: names, keys or links that cannot be
// kept; those of the database. Thread-safe as the database is.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/audit_log.h"
#include "service/classification.h"
#include "service/permission.h"
#include "service/wording.h"
#include "store/record_store.h"

namespace tenon {

// What records there are, and which permission is for reading and which for changing them.
struct RecordKindInfo {
  std::string_view id;
  Permission read;
  Permission change;
  Wording wording;
};
// scenario, run, plan, drill, brief, backup_register, governance, work_plan, dictionary, artefact_types.
std::span<const RecordKindInfo> record_kinds();
// nullptr: no such kind.
const RecordKindInfo* find_record_kind(std::string_view id);

enum class RecordAct { kRead, kMake, kChange, kCountersign };

struct RecordCaller {
  Actor account;
  UtcTime time;
  // Without one everything is permitted: for the platform and the command line.
  std::function<bool(const RecordRow&, RecordAct)> permits;
};

struct NewRecord {
  std::string kind;
  std::optional<std::string> key;
  std::string organisation_id;
  std::string region_code;
  Classification classification = Classification::kInternal;
  std::string name;
  std::string text;
  std::string note;
  std::vector<RecordLink> links;
};

struct RecordChange {
  std::string name;  // empty: as before
  std::string text;
  std::string note;
  std::vector<RecordLink> links;
};

Result<RecordRow> make_record(Database& database, const NewRecord& record, const RecordCaller& caller);

// The next revision. `expected`: the newest revision that the caller saw.
Result<RecordRow> change_record(Database& database, std::int64_t id, std::int64_t expected,
                                const RecordChange& change, const RecordCaller& caller);

// A new revision with name, text and links of an older one; `older` absent: of the one before the newest.
Result<RecordRow> undo_record(Database& database, std::int64_t id, std::int64_t expected,
                              std::optional<std::int64_t> older, const std::string& note,
                              const RecordCaller& caller);

// Archived records are not changed, and lists leave them out unless asked for.
Result<RecordRow> archive_record(Database& database, std::int64_t id, std::int64_t expected, bool is_archived,
                                 const RecordCaller& caller);

Result<RecordRow> classify_record(Database& database, std::int64_t id, std::int64_t expected,
                                  Classification classification, const RecordCaller& caller);

struct ReadRecord {
  RecordRow record;
  RevisionRow revision;
  std::vector<RecordLink> links;
};
// Revision 0: the newest. Reading what is restricted or above is told in the audit chain.
Result<ReadRecord> read_record(Database& database, std::int64_t id, std::int64_t revision,
                               const RecordCaller& caller);
Result<ReadRecord> read_record_of(Database& database, const std::string& kind, const std::string& key,
                                  const RecordCaller& caller);

// All revisions, oldest first, without texts.
Result<std::vector<RevisionRow>> record_history(Database& database, std::int64_t id,
                                                const RecordCaller& caller);

struct RecordPage {
  std::vector<RecordRow> records;    // that the caller may read, by id, at most filter.limit
  std::optional<std::int64_t> next;  // after_id of the page that follows; absent: this is the last
};
Result<RecordPage> list_records(Database& database, const RecordFilter& filter, const RecordCaller& caller);

}  // namespace tenon
