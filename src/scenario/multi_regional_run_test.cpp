#include "scenario/multi_regional_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "base/random.h"
#include "scenario/multi_regional_example.h"
#include "support/multi_regional_reference.h"

namespace tenon {
namespace {

MultiRegionalModelPtr model_of(const MultiRegionalTable& table, const MultiRegionalOptions& options = {}) {
  auto model = build_multi_regional_model(table, options);
  EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.error().message);
  return std::move(*model);
}

std::vector<double> output_of(const MultiRegionalRun& run, std::size_t count) {
  std::vector<double> output(count);
  run.output(output);
  return output;
}

// A month of trouble: capacity lost for good or for days, closures, demand that doubles or vanishes.
class Trouble {
 public:
  Trouble(std::size_t industries, std::uint64_t seed) : random_(seed), n_(industries) {
    left_.assign(n_, 1);
    factor_.assign(n_, 1);
    rebuilding_.assign(n_, 0);
  }

  MultiRegionalConditions on(int day) {
    const auto d = static_cast<std::uint64_t>(day);
    for (std::size_t i = 0; i < n_; ++i) {
      const bool hit = random_.uniform(1, i) < 0.3 && day >= 1;
      const double depth = random_.uniform(2, i) < 0.3 ? 1 : random_.uniform(3, i);
      left_[i] = hit ? 1 - depth * std::max(0.0, 1 - day / (5 + 50 * random_.uniform(4, i))) : 1;
      factor_[i] = random_.uniform(5 + d, i) < 0.1 ? 2 * random_.uniform(100 + d, i) : 1;
      rebuilding_[i] = day > 10 && random_.uniform(6, i) < 0.2 ? 0.3 : 0;
    }
    return {left_, factor_, rebuilding_};
  }

 private:
  Philox random_;
  std::size_t n_;
  std::vector<double> left_;
  std::vector<double> factor_;
  std::vector<double> rebuilding_;
};

std::vector<MultiRegionalOptions> option_sets(std::size_t sectors) {
  std::vector<MultiRegionalOptions> sets(8);
  sets[1].orders = TableOrders::kFixedShares;
  sets[2].inventory_days = 5;
  sets[2].inventory_restoration_days = 3;
  sets[3].psi = 1;
  sets[3].inventory_days = 8;
  sets[4].inventory_days_by_sector.assign(sectors, 0);
  sets[4].inventory_days_by_sector[0] = kNeverShort;
  sets[4].inventory_days_by_sector[1] = 2;
  sets[5].overproduction_rule = OverproductionRule::kAnyDifference;
  sets[5].overproduction_days = 10;
  sets[6].inventory_days = 1;
  sets[6].overproduction_base = 1.1;
  sets[7].input_threshold = 0.05;
  sets[7].inventory_days = 4;
  sets[7].days_per_year = 1;
  return sets;
}

TEST(MultiRegionalRun, AgreesWithAllOrdersWrittenOut) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const MultiRegionalTable table = random_table(3, 5 + static_cast<std::uint32_t>(seed) * 2, 0.6, seed);
    int set = 0;
    for (const MultiRegionalOptions& options : option_sets(table.sectors.size())) {
      SCOPED_TRACE("options " + std::to_string(set++));
      MultiRegionalRun run(model_of(table, options));
      testing::MultiRegionalReference reference(table, options);
      Trouble trouble(table.size(), seed);
      for (int day = 0; day < 60; ++day) {
        const MultiRegionalConditions conditions = trouble.on(day);
        run.step(conditions);
        reference.step(conditions);
        const std::vector<double> output = output_of(run, table.size());
        for (std::size_t i = 0; i < table.size(); ++i) {
          ASSERT_NEAR(output[i], reference.output()[i], 1e-9 * reference.normal_output()[i])
              << "seed " << seed << " day " << day << " industry " << i;
        }
      }
      for (std::size_t f = 0; f < table.size(); ++f) {
        for (std::size_t p = 0; p < table.sectors.size(); ++p) {
          EXPECT_NEAR(run.stock(p, f), reference.stock(p, f), 1e-9 * (1 + reference.stock(p, f)));
        }
        for (std::size_t i = 0; i < table.size(); ++i) {
          EXPECT_NEAR(run.order(i, f), reference.order(i, f), 1e-9 * (1e-3 + reference.order(i, f)));
        }
      }
    }
  }
}

