// Input-output tables: any bytes are read, analysed and reported, or refused with a fault. The words of the
// format are in io_table.dict.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "exchange/io_table_reader.h"
#include "report/io_report.h"
#include "require.h"
#include "risk/input_output_analysis.h"

namespace {

void require_finite(const std::vector<double>& values, std::size_t count) {
  TENON_REQUIRE(values.size() == count);
  for (const double value : values) TENON_REQUIRE(std::isfinite(value));
}

// What the reader promises of a table that it lets pass.
void check_table(const tenon::IoTable& table) {
  const std::size_t n = table.size();
  const std::size_t categories = table.final_uses.size();
  const bool separate = table.layout == tenon::IoLayout::kSeparateImports;
  TENON_REQUIRE(n > 0 && table.exports < categories && !table.value_added_rows.empty());
  require_finite(table.intermediate, n * n);
  require_finite(table.final_use, n * categories);
  require_finite(table.imported_intermediate, separate ? n * n : 0);
  require_finite(table.imported_final_use, separate ? n * categories : 0);
  require_finite(table.imports, n);
  require_finite(table.gross_output, n);
  require_finite(table.value_added, n * table.value_added_rows.size());
  for (std::size_t i = 0; i < n; ++i) TENON_REQUIRE(table.gross_output[i] >= 0 && table.imports[i] >= 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kSectorsWorthAnalysing = 12;  // larger tables take the same paths, slower
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  tenon::FaultList faults;
  tenon::IoReadOptions options;
  options.allow_imbalance = true;
  const auto table = tenon::parse_io_table("fuzz_2020.csv", bytes, options, faults);
  TENON_REQUIRE(table.has_value() != faults.has_errors());
  if (!table) return 0;
  check_table(*table);

  tenon::FaultList strict_faults;
  const bool loads = tenon::parse_io_table("fuzz_2020.csv", bytes, {}, strict_faults).has_value();
  TENON_REQUIRE(loads == (table->balance.broken == 0) && loads != strict_faults.has_errors());

  if (table->size() > kSectorsWorthAnalysing) return 0;
  const auto analysis = tenon::analyze_io_table(*table);
  if (!analysis) {
    TENON_REQUIRE(!analysis.error().message.empty());
    return 0;
  }
  TENON_REQUIRE(analysis->domestic.sectors.size() == table->size());
  TENON_REQUIRE(!tenon::io_report_text(*analysis, {}).empty());
  TENON_REQUIRE(!tenon::io_report_json(*analysis, {}).empty());
  TENON_REQUIRE(!tenon::io_report_csv(*analysis, {}).empty());
  return 0;
}
