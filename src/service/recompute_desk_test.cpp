#include "service/recompute_desk.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "service/break_point_register.h"
#include "service/case_desk.h"
#include "service/process_shelf.h"
#include "service/recompute_worker.h"
#include "store/request_store.h"
#include "support/case_fixture.h"
#include "support/dataset_builder.h"

namespace tenon {
namespace {

using process::Case;
using process::FieldValue;
using process::FieldValues;
using process::Relation;

FieldValues text(const std::string& value) {
  return {FieldValue(value)};
}

// A goes into B; of U nothing is known.
Dataset three_products(double dependence) {
  DatasetBuilder b;
  for (const char* product : {"A", "B", "U"}) b.product(product);
  b.input("A", "B");
  b.firm("H", "320000", "CHN", false);
  b.firm("K", "330000", "CHN", false);
  b.capability("H", "A", 10, 12);
  b.capability("K", "B", 10, 12);
  b.supply("H", "K", "A", 5);
  for (const char* product : {"A", "B"}) {
    b.fact(product, Indicator::kExternalDependence, dependence, dependence);
  }
  return b.data;
}

class RecomputeDesk : public WithCases {
 protected:
  void SetUp() override {
    WithCases::SetUp();
    if (IsSkipped()) return;
    shelf_.emplace(*database_);
    options_.taker = {"taker", 60};
    options_.actor = {"platform", "", "", ""};
  }
  void record(const std::string& name, const Dataset& dataset) {
    ImportOptions import;
    import.note = {{"analyst", "", "", ""}, time(), "test", ""};
    const ImportReport report = must(import_dataset(*database_, name, dataset, import));
    BreakPointOptions judged;
    judged.scope = "CHN";
    must(record_break_points(*database_, name, report.after, dataset,
                             must(find_break_points(dataset, judged)), import.note));
  }
  static double score(const Dataset& dataset, std::size_t product) {
    BreakPointOptions judged;
    judged.scope = "CHN";
    const BreakPointReport report = must(find_break_points(dataset, judged));
    for (const BreakPoint& point : report.break_points) {
      if (point.subject.type == SubjectType::kProduct && point.subject.index == product && point.score)
        return point.score->value;
    }
    ADD_FAILURE() << "no score";
    return -1;
  }
  void act(const std::string& id, const process::Command& command, const CaseCaller& who) {
    const CaseOutcome outcome = must(act_on_case(*database_, id, command, who));
    EXPECT_TRUE(outcome.ok()) << id << ": " << process::to_string(outcome.refusal);
  }
  // A break-point case that has asked for its score.
  void eased(const std::string& id, const std::string& subject, process::FieldMap fields = {}) {
    fields["owner_province"] = text("310000");
    fields["threshold"] = {FieldValue(0.9)};
    const process::command::Open open{
        id,
        {"break_point", subject},
        fields,
        {{Relation::kOwner, "li", "o1", "310000"}, {Relation::kLeadProvince, "", "o2", "320000"}}};
    const CaseOutcome opened = must(open_case(*database_, "break_point_case", open, caller("wang")));
    ASSERT_TRUE(opened.ok()) << process::to_string(opened.refusal);
    using process::command::Act;
    act(id, Act{"assign", {}}, caller("wang"));
    act(id, Act{"choose_measure", {{"measure_class", text("secure")}, {"measure", text("second source")}}},
        caller("li"));
    act(id, Act{"start", {{"target_day", {FieldValue(process::day_of(now_) + std::chrono::days(90))}}}},
        caller("li"));
    act(id, Act{"ease", {}}, caller("li"));
  }
  std::optional<FinishedRecompute> carry_out() {
    return must(carry_out_recompute(*database_, *shelf_, options_, time()));
  }
  Case stored(const std::string& id) {
    return must(in_transaction<Case>(*database_, TransactionKind::kRead,
                                     [&](Connection& connection) { return stored_case(connection, id); }));
  }

