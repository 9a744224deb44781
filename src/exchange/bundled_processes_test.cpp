// The process types in data/processes are sound, fit each other, and keep the rules of the kernel whatever is
// asked of their cases.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "base/file.h"
#include "process/process_type_check.h"
#include "support/bundled_processes.h"
#include "support/process_walk.h"
#include "support/sanitized.h"

namespace tenon {
namespace {

using process::ProcessType;
using process::ProcessWalk;

std::vector<ProcessType> bundled_types() {
  std::vector<ProcessType> types;
  for (const auto& path : bundled_process_files()) types.push_back(bundled_process(path.stem().string()));
  return types;
}

TEST(BundledProcesses, AreAllThere) {
  std::set<std::string> ids;
  for (const ProcessType& type : bundled_types()) ids.insert(type.id);
  for (const std::string& id : std::vector<std::string>{"break_point_case",
                                                        "chain_governance",
                                                        "warning_and_incident",
                                                        "assistance_request",
                                                        "white_list_entry",
                                                        "disruption_notice",
                                                        "rebuilding_project",
                                                        "milestone",
                                                        "work_plan",
                                                        "alliance",
                                                        "matching",
                                                        "leading_firm_cooperation",
                                                        "resource_booking",
                                                        "research_call",
                                                        "research_bid",
                                                        "technology_need",
                                                        "technology_listing",
                                                        "auction_event",
                                                        "auction_lot",
                                                        "data_change_request",
                                                        "approval"}) {
    EXPECT_TRUE(ids.contains(id)) << id;
  }
}

TEST(BundledProcesses, AreNamedAsTheirFilesAndDescribed) {
  for (const auto& path : bundled_process_files()) {
    const ProcessType type = bundled_process(path.stem().string());
    EXPECT_EQ(type.id, path.stem().string());
    EXPECT_FALSE(type.description.zh.empty() || type.description.en.empty()) << type.id;
    EXPECT_NE(type.names.zh, type.names.en) << type.id;
  }
}

TEST(BundledProcesses, FitEachOther) {
  FaultList faults;
  process::check_process_types(bundled_types(), faults);
  EXPECT_EQ(faults.to_string(), "");
}

// Walks go on until they have been in every state, so that none is out of reach for want of a field that
// nobody can fill or a signature that nobody can give.
TEST(BundledProcesses, KeepTheRulesWhateverIsAsked) {
  // Too deep for walks at random; bundled_process_paths_test.cpp goes there.
  const std::set<std::string> by_hand{"matching.contract", "matching.delivered", "research_bid.awarded",
                                      "research_bid.contracted", "research_bid.lost"};
  const std::uint64_t most = kSanitized ? 2 : 150;
  for (const ProcessType& type : bundled_types()) {
    std::set<std::string> missing;
    for (const process::State& state : type.states) {
      if (!by_hand.contains(type.id + "." + state.id)) missing.insert(state.id);
    }
    std::size_t refused = 0;
    for (std::uint64_t seed = 0; seed < most && (seed < 12 || !missing.empty()); ++seed) {
      ProcessWalk walk(type, seed);
      ASSERT_EQ(walk.run(300), "") << type.id << ", seed " << seed;
      for (const std::string& state : walk.states_seen()) missing.erase(state);
      refused += walk.refused();
    }
    if (kSanitized) continue;
    EXPECT_TRUE(missing.empty()) << type.id << ": " << ::testing::PrintToString(missing);
    EXPECT_GT(refused, 100U) << type.id;
  }
}

// The kernel carries every process without knowing any.
TEST(BundledProcesses, AreNotNamedInTheKernel) {
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(TENON_SOURCE_DIR) + "/src/process")) {
    const auto file = MappedFile::open(entry.path().string());
    ASSERT_TRUE(file.ok());
    ++files;
    for (const auto& path : bundled_process_files()) {
      const std::string id = path.stem().string();
      // Words of the language that name a process as well.
      if (id == "approval" || id == "milestone" || id == "matching") continue;
      EXPECT_EQ(file->bytes().find(id), std::string_view::npos) << entry.path() << ": " << id;
    }
  }
  EXPECT_GT(files, 20U);
}

TEST(BundledProcesses, ExampleOfTheDocumentationIsSound) {
  const auto file = MappedFile::open(std::string(TENON_SOURCE_DIR) + "/docs/processes.md");
  ASSERT_TRUE(file.ok()) << file.error().message;
  constexpr std::string_view kBegin = "\n```yaml\n";
  const std::size_t at = file->bytes().find(kBegin);
  ASSERT_NE(at, std::string_view::npos);
  const std::string_view rest = file->bytes().substr(at + kBegin.size());
  FaultList faults;
  EXPECT_TRUE(parse_process_type("processes.md", rest.substr(0, rest.find("\n```") + 1), faults));
  EXPECT_EQ(faults.to_string(), "");
}

}  // namespace
}  // namespace tenon
