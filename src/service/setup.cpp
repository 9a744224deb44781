#include "service/setup.h"

#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "service/account_codec.h"
#include "service/account_file.h"
#include "service/account_grants.h"
#include "service/issued_password.h"
#include "service/role_desk.h"
#include "store/account_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

constexpr std::array<std::string_view, 3> kStates{"no_accounts", "naming", "done"};
constexpr std::string_view kSetupRole = "setup_administrator";
constexpr std::array<std::string_view, 3> kRoles{"system_administrator", "security_administrator",
                                                 "audit_administrator"};

// The account of a set-up that is not over, with its grant.
struct SetupAccount {
  Revised<Account> account;
  Grant grant;
};

Result<std::optional<SetupAccount>> setup_account_in(Connection& connection, UtcTime now) {
  using Found = std::optional<SetupAccount>;
  for (const GrantRow& row : list_all_grant_rows(connection)) {
    if (row.role_id != kSetupRole) continue;
    auto grant = grant_of(row);
    if (!grant) return grant.error();
    auto account = account_in(connection, row.account_id);
    if (!account) return account.error();
    const bool in_force = now >= grant->from && (!grant->until || now < *grant->until);
    if (in_force && !account->value.disabled) return Found({std::move(*account), std::move(*grant)});
  }
  return Found();
}

Result<void> check_people(std::span<const NamedAdministrator> people) {
  std::array<std::size_t, kRoles.size()> counts{};
  for (const NamedAdministrator& person : people) {
    if (auto fits = check_account_name(person.name); !fits) return fits;
    if (auto fits = check_text("full name", person.full_name); !fits) return fits;
    if (trim(person.full_name).empty())
      return Error{ErrorCode::kInvalidArgument, "an account needs the full name of its person"};
    bool is_known = false;
    for (std::size_t r = 0; r < kRoles.size(); ++r) {
      if (person.role_id != kRoles[r]) continue;
      ++counts[r];
      is_known = true;
    }
    if (!is_known) {
      return Error{ErrorCode::kInvalidArgument,
                   "role '" + printable(person.role_id, 64) +
                       "': expected system_administrator, security_administrator or audit_administrator"};
    }
  }
  if (counts[0] >= 1 && counts[1] >= 2 && counts[2] >= 1) return {};
  return Error{ErrorCode::kInvalidArgument,
               "expected at least one system administrator, two security administrators and one audit "
               "administrator, all of them different people"};
}

// Makes the organisation, or takes the one that is there.
Result<Organisation> provide(Connection& connection, const Organisation& organisation, const Caller& caller) {
  if (find_organisation_row(connection, organisation.id)) {
    auto kept = organisation_in(connection, organisation.id);
    if (!kept) return kept.error();
    return std::move(kept->value);
  }
  if (auto put = put_organisation(connection, row_of(organisation, 0)); !put) return put.error();
  if (auto told = note(connection, caller, "organisation.manage", "organisation", organisation.id,
                       {{"what", "make"}});
      !told)
    return told.error();
  return organisation;
}

Result<IssuedPassword> appoint(Connection& connection, const NamedAdministrator& person,
                               const HashedPassword& password, const std::string& organisation_id,
                               const Caller& caller) {
  Account account;
  account.id = new_id();
  account.name = person.name;
  account.full_name = person.full_name;
  account.organisation_id = organisation_id;
  account.made = caller.time;
  give(account, password.phc, caller.time);
  if (auto kept = keep_account(connection, {account, 0}, 0); !kept) return kept.error();
  const Grant grant{new_id(), account.id, person.role_id, {}, Classification::kInternal, caller.time, {}};
  static const RegionCover no_regions{Dataset()};
  const AccessRules rules{built_in_roles(), no_regions};
  if (auto fits = check_account_grants(connection, rules, account, std::span(&grant, 1), caller.time); !fits)
    return fits.error();
  put_grant(connection, row_of(grant));
  if (auto told = note(connection, caller, "setup.name_administrators", "account", account.id,
                       {{"name", account.name}, {"role", person.role_id}});
      !told)
    return told.error();
  return IssuedPassword{account.id, account.name, password.password};
}

}  // namespace

std::string_view id_of(SetupState state) {
  return kStates[static_cast<std::size_t>(state)];
}

