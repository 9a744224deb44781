// What a server counts, in the exposition format of Prometheus. Thread-safe.
//
// tenon_http_requests_total{route,method,status}      status as class: 2xx
// tenon_http_request_seconds{route}                   histogram, from the first byte of a request to its
// answer tenon_http_connections, _connections_total, _connections_refused_total tenon_http_workers_busy,
// _requests_queued tenon_http_event_listeners tenon_http_received_bytes_total, _sent_bytes_total
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tenon {

class HttpMetrics {
 public:
  HttpMetrics();
  HttpMetrics(const HttpMetrics&) = delete;
  HttpMetrics& operator=(const HttpMetrics&) = delete;
  ~HttpMetrics();

  // `route` empty, or the 257th different one: "other". Methods that are not those of RFC 9110 and PATCH:
  // "other".
  void request(std::string_view route, std::string_view method, int status, double seconds);
  void connection_opened();
  void connection_closed();
  void connection_refused();
  void workers(std::int64_t busy, std::int64_t queued);  // as they are now
  void listener_opened();
  void listener_closed();
  void received(std::uint64_t bytes);
  void sent(std::uint64_t bytes);

  // For GET /metrics, as kContentType.
  [[nodiscard]] std::string text() const;
  static constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tenon
