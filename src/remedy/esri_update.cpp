#include "remedy/esri_update.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "remedy/downstream_change.h"
#include "remedy/upstream_change.h"
#include "risk/esri_model.h"

namespace tenon {
namespace {

// Longer closures are few and violent; every further step costs sweeps over all links.
constexpr std::uint32_t kLongestHorizon = 16;
// Relative rounding of a difference of indices.
constexpr double kRounding = 1e-12;
// Of all closures, so many may be longer than the horizon.
constexpr double kLongShare = 0.002;

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

std::uint32_t horizon_of(const std::vector<EsriScore>& scores) {
  std::vector<std::uint32_t> iterations(scores.size());
  for (std::size_t f = 0; f < scores.size(); ++f) iterations[f] = scores[f].iterations;
  const auto allowed = static_cast<std::ptrdiff_t>(kLongShare * static_cast<double>(scores.size()));
  const auto place = iterations.end() - 1 - allowed;
  std::nth_element(iterations.begin(), place, iterations.end());
  return std::min(*place, kLongestHorizon);
}

double total_weight(std::span<const double> weights, const std::vector<double>& out_strength) {
  if (weights.empty()) return std::accumulate(out_strength.begin(), out_strength.end(), 0.0);
  return std::accumulate(weights.begin(), weights.end(), 0.0);
}

// What is known of a score without computing it.
struct Estimate {
  EsriScore score;
  bool is_violent = false;
  bool is_doubtful = false;
};

class Updater {
 public:
  Updater(const EsriBaseline& baseline, const EsriInputs& inputs, const EditedNetwork& edited,
          const EsriUpdateOptions& options)
      : baseline_(baseline), inputs_(inputs), edited_(edited), options_(options) {
    inputs_after_ = inputs;
    inputs_after_.network = &edited.network;
    inputs_after_.revenue = edited.revenue;
    inputs_after_.costs = edited.costs;
    inputs_after_.weights = edited.weights;
  }

  Result<EsriUpdate> run() {
    auto model = build_esri_model(inputs_after_);
    if (!model) return model.error();
    update_.model = std::move(*model);
    update_.scores.resize(edited_.network.firm_count);
    update_.origin.assign(edited_.network.firm_count, ScoreOrigin::kBounded);
    find_named();
    if (changes_nothing()) {
      for (const EsriScore& score : baseline_.scores) estimates_.push_back({score, false, false});
    } else {
      estimate();
    }
    const auto firms = choose();
    if (auto computed = recompute(firms); !computed) return computed.error();
    summarise();
    return std::move(update_);
  }

 private:
  // A share that is met already, say.
  [[nodiscard]] bool changes_nothing() const {
    return edited_.changed_links.empty() && edited_.changed_suppliers.empty() &&
           edited_.changed_customers.empty() && inputs_.weights.size() == edited_.weights.size() &&
           std::equal(inputs_.weights.begin(), inputs_.weights.end(), edited_.weights.begin()) &&
           edited_.network.firm_count == baseline_.model->firm_count;
  }

  void find_named() {
    is_named_.assign(edited_.network.firm_count, 0);
    for (const auto* firms : {&edited_.changed_suppliers, &edited_.changed_customers, &options_.wanted}) {
      for (const std::uint32_t f : *firms) is_named_[f] = 1;
    }
    for (std::size_t f = 0; f < inputs_.weights.size(); ++f) {
      if (inputs_.weights[f] != edited_.weights[f]) is_named_[f] = 1;
    }
    for (std::uint32_t f = baseline_.model->firm_count; f < edited_.network.firm_count; ++f) is_named_[f] = 1;
  }

