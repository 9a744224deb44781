// What tests of the API ask for: datasets, a record of each kind, a case, all in the region 330000; and a
// request for each operation of the contract, made of its own examples.
#pragma once

#include <string>
#include <vector>

#include "service/governance_desk.h"
#include "service/process_shelf.h"
#include "service/record_desk.h"
#include "store/break_point_store.h"
#include "store/record_store.h"
#include "support/api_world.h"
#include "support/dataset_builder.h"
#include "support/scenario_text.h"

namespace tenon {

// Supplies between firms of the two regions and of a third one. The value tells which: of supplies between
// firms of 330000 alone 7331…, of 310000 alone 7311…, between the two 7333…, of 320000 alone 7321….
inline Dataset two_region_dataset() {
  DatasetBuilder builder;
  builder.region("310000", "上海市", "Shanghai", "CHN", Tier::kProvince);
  for (const char* product : {"P", "Q", "R"}) builder.product(product);
  builder.input("P", "Q");
  builder.input("Q", "R");
  for (const char* region : {"330000", "310000", "320000"}) {
    builder.firm("F" + std::string(region), region);
    builder.firm("G" + std::string(region), region);
  }
  Dataset& data = builder.data;
  data.chains[0].lead_region = builder.region_id("330000");
  data.chains[0].lead_since = 2021;
  const auto supply = [&](const std::string& supplier, const std::string& customer, double value) {
    Supply row;
    row.supplier = builder.firm_id(supplier);
    row.customer = builder.firm_id(customer);
    row.product = builder.product_id("P");
    row.annual_value_cny = value;
    row.source = "synthetic";
    data.supplies.push_back(row);
  };
  supply("F330000", "G330000", 73310001);
  supply("F310000", "G310000", 73110002);
  supply("F330000", "G310000", 73330003);
  supply("F320000", "G320000", 73210004);
  return std::move(builder.data);
}

class ApiThings {
 public:
  explicit ApiThings(ApiWorld& world) : world_(world) {
    world.import("delta", two_region_dataset());
    must(own_dataset(world.database(), "zj",
                     {ApiCast::organisation_of(OrganisationKind::kBureau, kOwnRegion), kOwnRegion}));
    world.import("zj", two_region_dataset());
    for (const char* kind : {"scenario", "run", "plan", "drill", "brief"}) {
      NewRecord record;
      record.kind = kind;
      record.organisation_id = ApiCast::organisation_of(OrganisationKind::kBureau, kOwnRegion);
      record.region_code = kOwnRegion;
      record.name = kind;
      record.text = text_of(kind);
      auto made = make_record(world.database(), record, {{"test", "", "", ""}, world.now(), {}});
      if (!made) ADD_FAILURE() << kind << ": " << made.error().message;
      if (made) records_[kind] = made->id;
    }
    must(record_analysis(world.database(), {0, "zj", 1, "CHN", "{}", 1, "test", ""}, [](auto) {
      return std::vector<RegisterChange>{{"product", "P", "opened", true, "", "red", {}, 0.9}};
    }));
    ChainGovernance governance;
    governance.chain_id = "CH";
    governance.leads = {{kOwnRegion, {2021, 0, 0}, "test"}};
    must(set_governance(world.database(), governance, 0, "", {{"test", "", "", ""}, world.now(), {}}));
    world.server().services().wrote();
  }

  static std::string text_of(const std::string& kind) {
    if (kind == "scenario") return std::string(kFullScenario);
    if (kind == "run") {
      return R"({"scenario_name":"s","dataset":{"name":"zj","version":1},"options":{},"summary":{},"digest":")" +
             std::string(64, '0') + "\"}";
    }
    if (kind == "plan") return R"({"dataset":{"name":"zj","version":1},"options":{},"summary":{}})";
    if (kind == "brief") {
      return R"({"dataset":{"name":"zj","version":1},"options":{},"title":"t","html":"h","docx":"d","pdf":"p"})";
    }
    return R"({"held_on":"2026-01-02","outcome":"passed","summary":"s"})";
  }

  // With the examples of the contract, and the things above where they are named.
  [[nodiscard]] HttpRequest request_for(const ApiOperation& operation) const {
    std::string path = operation.path;
    std::string query;
    for (const ApiParameter& parameter : operation.parameters) {
      const std::string value = value_of(operation, parameter);
      const std::size_t at = path.find("{" + parameter.name + "}");
      if (parameter.place == ParameterPlace::kPath) {
        path.replace(at, parameter.name.size() + 2, value);
      } else if (parameter.place == ParameterPlace::kQuery &&
                 (parameter.is_required || parameter.name == "scope")) {
        query += (query.empty() ? "?" : "&") + parameter.name + "=" + value;
      }
    }
    std::string body = operation.body_example;
    if (operation.has_body && operation.body_type != "application/json") body = "bytes";
    HttpRequest request =
        ApiWorld::request(operation.method, path + query, body,
                          operation.body_type.empty() ? "application/json" : operation.body_type);
    if (operation.needs_if_match()) request.headers.add("if-match", "\"r1\"");
    return request;
  }

 private:
  static void must(const Result<void>& result) {
    if (!result) ADD_FAILURE() << result.error().message;
  }
  template <class T>
  static void must(const Result<T>& result) {
    if (!result) ADD_FAILURE() << result.error().message;
  }

  [[nodiscard]] std::string value_of(const ApiOperation& operation, const ApiParameter& parameter) const {
    if (parameter.name == "name" && operation.path.find("/datasets/{name}") != std::string::npos) {
      return operation.path.find("supplies") != std::string::npos ? "delta" : "zj";
    }
    if (parameter.name == "id") {
      for (const auto& [kind, id] : records_) {
        if (operation.path.rfind("/api/v1/" + kind + "s/", 0) == 0) return std::to_string(id);
      }
      if (operation.path.rfind("/api/v1/governance/", 0) == 0 ||
          operation.path.rfind("/api/v1/work-plans/", 0) == 0) {
        return "CH";
      }
    }
    if (parameter.name == "id" && operation.path.find("break-points") != std::string::npos) return "P";
    if (parameter.name == "id" && operation.path.find("/products/") != std::string::npos) return "P";
    if (parameter.name == "id" && operation.path.find("/firms/") != std::string::npos) return "F330000";
    if (parameter.name == "scope") return "CHN";
    return parameter.example.empty() ? "1" : parameter.example;
  }

  ApiWorld& world_;
  std::map<std::string, std::int64_t> records_;
};

}  // namespace tenon
