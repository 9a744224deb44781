// What holds for all operations, on both databases.
#include "api/dispatcher.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "service/audit_log.h"
#include "support/api_things.h"

namespace tenon {
namespace {

namespace json = boost::json;

class DispatcherTest : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    world_ = std::make_unique<ApiWorld>(new_database());
    cast_ = std::make_unique<ApiCast>(*world_);
    things_ = std::make_unique<ApiThings>(*world_);
  }

  HttpResponse ask(const std::string& role, const std::string& method, const std::string& target,
                   std::string body = {},
                   const std::vector<std::pair<std::string, std::string>>& headers = {}) {
    return world_->ask(cast_->client(role, kOwnRegion), method, target, std::move(body), headers);
  }
  static json::value parsed(const HttpResponse& answer) { return json::parse(ApiWorld::text(answer)); }
  static std::string code(const HttpResponse& answer) {
    return answer.content_type == "application/problem+json"
               ? std::string(parsed(answer).at("code").as_string())
               : "";
  }
  static std::string tag(const HttpResponse& answer) {
    const std::string* header = answer.headers.find("etag");
    return header != nullptr ? *header : "";
  }
  static std::string organisation(const std::string& id) {
    return R"({"id":")" + id +
           R"(","kind":"bureau","name_zh":"局","name_en":"Bureau","region_code":"330000"})";
  }

  std::unique_ptr<ApiWorld> world_;
  std::unique_ptr<ApiCast> cast_;
  std::unique_ptr<ApiThings> things_;
};

TEST_P(DispatcherTest, PathsMethodsParametersAndBodies) {
  EXPECT_EQ(ask("auditor", "GET", "/none").status, 404);
  const HttpResponse no_method = ask("auditor", "DELETE", "/api/v1/datasets");
  EXPECT_EQ(no_method.status, 405);
  EXPECT_NE(no_method.headers.find("allow"), nullptr);
  EXPECT_EQ(code(ask("auditor", "GET", "/api/v1/datasets?x=1")), "bad_parameter");
  EXPECT_EQ(code(ask("auditor", "GET", "/api/v1/organisations?limit=0")), "bad_parameter");
  EXPECT_EQ(code(ask("auditor", "GET", "/api/v1/organisations?limit=2&limit=3")), "bad_parameter");
  EXPECT_EQ(code(ask("auditor", "GET", "/api/v1/datasets/delta/search")), "bad_parameter");
  EXPECT_EQ(code(ask("auditor", "GET", "/api/v1/datasets/none")), "not_found");

  HttpRequest text = ApiWorld::request("POST", "/api/v1/organisations", organisation("a"), "text/plain");
  ApiWorld::sign(text, cast_->client("system_administrator", kOwnRegion));
  EXPECT_EQ(code(world_->ask(text)), "wrong_content_type");
  EXPECT_EQ(code(ask("system_administrator", "POST", "/api/v1/organisations", "{")), "bad_body");
  EXPECT_EQ(code(ask("system_administrator", "POST", "/api/v1/organisations", std::string(2000, '['))),
            "bad_body");
  const HttpResponse faults =
      ask("system_administrator", "POST", "/api/v1/organisations", R"({"id":7,"colour":"red"})");
  EXPECT_EQ(faults.status, 422);
  EXPECT_EQ(parsed(faults).at("faults").as_array().size(), 6U);
  EXPECT_EQ(code(ask("auditor", "GET", "/api/v1/datasets", "{}")), "bad_body");
}

TEST_P(DispatcherTest, RevisionsGuardChanges) {
  const std::string target = "/api/v1/organisations/o-1";
  const HttpResponse made = ask("system_administrator", "POST", "/api/v1/organisations", organisation("o-1"));
  ASSERT_EQ(made.status, 201) << ApiWorld::text(made);
  EXPECT_EQ(tag(made), "\"r1\"");
  std::string change = R"({"kind":"bureau","name_zh":"新局","name_en":"New","region_code":"330000"})";
  EXPECT_EQ(ask("system_administrator", "PUT", target, change).status, 428);
  const HttpResponse changed = ask("system_administrator", "PUT", target, change, {{"if-match", "\"r1\""}});
  ASSERT_EQ(changed.status, 200) << ApiWorld::text(changed);
  EXPECT_EQ(tag(changed), "\"r2\"");
  // Who saw an older one is told, and changes nothing.
  EXPECT_EQ(ask("system_administrator", "PUT", target, change, {{"if-match", "\"r1\""}}).status, 409);
  EXPECT_EQ(ask("system_administrator", "PUT", target, change, {{"if-match", "\"x\""}}).status, 412);
  EXPECT_EQ(tag(ask("auditor", "GET", target)), "\"r2\"");
}

