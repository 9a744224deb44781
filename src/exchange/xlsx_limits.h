// What a workbook may have. The limits hold before anything is stored: a hostile file is refused early and
// costs little memory.
#pragma once

#include <cstddef>

namespace tenon {

struct XlsxLimits {
  // Of the ZIP archive, by what its directory declares; no more than that is ever unpacked.
  std::size_t parts = 10'000;
  std::size_t part_bytes = std::size_t{1} << 30U;
  std::size_t total_bytes = std::size_t{1} << 30U;
  std::size_t ratio = 500;  // unpacked to packed, of parts of more than 1 MiB

  std::size_t xml_depth = 64;
  std::size_t xml_token_bytes = std::size_t{1} << 20U;  // a tag with its attributes

  // Those of Excel.
  std::size_t rows = 1'048'576;
  std::size_t columns = 16'384;
  std::size_t text_length = 32'767;  // UTF-16 units of a cell

  std::size_t shared_text_bytes = std::size_t{512} << 20U;  // of the texts that cells share: held in memory
  std::size_t row_bytes = std::size_t{16} << 20U;           // text of a row
  std::size_t merged_ranges = 100'000;

  // Of one sheet; cells filled into merged ranges count as well.
  std::size_t cells = 200'000'000;
  std::size_t text_bytes = std::size_t{4} << 30U;

  // Of read_spreadsheet(), which holds everything.
  std::size_t collected_bytes = std::size_t{1} << 30U;
};

}  // namespace tenon
