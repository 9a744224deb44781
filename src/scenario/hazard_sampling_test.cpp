#include "scenario/hazard_sampling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "scenario/quantile.h"

namespace tenon {
namespace {

Hazard hazard(const std::string& id, double per_year) {
  Hazard h;
  h.id = {id, 1, 1};
  h.frequency.per_year = per_year;
  h.severity = Distribution::uniform(0.2, 0.8);
  h.duration_days = Distribution::lognormal(14, 60);
  h.recovery = RecoveryCurve::kLinear;
  h.recovery_days = Distribution::gamma(30, 20);
  return h;
}

// With counts that are nearly normal, and cheap to draw.
Hazard frequent_hazard(const std::string& id) {
  Hazard h = hazard(id, 25);
  h.duration_days = Distribution::fixed(1);
  h.recovery = RecoveryCurve::kStep;
  return h;
}

Hazard spread_over(Hazard h, const std::vector<std::string>& places) {
  h.spread = HazardSpread::kRegions;
  for (std::size_t p = 0; p < places.size(); ++p) h.places.push_back({{places[p], 2 + p, 5}});
  return h;
}

HazardSampler sampler_of(std::vector<Hazard> hazards, std::uint64_t seed = 7,
                         const PlaceGroups& groups = {}) {
  HazardSet set;
  set.file = "h.yaml";
  set.hazards = std::move(hazards);
  auto sampler = HazardSampler::build(set, groups, seed);
  EXPECT_TRUE(sampler.ok()) << (sampler.ok() ? "" : sampler.error().message);
  return std::move(*sampler);
}

std::string error_of(std::vector<Hazard> hazards) {
  HazardSet set;
  set.file = "h.yaml";
  set.hazards = std::move(hazards);
  const auto sampler = HazardSampler::build(set, {}, 1);
  return sampler.ok() ? "" : sampler.error().message;
}

// Places p, q in one province, r in another of the same country, s abroad.
PlaceGroups four_places() {
  return {{"p", {"P1", "CHN"}}, {"q", {"P1", "CHN"}}, {"r", {"P2", "CHN"}}, {"s", {"", "JPN"}}};
}

// counts[stream][year], then of the first event of each stream-year what `of` says (NaN: no event).
struct Years {
  std::vector<std::vector<double>> counts;
  std::vector<std::vector<double>> first;
};

Years draw_years(const HazardSampler& sampler, std::uint64_t years,
                 const std::function<double(const ShockTiming&)>& of) {
  Years result;
  result.counts.assign(sampler.streams().size(), std::vector<double>(years, 0));
  result.first.assign(sampler.streams().size(), std::vector<double>(years, NAN));
  SampledYear year;
  for (std::uint64_t y = 0; y < years; ++y) {
    sampler.sample(y, year);
    for (const SampledEvent& event : year.events) {
      if (result.counts[event.stream][y] == 0) result.first[event.stream][y] = of(event.timing);
      ++result.counts[event.stream][y];
    }
  }
  return result;
}

double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double covariance(const std::vector<double>& x, const std::vector<double>& y) {
  const double mx = mean(x);
  const double my = mean(y);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mx) * (y[i] - my);
  return sum / static_cast<double>(x.size());
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  return covariance(x, y) / std::sqrt(covariance(x, x) * covariance(y, y));
}

// Correlation over the years in which both had an event.
double correlation_of_known(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<double> a;
  std::vector<double> b;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isnan(x[i]) || std::isnan(y[i])) continue;
    a.push_back(x[i]);
    b.push_back(y[i]);
  }
  return correlation(a, b);
}

// Kolmogorov-Smirnov distance times the root of the sample size; above 1.95 with chance 0.001.
double ks_statistic(std::vector<double> sample, const std::function<double(double)>& up_to) {
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double distance = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double p = up_to(sample[i]);
    distance = std::max({distance, p - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p});
  }
  return distance * std::sqrt(n);
}

