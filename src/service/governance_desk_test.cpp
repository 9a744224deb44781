#include "service/governance_desk.h"

#include <gtest/gtest.h>

#include "service/dictionary_desk.h"
#include "service/governance.h"
#include "support/test_database.h"

namespace tenon {
namespace {

class GovernanceDesk : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
  }
  RecordCaller caller(const std::string& person = "wang") {
    now_ += 60;
    return {{person, "o1", "session", "address"}, UtcTime(std::chrono::seconds(now_)), {}};
  }
  static ChainGovernance some_governance() {
    ChainGovernance governance;
    governance.chain_id = "ICIC";
    governance.leads = {{"310000", {2021, 0, 0}, "s"}};
    governance.participants = {"320000", "330000"};
    return governance;
  }
  static WorkPlan some_plan(int year) {
    WorkPlan plan;
    plan.chain_id = "ICIC";
    plan.year = year;
    plan.items = {{"w1", "second source", "320000", parse_day("2026-06-30"), PlanItemState::kOpen, ""}};
    return plan;
  }
  RecordRow row(std::int64_t id) { return must(read_record(*database_, id, 0, caller())).record; }

  std::optional<Database> database_;
  std::int64_t now_ = 1'800'000'000;
};

TEST_P(GovernanceDesk, IsSetReadAndSetAgain) {
  EXPECT_EQ(read_governance(*database_, "ICIC", caller()).error().code, ErrorCode::kNotFound);
  ChainGovernance governance = some_governance();
  const KeptGovernance kept = must(set_governance(*database_, governance, 0, "agreed", caller()));
  EXPECT_EQ(kept.revision, 1);
  EXPECT_EQ(row(kept.record).region_code, "310000");
  EXPECT_EQ(must(read_governance(*database_, "ICIC", caller())).governance, governance);
  EXPECT_EQ(set_governance(*database_, governance, 0, "", caller()).error().code, ErrorCode::kConflict);
  governance.leads.push_back({"320000", {2024, 0, 0}, ""});
  EXPECT_EQ(must(set_governance(*database_, governance, 1, "", caller())).revision, 2);
  EXPECT_EQ(row(kept.record).region_code, "320000");  // who may change it goes with the lead
  EXPECT_EQ(set_governance(*database_, governance, 1, "", caller()).error().code, ErrorCode::kConflict);
  governance.chain_id = "AICH";
  EXPECT_EQ(set_governance(*database_, governance, 3, "", caller()).error().code, ErrorCode::kConflict);
  must(set_governance(*database_, governance, 0, "", caller()));
  const auto all = must(list_governance(*database_, caller()));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].governance.chain_id, "AICH");
  EXPECT_FALSE(must(verify_audit(*database_)).fault.has_value());
}

