#include "store/transaction.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

#include "support/test_database.h"

namespace tenon {
namespace {

class Transactions : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
    const auto made = write([](soci::session& session) {
      session << "CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL)";
      session << "INSERT INTO counters VALUES ('a', 0)";
    });
    ASSERT_TRUE(made.ok()) << made.error().message;
  }
  template <class Work>
  Result<void> write(const Work& work) {
    return run_transaction(*database_, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
      work(connection.session());
      return {};
    });
  }
  long long value() {
    Connection connection(*database_);
    long long number = -1;
    connection.session() << "SELECT value FROM counters WHERE name = 'a'", soci::into(number);
    return number;
  }

  std::optional<Database> database_;
};

class DatabaseConnections : public TestDatabases {};

TEST_P(Transactions, ThatFailChangeNothing) {
  const auto failed =
      run_transaction(*database_, TransactionKind::kWrite, [](Connection& connection) -> Result<void> {
        connection.session() << "UPDATE counters SET value = 7";
        return Error{ErrorCode::kInvalidArgument, "thought better of it"};
      });
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().message, "thought better of it");
  EXPECT_EQ(value(), 0);
}

TEST_P(Transactions, AnExceptionOfTheWorkChangesNothingAndGoesOn) {
  EXPECT_THROW((void)write([](soci::session& session) {
                 session << "UPDATE counters SET value = 7";
                 throw std::runtime_error("a bug");
               }),
               std::runtime_error);
  EXPECT_EQ(value(), 0);
  EXPECT_TRUE(write([](soci::session& session) { session << "UPDATE counters SET value = 1"; }).ok());
  EXPECT_EQ(value(), 1);
}

TEST_P(Transactions, AKeyThatExistsIsAConflict) {
  const auto twice = write([](soci::session& session) { session << "INSERT INTO counters VALUES ('a', 1)"; });
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().code, ErrorCode::kConflict);
}

TEST_P(Transactions, FaultsOfTheDatabaseDoNotTellTheStatement) {
  const auto wrong = write([](soci::session& session) {
    const std::string secret = "secret";
    session << "INSERT INTO no_such_table VALUES (:secret)", soci::use(secret);
  });
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().code, ErrorCode::kIo);
  EXPECT_EQ(wrong.error().message.find("secret"), std::string::npos) << wrong.error().message;
}

TEST_P(Transactions, ManyAtOnceLoseNothing) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 25;
  std::vector<std::thread> threads;
  std::atomic<int> done = 0;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int k = 0; k < kRounds; ++k) {
        const auto added = write([](soci::session& session) {
          long long number = 0;
          session << "SELECT value FROM counters WHERE name = 'a'", soci::into(number);
          ++number;
          session << "UPDATE counters SET value = :number WHERE name = 'a'", soci::use(number);
        });
        if (added) {
          ++done;
        } else {
          EXPECT_EQ(added.error().code, ErrorCode::kBusy) << added.error().message;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(value(), done);
  EXPECT_GT(done, kRounds);
}

TEST_P(Transactions, AReaderSeesOneState) {
  const auto read =
      run_transaction(*database_, TransactionKind::kRead, [&](Connection& connection) -> Result<void> {
        long long before = -1;
        connection.session() << "SELECT value FROM counters", soci::into(before);
        EXPECT_TRUE(write([](soci::session& session) { session << "UPDATE counters SET value = 9"; }).ok());
        long long after = -1;
        connection.session() << "SELECT value FROM counters", soci::into(after);
        EXPECT_EQ(before, after);
        return {};
      });
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(value(), 9);
}
// The server ends all connections, as it does when it is started again.
TEST_F(DatabaseConnections, ThatWereLostAreOpenedAgain) {
  if (server().empty()) GTEST_SKIP() << "no PostgreSQL server";
  const std::string address = new_address(DatabaseKind::kPostgresql);
  DatabaseOptions one;
  one.connections = 1;
  Database database = must(Database::open(address, one));
  const auto lose = [&] {
    long long process = 0;
    must(run_transaction(database, TransactionKind::kRead, [&](Connection& connection) -> Result<void> {
      connection.session() << "SELECT pg_backend_pid()", soci::into(process);
      return {};
    }));
    soci::session other(*soci::factory_postgresql(), server());
    other << "SELECT pg_terminate_backend(" << process << ")";
  };
  const auto count = [](Connection& connection) -> Result<void> {
    long long number = 0;
    connection.session() << "SELECT COUNT(*) FROM datasets", soci::into(number);
    return {};
  };
  lose();
  EXPECT_TRUE(run_transaction(database, TransactionKind::kRead, count).ok());
  lose();
  EXPECT_TRUE(run_transaction(database, TransactionKind::kWrite, count).ok());
  // Lost in the middle of a write: not done again behind the caller's back, but the next one goes on.
  int runs = 0;
  const auto broken =
      run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
        ++runs;
        long long process = 0;
        connection.session() << "SELECT pg_backend_pid()", soci::into(process);
        soci::session other(*soci::factory_postgresql(), server());
        other << "SELECT pg_terminate_backend(" << process << ")";
        return count(connection);
      });
  EXPECT_FALSE(broken.ok());
  EXPECT_EQ(runs, 1);
  EXPECT_TRUE(run_transaction(database, TransactionKind::kWrite, count).ok());
}