TEST(HazardSampling, CountsHaveTheLawStated) {
  constexpr std::uint64_t kYears = 20000;
  Hazard clustered = hazard("clustered", 1.3);
  clustered.frequency.variance_over_mean = 2.5;
  Hazard correlated = spread_over(hazard("correlated", 0.4), {"p", "q"});
  correlated.correlation = {.country = 0.3, .region = 0.5};
  const HazardSampler sampler =
      sampler_of({hazard("rare", 0.02), hazard("often", 3), clustered, correlated}, 11, four_places());
  const Years years = draw_years(sampler, kYears, [](const ShockTiming&) { return 0.0; });
  const std::vector<std::pair<double, double>> laws{{0.02, 1}, {3, 1}, {1.3, 2.5}, {0.4, 1}, {0.4, 1}};
  for (std::size_t s = 0; s < laws.size(); ++s) {
    const auto [rate, ratio] = laws[s];
    const double sd = std::sqrt(rate * ratio);
    EXPECT_NEAR(mean(years.counts[s]), rate, 4 * sd / std::sqrt(kYears)) << s;
    // Standard error of a variance of counts, with room for the heavier tail of clustered ones.
    const double error = std::sqrt((ratio * ratio / rate + 2) / kYears);
    EXPECT_NEAR(covariance(years.counts[s], years.counts[s]) / (rate * ratio), 1, 4 * error) << s;
    if (ratio == 1) {
      const double none = std::exp(-rate);
      const double seen =
          static_cast<double>(std::count(years.counts[s].begin(), years.counts[s].end(), 0.0));
      EXPECT_NEAR(seen / kYears, none, 4 * std::sqrt(none * (1 - none) / kYears)) << s;
    }
  }
}

TEST(HazardSampling, DrawsHaveTheDistributionsStated) {
  constexpr std::uint64_t kYears = 3000;
  // Correlated or not, each place by itself has the distribution stated.
  Hazard h = spread_over(hazard("h", 1), {"p", "q"});
  h.correlation = {.country = 0.4, .region = 0.4};
  h.severity = Distribution::beta(0.3, 0.2);
  h.longest_days = 100000;
  const HazardSampler sampler = sampler_of({h}, 3, four_places());
  const auto known = [](const std::vector<double>& x) {
    std::vector<double> some;
    std::copy_if(x.begin(), x.end(), std::back_inserter(some), [](double v) { return !std::isnan(v); });
    return some;
  };
  const Years loss = draw_years(sampler, kYears, [](const ShockTiming& t) { return t.loss; });
  const Years recovery = draw_years(sampler, kYears, [](const ShockTiming& t) { return t.recovery_days; });
  const Years duration =
      draw_years(sampler, kYears, [](const ShockTiming& t) { return static_cast<double>(t.duration_days); });
  const Years start =
      draw_years(sampler, kYears, [](const ShockTiming& t) { return static_cast<double>(t.start_day); });
  for (std::size_t s = 0; s < 2; ++s) {
    EXPECT_LT(ks_statistic(known(loss.first[s]), [&](double x) { return probability_up_to(h.severity, x); }),
              1.95);
    EXPECT_LT(ks_statistic(known(recovery.first[s]),
                           [&](double x) { return x < 1 ? 0 : probability_up_to(h.recovery_days, x); }),
              1.95);
    // Whole days: the distance is measured between the steps, where both functions are flat.
    std::vector<double> days = known(duration.first[s]);
    std::sort(days.begin(), days.end());
    double distance = 0;
    for (int d = 1; d < 400; ++d) {
      const auto up_to = static_cast<double>(std::upper_bound(days.begin(), days.end(), d) - days.begin());
      distance = std::max(distance, std::abs(up_to / static_cast<double>(days.size()) -
                                             probability_up_to(h.duration_days, d + 0.5)));
    }
    EXPECT_LT(distance * std::sqrt(static_cast<double>(days.size())), 1.95);
    std::vector<int> by_quarter(5, 0);
    for (const double day : known(start.first[s])) ++by_quarter.at(static_cast<std::size_t>(day) / 73);
    const double expected = static_cast<double>(known(start.first[s]).size()) / 5;
    double chi_square = 0;
    for (const int count : by_quarter) chi_square += (count - expected) * (count - expected) / expected;
    EXPECT_LT(chi_square, 18.5);  // 4 degrees of freedom, chance 0.001
  }
}

