#include "remedy/measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>

#include "base/parallel.h"
#include "remedy/dataset_edit.h"
#include "remedy/measure_trial.h"
#include "risk/dependency.h"

namespace tenon {
namespace {

constexpr std::size_t kPaired = 4;
constexpr std::array<double, 2> kStockDays = {30, 60};
constexpr std::array<double, 2> kPlantParts = {0.5, 1};

std::vector<MeasureEffect> all_measures() {
  std::vector<MeasureEffect> effects;
  const auto add = [&](MeasureKind kind, double amount = 0) {
    MeasureEffect effect;
    effect.kind = kind;
    effect.amount = amount;
    effects.push_back(std::move(effect));
  };
  add(MeasureKind::kSecondSource);
  add(MeasureKind::kReserveCapacity);
  add(MeasureKind::kAlliance);
  for (const double days : kStockDays) add(MeasureKind::kStockpile, days);
  for (const double part : kPlantParts) add(MeasureKind::kNewPlant, part);
  add(MeasureKind::kJointResearch);
  add(MeasureKind::kSubstitute);
  add(MeasureKind::kPooledPurchasing);
  return effects;
}

// Records as they would be with the measure done, for the break point's score.
Dataset with_measure(const Dataset& dataset, ProductId product, const MeasureEffect& effect) {
  Dataset data = dataset;
  if (effect.kind == MeasureKind::kNewPlant) {
    Firm firm;
    firm.id = "what-if plant";
    firm.name_zh = "拟建工厂";
    firm.name_en = "plant to be built";
    firm.region = effect.region;
    Capability plant;
    plant.firm = FirmId(data.firms.size());
    plant.product = product;
    plant.region = effect.region;
    plant.status = CapabilityStatus::kQualified;
    plant.provenance = {"what-if", "", std::nullopt, 'B'};
    data.firms.push_back(std::move(firm));
    data.capabilities.push_back(std::move(plant));
    return data;
  }
  for (Capability& row : data.capabilities) {
    if (row.product == product &&
        std::find(effect.makers.begin(), effect.makers.end(), row.firm) != effect.makers.end())
      row.status = CapabilityStatus::kQualified;
  }
  return data;
}

std::optional<BreakPoint> break_point_of(const Dataset& dataset, ProductId product,
                                         const BreakPointOptions& options) {
  auto report = find_break_points(dataset, options);
  if (!report) return std::nullopt;
  for (BreakPoint& point : report->break_points) {
    if (point.subject.type == SubjectType::kProduct && point.subject.index == product.index())
      return std::move(point);
  }
  return std::nullopt;
}

void add_costs(const MeasureTrial& trial, const MeasureOptions& options, MeasureEffect& effect) {
  const MeasureAssumptions& assumed = options.assumed;
  const BackupAnswer& answer = trial.answer();
  double qualification = 0;
  double days = 0;
  bool days_assumed = false;
  double spare = 0;
  for (const BackupCandidate& candidate : answer.candidates) {
    if (std::find(effect.makers.begin(), effect.makers.end(), candidate.firm) == effect.makers.end())
      continue;
    switch (candidate.status) {
      case CapabilityStatus::kQualified:
        qualification += assumed.backup.qualify_qualified;
        break;
      case CapabilityStatus::kTrial:
      case CapabilityStatus::kUnknown:
        qualification += assumed.backup.qualify_trial;
        break;
      case CapabilityStatus::kPotential:
        qualification += assumed.backup.qualify_potential;
        break;
    }
    days = std::max(days, candidate.qualification.middle());
    days_assumed = days_assumed || candidate.qualification.is_assumption;
    spare += candidate.spare.value_or(0);
  }
  double years = assumed.backup.years;
  const double reserved = std::min(spare, answer.gap) * kDaysAYear;
  effect.days_to_effect = days;
  effect.days_assumed = days_assumed;
  switch (effect.kind) {
    case MeasureKind::kSecondSource:
      effect.cost_once = qualification;
      break;
    case MeasureKind::kReserveCapacity:
      effect.cost_once = qualification;
      effect.cost_a_year = assumed.backup.reservation_rate * reserved;
      break;
    case MeasureKind::kAlliance:
      effect.cost_once = assumed.alliance_once;
      effect.days_to_effect = assumed.alliance_days_to_effect;
      effect.days_assumed = true;
      break;
    case MeasureKind::kStockpile:
      effect.cost_a_year = assumed.backup.stock_rate * effect.amount * answer.gap;
      effect.days_to_effect = assumed.stockpile_days_to_effect;
      effect.days_assumed = true;
      break;
    case MeasureKind::kNewPlant:
      effect.cost_once = assumed.plant_capital_ratio * effect.amount * answer.gap * kDaysAYear;
      years = assumed.plant_years;
      effect.days_to_effect = assumed.plant_days_to_effect;
      effect.days_assumed = true;
      break;
    case MeasureKind::kJointResearch:
      effect.cost_once = assumed.research_once + qualification;
      effect.days_to_effect = std::max(days, assumed.research_days_to_effect);
      effect.days_assumed = true;
      break;
    case MeasureKind::kSubstitute:
      effect.cost_once = assumed.substitute_once;
      effect.days_to_effect = assumed.substitute_days_to_effect;
      effect.days_assumed = true;
      break;
    case MeasureKind::kPooledPurchasing:
      effect.cost_once = assumed.pooling_once;
      effect.days_to_effect = assumed.pooling_days_to_effect;
      effect.days_assumed = true;
      break;
  }
  effect.annual_cost = effect.cost_once.value_or(0) / years + effect.cost_a_year.value_or(0);
}

void rank(std::vector<MeasureEffect>& effects) {
  const auto give = [&](auto key, std::size_t MeasureEffect::*place) {
    std::vector<std::size_t> order(effects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return key(effects[a]) > key(effects[b]); });
    std::size_t next = 1;
    for (const std::size_t k : order) {
      if (effects[k].is_possible && key(effects[k]) > 0) effects[k].*place = next++;
    }
  };
  give([](const MeasureEffect& e) { return e.avoided.value > 0 ? e.avoided_per_cost() : 0; },
       &MeasureEffect::rank_by_cost);
  give([](const MeasureEffect& e) { return e.avoided.low; }, &MeasureEffect::rank_by_robustness);
  std::stable_sort(effects.begin(), effects.end(), [](const MeasureEffect& a, const MeasureEffect& b) {
    const auto key = [](const MeasureEffect& e) {
      return std::pair(!e.is_possible, e.rank_by_cost == 0 ? SIZE_MAX : e.rank_by_cost);
    };
    return key(a) < key(b);
  });
}

class Evaluation {
 public:
  Evaluation(ProductId product, const MeasureOptions& options) : product_(product), options_(options) {}

