// Checkpoints of Monte Carlo runs: any bytes are read or refused with a message; what is read is written
// again byte for byte.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "require.h"
#include "scenario/monte_carlo_checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const tenon::MonteCarloIdentity identity{7, 9, 2, 1};
  const auto state = tenon::parse_checkpoint(bytes, "fuzz", identity);
  if (!state) {
    TENON_REQUIRE(!state.error().message.empty());
    return 0;
  }
  TENON_REQUIRE(tenon::checkpoint_bytes(identity, *state) == bytes);
  return 0;
}
