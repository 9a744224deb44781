#include "scenario/multi_regional.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "scenario/multi_regional_example.h"

namespace tenon {
namespace {

MultiRegionalModelPtr model_of(const MultiRegionalTable& table, const MultiRegionalOptions& options = {}) {
  auto model = build_multi_regional_model(table, options);
  EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.error().message);
  return std::move(*model);
}

TableEvent loss_of(std::vector<std::uint32_t> industries, double share, int start = 5, int duration = 10) {
  TableEvent event;
  event.start_day = start;
  event.duration_days = duration;
  event.recovery = RecoveryCurve::kLinear;
  event.recovery_days = 20;
  event.amount.assign(industries.size(), share);
  event.industries = std::move(industries);
  return event;
}

TEST(TableSimulation, LosesNothingUndisturbed) {
  const MultiRegionalTable table = random_table(3, 4, 0.7, 1);
  const auto model = model_of(table);
  const auto result = simulate_table(model, {}, {});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->days, 365);
  EXPECT_FALSE(result->is_partial);
  EXPECT_EQ(result->total.lost_output, 0);
  EXPECT_EQ(result->total.unmet_final_demand, 0);
  EXPECT_EQ(result->total.worst_day, -1);
  EXPECT_EQ(result->total.worst_level, 1);
  for (const MultiRegionalDay& day : result->totals) {
    ASSERT_EQ(day.output, result->normal.output);
    ASSERT_EQ(day.value_added, result->normal.value_added);
    ASSERT_EQ(day.final_consumption, result->normal.final_demand);
  }
  EXPECT_EQ(result->industries[5].worst_day, -1);
}

TEST(TableSimulation, SumsUpConsistently) {
  MultiRegionalTable table = random_table(3, 4, 0.7, 2);
  table.regions[2].is_outside = true;
  const auto model = model_of(table);
  TableSimulationOptions options;
  options.horizon_days = 100;
  options.keep_limiting_inputs = true;
  const auto result = simulate_table(model, {loss_of({1, 6, 9}, 0.8)}, options);
  ASSERT_TRUE(result.ok());
  const std::size_t n = table.size();
  ASSERT_EQ(result->output.size(), 100 * n);
  ASSERT_EQ(result->limiting.size(), 100 * n);
  double lost = 0;
  double lost_value = 0;
  double unmet = 0;
  for (std::size_t day = 0; day < 100; ++day) {
    double inside = 0;
    double regions = 0;
    double sectors = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (model->is_outside[i] == 0) inside += result->output[day * n + i];
    }
    for (std::size_t r = 0; r < 2; ++r) regions += result->region_output[day * 3 + r];
    for (std::size_t s = 0; s < 4; ++s) sectors += result->sector_output[day * 4 + s];
    EXPECT_NEAR(inside, result->totals[day].output, 1e-9);
    EXPECT_NEAR(regions, inside, 1e-9);
    EXPECT_NEAR(sectors, inside, 1e-9);
    lost += result->normal.output - inside;
    lost_value += result->normal.value_added - result->totals[day].value_added;
    unmet += result->totals[day].final_demand - result->totals[day].final_consumption;
  }
  EXPECT_NEAR(result->total.lost_output, lost, 1e-8);
  EXPECT_NEAR(result->total.lost_value_added, lost_value, 1e-8);
  EXPECT_NEAR(result->total.unmet_final_demand, unmet, 1e-8);
  EXPECT_GT(lost, 0);
  EXPECT_NEAR(result->regions[0].lost_output + result->regions[1].lost_output, lost, 1e-8);
  double of_sectors = 0;
  for (const TableLoss& loss : result->sectors) of_sectors += loss.lost_output;
  EXPECT_NEAR(of_sectors, lost, 1e-8);
  // The worst day of an industry that lost four fifths of its capacity is one of those days.
  const TableLoss& hit = result->industries[1];
  EXPECT_GE(hit.worst_day, 5);
  EXPECT_LT(hit.worst_day, 20);
  EXPECT_LT(hit.worst_level, 0.3);
  EXPECT_NEAR(hit.worst_level,
              result->output[static_cast<std::size_t>(hit.worst_day) * n + 1] / model->output[1], 1e-15);
  EXPECT_GT(result->regions[2].lost_output, 0);
}

