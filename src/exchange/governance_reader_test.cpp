#include "exchange/governance_reader.h"

#include <gtest/gtest.h>

#include "base/file.h"

namespace tenon {
namespace {

std::string bundled(const std::string& name) {
  const auto file = MappedFile::open(std::string(TENON_SOURCE_DIR) + "/data/governance/" + name);
  return file ? std::string(file->bytes()) : std::string();
}

// "line:column path" of each error.
std::string places(const FaultList& faults) {
  std::string text;
  for (const Fault& fault : faults.errors()) {
    text += std::to_string(fault.line) + ":" + std::to_string(fault.column) + " " + fault.column_name + "\n";
  }
  return text;
}

TEST(GovernanceReader, BundledArtefactsNameTheirSources) {
  FaultList faults;
  const auto types = parse_artefact_types("artefacts.yaml", bundled("artefacts.yaml"), faults);
  ASSERT_TRUE(types.has_value()) << faults.to_string();
  ASSERT_GE(types->types.size(), 10U);
  for (const ArtefactType& type : types->types) {
    EXPECT_EQ(type.is_own, type.source.empty()) << type.id;
    EXPECT_EQ(type.is_own, type.grade.empty()) << type.id;
  }
}

TEST(GovernanceReader, NoBundledTermPassesForOfficial) {
  FaultList faults;
  const auto dictionaries = parse_dictionaries("dictionaries.yaml", bundled("dictionaries.yaml"), faults);
  ASSERT_TRUE(dictionaries.has_value()) << faults.to_string();
  ASSERT_EQ(dictionaries->size(), 2U);
  EXPECT_EQ((*dictionaries)[0].entries.size(), 3U);
  EXPECT_EQ((*dictionaries)[1].entries.size(), 5U);
  for (const Dictionary& dictionary : *dictionaries) {
    for (const DictionaryEntry& entry : dictionary.entries) {
      EXPECT_FALSE(entry.is_official) << entry.id;
      EXPECT_NE(entry.note.zh.find("非官方文本"), std::string::npos) << entry.id;
    }
  }
}

TEST(GovernanceReader, ReadsTheGovernanceOfAChain) {
  const std::string text = R"(chain: ICIC
leads:
  - {region: 310000, since: 2021, source: 央广网 2021-05-28}
  - {region: 320000, since: 2024-03}
  - {region: 310000, since: 2024-03-05}
participants: [320000, "330000"]
chair:
  order: [310000, 320000]
  terms:
    - {region: 310000, from: 2025-01-01, until: 2025-12-31}
    - {region: 320000, from: 2026-01-01}
artefacts:
  - {type: chain_map, state: approved, due: 2026-03-31, record: 7}
  - {type: risk_list, state: in_review, file: )" +
                           std::string(64, 'a') + R"(, note: 待审}
countersigned_by:
  - {region: 330000, by: wang, on: 2026-05-01}
)";
  FaultList faults;
  const auto governance = parse_chain_governance("g.yaml", text, faults);
  ASSERT_TRUE(governance.has_value()) << faults.to_string();
  EXPECT_EQ(governance->chain_id, "ICIC");
  ASSERT_EQ(governance->leads.size(), 3U);
  EXPECT_EQ(governance->leads[0], (LeadTerm{"310000", {2021, 0, 0}, "央广网 2021-05-28"}));
  EXPECT_EQ(governance->leads[1].since, (PartialDay{2024, 3, 0}));
  EXPECT_EQ(governance->leads[2].since, (PartialDay{2024, 3, 5}));
  EXPECT_EQ(governance->participants, (std::vector<std::string>{"320000", "330000"}));
  ASSERT_EQ(governance->chairs.size(), 2U);
  EXPECT_EQ(governance->chairs[0].until, parse_day("2025-12-31"));
  EXPECT_FALSE(governance->chairs[1].until.has_value());
  EXPECT_EQ(governance->artefacts[0].record, 7);
  EXPECT_EQ(governance->artefacts[1].state, ArtefactState::kInReview);
  EXPECT_EQ(governance->artefacts[1].file.size(), 64U);
  EXPECT_EQ(governance->countersigned_by[0].by, "wang");
}

TEST(GovernanceReader, TellsEveryFaultWithItsPlace) {
  const std::string text = R"(chain: ICIC
leads:
  - {region: 31, since: 2021}
  - {region: 310000, since: 2020}
  - {region: 310000, since: 2021-13}
participants: [320000, 320000]
chair:
  order: 310000
  terms:
    - {region: 310000, from: 2025-01-01}
    - {region: 320000, from: 2026-01-01, until: 2025-01-01}
artefacts:
  - {type: chain_map, state: aproved}
  - {type: chain_map, state: draft, file: abc}
lead: 310000
)";
  FaultList faults;
  EXPECT_FALSE(parse_chain_governance("g.yaml", text, faults).has_value());
  EXPECT_EQ(places(faults),
            "15:1 lead\n"
            "3:14 leads[0].region\n"
            "4:29 leads[1].since\n"
            "5:29 leads[2].since\n"
            "6:24 participants[1]\n"
            "8:10 chair.order\n"
            "11:30 chair.terms[1].from\n"
            "11:49 chair.terms[1].until\n"
            "13:30 artefacts[0].state\n"
            "14:12 artefacts[1].type\n"
            "14:43 artefacts[1].file\n")
      << faults.to_string();
}

