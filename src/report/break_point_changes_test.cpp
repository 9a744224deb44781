#include "report/break_point_changes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "report/report_fixture.h"

namespace tenon {
namespace {

class Changes : public testing::Test {
 protected:
  Changes() : before_(report_fixture()), after_(report_fixture()) {}

  // What the fixture's product at `rank` becomes.
  BreakPoint& after(std::size_t rank) { return after_.result.break_points[rank - 1]; }
  template <class Render>
  auto with(Render render, std::vector<ProductId> touched = {}) {
    const Analysis before = before_.analysis();
    const Analysis after = after_.analysis();
    return render(BreakPointChanges{before, after, "small", "e.csv", 2, std::move(touched)});
  }

  ReportFixture before_;
  ReportFixture after_;
};

TEST_F(Changes, AreNoneWhereNothingChanged) {
  EXPECT_TRUE(with([](const BreakPointChanges& c) { return break_point_changes(c); }).empty());
  const std::string text = with([](const BreakPointChanges& c) { return break_point_changes_table(c, {}); });
  EXPECT_NE(text.find("Nothing changes. 没有变化。"), std::string::npos) << text;
}

TEST_F(Changes, LargestFirstAndRanksAloneLast) {
  after(1).score->value -= 0.1;
  after(1).score->low -= 0.1;
  after(1).level = Level::kOrange;
  after(2).rank = 1;
  after(1).rank = 2;
  const auto list = with([](const BreakPointChanges& c) { return break_point_changes(c); });
  ASSERT_GE(list.size(), 1U);
  EXPECT_EQ(list[0].product.index(), before_.result.break_points[0].subject.index);
  EXPECT_NEAR(list[0].score_change(), -0.1, 1e-12);
  const std::string text = with([](const BreakPointChanges& c) { return break_point_changes_table(c, {}); });
  EXPECT_NE(text.find("1 / 5 break points change"), std::string::npos) << text;
  EXPECT_NE(text.find("⬣ red → ▲ orange"), std::string::npos) << text;
  EXPECT_NE(text.find("−0.1000"), std::string::npos) << text;
}

TEST_F(Changes, AProductThatAnEditNamesIsShownEvenIfNothingChanged) {
  const ProductId product(before_.result.break_points[0].subject.index);
  const std::string text =
      with([](const BreakPointChanges& c) { return break_point_changes_table(c, {}); }, {product});
  EXPECT_NE(text.find("✓"), std::string::npos) << text;
  EXPECT_NE(text.find(before_.dataset.product(product).name_zh), std::string::npos);
}

TEST_F(Changes, CsvAndJsonHoldBothSides) {
  after(1).score->value -= 0.125;
  const std::string csv = with(break_point_changes_csv);
  EXPECT_TRUE(csv.starts_with("id,name_zh,name_en,chain_id,touched,rank_before,rank_after,"));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 2);
  const std::string json = with(break_point_changes_json);
  EXPECT_NE(json.find("\"before\""), std::string::npos);
  EXPECT_NE(json.find("\"score_high\""), std::string::npos);
  EXPECT_NE(json.find("\"edit_count\": 2"), std::string::npos);
}

}  // namespace
}  // namespace tenon