  Result<MeasureReport> run(const Dataset& dataset) {
    const auto made = make_trials(dataset);
    if (!made) return made.error();
    report_.product = product_;
    report_.primary = trials_[0]->answer().primary();
    BreakPointOptions judged = options_.break_points;
    judged.threads = options_.threads;
    report_.before = break_point_of(dataset, product_, judged);
    report_.effects = all_measures();
    const auto tried = try_all();
    if (!tried) return tried.error();
    for (MeasureEffect& effect : report_.effects) {
      if (!effect.is_possible) continue;
      add_costs(*trials_[0], options_, effect);
      if (effect.kind == MeasureKind::kNewPlant || !effect.makers.empty()) {
        if (const auto after = break_point_of(with_measure(dataset, product_, effect), product_, judged)) {
          effect.score_after = after->score;
          effect.level_after = after->level;
        }
      } else if (report_.before) {
        effect.score_after = report_.before->score;
        effect.level_after = report_.before->level;
      }
    }
    rank(report_.effects);
    if (options_.with_pairs && !report_.is_partial) {
      const auto paired = pair_best();
      if (!paired) return paired.error();
    }
    return std::move(report_);
  }

 private:
  // As the dataset has it; then with the dependence at both ends of what is known of it.
  Result<void> make_trials(const Dataset& dataset) {
    const auto scope = make_scope_view(dataset, options_.search.scope);
    if (!scope) return scope.error();
    const Dependence dependence = dependence_of(dataset, product_, *scope, options_.break_points);
    report_.dependence = dependence.country;
    std::vector<Dataset> variants = {dataset};
    const bool has_interval =
        dependence.basis != DependenceBasis::kNone && dependence.country.high - dependence.country.low > 1e-6;
    if (options_.with_interval && has_interval) {
      for (const double d : {dependence.country.low, dependence.country.high}) {
        variants.push_back(suppose_dependence(dataset, product_, d, options_.break_points, *scope,
                                              {"end of the interval", "", std::nullopt, 'A'}));
      }
    }
    for (Dataset& variant : variants) {
      auto trial = MeasureTrial::create(std::move(variant), product_, options_);
      // Where nothing comes from others any more there is no failure of the same source to try.
      if (!trial && !trials_.empty()) continue;
      if (!trial) return trial.error();
      if (!trials_.empty() && (*trial)->answer().primary().root != trials_[0]->answer().primary().root)
        continue;
      trials_.push_back(std::move(*trial));
    }
    return {};
  }

