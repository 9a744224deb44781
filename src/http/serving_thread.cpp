#include "http/serving_thread.h"

#include <unistd.h>

#include <future>
#include <utility>

#include "http/connection.h"
#include "http/metrics.h"
#include "http/response_head.h"
#include "http/server_context.h"

namespace tenon {
namespace {

// Time limits are kept to within this.
constexpr std::chrono::milliseconds kTick{50};
// Of connections that are refused with an answer at one time; more are closed without.
constexpr std::size_t kMostRefused = 64;

}  // namespace

ServingThread::ServingThread(ServerContext& context, const TlsContext* tls) : context_(context), tls_(tls) {
  renew_date();
}

ServingThread::~ServingThread() {
  loop_.stop();
}

void ServingThread::start() {
  context_.events.attach(*this);
  loop_.start(kTick, [this] { tick(); });
}

void ServingThread::close_connections() {
  std::promise<void> closed;
  loop_.post([&] {
    scratch_.assign(connections_.begin(), connections_.end());
    for (const auto& connection : scratch_) connection->close();
    scratch_.clear();
    closed.set_value();
  });
  closed.get_future().wait();
}

void ServingThread::stop() {
  context_.events.detach(*this);
  close_connections();
  loop_.stop();
}

void ServingThread::adopt(int descriptor, const std::string& peer, int refusal) {
  if (refusal != 0 && (tls_ != nullptr || refused_ >= kMostRefused)) {
    ::close(descriptor);
    return;
  }
  auto stream =
      tls_ != nullptr ? make_tls_stream(loop_, descriptor, *tls_) : make_plain_stream(loop_, descriptor);
  auto connection =
      std::make_shared<HttpConnection>(context_, *this, std::move(stream), peer, tls_ != nullptr);
  connections_.insert(connection);
  if (context_.metrics != nullptr) context_.metrics->connection_opened();
  if (refusal == 0) return connection->start();
  ++refused_;
  connection->start_refusing(refusal);
}

void ServingThread::remove(const std::shared_ptr<HttpConnection>& connection) {
  if (connections_.erase(connection) == 0) return;
  if (context_.metrics != nullptr) context_.metrics->connection_closed();
  if (connection->is_refused()) {
    --refused_;
  } else {
    context_.release(connection->peer());
  }
}

void ServingThread::drain() {
  scratch_.assign(connections_.begin(), connections_.end());
  for (const auto& connection : scratch_) connection->drain();
  scratch_.clear();
}

void ServingThread::listen(const std::shared_ptr<HttpConnection>& connection,
                           const std::vector<std::string>& topics) {
  for (const std::string& topic : topics) listeners_[topic].insert(connection);
}

void ServingThread::stop_listening(const std::shared_ptr<HttpConnection>& connection,
                                   const std::vector<std::string>& topics) {
  for (const std::string& topic : topics) {
    const auto place = listeners_.find(topic);
    if (place == listeners_.end()) continue;
    place->second.erase(connection);
    if (place->second.empty()) listeners_.erase(place);
  }
}

void ServingThread::deliver(SharedEvent event) {
  loop_.post([this, event = std::move(event)] {
    const auto place = listeners_.find(event->topic);
    if (place == listeners_.end()) return;
    // A listener that is too slow leaves the set.
    scratch_.assign(place->second.begin(), place->second.end());
    for (const auto& connection : scratch_) connection->on_event(event);
    scratch_.clear();
  });
}

void ServingThread::ask_permission(std::shared_ptr<HttpConnection> connection,
                                   std::function<bool()> may_go_on) {
  questions_.push_back({.connection = std::move(connection), .may_go_on = std::move(may_go_on)});
}

// All questions of a tick are one task. Where the queue of the workers is full they wait for the next tick.
void ServingThread::ask() {
  if (questions_.empty()) return;
  auto asked = std::make_shared<std::vector<Question>>(std::move(questions_));
  questions_.clear();
  const bool posted = context_.workers.try_post([this, asked] {
    auto answers = std::make_shared<std::vector<std::pair<std::shared_ptr<HttpConnection>, bool>>>();
    for (Question& question : *asked) {
      bool may_go_on = false;
      try {
        may_go_on = question.may_go_on();
      } catch (const std::exception& exception) {
        context_.report("error", std::string("whether a stream may go on: ") + exception.what(), {});
      } catch (...) {
        context_.report("error", "whether a stream may go on: no std::exception", {});
      }
      answers->emplace_back(std::move(question.connection), may_go_on);
    }
    loop_.post([answers] {
      for (auto& [connection, may_go_on] : *answers) connection->on_permission(may_go_on);
    });
  });
  if (!posted) questions_ = std::move(*asked);
}

void ServingThread::tick() {
  renew_date();
  const auto now = HttpConnection::Clock::now();
  scratch_.assign(connections_.begin(), connections_.end());
  for (const auto& connection : scratch_) connection->tick(now);
  scratch_.clear();
  ask();
}

void ServingThread::renew_date() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (now == date_time_) return;
  date_time_ = now;
  date_ = http_date(now);
}

}  // namespace tenon