TEST(HazardSampling, CopulaIsRecovered) {
  constexpr std::uint64_t kYears = 8000;
  Hazard h = spread_over(frequent_hazard("h"), {"p", "q", "r", "s"});
  h.correlation = {.country = 0.3, .region = 0.4};
  h.places[3].name.text = "s";
  PlaceGroups groups = four_places();
  groups["s"].region = "K";
  const HazardSampler sampler = sampler_of({h}, 5, groups);
  const Years years = draw_years(sampler, kYears, [](const ShockTiming& t) { return t.loss; });
  // Nearly that of the latent variables.
  EXPECT_NEAR(correlation(years.counts[0], years.counts[1]), 0.7, 0.04);
  EXPECT_NEAR(correlation(years.counts[0], years.counts[2]), 0.3, 0.04);
  EXPECT_NEAR(correlation(years.counts[0], years.counts[3]), 0, 0.04);
  // Of uniforms under a Gaussian copula: 6/pi asin(rho/2).
  const auto of_uniforms = [](double rho) { return 6 / 3.14159265358979 * std::asin(rho / 2); };
  EXPECT_NEAR(correlation_of_known(years.first[0], years.first[1]), of_uniforms(0.7), 0.04);
  EXPECT_NEAR(correlation_of_known(years.first[1], years.first[2]), of_uniforms(0.3), 0.04);
  EXPECT_NEAR(correlation_of_known(years.first[2], years.first[3]), 0, 0.04);
}

TEST(HazardSampling, FullyCorrelatedPlacesSufferTheSameYears) {
  Hazard h = spread_over(hazard("h", 0.8), {"p", "q"});
  h.correlation = {.country = 0, .region = 1};
  const HazardSampler sampler = sampler_of({h}, 5, four_places());
  SampledYear year;
  std::size_t events = 0;
  for (std::uint64_t y = 0; y < 500; ++y) {
    sampler.sample(y, year);
    ASSERT_EQ(year.events.size() % 2, 0U);
    const std::size_t half = year.events.size() / 2;
    for (std::size_t k = 0; k < half; ++k) {
      SampledEvent other = year.events[half + k];
      other.stream = 0;
      EXPECT_TRUE(year.events[k] == other);
    }
    events += half;
  }
  EXPECT_GT(events, 300U);
}

TEST(HazardSampling, FamiliesShareFactorsOthersDoNot) {
  constexpr std::uint64_t kYears = 8000;
  std::vector<Hazard> hazards;
  for (const std::string id : {"typhoon", "flood", "strike"}) {
    Hazard h = spread_over(frequent_hazard(id), {"p"});
    h.correlation = {.family = id == "strike" ? "" : "weather", .country = 0, .region = 0.6};
    hazards.push_back(h);
  }
  const HazardSampler sampler = sampler_of(hazards, 9, four_places());
  const Years years = draw_years(sampler, kYears, [](const ShockTiming&) { return 0.0; });
  EXPECT_NEAR(correlation(years.counts[0], years.counts[1]), 0.6, 0.04);
  EXPECT_NEAR(correlation(years.counts[0], years.counts[2]), 0, 0.04);
}

TEST(HazardSampling, StreamsYearsAndSeedsAreIndependent) {
  constexpr std::uint64_t kYears = 8000;
  const std::vector<Hazard> hazards{spread_over(frequent_hazard("a"), {"p", "q"}), frequent_hazard("b")};
  const Years years = draw_years(sampler_of(hazards, 1), kYears, [](const ShockTiming& t) { return t.loss; });
  const Years other = draw_years(sampler_of(hazards, 2), kYears, [](const ShockTiming& t) { return t.loss; });
  const double limit = 4 / std::sqrt(kYears);
  for (std::size_t s = 0; s < 3; ++s) {
    EXPECT_NEAR(correlation(years.counts[s], years.counts[(s + 1) % 3]), 0, limit);
    EXPECT_NEAR(correlation(years.counts[s], other.counts[s]), 0, limit);
    EXPECT_NEAR(correlation_of_known(years.first[s], other.first[s]), 0, limit);
    // How many does not tell how bad, and neither tells of the year after.
    EXPECT_NEAR(correlation_of_known(years.counts[s], years.first[s]), 0, limit);
    const std::vector<double> now(years.counts[s].begin(), years.counts[s].end() - 1);
    const std::vector<double> next(years.counts[s].begin() + 1, years.counts[s].end());
    EXPECT_NEAR(correlation(now, next), 0, limit);
  }
}

TEST(HazardSampling, AnyYearAloneInAnyOrderByAnyThread) {
  Hazard h = spread_over(hazard("h", 0.7), {"p", "q", "r"});
  h.correlation = {.country = 0.2, .region = 0.3};
  const HazardSampler sampler = sampler_of({h, hazard("i", 0.4)}, 17, four_places());
  constexpr std::size_t kYears = 300;
  std::vector<std::vector<SampledEvent>> forward(kYears);
  SampledYear year;
  for (std::size_t y = 0; y < kYears; ++y) {
    sampler.sample(y, year);
    forward[y] = year.events;
  }
  std::vector<SampledYear> scratch(4);
  std::vector<std::vector<SampledEvent>> threaded(kYears);
  parallel_chunks(kYears, 7, 4, [&](unsigned worker, std::size_t begin, std::size_t end) {
    for (std::size_t y = end; y-- > begin;) {
      sampler.sample(y, scratch[worker]);
      threaded[y] = scratch[worker].events;
    }
  });
  EXPECT_TRUE(forward == threaded);
}

