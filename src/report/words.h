// The words and identifiers that reports use for enums, in both languages, and names of regions as they are
// printed.
//
// Identifiers are stable: they appear in JSON, CSV, CSS classes and addresses. All functions are pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/dataset.h"
#include "risk/break_points.h"

namespace tenon {

struct Words {
  std::string_view zh;
  std::string_view en;
};

inline constexpr std::size_t kLevelCount = 6;
inline constexpr std::size_t kSegmentCount = 3;

std::string_view id_of(Level level);               // red, orange, yellow, blue, none, unknown
std::string_view id_of(RiskKind kind);             // external_dependence, ...
std::string_view id_of(RemedyClass remedy_class);  // supplement, secure, strengthen
std::string_view id_of(Segment segment);           // upstream, midstream, downstream
std::string_view id_of(CapabilityStatus status);   // unknown, qualified, trial, potential

Words words_of(Level level);
Words words_of(RiskKind kind);
Words words_of(RemedyClass remedy_class);
Words words_of(Segment segment);
Words words_of(CapabilityStatus status);

// Source grades A, B, C, M, S; anything else is "not graded".
Words words_of_grade(char grade);

// The shape that stands for a level where only text can be printed: octagon, triangle, diamond, circle.
// Shapes are reserved for levels.
std::string_view glyph_of(Level level);

// 4 for red down to 1 for blue, 0 otherwise.
int bars_of(Level level);

// How a region is printed in Chinese: as the dataset names it, but TWN, HKG and MAC always as 中国台湾,
// 中国香港 and 中国澳门.
std::string region_name_zh(const Region& region);
std::string region_name_en(const Region& region);

// The same for a bare ISO 3166-1 alpha-3 code: the dataset's region of that code if there is one, else the
// code.
std::string country_name_zh(const Dataset& dataset, std::string_view code);
std::string country_name_en(const Dataset& dataset, std::string_view code);

}  // namespace tenon
