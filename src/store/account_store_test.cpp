#include "store/account_store.h"

#include <gtest/gtest.h>

#include "store/approval_store.h"
#include "store/session_store.h"
#include "store/setting_store.h"
#include "store/transaction.h"
#include "support/test_database.h"

namespace tenon {
namespace {

class AccountStore : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
  }
  // Work in a write transaction that is committed.
  template <class Work>
  auto write(Work work) {
    using Value = decltype(work(std::declval<Connection&>()));
    return must(
        in_transaction<Value>(*database_, TransactionKind::kWrite,
                              [&](Connection& connection) -> Result<Value> { return work(connection); }));
  }
  // The revision, or the code of the refusal.
  template <class Put, class Row>
  Result<Revision> put(Put put_row, const Row& row) {
    return in_transaction<Revision>(*database_, TransactionKind::kWrite,
                                    [&](Connection& connection) { return put_row(connection, row); });
  }
  AccountRow account(const std::string& id) {
    AccountRow row;
    row.id = id;
    row.name = "Li." + id;
    row.name_key = "li." + id;
    row.full_name = "李四";
    row.organisation_id = "o1";
    row.password_phc = "$argon2id$";
    row.earlier_passwords = "a\nb";
    row.password_set_us = 1'800'000'000'000'000;
    row.must_change_password = true;
    row.password_valid_until_us = 1'800'000'000'000'001;
    row.totp_sealed = "s";
    row.totp_pending = "p";
    row.totp_last_counter = 60'000'000;
    row.recovery_hashes = "x y";
    row.made_us = -1;
    row.disabled_us = 2;
    return row;
  }
  void with_organisation() {
    must(put(put_organisation, OrganisationRow{"o1", "bureau", "局", "Bureau", "310000", ""}));
  }

  std::optional<Database> database_;
};

TEST_P(AccountStore, AccountsComeBackAsTheyWereKept) {
  with_organisation();
  AccountRow row = account("a1");
  EXPECT_EQ(must(put(put_account, row)), 1);
  row.revision = 1;
  const auto read = [&](Connection& connection) { return find_account_row(connection, "a1"); };
  EXPECT_EQ(write(read), row);
  row.organisation_id = "";
  row.password_valid_until_us.reset();
  row.totp_last_counter.reset();
  row.disabled_us.reset();
  row.must_change_password = false;
  row.name_key = "wang";
  EXPECT_EQ(must(put(put_account, row)), 2);
  row.revision = 2;
  EXPECT_EQ(write(read), row);
  EXPECT_EQ(write([](Connection& c) { return find_account_row_by_name(c, "wang"); }), row);
  EXPECT_EQ(write([](Connection& c) { return find_account_row_by_name(c, "li.a1"); }), std::nullopt);
  EXPECT_EQ(write([](Connection& c) { return list_account_rows(c); }), std::vector{row});
  EXPECT_EQ(write([](Connection& c) { return count_accounts(c); }), 1);
  EXPECT_EQ(write([](Connection& c) { return count_sealed_accounts(c); }), 1);
}

TEST_P(AccountStore, CredentialsChangeWithoutARevision) {
  with_organisation();
  AccountRow row = account("a1");
  must(put(put_account, row));
  AccountRow fresh = row;
  fresh.name = "not written";
  fresh.disabled_us.reset();
  fresh.password_phc = "$new$";
  fresh.earlier_passwords = "$old$";
  fresh.password_set_us = 7;
  fresh.must_change_password = false;
  fresh.password_valid_until_us.reset();
  fresh.totp_sealed = "sealed";
  fresh.totp_pending = "";
  fresh.totp_last_counter = 8;
  fresh.recovery_hashes = "z";
  write([&](Connection& c) { return put_credentials(c, fresh), 0; });
  fresh.name = row.name;
  fresh.disabled_us = row.disabled_us;
  fresh.revision = 1;
  EXPECT_EQ(write([](Connection& c) { return find_account_row(c, "a1"); }), fresh);
}

