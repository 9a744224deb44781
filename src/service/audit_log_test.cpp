#include "service/audit_log.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "service/audit_export.h"
#include "support/test_database.h"

namespace tenon {
namespace {

class AuditLog : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (!IsSkipped()) database_.emplace(new_database());
  }
  static AuditEvent event(const std::string& action) {
    return event_of({"u1", "bureau", "s1", "127.0.0.1"}, UtcTime(std::chrono::microseconds(7)), action,
                    "dataset", "delta", "{}");
  }
  void change(const std::string& sql) {
    Connection connection(*database_);
    connection.session() << sql;
  }
  std::optional<AuditFault> fault() { return must(verify_audit(*database_)).fault; }

  std::optional<Database> database_;
};

TEST_P(AuditLog, EntriesContinueEachOther) {
  EXPECT_EQ(must(audit_head(*database_)), AuditHead{});
  for (int k = 0; k < 5; ++k) must(log_audit(*database_, event("sign_in")));
  const AuditVerification found = must(verify_audit(*database_));
  EXPECT_EQ(found.entries, 5U);
  EXPECT_FALSE(found.fault.has_value());
  EXPECT_EQ(found.head, must(audit_head(*database_)));
}

TEST_P(AuditLog, AnEntryStandsOrFallsWithWhatItTellsOf) {
  const auto failed =
      run_transaction(*database_, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
        if (auto done = audit_step(event("dataset.import"))(connection); !done) return done;
        return Error{ErrorCode::kInvalidArgument, "the act failed after its entry"};
      });
  EXPECT_FALSE(failed.ok());
  EXPECT_EQ(must(audit_head(*database_)).sequence, 0U);
  EXPECT_FALSE(log_audit(*database_, event("")).ok());  // an entry without an action
  EXPECT_EQ(must(audit_head(*database_)).sequence, 0U);
}

TEST_P(AuditLog, ManyWritersMakeOneChain) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int k = 0; k < 20; ++k) must(log_audit(*database_, event("sign_in")));
    });
  }
  for (std::thread& thread : threads) thread.join();
  const AuditVerification found = must(verify_audit(*database_));
  EXPECT_EQ(found.entries, 80U);
  EXPECT_FALSE(found.fault.has_value());
}

TEST_P(AuditLog, WhatIsChangedBehindItsBackIsFound) {
  for (int k = 0; k < 6; ++k) must(log_audit(*database_, event("sign_in")));
  change("UPDATE audit_entries SET line = replace(line, 'u1', 'u2') WHERE sequence = 3");
  ASSERT_TRUE(fault().has_value());
  EXPECT_EQ(fault()->kind, AuditFaultKind::kAltered);
  EXPECT_EQ(fault()->sequence, 3U);
  change("UPDATE audit_entries SET line = replace(line, 'u2', 'u1') WHERE sequence = 3");
  EXPECT_FALSE(fault().has_value());
  const AuditHead head = must(audit_head(*database_));
  change("DELETE FROM audit_entries WHERE sequence = 6");
  EXPECT_FALSE(fault().has_value());  // only a head kept elsewhere tells
  AuditVerifyOptions options;
  options.heads = {head};
  EXPECT_EQ(must(verify_audit(*database_, options)).fault->kind, AuditFaultKind::kTruncated);
  change("DELETE FROM audit_entries WHERE sequence = 2");
  EXPECT_EQ(fault()->kind, AuditFaultKind::kMissing);
  EXPECT_EQ(fault()->sequence, 2U);
}

TEST_P(AuditLog, AFaultyEndIsNotContinued) {
  must(log_audit(*database_, event("sign_in")));
  change("UPDATE audit_entries SET line = 'nonsense'");
  const auto refused = log_audit(*database_, event("sign_in"));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kBadInput);
  EXPECT_EQ(fault()->kind, AuditFaultKind::kUnreadable);
}

TEST_P(AuditLog, AnyBytesAreKept) {
  AuditEvent odd = event("sign_in");
  odd.user_id = std::string("a\0\xFF", 3);
  odd.detail = "链 \" \\ \n";
  must(log_audit(*database_, odd));
  AuditEvent read;
  must(visit_audit_rows(*database_, 1, [&](const AuditRow& row) {
    read = read_audit_entry(row.line).entry->event;
    return true;
  }));
  EXPECT_EQ(read, odd);
}
TENON_WITH_DATABASES(AuditLog);

}  // namespace
}  // namespace tenon