TEST(MultiRegionalRun, KeepsEquilibriumToTheLastBit) {
  const MultiRegionalTable table = random_table(4, 6, 0.7, 5);
  for (MultiRegionalOptions options : option_sets(table.sectors.size())) {
    options.overproduction_base = 1;
    for (const FlowStorage storage : {FlowStorage::kDouble, FlowStorage::kSingle}) {
      options.storage = storage;
      const MultiRegionalModelPtr model = model_of(table, options);
      MultiRegionalRun run(model);
      for (int day = 0; day < 1000; ++day) {
        run.step({});
        ASSERT_EQ(output_of(run, table.size()), model->output) << "day " << day;
      }
      std::vector<double> delivered(table.size());
      run.delivered_share(delivered);
      EXPECT_EQ(delivered, std::vector<double>(table.size(), 1.0));
    }
  }
}

TEST(MultiRegionalRun, ReturnsToEquilibriumAfterAShock) {
  const MultiRegionalTable table = random_table(3, 4, 0.8, 9);
  const MultiRegionalModelPtr model = model_of(table);
  MultiRegionalRun run(model);
  Trouble trouble(table.size(), 9);
  for (int day = 0; day < 60; ++day) run.step(trouble.on(day));
  EXPECT_GT(std::abs(output_of(run, table.size())[0] / model->output[0] - 1), 1e-4);
  for (int day = 0; day < 4000; ++day) run.step({});
  const std::vector<double> output = output_of(run, table.size());
  for (std::size_t i = 0; i < table.size(); ++i)
    EXPECT_NEAR(output[i], model->output[i], 1e-3 * model->output[i]);
  run.reset();
  run.step({});
  EXPECT_EQ(output_of(run, table.size()), model->output);
}

TEST(MultiRegionalRun, DeliversNoMoreThanWasMadeAndUsesNoMoreThanWasHeld) {
  const MultiRegionalTable table = random_table(3, 5, 0.6, 21);
  const std::size_t n = table.size();
  for (const MultiRegionalOptions& options : option_sets(table.sectors.size())) {
    const MultiRegionalModelPtr model = model_of(table, options);
    MultiRegionalRun run(model);
    Trouble trouble(n, 77);
    std::vector<double> orders(n * n);
    std::vector<double> stocks(table.sectors.size() * n);
    std::vector<double> delivered(n);
    for (int day = 0; day < 80; ++day) {
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t f = 0; f < n; ++f) orders[i * n + f] = run.order(i, f);
      }
      for (std::size_t p = 0; p < table.sectors.size(); ++p) {
        for (std::size_t f = 0; f < n; ++f) stocks[p * n + f] = run.stock(p, f);
      }
      const MultiRegionalConditions conditions = trouble.on(day);
      run.step(conditions);
      const std::vector<double> output = output_of(run, n);
      run.delivered_share(delivered);
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_GE(output[i], 0);
        ASSERT_LE(delivered[i], 1);
        double out = model->final_demand[i] * conditions.demand_factor[i] + conditions.rebuilding[i];
        for (std::size_t f = 0; f < n; ++f) out += orders[i * n + f];
        ASSERT_LE(out * delivered[i], output[i] * (1 + 1e-12));
      }
      for (std::size_t p = 0; p < table.sectors.size(); ++p) {
        if (std::isinf(model->target_days[p])) continue;
        for (std::size_t f = 0; f < n; ++f) {
          const double use = model->use[model->cell(p, model->position[f])];
          const double used = use * output[f] / model->output[f];
          double arrived = 0;
          for (std::size_t i = 0; i < n; ++i) {
            if (table.industries[i].sector == p) arrived += orders[i * n + f] * delivered[i];
          }
          const double now = run.stock(p, f);
          ASSERT_GE(now, 0);
          const bool counts = use > options.input_threshold * model->output[f];
          if (!counts) continue;
          ASSERT_LE(used, stocks[p * n + f] * (1 + 1e-9) + 1e-12);
          ASSERT_NEAR(now, stocks[p * n + f] - used + arrived, 1e-9 * (1 + stocks[p * n + f]));
        }
      }
    }
  }
}

// Output of every day, day after day.
std::vector<double> trajectory(const MultiRegionalModelPtr& model,
                               const std::vector<std::vector<double>>& left, unsigned threads = 1) {
  MultiRegionalRun run(model, threads);
  std::vector<double> all;
  for (const auto& day : left) {
    run.step({day, {}, {}});
    const std::vector<double> output = output_of(run, model->industry_count);
    all.insert(all.end(), output.begin(), output.end());
  }
  return all;
}

std::vector<double> trajectory(const MultiRegionalTable& table, const MultiRegionalOptions& options,
                               const std::vector<std::vector<double>>& left) {
  return trajectory(model_of(table, options), left);
}

