#include "report/backup_plan_views.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "model/region_tree.h"
#include "report/figures.h"
#include "report/names.h"

namespace tenon {

const BackupCandidate& candidate_of(const DatasetBackupPlan& result, std::uint32_t c) {
  const DatasetBackupPlan::Choice& choice = result.candidates[c];
  return result.answers[choice.item].candidates[choice.candidate];
}

std::optional<UncoveredItem> uncovered_of(const DatasetBackupPlan& result, std::uint32_t item) {
  for (const UncoveredItem& one : result.plan.uncovered) {
    if (one.item == item) return one;
  }
  return std::nullopt;
}

std::string_view status_id(const BackupPlan& plan) {
  if (plan.is_greedy) return "greedy";
  switch (plan.status) {
    case MilpStatus::kOptimal:
      return "optimal";
    case MilpStatus::kFeasible:
      return "feasible";
    case MilpStatus::kInfeasible:
      return "infeasible";
    case MilpStatus::kUnbounded:
      return "unbounded";
    case MilpStatus::kNoSolution:
      return "no_solution";
  }
  return "no_solution";
}

std::size_t covered(const std::vector<PlanItemView>& items, double PlanItemView::*shortage) {
  return static_cast<std::size_t>(
      std::count_if(items.begin(), items.end(), [&](const PlanItemView& v) { return v.*shortage <= 0; }));
}

std::vector<PlanItemView> plan_items(const DatasetBackupPlan& result) {
  std::vector<PlanItemView> items(result.answers.size());
  for (std::uint32_t g = 0; g < items.size(); ++g) items[g].item = g;
  const std::vector<double> none_reserved(result.input.candidates.size(), 0);
  const PlanOutcome before =
      evaluate_plan(result.input, {}, none_reserved, std::vector<double>(items.size(), 0));
  for (std::size_t s = 0; s < result.input.shocks.size(); ++s) {
    const PlanShock& shock = result.input.shocks[s];
    if (!shock.must_cover) continue;
    items[shock.item].short_before = std::max(items[shock.item].short_before, before.shortage[s]);
    items[shock.item].short_after = std::max(items[shock.item].short_after, result.plan.shortage[s]);
  }
  for (std::uint32_t c = 0; c < result.input.candidates.size(); ++c) {
    const double reserved = result.plan.reserved[c];
    if (reserved <= 0) continue;
    const PlanCandidate& one = result.input.candidates[c];
    items[one.item].backups.push_back(c);
    items[one.item].cost += one.qualification_cost + one.reservation_cost * reserved;
  }
  for (PlanItemView& view : items) {
    view.cost += result.input.items[view.item].stock_cost * result.plan.stock[view.item];
    std::stable_sort(view.backups.begin(), view.backups.end(), [&](std::uint32_t a, std::uint32_t b) {
      return result.plan.reserved[a] > result.plan.reserved[b];
    });
  }
  return items;
}

std::optional<RegionId> province_of(const Dataset& dataset, const BackupCandidate& candidate) {
  std::optional<RegionId> found;
  if (!candidate.region) return found;
  visit_ancestors(dataset, *candidate.region, [&](RegionId at) {
    if (dataset.region(at).tier != Tier::kProvince) return true;
    found = at;
    return false;
  });
  return found;
}

std::string maker_id(const Dataset& dataset, const ProductMaker& maker) {
  return dataset.product(maker.product).id + ":" + dataset.firm(maker.firm).id;
}

Bilingual maker_name(const Dataset& dataset, const ProductMaker& maker) {
  const Bilingual firm = firm_name(dataset, maker.firm);
  const Bilingual product = product_name(dataset, maker.product);
  return {firm.zh + " · " + product.zh, firm.en + " · " + product.en};
}

PlanNeedView need_view(const BackupPlanReport& report, std::size_t need) {
  const Dataset& dataset = report.dataset;
  const PlanNeedOrigin& origin = report.result.needs[need];
  PlanNeedView view;
  if (origin.province) {
    const Region& region = dataset.region(*origin.province);
    view.id = region.code;
    view.name = {region.name_zh, region.name_en};
  } else {
    view.id = maker_id(dataset, *origin.maker);
    view.name = maker_name(dataset, *origin.maker);
  }
  const std::vector<std::uint32_t>& candidates = report.result.input.needs[need].candidates;
  view.backups = static_cast<std::size_t>(std::count_if(
      candidates.begin(), candidates.end(), [&](auto c) { return report.result.plan.reserved[c] > 0; }));
  return view;
}

std::optional<LargestFirm> largest_firm(const DatasetBackupPlan& result) {
  std::map<std::uint32_t, double> held;
  double all = 0;
  for (std::uint32_t c = 0; c < result.input.candidates.size(); ++c) {
    held[result.input.candidates[c].firm] += result.plan.reserved[c];
    all += result.plan.reserved[c];
  }
  if (all <= 0) return std::nullopt;
  const auto most = std::max_element(held.begin(), held.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return LargestFirm{FirmId(most->first), most->second / all};
}

std::string_view conflict_id(const DatasetBackupPlan& result, const PlanConflict& conflict) {
  switch (conflict.rule) {
    case PlanRule::kNeed:
      return result.needs[conflict.need].province ? "province" : "lock";
    case PlanRule::kFirmPart:
      return "firm_part";
    case PlanRule::kPlacePart:
      return "place_part";
    case PlanRule::kLocalPart:
      return "local_part";
    case PlanRule::kBans:
      return "bans";
    case PlanRule::kBudget:
      return "budget";
  }
  return "budget";
}

Bilingual conflict_name(const BackupPlanReport& report, const PlanConflict& conflict) {
  const PlanOptions& plan = report.options.plan;
  switch (conflict.rule) {
    case PlanRule::kNeed: {
      const Bilingual name = need_view(report, conflict.need).name;
      return report.result.needs[conflict.need].province
                 ? Bilingual{name.zh + "至少一个备份", "a backup in " + name.en}
                 : Bilingual{"锁定 " + name.zh, name.en + " must be in"};
    }
    case PlanRule::kFirmPart: {
      const std::string part = percent_figure(plan.largest_firm_part);
      return {"单家份额 ≤ " + part, "at most " + part + " with one firm"};
    }
    case PlanRule::kPlacePart: {
      const std::string part = percent_figure(plan.largest_place_part);
      return {"单地份额 ≤ " + part, "at most " + part + " in one place"};
    }
    case PlanRule::kLocalPart: {
      const std::string part = percent_figure(plan.local_part);
      return {"区域内份额 ≥ " + part, "at least " + part + " inside the scope"};
    }
    case PlanRule::kBans:
      return {"全部禁用", "all bans"};
    case PlanRule::kBudget: {
      const Bilingual budget = money_figure(plan.budget.value_or(0), "CNY");
      return {"预算 " + budget.zh, "the budget of " + budget.en};
    }
  }
  return {};
}

}  // namespace tenon
