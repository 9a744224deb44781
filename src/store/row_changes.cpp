#include "store/row_changes.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

namespace tenon {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
// Room between rows placed at the same time: 32 rows can be put between two, each beside the last, before the
// file's rows get new places; 2^31 rows fit into a file.
constexpr std::int64_t kGap = std::int64_t{1} << 32U;

// Positions that share a text or a key, in order: the first, and for each the next.
class Queues {
 public:
  explicit Queues(std::size_t size) : next_(size, kNone) { heads_.reserve(size); }

  template <class Text>
  void push(Text&& text, std::size_t position) {
    const auto [entry, is_new] =
        heads_.try_emplace(std::string(std::forward<Text>(text)), position, position);
    if (is_new) return;
    next_[entry->second.second] = position;
    entry->second.second = position;
  }
  std::size_t pop(const std::string& text) {
    const auto entry = heads_.find(text);
    if (entry == heads_.end() || entry->second.first == kNone) return kNone;
    return std::exchange(entry->second.first, next_[entry->second.first]);
  }

 private:
  std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> heads_;  // first, last
  std::vector<std::size_t> next_;
};

// For each new row the old one that it continues, or kNone.
struct Matches {
  std::vector<std::size_t> old_of;
  std::vector<char> is_used;  // by old row
};

void match_by_text(std::span<const PlacedRow> before, std::span<const std::string_view> after,
                   Matches& matches) {
  // Most rows are where they were: both ends first.
  std::size_t begin = 0;
  while (begin < before.size() && begin < after.size() && before[begin].cells == after[begin]) {
    matches.old_of[begin] = begin;
    matches.is_used[begin] = 1;
    ++begin;
  }
  std::size_t end = 0;
  while (end < before.size() - begin && end < after.size() - begin &&
         before[before.size() - 1 - end].cells == after[after.size() - 1 - end]) {
    matches.old_of[after.size() - 1 - end] = before.size() - 1 - end;
    matches.is_used[before.size() - 1 - end] = 1;
    ++end;
  }
  const std::size_t old_end = before.size() - end;
  const std::size_t new_end = after.size() - end;
  if (begin == old_end || begin == new_end) return;
  std::unordered_map<std::string_view, std::size_t> first;
  first.reserve(old_end - begin);
  std::vector<std::size_t> next(old_end, kNone);
  for (std::size_t k = old_end; k-- > begin;) {
    const auto [entry, is_new] = first.try_emplace(before[k].cells, k);
    if (is_new) continue;
    next[k] = std::exchange(entry->second, k);
  }
  for (std::size_t i = begin; i < new_end; ++i) {
    const auto entry = first.find(after[i]);
    if (entry == first.end() || entry->second == kNone) continue;
    matches.old_of[i] = entry->second;
    matches.is_used[entry->second] = 1;
    entry->second = next[entry->second];
  }
}

void match_by_key(std::span<const PlacedRow> before, std::span<const std::string_view> after,
                  const RowKey& key_of, Matches& matches) {
  const auto is_free = [](char used) { return used == 0; };
  if (std::none_of(matches.is_used.begin(), matches.is_used.end(), is_free)) return;
  Queues queues(before.size());
  std::string key;
  for (std::size_t k = 0; k < before.size(); ++k) {
    if (matches.is_used[k] != 0) continue;
    key.clear();
    key_of(before[k].cells, key);
    queues.push(key, k);
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (matches.old_of[i] != kNone) continue;
    key.clear();
    key_of(after[i], key);
    const std::size_t k = queues.pop(key);
    if (k == kNone) continue;
    matches.old_of[i] = k;
    matches.is_used[k] = 1;
  }
}

// New rows whose old rows, taken in this order, form a longest ascending sequence (patience sorting).
std::vector<char> rows_that_stay(const std::vector<std::size_t>& old_of) {
  std::vector<std::size_t> ends;  // [length - 1]: the new row with the smallest old one that ends a sequence
  std::vector<std::size_t> previous(old_of.size(), kNone);
  for (std::size_t i = 0; i < old_of.size(); ++i) {
    if (old_of[i] == kNone) continue;
    const auto place = std::lower_bound(ends.begin(), ends.end(), old_of[i],
                                        [&](std::size_t row, std::size_t old) { return old_of[row] < old; });
    if (place != ends.begin()) previous[i] = *(place - 1);
    if (place == ends.end()) {
      ends.push_back(i);
    } else {
      *place = i;
    }
  }
  std::vector<char> stays(old_of.size(), 0);
  for (std::size_t i = ends.empty() ? kNone : ends.back(); i != kNone; i = previous[i]) stays[i] = 1;
  return stays;
}

// Places for the rows [begin, end) between those of their neighbours; false if there is no room.
bool place_between(std::int64_t low, std::optional<std::int64_t> high, std::span<std::int64_t> places) {
  const auto count = static_cast<std::int64_t>(places.size());
  if (!high) {
    if (low > std::numeric_limits<std::int64_t>::max() - kGap * (count + 1)) return false;
    for (std::size_t k = 0; k < places.size(); ++k)
      places[k] = low + kGap * (static_cast<std::int64_t>(k) + 1);
    return true;
  }
  const std::int64_t step = (*high - low) / (count + 1);
  if (step == 0) return false;
  for (std::size_t k = 0; k < places.size(); ++k) places[k] = low + step * (static_cast<std::int64_t>(k) + 1);
  return true;
}

// Places of all new rows; those that stay keep theirs. Empty if there is no room somewhere.
std::vector<std::int64_t> places_of(std::span<const PlacedRow> before, const std::vector<std::size_t>& old_of,
                                    const std::vector<char>& stays) {
  std::vector<std::int64_t> places(old_of.size());
  std::int64_t low = 0;
  for (std::size_t i = 0; i < old_of.size();) {
    if (stays[i] != 0) {
      low = places[i] = before[old_of[i]].place;
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < old_of.size() && stays[end] == 0) ++end;
    // After rows that go away, too, so that no place means two rows in one step.
    std::optional<std::int64_t> high;
    std::size_t next = before.size();
    if (end < old_of.size()) {
      next = old_of[end];
      high = before[next].place;
    }
    if (next > 0) low = std::max(low, before[next - 1].place);
    if (!place_between(low, high, std::span(places).subspan(i, end - i))) return {};
    i = end;
  }
  return places;
}

}  // namespace

