#include "base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace tenon {
namespace {

TEST(Parallel, EveryIndexOnceWhateverTheThreads) {
  for (const unsigned threads : {1U, 2U, 7U}) {
    std::vector<int> seen(1001, 0);
    std::atomic<bool> worker_in_range{true};
    parallel_chunks(seen.size(), 10, threads, [&](unsigned worker, std::size_t begin, std::size_t end) {
      if (worker >= threads) worker_in_range = false;
      for (std::size_t i = begin; i < end; ++i) ++seen[i];
    });
    EXPECT_EQ(seen, std::vector<int>(1001, 1));
    EXPECT_TRUE(worker_in_range);
  }
  parallel_chunks(0, 10, 2, [](unsigned, std::size_t, std::size_t) { FAIL(); });
}

TEST(Parallel, ExceptionsReachTheCaller) {
  EXPECT_THROW(parallel_chunks(100, 1, 3,
                               [](unsigned, std::size_t begin, std::size_t) {
                                 if (begin == 42) throw std::runtime_error("chunk 42");
                               }),
               std::runtime_error);
}

}  // namespace
}  // namespace tenon
