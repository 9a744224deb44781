// Requests that nobody would send who means well: wrong types, depth, huge numbers and texts, SQL, scripts,
// paths. Nothing but answers of the contract comes back, and afterwards everything is as it was.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <random>

#include "service/audit_log.h"
#include "support/api_things.h"

namespace tenon {
namespace {

namespace json = boost::json;

class Hostile {
 public:
  explicit Hostile(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }

  std::string text() {
    static const std::vector<std::string> kTexts = {
        "",
        "'; DROP TABLE accounts; --",
        "\" OR 1=1 --",
        "1 UNION SELECT password_phc FROM accounts",
        "<script>alert(1)</script>",
        "../../../../etc/passwd",
        "..\\..\\windows",
        "%2e%2e%2f",
        std::string("a\0b", 3),
        "\r\nSet-Cookie: x=y",
        std::string(5000, 'A'),
        std::string(300, '\xff'),
        "链条𝄞",
        "-1",
        "0",
        "9223372036854775807",
        "9223372036854775808",
        "1e309",
        "NaN",
        "null",
        "{}",
        "{{constructor}}",
        "$(id)",
        "r1",
        "delta",
        "zj",
    };
    return kTexts[below(kTexts.size())];
  }

  json::value value(int depth = 0) {
    switch (below(depth > 3 ? 6 : 9)) {
      case 0:
        return nullptr;
      case 1:
        return one_in(2);
      case 2:
        return static_cast<std::int64_t>(random_()) - 2'000'000'000;
      case 3:
        return std::numeric_limits<std::uint64_t>::max();
      case 4:
        return -1.5e300;
      case 5: {
        const std::string bytes = text();
        return json::string(bytes);
      }
      case 6: {
        json::array array;
        for (std::size_t k = below(4); k > 0; --k) array.push_back(value(depth + 1));
        return array;
      }
      default: {
        json::object object;
        for (std::size_t k = below(4); k > 0; --k) object[text()] = value(depth + 1);
        return object;
      }
    }
  }

  // A sound body with one thing in it replaced, left out or added.
  json::value spoilt(const json::value& sound) {
    json::value body = sound;
    if (!body.is_object() || body.get_object().empty() || one_in(6)) return value();
    json::object& object = body.get_object();
    auto member = object.begin();
    std::advance(member, static_cast<std::ptrdiff_t>(below(object.size())));
    switch (below(4)) {
      case 0:
        object.erase(member);
        break;
      case 1:
        object[text()] = value();
        break;
      case 2:
        member->value() = spoilt(member->value());
        break;
      default:
        member->value() = value();
    }
    return body;
  }

  std::string body_for(const ApiOperation& operation) {
    if (!operation.has_body) return one_in(10) ? text() : "";
    if (operation.body_type != "application/json") return text();
    switch (below(8)) {
      case 0:
        return text();
      case 1:
        return std::string(1 + below(3000), '[');
      case 2: {
        std::string deep;
        for (int k = 0; k < 40; ++k) deep += R"({"a":)";
        return deep + "1" + std::string(40, '}');
      }
      case 3:
        return operation.body_example.substr(0, below(operation.body_example.size() + 1));
      default:
        return json::serialize(spoilt(json::parse(operation.body_example)));
    }
  }

 private:
  std::mt19937 random_;
};

TEST(HostileRequestsTest, GetAnswersOfTheContractAndDoNoHarm) {
  class Files : public TestDatabases {
    void TestBody() override {}

   public:
    using TestDatabases::new_address;
  } files;
  auto database = Database::open(files.new_address(DatabaseKind::kSqlite));
  ASSERT_TRUE(database.ok());
  ApiWorld world(std::move(*database));
  const ApiCast cast(world);
  const ApiThings things(world);
  Hostile hostile(7);
  const auto& operations = world.server().dispatcher().contract().operations;
  const std::vector<std::string> roles = {
      "system_administrator", "security_administrator", "bureau_director", "centre_analyst", "firm_user",
      "audit_administrator"};
  std::map<int, int> statuses;
  for (int k = 0; k < 4000; ++k) {
    const ApiOperation& operation = operations[hostile.below(operations.size())];
    if (operation.id == "sign_out" || operation.id.rfind("end_", 0) == 0 || operation.id == "disable_account")
      continue;
    HttpRequest request = things.request_for(operation);
    for (std::string& segment : request.segments) {
      if (segment != "api" && segment != "v1" && hostile.one_in(8)) segment = hostile.text();
    }
    if (hostile.one_in(3)) request.query.emplace_back(hostile.text(), hostile.text());
    for (auto& [name, value] : request.query) {
      if (hostile.one_in(4)) value = hostile.text();
    }
    for (const ApiParameter& parameter : operation.parameters) {
      if (parameter.place == ParameterPlace::kQuery && hostile.one_in(4))
        request.query.emplace_back(parameter.name, hostile.text());
    }
    request.body = hostile.body_for(operation);
    if (!request.body.empty()) {
      request.headers.set("content-type", hostile.one_in(20)   ? hostile.text()
                                          : operation.has_body ? operation.body_type
                                                               : "application/json");
    }
    for (const char* header :
         {"if-match", "if-none-match", "idempotency-key", "accept-language", "last-event-id", "origin"}) {
      if (hostile.one_in(15)) request.headers.set(header, hostile.text());
    }
    const ApiClient& client =
        cast.client(roles[hostile.below(roles.size())], hostile.one_in(2) ? kOwnRegion : kOtherRegion);
    ApiWorld::sign(request, client);
    const HttpResponse answer = world.ask(request);
    ++statuses[answer.status];
    const std::string text = ApiWorld::text(answer);
    ASSERT_LT(answer.status, 500) << operation.id << " " << request.body.substr(0, 500) << ": " << text;
    if (answer.content_type.find("json") != std::string::npos &&
        answer.content_type != "application/x-ndjson") {
      boost::system::error_code error;
      json::parse(text, error);
      ASSERT_FALSE(error) << operation.id << ": " << text.substr(0, 500);
    }
    if (answer.status >= 400) {
      ASSERT_EQ(answer.content_type, "application/problem+json") << operation.id;
      for (const char* inside : {"sqlite", "idempotent_requests", "/tmp/", "std::", "soci"}) {
        ASSERT_EQ(text.find(inside), std::string::npos) << operation.id << ": " << text;
      }
    }
    for (const auto& [name, value] : answer.headers.all()) {
      ASSERT_EQ(value.find_first_of("\r\n"), std::string::npos) << operation.id << ": " << name;
    }
  }
  EXPECT_GT(statuses[422], 100);
  EXPECT_GT(statuses[400], 100);
  EXPECT_GT(statuses[200], 50);
  const auto verified = verify_audit(world.database());
  ASSERT_TRUE(verified.ok());
  EXPECT_FALSE(verified->fault.has_value());
  EXPECT_EQ(world.ask(cast.client("auditor", kOwnRegion), "GET", "/api/v1/datasets/delta").status, 200);
}

}  // namespace
}  // namespace tenon
