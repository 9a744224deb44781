// A server without network for tests of the API: a database with organisations in two regions, an account for
// each role in each of them, and things to ask for in the region 330000.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/api_server.h"
#include "api/request_facts.h"
#include "service/account_codec.h"
#include "service/dataset_import.h"
#include "service/encoding.h"
#include "store/account_store.h"
#include "store/request_store.h"
#include "store/session_store.h"
#include "support/test_database.h"

namespace tenon {

// Somebody who is signed in, with both factors.
struct ApiClient {
  std::string account;
  std::string cookie;
};

// The regions of the two sides: what is asked for lies in the first.
inline constexpr const char* kOwnRegion = "330000";
inline constexpr const char* kOtherRegion = "310000";

class ApiWorld {
 public:
  explicit ApiWorld(Database database, ApiOptions options = unlimited()) : database_(std::move(database)) {
    ApiServerOptions server;
    server.api = std::move(options);
    server.sign_in.cost = {8, 1};  // quick: passwords are not what is tested
    server.now = [this] { return now_; };
    auto made = ApiServer::make(database_, SealingKey::make(), std::move(server));
    if (!made) {
      std::fprintf(stderr, "%s\n", made.error().message.c_str());
      std::abort();
    }
    server_ = std::move(*made);
  }

  static ApiOptions unlimited() {
    ApiOptions options;
    options.account_requests_per_second = 0;
    options.address_requests_per_second = 0;
    options.program_version = "test";
    return options;
  }

  Database& database() { return database_; }
  ApiServer& server() { return *server_; }
  [[nodiscard]] UtcTime now() const { return now_; }
  void pass(std::chrono::seconds time) { now_ += time; }

  void add_organisation(const std::string& id, OrganisationKind kind, const std::string& region,
                        const std::string& firm = {}) {
    write([&](Connection& connection) -> Result<void> {
      auto put = put_organisation(connection, {id, std::string(id_of(kind)), id, id, region, firm, 0});
      return put ? Result<void>() : put.error();
    });
  }

  // An account with one role, narrowed as the role asks for it; and a session.
  ApiClient add_account(const std::string& id, const std::string& organisation, const Role& role,
                        const std::string& region, Classification clearance = Classification::kRestricted) {
    GrantRow grant{"g-" + id, id, role.id, "", "", std::string(id_of(clearance)), micros(now_) - 1, {}};
    if (role.scope == ScopeRule::kRegion) grant.scope_region = region;
    if (role.scope == ScopeRule::kOrganisation) grant.scope_organisation = organisation;
    const OpenedSession opened = open_session(id, true, "127.0.0.1", "test", now_);
    write([&](Connection& connection) -> Result<void> {
      AccountRow account;
      account.id = id;
      account.name = account.name_key = id;
      account.full_name = id;
      account.organisation_id = organisation;
      account.password_set_us = account.made_us = micros(now_);
      account.totp_sealed = "sealed";
      if (auto put = put_account(connection, account); !put) return put.error();
      put_grant(connection, grant);
      add_session(connection, row_of(opened.session));
      return {};
    });
    return {id, opened.cookie};
  }

  // As the network would hand it over. `target` may have a query.
  static HttpRequest request(const std::string& method, const std::string& target, std::string body = {},
                             const std::string& content_type = "application/json") {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.address = "127.0.0.1";
    request.id = "test";
    const std::size_t question = target.find('?');
    split(target.substr(0, question), '/',
          [&](std::string part) { request.segments.push_back(std::move(part)); });
    if (!request.segments.empty()) request.segments.erase(request.segments.begin());  // before the first '/'
    if (question != std::string::npos) {
      split(target.substr(question + 1), '&', [&](const std::string& part) {
        const std::size_t equals = part.find('=');
        request.query.emplace_back(part.substr(0, equals),
                                   equals == std::string::npos ? "" : part.substr(equals + 1));
      });
    }
    if (!body.empty()) request.headers.add("content-type", content_type);
    request.headers.add("accept-language", "en");
    request.body = std::move(body);
    return request;
  }

