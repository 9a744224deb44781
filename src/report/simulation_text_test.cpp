#include "report/simulation_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "report/scenario_text.h"
#include "support/simulation_fixture.h"

namespace tenon {
namespace {

// One run over one product and one node whose output follows `levels`.
struct OneNode {
  explicit OneNode(std::vector<double> levels, int horizon_days = 0) {
    scenario.horizon_days = horizon_days > 0 ? horizon_days : static_cast<int>(levels.size());
    run.days = static_cast<int>(levels.size());
    run.is_partial = run.days < scenario.horizon_days;
    run.normal.output = 2e8;
    run.normal.value_added = 1e8;
    run.breakdowns.resize(1);
    BreakdownSeries& product = run.breakdowns[0];
    product.group_count = 1;
    product.normal_output = {2e8};
    product.normal_value_added = {1e8};
    product.lost_value_added = {0};
    product.first_stop_day = {-1};
    product.worst_day = {-1};
    product.worst_level = {1};
    NodeOutcome node;
    for (int day = 0; day < run.days; ++day) {
      const double level = levels[static_cast<std::size_t>(day)];
      run.totals.push_back({2e8 * level, 1e8 * level, 0, 0});
      product.output.push_back(static_cast<float>(2e8 * level));
      run.lost_output += 2e8 * (1 - level);
      if (level < 0.01 && product.first_stop_day[0] < 0)
        node.first_stop_day = product.first_stop_day[0] = day;
      if (level < 0.99 && node.first_hit_day < 0) node.first_hit_day = day;
      product.worst_level[0] = std::min(product.worst_level[0], level);
    }
    product.lost_output = {run.lost_output};
    run.nodes = {node};
    report.currency = "CNY";
    report.dimensions = {
        {"product", "产品", "product", {{"P", "偏光片", "Polariser", kNoPosition, kNoPosition}}}};
    NodeLabel label;
    label.id = "n";
    label.product = 0;
    report.nodes = {label};
    report.runs.push_back({{}, &scenario, &run, nullptr, {}});
  }
  Scenario scenario;
  Simulation run;
  SimulationReport report;