TEST_P(AccountStore, WhoSawAnOlderRevisionIsRefused) {
  with_organisation();
  must(put(put_account, account("a1")));
  EXPECT_EQ(put(put_account, account("a1")).error().code, ErrorCode::kConflict);
  AccountRow later = account("a1");
  later.revision = 2;
  EXPECT_EQ(put(put_account, later).error().code, ErrorCode::kConflict);
  AccountRow missing = account("a2");
  missing.revision = 1;
  EXPECT_EQ(put(put_account, missing).error().code, ErrorCode::kConflict);
  AccountRow taken = account("a2");
  taken.name_key = "li.a1";
  EXPECT_EQ(put(put_account, taken).error().message, "the name 'Li.a2' is taken");
  OrganisationRow organisation{"o1", "bureau", "局", "Bureau", "310000", "", 5};
  EXPECT_EQ(put(put_organisation, organisation).error().code, ErrorCode::kConflict);
  organisation.revision = 1;
  organisation.name_en = "Another";
  EXPECT_EQ(must(put(put_organisation, organisation)), 2);
  organisation.revision = 2;
  EXPECT_EQ(write([](Connection& c) { return list_organisation_rows(c); }), std::vector{organisation});
  EXPECT_EQ(write([](Connection& c) { return find_organisation_row(c, "o1"); }), organisation);
  RoleRow role{"r", "角", "R", "dataset.read", "free", "", 0};
  EXPECT_EQ(must(put(put_role, role)), 1);
  EXPECT_EQ(put(put_role, role).error().code, ErrorCode::kConflict);
  role.revision = 1;
  role.permissions = "";
  EXPECT_EQ(must(put(put_role, role)), 2);
  role.revision = 2;
  EXPECT_EQ(write([](Connection& c) { return list_role_rows(c); }), std::vector{role});
  SettingRow setting{"session.idle", "30", 0};
  EXPECT_EQ(must(put(put_setting, setting)), 1);
  EXPECT_EQ(put(put_setting, setting).error().code, ErrorCode::kConflict);
  setting.revision = 1;
  setting.value = "15";
  EXPECT_EQ(must(put(put_setting, setting)), 2);
  setting.revision = 2;
  EXPECT_EQ(write([](Connection& c) { return list_setting_rows(c); }), std::vector{setting});
}

TEST_P(AccountStore, AccountsNeedAnOrganisationThatIsThere) {
  EXPECT_EQ(put(put_account, account("a1")).error().code, ErrorCode::kConflict);
}

TEST_P(AccountStore, GrantsAreKeptByAccount) {
  with_organisation();
  must(put(put_account, account("a1")));
  must(put(put_account, account("a2")));
  const GrantRow first{"g1", "a2", "chain_chief", "", "310000", "internal", 5, 9};
  const GrantRow second{"g2", "a1", "read_only", "o1", "", "restricted", 5, {}};
  write([&](Connection& c) {
    put_grant(c, first);
    put_grant(c, second);
    return 0;
  });
  EXPECT_EQ(write([](Connection& c) { return list_grant_rows(c, "a2"); }), std::vector{first});
  EXPECT_EQ(write([](Connection& c) { return list_all_grant_rows(c); }), (std::vector{second, first}));
  GrantRow ended = second;
  ended.until_us = 7;
  write([&](Connection& c) {
    put_grant(c, ended);
    remove_grant(c, "g1");
    return 0;
  });
  EXPECT_EQ(write([](Connection& c) { return find_grant_row(c, "g1"); }), std::nullopt);
  EXPECT_EQ(write([](Connection& c) { return list_all_grant_rows(c); }), std::vector{ended});
}

