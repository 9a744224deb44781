#include "http/metrics.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace tenon {
namespace {

void expect_line(const HttpMetrics& metrics, const std::string& line) {
  const std::string text = "\n" + metrics.text();
  EXPECT_NE(text.find("\n" + line + "\n"), std::string::npos) << line << "\nin" << text;
}

TEST(HttpMetrics, CountsRequests) {
  HttpMetrics metrics;
  metrics.request("/a/{b}", "GET", 200, 0.003);
  metrics.request("/a/{b}", "GET", 204, 0.3);
  metrics.request("/a/{b}", "GET", 404, 0.003);
  metrics.request("", "BREW", 0, 100);
  expect_line(metrics, "tenon_http_requests_total{method=\"GET\",route=\"/a/{b}\",status=\"2xx\"} 2");
  expect_line(metrics, "tenon_http_requests_total{method=\"GET\",route=\"/a/{b}\",status=\"4xx\"} 1");
  expect_line(metrics, "tenon_http_requests_total{method=\"other\",route=\"other\",status=\"none\"} 1");
  expect_line(metrics, "tenon_http_request_seconds_count{route=\"/a/{b}\"} 3");
  expect_line(metrics, "tenon_http_request_seconds_bucket{route=\"/a/{b}\",le=\"0.005\"} 2");
  expect_line(metrics, "tenon_http_request_seconds_bucket{route=\"other\",le=\"10\"} 0");
  expect_line(metrics, "tenon_http_request_seconds_bucket{route=\"other\",le=\"+Inf\"} 1");
}

TEST(HttpMetrics, GaugesAndBytes) {
  HttpMetrics metrics;
  metrics.connection_opened();
  metrics.connection_opened();
  metrics.connection_closed();
  metrics.connection_refused();
  metrics.workers(3, 7);
  metrics.listener_opened();
  metrics.received(10);
  metrics.sent(20);
  for (const char* line :
       {"tenon_http_connections 1", "tenon_http_connections_total 2",
        "tenon_http_connections_refused_total 1", "tenon_http_workers_busy 3", "tenon_http_requests_queued 7",
        "tenon_http_event_listeners 1", "tenon_http_received_bytes_total 10",
        "tenon_http_sent_bytes_total 20", "# TYPE tenon_http_connections gauge"})
    expect_line(metrics, line);
  metrics.listener_closed();
  expect_line(metrics, "tenon_http_event_listeners 0");
}

TEST(HttpMetrics, RoutesAreBounded) {
  HttpMetrics metrics;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) metrics.request("/" + std::to_string(i), "GET", 200, 0.001);
    });
  }
  for (auto& thread : threads) thread.join();
  const std::string text = metrics.text();
  std::size_t routes = 0;
  for (std::size_t at = text.find("_seconds_count{"); at != std::string::npos;
       at = text.find("_seconds_count{", at + 1))
    ++routes;
  EXPECT_EQ(routes, 257U);
  EXPECT_NE(text.find("route=\"other\""), std::string::npos);
}

}  // namespace
}  // namespace tenon
