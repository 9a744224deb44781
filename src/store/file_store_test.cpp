#include "store/file_store.h"

#include <gtest/gtest.h>

#include "store/transaction.h"
#include "support/test_database.h"

namespace tenon {
namespace {

class FileStore : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
  }
  void put(const std::string& digest, std::int64_t at, const std::vector<std::string>& pieces) {
    must(run_transaction(*database_, TransactionKind::kWrite, [&](Connection& c) -> Result<void> {
      put_file(c, {digest, 6, 0, at}, pieces);
      return {};
    }));
  }
  Result<void> refer(const std::string& digest, const FileHolder& holder) {
    return run_transaction(*database_, TransactionKind::kWrite,
                           [&](Connection& c) { return add_file_reference(c, digest, holder); });
  }
  RemovedFiles remove(std::int64_t before) {
    return must(in_transaction<RemovedFiles>(
        *database_, TransactionKind::kWrite,
        [&](Connection& c) -> Result<RemovedFiles> { return remove_unreferenced_files(c, before); }));
  }
  std::string bytes(const std::string& digest) {
    Connection connection(*database_);
    std::string all;
    visit_file_pieces(connection, digest, [&](const std::string& piece) { all += piece + "|"; });
    return all;
  }
  bool has(const std::string& digest) {
    Connection connection(*database_);
    return find_file(connection, digest).has_value();
  }

  std::optional<Database> database_;
};

TEST_P(FileStore, PiecesComeBackInOrder) {
  std::vector<std::string> pieces;
  std::string expected;
  for (int k = 0; k < 12; ++k) {
    pieces.push_back("piece " + std::to_string(k));
    expected += pieces.back() + "|";
  }
  put("aa", 5, pieces);
  EXPECT_EQ(bytes("aa"), expected);
  put("aa", 9, {"other"});  // the digest says what the bytes are
  EXPECT_EQ(bytes("aa"), expected);
  Connection connection(*database_);
  EXPECT_EQ(find_file(connection, "aa"), (FileRow{"aa", 6, 12, 9}));
  EXPECT_EQ(bytes("bb"), "");
  put("ee", 1, {});
  EXPECT_TRUE(has("ee"));
  EXPECT_EQ(bytes("ee"), "");
}

TEST_P(FileStore, OnlyWhatNobodyNeedsIsRemoved) {
  put("old", 5, {"a"});
  put("new", 10, {"a"});
  put("used", 5, {"a"});
  must(refer("used", {"case", "BP-1"}));
  must(refer("used", {"case", "BP-1"}));
  must(refer("used", {"record", "7"}));
  EXPECT_EQ(refer("none", {"case", "BP-1"}).error().code, ErrorCode::kNotFound);
  {
    Connection connection(*database_);
    EXPECT_EQ(holders_of_file(connection, "used"),
              (std::vector<FileHolder>{{"case", "BP-1"}, {"record", "7"}}));
  }
  const RemovedFiles removed = remove(10);
  EXPECT_EQ(removed.files, 1);
  EXPECT_EQ(removed.size_bytes, 6);
  EXPECT_FALSE(has("old"));
  EXPECT_EQ(bytes("old"), "");
  EXPECT_TRUE(has("new"));
  EXPECT_TRUE(has("used"));
  EXPECT_EQ(remove(10).files, 0);
}
TENON_WITH_DATABASES(FileStore);

}  // namespace
}  // namespace tenon
