// Four eyes: grants, definitions of roles and exports are asked for by one and approved by another.
#include <algorithm>
#include <bitset>

#include "api/endpoint.h"
#include "api/page.h"
#include "api/people_json.h"
#include "api/supply_export.h"
#include "service/account_codec.h"
#include "service/role_desk.h"

namespace tenon {
namespace {

HttpReply approval_answer(const ApiCall& call, int status, const Result<ApprovalFile>& approval) {
  if (!approval) return error_answer(call, approval.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  write_approval(json, *approval, call.time, false);
  return json_answer(status, json.take());
}

HttpReply grants(ApiServices& s, const ApiCall& call) {
  const std::string* account = call.parameter("account");
  auto all = account != nullptr ? list_grants(s.database, *account) : list_all_grants(s.database);
  if (!all) return error_answer(call, all.error());
  return page_answer(call, all->size(),
                     [&](JsonWriter& json, std::size_t i) { write_grant(json, (*all)[i]); });
}

HttpReply ask_grant(ApiServices& s, const ApiCall& call) {
  Grant grant;
  grant.account_id = call.field("account_id");
  grant.role_id = call.field("role_id");
  grant.scope = {call.field("organisation_id"), call.field("region_code")};
  if (const auto clearance = classification_of(call.field("clearance"))) grant.clearance = *clearance;
  grant.from = call.time;
  if (const auto until = parse_utc(call.field("until"))) grant.until = *until;
  return approval_answer(call, 202,
                         ask_role_change(s.database, call.ground->regions(), RoleGranting{std::move(grant)},
                                         call.field("reason"), call.caller()));
}

HttpReply ask_role(ApiServices& s, const ApiCall& call) {
  RoleDefinition definition;
  Role& role = definition.role;
  role.id = call.field("id");
  role.name_zh = call.field("name_zh");
  role.name_en = call.field("name_en");
  for (const std::string& id : texts_of(call.member("permissions"))) {
    const auto permission = permission_of(id);
    if (!permission) return problem_answer(call, problem_of("refused", "no such permission: " + id));
    role.permissions.add(*permission);
  }
  if (const auto scope = scope_rule_of(call.field("scope"))) role.scope = *scope;
  for (const std::string& id : texts_of(call.member("organisations"))) {
    const auto kind = organisation_kind_of(id);
    if (!kind) return problem_answer(call, problem_of("refused", "no such kind of organisation: " + id));
    role.organisations.set(static_cast<std::size_t>(*kind));
  }
  auto known = list_roles(s.database);
  if (!known) return error_answer(call, known.error());
  for (const Revised<Role>& one : *known) {
    if (one.value.id == role.id) definition.expected = one.revision;
  }
  return approval_answer(call, 202,
                         ask_role_change(s.database, call.ground->regions(), std::move(definition),
                                         call.field("reason"), call.caller()));
}

// Own ones and those one may decide, each once.
HttpReply approvals(ApiServices& s, const ApiCall& call) {
  const std::string& account = call.identity->account.id;
  auto open = list_approvals_to_decide(s.database, call.ground->regions(), account, call.time);
  if (!open) return error_answer(call, open.error());
  auto own = list_own_approvals(s.database, account);
  if (!own) return error_answer(call, own.error());
  const std::size_t first_own = open->size();
  return page_answer(call, first_own + own->size(), [&](JsonWriter& json, std::size_t i) {
    write_approval(json, i < first_own ? (*open)[i] : (*own)[i - first_own], call.time, i < first_own);
  });
}

HttpReply ask_export(ApiServices& s, const ApiCall& call) {
  ApprovalQuestion question;
  question.action = FourEyesAction::kExportFirmLevel;
  question.asker = call.identity->account.id;
  question.object = own_object(*call.identity, Classification::kRestricted);
  question.object_kind = "dataset";
  question.object_id = call.field("dataset");
  question.content =
      supply_export_content(*call.identity, call.field("dataset"), *call.integer_field("version"));
  question.reason = call.field("reason");
  return approval_answer(
      call, 201, ask_for_approval(s.database, call.ground->regions(), std::move(question), call.caller()));
}

HttpReply decide(ApiServices& s, const ApiCall& call) {
  return approval_answer(
      call, 200,
      decide_on_approval(s.database, call.ground->regions(), call.text("id"), call.flag_field("approve"),
                         call.field("comment"), call.caller()));
}

HttpReply carry_out(ApiServices& s, const ApiCall& call) {
  auto done = carry_out_role_change(s.database, call.ground->regions(), call.text("id"), call.caller());
  if (!done) return error_answer(call, done.error());
  return no_content();
}

HttpReply withdraw(ApiServices& s, const ApiCall& call) {
  if (auto done = withdraw_own_approval(s.database, call.text("id"), call.caller()); !done) {
    return error_answer(call, done.error());
  }
  return no_content();
}

}  // namespace

ApiEndpoints approval_endpoints(ApiServices& s) {
  return {
      {"list_grants", [&s](const ApiCall& call) { return grants(s, call); }, {}},
      {"ask_grant", [&s](const ApiCall& call) { return ask_grant(s, call); }, {}},
      {"ask_withdrawal",
       [&s](const ApiCall& call) {
         return approval_answer(call, 202,
                                ask_withdrawal(s.database, call.ground->regions(), call.text("id"),
                                               call.field("reason"), call.caller()));
       },
       {}},
      {"ask_role", [&s](const ApiCall& call) { return ask_role(s, call); }, {}},
      {"list_approvals", [&s](const ApiCall& call) { return approvals(s, call); }, {}},
      {"ask_approval", [&s](const ApiCall& call) { return ask_export(s, call); }, {}},
      {"decide_approval", [&s](const ApiCall& call) { return decide(s, call); }, {}},
      {"carry_out_approval", [&s](const ApiCall& call) { return carry_out(s, call); }, {}},
      {"withdraw_approval", [&s](const ApiCall& call) { return withdraw(s, call); }, {}},
  };
}

}  // namespace tenon