std::vector<std::vector<double>> losses(std::size_t industries, int days, std::uint64_t seed,
                                        double scale = 1) {
  const Philox random(seed);
  std::vector<std::vector<double>> left;
  for (int day = 0; day < days; ++day) {
    std::vector<double> now(industries, 1);
    for (std::size_t i = 0; i < industries; ++i) {
      if (random.uniform(1, i) < 0.25) {
        now[i] -= scale * random.uniform(2, i) * std::max(0.0, 1 - day / (10 + 60 * random.uniform(3, i)));
      }
    }
    left.push_back(std::move(now));
  }
  return left;
}

TEST(MultiRegionalRun, DoesNotDependOnTheUnitOfMoney) {
  const MultiRegionalTable table = random_table(3, 6, 0.5, 11);
  const auto left = losses(table.size(), 90, 11);
  MultiRegionalOptions options;
  options.inventory_days = 6;
  const std::vector<double> output = trajectory(table, options, left);
  for (const double factor : {1024.0, 1e6}) {
    MultiRegionalTable scaled = table;
    for (double& flow : scaled.intermediate) flow *= factor;
    for (double& demand : scaled.final_demand) demand *= factor;
    const std::vector<double> other = trajectory(scaled, options, left);
    for (std::size_t at = 0; at < output.size(); ++at) {
      // A power of two changes no digit.
      if (factor == 1024) {
        ASSERT_EQ(other[at], factor * output[at]);
      }
      ASSERT_NEAR(other[at], factor * output[at], 1e-10 * factor * (1e-3 + output[at]));
    }
  }
}

TEST(MultiRegionalRun, DoesNotDependOnTheOrderOfIndustries) {
  const MultiRegionalTable table = random_table(3, 6, 0.5, 12);
  const std::size_t n = table.size();
  const auto left = losses(n, 60, 12);
  std::vector<std::size_t> from(n);  // of the permuted table's industries
  std::iota(from.begin(), from.end(), 0U);
  const Philox random(3);
  for (std::size_t i = n; i > 1; --i) std::swap(from[i - 1], from[random.below(i, 0, i)]);
  MultiRegionalTable permuted = table;
  auto permuted_left = left;
  for (std::size_t i = 0; i < n; ++i) {
    permuted.industries[i] = table.industries[from[i]];
    for (std::size_t f = 0; f < n; ++f) {
      permuted.intermediate[i * n + f] = table.intermediate[from[i] * n + from[f]];
    }
    for (std::size_t c = 0; c < 2; ++c)
      permuted.final_demand[i * 2 + c] = table.final_demand[from[i] * 2 + c];
    for (std::size_t day = 0; day < left.size(); ++day) permuted_left[day][i] = left[day][from[i]];
  }
  const std::vector<double> output = trajectory(table, {}, left);
  const std::vector<double> other = trajectory(permuted, {}, permuted_left);
  for (std::size_t day = 0; day < left.size(); ++day) {
    for (std::size_t i = 0; i < n; ++i) {
      ASSERT_NEAR(other[day * n + i], output[day * n + from[i]], 1e-10 * output[day * n + from[i]]);
    }
  }
}

TEST(MultiRegionalRun, TreatsEqualRegionsEqually) {
  constexpr std::uint32_t kSectors = 7;
  MultiRegionalTable table = random_table(2, kSectors, 0.8, 13);
  const std::size_t n = table.size();
  const auto mirrored = [](std::size_t i) { return (i + kSectors) % (2 * kSectors); };
  const MultiRegionalTable original = table;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t f = 0; f < n; ++f) {
      table.intermediate[i * n + f] =
          original.intermediate[i * n + f] + original.intermediate[mirrored(i) * n + mirrored(f)];
    }
    for (std::size_t c = 0; c < 2; ++c) {
      table.final_demand[i * 2 + c] =
          original.final_demand[i * 2 + c] + original.final_demand[mirrored(i) * 2 + c];
    }
  }
  auto left = losses(n, 90, 13);
  for (auto& day : left) {
    for (std::size_t i = kSectors; i < n; ++i) day[i] = day[mirrored(i)];
  }
  const std::vector<double> output = trajectory(table, {}, left);
  for (std::size_t day = 0; day < left.size(); ++day) {
    for (std::size_t i = 0; i < kSectors; ++i) {
      ASSERT_NEAR(output[day * n + i], output[day * n + mirrored(i)], 1e-11 * output[day * n + i]);
    }
  }
}