TEST(HazardSampling, OtherHazardsLeaveDrawsAlone) {
  Hazard h = spread_over(hazard("h", 0.7), {"p", "q"});
  const HazardSampler alone = sampler_of({h}, 17);
  Hazard wider = h;
  wider.places.insert(wider.places.begin(), {{"x", 9, 9}, 2.0});
  const HazardSampler among = sampler_of({hazard("first", 2), wider}, 17);
  SampledYear a;
  SampledYear b;
  for (std::uint64_t y = 0; y < 200; ++y) {
    alone.sample(y, a);
    among.sample(y, b);
    std::vector<SampledEvent> of_h;
    for (SampledEvent event : b.events) {
      if (event.stream < 2) continue;
      event.stream -= 2;
      of_h.push_back(event);
    }
    EXPECT_TRUE(a.events == of_h);
  }
}

TEST(HazardSampling, SeasonsHoldOverTheEndOfTheYear) {
  Hazard h = hazard("h", 5);
  h.season = HazardSeason{350, 9};
  Hazard day = hazard("day", 5);
  day.season = HazardSeason{100, 100};
  const HazardSampler sampler = sampler_of({h, day});
  SampledYear year;
  std::vector<int> seen(kDaysOfYear, 0);
  for (std::uint64_t y = 0; y < 2000; ++y) {
    sampler.sample(y, year);
    for (const SampledEvent& event : year.events) {
      if (event.stream == 1) {
        EXPECT_EQ(event.timing.start_day, 100);
      } else {
        ++seen.at(static_cast<std::size_t>(event.timing.start_day));
      }
    }
  }
  for (int d = 0; d < kDaysOfYear; ++d) {
    EXPECT_EQ(seen[static_cast<std::size_t>(d)] > 0, d >= 350 || d <= 9) << d;
  }
}

TEST(HazardSampling, BoundsHold) {
  Hazard h = hazard("h", 8);
  h.duration_days = Distribution::lognormal(0.2, 300);
  h.recovery_days = Distribution::gamma(2, 20);
  h.longest_days = 90;
  h.severity = Distribution::beta(0.5, 0.49);
  Hazard demand = hazard("d", 8);
  demand.kind = EventKind::kDemand;
  demand.severity = Distribution::uniform(-1, 2);
  demand.recovery = RecoveryCurve::kStep;
  const HazardSampler sampler = sampler_of({h, demand});
  SampledYear year;
  for (std::uint64_t y = 0; y < 2000; ++y) {
    sampler.sample(y, year);
    for (const SampledEvent& event : year.events) {
      EXPECT_GE(event.timing.duration_days, 1);
      if (event.stream == 0) {
        EXPECT_LE(event.timing.duration_days, 90);
        EXPECT_GE(event.timing.recovery_days, 1);
        EXPECT_LE(event.timing.recovery_days, 90);
        EXPECT_GE(event.timing.loss, 0);
        EXPECT_LE(event.timing.loss, 1);
      } else {
        EXPECT_EQ(event.timing.recovery_days, 0);
        EXPECT_GE(event.timing.loss, -1);
        EXPECT_LE(event.timing.loss, 2);
      }
    }
  }
}

