// "Did you mean ...?" for misspelt words in files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tenon {

// Edits (insert, delete, replace a byte, swap two neighbours counts two) from one word to the other, or
// `limit` + 1 if there are more than `limit`. Letter case is ignored. O(length of a x length of b), for words
// of up to 64 bytes; longer ones count as unlike.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// Finds the most similar of the words offered to it, at most a third of the wanted word's letters (and three)
// away. Of equally similar words the first wins.
class NearestWord {
 public:
  explicit NearestWord(std::string_view wanted);
  void offer(std::string_view word);
  // Empty: no word was near.
  [[nodiscard]] const std::string& word() const { return best_; }
  // "; did you mean "photoresist"?", or nothing if no word was near.
  [[nodiscard]] std::string suggestion() const;

 private:
  std::string wanted_;
  std::string best_;
  std::size_t best_distance_;
};

}  // namespace tenon
