// Lists of what-if edits.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "exchange/network_edit_reader.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  tenon::FaultList faults;
  const auto edits = tenon::parse_network_edits(bytes, "fuzz.csv", faults);
  TENON_REQUIRE(edits.ok() != faults.has_errors());
  if (!edits) {
    TENON_REQUIRE(!edits.error().message.empty());
    return 0;
  }
  for (const tenon::NamedEdit& edit : edits->edits) {
    TENON_REQUIRE(edit.line >= 2);
    for (const auto& value : {edit.weight, edit.factor, edit.days}) {
      TENON_REQUIRE(!value || (std::isfinite(*value) && *value > 0));
    }
    TENON_REQUIRE(!edit.share || (*edit.share >= 0 && *edit.share <= 1));
    TENON_REQUIRE(!edit.input_class || (*edit.input_class >= 0 && *edit.input_class <= 2));
    for (const auto* name : {&edit.firm, &edit.sector, &edit.other, &edit.name}) {
      TENON_REQUIRE(name->text.empty() == (name->line == 0));
    }
  }
  return 0;
}
