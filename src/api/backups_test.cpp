// Backup candidates and the backup register over the API.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/api_things.h"

namespace tenon {
namespace {

namespace json = boost::json;

constexpr const char* kRegister = "/api/v1/datasets/d/backup-register";

// H1 makes most of P; H2 to H4 could stand in. `buyers` firms buy it of all four, 1 CNY a day more each.
Dataset four_makers(int buyers) {
  DatasetBuilder b;
  for (const char* product : {"P", "Q"}) b.product(product);
  b.input("P", "Q");
  for (const char* maker : {"H1", "H2", "H3", "H4"}) b.firm(maker, maker[1] == '1' ? "320000" : "330000");
  b.capability("H1", "P", 60, 66);
  b.capability("H2", "P", 30, 60);
  b.capability("H3", "P", 20, 60, CapabilityStatus::kTrial);
  b.capability("H4", "P", 20, 21);
  for (int k = 0; k < buyers; ++k) {
    const std::string buyer = "K" + std::to_string(k);
    b.firm(buyer, "330000");
    b.capability(buyer, "Q", 200, 200);
    b.supply("H1", buyer, "P", 12 + k);
    for (const char* maker : {"H2", "H3", "H4"}) b.supply(maker, buyer, "P", 3 + k);
  }
  return b.data;
}

class BackupsOverTheApi : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    world_ = std::make_unique<ApiWorld>(new_database());
    cast_ = std::make_unique<ApiCast>(*world_);
    world_->import("d", four_makers(4));
    world_->import("few", four_makers(2));
    world_->server().services().wrote();
  }
  json::value get(const ApiClient& client, const std::string& target) {
    const HttpResponse answer = world_->ask(client, "GET", target);
    EXPECT_EQ(answer.status, 200) << target << ": " << ApiWorld::text(answer);
    return json::parse(ApiWorld::text(answer));
  }
  HttpResponse put(const ApiClient& client, const std::string& text, const std::string& seen,
                   const std::string& query = "") {
    HttpRequest request = ApiWorld::request("PUT", kRegister + query, text, "application/octet-stream");
    ApiWorld::sign(request, client);
    request.headers.add("if-match", seen);
    return world_->ask(request);
  }
  const ApiClient& analyst(const char* region = kOwnRegion) {
    return cast_->client("bureau_analyst", region);
  }

  std::unique_ptr<ApiWorld> world_;
  std::unique_ptr<ApiCast> cast_;
};

TEST_P(BackupsOverTheApi, CandidatesAreRankedWithTheirReasons) {
  const json::value answer = get(analyst(), "/api/v1/datasets/d/products/P/backup-candidates?scope=CHN");
  EXPECT_EQ(answer.at("scope"), "CHN");
  EXPECT_FALSE(answer.at("amounts_withheld").as_bool());
  EXPECT_GT(answer.at("use_cny_a_year").to_number<double>(), 0);
  EXPECT_EQ(answer.at("roots").as_array()[0].at("name_en"), "Firm H1");
  const json::array& found = answer.at("candidates").as_array();
  ASSERT_EQ(found.size(), 3U);
  for (std::size_t k = 0; k < found.size(); ++k) {
    EXPECT_EQ(found[k].at("rank").to_number<int>(), static_cast<int>(k) + 1);
    EXPECT_NE(found[k].at("firm_id"), "H1");
    EXPECT_EQ(found[k].at("parts").as_object().size(), 5U);
    if (k > 0) {
      EXPECT_GE(found[k - 1].at("score").at("value").to_number<double>(),
                found[k].at("score").at("value").to_number<double>());
    }
  }
  EXPECT_EQ(found[0].at("firm_id"), "H2");  // qualified, with half of its capacity to spare
  EXPECT_EQ(get(analyst(), "/api/v1/datasets/d/products/P/backup-candidates?scope=CHN&limit=1")
                .at("candidates")
                .as_array()
                .size(),
            1U);
  EXPECT_EQ(
      world_->ask(analyst(), "GET", "/api/v1/datasets/d/products/none/backup-candidates?scope=CHN").status,
      404);
  EXPECT_EQ(world_->ask(analyst(), "GET", "/api/v1/datasets/d/products/P/backup-candidates?scope=XX").status,
            404);
}

TEST_P(BackupsOverTheApi, AmountsOfFewFirmsAreNotTold) {
  const json::value answer = get(analyst(), "/api/v1/datasets/few/products/P/backup-candidates?scope=CHN");
  EXPECT_TRUE(answer.at("amounts_withheld").as_bool());
  EXPECT_TRUE(answer.at("use_cny_a_year").is_null());
  EXPECT_TRUE(answer.at("gap_cny_a_year").is_null());
  EXPECT_TRUE(answer.at("roots").as_array().empty());
  EXPECT_EQ(answer.at("candidates").as_array().size(), 3U);
}

