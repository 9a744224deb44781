#include "service/password_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace tenon {
namespace {

TEST(PasswordPool, RunsNoMoreThanAFewAtOnce) {
  PasswordPool pool({2, 32});
  std::atomic<int> running{0};
  std::atomic<int> most{0};
  std::atomic<int> done{0};
  std::vector<std::thread> threads;
  for (int k = 0; k < 16; ++k) {
    threads.emplace_back([&] {
      ASSERT_TRUE(pool.run([&] {
                        const int now = ++running;
                        int seen = most.load();
                        while (seen < now && !most.compare_exchange_weak(seen, now)) {
                        }
                        std::this_thread::sleep_for(std::chrono::milliseconds(2));
                        --running;
                        ++done;
                      })
                      .ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(most.load(), 2);
  EXPECT_EQ(done.load(), 16);
}

TEST(PasswordPool, TurnsAwayWhoFindsTheQueueFull) {
  PasswordPool pool({1, 0});
  bool inner = true;
  EXPECT_TRUE(pool.run([&] { inner = pool.run([] {}).ok(); }).ok());
  EXPECT_FALSE(inner);
  EXPECT_TRUE(pool.run([] {}).ok());
}

TEST(PasswordPool, IsFreeAgainAfterAnException) {
  PasswordPool pool({1, 0});
  EXPECT_THROW(static_cast<void>(pool.run([] { throw std::runtime_error("bug"); })), std::runtime_error);
  EXPECT_TRUE(pool.run([] {}).ok());
}

}  // namespace
}  // namespace tenon
