// Imports looked at before they are made, and what a version changed.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "exchange/dataset_writer.h"
#include "service/break_point_register.h"
#include "support/api_things.h"

namespace tenon {
namespace {

namespace json = boost::json;

constexpr const char* kVersions = "/api/v1/datasets/d/versions";

// A goes into B; its makers are the firms `makers`.
Dataset two_products(const std::vector<std::string>& makers) {
  DatasetBuilder b;
  for (const char* product : {"A", "B"}) b.product(product);
  b.input("A", "B");
  for (const char* firm : {"H", "I", "J", "K"}) b.firm(firm, "330000", "CHN", false);
  for (const std::string& maker : makers) b.capability(maker, "A", 10, 12);
  b.capability("K", "B", 10, 12);
  b.supply("H", "K", "A", 7331);
  for (const char* product : {"A", "B"}) b.fact(product, Indicator::kExternalDependence, 70, 70);
  return b.data;
}

class ImportsOverTheApi : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    world_ = std::make_unique<ApiWorld>(new_database());
    cast_ = std::make_unique<ApiCast>(*world_);
    world_->import("d", two_products({"H"}));
    BreakPointOptions judged;
    judged.scope = "CHN";
    const Dataset dataset = two_products({"H"});
    must(record_break_points(world_->database(), "d", 1, dataset, must(find_break_points(dataset, judged)),
                             {{"test", "", "", ""}, world_->now(), "", ""}));
    world_->server().services().wrote();
  }
  HttpResponse post(const json::object& files, const std::string& query = "?dry_run=true") {
    return world_->ask(cast_->client("centre_analyst", kOwnRegion), "POST", kVersions + query,
                       json::serialize(json::object{{"files", files}}));
  }
  json::value looked(const json::object& files) {
    const HttpResponse answer = post(files);
    EXPECT_EQ(answer.status, 200) << ApiWorld::text(answer);
    return json::parse(ApiWorld::text(answer));
  }
  static std::string texts(const Dataset& dataset, const std::string& file) {
    return must(format_dataset(dataset)).at(file);
  }
  std::int64_t newest() { return must(find_dataset(world_->database(), "d")).newest_version; }

  std::unique_ptr<ApiWorld> world_;
  std::unique_ptr<ApiCast> cast_;
};

TEST_P(ImportsOverTheApi, ALookTellsWhatWouldChangeAndWritesNothing) {
  const std::string more = texts(two_products({"H", "I", "J"}), "capabilities.csv");
  const json::value seen = looked({{"capabilities.csv", more}});
  EXPECT_TRUE(seen.at("is_acceptable").as_bool());
  EXPECT_EQ(seen.at("before"), 1);
  const json::value& rows = seen.at("files").at("capabilities.csv");
  EXPECT_EQ(rows.at("added"), 2);
  EXPECT_EQ(rows.at("unchanged"), 2);
  EXPECT_EQ(rows.at("changed"), 0);
  EXPECT_EQ(rows.at("removed"), 0);
  EXPECT_EQ(seen.at("files").at("products.csv").at("unchanged"), 2);
  // Two more makers at home: A can be recovered, and its level falls.
  EXPECT_TRUE(seen.at("levels_compared").as_bool());
  EXPECT_EQ(seen.at("scope"), "CHN");
  ASSERT_GE(seen.at("level_changes").as_array().size(), 1U) << json::serialize(seen);
  const json::value& level = seen.at("level_changes").at(0);
  EXPECT_EQ(level.at("subject_id"), "A");
  EXPECT_LT(level.at("score").to_number<double>(), level.at("score_before").to_number<double>());
  EXPECT_NE(level.at("level"), level.at("level_before"));
  EXPECT_EQ(newest(), 1);
  // The same as a change of values and a removal.
  std::string fewer = texts(two_products({}), "capabilities.csv");
  EXPECT_EQ(looked({{"capabilities.csv", fewer}}).at("files").at("capabilities.csv").at("removed"), 1);
  // Made, it does what the look said.
  ASSERT_EQ(post({{"capabilities.csv", more}}, "").status, 200);
  EXPECT_EQ(newest(), 2);
}

TEST_P(ImportsOverTheApi, FaultsHaveFileLineColumnAndValue) {
  std::string inputs = texts(two_products({"H"}), "inputs.csv");
  const std::size_t header_end = inputs.find('\n');
  inputs.insert(header_end + 1, "nothing,B,maybe\n");
  const json::value seen = looked({{"inputs.csv", inputs}});
  EXPECT_FALSE(seen.at("is_acceptable").as_bool());
  EXPECT_TRUE(seen.at("files").as_object().empty());
  ASSERT_GE(seen.at("faults").as_array().size(), 1U);
  const json::value& fault = seen.at("faults").at(0);
  EXPECT_EQ(fault.at("file"), "inputs.csv");
  EXPECT_EQ(fault.at("line"), 2);
  EXPECT_EQ(fault.at("code"), "shape.fields");
  EXPECT_EQ(fault.at("expected"), "expected 7 fields as in the header, found 3");
  EXPECT_EQ(fault.at("expected_zh"), "应与表头同为 7 列，实为 3 列");
  EXPECT_EQ(fault.as_object().if_contains("suggestion"), nullptr);
  EXPECT_EQ(newest(), 1);
  // Refused where it is meant, with the same places.
  const HttpResponse refused = post({{"inputs.csv", inputs}}, "");
  ASSERT_EQ(refused.status, 422);
  const json::value told = json::parse(ApiWorld::text(refused)).at("faults").at(0);
  for (const char* member : {"file", "line", "column", "value", "expected"}) {
    EXPECT_EQ(told.at(member), fault.at(member)) << member;
  }
}

