// The backup register as a workbook: one to fill in, or one that holds entries. Choices, limits, units and
// notes come from the template; choices are written in the language of the header.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "exchange/backup_register_template.h"
#include "exchange/backup_register_writer.h"
#include "model/backup_register.h"

namespace tenon {

// The bytes of an .xlsx file: the register (empty: to be filled in), notes, and the lists to choose from.
// Errors of xlsx_bytes.
Result<std::string> backup_register_xlsx(const BackupRegister& reg, const RegisterTemplate& sheet,
                                         RegisterHeader header, std::int64_t created);

}  // namespace tenon
