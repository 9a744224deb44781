// Backup registers: what is read keeps the rules, and comes back from its own CSV.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "exchange/backup_register_columns.h"
#include "exchange/backup_register_reader.h"
#include "exchange/backup_register_writer.h"
#include "require.h"

namespace {

void check(const tenon::BackupEntry& entry) {
  TENON_REQUIRE(!entry.id.empty() && !entry.product.text.empty() && entry.line >= 1);
  for (const double value : {entry.reserved_cny_a_year, entry.ready_days, entry.stock_days})
    TENON_REQUIRE(std::isfinite(value) && value >= 0);
  TENON_REQUIRE(!entry.unit_cost || (std::isfinite(*entry.unit_cost) && *entry.unit_cost > 0));
  for (const std::string* day : {&entry.registered_on, &entry.valid_until})
    TENON_REQUIRE(day->empty() || tenon::register_day(*day) == *day);
  TENON_REQUIRE(!entry.maker.text.empty() || (entry.reserved_cny_a_year == 0 && entry.stock_days > 0));
  for (const auto* name : {&entry.product, &entry.buyer, &entry.maker, &entry.plant})
    TENON_REQUIRE(name->text.empty() == (name->line == 0));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  tenon::FaultList faults;
  const auto reg = tenon::parse_backup_register(bytes, "fuzz.csv", faults);
  TENON_REQUIRE(reg.ok() != faults.has_errors());
  if (!reg) {
    TENON_REQUIRE(!reg.error().message.empty());
    return 0;
  }
  for (const tenon::BackupEntry& entry : reg->entries) check(entry);
  const std::string text = tenon::backup_register_csv(*reg, {tenon::RegisterHeader::kBoth, false});
  tenon::FaultList none;
  const auto again = tenon::parse_backup_register(text, "fuzz.csv", none);
  TENON_REQUIRE(again.ok() && none.warning_count() == 0);
  TENON_REQUIRE(again->entries.size() == reg->entries.size());
  TENON_REQUIRE(tenon::backup_register_csv(*again, {tenon::RegisterHeader::kBoth, false}) == text);
  return 0;
}
