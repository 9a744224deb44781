#include "service/account_file.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "base/text.h"
#include "service/account_codec.h"
#include "service/audit_json.h"
#include "service/audit_log.h"
#include "service/encoding.h"
#include "service/first_run.h"
#include "service/secret.h"
#include "service/session.h"
#include "store/account_store.h"
#include "store/session_store.h"

namespace tenon {
namespace {

constexpr const char* kAccountFailures = "account";
constexpr const char* kAddressFailures = "address";

std::string subject_of(const char* kind, std::string_view text) {
  return to_hex(
      bytes_of(Digester(DigestKind::kSm3).add("tenon failures 1\n").add(kind).add("\n").add(text).finish()));
}

FailureRecord failures_of(Connection& connection, const char* kind, std::string_view text) {
  const auto row = find_failure_row(connection, kind, subject_of(kind, text));
  if (!row) return {};
  const std::int64_t failures = std::clamp<std::int64_t>(row->failures, 0, UINT32_MAX);
  return {static_cast<std::uint32_t>(failures), time_of(row->last_failure_us)};
}

void keep_failures(Connection& connection, const char* kind, std::string_view text,
                   const FailureRecord& record) {
  if (record.failures == 0) {
    remove_failure_row(connection, kind, subject_of(kind, text));
  } else {
    put_failure_row(connection,
                    {kind, subject_of(kind, text), record.failures, micros_of(record.last_failure)});
  }
}

Error missing(const char* what, std::string_view id) {
  return {ErrorCode::kNotFound,
          "there is no " + std::string(what) + " '" + printable(id, kLongestName) + "'"};
}

Result<Revised<Account>> revised(const AccountRow& row) {
  auto account = account_of(row);
  if (!account) return account.error();
  return Revised<Account>{std::move(*account), row.revision};
}

}  // namespace

bool is_keepable(std::string_view text, std::size_t most) {
  const bool has_control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
  return text.size() <= most && is_valid_utf8(text) && !has_control;
}

Result<void> check_text(std::string_view what, std::string_view text, std::size_t most) {
  if (is_keepable(text, most)) return {};
  return Error{ErrorCode::kInvalidArgument, std::string(what) + ": expected UTF-8 of at most " +
                                                std::to_string(most) + " bytes, without control characters"};
}

std::string made_keepable(std::string_view text) {
  return printable(text, kLongestName);
}

Result<void> check_id(std::string_view what, std::string_view id) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
  if (!id.empty() && id.size() <= 64 && id.find_first_not_of(kLetters) == std::string_view::npos) return {};
  return Error{ErrorCode::kInvalidArgument, std::string(what) + " '" + printable(id, 64) +
                                                "': expected 1 to 64 of a-z, 0-9, '-', '_', '.'"};
}

std::string new_id() {
  return to_base64url(random_bytes(12));
}

Result<Revised<Account>> account_in(Connection& connection, const std::string& id) {
  const auto row = is_keepable(id) ? find_account_row(connection, id) : std::nullopt;
  if (!row) return missing("account", id);
  return revised(*row);
}

Result<std::optional<Revised<Account>>> account_named_in(Connection& connection, std::string_view name) {
  using Found = std::optional<Revised<Account>>;
  const auto row = is_keepable(name) ? find_account_row_by_name(connection, name_key_of(name)) : std::nullopt;
  if (!row) return Found();
  auto account = revised(*row);
  if (!account) return account.error();
  return Found(std::move(*account));
}

Result<Revised<Organisation>> organisation_in(Connection& connection, const std::string& id) {
  const auto row = is_keepable(id) ? find_organisation_row(connection, id) : std::nullopt;
  if (!row) return missing("organisation", id);
  auto organisation = organisation_of(*row);
  if (!organisation) return organisation.error();
  return Revised<Organisation>{std::move(*organisation), row->revision};
}

Result<Revised<Account>> keep_account(Connection& connection, const Revised<Account>& account,
                                      std::int64_t expected) {
  const std::int64_t seen = expected == kAnyRevision ? account.revision : expected;
  const auto next = put_account(connection, row_of(account.value, seen));
  if (!next) return next.error();
  return Revised<Account>{account.value, *next};
}

void keep_credentials(Connection& connection, const Account& account) {
  put_credentials(connection, row_of(account, 0));
}

Result<std::vector<Grant>> grants_in(Connection& connection, const std::string& account_id) {
  std::vector<Grant> grants;
  for (const GrantRow& row : list_grant_rows(connection, account_id)) {
    auto grant = grant_of(row);
    if (!grant) return grant.error();
    grants.push_back(std::move(*grant));
  }
  return grants;
}

Result<bool> is_complete_in(Connection& connection, UtcTime now) {
  std::set<std::string> enabled;
  for (const AccountRow& row : list_account_rows(connection)) {
    if (!row.disabled_us) enabled.insert(row.id);
  }
  std::vector<Grant> grants;
  for (const GrantRow& row : list_all_grant_rows(connection)) {
    if (!enabled.contains(row.account_id)) continue;
    auto grant = grant_of(row);
    if (!grant) return grant.error();
    grants.push_back(std::move(*grant));
  }
  return is_set_up(grants, now);
}

Result<void> check_still_complete(Connection& connection, bool was_complete, UtcTime now) {
  if (!was_complete) return {};
  const auto is_complete = is_complete_in(connection, now);
  if (!is_complete) return is_complete.error();
  if (*is_complete) return {};
  return Error{ErrorCode::kInvalidArgument,
               "one system administrator, two security administrators and one audit administrator must "
               "remain: name a successor first"};
}

bool is_administration(const std::vector<Role>& roles, const std::vector<Grant>& grants, UtcTime now) {
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
    const Role* role = find_role(roles, grant.role_id);
    const bool in_force = now >= grant.from && (!grant.until || now < *grant.until);
    return role != nullptr && in_force && is_administrator(*role);
  });
}

FailureRecord account_failures(Connection& connection, std::string_view name) {
  return failures_of(connection, kAccountFailures, name_key_of(name));
}

FailureRecord address_failures(Connection& connection, std::string_view address) {
  return failures_of(connection, kAddressFailures, address);
}

void keep_account_failures(Connection& connection, std::string_view name, const FailureRecord& record) {
  keep_failures(connection, kAccountFailures, name_key_of(name), record);
}

void keep_address_failures(Connection& connection, std::string_view address, const FailureRecord& record) {
  keep_failures(connection, kAddressFailures, address, record);
}

std::vector<std::string> end_sessions(Connection& connection, const std::string& account_id,
                                      const std::string& kept, UtcTime now) {
  std::vector<std::string> ended;
  for (const SessionRow& row : list_session_rows(connection, account_id)) {
    if (row.revoked_us || row.id == kept) continue;
    revoke_session_row(connection, row.id, micros_of(now));
    ended.push_back(row.id);
  }
  return ended;
}

std::string detail_of(std::initializer_list<DetailMember> members) {
  std::string detail = "{";
  for (const auto& [key, value] : members) {
    if (detail.size() > 1) detail += ',';
    write_json_text(detail, key);
    detail += ':';
    write_json_text(detail, value);
  }
  return detail + "}";
}

Result<void> note(Connection& connection, const Caller& caller, std::string_view action,
                  std::string_view object_kind, std::string_view object_id,
                  std::initializer_list<DetailMember> members, AuditResult result) {
  AuditEvent event = event_of(caller.actor, caller.time, std::string(action), std::string(object_kind),
                              std::string(object_id), detail_of(members));
  event.result = result;
  return audit_step(std::move(event))(connection);
}

}  // namespace tenon
