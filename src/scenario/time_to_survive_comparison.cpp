#include "scenario/time_to_survive_comparison.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace tenon {
namespace {

constexpr double kAgreementDays = 1;
// Times of the program are rounded, and so is what counts as short in a simulation.
constexpr double kRoundingDays = 0.01;

bool is_finite(const SurvivalTime& time) {
  return time.kind == SurvivalKind::kFinite;
}

SurvivalVerdict judge(const SurvivalTime& simulation, const SurvivalTime& program) {
  if (simulation.kind == SurvivalKind::kNotComputed || program.kind == SurvivalKind::kNotComputed) {
    return SurvivalVerdict::kNotComparable;
  }
  if (is_finite(program)) {
    if (program.days < simulation.days - kRoundingDays) return SurvivalVerdict::kSimulationLonger;
    if (!is_finite(simulation)) return SurvivalVerdict::kNotComparable;
    return program.days <= simulation.days + kAgreementDays ? SurvivalVerdict::kAgree
                                                            : SurvivalVerdict::kProgramLonger;
  }
  if (!is_finite(simulation)) return SurvivalVerdict::kAgree;
  const bool ends_beyond =
      program.kind == SurvivalKind::kUnbounded || program.days > simulation.days + kAgreementDays;
  return ends_beyond ? SurvivalVerdict::kProgramLonger : SurvivalVerdict::kNotComparable;
}

double gap_of(const SurvivalDifference& difference) {
  return difference.gap_days.value_or(std::numeric_limits<double>::infinity());
}

bool closes_gap(const SurvivalTime& program, const SurvivalTime& simulation) {
  return is_finite(program) && program.days <= simulation.days + kAgreementDays;
}

// The `most` sets with the widest gaps, in their own order.
std::vector<std::size_t> widest_gaps(const std::vector<SurvivalDifference>& sets, std::size_t most) {
  std::vector<std::size_t> gaps;
  for (std::size_t k = 0; k < sets.size(); ++k) {
    if (sets[k].verdict == SurvivalVerdict::kProgramLonger) gaps.push_back(k);
  }
  std::stable_sort(gaps.begin(), gaps.end(),
                   [&](std::size_t a, std::size_t b) { return gap_of(sets[a]) > gap_of(sets[b]); });
  if (gaps.size() > most) gaps.resize(most);
  std::sort(gaps.begin(), gaps.end());
  return gaps;
}

Result<void> explain(const MultiTierNetwork& network, const DisruptionSets& sets,
                     const TimeToSurviveOptions& program_options, const SurvivalComparisonOptions& options,
                     std::vector<SurvivalDifference>& differences) {
  const std::vector<std::size_t> gaps = widest_gaps(differences, options.explain_at_most);
  if (gaps.empty()) return {};
  DisruptionSets chosen;
  for (const std::size_t k : gaps) {
    for (std::uint64_t e = sets.offsets[k]; e < sets.offsets[k + 1]; ++e) {
      chosen.node.push_back(sets.node[e]);
      if (!sets.capacity_left.empty()) chosen.capacity_left.push_back(sets.capacity_left[e]);
    }
    chosen.offsets.push_back(chosen.node.size());
  }
  TimeToSurviveOptions restricted = program_options;
  restricted.tell_unbounded = false;
  restricted.threads = options.threads;
  restricted.stop = options.stop;
  restricted.progress = {};
  restricted.deliveries = DeliveryRule::kAtMostNormal;
  const Result<TimeToSurvive> normal = time_to_survive(network, chosen, {}, restricted);
  if (!normal) return normal.error();
  restricted.deliveries = DeliveryRule::kEqualShares;
  const Result<TimeToSurvive> shares = time_to_survive(network, chosen, {}, restricted);
  if (!shares) return shares.error();
  for (std::size_t at = 0; at < gaps.size(); ++at) {
    SurvivalDifference& difference = differences[gaps[at]];
    const SurvivalTime& by_normal = normal->sets[at].others;
    const SurvivalTime& by_shares = shares->sets[at].others;
    if (by_normal.kind == SurvivalKind::kNotComputed || by_shares.kind == SurvivalKind::kNotComputed) {
      continue;
    }
    difference.cause = closes_gap(by_normal, difference.simulation)   ? SurvivalGapCause::kExtra
                       : closes_gap(by_shares, difference.simulation) ? SurvivalGapCause::kShares
                                                                      : SurvivalGapCause::kOrders;
  }
  return {};
}

}  // namespace

Result<SurvivalComparison> compare_survival(const MultiTierNetwork& network, const DisruptionSets& sets,
                                            const SurvivalSimulation& simulation,
                                            const TimeToSurvive& program,
                                            const TimeToSurviveOptions& program_options,
                                            const SurvivalComparisonOptions& options) {
  if (simulation.sets.size() != sets.size() || program.sets.size() != sets.size()) {
    return Error{ErrorCode::kInvalidArgument, "time to survive: results to compare must be one a set"};
  }
  SurvivalComparison result;
  result.sets.resize(sets.size());
  for (std::size_t k = 0; k < sets.size(); ++k) {
    SurvivalDifference& difference = result.sets[k];
    difference.simulation = simulation.sets[k].others;
    difference.program = program.sets[k].others;
    difference.verdict = judge(difference.simulation, difference.program);
    if (is_finite(difference.simulation) && is_finite(difference.program)) {
      difference.gap_days = difference.program.days - difference.simulation.days;
    }
    if (difference.verdict == SurvivalVerdict::kProgramLonger) {
      difference.cause = SurvivalGapCause::kNotExplained;
    }
  }
  if (const Result<void> done = explain(network, sets, program_options, options, result.sets); !done) {
    return done.error();
  }
  for (std::size_t k = 0; k < sets.size(); ++k) {
    const SurvivalDifference& difference = result.sets[k];
    result.not_comparable += difference.verdict == SurvivalVerdict::kNotComparable ? 1 : 0;
    result.agree += difference.verdict == SurvivalVerdict::kAgree ? 1 : 0;
    result.program_longer += difference.verdict == SurvivalVerdict::kProgramLonger ? 1 : 0;
    result.simulation_longer += difference.verdict == SurvivalVerdict::kSimulationLonger ? 1 : 0;
    ++result.by_cause[static_cast<std::size_t>(difference.cause)];
    if (difference.gap_days &&
        (!result.widest || *difference.gap_days > *result.sets[*result.widest].gap_days)) {
      result.widest = k;
    }
  }
  return result;
}

}  // namespace tenon
