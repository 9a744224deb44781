// Matrices of input essentiality by sector, and the translation of sector codes into theirs.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/fault.h"
#include "base/result.h"
#include "network/essentiality.h"

namespace tenon {

struct EssentialityFile {
  Essentiality essentiality;  // by the caller's sector numbers
  FaultList warnings;
};

// `matrix_path`: CSV, first row buyer sectors, first column supplier sectors, cells 0, 1 or 2 (InputClass).
// Rows and columns are matched by name, so their order and further ones do not matter, but every sector of
// `sectors` must have both. `mapping_path` (optional): CSV with the columns nace4 and/or nace4_num (or from)
// and ihs_markit (or to), one sector code a row, as in nace4_to_wiod_ihs.csv; codes are taken with and
// without their leading zero. A sector that the mapping does not know may bear a name of the matrix itself.
// Firms without a sector ("") count as the matrix's sector "9999", if it has one, with a warning. kNotFound,
// kIo; kBadInput: the message lists all faults, unknown sectors by name; kTooLarge: more than 20,000 sectors.
// Memory: the square of the number of sectors.
Result<EssentialityFile> read_essentiality(const std::string& matrix_path, const std::string& mapping_path,
                                           std::span<const std::string> sectors);

// The same from memory; an empty `mapping` with an empty `mapping_file` means none.
Result<EssentialityFile> parse_essentiality(std::string_view matrix, const std::string& matrix_file,
                                            std::string_view mapping, const std::string& mapping_file,
                                            std::span<const std::string> sectors);

}  // namespace tenon
