// Process types: any bytes are read or refused with a fault; what is read is sound by the check, and its
// cases open, replay and tick. The words of the format are in process_type.dict.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "exchange/process_type_reader.h"
#include "process/case_view.h"
#include "process/kernel.h"
#include "process/process_type_check.h"
#include "require.h"

namespace {

namespace process = tenon::process;

void check_case(const process::ProcessType& type) {
  const process::Actor platform{{"", "", "", true}, {}};
  constexpr process::UtcSeconds kStart = 1'800'000'000;
  const process::Decision opened =
      process::open(type, {"c", {type.subjects.front(), "s"}, {}, {}}, platform, kStart);
  if (!opened.ok()) return;
  process::Case c = process::after({}, opened);
  for (int year = 1; year <= 3; ++year) {
    const process::UtcSeconds now = kStart + year * 365 * process::kSecondsPerDay;
    c = process::after(c, process::tick(type, c, now));
    TENON_REQUIRE(process::tick(type, c, now).events.empty());
    TENON_REQUIRE(process::find_state(type, c.state) != nullptr);
    for (const process::Transition& transition : type.transitions) {
      c = process::after(c,
                         process::decide(type, c, process::command::Act{transition.id, {}}, platform, now));
    }
    TENON_REQUIRE(process::allowed_actions(type, c, platform, now).size() == type.transitions.size());
  }
  TENON_REQUIRE(process::replay(c.history) == c);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  tenon::FaultList faults;
  const auto type = tenon::parse_process_type("fuzz.yaml", bytes, faults);
  TENON_REQUIRE(type.has_value() != faults.has_errors());
  for (const tenon::Fault& fault : faults.errors())
    TENON_REQUIRE(!fault.expected.empty() && fault.file == "fuzz.yaml");
  if (!type) return 0;
  tenon::FaultList none;
  process::check_process_type(*type, none);
  TENON_REQUIRE(!none.has_errors());
  check_case(*type);
  return 0;
}
