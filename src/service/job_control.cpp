#include "service/job_control.h"

#include <algorithm>
#include <cmath>

namespace tenon {

void JobControl::tell(double part, const std::string& note) {
  if (std::isnan(part)) return;
  const std::lock_guard lock(mutex_);
  part_ = std::max(part_, std::min(part, 1.0));
  if (note != note_) note_ = note;
}

Progress JobControl::progress(std::string note, double from, double until) {
  return [this, note = std::move(note), from, until](std::uint64_t done, std::uint64_t total) {
    const double part =
        total == 0 ? 0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
    tell(from + (until - from) * part, note);
  };
}

std::pair<double, std::string> JobControl::told() const {
  const std::lock_guard lock(mutex_);
  return {part_, note_};
}

}  // namespace tenon
