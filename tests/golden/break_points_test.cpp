// The bundled dataset gives the list that the field's engineers would expect, and nothing rests on nothing.
#include "risk/break_points.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>

#include "exchange/dataset_reader.h"

namespace tenon {
namespace {

const Dataset& delta() {
  static const Dataset dataset = [] {
    Result<ReadDataset> read = read_dataset(TENON_SOURCE_DIR "/data/delta");
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().message);
    return read.ok() ? std::move(read->dataset) : Dataset{};
  }();
  return dataset;
}

BreakPointReport analyse(const std::string& scope) {
  BreakPointOptions options;
  options.scope = scope;
  return find_break_points(delta(), options).value();
}

const std::string& id_of(const BreakPoint& point) {
  return delta().products[point.subject.index].id;
}

std::map<std::string, const BreakPoint*> by_id(const BreakPointReport& report) {
  std::map<std::string, const BreakPoint*> points;
  for (const BreakPoint& point : report.break_points) points[id_of(point)] = &point;
  return points;
}

TEST(DeltaBreakPoints, TheKnownOnesComeUp) {
  const BreakPointReport report = analyse("YRD");
  // EUV and immersion scanners, EDA, KrF and ArF resist, TAC and PVA film, HBM, ABF film, low-CTE glass cloth
  // (two products), aero-engines, mask writers, tracks, lithography optics, process control, display
  // exposure, photomasks.
  const std::set<std::string> expected = {"ICIC-19", "ICIC-18", "ICIC-01", "ICIC-07", "ICIC-08", "DISP-05",
                                          "DISP-04", "AICH-01", "ICIC-43", "ICIC-44", "AICH-26", "AVIA-21",
                                          "ICIC-45", "ICIC-20", "ICIC-17", "ICIC-28", "DISP-15", "ICIC-09"};
  std::size_t found = 0;
  for (const BreakPoint& point : report.break_points) {
    if (point.rank >= 1 && point.rank <= 40 && expected.count(id_of(point)) > 0) ++found;
  }
  EXPECT_GE(found, 15U);
  const auto points = by_id(report);
  for (const char* id : {"ICIC-18", "ICIC-45", "AVIA-21", "ICIC-43", "AICH-01", "DISP-05"}) {
    EXPECT_LE(points.at(id)->rank, 20U) << id;
    EXPECT_EQ(points.at(id)->level, Level::kRed) << id;
  }
}

TEST(DeltaBreakPoints, StrongProductsSink) {
  const auto report = analyse("YRD");
  const auto points = by_id(report);
  for (const char* id : {"NEVS-04", "NEVS-11", "ROBO-08", "DISP-32"}) {  // anodes, cells, magnets, LCD panels
    ASSERT_TRUE(points.at(id)->score.has_value()) << id;
    EXPECT_GT(points.at(id)->rank, 150U) << id;
    EXPECT_EQ(points.at(id)->level, Level::kNone) << id;
  }
}

TEST(DeltaBreakPoints, NothingWithoutRealEvidenceCarriesAScore) {
  const BreakPointReport report = analyse("YRD");
  std::set<std::size_t> real;  // products with a reviewed figure or a maker somebody published
  for (const FactUse& use : delta().fact_uses) real.insert(delta().facts[use.fact].product.index());
  for (const Share& share : delta().shares) real.insert(share.product.index());
  for (const Capability& capability : delta().capabilities) {
    const char grade = capability.provenance.grade;
    if (!delta().firm(capability.firm).synthetic && (grade == 'A' || grade == 'B' || grade == 'C')) {
      real.insert(capability.product.index());
    }
  }
  std::size_t scored = 0;
  for (const BreakPoint& point : report.break_points) {
    if (!point.score) {
      EXPECT_EQ(point.level, Level::kUnknown);
      continue;
    }
    ++scored;
    EXPECT_EQ(real.count(point.subject.index), 1U) << id_of(point);
    const bool real_number =
        std::any_of(point.evidence.begin(), point.evidence.end(), [](const Evidence& line) {
          return line.computed_with && !line.synthetic && line.provenance.grade != 'S';
        });
    EXPECT_TRUE(real_number) << id_of(point);
  }
  EXPECT_GT(scored, 100U);
  EXPECT_LT(scored, delta().products.size());
}

TEST(DeltaBreakPoints, RedRestsOnPublishedFiguresOnly) {
  for (const BreakPoint& point : analyse("YRD").break_points) {
    if (point.level != Level::kRed) continue;
    const bool published =
        std::any_of(point.evidence.begin(), point.evidence.end(), [](const Evidence& line) {
          return line.computed_with && !line.synthetic &&
                 (line.provenance.grade == 'A' || line.provenance.grade == 'B') &&
                 !line.provenance.source.empty() && line.provenance.year.has_value();
        });
    EXPECT_TRUE(published) << id_of(point);
  }
}

TEST(DeltaBreakPoints, OldFactsAreMarked) {
  for (const BreakPoint& point : analyse("YRD").break_points) {
    for (const Evidence& line : point.evidence) {
      EXPECT_EQ(line.old, line.provenance.year.has_value() && *line.provenance.year < 2021) << id_of(point);
    }
  }
}

TEST(DeltaBreakPoints, SyntheticNumbersDoNotEnterTheScore) {
  Dataset real = delta();
  real.supplies.clear();
  for (Capability& capability : real.capabilities) {
    if (real.firm(capability.firm).synthetic)
      capability.annual_capacity = capability.annual_output = std::nullopt;
  }
  const BreakPointReport with = analyse("YRD");
  const BreakPointReport without = find_break_points(real, {}).value();
  ASSERT_EQ(with.break_points.size(), without.break_points.size());
  for (std::size_t k = 0; k < with.break_points.size(); ++k) {
    EXPECT_EQ(with.break_points[k].subject.index, without.break_points[k].subject.index);
    EXPECT_EQ(with.break_points[k].level, without.break_points[k].level);
  }
}

TEST(DeltaBreakPoints, APartOfTheCountryIsNeverLessExposed) {
  const BreakPointReport country = analyse("CHN");
  const BreakPointReport area = analyse("YRD");
  const BreakPointReport province = analyse("340000");
  const auto in_country = by_id(country);
  const auto in_area = by_id(area);
  const auto in_province = by_id(province);
  std::size_t stricter = 0;
  for (const auto& [id, point] : in_country) {
    if (!point->exposure) continue;
    EXPECT_GE(in_area.at(id)->exposure->value, point->exposure->value - 1e-12) << id;
    EXPECT_GE(in_province.at(id)->exposure->value, in_area.at(id)->exposure->value - 1e-12) << id;
    EXPECT_GE(in_area.at(id)->recovery->value, point->recovery->value - 1e-12) << id;
    EXPECT_GE(in_province.at(id)->recovery->value, in_area.at(id)->recovery->value - 1e-12) << id;
    if (in_province.at(id)->score->value > in_area.at(id)->score->value + 1e-6) ++stricter;
  }
  EXPECT_GT(stricter, 50U);
}

TEST(DeltaBreakPoints, TakesNoTime) {
  const auto start = std::chrono::steady_clock::now();
  analyse("YRD");
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  EXPECT_LT(spent.count(), 3.0);  // 0.03 s on the reference machine; sanitizers and busy machines allowed for
}

}  // namespace
}  // namespace tenon
