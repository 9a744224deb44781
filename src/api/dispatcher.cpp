#include "api/dispatcher.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <set>
#include <utility>

#include "api/conditional_answer.h"
#include "api/idempotency.h"
#include "api/page_server.h"
#include "api/request_facts.h"
#include "base/number.h"
#include "http/compression.h"
#include "http/etag.h"
#include "http/rate_limit.h"
#include "http/router.h"
#include "service/digest.h"
#include "service/encoding.h"
#include "service/secret.h"

namespace tenon {
namespace {

namespace json = boost::json;

constexpr std::size_t kDeepestJson = 24;

bool is_none_at_all(Refusal refusal) {
  return refusal == Refusal::kSeparation || refusal == Refusal::kTokenScope ||
         refusal == Refusal::kNoPermission || refusal == Refusal::kNotInForce;
}

}  // namespace

std::string csrf_token_of(std::string_view cookie) {
  const Digest256 digest = hmac(DigestKind::kSm3, cookie, "tenon csrf 1");
  return to_base64url(bytes_of(digest));
}

class ApiDispatcher::Impl {
 public:
  Impl(ApiContract contract, ApiServices& services)
      : contract_(std::move(contract)),
        services_(services),
        page_(services.options.page),
        accounts_({std::max(services.options.account_requests_per_second, 1.0),
                   std::max(services.options.account_requests_per_second * 2, 1.0)}),
        addresses_({std::max(services.options.address_requests_per_second, 1.0),
                    std::max(services.options.address_requests_per_second * 2, 1.0)}) {}

  Result<void> connect() {
    std::map<std::string, ApiEndpoint> by_operation;
    for (ApiEndpoint& endpoint : all_endpoints(services_)) {
      by_operation.emplace(endpoint.operation, std::move(endpoint));
    }
    for (std::size_t i = 0; i < contract_.operations.size(); ++i) {
      const ApiOperation& operation = contract_.operations[i];
      if (auto added = router_.add(operation.method, operation.path, i); !added) return added.error();
      const auto found = by_operation.find(operation.id);
      if (found == by_operation.end()) {
        return Error{ErrorCode::kBadInput, "API contract: no code for the operation " + operation.id};
      }
      if ((operation.object == ApiObject::kLocated) != static_cast<bool>(found->second.locate)) {
        return Error{ErrorCode::kBadInput,
                     "API contract: x-object of " + operation.id + " is not as its code has it"};
      }
      endpoints_.push_back(std::move(found->second));
      by_operation.erase(found);
    }
    if (!by_operation.empty()) {
      return Error{ErrorCode::kBadInput,
                   "API contract: no operation for the code of " + by_operation.begin()->first};
    }
    return {};
  }

  std::optional<HttpResponse> handle_quickly(const HttpRequest& request) {
    const RouteMatch match = router_.match(request.method, request.segments);
    if (match.outcome != RouteOutcome::kFound) return unrouted(request, match);
    const ApiOperation& operation = contract_.operations[match.route];
    const Credential credential = credential_of(request);
    std::shared_ptr<const Identity> known;
    if (credential.kind != Credential::Kind::kNone) {
      known = services_.identities.find(hash_of_token(credential.text), services_.now());
    }
    if (auto refused = limit_rate(request, operation, known)) return refused;
    if (operation.id == "health")
      return answered(make_response(200, "application/json", R"({"status":"ok"})"), operation);
    if (!known || !operation.is_read() || !operation.may_be_kept) return std::nullopt;
    auto kept = services_.kept.find(kept_key(request, *known), KeptAnswers::Time::clock::now());
    if (!kept) return std::nullopt;
    return unless_client_has_it(request, std::move(*kept));
  }

  HttpReply handle(const HttpRequest& request) {
    const RouteMatch match = router_.match(request.method, request.segments);
    if (match.outcome != RouteOutcome::kFound) return *unrouted(request, match);
    const ApiOperation& operation = contract_.operations[match.route];
    ApiCall call(request, operation);
    call.language = language_of(request);
    call.time = services_.now();
    for (const auto& [name, value] : match.parameters) call.path.emplace_back(name, value);
    HttpReply reply = run(call, endpoints_[match.route]);
    const std::string account = call.identity ? call.identity->account.id : std::string();
    std::visit(
        [&](auto& answer) {
          answer.route = operation.path;
          answer.account = account;
        },
        reply);
    return reply;
  }

  static HttpResponse failure(int status, const std::string& detail, const std::string& id) {
    return problem_response(problem_of_status(status, detail), ApiLanguage::kBoth, id);
  }

  [[nodiscard]] const ApiContract& contract() const { return contract_; }

