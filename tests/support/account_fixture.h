// A store with an organisation and people who can sign in, for tests: passwords cost little, the clock goes
// forward when it is told to.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "service/account_codec.h"
#include "service/directory.h"
#include "service/encoding.h"
#include "service/identity.h"
#include "service/sign_in.h"
#include "service/totp.h"
#include "store/account_store.h"
#include "store/transaction.h"
#include "support/test_database.h"

namespace tenon {

class WithAccounts : public WithDatabase {
 protected:
  static constexpr const char* kPassword = "Mortise & Tenon 7";
  static constexpr const char* kAddress = "10.0.0.1";

  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    address_ = new_address(GetParam());
    database_.emplace(must(Database::open(address_)));
    policy_.cost = cost_;
    desk_.emplace(SignInDesk{*database_, key_, passwords_, policy_});
    must(make_organisation(*database_,
                           {"bureau-31", OrganisationKind::kBureau, "经信委", "Bureau", "310000", ""},
                           by("operator")));
    must(make_organisation(*database_, {"centre", OrganisationKind::kCentre, "中心", "Centre", "", ""},
                           by("operator")));
  }

  Database& database() { return *database_; }
  SignInDesk& desk() { return *desk_; }
  void pass(std::chrono::microseconds time) { now_ += time; }
  [[nodiscard]] Caller by(const std::string& account, const std::string& session = "") const {
    return {{account, "bureau-31", session, kAddress}, now_};
  }

  IssuedPassword issued(const std::string& name, const std::string& organisation = "bureau-31") {
    return must(make_account(*database_, passwords_, {name, "某人", organisation}, by("operator"), cost_));
  }
  SignedIn enter(const std::string& name, const std::string& password, const std::string& code = "") {
    return must(sign_in(*desk_, {name, password, code, kAddress, "browser"}, now_));
  }
  // An account with kPassword and no session; its id.
  std::string person(const std::string& name, const std::string& organisation = "bureau-31") {
    const IssuedPassword first = issued(name, organisation);
    const SignedIn session = enter(name, first.one_time_password);
    EXPECT_EQ(session.reach, SessionReach::kOnlyChangePassword);
    const Caller self = by(first.account_id, session.session.id);
    EXPECT_TRUE(must(change_password(*desk_, first.one_time_password, kPassword, self)).ok());
    must(sign_out(*database_, self));
    return first.account_id;
  }
  // A grant without anybody's approval; its id.
  std::string grant(const std::string& account, const std::string& role, const Scope& scope = {},
                    std::optional<UtcTime> until = {}) {
    const std::string id = account + "/" + role;
    write([&](Connection& connection) {
      put_grant(connection,
                row_of(Grant{id, account, role, scope, Classification::kRestricted, now_, until}));
    });
    return id;
  }
  // Enrols the account of a session; the secret of its authenticator.
  std::string enrol(const Caller& self) {
    const TotpEnrolment begun = must(start_totp(*desk_, "", self));
    const std::string secret = from_base32(begun.secret).value_or("");
    const TotpConfirmation confirmed = must(confirm_totp(*desk_, code(secret), self));
    EXPECT_TRUE(confirmed.ok());
    recovery_codes_ = confirmed.recovery_codes;
    return secret;
  }
  [[nodiscard]] std::string code(const std::string& secret) const {
    return hotp_code(secret, totp_counter(now_));
  }

  template <class Work>
  void write(Work work) {
    must(run_transaction(*database_, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
      work(connection);
      return {};
    }));
  }
  // How many entries of the audit chain have this text in their line.
  std::size_t told(const std::string& text) {
    std::size_t count = 0;
    must(visit_audit_rows(*database_, 1, [&](const AuditRow& row) {
      if (row.line.find(text) != std::string::npos) ++count;
      return true;
    }));
    return count;
  }

  std::string address_;
  std::optional<Database> database_;
  SealingKey key_ = SealingKey::make();
  PasswordPool passwords_;
  PasswordCost cost_{64, 1};
  SignInPolicy policy_;
  std::optional<SignInDesk> desk_;
  UtcTime now_{std::chrono::seconds(1'800'000'000)};
  std::vector<std::string> recovery_codes_;
};

}  // namespace tenon
