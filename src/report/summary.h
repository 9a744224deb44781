// The counts that open every report, and the one sentence that answers it.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/analysis.h"
#include "report/words.h"

namespace tenon {

struct LevelCounts {
  std::array<std::size_t, kLevelCount> of{};  // by Level

  [[nodiscard]] std::size_t operator[](Level level) const { return of[static_cast<std::size_t>(level)]; }
  std::size_t& operator[](Level level) { return of[static_cast<std::size_t>(level)]; }
};

struct ChainSummary {
  ChainId chain;
  std::size_t product_count = 0;  // examined
  LevelCounts levels;
  std::size_t gap_count = 0;
  std::optional<std::size_t> worst;  // position in break_points
};

struct GapCount {
  std::string what;
  std::size_t count = 0;
};

// How many figures of one year, by grade.
struct YearCount {
  int year = 0;
  std::map<char, std::size_t> by_grade;
};

struct Summary {
  LevelCounts levels;  // of products and firms
  std::size_t subject_count = 0;
  std::size_t ranked_count = 0;
  std::size_t capped_count = 0;   // held back for want of better evidence
  std::optional<int> first_year;  // of the evidence listed
  std::optional<int> last_year;
  std::size_t fact_count = 0;       // facts about the products examined
  std::size_t old_fact_count = 0;   // of these, before options.old_before
  std::size_t used_fact_count = 0;  // pieces of published evidence that entered a computation
  bool shows_synthetic = false;     // some break point lists a synthetic number
  std::size_t synthetic_count = 0;  // break points with a synthetic number in the computation
  std::vector<std::pair<std::string, std::string>>
      synthetic_uses;                // labels (zh, en) of those numbers, each once
  std::size_t real_maker_count = 0;  // capability entries of real firms for the products examined
  std::size_t synthetic_maker_count = 0;
  std::vector<ChainSummary> chains;   // in dataset order; only chains with a product examined
  std::vector<GapCount> gaps;         // most frequent first, then by name
  std::vector<YearCount> fact_years;  // ascending; facts without a year are not here
  std::vector<YearCount> maker_years;
  std::map<char, std::size_t> fact_grades;
  std::map<char, std::size_t> maker_grades;
};

// O(dataset + break points with their evidence).
Summary summarise(const Analysis& analysis);

// "2 red, 5 orange, 11 yellow among 390 products; worst: ... Data from 2007–2026; 41 gaps; synthetic layer
// used for
// ... in 12 of them." in both languages.
struct Sentence {
  std::string zh;
  std::string en;
};
Sentence answer_sentence(const Analysis& analysis, const Summary& summary);

}  // namespace tenon
