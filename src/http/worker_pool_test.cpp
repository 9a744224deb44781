#include "http/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace tenon {
namespace {

TEST(WorkerPool, RunsTasksAndRefusesWhatDoesNotFit) {
  std::atomic<std::size_t> most_busy{0};
  std::promise<void> go;
  auto gate = go.get_future().share();
  std::atomic<int> done{0};
  {
    WorkerPool pool(2, 3, [&](std::size_t busy, std::size_t) {
      if (busy > most_busy) most_busy = busy;
    });
    const auto task = [&] {
      gate.wait();
      ++done;
    };
    EXPECT_TRUE(pool.try_post(task));
    EXPECT_TRUE(pool.try_post(task));
    while (most_busy < 2) std::this_thread::yield();
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(pool.try_post(task));
    EXPECT_FALSE(pool.try_post(task));
    go.set_value();
    while (done < 5) std::this_thread::yield();
    EXPECT_TRUE(pool.try_post(task));
    while (done < 6) std::this_thread::yield();
  }
  EXPECT_EQ(most_busy, 2U);
}

TEST(WorkerPool, StopsBehindWhatRunsAndDropsTheRest) {
  std::atomic<bool> started{false};
  std::atomic<int> done{0};
  WorkerPool pool(1, 10, {});
  ASSERT_TRUE(pool.try_post([&] {
    started = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    ++done;
  }));
  while (!started) std::this_thread::yield();
  ASSERT_TRUE(pool.try_post([&] { done += 100; }));
  pool.stop();
  EXPECT_EQ(done, 1);
  EXPECT_FALSE(pool.try_post([] {}));
  pool.stop();
}

}  // namespace
}  // namespace tenon
