#include "service/supply_visibility.h"

#include <gtest/gtest.h>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

// From a firm in Suzhou (Jiangsu) to one in Zhejiang.
const SupplyParties kSupply{"f-su", "320500", "f-zj", "330000"};

TEST(SupplyVisibility, EveryKindOfViewer) {
  const DatasetBuilder world;
  const RegionCover regions(world.data);
  struct Case {
    OrganisationKind kind;
    const char* firm;
    const char* region;
    SupplyVisibility expected;
  };
  using enum OrganisationKind;
  using enum SupplyVisibility;
  const Case cases[] = {
      {kFirm, "f-su", "320500", kFull},     // the supplier
      {kFirm, "f-zj", "330000", kFull},     // the customer
      {kFirm, "f-other", "320500", kNone},  // a firm next door
      {kFirm, "", "320500", kNone},         // a firm that does not say which
      {kBureau, "", "320000", kFull},       // the supplier's province
      {kBureau, "", "320500", kFull},       // the supplier's city
      {kBureau, "", "330000", kFull},       // the customer's province
      {kBureau, "", "JPN", kNone},          // a bureau elsewhere
      {kBureau, "", "", kNone},             // a bureau of nowhere
      {kBureau, "f-su", "JPN", kNone},      // a firm id helps no bureau
      {kCentre, "", "", kAggregateOnly},    //
      {kCentre, "", "320000", kAggregateOnly},
      {kInstitute, "f-su", "320500", kNone},
      {kMarket, "f-su", "320500", kNone},
      {kAuditor, "f-su", "320500", kNone},
  };
  for (const Case& c : cases) {
    const SupplyViewer viewer{c.kind, c.firm, c.region};
    EXPECT_EQ(id_of(supply_visibility(viewer, kSupply, regions)), id_of(c.expected))
        << id_of(c.kind) << " " << c.firm << " " << c.region;
  }
}

TEST(SupplyVisibility, UnknownPartiesOpenNothing) {
  const DatasetBuilder world;
  const RegionCover regions(world.data);
  const SupplyParties unknown;
  EXPECT_EQ(supply_visibility({OrganisationKind::kBureau, "", ""}, unknown, regions),
            SupplyVisibility::kNone);
  EXPECT_EQ(supply_visibility({OrganisationKind::kBureau, "", "320000"}, unknown, regions),
            SupplyVisibility::kNone);
  EXPECT_EQ(supply_visibility({OrganisationKind::kFirm, "", ""}, unknown, regions), SupplyVisibility::kNone);
}

}  // namespace
}  // namespace tenon
