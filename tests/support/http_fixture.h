// A server on the loopback interface with a toy handler.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "http/access_log.h"
#include "http/event_hub.h"
#include "http/metrics.h"
#include "http/server.h"
#include "support/raw_http_client.h"
#include "support/toy_http_handler.h"

namespace tenon::testing {

class HttpFixture : public ::testing::Test {
 protected:
  void start(HttpServerOptions options = {}, AccessLog* log = nullptr) {
    auto started = HttpServer::start(std::move(options), handler, events, log, &metrics);
    ASSERT_TRUE(started.ok()) << started.error().message;
    server.emplace(std::move(started).value());
  }
  RawClient client() { return RawClient(server->port()); }
  // GET over a connection of its own.
  std::optional<RawResponse> get(const std::string& target, const std::string& more_headers = "") {
    return client().ask("GET " + target + " HTTP/1.1\r\nHost: t\r\n" + more_headers + "\r\n");
  }

  ToyHandler handler;
  EventHub events;
  HttpMetrics metrics;
  std::optional<HttpServer> server;
};

}  // namespace tenon::testing