  Result<void> try_all() {
    const std::size_t measures = report_.effects.size();
    const std::size_t columns = measures + 1;  // the last without any
    std::vector<TrialLosses> losses(trials_.size() * columns);
    std::vector<MeasureEffect> tried(trials_.size() * columns);
    std::vector<std::optional<Error>> errors(losses.size());
    std::atomic<std::uint64_t> done = 0;
    parallel_chunks(losses.size(), 1, options_.threads, [&](unsigned, std::size_t task, std::size_t) {
      const MeasureTrial& trial = *trials_[task / columns];
      TrialSetup setup = trial.untouched();
      if (task % columns < measures) {
        tried[task] = report_.effects[task % columns];
        if (tried[task].kind == MeasureKind::kNewPlant) tried[task].region = plant_region();
        trial.apply(tried[task], setup);
      }
      auto run = trial.run(setup);
      if (run) {
        losses[task] = *run;
      } else {
        errors[task] = run.error();
      }
      if (options_.progress) options_.progress(++done, losses.size());
    });
    for (const auto& error : errors) {
      if (error) return *error;
    }
    const auto range = [&](auto value) {
      LossRange result{value(0), value(0), value(0)};
      for (std::size_t w = 1; w < trials_.size(); ++w) {
        result.low = std::min(result.low, value(w));
        result.high = std::max(result.high, value(w));
      }
      return result;
    };
    const auto at = [&](std::size_t w, std::size_t m) -> const TrialLosses& {
      return losses[w * columns + m];
    };
    report_.loss = range([&](std::size_t w) { return at(w, measures).final_demand; });
    report_.lost_value_added = at(0, measures).value_added;
    report_.served = at(0, measures).served;
    for (std::size_t m = 0; m < measures; ++m) {
      MeasureEffect& effect = report_.effects[m];
      effect = tried[m];
      if (!effect.is_possible) continue;
      effect.avoided = range([&](std::size_t w) {
        const TrialLosses& without = at(w, measures);
        return beyond_rounding(without.final_demand - at(w, m).final_demand, without.rounding);
      });
      effect.avoided_value_added =
          beyond_rounding(at(0, measures).value_added - at(0, m).value_added, at(0, measures).rounding);
      effect.served = at(0, m).served;
    }
    for (const TrialLosses& one : losses) report_.is_partial = report_.is_partial || one.is_partial;
    return {};
  }

  [[nodiscard]] std::optional<RegionId> plant_region() const {
    if (report_.before && !report_.before->could_make.empty())
      return report_.before->could_make.front().region;
    for (const BackupCandidate& candidate : trials_[0]->answer().candidates) {
      if (candidate.region && candidate.tier <= BackupTier::kScope) return candidate.region;
    }
    return std::nullopt;
  }

  Result<void> pair_best() {
    std::vector<std::size_t> best;  // the best of each kind
    for (std::size_t m = 0; m < report_.effects.size() && best.size() < kPaired; ++m) {
      const bool is_new = std::none_of(best.begin(), best.end(), [&](std::size_t k) {
        return report_.effects[k].kind == report_.effects[m].kind;
      });
      if (report_.effects[m].rank_by_cost > 0 && is_new) best.push_back(m);
    }
    for (std::size_t a = 0; a < best.size(); ++a) {
      for (std::size_t b = a + 1; b < best.size(); ++b) report_.pairs.push_back({best[a], best[b]});
    }
    std::vector<std::optional<Error>> errors(report_.pairs.size());
    parallel_chunks(report_.pairs.size(), 1, options_.threads, [&](unsigned, std::size_t k, std::size_t) {
      MeasurePair& pair = report_.pairs[k];
      TrialSetup setup = trials_[0]->untouched();
      for (const std::size_t m : {pair.first, pair.second}) {
        MeasureEffect effect = report_.effects[m];
        trials_[0]->apply(effect, setup);
      }
      const auto run = trials_[0]->run(setup);
      if (!run) {
        errors[k] = run.error();
        return;
      }
      pair.avoided = beyond_rounding(report_.loss.value - run->final_demand, run->rounding);
      pair.interaction = beyond_rounding(pair.avoided - report_.effects[pair.first].avoided.value -
                                             report_.effects[pair.second].avoided.value,
                                         run->rounding);
    });
    for (const auto& error : errors) {
      if (error) return *error;
    }
    std::stable_sort(report_.pairs.begin(), report_.pairs.end(),
                     [](const MeasurePair& a, const MeasurePair& b) { return a.avoided > b.avoided; });
    return {};
  }

  ProductId product_;
  const MeasureOptions& options_;
  std::vector<std::unique_ptr<MeasureTrial>> trials_;
  MeasureReport report_;
};

}  // namespace

std::string_view name_of(MeasureKind kind) {
  constexpr std::array<std::string_view, kMeasureKindCount> kNames = {
      "second_source", "reserve_capacity", "alliance",   "stockpile",
      "new_plant",     "joint_research",   "substitute", "pooled_purchasing"};
  return kNames[static_cast<std::size_t>(kind)];
}

Result<MeasureReport> evaluate_measures(const Dataset& dataset, ProductId product,
                                        const MeasureOptions& options) {
  return Evaluation(product, options).run(dataset);
}

}  // namespace tenon
