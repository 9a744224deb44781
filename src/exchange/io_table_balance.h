// Does an input-output table add up? Every accounting identity that the layout promises, with its residual.
//
// Rows (each sector, in the separate layout once for domestic and once for imported goods):
//   sum of the sectors' use = TIU;   sum of the categories = TFU;   sum of its parts = each subtotal;
//   TIU + TFU - IM = GO (competitive imports),   TIU + TFU = GO (separate: output at home, imports in their
//   block).
// Columns: sum of all sectors' rows = TII;   sum of the VA rows = TVA;   TII + TVA = TI;   TI = GO of that
// sector. Rows of value added: sum over the sectors = TIU column.
//
// A residual is relative to the larger of the stated total and the sum of the magnitudes of its parts:
// rounding stays at a few 1e-16 of that, whatever cancels (inventories, a sector that is only imported).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/fault.h"
#include "exchange/io_table_columns.h"
#include "model/io_table.h"

namespace tenon {

// One record: its key and the value of every column (entries of text columns, and of cells that may be blank,
// are 0).
struct IoRecord {
  std::size_t line = 0;  // 0: no such record
  std::string code;
  std::string name_zh;
  std::string name_en;
  std::vector<double> values;
};

// The records of one file, each at its place, before it is known whether they add up.
struct IoRecords {
  IoColumns columns;
  std::vector<IoRecord> use;           // sectors in the header's order: all goods, or domestic goods
  std::vector<IoRecord> imported_use;  // sectors in the header's order, or empty
  std::vector<IoRecord> value_added;
  IoRecord total_intermediate_input;  // TII
  IoRecord total_value_added;         // TVA
  IoRecord total_input;               // TI
};

// Adds a fault of the given severity for every identity whose relative residual exceeds `tolerance`, naming
// the sector and the residual. O(cells).
IoBalance check_io_balance(const std::string& file, const IoRecords& records, double tolerance,
                           Severity severity, FaultList& faults);

}  // namespace tenon
