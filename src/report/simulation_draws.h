// What drawn runs (scenario/drawn_runs.h) come to: quantiles over the draws, and differences taken draw by
// draw.
//
// A quantile is the order statistic ceil(n x level). A day that a draw does not reach within the days
// simulated stands behind all that were reached.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "report/bilingual.h"
#include "report/json_writer.h"
#include "scenario/confidence.h"
#include "scenario/drawn_runs.h"

namespace tenon {

inline constexpr std::array<double, 5> kDrawLevels = {0.1, 0.25, 0.5, 0.75, 0.9};

struct Band {
  std::array<double, kDrawLevels.size()> at{};  // ascending, one a level
};
struct DayBand {
  std::array<std::optional<int>, kDrawLevels.size()> at{};  // nothing: not reached
  std::size_t not_reached = 0;                              // draws
};

// Of one run.
struct DrawsSummary {
  std::vector<Band> loss;  // one a day: part of normal output
  Band worst_loss;
  DayBand worst_day;    // of draws that lose anything
  DayBand recovery_90;  // first day from which output stays at the level to the end; 0: never below
  DayBand recovery_99;
  Band lost_output;  // money, all days
};

// Of a second run less the first, draws of both being the same. Below 0: the second loses less.
struct DrawsDifference {
  std::vector<Band> loss;
  Band lost_output;
  Estimate mean_lost_output;  // 95 % interval of the mean, by Student
  Estimate share_lower;       // of the draws, in which the second loses less; by Clopper and Pearson
};

// What a simulation was repeated with, and what came of it; one entry a run of the report.
struct SimulationDraws {
  std::uint32_t wanted = 0;
  std::uint64_t seed = 1;
  DrawWidths widths;
  std::vector<DrawnRuns> runs;
};

// `runs` hold at least one draw; equally many and equal days where they are compared.
DrawsSummary summarise_draws(const DrawnRuns& runs);
DrawsDifference compare_draws(const DrawnRuns& first, const DrawnRuns& second);

// "累计损失 1.2 亿元（80%：0.9–1.6 亿元，200 次）" of the first run, and of the difference where there are
// two.
Bilingual draws_sentence(const SimulationDraws& draws, const std::string& currency);

// The object `draws` of docs/simulate.schema.json.
void write_draws(JsonWriter& json, const SimulationDraws& draws);

}  // namespace tenon
