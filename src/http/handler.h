// What a server asks for answers.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "http/message.h"

namespace tenon {

// An answer that goes on: the connection gets what is published under any of the topics (event_hub.h) until
// it closes, the server drains, or `may_go_on` (asked on a worker, at each heartbeat) says no.
struct EventStreamReply {
  std::vector<std::string> topics;
  std::function<bool()> may_go_on;
  HttpHeaders headers;
  std::string route;  // as in HttpResponse
  std::string account;
};

using HttpReply = std::variant<HttpResponse, EventStreamReply>;

// Thread-safe: called from all threads of the server at once. What it throws becomes an answer 500 that tells
// nothing, and a line in the log that does.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;

  // On a thread that serves all connections: must not wait for anything, microseconds. nullopt: ask handle().
  virtual std::optional<HttpResponse> handle_quickly(const HttpRequest& request) = 0;
  // On a worker; may wait for the database.
  virtual HttpReply handle(const HttpRequest& request) = 0;
  // What the server itself answers before a request is whole (400, 408, 413, 414, 415, 429, 431, 503, 505):
  // the body and type of an answer with this status. `id`: of the request. Must not wait.
  virtual HttpResponse failure(int status, const std::string& detail, const std::string& id) = 0;
};

}  // namespace tenon
