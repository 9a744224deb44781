#include "api/people_json.h"

#include "api/page.h"
#include "service/account_codec.h"

namespace tenon {

void write_organisation(JsonWriter& json, const Organisation& organisation, std::int64_t revision) {
  json.begin_object().key("id").text(organisation.id).key("kind").text(id_of(organisation.kind));
  json.key("name_zh").text(organisation.name_zh).key("name_en").text(organisation.name_en);
  json.key("region_code").text(organisation.region_code).key("firm_id").text(organisation.firm_id);
  json.key("revision").integer(revision).end_object();
}

void write_account(JsonWriter& json, const Revised<AccountSummary>& account) {
  const Account& one = account.value.account;
  json.begin_object().key("id").text(one.id).key("name").text(one.name).key("full_name").text(one.full_name);
  json.key("organisation_id").text(one.organisation_id).key("made").text(utc_text(one.made));
  write_time(json.key("disabled"), one.disabled);
  json.key("has_second_factor").boolean(account.value.has_second_factor);
  json.key("must_change_password").boolean(one.must_change_password);
  json.key("recovery_codes_left").integer(static_cast<std::int64_t>(account.value.recovery_codes_left));
  json.key("locked_until");
  if (account.value.lock.state == TryState::kAllowed) {
    json.null();
  } else {
    json.text(utc_text(account.value.lock.until));
  }
  json.key("revision").integer(account.revision).end_object();
}

void write_session(JsonWriter& json, const Session& session, const std::string& this_session) {
  json.begin_object().key("id").text(session.id).key("opened").text(utc_text(session.opened));
  json.key("last_used").text(utc_text(session.last_used)).key("address").text(session.address);
  json.key("device").text(session.device).key("second_factor").boolean(session.second_factor);
  json.key("state").text(session.revoked ? "revoked" : "live");
  json.key("is_this").boolean(session.id == this_session).end_object();
}

void write_token(JsonWriter& json, const ApiToken& token, UtcTime now) {
  json.begin_object().key("id").text(token.id).key("name").text(token.name).key("permissions").begin_array();
  for (std::size_t i = 0; i < kPermissionCount; ++i) {
    if (token.carried.holds(static_cast<Permission>(i))) json.text(id_of(static_cast<Permission>(i)));
  }
  json.end_array().key("made").text(utc_text(token.made)).key("expires").text(utc_text(token.expires));
  json.key("last_used")
      .text(utc_text(token.last_used))
      .key("state")
      .text(id_of(state_of(token, now)))
      .end_object();
}

void write_role(JsonWriter& json, const Role& role) {
  json.begin_object()
      .key("id")
      .text(role.id)
      .key("name_zh")
      .text(role.name_zh)
      .key("name_en")
      .text(role.name_en);
  json.key("permissions").begin_array();
  for (std::size_t i = 0; i < kPermissionCount; ++i) {
    if (role.permissions.holds(static_cast<Permission>(i))) json.text(id_of(static_cast<Permission>(i)));
  }
  json.end_array().key("scope").text(id_of(role.scope));
  json.key("organisations").begin_array();
  for (std::size_t i = 0; i < kOrganisationKindCount; ++i) {
    if (role.organisations.none() || role.organisations.test(i))
      json.text(id_of(static_cast<OrganisationKind>(i)));
  }
  json.end_array().key("is_built_in").boolean(role.built_in).end_object();
}

void write_grant(JsonWriter& json, const Grant& grant) {
  json.begin_object().key("id").text(grant.id).key("account_id").text(grant.account_id);
  json.key("role_id").text(grant.role_id).key("organisation_id").text(grant.scope.organisation_id);
  json.key("region_code").text(grant.scope.region_code).key("clearance").text(id_of(grant.clearance));
  json.key("from").text(utc_text(grant.from));
  write_time(json.key("until"), grant.until).end_object();
}

void write_approval(JsonWriter& json, const ApprovalFile& approval, UtcTime now, bool may_decide) {
  const ApprovalRequest& request = approval.request;
  json.begin_object().key("id").text(request.id).key("action").text(rule_of(request.action).id);
  json.key("asker").text(request.asker).key("object_kind").text(request.object_kind);
  json.key("object_id").text(request.object_id).key("content").text(approval.content);
  json.key("reason").text(request.reason).key("asked").text(utc_text(request.asked));
  json.key("state").text(id_of(state_of(request, now))).key("decided_by").text(request.decided_by);
  json.key("comment").text(request.comment).key("may_decide").boolean(may_decide).end_object();
}

void write_issued(JsonWriter& json, const IssuedPassword& issued) {
  json.begin_object().key("account_id").text(issued.account_id).key("name").text(issued.name);
  json.key("one_time_password").text(issued.one_time_password).end_object();
}

}  // namespace tenon
