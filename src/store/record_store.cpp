#include "store/record_store.h"

#include <soci/soci.h>

#include <algorithm>
#include <utility>

#include "store/next_id.h"

namespace tenon {
namespace {

constexpr const char* kRecordColumns =
    "id, kind, record_key, organisation_id, region_code, classification, name, revision, is_archived, "
    "created_at, updated_at";

RecordRow record_of(const soci::row& row) {
  RecordRow one;
  one.id = row.get<long long>(0);
  one.kind = row.get<std::string>(1);
  if (row.get_indicator(2) != soci::i_null) one.key = row.get<std::string>(2);
  one.organisation_id = row.get<std::string>(3);
  one.region_code = row.get<std::string>(4);
  one.classification = row.get<std::string>(5);
  one.name = row.get<std::string>(6);
  one.revision = row.get<long long>(7);
  one.is_archived = row.get<long long>(8) != 0;
  one.created_at = row.get<long long>(9);
  one.updated_at = row.get<long long>(10);
  return one;
}

// The two databases fold letters differently beyond ASCII, so it is done here.
std::string folded(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// A pattern of LIKE with '!' as escape.
std::string escaped(const std::string& text) {
  std::string pattern;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return pattern;
}

Error no_record(std::int64_t id) {
  return {ErrorCode::kNotFound, "there is no record " + std::to_string(id)};
}

// The record, if its newest revision is `expected`.
Result<RecordRow> expected_record(Connection& connection, std::int64_t id, std::int64_t expected) {
  auto record = find_record(connection, id);
  if (!record) return no_record(id);
  if (record->revision == expected) return std::move(*record);
  return Error{ErrorCode::kConflict,
               "record " + std::to_string(id) + " has changed: its newest revision is " +
                   std::to_string(record->revision) + ", not " + std::to_string(expected)};
}

void write_revision(soci::session& session, std::int64_t id, std::int64_t number, const RevisionRow& revision,
                    std::span<const RecordLink> links) {
  const auto record = static_cast<long long>(id);
  const auto own = static_cast<long long>(number);
  const auto at = static_cast<long long>(revision.made_at);
  auto restores = static_cast<long long>(revision.restores.value_or(0));
  soci::indicator restores_any = revision.restores ? soci::i_ok : soci::i_null;
  session
      << "INSERT INTO record_revisions (record_id, revision, name, text, made_at, made_by, note, restores) "
         "VALUES (:record, :revision, :name, :text, :at, :by, :note, :restores)",
      soci::use(record), soci::use(own), soci::use(revision.name), soci::use(revision.text), soci::use(at),
      soci::use(revision.made_by), soci::use(revision.note), soci::use(restores, restores_any);
  long long position = 0;
  for (const RecordLink& link : links) {
    ++position;
    const auto version = static_cast<long long>(link.target_version);
    session << "INSERT INTO record_links (record_id, revision, position, role, target_kind, target_id, "
               "target_version) VALUES (:record, :revision, :position, :role, :kind, :target, :version)",
        soci::use(record), soci::use(own), soci::use(position), soci::use(link.role),
        soci::use(link.target_kind), soci::use(link.target_id), soci::use(version);
  }
}

RevisionRow revision_of(const soci::row& row, bool with_text) {
  RevisionRow one;
  one.revision = row.get<long long>(0);
  one.name = row.get<std::string>(1);
  one.made_at = row.get<long long>(2);
  one.made_by = row.get<std::string>(3);
  one.note = row.get<std::string>(4);
  if (row.get_indicator(5) != soci::i_null) one.restores = row.get<long long>(5);
  if (with_text) one.text = row.get<std::string>(6);
  return one;
}

}  // namespace

Result<RecordRow> add_record(Connection& connection, RecordRow record, const RevisionRow& first,
                             std::span<const RecordLink> links) {
  soci::session& session = connection.session();
  if (record.key && find_record_of(connection, record.kind, *record.key)) {
    return Error{ErrorCode::kConflict,
                 "there is a record of kind " + record.kind + " for '" + *record.key + "' already"};
  }
  const long long id = next_id(connection, "records");
  record.id = id;
  record.revision = 1;
  record.name = first.name;
  record.created_at = first.made_at;
  record.updated_at = first.made_at;
  std::string key = record.key.value_or("");
  soci::indicator key_any = record.key ? soci::i_ok : soci::i_null;
  const std::string search_name = folded(record.name);
  const long long is_archived = record.is_archived ? 1 : 0;
  const auto at = static_cast<long long>(first.made_at);
  session << "INSERT INTO records (id, kind, record_key, organisation_id, region_code, classification, name, "
             "search_name, revision, is_archived, created_at, updated_at) VALUES (:id, :kind, :key, "
             ":organisation, :region, :classification, :name, :search, 1, :archived, :created, :updated)",
      soci::use(id), soci::use(record.kind), soci::use(key, key_any), soci::use(record.organisation_id),
      soci::use(record.region_code), soci::use(record.classification), soci::use(record.name),
      soci::use(search_name), soci::use(is_archived), soci::use(at), soci::use(at);
  write_revision(session, id, 1, first, links);
  return record;
}

Result<std::int64_t> add_revision(Connection& connection, std::int64_t id, std::int64_t expected,
                                  const RevisionRow& revision, std::span<const RecordLink> links) {
  const auto record = expected_record(connection, id, expected);
  if (!record) return record.error();
  const long long number = expected + 1;
  write_revision(connection.session(), id, number, revision, links);
  const std::string search_name = folded(revision.name);
  const auto at = static_cast<long long>(revision.made_at);
  const auto own = static_cast<long long>(id);
  connection.session() << "UPDATE records SET name = :name, search_name = :search, revision = :revision, "
                          "updated_at = :at WHERE id = :id",
      soci::use(revision.name), soci::use(search_name), soci::use(number), soci::use(at), soci::use(own);
  return std::int64_t{number};
}

Result<void> set_standing(Connection& connection, std::int64_t id, std::int64_t expected,
                          const RecordStanding& standing, std::int64_t at) {
  const auto record = expected_record(connection, id, expected);
  if (!record) return record.error();
  const long long is_archived = standing.is_archived ? 1 : 0;
  const auto now = static_cast<long long>(at);
  const auto own = static_cast<long long>(id);
  connection.session() << "UPDATE records SET organisation_id = :organisation, region_code = :region, "
                          "classification = :classification, is_archived = :archived, updated_at = :at WHERE "
                          "id = :id",
      soci::use(standing.organisation_id), soci::use(standing.region_code),
      soci::use(standing.classification), soci::use(is_archived), soci::use(now), soci::use(own);
  return {};
}

std::optional<RecordRow> find_record(Connection& connection, std::int64_t id) {
  const auto own = static_cast<long long>(id);
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kRecordColumns << " FROM records WHERE id = :id",
       soci::use(own));
  for (const soci::row& row : rows) return record_of(row);
  return std::nullopt;
}

std::optional<RecordRow> find_record_of(Connection& connection, const std::string& kind,
                                        const std::string& key) {
  soci::rowset<soci::row> rows = (connection.session().prepare << "SELECT " << kRecordColumns
                                                               << " FROM records WHERE kind = :kind AND "
                                                                  "record_key = :key",
                                  soci::use(kind), soci::use(key));
  for (const soci::row& row : rows) return record_of(row);
  return std::nullopt;
}

std::optional<RevisionRow> find_revision(Connection& connection, std::int64_t id, std::int64_t revision) {
  const auto own = static_cast<long long>(id);
  const auto number = static_cast<long long>(revision);
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT revision, name, made_at, made_by, note, restores, text FROM record_revisions WHERE "
              "record_id = :id AND (revision = :revision OR :newest = 0) ORDER BY revision DESC LIMIT 1",
       soci::use(own), soci::use(number), soci::use(number));
  for (const soci::row& row : rows) return revision_of(row, true);
  return std::nullopt;
}

