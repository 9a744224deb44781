#include "exchange/firm_values_reader.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <utility>

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/csv_reader.h"
#include "exchange/text_file.h"

namespace tenon {
namespace {

Error bad_input(const FaultList& faults) {
  std::string text = faults.to_string();
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return {ErrorCode::kBadInput, std::move(text)};
}

std::string normal_form(std::string_view name) {
  std::string normal = to_half_width(trim(name));
  std::transform(normal.begin(), normal.end(), normal.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return normal;
}

// The rows of a file with a column firm, each firm known and named once.
class FirmRows {
 public:
  FirmRows(std::string file, const NameTable& firms, FaultList& faults)
      : file_(std::move(file)), firms_(firms), index_(firms), faults_(faults) {}

  // choose(header) gives the column that is handed to row(firm, cell, line), or nullopt after adding a fault.
  void read(std::string_view bytes,
            const std::function<std::optional<std::size_t>(const std::vector<std::string>&)>& choose,
            const std::function<void(std::uint32_t, std::string_view, std::size_t)>& row) {
    const auto text = decode_text(file_, bytes, faults_);
    if (!text) return;
    CsvReader reader(file_, text->text());
    const CsvStep first = reader.next();
    if (first == CsvStep::kEnd)
      return add(0, 0, "", "the file is empty; expected a header with the column 'firm'");
    if (first == CsvStep::kFault) return faults_.add(reader.fault());
    for (const std::string_view name : reader.fields()) header_.push_back(normal_form(name));
    const auto firm_column =
        static_cast<std::size_t>(std::find(header_.begin(), header_.end(), "firm") - header_.begin());
    if (firm_column == header_.size()) return add(reader.line(), 0, "", "the header has no column 'firm'");
    const auto column = choose(header_);
    if (!column) return;
    reader.expect_fields(header_.size());
    std::vector<std::size_t> named_on_line(firms_.size(), 0);
    for (CsvStep step = reader.next(); step != CsvStep::kEnd; step = reader.next()) {
      if (step == CsvStep::kFault) {
        faults_.add(reader.fault());
        continue;
      }
      const std::string_view name = trim(reader.fields()[firm_column]);
      const auto firm = index_.find(name);
      if (!firm) {
        add(reader.line(), firm_column + 1, name, "the network has no such firm");
      } else if (named_on_line[*firm] != 0) {
        add(reader.line(), firm_column + 1, name,
            "the firm has a row already, on line " + std::to_string(named_on_line[*firm]));
      } else {
        named_on_line[*firm] = reader.line();
        row(*firm, trim(reader.fields()[*column]), reader.line());
      }
    }
  }

  // `column` counts from 1; 0: the row as a whole.
  void add(std::size_t line, std::size_t column, std::string_view value, std::string expected) {
    faults_.add({Severity::kError, file_, line, column, column > 0 ? header_[column - 1] : "",
                 std::string(value.substr(0, 120)), std::move(expected)});
  }

 private:
  std::string file_;
  const NameTable& firms_;
  NameIndex index_;
  FaultList& faults_;
  std::vector<std::string> header_;
};

}  // namespace

Result<FirmValues> parse_firm_values(std::string_view bytes, const std::string& file, const NameTable& firms,
                                     std::string_view quantity) {
  FirmValues result;
  result.values.assign(firms.size(), 0.0);
  std::vector<char> has_value(firms.size(), 0);
  FaultList faults;
  FirmRows rows(file, firms, faults);
  std::size_t value_column = 0;
  const auto choose = [&](const std::vector<std::string>& header) -> std::optional<std::size_t> {
    for (const std::string& name : {normal_form(quantity), std::string("value")}) {
      const auto found = std::find(header.begin(), header.end(), name);
      if (found == header.end() || name == "firm") continue;
      value_column = static_cast<std::size_t>(found - header.begin());
      return value_column;
    }
    if (header.size() == 2) {
      value_column = header[0] == "firm" ? 1 : 0;
      return value_column;
    }
    rows.add(1, 0, "", "the header has no column '" + std::string(quantity) + "' or 'value'");
    return std::nullopt;
  };
  rows.read(bytes, choose, [&](std::uint32_t firm, std::string_view cell, std::size_t line) {
    auto value = parse_number(cell);
    if (!value) value = parse_number(to_half_width(cell));
    if (!value || *value < 0) return rows.add(line, value_column + 1, cell, "expected a finite number >= 0");
    result.values[firm] = *value;
    has_value[firm] = 1;
  });
  if (faults.has_errors()) return bad_input(faults);
  for (std::size_t firm = 0; firm < has_value.size(); ++firm) {
    if (has_value[firm] == 0) result.missing.push_back(static_cast<std::uint32_t>(firm));
  }
  result.warnings = std::move(faults);
  return result;
}

Result<std::vector<std::uint32_t>> parse_firm_list(std::string_view bytes, const std::string& file,
                                                   const NameTable& firms) {
  std::vector<std::uint32_t> list;
  FaultList faults;
  FirmRows rows(file, firms, faults);
  rows.read(
      bytes, [](const std::vector<std::string>&) { return std::optional<std::size_t>(0); },
      [&](std::uint32_t firm, std::string_view, std::size_t) { list.push_back(firm); });
  if (faults.has_errors()) return bad_input(faults);
  return list;
}

Result<FirmValues> read_firm_values(const std::string& path, const NameTable& firms,
                                    std::string_view quantity) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  return parse_firm_values(file->bytes(), path, firms, quantity);
}

Result<std::vector<std::uint32_t>> read_firm_list(const std::string& path, const NameTable& firms) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  return parse_firm_list(file->bytes(), path, firms);
}

}  // namespace tenon
