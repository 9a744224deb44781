#include "report/simulation_json.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>

#include "support/json_schema.h"
#include "support/simulation_fixture.h"

namespace tenon {
namespace {

using Faults = std::vector<std::string>;

Faults faults_of(const std::string& text) {
  return schema_faults("simulate.schema.json", text);
}

TEST(SimulationJson, ObeysItsSchema) {
  EXPECT_EQ(faults_of(simulation_json(simulation_fixture()->report)), Faults{});
  EXPECT_EQ(faults_of(simulation_json(hostile_simulation()->report)), Faults{});
  FabricatedOptions one = small_events();
  one.compare = false;
  one.partial_days = 7;
  EXPECT_EQ(faults_of(simulation_json(simulation_fixture(one)->report)), Faults{});
}

TEST(SimulationJson, HoldsTheDraws) {
  auto made = simulation_fixture();
  EXPECT_TRUE(boost::json::parse(simulation_json(made->report)).at("draws").is_null());
  DrawnRuns first;
  first.draws = 2;
  first.days = 120;
  first.normal_output = 10;
  first.loss.assign(240, 0.25F);
  DrawnRuns none;
  none.days = 120;
  none.is_partial = true;
  made->report.draws = SimulationDraws{2, 9, {}, {first, first}};
  const std::string whole = simulation_json(made->report);
  EXPECT_EQ(faults_of(whole), Faults{});
  const auto value = boost::json::parse(whole).at("draws");
  EXPECT_EQ(value.at("runs").at(0).at("loss").at(2).as_array().size(), 120U);
  EXPECT_EQ(value.at("runs").at(0).at("lost_output").at(0).to_number<double>(), 300);
  EXPECT_TRUE(value.at("runs").at(0).at("recovery_90").at("day").at(0).is_null());
  EXPECT_EQ(value.at("difference").at("mean_lost_output").at("value").to_number<double>(), 0);
  made->report.draws->runs[1] = none;
  const std::string cut = simulation_json(made->report);
  EXPECT_EQ(faults_of(cut), Faults{});
  EXPECT_TRUE(boost::json::parse(cut).at("partial").as_bool());
  EXPECT_TRUE(boost::json::parse(cut).at("draws").at("difference").is_null());
}

TEST(SimulationJson, TheSchemaCheckCanFail) {
  const std::string text = simulation_json(simulation_fixture()->report);
  const auto replaced = [&](std::string_view from, std::string_view to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return faults_of(changed);
  };
  EXPECT_EQ(replaced("\"run\": \"A\"", "\"run\": \"C\"").size(), 1U);
  EXPECT_EQ(replaced("\"partial\"", "\"complete\"").size(), 2U);  // one missing, one unknown
  EXPECT_EQ(replaced("\"kind\": \"import\"", "\"kind\": \"war\"").size(), 1U);
  EXPECT_EQ(replaced("\"worst_day\": ", "\"worst_day\": -").size(), 1U);
}

TEST(SimulationJson, HoldsTheRun) {
  const auto made = simulation_fixture();
  const auto value = boost::json::parse(simulation_json(made->report));
  const auto& run = value.at("runs").as_array()[0];
  EXPECT_EQ(run.at("totals").at("output").as_array().size(), 120U);
  const auto expect_six_figures = [](const boost::json::value& given, double exact) {
    EXPECT_NEAR(given.to_number<double>(), exact, 5.1e-6 * std::fabs(exact));
  };
  expect_six_figures(run.at("totals").at("output").as_array()[50], made->run_without.totals[50].output);
  const auto& product = run.at("breakdowns").as_array()[4].at("groups").as_array()[2];
  EXPECT_EQ(product.at("id").as_string(), "IC-03");
  EXPECT_EQ(product.at("output").as_array().size(), 120U);
  expect_six_figures(product.at("output").as_array()[50],
                     static_cast<double>(made->run_without.breakdowns[4].output[50 * 7 + 2]));
  std::size_t hit = 0;
  for (const NodeOutcome& node : made->run_without.nodes) hit += node.first_hit_day >= 0 ? 1 : 0;
  EXPECT_EQ(run.at("nodes_hit").as_array().size(), hit);
  for (const auto& node : run.at("nodes_hit").as_array()) {
    if (node.at("id").as_string() != "abroad/IC-01") continue;
    EXPECT_EQ(node.at("cause").at("event_id").as_string(), "embargo");
    EXPECT_EQ(node.at("stop_cause").at("kind").as_string(), "capacity");
    EXPECT_EQ(node.at("first_hit_day").as_int64(), 5);
  }
  EXPECT_FALSE(value.at("partial").as_bool());
}

TEST(SimulationJson, OfAPartialRunSaysSo) {
  FabricatedOptions options = small_events();
  options.partial_days = 7;
  const auto value = boost::json::parse(simulation_json(simulation_fixture(options)->report));
  EXPECT_TRUE(value.at("partial").as_bool());
  EXPECT_TRUE(value.at("runs").as_array()[0].at("partial").as_bool());
  EXPECT_EQ(value.at("runs").as_array()[0].at("days").as_int64(), 7);
  EXPECT_EQ(value.at("runs").as_array()[0].at("scenario").at("horizon_days").as_int64(), 120);
}

}  // namespace
}  // namespace tenon
