// Signing in and out, and what people do with their own sessions, passwords, second factors and tokens.
#include <algorithm>

#include "api/dispatcher.h"
#include "api/endpoint.h"
#include "api/page.h"
#include "api/people_json.h"
#include "api/request_facts.h"
#include "http/cookie.h"
#include "report/json_writer.h"
#include "service/token_desk.h"

namespace tenon {
namespace {

std::string device_of(const HttpRequest& request) {
  const std::string* agent = request.headers.find("user-agent");
  return agent != nullptr ? agent->substr(0, 200) : std::string();
}

std::string cookie_header(const HttpRequest& request, const std::string& cookie, bool ends) {
  CookieAttributes attributes;
  attributes.secure = request.is_secure;
  if (ends) attributes.max_age = std::chrono::seconds(0);
  auto header = set_cookie(request.is_secure ? kSecureSessionCookie : kSessionCookie, cookie, attributes);
  return header ? *header : std::string();
}

HttpReply refusal_answer(const ApiCall& call, SignInRefusal refusal, UtcTime until) {
  const std::string words = say(call.language, wording_of(refusal));
  switch (refusal) {
    case SignInRefusal::kCodeNeeded:
      return problem_answer(call, problem_of("code_needed"));
    case SignInRefusal::kPasswordExpired:
      return problem_answer(call, problem_of("password_expired"));
    case SignInRefusal::kWaiting:
    case SignInRefusal::kLocked: {
      HttpReply reply = problem_answer(call, problem_of("waiting", words));
      const auto left = std::chrono::ceil<std::chrono::seconds>(until - call.time).count();
      std::get<HttpResponse>(reply).headers.set("retry-after",
                                                std::to_string(std::max<std::int64_t>(left, 1)));
      return reply;
    }
    default:
      return problem_answer(call, problem_of("wrong_sign_in"));
  }
}

HttpReply me_answer(const ApiCall& call, const Identity& identity, const std::string& csrf_token) {
  JsonWriter json(JsonWriter::Layout::kCompact);
  const AccessRules rules = call.ground->rules();
  json.begin_object().key("account").begin_object();
  json.key("id").text(identity.account.id).key("name").text(identity.account.name);
  json.key("full_name").text(identity.account.full_name);
  json.key("has_second_factor").boolean(identity.has_second_factor);
  json.key("password_set").text(utc_text(identity.account.password_set)).end_object();
  if (identity.organisation) {
    json.key("organisation");
    write_organisation(json, *identity.organisation, 0);
  }
  PermissionSet held;
  json.key("roles").begin_array();
  for (const Grant& grant : identity.grants) {
    const Role* role = find_role(rules.roles, grant.role_id);
    if (role == nullptr || grant.from > call.time || (grant.until && *grant.until <= call.time)) continue;
    held = held | role->permissions;
    json.begin_object().key("id").text(role->id).key("name_zh").text(role->name_zh);
    json.key("name_en").text(role->name_en).key("organisation_id").text(grant.scope.organisation_id);
    json.key("region_code").text(grant.scope.region_code);
    json.key("clearance").text(id_of(grant.clearance)).end_object();
  }
  json.end_array().key("permissions").begin_array();
  if (identity.is_token()) held = held & identity.carried;
  for (std::size_t i = 0; i < kPermissionCount; ++i) {
    if (held.holds(static_cast<Permission>(i))) json.text(id_of(static_cast<Permission>(i)));
  }
  json.end_array().key("reach").text(id_of(identity.reach)).key("csrf_token");
  if (csrf_token.empty()) {
    json.null();
  } else {
    json.text(csrf_token);
  }
  json.end_object();
  return json_answer(200, json.take());
}

HttpReply sign_in_call(ApiServices& services, const ApiCall& call) {
  SignInDesk desk = services.sign_in();
  auto done = sign_in(desk,
                      {call.field("name"), call.field("password"), call.field("code"), call.http.address,
                       device_of(call.http)},
                      call.time);
  if (!done) return error_answer(call, done.error());
  if (!done->ok()) return refusal_answer(call, done->refusal, done->until);
  auto identity =
      identify_session(services.database, done->cookie, call.time, services.policies.current()->sessions);
  if (!identity) return error_answer(call, identity.error());
  HttpReply reply = me_answer(call, *identity, csrf_token_of(done->cookie));
  std::get<HttpResponse>(reply).headers.add("set-cookie", cookie_header(call.http, done->cookie, false));
  return reply;
}

HttpReply read_me(const ApiCall& call) {
  std::string csrf_token;
  if (!call.identity->is_token()) {
    for (const std::string_view name : {kSecureSessionCookie, kSessionCookie}) {
      if (const auto cookie = call.http.cookie(name);
          cookie && hash_of_token(*cookie) == call.identity->token_hash) {
        csrf_token = csrf_token_of(*cookie);
      }
    }
  }
  return me_answer(call, *call.identity, csrf_token);
}

HttpReply sign_out_call(ApiServices& services, const ApiCall& call) {
  if (auto done = sign_out(services.database, call.caller()); !done) return error_answer(call, done.error());
  HttpReply reply = no_content();
  auto& response = std::get<HttpResponse>(reply);
  response.headers.add("set-cookie", cookie_header(call.http, "", true));
  response.headers.set("clear-site-data", "\"cache\", \"storage\"");
  return reply;
}

HttpReply change_password_call(ApiServices& services, const ApiCall& call) {
  SignInDesk desk = services.sign_in();
  auto done = change_password(desk, call.field("current"), call.field("new"), call.caller());
  if (!done) return error_answer(call, done.error());
  if (done->refusal != SignInRefusal::kNone) return refusal_answer(call, done->refusal, done->until);
  if (done->faults.empty()) return no_content();
  ApiProblem problem = problem_of("refused");
  for (const PasswordFault fault : done->faults) {
    problem.faults.push_back({"/new", "", say(call.language, wording_of(fault))});
  }
  return problem_answer(call, problem);
}

HttpReply start_second_factor(ApiServices& services, const ApiCall& call) {
  SignInDesk desk = services.sign_in();
  auto done = start_totp(desk, call.field("code"), call.caller());
  if (!done) return error_answer(call, done.error());
  if (!done->ok()) return refusal_answer(call, done->refusal, done->until);
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("secret").text(done->secret).key("uri").text(done->uri).end_object();
  return json_answer(200, json.take());
}

HttpReply codes_answer(const ApiCall& call, const Result<TotpConfirmation>& done) {
  if (!done) return error_answer(call, done.error());
  if (!done->ok()) return refusal_answer(call, done->refusal, done->until);
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("recovery_codes").begin_array();
  for (const std::string& code : done->recovery_codes) json.text(code);
  json.end_array().end_object();
  return json_answer(200, json.take());
}

HttpReply my_sessions(ApiServices& services, const ApiCall& call) {
  auto sessions = list_sessions(services.database, call.identity->account.id, call.time,
                                services.policies.current()->sessions);
  if (!sessions) return error_answer(call, sessions.error());
  return list_answer(sessions->size(), [&](JsonWriter& json, std::size_t i) {
    write_session(json, (*sessions)[i], call.identity->session_id);
  });
}

HttpReply end_my_session(ApiServices& services, const ApiCall& call) {
  auto done = revoke_session(services.database, call.identity->account.id, call.text("id"), call.caller());
  if (!done) return error_answer(call, done.error());
  return no_content();
}

HttpReply my_tokens(ApiServices& services, const ApiCall& call) {
  auto tokens = list_tokens(services.database, call.identity->account.id);
  if (!tokens) return error_answer(call, tokens.error());
  return list_answer(tokens->size(),
                     [&](JsonWriter& json, std::size_t i) { write_token(json, (*tokens)[i], call.time); });
}

HttpReply make_token_call(ApiServices& services, const ApiCall& call) {
  PermissionSet carried;
  for (const std::string& id : texts_of(call.member("permissions"))) {
    const auto permission = permission_of(id);
    if (!permission) return problem_answer(call, problem_of("refused", "no such permission: " + id));
    carried.add(*permission);
  }
  const std::chrono::days life(*call.integer_field("days"));
  auto made = make_token(services.database, call.identity->account.id, call.field("name"), carried, life,
                         call.caller());
  if (!made) return error_answer(call, made.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("token");
  write_token(json, made->token, call.time);
  json.key("text").text(made->text).end_object();
  return json_answer(201, json.take());
}

HttpReply revoke_token_call(ApiServices& services, const ApiCall& call) {
  auto done = revoke_token(services.database, call.identity->account.id, call.text("id"), call.caller());
  if (!done) return error_answer(call, done.error());
  return no_content();
}

}  // namespace

ApiEndpoints sign_in_endpoints(ApiServices& s) {
  return {
      {"sign_in", [&s](const ApiCall& call) { return sign_in_call(s, call); }, {}},
      {"sign_out", [&s](const ApiCall& call) { return sign_out_call(s, call); }, {}},
      {"read_me", [](const ApiCall& call) { return read_me(call); }, {}},
      {"change_password", [&s](const ApiCall& call) { return change_password_call(s, call); }, {}},
      {"start_second_factor", [&s](const ApiCall& call) { return start_second_factor(s, call); }, {}},
      {"confirm_second_factor",
       [&s](const ApiCall& call) {
         SignInDesk desk = s.sign_in();
         return codes_answer(call, confirm_totp(desk, call.field("code"), call.caller()));
       },
       {}},
      {"renew_recovery_codes",
       [&s](const ApiCall& call) {
         SignInDesk desk = s.sign_in();
         return codes_answer(call, make_new_recovery_codes(desk, call.field("code"), call.caller()));
       },
       {}},
      {"list_my_sessions", [&s](const ApiCall& call) { return my_sessions(s, call); }, {}},
      {"end_my_session", [&s](const ApiCall& call) { return end_my_session(s, call); }, {}},
      {"list_my_tokens", [&s](const ApiCall& call) { return my_tokens(s, call); }, {}},
      {"make_token", [&s](const ApiCall& call) { return make_token_call(s, call); }, {}},
      {"revoke_token", [&s](const ApiCall& call) { return revoke_token_call(s, call); }, {}},
  };
}

}  // namespace tenon
