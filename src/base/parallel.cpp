#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tenon {

unsigned resolve_threads(unsigned requested) {
  return requested > 0 ? requested : std::max(1U, std::thread::hardware_concurrency());
}

void parallel_chunks(std::size_t count, std::size_t chunk, unsigned threads,
                     const std::function<void(unsigned, std::size_t, std::size_t)>& body) {
  if (count == 0) return;
  chunk = std::max<std::size_t>(chunk, 1);
  const std::size_t chunks = (count - 1) / chunk + 1;
  const auto workers = static_cast<unsigned>(std::min<std::size_t>(resolve_threads(threads), chunks));

  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failure_mutex;
  const auto work = [&](unsigned worker) {
    try {
      for (std::size_t i = next.fetch_add(1); i < chunks; i = next.fetch_add(1)) {
        body(worker, i * chunk, std::min(count, (i + 1) * chunk));
      }
    } catch (...) {
      next.store(chunks);
      const std::lock_guard lock(failure_mutex);
      if (!failure) failure = std::current_exception();
    }
  };

  {
    std::vector<std::jthread> pool;
    pool.reserve(workers - 1);
    for (unsigned worker = 1; worker < workers; ++worker) pool.emplace_back(work, worker);
    work(0);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace tenon
