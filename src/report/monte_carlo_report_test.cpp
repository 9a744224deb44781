#include "report/monte_carlo_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "report/monte_carlo_curve.h"
#include "support/json_schema.h"

namespace tenon {
namespace {

// Two hazards, each in a third of the years; losses in 10,000 CNY; two chains and a city.
LossModel losses(double scale) {
  LossModel model;
  model.group_count = 3;
  model.hazard_count = 2;
  model.seed = 42;
  const auto of = [scale](std::uint64_t year, std::uint64_t hazard) {
    const Philox random(42);
    return random.uniform(2 * hazard, year) < 1 / 3.0
               ? -1e7 * scale * std::log1p(-random.uniform(2 * hazard + 1, year))
               : 0;
  };
  model.loss = [of](unsigned, std::uint64_t year, std::span<double> groups) -> Result<YearLoss> {
    groups[0] = of(year, 0);
    groups[1] = of(year, 1);
    groups[2] = of(year, 1) / 2;
    return YearLoss{groups[0] + groups[1], groups[0] + groups[1] > 0 ? 1U : 0U};
  };
  model.attribute = [of](unsigned, std::uint64_t year, std::span<double> shares) {
    const double both = of(year, 0) + of(year, 1);
    shares[0] = of(year, 0) / both;
    shares[1] = of(year, 1) / both;
  };
  return model;
}

MonteCarloResult result_of(double scale, std::uint64_t years) {
  MonteCarloOptions options;
  options.minimum_years = std::max<std::uint64_t>(years, 2);
  options.maximum_years = options.minimum_years;
  options.threads = 1;
  options.expected_precision = 0.01;
  return std::move(*run_monte_carlo(losses(scale), options));
}

// The same with a control variate.
MonteCarloResult controlled_result_of(std::uint64_t years) {
  MonteCarloOptions options;
  options.minimum_years = years;
  options.maximum_years = years;
  options.threads = 1;
  options.control_years = 4000;
  LossModel model = losses(1);
  model.control = [inner = model.loss](unsigned worker, std::uint64_t year) {
    std::vector<double> groups(3, 0);
    return inner(worker, year, groups)->total;
  };
  return std::move(*run_monte_carlo(model, options));
}

struct Fixture {
  HazardSet hazards;
  MonteCarloResult first;
  MonteCarloResult second;
  PairedComparison paired;
  MonteCarloReport report;
};

std::unique_ptr<Fixture> fixture(std::uint64_t years = 600, bool compares = true) {
  auto made = std::make_unique<Fixture>();
  made->hazards.id = "test";
  made->hazards.name_zh = "测试灾害";
  made->hazards.name_en = "Test hazards";
  Hazard typhoon;
  typhoon.id = {"typhoon", 1, 1};
  typhoon.name_zh = "台风";
  typhoon.name_en = "Typhoon";
  typhoon.sources = {{"a bureau", "https://example.org/", 2023, 'A'}};
  typhoon.note_zh = "说明";
  typhoon.note_en = "A note";
  Hazard quake;
  quake.id = {"quake", 2, 1};
  quake.name_zh = "地震";
  quake.name_en = "Earthquake";
  made->hazards.hazards = {typhoon, quake};
  made->first = result_of(1, years);
  made->second = result_of(0.8, years);
  made->paired =
      *compare_paired(made->first.losses, made->second.losses, 0.95, std::vector<double>{0.95, 0.99});
  MonteCarloReport& report = made->report;
  report.dataset = "small";
  report.hazards = &made->hazards;
  report.events_per_year = {0.4, 0.4};
  report.scope = {"全部产线", "all lines"};
  report.measure = {"增加值损失", "value added lost"};
  report.currency = "CNY";
  report.normal_year = 1e9;
  report.generated_at = 1700000000;
  report.result = &made->first;
  GroupLabel ic{"IC", "集成电路", "Integrated circuits", kNoPosition, kNoPosition};
  GroupLabel ev{"EV", "新能源汽车", "Electric vehicles", kNoPosition, kNoPosition};
  GroupLabel suzhou{"320500", "苏州市", "Suzhou", kNoPosition, kNoPosition};
  report.dimensions = {{"chain", "产业链", "chain", {ic, ev}}, {"city", "城市", "city", {suzhou}}};
  if (compares) {
    report.comparison =
        MonteCarloComparison{{"现状", "as it is"}, {"加库存", "more stock"}, &made->second, &made->paired};
  }
  report.assumptions = {{"一个假设", "an assumption"}};
  return made;
}

std::size_t lines_of(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST(MonteCarloReport, StartsWithTheAnswer) {
  const auto made = fixture();
  ASSERT_EQ(report_fault(made->report), "");
  const std::string text = monte_carlo_table(made->report, {});
  EXPECT_TRUE(text.starts_with("每年期望损失 ")) << text;
  for (const char* part : {"\nExpected annual loss CNY 6.",
                           "95% interval",
                           "of a normal year",
                           "once in 100 years",
                           "worst 5% of years",
                           "Test hazards",
                           "seed 42",
                           "precision of the expected loss ±",
                           "asked ±1.00%",
                           "less precise than asked",
                           "95% value at risk",
                           "99% conditional value at risk",
                           "台风 Typhoon",
                           "of 95% CVaR",
                           "Expected annual loss by chain",
                           "Earthquake 88.",
                           "Comparison on the same years",
                           "B − A",
                           "more stock",
                           "order statistics",
                           "direct damage",
                           "- an assumption\n"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
  }
  EXPECT_EQ(text.find("Partial"), std::string::npos);
  EXPECT_EQ(text.find("nan"), std::string::npos);
  EXPECT_EQ(text.back(), '\n');
}

TEST(MonteCarloReport, SpeaksOneLanguageIfAsked) {
  const auto made = fixture();
  MonteCarloTableOptions options;
  options.names = NameLanguage::kChinese;
  const std::string zh = monte_carlo_table(made->report, options);
  for (const char* word : {"loss", "Typhoon", "year", "low", "precision", "stock", "chain"}) {
    EXPECT_EQ(zh.find(word), std::string::npos) << word << " in\n" << zh;
  }
  options.names = NameLanguage::kEnglish;
  const std::string en = monte_carlo_table(made->report, options);
  for (const unsigned char c : en) {
    // Only signs beyond ASCII: rules, dashes, minus, plus-minus, ellipsis; no Chinese characters.
    EXPECT_FALSE(c >= 0xE3 && c <= 0xE9) << en;
  }
}

TEST(MonteCarloReport, PartialIsSaidEverywhere) {
  auto made = fixture(60, false);
  made->first.end = MonteCarloEnd::kStopped;
  const std::string text = monte_carlo_table(made->report, {});
  EXPECT_NE(text.find("Partial: stopped on request after 60 years"), std::string::npos) << text;
  // Sixty years do not bound the loss of a century from above.
  EXPECT_NE(text.find("once in 100 years at least CNY"), std::string::npos) << text;
  EXPECT_NE(monte_carlo_json(made->report).find("\"partial\": true"), std::string::npos);
  const std::string csv = monte_carlo_csv(made->report, MonteCarloCsv::kYears);
  EXPECT_TRUE(csv.starts_with("year,loss,partial\n0,"));
  EXPECT_EQ(lines_of(csv), 61U);
  EXPECT_TRUE(csv.ends_with(",1\n"));
}

TEST(MonteCarloReport, OfNoYearsIsStillWellFormed) {
  auto made = fixture(2, false);
  made->first = MonteCarloResult{};
  made->first.end = MonteCarloEnd::kStopped;
  made->first.expected_half_width = INFINITY;
  made->first.groups.assign(3, {});
  made->first.hazards.assign(2, {});
  made->first.hazard_groups.assign(6, 0);
  ASSERT_EQ(report_fault(made->report), "");
  EXPECT_TRUE(monte_carlo_table(made->report, {}).starts_with("尚无已完成的模拟年份"));
  EXPECT_EQ(schema_faults("monte_carlo.schema.json", monte_carlo_json(made->report)),
            std::vector<std::string>{});
}

TEST(MonteCarloReport, JsonObeysItsSchema) {
  for (const bool compares : {false, true}) {
    const auto made = fixture(600, compares);
    const std::string text = monte_carlo_json(made->report);
    EXPECT_EQ(schema_faults("monte_carlo.schema.json", text), std::vector<std::string>{});
    const json::value parsed = json::parse(text);
    const json::object& root = parsed.as_object();
    EXPECT_EQ(root.at("seed").as_string(), "42");
    const json::object& result = root.at("result").as_object();
    EXPECT_EQ(result.at("years").as_int64(), 600);
    double sum = 0;
    for (const json::value& hazard : root.at("hazards").as_array()) {
      sum += hazard.as_object().at("expected").as_object().at("value").as_double();
    }
    EXPECT_NEAR(sum, made->first.estimates.expected.value, 1e-3);
    EXPECT_EQ(root.at("comparison").is_null(), !compares);
  }
}

TEST(MonteCarloReport, SaysWhatTheControlVariateDid) {
  const auto made = fixture(400, false);
  made->first = controlled_result_of(400);
  ASSERT_TRUE(made->first.control.has_value());
  made->first.control->share_beyond = 0.12;
  const std::string text = monte_carlo_table(made->report, {});
  for (const char* part :
       {"Expected loss: control variate;", "another 4,000 years, which are not simulated",
        "uncorrected, the expected loss is CNY ", "Note: 12.0% of the expected direct damage"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
  }
  EXPECT_EQ(schema_faults("monte_carlo.schema.json", monte_carlo_json(made->report)),
            std::vector<std::string>{});
  EXPECT_NE(monte_carlo_csv(made->report, MonteCarloCsv::kFigures).find("\nexpected_loss_without_control,,"),
            std::string::npos);
  MonteCarloTableOptions options;
  options.names = NameLanguage::kChinese;
  EXPECT_NE(monte_carlo_table(made->report, options).find("控制变量：另抽 4,000 年"), std::string::npos);
}

TEST(MonteCarloReport, CsvHasOneRowAThing) {
  const auto made = fixture();
  const auto csv = [&](MonteCarloCsv kind) { return monte_carlo_csv(made->report, kind); };
  const std::string figures = csv(MonteCarloCsv::kFigures);
  for (const char* part :
       {"figure,level,value,low,high,partial\n", "\nexpected_loss,,", "\nreturn_period_loss,100,",
        "\nvalue_at_risk,0.95,", "\nconditional_value_at_risk,0.99,", "\nseed,,42,,,0\n",
        "\ndifference_expected_loss,,-"}) {
    EXPECT_NE(figures.find(part), std::string::npos) << part << " in\n" << figures;
  }
  const std::string hazards = csv(MonteCarloCsv::kHazards);
  EXPECT_TRUE(hazards.starts_with(
      "id,name_zh,name_en,events_per_year,expected_loss,low,high,cvar_part_0.95,cvar_part_0.99,partial\n"
      "typhoon,台风,Typhoon,0.4,"));
  EXPECT_EQ(lines_of(hazards), 3U);
  const std::string groups = csv(MonteCarloCsv::kGroups);
  EXPECT_TRUE(
      groups.starts_with("dimension,id,name_zh,name_en,expected_loss,low,high,typhoon,quake,partial\n"
                         "chain,IC,集成电路,Integrated circuits,"));
  EXPECT_EQ(lines_of(groups), 4U);
  EXPECT_GT(lines_of(csv(MonteCarloCsv::kCurve)), 50U);
  EXPECT_TRUE(csv(MonteCarloCsv::kYears).starts_with("year,loss,loss_second,partial\n"));
  EXPECT_EQ(lines_of(csv(MonteCarloCsv::kYears)), 601U);
  for (const char* word : {"figures", "hazards", "groups", "curve", "years"}) {
    EXPECT_TRUE(monte_carlo_csv_kind(word).has_value()) << word;
  }
  EXPECT_FALSE(monte_carlo_csv_kind("days").has_value());
}

TEST(MonteCarloReport, CurveIsAPictureOfItsOwn) {
  auto made = fixture(600);
  const std::string en = monte_carlo_curve_svg(made->report, CurveLanguage::kEnglish);
  EXPECT_TRUE(en.starts_with("<svg xmlns="));
  EXPECT_TRUE(en.ends_with("</svg>\n"));
  for (const char* part :
       {"<polyline id=\"first\"", "<polyline id=\"second\"", "stroke-dasharray=\"2 4\"", "dotted: more stock",
        "<title id=\"t\">Exceedance curve", "once in 100 years: CNY", ">1,000<"}) {
    EXPECT_NE(en.find(part), std::string::npos) << part << " in\n" << en;
  }
  for (const char* part : {"nan", "inf", "http://www.w3.org/1999", "href", ">2,000<"}) {
    EXPECT_EQ(en.find(part), std::string::npos) << part;
  }
  const std::string zh = monte_carlo_curve_svg(made->report, CurveLanguage::kChinese);
  EXPECT_NE(zh.find("年损失的超越概率曲线"), std::string::npos);
  EXPECT_EQ(zh.find("loss"), std::string::npos);
  // Names are text, not markup.
  made->report.comparison->second_label.en = "<b> & co";
  EXPECT_NE(monte_carlo_curve_svg(made->report, CurveLanguage::kEnglish).find("&lt;b&gt; &amp; co"),
            std::string::npos);
  made = fixture(2, false);
  made->first = MonteCarloResult{};
  EXPECT_NE(monte_carlo_curve_svg(made->report, CurveLanguage::kEnglish).find("There is no loss to draw."),
            std::string::npos);
}

TEST(MonteCarloReport, FaultsOfTheReportAreNoticed) {
  const auto made = fixture();
  MonteCarloReport report = made->report;
  report.dimensions.pop_back();
  EXPECT_NE(report_fault(report), "");
  report = made->report;
  report.events_per_year.pop_back();
  EXPECT_NE(report_fault(report), "");
  report = made->report;
  report.comparison->second = nullptr;
  EXPECT_NE(report_fault(report), "");
  made->hazards.hazards.pop_back();
  EXPECT_NE(report_fault(made->report), "");
  report.result = nullptr;
  EXPECT_NE(report_fault(report), "");
}

}  // namespace
}  // namespace tenon
