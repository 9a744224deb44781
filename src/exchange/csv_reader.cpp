#include "exchange/csv_reader.h"

#include <algorithm>
#include <utility>

#include "exchange/text_faults.h"

namespace tenon {
namespace {

constexpr std::string_view kFieldEnds = ",\r\n";

// The beginning of a field, of its first line: enough to look for it, and no megabyte in a message.
std::string excerpt(std::string_view text) {
  text = text.substr(0, 120);
  return std::string(text.substr(0, text.find_first_of("\r\n")));
}

}  // namespace

CsvReader::CsvReader(std::string file, std::string_view text, CsvLimits limits)
    : file_(std::move(file)), text_(text), limits_(limits) {}

CsvStep CsvReader::next() {
  skip_empty_lines();
  if (at_end()) return CsvStep::kEnd;
  fields_.clear();
  unescaped_.clear();
  is_faulty_ = false;
  record_begin_ = position_;
  record_line_ = line_;

  FieldEnd end = FieldEnd::kComma;
  while (end == FieldEnd::kComma) end = read_field();
  if (end == FieldEnd::kFatal) {
    position_ = text_.size();
    return CsvStep::kFault;
  }
  if (!is_faulty_ && expected_fields_ && fields_.size() != *expected_fields_) {
    note_fault("", said(fault_kinds::kFieldCount,
                        {std::to_string(*expected_fields_), std::to_string(fields_.size())}));
  }
  return is_faulty_ ? CsvStep::kFault : CsvStep::kRecord;
}

void CsvReader::skip_empty_lines() {
  while (!at_end() && (text_[position_] == '\n' || text_[position_] == '\r')) pass_line_end();
}

void CsvReader::pass_line_end() {
  if (text_[position_] == '\r' && position_ + 1 < text_.size() && text_[position_ + 1] == '\n') ++position_;
  ++position_;
  ++line_;
}

CsvReader::FieldEnd CsvReader::read_field() {
  if (!at_end() && text_[position_] == '"') return read_quoted_field();
  const std::size_t begin = position_;
  // One byte more than allowed is enough to see that the limit is broken.
  const std::string_view window = text_.substr(begin, limits_.field_bytes + 1);
  const std::size_t length = std::min(window.find_first_of(kFieldEnds), window.size());
  if (length > limits_.field_bytes) {
    return stop(record_line_, excerpt(window),
                said(fault_kinds::kLongField, {std::to_string(limits_.field_bytes)}));
  }
  position_ = begin + length;
  return finish_field(text_.substr(begin, length));
}

CsvReader::FieldEnd CsvReader::read_quoted_field() {
  const std::size_t quote_line = line_;
  const std::size_t begin = position_ + 1;
  const std::size_t limit = begin + limits_.field_bytes;
  bool has_doubled_quotes = false;
  for (position_ = begin;; ++position_) {
    if (position_ > limit) {
      return stop(quote_line, excerpt(text_.substr(begin)),
                  said(fault_kinds::kLongQuotedField, {std::to_string(limits_.field_bytes)}));
    }
    if (at_end()) {
      return stop(quote_line, excerpt(text_.substr(begin)), said(fault_kinds::kOpenQuote));
    }
    const char c = text_[position_];
    if (c == '"') {
      if (position_ + 1 >= text_.size() || text_[position_ + 1] != '"') break;
      has_doubled_quotes = true;
      ++position_;
    } else if (c == '\n' || (c == '\r' && (position_ + 1 >= text_.size() || text_[position_ + 1] != '\n'))) {
      ++line_;
    }
  }
  std::string_view field = text_.substr(begin, position_ - begin);
  ++position_;
  if (has_doubled_quotes) {
    std::string& plain = unescaped_.emplace_back();
    plain.reserve(field.size());
    for (std::size_t i = 0; i < field.size(); ++i) {
      plain += field[i];
      if (field[i] == '"') ++i;
    }
    field = plain;
  }
  if (!at_end() && kFieldEnds.find(text_[position_]) == std::string_view::npos) {
    const std::size_t length =
        std::min(text_.substr(position_, limits_.field_bytes).find_first_of(kFieldEnds),
                 std::min(limits_.field_bytes, text_.size() - position_));
    note_fault(excerpt(text_.substr(position_, length)), said(fault_kinds::kAfterQuote));
    position_ += length;
  }
  return finish_field(field);
}

// `position_` stands behind the field. Moves past what ends it.
CsvReader::FieldEnd CsvReader::finish_field(std::string_view field) {
  if (fields_.size() == limits_.columns) {
    return stop(record_line_, "", said(fault_kinds::kTooManyFields, {std::to_string(limits_.columns)}));
  }
  if (record_too_long())
    return stop(record_line_, "", said(fault_kinds::kLongRecord, {std::to_string(limits_.record_bytes)}));
  fields_.push_back(field);
  if (field.find('\0') != std::string_view::npos) {
    note_fault(excerpt(field), said(fault_kinds::kNulByte));
  }
  if (at_end()) return FieldEnd::kRecord;
  if (text_[position_] == ',') {
    ++position_;
    return FieldEnd::kComma;
  }
  if (text_[position_] == '\n' || text_[position_] == '\r') {
    pass_line_end();
    return FieldEnd::kRecord;
  }
  return stop(record_line_, "", said(fault_kinds::kLongField, {std::to_string(limits_.field_bytes)}));
}

// The first fault of a record is the one that explains the others.
void CsvReader::note_fault(std::string value, FaultText expected) {
  if (is_faulty_) return;
  is_faulty_ = true;
  fault_ = placed({Severity::kError, file_, record_line_, 0, "", std::move(value), ""}, std::move(expected));
}

CsvReader::FieldEnd CsvReader::stop(std::size_t line, std::string value, FaultText expected) {
  fault_ = placed({Severity::kError, file_, line, 0, "", std::move(value), ""}, std::move(expected));
  return FieldEnd::kFatal;
}

}  // namespace tenon
