// What the kinds make of requests, and that they end when they are asked to. Their results are compared with
// those of the commands by tests/integration/job_test.py.
#include "service/job_kinds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "service/dataset_import.h"
#include "service/job_queue.h"
#include "support/test_database.h"

namespace tenon {
namespace {

const std::string kData = std::string(TENON_SOURCE_DIR) + "/data/";

std::string bytes_of_file(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string quoted(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return json + "\"";
}

class JobKinds : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
    must(import_dataset_folder(*database_, "delta", kData + "delta", {}));
    shelf_ = std::make_unique<DatasetShelf>(*database_);
    kinds_ = dataset_job_kinds(*database_, *shelf_);
  }
  const JobKind& kind(const std::string& id) {
    for (const JobKind& one : kinds_) {
      if (one.id == id) return one;
    }
    ADD_FAILURE() << id;
    std::abort();
  }
  Result<JobResult> run(const std::string& id, const std::string& request, JobControl& control) {
    auto prepared = kind(id).prepare(request);
    if (!prepared) return prepared.error();
    return kind(id).run({1, *prepared, {"analyst", "", "", ""}, ""}, control);
  }

  std::optional<Database> database_;
  std::unique_ptr<DatasetShelf> shelf_;
  std::vector<JobKind> kinds_;
};

TEST_P(JobKinds, AreCompleteAndLabelled) {
  std::vector<std::string> ids;
  for (const JobKind& one : kinds_) {
    ids.push_back(one.id);
    EXPECT_FALSE(one.name.zh.empty() || one.name.en.empty());
    EXPECT_TRUE(one.prepare && one.run);
    EXPECT_LE(one.time_limit_s, one.longest_time_limit_s);
    const bool shows_firms = one.id == "esri" || one.id == "simulate" || one.id == "survive" ||
                             one.id == "backup_plan" || one.id == "backup_drill" || one.id == "remedy" ||
                             one.id == "brief";
    EXPECT_EQ(one.classification, shows_firms ? Classification::kRestricted : Classification::kInternal)
        << one.id;
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"analyze", "esri", "simulate", "survive", "hazards", "backup_plan",
                                           "backup_drill", "remedy", "brief", "whatif"}));
}