TEST_P(DispatcherTest, ReadersAreSavedWhatTheyHave) {
  const HttpResponse first = ask("auditor", "GET", "/api/v1/datasets");
  ASSERT_EQ(first.status, 200);
  ASSERT_NE(tag(first), "");
  const HttpResponse again = ask("auditor", "GET", "/api/v1/datasets", "", {{"if-none-match", tag(first)}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(ApiWorld::text(again), "");
  // After a write the answer is made anew.
  ASSERT_EQ(ask("system_administrator", "POST", "/api/v1/organisations", organisation("o-2")).status, 201);
  const HttpResponse list = ask("auditor", "GET", "/api/v1/organisations?limit=1000");
  EXPECT_NE(ApiWorld::text(list).find("o-2"), std::string::npos);
}

TEST_P(DispatcherTest, PagesHoldEverythingOnce) {
  std::string after;
  std::size_t count = 0;
  std::set<std::string> seen;
  do {
    const HttpResponse page =
        ask("auditor", "GET", "/api/v1/organisations?limit=5" + (after.empty() ? "" : "&after=" + after));
    ASSERT_EQ(page.status, 200);
    const json::value list = parsed(page);
    for (const json::value& one : list.at("items").as_array())
      seen.insert(std::string(one.at("id").as_string()));
    count += list.at("items").as_array().size();
    after = list.at("next").is_null() ? "" : std::string(list.at("next").as_string());
  } while (!after.empty());
  EXPECT_EQ(count, 12U);
  EXPECT_EQ(seen.size(), 12U);
  EXPECT_EQ(ask("auditor", "GET", "/api/v1/organisations?after=x").status, 422);
}

TEST_P(DispatcherTest, AKeyIsDoneOnce) {
  const std::vector<std::pair<std::string, std::string>> key = {{"idempotency-key", "key-0001"}};
  const HttpResponse first =
      ask("system_administrator", "POST", "/api/v1/organisations", organisation("o-3"), key);
  ASSERT_EQ(first.status, 201) << ApiWorld::text(first);
  const HttpResponse again =
      ask("system_administrator", "POST", "/api/v1/organisations", organisation("o-3"), key);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(ApiWorld::text(again), ApiWorld::text(first));
  EXPECT_EQ(tag(again), tag(first));
  EXPECT_NE(again.headers.find("idempotent-replayed"), nullptr);
  EXPECT_EQ(code(ask("system_administrator", "POST", "/api/v1/organisations", organisation("o-4"), key)),
            "key_reused");
  // Without the key it is a second try, which finds the name taken.
  EXPECT_EQ(ask("system_administrator", "POST", "/api/v1/organisations", organisation("o-3")).status, 409);
  // What is shown once is kept nowhere.
  const std::string account = R"({"name":"li.na","full_name":"Li","organisation_id":"o-3"})";
  const std::vector<std::pair<std::string, std::string>> other = {{"idempotency-key", "key-0002"}};
  ASSERT_EQ(ask("system_administrator", "POST", "/api/v1/accounts", account, other).status, 201);
  EXPECT_EQ(code(ask("system_administrator", "POST", "/api/v1/accounts", account, other)), "key_done");
}

TEST_P(DispatcherTest, RefusalsStandInTheAuditChain) {
  const auto before = audit_head(world_->database());
  ASSERT_EQ(ask("auditor", "POST", "/api/v1/organisations", organisation("o-5")).status, 403);
  const auto after = audit_head(world_->database());
  ASSERT_TRUE(before.ok() && after.ok());
  EXPECT_EQ(after->sequence, before->sequence + 1);
  const HttpResponse entries = ask("audit_administrator", "GET", "/api/v1/audit?limit=1");
  ASSERT_EQ(entries.status, 200) << ApiWorld::text(entries);
  const json::value listed = parsed(entries);
  const json::value& entry = listed.at("items").at(0);
  EXPECT_EQ(entry.at("action").as_string(), "organisation.manage");
  EXPECT_EQ(entry.at("result").as_string(), "refused");
  EXPECT_EQ(entry.at("user").as_string(), "auditor.330000");
  EXPECT_TRUE(
      parsed(ask("audit_administrator", "GET", "/api/v1/audit/verification")).at("is_whole").as_bool());
}

TEST_P(DispatcherTest, SessionsEndAtOnce) {
  EXPECT_EQ(ask("read_only", "GET", "/api/v1/datasets").status, 200);
  EXPECT_EQ(ask("security_administrator", "DELETE", "/api/v1/accounts/read_only.330000/sessions").status,
            204);
  EXPECT_EQ(ask("read_only", "GET", "/api/v1/datasets").status, 401);
  // And by themselves.
  EXPECT_EQ(ask("auditor", "GET", "/api/v1/me").status, 200);
  world_->pass(std::chrono::hours(1));
  EXPECT_EQ(ask("auditor", "GET", "/api/v1/me").status, 401);
}

TEST_P(DispatcherTest, TokensCarryAPartOfWhatTheirOwnerMay) {
  const HttpResponse made = ask("bureau_analyst", "POST", "/api/v1/me/tokens",
                                R"({"name":"nightly","permissions":["dataset.read"],"days":3})");
  ASSERT_EQ(made.status, 201) << ApiWorld::text(made);
  const std::string text(parsed(made).at("text").as_string());
  const auto with_token = [&](const std::string& method, const std::string& target,
                              const std::string& body = {}) {
    HttpRequest request = ApiWorld::request(method, target, body);
    request.headers.add("authorization", "Bearer " + text);
    return world_->ask(request);
  };
  EXPECT_EQ(with_token("GET", "/api/v1/datasets").status, 200);
  EXPECT_EQ(code(with_token("GET", "/api/v1/datasets/delta/supplies")), "forbidden");
  EXPECT_EQ(code(with_token("POST", "/api/v1/me/password", R"({"current":"a","new":"b"})")), "forbidden");
  EXPECT_EQ(ask("bureau_analyst", "DELETE",
                "/api/v1/me/tokens/" + std::string(parsed(made).at("token").at("id").as_string()))
                .status,
            204);
  EXPECT_EQ(with_token("GET", "/api/v1/datasets").status, 401);
}

TEST_P(DispatcherTest, RecordsFromDraftToUndo) {
  const std::string drill = ApiThings::text_of("drill");
  json::object body{{"name", "d"}, {"text", drill}};
  const HttpResponse made = ask("bureau_analyst", "POST", "/api/v1/drills", json::serialize(body));
  ASSERT_EQ(made.status, 201) << ApiWorld::text(made);
  const std::string target = "/api/v1/drills/" + std::to_string(parsed(made).at("id").as_int64());
  EXPECT_EQ(parsed(made).at("region_code").as_string(), kOwnRegion);
  body["name"] = "e";
  EXPECT_EQ(ask("bureau_analyst", "PUT", target, json::serialize(body), {{"if-match", "\"r1\""}}).status,
            200);
  EXPECT_EQ(ask("bureau_analyst", "PUT", target, json::serialize(body), {{"if-match", "\"r1\""}}).status,
            412);
  EXPECT_EQ(ask("bureau_analyst", "POST", target + "/undo", R"({"to":1})", {{"if-match", "\"r2\""}}).status,
            200);
  const HttpResponse read = ask("bureau_analyst", "GET", target);
  EXPECT_EQ(parsed(read).at("name").as_string(), "d");
  EXPECT_EQ(tag(read), "\"r3\"");
  EXPECT_EQ(world_->ask(cast_->client("bureau_analyst", kOtherRegion), "GET", target).status, 403);
  body["text"] = "{}";
  EXPECT_EQ(ask("bureau_analyst", "PUT", target, json::serialize(body), {{"if-match", "\"r3\""}}).status,
            422);
  EXPECT_EQ(ask("bureau_analyst", "DELETE", target, "", {{"if-match", "\"r3\""}}).status, 204);
  EXPECT_EQ(ApiWorld::text(ask("bureau_analyst", "GET", "/api/v1/drills")).find("\"name\":\"d\""),
            std::string::npos);
}

TEST_P(DispatcherTest, ImportsAreVersions) {
  const auto import = [&](const std::string& rows, const std::string& more) {
    json::object body{{"files", {{"chains.csv", "chain_id,name_zh,name_en\n" + rows}}}};
    std::string text = json::serialize(body);
    text.insert(text.size() - 1, more);
    return ask("centre_analyst", "POST", "/api/v1/datasets/delta/versions", text);
  };
  const HttpResponse dry = import("CH,链,Chain\nCH2,链二,Two\n", ",\"dry_run\":true");
  ASSERT_EQ(dry.status, 200) << ApiWorld::text(dry);
  EXPECT_EQ(parsed(dry).at("files").at("chains.csv").at("added").to_number<int>(), 1);
  const HttpResponse done = import("CH,链,Chain\nCH2,链二,Two\n", ",\"expected\":1,\"note\":\"more\"");
  ASSERT_EQ(done.status, 200) << ApiWorld::text(done);
  EXPECT_EQ(parsed(done).at("after").to_number<int>(), 2);
  EXPECT_EQ(import("CH,链,Chain\n", ",\"expected\":1").status, 409);
  const HttpResponse bad = import("CH,链\n", "");
  EXPECT_EQ(bad.status, 422);
  EXPECT_NE(ApiWorld::text(bad).find("chains.csv:2"), std::string::npos) << ApiWorld::text(bad);
  EXPECT_EQ(ApiWorld::text(bad).find("tenon-import"), std::string::npos);
  // Files that were not sent are as they were; supplies, too.
  EXPECT_EQ(
      parsed(ask("bureau_analyst", "GET", "/api/v1/datasets/delta/supplies")).at("items").as_array().size(),
      2U);
  EXPECT_EQ(ask("centre_analyst", "POST", "/api/v1/datasets/delta/undo", "{}").status, 200);
  EXPECT_EQ(parsed(ask("auditor", "GET", "/api/v1/datasets/delta")).at("newest_version").to_number<int>(), 3);
  const HttpResponse path =
      ask("centre_analyst", "POST", "/api/v1/datasets/delta/versions", R"({"files":{"../x.csv":""}})");
  EXPECT_EQ(path.status, 422);
}

TEST_P(DispatcherTest, FourEyesForFirmLevelExports) {
  const HttpResponse asked = ask("bureau_analyst", "POST", "/api/v1/approvals",
                                 R"({"dataset":"delta","version":1,"reason":"report"})");
  ASSERT_EQ(asked.status, 201) << ApiWorld::text(asked);
  const std::string id(parsed(asked).at("id").as_string());
  const std::string body = R"({"approval":")" + id + R"(","version":1})";
  const std::string target = "/api/v1/datasets/delta/export/supplies";
  EXPECT_EQ(ask("bureau_analyst", "POST", target, body).status, 422);  // not approved
  EXPECT_EQ(
      ask("bureau_analyst", "POST", "/api/v1/approvals/" + id + "/decision", R"({"approve":true})").status,
      422);
  const HttpResponse decided =
      ask("bureau_director", "POST", "/api/v1/approvals/" + id + "/decision", R"({"approve":true})");
  ASSERT_EQ(decided.status, 200) << ApiWorld::text(decided);
  EXPECT_EQ(ask("bureau_director", "POST", target, body).status, 422);  // not the one who asked
  const HttpResponse done = ask("bureau_analyst", "POST", target, body);
  ASSERT_EQ(done.status, 200) << ApiWorld::text(done);
  EXPECT_NE(ApiWorld::text(done).find("73310001"), std::string::npos);
  EXPECT_EQ(ApiWorld::text(done).find("73110002"), std::string::npos);
  EXPECT_EQ(ask("bureau_analyst", "POST", target, body).status, 422);  // once
}

TENON_WITH_DATABASES(DispatcherTest);

TEST(DispatcherRateTest, TooMuchOfOneIsNotTooMuchOfAnother) {
  class Files : public TestDatabases {
    void TestBody() override {}

   public:
    using TestDatabases::new_address;
  } files;
  ApiOptions options;
  options.account_requests_per_second = 2;
  options.address_requests_per_second = 1000;
  auto database = Database::open(files.new_address(DatabaseKind::kSqlite));
  ASSERT_TRUE(database.ok());
  ApiWorld world(std::move(*database), options);
  ApiCast cast(world);
  int refused = 0;
  for (int k = 0; k < 20; ++k) {
    const HttpResponse answer = world.ask(cast.client("auditor", kOwnRegion), "GET", "/api/v1/me");
    if (answer.status == 429) {
      ++refused;
      EXPECT_NE(answer.headers.find("retry-after"), nullptr);
    }
  }
  EXPECT_GT(refused, 10);
  EXPECT_EQ(world.ask(cast.client("read_only", kOwnRegion), "GET", "/api/v1/me").status, 200);
}

}  // namespace
}  // namespace tenon
