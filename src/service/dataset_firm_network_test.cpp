#include "service/dataset_firm_network.h"

#include <gtest/gtest.h>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

TEST(DatasetFirmNetwork, SuppliesAreLinksWithTheStrictestClass) {
  DatasetBuilder b;
  for (const char* product : {"P", "A", "B", "C"}) b.product(product);
  b.input("A", "P");
  b.input("B", "P");
  for (const char* firm : {"maker", "one", "two", "plain"}) b.firm(firm, "320500");
  b.capability("maker", "P", 10, 20);
  b.supply("one", "maker", "A", 5, 20);
  b.supply("one", "maker", "B", 7, 20);
  b.supply("two", "maker", "C", 3, 20);
  b.supply("one", "plain", "A", 2, 20);
  Dataset& data = b.data;
  data.firms[1].gbt4754 = "C3972";
  data.firms[2].gbt4754 = "C3985";
  data.inputs[0].essential = false;
  data.inputs[1].essential = true;

  const DatasetFirmNetwork result = dataset_firm_network(data).value();
  const FirmNetwork& network = result.network;
  EXPECT_EQ(network.firm_count, 4U);
  ASSERT_EQ(network.link_count(), 3U);  // two products of one to maker are one link
  EXPECT_EQ(result.unclassified_links, 2U);
  EXPECT_EQ(network.sector[1] == network.sector[2], false);
  // Customers of one, in order: maker, plain.
  EXPECT_EQ(network.customers.weight[network.customers.begin(1)], 12 * 365.0);
  EXPECT_EQ(network.customers.input_class[network.customers.begin(1)], InputClass::kEssential);
  EXPECT_EQ(network.customers.input_class[network.customers.begin(1) + 1], InputClass::kNonEssential);
  EXPECT_EQ(network.customers.input_class[network.customers.begin(2)], InputClass::kNonEssential);
  EXPECT_EQ(result.sectors[network.sector[1]], "C397");
}

TEST(DatasetFirmNetwork, NeedsSupplies) {
  EXPECT_EQ(dataset_firm_network(DatasetBuilder().data).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace tenon
