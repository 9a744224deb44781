#include "base/csv_writer.h"

namespace tenon {

void CsvWriter::field(std::string_view value) {
  if (!is_first_) text_ += ',';
  is_first_ = false;
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    text_ += value;
    return;
  }
  text_ += '"';
  for (const char c : value) {
    if (c == '"') text_ += '"';
    text_ += c;
  }
  text_ += '"';
}

void CsvWriter::end_record() {
  // A record of one empty field would be an empty line, which readers skip.
  if (text_.size() == record_begin_) text_ += "\"\"";
  text_ += '\n';
  record_begin_ = text_.size();
  is_first_ = true;
}

}  // namespace tenon
