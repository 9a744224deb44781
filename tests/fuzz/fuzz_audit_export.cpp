// Exports of the audit chain: any bytes are read or refused with a place; what is read is written again byte
// for byte, and only an untouched chain verifies.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"
#include "service/audit_export.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::string written(tenon::audit_export_header());
  std::uint64_t entries = 0;
  const auto fault =
      tenon::read_audit_export(bytes, "fuzz", [&](const tenon::AuditEntry& entry, std::size_t line) {
        TENON_REQUIRE(line == entries + 2);
        ++entries;
        tenon::write_audit_entry(written, entry);
        return true;
      });
  if (fault) {
    TENON_REQUIRE(fault->line > 0 && !fault->expected.empty());
  } else {
    TENON_REQUIRE(written == bytes);
  }
  const tenon::AuditVerification found = tenon::verify_audit_export(bytes, "fuzz");
  TENON_REQUIRE(!fault || found.fault);
  if (!found.fault) TENON_REQUIRE(found.head.sequence == entries);
  if (found.fault) TENON_REQUIRE(!text_en(*found.fault).empty() && !text_zh(*found.fault).empty());
  return 0;
}
