// A handler of HTTP for tests: answers what it was asked, waits, throws, streams.
#pragma once

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include "http/handler.h"

namespace tenon::testing {

class ToyHandler : public HttpHandler {
 public:
  std::atomic<bool> may_go_on{true};
  std::atomic<int> asked_whether_to_go_on{0};
  std::atomic<int> handled{0};
  std::atomic<int> running{0};
  std::atomic<int> sleep_ms{50};

  std::optional<HttpResponse> handle_quickly(const HttpRequest& request) override {
    if (first(request) == "quick") return echo(request);
    if (first(request) == "throw-quickly") throw std::runtime_error("a bug in the quick part");
    if (first(request) == "headers") {
      auto response = make_response(200, "text/html", "<p>");
      response.headers.set("Content-Security-Policy", "default-src 'none'");
      response.headers.set("Cache-Control", "max-age=60");
      response.headers.add("Set-Cookie", "a=1");
      response.headers.add("Set-Cookie", "b=2");
      response.headers.set("Content-Length", "99999");
      response.headers.set("Connection", "upgrade");
      return response;
    }
    if (first(request) == "split") {
      auto response = make_response(200, "text/plain", "x");
      response.headers.set("Location", "/a\r\nSet-Cookie: evil=1");
      return response;
    }
    if (first(request) == "empty") return make_response(204, "", "");
    if (first(request) == "not-modified") return make_response(304, "", "not sent");
    if (first(request) == "large") {
      const std::string* bytes = request.parameter("bytes");
      return make_response(200, "text/plain",
                           std::string(bytes != nullptr ? std::stoul(*bytes) : 1 << 22, 'x'));
    }
    return std::nullopt;
  }

  HttpReply handle(const HttpRequest& request) override {
    ++running;
    struct Leave {
      std::atomic<int>& count;
      ~Leave() { --count; }
    } leave{running};
    ++handled;
    if (first(request) == "slow") std::this_thread::sleep_for(std::chrono::milliseconds(sleep_ms));
    if (first(request) == "throw") throw std::runtime_error("database at 10.1.2.3 said no");
    if (first(request) == "throw-int") throw 7;
    if (first(request) == "events") {
      EventStreamReply reply;
      for (const auto& [name, value] : request.query) {
        if (name == "topic") reply.topics.push_back(value);
      }
      if (request.parameter("guarded") != nullptr) {
        reply.may_go_on = [this] {
          ++asked_whether_to_go_on;
          return may_go_on.load();
        };
      }
      reply.route = "/events";
      return reply;
    }
    if (first(request) == "missing") return make_response(404, "text/plain", "missing");
    return echo(request);
  }

  HttpResponse failure(int status, const std::string& detail, const std::string& id) override {
    return make_response(
        status, "application/problem+json",
        "{\"status\":" + std::to_string(status) + ",\"detail\":\"" + detail + "\",\"id\":\"" + id + "\"}");
  }

  static std::string first(const HttpRequest& request) {
    return request.segments.empty() ? "" : request.segments[0];
  }

  static HttpResponse echo(const HttpRequest& request) {
    std::string body = request.method + "\n";
    for (const std::string& segment : request.segments) body += "[" + segment + "]";
    body += "\n";
    for (const auto& [name, value] : request.query) body += name + "=" + value + ";";
    body += "\n" + request.address + (request.is_secure ? " secure" : " plain") + "\n" + request.body;
    auto response = make_response(200, "text/plain", std::move(body));
    response.route = "/" + first(request);
    response.account = "toy";
    return response;
  }
};

}  // namespace tenon::testing
