// Every operation of the contract is answered as the contract says: a status that it names, content of the
// type and the shape that it gives for this status.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/api_things.h"

namespace tenon {
namespace {

namespace json = boost::json;

class ContractWalkTest : public WithDatabase {};

TEST_P(ContractWalkTest, EveryAnswerIsOneThatTheContractNames) {
  ApiWorld world(new_database());
  const ApiCast cast(world);
  const ApiThings things(world);
  const ApiContract& contract = world.server().dispatcher().contract();
  std::size_t successes = 0;
  for (const ApiOperation& operation : contract.operations) {
    if (operation.id == "sign_out") continue;
    bool succeeded = false;
    for (const Role& role : built_in_roles()) {
      HttpRequest request = things.request_for(operation);
      if (operation.access != ApiAccess::kPublic) ApiWorld::sign(request, cast.client(role.id, kOwnRegion));
      HttpResponse answer = world.ask(request);
      const auto named = operation.answers.find(answer.status);
      if (named == operation.answers.end()) {
        ADD_FAILURE() << operation.id << ": the contract does not name " << answer.status << " "
                      << ApiWorld::text(answer);
        continue;
      }
      const std::string type = answer.content_type.substr(0, answer.content_type.find(';'));
      EXPECT_EQ(type, named->second.content_type) << operation.id << " " << answer.status;
      if (type.find("json") != std::string::npos && type != "application/x-ndjson") {
        const json::value body = json::parse(ApiWorld::text(answer));
        for (const SchemaFault& fault : check_json(contract.schemas, *named->second.schema, body)) {
          ADD_FAILURE() << operation.id << " " << answer.status << ": " << fault.pointer << ": "
                        << fault.expected_en << " in " << ApiWorld::text(answer).substr(0, 1000);
        }
      }
      succeeded = succeeded || answer.status < 300;
    }
    if (succeeded) ++successes;
  }
  // What is not there cannot be read; the rest works with its own example.
  EXPECT_GT(successes, 60U);
  RecordProperty("successes", static_cast<int>(successes));
}

TENON_WITH_DATABASES(ContractWalkTest);

}  // namespace
}  // namespace tenon
