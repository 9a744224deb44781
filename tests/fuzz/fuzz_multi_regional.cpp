// Multi-regional tables: any bytes are read, run for a few days with one industry closed, or refused with a
// fault. A NUL ends the first of the two files. The words of the format are in multi_regional.dict.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "exchange/multi_regional_reader.h"
#include "require.h"
#include "scenario/multi_regional.h"

namespace {

constexpr std::size_t kIndustriesWorthRunning = 40;  // larger tables take the same paths, slower

// What the reader promises of a table that it lets pass.
void check_table(const tenon::MultiRegionalTable& table) {
  const std::size_t n = table.size();
  const std::size_t categories = table.final_demand_labels.size();
  TENON_REQUIRE(n > 0 && categories > 0);
  TENON_REQUIRE(table.intermediate.size() == n * n && table.final_demand.size() == n * categories);
  for (const double flow : table.intermediate) TENON_REQUIRE(std::isfinite(flow) && flow >= 0);
  for (std::size_t i = 0; i < n; ++i) {
    TENON_REQUIRE(table.industries[i].region < table.regions.size());
    TENON_REQUIRE(table.industries[i].sector < table.sectors.size());
    double sum = 0;
    for (std::size_t c = 0; c < categories; ++c) sum += table.final_demand[i * categories + c];
    TENON_REQUIRE(std::isfinite(sum) && sum >= 0);
  }
}

void run(const tenon::MultiRegionalTable& table) {
  tenon::MultiRegionalOptions options;
  options.inventory_days = 2;
  const auto model = tenon::build_multi_regional_model(table, options);
  if (!model) {
    TENON_REQUIRE(!model.error().message.empty());
    return;
  }
  tenon::TableEvent event;
  event.industries = {0};
  event.amount = {1};
  event.duration_days = 3;
  tenon::TableSimulationOptions simulation;
  simulation.horizon_days = 8;
  simulation.threads = 1;
  const auto result = tenon::simulate_table(*model, {event}, simulation);
  TENON_REQUIRE(result.ok());
  for (const double output : result->output) TENON_REQUIRE(std::isfinite(output) && output >= 0);
  TENON_REQUIRE(std::isfinite(result->total.lost_output));
  TENON_REQUIRE(result->output.front() == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(bytes.find('\0'), bytes.size());
  const std::string_view flows = bytes.substr(0, end);
  const std::string_view demand = bytes.substr(std::min(end + 1, bytes.size()));
  tenon::MultiRegionalReadOptions lenient;
  lenient.negative = tenon::NegativeFlows::kSetToZero;
  tenon::FaultList faults;
  const auto table = tenon::parse_multi_regional_table("Z.csv", flows, "Y.csv", demand, lenient, faults);
  TENON_REQUIRE(table.has_value() != faults.has_errors());
  tenon::FaultList strict_faults;
  const auto strict = tenon::parse_multi_regional_table("Z.csv", flows, "Y.csv", demand, {}, strict_faults);
  TENON_REQUIRE(strict.has_value() != strict_faults.has_errors());
  TENON_REQUIRE(!strict || table);  // what is sound is sound without leniency
  if (!table) return 0;
  check_table(*table);
  if (strict) TENON_REQUIRE(strict->intermediate == table->intermediate);
  if (table->size() <= kIndustriesWorthRunning) run(*table);
  return 0;
}
