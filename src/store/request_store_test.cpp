#include "store/request_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "support/test_database.h"

namespace tenon {
namespace {

class RequestStore : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (!IsSkipped()) database_.emplace(new_database());
  }
  std::optional<KeptRequest> reserve(const std::string& account, const std::string& key,
                                     const std::string& digest = "d", std::int64_t now = 100) {
    return must(reserve_request(*database_, account, key, digest, now));
  }
  std::optional<Database> database_;
};

TEST_P(RequestStore, AKeyIsReservedOnceAndAnsweredAgain) {
  EXPECT_FALSE(reserve("li", "k").has_value());
  const auto under_way = reserve("li", "k", "another", 200);
  ASSERT_TRUE(under_way.has_value());
  EXPECT_EQ(under_way->digest, "d");
  EXPECT_EQ(under_way->made_at, 100);
  EXPECT_EQ(under_way->status, 0);
  EXPECT_FALSE(under_way->body.has_value());
  EXPECT_FALSE(reserve("wang", "k").has_value());  // of another account it is another key
  must(finish_request(*database_, "li", "k", {"d", 100, 201, "application/json", "\"r1\"", "{\"中\":1}"}));
  const auto answered = reserve("li", "k");
  ASSERT_TRUE(answered.has_value());
  EXPECT_EQ(answered->status, 201);
  EXPECT_EQ(answered->content_type, "application/json");
  EXPECT_EQ(answered->etag, "\"r1\"");
  EXPECT_EQ(answered->body, "{\"中\":1}");
  EXPECT_EQ(reserve("wang", "k")->status, 0);
}

TEST_P(RequestStore, AnAnswerMayGoWithoutItsBody) {
  reserve("li", "k");
  must(finish_request(*database_, "li", "k", {"d", 100, 204, "", "", std::nullopt}));
  const auto answered = reserve("li", "k");
  EXPECT_EQ(answered->status, 204);
  EXPECT_FALSE(answered->body.has_value());
}

TEST_P(RequestStore, WhatWasNotDoneIsFreeAgain) {
  reserve("li", "k");
  must(release_request(*database_, "li", "k"));
  EXPECT_FALSE(reserve("li", "k", "another").has_value());
}

TEST_P(RequestStore, OldKeysAreForgotten) {
  reserve("li", "old", "d", 100);
  reserve("li", "new", "d", 200);
  EXPECT_EQ(must(forget_requests(*database_, 200)), 1);
  EXPECT_EQ(must(forget_requests(*database_, 200)), 0);
  EXPECT_FALSE(reserve("li", "old").has_value());
  EXPECT_TRUE(reserve("li", "new").has_value());
}

TEST_P(RequestStore, OfManyAtOnceOneHasTheKey) {
  std::atomic<int> mine{0};
  std::vector<std::thread> threads;
  for (int k = 0; k < 8; ++k) {
    threads.emplace_back([&] {
      const auto kept = reserve_request(*database_, "li", "k", "d", 100);
      if (kept && !kept->has_value()) ++mine;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(mine, 1);
}

TEST_P(RequestStore, TheFirstOwnerOfADatasetStays) {
  EXPECT_FALSE(must(find_dataset_owner(*database_, "d")).has_value());
  must(own_dataset(*database_, "d", {"o1", "310000"}));
  must(own_dataset(*database_, "d", {"o2", "320000"}));
  const auto owner = must(find_dataset_owner(*database_, "d"));
  ASSERT_TRUE(owner.has_value());
  EXPECT_EQ(owner->organisation_id, "o1");
  EXPECT_EQ(owner->region_code, "310000");
}
TENON_WITH_DATABASES(RequestStore);

}  // namespace
}  // namespace tenon
