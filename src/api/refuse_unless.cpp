#include "api/refuse_unless.h"

#include <utility>

namespace tenon {

std::optional<HttpReply> refuse_unless(ApiServices& services, const ApiCall& call, Permission permission,
                                       const AccessObject& object, const std::string& object_kind,
                                       const std::string& object_id) {
  const AccessDecision decision = call.decide(permission, object);
  if (decision.allowed()) return std::nullopt;
  AuditEvent event = event_of(call.caller().actor, call.time, std::string(id_of(permission)), object_kind,
                              object_id, R"({"refusal":")" + std::string(id_of(decision.refusal)) + R"("})");
  event.result = AuditResult::kRefused;
  if (auto logged = log_audit(services.database, std::move(event)); !logged)
    return error_answer(call, logged.error());
  return problem_answer(call, problem_of("forbidden", std::string(id_of(permission)) + ": " +
                                                          say(call.language, wording_of(decision.refusal))));
}

}  // namespace tenon