TEST(GovernanceReader, KindsOfArtefactsNeedASourceOrAreOurOwn) {
  for (const char* rest : {"", ", own: true, source: s, grade: A", ", source: s", ", source: s, grade: D",
                           ", own: true, grade: A"}) {
    FaultList faults;
    const std::string text = "artefacts:\n  - {id: a, name: {zh: 甲, en: A}" + std::string(rest) + "}\n";
    EXPECT_FALSE(parse_artefact_types("a.yaml", text, faults).has_value()) << rest;
    EXPECT_GE(faults.error_count(), 1U) << rest;
  }
  FaultList faults;
  const auto twice = parse_artefact_types("a.yaml",
                                          "artefacts:\n- {id: a, name: {zh: 甲, en: A}, own: true}\n- {id: "
                                          "a, name: {zh: 乙, en: B}, own: true}\n",
                                          faults);
  EXPECT_FALSE(twice.has_value());
  EXPECT_EQ(places(faults), "3:8 artefacts[1].id\n");
}

TEST(GovernanceReader, ReadsWorkPlans) {
  FaultList faults;
  const auto plan = parse_work_plan("p.yaml", R"(chain: ICIC
year: 2026
goals: 两个备份
items:
  - {id: w1, what: 建立第二供应源, who: 江苏省工信厅, by: 2026-06-30, state: running}
  - {id: w2, what: 演练, who: "310000"}
)",
                                    faults);
  ASSERT_TRUE(plan.has_value()) << faults.to_string();
  EXPECT_EQ(plan->year, 2026);
  ASSERT_EQ(plan->items.size(), 2U);
  EXPECT_EQ(plan->items[0].state, PlanItemState::kRunning);
  EXPECT_EQ(plan->items[1].state, PlanItemState::kOpen);
  EXPECT_FALSE(plan->items[1].by.has_value());
  FaultList more;
  EXPECT_FALSE(parse_work_plan("p.yaml", "chain: ICIC\nyear: 1999\nitems:\n  - {id: w1, what: x}\n", more));
  EXPECT_EQ(places(more), "2:7 year\n4:5 items[0].who\n");
}

TEST(GovernanceReader, WhatIsNoYamlIsRefused) {
  for (const char* text : {"", "- a\n", "chain: [", "chain: ICIC\nchain: AICH\n", "!!map {chain: ICIC}"}) {
    FaultList faults;
    EXPECT_FALSE(parse_chain_governance("g.yaml", text, faults).has_value()) << text;
    EXPECT_TRUE(faults.has_errors()) << text;
  }
}

}  // namespace
}  // namespace tenon
