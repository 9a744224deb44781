// Comma-separated values as RFC 4180 has them, read one record at a time from text in memory (see text_file.h
// for the way from a file to text).
//
// Records end at LF, CRLF or CR; the last one may lack its end. Fields may be quoted: then they may hold
// commas, line ends and doubled quotes. Outside the RFC: empty lines are skipped, a quote inside an unquoted
// field is an ordinary character, and blanks around fields are kept.
//
// Fields are views into the text; only a field with doubled quotes is copied. Memory: the fields of one
// record. The limits hold before anything is stored, so no input, however long its lines, costs more than
// that.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "exchange/fault_kind.h"

namespace tenon {

struct CsvLimits {
  std::size_t field_bytes = std::size_t{1} << 20U;    // quotes included
  std::size_t record_bytes = std::size_t{16} << 20U;  // from the first byte to the record's end
  std::size_t columns = 4096;
};

enum class CsvStep {
  kRecord,  // fields() holds the next record
  kFault,   // the next record is malformed, fault() says how; call next() again for the one after it
  kEnd,     // nothing more; also after a fault that leaves no way to find the next record
};

class CsvReader {
 public:
  // `file` names the text in faults; `text` must outlive the reader.
  CsvReader(std::string file, std::string_view text, CsvLimits limits = {});

  // From now on records with another number of fields are faults. Usually called with the header's count.
  void expect_fields(std::size_t count) { expected_fields_ = count; }

  CsvStep next();

  // Of the last kRecord; valid until the next call of next(). Never empty.
  [[nodiscard]] std::span<const std::string_view> fields() const { return fields_; }

  // 1-based line on which the last record, or the record of the last fault, begins.
  [[nodiscard]] std::size_t line() const { return record_line_; }

  // Of the last kFault. Its line is the record's, but for a quote that is never closed the line of that
  // quote.
  [[nodiscard]] const Fault& fault() const { return fault_; }

 private:
  enum class FieldEnd { kComma, kRecord, kFatal };

  [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
  void skip_empty_lines();
  void pass_line_end();
  FieldEnd read_field();
  FieldEnd read_quoted_field();
  FieldEnd finish_field(std::string_view field);
  FieldEnd stop(std::size_t line, std::string value, FaultText expected);
  void note_fault(std::string value, FaultText expected);
  [[nodiscard]] bool record_too_long() const { return position_ - record_begin_ > limits_.record_bytes; }

  std::string file_;
  std::string_view text_;
  CsvLimits limits_;
  std::optional<std::size_t> expected_fields_;

  std::size_t position_ = 0;
  std::size_t line_ = 1;
  std::size_t record_begin_ = 0;
  std::size_t record_line_ = 1;
  std::vector<std::string_view> fields_;
  std::deque<std::string> unescaped_;  // fields with doubled quotes; a deque keeps its strings in place
  bool is_faulty_ = false;             // the record that is being read
  Fault fault_;
};

}  // namespace tenon
