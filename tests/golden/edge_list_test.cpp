// The published edge lists and the survey matrix are read as they are described in shared/data/README.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "exchange/edge_list_reader.h"
#include "exchange/essentiality_reader.h"
#include "support/shared_data.h"

namespace tenon {
namespace {

using Strings = std::vector<std::string>;

TEST(EdgeListFiles, ToyOf13Firms) {
  TENON_NEEDS_SHARED_DATA("esri/toy13_edges.csv");
  const auto toy = read_edge_list(shared_data_path("esri/toy13_edges.csv"));
  ASSERT_TRUE(toy.ok()) << toy.error().message;
  EXPECT_EQ(toy->firms.size(), 13U);
  EXPECT_EQ(toy->firms[0], "A");
  EXPECT_EQ(toy->firms[1], "X");
  EXPECT_TRUE(toy->network.has_link_classes());
  EXPECT_EQ(toy->warnings.to_string(), "");
}

TEST(EdgeListFiles, SyntheticOf300Firms) {
  TENON_NEEDS_SHARED_DATA("esri/net300_edges.csv");
  const auto net300 = read_edge_list(shared_data_path("esri/net300_edges.csv"));
  ASSERT_TRUE(net300.ok()) << net300.error().message;
  EXPECT_EQ(net300->firms.size(), 300U);
  EXPECT_EQ(net300->network.link_count(), 1802U);
  EXPECT_EQ(net300->warnings.to_string(), "");
}

TEST(EdgeListFiles, FigureOneWithItsNetworkColumn) {
  TENON_NEEDS_SHARED_DATA("esri/fig1_2022_edges.csv");
  const auto figure = read_edge_list(shared_data_path("esri/fig1_2022_edges.csv"));
  ASSERT_TRUE(figure.ok()) << figure.error().message;
  EXPECT_EQ(figure->firms.size(), 11U);
  EXPECT_FALSE(figure->network.has_link_classes());
  EXPECT_EQ(figure->warnings.warning_count(), 1U);  // the column network
}

TEST(EssentialityFiles, SurveyMatrixAndItsMapping) {
  TENON_NEEDS_SHARED_DATA("esri/ihs_essential_inputs_wiod.csv");
  const std::string matrix = shared_data_path("esri/ihs_essential_inputs_wiod.csv");
  const Strings sectors{"0111", "C20", "20.11", "9999"};  // A01, C20, C20, 9999
  const auto read = read_essentiality(matrix, shared_data_path("esri/nace4_to_wiod_ihs.csv"), sectors);
  ASSERT_TRUE(read.ok()) << read.error().message;
  const Essentiality& essentiality = read->essentiality;
  EXPECT_EQ(essentiality.of(0, 0), InputClass::kEssential);   // A01 -> A01
  EXPECT_EQ(essentiality.of(0, 1), InputClass::kNegligible);  // A01 -> C20
  EXPECT_EQ(essentiality.of(3, 0), InputClass::kNonEssential);
  EXPECT_EQ(essentiality.of(1, 2), essentiality.of(2, 1));
}

}  // namespace
}  // namespace tenon
