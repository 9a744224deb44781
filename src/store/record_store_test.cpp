#include "store/record_store.h"

#include <gtest/gtest.h>

#include <map>

#include "base/random.h"
#include "store/transaction.h"
#include "support/test_database.h"

namespace tenon {
namespace {

class RecordStore : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
  }
  template <class T>
  Result<T> write(const std::function<Result<T>(Connection&)>& work) {
    return in_transaction<T>(*database_, TransactionKind::kWrite, work);
  }
  template <class Work>
  auto read(const Work& work) {
    Connection connection(*database_);
    return work(connection);
  }
  static RecordRow record(const std::string& kind) {
    RecordRow one;
    one.kind = kind;
    one.organisation_id = "o1";
    one.region_code = "320500";
    one.classification = "internal";
    return one;
  }
  static RevisionRow revision(const std::string& name, const std::string& text) {
    return {0, name, text, 1'800'000'000, "wang", "why", {}};
  }
  RecordRow add(RecordRow row, const RevisionRow& first, const std::vector<RecordLink>& links = {}) {
    return must(write<RecordRow>([&](Connection& c) { return add_record(c, row, first, links); }));
  }
  Result<std::int64_t> revise(std::int64_t id, std::int64_t expected, const RevisionRow& next,
                              const std::vector<RecordLink>& links = {}) {
    return write<std::int64_t>([&](Connection& c) { return add_revision(c, id, expected, next, links); });
  }
  std::vector<std::int64_t> ids(const RecordFilter& filter) {
    std::vector<std::int64_t> found;
    for (const RecordRow& one : read([&](Connection& c) { return page_of_records(c, filter); }))
      found.push_back(one.id);
    return found;
  }

  std::optional<Database> database_;
};

using Ids = std::vector<std::int64_t>;

TEST_P(RecordStore, EveryColumnComesBack) {
  RecordRow row = record("scenario");
  row.key = "链";
  const RecordRow added = add(row, revision("断供", "a: 1\n"), {{"dataset", "dataset", "delta", 3}});
  EXPECT_EQ(added.id, 1);
  EXPECT_EQ(added.revision, 1);
  EXPECT_EQ(added.name, "断供");
  EXPECT_EQ(read([](Connection& c) { return find_record(c, 1); }), added);
  EXPECT_EQ(read([](Connection& c) { return find_record_of(c, "scenario", "链"); }), added);
  EXPECT_FALSE(read([](Connection& c) { return find_record_of(c, "run", "链"); }).has_value());
  RevisionRow next = revision("断供二", "a: 2\n");
  next.restores = 1;
  next.made_at += 5;
  EXPECT_EQ(must(revise(1, 1, next)), 2);
  next.revision = 2;
  EXPECT_EQ(read([](Connection& c) { return find_revision(c, 1, 0); }), next);
  EXPECT_EQ(read([](Connection& c) { return find_revision(c, 1, 1); })->text, "a: 1\n");
  EXPECT_FALSE(read([](Connection& c) { return find_revision(c, 1, 3); }).has_value());
  const auto kept = read([](Connection& c) { return find_record(c, 1); });
  EXPECT_EQ(kept->name, "断供二");
  EXPECT_EQ(kept->revision, 2);
  EXPECT_EQ(kept->updated_at, next.made_at);
  const auto history = read([](Connection& c) { return list_revisions(c, 1); });
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[1].restores, 1);
  EXPECT_EQ(history[1].text, "");
  EXPECT_EQ(read([](Connection& c) { return links_of(c, 1, 1); }),
            (std::vector<RecordLink>{{"dataset", "dataset", "delta", 3}}));
  EXPECT_TRUE(read([](Connection& c) { return links_of(c, 1, 2); }).empty());
}

TEST_P(RecordStore, OfTwoChangesOfOneRevisionTheSecondIsRefused) {
  const RecordRow added = add(record("plan"), revision("p", "{}"));
  EXPECT_EQ(must(revise(added.id, 1, revision("p", "{\"a\":1}"))), 2);
  const auto late = revise(added.id, 1, revision("p", "{\"b\":1}"));
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code, ErrorCode::kConflict);
  EXPECT_EQ(revise(99, 1, revision("p", "{}")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read([](Connection& c) { return find_revision(c, 1, 0); })->text, "{\"a\":1}");
  const auto standing = run_transaction(*database_, TransactionKind::kWrite, [](Connection& c) {
    return set_standing(c, 1, 1, {"o", "r", "public", true}, 1);
  });
  EXPECT_EQ(standing.error().code, ErrorCode::kConflict);
}

TEST_P(RecordStore, AKeyIsTakenOnceInAKind) {
  RecordRow row = record("governance");
  row.key = "ICIC";
  add(row, revision("g", "{}"));
  const auto again =
      write<RecordRow>([&](Connection& c) { return add_record(c, row, revision("h", "{}"), {}); });
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
  row.kind = "work_plan";
  add(row, revision("w", "{}"));
  row.key.reset();
  add(row, revision("w", "{}"));
  EXPECT_EQ(add(row, revision("w", "{}")).id, 4);
}

