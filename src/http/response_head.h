// The head of an answer as it goes over the wire. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace tenon {

struct ResponseHeadFrame {
  std::string_view request_id;
  std::string_view date;  // http_date()
  bool keep_alive = true;
  int minor_version = 1;                                 // of the request
  std::optional<std::chrono::seconds> strict_transport;  // nullopt: no Strict-Transport-Security
  std::optional<std::uint64_t> length;                   // of the body; nullopt: as long as the connection
};

// Status line, fields and the empty line. Fields that are the server's (connection, content-length, date,
// keep-alive, transfer-encoding, upgrade, x-request-id) are left out of `response.headers`. nullopt: a status
// outside 200–599, or a field that would break out of its line or has no token as its name.
std::optional<std::string> write_response_head(const HttpResponse& response, const ResponseHeadFrame& frame);

// Answers with this status have no body and no Content-Length.
bool has_no_body(int status);

// "Thu, 26 Nov 2026 08:30:01 GMT"
std::string http_date(std::chrono::system_clock::time_point time);

}  // namespace tenon
