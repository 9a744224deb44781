#include "report/simulation_draws.h"

#include <algorithm>
#include <cmath>

#include "report/figures.h"
#include "scenario/paired_comparison.h"

namespace tenon {
namespace {

std::size_t rank_of(double level, std::size_t count) {
  const double rank = std::ceil(static_cast<double>(count) * level - 1e-9);
  return std::clamp<std::size_t>(static_cast<std::size_t>(rank), 1, count) - 1;
}

Band band_of(std::vector<double> values) {
  Band band;
  std::sort(values.begin(), values.end());
  for (std::size_t k = 0; k < kDrawLevels.size(); ++k)
    band.at[k] = values[rank_of(kDrawLevels[k], values.size())];
  return band;
}

// Days of -1 were not reached.
DayBand day_band_of(std::vector<int> days) {
  DayBand band;
  band.not_reached = static_cast<std::size_t>(std::count(days.begin(), days.end(), -1));
  if (days.empty()) return band;
  std::sort(days.begin(), days.end(), [](int a, int b) { return a >= 0 && (b < 0 || a < b); });
  for (std::size_t k = 0; k < kDrawLevels.size(); ++k) {
    const int day = days[rank_of(kDrawLevels[k], days.size())];
    if (day >= 0) band.at[k] = day;
  }
  return band;
}

int recovery_day(std::span<const float> loss, double level) {
  std::size_t after = loss.size();
  while (after > 0 && 1 - static_cast<double>(loss[after - 1]) >= level) --after;
  return after == loss.size() && after > 0 ? -1 : static_cast<int>(after);
}

double lost_output(const DrawnRuns& runs, std::size_t draw) {
  double sum = 0;
  for (const float loss : runs.of_draw(draw)) sum += static_cast<double>(loss);
  return sum * runs.normal_output;
}

std::vector<double> lost_outputs(const DrawnRuns& runs) {
  std::vector<double> lost;
  for (std::size_t draw = 0; draw < runs.draws; ++draw) lost.push_back(lost_output(runs, draw));
  return lost;
}

// Six decimals are about all that a float holds.
double rounded(double share) {
  return std::round(share * 1e6) / 1e6;
}

void write_band(JsonWriter& json, std::string_view key, const Band& band) {
  json.key(key).numbers(band.at);
}

void write_days(JsonWriter& json, std::string_view key, const DayBand& band) {
  json.key(key).begin_object().key("day").begin_array();
  for (const std::optional<int>& day : band.at) json.optional_integer(day);
  json.end_array().key("not_reached").integer(static_cast<std::int64_t>(band.not_reached)).end_object();
}

// One list of days a level.
void write_loss(JsonWriter& json, const std::vector<Band>& loss) {
  json.key("loss").begin_array();
  for (std::size_t level = 0; level < kDrawLevels.size(); ++level) {
    std::vector<double> days;
    for (const Band& band : loss) days.push_back(rounded(band.at[level]));
    json.numbers(days);
  }
  json.end_array();
}

void write_estimate(JsonWriter& json, std::string_view key, const Estimate& estimate) {
  json.key(key).begin_object().key("value").number(estimate.value);
  json.key("low").optional_number(estimate.low).key("high").optional_number(estimate.high).end_object();
}

}  // namespace

DrawsSummary summarise_draws(const DrawnRuns& runs) {
  DrawsSummary summary;
  const auto days = static_cast<std::size_t>(runs.days);
  std::vector<double> values(runs.draws);
  for (std::size_t day = 0; day < days; ++day) {
    for (std::size_t draw = 0; draw < runs.draws; ++draw) {
      values[draw] = static_cast<double>(runs.loss[draw * days + day]);
    }
    summary.loss.push_back(band_of(values));
  }
  std::vector<double> worst;
  std::vector<int> worst_day;
  std::vector<int> back_90;
  std::vector<int> back_99;
  for (std::size_t draw = 0; draw < runs.draws; ++draw) {
    const auto loss = runs.of_draw(draw);
    const auto most = std::max_element(loss.begin(), loss.end());
    constexpr float kNoise = 1e-6F;  // less is rounding of sums
    const bool loses = most != loss.end() && *most > kNoise;
    worst.push_back(loses ? static_cast<double>(*most) : 0.0);
    if (loses) worst_day.push_back(static_cast<int>(most - loss.begin()));
    back_90.push_back(recovery_day(loss, 0.9));
    back_99.push_back(recovery_day(loss, 0.99));
  }
  summary.worst_loss = band_of(std::move(worst));
  summary.worst_day = day_band_of(std::move(worst_day));
  summary.recovery_90 = day_band_of(std::move(back_90));
  summary.recovery_99 = day_band_of(std::move(back_99));
  summary.lost_output = band_of(lost_outputs(runs));
  return summary;
}

DrawsDifference compare_draws(const DrawnRuns& first, const DrawnRuns& second) {
  DrawsDifference difference;
  const std::size_t draws = std::min(first.draws, second.draws);
  const auto days = static_cast<std::size_t>(std::min(first.days, second.days));
  std::vector<double> values(draws);
  for (std::size_t day = 0; day < days; ++day) {
    for (std::size_t draw = 0; draw < draws; ++draw) {
      values[draw] =
          static_cast<double>(second.of_draw(draw)[day]) - static_cast<double>(first.of_draw(draw)[day]);
    }
    difference.loss.push_back(band_of(values));
  }
  std::vector<double> before = lost_outputs(first);
  std::vector<double> after = lost_outputs(second);
  before.resize(draws);
  after.resize(draws);
  for (std::size_t draw = 0; draw < draws; ++draw) values[draw] = after[draw] - before[draw];
  difference.lost_output = band_of(values);
  if (const auto paired = compare_paired(before, after, 0.95, {})) {
    difference.mean_lost_output = paired->expected;
    difference.share_lower = paired->share_lower;
  }
  return difference;
}

Bilingual draws_sentence(const SimulationDraws& draws, const std::string& currency) {
  if (draws.runs.empty() || draws.runs.front().draws == 0) return {};
  const std::string count = std::to_string(draws.runs.front().draws);
  const auto range = [&](const Band& band) {
    const Bilingual low = money_figure(band.at.front(), currency);
    const Bilingual middle = money_figure(band.at[2], currency);
    const Bilingual high = money_figure(band.at.back(), currency);
    return Bilingual{middle.zh + "（80%：" + low.zh + " 至 " + high.zh + "）",
                     middle.en + " (80 %: " + low.en + " to " + high.en + ")"};
  };
  const Bilingual lost = range(summarise_draws(draws.runs.front()).lost_output);
  const std::string seed = std::to_string(draws.seed);
  Bilingual text{"随机 " + count + " 次（种子 " + seed + "）：累计损失 " + lost.zh,
                 count + " draws (seed " + seed + "): " + lost.en + " of output lost in all"};
  if (draws.runs.size() > 1 && draws.runs[1].draws > 0) {
    const Bilingual more = range(compare_draws(draws.runs[0], draws.runs[1]).lost_output);
    text.zh += "；B − A " + more.zh;
    text.en += "; B − A " + more.en;
  }
  text.zh += "。";
  text.en += ".";
  return text;
}

void write_draws(JsonWriter& json, const SimulationDraws& draws) {
  json.begin_object().key("wanted").integer(draws.wanted);
  json.key("seed").integer(static_cast<std::int64_t>(draws.seed));
  json.key("stocks").boolean(draws.widths.stocks).key("loss_width").number(draws.widths.loss);
  json.key("duration_width").number(draws.widths.duration);
  json.key("recovery_width").number(draws.widths.recovery);
  json.key("levels").numbers(kDrawLevels).key("runs").begin_array();
  bool all = !draws.runs.empty();
  for (const DrawnRuns& runs : draws.runs) {
    all = all && runs.draws > 0;
    json.begin_object().key("draws").integer(runs.draws);
    if (runs.draws > 0) {
      const DrawsSummary summary = summarise_draws(runs);
      write_band(json, "worst_loss", summary.worst_loss);
      write_days(json, "worst_day", summary.worst_day);
      write_days(json, "recovery_90", summary.recovery_90);
      write_days(json, "recovery_99", summary.recovery_99);
      write_band(json, "lost_output", summary.lost_output);
      write_loss(json, summary.loss);
    }
    json.end_object();
  }
  json.end_array().key("difference");
  if (all && draws.runs.size() == 2) {
    const DrawsDifference difference = compare_draws(draws.runs[0], draws.runs[1]);
    json.begin_object();
    write_band(json, "lost_output", difference.lost_output);
    write_estimate(json, "mean_lost_output", difference.mean_lost_output);
    write_estimate(json, "share_lower", difference.share_lower);
    write_loss(json, difference.loss);
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
}

}  // namespace tenon
