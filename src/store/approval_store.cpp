#include "store/approval_store.h"

#include <soci/soci.h>

#include "store/nullable.h"

namespace tenon {
namespace {

constexpr const char* kColumns =
    "id, action, asker, asker_scope_organisation, asker_scope_region, asker_clearance, object_organisation, "
    "object_region, object_classification, object_kind, object_id, content_hash, content, reason, asked_us, "
    "decision, decided_by, comment, decided_us, used_us";

using NullableNumber = Nullable<long long, soci::i_ok, soci::i_null>;

std::optional<std::int64_t> number_at(const soci::row& row, std::size_t column) {
  return optional_at<long long, soci::i_null>(row, column);
}

ApprovalRow approval_at(const soci::row& row) {
  ApprovalRow one;
  one.id = row.get<std::string>(0);
  one.action = row.get<std::string>(1);
  one.asker = row.get<std::string>(2);
  one.asker_scope_organisation = row.get<std::string>(3);
  one.asker_scope_region = row.get<std::string>(4);
  one.asker_clearance = row.get<std::string>(5);
  one.object_organisation = row.get<std::string>(6);
  one.object_region = row.get<std::string>(7);
  one.object_classification = row.get<std::string>(8);
  one.object_kind = row.get<std::string>(9);
  one.object_id = row.get<std::string>(10);
  one.content_hash = row.get<std::string>(11);
  one.content = row.get<std::string>(12);
  one.reason = row.get<std::string>(13);
  one.asked_us = row.get<long long>(14);
  one.decision = row.get<std::string>(15);
  one.decided_by = row.get<std::string>(16);
  one.comment = row.get<std::string>(17);
  one.decided_us = number_at(row, 18);
  one.used_us = number_at(row, 19);
  return one;
}

}  // namespace

void add_approval(Connection& connection, const ApprovalRow& row) {
  const auto asked = static_cast<long long>(row.asked_us);
  NullableNumber decided(row.decided_us);
  NullableNumber used(row.used_us);
  connection.session() << "INSERT INTO approval_requests (id, action, asker, asker_scope_organisation, "
                          "asker_scope_region, asker_clearance, object_organisation, object_region, "
                          "object_classification, object_kind, object_id, content_hash, content, reason, "
                          "asked_us, decision, decided_by, comment, decided_us, used_us) VALUES (:id, "
                          ":action, :asker, :scope_organisation, :scope_region, :clearance, :organisation, "
                          ":region, :classification, :kind, :object, :hash, :content, :reason, :asked, "
                          ":decision, :by, :comment, :decided, :used)",
      soci::use(row.id), soci::use(row.action), soci::use(row.asker), soci::use(row.asker_scope_organisation),
      soci::use(row.asker_scope_region), soci::use(row.asker_clearance), soci::use(row.object_organisation),
      soci::use(row.object_region), soci::use(row.object_classification), soci::use(row.object_kind),
      soci::use(row.object_id), soci::use(row.content_hash), soci::use(row.content), soci::use(row.reason),
      soci::use(asked), soci::use(row.decision), soci::use(row.decided_by), soci::use(row.comment),
      soci::use(decided.value, decided.indicator), soci::use(used.value, used.indicator);
}

void change_approval(Connection& connection, const ApprovalRow& row) {
  NullableNumber decided(row.decided_us);
  NullableNumber used(row.used_us);
  connection.session() << "UPDATE approval_requests SET decision = :decision, decided_by = :by, comment = "
                          ":comment, decided_us = :decided, used_us = :used WHERE id = :id",
      soci::use(row.decision), soci::use(row.decided_by), soci::use(row.comment),
      soci::use(decided.value, decided.indicator), soci::use(used.value, used.indicator), soci::use(row.id);
}

std::optional<ApprovalRow> find_approval_row(Connection& connection, const std::string& id) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kColumns << " FROM approval_requests WHERE id = :id",
       soci::use(id));
  for (const soci::row& row : rows) return approval_at(row);
  return std::nullopt;
}

std::vector<ApprovalRow> list_open_approval_rows(Connection& connection, std::int64_t asked_from_us) {
  const auto from = static_cast<long long>(asked_from_us);
  std::vector<ApprovalRow> found;
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT " << kColumns
           << " FROM approval_requests WHERE decision = 'none' AND asked_us >= :from ORDER BY asked_us, id",
       soci::use(from));
  for (const soci::row& row : rows) found.push_back(approval_at(row));
  return found;
}

std::vector<ApprovalRow> list_approval_rows_of(Connection& connection, const std::string& asker,
                                               std::size_t most) {
  const auto limit = static_cast<long long>(most);
  std::vector<ApprovalRow> found;
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT " << kColumns
           << " FROM approval_requests WHERE asker = :asker ORDER BY asked_us DESC, id LIMIT :most",
       soci::use(asker), soci::use(limit));
  for (const soci::row& row : rows) found.push_back(approval_at(row));
  return found;
}

}  // namespace tenon
