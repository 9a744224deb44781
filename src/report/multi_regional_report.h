// The result of a scenario on a multi-regional table: terminal table, JSON and CSV.
//
// Amounts are in the table's unit, flows by day, losses over all days simulated. Losses below 0 are gains.
// Days count from 0. Pure functions; `simulation` must be of `table`.
#pragma once

#include <cstddef>
#include <string>

#include "model/multi_regional_table.h"
#include "report/terminal_table.h"
#include "scenario/multi_regional.h"

namespace tenon {

struct TableReportOptions {
  std::size_t top = 10;   // industries, regions and sectors each, by output lost; 0: all
  TableStyle style = {};  // terminal table only
};

// Head lines (table, days, totals, the worst day, a mark where the run is partial), then the regions, sectors
// and industries that lost most. Ends in a line feed.
std::string table_report_text(const MultiRegionalTable& table, const TableSimulation& simulation,
                              const TableReportOptions& options);

// Totals, the course of the totals and of the regions day by day, and all losses, those of regions, sectors
// and industries by output lost (`top` of each).
std::string table_report_json(const MultiRegionalTable& table, const TableSimulation& simulation,
                              const TableReportOptions& options);

enum class TableCsv {
  kDays,        // a row a day, a column an industry: its output. Header: day,reg1|food,...
  kIndustries,  // a row an industry and day: day,region,sector,output,normal_output,limiting_input
  kLosses,      // a row an industry, with its losses, in the order of the table
};

std::string table_report_csv(const MultiRegionalTable& table, const TableSimulation& simulation,
                             TableCsv shape);

}  // namespace tenon