TEST_P(ImportsOverTheApi, AThousandFaultsAreTold) {
  std::string firms = "firm_id,name_zh,synthetic\n";
  for (int k = 0; k < 1200; ++k) firms += "F" + std::to_string(k) + ",企业,maybe\n";
  const json::value seen = looked({{"firms.csv", firms}});
  EXPECT_EQ(seen.at("faults").as_array().size(), 1000U);
  EXPECT_GE(seen.at("fault_count").to_number<int>(), 1200);
}

TEST_P(ImportsOverTheApi, SuppliesOfTheStoreStayHiddenInFaults) {
  // Without H the supply of the store refers to nobody.
  const json::value seen = looked({{"firms.csv", "firm_id,name_zh\nK,企业K\n"}});
  bool is_told = false;
  for (const json::value& fault : seen.at("faults").as_array()) {
    if (fault.at("file") != "supplies.csv") continue;
    is_told = true;
    EXPECT_EQ(fault.at("value"), "");
    EXPECT_EQ(std::string(fault.at("expected").as_string()).find("H"), std::string::npos);
    // Neither the line: that would count rows that the caller may not see.
    EXPECT_EQ(fault.at("line"), 0);
    EXPECT_EQ(fault.at("code"), "reference.store_file");
  }
  EXPECT_TRUE(is_told) << json::serialize(seen);
}

TEST_P(ImportsOverTheApi, WarningsArePlacedAsFaultsAre) {
  std::string firms = texts(two_products({"H"}), "firms.csv");
  const json::value seen = looked({{"firms.csv", "extra," + firms.substr(0, firms.find('\n')) + "\n"}});
  const json::array& warnings = seen.at("warning_faults").as_array();
  ASSERT_FALSE(warnings.empty());
  EXPECT_EQ(warnings.at(0).at("code"), "columns.unknown");
  EXPECT_EQ(warnings.at(0).at("line"), 1);
  EXPECT_EQ(warnings.at(0).at("column"), "extra");
}

TEST_P(ImportsOverTheApi, WhoMayOnlyCheckLooksAndDoesNotImport) {
  const json::object files{{"supplies.csv", texts(two_products({"H"}), "supplies.csv")},
                           {"capabilities.csv", texts(two_products({"H", "I"}), "capabilities.csv")}};
  const std::string body = json::serialize(json::object{{"files", files}});
  const ApiClient& institute = cast_->client("institute_user", kOwnRegion);
  const HttpResponse look = world_->ask(institute, "POST", std::string(kVersions) + "?dry_run=true", body);
  ASSERT_EQ(look.status, 200) << ApiWorld::text(look);
  const json::value seen = json::parse(ApiWorld::text(look));
  EXPECT_TRUE(seen.at("is_acceptable").as_bool());
  EXPECT_EQ(seen.at("files").at("capabilities.csv").at("added"), 1);
  // "Unchanged" would say that the guess at another's supply is right.
  EXPECT_EQ(seen.at("files").as_object().if_contains("supplies.csv"), nullptr);
  const HttpResponse refused = world_->ask(institute, "POST", kVersions, body);
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(ApiWorld::text(refused).find("dataset.import"), std::string::npos);
  EXPECT_EQ(newest(), 1);
  const HttpResponse reader = world_->ask(cast_->client("auditor", kOwnRegion), "POST",
                                          std::string(kVersions) + "?dry_run=true", body);
  EXPECT_EQ(reader.status, 403);
}

TEST_P(ImportsOverTheApi, AVersionTellsWhatItChanged) {
  Dataset changed = two_products({"I"});
  changed.products[0].name_en = "Another name";
  changed.supplies[0].annual_value_cny = 73310009;
  world_->import("d", changed);
  world_->server().services().wrote();
  const HttpResponse answer =
      world_->ask(cast_->client("auditor", kOwnRegion), "GET", std::string(kVersions) + "/2/changes");
  ASSERT_EQ(answer.status, 200) << ApiWorld::text(answer);
  EXPECT_EQ(ApiWorld::text(answer).find("73310009"), std::string::npos);
  const json::value body = json::parse(ApiWorld::text(answer));
  std::map<std::string, json::value> files;
  for (const json::value& file : body.at("files").as_array()) {
    files[std::string(file.at("file").as_string())] = file;
  }
  ASSERT_EQ(files.size(), 3U) << ApiWorld::text(answer);
  const json::value& product = files["products.csv"].at("rows").at(0);
  EXPECT_EQ(product.at("before").at("name_en"), "Product A");
  EXPECT_EQ(product.at("after").at("name_en"), "Another name");
  EXPECT_TRUE(files["supplies.csv"].at("rows_withheld").as_bool());
  EXPECT_EQ(files["supplies.csv"].at("changed"), 1);
  EXPECT_TRUE(files["supplies.csv"].at("rows").as_array().empty());
  // The first version added everything; its headers are no rows of data.
  const HttpResponse first =
      world_->ask(cast_->client("auditor", kOwnRegion), "GET", std::string(kVersions) + "/1/changes?limit=1");
  ASSERT_EQ(first.status, 200);
  const json::value added = json::parse(ApiWorld::text(first));
  for (const json::value& file : added.at("files").as_array()) {
    if (file.at("file") == "supplies.csv") continue;
    ASSERT_EQ(file.at("rows").as_array().size(), 1U);
    EXPECT_TRUE(file.at("rows").at(0).at("before").is_null());
    for (const auto& cell : file.at("rows").at(0).at("after").as_object())
      EXPECT_NE(cell.key(), cell.value());
  }
  EXPECT_EQ(
      world_->ask(cast_->client("auditor", kOwnRegion), "GET", std::string(kVersions) + "/9/changes").status,
      404);
}
TENON_WITH_DATABASES(ImportsOverTheApi);

}  // namespace
}  // namespace tenon