  std::optional<DatasetShelf> shelf_;
  RecomputeOptions options_;
};

TEST_P(RecomputeDesk, ABreakPointIsClosedWithItsNewScore) {
  const Dataset dataset = three_products(80);
  record("d", dataset);
  eased("BP-1", "A");
  const auto finished = carry_out();
  ASSERT_TRUE(finished.has_value());
  EXPECT_TRUE(finished->outcome.is_done) << finished->outcome.text_en;
  EXPECT_EQ(finished->outcome.source, "d@1");
  const Case c = stored("BP-1");
  const FieldValues* filled = find_values(c, "recomputed_score");
  ASSERT_NE(filled, nullptr);
  EXPECT_EQ(*filled, FieldValues{FieldValue(score(dataset, 0))});
  ASSERT_EQ(c.entries.size(), 1U);
  EXPECT_TRUE(c.entries[0].by.is_system);
  EXPECT_NE(c.entries[0].text.find("数据集 d 第 1 版，范围 CHN"), std::string::npos) << c.entries[0].text;
  EXPECT_NE(c.entries[0].text.find("dataset d version 1, scope CHN"), std::string::npos);
  act("BP-1", process::command::Act{"close", {}}, caller("li"));
  EXPECT_EQ(stored("BP-1").state, "closed");
  EXPECT_FALSE(carry_out().has_value());
  EXPECT_FALSE(must(verify_audit(*database_)).fault.has_value());
}

TEST_P(RecomputeDesk, TheNewestVersionCounts) {
  record("d", three_products(80));
  record("d", three_products(20));
  eased("BP-1", "A");
  EXPECT_EQ(carry_out()->outcome.source, "d@2");
  eased("BP-2", "d@1/product/A");
  EXPECT_EQ(carry_out()->outcome.source, "d@1");
  EXPECT_NE(stored("BP-1").fields.at("recomputed_score"), stored("BP-2").fields.at("recomputed_score"));
}

TEST_P(RecomputeDesk, WhatCannotBeComputedSaysWhy) {
  eased("BP-0", "A");
  EXPECT_EQ(carry_out()->outcome.text_zh, "事项没有指明数据集，也没有已登记的断点分析");
  record("d", three_products(80));
  eased("BP-1", "U");
  eased("BP-2", "nothing");
  eased("BP-3", "other/product/A");
  const auto unknown = carry_out();
  EXPECT_FALSE(unknown->outcome.is_done);
  EXPECT_NE(unknown->outcome.text_en.find("does not allow a score of 'U'"), std::string::npos);
  EXPECT_EQ(carry_out()->outcome.text_en, "dataset d has no 'nothing'");
  EXPECT_EQ(carry_out()->outcome.text_en, "there is no dataset other, or not the version named");
  for (const char* id : {"BP-0", "BP-1", "BP-2", "BP-3"}) {
    const Case c = stored(id);
    EXPECT_EQ(find_values(c, "recomputed_score"), nullptr) << id;
    ASSERT_EQ(c.entries.size(), 1U) << id;
    EXPECT_EQ(c.entries[0].text.rfind("平台未能计算：", 0), 0U) << c.entries[0].text;
  }
}

TEST_P(RecomputeDesk, ADatasetOfAnOrganisationIsForItsCases) {
  must(own_dataset(*database_, "theirs", {"o9", "330000"}));
  record("theirs", three_products(80));
  eased("BP-1", "A");  // names none, and none is common
  EXPECT_FALSE(carry_out()->outcome.is_done);
  eased("BP-2", "theirs/product/A");
  EXPECT_FALSE(carry_out()->outcome.is_done);
  act("BP-2", process::command::Assign{{Relation::kParticipant, "zhao", "o9", "330000"}}, caller("wang"));
  act("BP-2", process::command::Act{"recompute", {}}, caller("li"));
  EXPECT_TRUE(carry_out()->outcome.is_done);
}

TEST_P(RecomputeDesk, ARequestOutlivesWhoTookIt) {
  record("d", three_products(80));
  eased("BP-1", "A");
  const auto take = [&](const std::string& name) {
    return must(in_transaction<std::size_t>(
        *database_, TransactionKind::kWrite, [&](Connection& connection) -> Result<std::size_t> {
          return take_recompute_requests(connection, 1, {name, 60}, now_).size();
        }));
  };
  EXPECT_EQ(take("dead"), 1U);
  EXPECT_FALSE(carry_out().has_value());
  now_ += 60;
  EXPECT_EQ(carry_out()->request.tries, 2);
  // One that kills whoever takes it ends with that reason.
  eased("BP-2", "B");
  for (int k = 0; k < 3; ++k, now_ += 60) EXPECT_EQ(take("dead"), 1U);
  EXPECT_EQ(carry_out()->outcome.text_en, "the computation was broken off several times");
  EXPECT_FALSE(carry_out().has_value());
}

TEST_P(RecomputeDesk, OtherCasesGetWhatTheyAskFor) {
  record("d", three_products(80));
  const Dataset dataset = three_products(80);
  eased("BP-1", "A");
  EXPECT_TRUE(carry_out()->outcome.is_done);
  const auto ask = [&](const std::string& id, const std::string& computation) {
    must(run_transaction(*database_, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
      ask_recompute(connection, {0, id, 1, computation, now_, 0});
      return {};
    }));
    const auto finished = carry_out();
    EXPECT_TRUE(finished.has_value());
    return finished->outcome;
  };
  const auto open = [&](const std::string& type, const process::command::Open& command) {
    const CaseOutcome opened = must(open_case(*database_, type, command, caller("wang")));
    EXPECT_TRUE(opened.ok()) << process::to_string(opened.refusal);
  };
  open("rebuilding_project",
       {"RP-1", {"product_gap", "A"}, {{"kind_of_base", text("parts")}, {"break_points", text("BP-1")}}, {}});
  EXPECT_TRUE(ask("RP-1", "score_before").is_done);
  EXPECT_EQ(stored("RP-1").fields.at("score_before"), FieldValues{FieldValue(score(dataset, 0))});

