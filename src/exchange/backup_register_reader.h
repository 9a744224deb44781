// Backup registers (model/backup_register.h) from rows of text: a CSV file now, a sheet of any kind through
// TextRowSource.
//
// The first row that is neither empty nor a remark is the header: columns by name, in any order, in English,
// Chinese or both (backup_register_columns.h); id and product must be there, the others may be missing,
// columns of other names are ignored with a warning. A row whose first cell is "#" or begins with "# " is a
// remark. Every other row that is not empty is an entry:
//
//   id                   unique
//   product              needed; with buyer, maker and plant kept as written: resolve_register() knows them
//   maker                needed where capacity is reserved or a plant is named
//   status               qualified, trial, potential, unknown, or 已认证, 试产, 潜在, 未知; empty: unknown
//   reserved_cny_a_year  0 to 1e15; empty: 0
//   ready_days           0 to 36,500; needed where capacity is reserved: silence is no promptness
//   stock_days           0 to 36,500; empty: 0; above 0 where there is no maker
//   unit_cost            above 0, at most 1e6
//   registered_on, valid_until   days as 2026-11-26, 2026/11/26 or 2026年11月26日; the last not before the
//                        first
//   year                 1900 to 2100; grade: A, B, C, M or S
//
// Numbers may be full-width and have commas between thousands. Cells are trimmed.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "base/result.h"
#include "model/backup_register.h"

namespace tenon {

struct TextRow {
  std::size_t number = 0;          // 1-based: of the sheet, or the line of the file
  std::vector<std::string> cells;  // UTF-8; cells left out at the end are empty
};

// The next row; nullopt: no more. May skip empty rows.
using TextRowSource = std::function<std::optional<TextRow>()>;

// kBadInput: the message lists all errors, which are in `faults` too, with line, column, value and what was
// expected; nothing is loaded if there is one. Warnings only in `faults`. `file` names the source in faults.
// O(cells).
Result<BackupRegister> backup_register_of_rows(const TextRowSource& rows, const std::string& file,
                                               FaultList& faults);

// The same from a workbook (.xlsx: its first sheet that is not hidden) or CSV: encoding, quotes and limits as
// csv_reader.h and text_file.h have them; rows other than remarks have as many cells as the header.
// kNotFound, kIo as well.
Result<BackupRegister> read_backup_register(const std::string& path, FaultList& faults);
Result<BackupRegister> parse_backup_register(std::string_view bytes, const std::string& file,
                                             FaultList& faults);

}  // namespace tenon