// With stocks that are never short, fixed shares and no extra capacity every day is a monotone map of orders
// and capacities: each industry on each day.
TEST(MultiRegionalRun, LosesNoLessFromALargerDamageWhereOnlyOrdersCarryIt) {
  const MultiRegionalTable table = random_table(3, 6, 0.6, 14);
  MultiRegionalOptions options;
  options.inventory_days = kNeverShort;
  options.orders = TableOrders::kFixedShares;
  options.overproduction_max = 1;
  std::vector<double> before;
  for (const double scale : {0.0, 0.2, 0.5, 0.9, 1.0}) {
    const std::vector<double> output = trajectory(table, options, losses(table.size(), 90, 14, scale));
    for (std::size_t at = 0; at < before.size(); ++at) ASSERT_LE(output[at], before[at] * (1 + 1e-12));
    before = output;
  }
}

TEST(MultiRegionalRun, GivesTheSameBitsForAnyNumberOfThreads) {
  const MultiRegionalTable table = random_table(26, 40, 0.3, 15);  // enough for threads to be used
  ASSERT_GE(table.size(), 1024U);
  const auto left = losses(table.size(), 4, 15);
  MultiRegionalOptions options;
  options.inventory_days = 1;
  for (const FlowStorage storage : {FlowStorage::kDouble, FlowStorage::kSingle}) {
    options.storage = storage;
    const MultiRegionalModelPtr model = model_of(table, options);
    const std::vector<double> one = trajectory(model, left, 1);
    EXPECT_EQ(trajectory(model, left, 2), one);
    EXPECT_EQ(trajectory(model, left, 3), one);
  }
}

TEST(MultiRegionalRun, KeepsFlowsInSinglePrecisionNearly) {
  const MultiRegionalTable table = random_table(3, 6, 0.6, 16);
  const auto left = losses(table.size(), 120, 16);
  MultiRegionalOptions options;
  const std::vector<double> output = trajectory(table, options, left);
  options.storage = FlowStorage::kSingle;
  const std::vector<double> other = trajectory(table, options, left);
  double worst = 0;
  for (std::size_t at = 0; at < output.size(); ++at) {
    worst = std::max(worst, std::abs(other[at] - output[at]) / output[at]);
  }
  EXPECT_LT(worst, 1e-6);
  EXPECT_GT(worst, 0);
}

// One maker, one user, households: small enough to follow by hand.
MultiRegionalTable chain() {
  MultiRegionalTable table;
  table.regions = {{"r", false}};
  table.sectors = {{"ore", "", ""}, {"steel", "", ""}};
  table.industries = {{0, 0}, {0, 1}};
  table.final_demand_labels = {"households"};
  table.intermediate = {0, 365 * 10.0, 0, 0};
  table.final_demand = {0, 365 * 30.0};
  return table;
}

TEST(MultiRegionalRun, RunsDownAStockAsOneWouldByHand) {
  MultiRegionalOptions options;
  options.inventory_days = 10;
  options.psi = 0.5;  // curbs below five days
  MultiRegionalRun run(model_of(chain(), options), 1, true);
  const std::vector<double> closed = {0, 1};
  for (int day = 0; day <= 5; ++day) {
    run.step({closed, {}, {}});
    EXPECT_DOUBLE_EQ(output_of(run, 2)[1], 30) << day;
    EXPECT_EQ(output_of(run, 2)[0], 0);
    EXPECT_EQ(run.limiting_product(1), kNoLimit);
    EXPECT_NEAR(run.stock(0, 1), 10 * (9 - day), 1e-12);
  }
  run.step({closed, {}, {}});  // four days are left: four fifths can be made
  EXPECT_NEAR(output_of(run, 2)[1], 24, 1e-12);
  EXPECT_EQ(run.limiting_product(1), 0U);
  EXPECT_EQ(run.limiting_product(0), kNoLimit);
  EXPECT_NEAR(run.stock(0, 1), 40 - 8, 1e-12);
}

TEST(MultiRegionalRun, BuildsUpCapacityWhileOutputIsScarce) {
  MultiRegionalOptions options;
  options.overproduction_days = 50;
  MultiRegionalRun run(model_of(chain(), options));
  const std::vector<double> doubled = {1, 2};
  std::vector<double> capacity(2);
  double before = 1;
  for (int day = 0; day < 400; ++day) {
    run.step({{}, doubled, {}});
    run.capacity(capacity);
    EXPECT_GE(capacity[1], before);
    EXPECT_LE(capacity[1], 1.25);
    before = capacity[1];
  }
  EXPECT_GT(before, 1.2);
  for (int day = 0; day < 1000; ++day) run.step({});
  run.capacity(capacity);
  EXPECT_NEAR(capacity[1], 1, 1e-6);
}

}  // namespace
}  // namespace tenon
