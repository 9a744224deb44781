#include "service/record_desk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "base/random.h"
#include "service/case_files.h"
#include "service/run_record.h"
#include "store/dataset_store.h"
#include "support/test_database.h"

namespace tenon {
namespace {

std::string drill(const std::string& summary) {
  return R"({"held_on":"2026-11-01","outcome":"passed","summary":")" + summary + "\"}";
}

class RecordDesk : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
  }
  [[nodiscard]] UtcTime time() const { return UtcTime(std::chrono::seconds(now_)); }
  RecordCaller caller(const std::string& person = "wang") {
    now_ += 60;
    return {{person, "o1", "session", "address"}, time(), {}};
  }
  static NewRecord new_drill(const std::string& name, const std::string& summary = "done") {
    NewRecord record;
    record.kind = "drill";
    record.organisation_id = "o1";
    record.region_code = "320000";
    record.name = name;
    record.text = drill(summary);
    return record;
  }
  RecordRow make(const NewRecord& record) { return must(make_record(*database_, record, caller())); }
  std::string text_of(std::int64_t id, std::int64_t revision = 0) {
    return must(read_record(*database_, id, revision, caller())).revision.text;
  }
  std::string audit() {
    std::string chain;
    must(export_audit(*database_, [&](std::string_view piece) {
      chain += piece;
      return true;
    }));
    EXPECT_FALSE(must(verify_audit(*database_)).fault.has_value());
    return chain;
  }

  std::optional<Database> database_;
  std::int64_t now_ = 1'800'000'000;
};

