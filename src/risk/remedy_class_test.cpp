#include "risk/remedy_class.h"

#include <gtest/gtest.h>

#include <string>

#include "risk/break_points_example.h"

namespace tenon {
namespace {

struct Fixture {
  ExampleDataset e;
  ProductId product = e.add_product("p");

  Remedy run(double dependence, bool export_control = false) {
    const ScopeView scope = make_scope_view(e.data, "YRD").value();
    Exposure exposure;
    exposure.dependence.basis = DependenceBasis::kFigure;
    exposure.dependence.country = {dependence, dependence, dependence};
    exposure.export_control = export_control;
    return remedy_of(e.data, scope, maker_census(e.data, scope, false)[0], exposure, {}, {});
  }

  void add_makers(int count) {
    for (int k = 0; k < count; ++k) {
      e.add_capability(e.add_firm("firm" + std::to_string(k), "330200", "CHN"), product);
    }
  }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(RemedyOf, NobodyInTheScopeMeansSupplement) {
  Fixture f;
  f.e.add_capability(f.e.add_firm("abroad", "JPN", "JPN"), f.product);
  f.e.add_capability(f.e.add_firm("trial", "330200", "CHN"), f.product, CapabilityStatus::kTrial);
  const Remedy remedy = f.run(0.9);
  EXPECT_EQ(remedy.remedy_class, RemedyClass::kSupplement);
  EXPECT_TRUE(contains(remedy.reason_en, "90%")) << remedy.reason_en;
  EXPECT_TRUE(contains(remedy.reason_zh, "90%")) << remedy.reason_zh;
  EXPECT_TRUE(contains(remedy.action_en, "trial"));
}

TEST(RemedyOf, FewOrTooSmallMeansSecure) {
  Fixture f;
  f.add_makers(1);
  EXPECT_EQ(f.run(0.1).remedy_class, RemedyClass::kSecure);
  Fixture g;
  g.add_makers(5);
  EXPECT_EQ(g.run(0.6).remedy_class, RemedyClass::kSecure);
  EXPECT_TRUE(contains(g.run(0.6).reason_en, "5 independent volume makers"));
}

TEST(RemedyOf, AnOwnLeadMeansStrengthen) {
  Fixture f;
  f.add_makers(3);
  EXPECT_EQ(f.run(0.1).remedy_class, RemedyClass::kStrengthen);
  EXPECT_EQ(f.run(0.3).remedy_class, RemedyClass::kSecure);
}

TEST(RemedyOf, AControlIsNamed) {
  Fixture f;
  f.add_makers(1);
  EXPECT_TRUE(contains(f.run(0.8, true).reason_zh, "出口管制"));
  EXPECT_TRUE(contains(f.run(0.8, true).action_en, "stock"));
}

TEST(NameInChinese, PrefixesTheThreeRegions) {
  Region region;
  region.code = "TWN";
  region.name_zh = "台湾";
  EXPECT_EQ(name_in_chinese(region), "中国台湾");
  region.name_zh = "中国台湾";
  EXPECT_EQ(name_in_chinese(region), "中国台湾");
  region.code = "JPN";
  region.name_zh = "日本";
  EXPECT_EQ(name_in_chinese(region), "日本");
}

}  // namespace
}  // namespace tenon
