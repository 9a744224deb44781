// JSON as text, written front to back: members keep the order in which they are written, numbers are the
// shortest decimal that reads back the same, non-finite numbers become null, broken UTF-8 becomes U+FFFD.
//
// Invariant: the text is well-formed JSON once every begin_ has its end_ and every key its value; the caller
// keeps that order. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

class JsonWriter {
 public:
  enum class Layout {
    kIndented,  // for people and version control: two spaces a level
    kCompact,   // one line
    kScript,    // compact and safe inside an HTML <script> element: < > & are written as \u003c \u003e \u0026
  };

  explicit JsonWriter(Layout layout) : layout_(layout) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& text(std::string_view value);
  JsonWriter& number(double value);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

  // An array of numbers on one line in every layout: long series are read by programs.
  JsonWriter& numbers(std::span<const double> values);

  // The value or null.
  JsonWriter& optional_number(const std::optional<double>& value) { return value ? number(*value) : null(); }
  JsonWriter& optional_integer(const std::optional<int>& value) { return value ? integer(*value) : null(); }

  [[nodiscard]] const std::string& str() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();
  void quote(std::string_view value);
  void new_line();

  Layout layout_;
  std::string out_;
  std::vector<bool> has_members_;  // of each open object or array
  bool after_key_ = false;
};

}  // namespace tenon
