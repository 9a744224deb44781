// Records: texts that people make and change, each with all its revisions: scenarios, runs, plans, drills,
// the governance of chains. What the texts say is the service's business (service/record_desk.h).
//
// Invariants: revisions of a record are numbered 1, 2, 3, ...; none is ever changed or removed; the record
// has name and number of the newest. No two records of a kind have the same key.
//
// All functions work within a transaction of the caller, those that change something within a write
// transaction. Where the database refuses they throw, and run_transaction() makes an Error of it. Texts hold
// no U+0000. Times are seconds since 1970-01-01 UTC.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

struct RecordRow {
  std::int64_t id = 0;
  std::string kind;                // "scenario", "run", "plan", ...
  std::optional<std::string> key;  // what it is about, where there is one record of it: a chain's id
  std::string organisation_id;
  std::string region_code;
  std::string classification;  // as id_of(Classification) has it
  std::string name;            // of the newest revision
  std::int64_t revision = 0;   // the newest
  bool is_archived = false;
  std::int64_t created_at = 0;
  std::int64_t updated_at = 0;

  bool operator==(const RecordRow&) const = default;
};

struct RevisionRow {
  std::int64_t revision = 0;
  std::string name;
  std::string text;
  std::int64_t made_at = 0;
  std::string made_by;
  std::string note;                      // why
  std::optional<std::int64_t> restores;  // the revision that it brings back

  bool operator==(const RevisionRow&) const = default;
};

// What a revision refers to.
struct RecordLink {
  std::string role;                 // "scenario", "dataset", "plan", "file", ...
  std::string target_kind;          // "record", "dataset", "file", "case"
  std::string target_id;            // id of the record or case, name of the dataset, digest of the file
  std::int64_t target_version = 0;  // revision of the record, version of the dataset; 0: none

  bool operator==(const RecordLink&) const = default;
};

// Gives the record an id and keeps the first revision; id, revision and times of `record` and the number of
// `first` are set here. kConflict: another record of the kind has the key.
Result<RecordRow> add_record(Connection& connection, RecordRow record, const RevisionRow& first,
                             std::span<const RecordLink> links);

// The next revision; its number is set here and returned. kNotFound: no such record. kConflict: the newest
// revision is not `expected`.
Result<std::int64_t> add_revision(Connection& connection, std::int64_t id, std::int64_t expected,
                                  const RevisionRow& revision, std::span<const RecordLink> links);

// What a record has beside its revisions.
struct RecordStanding {
  std::string organisation_id;
  std::string region_code;
  std::string classification;
  bool is_archived = false;
};
// No revision comes of it. kNotFound, kConflict as above.
Result<void> set_standing(Connection& connection, std::int64_t id, std::int64_t expected,
                          const RecordStanding& standing, std::int64_t at);

std::optional<RecordRow> find_record(Connection& connection, std::int64_t id);
std::optional<RecordRow> find_record_of(Connection& connection, const std::string& kind,
                                        const std::string& key);
// Revision 0: the newest.
std::optional<RevisionRow> find_revision(Connection& connection, std::int64_t id, std::int64_t revision);
// All, oldest first, without their texts.
std::vector<RevisionRow> list_revisions(Connection& connection, std::int64_t id);
// In the order in which they were given.
std::vector<RecordLink> links_of(Connection& connection, std::int64_t id, std::int64_t revision);

// What is not set is not looked at.
struct RecordFilter {
  std::optional<std::string> kind;
  std::optional<std::string> organisation_id;
  std::optional<std::string>
      region_prefix;                     // of the code: "32" is a province with its cities, 320000 to 329999
  std::optional<std::string> name_part;  // letter case of ASCII does not count
  std::optional<bool> is_archived;
  std::int64_t after_id = 0;  // for the page that follows
  std::size_t limit = 100;
};
// By id.
std::vector<RecordRow> page_of_records(Connection& connection, const RecordFilter& filter);

// Revisions that refer to the target, by record and revision; target_version 0: to any version of it.
struct RecordReference {
  std::int64_t record_id = 0;
  std::int64_t revision = 0;
  std::string role;

  bool operator==(const RecordReference&) const = default;
};
std::vector<RecordReference> references_to(Connection& connection, const std::string& target_kind,
                                           const std::string& target_id, std::int64_t target_version);

}  // namespace tenon
