// One connection of a client: reads requests, has them answered, writes the answers, one after the other.
//
// On the thread of its ServingThread throughout; what comes from a worker is posted there. Registered with
// that thread from start() until close().
//
//   handshake → idle → head → body → handling → writing → idle …
//                                           ↘ streaming
//   a request that fails, or the last one: writing → ending (the rest of what the client sends is thrown
//   away) → closed
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/event_hub.h"
#include "http/handler.h"
#include "http/request_parser.h"
#include "http/stream.h"

namespace tenon {

class ServerContext;
class ServingThread;

class HttpConnection final : public StreamOwner, public std::enable_shared_from_this<HttpConnection> {
 public:
  using Clock = std::chrono::steady_clock;

  HttpConnection(ServerContext& context, ServingThread& thread, std::unique_ptr<Stream> stream,
                 std::string peer, bool is_tls);

  void start();
  // Answers with this status, whatever the client asks, and ends. Without TLS only.
  void start_refusing(int status);
  // What is overdue, and heartbeats.
  void tick(Clock::time_point now);
  void drain();
  // At once.
  void close();
  // At once, and the client may lose what it was sent.
  void cut();

  void on_event(const SharedEvent& event);
  void on_permission(bool may_go_on);

  [[nodiscard]] const std::string& peer() const { return peer_; }
  [[nodiscard]] bool is_refused() const { return is_refused_; }

  void on_handshake(bool done) override;
  void on_read(std::size_t bytes) override;
  void on_written(bool done) override;
  void on_shut_down() override;

 private:
  enum class State { kHandshake, kIdle, kHead, kBody, kHandling, kWriting, kStreaming, kEnding, kClosed };

  // An answer on its way, for log and metrics.
  struct Exchange {
    Clock::time_point begin{};
    std::chrono::system_clock::time_point time{};
    int status = 0;
    std::uint64_t bytes = 0;  // sent
    std::string route;
    std::string account;
    bool is_open = false;  // begun and not recorded yet
  };

  struct Listening {
    EventStreamReply reply;
    std::uint64_t covered = 0;  // number of the last event that was passed on
    std::deque<std::shared_ptr<const std::string>> waiting;
    std::vector<std::shared_ptr<const std::string>> being_sent;
    std::size_t waiting_bytes = 0;
    Clock::time_point next_heartbeat{};
    bool is_asking = false;
    bool is_ending = false;  // closed as soon as all is sent
  };

  // Reading
  void begin_request();
  void begin_exchange();
  void read_more();
  void read(std::span<char> space);
  void process();
  bool accept_head();
  bool account_body();
  void release_body();
  // Answering
  void dispatch();
  void dispatch_to_worker();
  void answer(HttpReply reply);
  void respond(HttpResponse response);
  void fail(int status, const std::string& detail);
  HttpResponse failure_response(int status, const std::string& detail);
  void send(std::string head, std::shared_ptr<const std::string> body);
  void finish_exchange();
  void end();
  // Streaming
  void open_stream(EventStreamReply reply);
  void beat(Clock::time_point now);
  void push(std::shared_ptr<const std::string> frame);
  void flush();
  void say_goodbye(std::string_view why);
  void leave_stream();

  void leave();
  void record();
  void received(std::size_t bytes);

  ServerContext& context_;
  ServingThread& thread_;
  std::unique_ptr<Stream> stream_;
  const std::string peer_;
  const bool is_tls_;
  State state_ = State::kHandshake;
  Clock::time_point deadline_ = Clock::time_point::max();

  RequestParser parser_;
  std::string buffer_;  // [begin_, end_) was read and not taken
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t reserved_body_ = 0;
  std::size_t thrown_away_ = 0;

  Exchange exchange_;
  bool keep_alive_ = true;
  bool is_refused_ = false;
  bool is_continuing_ = false;  // "100 Continue" is being written
  bool is_reading_ = false;
  bool is_writing_ = false;
  std::string head_;
  std::shared_ptr<const std::string> body_;
  std::unique_ptr<Listening> listening_;
};

}  // namespace tenon