RowChanges changes_of_rows(std::span<const PlacedRow> before, std::span<const std::string_view> after,
                           const RowKey& key_of) {
  Matches matches{std::vector<std::size_t>(after.size(), kNone), std::vector<char>(before.size(), 0)};
  match_by_text(before, after, matches);
  match_by_key(before, after, key_of, matches);
  std::vector<char> stays = rows_that_stay(matches.old_of);
  std::vector<std::int64_t> places = places_of(before, matches.old_of, stays);
  RowChanges changes;
  changes.counts.rows = after.size();
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (matches.old_of[i] == kNone) {
      ++changes.counts.added;
    } else if (before[matches.old_of[i]].cells != after[i]) {
      ++changes.counts.changed;
    } else if (stays[i] == 0) {
      ++changes.counts.moved;
    }
  }
  if (places.size() != after.size()) {
    // All rows get new places, as in a new file.
    stays.assign(after.size(), 0);
    places.resize(after.size());
    place_between(0, {}, places);
  }
  std::vector<char> is_kept(before.size(), 0);
  for (std::size_t i = 0; i < after.size(); ++i) {
    const bool is_same = stays[i] != 0 && before[matches.old_of[i]].cells == after[i];
    if (is_same) {
      is_kept[matches.old_of[i]] = 1;
    } else {
      changes.begun.push_back({places[i], std::string(after[i])});
    }
  }
  for (std::size_t k = 0; k < before.size(); ++k) {
    if (is_kept[k] == 0) changes.ended.push_back(before[k].place);
    if (matches.is_used[k] == 0) ++changes.counts.removed;
  }
  return changes;
}

RowChanges changes_of_placed_rows(std::span<const PlacedRow> before, std::span<const PlacedRow> after) {
  RowChanges changes;
  changes.counts.rows = after.size();
  std::size_t i = 0;
  std::size_t k = 0;
  while (k < before.size() || i < after.size()) {
    if (i == after.size() || (k < before.size() && before[k].place < after[i].place)) {
      changes.ended.push_back(before[k++].place);
      ++changes.counts.removed;
    } else if (k == before.size() || after[i].place < before[k].place) {
      changes.begun.push_back(after[i++]);
      ++changes.counts.added;
    } else {
      if (before[k].cells != after[i].cells) {
        changes.ended.push_back(before[k].place);
        changes.begun.push_back(after[i]);
        ++changes.counts.changed;
      }
      ++k;
      ++i;
    }
  }
  return changes;
}

std::vector<PlacedRow> apply_changes(std::span<const PlacedRow> before, const RowChanges& changes) {
  std::vector<PlacedRow> rows;
  rows.reserve(changes.counts.rows);
  std::size_t ended = 0;
  std::size_t begun = 0;
  for (const PlacedRow& row : before) {
    while (begun < changes.begun.size() && changes.begun[begun].place < row.place)
      rows.push_back(changes.begun[begun++]);
    if (ended < changes.ended.size() && changes.ended[ended] == row.place) {
      ++ended;
    } else {
      rows.push_back(row);
    }
  }
  rows.insert(rows.end(), changes.begun.begin() + static_cast<std::ptrdiff_t>(begun), changes.begun.end());
  return rows;
}

}  // namespace tenon
