// ESRI against published and independently computed values.
#include "risk/esri.h"

#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <string>

#include "base/number.h"
#include "exchange/csv_reader.h"
#include "exchange/edge_list_reader.h"
#include "exchange/text_file.h"
#include "support/shared_data.h"

namespace tenon {
namespace {

using Row = std::map<std::string, std::string>;

std::vector<Row> read_rows(const std::string& relative) {
  FaultList faults;
  const auto file = TextFile::open(shared_data_path(relative), relative, faults);
  EXPECT_TRUE(file.has_value()) << faults.to_string();
  std::vector<Row> rows;
  if (!file) return rows;
  CsvReader reader(relative, file->text());
  std::vector<std::string> header;
  while (reader.next() == CsvStep::kRecord) {
    std::vector<std::string> fields(reader.fields().begin(), reader.fields().end());
    if (header.empty()) {
      header = fields;
      continue;
    }
    Row row;
    for (std::size_t c = 0; c < header.size(); ++c) row[header[c]] = fields[c];
    rows.push_back(row);
  }
  return rows;
}

std::vector<std::uint32_t> all_firms(const FirmNetwork& network) {
  std::vector<std::uint32_t> firms(network.firm_count);
  std::iota(firms.begin(), firms.end(), 0U);
  return firms;
}

std::map<std::string, EsriScore> scores_by_name(const EdgeList& edges, const EsriInputs& inputs,
                                                double epsilon) {
  const auto model = build_esri_model(inputs);
  EXPECT_TRUE(model.ok());
  const auto scores = compute_esri(**model, all_firms(edges.network), {.epsilon = epsilon});
  EXPECT_TRUE(scores.ok());
  std::map<std::string, EsriScore> by_name;
  for (std::size_t i = 0; i < scores->size(); ++i) by_name[std::string(edges.firms[i])] = (*scores)[i];
  return by_name;
}

TEST(EsriGolden, Toy13) {
  TENON_NEEDS_SHARED_DATA("esri/toy13_edges.csv");
  const auto edges = read_edge_list(shared_data_path("esri/toy13_edges.csv"));
  ASSERT_TRUE(edges.ok()) << edges.error().message;
  const auto scores = scores_by_name(*edges, {.network = &edges->network}, 1e-2);
  const auto expected = read_rows("esri/toy13_expected.csv");
  ASSERT_EQ(expected.size(), 13U);
  for (const Row& row : expected) {
    EXPECT_NEAR(scores.at(row.at("company")).combined, *parse_number(row.at("esri")), 1e-12)
        << row.at("company");
  }
}

TEST(EsriGolden, Net300) {
  TENON_NEEDS_SHARED_DATA("esri/net300_edges.csv");
  const auto edges = read_edge_list(shared_data_path("esri/net300_edges.csv"));
  ASSERT_TRUE(edges.ok()) << edges.error().message;
  const EsriInputs inputs{.network = &edges->network};
  const auto coarse = scores_by_name(*edges, inputs, 1e-2);
  const auto fine = scores_by_name(*edges, inputs, 1e-6);
  const auto expected = read_rows("esri/net300_expected.csv");
  ASSERT_EQ(expected.size(), edges->network.firm_count);
  for (const Row& row : expected) {
    const std::string& firm = row.at("firm");
    EXPECT_NEAR(coarse.at(firm).combined, *parse_number(row.at("esri_eps_1e-2")), 1e-12) << firm;
    EXPECT_NEAR(fine.at(firm).combined, *parse_number(row.at("esri_eps_1e-6")), 1e-12) << firm;
  }
}

// The three essentiality settings of Figure 1, as classes by supplier sector and buyer sector.
InputClass class_in_setting(const std::string& setting, std::uint32_t supplier_sector,
                            std::uint32_t buyer_sector, const std::vector<std::string>& sectors) {
  if (setting == "all_nonessential_linear") return InputClass::kNonEssential;
  if (setting == "all_essential_leontief") return InputClass::kEssential;
  if (setting == "sector2_essential_mixed") {
    return sectors[supplier_sector] == "2" ? InputClass::kEssential : InputClass::kNonEssential;
  }
  ADD_FAILURE() << "unknown setting " << setting << " " << sectors[supplier_sector] << sectors[buyer_sector];
  return InputClass::kNegligible;
}

TEST(EsriGolden, Figure1Of2022) {
  TENON_NEEDS_SHARED_DATA("esri/fig1_2022_edges.csv");
  const auto edges = read_edge_list(shared_data_path("esri/fig1_2022_edges.csv"));
  ASSERT_TRUE(edges.ok()) << edges.error().message;
  std::size_t compared = 0;
  std::map<std::string, std::map<std::string, EsriScore>> cache;
  for (const Row& row : read_rows("esri/fig1_2022_expected.csv")) {
    const double epsilon = *parse_number(row.at("eps"));
    const std::string key = row.at("essential") + row.at("substitution") + row.at("eps");
    if (!cache.contains(key)) {
      const std::uint32_t m = edges->network.sector_count;
      Essentiality essentiality{m, {}};
      for (std::uint32_t k = 0; k < m; ++k) {
        for (std::uint32_t l = 0; l < m; ++l) {
          essentiality.classes.push_back(class_in_setting(row.at("essential"), k, l, edges->sectors));
        }
      }
      EsriInputs inputs{.network = &edges->network, .essentiality = &essentiality};
      inputs.replaceability =
          row.at("substitution") == "none" ? Replaceability::kNone : Replaceability::kMarketShare;
      cache[key] = scores_by_name(*edges, inputs, epsilon);
    }
    const EsriScore& score = cache[key].at(row.at("firm"));
    EXPECT_NEAR(score.combined, *parse_number(row.at("esri")), 1e-9) << key << " firm " << row.at("firm");
    EXPECT_NEAR(score.downstream, *parse_number(row.at("esri_down")), 1e-9)
        << key << " firm " << row.at("firm");
    EXPECT_NEAR(score.upstream, *parse_number(row.at("esri_up")), 1e-9) << key << " firm " << row.at("firm");
    ++compared;
  }
  EXPECT_EQ(compared, 132U);
}

}  // namespace
}  // namespace tenon