  [[nodiscard]] std::size_t body_bytes_of(const HttpRequest& head, std::size_t otherwise) const {
    const RouteMatch match = router_.match(head.method, head.segments);
    if (match.outcome != RouteOutcome::kFound) return otherwise;
    const auto& bytes = contract_.operations[match.route].body_bytes;
    // More than usual only for who at least seems to be somebody.
    if (!bytes || credential_of(head).kind == Credential::Kind::kNone) return otherwise;
    return static_cast<std::size_t>(*bytes);
  }

 private:
  HttpResponse answered(HttpResponse response, const ApiOperation& operation) const {
    response.route = operation.path;
    return response;
  }

  std::optional<HttpResponse> unrouted(const HttpRequest& request, const RouteMatch& match) {
    const bool is_unknown = match.outcome == RouteOutcome::kNoPath;
    if (is_unknown) {
      if (auto page = page_.answer(request)) return page;
    }
    if (auto refused = limit(addresses_, services_.options.address_requests_per_second,
                             rate_key(request.address), request)) {
      return refused;
    }
    HttpResponse response = problem_response(problem_of(is_unknown ? "no_such_path" : "no_such_method"),
                                             language_of(request), request.id);
    if (!is_unknown) {
      response.headers.set("allow", match.allow);
      response.route = std::string(match.path_template);
    }
    return response;
  }

  std::optional<HttpResponse> limit(RateLimiter& limiter, double per_second, std::string_view key,
                                    const HttpRequest& request) {
    if (per_second <= 0) return std::nullopt;
    const RateDecision decision = limiter.take(key, RateTime::clock::now());
    if (decision.allowed) return std::nullopt;
    HttpResponse response =
        problem_response(problem_of("too_many_requests"), language_of(request), request.id);
    response.headers.set("retry-after", std::to_string(decision.retry_after_seconds));
    return response;
  }

  std::optional<HttpResponse> limit_rate(const HttpRequest& request, const ApiOperation& operation,
                                         const std::shared_ptr<const Identity>& known) {
    auto refused =
        known ? limit(accounts_, services_.options.account_requests_per_second, known->account.id, request)
              : limit(addresses_, services_.options.address_requests_per_second, rate_key(request.address),
                      request);
    if (refused) refused->route = operation.path;
    return refused;
  }

  static std::string kept_key(const HttpRequest& request, const Identity& identity) {
    const int variant = static_cast<int>(language_of(request)) * 2 + (accepts_gzip(request) ? 1 : 0);
    return identity.session_id + static_cast<char>('0' + variant) + request.target;
  }

  HttpReply run(ApiCall& call, const ApiEndpoint& endpoint) {
    const auto read_at = KeptAnswers::Time::clock::now();
    const std::uint64_t generation = services_.kept.generation();
    auto ground = services_.grounds.now(call.time);
    if (!ground) return error_answer(call, ground.error());
    call.ground = *ground;
    if (auto refused = identify(call)) return *refused;
    if (auto refused = check_parameters(call)) return *refused;
    if (call.operation.access == ApiAccess::kPermission) {
      const AccessDecision anywhere = decide(call, {{}, {}, Classification::kPublic});
      if (!anywhere.allowed() && is_none_at_all(anywhere.refusal)) return forbidden(call, anywhere.refusal);
    }
    json::value body;
    if (auto refused = read_body(call, body)) return *refused;
    if (auto refused = check_object(call, endpoint)) return *refused;
    if (auto refused = read_if_match(call)) return *refused;

    if (call.operation.is_read()) {
      // Who was not known a moment ago may still be given what is kept for him.
      if (call.operation.may_be_kept && call.identity) {
        if (auto kept = services_.kept.find(kept_key(call.http, *call.identity), read_at)) {
          return unless_client_has_it(call.http, std::move(*kept));
        }
      }
      HttpReply reply = endpoint.handle(call);
      if (auto* response = std::get_if<HttpResponse>(&reply)) {
        tag_answer(*response);
        if (!call.operation.is_secret) shorten(call.http, *response);
        if (response->status == 200 && call.operation.may_be_kept && call.identity) {
          response->route = call.operation.path;
          response->account = call.identity->account.id;
          services_.kept.keep(kept_key(call.http, *call.identity), *response, read_at, generation);
        }
        *response = unless_client_has_it(call.http, std::move(*response));
      }
      return reply;
    }
    return once(call, endpoint);
  }