TEST(HazardSampling, FaultsAreListedWithPlaces) {
  Hazard bad_severity = hazard("bad", 1);
  bad_severity.severity = Distribution::uniform(0.5, 1.5);
  bad_severity.line = 4;
  Hazard bad_rate = hazard("rate", 0);
  bad_rate.line = 9;
  Hazard no_group = spread_over(hazard("n", 1), {"p", "p"});
  no_group.correlation.country = 0.5;
  const std::string message = error_of({bad_severity, bad_rate, no_group});
  for (const char* part :
       {"h.yaml:4:", "severity: values beyond the range", "h.yaml:9:", "events a year",
        "h.yaml:2: error: column 5", "\"p\"", "country", "h.yaml:3: error: column 5", "there already"}) {
    EXPECT_NE(message.find(part), std::string::npos) << part << " in\n" << message;
  }
  const std::vector<std::pair<std::string, std::function<void(Hazard&)>>> faults{
      {"season",
       [](Hazard& h) {
         h.season = HazardSeason{0, 365};
       }},
      {"variance over mean", [](Hazard& h) { h.frequency.variance_over_mean = 0.9; }},
      {"sum to at most 1", [](Hazard& h) { h.correlation = {.country = 0.6, .region = 0.6}; }},
      {"duration", [](Hazard& h) { h.duration_days = Distribution::fixed(0); }},
      {"recovery", [](Hazard& h) { h.recovery_days = Distribution{}; }},
      {"longest", [](Hazard& h) { h.longest_days = 0; }},
      {"spread", [](Hazard& h) { h.spread = HazardSpread::kFirms; }},
      {"severity",
       [](Hazard& h) {
         h.severity = Distribution::table({0, 1}, {0.5, 0.5});
       }},
      {"severity", [](Hazard& h) { h.severity = Distribution::gamma(0.5, 0.1); }}};
  for (const auto& [part, spoil] : faults) {
    Hazard h = hazard("h", 1);
    spoil(h);
    EXPECT_NE(error_of({h}).find(part), std::string::npos) << part << " in\n" << error_of({h});
  }
}

TEST(HazardSampling, MemoryOfCountsIsBounded) {
  Hazard h = spread_over(hazard("h", 180), {});
  h.frequency.variance_over_mean = 100;
  for (int p = 0; p < 2000; ++p) h.places.push_back({{std::to_string(p), 1, 1}, 1 + p / 2000.0});
  EXPECT_NE(error_of({h}).find("too many places"), std::string::npos);
  for (HazardPlace& place : h.places) place.frequency_factor = 1;
  EXPECT_EQ(error_of({h}), "");
}

TEST(HazardSampling, GroupsComeFromTheDataset) {
  Dataset dataset;
  const auto add = [&](const char* code, const char* name, std::optional<RegionId> parent, Tier tier) {
    Region region;
    region.code = code;
    region.name_zh = name;
    region.parent = parent;
    region.tier = tier;
    dataset.regions.push_back(region);
  };
  add("CHN", "中国", std::nullopt, Tier::kCountry);
  add("YRD", "长三角", RegionId(0), Tier::kArea);
  add("320000", "江苏省", RegionId(1), Tier::kProvince);
  add("320500", "苏州市", RegionId(2), Tier::kCity);
  add("TWN", "中国台湾", RegionId(0), Tier::kForeign);
  Firm firm;
  firm.id = "F";
  firm.name_zh = "某厂";
  firm.region = RegionId(3);
  dataset.firms.push_back(firm);
  const PlaceGroups groups = place_groups(dataset);
  EXPECT_EQ(groups.at("苏州市"), (PlaceGroup{"320000", "CHN"}));
  EXPECT_EQ(groups.at("某厂"), (PlaceGroup{"320000", "CHN"}));
  EXPECT_EQ(groups.at("320000"), (PlaceGroup{"320000", "CHN"}));
  EXPECT_EQ(groups.at("YRD"), (PlaceGroup{"", "CHN"}));
  EXPECT_EQ(groups.at("TWN"), (PlaceGroup{"", "TWN"}));
}

TEST(HazardSampling, FingerprintFollowsWhatIsDrawn) {
  const Hazard h = hazard("h", 1);
  const std::uint64_t print = sampler_of({h}).fingerprint();
  EXPECT_EQ(print, sampler_of({h}).fingerprint());
  EXPECT_NE(print, sampler_of({h}, 8).fingerprint());
  const std::vector<std::function<void(Hazard&)>> changes{
      [](Hazard& x) { x.frequency.per_year = 2; },
      [](Hazard& x) { x.frequency.variance_over_mean = 2; },
      [](Hazard& x) { x.severity = Distribution::uniform(0.2, 0.81); },
      [](Hazard& x) { x.duration_days = Distribution::lognormal(14, 61); },
      [](Hazard& x) { x.recovery = RecoveryCurve::kConvex; },
      [](Hazard& x) {
        x.season = HazardSeason{1, 364};
      },
      [](Hazard& x) { x.longest_days = 9; },
      [](Hazard& x) { x.correlation = {.country = 0.1, .in_country = "CHN"}; },
      [](Hazard& x) { x.id.text = "i"; }};
  for (const auto& change : changes) {
    Hazard other = h;
    change(other);
    EXPECT_NE(print, sampler_of({other}).fingerprint());
  }
}

}  // namespace
}  // namespace tenon