TEST_P(RecordDesk, ARecordIsMadeChangedTakenBackAndArchived) {
  const RecordRow made = make(new_drill("演练", "one"));
  EXPECT_EQ(made.revision, 1);
  EXPECT_EQ(made.classification, "internal");
  const RecordRow changed =
      must(change_record(*database_, made.id, 1, {"", drill("two"), "better", {}}, caller("li")));
  EXPECT_EQ(changed.revision, 2);
  EXPECT_EQ(changed.name, "演练");
  must(change_record(*database_, made.id, 2, {"演练二", drill("three"), "", {}}, caller()));
  const RecordRow undone = must(undo_record(*database_, made.id, 3, {}, "no", caller()));
  EXPECT_EQ(undone.revision, 4);
  EXPECT_EQ(undone.name, "演练");
  EXPECT_EQ(text_of(made.id), drill("two"));
  must(undo_record(*database_, made.id, 4, 1, "", caller()));
  EXPECT_EQ(text_of(made.id), drill("one"));
  EXPECT_EQ(text_of(made.id, 3), drill("three"));
  const auto history = must(record_history(*database_, made.id, caller()));
  ASSERT_EQ(history.size(), 5U);
  EXPECT_EQ(history[1].made_by, "li");
  EXPECT_EQ(history[1].note, "better");
  EXPECT_EQ(history[3].restores, 2);
  EXPECT_EQ(history[4].restores, 1);
  must(archive_record(*database_, made.id, 5, true, caller()));
  EXPECT_EQ(change_record(*database_, made.id, 5, {"", drill("x"), "", {}}, caller()).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_TRUE(must(list_records(*database_, {}, caller())).records.empty());
  must(archive_record(*database_, made.id, 5, false, caller()));
  EXPECT_EQ(must(list_records(*database_, {}, caller())).records.size(), 1U);
  const std::string chain = audit();
  for (const char* what : {"make", "change", "undo", "archive", "bring back"})
    EXPECT_NE(chain.find("\\\"what\\\":\\\"" + std::string(what)), std::string::npos) << what;
}

TEST_P(RecordDesk, WhoComesSecondIsTold) {
  const RecordRow made = make(new_drill("d"));
  must(change_record(*database_, made.id, 1, {"", drill("two"), "", {}}, caller()));
  const auto late = change_record(*database_, made.id, 1, {"", drill("late"), "", {}}, caller("li"));
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code, ErrorCode::kConflict);
  EXPECT_EQ(text_of(made.id), drill("two"));
  EXPECT_NE(audit().find("\"result\":\"failed\""), std::string::npos);
  EXPECT_EQ(undo_record(*database_, made.id, 2, 2, "", caller()).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(undo_record(*database_, made.id, 2, 0, "", caller()).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(undo_record(*database_, 99, 2, 1, "", caller()).error().code, ErrorCode::kNotFound);
}

TEST_P(RecordDesk, TextsAreCheckedByKind) {
  NewRecord record = new_drill("d");
  record.text = R"({"held_on":"2026-13-01","outcome":"fine"})";
  const auto refused = make_record(*database_, record, caller());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kBadInput);
  for (const char* what : {"held_on", "outcome", "summary"})
    EXPECT_NE(refused.error().message.find(what), std::string::npos) << refused.error().message;
  record.kind = "scenario";
  record.text = "id: x\n";
  EXPECT_EQ(make_record(*database_, record, caller()).error().code, ErrorCode::kBadInput);
  std::ostringstream scenario;
  scenario << std::ifstream(std::string(TENON_SOURCE_DIR) + "/data/scenarios/suzhou_lockdown.yaml").rdbuf();
  record.text = scenario.str();
  EXPECT_EQ(make(record).kind, "scenario");
  record.kind = "no_such_kind";
  EXPECT_EQ(make_record(*database_, record, caller()).error().code, ErrorCode::kBadInput);
  record = new_drill(" ");
  EXPECT_EQ(make_record(*database_, record, caller()).error().code, ErrorCode::kInvalidArgument);
  record = new_drill("a\nb");
  EXPECT_EQ(make_record(*database_, record, caller()).error().code, ErrorCode::kInvalidArgument);
  const RecordRow made = make(new_drill("d"));
  EXPECT_EQ(change_record(*database_, made.id, 1, {"", "{", "", {}}, caller()).error().code,
            ErrorCode::kBadInput);
}

TEST_P(RecordDesk, WhoMayNotReadIsToldThatThereIsNone) {
  NewRecord record = new_drill("d");
  record.classification = Classification::kRestricted;
  const RecordRow made = make(record);
  make(new_drill("e"));
  RecordCaller stranger = caller("eve");
  stranger.permits = [](const RecordRow& row, RecordAct act) {
    return act == RecordAct::kRead && row.classification == "internal";
  };
  EXPECT_EQ(read_record(*database_, made.id, 0, stranger).error().message, "there is no record 1");
  EXPECT_EQ(record_history(*database_, made.id, stranger).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(change_record(*database_, 2, 1, {"", drill("x"), "", {}}, stranger).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(make_record(*database_, new_drill("f"), stranger).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(must(list_records(*database_, {}, stranger)).records.size(), 1U);
  must(read_record(*database_, made.id, 0, caller("li")));
  const std::string chain = audit();
  EXPECT_NE(chain.find("\"user\":\"eve\""), std::string::npos);
  // Reading what is restricted leaves an entry.
  EXPECT_NE(chain.find("\"user\":\"li\""), std::string::npos);
  must(classify_record(*database_, made.id, 1, Classification::kInternal, caller()));
  EXPECT_TRUE(read_record(*database_, made.id, 0, stranger).ok());
}

TEST_P(RecordDesk, PagesHoldWhatTheCallerMayRead) {
  for (int k = 0; k < 250; ++k) make(new_drill(k % 7 == 0 ? "seen" : "hidden"));
  RecordCaller one = caller();
  one.permits = [](const RecordRow& row, RecordAct) { return row.name == "seen"; };
  RecordFilter filter;
  filter.limit = 10;
  std::vector<std::int64_t> found;
  std::size_t pages = 0;
  while (true) {
    const RecordPage page = must(list_records(*database_, filter, one));
    ++pages;
    for (const RecordRow& row : page.records) found.push_back(row.id);
    if (!page.next) break;
    ASSERT_EQ(page.records.size(), 10U);
    filter.after_id = *page.next;
  }
  EXPECT_EQ(pages, 4U);
  ASSERT_EQ(found.size(), 36U);
  for (std::size_t k = 0; k < found.size(); ++k) EXPECT_EQ(found[k], static_cast<std::int64_t>(7 * k) + 1);
}

TEST_P(RecordDesk, ARunKnowsItsScenarioAndDataset) {
  const auto key = [](std::string_view cells, std::string& text) { text = cells; };
  const std::vector<std::string_view> rows = {"row"};
  must(add_version(*database_, "delta", 0, {{"f", changes_of_rows({}, rows, key)}}, {"a", 1, "", ""}));
  NewRecord scenario = new_drill("s");
  scenario.kind = "scenario";
  std::ostringstream bytes;
  bytes << std::ifstream(std::string(TENON_SOURCE_DIR) + "/data/scenarios/suzhou_lockdown.yaml").rdbuf();
  scenario.text = bytes.str();
  const RecordRow kept = make(scenario);
  RunResult run;
  run.scenario_record = kept.id;
  run.scenario_revision = 1;
  run.dataset = "delta";
  run.dataset_version = 1;
  run.options_json = R"({"days":90})";
  run.summary_json = R"({"loss":0.1})";
  run.result_digest = file_digest("result");
  run.result_file = must(keep_file(*database_, "result", {"li", "", "", ""}, time()));
  const RecordRow made = must(keep_run(*database_, run, new_drill("run"), caller()));
  EXPECT_EQ(made.kind, "run");
  const ReadRecord read = must(read_record(*database_, made.id, 0, caller()));
  EXPECT_EQ(read.links, (std::vector<RecordLink>{{"scenario", "record", std::to_string(kept.id), 1},
                                                 {"dataset", "dataset", "delta", 1},
                                                 {"result", "file", *run.result_file, 0}}));
  {
    Connection connection(*database_);
    EXPECT_EQ(references_to(connection, "record", std::to_string(kept.id), 1).size(), 1U);
    EXPECT_EQ(holders_of_file(connection, *run.result_file).size(), 1U);
  }
  EXPECT_EQ(must(remove_files_without_use(*database_, time() + std::chrono::days(1), {}, time())).files, 0);
  for (int wrong = 0; wrong < 4; ++wrong) {
    RunResult other = run;
    if (wrong == 0) other.scenario_revision = 2;
    if (wrong == 1) other.dataset_version = 2;
    if (wrong == 2) other.dataset = "none";
    if (wrong == 3) other.result_file = std::string(64, '0');
    EXPECT_EQ(keep_run(*database_, other, new_drill("run"), caller()).error().code, ErrorCode::kNotFound)
        << wrong;
  }
  run.options_json = "[]";
  EXPECT_EQ(keep_run(*database_, run, new_drill("run"), caller()).error().code, ErrorCode::kBadInput);
  RecordFilter runs;
  runs.kind = "run";
  EXPECT_EQ(must(list_records(*database_, runs, caller())).records.size(), 1U);
}

TEST_P(RecordDesk, ARunOfASimulationHoldsWhatWasAskedAndWhatCameOut) {
  const std::string request =
      R"({"compare_switching":false,"dataset":"delta","scenario":"id: x","version":3})";
  const std::string result =
      R"({"answer":{"zh":"甲","en":"a"},"comparison":{"zh":"","en":""},"partial":false,"synthetic":true,)"
      R"("currency":"CNY","runs":[{"run":"A","label":{"zh":"","en":""},"days":9,"scenario":{"name_zh":"名"},)"
      R"("outcome":{"worst_day":4,"product_stops":[1,2]}}]})";
  const RunResult run = must(run_of_simulation(request, result));
  EXPECT_EQ(run.dataset, "delta");
  EXPECT_EQ(run.dataset_version, 3);
  EXPECT_EQ(run.scenario_name, "名");
  EXPECT_EQ(run.options_json, R"({"compare_switching":false,"scenario":"id: x"})");
  EXPECT_EQ(run.result_digest, file_digest(result));
  EXPECT_NE(run.summary_json.find(R"("outcome":{"worst_day":4})"), std::string::npos) << run.summary_json;
  EXPECT_EQ(run_of_simulation(request, "{}").error().code, ErrorCode::kBadInput);
  EXPECT_EQ(run_of_simulation("[]", result).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(run_of_simulation(R"({"dataset":1})", result).error().code, ErrorCode::kBadInput);
}

// Random acts, against the obvious model in memory; every act that succeeded has its entry in the audit
// chain.
TEST_P(RecordDesk, BehavesAsTheSimpleModel) {
  struct Model {
    std::vector<std::pair<std::string, std::string>> revisions;  // name and text
    bool is_archived = false;
  };
  std::map<std::int64_t, Model> model;
  const Philox random(11);
  auto draw = [&, drawn = std::uint64_t{0}](std::uint64_t below) mutable {
    return static_cast<std::int64_t>(random.below(below, 0, ++drawn));
  };
  std::size_t done = 0;
  std::size_t refused = 0;
  for (int step = 0; step < 250; ++step) {
    const std::string name = "name " + std::to_string(step);
    const std::string text = drill("text " + std::to_string(step));
    const std::int64_t id = draw(4) + 1;
    const bool is_there = model.contains(id);
    const auto newest = is_there ? static_cast<std::int64_t>(model[id].revisions.size()) : 0;
    const std::int64_t expected = draw(4) == 0 ? draw(6) : newest;  // mostly right
    const bool fits = is_there && expected == newest;
    bool is_expected = false;
    bool is_done = false;
    switch (draw(6)) {
      case 0: {
        if (model.size() == 3) continue;
        NewRecord record = new_drill(name);
        record.text = text;
        model[make(record).id].revisions.emplace_back(name, text);
        is_expected = is_done = true;
        break;
      }
      case 1:
      case 2:
        is_expected = fits && !model[id].is_archived;
        is_done = change_record(*database_, id, expected, {name, text, "", {}}, caller()).ok();
        if (is_expected) model[id].revisions.emplace_back(name, text);
        break;
      case 3: {
        const std::int64_t older = draw(6);
        is_expected = fits && !model[id].is_archived && older >= 1 && older < newest;
        is_done = undo_record(*database_, id, expected, older, "", caller()).ok();
        if (is_expected) {
          const auto brought_back = model[id].revisions[static_cast<std::size_t>(older - 1)];
          model[id].revisions.push_back(brought_back);
        }
        break;
      }
      default: {
        const bool is_archived = draw(3) == 0;
        is_expected = fits;
        is_done = archive_record(*database_, id, expected, is_archived, caller()).ok();
        if (is_expected) model[id].is_archived = is_archived;
      }
    }
    ASSERT_EQ(is_done, is_expected) << "step " << step << " of record " << id;
    ++(is_done ? done : refused);
  }
  EXPECT_GT(done, 80U);
  EXPECT_GT(refused, 40U);
  for (const auto& [id, one] : model) {
    const ReadRecord now = must(read_record(*database_, id, 0, caller()));
    EXPECT_EQ(now.record.is_archived, one.is_archived);
    ASSERT_EQ(now.record.revision, static_cast<std::int64_t>(one.revisions.size()));
    EXPECT_EQ(now.record.name, one.revisions.back().first);
    for (std::size_t k = 0; k < one.revisions.size(); ++k)
      EXPECT_EQ(text_of(id, static_cast<std::int64_t>(k) + 1), one.revisions[k].second);
  }
  const std::string chain = audit();
  std::size_t entries = 0;
  for (std::size_t at = chain.find("\"result\":\"done\""); at != std::string::npos;
       at = chain.find("\"result\":\"done\"", at + 1))
    ++entries;
  EXPECT_EQ(entries, done);
}
TENON_WITH_DATABASES(RecordDesk);

}  // namespace
}  // namespace tenon
