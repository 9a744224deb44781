// The pieces that the audit files and the histories of cases are made of: JSON in one exact form
// (audit_export.h), read from the front. Inside of the module.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "service/digest.h"
#include "service/utc_time.h"

namespace tenon {

// Writes a text as a JSON string, or as {"base64":"..."} where it is not UTF-8.
void write_json_text(std::string& out, std::string_view text);

// Takes piece after piece from a line. A piece that is not there fails the cursor for good: what() then says
// what was expected, position() where.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view line) : line_(line) {}

  void literal(std::string_view expected);
  bool take(std::string_view expected);  // whether it stood there; nothing fails
  std::string text();
  std::uint64_t number();  // decimal, without leading zeros
  std::int64_t integer();  // the same with a sign
  double real();           // finite
  UtcTime time();          // as a string
  Digest256 digest();      // as a string of 64 hexadecimal digits
  void end();
  void fail(std::string expected);

  [[nodiscard]] bool failed() const { return !what_.empty(); }
  [[nodiscard]] const std::string& what() const { return what_; }
  [[nodiscard]] std::size_t position() const { return position_; }

 private:
  [[nodiscard]] std::string_view rest() const { return line_.substr(position_); }

  std::string_view line_;
  std::size_t position_ = 0;
  std::string what_;
};

}  // namespace tenon
