#include "service/role_desk.h"

#include <algorithm>
#include <map>
#include <utility>

#include "service/account_codec.h"
#include "service/account_file.h"
#include "service/account_grants.h"
#include "store/account_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

constexpr std::string_view kRoleKind = "role";
constexpr std::string_view kAccountKind = "account";
constexpr std::string_view kSetupRole = "setup_administrator";

Error wrong(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

// A change with what the desk needs to know of its kind.
struct ChangeFrame {
  FourEyesAction action = FourEyesAction::kDefineRole;
  std::string_view object_kind;
  std::string object_id;
};

ChangeFrame frame_of(const RoleChange& change) {
  if (const auto* definition = std::get_if<RoleDefinition>(&change))
    return {FourEyesAction::kDefineRole, kRoleKind, definition->role.id};
  const auto* granting = std::get_if<RoleGranting>(&change);
  const Grant& grant = granting != nullptr ? granting->grant : std::get<RoleWithdrawal>(change).grant;
  return {FourEyesAction::kGrantRole, kAccountKind, grant.account_id};
}

Result<std::vector<Revised<Role>>> revised_roles_in(Connection& connection) {
  std::vector<Revised<Role>> roles;
  for (const Role& role : built_in_roles()) roles.push_back({role, 0});
  for (const RoleRow& row : list_role_rows(connection)) {
    auto role = role_of(row);
    if (!role) return role.error();
    roles.push_back({std::move(*role), row.revision});
  }
  return roles;
}

Result<void> check_definition(Connection& connection, const RegionCover& regions,
                              const RoleDefinition& definition, UtcTime now) {
  const Role& role = definition.role;
  if (auto fits = check_id("role", role.id); !fits) return fits;
  if (auto fits = check_text("name in Chinese", role.name_zh); !fits) return fits;
  if (auto fits = check_text("name in English", role.name_en); !fits) return fits;
  if (auto fits = check_role(role); !fits) return fits;
  if (role.built_in || find_role(built_in_roles(), role.id) != nullptr)
    return wrong("role '" + role.id + "' is built in: it cannot be changed");
  if (role.permissions.holds(Permission::kSetupNameAdministrators))
    return wrong("role '" + role.id + "': only the first run names administrators");
  auto roles = revised_roles_in(connection);
  if (!roles) return roles.error();
  std::vector<Role> later;
  std::int64_t revision = 0;
  for (const Revised<Role>& one : *roles) {
    if (one.value.id == role.id) revision = one.revision;
    if (one.value.id != role.id) later.push_back(one.value);
  }
  if (revision != definition.expected) {
    return Error{ErrorCode::kConflict, "role '" + role.id + "' has changed: it is at revision " +
                                           std::to_string(revision) + ", not " +
                                           std::to_string(definition.expected)};
  }
  later.push_back(role);
  // Who holds the role must be such as may hold it as it will be.
  const AccessRules rules{later, regions};
  std::map<std::string, std::vector<Grant>> grants;
  for (const GrantRow& row : list_all_grant_rows(connection)) {
    auto grant = grant_of(row);
    if (!grant) return grant.error();
    grants[grant->account_id].push_back(std::move(*grant));
  }
  for (const auto& [account_id, held] : grants) {
    const bool is_held =
        std::any_of(held.begin(), held.end(), [&](const Grant& grant) { return grant.role_id == role.id; });
    if (!is_held) continue;
    const auto account = account_in(connection, account_id);
    if (!account) return account.error();
    if (auto fits = check_account_grants(connection, rules, account->value, held, now); !fits) return fits;
  }
  return {};
}

Result<void> check_granting(Connection& connection, const RegionCover& regions, const Grant& grant,
                            UtcTime now) {
  if (auto fits = check_text("grant", grant.id); !fits) return fits;
  if (auto fits = check_text("organisation", grant.scope.organisation_id); !fits) return fits;
  if (auto fits = check_text("region", grant.scope.region_code, 32); !fits) return fits;
  if (!is_utc_writable(grant.from) || (grant.until && !is_utc_writable(*grant.until)))
    return wrong("the time of the grant lies outside the years 0 to 9999");
  if (grant.until && now >= *grant.until) return wrong("the grant would have ended already");
  if (grant.role_id == kSetupRole) return wrong("only the first run has a set-up administrator");
  if (find_grant_row(connection, grant.id))
    return Error{ErrorCode::kConflict, "grant '" + grant.id + "' is there already"};
  const auto account = account_in(connection, grant.account_id);
  if (!account) return account.error();
  if (account->value.disabled)
    return wrong("account '" + account->value.name + "' is disabled: it can be given no role");
  auto grants = grants_in(connection, grant.account_id);
  if (!grants) return grants.error();
  grants->push_back(grant);
  const auto roles = roles_in(connection);
  if (!roles) return roles.error();
  return check_account_grants(connection, {*roles, regions}, account->value, *grants, now);
}

Result<void> check_withdrawal(Connection& connection, const Grant& grant) {
  const auto row = is_keepable(grant.id) ? find_grant_row(connection, grant.id) : std::nullopt;
  if (!row) return Error{ErrorCode::kConflict, "the grant is not there any more"};
  const auto kept = grant_of(*row);
  if (!kept) return kept.error();
  if (*kept != grant) return Error{ErrorCode::kConflict, "the grant is another one by now"};
  return {};
}

Result<void> check_change(Connection& connection, const RegionCover& regions, const RoleChange& change,
                          UtcTime now) {
  if (const auto* definition = std::get_if<RoleDefinition>(&change))
    return check_definition(connection, regions, *definition, now);
  if (const auto* granting = std::get_if<RoleGranting>(&change))
    return check_granting(connection, regions, granting->grant, now);
  return check_withdrawal(connection, std::get<RoleWithdrawal>(change).grant);
}

// Writes what was checked.
Result<void> write_change(Connection& connection, const RoleChange& change, const Caller& caller) {
  if (const auto* definition = std::get_if<RoleDefinition>(&change)) {
    if (auto put = put_role(connection, row_of(definition->role, definition->expected)); !put)
      return put.error();
  } else if (const auto* granting = std::get_if<RoleGranting>(&change)) {
    put_grant(connection, row_of(granting->grant));
  } else {
    remove_grant(connection, std::get<RoleWithdrawal>(change).grant.id);
  }
  const ChangeFrame frame = frame_of(change);
  return note(connection, caller,
              rule_of(frame.action).ask == Permission::kRoleManage ? "role.manage" : "role.grant",
              frame.object_kind, frame.object_id, {{"change", write_role_change(change)}});
}

}  // namespace

