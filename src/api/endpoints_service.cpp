// Whether the server lives, what it counts, its contract, and the stream of events.
#include <algorithm>

#include "api/contract_page.h"
#include "api/endpoint.h"
#include "report/json_writer.h"
#include "service/setup.h"
#include "service/token_desk.h"
#include "store/dataset_store.h"

namespace tenon {
namespace {

bool is_this_machine(const std::string& address) {
  return address == "::1" || address.rfind("127.", 0) == 0 || address.rfind("::ffff:127.", 0) == 0;
}

HttpReply readiness(ApiServices& services, const ApiCall& call) {
  if (services.is_draining) return problem_answer(call, problem_of("not_ready"));
  if (auto read = list_datasets(services.database); !read)
    return problem_answer(call, problem_of("not_ready"));
  return json_answer(200, R"({"status":"ready"})");
}

HttpReply metrics(ApiServices& services, const ApiCall& call) {
  if (!services.options.metrics_are_public && !is_this_machine(call.http.address)) {
    return problem_answer(call, problem_of("forbidden"));
  }
  return make_response(200, std::string(HttpMetrics::kContentType), services.metrics.text());
}

HttpReply system_answer(ApiServices& services, const ApiCall& call) {
  auto state = setup_state(services.database, call.time);
  if (!state) return error_answer(call, state.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("name").text("tenon").key("version").text(services.options.program_version);
  json.key("is_set_up").boolean(*state == SetupState::kDone);
  json.key("is_sample").boolean(services.options.is_sample).end_object();
  return json_answer(200, json.take());
}

// Whether the session or token has not ended. Listening is no use of it: it ends on idleness all the same.
bool is_still_good(ApiServices& services, const Identity& identity) {
  const UtcTime now = services.now();
  const std::string& account = identity.account.id;
  if (identity.is_token()) {
    const auto tokens = list_tokens(services.database, account);
    return tokens && std::any_of(tokens->begin(), tokens->end(), [&](const ApiToken& token) {
             return token.id == identity.session_id && state_of(token, now) == SessionState::kLive;
           });
  }
  const auto sessions = list_sessions(services.database, account, now, services.policies.current()->sessions);
  return sessions && std::any_of(sessions->begin(), sessions->end(),
                                 [&](const Session& session) { return session.id == identity.session_id; });
}

// Own jobs, own notices, and that something changed; what changed is read with the permissions of the reader.
HttpReply events(ApiServices& services, const ApiCall& call) {
  EventStreamReply stream;
  stream.topics = {"all", "account:" + call.identity->account.id};
  if (call.identity->organisation) stream.topics.push_back("organisation:" + call.identity->organisation->id);
  stream.may_go_on = [&services, identity = call.identity] { return is_still_good(services, *identity); };
  return stream;
}

}  // namespace

ApiEndpoints service_endpoints(ApiServices& services) {
  return {
      {"health", [](const ApiCall&) { return json_answer(200, R"({"status":"ok"})"); }, {}},
      {"readiness", [&](const ApiCall& call) { return readiness(services, call); }, {}},
      {"metrics", [&](const ApiCall& call) { return metrics(services, call); }, {}},
      {"contract",
       [](const ApiCall&) -> HttpReply {
         return make_response(200, "application/yaml; charset=utf-8", std::string(embedded_contract()));
       },
       {}},
      {"viewer",
       [](const ApiCall&) -> HttpReply {
         static const std::string kPage = contract_page(*read_contract(embedded_contract()));
         HttpResponse response = make_response(200, "text/html; charset=utf-8", kPage);
         response.headers.set("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");
         return response;
       },
       {}},
      {"read_system", [&](const ApiCall& call) { return system_answer(services, call); }, {}},
      {"events", [&](const ApiCall& call) { return events(services, call); }, {}},
  };
}

}  // namespace tenon
