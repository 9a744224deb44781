#include "service/directory.h"

#include <functional>
#include <utility>

#include "base/text.h"
#include "service/access.h"
#include "service/account_codec.h"
#include "service/account_file.h"
#include "service/account_grants.h"
#include "service/first_run.h"
#include "service/issued_password.h"
#include "service/role_desk.h"
#include "store/account_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

using Summary = Revised<AccountSummary>;

AccountSummary summary_of(Connection& connection, const Account& account, UtcTime now) {
  AccountSummary summary;
  summary.account = without_secrets(account);
  summary.has_second_factor = !account.totp_secret.empty();
  summary.recovery_codes_left = account.recovery_hashes.size();
  summary.lock = may_try(account_failures(connection, account.name), LockoutPolicy{}, now);
  return summary;
}

// Whether U+4E00 to U+9FFF begins here: three bytes, E4 B8 80 to E9 BF BF.
bool is_chinese(std::string_view text) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  if (text.size() < 3) return false;
  const unsigned code = (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
  return (byte(0) & 0xF0U) == 0xE0U && (byte(1) & 0xC0U) == 0x80U && (byte(2) & 0xC0U) == 0x80U &&
         code >= 0x4E00U && code <= 0x9FFFU;
}

// Changes an account in a transaction with its entry in the audit chain. `work` may refuse.
Result<Summary> change(Database& database, const std::string& id, std::int64_t expected, const Caller& caller,
                       const char* what, const std::function<Result<void>(Connection&, Account&)>& work) {
  return in_transaction<Summary>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<Summary> {
        auto account = account_in(connection, id);
        if (!account) return account.error();
        const auto was_complete = is_complete_in(connection, caller.time);
        if (!was_complete) return was_complete.error();
        if (auto worked = work(connection, account->value); !worked) return worked.error();
        const auto kept = keep_account(connection, *account, expected);
        if (!kept) return kept.error();
        if (auto fits = check_still_complete(connection, *was_complete, caller.time); !fits)
          return fits.error();
        if (auto told = note(connection, caller, "user.manage", "account", id,
                             {{"what", what}, {"name", account->value.name}});
            !told)
          return told.error();
        return Summary{summary_of(connection, kept->value, caller.time), kept->revision};
      });
}

// The regions do not matter: grants are held against organisations only.
const RegionCover& no_regions() {
  static const RegionCover regions{Dataset()};
  return regions;
}

}  // namespace

Result<void> check_organisation(const Organisation& organisation) {
  if (auto fits = check_id("organisation", organisation.id); !fits) return fits;
  if (auto fits = check_text("name in Chinese", organisation.name_zh); !fits) return fits;
  if (auto fits = check_text("name in English", organisation.name_en); !fits) return fits;
  if (auto fits = check_text("region", organisation.region_code, 32); !fits) return fits;
  if (auto fits = check_text("firm", organisation.firm_id); !fits) return fits;
  const auto wrong = [&](const char* what) {
    return Error{ErrorCode::kInvalidArgument, "organisation '" + organisation.id + "': " + what};
  };
  if (trim(organisation.name_zh).empty() || trim(organisation.name_en).empty())
    return wrong("names in both languages are needed");
  if (organisation.kind == OrganisationKind::kFirm && organisation.firm_id.empty())
    return wrong("a firm needs the id that it has in datasets");
  if (organisation.kind == OrganisationKind::kBureau && organisation.region_code.empty())
    return wrong("a bureau needs the region that it looks after");
  return {};
}

Result<Revised<Organisation>> make_organisation(Database& database, const Organisation& organisation,
                                                const Caller& caller) {
  if (auto fits = check_organisation(organisation); !fits) return fits.error();
  return in_transaction<Revised<Organisation>>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<Revised<Organisation>> {
        const auto revision = put_organisation(connection, row_of(organisation, 0));
        if (!revision) return revision.error();
        if (auto told = note(connection, caller, "organisation.manage", "organisation", organisation.id,
                             {{"what", "make"}});
            !told)
          return told.error();
        return Revised<Organisation>{organisation, *revision};
      });
}

