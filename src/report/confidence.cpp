#include "report/confidence.h"

#include <set>

#include "report/analysis.h"

namespace tenon {

std::optional<Confidence> confidence_of(const BreakPoint& point) {
  if (!point.score) return std::nullopt;
  std::set<std::string_view> sources;
  for (const Evidence& line : point.evidence) {
    const bool is_good = line.provenance.grade == 'A' || line.provenance.grade == 'B';
    if (line.computed_with && is_published(line) && is_good && !line.old)
      sources.insert(line.provenance.source);
  }
  if (sources.empty()) return Confidence::kLow;
  return sources.size() == 1 ? Confidence::kMedium : Confidence::kHigh;
}

std::string_view id_of(Confidence confidence) {
  switch (confidence) {
    case Confidence::kHigh:
      return "high";
    case Confidence::kMedium:
      return "medium";
    case Confidence::kLow:
      break;
  }
  return "low";
}

}  // namespace tenon
