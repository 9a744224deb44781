#include "scenario/monte_carlo.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/random.h"

namespace tenon {
namespace {

constexpr std::uint32_t kGroups = 3;
constexpr std::uint32_t kHazards = 2;

// Two hazards, each in a third of the years, with losses Exp(1) and 3 Exp(1), split over three groups.
struct Year {
  double a = 0;
  double b = 0;
};

Year year_of(std::uint64_t seed, std::uint64_t year) {
  const Philox random(seed);
  Year losses;
  if (random.uniform(0, year) < 1 / 3.0) losses.a = -std::log1p(-random.uniform(1, year));
  if (random.uniform(2, year) < 1 / 3.0) losses.b = -3 * std::log1p(-random.uniform(3, year));
  return losses;
}

LossModel model_of(std::uint64_t seed) {
  LossModel model;
  model.group_count = kGroups;
  model.hazard_count = kHazards;
  model.seed = seed;
  model.inputs = 99;
  model.loss = [seed](unsigned, std::uint64_t year, std::span<double> groups) -> Result<YearLoss> {
    const Year losses = year_of(seed, year);
    groups[0] = losses.a / 2;
    groups[1] = losses.a / 2 + losses.b / 3;
    groups[2] = losses.b / 3;
    return YearLoss{losses.a + losses.b, (losses.a > 0 ? 1U : 0U) + (losses.b > 0 ? 1U : 0U)};
  };
  model.attribute = [seed](unsigned, std::uint64_t year, std::span<double> shares) {
    const Year losses = year_of(seed, year);
    shares[0] = losses.a / (losses.a + losses.b);
    shares[1] = losses.b / (losses.a + losses.b);
  };
  return model;
}

// With a control that goes with the loss but is not it.
LossModel controlled_model_of(std::uint64_t seed) {
  LossModel model = model_of(seed);
  model.control = [seed](unsigned, std::uint64_t year) {
    const Year losses = year_of(seed, year);
    return 2 * losses.a + losses.b;
  };
  return model;
}

MonteCarloOptions options_of(std::uint64_t minimum, std::uint64_t maximum, unsigned threads = 1) {
  MonteCarloOptions options;
  options.minimum_years = minimum;
  options.maximum_years = maximum;
  options.threads = threads;
  return options;
}

MonteCarloResult run(const LossModel& model, const MonteCarloOptions& options) {
  auto result = run_monte_carlo(model, options);
  EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
  return result.ok() ? std::move(*result) : MonteCarloResult{};
}

std::string error_of(const LossModel& model, const MonteCarloOptions& options) {
  const auto result = run_monte_carlo(model, options);
  return result.ok() ? "" : result.error().message;
}

void expect_same(const MonteCarloResult& a, const MonteCarloResult& b) {
  EXPECT_EQ(a.years, b.years);
  EXPECT_EQ(a.event_years, b.event_years);
  EXPECT_EQ(a.end, b.end);
  EXPECT_EQ(a.losses, b.losses);
  EXPECT_EQ(a.groups, b.groups);
  EXPECT_EQ(a.hazard_groups, b.hazard_groups);
  EXPECT_EQ(a.expected_half_width, b.expected_half_width);
  EXPECT_EQ(a.conditional_half_width, b.conditional_half_width);
  EXPECT_EQ(a.estimates.expected, b.estimates.expected);
  ASSERT_EQ(a.hazards.size(), b.hazards.size());
  for (std::size_t h = 0; h < a.hazards.size(); ++h) {
    EXPECT_EQ(a.hazards[h].expected, b.hazards[h].expected);
    EXPECT_EQ(a.hazards[h].tail, b.hazards[h].tail);
  }
}

// A checkpoint that is gone when the test is.
class TemporaryPath {
 public:
  explicit TemporaryPath(const std::string& name)
      : path_((std::filesystem::temp_directory_path() /
               (name + "." + std::to_string(reinterpret_cast<std::uintptr_t>(this)) + ".checkpoint"))
                  .string()) {
    std::filesystem::remove(path_);
  }
  ~TemporaryPath() { std::filesystem::remove(path_); }
  TemporaryPath(const TemporaryPath&) = delete;
  TemporaryPath& operator=(const TemporaryPath&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string bytes() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::string path_;
};

TEST(MonteCarlo, EstimatesWhatIsKnown) {
  const MonteCarloResult result = run(model_of(5), options_of(20000, 20000));
  EXPECT_EQ(result.end, MonteCarloEnd::kMaximum);
  EXPECT_FALSE(result.is_partial());
  const LossEstimates& e = result.estimates;
  EXPECT_NEAR(e.expected.value, 4 / 3.0, 0.06);
  EXPECT_LE(*e.expected.low, 4 / 3.0);
  EXPECT_GE(*e.expected.high, 4 / 3.0);
  EXPECT_NEAR(e.loss_probability.value, 5 / 9.0, 0.015);
  EXPECT_NEAR(static_cast<double>(result.event_years) / 20000, 5 / 9.0, 0.015);
  EXPECT_NEAR(result.hazards[0].expected.value, 1 / 3.0, 0.03);
  EXPECT_NEAR(result.hazards[1].expected.value, 1, 0.06);
  // a/2, a/2 + b/3, b/3
  EXPECT_NEAR(result.groups[0].value, 1 / 6.0, 0.02);
  EXPECT_NEAR(result.groups[1].value, 1 / 2.0, 0.03);
  EXPECT_NEAR(result.groups[2].value, 1 / 3.0, 0.02);
}

TEST(MonteCarlo, PartsSumToTheWhole) {
  const MonteCarloResult result = run(model_of(6), options_of(3000, 3000, 2));
  const LossEstimates& e = result.estimates;
  double expected = 0;
  for (const HazardContribution& hazard : result.hazards) expected += hazard.expected.value;
  EXPECT_NEAR(expected, e.expected.value, 1e-12);
  for (std::size_t t = 0; t < e.tails.size(); ++t) {
    double tail = 0;
    for (const HazardContribution& hazard : result.hazards) tail += hazard.tail[t];
    EXPECT_NEAR(tail, e.tails[t].conditional_at_risk.value, 1e-9);
    EXPECT_GE(e.tails[t].conditional_at_risk.value, e.tails[t].value_at_risk.value);
  }
  for (std::size_t g = 0; g < kGroups; ++g) {
    EXPECT_NEAR(result.hazard_groups[g] + result.hazard_groups[kGroups + g], result.groups[g].value, 1e-12);
  }
  // The exceedance curve falls and begins at the largest loss.
  EXPECT_EQ(e.curve.front().loss, e.largest);
  EXPECT_DOUBLE_EQ(e.curve.front().exceedance, 0.5 / 3000);
  EXPECT_DOUBLE_EQ(e.curve.back().exceedance, 2999.5 / 3000);
  for (std::size_t k = 1; k < e.curve.size(); ++k) {
    EXPECT_LE(e.curve[k].loss, e.curve[k - 1].loss);
    EXPECT_GT(e.curve[k].exceedance, e.curve[k - 1].exceedance);
  }
  for (std::size_t k = 1; k < e.return_periods.size(); ++k) {
    EXPECT_GE(e.return_periods[k].loss.value, e.return_periods[k - 1].loss.value);
  }
}

TEST(MonteCarlo, ControlSavesYearsAndKeepsSums) {
  MonteCarloOptions options = options_of(400, 400, 2);
  options.control_years = 20000;
  const MonteCarloResult result = run(controlled_model_of(6), options);
  const MonteCarloResult plain = run(model_of(6), options);
  ASSERT_TRUE(result.control.has_value());
  EXPECT_FALSE(plain.control.has_value());
  EXPECT_EQ(result.losses, plain.losses);
  EXPECT_EQ(result.control->years, 20000U);
  EXPECT_EQ(result.control->plain, plain.estimates.expected);
  EXPECT_EQ(result.estimates.expected_method, IntervalMethod::kControl);
  EXPECT_LT(result.control->variance_left, 0.4);
  EXPECT_LT(result.expected_half_width, 0.7 * plain.expected_half_width);
  EXPECT_LE(*result.estimates.expected.low, 4 / 3.0);
  EXPECT_GE(*result.estimates.expected.high, 4 / 3.0);
  // Quantiles and tails are those of the years.
  EXPECT_EQ(result.estimates.tails[0].conditional_at_risk, plain.estimates.tails[0].conditional_at_risk);
  double expected = 0;
  for (const HazardContribution& hazard : result.hazards) expected += hazard.expected.value;
  EXPECT_NEAR(expected, result.estimates.expected.value, 1e-9);
  double groups = 0;
  for (std::size_t g = 0; g < kGroups; ++g) {
    groups += result.groups[g].value;
    EXPECT_NEAR(result.hazard_groups[g] + result.hazard_groups[kGroups + g], result.groups[g].value, 1e-9);
  }
  EXPECT_NEAR(groups, result.estimates.expected.value - result.hazards[1].expected.value / 3, 1e-9);
  // Turned off it is as if the model had none.
  options.control_years = 0;
  expect_same(run(controlled_model_of(6), options), plain);
  // Too few years to go by.
  EXPECT_FALSE(run(controlled_model_of(6), options_of(20, 20)).control.has_value());
}

TEST(MonteCarlo, TailAtomsAreShared) {
  // Nine years in ten lose nothing, the tenth 1, or 5 once in a hundred: VaR 95 % is an atom.
  LossModel model;
  model.hazard_count = 2;
  model.loss = [](unsigned, std::uint64_t year, std::span<double>) -> Result<YearLoss> {
    return YearLoss{year % 100 == 0 ? 5.0 : (year % 10 == 0 ? 1.0 : 0.0), year % 10 == 0 ? 1U : 0U};
  };
  model.attribute = [](unsigned, std::uint64_t year, std::span<double> shares) {
    shares[year % 100 == 0 ? 0 : 1] = 1;
  };
  const MonteCarloResult result = run(model, options_of(1000, 1000));
  ASSERT_EQ(result.estimates.tails[0].value_at_risk.value, 1);
  EXPECT_NEAR(result.estimates.tails[0].conditional_at_risk.value, (1 * 5 + 4 * 1) / 5.0, 1e-12);
  EXPECT_NEAR(result.hazards[0].tail[0], 1, 1e-12);
  EXPECT_NEAR(result.hazards[1].tail[0], 0.8, 1e-12);
}

TEST(MonteCarlo, SameBitsForAnyNumberOfThreads) {
  MonteCarloOptions options = options_of(200, 5000);
  options.control_years = 5000;
  options.expected_precision = 0.08;
  const MonteCarloResult one = run(model_of(7), options);
  EXPECT_EQ(one.end, MonteCarloEnd::kPrecision);
  const MonteCarloResult controlled = run(controlled_model_of(7), options);
  EXPECT_LT(controlled.years, one.years);
  for (const unsigned threads : {2U, 5U}) {
    options.threads = threads;
    expect_same(one, run(model_of(7), options));
    expect_same(controlled, run(controlled_model_of(7), options));
  }
}

TEST(MonteCarlo, StopsAtThePrecisionAskedFor) {
  MonteCarloOptions options = options_of(100, 100000);
  options.expected_precision = 0.05;
  const MonteCarloResult result = run(model_of(8), options);
  EXPECT_EQ(result.end, MonteCarloEnd::kPrecision);
  EXPECT_LE(result.expected_half_width, 0.05);
  const auto looks = precision_looks(options);
  const auto at = std::find(looks.begin(), looks.end(), result.years);
  ASSERT_NE(at, looks.end());
  // Not at the look before.
  ASSERT_NE(at, looks.begin());
  const MonteCarloResult before = run(model_of(8), options_of(100, *(at - 1)));
  EXPECT_GT(before.expected_half_width, 0.05);
  // Half the width costs about four times the years.
  options.expected_precision = 0.025;
  const double ratio =
      static_cast<double>(run(model_of(8), options).years) / static_cast<double>(result.years);
  EXPECT_GT(ratio, 2.7);
  EXPECT_LT(ratio, 6);
  // Of the worst years, too.
  options.expected_precision.reset();
  options.conditional_precision = 0.1;
  options.conditional_level = 0.99;
  const MonteCarloResult tail = run(model_of(8), options);
  EXPECT_EQ(tail.end, MonteCarloEnd::kPrecision);
  EXPECT_LE(tail.conditional_half_width, 0.1);
  // Not reachable: all years allowed are simulated.
  options.conditional_precision = 1e-6;
  options.maximum_years = 700;
  EXPECT_EQ(run(model_of(8), options).end, MonteCarloEnd::kMaximum);
}

TEST(MonteCarlo, BelievesNoPrecisionOfFewLosses) {
  LossModel model;
  model.loss = [](unsigned, std::uint64_t year, std::span<double>) -> Result<YearLoss> {
    return YearLoss{year < 20 ? 1.0 : 0.0, 1};
  };
  MonteCarloOptions options = options_of(20, 30);
  options.expected_precision = 0.5;
  EXPECT_EQ(run(model, options).end, MonteCarloEnd::kMaximum);
  options.fewest_loss_years = 10;
  EXPECT_EQ(run(model, options).end, MonteCarloEnd::kPrecision);
}

TEST(MonteCarlo, LooksAreFixedAndEndAtTheMost) {
  EXPECT_EQ(precision_looks(options_of(10, 20)), (std::vector<std::uint64_t>{10, 12, 14, 16, 19, 20}));
  EXPECT_EQ(precision_looks(options_of(2, 4)), (std::vector<std::uint64_t>{2, 3, 4}));
  EXPECT_EQ(precision_looks(options_of(50, 50)), (std::vector<std::uint64_t>{50}));
}

// Stops after `years` more years have been begun.
LossModel interrupted(const LossModel& model, std::uint64_t years, std::atomic<bool>& stop,
                      std::atomic<std::uint64_t>& begun) {
  LossModel limited = model;
  limited.loss = [&, years, inner = model.loss](unsigned worker, std::uint64_t year,
                                                std::span<double> groups) -> Result<YearLoss> {
    if (begun.fetch_add(1) >= years) {
      stop.store(true);
      // As a simulation does that was stopped half-way: something is there already.
      if (year % 2 == 0) groups[0] = 1e9;
      return Error{ErrorCode::kCancelled, "stopped"};
    }
    return inner(worker, year, groups);
  };
  return limited;
}

TEST(MonteCarlo, InterruptedAnywhereAndResumedIsAsUninterrupted) {
  constexpr std::uint64_t kCases = 25;
  int interruptions = 0;
  for (std::uint64_t c = 0; c < kCases; ++c) {
    std::uint64_t draws = 0;
    const auto below = [&](std::uint64_t n) { return Philox(2024).below(n, c, draws++); };
    const TemporaryPath checkpoint("interrupted");
    MonteCarloOptions options = options_of(50, 400);
    options.expected_precision = 0.1 + 0.01 * static_cast<double>(below(50));
    options.control_years = 500;
    const LossModel model = c % 2 == 0 ? model_of(c) : controlled_model_of(c);
    const MonteCarloResult whole = run(model, options);

    options.checkpoint_path = checkpoint.path();
    options.resume = true;
    options.checkpoint_years = below(3) * 20;
    std::uint64_t done = 0;
    for (bool is_over = false; !is_over;) {
      options.threads = static_cast<unsigned>(1 + below(4));
      std::atomic<bool> stop{false};
      std::atomic<std::uint64_t> begun{0};
      options.stop = &stop;
      const MonteCarloResult part = run(interrupted(model, below(120), stop, begun), options);
      ASSERT_EQ(part.resumed_from, done);
      ASSERT_GE(part.years, done);
      ASSERT_LE(part.years, whole.years);
      EXPECT_TRUE(std::equal(part.losses.begin(), part.losses.end(), whole.losses.begin()));
      done = part.years;
      is_over = !part.is_partial();
      interruptions += is_over ? 0 : 1;
      if (is_over) expect_same(part, whole);
    }
    // Once more: everything is there already.
    options.stop = nullptr;
    const MonteCarloResult again = run(model, options);
    EXPECT_EQ(again.resumed_from, whole.years);
    expect_same(again, whole);
  }
  EXPECT_GT(interruptions, 25);
}

TEST(MonteCarlo, PartialResultsAreUsable) {
  const TemporaryPath checkpoint("partial");
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> begun{0};
  MonteCarloOptions options = options_of(100, 1000);
  options.stop = &stop;
  options.checkpoint_path = checkpoint.path();
  const MonteCarloResult part = run(interrupted(model_of(3), 37, stop, begun), options);
  EXPECT_TRUE(part.is_partial());
  EXPECT_EQ(part.years, 37U);
  EXPECT_EQ(part.estimates.years, 37U);
  EXPECT_GT(part.estimates.expected.value, 0);
  // Stopped before the first year: nothing is known, and that is said without dividing by it.
  const MonteCarloResult nothing = run(interrupted(model_of(3), 0, stop, begun), options);
  EXPECT_TRUE(nothing.is_partial());
  EXPECT_EQ(nothing.years, 0U);
  EXPECT_EQ(nothing.estimates.expected.value, 0);
  EXPECT_EQ(nothing.estimates.expected_method, IntervalMethod::kNone);
}

TEST(MonteCarlo, MorePrecisionGoesOnFromWhereItEnded) {
  const TemporaryPath checkpoint("extended");
  MonteCarloOptions options = options_of(50, 5000);
  options.checkpoint_path = checkpoint.path();
  options.expected_precision = 0.2;
  const std::uint64_t first = run(model_of(4), options).years;
  options.resume = true;
  options.expected_precision = 0.1;
  const MonteCarloResult more = run(model_of(4), options);
  EXPECT_EQ(more.resumed_from, first);
  MonteCarloOptions afresh = options_of(50, 5000);
  afresh.expected_precision = 0.1;
  expect_same(more, run(model_of(4), afresh));
  // Less than what is there is not a prefix of it that anybody asked for.
  options.expected_precision = 0.2;
  EXPECT_NE(error_of(model_of(4), options).find("holds " + std::to_string(more.years) + " years"),
            std::string::npos);
  options.maximum_years = 60;
  EXPECT_NE(error_of(model_of(4), options).find("ends after 60"), std::string::npos);
}

TEST(MonteCarlo, CheckpointsOfOtherRunsAreRefused) {
  const TemporaryPath checkpoint("other");
  MonteCarloOptions options = options_of(50, 50);
  options.checkpoint_path = checkpoint.path();
  options.resume = true;
  run(model_of(4), options);
  EXPECT_NE(error_of(model_of(5), options).find("seed 4, this run has seed 5"), std::string::npos);
  LossModel model = model_of(4);
  model.inputs = 100;
  EXPECT_NE(error_of(model, options).find("other inputs"), std::string::npos);
  model = model_of(4);
  model.group_count = 4;
  EXPECT_NE(error_of(model, options).find("other inputs"), std::string::npos);
  // Without --resume it is started over.
  options.resume = false;
  EXPECT_EQ(run(model_of(5), options).resumed_from, 0U);
}

TEST(MonteCarlo, DamagedCheckpointsAreRefused) {
  const TemporaryPath checkpoint("damaged");
  MonteCarloOptions options = options_of(20, 20);
  options.checkpoint_path = checkpoint.path();
  options.resume = true;
  const MonteCarloResult result = run(model_of(4), options);
  const std::string good = checkpoint.bytes();
  const MonteCarloIdentity identity{4, 99, kGroups, kHazards};
  const auto whole = parse_checkpoint(good, "c", identity);
  ASSERT_TRUE(whole.ok());
  EXPECT_EQ(whole->losses, result.losses);
  EXPECT_EQ(checkpoint_bytes(identity, *whole), good);
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_FALSE(parse_checkpoint(good.substr(0, length), "c", identity).ok()) << length;
  }
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x20);
    EXPECT_FALSE(parse_checkpoint(bad, "c", identity).ok()) << at;
  }
  EXPECT_FALSE(parse_checkpoint(good + "x", "c", identity).ok());
  const auto message = [&](std::string_view bytes) {
    const auto parsed = parse_checkpoint(bytes, "c", identity);
    return parsed.ok() ? "" : parsed.error().message;
  };
  EXPECT_NE(message(good.substr(0, 100)).find("cut short: 100 of"), std::string::npos);
  EXPECT_NE(message("year,loss\n1,2\n").find("not a checkpoint"), std::string::npos);
  std::string format = good;
  format[8] = 2;
  EXPECT_NE(message(format).find("format 2"), std::string::npos);
  std::string value = good;
  value[good.size() - 20] = static_cast<char>(value[good.size() - 20] ^ 1);
  EXPECT_NE(message(value).find("damaged"), std::string::npos);

