// Where requests for approval are kept, as plain rows. Rules as of account_store.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"

namespace tenon {

struct ApprovalRow {
  std::string id;
  std::string action;
  std::string asker;
  std::string asker_scope_organisation;
  std::string asker_scope_region;
  std::string asker_clearance;
  std::string object_organisation;
  std::string object_region;
  std::string object_classification;
  std::string object_kind;
  std::string object_id;
  std::string content_hash;
  std::string content;
  std::string reason;
  std::int64_t asked_us = 0;
  std::string decision;  // "none": open, or expired
  std::string decided_by;
  std::string comment;
  std::optional<std::int64_t> decided_us;
  std::optional<std::int64_t> used_us;

  bool operator==(const ApprovalRow&) const = default;
};

void add_approval(Connection& connection, const ApprovalRow& row);
// Decision, by whom, comment, times of decision and use; the rest stays.
void change_approval(Connection& connection, const ApprovalRow& row);
std::optional<ApprovalRow> find_approval_row(Connection& connection, const std::string& id);
// Without a decision, asked at or after this time; the oldest first.
std::vector<ApprovalRow> list_open_approval_rows(Connection& connection, std::int64_t asked_from_us);
// The newest first.
std::vector<ApprovalRow> list_approval_rows_of(Connection& connection, const std::string& asker,
                                               std::size_t most);

}  // namespace tenon
