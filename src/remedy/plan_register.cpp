#include "remedy/plan_register.h"

#include <cmath>
#include <utility>
#include <vector>

namespace tenon {
namespace {

constexpr double kLeastStep = 0.01;

std::string entry_id(std::size_t number) {
  std::string text = std::to_string(number);
  if (text.size() < 4) text.insert(0, 4 - text.size(), '0');
  return "P" + text;
}

// Rounded up to what people would agree on: yuan, and hundredths of a day.
double up_to(double value, double step) {
  return std::ceil(value / step - 1e-9) * step;
}

}  // namespace

BackupRegister register_of_plan(const Dataset& dataset, const DatasetBackupPlan& plan,
                                const std::string& day) {
  std::vector<std::vector<std::uint32_t>> candidates(plan.answers.size());
  for (std::uint32_t c = 0; c < plan.candidates.size(); ++c) {
    if (plan.plan.reserved[c] > 0) candidates[plan.candidates[c].item].push_back(c);
  }
  BackupRegister reg;
  const auto add = [&](BackupEntry entry, const BackupAnswer& answer) {
    entry.id = entry_id(reg.entries.size() + 1);
    entry.product.text = dataset.product(answer.question.product).id;
    if (answer.question.buyer) entry.buyer.text = dataset.firm(*answer.question.buyer).id;
    entry.registered_on = day;
    entry.note = "方案建议,尚未签约 proposed by a plan, not agreed";
    entry.provenance.source = "backup plan";
    reg.entries.push_back(std::move(entry));
  };
  for (std::size_t g = 0; g < plan.answers.size(); ++g) {
    const BackupAnswer& answer = plan.answers[g];
    for (const std::uint32_t c : candidates[g]) {
      const BackupCandidate& candidate = answer.candidates[plan.candidates[c].candidate];
      BackupEntry entry;
      entry.maker.text = dataset.firm(candidate.firm).id;
      if (candidate.region) entry.plant.text = dataset.region(*candidate.region).code;
      entry.status = candidate.status;
      entry.reserved_cny_a_year = up_to(plan.plan.reserved[c] * kDaysAYear, 1);
      entry.ready_days = candidate.ready_days();
      entry.unit_cost = candidate.unit_cost;
      add(std::move(entry), answer);
    }
    const double days = answer.gap > 0 ? up_to(plan.plan.stock[g] / answer.gap, kLeastStep) : 0;
    if (days < kLeastStep) continue;
    BackupEntry stock;
    stock.stock_days = days;
    add(std::move(stock), answer);
  }
  return reg;
}

}  // namespace tenon
