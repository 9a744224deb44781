// What an interrupted Monte Carlo run needs to go on as if nothing had happened, and its file.
//
// The file: "TENONMC" and a zero byte, format, head, arrays, fingerprint of all bytes before; little-endian
// binary, 16 bytes a year and 8 a sum. Written whole or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tenon {

// Everything counted or summed over the years 0 .. losses.size() - 1, in this order.
struct MonteCarloState {
  std::vector<double> losses;
  std::vector<double> controls;   // 0 without a control variate
  std::uint64_t event_years = 0;  // years with at least one event
  // Sums of a part, of its square, and of it times the control.
  std::vector<double> group_sum;  // one a group
  std::vector<double> group_squares;
  std::vector<double> group_cross;
  std::vector<double> hazard_sum;  // one a hazard
  std::vector<double> hazard_squares;
  std::vector<double> hazard_cross;
  std::vector<double> hazard_group_sum;  // [hazard * groups + group]
  std::vector<double> hazard_group_cross;

  bool operator==(const MonteCarloState&) const = default;
};

// A state without years.
MonteCarloState empty_state(std::uint32_t group_count, std::uint32_t hazard_count);

// Two runs may share a checkpoint if these agree.
struct MonteCarloIdentity {
  std::uint64_t seed = 0;
  std::uint64_t inputs = 0;  // fingerprint of everything that a year's loss depends on
  std::uint32_t group_count = 0;
  std::uint32_t hazard_count = 0;
};

// kNotFound, kIo. O(bytes).
Result<void> write_checkpoint(const std::string& path, const MonteCarloIdentity& identity,
                              const MonteCarloState& state);

// kNotFound, kIo; kBadInput: not a checkpoint, cut short, damaged, of another format, or of another run.
Result<MonteCarloState> read_checkpoint(const std::string& path, const MonteCarloIdentity& identity);

// The same from bytes; `file` names them in messages.
std::string checkpoint_bytes(const MonteCarloIdentity& identity, const MonteCarloState& state);
Result<MonteCarloState> parse_checkpoint(std::string_view bytes, const std::string& file,
                                         const MonteCarloIdentity& identity);

}  // namespace tenon
