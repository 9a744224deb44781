#include "api/contract.h"

#include <gtest/gtest.h>

#include <set>

#include "api/contract_page.h"

namespace tenon {
namespace {

std::string operation(const std::string& lines, const std::string& path = "/a/{id}") {
  return "paths:\n  " + path + ":\n    get:\n      operationId: one\n" + lines;
}
const std::string kAnswers = "      responses: {\"200\": {description: done}}\n";
const std::string kId = "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n";

std::string fault_of(const std::string& yaml) {
  const auto contract = read_contract(yaml);
  return contract ? "" : contract.error().message;
}

TEST(ContractTest, TheOneThatIsCompiledInIsSound) {
  const auto contract = read_contract(embedded_contract());
  ASSERT_TRUE(contract.ok()) << contract.error().message;
  EXPECT_GT(contract->operations.size(), 100U);
  for (const ApiOperation& one : contract->operations) {
    EXPECT_FALSE(one.summary.empty()) << one.id;
    EXPECT_FALSE(one.group.empty()) << one.id;
    // What can be asked for as an example can be tested.
    EXPECT_TRUE(!one.has_body || one.body_type != "application/json" || !one.body_example.empty()) << one.id;
    EXPECT_TRUE(one.access == ApiAccess::kPublic ||
                (one.answers.count(401) > 0 && one.answers.count(403) > 0))
        << one.id;
    EXPECT_TRUE(!one.may_be_kept || one.is_read()) << one.id;
    // Who may see firm-level supplies is asked each time.
    EXPECT_FALSE(one.may_be_kept && one.path.find("supplies") != std::string::npos) << one.id;
  }
}

TEST(ContractTest, ReadsWhatTheServerNeeds) {
  const auto contract = read_contract(
      operation("      x-access: dataset.read | case.read\n      x-object: own\n      x-keep: true\n" + kId +
                kAnswers));
  ASSERT_TRUE(contract.ok()) << contract.error().message;
  const ApiOperation& one = contract->operations.at(0);
  EXPECT_EQ(one.method, "GET");
  EXPECT_EQ(one.permissions, (std::vector<Permission>{Permission::kDatasetRead, Permission::kCaseRead}));
  EXPECT_EQ(one.object, ApiObject::kOwn);
  EXPECT_TRUE(one.may_be_kept);
  EXPECT_EQ(one.parameters.at(0).place, ParameterPlace::kPath);
  EXPECT_FALSE(one.needs_if_match());
}

TEST(ContractTest, NothingGoesUnchecked) {
  const std::string access = "      x-access: dataset.read\n      x-object: common\n";
  EXPECT_EQ(fault_of(operation(access + kId + kAnswers)), "");
  EXPECT_NE(fault_of(operation(kId + kAnswers)).find("x-access"), std::string::npos);
  EXPECT_NE(fault_of(operation("      x-access: dataset.read\n" + kId + kAnswers)).find("x-object"),
            std::string::npos);
  EXPECT_NE(fault_of(operation("      x-access: dataset.reed\n      x-object: common\n" + kId + kAnswers))
                .find("dataset.reed"),
            std::string::npos);
  EXPECT_NE(fault_of(operation(access + kAnswers)).find("path"), std::string::npos);
  EXPECT_NE(fault_of(operation(access + kId)).find("responses"), std::string::npos);
  const std::string pattern =
      "      parameters: [{name: id, in: path, required: true, schema: {type: string, pattern: \"^a\"}}]\n";
  EXPECT_NE(fault_of(operation(access + pattern + kAnswers)).find("pattern"), std::string::npos);
  EXPECT_NE(fault_of("paths: [").find("API contract"), std::string::npos);
  EXPECT_NE(fault_of("info: {}").find("paths"), std::string::npos);
  EXPECT_NE(fault_of(operation(access + kId + "      responses: {\"200\": {$ref: \"#/components/none\"}}\n"))
                .find("$ref"),
            std::string::npos);
}

TEST(ContractTest, ThePageNamesEveryOperation) {
  const auto contract = read_contract(embedded_contract());
  ASSERT_TRUE(contract.ok());
  const std::string page = contract_page(*contract);
  for (const ApiOperation& one : contract->operations) {
    EXPECT_NE(page.find("id=\"" + one.id + "\""), std::string::npos) << one.id;
  }
  EXPECT_EQ(page.find("<script"), std::string::npos);
}

}  // namespace
}  // namespace tenon
