// Supplies merged into groups, such that no number shown, and no sum or difference of numbers shown, is about
// fewer than three firms.
//
// The rows carry the same number of keys, from the widest to the narrowest (province, then product). Shown
// are the total, a total for every value of the first key, for every value of the second below it, and so on:
// a tree.
//
// A set of rows is safe if it has at least `minimum_firms` different suppliers and as many different
// customers, and no single one of either makes more than `largest_share` of its value. Method: from the
// narrowest groups up, what is not safe is hidden. Hidden groups below one total are put together into a
// rest; while the rest is not safe, the smallest group that is still shown joins it (complementary
// suppression), with all that is below. If nothing is left to join and the rest is still not safe, the total
// itself is hidden and belongs to the rest one step up. So the rows fall into sets that do not overlap, each
// of them safe, and every number shown is a sum of whole sets: whatever is computed from the numbers by
// adding and subtracting is one too.
//
// What this does not guard against: two tables of the same supplies under different keys, or of slightly
// different supplies, held against each other. Show one table for each version of the data; who may ask for
// more is under audit.
//
// Pure and thread-safe; O(rows x keys x log rows), and rows x groups where much is hidden.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/wording.h"

namespace tenon {

struct SupplyRow {
  std::vector<std::string> keys;
  std::string supplier;  // who counts as one firm: firms under one parent take the parent's id
  std::string customer;
  std::int64_t value_fen = 0;  // not negative
};

struct AggregateOptions {
  std::size_t minimum_firms = 3;
  double largest_share = 0.9;  // of one firm in a group, above which the group tells of that firm; 1: any
};

enum class GroupState {
  kShown,
  kTooFewFirms,    // fewer than minimum_firms on one side, or one firm makes nearly all of it
  kComplementary,  // safe, but its value would give away that of another group
};

std::string_view id_of(GroupState state);  // "shown", "too_few_firms", "complementary"
Wording wording_of(GroupState state);

struct SupplyGroup {
  std::vector<std::string> keys;  // the first few: the total has none
  bool is_rest = false;           // the hidden groups below `keys` together
  GroupState state = GroupState::kShown;
  std::int64_t value_fen = 0;  // this and the counts are 0 unless shown
  std::size_t suppliers = 0;
  std::size_t customers = 0;
  std::size_t supplies = 0;

  bool operator==(const SupplyGroup&) const = default;
};

// The total first, each group before those below it, in order of their keys, the rest after its sisters.
// Below a hidden group nothing is listed. Nothing at all for no rows. kInvalidArgument: rows with different
// numbers of keys, a negative value, or minimum_firms below 2.
Result<std::vector<SupplyGroup>> aggregate_supplies(std::span<const SupplyRow> rows,
                                                    const AggregateOptions& options = {});

}  // namespace tenon
