// The result of `tenon io`: table, JSON and CSV.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/terminal_table.h"
#include "risk/input_output_analysis.h"

namespace tenon {

enum class IoSortKey {
  kCode,  // as in the file, ascending; every other key descends and puts what is not known last
  kOutput,
  kImportShare,
  kOutputMultiplier,
  kSupplyMultiplier,
  kValueAddedMultiplier,
  kImportMultiplier,
  kBackwardLinkage,
  kForwardLinkage,
  kForwardLinkageLeontief,
  kExtractionLoss,
  kExtractionLossOthers,
  kForwardLossOthers,
};

// "code", "gross_output", "import_share", ...: the column names of the CSV, in the order of IoSortKey.
const std::vector<std::string>& io_sort_key_names();
std::optional<IoSortKey> io_sort_key(std::string_view name);

struct IoReportOptions {
  IoBasis basis = IoBasis::kDomestic;  // of multipliers, linkages and extraction in the table and the CSV
  IoSortKey sort = IoSortKey::kImportShare;  // on that basis; equal values keep the order of the file
  std::size_t top = 0;                       // sectors; 0: all
  TableStyle style = {};                     // table only
};

// Head lines (source, year, balance, totals, assumption, accuracy), the ranked sectors, a legend. Amounts in
// 100 million CNY (亿元), losses in percent of gross output. Ends in a line feed.
std::string io_report_text(const IoAnalysis& analysis, const IoReportOptions& options);

// All measures of both bases, amounts in the table's unit, losses also as share of gross output (0 to 1). Not
// known is null.
std::string io_report_json(const IoAnalysis& analysis, const IoReportOptions& options);

// One row a sector: all measures of the chosen basis, unit, source and year in every row. Not known is empty.
std::string io_report_csv(const IoAnalysis& analysis, const IoReportOptions& options);

}  // namespace tenon
