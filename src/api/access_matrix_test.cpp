// Every operation of the contract, asked for by every role from the region where the things lie and from
// another one: exactly what the table of permissions says. The operations come from the contract itself, so a
// new one is in the test when it is in the file.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "service/job_queue.h"
#include "support/api_things.h"
#include "support/column_file_reader.h"

namespace tenon {
namespace {

// Where the things of ApiThings lie that an operation is about.
struct Place {
  bool is_callers = false;  // of the caller's own organisation and region
  bool has_organisation = false;
  bool has_region = false;  // kOwnRegion
};

Place place_of(const ApiOperation& operation) {
  if (operation.object == ApiObject::kCommon) return {};
  if (operation.object == ApiObject::kOwn) return {true, true, true};
  if (operation.path.find("supplies") != std::string::npos ||
      operation.path.find("firm-network") != std::string::npos) {
    return {true, true, true};
  }
  const bool is_of_chain = operation.path.find("/governance/") != std::string::npos ||
                           operation.path.find("/work-plans/") != std::string::npos;
  return {false, !is_of_chain, true};
}

// Written anew from the meaning of the words of the contract, not from the code that decides.
bool fits(const Role& role, Permission permission, const Place& place, bool is_own_region) {
  if (!role.permissions.holds(permission)) return false;
  if (place.is_callers) return true;
  const bool changes = info_of(permission).changes;
  if (role.scope == ScopeRule::kRegion) return place.has_region ? is_own_region : !changes;
  if (role.scope == ScopeRule::kOrganisation) return !place.has_organisation && !changes;
  return true;
}

bool is_permitted(const ApiOperation& operation, const Role& role, bool is_own_region, JobQueue& jobs) {
  if (operation.id == "submit_job") {
    return role.permissions.holds(jobs.kind("analyze")->permission) &&
           role.permissions.holds(Permission::kDatasetRead);
  }
  if (operation.access != ApiAccess::kPermission) return true;
  const Place place = place_of(operation);
  for (const Permission permission : operation.permissions) {
    if (fits(role, permission, place, is_own_region)) return true;
  }
  return false;
}

std::string code_of(const HttpResponse& answer) {
  if (answer.content_type != "application/problem+json") return {};
  return boost::json::parse(ApiWorld::text(answer)).at("code").as_string().c_str();
}

class AccessMatrixTest : public TestDatabases {
 protected:
  AccessMatrixTest() : world_(new_database(DatabaseKind::kSqlite)), cast_(world_), things_(world_) {}

  const std::vector<ApiOperation>& operations() { return world_.server().dispatcher().contract().operations; }