std::vector<RevisionRow> list_revisions(Connection& connection, std::int64_t id) {
  std::vector<RevisionRow> revisions;
  const auto own = static_cast<long long>(id);
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT revision, name, made_at, made_by, note, restores FROM "
                                       "record_revisions WHERE record_id = :id ORDER BY revision",
       soci::use(own));
  for (const soci::row& row : rows) revisions.push_back(revision_of(row, false));
  return revisions;
}

std::vector<RecordLink> links_of(Connection& connection, std::int64_t id, std::int64_t revision) {
  std::vector<RecordLink> links;
  const auto own = static_cast<long long>(id);
  const auto number = static_cast<long long>(revision);
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT role, target_kind, target_id, target_version FROM record_links "
              "WHERE record_id = :id AND revision = :revision ORDER BY position",
       soci::use(own), soci::use(number));
  for (const soci::row& row : rows) {
    links.push_back(
        {row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2), row.get<long long>(3)});
  }
  return links;
}

std::vector<RecordRow> page_of_records(Connection& connection, const RecordFilter& filter) {
  // Each condition takes its value and whether it counts at all.
  const long long any_kind = filter.kind ? 0 : 1;
  const long long any_organisation = filter.organisation_id ? 0 : 1;
  const long long any_region = filter.region_prefix ? 0 : 1;
  const long long any_name = filter.name_part ? 0 : 1;
  const long long any_archived = filter.is_archived ? 0 : 1;
  const std::string kind = filter.kind.value_or("");
  const std::string organisation = filter.organisation_id.value_or("");
  const std::string region = escaped(filter.region_prefix.value_or("")) + "%";
  const std::string name = "%" + escaped(folded(filter.name_part.value_or(""))) + "%";
  const long long archived = filter.is_archived.value_or(false) ? 1 : 0;
  const auto after = static_cast<long long>(filter.after_id);
  const auto limit = static_cast<long long>(std::min<std::size_t>(filter.limit, 1'000'000));
  std::vector<RecordRow> found;
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kRecordColumns
                                    << " FROM records WHERE id > :after AND (:any_kind = 1 OR kind = :kind) "
                                       "AND (:any_organisation = 1 "
                                       "OR organisation_id = :organisation) AND (:any_region = 1 OR "
                                       "region_code LIKE :region ESCAPE '!') "
                                       "AND (:any_name = 1 OR search_name LIKE :name ESCAPE '!') AND "
                                       "(:any_archived = 1 OR is_archived = "
                                       ":archived) ORDER BY id LIMIT :limit",
       soci::use(after), soci::use(any_kind), soci::use(kind), soci::use(any_organisation),
       soci::use(organisation), soci::use(any_region), soci::use(region), soci::use(any_name),
       soci::use(name), soci::use(any_archived), soci::use(archived), soci::use(limit));
  for (const soci::row& row : rows) found.push_back(record_of(row));
  return found;
}

std::vector<RecordReference> references_to(Connection& connection, const std::string& target_kind,
                                           const std::string& target_id, std::int64_t target_version) {
  std::vector<RecordReference> found;
  const auto version = static_cast<long long>(target_version);
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT record_id, revision, role FROM record_links WHERE target_kind = :kind AND target_id = "
              ":target AND (:any = 0 OR target_version = :version) ORDER BY record_id, revision, position",
       soci::use(target_kind), soci::use(target_id), soci::use(version), soci::use(version));
  for (const soci::row& row : rows)
    found.push_back({row.get<long long>(0), row.get<long long>(1), row.get<std::string>(2)});
  return found;
}

}  // namespace tenon
