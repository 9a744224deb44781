#include "exchange/network_edit_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tenon {
namespace {

constexpr const char* kHeader =
    "op,firm,sector,other,other_sector,weight,share,factor,days,class,mode,name,location\n";

NamedEdits parse(const std::string& rows) {
  FaultList faults;
  auto edits = parse_network_edits(kHeader + rows, "edits.csv", faults);
  EXPECT_TRUE(edits.ok()) << edits.error().message;
  EXPECT_EQ(faults.warning_count(), 0U);
  return edits ? *edits : NamedEdits{};
}

std::vector<Fault> faults_of(const std::string& text) {
  FaultList faults;
  const auto edits = parse_network_edits(text, "edits.csv", faults);
  EXPECT_EQ(edits.ok(), !faults.has_errors());
  if (!edits) {
    EXPECT_EQ(edits.error().code, ErrorCode::kBadInput);
    EXPECT_NE(edits.error().message.find("edits.csv"), std::string::npos);
  }
  return faults.errors();
}

TEST(NetworkEditReader, ReadsEveryKind) {
  const NamedEdits edits = parse(
      "add_link,甲,,乙,,1.5e6,0.25,,,2,,,\n"
      "remove_link,甲,,乙,,,,,,,drop,,\n"
      "remove_link,甲,,乙,,,,,,,redistribute,,\n"
      "scale_capacity,甲,,,,,,1.5,,,,,\n"
      "scale_stock,甲,S7,,,,,,30,,,,\n"
      "merge_firms,甲,,乙,,,,,,,across_sectors,,\n"
      "build_plant,甲,S7,,,,0.3,,,,,新厂,合肥\n"
      "localise,,S7,,,,0.7,,,,,,\n");
  ASSERT_EQ(edits.edits.size(), 8U);
  EXPECT_EQ(edits.file, "edits.csv");
  const NamedEdit& link = edits.edits[0];
  EXPECT_EQ(link.kind, EditKind::kAddLink);
  EXPECT_EQ(link.firm, (PlacedName{"甲", 2, 2}));
  EXPECT_EQ(link.other, (PlacedName{"乙", 2, 4}));
  EXPECT_EQ(link.weight, 1.5e6);
  EXPECT_EQ(link.share, 0.25);
  EXPECT_EQ(link.input_class, 2);
  EXPECT_EQ(link.line, 2U);
  EXPECT_TRUE(edits.edits[1].drop);
  EXPECT_FALSE(edits.edits[2].drop);
  EXPECT_EQ(edits.edits[3].factor, 1.5);
  EXPECT_EQ(edits.edits[4].days, 30);
  EXPECT_EQ(edits.edits[4].sector.text, "S7");
  EXPECT_TRUE(edits.edits[5].across_sectors);
  EXPECT_EQ(edits.edits[6].name.text, "新厂");
  EXPECT_EQ(edits.edits[6].location.text, "合肥");
  EXPECT_EQ(edits.edits[7].kind, EditKind::kLocalise);
  EXPECT_EQ(edits.edits[7].share, 0.7);
}

TEST(NetworkEditReader, TakesOtherNamesOrdersAndWidths) {
  FaultList faults;
  const auto edits = parse_network_edits("\xEF\xBB\xBFWeight;\n", "edits.csv", faults);  // no column op
  EXPECT_FALSE(edits.ok());
  FaultList good;
  const auto read = parse_network_edits(
      "\xEF\xBB\xBF Customer ,SUPPLIER,Op,weight,Product\r\n乙,甲, ADD_LINK ,１２.５,p\r\n", "edits.csv",
      good);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->edits[0].firm, (PlacedName{"甲", 2, 2}));
  EXPECT_EQ(read->edits[0].other.text, "乙");
  EXPECT_EQ(read->edits[0].weight, 12.5);
  EXPECT_EQ(read->edits[0].sector.text, "p");
}

TEST(NetworkEditReader, WarnsOfUnknownColumns) {
  FaultList faults;
  const auto read = parse_network_edits("op,firm,factr\nscale_capacity,a,2\n", "edits.csv", faults);
  EXPECT_FALSE(read.ok());
  ASSERT_EQ(faults.warning_count(), 1U);
  EXPECT_NE(to_string(faults.warnings()[0]).find("did you mean \"factor\""), std::string::npos);
}

TEST(NetworkEditReader, NamesEveryFaultWithItsPlace) {
  const auto faults = faults_of(std::string(kHeader) +
                                "add_lnk,a,,b,,1,,,,,,,\n"         // 2: no such op
                                "add_link,a,,,,-1,2,,,7,,,\n"      // 3: four faults
                                "scale_stock,a,,,,,,2,3,,,,\n"     // 4: both
                                "scale_stock,a,,,,,,,,,,,\n"       // 5: neither
                                "localise,a,S7,,,,0.5,,,,,,\n"     // 6: firm unused
                                "merge_firms,a,,b,,,,,,,drop,,\n"  // 7: mode of another op
                                "build_plant,a,S7,,,,,,,,,p,\n"    // 8: firm without share
                                "remove_link,a,,b\n");             // 9: fields missing
  std::vector<std::string> text;
  for (const Fault& fault : faults) text.push_back(to_string(fault));
  ASSERT_EQ(text.size(), 11U);
  EXPECT_EQ(text[0],
            "edits.csv:2: error: column 1 'op' found \"add_lnk\": expected one of add_link, remove_link, "
            "scale_capacity, "
            "scale_stock, merge_firms, build_plant, localise; did you mean \"add_link\"?");
  EXPECT_EQ(text[1], "edits.csv:3: error: column 4 'other' add_link needs 'other'");
  EXPECT_NE(text[2].find("3: error: column 6 'weight' found \"-1\": expected a number above 0"),
            std::string::npos);
  EXPECT_NE(text[3].find("3: error: column 7 'share' found \"2\": expected a share from 0 to 1"),
            std::string::npos);
  EXPECT_NE(text[4].find("3: error: column 10 'class' found \"7\""), std::string::npos);
  EXPECT_NE(text[5].find("4: error: column 8 'factor' found \"2\": scale_stock needs either"),
            std::string::npos);
  EXPECT_NE(text[6].find("5: error: column 8"), std::string::npos);
  EXPECT_NE(text[7].find("6: error: column 2 'firm' found \"a\": localise has no use"), std::string::npos);
  EXPECT_NE(
      text[8].find("7: error: column 11 'mode' found \"drop\": expected 'same_sector' or 'across_sectors'"),
      std::string::npos);
  EXPECT_NE(text[9].find("8: error: column 7 'share'"), std::string::npos);
  EXPECT_NE(text[10].find("edits.csv:9"), std::string::npos);
}

TEST(NetworkEditReader, RefusesFilesThatAreNone) {
  EXPECT_EQ(faults_of("").size(), 1U);
  EXPECT_EQ(faults_of("firm,other\na,b\n").size(), 1U);
  EXPECT_EQ(faults_of("op,firm,supplier\n").size(), 1U) << "one column under two names";
  EXPECT_EQ(faults_of(std::string("op\n\0x", 5)).size(), 1U);
  FaultList faults;
  EXPECT_EQ(read_network_edits("/no/such/file.csv", faults).error().code, ErrorCode::kNotFound);
}

TEST(NetworkEditReader, AnEmptyListIsAList) {
  EXPECT_TRUE(parse("").edits.empty());
}

}  // namespace
}  // namespace tenon
