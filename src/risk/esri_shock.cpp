// Arbitrary shocks: several firms, partial losses, different shocks to the two channels. Full sweeps,
// O(links) each.
#include <algorithm>
#include <cmath>
#include <string>

#include "risk/esri_model.h"

namespace tenon {
namespace {

Result<std::vector<double>> initial_losses(const EsriModel& model, std::span<const double> remaining,
                                           const char* name) {
  std::vector<double> loss(model.firm_count, 0.0);
  if (remaining.empty()) return loss;
  if (remaining.size() != model.firm_count) {
    return Error{ErrorCode::kInvalidArgument, std::string(name) + " has " + std::to_string(remaining.size()) +
                                                  " levels for " + std::to_string(model.firm_count) +
                                                  " firms"};
  }
  for (std::size_t p = 0; p < loss.size(); ++p) {
    const double level = remaining[model.firm_at[p]];
    if (!(level >= 0 && level <= 1)) {
      return Error{ErrorCode::kInvalidArgument,
                   std::string(name) + " of firm " + std::to_string(model.firm_at[p]) + " must be in [0, 1]"};
    }
    loss[p] = 1 - level;
  }
  return loss;
}

// missing_i = sigma_i d_i.
void replace_losses(const EsriModel& model, const std::vector<double>& loss, std::vector<double>& missing) {
  missing = loss;
  if (model.replaceability == Replaceability::kNone) return;
  std::vector<double> left(model.market_count, 0.0);
  for (std::size_t i = 0; i < loss.size(); ++i)
    left[model.market[i]] += model.out_strength[i] * (1 - loss[i]);
  for (std::size_t i = 0; i < loss.size(); ++i) {
    const double remaining = left[model.market[i]];
    if (remaining > model.out_strength[i]) missing[i] *= model.out_strength[i] / remaining;
  }
}

double step_downstream(const EsriModel& model, const std::vector<double>& shock,
                       const std::vector<double>& missing, std::vector<double>& loss) {
  double change = 0;
  for (std::size_t j = 0; j < loss.size(); ++j) {
    double lost = shock[j];
    for (std::uint32_t slot = model.slot_offsets[j]; slot < model.slot_offsets[j + 1]; ++slot) {
      double sum = 0;
      for (std::size_t e = model.inputs.begin(slot); e < model.inputs.end(slot); ++e) {
        sum += model.inputs.value[e] * missing[model.inputs.target[e]];
      }
      lost = std::max(lost, sum);
    }
    lost = std::min(1.0, lost);
    change = std::max(change, lost - loss[j]);
    loss[j] = lost;
  }
  return change;
}

double step_upstream(const EsriModel& model, const std::vector<double>& shock,
                     const std::vector<double>& loss, std::vector<double>& next) {
  double change = 0;
  for (std::size_t i = 0; i < loss.size(); ++i) {
    double sum = 0;
    for (std::size_t e = model.sales.begin(i); e < model.sales.end(i); ++e) {
      sum += model.sales.value[e] * loss[model.sales.target[e]];
    }
    next[i] = std::min(1.0, std::max(shock[i], sum));
    change = std::max(change, next[i] - loss[i]);
  }
  return change;
}

}  // namespace

Result<EsriCascade> run_esri_shock(const EsriModel& model, const EsriShock& shock,
                                   const EsriOptions& options) {
  if (auto result = check_esri_options(options); !result) return result.error();
  const auto downstream_shock = initial_losses(model, shock.remaining_downstream, "remaining_downstream");
  if (!downstream_shock) return downstream_shock.error();
  const auto upstream_shock = initial_losses(model, shock.remaining_upstream, "remaining_upstream");
  if (!upstream_shock) return upstream_shock.error();

  std::vector<double> downstream = *downstream_shock;
  std::vector<double> upstream = *upstream_shock;
  std::vector<double> next_upstream(model.firm_count);
  std::vector<double> missing;
  EsriCascade cascade;
  EsriScore& score = cascade.score;
  for (bool moves = true; moves && score.iterations < options.max_iterations; score.converged = !moves) {
    ++score.iterations;
    replace_losses(model, downstream, missing);
    const double change = std::max(step_downstream(model, *downstream_shock, missing, downstream),
                                   step_upstream(model, *upstream_shock, upstream, next_upstream));
    upstream.swap(next_upstream);
    moves = change > options.epsilon;
  }

  cascade.downstream_level.resize(model.firm_count);
  cascade.upstream_level.resize(model.firm_count);
  cascade.sector_loss.assign(model.sector_count, 0.0);
  for (std::size_t p = 0; p < model.firm_count; ++p) {
    const double v = model.weight[p];
    const double lost = std::max(downstream[p], upstream[p]);
    score.downstream += v * downstream[p];
    score.upstream += v * upstream[p];
    score.combined += v * lost;
    cascade.sector_loss[model.sector[p]] +=
        v * (lost - std::max((*downstream_shock)[p], (*upstream_shock)[p]));
    cascade.downstream_level[model.firm_at[p]] = 1 - downstream[p];
    cascade.upstream_level[model.firm_at[p]] = 1 - upstream[p];
  }
  return cascade;
}

}  // namespace tenon
