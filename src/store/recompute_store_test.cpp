#include "store/recompute_store.h"

#include <gtest/gtest.h>

#include "store/transaction.h"
#include "support/test_database.h"

namespace tenon {
namespace {

const RecomputeTaker kFirst{"first", 60};
const RecomputeTaker kSecond{"second", 60};

class RecomputeStore : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (!IsSkipped()) database_.emplace(new_database());
  }
  template <class T>
  T write(const std::function<T(Connection&)>& work) {
    return must(in_transaction<T>(*database_, TransactionKind::kWrite,
                                  [&](Connection& c) -> Result<T> { return work(c); }));
  }
  void ask(const std::string& id, const std::string& computation, std::uint64_t sequence) {
    write<bool>([&](Connection& c) {
      ask_recompute(c, {0, id, sequence, computation, 100, 0});
      return true;
    });
  }
  std::vector<RecomputeRow> take(const RecomputeTaker& taker, std::int64_t at, std::size_t limit = 9) {
    return write<std::vector<RecomputeRow>>(
        [&](Connection& c) { return take_recompute_requests(c, limit, taker, at); });
  }
  bool finish(const RecomputeRow& row, const RecomputeTaker& taker, const RecomputeOutcome& outcome) {
    return write<bool>([&](Connection& c) { return finish_recompute(c, row, taker, outcome); });
  }

  std::optional<Database> database_;
};

TEST_P(RecomputeStore, ARequestIsTakenOnce) {
  ask("BP-1", "score", 3);
  ask("BP-1", "effect", 3);
  ask("BP-2", "score", 1);
  ask("BP-1", "score", 7);  // the same as the first, which nobody has taken
  EXPECT_EQ(take(kFirst, 200, 2),
            (std::vector<RecomputeRow>{{1, "BP-1", 7, "score", 100, 1}, {2, "BP-1", 3, "effect", 100, 1}}));
  ask("BP-1", "score", 9);  // taken already: anew
  {
    Connection connection(*database_);
    EXPECT_EQ(waiting_recompute_requests(connection, 9, kSecond, 200).size(), 2U);
  }
  EXPECT_EQ(take(kSecond, 200).size(), 2U);
  EXPECT_TRUE(take(kFirst, 200).empty());
}

TEST_P(RecomputeStore, WhoDoesNotEndItInTimeLosesIt) {
  ask("BP-1", "score", 3);
  const RecomputeRow first = take(kFirst, 200).at(0);
  EXPECT_TRUE(take(kSecond, 259).empty());
  const RecomputeRow second = take(kSecond, 260).at(0);
  EXPECT_EQ(second.tries, 2);
  const RecomputeOutcome outcome{true, "delta@3", "已计算", "computed", 270};
  EXPECT_FALSE(finish(first, kFirst, outcome));
  EXPECT_FALSE(finish(first, kSecond, outcome));  // of another attempt
  EXPECT_TRUE(finish(second, kSecond, outcome));
  EXPECT_FALSE(finish(second, kSecond, outcome));  // once
  EXPECT_TRUE(take(kFirst, 10'000).empty());
  Connection connection(*database_);
  const auto finished = finished_recomputes(connection, "BP-1");
  ASSERT_EQ(finished.size(), 1U);
  EXPECT_EQ(finished[0].request, second);
  EXPECT_EQ(finished[0].outcome, outcome);
  EXPECT_TRUE(finished_recomputes(connection, "BP-2").empty());
}
TENON_WITH_DATABASES(RecomputeStore);

}  // namespace
}  // namespace tenon