TEST_P(AccountStore, SessionsEndOnceAndAreUsedForwards) {
  with_organisation();
  must(put(put_account, account("a1")));
  const SessionRow first{"h1", "s1", "a1", 10, 20, {}, false, "10.0.0.1", "browser"};
  const SessionRow second{"h2", "s2", "a1", 11, 30, 40, true, "", ""};
  write([&](Connection& c) {
    add_session(c, first);
    add_session(c, second);
    return 0;
  });
  EXPECT_EQ(write([](Connection& c) { return list_session_rows(c, "a1"); }), (std::vector{second, first}));
  write([](Connection& c) {
    touch_session(c, "h1", 25);
    touch_session(c, "h2", 25);
    revoke_session_row(c, "s1", 50);
    revoke_session_row(c, "s2", 50);
    set_second_factor(c, "s1");
    return 0;
  });
  SessionRow now = first;
  now.last_used_us = 25;
  now.revoked_us = 50;
  now.second_factor = true;
  EXPECT_EQ(write([](Connection& c) { return find_session_row(c, "h1"); }), now);
  EXPECT_EQ(write([](Connection& c) { return find_session_row(c, "h2"); }), second);
  write([](Connection& c) { return remove_sessions(c, 11), 0; });
  EXPECT_EQ(write([](Connection& c) { return list_session_rows(c, "a1"); }), std::vector{second});
}

TEST_P(AccountStore, TokensAndFailures) {
  with_organisation();
  must(put(put_account, account("a1")));
  ApiTokenRow token{"h", "t", "a1", "export", "dataset.read", 1, 9, 1, {}};
  write([&](Connection& c) { return add_api_token(c, token), 0; });
  EXPECT_EQ(write([](Connection& c) { return find_api_token_row(c, "h"); }), token);
  write([](Connection& c) {
    touch_api_token(c, "h", 5);
    revoke_api_token_row(c, "t", 6);
    revoke_api_token_row(c, "t", 7);
    return 0;
  });
  token.last_used_us = 5;
  token.revoked_us = 6;
  EXPECT_EQ(write([](Connection& c) { return list_api_token_rows(c, "a1"); }), std::vector{token});

  const FailureRow of_account{"account", "k", 3, 100};
  const FailureRow of_address{"address", "k", 4, 50};
  write([&](Connection& c) {
    put_failure_row(c, {"account", "k", 2, 10});
    put_failure_row(c, of_account);
    put_failure_row(c, of_address);
    return 0;
  });
  EXPECT_EQ(write([](Connection& c) { return find_failure_row(c, "account", "k"); }), of_account);
  write([](Connection& c) { return remove_failure_rows(c, 100), 0; });
  EXPECT_EQ(write([](Connection& c) { return find_failure_row(c, "account", "k"); }), of_account);
  EXPECT_EQ(write([](Connection& c) { return find_failure_row(c, "address", "k"); }), std::nullopt);
  write([](Connection& c) { return remove_failure_row(c, "account", "k"), 0; });
  EXPECT_EQ(write([](Connection& c) { return find_failure_row(c, "account", "k"); }), std::nullopt);
}

TEST_P(AccountStore, RequestsForApproval) {
  with_organisation();
  must(put(put_account, account("a1")));
  ApprovalRow row{"q1",     "grant_role", "a1",      "o1", "310000", "internal", "o2",
                  "320000", "restricted", "account", "a2", "00ff",   "{}",       "because",
                  100,      "none",       "",        "",   {},       {}};
  ApprovalRow later = row;
  later.id = "q2";
  later.asked_us = 200;
  write([&](Connection& c) {
    add_approval(c, row);
    add_approval(c, later);
    return 0;
  });
  EXPECT_EQ(write([](Connection& c) { return find_approval_row(c, "q1"); }), row);
  EXPECT_EQ(write([](Connection& c) { return list_open_approval_rows(c, 0); }), (std::vector{row, later}));
  EXPECT_EQ(write([](Connection& c) { return list_open_approval_rows(c, 101); }), std::vector{later});
  row.decision = "approved";
  row.decided_by = "a2";
  row.comment = "同意";
  row.decided_us = 300;
  row.used_us = 301;
  write([&](Connection& c) { return change_approval(c, row), 0; });
  EXPECT_EQ(write([](Connection& c) { return find_approval_row(c, "q1"); }), row);
  EXPECT_EQ(write([](Connection& c) { return list_open_approval_rows(c, 0); }), std::vector{later});
  EXPECT_EQ(write([](Connection& c) { return list_approval_rows_of(c, "a1", 9); }),
            (std::vector{later, row}));
  EXPECT_EQ(write([](Connection& c) { return list_approval_rows_of(c, "a1", 1); }), std::vector{later});
}
TENON_WITH_DATABASES(AccountStore);

}  // namespace
}  // namespace tenon