TEST_P(GovernanceDesk, WhatIsSignedIsWhatStands) {
  ChainGovernance forged = some_governance();
  forged.countersigned_by = {{"330000", "eve", *parse_day("2026-01-01")}};
  const KeptGovernance kept = must(set_governance(*database_, forged, 0, "", caller()));
  EXPECT_TRUE(kept.governance.countersigned_by.empty());
  const RecordChange change{"", governance_json(forged), "", {}};
  EXPECT_EQ(change_record(*database_, kept.record, 1, change, caller()).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(must(countersign_governance(*database_, "ICIC", 1, "330000", caller("zhao"))).revision, 2);
  for (const char* region : {"330000", "310000", "110000"}) {
    EXPECT_EQ(countersign_governance(*database_, "ICIC", 2, region, caller()).error().code,
              ErrorCode::kInvalidArgument)
        << region;
  }
  EXPECT_EQ(countersign_governance(*database_, "ICIC", 1, "320000", caller()).error().code,
            ErrorCode::kConflict);
  const KeptGovernance all = must(countersign_governance(*database_, "ICIC", 2, "320000", caller("li")));
  EXPECT_TRUE(missing_countersignatures({"320000", "330000"}, all.governance.countersigned_by).empty());
  EXPECT_EQ(must(read_governance(*database_, "ICIC", caller())).governance, all.governance);
  // A change takes the signatures away; taking it back brings them back.
  must(set_governance(*database_, all.governance, 3, "", caller()));
  EXPECT_TRUE(must(read_governance(*database_, "ICIC", caller())).governance.countersigned_by.empty());
  must(undo_record(*database_, kept.record, 4, {}, "", caller()));
  EXPECT_EQ(must(read_governance(*database_, "ICIC", caller())).governance.countersigned_by.size(), 2U);
  EXPECT_EQ(countersign_governance(*database_, "AVIA", 1, "320000", caller()).error().code,
            ErrorCode::kNotFound);
}

TEST_P(GovernanceDesk, WorkPlansAreOfAYearAndSignedByThoseOfTheChain) {
  must(set_governance(*database_, some_governance(), 0, "", caller()));
  const KeptWorkPlan kept = must(set_work_plan(*database_, some_plan(2025), 0, "", caller()));
  EXPECT_EQ(row(kept.record).region_code, "310000");
  must(set_work_plan(*database_, some_plan(2026), 0, "", caller()));
  EXPECT_EQ(must(read_work_plan(*database_, "ICIC", 0, caller())).plan.year, 2026);
  EXPECT_EQ(must(read_work_plan(*database_, "ICIC", 2025, caller())).plan, some_plan(2025));
  EXPECT_EQ(read_work_plan(*database_, "ICIC", 2024, caller()).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_work_plan(*database_, "AVIA", 0, caller()).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(must(list_work_plans(*database_, caller())).size(), 2U);
  const KeptWorkPlan once = must(countersign_work_plan(*database_, "ICIC", 2026, 1, "320000", caller("li")));
  ASSERT_EQ(once.plan.countersigned_by.size(), 1U);
  EXPECT_EQ(once.plan.countersigned_by[0].by, "li");
  EXPECT_EQ(countersign_work_plan(*database_, "ICIC", 2026, 2, "340000", caller()).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_TRUE(must(set_work_plan(*database_, once.plan, 2, "", caller())).plan.countersigned_by.empty());
}

TEST_P(GovernanceDesk, WhoMayIsAskedOfTheLeadsRegion) {
  must(set_governance(*database_, some_governance(), 0, "", caller()));
  RecordCaller other = caller("eve");
  other.permits = [](const RecordRow& record, RecordAct act) {
    return act == RecordAct::kRead || act == RecordAct::kCountersign || record.region_code == "330000";
  };
  EXPECT_EQ(set_governance(*database_, some_governance(), 1, "", other).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(read_governance(*database_, "ICIC", other).ok());
  EXPECT_TRUE(countersign_governance(*database_, "ICIC", 1, "330000", other).ok());
  other.permits = [](const RecordRow&, RecordAct) { return false; };
  EXPECT_EQ(read_governance(*database_, "ICIC", other).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(must(list_governance(*database_, other)).empty());
  EXPECT_EQ(countersign_governance(*database_, "ICIC", 2, "320000", other).error().code,
            ErrorCode::kNotFound);
}

TEST_P(GovernanceDesk, TypesAndDictionariesAreRecords) {
  EXPECT_EQ(stored_artefact_types(*database_, caller()).error().code, ErrorCode::kNotFound);
  ArtefactTypes types;
  types.types.push_back({"chain_map", {"图谱", "Map"}, true, true, "", ""});
  NewRecord record;
  record.kind = "artefact_types";
  record.key = "artefact_types";
  record.name = "artefact types";
  record.text = artefact_types_json(types);
  must(make_record(*database_, record, caller()));
  EXPECT_EQ(must(stored_artefact_types(*database_, caller())), types);
  Dictionary dictionary{"three",
                        {"三个协同", "Three"},
                        {{"goals", {"目标协同", "Goals"}, false, {"非官方文本", "not official"}}}};
  record.kind = "dictionary";
  record.key = dictionary.id;
  record.text = dictionary_json(dictionary);
  must(make_record(*database_, record, caller()));
  const auto kept = must(list_dictionaries(*database_, caller()));
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].dictionary, dictionary);
  // The next revision, by who saw the present one; a second of the same id is none.
  dictionary.name.en = "Other words";
  EXPECT_EQ(must(set_dictionary(*database_, dictionary, 1, "", caller())).revision, 2);
  EXPECT_EQ(set_dictionary(*database_, dictionary, 1, "", caller()).error().code, ErrorCode::kConflict);
  EXPECT_EQ(set_dictionary(*database_, dictionary, 0, "", caller()).error().code, ErrorCode::kConflict);
  EXPECT_EQ(must(list_dictionaries(*database_, caller()))[0].dictionary.name.en, "Other words");
}

TEST_P(GovernanceDesk, ArtefactsNameRecordsAndFilesThatAreThere) {
  ChainGovernance governance = some_governance();
  governance.artefacts.push_back({"chain_map", ArtefactState::kDraft, {}, 99, "", ""});
  EXPECT_EQ(set_governance(*database_, governance, 0, "", caller()).error().code, ErrorCode::kNotFound);
  governance.artefacts[0].record.reset();
  governance.artefacts[0].file = std::string(64, '0');
  EXPECT_EQ(set_governance(*database_, governance, 0, "", caller()).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(must(list_governance(*database_, caller())).empty());
}
TENON_WITH_DATABASES(GovernanceDesk);

}  // namespace
}  // namespace tenon
