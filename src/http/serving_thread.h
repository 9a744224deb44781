// One of the threads that serve connections, with the connections that fell to it. On the thread itself
// throughout, but for start(), post(), deliver() and what is said to be from another thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "http/event_hub.h"
#include "http/io_loop.h"
#include "http/tls.h"

namespace tenon {

class HttpConnection;
class ServerContext;

class ServingThread final : public EventOutlet {
 public:
  ServingThread(ServerContext& context, const TlsContext* tls);
  ServingThread(const ServingThread&) = delete;
  ServingThread& operator=(const ServingThread&) = delete;
  ~ServingThread() override;  // stops

  void start();
  // Both from another thread, and both wait until it is done:
  void close_connections();
  void stop();
  void post(std::function<void()> task) { loop_.post(std::move(task)); }
  IoLoop& loop() { return loop_; }

  // Takes the descriptor. `refusal`: what ServerContext::admit said; if it is not 0, all that the connection
  // gets.
  void adopt(int descriptor, const std::string& peer, int refusal);
  void remove(const std::shared_ptr<HttpConnection>& connection);
  void drain();

  void listen(const std::shared_ptr<HttpConnection>& connection, const std::vector<std::string>& topics);
  void stop_listening(const std::shared_ptr<HttpConnection>& connection,
                      const std::vector<std::string>& topics);
  void deliver(SharedEvent event) override;
  // The connection is told on_permission() with what `may_go_on` says on a worker.
  void ask_permission(std::shared_ptr<HttpConnection> connection, std::function<bool()> may_go_on);

  // HTTP date, renewed at each tick.
  [[nodiscard]] std::string_view date() const { return date_; }

 private:
  struct Question {
    std::shared_ptr<HttpConnection> connection;
    std::function<bool()> may_go_on;
  };

  void tick();
  void ask();
  void renew_date();

  ServerContext& context_;
  const TlsContext* tls_;
  IoLoop loop_;
  std::unordered_set<std::shared_ptr<HttpConnection>> connections_;
  std::unordered_map<std::string, std::unordered_set<std::shared_ptr<HttpConnection>>> listeners_;
  std::vector<Question> questions_;
  std::vector<std::shared_ptr<HttpConnection>> scratch_;
  std::size_t refused_ = 0;  // connections that are being refused
  std::string date_;
  std::chrono::system_clock::time_point date_time_{};
};

}  // namespace tenon
