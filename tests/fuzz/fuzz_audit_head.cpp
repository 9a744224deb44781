// Heads of the audit chain: any bytes are read or refused with a message; what is read is written again byte
// for byte.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "require.h"
#include "service/audit_signature.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto head = tenon::read_audit_head(bytes, "fuzz");
  if (!head) {
    TENON_REQUIRE(!head.error().message.empty());
    return 0;
  }
  TENON_REQUIRE(tenon::write_audit_head(*head) == bytes);
  return 0;
}
