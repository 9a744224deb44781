// A CSV file of numbers with a label on every row and column, rows matched by label. Internal to exchange/.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "exchange/csv_reader.h"

namespace tenon {

struct LabelledRows {
  std::vector<std::size_t> lines;  // of each row, 1-based; 0: the file has none
  std::vector<double> values;      // rows x columns; empty where the file is too short to hold them all
};

// Reads the header first, then the rows in any order. Not thread-safe.
class LabelledMatrixReader {
 public:
  // `file` names the text in faults; both must outlive the reader.
  LabelledMatrixReader(const std::string& file, std::string_view text, std::size_t most_columns,
                       FaultList& faults);

  // The labels of the columns, trimmed; each column twice there is an error. nullopt: no header, and an error
  // says that `expected` was ("the labels of industries").
  std::optional<std::vector<std::string>> read_header(const std::string& expected);

  // All rows, values in the order of `labels`. Errors: a label that is not among them
  // (the nearest is proposed), is there twice or is lacking; a cell that is no number of at most 1e18. Where
  // `refuse_negative`, a negative cell is one as well. O(bytes).
  LabelledRows read_rows(const std::vector<std::string>& labels, bool refuse_negative);

  // 1-based line of the header or of the last row.
  [[nodiscard]] std::size_t line() const { return csv_.line(); }

 private:
  void add_cell(std::size_t column, std::string_view value, std::string expected);
  void read_values(std::vector<double>& values, std::size_t row, bool refuse_negative);
  void report_unknown(const std::string& label, const std::vector<std::string>& labels);

  const std::string& file_;
  std::string_view text_;
  CsvReader csv_;
  FaultList& faults_;
  std::vector<std::string> columns_;
};

}  // namespace tenon
