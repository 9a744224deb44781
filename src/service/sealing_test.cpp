#include "service/sealing.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "service/encoding.h"
#include "service/secret.h"
#include "store/account_store.h"
#include "store/transaction.h"
#include "support/test_database.h"

namespace tenon {
namespace {

TEST(Sealing, WhatIsSealedOpensForItsOwnerOnly) {
  const SealingKey key = SealingKey::make();
  const std::string sealed = key.seal("secret", "a1");
  EXPECT_EQ(sealed.find("secret"), std::string::npos);
  EXPECT_NE(sealed, key.seal("secret", "a1"));
  const auto opened = key.open(sealed, "a1");
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(*opened, "secret");
  EXPECT_EQ(key.open(sealed, "a2").error().code, ErrorCode::kBadInput);
  EXPECT_EQ(*key.open(key.seal("", ""), ""), "");
}

TEST(Sealing, EveryChangedByteIsNoticed) {
  const SealingKey key = SealingKey::make();
  const std::string sealed = key.seal("secret", "a1");
  for (std::size_t k = 0; k < sealed.size(); ++k) {
    std::string other = sealed;
    other[k] = other[k] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(key.open(other, "a1").ok()) << k;
    EXPECT_FALSE(key.open(sealed.substr(0, k), "a1").ok()) << k;
  }
}

TEST(Sealing, AnotherKeyIsNamed) {
  const SealingKey key = SealingKey::make();
  const SealingKey other = SealingKey::make();
  const auto opened = other.open(key.seal("secret", "a1"), "a1");
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(opened.error().message.find(key.name()), std::string::npos);
  EXPECT_NE(opened.error().message.find(other.name()), std::string::npos);
}

class KeyFile : public WithDatabase {
 protected:
  void TearDown() override { ::unsetenv("TENON_KEY_FILE"); }
  void write(const std::string& path, const std::string& bytes, mode_t mode = 0600) {
    std::ofstream(path) << bytes;
    ::chmod(path.c_str(), mode);
  }
};

TEST_P(KeyFile, IsMadeOnceForItsOwner) {
  Database database = new_database();
  if (GetParam() == DatabaseKind::kPostgresql) {
    EXPECT_EQ(SealingKey::of_database(database).error().code, ErrorCode::kInvalidArgument);
    ::setenv("TENON_KEY_FILE", (folder() + "/key").c_str(), 1);
  }
  const std::string path = must(key_file_of(database));
  const SealingKey made = must(SealingKey::of_database(database));
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_EQ(must(SealingKey::of_database(database)).name(), made.name());
  EXPECT_EQ(must(SealingKey::of_database(database)).open(made.seal("x", "a"), "a").value(), "x");
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder())) ++files;
  EXPECT_LE(files, 4U);  // the database with its log, and the key: nothing unfinished
}

TEST_P(KeyFile, IsNotMadeAnewWhereSomethingIsSealed) {
  ::setenv("TENON_KEY_FILE", (folder() + "/key").c_str(), 1);
  Database database = new_database();
  const SealingKey made = must(SealingKey::of_database(database));
  must(run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    AccountRow account;
    account.id = account.name = account.name_key = "li";
    account.totp_sealed = made.seal("x", "li");
    auto put = put_account(connection, account);
    if (!put) return put.error();
    return {};
  }));
  EXPECT_TRUE(SealingKey::of_database(database).ok());
  std::filesystem::remove(folder() + "/key");
  const auto missing = SealingKey::of_database(database);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(folder() + "/key"));
}

TEST_P(KeyFile, WhatIsNoneIsRefused) {
  const std::string path = folder() + "/key";
  const std::string line = to_base64(random_bytes(32)) + "\n";
  write(path, line);
  EXPECT_TRUE(SealingKey::read(path).ok());
  write(path, line, 0644);
  EXPECT_EQ(SealingKey::read(path).error().code, ErrorCode::kBadInput);
  for (const std::string& bytes : {std::string(), std::string("key"), to_base64(random_bytes(31)),
                                   to_base64(random_bytes(33)), random_bytes(32)}) {
    write(path, bytes);
    EXPECT_EQ(SealingKey::read(path).error().code, ErrorCode::kBadInput);
  }
  EXPECT_EQ(SealingKey::read(folder() + "/none").error().code, ErrorCode::kNotFound);
  ::setenv("TENON_KEY_FILE", (folder() + "/no/folder/key").c_str(), 1);
  Database database = new_database();
  EXPECT_EQ(SealingKey::of_database(database).error().code, ErrorCode::kIo);
}
TENON_WITH_DATABASES(KeyFile);

}  // namespace
}  // namespace tenon
