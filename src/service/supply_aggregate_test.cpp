#include "service/supply_aggregate.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace tenon {
namespace {

// `count` supplies between different firms, the names of which begin with `prefix`.
void add_supplies(std::vector<SupplyRow>& rows, std::vector<std::string> keys, int count, std::int64_t value,
                  const std::string& prefix) {
  for (int i = 0; i < count; ++i)
    rows.push_back({keys, prefix + "s" + std::to_string(i), prefix + "c" + std::to_string(i), value});
}

const SupplyGroup* find(const std::vector<SupplyGroup>& groups, const std::vector<std::string>& keys,
                        bool rest = false) {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const SupplyGroup& g) { return g.keys == keys && g.is_rest == rest; });
  return found == groups.end() ? nullptr : &*found;
}

TEST(SupplyAggregate, ShowsGroupsOfThreeFirms) {
  std::vector<SupplyRow> rows;
  add_supplies(rows, {"A"}, 3, 100, "a");
  add_supplies(rows, {"B"}, 4, 10, "b");
  const auto groups = *aggregate_supplies(rows);
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0], (SupplyGroup{{}, false, GroupState::kShown, 340, 7, 7, 7}));
  EXPECT_EQ(groups[1], (SupplyGroup{{"A"}, false, GroupState::kShown, 300, 3, 3, 3}));
  EXPECT_EQ(groups[2], (SupplyGroup{{"B"}, false, GroupState::kShown, 40, 4, 4, 4}));
}

// A alone would be the total less B and C: the smaller of them goes too.
TEST(SupplyAggregate, HidesASecondGroupToProtectTheFirst) {
  std::vector<SupplyRow> rows;
  add_supplies(rows, {"A"}, 2, 100, "a");
  add_supplies(rows, {"B"}, 4, 10, "b");
  add_supplies(rows, {"C"}, 4, 1000, "c");
  const auto groups = *aggregate_supplies(rows);
  EXPECT_EQ(*find(groups, {}), (SupplyGroup{{}, false, GroupState::kShown, 4240, 10, 10, 10}));
  EXPECT_EQ(*find(groups, {"A"}), (SupplyGroup{{"A"}, false, GroupState::kTooFewFirms, 0, 0, 0, 0}));
  EXPECT_EQ(*find(groups, {"B"}), (SupplyGroup{{"B"}, false, GroupState::kComplementary, 0, 0, 0, 0}));
  EXPECT_EQ(find(groups, {"C"})->value_fen, 4000);
  EXPECT_EQ(*find(groups, {}, true), (SupplyGroup{{}, true, GroupState::kShown, 240, 6, 6, 6}));
  EXPECT_TRUE(groups.back().is_rest);
}

// Two hidden groups of two firms each protect one another.
TEST(SupplyAggregate, HiddenGroupsMayBeEnoughTogether) {
  std::vector<SupplyRow> rows;
  add_supplies(rows, {"A"}, 2, 100, "a");
  add_supplies(rows, {"B"}, 2, 100, "b");
  add_supplies(rows, {"C"}, 3, 100, "c");
  const auto groups = *aggregate_supplies(rows);
  EXPECT_EQ(find(groups, {"C"})->state, GroupState::kShown);
  EXPECT_EQ(find(groups, {}, true)->value_fen, 400);
  // The same two firms in both: together they are still two.
  for (SupplyRow& row : rows) {
    if (row.keys[0] == "B") row.supplier[0] = row.customer[0] = 'a';
  }
  EXPECT_EQ(find(*aggregate_supplies(rows), {"C"})->state, GroupState::kComplementary);
}

TEST(SupplyAggregate, BothSidesCount) {
  std::vector<SupplyRow> rows;
  add_supplies(rows, {"A"}, 5, 100, "a");
  for (SupplyRow& row : rows) row.customer = row.customer == "ac0" ? "one" : "other";
  EXPECT_EQ((*aggregate_supplies(rows))[0].state, GroupState::kTooFewFirms);
}