TEST_P(RecordStore, ListsAreNarrowedAndPaged) {
  for (const char* name : {"Alpha 100%", "beta_1", "ALPHA 链"}) add(record("scenario"), revision(name, "x"));
  RecordRow other = record("plan");
  other.organisation_id = "o2";
  other.region_code = "310000";
  add(other, revision("alpha", "x"));
  must(run_transaction(*database_, TransactionKind::kWrite, [](Connection& c) {
    return set_standing(c, 2, 1, {"o1", "320500", "internal", true}, 1);
  }));
  EXPECT_EQ(ids({}), (Ids{1, 2, 3, 4}));
  RecordFilter filter;
  filter.kind = "scenario";
  EXPECT_EQ(ids(filter), (Ids{1, 2, 3}));
  filter.is_archived = false;
  EXPECT_EQ(ids(filter), (Ids{1, 3}));
  filter.limit = 1;
  EXPECT_EQ(ids(filter), Ids{1});
  filter.after_id = 1;
  EXPECT_EQ(ids(filter), Ids{3});
  filter = {};
  filter.name_part = "aLPHa";
  EXPECT_EQ(ids(filter), (Ids{1, 3, 4}));
  filter.name_part = "链";
  EXPECT_EQ(ids(filter), Ids{3});
  filter.name_part = "%";
  EXPECT_EQ(ids(filter), Ids{1});
  filter.name_part = "a_1";
  EXPECT_EQ(ids(filter), Ids{2});
  filter = {};
  filter.region_prefix = "32";
  EXPECT_EQ(ids(filter), (Ids{1, 2, 3}));
  filter.region_prefix = "310000";
  EXPECT_EQ(ids(filter), Ids{4});
  filter = {};
  filter.organisation_id = "o2";
  EXPECT_EQ(ids(filter), Ids{4});
}

TEST_P(RecordStore, WhatRefersToATargetIsFound) {
  add(record("scenario"), revision("s", "x"));
  add(record("run"), revision("r", "{}"), {{"scenario", "record", "1", 1}, {"dataset", "dataset", "d", 2}});
  add(record("run"), revision("r", "{}"), {{"scenario", "record", "1", 2}});
  const auto runs = [&](std::int64_t version) {
    return read([&](Connection& c) { return references_to(c, "record", "1", version); });
  };
  EXPECT_EQ(runs(1), (std::vector<RecordReference>{{2, 1, "scenario"}}));
  EXPECT_EQ(runs(0).size(), 2U);
  EXPECT_TRUE(runs(3).empty());
}

// Random changes, against maps in memory.
TEST_P(RecordStore, BehavesAsTheSimpleModel) {
  struct Model {
    std::vector<std::string> texts;
    bool is_archived = false;
  };
  std::map<std::int64_t, Model> model;
  const Philox random(7);
  auto draw = [&, drawn = std::uint64_t{0}](std::uint64_t below) mutable {
    return random.below(below, 0, ++drawn);
  };
  for (int step = 0; step < 300; ++step) {
    const std::string text = "text " + std::to_string(step);
    const auto id = static_cast<std::int64_t>(draw(6)) + 1;
    const auto expected = static_cast<std::int64_t>(draw(5));
    const bool is_there = model.contains(id);
    const bool fits = is_there && static_cast<std::int64_t>(model[id].texts.size()) == expected;
    switch (draw(3)) {
      case 0:
        if (model.size() < 5) model[add(record("plan"), revision("p", text)).id].texts.push_back(text);
        break;
      case 1: {
        const auto revised = revise(id, expected, revision("p", text));
        ASSERT_EQ(revised.ok(), fits) << step;
        if (fits) model[id].texts.push_back(text);
        break;
      }
      default: {
        const bool is_archived = draw(2) == 0;
        const auto set = run_transaction(*database_, TransactionKind::kWrite, [&](Connection& c) {
          return set_standing(c, id, expected, {"o1", "320500", "internal", is_archived}, step);
        });
        ASSERT_EQ(set.ok(), fits) << step;
        if (fits) model[id].is_archived = is_archived;
      }
    }
  }
  ASSERT_FALSE(model.empty());
  std::size_t revisions = 0;
  EXPECT_EQ(ids({}).size(), model.size());
  for (const auto& [id, one] : model) {
    const auto row = read([&, id = id](Connection& c) { return find_record(c, id); });
    ASSERT_TRUE(row.has_value());
    EXPECT_EQ(row->is_archived, one.is_archived);
    ASSERT_EQ(row->revision, static_cast<std::int64_t>(one.texts.size()));
    revisions += one.texts.size();
    for (std::size_t k = 0; k < one.texts.size(); ++k) {
      EXPECT_EQ(read([&, id = id](Connection& c) {
                  return find_revision(c, id, static_cast<std::int64_t>(k) + 1);
                })->text,
                one.texts[k]);
    }
  }
  EXPECT_GT(revisions, 2 * model.size());
}
TENON_WITH_DATABASES(RecordStore);

}  // namespace
}  // namespace tenon