  std::optional<HttpReply> identify(ApiCall& call) {
    if (call.operation.access == ApiAccess::kPublic) {
      // A form of another site must not sign anybody in.
      if (!call.operation.is_read() && is_from_elsewhere(call.http)) {
        return problem_answer(call, problem_of("foreign_origin"));
      }
      return std::nullopt;
    }
    const Credential credential = credential_of(call.http);
    if (credential.kind == Credential::Kind::kNone) return not_signed_in(call);
    auto identity = credential.kind == Credential::Kind::kToken
                        ? services_.identities.token(services_.database, credential.text, call.time)
                        : services_.identities.session(services_.database, credential.text, call.time,
                                                       services_.policies.current()->sessions);
    if (!identity) {
      if (identity.error().code == ErrorCode::kNotFound) return not_signed_in(call);
      return error_answer(call, identity.error());
    }
    call.identity = *identity;
    if (credential.kind == Credential::Kind::kCookie && !call.operation.is_read()) {
      if (is_from_elsewhere(call.http)) return problem_answer(call, problem_of("foreign_origin"));
      const std::string* token = call.http.headers.find("x-csrf-token");
      if (token == nullptr || !equal_in_constant_time(*token, csrf_token_of(credential.text))) {
        return problem_answer(call, problem_of("bad_csrf_token"));
      }
    }
    if (call.identity->reach != SessionReach::kFull && !call.operation.is_open_while_restricted) {
      return problem_answer(call, problem_of("restricted_session", std::string(id_of(call.identity->reach))));
    }
    // What only people do for themselves.
    if (call.identity->is_token() && call.operation.access == ApiAccess::kSignedIn &&
        !call.operation.is_read() && call.operation.path.rfind("/api/v1/me/", 0) == 0) {
      return forbidden(call, Refusal::kTokenScope);
    }
    return std::nullopt;
  }

  HttpReply not_signed_in(const ApiCall& call) const {
    HttpResponse response = problem_response(problem_of("not_signed_in"), call.language, call.http.id);
    response.headers.set("www-authenticate", "Bearer realm=\"tenon\"");
    return response;
  }

  // Of the permissions of which one is enough, the decision that came nearest.
  static AccessDecision decide(const ApiCall& call, const AccessObject& object) {
    AccessDecision nearest;
    for (const Permission permission : call.operation.permissions) {
      const AccessDecision decision = call.decide(permission, object);
      if (decision.allowed()) return decision;
      if (decision.refusal > nearest.refusal) nearest = decision;
    }
    return nearest;
  }

  // Tells the audit chain as well.
  HttpReply forbidden(const ApiCall& call, Refusal refusal) {
    const std::string action = call.operation.access == ApiAccess::kPermission
                                   ? std::string(id_of(call.operation.permissions.front()))
                                   : call.operation.id;
    AuditEvent event = event_of(call.caller().actor, call.time, action, "operation", call.operation.id,
                                R"({"refusal":")" + std::string(id_of(refusal)) + R"("})");
    event.result = AuditResult::kRefused;
    if (auto logged = log_audit(services_.database, std::move(event)); !logged)
      return error_answer(call, logged.error());
    ApiProblem problem = problem_of("forbidden", say(call.language, wording_of(refusal)));
    if (call.operation.access == ApiAccess::kPermission) {
      const PermissionInfo& info = info_of(call.operation.permissions.front());
      problem.detail += " (" + std::string(info.id) + ": " + say(call.language, info.wording) + ")";
    }
    return problem_answer(call, problem);
  }

  std::optional<HttpReply> check_parameters(const ApiCall& call) const {
    std::vector<ProblemFault> faults;
    std::set<std::string_view> known;
    for (const ApiParameter& parameter : call.operation.parameters) {
      const std::string* value = nullptr;
      if (parameter.place == ParameterPlace::kHeader) {
        value = call.http.headers.find(lower_ascii(parameter.name));
      } else if (parameter.place == ParameterPlace::kQuery) {
        known.insert(parameter.name);
        value = call.http.parameter(parameter.name);
      } else {
        value = call.parameter(parameter.name);
      }
      if (value == nullptr) {
        if (parameter.is_required)
          faults.push_back({"", parameter.name, say(call.language, "必填", "required")});
        continue;
      }
      for (const SchemaFault& fault : check_text(contract_.schemas[parameter.schema], *value)) {
        faults.push_back({"", parameter.name, say(call.language, fault.expected_zh, fault.expected_en)});
      }
    }
    std::set<std::string_view> seen;
    for (const auto& [name, value] : call.http.query) {
      if (known.count(name) == 0) {
        faults.push_back({"", name.substr(0, 100), say(call.language, "没有这个参数", "no such parameter")});
      } else if (!seen.insert(name).second) {
        faults.push_back({"", name, say(call.language, "只能给出一次", "given once")});
      }
      if (faults.size() >= 20) break;
    }
    if (faults.empty()) return std::nullopt;
    ApiProblem problem = problem_of("bad_parameter");
    problem.faults = std::move(faults);
    return problem_answer(call, problem);
  }