TEST(SupplyAggregate, OneFirmThatMakesNearlyAll) {
  std::vector<SupplyRow> rows;
  add_supplies(rows, {"A"}, 3, 10, "a");
  rows[0].value_fen = 180;  // of 200: exactly nine tenths
  EXPECT_EQ(find(*aggregate_supplies(rows), {"A"})->state, GroupState::kShown);
  rows[0].value_fen = 181;
  EXPECT_EQ((*aggregate_supplies(rows)).size(), 1U);
  EXPECT_EQ((*aggregate_supplies(rows))[0].state, GroupState::kTooFewFirms);
  EXPECT_EQ(find(*aggregate_supplies(rows, {3, 1.0}), {"A"})->state, GroupState::kShown);
}

TEST(SupplyAggregate, HiddenTotalsGoUp) {
  std::vector<SupplyRow> rows;
  add_supplies(rows, {"JS", "x"}, 1, 100, "a");
  add_supplies(rows, {"JS", "y"}, 1, 100, "b");
  add_supplies(rows, {"ZJ", "x"}, 4, 100, "c");
  add_supplies(rows, {"ZJ", "y"}, 4, 100, "d");
  add_supplies(rows, {"AH", "y"}, 9, 100, "e");
  const auto groups = *aggregate_supplies(rows);
  EXPECT_EQ(find(groups, {"JS"})->state, GroupState::kTooFewFirms);
  EXPECT_EQ(find(groups, {"JS", "x"}), nullptr);
  EXPECT_EQ(find(groups, {"ZJ"})->state, GroupState::kComplementary);
  EXPECT_EQ(find(groups, {"ZJ", "x"}), nullptr);  // or JS would be the total less all that is shown
  EXPECT_EQ(find(groups, {"AH"})->value_fen, 900);
  EXPECT_EQ(find(groups, {}, true)->value_fen, 1000);
}

TEST(SupplyAggregate, Arguments) {
  EXPECT_TRUE(aggregate_supplies({})->empty());
  std::vector<SupplyRow> rows{{{"A"}, "s", "c", 1}, {{"A", "B"}, "s", "c", 1}};
  EXPECT_EQ(aggregate_supplies(rows).error().code, ErrorCode::kInvalidArgument);
  rows = {{{"A"}, "s", "c", -1}};
  EXPECT_EQ(aggregate_supplies(rows).error().code, ErrorCode::kInvalidArgument);
  rows = {{{"A"}, "s", "c", 1}};
  EXPECT_EQ(aggregate_supplies(rows, {1, 0.9}).error().code, ErrorCode::kInvalidArgument);
}

// --- What an attacker can compute: the span of the numbers shown, over the narrowest groups ---

constexpr std::uint64_t kPrime = 2147483629;  // below 2^31

std::uint64_t inverse(std::uint64_t a) {
  std::uint64_t result = 1;
  for (std::uint64_t power = kPrime - 2; power > 0; power >>= 1U, a = a * a % kPrime) {
    if ((power & 1U) != 0) result = result * a % kPrime;
  }
  return result;
}

using Vector = std::vector<std::uint64_t>;

// A basis in echelon form.
class Span {
 public:
  // What is left of `v` after taking away what the basis explains.
  [[nodiscard]] Vector reduced(Vector v) const {
    for (const auto& [pivot, basis] : basis_) {
      const std::uint64_t factor = v[pivot];
      if (factor == 0) continue;
      for (std::size_t i = 0; i < v.size(); ++i) v[i] = (v[i] + (kPrime - factor) * basis[i]) % kPrime;
    }
    return v;
  }
  void add(Vector v) {
    v = reduced(std::move(v));
    const auto pivot = std::find_if(v.begin(), v.end(), [](std::uint64_t x) { return x != 0; });
    if (pivot == v.end()) return;
    const std::uint64_t scale = inverse(*pivot);
    const auto at = static_cast<std::size_t>(pivot - v.begin());
    for (std::uint64_t& x : v) x = x * scale % kPrime;
    basis_.emplace_back(at, std::move(v));
  }
  [[nodiscard]] bool holds(const Vector& v) const {
    const Vector left = reduced(v);
    return std::all_of(left.begin(), left.end(), [](std::uint64_t x) { return x == 0; });
  }