  void estimate() {
    const EsriModel& before = *baseline_.model;
    const EsriModel& after = *update_.model;
    const std::uint32_t horizon = horizon_of(baseline_.scores);
    const double scale = total_weight(inputs_.weights, inputs_.network->out_strength) /
                         total_weight(inputs_after_.weights, edited_.network.out_strength);
    const UpstreamChange up = bound_upstream_change(before, after, edited_.changed_suppliers,
                                                    edited_.changed_links, baseline_.scores, baseline_.traces,
                                                    baseline_.options.epsilon, horizon, options_.threads);
    const DownstreamEdit edit{
        &inputs_, &inputs_after_, &before, &after, edited_.changed_suppliers, edited_.changed_customers,
        up.near,  scale};
    const DownstreamChange down =
        bound_downstream_change(edit, baseline_.scores, baseline_.traces, horizon, options_.threads);

    estimates_.resize(before.firm_count);
    for (std::uint32_t f = 0; f < before.firm_count; ++f) {
      const EsriScore& old = baseline_.scores[f];
      const EsriTrace& trace = baseline_.traces[f];
      Estimate& estimate = estimates_[f];
      EsriScore& score = estimate.score;
      score = old;
      score.downstream = std::min(1.0, scale * old.downstream);
      if (down.is_bounded[f] == 0 || old.iterations > horizon) {
        estimate.is_violent = true;
        score.upstream = std::min(1.0, scale * old.upstream);
        score.combined = std::min(1.0, scale * old.combined);
        score.error_bound = 1;
        continue;
      }
      const double reweighted = down.moved[f] + down.reweighted[f];
      // Where the downstream loss is the larger one: at most that loss, or what the upstream loss moved.
      const double own = before.weight[before.position_of_firm[f]];
      const double rounding = kRounding * old.downstream;
      const double others = scale * std::max(0.0, old.downstream - own) + down.reweighted[f] + rounding;
      const double met = std::max(0.0, others - scale * (old.combined - old.upstream));
      const auto split = [&](const MovedWeight& moved) {
        return std::min(moved.all, down.near_loss[f] + moved.far);
      };
      const double meeting = std::min(
          {others, split(up.moved[f]), up.proportion[f] * (met + rounding) + split(up.moved_apart[f])});
      score.upstream = up.score[f];
      score.combined = up.score[f] + scale * (old.combined - old.upstream);
      score.error_bound = scale * old.error_bound + up.error[f] + reweighted + meeting;
      const double downstream_step = 2 * down.highest[f];
      estimate.is_doubtful =
          !(downstream_step < trace.below_downstream && up.increment[f] < trace.below_upstream &&
            std::max(downstream_step, up.increment[f]) < trace.above_epsilon);
      // An edit that does not reach the cascade at all cannot move its stop, however narrow that is.
      if (downstream_step == 0 && up.increment[f] == 0) estimate.is_doubtful = false;
      if (estimate.is_doubtful) score.error_bound = 1;
    }
  }

  [[nodiscard]] bool exceeds(const Estimate& estimate) const {
    return estimate.is_violent || estimate.is_doubtful ||
           estimate.score.error_bound > options_.tolerance * estimate.score.combined;
  }

  // Firms to compute, most pressing first.
  std::vector<std::uint32_t> choose() {
    const std::uint32_t known = baseline_.model->firm_count;
    std::vector<std::uint32_t> firms;
    for (std::uint32_t f = 0; f < edited_.network.firm_count; ++f) {
      if (is_named_[f] != 0) firms.push_back(f);
    }
    if (changes_nothing()) return firms;  // what was computed stands
    const std::size_t named = firms.size();
    for (std::uint32_t f = 0; f < known; ++f) {
      if (is_named_[f] == 0 && exceeds(estimates_[f])) firms.push_back(f);
    }
    if (options_.max_effort == UINT64_MAX) return firms;

    std::vector<std::uint32_t> highest(known);
    std::iota(highest.begin(), highest.end(), 0U);
    const std::size_t top = std::min<std::size_t>(options_.top, known);
    std::partial_sort(highest.begin(), highest.begin() + static_cast<std::ptrdiff_t>(top), highest.end(),
                      [this](std::uint32_t a, std::uint32_t b) {
                        const double x = baseline_.scores[a].combined;
                        const double y = baseline_.scores[b].combined;
                        return x != y ? x > y : a < b;
                      });
    std::vector<std::uint8_t> is_top(known, 0);
    for (std::size_t k = 0; k < top; ++k) is_top[highest[k]] = 1;
    // Closures that cannot be bounded come last: they are violent, and for that very reason rarely moved
    // much.
    const auto urgency = [this](std::uint32_t f) {
      const Estimate& estimate = estimates_[f];
      if (estimate.is_violent) return estimate.score.combined * 1e-6;
      return estimate.score.error_bound / std::max(estimate.score.combined, 1e-300);
    };
    std::sort(firms.begin() + static_cast<std::ptrdiff_t>(named), firms.end(),
              [&](std::uint32_t a, std::uint32_t b) {
                const bool a_is_top = a < known && is_top[a] != 0;
                const bool b_is_top = b < known && is_top[b] != 0;
                if (a_is_top != b_is_top) return a_is_top;
                const double x = urgency(a);
                const double y = urgency(b);
                return x != y ? x > y : a < b;
              });
    std::uint64_t effort = 0;
    std::size_t kept = 0;
    for (; kept < firms.size(); ++kept) {
      if (firms[kept] < known) effort += baseline_.scores[firms[kept]].iterations;
      if (kept >= named && effort > options_.max_effort) break;
    }
    for (std::size_t k = kept; k < firms.size(); ++k) update_.origin[firms[k]] = ScoreOrigin::kLeft;
    firms.resize(kept);
    return firms;
  }

