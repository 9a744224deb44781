// The HTTP server: reads requests whole and within limits, asks a handler, writes answers.
//
// HTTP/1.1 and 1.0, keep-alive and pipelining, with or without TLS. Each of `io_threads` serves the
// connections that fell to it; what a handler does not answer at once runs on one of `worker_threads`. A
// request that is malformed, ambiguous, too large or too slow is answered through HttpHandler::failure and
// its connection closed; what the limits are and what counts as malformed stands in docs/http.md.
//
// Every answer carries Date, X-Request-Id, Cache-Control: no-store and security headers; a header of the same
// name in the answer of the handler takes their place.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/handler.h"

namespace tenon {

class AccessLog;
class EventHub;
class HttpMetrics;

struct HttpServerOptions {
  std::string address = "127.0.0.1";  // IPv4 or IPv6, of an interface; "0.0.0.0" and "::" are all
  std::uint16_t port = 0;             // 0: any that is free
  unsigned io_threads = 1;
  unsigned worker_threads = 4;
  std::size_t queued_requests = 256;  // that wait for a worker; more are answered 503

  std::size_t connections = 4096;             // in all; more are answered 503 or, with TLS, closed
  std::size_t connections_per_address = 512;  // of trusted proxies there may be any number

  std::size_t header_bytes = std::size_t{16} * 1024;  // request line and header fields
  std::size_t body_bytes = std::size_t{1024} * 1024;
  // The most bytes of the body of a request of which the head alone is there; empty: `body_bytes` for all. On
  // a thread that serves all connections: must not wait. Thread-safe.
  std::function<std::size_t(const HttpRequest& head)> body_bytes_of{};
  std::size_t bodies_bytes = std::size_t{512} * 1024 * 1024;  // of all requests at one time; beyond it 503

  std::chrono::milliseconds header_time{10'000};  // TLS handshake, and first to last byte of a head
  std::chrono::milliseconds body_time{60'000};    // the whole body
  std::chrono::milliseconds idle_time{75'000};    // between requests of a connection
  std::chrono::milliseconds write_time{60'000};   // the whole answer; of a stream, what waits to be sent

  std::string certificate_file{};                     // PEM, with its chain; empty: no TLS
  std::string key_file{};                             // PEM, without passphrase
  std::vector<std::string> trusted_proxies{};         // addresses or blocks ("10.0.0.0/8")
  std::chrono::seconds strict_transport{31'536'000};  // Strict-Transport-Security, where TLS is used; 0: none

  std::chrono::milliseconds heartbeat{15'000};  // of event streams
  // That may wait for a listener; one with more is closed, and comes back with its last id.
  std::size_t stream_bytes = std::size_t{256} * 1024;
};

class HttpServer {
 public:
  // All must outlive the server. `log` and `metrics` may be nullptr. kInvalidArgument for options that make
  // no sense, kConflict where the port is taken, kIo, kNotFound or kBadInput for certificate and key.
  static Result<HttpServer> start(HttpServerOptions options, HttpHandler& handler, EventHub& events,
                                  AccessLog* log, HttpMetrics* metrics);

  [[nodiscard]] std::uint16_t port() const;

  // The following by one thread, and not by a handler.

  // Takes no new connections, answers what has begun, says goodbye to listeners, closes what is idle; then
  // stops. What is not done by then is cut. True: nothing was cut.
  bool drain(std::chrono::milliseconds limit);

  // Cuts all connections; handlers that run are waited for. So does the destructor.
  void stop();

  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tenon