Result<Revised<Organisation>> change_organisation(Database& database, const Organisation& organisation,
                                                  std::int64_t expected, const Caller& caller) {
  if (auto fits = check_organisation(organisation); !fits) return fits.error();
  return in_transaction<Revised<Organisation>>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<Revised<Organisation>> {
        const auto before = organisation_in(connection, organisation.id);
        if (!before) return before.error();
        if (before->value.kind != organisation.kind)
          return Error{ErrorCode::kInvalidArgument, "the kind of an organisation stays: make another one"};
        const std::int64_t seen = expected == kAnyRevision ? before->revision : expected;
        const auto revision = put_organisation(connection, row_of(organisation, seen));
        if (!revision) return revision.error();
        if (auto told = note(connection, caller, "organisation.manage", "organisation", organisation.id,
                             {{"what", "change"}});
            !told)
          return told.error();
        return Revised<Organisation>{organisation, *revision};
      });
}

Result<Revised<Organisation>> find_organisation(Database& database, const std::string& id) {
  return in_transaction<Revised<Organisation>>(database, TransactionKind::kRead, [&](Connection& connection) {
    return organisation_in(connection, id);
  });
}

Result<std::vector<Revised<Organisation>>> list_organisations(Database& database) {
  using Organisations = std::vector<Revised<Organisation>>;
  return in_transaction<Organisations>(
      database, TransactionKind::kRead, [](Connection& connection) -> Result<Organisations> {
        Organisations all;
        for (const OrganisationRow& row : list_organisation_rows(connection)) {
          auto organisation = organisation_of(row);
          if (!organisation) return organisation.error();
          all.push_back({std::move(*organisation), row.revision});
        }
        return all;
      });
}

Result<void> check_account_name(std::string_view name) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-@";
  std::size_t characters = 0;
  std::string_view rest = name;
  while (!rest.empty()) {
    const bool is_plain = kLetters.find(rest.front()) != std::string_view::npos;
    if (!is_plain && !is_chinese(rest)) break;
    rest.remove_prefix(is_plain ? 1 : 3);
    ++characters;
  }
  if (rest.empty() && characters >= 2 && characters <= 64) return {};
  return Error{ErrorCode::kInvalidArgument,
               "name '" + printable(name, 64) +
                   "': expected 2 to 64 letters A to Z, digits, Chinese characters, '.', '_', '-' or '@'"};
}

Result<IssuedPassword> make_account(Database& database, PasswordPool& passwords, const NewAccount& account,
                                    const Caller& caller, const PasswordCost& cost) {
  if (auto fits = check_account_name(account.name); !fits) return fits.error();
  if (auto fits = check_text("full name", account.full_name); !fits) return fits.error();
  if (trim(account.full_name).empty())
    return Error{ErrorCode::kInvalidArgument, "an account needs the full name of its person"};
  auto fresh = new_password(passwords, cost);
  if (!fresh) return fresh.error();
  return in_transaction<IssuedPassword>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<IssuedPassword> {
        Account made;
        made.id = new_id();
        made.name = account.name;
        made.full_name = account.full_name;
        made.organisation_id = account.organisation_id;
        made.made = caller.time;
        give(made, fresh->phc, caller.time);
        const auto organisation = organisation_in(connection, account.organisation_id);
        if (!organisation) return organisation.error();
        if (auto kept = keep_account(connection, {made, 0}, 0); !kept) return kept.error();
        if (auto told = note(connection, caller, "user.manage", "account", made.id,
                             {{"what", "make"}, {"name", made.name}, {"organisation", made.organisation_id}});
            !told)
          return told.error();
        return IssuedPassword{made.id, made.name, fresh->password};
      });
}

Result<Summary> change_account(Database& database, const std::string& id, const AccountChange& change_to,
                               std::int64_t expected, const Caller& caller) {
  if (change_to.name) {
    if (auto fits = check_account_name(*change_to.name); !fits) return fits.error();
  }
  if (change_to.full_name) {
    if (auto fits = check_text("full name", *change_to.full_name); !fits) return fits.error();
    if (trim(*change_to.full_name).empty())
      return Error{ErrorCode::kInvalidArgument, "an account needs the full name of its person"};
  }
  return change(database, id, expected, caller, "change",
                [&](Connection& connection, Account& account) -> Result<void> {
                  if (change_to.name) {
                    // Failures belong to the name that is typed: a new name must not shake them off.
                    keep_account_failures(connection, *change_to.name,
                                          account_failures(connection, account.name));
                    account.name = *change_to.name;
                  }
                  if (change_to.full_name) account.full_name = *change_to.full_name;
                  if (!change_to.organisation_id) return {};
                  account.organisation_id = *change_to.organisation_id;
                  if (auto there = organisation_in(connection, account.organisation_id); !there)
                    return there.error();
                  const auto grants = grants_in(connection, id);
                  if (!grants) return grants.error();
                  const auto roles = roles_in(connection);
                  if (!roles) return roles.error();
                  const AccessRules rules{*roles, no_regions()};
                  return check_account_grants(connection, rules, account, *grants, caller.time);
                });
}

