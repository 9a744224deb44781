// Rules of signing in: read by administrators, changed by those for security. A change counts at once here
// and within a second on other servers.
#include "api/endpoint.h"
#include "api/page.h"
#include "service/policy_setting.h"

namespace tenon {
namespace {

void write_setting(JsonWriter& json, const PolicySetting& setting, const SignInPolicy& base,
                   const Settings& settings) {
  const auto found = settings.find(std::string(setting.name));
  json.begin_object().key("name").text(setting.name).key("zh").text(setting.wording.zh);
  json.key("en").text(setting.wording.en).key("unit").text(setting.unit);
  json.key("value").integer(setting.get(policy_with(base, settings)));
  json.key("default").integer(setting.get(base)).key("low").integer(setting.low);
  json.key("high").integer(setting.high).key("revision");
  json.integer(found == settings.end() ? 0 : found->second.revision).end_object();
}

HttpReply all(ApiServices& s, const ApiCall& call) {
  const auto settings = list_settings(s.database);
  if (!settings) return error_answer(call, settings.error());
  return list_answer(policy_settings().size(), [&](JsonWriter& json, std::size_t i) {
    write_setting(json, policy_settings()[i], s.policies.base(), *settings);
  });
}

HttpReply one_answer(ApiServices& s, const ApiCall& call, const PolicySetting& setting) {
  const auto settings = list_settings(s.database);
  if (!settings) return error_answer(call, settings.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  write_setting(json, setting, s.policies.base(), *settings);
  const auto found = settings->find(std::string(setting.name));
  return with_revision(json_answer(200, json.take()), found == settings->end() ? 0 : found->second.revision);
}

HttpReply one(ApiServices& s, const ApiCall& call) {
  const PolicySetting* setting = find_policy_setting(call.text("name"));
  if (setting == nullptr) return problem_answer(call, problem_of("not_found"));
  return one_answer(s, call, *setting);
}

HttpReply change(ApiServices& s, const ApiCall& call) {
  const PolicySetting* setting = find_policy_setting(call.text("name"));
  if (setting == nullptr) return problem_answer(call, problem_of("not_found"));
  auto changed = change_policy_setting(s.database, s.policies.base(), call.text("name"),
                                       call.integer_field("value").value_or(0),
                                       call.seen_revision.value_or(0), call.caller());
  s.policies.forget();
  if (!changed && changed.error().code == ErrorCode::kConflict) {
    return problem_answer(call, problem_of("stale", changed.error().message));
  }
  if (!changed) return error_answer(call, changed.error());
  return one_answer(s, call, *setting);
}

}  // namespace

ApiEndpoints setting_endpoints(ApiServices& s) {
  return {
      {"list_settings", [&s](const ApiCall& call) { return all(s, call); }, {}},
      {"read_setting", [&s](const ApiCall& call) { return one(s, call); }, {}},
      {"change_setting", [&s](const ApiCall& call) { return change(s, call); }, {}},
  };
}

}  // namespace tenon