  [[nodiscard]] Bilingual sentence() const { return simulation_sentence(report, summarise_runs(report)); }
};

TEST(SimulationText, AnswersInOneSentence) {
  const OneNode run({1, 0.5, 0, 0.6, 0.95, 1});
  EXPECT_EQ(report_fault(run.report), "");
  EXPECT_EQ(run.sentence().zh,
            "第 2 天最严重：产出 −100%；偏光片 第 2 天最先停产；累计损失产出 3.90 亿元；第 4 天恢复到 90%。");
  EXPECT_EQ(
      run.sentence().en,
      "Worst on day 2: output −100%; first to stop: Polariser (day 2); CNY 390 m of output lost in all; "
      "back to 90% on day 4.");
}

TEST(SimulationText, SaysWhenNothingIsLostStopsOrComesBack) {
  EXPECT_EQ(OneNode({1, 1, 1}).sentence().en, "No output is lost within 3 days.");
  EXPECT_EQ(OneNode({1, 0.95, 1}).sentence().en,
            "Worst on day 1: output −5.00%; nothing stops altogether, deepest is Polariser with 95.0% left; "
            "CNY 10.0 m of output lost in all; back "
            "to 99% on day 2.");
  EXPECT_EQ(OneNode({1, 0.995, 1}).sentence().zh,
            "第 1 天最严重：产出 −0.50%；没有一处完全停产，减产最深的偏光片最低剩 99.5%；累计损失产出 100 "
            "万元；产出始终不低于正常的 99%。");
  EXPECT_EQ(OneNode({1, 0.5, 0.5}).sentence().en,
            "Worst on day 1: output −50.0%; nothing stops altogether, deepest is Polariser with 50.0% left; "
            "CNY 200 m of output lost in all; not "
            "back to 90% within 3 days.");
}

TEST(SimulationText, OfAPartialRunSaysSoFirst) {
  const OneNode run({1, 0.5}, 180);
  EXPECT_TRUE(is_partial(run.report));
  EXPECT_TRUE(run.sentence().zh.starts_with("不完整：只算了 2 天（共 180 天）。")) << run.sentence().zh;
  EXPECT_TRUE(run.sentence().en.starts_with("Partial: only 2 of 180 days computed. ")) << run.sentence().en;
  const OneNode none({}, 180);
  EXPECT_EQ(none.sentence().en, "Partial: only 0 of 180 days computed. No output is lost within 0 days.");
}

TEST(SimulationSummary, RecoveryIsTheDayFromWhichOutputStaysUp) {
  const OneNode run({1, 0.8, 0.95, 0.7, 0.92, 0.985, 0.995, 1});
  const RunSummary summary = summarise_run(run.report, 0);
  EXPECT_EQ(summary.worst_day, 3);
  EXPECT_EQ(summary.to_90.day, 4);
  EXPECT_EQ(summary.to_99.day, 6);
}

TEST(SimulationSummary, CountsWhatIsInside) {
  const auto made = simulation_fixture();
  ASSERT_EQ(report_fault(made->report), "");
  const RunSummary summary = summarise_run(made->report, 0);
  EXPECT_TRUE(summary.inside);
  EXPECT_EQ(summary.products.total, 7U);
  EXPECT_EQ(summary.cities.total, 2U);
  EXPECT_EQ(summary.firms.total, 1U);
  EXPECT_EQ(summary.firms.hit, 1U);
  EXPECT_EQ(summary.nodes.total, 6U);
  for (const Stop& stop : summary.node_stops) EXPECT_FALSE(made->report.nodes[stop.position].is_outside);
  EXPECT_TRUE(std::is_sorted(summary.node_stops.begin(), summary.node_stops.end(),
                             [](const Stop& a, const Stop& b) { return a.day < b.day; }));
  const Simulation& run = made->run_without;
  const double by_chain =
      std::accumulate(run.breakdowns[1].lost_output.begin(), run.breakdowns[1].lost_output.end(), 0.0);
  EXPECT_NEAR(summary.lost_output, by_chain, 1e-6 * by_chain);
  EXPECT_LT(summary.lost_output, run.lost_output);
}

TEST(SimulationText, ComparesTwoRuns) {
  const auto made = simulation_fixture();
  const auto summaries = summarise_runs(made->report);
  const Bilingual sentence = comparison_sentence(made->report, summaries);
  EXPECT_TRUE(sentence.zh.starts_with("切换供应商：最严重 ")) << sentence.zh;
  EXPECT_NE(sentence.en.find(" less lost ("), std::string::npos) << sentence.en;
  for (const OutcomeRow& row : outcome_rows(made->report, summaries))
    EXPECT_EQ(row.values.size(), 2U) << row.id;
  made->report.runs.pop_back();
  EXPECT_EQ(comparison_sentence(made->report, summarise_runs(made->report)), Bilingual{});
}

TEST(SimulationCauses, LeadBackToTheEvent) {
  const auto made = simulation_fixture();
  const Causes causes(made->report, 0);
  // Photoresist from abroad is cut: wafers, then memory chips, stop for want of it.
  const std::uint32_t node = causes.node_of_product(3);
  ASSERT_NE(node, kNoPosition);
  const auto chain = causes.chain(node);
  ASSERT_GE(chain.size(), 2U);
  EXPECT_EQ(chain.front().node, node);
  for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
    EXPECT_EQ(chain[i].next, chain[i + 1].node);
    EXPECT_LE(chain[i + 1].day, chain[i].day);
  }
  ASSERT_TRUE(chain.back().event.has_value());
  const Bilingual last = cause_words(made->report, 0, chain.back());
  EXPECT_NE(last.zh.find("停供光刻胶"), std::string::npos) << last.zh;
  EXPECT_NE(last.en.find("Photoresist embargo"), std::string::npos) << last.en;
  bool lacks = false;
  for (const CauseStep& step : chain)
    lacks = lacks || cause_words(made->report, 0, step).zh.starts_with("缺");
  EXPECT_TRUE(lacks);
}

TEST(SimulationCauses, WithoutANetworkOrEventsEndAtOnce) {
  auto made = simulation_fixture();
  made->report.runs[0].network = nullptr;
  made->report.runs[0].hits.clear();
  const Causes causes(made->report, 0);
  const std::uint32_t node = causes.node_of_product(3);
  EXPECT_EQ(causes.chain(node).size(), 1U);
  EXPECT_EQ(cause_words(made->report, 0, causes.hit_step(node)).zh, "投入断供");
  EXPECT_TRUE(causes.chain(kNoPosition).empty());
}

TEST(SimulationReport, NamesWhatDoesNotFit) {
  const auto with = [](auto change) {
    auto made = simulation_fixture();
    change(*made);
    return report_fault(made->report);
  };
  EXPECT_EQ(with([](FabricatedSimulation&) {}), "");
  EXPECT_NE(with([](FabricatedSimulation& f) { f.report.runs.clear(); }), "");
  EXPECT_NE(with([](FabricatedSimulation& f) { f.report.dimensions.pop_back(); }), "");
  EXPECT_NE(with([](FabricatedSimulation& f) { f.report.dimensions[1].groups.pop_back(); }), "");
  EXPECT_NE(with([](FabricatedSimulation& f) { f.report.nodes.pop_back(); }), "");
  EXPECT_NE(with([](FabricatedSimulation& f) { f.report.nodes[0].product = 99; }), "");
  EXPECT_NE(with([](FabricatedSimulation& f) { f.run_without.totals.pop_back(); }), "");
  EXPECT_NE(with([](FabricatedSimulation& f) { f.run_with.breakdowns[4].output.pop_back(); }), "");
  EXPECT_NE(with([](FabricatedSimulation& f) { f.report.runs[0].hits.pop_back(); }), "");
  EXPECT_NE(with([](FabricatedSimulation& f) { f.report.runs[0].hits[0].nodes.push_back(9999); }), "");
  EXPECT_NE(with([](FabricatedSimulation& f) { f.report.runs[1].scenario = nullptr; }), "");
}

TEST(ScenarioWords, TellAnEvent) {
  ScenarioEvent event;
  event.loss = 0.8;
  event.duration_days = 45;
  event.recovery = RecoveryCurve::kLinear;
  event.recovery_days = 30;
  EXPECT_EQ(event_sentence(event).zh, "产能损失 80.0%，第 0–44 天，之后 30 天线性恢复");
  EXPECT_EQ(event_sentence(event).en,
            "80.0% of capacity lost, days 0–44, then recovery over 30 days (linear)");
  event.kind = EventKind::kDemand;
  event.demand_change = 0.2;
  event.duration_days = 1;
  event.recovery = RecoveryCurve::kStep;
  EXPECT_EQ(event_sentence(event).en, "final demand +20.0%, day 0, then back at once");
  EXPECT_EQ(target_text({}).en, "everything");
  EventTarget target;
  target.products = {{"IC-01", 0, 0}, {"IC-02", 0, 0}};
  target.regions = {{"JPN", 0, 0}};
  EXPECT_EQ(target_text(target).en, "product: IC-01, IC-02 · region: JPN");
}

TEST(ScenarioWords, DrawAnEventToItsEnd) {
  ScenarioEvent event;
  event.start_day = 10;
  event.duration_days = 5;
  EXPECT_EQ(last_day_drawn(event, 180), 14);
  EXPECT_EQ(last_day_drawn(event, 12), 11);
  event.recovery = RecoveryCurve::kLinear;
  event.recovery_days = 10;
  EXPECT_EQ(last_day_drawn(event, 180), 23);
  event.recovery = RecoveryCurve::kExponential;
  EXPECT_EQ(last_day_drawn(event, 180), 60);  // e^-4.6 is just above a hundredth
  event.recovery = RecoveryCurve::kNetworkDamped;
  EXPECT_EQ(last_day_drawn(event, 180), 24);
}

}  // namespace
}  // namespace tenon