Result<Summary> disable_account(Database& database, const std::string& id, std::int64_t expected,
                                const Caller& caller) {
  return change(database, id, expected, caller, "disable",
                [&](Connection& connection, Account& account) -> Result<void> {
                  if (id == caller.actor.user_id)
                    return Error{ErrorCode::kInvalidArgument, "nobody disables his own account"};
                  if (!account.disabled) account.disabled = caller.time;
                  end_sessions(connection, id, "", caller.time);
                  return {};
                });
}

Result<Summary> enable_account(Database& database, const std::string& id, std::int64_t expected,
                               const Caller& caller) {
  return change(database, id, expected, caller, "enable", [&](Connection&, Account& account) -> Result<void> {
    account.disabled.reset();
    return {};
  });
}

Result<IssuedPassword> reset_account(Database& database, PasswordPool& passwords, const std::string& id,
                                     const AccountReset& reset, const Caller& caller,
                                     const PasswordCost& cost) {
  auto fresh = new_password(passwords, cost);
  if (!fresh) return fresh.error();
  const auto done =
      change(database, id, kAnyRevision, caller, reset.second_factor ? "reset with second factor" : "reset",
             [&](Connection& connection, Account& account) -> Result<void> {
               constexpr std::size_t kKept = 10;  // longer than any rule for passwords looks back
               account.earlier_passwords.insert(account.earlier_passwords.begin(), account.password_phc);
               if (account.earlier_passwords.size() > kKept) account.earlier_passwords.resize(kKept);
               give(account, fresh->phc, caller.time);
               if (reset.second_factor) take_second_factor(account);
               keep_account_failures(connection, account.name, after_success());
               end_sessions(connection, id, "", caller.time);
               return renew_first_run(connection, id, caller.time);
             });
  if (!done) return done.error();
  return IssuedPassword{id, done->value.account.name, fresh->password};
}

Result<Summary> reset_second_factor(Database& database, const std::string& id, const Caller& caller) {
  return change(database, id, kAnyRevision, caller, "reset second factor",
                [&](Connection& connection, Account& account) -> Result<void> {
                  take_second_factor(account);
                  end_sessions(connection, id, "", caller.time);
                  return {};
                });
}

Result<void> unlock_account(Database& database, const std::string& id, const Caller& caller) {
  return run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    const auto account = account_in(connection, id);
    if (!account) return account.error();
    keep_account_failures(connection, account->value.name, after_success());
    return note(connection, caller, "user.manage", "account", id,
                {{"what", "unlock"}, {"name", account->value.name}});
  });
}

Result<Summary> find_account(Database& database, const std::string& id, UtcTime now) {
  return in_transaction<Summary>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<Summary> {
        const auto account = account_in(connection, id);
        if (!account) return account.error();
        return Summary{summary_of(connection, account->value, now), account->revision};
      });
}

Result<Summary> find_account_by_name(Database& database, std::string_view name, UtcTime now) {
  return in_transaction<Summary>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<Summary> {
        const auto account = account_named_in(connection, name);
        if (!account) return account.error();
        if (!*account)
          return Error{ErrorCode::kNotFound, "there is no account '" + printable(name, 64) + "'"};
        return Summary{summary_of(connection, (*account)->value, now), (*account)->revision};
      });
}

Result<std::vector<Summary>> list_accounts(Database& database, UtcTime now, const AccountFilter& filter) {
  using Summaries = std::vector<Summary>;
  return in_transaction<Summaries>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<Summaries> {
        Summaries found;
        for (const AccountRow& row : list_account_rows(connection)) {
          if (filter.organisation_id && row.organisation_id != *filter.organisation_id) continue;
          if (filter.is_disabled && row.disabled_us.has_value() != *filter.is_disabled) continue;
          const auto account = account_of(row);
          if (!account) return account.error();
          found.push_back({summary_of(connection, *account, now), row.revision});
        }
        return found;
      });
}

}  // namespace tenon
