#include "service/governance.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "exchange/governance_reader.h"

namespace tenon {
namespace {

Day day(const char* text) {
  return *parse_day(text);
}

ChainGovernance some_governance() {
  ChainGovernance governance;
  governance.chain_id = "ICIC";
  governance.leads = {
      {"310000", {2021, 0, 0}, "s"}, {"320000", {2024, 3, 0}, ""}, {"340000", {2025, 7, 8}, ""}};
  governance.participants = {"310000", "320000", "330000", "340000"};
  governance.chair_order = {"310000", "320000", "330000"};
  governance.chairs = {{"310000", day("2024-01-01"), day("2024-12-31")},
                       {"320000", day("2025-01-01"), day("2025-12-31")}};
  return governance;
}

TEST(Governance, TheLeadIsTheLastWhoseTermHasBegun) {
  const ChainGovernance governance = some_governance();
  const auto lead = [&](const char* text) {
    const LeadTerm* term = lead_on(governance, day(text));
    return term == nullptr ? std::string("nobody") : term->region_code;
  };
  EXPECT_EQ(lead("2020-12-31"), "nobody");
  EXPECT_EQ(lead("2021-01-01"), "310000");  // known to the year: from its first day on
  EXPECT_EQ(lead("2024-02-29"), "310000");
  EXPECT_EQ(lead("2024-03-01"), "320000");
  EXPECT_EQ(lead("2025-07-07"), "320000");
  EXPECT_EQ(lead("2025-07-08"), "340000");
}

TEST(Governance, TheChairGoesRound) {
  ChainGovernance governance = some_governance();
  ChairTurn turn = chair_on(governance, day("2024-06-01"));
  EXPECT_EQ(turn.now, "310000");
  EXPECT_EQ(turn.until, day("2024-12-31"));
  EXPECT_EQ(turn.next, "320000");
  EXPECT_EQ(turn.next_from, day("2025-01-01"));
  turn = chair_on(governance, day("2025-12-31"));
  EXPECT_EQ(turn.now, "320000");
  EXPECT_EQ(turn.next, "330000");  // by the order
  EXPECT_EQ(turn.next_from, day("2026-01-01"));
  turn = chair_on(governance, day("2026-01-01"));
  EXPECT_TRUE(turn.is_vacant);
  EXPECT_EQ(turn.now, "");
  EXPECT_EQ(turn.next, "330000");
  EXPECT_FALSE(turn.next_from.has_value());
  turn = chair_on(governance, day("2023-01-01"));
  EXPECT_TRUE(turn.is_vacant);
  EXPECT_EQ(turn.next, "310000");
  governance.chairs.push_back({"330000", day("2026-01-01"), {}});
  turn = chair_on(governance, day("2030-01-01"));
  EXPECT_EQ(turn.now, "330000");
  EXPECT_FALSE(turn.until.has_value());
  EXPECT_EQ(turn.next, "310000");  // round again
  EXPECT_FALSE(chair_on({}, day("2026-01-01")).is_vacant);
  EXPECT_EQ(chair_on({}, day("2026-01-01")).next, "");
}

TEST(Governance, TheChecklistSaysWhatIsMissingAndOverdue) {
  ArtefactTypes types;
  for (const char* id : {"map", "list", "plan"}) types.types.push_back({id, {id, id}, true, true, "", ""});
  types.types[2].is_required = false;
  ChainGovernance governance;
  Artefact map{"map", ArtefactState::kApproved, day("2026-01-01"), {}, "", ""};
  Artefact list{"list", ArtefactState::kInReview, day("2026-01-01"), {}, "", ""};
  governance.artefacts = {list, map};
  auto checklist = artefact_checklist(governance, types, day("2026-01-01"));
  ASSERT_EQ(checklist.size(), 3U);
  EXPECT_EQ(checklist[0].artefact, map);
  EXPECT_FALSE(checklist[1].is_overdue);  // the day itself is in time
  EXPECT_EQ(checklist[2].artefact.state, ArtefactState::kMissing);
  checklist = artefact_checklist(governance, types, day("2026-01-02"));
  EXPECT_FALSE(checklist[0].is_overdue);
  EXPECT_TRUE(checklist[1].is_overdue);
  const Completion completion = completion_of(checklist);
  EXPECT_EQ(completion.required, 2U);
  EXPECT_EQ(completion.approved, 1U);
  EXPECT_EQ(completion.overdue, 1U);
}

TEST(Governance, OverdueItemsAreListedLongestFirst) {
  WorkPlan plan;
  plan.items = {{"a", "x", "w", day("2026-03-01"), PlanItemState::kOpen, ""},
                {"b", "x", "w", day("2026-02-01"), PlanItemState::kRunning, ""},
                {"c", "x", "w", day("2026-01-01"), PlanItemState::kDone, ""},
                {"d", "x", "w", day("2026-01-01"), PlanItemState::kDropped, ""},
                {"e", "x", "w", {}, PlanItemState::kOpen, ""},
                {"f", "x", "w", day("2026-03-02"), PlanItemState::kOpen, ""}};
  std::string ids;
  for (const WorkPlanItem* item : overdue_items(plan, day("2026-03-02"))) ids += item->id;
  EXPECT_EQ(ids, "ba");
}

TEST(Governance, AllWhoTakePartButTheLeadSign) {
  const ChainGovernance governance = some_governance();
  const auto signatories = countersignatories(governance, day("2026-01-01"));
  EXPECT_EQ(signatories, (std::vector<std::string>{"310000", "320000", "330000"}));
  const std::vector<Countersignature> signed_by = {{"320000", "li", day("2026-01-01")}};
  EXPECT_EQ(missing_countersignatures(signatories, signed_by),
            (std::vector<std::string>{"310000", "330000"}));
  EXPECT_EQ(countersignatories(governance, day("2020-01-01")).size(), 4U);
}

Dataset some_dataset() {
  Dataset dataset;
  for (const char* code : {"310000", "320000", "330000", "340000", "320500"}) {
    Region region;
    region.code = code;
    dataset.regions.push_back(region);
  }
  Chain chain;
  chain.id = "ICIC";
  chain.lead_region = RegionId(1);
  chain.lead_since = 2021;
  chain.source = "央广网";
  dataset.chains.push_back(chain);
  chain.id = "AVIA";
  chain.lead_region.reset();
  chain.lead_since.reset();
  dataset.chains.push_back(chain);
  return dataset;
}

TEST(Governance, DefaultsComeFromTheChains) {
  const Dataset dataset = some_dataset();
  const ChainGovernance led = default_governance(dataset, dataset.chains[0]);
  ASSERT_EQ(led.leads.size(), 1U);
  EXPECT_EQ(led.leads[0], (LeadTerm{"320000", {2021, 0, 0}, "央广网"}));
  EXPECT_EQ(led.participants, (std::vector<std::string>{"310000", "330000", "340000"}));
  const ChainGovernance none = default_governance(dataset, dataset.chains[1]);
  EXPECT_TRUE(none.leads.empty());
  EXPECT_TRUE(none.participants.empty());
}

TEST(Governance, UnknownNamesAreTold) {
  ArtefactTypes types;
  types.types.push_back({"chain_map", {"x", "x"}, true, true, "", ""});
  ChainGovernance governance = some_governance();
  governance.chairs[1].region_code = "330000";
  governance.artefacts.push_back({"chain_map", ArtefactState::kDraft, {}, {}, "", ""});
  FaultList none;
  check_governance(governance, some_dataset(), types, "g", none);
  EXPECT_EQ(none.to_string(), "");
  governance.chain_id = "ICIG";
  governance.leads[0].region_code = "110000";
  governance.participants[1] = "990000";
  governance.chair_order[2] = "990001";
  governance.chairs[0].region_code = "990002";
  governance.artefacts[0].type = "chain_mop";
  FaultList faults;
  check_governance(governance, some_dataset(), types, "g", faults);
  EXPECT_EQ(faults.error_count(), 6U);
  for (const char* what : {"did you mean \"ICIC\"", "leads[0].region", "participants[1]", "chair.order[2]",
                           "chair.terms[0].region", "did you mean \"chain_map\""})
    EXPECT_NE(faults.to_string().find(what), std::string::npos) << what << "\n" << faults.to_string();
}

// Whatever is written reads back as it was.
TEST(Governance, RecordsReadBackAsTheyWere) {
  const Philox random(3);
  auto draw = [&, drawn = std::uint64_t{0}](std::uint64_t below) mutable {
    return random.below(below, 0, ++drawn);
  };
  const auto any_day = [&] { return day("2020-01-01") + std::chrono::days(draw(4'000)); };
  const auto any_region = [&] { return std::to_string(310'000 + draw(400) * 100); };
  const std::string texts[] = {"链",           "a \"b\": c",     "- x",    "true",
                               "# no comment", "第一行\n第二行", "{a: 1}", "'"};
  const auto any_text = [&] { return texts[draw(std::size(texts))]; };
  for (int round = 0; round < 200; ++round) {
    ChainGovernance governance;
    governance.chain_id = "C" + std::to_string(draw(100));
    int year = 2000;
    for (std::uint64_t k = draw(4); k > 0; --k) {
      PartialDay since{year += 1 + static_cast<int>(draw(3)), static_cast<unsigned>(draw(13)), 0};
      if (since.month != 0) since.day = static_cast<unsigned>(draw(29));
      governance.leads.push_back({any_region(), since, draw(2) == 0 ? any_text() : ""});
    }
    for (std::uint64_t k = draw(4); k > 0; --k)
      governance.participants.push_back(std::to_string(310'000 + k));
    for (std::uint64_t k = draw(4); k > 0; --k) governance.chair_order.push_back(std::to_string(310'000 + k));
    Day from = any_day();
    for (std::uint64_t k = draw(4); k > 0; --k) {
      governance.chairs.push_back({any_region(), from, from + std::chrono::days(draw(300))});
      from = *governance.chairs.back().until + std::chrono::days(1 + draw(30));
      if (k == 1 && draw(2) == 0) governance.chairs.back().until.reset();
    }
    for (std::uint64_t k = draw(4); k > 0; --k) {
      Artefact artefact{"t" + std::to_string(k), static_cast<ArtefactState>(draw(4)), {}, {}, "", ""};
      if (draw(2) == 0) artefact.due = any_day();
      if (draw(2) == 0) artefact.record = static_cast<std::int64_t>(draw(1'000)) + 1;
      if (draw(2) == 0) artefact.file = std::string(64, 'f');
      if (draw(2) == 0) artefact.note = any_text();
      governance.artefacts.push_back(artefact);
    }
    for (std::uint64_t k = draw(3); k > 0; --k)
      governance.countersigned_by.push_back({std::to_string(310'000 + k), "wang", any_day()});
    FaultList faults;
    EXPECT_EQ(parse_chain_governance("g", governance_json(governance), faults), governance)
        << faults.to_string() << governance_json(governance);
    WorkPlan plan{"ICIC", 2026, draw(2) == 0 ? any_text() : "", {}, governance.countersigned_by};
    for (std::uint64_t k = draw(4); k > 0; --k) {
      WorkPlanItem item{
          "w" + std::to_string(k), any_text(), "苏州", {}, static_cast<PlanItemState>(draw(4)), ""};
      if (draw(2) == 0) item.by = any_day();
      if (draw(2) == 0) item.note = any_text();
      plan.items.push_back(item);
    }
    EXPECT_EQ(parse_work_plan("p", work_plan_json(plan), faults), plan) << faults.to_string();
    Dictionary dictionary{"d", {any_text(), any_text()}, {}};
    dictionary.entries.push_back({"e", {any_text(), any_text()}, draw(2) == 0, {any_text(), any_text()}});
    EXPECT_EQ(parse_dictionary("d", dictionary_json(dictionary), faults), dictionary) << faults.to_string();
    ArtefactTypes types;
    types.types.push_back({"a", {any_text(), any_text()}, draw(2) == 0, false, any_text(), "B"});
    types.types.push_back({"b", {any_text(), any_text()}, draw(2) == 0, true, "", ""});
    EXPECT_EQ(parse_artefact_types("a", artefact_types_json(types), faults), types) << faults.to_string();
  }
}

}  // namespace
}  // namespace tenon
