#include "base/nearest_word.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace tenon {
namespace {

constexpr std::size_t kLongestWord = 64;

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t length_difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (length_difference > limit || a.size() > kLongestWord || b.size() > kLongestWord) return limit + 1;
  const std::string left = to_upper_ascii(a);
  const std::string right = to_upper_ascii(b);
  // One row of the usual table: distance of left[0, i) to right[0, j).
  std::array<std::size_t, kLongestWord + 1> row{};
  for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return std::min(row[right.size()], limit + 1);
}

NearestWord::NearestWord(std::string_view wanted)
    : wanted_(wanted), best_distance_(std::min<std::size_t>(wanted.size() / 3, 3) + 1) {}

void NearestWord::offer(std::string_view word) {
  const std::size_t distance = edit_distance(wanted_, word, best_distance_);
  if (distance >= best_distance_) return;
  best_distance_ = distance;
  best_ = word;
}

std::string NearestWord::suggestion() const {
  return best_.empty() ? "" : "; did you mean \"" + printable(best_, best_.size()) + "\"?";
}

}  // namespace tenon