TEST(TableSimulation, RunsRebuildingToItsEnd) {
  const MultiRegionalTable table = random_table(2, 5, 0.8, 4);
  const auto model = model_of(table);
  TableEvent event;
  event.kind = TableEventKind::kCapitalRebuilt;
  event.start_day = 1;
  event.duration_days = 5;
  event.industries = {0, 1, 2};
  event.amount = *split_impact(*model, event.industries, 0.5 * model->capital[0]);
  event.rebuilding_sectors = {{3, 0.6}, {4, 0.4}};
  event.rebuilding_days = 30;
  TableSimulationOptions options;
  options.horizon_days = 1500;
  const auto result = simulate_table(model, {event}, options);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->broken_capital[0], 0);
  double rebuilt = 0;
  for (const MultiRegionalDay& day : result->totals) rebuilt += day.rebuilding;
  rebuilt -= result->totals.back().rebuilding;  // broken capital is that of the morning
  // What was delivered is what mended.
  EXPECT_NEAR(rebuilt, result->broken_capital[1] - result->broken_capital.back(), 1e-9 * rebuilt);
  EXPECT_LT(result->broken_capital.back(), 1e-3 * result->broken_capital[1]);
  // Those who rebuild make more than usual.
  double most = 0;
  for (std::size_t day = 0; day < 1500; ++day) most = std::max(most, result->output[day * table.size() + 3]);
  EXPECT_GT(most, model->output[3] * 1.0001);
}

TEST(TableSimulation, NamesTheInputThatCurbs) {
  MultiRegionalTable table = random_table(1, 3, 1.1, 6);
  MultiRegionalOptions options;
  options.inventory_days = 4;
  const auto model = model_of(table, options);
  TableSimulationOptions run;
  run.horizon_days = 60;
  run.keep_limiting_inputs = true;
  const auto result = simulate_table(model, {loss_of({1}, 1, 3, 40)}, run);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->limiting[2 * 3 + 0], kNoLimit);
  EXPECT_EQ(result->limiting[20 * 3 + 0], 1U);
  EXPECT_EQ(result->limiting[20 * 3 + 2], 1U);
  EXPECT_LT(result->output[20 * 3], 0.5 * model->output[0]);
}

TEST(TableSimulation, StopsOnRequestWithWhatThereIs) {
  const auto model = model_of(random_table(2, 3, 0.8, 7));
  std::atomic<bool> stop = false;
  TableSimulationOptions options;
  options.horizon_days = 200;
  options.stop = &stop;
  std::vector<std::uint64_t> reported;
  options.progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(total, 200U);
    reported.push_back(done);
    if (done >= 50) stop = true;
  };
  const auto result = simulate_table(model, {loss_of({1}, 0.5)}, options);
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(result->is_partial);
  EXPECT_EQ(result->days, 50);
  EXPECT_EQ(result->totals.size(), 50U);
  EXPECT_EQ(result->output.size(), 50U * 6);
  EXPECT_EQ(reported.back(), 50U);
  stop = true;
  const auto nothing = simulate_table(model, {}, options);
  ASSERT_TRUE(nothing.ok());
  EXPECT_EQ(nothing->days, 0);
  EXPECT_TRUE(nothing->is_partial);
}

TEST(TableSimulation, RefusesWhatMakesNoSense) {
  const auto model = model_of(random_table(2, 3, 0.8, 7));
  TableSimulationOptions options;
  options.horizon_days = 0;
  EXPECT_FALSE(simulate_table(model, {}, options).ok());
  const auto wrong = simulate_table(model, {loss_of({1}, 0.5), loss_of({1}, 2)}, {});
  ASSERT_FALSE(wrong.ok());
  EXPECT_NE(wrong.error().message.find("event 2: the amount 2 of industry 1"), std::string::npos)
      << wrong.error().message;
}

