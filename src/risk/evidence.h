// How much a published figure weighs: its grade and its age, and how it is shown as evidence.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "risk/break_points.h"

namespace tenon {

// A share, dependence or index known up to an interval, 0 <= low <= value <= high <= 1.
using Interval = Component;

// Weight of a grade: A 1, B 0.9, C 0.5, M 0.3, S 0.1, none stated 0.4.
double grade_weight(char grade);

// Grades that may stand behind a red level.
bool is_published_grade(char grade);

// Years of age at `current_year`; nullopt if the year is not stated.
std::optional<int> age_of(const Provenance& provenance, int current_year);

bool is_old(const Provenance& provenance, int old_before);

// The newest year of any fact, share or capability; 0 if none is stated. O(records).
int newest_year(const Dataset& dataset);

// grade_weight x 0.9^age, age 5 if not stated: the figure of highest quality gives the value where several
// answer one question. Ties go to the later year, then to the source text, so that row order does not matter.
double quality_of(const Provenance& provenance, int current_year);

// Whether a is to be preferred to b under that rule.
bool better_source(const Provenance& a, const Provenance& b, int current_year);

// low and high of a fact use in percent, as an interval of [0, 1] with the middle as value. nullopt if the
// fact has no number. One side missing counts as both. Clamped to [0, 1].
std::optional<Interval> percent_interval(const FactUse& use, const Fact& fact);

// The raw numbers of a fact use (days, flags): low, high; nullopt if there is none.
struct RawRange {
  double low = 0;
  double high = 0;
  [[nodiscard]] double middle() const { return (low + high) / 2; }
};
std::optional<RawRange> raw_range(const FactUse& use, const Fact& fact);

// Where a number comes from that was computed here: `what` as source, no grade.
Provenance computed_provenance(const std::string& what);

// Sources of what supplies between firms went into.
inline constexpr const char* kComputedFromSupplies = "computed from the supplies listed";
inline constexpr const char* kComputedFromFirmLayer = "computed from the firm layer";

Interval make_interval(double value, double low, double high);

// The fact as a line of evidence, not yet computed with.
Evidence evidence_of_fact(const Fact& fact, int old_before);

// The number that a use reads from the fact. Where it is not the fact's own but stands in its scope text, the
// line gets a metric of its own ("leading_provider_share", "top_group_share", else "figure_in_scope").
Evidence evidence_of_use(const FactUse& use, const Fact& fact, int old_before);

// "长三角 Yangtze River Delta": a name for both languages.
std::string both_names(const std::string& zh, const std::string& en);

// Appends the product's `facts` (positions) that `lines` does not show yet, as evidence only.
void append_unused_facts(const Dataset& dataset, std::span<const std::size_t> facts, int old_before,
                         std::vector<Evidence>& lines);

// The same statement: one fact may answer several questions but is listed once.
bool same_evidence(const Evidence& a, const Evidence& b);

}  // namespace tenon
