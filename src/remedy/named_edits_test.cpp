#include "remedy/named_edits.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

NamedEdit edit_of(EditKind kind, const std::string& firm, const std::string& other = "",
                  const std::string& sector = "") {
  NamedEdit edit;
  edit.kind = kind;
  edit.line = 2;
  if (!firm.empty()) edit.firm = {firm, 2, 2};
  if (!other.empty()) edit.other = {other, 2, 4};
  if (!sector.empty()) edit.sector = {sector, 2, 3};
  return edit;
}

class NamedEditsTest : public ::testing::Test {
 protected:
  NamedEditsTest() {
    for (const char* name : {"alpha", "beta", "gamma"}) firms_.append(name);
  }
  Result<std::vector<NetworkEdit>> resolve(std::vector<NamedEdit> edits) {
    faults_ = FaultList();
    return resolve_edits({"edits.csv", std::move(edits)}, firms_, sectors_, faults_);
  }
  NameTable firms_;
  std::vector<std::string> sectors_{"C26", "C39"};
  FaultList faults_;
};

TEST_F(NamedEditsTest, TurnsNamesIntoNumbers) {
  NamedEdit add = edit_of(EditKind::kAddLink, "beta", "gamma");
  add.weight = 5;
  add.share = 0.5;
  add.input_class = 2;
  NamedEdit plant = edit_of(EditKind::kBuildPlant, "beta", "", "C39");
  plant.name = {"delta", 3, 12};
  plant.share = 0.25;
  plant.weight = 9;
  NamedEdit stock = edit_of(EditKind::kScaleStock, "delta", "", "C26");
  stock.days = 40;
  NamedEdit localise = edit_of(EditKind::kLocalise, "", "", "C26");
  localise.share = 0.7;
  const auto edits = resolve({add, plant, stock, localise});
  ASSERT_TRUE(edits.ok()) << edits.error().message;
  const auto& link = std::get<AddLink>((*edits)[0]);
  EXPECT_EQ(link.supplier, 1U);
  EXPECT_EQ(link.customer, 2U);
  EXPECT_EQ(link.taken_share, 0.5);
  EXPECT_EQ(link.input_class, InputClass::kEssential);
  const auto& built = std::get<BuildPlant>((*edits)[1]);
  EXPECT_EQ(built.sector, 1U);
  EXPECT_EQ(built.like, 1U);
  EXPECT_EQ(built.capacity, 9);
  EXPECT_EQ(std::get<ScaleStock>((*edits)[2]).firm, 3U) << "a plant counts as a firm from its edit on";
  EXPECT_EQ(std::get<ScaleStock>((*edits)[2]).days, 40);
  EXPECT_EQ(std::get<Localise>((*edits)[3]).share, 0.7);
}

TEST_F(NamedEditsTest, NamesAllThatDoesNotExist) {
  NamedEdit link = edit_of(EditKind::kRemoveLink, "betta", "delta");
  NamedEdit typed = edit_of(EditKind::kScaleCapacity, "alpha", "", "C26");
  NamedEdit localise = edit_of(EditKind::kLocalise, "", "", "C27");
  NamedEdit plant = edit_of(EditKind::kBuildPlant, "", "", "C26");
  plant.name = {"alpha", 2, 12};
  const auto edits = resolve({link, typed, localise, plant});
  ASSERT_FALSE(edits.ok());
  EXPECT_EQ(edits.error().code, ErrorCode::kBadInput);
  ASSERT_EQ(faults_.error_count(), 5U);
  EXPECT_NE(to_string(faults_.errors()[0]).find("edits.csv:2"), std::string::npos);
  EXPECT_NE(to_string(faults_.errors()[0]).find("did you mean \"beta\""), std::string::npos);
  EXPECT_EQ(faults_.errors()[1].column, 4U);
  EXPECT_NE(to_string(faults_.errors()[2]).find("makes one thing"), std::string::npos);
  EXPECT_NE(to_string(faults_.errors()[3]).find("a sector of the network"), std::string::npos);
  EXPECT_NE(to_string(faults_.errors()[4]).find("no other firm has"), std::string::npos);
}

}  // namespace
}  // namespace tenon