TEST_P(BackupsOverTheApi, ARegisterIsKeptWholeOrNotAtAll) {
  const std::string good =
      "id,product,maker,status,reserved_cny_a_year,ready_days\nB1,P,H2,qualified,1000,30\nB2,P,H3,trial,500,"
      "90\n";
  EXPECT_EQ(world_->ask(analyst(), "GET", kRegister).status, 404);
  EXPECT_EQ(put(analyst(), good, "\"r1\"").status, 412);  // there is none to change
  const HttpResponse looked = put(analyst(), good, "\"r0\"", "?dry_run=true");
  EXPECT_EQ(looked.status, 200) << ApiWorld::text(looked);
  EXPECT_EQ(world_->ask(analyst(), "GET", kRegister).status, 404);
  const HttpResponse kept = put(analyst(), good, "\"r0\"", "?note=first");
  ASSERT_EQ(kept.status, 200) << ApiWorld::text(kept);
  EXPECT_EQ(json::parse(ApiWorld::text(kept)).at("revision"), 1);
  EXPECT_EQ(put(analyst(), good, "\"r0\"").status, 412);  // somebody has

  // Line 3 has a maker that there is not, line 4 a number that is none: both are told, nothing is kept.
  const HttpResponse bad =
      put(analyst(),
          "id,product,maker,status,reserved_cny_a_year,ready_days\nB1,P,H2,qualified,1000,30\n"
          "B3,P,H9,qualified,1000,30\n",
          "\"r1\"");
  ASSERT_EQ(bad.status, 422) << ApiWorld::text(bad);
  const json::value unknown = json::parse(ApiWorld::text(bad)).at("faults").at(0);
  EXPECT_EQ(unknown.at("line"), 3);
  EXPECT_EQ(unknown.at("column"), "maker");
  EXPECT_EQ(unknown.at("value"), "H9");
  const HttpResponse number = put(analyst(),
                                  "id,product,maker,status,reserved_cny_a_year,ready_days\n"
                                  "B1,P,H2,qualified,much,30\nB2,P,H3,qualified,-1,30\n",
                                  "\"r1\"");
  const json::value faults = json::parse(ApiWorld::text(number)).at("faults");
  ASSERT_EQ(faults.as_array().size(), 2U) << ApiWorld::text(number);
  EXPECT_EQ(faults.at(0).at("line"), 2);
  EXPECT_EQ(faults.at(0).at("value"), "much");
  EXPECT_EQ(faults.at(1).at("line"), 3);

  const json::value read = get(analyst(), kRegister);
  EXPECT_EQ(read.at("revision"), 1);
  EXPECT_EQ(read.at("note"), "first");
  ASSERT_EQ(read.at("entries").as_array().size(), 2U);
  EXPECT_EQ(read.at("entries").at(1).at("maker"), "H3");

  // Another bureau has its own, and does not see this one.
  const std::string query =
      "?organisation=" + ApiCast::organisation_of(OrganisationKind::kBureau, kOwnRegion);
  EXPECT_EQ(world_->ask(analyst(kOtherRegion), "GET", kRegister).status, 404);
  EXPECT_EQ(world_->ask(analyst(kOtherRegion), "GET", kRegister + query).status, 404);
  EXPECT_EQ(put(analyst(kOtherRegion), good, "\"r0\"").status, 200);
  EXPECT_EQ(get(analyst(), kRegister).at("revision"), 1);
}

TEST_P(BackupsOverTheApi, TheWorkbookComesBack) {
  const std::string good =
      "id,product,maker,status,reserved_cny_a_year,ready_days\nB1,P,H2,qualified,1000,30\n";
  ASSERT_EQ(put(analyst(), good, "\"r0\"").status, 200);
  const HttpResponse sheet =
      world_->ask(analyst(), "GET", std::string(kRegister) + "/template?synthetic=true");
  ASSERT_EQ(sheet.status, 200);
  EXPECT_EQ(ApiWorld::text(sheet).substr(0, 2), "PK");
  const HttpResponse book = world_->ask(analyst(), "GET", std::string(kRegister) + "/export?synthetic=true");
  ASSERT_EQ(book.status, 200);
  const json::value before = get(analyst(), kRegister).at("entries");
  const HttpResponse again = put(analyst(), ApiWorld::text(book), "\"r1\"");
  ASSERT_EQ(again.status, 200) << ApiWorld::text(again);
  const json::value after = get(analyst(), kRegister);
  EXPECT_EQ(after.at("revision"), 2);
  EXPECT_EQ(after.at("entries").at(0).at("reserved_cny_a_year"), before.at(0).at("reserved_cny_a_year"));
  // An empty template is a register without entries; bytes of another kind are none.
  EXPECT_EQ(put(analyst(), ApiWorld::text(sheet), "\"r2\"").status, 200);
  EXPECT_EQ(put(analyst(), "PK\x03\x04 no workbook", "\"r3\"").status, 422);
}
TENON_WITH_DATABASES(BackupsOverTheApi);

}  // namespace
}  // namespace tenon
