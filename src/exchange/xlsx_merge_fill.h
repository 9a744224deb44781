// Rows of a sheet in which every cell of a merged range has the value of its first one, so that headers over
// several columns or rows can be read cell by cell.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "exchange/spreadsheet.h"
#include "exchange/xlsx_limits.h"

namespace tenon {

class MergeFill {
 public:
  MergeFill(std::vector<MergedRange> merged, const XlsxLimits& limits);

  // The next row, from rows that `source` gives in ascending order; rows that only merged ranges reach are
  // put in. Where ranges overlap, the one that begins further up and left counts. False: no more, or beyond a
  // limit. O(cells of the row log cells).
  bool next(SheetRow& row, const std::function<bool(SheetRow&)>& source);

  // Set when filling went beyond a limit: what was expected.
  [[nodiscard]] const std::string& fault() const { return fault_; }
  [[nodiscard]] std::size_t row_number() const { return row_number_; }

 private:
  struct Active {
    MergedRange range;
    Cell value;  // kEmpty: the first cell is empty
  };

  std::optional<std::size_t> next_number() const;
  bool fill(SheetRow& row);

  XlsxLimits limits_;
  std::vector<MergedRange> merged_;  // by first row, then first column
  std::size_t upcoming_ = 0;         // position in merged_
  std::vector<Active> active_;
  SheetRow pending_;
  bool has_pending_ = false;
  bool is_source_empty_ = false;
  std::size_t row_number_ = 0;
  std::size_t cells_ = 0;
  std::size_t text_bytes_ = 0;
  std::string fault_;
};

}  // namespace tenon
