// Bytes to requests, without input or output: HTTP/1.1 and 1.0, one request after the other.
//
// Stricter than RFC 9112 asks, where leniency lets two programs disagree about where a request ends: lines
// end in CRLF, no folded lines, no control characters, one Host, at most one Content-Length of digits alone,
// no Transfer-Encoding but `chunked` alone and never beside Content-Length or in HTTP/1.0, no chunk
// extensions. Trailers are read and dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace tenon {

struct RequestLimits {
  std::size_t header_bytes = std::size_t{16} * 1024;  // request line and fields; also trailers
  std::size_t target_bytes = std::size_t{8} * 1024;
  std::size_t fields = 128;
};

struct RequestFault {
  int status = 400;
  std::string detail;
};

enum class RequestStage { kHead, kBody, kComplete, kFailed };

class RequestParser {
 public:
  explicit RequestParser(const RequestLimits& limits);
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  // Takes what it can of the bytes and returns how many; what is left comes again with what follows it. Stops
  // once behind the head, so that the body can be limited. Bytes behind a complete request are not taken.
  std::size_t feed(std::string_view bytes);

  [[nodiscard]] RequestStage stage() const { return stage_; }
  [[nodiscard]] const RequestFault& fault() const { return fault_; }

  // Behind the head (kBody or kComplete):
  // Fails at once, with 413, if the body is known to be longer; otherwise as soon as it is. Without a call:
  // none.
  void limit_body(std::size_t bytes);
  [[nodiscard]] bool keep_alive() const;
  [[nodiscard]] bool expects_continue() const { return expects_continue_; }
  [[nodiscard]] int minor_version() const { return minor_version_; }

  // As far as it is known.
  HttpRequest& request() { return request_; }

  // For the next request.
  void restart();

 private:
  class Core;
  std::size_t feed_head(std::string_view bytes);
  std::size_t feed_body(std::string_view bytes);
  void fail(int status, std::string detail);
  void check_head();

  RequestLimits limits_;
  RequestStage stage_ = RequestStage::kHead;
  RequestFault fault_;
  HttpRequest request_;
  std::unique_ptr<Core> core_;
  std::size_t scanned_ = 0;  // bytes of the head that were looked at
  bool has_line_ = false;    // the request line is whole
  bool expects_continue_ = false;
  int minor_version_ = 1;
};

}  // namespace tenon
