// Small tables for tests, with numbers that can be checked by hand.
#pragma once

#include "model/io_table.h"

namespace tenon {

// Three sectors, competitive imports, balanced:
//        use by 1   2   3   home  exports  imports  output
//     1     20  60   0    50       10       40     100
//     2     30  40  30    80       30       10     200
//     3     10  20  20   100        0        0     150
//    VA     40  80 100
inline IoTable example_three_sectors() {
  IoTable table;
  table.layout = IoLayout::kCompetitiveImports;
  table.sectors = {{"1", "农业", "Agriculture"}, {"2", "工业", "Industry"}, {"3", "服务", "Services"}};
  table.final_uses = {{"FU101", "", ""}, {"EX", "出口", "Exports"}};
  table.exports = 1;
  table.value_added_rows = {{"VA001", "", ""}};
  table.intermediate = {20, 60, 0, 30, 40, 30, 10, 20, 20};
  table.final_use = {50, 10, 80, 30, 100, 0};
  table.imports = {40, 10, 0};
  table.gross_output = {100, 200, 150};
  table.value_added = {40, 80, 100};
  return table;
}

// Two sectors, imports in a block of their own, balanced.
inline IoTable example_separate_imports() {
  IoTable table;
  table.layout = IoLayout::kSeparateImports;
  table.sectors = {{"1", "", "Goods"}, {"2", "", "Services"}};
  table.final_uses = {{"TC", "", ""}, {"EX", "", ""}};
  table.exports = 1;
  table.value_added_rows = {{"VA001", "", ""}, {"VA002", "", ""}};
  table.intermediate = {10, 20, 30, 40};
  table.final_use = {50, 20, 80, 0};
  table.imported_intermediate = {1, 2, 3, 4};
  table.imported_final_use = {1, 1, 3, 0};
  table.imports = {5, 10};
  table.gross_output = {100, 150};
  table.value_added = {60, 80, -4, 4};
  return table;
}

}  // namespace tenon