Result<std::vector<Role>> roles_in(Connection& connection) {
  auto revised = revised_roles_in(connection);
  if (!revised) return revised.error();
  std::vector<Role> roles;
  for (Revised<Role>& one : *revised) roles.push_back(std::move(one.value));
  return roles;
}

Result<std::vector<Revised<Role>>> list_roles(Database& database) {
  return in_transaction<std::vector<Revised<Role>>>(database, TransactionKind::kRead, revised_roles_in);
}

Result<std::vector<Role>> stored_roles(Database& database) {
  return in_transaction<std::vector<Role>>(database, TransactionKind::kRead, roles_in);
}

Result<std::vector<Grant>> list_grants(Database& database, const std::string& account_id) {
  using Grants = std::vector<Grant>;
  return in_transaction<Grants>(database, TransactionKind::kRead,
                                [&](Connection& connection) -> Result<Grants> {
                                  if (auto account = account_in(connection, account_id); !account)
                                    return account.error();
                                  return grants_in(connection, account_id);
                                });
}

Result<std::vector<Grant>> list_all_grants(Database& database) {
  using Grants = std::vector<Grant>;
  return in_transaction<Grants>(database, TransactionKind::kRead,
                                [](Connection& connection) -> Result<Grants> {
                                  Grants grants;
                                  for (const GrantRow& row : list_all_grant_rows(connection)) {
                                    auto grant = grant_of(row);
                                    if (!grant) return grant.error();
                                    grants.push_back(std::move(*grant));
                                  }
                                  return grants;
                                });
}

Result<ApprovalFile> ask_role_change(Database& database, const RegionCover& regions, RoleChange change,
                                     const std::string& reason, const Caller& caller) {
  if (auto* granting = std::get_if<RoleGranting>(&change); granting != nullptr && granting->grant.id.empty())
    granting->grant.id = new_id();
  const auto fits = run_transaction(database, TransactionKind::kRead, [&](Connection& connection) {
    return check_change(connection, regions, change, caller.time);
  });
  if (!fits) return fits.error();
  const ChangeFrame frame = frame_of(change);
  ApprovalQuestion question;
  question.action = frame.action;
  question.object_kind = frame.object_kind;
  question.object_id = frame.object_id;
  question.content = write_role_change(change);
  question.reason = reason;
  return ask_for_approval(database, regions, std::move(question), caller);
}

Result<ApprovalFile> ask_withdrawal(Database& database, const RegionCover& regions,
                                    const std::string& grant_id, const std::string& reason,
                                    const Caller& caller) {
  const auto grant =
      in_transaction<Grant>(database, TransactionKind::kRead, [&](Connection& connection) -> Result<Grant> {
        const auto row = is_keepable(grant_id) ? find_grant_row(connection, grant_id) : std::nullopt;
        if (!row) return Error{ErrorCode::kNotFound, "there is no such grant"};
        return grant_of(*row);
      });
  if (!grant) return grant.error();
  return ask_role_change(database, regions, RoleWithdrawal{*grant}, reason, caller);
}

Result<RoleChange> carry_out_role_change(Database& database, const RegionCover& regions,
                                         const std::string& approval_id, const Caller& caller) {
  return in_transaction<RoleChange>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<RoleChange> {
        const auto file = approval_in(connection, approval_id);
        if (!file) return file.error();
        auto change = read_role_change(file->content);
        if (!change) return wrong("the request is not one about roles");
        const ChangeFrame frame = frame_of(*change);
        const ApprovedAct act{approval_id, frame.action, std::string(frame.object_kind), frame.object_id,
                              file->content};
        if (auto used = use_approval_in(connection, act, caller); !used) return used.error();
        if (auto fits = check_change(connection, regions, *change, caller.time); !fits) return fits.error();
        const auto was_complete = is_complete_in(connection, caller.time);
        if (!was_complete) return was_complete.error();
        if (auto written = write_change(connection, *change, caller); !written) return written.error();
        if (auto fits = check_still_complete(connection, *was_complete, caller.time); !fits)
          return fits.error();
        return std::move(*change);
      });
}

}  // namespace tenon