  ASSERT_TRUE(write_file_atomically(checkpoint.path(), good.substr(0, 90)).ok());
  EXPECT_NE(error_of(model_of(4), options).find("cut short"), std::string::npos);
  options.checkpoint_path = "/nonexistent/x";
  EXPECT_NE(error_of(model_of(4), options), "");
}

TEST(MonteCarlo, ErrorsOfTheModelNameTheFirstYear) {
  LossModel model = model_of(1);
  model.loss = [](unsigned, std::uint64_t year, std::span<double>) -> Result<YearLoss> {
    if (year == 31) return Error{ErrorCode::kInvalidArgument, "no such node"};
    return YearLoss{year == 40 ? NAN : 1.0, 0};
  };
  const TemporaryPath checkpoint("failed");
  MonteCarloOptions options = options_of(60, 60, 1);
  options.checkpoint_path = checkpoint.path();
  EXPECT_EQ(error_of(model, options), "year 31: no such node");
  // The years before it are kept.
  EXPECT_EQ(parse_checkpoint(checkpoint.bytes(), "c", {1, 99, kGroups, kHazards})->losses.size(), 31U);
  model.loss = [](unsigned, std::uint64_t year, std::span<double>) -> Result<YearLoss> {
    return YearLoss{year == 40 ? NAN : 1.0, 0};
  };
  EXPECT_EQ(error_of(model, options), "year 40: the loss is not a finite number");
}

