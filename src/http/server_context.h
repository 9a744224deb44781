// What the connections of a server share. Thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/forwarded.h"
#include "http/handler.h"
#include "http/server.h"
#include "http/worker_pool.h"

namespace tenon {

class ServerContext {
 public:
  ServerContext(HttpServerOptions options, HttpHandler& handler, EventHub& events, AccessLog* log,
                HttpMetrics* metrics, AddressSet trusted);

  const HttpServerOptions options;
  HttpHandler& handler;
  EventHub& events;
  AccessLog* const log;
  HttpMetrics* const metrics;
  const AddressSet trusted;
  WorkerPool workers;

  std::string next_request_id();

  // Whether one more connection of this peer may be served: 0 yes, it counts until release(); otherwise the
  // status to refuse it with: 503 too many in all, 429 too many of its address.
  int admit(const std::string& peer);
  void release(const std::string& peer);
  // Waits until no connection is left. False: the time was over before.
  bool wait_until_empty(std::chrono::milliseconds limit);

  // Of bodies that are held at this time. False: beyond the limit, and nothing was reserved.
  bool reserve_body(std::size_t bytes);
  void release_body(std::size_t bytes) { body_bytes_ -= bytes; }

  [[nodiscard]] bool is_draining() const { return draining_; }
  void set_draining() { draining_ = true; }

  void report(std::string_view level, std::string_view text, std::string_view request_id) const;

 private:
  std::string id_prefix_;
  std::atomic<std::uint64_t> last_id_{0};
  std::atomic<std::size_t> body_bytes_{0};
  std::atomic<bool> draining_{false};
  std::mutex mutex_;
  std::condition_variable empty_;
  std::size_t connections_ = 0;
  std::unordered_map<std::string, std::size_t> by_address_;
};

}  // namespace tenon