TEST_P(JobKinds, RequestsAreSettledOnAVersion) {
  const JobKind& analyze = kind("analyze");
  const std::string settled = must(analyze.prepare(R"({"dataset":"delta"})"));
  EXPECT_EQ(settled, must(analyze.prepare(R"({"version":1,"dataset":"delta","scope":"YRD","top":0})")));
  EXPECT_EQ(settled, must(analyze.prepare(settled)));
  EXPECT_EQ(analyze.prepare(R"({"dataset":"delta","version":2})").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(analyze.prepare(R"({"dataset":"none"})").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(analyze.prepare(R"({"dataset":"delta","recrd":true})").error().message,
            "\"recrd\": no such member; did you mean \"record\"?");
  EXPECT_EQ(analyze.prepare(R"({"dataset":"delta","record":true,"chain":"AICH"})").error().code,
            ErrorCode::kBadInput);
  EXPECT_FALSE(analyze.also_needed(settled).has_value());
  EXPECT_EQ(analyze.also_needed(must(analyze.prepare(R"({"dataset":"delta","record":true})"))),
            Permission::kBreakPointConfigure);
  const auto twice =
      kind("simulate").prepare(R"({"dataset":"delta","scenario":"x","compare_switching":true,"edits":"y"})");
  EXPECT_NE(twice.error().message.find("a second run of its own"), std::string::npos)
      << twice.error().message;
  const auto few = kind("simulate").prepare(R"({"dataset":"delta","scenario":"x","draws":19})");
  EXPECT_NE(few.error().message.find("20 .. 5000"), std::string::npos) << few.error().message;
}

TEST_P(JobKinds, EachEndsSoonWhenItIsStopped) {
  const std::string scenario = quoted(bytes_of_file(kData + "scenarios/suzhou_lockdown.yaml"));
  const std::string hazards = quoted(bytes_of_file(kData + "hazards/delta.yaml"));
  const std::vector<std::pair<std::string, std::string>> requests = {
      {"analyze", R"({"dataset":"delta"})"},
      {"esri", R"({"dataset":"delta"})"},
      {"simulate", R"({"dataset":"delta","scenario":)" + scenario + "}"},
      {"survive", R"({"dataset":"delta"})"},
      {"hazards", R"({"dataset":"delta","hazards":)" + hazards + "}"},
      {"backup_plan", R"({"dataset":"delta","budget":1e8})"},
      {"backup_plan", R"({"dataset":"delta","budgets":[0,1e8]})"},
      {"backup_drill",
       R"({"dataset":"delta","levels":"red","register":"id,product,stock_days\nA,ICIC-01,30\n"})"},
      {"remedy", R"({"dataset":"delta"})"},
      {"brief", R"({"dataset":"delta"})"},
      {"whatif",
       R"({"dataset":"delta","edits":"op,firm,factor,sector\nscale_capacity,R-00135daa97,0.5,\n"})"}};
  for (const auto& [id, request] : requests) {
    JobControl control;
    control.ask_to_stop();
    const auto outcome = run(id, request, control);
    if (outcome) {
      EXPECT_TRUE(outcome->is_partial) << id;
    } else {
      EXPECT_EQ(outcome.error().code, ErrorCode::kCancelled) << id << ": " << outcome.error().message;
    }
  }
}

TEST_P(JobKinds, ARunIsRepeatedAtRandomWithAndWithoutMeasures) {
  const std::string text = bytes_of_file(kData + "scenarios/suzhou_lockdown.yaml");
  const std::string request = R"({"dataset":"delta","scenario":)" + quoted(text) + R"(,"compare_scenario":)" +
                              quoted(text) +
                              R"(,"edits":"op,sector,share\nlocalise,ICIC-08,0.9\n","draws":20,"seed":7})";
  JobControl control(2);
  const auto outcome = run("simulate", request, control);
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_FALSE(outcome->is_partial);
  const auto draws = boost::json::parse(outcome->text).at("draws");
  EXPECT_EQ(draws.at("seed").as_int64(), 7);
  ASSERT_EQ(draws.at("runs").as_array().size(), 2U);
  for (const auto& one : draws.at("runs").as_array()) {
    EXPECT_EQ(one.at("draws").as_int64(), 20);
    const auto& worst = one.at("worst_loss").as_array();
    EXPECT_LT(worst.front().to_number<double>(), worst.back().to_number<double>());
  }
  EXPECT_FALSE(draws.at("difference").is_null());
  JobControl again(1);
  EXPECT_EQ(boost::json::parse(run("simulate", request, again)->text).at("draws"), draws);
}

TEST_P(JobKinds, OnePlanForEachBudget) {
  const JobKind& plan = kind("backup_plan");
  EXPECT_EQ(plan.prepare(R"({"dataset":"delta","budget":1,"budgets":[1]})").error().code,
            ErrorCode::kBadInput);
  std::string many = "0";
  for (int k = 1; k < 26; ++k) many += "," + std::to_string(k);
  EXPECT_EQ(plan.prepare(R"({"dataset":"delta","budgets":[)" + many + "]}").error().code,
            ErrorCode::kBadInput);
  JobControl control;
  const JobResult result = must(run("backup_plan", R"({"dataset":"delta","budgets":[0,1e7]})", control));
  EXPECT_FALSE(result.is_partial);
  EXPECT_EQ(result.classification, Classification::kRestricted);
  const auto plans = boost::json::parse(result.text).at("plans").as_array();
  ASSERT_EQ(plans.size(), 2U);
  EXPECT_EQ(plans[0].at("budget_cny_a_year").to_number<double>(), 0);
  EXPECT_EQ(plans[1].at("budget_cny_a_year").to_number<double>(), 1e7);
  EXPECT_GT(plans[1].at("covered_after").as_int64(), plans[0].at("covered_after").as_int64());
}

TEST_P(JobKinds, ThePlanKeepsTheRulesThatAreNamed) {
  JobControl control;
  const auto solve = [&](const std::string& rules) {
    return boost::json::parse(
        must(run("backup_plan", R"({"dataset":"delta","budget":3e7)" + rules + "}", control)).text);
  };
  const auto each = solve(R"(,"provinces":["each"],"largest_firm_part":0.4)");
  const auto& provinces = each.at("rules").at("provinces").as_array();
  ASSERT_EQ(provinces.size(), 4U);
  for (const auto& province : provinces) EXPECT_GT(province.at("backups").as_int64(), 0);
  EXPECT_LE(each.at("rules").at("largest_firm").at("part").to_number<double>(), 0.4 + 1e-5);
  EXPECT_TRUE(each.at("conflicts").as_array().empty());
  // What was in is banned; what was out is locked.
  const auto& items = each.at("items").as_array();
  const auto chosen = std::find_if(items.begin(), items.end(),
                                   [](const auto& item) { return !item.at("backups").as_array().empty(); });
  ASSERT_NE(chosen, items.end());
  const std::string pair = std::string(chosen->at("product_id").as_string()) + ":" +
                           std::string(chosen->at("backups").as_array()[0].at("firm_id").as_string());
  EXPECT_EQ(solve(R"(,"banned":[")" + pair + R"("])").as_object().at("rules").at("banned").as_array().size(),
            1U);
  const auto both = solve(R"(,"locked":[")" + pair + R"("],"banned":[")" + pair + R"("])");
  EXPECT_EQ(both.at("solver").at("status").as_string(), "infeasible");
  const auto& conflicts = both.at("conflicts").as_array();
  ASSERT_EQ(conflicts.size(), 2U);
  EXPECT_EQ(conflicts[0].at("rule").as_string(), "lock");
  EXPECT_EQ(conflicts[0].at("id").as_string(), pair);
  EXPECT_EQ(conflicts[1].at("rule").as_string(), "bans");
  EXPECT_GT(conflicts[1].at("least_cost_cny_a_year").to_number<double>(), 0);
  const auto code = [&](const std::string& rules) {
    return run("backup_plan", R"({"dataset":"delta",)" + rules + "}", control).error().code;
  };
  EXPECT_EQ(code(R"("provinces":["Atlantis"])"), ErrorCode::kNotFound);
  EXPECT_EQ(code(R"("locked":["no colon"])"), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(R"("largest_firm_part":0)"), ErrorCode::kBadInput);
}

TEST_P(JobKinds, ADrillReadsItsRegisterFromTheRequest) {
  const JobKind& drill = kind("backup_drill");
  EXPECT_EQ(drill.prepare(R"({"dataset":"delta"})").error().code, ErrorCode::kBadInput);
  const auto bad =
      drill.prepare(R"({"dataset":"delta","register":"id,product,stock_days\nA,ICIC-01,many\n"})");
  EXPECT_EQ(bad.error().code, ErrorCode::kBadInput);
  EXPECT_NE(bad.error().message.find("many"), std::string::npos);
  EXPECT_EQ(drill.prepare(R"({"dataset":"delta","register":"id,product\n","on":"May"})").error().code,
            ErrorCode::kBadInput);
  JobControl control;
  const JobResult result =
      must(run("backup_drill",
               R"({"dataset":"delta","products":["ICIC-01"],"propose":false,)"
               R"("register":"id,product,stock_days\nA,ICIC-01,30\n","on":"2026-11-26"})",
               control));
  const auto json = boost::json::parse(result.text);
  EXPECT_EQ(json.at("date").as_string(), "2026-11-26");
  ASSERT_EQ(json.at("drills").as_array().size(), 1U);
}

TEST_P(JobKinds, ReadingIsToldInTheNameOfWhoAsked) {
  JobControl control;
  must(run("analyze", R"({"dataset":"delta"})", control));
  const JobResult again = must(run("analyze", R"({"dataset":"delta","top":5})", control));
  EXPECT_EQ(again.classification, Classification::kInternal);
  EXPECT_EQ(shelf_->reads(), 1U);
  std::size_t readings = 0;
  must(visit_audit_rows(*database_, 1, [&](const AuditRow& row) {
    readings += row.user_id == "analyst" && row.action == "supply.read_firm_level" ? 1U : 0U;
    return true;
  }));
  EXPECT_EQ(readings, 2U);
}
TENON_WITH_DATABASES(JobKinds);

}  // namespace
}  // namespace tenon
