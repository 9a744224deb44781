// Workbooks of any bytes, and sheets of any bytes inside a sound workbook: read whole or refused with a
// reason, within the limits.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "exchange/spreadsheet.h"
#include "exchange/xlsx_reader.h"
#include "exchange/xlsx_test_archive.h"
#include "require.h"

namespace {

void read(std::string_view bytes, bool fill) {
  tenon::SpreadsheetOptions options;
  options.fill_merged = fill;
  tenon::FaultList faults;
  const auto book = tenon::parse_spreadsheet(bytes, "fuzz.xlsx", options, faults);
  TENON_REQUIRE(book.has_value() != faults.has_errors());
  if (!book) return;
  for (const tenon::Sheet& sheet : book->sheets) {
    std::size_t last_row = 0;
    for (const tenon::SheetRow& row : sheet.rows) {
      TENON_REQUIRE(row.number > last_row && !row.cells.empty());
      last_row = row.number;
      std::size_t last_column = 0;
      for (const tenon::Cell& cell : row.cells) {
        TENON_REQUIRE(cell.column > last_column && cell.kind != tenon::CellKind::kEmpty);
        last_column = cell.column;
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  tenon::xlsx_test::Book book;
  book.sheets = {{"Sheet1", bytes, ""}};
  book.shared = "<si><t>shared</t></si>";
  const std::string around = tenon::xlsx_test::workbook(book);
  for (const bool fill : {false, true}) {
    read(bytes, fill);
    read(around, fill);
  }
  return 0;
}
