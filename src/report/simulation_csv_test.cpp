#include "report/simulation_csv.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/number.h"
#include "support/simulation_fixture.h"

namespace tenon {
namespace {

using Cells = std::vector<std::string>;

// Fields of well-formed CSV without line feeds in fields.
std::vector<Cells> cells_of(const std::string& text) {
  std::vector<Cells> rows;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    Cells cells(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    rows.push_back(std::move(cells));
    at = end + 1;
  }
  return rows;
}

std::size_t column(const std::vector<Cells>& rows, const std::string& name) {
  const auto found = std::find(rows[0].begin(), rows[0].end(), name);
  EXPECT_NE(found, rows[0].end()) << name;
  return static_cast<std::size_t>(found - rows[0].begin());
}

TEST(SimulationCsv, IsChosenByWord) {
  EXPECT_EQ(simulation_csv_kind("nodes"), SimulationCsv::kNodes);
  EXPECT_EQ(simulation_csv_kind("day"), std::nullopt);
}

TEST(SimulationCsv, EveryRowHasEveryField) {
  const auto made = simulation_fixture();
  for (const auto kind : {SimulationCsv::kDays, SimulationCsv::kNodes, SimulationCsv::kBreakdown}) {
    const auto rows = cells_of(simulation_csv(made->report, kind));
    for (const Cells& row : rows) ASSERT_EQ(row.size(), rows[0].size());
  }
}

TEST(SimulationCsv, DaysAreTheTotals) {
  const auto made = simulation_fixture();
  const auto rows = cells_of(simulation_csv(made->report, SimulationCsv::kDays));
  ASSERT_EQ(rows.size(), 1U + 2 * 120);
  EXPECT_EQ(rows[1][0], "A");
  EXPECT_EQ(rows[121][0], "B");
  EXPECT_EQ(parse_number(rows[1 + 50][column(rows, "output")]), made->run_without.totals[50].output);
  EXPECT_EQ(rows[1 + 50][column(rows, "day")], "50");
  EXPECT_EQ(rows[1][column(rows, "output_level")], "1");
  EXPECT_EQ(rows[1][column(rows, "partial")], "0");
}

TEST(SimulationCsv, NodesTellTheirCause) {
  const auto made = simulation_fixture();
  const auto rows = cells_of(simulation_csv(made->report, SimulationCsv::kNodes));
  ASSERT_EQ(rows.size(), 1U + 2 * made->report.nodes.size());
  bool found = false;
  for (const Cells& row : rows) {
    if (row[0] != "A" || row[column(rows, "node_id")] != "S1/IC-03") continue;
    found = true;
    EXPECT_EQ(row[column(rows, "cause")], "input");
    EXPECT_EQ(row[column(rows, "cause_inputs")], "IC-01");
    EXPECT_EQ(row[column(rows, "cause_node_id")], "abroad/IC-01");
    EXPECT_EQ(row[column(rows, "stop_cause")], "input");
    EXPECT_EQ(row[column(rows, "stop_cause_inputs")], "IC-01");
    EXPECT_EQ(row[column(rows, "city_id")], "320100");
    EXPECT_EQ(row[column(rows, "synthetic")], "1");
  }
  EXPECT_TRUE(found);
}

TEST(SimulationCsv, BreakdownIsLong) {
  const auto made = simulation_fixture();
  std::size_t groups = 0;
  for (const BreakdownLabels& labels : made->report.dimensions) groups += labels.groups.size();
  const auto rows = cells_of(simulation_csv(made->report, SimulationCsv::kBreakdown));
  EXPECT_EQ(rows.size(), 1U + 2 * 120 * groups);
}

TEST(SimulationCsv, OfAPartialRunSaysSoInEveryRow) {
  FabricatedOptions options = small_events();
  options.partial_days = 3;
  options.compare = false;
  const auto made = simulation_fixture(options);
  for (const auto kind : {SimulationCsv::kDays, SimulationCsv::kNodes, SimulationCsv::kBreakdown}) {
    const auto rows = cells_of(simulation_csv(made->report, kind));
    for (std::size_t i = 1; i < rows.size(); ++i) ASSERT_EQ(rows[i][1], "1");
  }
}

}  // namespace
}  // namespace tenon
