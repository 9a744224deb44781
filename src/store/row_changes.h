// What changes in a file of rows from one version to the next, with as few rows touched as possible and the
// order of rows kept exactly.
//
// Rows stand at places: numbers that only say the order. New rows take places between their neighbours, so
// that rows around them need not be touched. A row is recognised by its text, else by its key; what stands in
// another order than before is moved: the longest run of rows in old order stays.
//
// Expected O(n log n) time for n rows, old and new, and about 60 bytes a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

struct PlacedRow {
  std::int64_t place = 0;
  std::string cells;

  bool operator==(const PlacedRow&) const = default;
};

struct RowCounts {
  std::size_t rows = 0;  // of the new version
  std::size_t added = 0;
  std::size_t changed = 0;  // other text under the same key
  std::size_t removed = 0;
  std::size_t moved = 0;  // only their order changed

  bool operator==(const RowCounts&) const = default;
};

struct RowChanges {
  std::vector<std::int64_t> ended;  // places whose rows do not stand any more, ascending
  std::vector<PlacedRow> begun;     // ascending; a changed row's place is in both
  RowCounts counts;

  [[nodiscard]] bool is_none() const { return ended.empty() && begun.empty(); }
};

// Writes what identifies a row into `key` (empty before). Rows with the same key are told apart by their
// order.
using RowKey = std::function<void(std::string_view cells, std::string& key)>;

// From `before` (ascending by place) to `after`. Applying the result to `before` gives rows with the texts of
// `after` in this order.
RowChanges changes_of_rows(std::span<const PlacedRow> before, std::span<const std::string_view> after,
                           const RowKey& key_of);

// The same where a row is recognised by its place alone: back to rows that had places before. Linear.
RowChanges changes_of_placed_rows(std::span<const PlacedRow> before, std::span<const PlacedRow> after);

// The rows after the changes, ascending by place. O(rows).
std::vector<PlacedRow> apply_changes(std::span<const PlacedRow> before, const RowChanges& changes);

}  // namespace tenon
