// The header of an input-output table: which layout it announces and what each column means.
//
//   competitive imports:  Code, Description, DescriptionInChinese, sectors..., TIU, final use..., TFU, IM, GO
//   separate imports:     Code, Description, DescriptionInChinese, Origin, sectors..., TIU, final use...,
//   TFU, GO
//
// TIU total intermediate use, TFU total final use, IM imports, GO gross output. Final use is one column for
// each category (FU101, FU201, ..., EX exports) with subtotals among them: THC = FU101 + FU102, TC = all
// consumption (FU1.. or THC), GCF = all capital formation (FU2..). A subtotal none of whose parts is there
// counts as a category of its own. The columns behind TIU may stand in any order.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "model/io_table.h"

namespace tenon {

struct IoSubtotal {
  std::size_t column = 0;
  std::vector<std::size_t> parts;  // columns that sum to it
};

// Columns are positions in the record, counted from 0.
struct IoColumns {
  IoLayout layout = IoLayout::kCompetitiveImports;
  std::vector<std::string> names;       // of all columns, half-width and trimmed
  std::size_t first_sector = 0;         // 3 or 4; sectors stand in [first_sector, total_intermediate)
  std::size_t total_intermediate = 0;   // TIU
  std::vector<std::size_t> final_uses;  // categories, subtotals left out
  std::size_t exports = 0;              // position in final_uses
  std::vector<IoSubtotal> subtotals;    // TFU included
  std::size_t total_final = 0;          // TFU
  std::optional<std::size_t> imports;   // IM, competitive layout only
  std::size_t gross_output = 0;         // GO

  [[nodiscard]] std::size_t sector_count() const { return total_intermediate - first_sector; }
};

// The text of a code or number cell: trimmed, full-width forms made half-width.
std::string io_cell(std::string_view field);

// Whether a code names a row of totals or of value added, not a sector: TII, TVA, TI, VA...
bool is_reserved_io_row(std::string_view code);

// Chinese and English name of a final-use column; the code itself where it is not one of the bureau's.
IoCategory io_final_use_category(const std::string& code);

// nullopt: errors were added to `faults`, all that the header has.
std::optional<IoColumns> read_io_columns(const std::string& file, std::size_t line,
                                         std::span<const std::string_view> header, FaultList& faults);

}  // namespace tenon
