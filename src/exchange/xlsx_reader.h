// XLSX workbooks (ECMA-376, ISO/IEC 29500, transitional and strict) as Excel, WPS, LibreOffice, Google Sheets
// and program libraries write them, read as grids of cells. XLSM too: macros are never looked at.
//
// A sheet is read row by row, as a stream: memory does not grow with its rows, only with the distinct texts
// of the workbook. Formulas give their stored values; one that has none is an error. Hidden rows and columns
// are read like others, hidden sheets are marked. Of merged cells only the first has a value, unless
// fill_merged is set. Error values such as #N/A are cells of their own kind, not faults.
//
// Refused by name: .xls and workbooks with a password (save as .xlsx), .xlsb, OpenDocument, archives that are
// damaged, cut off or unpack beyond the limits, XML with a document type declaration. Faults of cells name
// sheet, row, column, cell and value (see cell_fault() in spreadsheet.h).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "exchange/spreadsheet.h"
#include "exchange/xlsx_limits.h"

namespace tenon {

struct XlsxSheetInfo {
  std::string name;
  bool is_hidden = false;
};

// An opened workbook: its sheets are known, its shared texts and formats in memory. Move-only.
class XlsxWorkbook {
 public:
  // nullopt: an error was added to `faults`, under the name `shown_name`. Time and memory: the shared texts.
  static std::optional<XlsxWorkbook> open(const std::string& path, const std::string& shown_name,
                                          FaultList& faults, const XlsxLimits& limits = {});
  // The same from memory; `bytes` must outlive the workbook.
  static std::optional<XlsxWorkbook> parse(std::string_view bytes, const std::string& shown_name,
                                           FaultList& faults, const XlsxLimits& limits = {});

  // In the order of the workbook, never empty. Charts on sheets of their own are left out.
  [[nodiscard]] const std::vector<XlsxSheetInfo>& sheets() const;
  // The first if all are hidden.
  [[nodiscard]] std::size_t first_visible() const;
  // By name; letter case of ASCII does not matter, as in Excel.
  [[nodiscard]] std::optional<std::size_t> find_sheet(std::string_view name) const;

  XlsxWorkbook(XlsxWorkbook&&) noexcept;
  XlsxWorkbook& operator=(XlsxWorkbook&&) noexcept;
  ~XlsxWorkbook();

  struct State;

 private:
  friend class XlsxSheetReader;
  explicit XlsxWorkbook(std::unique_ptr<State> state);
  static std::optional<XlsxWorkbook> load(std::unique_ptr<State> state, FaultList& faults);
  std::unique_ptr<State> state_;
};

struct SheetReadOptions {
  // Every cell of a merged range gets the value of its first one (and nothing else). Costs a second pass over
  // the sheet, because ranges are listed behind the cells.
  bool fill_merged = false;
};

// Rows of one sheet. Several readers of a workbook are independent of each other.
class XlsxSheetReader {
 public:
  // `sheet` is a position in sheets(). Workbook and faults must outlive the reader.
  XlsxSheetReader(const XlsxWorkbook& workbook, std::size_t sheet, const SheetReadOptions& options,
                  FaultList& faults);
  ~XlsxSheetReader();
  XlsxSheetReader(const XlsxSheetReader&) = delete;
  XlsxSheetReader& operator=(const XlsxSheetReader&) = delete;

  // The next row that is not empty, into `row`, whose memory is used again. False: no more, or no way to go
  // on after an error in `faults`. Cells that could not be understood are errors too, and left out.
  bool next(SheetRow& row);

  // Complete once next() has returned false.
  [[nodiscard]] const std::vector<MergedRange>& merged() const;
  // What the sheet is called as the file of a fault.
  [[nodiscard]] const std::string& sheet_file() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct SpreadsheetOptions {
  XlsxLimits limits;
  bool fill_merged = false;
  std::string sheet;  // the only one to read; empty: all
};

// Everything at once, where a workbook is known to be small. nullopt: an error was added to `faults`.
// Memory: 64 bytes a cell and what texts of more than 15 bytes need; bounded by limits.collected_bytes.
std::optional<Spreadsheet> read_spreadsheet(const std::string& path, const std::string& shown_name,
                                            const SpreadsheetOptions& options, FaultList& faults);
std::optional<Spreadsheet> parse_spreadsheet(std::string_view bytes, const std::string& shown_name,
                                             const SpreadsheetOptions& options, FaultList& faults);

}  // namespace tenon