  std::optional<HttpReply> read_body(ApiCall& call, json::value& body) const {
    const ApiOperation& operation = call.operation;
    if (!operation.has_body) {
      if (call.http.body.empty()) return std::nullopt;
      return problem_answer(
          call, problem_of("bad_body", say(call.language, "此操作没有请求内容", "this takes no content")));
    }
    if (call.http.body.empty() && !operation.is_body_required) return std::nullopt;
    if (media_type(call.http) != operation.body_type) {
      return problem_answer(call, problem_of("wrong_content_type", operation.body_type));
    }
    if (operation.body_type != "application/json") return std::nullopt;
    json::parse_options options;
    options.max_depth = kDeepestJson;
    boost::system::error_code error;
    body = json::parse(call.http.body, error, {}, options);
    if (error) return problem_answer(call, problem_of("bad_body", "JSON: " + error.message()));
    const auto faults = check_json(contract_.schemas, operation.body_schema, body);
    if (!faults.empty()) {
      ApiProblem problem = problem_of("bad_body");
      for (const SchemaFault& fault : faults) {
        problem.faults.push_back(
            {fault.pointer, "", say(call.language, fault.expected_zh, fault.expected_en)});
      }
      return problem_answer(call, problem);
    }
    call.body = &body;
    return std::nullopt;
  }

  std::optional<HttpReply> check_object(const ApiCall& call, const ApiEndpoint& endpoint) {
    if (call.operation.access != ApiAccess::kPermission) return std::nullopt;
    AccessObject object;
    if (call.operation.object == ApiObject::kOwn) {
      object = own_object(*call.identity);
    } else if (call.operation.object == ApiObject::kLocated) {
      auto located = endpoint.locate(call);
      if (!located) return error_answer(call, located.error());
      object = std::move(*located);
    }
    const AccessDecision decision = decide(call, object);
    if (decision.allowed()) return std::nullopt;
    HttpReply refused = forbidden(call, decision.refusal);
    // Who may not know a thing is not told that it is there.
    if (decision.refusal == Refusal::kClassification && call.operation.object == ApiObject::kLocated) {
      return problem_answer(call, problem_of("not_found"));
    }
    return refused;
  }

  static std::optional<HttpReply> read_if_match(ApiCall& call) {
    const std::string* header = call.http.headers.find("if-match");
    if (header == nullptr) {
      if (call.operation.needs_if_match()) return problem_answer(call, problem_of("if_match_needed"));
      return std::nullopt;
    }
    const auto condition = parse_entity_tags(*header);
    if (condition && condition->is_any) return std::nullopt;
    if (condition && condition->tags.size() == 1 && !condition->tags.front().is_weak) {
      const std::string& value = condition->tags.front().value;
      if (value.size() > 1 && value.front() == 'r') {
        if (const auto revision = parse_integer(value.substr(1))) {
          call.seen_revision = *revision;
          return std::nullopt;
        }
      }
    }
    return problem_answer(call, problem_of("stale", say(call.language, "If-Match 应为所读内容的 ETag",
                                                        "If-Match: the ETag of what was read")));
  }

  // What was read before counts no more, whatever came of it.
  HttpReply do_it(const ApiCall& call, const ApiEndpoint& endpoint) {
    HttpReply reply = endpoint.handle(call);
    services_.wrote();
    return reply;
  }

  HttpReply once(const ApiCall& call, const ApiEndpoint& endpoint) {
    const std::string* key = call.http.headers.find("idempotency-key");
    if (key == nullptr || !call.identity) return do_it(call, endpoint);
    return run_once(services_.database, call, *key, [&] { return do_it(call, endpoint); });
  }

  ApiContract contract_;
  ApiServices& services_;
  PageServer page_;
  Router router_;
  std::vector<ApiEndpoint> endpoints_;  // of each operation
  RateLimiter accounts_;
  RateLimiter addresses_;
};

ApiDispatcher::ApiDispatcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ApiDispatcher::~ApiDispatcher() = default;

Result<std::unique_ptr<ApiDispatcher>> ApiDispatcher::make(ApiContract contract, ApiServices& services) {
  auto impl = std::make_unique<Impl>(std::move(contract), services);
  if (auto connected = impl->connect(); !connected) return connected.error();
  return std::unique_ptr<ApiDispatcher>(new ApiDispatcher(std::move(impl)));
}

std::optional<HttpResponse> ApiDispatcher::handle_quickly(const HttpRequest& request) {
  return impl_->handle_quickly(request);
}
HttpReply ApiDispatcher::handle(const HttpRequest& request) {
  return impl_->handle(request);
}
HttpResponse ApiDispatcher::failure(int status, const std::string& detail, const std::string& id) {
  return Impl::failure(status, detail, id);
}
const ApiContract& ApiDispatcher::contract() const {
  return impl_->contract();
}
std::size_t ApiDispatcher::body_bytes_of(const HttpRequest& head, std::size_t otherwise) const {
  return impl_->body_bytes_of(head, otherwise);
}

}  // namespace tenon
