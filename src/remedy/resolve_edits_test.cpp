#include "remedy/resolve_edits.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

PlacedName at(const char* text, std::size_t line, std::size_t column) {
  return {text, line, column};
}

class ResolveEdits : public testing::Test {
 protected:
  ResolveEdits() {
    firms_.append("A");
    firms_.append("B");
  }
  Result<std::vector<NetworkEdit>> resolve(std::vector<NamedEdit> edits) {
    faults_ = FaultList();
    return resolve_edits({"e.csv", std::move(edits)}, {firms_, sectors_}, faults_);
  }
  NameTable firms_;
  std::vector<std::string> sectors_{"S1", "S2"};
  FaultList faults_;
};

TEST_F(ResolveEdits, TurnsNamesIntoNumbersAndKnowsNewPlants) {
  NamedEdit plant;
  plant.kind = EditKind::kBuildPlant;
  plant.name = at("New", 2, 3);
  plant.sector = at("S2", 2, 4);
  NamedEdit link;
  link.kind = EditKind::kAddLink;
  link.firm = at("New", 3, 1);
  link.other = at("B", 3, 2);
  link.weight = 5;
  const auto edits = resolve({plant, link});
  ASSERT_TRUE(edits.ok()) << edits.error().message;
  EXPECT_EQ(std::get<BuildPlant>((*edits)[0]).sector, 1U);
  EXPECT_EQ(std::get<AddLink>((*edits)[1]).supplier, 2U);
  EXPECT_EQ(std::get<AddLink>((*edits)[1]).customer, 1U);
  EXPECT_EQ(std::get<AddLink>((*edits)[1]).taken_share, 1);
}

TEST_F(ResolveEdits, TellsAllNamesThatDoNotExist) {
  NamedEdit link;
  link.kind = EditKind::kRemoveLink;
  link.firm = at("C", 2, 2);
  link.other = at("D", 2, 3);
  NamedEdit plant;
  plant.kind = EditKind::kBuildPlant;
  plant.name = at("A", 3, 5);
  plant.sector = at("S9", 3, 4);
  NamedEdit capacity;
  capacity.kind = EditKind::kScaleCapacity;
  capacity.line = 4;
  EXPECT_FALSE(resolve({link, plant, capacity}).ok());
  EXPECT_EQ(faults_.error_count(), 5U);
  EXPECT_NE(faults_.to_string().find("e.csv:2"), std::string::npos);
  EXPECT_NE(faults_.to_string().find("e.csv:4"), std::string::npos);
}

}  // namespace
}  // namespace tenon