  Result<void> recompute(const std::vector<std::uint32_t>& firms) {
    for (std::uint32_t f = 0; f < estimates_.size(); ++f) update_.scores[f] = estimates_[f].score;
    EsriOptions options = baseline_.options;
    options.threads = options_.threads;
    options.progress = {};
    const auto scores = compute_esri(*update_.model, firms, options);
    if (!scores) return scores.error();
    for (std::size_t k = 0; k < firms.size(); ++k) {
      update_.scores[firms[k]] = (*scores)[k];
      update_.origin[firms[k]] = ScoreOrigin::kRecomputed;
    }
    update_.recomputed = firms.size();
    return {};
  }

  void summarise() {
    for (std::uint32_t f = 0; f < estimates_.size(); ++f) {
      const ScoreOrigin origin = update_.origin[f];
      if (origin == ScoreOrigin::kLeft) ++update_.left;
      if (origin != ScoreOrigin::kBounded && is_named_[f] == 0) {
        update_.violent += estimates_[f].is_violent ? 1 : 0;
        update_.doubtful += estimates_[f].is_doubtful ? 1 : 0;
      }
      const EsriScore& score = update_.scores[f];
      if (origin != ScoreOrigin::kRecomputed && score.combined > 0) {
        update_.largest_bound = std::max(update_.largest_bound, score.error_bound / score.combined);
      }
    }
  }

  const EsriBaseline& baseline_;
  const EsriInputs& inputs_;
  const EditedNetwork& edited_;
  const EsriUpdateOptions& options_;
  EsriInputs inputs_after_;
  std::vector<std::uint8_t> is_named_;
  std::vector<Estimate> estimates_;  // one a firm before
  EsriUpdate update_;
};

}  // namespace

Result<EsriBaseline> compute_esri_baseline(const EsriInputs& inputs, const EsriOptions& options) {
  auto model = build_esri_model(inputs);
  if (!model) return model.error();
  std::vector<std::uint32_t> firms(inputs.network->firm_count);
  std::iota(firms.begin(), firms.end(), 0U);
  auto traced = compute_esri_traced(**model, firms, options);
  if (!traced) return traced.error();
  return EsriBaseline{std::move(*model), options, std::move(traced->scores), std::move(traced->traces)};
}

Result<EsriUpdate> update_esri(const EsriBaseline& baseline, const EsriInputs& inputs,
                               const EditedNetwork& edited, const EsriUpdateOptions& options) {
  if (baseline.model == nullptr || inputs.network == nullptr ||
      baseline.scores.size() != inputs.network->firm_count ||
      baseline.traces.size() != inputs.network->firm_count ||
      edited.network.firm_count < inputs.network->firm_count) {
    return invalid("the baseline is not of the network that was edited");
  }
  if (!inputs.market.empty()) return invalid("markets other than the sectors cannot be edited");
  if (!(options.tolerance >= 0) || options.tolerance >= 1) return invalid("tolerance must be in [0, 1)");
  for (const std::uint32_t f : options.wanted) {
    if (f >= edited.network.firm_count) return invalid("a wanted firm is out of range");
  }
  return Updater(baseline, inputs, edited, options).run();
}

}  // namespace tenon
