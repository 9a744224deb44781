#include "api/api_server.h"

#include <algorithm>
#include <atomic>
#include <new>
#include <optional>
#include <thread>
#include <utility>

#include "api/job_json.h"
#include "service/case_desk.h"
#include "service/governance_dues.h"
#include "service/job_kinds.h"
#include "service/recompute_worker.h"
#include "store/request_store.h"

namespace tenon {
namespace {

constexpr std::chrono::hours kKeepRequests{24};
constexpr std::size_t kReadAhead = 2;  // datasets

std::function<UtcTime()> clock_of(const ApiServerOptions& options) {
  if (options.now) return options.now;
  return [] {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  };
}

JobQueueOptions told_of(JobQueueOptions options, EventHub& events, const std::function<UtcTime()>& now) {
  options.on_change = [&events](const JobView& job) {
    events.publish("account:" + job.account, "job", job_json(job, job.state == JobState::kDone));
  };
  options.now = now;
  return options;
}

// The platform itself.
Actor platform() {
  return {"platform", "", "", ""};
}

}  // namespace

class ApiServer::Parts {
 public:
  Parts(Database& database, SealingKey key, ApiServerOptions options)
      : options_(std::move(options)),
        now_(clock_of(options_)),
        key_(std::move(key)),
        shelf_(database, options_.shelved_datasets),
        jobs_(database, dataset_job_kinds(database, shelf_), told_of(options_.jobs, events_, now_)),
        services_(database, key_, passwords_, options_.sign_in, jobs_, shelf_, events_, metrics_,
                  options_.api, now_),
        recomputing_(database, shelf_, recompute_options()) {}

  Result<void> connect() {
    auto contract = read_contract(embedded_contract());
    if (!contract) return contract.error();
    auto dispatcher = ApiDispatcher::make(std::move(*contract), services_);
    if (!dispatcher) return dispatcher.error();
    dispatcher_ = std::move(*dispatcher);
    return {};
  }

  Result<void> listen(HttpServerOptions options, AccessLog* log) {
    if (auto started = jobs_.start(); !started) return started;
    const std::size_t usual = options.body_bytes;
    options.body_bytes_of = [this, usual](const HttpRequest& head) {
      return dispatcher_->body_bytes_of(head, usual);
    };
    auto server = HttpServer::start(std::move(options), *dispatcher_, events_, log, &metrics_);
    if (!server) return server.error();
    server_.emplace(std::move(*server));
    recomputing_.start();
    return {};
  }

  Result<void> maintain() {
    read_ahead();
    Result<void> first;
    const auto note = [&](auto&& result) {
      if (!result && first) first = result.error();
    };
    const UtcTime now = now_();
    CaseCaller caller;
    caller.party.is_system = true;
    caller.permissions = [](const process::ProcessType&, const process::Case&) {
      return std::vector<std::string>();
    };
    caller.account = platform();
    caller.time = now;
    auto ticked = tick_cases(services_.database, caller);
    note(ticked);
    const auto reminded = remind_of_governance(services_.database, platform(), now);
    note(reminded);
    if (reminded && *reminded > 0) services_.wrote();
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>((now - kKeepRequests).time_since_epoch());
    note(forget_requests(services_.database, seconds.count()));
    note(jobs_.delete_results(now - std::chrono::days(options_.keep_results_days), platform()));
    if (ticked && !ticked->changed.empty()) {
      services_.wrote();
      for (const CaseOutcome& outcome : ticked->changed) tell_of_case(outcome.case_id);
    }
    return first;
  }

  bool drain(std::chrono::milliseconds limit) {
    services_.is_draining = true;
    const auto begin = std::chrono::steady_clock::now();
    const bool is_whole = !server_ || server_->drain(limit);
    const auto left = limit - std::chrono::duration_cast<std::chrono::milliseconds>(
                                  std::chrono::steady_clock::now() - begin);
    recomputing_.stop();
    if (reading_ahead_.joinable()) reading_ahead_.join();
    const std::size_t unheeding = jobs_.drain(std::max(0.0, static_cast<double>(left.count()) / 1000));
    return is_whole && unheeding == 0;
  }

  [[nodiscard]] std::uint16_t port() const { return server_ ? server_->port() : 0; }
  ApiDispatcher& dispatcher() { return *dispatcher_; }
  ApiServices& services() { return services_; }

 private:
  RecomputeWorkerOptions recompute_options() {
    RecomputeWorkerOptions options;
    options.now = now_;
    options.on_finish = [this](const FinishedRecompute& finished) {
      services_.wrote();
      tell_of_case(finished.request.case_id);
    };
    return options;
  }
  // Large versions take seconds: beside everything else. What fails will fail again for who asks for it, and
  // tell him.
  void read_ahead() {
    if (is_reading_ahead_.exchange(true)) return;
    if (reading_ahead_.joinable()) reading_ahead_.join();
    reading_ahead_ = std::jthread([this] {
      try {
        const auto read = shelf_.read_ahead(std::min(kReadAhead, options_.shelved_datasets));
        static_cast<void>(read);
      } catch (const std::bad_alloc&) {
        // There is no room for what nobody has asked for.
      }
      is_reading_ahead_ = false;
    });
  }
  void tell_of_case(const std::string& id) {
    events_.publish("all", "changed", R"({"what":"case","id":)" + quoted(id) + "}");
  }
  static std::string quoted(const std::string& text) {
    JsonWriter json(JsonWriter::Layout::kCompact);
    json.begin_array().text(text).end_array();
    const std::string array = json.take();
    return array.substr(1, array.size() - 2);
  }

  ApiServerOptions options_;
  std::function<UtcTime()> now_;
  SealingKey key_;
  PasswordPool passwords_;
  DatasetShelf shelf_;
  EventHub events_;
  HttpMetrics metrics_;
  JobQueue jobs_;
  ApiServices services_;
  RecomputeWorker recomputing_;
  std::unique_ptr<ApiDispatcher> dispatcher_;
  std::optional<HttpServer> server_;
  std::atomic<bool> is_reading_ahead_{false};
  std::jthread reading_ahead_;
};

ApiServer::ApiServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ApiServer::~ApiServer() = default;

Result<std::unique_ptr<ApiServer>> ApiServer::make(Database& database, SealingKey key,
                                                   ApiServerOptions options) {
  auto parts = std::make_unique<Parts>(database, std::move(key), std::move(options));
  if (auto connected = parts->connect(); !connected) return connected.error();
  return std::unique_ptr<ApiServer>(new ApiServer(std::move(parts)));
}

Result<void> ApiServer::listen(HttpServerOptions options, AccessLog* log) {
  return parts_->listen(std::move(options), log);
}
std::uint16_t ApiServer::port() const {
  return parts_->port();
}
Result<void> ApiServer::maintain() {
  return parts_->maintain();
}
bool ApiServer::drain(std::chrono::milliseconds limit) {
  return parts_->drain(limit);
}
ApiDispatcher& ApiServer::dispatcher() {
  return parts_->dispatcher();
}
ApiServices& ApiServer::services() {
  return parts_->services();
}

}  // namespace tenon
