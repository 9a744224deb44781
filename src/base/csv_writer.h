// Comma-separated values to text: fields are quoted only where RFC 4180 needs it, records end in LF. What
// comes out is what CsvReader reads back, byte for byte.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace tenon {

class CsvWriter {
 public:
  // Adds a field to the current record.
  void field(std::string_view value);
  // Ends the current record, which must have at least one field.
  void end_record();

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::size_t record_begin_ = 0;
  bool is_first_ = true;
};

}  // namespace tenon
