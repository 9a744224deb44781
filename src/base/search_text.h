// Names as people type them when they search: a part of the name in any case and width, the sound of its
// Chinese characters in full (guangkejiao), or the first letters of it (gkj).
//
// Each character has one reading, the usual one, without tones; ü is typed u or v. Letters and digits stand
// for themselves, so "arfgkj" finds ArF光刻胶. Positions count UTF-16 units. Finding is linear in the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

struct SearchText {
  std::u16string folded;              // lower case, half width, unit by unit
  std::string sounds;                 // of all characters, one after the other
  std::vector<std::uint32_t> starts;  // in `sounds`, of each character that has a sound
  std::vector<std::uint32_t> places;  // the same characters in `folded`
  std::string initials;               // first letters of the sounds
};

// Makes them; keeps the readings of characters it has met. Not thread-safe.
class SearchTextMaker {
 public:
  SearchTextMaker();
  ~SearchTextMaker();
  SearchTextMaker(const SearchTextMaker&) = delete;
  SearchTextMaker& operator=(const SearchTextMaker&) = delete;

  SearchText make(std::string_view text);

 private:
  class Readings;
  std::unique_ptr<Readings> readings_;
};

struct SearchQuery {
  std::u16string folded;              // trimmed, inner white space as one space
  std::vector<std::u16string> words;  // of it
  std::string sound;                  // letters and digits alone; empty: something else is in it
};
SearchQuery search_query(std::string_view text);

enum class SearchMatch { kName, kSound, kInitials };

struct SearchFinding {
  SearchMatch match = SearchMatch::kName;
  int distance = 0;  // 0: the whole text; then its beginning, that of a word, anywhere; sounds after names
  std::size_t from = 0;  // in the text
  std::size_t length = 0;
};

// The nearest. A single letter or digit finds beginnings only. Where the words of the query are in the text,
// but apart, the first of them is what was found.
std::optional<SearchFinding> find_in(const SearchText& text, const SearchQuery& query);

}  // namespace tenon
