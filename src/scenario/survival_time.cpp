#include "scenario/survival_time.h"

namespace tenon {

RecoveryFlag compare_recovery(const SurvivalTime& survival, const DayRange& recovery) {
  if (survival.kind == SurvivalKind::kUnbounded) return RecoveryFlag::kCovered;
  if (survival.kind == SurvivalKind::kNotComputed || (!recovery.low && !recovery.high)) {
    return RecoveryFlag::kUnknown;
  }
  if (recovery.high && *recovery.high <= survival.days) return RecoveryFlag::kCovered;
  const bool is_exceeded = recovery.low && *recovery.low > survival.days;
  return is_exceeded && survival.kind == SurvivalKind::kFinite ? RecoveryFlag::kExceeded
                                                               : RecoveryFlag::kPossible;
}

}  // namespace tenon