  ApiWorld world_;
  ApiCast cast_;
  ApiThings things_;
};

TEST_F(AccessMatrixTest, IsWhatThePermissionsSay) {
  static const std::set<std::string> kRefusals = {"not_signed_in", "forbidden", "restricted_session",
                                                  "bad_csrf_token"};
  std::size_t asked = 0;
  std::size_t permitted = 0;
  for (const ApiOperation& operation : operations()) {
    // Signing out ends the session that all others need.
    if (operation.access == ApiAccess::kPublic || operation.id == "sign_out") continue;
    for (const Role& role : built_in_roles()) {
      // It may, and then the accounts of the set-up are over.
      if (operation.id == "name_administrators" && role.id == "setup_administrator") continue;
      for (const char* region : {kOwnRegion, kOtherRegion}) {
        HttpRequest request = things_.request_for(operation);
        ApiWorld::sign(request, cast_.client(role.id, region));
        const HttpResponse answer = world_.ask(request);
        const bool expected =
            is_permitted(operation, role, std::string(region) == kOwnRegion, world_.server().services().jobs);
        EXPECT_EQ(kRefusals.count(code_of(answer)) == 0, expected)
            << operation.method << " " << request.target << " as " << role.id << " of " << region << ": "
            << answer.status << " " << ApiWorld::text(answer);
        EXPECT_LT(answer.status, 500) << operation.id << ": " << ApiWorld::text(answer);
        ++asked;
        permitted += expected ? 1 : 0;
      }
    }
  }
  RecordProperty("asked", static_cast<int>(asked));
  EXPECT_GT(asked, 2000U);
  EXPECT_GT(permitted, 300U);
}

TEST_F(AccessMatrixTest, NobodySignedInGetsNothing) {
  for (const ApiOperation& operation : operations()) {
    if (operation.access == ApiAccess::kPublic) continue;
    HttpRequest nobody = things_.request_for(operation);
    EXPECT_EQ(world_.ask(nobody).status, 401) << operation.id;
    HttpRequest guess = things_.request_for(operation);
    guess.headers.add("cookie", "tenon_session=" + std::string(43, 'A'));
    EXPECT_EQ(world_.ask(guess).status, 401) << operation.id;
    HttpRequest token = things_.request_for(operation);
    token.headers.add("authorization", "Bearer tenon_" + std::string(43, 'A'));
    EXPECT_EQ(world_.ask(token).status, 401) << operation.id;
  }
}

TEST_F(AccessMatrixTest, ChangesByCookieNeedTheTokenOfThePage) {
  for (const ApiOperation& operation : operations()) {
    if (operation.access == ApiAccess::kPublic || operation.is_read()) continue;
    HttpRequest request = things_.request_for(operation);
    request.headers.add("cookie", "tenon_session=" + cast_.client("system_administrator", kOwnRegion).cookie);
    EXPECT_EQ(code_of(world_.ask(request)), "bad_csrf_token") << operation.id;
    request.headers.add("x-csrf-token", csrf_token_of(cast_.client("auditor", kOwnRegion).cookie));
    EXPECT_EQ(code_of(world_.ask(request)), "bad_csrf_token") << operation.id;
  }
  HttpRequest foreign = ApiWorld::request("POST", "/api/v1/sign-out");
  ApiWorld::sign(foreign, cast_.client("auditor", kOwnRegion));
  foreign.headers.add("host", "tenon.example");
  foreign.headers.add("origin", "https://elsewhere.example");
  EXPECT_EQ(code_of(world_.ask(foreign)), "foreign_origin");
}

// What answers to whom holds a supply that is not theirs to see: lists, searches, exports, counts, errors.
TEST_F(AccessMatrixTest, NoAnswerTellsOfAnothersSupplies) {
  struct Marker {
    const char* value;  // of two_region_dataset()
    std::set<std::string> regions;
    std::set<std::string> firms;
  };
  const std::vector<Marker> markers = {{"73310001", {"330000"}, {"F330000"}},
                                       {"73110002", {"310000"}, {"F310000"}},
                                       {"73330003", {"330000", "310000"}, {"F330000"}},
                                       {"73210004", {}, {}}};
  std::size_t told = 0;
  for (const ApiOperation& operation : operations()) {
    if (operation.id == "sign_out" || operation.id == "export_audit") continue;
    for (const Role& role : built_in_roles()) {
      for (const char* region : {kOwnRegion, kOtherRegion}) {
        for (const char* dataset : {"delta", "zj"}) {
          HttpRequest request = things_.request_for(operation);
          for (std::string& segment : request.segments) {
            if (segment == "delta" || segment == "zj") segment = dataset;
          }
          request.target += std::string("#") + dataset;  // answers that are kept are kept by target
          ApiWorld::sign(request, cast_.client(role.id, region));
          const HttpResponse answer = world_.ask(request);
          const std::string text = ApiWorld::text(answer);
          for (const Marker& marker : markers) {
            if (text.find(marker.value) == std::string::npos) continue;
            const bool is_bureau = ApiCast::kind_for(role) == OrganisationKind::kBureau;
            const bool may = role.permissions.holds(Permission::kSupplyReadFirmLevel) &&
                             (is_bureau ? marker.regions.count(region) > 0
                                        : marker.firms.count("F" + std::string(region)) > 0);
            EXPECT_TRUE(may) << operation.id << " tells " << role.id << " of " << region << ": "
                             << text.substr(0, 500);
            ++told;
          }
        }
      }
    }
  }
  EXPECT_GT(told, 8U);  // those who may see them do
}

TEST_F(AccessMatrixTest, CountsAndPagesAreOfWhatOneSees) {
  const auto items = [&](const std::string& role, const std::string& region, const std::string& query) {
    const HttpResponse answer =
        world_.ask(cast_.client(role, region), "GET", "/api/v1/datasets/delta/supplies" + query);
    EXPECT_EQ(answer.status, 200) << ApiWorld::text(answer);
    return boost::json::parse(ApiWorld::text(answer)).as_object();
  };
  EXPECT_EQ(items("bureau_analyst", kOwnRegion, "").at("items").as_array().size(), 2U);
  EXPECT_EQ(items("bureau_analyst", kOtherRegion, "").at("items").as_array().size(), 2U);
  EXPECT_EQ(items("firm_user", kOwnRegion, "").at("items").as_array().size(), 2U);
  // A page ends where what one sees ends.
  EXPECT_TRUE(items("bureau_analyst", kOwnRegion, "?limit=2").at("next").is_null());
  EXPECT_EQ(items("bureau_analyst", kOwnRegion, "?firm=G320000").at("items").as_array().size(), 0U);
}

// The picture has the links of the list and the firms at their ends, nobody else.
TEST_F(AccessMatrixTest, TheFirmNetworkShowsTheSuppliesOfTheList) {
  for (const char* role : {"bureau_analyst", "firm_user"}) {
    const ApiClient& client = cast_.client(role, kOwnRegion);
    const auto read = [&](const std::string& path) {
      const HttpResponse answer = world_.ask(client, "GET", "/api/v1/datasets/delta/" + path);
      EXPECT_EQ(answer.status, 200) << ApiWorld::text(answer);
      return boost::json::parse(ApiWorld::text(answer));
    };
    const boost::json::value network = read("firm-network");
    const boost::json::array& ids = network.at("firms").at("id").as_array();
    const boost::json::value& links = network.at("links");
    std::set<std::string> drawn;
    std::set<std::string> ends;
    for (std::size_t i = 0; i < links.at("from").as_array().size(); ++i) {
      std::string link;
      for (const char* end : {"from", "to"}) {
        const std::string id(ids.at(links.at(end).at(i).to_number<std::size_t>()).as_string());
        ends.insert(id);
        link += id + " ";
      }
      drawn.insert(link);
    }
    std::set<std::string> listed;
    const boost::json::value list = read("supplies?limit=1000");
    for (const auto& supply : list.at("items").as_array()) {
      listed.insert(std::string(supply.at("supplier_id").as_string()) + " " +
                    std::string(supply.at("customer_id").as_string()) + " ");
    }
    EXPECT_FALSE(listed.empty());
    EXPECT_EQ(drawn, listed);
    EXPECT_EQ(ends.size(), ids.size());

    // The columns of bytes say the same.
    const HttpResponse answer = world_.ask(client, "GET", "/api/v1/datasets/delta/firm-network/columns");
    ASSERT_EQ(answer.status, 200);
    const ColumnFileReader columns(*answer.body);
    const auto same = [&](const boost::json::value& in_json, const auto& values) {
      EXPECT_EQ(in_json, boost::json::value_from(values));
    };
    same(network.at("firms").at("id"), columns.texts("firms.id"));
    same(network.at("firms").at("name_zh"), columns.texts("firms.name_zh"));
    same(network.at("firms").at("product"), columns.numbers<std::int32_t>("firms.product", "I32"));
    for (const char* name : {"tier", "place", "x", "y"})
      same(network.at("firms").at(name), columns.numbers<std::uint32_t>(std::string("firms.") + name, "U32"));
    for (const char* name : {"from", "to", "product"})
      same(links.at(name), columns.numbers<std::uint32_t>(std::string("links.") + name, "U32"));
    const auto values = columns.numbers<double>("links.value_cny", "F64");
    ASSERT_EQ(values.size(), links.at("value_cny").as_array().size());
    for (std::size_t i = 0; i < values.size(); ++i)
      EXPECT_EQ(values[i], links.at("value_cny").at(i).to_number<double>());
    boost::json::object frame = network.as_object();
    frame.erase("firms");
    frame.erase("links");
    EXPECT_EQ(boost::json::parse(columns.note("network")), frame);
  }
}

// Aggregates of fewer than three firms a side are not shown at all.
TEST_F(AccessMatrixTest, TheCentreSeesNoSumOfTooFew) {
  const HttpResponse answer = world_.ask(cast_.client("centre_analyst", kOwnRegion), "GET",
                                         "/api/v1/datasets/delta/supplies/aggregates");
  EXPECT_EQ(answer.status, 200);
  const boost::json::value groups = boost::json::parse(ApiWorld::text(answer));
  for (const auto& group : groups.at("items").as_array()) {
    EXPECT_GE(group.at("suppliers").to_number<int>(), 3);
    EXPECT_GE(group.at("customers").to_number<int>(), 3);
  }
}

}  // namespace
}  // namespace tenon