Result<IssuedPassword> begin_first_run(Database& database, PasswordPool& passwords, const std::string& name,
                                       const Caller& caller, const PasswordCost& cost) {
  if (auto fits = check_account_name(name); !fits) return fits.error();
  const auto count = [](Connection& connection) -> Result<std::int64_t> {
    return count_accounts(connection);
  };
  const auto before = in_transaction<std::int64_t>(database, TransactionKind::kRead, count);
  if (!before) return before.error();
  Result<FirstRun> first = Error{};
  const auto ran = passwords.run(
      [&] { first = start_first_run(static_cast<std::size_t>(*before), name, caller.time, cost); });
  if (!ran) return ran.error();
  if (!first) return first.error();
  return in_transaction<IssuedPassword>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<IssuedPassword> {
        // Of two at once, the second finds the account of the first.
        if (count_accounts(connection) > 0) {
          return Error{ErrorCode::kInvalidArgument, "there are accounts already: the first run is over"};
        }
        const Account& account = first->account;
        if (auto kept = keep_account(connection, {account, 0}, 0); !kept) return kept.error();
        put_grant(connection, row_of(first->grant));
        if (auto told =
                note(connection, caller, "setup.begin", "account", account.id, {{"name", account.name}});
            !told)
          return told.error();
        return IssuedPassword{account.id, account.name, first->one_time_password};
      });
}

Result<SetupState> setup_state(Database& database, UtcTime now) {
  return in_transaction<SetupState>(database, TransactionKind::kRead,
                                    [&](Connection& connection) -> Result<SetupState> {
                                      if (count_accounts(connection) == 0) return SetupState::kNoAccounts;
                                      const auto setup = setup_account_in(connection, now);
                                      if (!setup) return setup.error();
                                      if (*setup) return SetupState::kNaming;
                                      // The time of a set-up may be over before its work is.
                                      const auto is_complete = is_complete_in(connection, now);
                                      if (!is_complete) return is_complete.error();
                                      for (const GrantRow& row : list_all_grant_rows(connection)) {
                                        if (row.role_id == kSetupRole && !*is_complete)
                                          return SetupState::kNaming;
                                      }
                                      return SetupState::kDone;
                                    });
}

Result<std::vector<IssuedPassword>> name_administrators(Database& database, PasswordPool& passwords,
                                                        const Organisation& organisation,
                                                        std::span<const NamedAdministrator> people,
                                                        const Caller& caller, const PasswordCost& cost) {
  using Issued = std::vector<IssuedPassword>;
  if (auto fits = check_organisation(organisation); !fits) return fits.error();
  if (auto fits = check_people(people); !fits) return fits.error();
  std::vector<HashedPassword> fresh;
  for (std::size_t k = 0; k < people.size(); ++k) {
    auto password = new_password(passwords, cost);
    if (!password) return password.error();
    fresh.push_back(std::move(*password));
  }
  return in_transaction<Issued>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<Issued> {
        auto setup = setup_account_in(connection, caller.time);
        if (!setup) return setup.error();
        if (!*setup) return Error{ErrorCode::kInvalidArgument, "the set-up is over, or has not begun"};
        const auto theirs = provide(connection, organisation, caller);
        if (!theirs) return theirs.error();
        Issued issued;
        for (std::size_t k = 0; k < people.size(); ++k) {
          auto one = appoint(connection, people[k], fresh[k], theirs->id, caller);
          if (!one) return one.error();
          issued.push_back(std::move(*one));
        }
        const auto is_complete = is_complete_in(connection, caller.time);
        if (!is_complete) return is_complete.error();
        if (!*is_complete)
          return Error{ErrorCode::kInvalidArgument, "the administrators would not be complete"};
        Revised<Account>& account = (*setup)->account;
        account.value.disabled = caller.time;
        if (auto kept = keep_account(connection, account, kAnyRevision); !kept) return kept.error();
        remove_grant(connection, (*setup)->grant.id);
        end_sessions(connection, account.value.id, "", caller.time);
        if (auto told = note(connection, caller, "setup.finish", "account", account.value.id, {}); !told)
          return told.error();
        return issued;
      });
}

}  // namespace tenon
