#include "base/search_text.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <unordered_map>

namespace tenon {
namespace {

char16_t folded_unit(char16_t unit) {
  if (unit >= 0xFF01 && unit <= 0xFF5E) unit = static_cast<char16_t>(unit - 0xFEE0);
  if (unit == 0x3000) return u' ';
  const UChar32 folded = u_foldCase(unit, U_FOLD_CASE_DEFAULT);
  return folded <= 0xFFFF ? static_cast<char16_t>(folded) : unit;
}

std::u16string folded_text(std::string_view text) {
  const auto unicode =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::u16string folded;
  for (std::int32_t i = 0; i < unicode.length(); ++i) folded += folded_unit(unicode.charAt(i));
  return folded;
}

bool is_plain(char16_t unit) {
  return (unit >= u'a' && unit <= u'z') || (unit >= u'0' && unit <= u'9');
}

// ü is written u, and so is v, which stands for it on keyboards.
char typed(char16_t unit) {
  return unit == u'v' ? 'u' : static_cast<char>(unit);
}

enum Distance : int { kWhole, kBeginning, kWord, kAnywhere, kSoundBeginning, kSoundInside, kApart };

bool begins_word(const std::u16string& text, std::size_t at) {
  return at == 0 || !u_isalnum(text[at - 1]) || !u_isalnum(text[at]) || !is_plain(text[at]);
}

std::optional<SearchFinding> find_words(const std::u16string& text, const SearchQuery& query) {
  const std::size_t at = text.find(query.folded);
  if (at == std::u16string::npos) {
    if (query.words.size() < 2) return std::nullopt;
    for (const std::u16string& word : query.words) {
      if (text.find(word) == std::u16string::npos) return std::nullopt;
    }
    return SearchFinding{SearchMatch::kName, kApart, text.find(query.words[0]), query.words[0].size()};
  }
  SearchFinding finding{SearchMatch::kName, kAnywhere, at, query.folded.size()};
  if (at == 0) {
    finding.distance = query.folded.size() == text.size() ? kWhole : kBeginning;
    return finding;
  }
  for (std::size_t next = at; next != std::u16string::npos; next = text.find(query.folded, next + 1)) {
    if (!begins_word(text, next)) continue;
    finding.distance = kWord;
    finding.from = next;
    return finding;
  }
  return finding;
}

SearchFinding sounding(const SearchText& text, SearchMatch match, std::size_t first, std::size_t last) {
  const std::size_t from = text.places[first];
  return {match, first == 0 ? kSoundBeginning : kSoundInside, from, text.places[last] + 1 - from};
}

std::optional<SearchFinding> find_sounds(const SearchText& text, const std::string& sound) {
  if (sound.empty()) return std::nullopt;
  for (std::size_t first = 0; first < text.starts.size(); ++first) {
    if (text.sounds.compare(text.starts[first], sound.size(), sound) != 0) continue;
    const std::size_t end = text.starts[first] + sound.size();
    std::size_t last = first;
    while (last + 1 < text.starts.size() && text.starts[last + 1] < end) ++last;
    return sounding(text, SearchMatch::kSound, first, last);
  }
  const std::size_t at = text.initials.find(sound);
  if (at == std::string::npos) return std::nullopt;
  return sounding(text, SearchMatch::kInitials, at, at + sound.size() - 1);
}

}  // namespace

class SearchTextMaker::Readings {
 public:
  Readings() {
    UErrorCode status = U_ZERO_ERROR;
    latin_.reset(
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) latin_.reset();
  }

  // Of an ideograph; empty: none is known.
  const std::string& of(char16_t unit) {
    const auto [at, is_new] = known_.try_emplace(unit);
    if (is_new && latin_) {
      icu::UnicodeString text(static_cast<UChar>(unit));
      latin_->transliterate(text);
      for (std::int32_t i = 0; i < text.length(); ++i) {
        if (is_plain(text.charAt(i))) at->second += typed(text.charAt(i));
      }
    }
    return at->second;
  }

 private:
  std::unique_ptr<icu::Transliterator> latin_;
  std::unordered_map<char16_t, std::string> known_;
};

SearchTextMaker::SearchTextMaker() : readings_(std::make_unique<Readings>()) {}

SearchTextMaker::~SearchTextMaker() = default;

SearchText SearchTextMaker::make(std::string_view text) {
  SearchText made;
  made.folded = folded_text(text);
  for (std::size_t i = 0; i < made.folded.size(); ++i) {
    const char16_t unit = made.folded[i];
    std::string sound;
    if (is_plain(unit)) {
      sound = typed(unit);
    } else if (u_hasBinaryProperty(unit, UCHAR_IDEOGRAPHIC)) {
      sound = readings_->of(unit);
    }
    if (sound.empty()) continue;
    made.starts.push_back(static_cast<std::uint32_t>(made.sounds.size()));
    made.places.push_back(static_cast<std::uint32_t>(i));
    made.initials += sound.front();
    made.sounds += sound;
  }
  return made;
}

SearchQuery search_query(std::string_view text) {
  SearchQuery query;
  bool is_sound = true;
  std::u16string word;
  const auto end_word = [&] {
    if (!word.empty()) query.words.push_back(std::move(word));
    word.clear();
  };
  for (const char16_t unit : folded_text(text)) {
    if (u_isUWhiteSpace(unit)) {
      end_word();
      continue;
    }
    word += unit;
    if (is_plain(unit)) {
      query.sound += typed(unit);
    } else if (unit != u'\'') {
      is_sound = false;  // an apostrophe divides syllables
    }
  }
  end_word();
  if (!is_sound) query.sound.clear();
  for (const std::u16string& one : query.words) {
    if (!query.folded.empty()) query.folded += u' ';
    query.folded += one;
  }
  return query;
}

std::optional<SearchFinding> find_in(const SearchText& text, const SearchQuery& query) {
  if (query.folded.empty()) return std::nullopt;
  auto found = find_words(text.folded, query);
  if (!found || found->distance == kApart) {
    if (const auto sound = find_sounds(text, query.sound)) found = sound;
  }
  const bool is_letter = query.folded.size() == 1 && is_plain(query.folded[0]);
  if (found && is_letter && found->distance != kWhole && found->distance != kBeginning &&
      found->distance != kWord && found->distance != kSoundBeginning)
    return std::nullopt;
  return found;
}

}  // namespace tenon
