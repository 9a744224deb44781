// The cells of one worksheet part, row by row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fault.h"
#include "exchange/spreadsheet.h"
#include "exchange/xlsx_dates.h"
#include "exchange/xlsx_limits.h"
#include "exchange/xlsx_shared_text.h"
#include "exchange/xlsx_styles.h"
#include "exchange/xlsx_xml.h"

namespace tenon {

// What all sheets of a workbook share.
struct XlsxContents {
  explicit XlsxContents(const XlsxLimits& of_file) : limits(of_file), texts(of_file) {}

  XlsxLimits limits;
  DateSystem dates = DateSystem::k1900;
  XlsxStyles styles;
  XlsxSharedText texts;
};

// Handles the XML of a sheet; pauses at the end of each row that holds something. Cells that cannot be
// understood are faults, named by cell, and are left out.
class XlsxSheetRows final : public XmlHandler {
 public:
  // All must outlive the handler. `sheet_file` names the sheet in faults.
  XlsxSheetRows(const XlsxContents& contents, std::string sheet_file, FaultList& faults)
      : contents_(contents),
        sheet_file_(std::move(sheet_file)),
        faults_(faults),
        rich_text_(contents.limits.text_length) {}

  void start(std::string_view name, const XmlAttributes& attributes) override;
  bool end() override;
  void text(std::string_view text) override;

  // Of the last pause; may be swapped away to be reused.
  [[nodiscard]] SheetRow& row() { return row_; }
  // Whether the sheet is beyond a limit; a fault says which. Reading on is useless.
  [[nodiscard]] bool is_over_limit() const { return is_over_limit_; }
  [[nodiscard]] const std::vector<MergedRange>& merged() const { return merged_; }

 private:
  enum class Place : std::uint8_t {
    kDocument,
    kWorksheet,
    kSheetData,
    kRow,
    kCell,
    kValue,
    kInlineText,
    kMergedCells,
    kSkipped,
  };

  Place place_of(std::string_view name, const XmlAttributes& attributes);
  void begin_row(const XmlAttributes& attributes);
  void begin_cell(const XmlAttributes& attributes);
  void end_cell();
  void read_value(Cell& cell);
  void read_number(Cell& cell);
  void read_shared_text(Cell& cell);
  void read_text(Cell& cell, std::string_view text);
  void read_iso_date(Cell& cell);
  void read_merged(const XmlAttributes& attributes);
  void keep(Cell&& cell);
  void fault(Severity severity, std::string_view value, std::string expected);
  void stop(std::string expected);

  const XlsxContents& contents_;
  std::string sheet_file_;
  FaultList& faults_;

  std::vector<Place> places_ = {Place::kDocument};
  std::vector<MergedRange> merged_;
  SheetRow row_;
  std::size_t row_number_ = 0;
  std::size_t row_bytes_ = 0;
  std::size_t cells_ = 0;
  std::size_t text_bytes_ = 0;
  bool is_row_sound_ = true;
  bool is_over_limit_ = false;

  // The cell being read.
  std::size_t column_ = 0;
  std::size_t format_ = 0;
  std::string type_;
  std::string value_;
  RichText rich_text_;
  bool is_cell_sound_ = true;
  bool has_formula_ = false;
  bool has_value_ = false;
};

}  // namespace tenon
