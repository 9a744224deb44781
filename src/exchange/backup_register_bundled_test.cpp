// The example register that comes with the program: made up, and in step with the dataset beside it.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "exchange/backup_register_reader.h"
#include "exchange/backup_register_writer.h"
#include "exchange/dataset_reader.h"

namespace tenon {
namespace {

const std::string kData = std::string(TENON_SOURCE_DIR) + "/data/";

TEST(BundledRegister, NamesTheDatasetsProductsAndMadeUpFirmsAlone) {
  FaultList faults;
  const auto reg = read_backup_register(kData + "backup/register_example.csv", faults);
  ASSERT_TRUE(reg.ok()) << reg.error().message;
  EXPECT_EQ(faults.warning_count(), 0U) << faults.to_string();
  const auto read = read_dataset(kData + "delta");
  ASSERT_TRUE(read.ok()) << read.error().message;
  const Dataset& dataset = read->dataset;
  std::map<std::string, std::size_t> products;
  for (const Product& product : dataset.products) ++products[product.name_zh];
  std::map<std::string, std::size_t> made_up;
  for (const Firm& firm : dataset.firms) made_up[firm.name_zh] += firm.synthetic ? 1 : 100;
  EXPECT_GE(reg->entries.size(), 25U);
  for (const BackupEntry& entry : reg->entries) {
    EXPECT_EQ(products[entry.product.text], 1U) << entry.product.text;
    for (const PlacedName* firm : {&entry.buyer, &entry.maker}) {
      if (firm->text.empty()) continue;
      EXPECT_EQ(made_up[firm->text], 1U) << firm->text;
    }
    EXPECT_EQ(entry.provenance.grade, 'S');
  }
}

TEST(BundledRegister, ComesBackFromTheWriterWithoutLoss) {
  FaultList faults;
  const auto reg = read_backup_register(kData + "backup/register_example.csv", faults);
  ASSERT_TRUE(reg.ok());
  const std::string text = backup_register_csv(*reg, {RegisterHeader::kBoth, true});
  const auto again = parse_backup_register(text, reg->file, faults);
  ASSERT_TRUE(again.ok());
  ASSERT_EQ(again->entries.size(), reg->entries.size());
  EXPECT_EQ(backup_register_csv(*again, {RegisterHeader::kBoth, true}), text);
}

}  // namespace
}  // namespace tenon