TEST(MonteCarlo, OptionsThatMakeNoSenseAreRefused) {
  const LossModel model = model_of(1);
  EXPECT_NE(error_of(model, options_of(1, 10)), "");
  EXPECT_NE(error_of(model, options_of(10, 9)), "");
  MonteCarloOptions options = options_of(10, 10);
  options.expected_precision = 0;
  EXPECT_NE(error_of(model, options), "");
  options = options_of(10, 10);
  options.estimates.confidence = 1;
  EXPECT_NE(error_of(model, options), "");
  options = options_of(10, 10);
  options.estimates.return_periods_years = {1};
  EXPECT_NE(error_of(model, options), "");
  LossModel without = model;
  without.attribute = nullptr;
  EXPECT_NE(error_of(without, options_of(10, 10)), "");
}

TEST(MonteCarlo, TellsHowFarItIs) {
  MonteCarloOptions options = options_of(100, 200000, 2);
  options.expected_precision = 0.05;
  std::vector<MonteCarloProgress> told;
  options.progress = [&](const MonteCarloProgress& p) { told.push_back(p); };
  const MonteCarloResult result = run(model_of(2), options);
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back().done, result.years);
  EXPECT_EQ(told.back().needed, result.years);
  EXPECT_EQ(told.back().seconds_left.value_or(-1), 0);
  for (const MonteCarloProgress& p : told) {
    EXPECT_LE(p.done, p.needed);
    EXPECT_LE(p.needed, options.maximum_years);
  }
}

}  // namespace
}  // namespace tenon
