// The first set-up, organisations, accounts, roles and permissions.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <set>
#include <string>

#include "api/endpoint.h"
#include "api/page.h"
#include "api/people_json.h"
#include "service/role_desk.h"
#include "service/setup.h"

namespace tenon {
namespace {

namespace json = boost::json;

Organisation organisation_of(const json::object& object, std::string id) {
  Organisation organisation;
  organisation.id = std::move(id);
  organisation.kind = *organisation_kind_of(text_member(object, "kind"));
  organisation.name_zh = text_member(object, "name_zh");
  organisation.name_en = text_member(object, "name_en");
  organisation.region_code = text_member(object, "region_code");
  organisation.firm_id = text_member(object, "firm_id");
  return organisation;
}

HttpReply organisation_answer(const ApiCall& call, int status, const Result<Revised<Organisation>>& one) {
  if (!one) return error_answer(call, one.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  write_organisation(json, one->value, one->revision);
  return with_revision(json_answer(status, json.take()), one->revision);
}

HttpReply account_answer(const ApiCall& call, const Result<Revised<AccountSummary>>& account) {
  if (!account) return error_answer(call, account.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  write_account(json, *account);
  return with_revision(json_answer(200, json.take()), account->revision);
}

HttpReply issued_answer(const ApiCall& call, int status, const Result<IssuedPassword>& issued) {
  if (!issued) return error_answer(call, issued.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  write_issued(json, *issued);
  return json_answer(status, json.take());
}

HttpReply name_administrators_call(ApiServices& s, const ApiCall& call) {
  const json::object& organisation = call.member("organisation")->get_object();
  std::vector<NamedAdministrator> people;
  for (const json::value& one : call.member("people")->get_array()) {
    const json::object& person = one.get_object();
    people.push_back(
        {text_member(person, "name"), text_member(person, "full_name"), text_member(person, "role")});
  }
  auto issued = name_administrators(s.database, s.passwords,
                                    organisation_of(organisation, text_member(organisation, "id")), people,
                                    call.caller(), s.policies.base().cost);
  if (!issued) return error_answer(call, issued.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("items").begin_array();
  for (const IssuedPassword& one : *issued) write_issued(json, one);
  json.end_array().end_object();
  return json_answer(201, json.take());
}

HttpReply organisations(ApiServices& s, const ApiCall& call) {
  auto all = list_organisations(s.database);
  if (!all) return error_answer(call, all.error());
  return page_answer(call, all->size(), [&](JsonWriter& json, std::size_t i) {
    write_organisation(json, (*all)[i].value, (*all)[i].revision);
  });
}

HttpReply accounts(ApiServices& s, const ApiCall& call) {
  auto all = list_accounts(s.database, call.time);
  if (!all) return error_answer(call, all.error());
  return page_answer(call, all->size(),
                     [&](JsonWriter& json, std::size_t i) { write_account(json, (*all)[i]); });
}

// Firms and institutes see the people of offices and their own.
bool is_office(OrganisationKind kind) {
  return kind == OrganisationKind::kBureau || kind == OrganisationKind::kCentre;
}

HttpReply people(ApiServices& s, const ApiCall& call) {
  auto organisations = list_organisations(s.database);
  if (!organisations) return error_answer(call, organisations.error());
  std::set<std::string> offices;
  for (const auto& one : *organisations) {
    if (is_office(one.value.kind)) offices.insert(one.value.id);
  }
  const std::string& own = call.identity->account.organisation_id;
  AccountFilter filter;
  filter.is_disabled = false;
  auto all = list_accounts(s.database, call.time, filter);
  if (!all) return error_answer(call, all.error());
  if (!offices.contains(own)) {
    std::erase_if(*all, [&](const Revised<AccountSummary>& one) {
      const std::string& organisation = one.value.account.organisation_id;
      return organisation != own && !offices.contains(organisation);
    });
  }
  return page_answer(call, all->size(), [&](JsonWriter& json, std::size_t i) {
    const Account& account = (*all)[i].value.account;
    json.begin_object().key("id").text(account.id).key("name").text(account.name);
    json.key("full_name").text(account.full_name);
    json.key("organisation_id").text(account.organisation_id).end_object();
  });
}

HttpReply sessions_of(ApiServices& s, const ApiCall& call) {
  if (auto account = find_account(s.database, call.text("id"), call.time); !account) {
    return error_answer(call, account.error());
  }
  auto sessions = list_sessions(s.database, call.text("id"), call.time, s.policies.current()->sessions);
  if (!sessions) return error_answer(call, sessions.error());
  return list_answer(sessions->size(), [&](JsonWriter& json, std::size_t i) {
    write_session(json, (*sessions)[i], call.identity->session_id);
  });
}

HttpReply end_sessions_of(ApiServices& s, const ApiCall& call) {
  if (auto account = find_account(s.database, call.text("id"), call.time); !account) {
    return error_answer(call, account.error());
  }
  auto done = revoke_sessions(s.database, call.text("id"), "", call.caller());
  if (!done) return error_answer(call, done.error());
  return no_content();
}

HttpReply unlock(ApiServices& s, const ApiCall& call) {
  if (auto done = unlock_account(s.database, call.text("id"), call.caller()); !done)
    return error_answer(call, done.error());
  return no_content();
}

HttpReply reset(ApiServices& s, const ApiCall& call) {
  const AccountReset how{call.flag_field("second_factor")};
  return issued_answer(
      call, 200,
      reset_account(s.database, s.passwords, call.text("id"), how, call.caller(), s.policies.base().cost));
}

HttpReply permissions() {
  return list_answer(kPermissionCount, [](JsonWriter& json, std::size_t i) {
    static constexpr const char* kAuthorities[] = {"business", "system", "security", "audit", "setup"};
    const PermissionInfo& info = info_of(static_cast<Permission>(i));
    json.begin_object()
        .key("id")
        .text(info.id)
        .key("authority")
        .text(kAuthorities[static_cast<std::size_t>(info.authority)]);
    json.key("changes").boolean(info.changes).key("for_tokens").boolean(info.for_tokens);
    json.key("name_zh").text(info.wording.zh).key("name_en").text(info.wording.en).end_object();
  });
}

std::int64_t expected(const ApiCall& call) {
  return call.seen_revision.value_or(kAnyRevision);
}

}  // namespace

ApiEndpoints people_endpoints(ApiServices& s) {
  return {
      {"name_administrators", [&s](const ApiCall& call) { return name_administrators_call(s, call); }, {}},
      {"list_organisations", [&s](const ApiCall& call) { return organisations(s, call); }, {}},
      {"make_organisation",
       [&s](const ApiCall& call) {
         return organisation_answer(
             call, 201,
             make_organisation(s.database, organisation_of(call.body->get_object(), call.field("id")),
                               call.caller()));
       },
       {}},
      {"read_organisation",
       [&s](const ApiCall& call) {
         return organisation_answer(call, 200, find_organisation(s.database, call.text("id")));
       },
       {}},
      {"change_organisation",
       [&s](const ApiCall& call) {
         return organisation_answer(
             call, 200,
             change_organisation(s.database, organisation_of(call.body->get_object(), call.text("id")),
                                 expected(call), call.caller()));
       },
       {}},
      {"list_accounts", [&s](const ApiCall& call) { return accounts(s, call); }, {}},
      {"list_people", [&s](const ApiCall& call) { return people(s, call); }, {}},
      {"make_account",
       [&s](const ApiCall& call) {
         return issued_answer(
             call, 201,
             make_account(s.database, s.passwords,
                          {call.field("name"), call.field("full_name"), call.field("organisation_id")},
                          call.caller(), s.policies.base().cost));
       },
       {}},
      {"read_account",
       [&s](const ApiCall& call) {
         return account_answer(call, find_account(s.database, call.text("id"), call.time));
       },
       {}},
      {"disable_account",
       [&s](const ApiCall& call) {
         return account_answer(call,
                               disable_account(s.database, call.text("id"), expected(call), call.caller()));
       },
       {}},
      {"enable_account",
       [&s](const ApiCall& call) {
         return account_answer(call,
                               enable_account(s.database, call.text("id"), expected(call), call.caller()));
       },
       {}},
      {"reset_account", [&s](const ApiCall& call) { return reset(s, call); }, {}},
      {"unlock_account", [&s](const ApiCall& call) { return unlock(s, call); }, {}},
      {"list_account_sessions", [&s](const ApiCall& call) { return sessions_of(s, call); }, {}},
      {"end_account_sessions", [&s](const ApiCall& call) { return end_sessions_of(s, call); }, {}},
      {"list_roles",
       [](const ApiCall& call) {
         const std::vector<Role>& roles = call.ground->roles();
         return list_answer(roles.size(),
                            [&](JsonWriter& json, std::size_t i) { write_role(json, roles[i]); });
       },
       {}},
      {"list_permissions", [](const ApiCall&) { return permissions(); }, {}},
  };
}

}  // namespace tenon
