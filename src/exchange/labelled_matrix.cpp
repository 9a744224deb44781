#include "exchange/labelled_matrix.h"

#include <cmath>
#include <unordered_map>
#include <utility>

#include "base/nearest_word.h"
#include "base/number.h"
#include "base/text.h"

namespace tenon {
namespace {

// Far beyond any economy, and far enough from overflow for every sum and product that follows.
constexpr double kLargestValue = 1e18;
constexpr std::size_t kFaultsWithSuggestion = 100;  // as many as a fault list keeps

CsvLimits limits_for(std::size_t most_columns) {
  return {std::size_t{1} << 16U, std::size_t{64} << 20U, most_columns + 1};
}

}  // namespace

LabelledMatrixReader::LabelledMatrixReader(const std::string& file, std::string_view text,
                                           std::size_t most_columns, FaultList& faults)
    : file_(file), text_(text), csv_(file, text, limits_for(most_columns)), faults_(faults) {}

std::optional<std::vector<std::string>> LabelledMatrixReader::read_header(const std::string& expected) {
  const CsvStep step = csv_.next();
  if (step == CsvStep::kFault) {
    faults_.add(csv_.fault());
    return std::nullopt;
  }
  if (step == CsvStep::kEnd) {
    faults_.add({Severity::kError, file_, 0, 0, "", "",
                 "the file is empty; expected " + expected + " behind the first column"});
    return std::nullopt;
  }
  if (csv_.fields().size() < 2) {
    faults_.add({Severity::kError, file_, csv_.line(), 0, "", "",
                 "expected " + expected + " behind the first column, separated by commas"});
    return std::nullopt;
  }
  for (const std::string_view field : csv_.fields().subspan(1)) columns_.emplace_back(trim(field));
  csv_.expect_fields(csv_.fields().size());
  std::unordered_map<std::string_view, std::size_t> seen;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const auto [other, is_new] = seen.emplace(columns_[c], c);
    if (is_new) continue;
    add_cell(c, columns_[c], "expected each column once; it is column " + std::to_string(other->second + 2));
  }
  return columns_;
}

LabelledRows LabelledMatrixReader::read_rows(const std::vector<std::string>& labels, bool refuse_negative) {
  LabelledRows rows;
  const std::size_t columns = columns_.size();
  rows.lines.assign(labels.size(), 0);
  // A text with fewer bytes than cells lacks rows whatever it says: no memory is spent on it.
  if (labels.size() <= text_.size() / columns) rows.values.assign(labels.size() * columns, 0);
  std::unordered_map<std::string_view, std::size_t> place;
  for (std::size_t r = 0; r < labels.size(); ++r) place.emplace(labels[r], r);
  for (CsvStep step = csv_.next(); step != CsvStep::kEnd; step = csv_.next()) {
    if (step == CsvStep::kFault) {
      faults_.add(csv_.fault());
      continue;
    }
    const std::string label(trim(csv_.fields()[0]));
    const auto row = place.find(label);
    if (row == place.end()) {
      report_unknown(label, labels);
      continue;
    }
    std::size_t& line = rows.lines[row->second];
    if (line != 0) {
      faults_.add({Severity::kError, file_, csv_.line(), 1, "", label,
                   "expected each row once; it stands on line " + std::to_string(line) + " already"});
      continue;
    }
    line = csv_.line();
    read_values(rows.values, row->second, refuse_negative);
  }
  for (std::size_t r = 0; r < labels.size(); ++r) {
    if (rows.lines[r] != 0 || place.at(labels[r]) != r)
      continue;  // a column that is there twice was reported
    faults_.add({Severity::kError, file_, 0, 0, "", labels[r], "expected a row with this label, found none"});
  }
  return rows;
}

void LabelledMatrixReader::add_cell(std::size_t column, std::string_view value, std::string expected) {
  faults_.add({Severity::kError, file_, csv_.line(), column + 2, columns_[column], std::string(value),
               std::move(expected)});
}

void LabelledMatrixReader::read_values(std::vector<double>& values, std::size_t row, bool refuse_negative) {
  const auto fields = csv_.fields();
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const std::string_view text = trim(fields[c + 1]);
    std::optional<double> value = parse_number(text);
    if (!value) value = parse_number(to_half_width(text));
    if (!value) {
      add_cell(c, text,
               text.empty() ? "expected a number, found a blank cell"
                            : "expected a number without thousands separators");
    } else if (std::abs(*value) > kLargestValue) {
      add_cell(c, text, "expected a number of at most 1e18 in magnitude");
    } else if (*value < 0 && refuse_negative) {
      add_cell(c, text, "expected a flow of at least 0: nobody orders less than nothing");
    } else if (!values.empty()) {
      values[row * columns_.size() + c] = *value;
    }
  }
}

void LabelledMatrixReader::report_unknown(const std::string& label, const std::vector<std::string>& labels) {
  NearestWord nearest(label);
  if (faults_.error_count() < kFaultsWithSuggestion) {
    for (const std::string& known : labels) nearest.offer(known);
  }
  faults_.add(
      {Severity::kError, file_, csv_.line(), 1, "", label,
       "expected one of the industries that head the columns of intermediate flows" + nearest.suggestion()});
}

}  // namespace tenon