 private:
  std::vector<std::pair<std::size_t, Vector>> basis_;
};

// Every sum over some of the narrowest groups that can be computed from the table is about three suppliers
// and three customers at least; and the table says how much there is.
RC_GTEST_PROP(SupplyAggregate, NothingAboutFewerThanThreeFirmsCanBeComputed, ()) {
  std::vector<SupplyRow> rows;
  const auto count = *rc::gen::inRange(1, 40);
  for (int r = 0; r < count; ++r) {
    const auto letter = [](char first, int n) {
      return std::string(1, static_cast<char>(first + *rc::gen::inRange(0, n)));
    };
    rows.push_back(
        {{letter('A', 3), letter('x', 3)}, letter('1', 9), letter('1', 9), *rc::gen::inRange(0, 1000)});
  }
  const AggregateOptions options{3, *rc::gen::element(0.7, 1.0)};
  const auto groups = *aggregate_supplies(rows, options);

  std::set<std::vector<std::string>> leaf_set;
  for (const SupplyRow& row : rows) leaf_set.insert(row.keys);
  const std::vector<std::vector<std::string>> leaves(leaf_set.begin(), leaf_set.end());
  const auto is_below = [](const std::vector<std::string>& leaf, const std::vector<std::string>& keys) {
    return std::equal(keys.begin(), keys.end(), leaf.begin());
  };
  // A shown number as a vector over leaves. A rest is what its total is without its shown sisters: nothing
  // new.
  Span span;
  for (const SupplyGroup& group : groups) {
    if (group.state != GroupState::kShown) {
      RC_ASSERT(group.value_fen == 0 && group.suppliers == 0 && group.customers == 0 && group.supplies == 0U);
      continue;
    }
    std::int64_t sum = 0;
    for (const SupplyRow& row : rows) sum += is_below(row.keys, group.keys) ? row.value_fen : 0;
    if (group.is_rest) {
      for (const SupplyGroup& sister : groups) {
        const bool is_sister =
            sister.keys.size() == group.keys.size() + 1 && is_below(sister.keys, group.keys);
        if (is_sister && !sister.is_rest) sum -= sister.value_fen;
      }
      RC_ASSERT(group.value_fen == sum);
      continue;
    }
    RC_ASSERT(group.value_fen == sum);
    Vector v;
    for (const auto& leaf : leaves) v.push_back(is_below(leaf, group.keys) ? 1 : 0);
    span.add(std::move(v));
  }
  for (std::size_t subset = 1; subset < (std::size_t{1} << leaves.size()); ++subset) {
    Vector v;
    for (std::size_t l = 0; l < leaves.size(); ++l) v.push_back((subset >> l) & 1U);
    if (!span.holds(v)) continue;
    std::set<std::string> suppliers;
    std::set<std::string> customers;
    for (const SupplyRow& row : rows) {
      const auto leaf =
          static_cast<std::size_t>(std::lower_bound(leaves.begin(), leaves.end(), row.keys) - leaves.begin());
      if (v[leaf] == 0) continue;
      suppliers.insert(row.supplier);
      customers.insert(row.customer);
    }
    RC_ASSERT(suppliers.size() >= 3U);
    RC_ASSERT(customers.size() >= 3U);
  }
}

// Hiding everything would be safe too: where all narrowest groups are, all are shown.
RC_GTEST_PROP(SupplyAggregate, HidesNothingWithoutNeed, ()) {
  std::vector<SupplyRow> rows;
  for (const char* first : {"A", "B"}) {
    for (const char* second : {"x", "y"}) {
      add_supplies(rows, {first, second}, *rc::gen::inRange(3, 6), *rc::gen::inRange(1, 100),
                   std::string(first) + second);
    }
  }
  const auto groups = *aggregate_supplies(rows);
  for (const SupplyGroup& group : groups) {
    RC_ASSERT(group.state == GroupState::kShown);
    RC_ASSERT(!group.is_rest);
  }
}

}  // namespace
}  // namespace tenon
