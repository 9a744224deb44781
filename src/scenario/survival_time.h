// Times to survive and to recover as they are known, and what the two say together.
#pragma once

#include <cstdint>
#include <optional>

namespace tenon {

enum class SurvivalKind : std::uint8_t {
  kNotComputed,  // stopped before, or the subject has no node
  kFinite,       // final demand first falls short after `days`
  kAtLeast,      // not within `days`, at which the search ended
  kUnbounded,    // never: stocks are not even touched in the long run
};

struct SurvivalTime {
  SurvivalKind kind = SurvivalKind::kNotComputed;
  double days = 0;  // kUnbounded: the end of the search

  bool operator==(const SurvivalTime&) const = default;
};

// Days until supply is back, as far as they are known. A side that is absent is not known, which is not 0.
struct DayRange {
  std::optional<double> low;
  std::optional<double> high;

  bool operator==(const DayRange&) const = default;
};

// Whether recovery takes longer than stocks last.
enum class RecoveryFlag : std::uint8_t {
  kUnknown,   // the time to recover is not known, or the time to survive was not computed
  kCovered,   // even the longest recovery ends in time
  kPossible,  // the longest recovery takes longer or is not known, the shortest does not
  kExceeded,  // TTR > TTS even for the shortest recovery
};

// A time to survive without end covers every recovery, known or not. Where the search ended before the
// recovery does, the answer is kPossible.
RecoveryFlag compare_recovery(const SurvivalTime& survival, const DayRange& recovery);

}  // namespace tenon