TEST_P(Transactions, ABriefOneWaitsForNobodyAndLeavesOthersTheirPatience) {
  constexpr const char* kCount = "UPDATE counters SET value = value + 1 WHERE name = 'a'";
  Connection reserve(*database_);  // so that few connections are left to go wrong
  const auto brief = [&] {
    return run_transaction(*database_, TransactionKind::kBrief, [&](Connection& connection) -> Result<void> {
      connection.session() << kCount;
      return {};
    });
  };
  EXPECT_TRUE(brief().ok());
  std::thread writer;
  must(write([&](soci::session& session) {
    session << kCount;
    const auto before = std::chrono::steady_clock::now();
    for (int k = 0; k < 8; ++k) {
      const auto given_up = brief();
      ASSERT_FALSE(given_up.ok());
      EXPECT_EQ(given_up.error().code, ErrorCode::kBusy);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(10));
    writer = std::thread([&] { must(write([&](soci::session& other) { other << kCount; })); });
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }));
  writer.join();
  EXPECT_EQ(value(), 3);
}

TENON_WITH_DATABASES(Transactions);

TEST(DatabaseAddress, PasswordsAreNotShown) {
  EXPECT_EQ(without_password("postgresql://user:geheim@host:5432/db"), "postgresql://user@host:5432/db");
  EXPECT_EQ(without_password("postgresql://user@host/db"), "postgresql://user@host/db");
  EXPECT_EQ(without_password("postgresql://u:a@b:c@host/db"), "postgresql://u@host/db");
  EXPECT_EQ(without_password("/data/a.db"), "/data/a.db");
}

class DatabaseAddresses : public TestDatabases {};

TEST_F(DatabaseAddresses, WhatCannotBeOpenedIsSaid) {
  EXPECT_EQ(Database::open("").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Database::open("mysql://host/db").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Database::open(folder() + "/none/a.db").error().code, ErrorCode::kIo);
  DatabaseOptions existing;
  existing.must_exist = true;
  EXPECT_EQ(Database::open(folder() + "/a.db", existing).error().code, ErrorCode::kNotFound);
  const auto refused = Database::open("postgresql://nobody:geheim@localhost:1/none");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message.find("geheim"), std::string::npos);
  std::ofstream(folder() + "/text.db") << std::string(4096, 'x');
  EXPECT_EQ(Database::open(folder() + "/text.db").error().code, ErrorCode::kIo);
}

TEST_F(DatabaseAddresses, PathsMayHoldBlanksAndSigns) {
  for (const char* name : {"/a b.db", "/a=b.db", "/链.db", "/a'b.db"}) {
    EXPECT_TRUE(Database::open("sqlite:" + folder() + name).ok()) << name;
    EXPECT_TRUE(std::filesystem::exists(folder() + name)) << name;
  }
}

}  // namespace
}  // namespace tenon
