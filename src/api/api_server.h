// A whole server on one database: what handlers work with, the queue of jobs, the contract, the network, and
// what is to be done from time to time.
//
// Thread-safe but for make(), listen() and drain(), which are of one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "api/dispatcher.h"
#include "api/services.h"
#include "http/server.h"
#include "service/sealing.h"

namespace tenon {

class AccessLog;

struct ApiServerOptions {
  ApiOptions api;
  SignInPolicy sign_in;
  JobQueueOptions jobs;              // `on_change` is the server's
  std::size_t shelved_datasets = 4;  // versions of datasets in memory
  int keep_results_days = 30;        // of jobs
  std::function<UtcTime()> now;      // empty: the system's clock
};

class ApiServer {
 public:
  // `database` lives longer. Errors of the contract; nothing runs yet.
  static Result<std::unique_ptr<ApiServer>> make(Database& database, SealingKey key,
                                                 ApiServerOptions options);
  ~ApiServer();
  ApiServer(const ApiServer&) = delete;
  ApiServer& operator=(const ApiServer&) = delete;

  // Starts the jobs and answers requests. Errors of HttpServer::start() and JobQueue::start(). `log` may be
  // nullptr.
  Result<void> listen(HttpServerOptions options, AccessLog* log);
  [[nodiscard]] std::uint16_t port() const;

  // What time brings about: reminders and transitions of cases, job requests of cases, old keys and results
  // that are not needed any more; and reads the datasets that changed last ahead, on a thread of its own.
  // Call every minute or so; does what failed again the next time. Returns the first error.
  Result<void> maintain();

  // Answers what has begun, queues running jobs for the next start, then stops. True: nothing was cut.
  bool drain(std::chrono::milliseconds limit);

  [[nodiscard]] ApiDispatcher& dispatcher();
  [[nodiscard]] ApiServices& services();

 private:
  class Parts;
  explicit ApiServer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace tenon
