#include "store/case_store.h"

#include <gtest/gtest.h>

#include "store/transaction.h"
#include "support/test_database.h"

namespace tenon {
namespace {

CaseRow row(const std::string& id, std::uint64_t sequence) {
  CaseRow one;
  one.id = id;
  one.type = "visit";
  one.type_version = 1;
  one.subject_kind = "firm";
  one.subject_id = "f1";
  one.state = "planned";
  one.sequence = sequence;
  one.updated_at = 1'800'000'000;
  return one;
}

std::vector<CaseEventRow> events(std::uint64_t first, std::uint64_t last) {
  std::vector<CaseEventRow> rows;
  for (std::uint64_t k = first; k <= last; ++k)
    rows.push_back({k, 1'800'000'000, "{\"链\":" + std::to_string(k) + "}"});
  return rows;
}

class CaseStore : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
    must(write([](Connection& c) { return put_process_type(c, "visit", 1, "id: visit\n"); }));
  }
  Result<void> write(const std::function<Result<void>(Connection&)>& work) {
    return run_transaction(*database_, TransactionKind::kWrite, work);
  }
  Result<void> add(const CaseRow& now, const std::vector<CaseEventRow>& rows,
                   const std::optional<CaseClaim>& claim = std::nullopt) {
    return write([&](Connection& c) { return add_case_events(c, now, rows, claim); });
  }
  template <class Work>
  auto read(const Work& work) {
    Connection connection(*database_);
    return work(connection);
  }
  std::vector<std::string> ids(const CaseFilter& filter) {
    std::vector<std::string> found;
    for (const CaseRow& one : read([&](Connection& c) { return list_cases(c, filter); }))
      found.push_back(one.id);
    return found;
  }

  std::optional<Database> database_;
};

using Ids = std::vector<std::string>;

TEST_P(CaseStore, HistoriesAreContinuedWhereTheyEnd) {
  must(add(row("a", 2), events(1, 2)));
  must(add(row("a", 5), events(3, 5)));
  const auto kept = read([](Connection& c) { return case_events(c, "a"); });
  EXPECT_EQ(kept, events(1, 5));
  EXPECT_EQ(read([](Connection& c) { return find_case(c, "a"); }), row("a", 5));
  for (const auto& [first, last] : {std::pair(1, 1), {5, 6}, {7, 7}}) {
    const auto refused = add(row("a", static_cast<std::uint64_t>(last)),
                             events(static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(last)));
    ASSERT_FALSE(refused.ok()) << first;
    EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  }
  EXPECT_EQ(add(row("b", 2), events(2, 2)).error().code, ErrorCode::kConflict);
  EXPECT_EQ(add(row("b", 2), events(1, 1)).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(add(row("b", 0), {}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(read([](Connection& c) { return case_events(c, "a"); }), kept);
  EXPECT_FALSE(read([](Connection& c) { return find_case(c, "b"); }).has_value());
}

TEST_P(CaseStore, EveryColumnComesBack) {
  CaseRow one = row("链", 1);
  one.is_final = true;
  one.is_running = true;
  one.unique_key = "k";
  one.next_due = -3;
  one.people = "[]";
  one.wakes_on = -5;
  must(add(one, events(1, 1)));
  EXPECT_EQ(read([](Connection& c) { return find_case(c, "链"); }), one);
  one.unique_key.reset();
  one.next_due.reset();
  one.people.reset();
  one.wakes_on.reset();
  one.is_running = false;
  one.state = "visited";
  one.sequence = 2;
  must(add(one, events(2, 2)));
  EXPECT_EQ(read([](Connection& c) { return find_case(c, "链"); }), one);
}

TEST_P(CaseStore, KeysAreUnique) {
  CaseRow one = row("a", 1);
  one.unique_key = "k";
  CaseRow two = row("b", 1);
  two.unique_key = "k";
  must(add(one, events(1, 1)));
  EXPECT_EQ(add(two, events(1, 1)).error().code, ErrorCode::kConflict);
  one.sequence = 2;
  must(add(one, events(2, 2)));
  one.sequence = 3;
  one.unique_key.reset();
  must(add(one, events(3, 3)));
  must(add(two, events(1, 1)));
}

TEST_P(CaseStore, ClaimsDoNotOverlap) {
  must(add(row("a", 1), events(1, 1), CaseClaim{"lathe", 100, 200}));
  EXPECT_EQ(read([](Connection& c) { return case_claim(c, "a"); }), (CaseClaim{"lathe", 100, 200}));
  for (const auto& [from, until] : {std::pair(100, 200), {150, 160}, {50, 101}, {199, 300}, {0, 900}}) {
    const auto refused = add(row("b", 1), events(1, 1), CaseClaim{"lathe", from, until});
    ASSERT_FALSE(refused.ok()) << from << " " << until;
    EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  }
  must(add(row("b", 1), events(1, 1), CaseClaim{"lathe", 200, 300}));
  must(add(row("c", 1), events(1, 1), CaseClaim{"lathe", 50, 100}));
  must(add(row("d", 1), events(1, 1), CaseClaim{"oven", 100, 200}));
  must(add(row("a", 2), events(2, 2), CaseClaim{"lathe", 110, 120}));  // its own claim is in no one's way
  must(add(row("a", 3), events(3, 3)));
  must(add(row("d", 2), events(2, 2), CaseClaim{"lathe", 100, 200}));
  EXPECT_FALSE(read([](Connection& c) { return case_claim(c, "a"); }).has_value());
}

TEST_P(CaseStore, ListsAreNarrowed) {
  CaseRow a = row("a", 1);
  a.next_due = 10;
  a.is_running = true;
  CaseRow b = row("b", 1);
  b.subject_id = "f2";
  b.state = "closed";
  b.is_final = true;
  must(add(b, events(1, 1)));
  must(add(a, events(1, 1)));
  EXPECT_EQ(ids({}), (Ids{"a", "b"}));
  CaseFilter filter;
  filter.type = "visit";
  filter.state = "closed";
  EXPECT_EQ(ids(filter), Ids{"b"});
  filter.type = "other";
  EXPECT_EQ(ids(filter), Ids{});
  filter = {};
  filter.subject_kind = "firm";
  filter.subject_id = "f1";
  EXPECT_EQ(ids(filter), Ids{"a"});
  filter = {};
  filter.due_before = 10;
  EXPECT_EQ(ids(filter), Ids{});
  filter.due_before = 11;
  EXPECT_EQ(ids(filter), Ids{"a"});
  filter = {};
  filter.is_final = false;
  EXPECT_EQ(ids(filter), Ids{"a"});
  filter = {};
  filter.is_running = false;
  EXPECT_EQ(ids(filter), Ids{"b"});
}

TEST_P(CaseStore, ListsArePaged) {
  for (const char* id : {"a", "b", "c"}) must(add(row(id, 1), events(1, 1)));
  CaseFilter filter;
  filter.limit = 2;
  EXPECT_EQ(ids(filter), (Ids{"a", "b"}));
  filter.after_id = "b";
  EXPECT_EQ(ids(filter), Ids{"c"});
}

TEST_P(CaseStore, TheClockFindsWhatMayHaveSomethingToSay) {
  const auto running = [&](const std::string& id, std::optional<std::int64_t> wakes_on) {
    CaseRow one = row(id, 1);
    one.is_running = true;
    one.wakes_on = wakes_on;
    must(add(one, events(1, 1)));
  };
  running("early", 9);
  running("late", 11);
  running("unknown", std::nullopt);
  must(add(row("still", 1), events(1, 1)));
  CaseFilter filter;
  filter.wakes_by = 10;
  EXPECT_EQ(ids(filter), (Ids{"early", "unknown"}));
  CaseRow summary = row("unknown", 1);
  summary.wakes_on = 12;
  const auto put = [&] {
    must(write([&](Connection& c) -> Result<void> {
      put_case_summary(c, summary);
      return {};
    }));
  };
  summary.sequence = 2;  // of another history
  put();
  EXPECT_EQ(ids(filter), (Ids{"early", "unknown"}));
  summary.sequence = 1;
  put();
  EXPECT_EQ(ids(filter), Ids{"early"});
}

TEST_P(CaseStore, AVersionOfATypeIsKeptForGood) {
  const auto put = [&](std::int64_t version, const std::string& text) {
    return write([&](Connection& c) { return put_process_type(c, "visit", version, text); });
  };
  must(put(1, "id: visit\n"));
  EXPECT_EQ(put(1, "id: other\n").error().code, ErrorCode::kConflict);
  must(put(10, "ten"));
  must(put(9, "nine"));
  const auto text = [&](std::int64_t version) {
    const auto found = read([&](Connection& c) { return find_process_type(c, "visit", version); });
    return found ? std::to_string(found->version) + " " + found->text : "none";
  };
  EXPECT_EQ(text(1), "1 id: visit\n");
  EXPECT_EQ(text(9), "9 nine");
  EXPECT_EQ(text(0), "10 ten");
  EXPECT_EQ(text(2), "none");
  const auto types = read([](Connection& c) { return list_process_types(c); });
  ASSERT_EQ(types.size(), 1U);
  EXPECT_EQ(types[0].version, 10);
}

TEST_P(CaseStore, ACaseNeedsItsType) {
  CaseRow one = row("a", 1);
  one.type_version = 2;
  EXPECT_FALSE(add(one, events(1, 1)).ok());
}
TENON_WITH_DATABASES(CaseStore);

}  // namespace
}  // namespace tenon