  static void sign(HttpRequest& request, const ApiClient& client) {
    request.headers.add("cookie", std::string(kSessionCookie) + "=" + client.cookie);
    request.headers.add("x-csrf-token", csrf_token_of(client.cookie));
  }

  HttpReply reply(const HttpRequest& request) {
    if (auto quick = server_->dispatcher().handle_quickly(request)) return *quick;
    return server_->dispatcher().handle(request);
  }
  HttpResponse ask(const HttpRequest& request) {
    HttpReply answer = reply(request);
    if (auto* response = std::get_if<HttpResponse>(&answer)) return *response;
    return make_response(200, "text/event-stream", "");
  }
  HttpResponse ask(const ApiClient& client, const std::string& method, const std::string& target,
                   std::string body = {},
                   const std::vector<std::pair<std::string, std::string>>& headers = {}) {
    HttpRequest one = request(method, target, std::move(body));
    sign(one, client);
    for (const auto& [name, value] : headers) one.headers.set(name, value);
    return ask(one);
  }

  static std::string text(const HttpResponse& response) {
    return response.body ? *response.body : std::string();
  }

  void import(const std::string& name, const Dataset& dataset) {
    ImportOptions options;
    options.note = {{"test", "", "", ""}, now_, "test", ""};
    auto report = import_dataset(database_, name, dataset, options);
    if (!report) ADD_FAILURE() << report.error().message;
    server_->services().wrote();
  }

  template <class Work>
  void write(const Work& work) {
    auto done = run_transaction(database_, TransactionKind::kWrite, work);
    if (!done) ADD_FAILURE() << done.error().message;
    if (server_) server_->services().wrote();
  }

  static std::int64_t micros(UtcTime time) { return time.time_since_epoch().count(); }

 private:
  template <class Use>
  static void split(const std::string& text, char at, const Use& use) {
    std::size_t from = 0;
    for (;;) {
      const std::size_t end = text.find(at, from);
      use(text.substr(from, end == std::string::npos ? end : end - from));
      if (end == std::string::npos) return;
      from = end + 1;
    }
  }

  Database database_;
  UtcTime now_ = UtcTime(std::chrono::seconds(1'800'000'000));
  std::unique_ptr<ApiServer> server_;
};

// Who may be asked for in tests: each role, of an organisation where its people may be, in both regions.
struct ApiCast {
  std::map<std::pair<std::string, std::string>, ApiClient> by_role_and_region;

  static OrganisationKind kind_for(const Role& role) {
    for (std::size_t k = 0; k < kOrganisationKindCount; ++k) {
      if (role.organisations.none() || role.organisations.test(k)) return static_cast<OrganisationKind>(k);
    }
    return OrganisationKind::kBureau;
  }

  explicit ApiCast(ApiWorld& world) {
    for (const char* region : {kOwnRegion, kOtherRegion}) {
      for (std::size_t k = 0; k < kOrganisationKindCount; ++k) {
        const auto kind = static_cast<OrganisationKind>(k);
        const std::string firm = kind == OrganisationKind::kFirm ? "F" + std::string(region) : "";
        world.add_organisation(organisation_of(kind, region), kind, region, firm);
      }
      for (const Role& role : built_in_roles()) {
        const std::string organisation = organisation_of(kind_for(role), region);
        by_role_and_region[{role.id, region}] =
            world.add_account(role.id + "." + region, organisation, role, region);
      }
    }
  }
  static std::string organisation_of(OrganisationKind kind, const std::string& region) {
    return std::string(id_of(kind)) + "-" + region;
  }
  [[nodiscard]] const ApiClient& client(const std::string& role, const std::string& region) const {
    return by_role_and_region.at({role, region});
  }
};

}  // namespace tenon