  open("leading_firm_cooperation", {"LF-1", {"firm", "H"}, {{"reason", text("leads")}}, {}});
  const RecomputeOutcome loss = ask("LF-1", "loss_before");
  EXPECT_TRUE(loss.is_done) << loss.text_en;
  const double lost = std::get<double>(stored("LF-1").fields.at("loss_before")[0]);
  EXPECT_GT(lost, 0);
  EXPECT_LE(lost, 1);
  open("leading_firm_cooperation", {"LF-2", {"firm", "none"}, {{"reason", text("leads")}}, {}});
  EXPECT_FALSE(ask("LF-2", "loss_before").is_done);

  open("warning_and_incident", {"W-1", {"product", "A"}, {{"rule", text("r")}}, {}});
  EXPECT_NE(ask("W-1", "exposed_chains").text_zh.find("链"), std::string::npos);
  open("warning_and_incident", {"W-2", {"region", "320000"}, {{"rule", text("r")}}, {}});
  EXPECT_NE(ask("W-2", "exposed_chains").text_en.find("1 products, exposed chains: Chain"),
            std::string::npos);
  open("warning_and_incident", {"W-3", {"signal", "s"}, {{"rule", text("r")}}, {}});
  EXPECT_FALSE(ask("W-3", "exposed_chains").is_done);

  open("matching", {"M-1", {"demand", "d1"}, {{"demand", text("产品A")}, {"offer", text("o")}}, {}});
  const RecomputeOutcome suppliers = ask("M-1", "suppliers_of_the_product");
  EXPECT_TRUE(suppliers.is_done);
  EXPECT_NE(suppliers.text_en.find("Product A: independent makers in volume 1, score "), std::string::npos)
      << suppliers.text_en;

  open("data_change_request", {"DC-1",
                               {"dataset_row", "d:firms:1"},
                               {{"column", text("c")}, {"new_value", text("v")}, {"source", text("s")}},
                               {}});
  EXPECT_TRUE(ask("DC-1", "dataset").is_done);
  EXPECT_EQ(must(list_analyses(*database_, "d")).size(), 2U);
  EXPECT_EQ(ask("DC-1", "the_weather").text_en, "the platform knows no computation the_weather");
}

TEST_P(RecomputeDesk, TwoWorkersDoEachRequestOnce) {
  record("d", three_products(80));
  constexpr std::size_t kCases = 8;
  for (std::size_t k = 0; k < kCases; ++k) {
    eased("BP-" + std::to_string(k), std::string(k, ':') + "A");
  }
  std::atomic<std::size_t> finished{0};
  RecomputeWorkerOptions worker;
  worker.look_seconds = 0.01;
  worker.now = [this] { return time(); };
  worker.on_finish = [&](const FinishedRecompute&) { ++finished; };
  RecomputeWorker first(*database_, *shelf_, worker);
  RecomputeWorker second(*database_, *shelf_, worker);
  first.start();
  second.start();
  for (int k = 0; k < 3000 && finished < kCases; ++k)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  first.stop();
  second.stop();
  EXPECT_EQ(finished, kCases);
  for (std::size_t k = 0; k < kCases; ++k) EXPECT_EQ(stored("BP-" + std::to_string(k)).entries.size(), 1U);
}
TENON_WITH_DATABASES(RecomputeDesk);

}  // namespace
}  // namespace tenon
