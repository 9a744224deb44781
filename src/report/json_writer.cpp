#include "report/json_writer.h"

#include <cmath>

#include "base/number.h"
#include "report/html_escape.h"

namespace tenon {

void JsonWriter::new_line() {
  if (layout_ != Layout::kIndented) return;
  out_ += '\n';
  out_.append(2 * has_members_.size(), ' ');
}

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_members_.empty()) return;
  if (has_members_.back()) out_ += ',';
  has_members_.back() = true;
  new_line();
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  has_members_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  const bool had_members = has_members_.back();
  has_members_.pop_back();
  if (had_members) new_line();
  out_ += bracket;
  if (has_members_.empty() && layout_ == Layout::kIndented) out_ += '\n';
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  quote(name);
  out_ += layout_ == Layout::kIndented ? ": " : ":";
  after_key_ = true;
  return *this;
}

void JsonWriter::quote(std::string_view value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const std::string clean = with_valid_utf8(value);
  out_ += '"';
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const char c = clean[i];
    const auto byte = static_cast<unsigned char>(c);
    const bool closes_script = layout_ == Layout::kScript && (c == '<' || c == '>' || c == '&');
    // U+2028 and U+2029 (E2 80 A8, E2 80 A9) end lines in JavaScript sources before ES2019.
    const bool line_separator = byte == 0xE2 && clean.compare(i, 2, "\xE2\x80") == 0 &&
                                i + 2 < clean.size() && (clean[i + 2] == '\xA8' || clean[i + 2] == '\xA9');
    if (line_separator) {
      out_ += clean[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else if (c == '"' || c == '\\') {
      out_ += {'\\', c};
    } else if (c == '\n') {
      out_ += "\\n";
    } else if (byte < 0x20 || byte == 0x7F || closes_script) {
      out_ += "\\u00";
      out_ += {kHex[byte >> 4U], kHex[byte & 15U]};
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  quote(value);
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  if (!std::isfinite(value)) return null();
  separate();
  out_ += format_number(value == 0 ? 0.0 : value);  // no "-0"
  return *this;
}

JsonWriter& JsonWriter::numbers(std::span<const double> values) {
  separate();
  out_ += '[';
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (k > 0) out_ += ',';
    after_key_ = true;  // on the same line
    number(values[k]);
  }
  out_ += ']';
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  separate();
  out_ += std::to_string(value);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}

}  // namespace tenon
