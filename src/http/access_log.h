// The log of a server: one JSON object a line, on standard error or in a file.
//
// Lines are written by a thread of the log and are in the file a second later at most, so nobody who logs
// waits for a disk; when `queued_lines` wait already the oldest are let go and counted. Whatever a client
// sends stays inside its string: control characters, line separators and bytes that are no UTF-8 are escaped.
// Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tenon {

struct AccessEntry {
  std::chrono::system_clock::time_point time{};  // when the request began
  std::string_view request_id;
  std::string_view address;
  std::string_view account;
  std::string_view method;
  std::string_view target;  // as sent
  std::string_view route;
  int status = 0;           // 0: the client was gone before an answer
  std::uint64_t bytes = 0;  // sent
  double milliseconds = 0;
  std::string_view user_agent;
};

// {"time":"2026-11-26T08:30:01.000001Z","kind":"request",…}, without a line end. Empty texts are left out.
std::string access_line(const AccessEntry& entry);

// The target without values of parameters that may be secrets (by their names: token, password, key, code,
// …), each replaced by `*`, and at most 2 KiB of it.
std::string loggable_target(std::string_view target);

struct AccessLogOptions {
  std::string file{};  // appended to; empty: standard error
  std::size_t queued_lines = 8192;
};

class AccessLog {
 public:
  static Result<AccessLog> open(const AccessLogOptions& options);

  void request(const AccessEntry& entry);
  // What is for the operator: "error" or "warning", what happened, and in which request (may be empty).
  void problem(std::string_view level, std::string_view text, std::string_view request_id);
  void flush();
  [[nodiscard]] std::uint64_t lost_lines() const;

  AccessLog(AccessLog&&) noexcept;
  AccessLog& operator=(AccessLog&&) noexcept;
  ~AccessLog();  // writes what waits

 private:
  class Impl;
  explicit AccessLog(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tenon