TEST(MultiRegionalModel, TakesAnIndustryWithoutOutputForFinalDemand) {
  MultiRegionalTable table = random_table(1, 3, 1.1, 8);
  const std::vector<double> before = model_of(table)->output;
  for (std::size_t j = 0; j < 3; ++j) table.intermediate[2 * 3 + j] = 0;
  table.final_demand[4] = table.final_demand[5] = 0;
  const auto model = model_of(table);
  EXPECT_EQ(model->output[2], 0);
  EXPECT_NEAR(model->output[0], before[0], 1e-12);
  EXPECT_NEAR(model->final_demand[0],
              (table.final_demand[0] + table.final_demand[1] + table.intermediate[2]) / 365, 1e-12);
  MultiRegionalRun run(model);
  std::vector<double> output(3);
  for (int day = 0; day < 20; ++day) run.step({});
  run.output(output);
  EXPECT_EQ(output, model->output);
}

TEST(MultiRegionalModel, CountsCapitalAndValueAdded) {
  const MultiRegionalTable table = random_table(2, 3, 0.9, 9);
  const auto model = model_of(table);
  for (std::size_t f = 0; f < table.size(); ++f) {
    double output = table.final_demand[f * 2] + table.final_demand[f * 2 + 1];
    double inputs = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
      output += table.intermediate[f * table.size() + i];
      inputs += table.intermediate[i * table.size() + f];
    }
    EXPECT_NEAR(model->output[f], output / 365, 1e-12 * output);
    EXPECT_NEAR(model->value_added[f], std::max(0.0, output - inputs) / 365, 1e-12 * output);
    EXPECT_NEAR(model->capital[f], 4 * std::max(0.0, output - inputs), 1e-9 * output);
  }
}

TEST(MultiRegionalModel, RefusesTablesAndParametersThatMakeNoSense) {
  const MultiRegionalTable sound = random_table(2, 3, 0.9, 10);
  const auto table = [&](const char* part, auto&& spoil) {
    MultiRegionalTable t = sound;
    spoil(t);
    const auto model = build_multi_regional_model(t, {});
    ASSERT_FALSE(model.ok()) << part;
    EXPECT_NE(model.error().message.find(part), std::string::npos) << model.error().message;
  };
  table("no industries", [](auto& t) { t = {}; });
  table("one for each pair", [](auto& t) { t.intermediate.pop_back(); });
  table("category", [](auto& t) { t.final_demand.push_back(1); });
  table("does not have", [](auto& t) { t.industries[1].sector = 7; });
  table("twice", [](auto& t) { t.industries[1] = t.industries[0]; });
  table("the flow from r0|s1 to r0|s2 is -1", [](auto& t) { t.intermediate[6 + 2] = -1; });
  table("the flow", [](auto& t) { t.intermediate[6] = std::nan(""); });
  table("final demand of r0|s1", [](auto& t) { t.final_demand[2] = -1e6; });
  table("nothing is made", [](auto& t) {
    t.intermediate.assign(36, 0);
    t.final_demand.assign(12, 0);
  });

  const auto options = [&](const char* part, auto&& spoil) {
    MultiRegionalOptions o;
    spoil(o);
    const auto model = build_multi_regional_model(sound, o);
    ASSERT_FALSE(model.ok()) << part;
    EXPECT_NE(model.error().message.find(part), std::string::npos) << model.error().message;
  };
  const double nan = std::nan("");
  options("days_per_year", [](auto& o) { o.days_per_year = 0; });
  options("inventory_days", [](auto& o) { o.inventory_days = 0.5; });
  options("inventory_days", [&](auto& o) { o.inventory_days = nan; });
  options("3, one a sector", [](auto& o) { o.inventory_days_by_sector = {1, 2}; });
  options("inventory_days_by_sector", [](auto& o) { o.inventory_days_by_sector = {0, 0.2, 3}; });
  options("psi", [](auto& o) { o.psi = 0; });
  options("psi", [](auto& o) { o.psi = 1.1; });
  options("inventory_restoration_days", [](auto& o) { o.inventory_restoration_days = 0; });
  options("overproduction_base", [](auto& o) { o.overproduction_base = 0.9; });
  options("overproduction_max", [](auto& o) { o.overproduction_max = 0.9; });
  options("overproduction_days", [](auto& o) { o.overproduction_days = 0; });
  options("input_threshold", [](auto& o) { o.input_threshold = -1; });
  options("capital_to_value_added", [](auto& o) { o.capital_to_value_added = 0; });
}

}  // namespace
}  // namespace tenon
