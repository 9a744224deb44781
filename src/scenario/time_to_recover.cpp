#include "scenario/time_to_recover.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>

#include "model/firm_group.h"

namespace tenon {
namespace {

// The nearer to volume, the larger.
int readiness(CapabilityStatus status) {
  switch (status) {
    case CapabilityStatus::kQualified:
      return 3;
    case CapabilityStatus::kTrial:
      return 2;
    case CapabilityStatus::kPotential:
      return 1;
    case CapabilityStatus::kUnknown:
      return 0;
  }
  return 0;
}

// Entries of one key, ascending, from (key, value) pairs sorted by key.
template <class Items, class KeyOf>
std::vector<std::size_t> offsets_of(const Items& items, std::size_t keys, KeyOf key_of) {
  std::vector<std::size_t> offsets(keys + 1, 0);
  for (const auto& item : items) ++offsets[key_of(item) + 1];
  std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
  return offsets;
}

struct Hull {
  std::optional<double> low;
  std::optional<double> high;

  void add(double from, double to) {
    low = std::min(low.value_or(from), from);
    high = std::max(high.value_or(to), to);
  }
};

Hull hull_of(const std::vector<RecoveryEvidence>& evidence) {
  Hull hull;
  for (const RecoveryEvidence& figure : evidence) hull.add(figure.low, figure.high);
  return hull;
}

// Known sides only: what is not known may be nothing on the low side and anything on the high side.
DayRange sum_of(const Hull& lead_time, const Hull& qualification) {
  DayRange sum;
  if (lead_time.low || qualification.low) {
    sum.low = lead_time.low.value_or(0) + qualification.low.value_or(0);
  }
  if (lead_time.high && qualification.high) sum.high = *lead_time.high + *qualification.high;
  return sum;
}

RecoveryEvidence assumption(RecoveryPart part, double days, ProductId product) {
  RecoveryEvidence evidence;
  evidence.part = part;
  evidence.basis = RecoveryBasis::kAssumption;
  evidence.low = evidence.high = days;
  evidence.product = product;
  return evidence;
}

bool is_same(const RecoveryEvidence& a, const RecoveryEvidence& b) {
  return a.part == b.part && a.basis == b.basis && a.low == b.low && a.high == b.high &&
         a.product == b.product && a.firm == b.firm && a.provenance == b.provenance;
}

void append(const std::vector<RecoveryEvidence>& more, std::vector<RecoveryEvidence>& evidence) {
  for (const RecoveryEvidence& figure : more) {
    if (std::none_of(evidence.begin(), evidence.end(),
                     [&](const RecoveryEvidence& held) { return is_same(held, figure); })) {
      evidence.push_back(figure);
    }
  }
}

void summarise(TimeToRecover& time) {
  constexpr std::string_view kFromStrongest = "ABCMS";
  std::size_t weakest = 0;
  bool is_graded = !time.evidence.empty();
  for (const RecoveryEvidence& figure : time.evidence) {
    time.is_assumption = time.is_assumption || figure.basis == RecoveryBasis::kAssumption;
    time.synthetic = time.synthetic || figure.synthetic;
    const std::size_t rank = kFromStrongest.find(figure.provenance.grade);
    is_graded = is_graded && rank != std::string_view::npos;
    if (is_graded) weakest = std::max(weakest, rank);
  }
  time.grade = is_graded ? kFromStrongest[weakest] : ' ';
}

}  // namespace

RecoveryAssumptions recovery_assumptions(const SwitchingPolicy& policy) {
  return {policy.default_lead_time_days, policy.trial_qualification_days,
          policy.potential_qualification_days};
}

RecoveryTimes::RecoveryTimes(const Dataset& dataset, const TimeToRecoverOptions& options)
    : dataset_(dataset), options_(options) {
  for (std::size_t k = 0; k < dataset.firms.size(); ++k) {
    group_of_firm_.push_back(top_parent(dataset, FirmId(k)));
  }
  add_makers();
  add_facts();
}

void RecoveryTimes::add_makers() {
  for (const Capability& capability : dataset_.capabilities) {
    const bool synthetic = dataset_.firm(capability.firm).synthetic;
    if (synthetic && !options_.use_synthetic) continue;
    makers_.push_back({capability.product, capability.firm, group_of_firm_[capability.firm.index()],
                       capability.status, capability.lead_time_days, capability.provenance, synthetic});
  }
  std::stable_sort(makers_.begin(), makers_.end(), [](const Maker& a, const Maker& b) {
    return std::pair(a.product, a.firm) < std::pair(b.product, b.firm);
  });
  std::size_t kept = 0;
  for (std::size_t k = 0; k < makers_.size(); ++k) {
    if (kept == 0 || makers_[kept - 1].product != makers_[k].product ||
        makers_[kept - 1].firm != makers_[k].firm) {
      makers_[kept++] = makers_[k];
      continue;
    }
    Maker& held = makers_[kept - 1];
    const Maker& more = makers_[k];
    if (readiness(more.status) > readiness(held.status)) held.status = more.status;
    if (more.lead_time_days && (!held.lead_time_days || *more.lead_time_days < *held.lead_time_days)) {
      held.lead_time_days = more.lead_time_days;
      held.provenance = more.provenance;
    }
  }
  makers_.resize(kept);
  maker_offsets_ =
      offsets_of(makers_, dataset_.products.size(), [](const Maker& maker) { return maker.product.index(); });
  std::vector<std::pair<FirmId, ProductId>> lines;
  for (const Maker& maker : makers_) lines.emplace_back(maker.firm, maker.product);
  std::sort(lines.begin(), lines.end());
  for (const auto& line : lines) line_product_.push_back(line.second);
  line_offsets_ =
      offsets_of(lines, dataset_.firms.size(), [](const auto& line) { return line.first.index(); });
}

void RecoveryTimes::add_facts() {
  for (std::size_t k = 0; k < dataset_.fact_uses.size(); ++k) {
    const FactUse& use = dataset_.fact_uses[k];
    if (use.indicator == Indicator::kLeadTimeDays || use.indicator == Indicator::kQualificationTimeDays) {
      uses_.push_back(k);
    }
  }
  const auto product_of = [&](std::size_t use) {
    return dataset_.facts[dataset_.fact_uses[use].fact].product.index();
  };
  std::stable_sort(uses_.begin(), uses_.end(),
                   [&](std::size_t a, std::size_t b) { return product_of(a) < product_of(b); });
  use_offsets_ = offsets_of(uses_, dataset_.products.size(), product_of);
}

std::vector<RecoveryEvidence> RecoveryTimes::facts_of(ProductId product, RecoveryPart part) const {
  const Indicator indicator =
      part == RecoveryPart::kLeadTime ? Indicator::kLeadTimeDays : Indicator::kQualificationTimeDays;
  std::vector<RecoveryEvidence> evidence;
  for (std::size_t at = use_offsets_[product.index()]; at < use_offsets_[product.index() + 1]; ++at) {
    const FactUse& use = dataset_.fact_uses[uses_[at]];
    if (use.indicator != indicator) continue;
    const Fact& fact = dataset_.facts[use.fact];
    std::optional<double> low = use.low ? use.low : fact.low;
    std::optional<double> high = use.low || use.high ? use.high : fact.high;
    if (!low) low = high;  // a figure with one side is a single figure
    if (!high) high = low;
    if (!low) continue;
    RecoveryEvidence figure;
    figure.part = part;
    figure.low = std::min(*low, *high);
    figure.high = std::max(*low, *high);
    figure.product = product;
    figure.provenance = fact.provenance;
    evidence.push_back(std::move(figure));
  }
  return evidence;
}

RecoveryTimes::Way RecoveryTimes::new_source(ProductId product) const {
  std::vector<RecoveryEvidence> lead_time = facts_of(product, RecoveryPart::kLeadTime);
  std::vector<RecoveryEvidence> qualification = facts_of(product, RecoveryPart::kQualification);
  const RecoveryAssumptions& assumed = options_.assumed;
  if (lead_time.empty() && assumed.lead_time_days) {
    lead_time.push_back(assumption(RecoveryPart::kLeadTime, *assumed.lead_time_days, product));
  }
  if (qualification.empty() && assumed.potential_qualification_days) {
    qualification.push_back(
        assumption(RecoveryPart::kQualification, *assumed.potential_qualification_days, product));
  }
  Way way;
  way.days = sum_of(hull_of(lead_time), hull_of(qualification));
  way.evidence = std::move(lead_time);
  append(qualification, way.evidence);
  return way;
}

RecoveryTimes::Way RecoveryTimes::way_of(const Maker& maker) const {
  const RecoveryAssumptions& assumed = options_.assumed;
  std::vector<RecoveryEvidence> lead_time;
  if (maker.lead_time_days) {
    RecoveryEvidence own;
    own.basis = RecoveryBasis::kMaker;
    own.low = own.high = *maker.lead_time_days;
    own.product = maker.product;
    own.provenance = maker.provenance;
    own.synthetic = maker.synthetic;
    lead_time.push_back(std::move(own));
  } else {
    lead_time = facts_of(maker.product, RecoveryPart::kLeadTime);
    if (lead_time.empty() && assumed.lead_time_days) {
      lead_time.push_back(assumption(RecoveryPart::kLeadTime, *assumed.lead_time_days, maker.product));
    }
  }
  std::vector<RecoveryEvidence> qualification = facts_of(maker.product, RecoveryPart::kQualification);
  Hull still = hull_of(qualification);
  switch (maker.status) {
    case CapabilityStatus::kQualified:
    case CapabilityStatus::kUnknown:
      still.low = 0;
      // Nothing says that customers have to accept a maker in volume anew.
      if (!still.high && maker.status == CapabilityStatus::kQualified) still.high = 0;
      break;
    case CapabilityStatus::kTrial:
      if (still.high) {
        still.low = 0;
      } else if (assumed.trial_qualification_days) {
        qualification.push_back(
            assumption(RecoveryPart::kQualification, *assumed.trial_qualification_days, maker.product));
        still = hull_of(qualification);
      }
      break;
    case CapabilityStatus::kPotential:
      if (!still.high && assumed.potential_qualification_days) {
        qualification.push_back(
            assumption(RecoveryPart::kQualification, *assumed.potential_qualification_days, maker.product));
        still = hull_of(qualification);
      }
      break;
  }
  Way way;
  const Hull lead = hull_of(lead_time);
  way.days = sum_of(lead, still);
  // That nothing more is asked of it at least says nothing while its lead time is not known.
  if (!lead.low && still.low.value_or(0) == 0) way.days.low.reset();
  way.evidence = std::move(lead_time);
  append(qualification, way.evidence);
  for (RecoveryEvidence& figure : way.evidence) {
    figure.firm = maker.firm;
    figure.status = maker.status;
  }
  return way;
}

template <class IsLost>
TimeToRecover RecoveryTimes::recover(ProductId product, IsLost is_lost) const {
  std::vector<Way> ways{new_source(product)};
  TimeToRecover result;
  for (std::size_t k = maker_offsets_[product.index()]; k < maker_offsets_[product.index() + 1]; ++k) {
    if (is_lost(makers_[k])) continue;
    ways.push_back(way_of(makers_[k]));
    const DayRange& days = ways.back().days;
    if (!days.low && !days.high) ++result.unknown_ways;
  }
  const Way* low = nullptr;
  const Way* high = nullptr;
  for (const Way& way : ways) {
    result.ways += way.days.low || way.days.high ? 1 : 0;
    if (way.days.low && (low == nullptr || *way.days.low < *low->days.low)) low = &way;
    if (way.days.high && (high == nullptr || *way.days.high < *high->days.high)) high = &way;
  }
  if (low != nullptr) {
    result.days.low = low->days.low;
    append(low->evidence, result.evidence);
  }
  if (high != nullptr) {
    result.days.high = high->days.high;
    append(high->evidence, result.evidence);
  }
  summarise(result);
  return result;
}

TimeToRecover RecoveryTimes::product(ProductId product) const {
  return recover(product, [](const Maker& maker) {
    return maker.status == CapabilityStatus::kQualified || maker.status == CapabilityStatus::kUnknown;
  });
}

TimeToRecover RecoveryTimes::line(FirmId firm, ProductId product) const {
  const FirmId group = group_of_firm_[firm.index()];
  return recover(product, [&](const Maker& maker) {
    return maker.firm == firm || (options_.lose_group && maker.group == group);
  });
}

TimeToRecover RecoveryTimes::without(ProductId product, const std::function<bool(FirmId)>& is_lost) const {
  return recover(product, [&](const Maker& maker) { return is_lost(maker.firm); });
}

TimeToRecover RecoveryTimes::firm(FirmId firm) const {
  TimeToRecover slowest;
  std::vector<RecoveryEvidence> behind_low;
  std::vector<RecoveryEvidence> behind_high;
  bool is_high_known = true;
  for (std::size_t k = line_offsets_[firm.index()]; k < line_offsets_[firm.index() + 1]; ++k) {
    const TimeToRecover one = line(firm, line_product_[k]);
    if (one.days.low && (!slowest.days.low || *one.days.low > *slowest.days.low)) {
      slowest.days.low = one.days.low;
      behind_low = one.evidence;
    }
    if (one.days.high && (!slowest.days.high || *one.days.high > *slowest.days.high)) {
      slowest.days.high = one.days.high;
      behind_high = one.evidence;
    }
    is_high_known = is_high_known && one.days.high.has_value();
    slowest.ways += one.ways;
    slowest.unknown_ways += one.unknown_ways;
  }
  slowest.evidence = std::move(behind_low);
  if (is_high_known) {
    append(behind_high, slowest.evidence);
  } else {
    slowest.days.high.reset();
  }
  summarise(slowest);
  return slowest;
}

}  // namespace tenon
