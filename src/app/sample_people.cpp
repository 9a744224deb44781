#include "app/sample_people.h"

#include <array>
#include <string_view>

#include "app/dataset_source.h"
#include "service/account_codec.h"
#include "service/audit_log.h"
#include "service/encoding.h"
#include "service/password.h"
#include "service/role.h"
#include "service/totp.h"
#include "store/account_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

struct SampleOrganisation {
  std::string_view id;
  OrganisationKind kind;
  std::string_view name_zh;
  std::string_view name_en;
  std::string_view region;
};

constexpr std::array kOrganisations = {
    SampleOrganisation{"bureau-sh", OrganisationKind::kBureau, "上海市经信主管部门（示例）",
                       "Industry bureau of Shanghai (sample)", "310000"},
    SampleOrganisation{"bureau-js", OrganisationKind::kBureau, "江苏省工信主管部门（示例）",
                       "Industry bureau of Jiangsu (sample)", "320000"},
    SampleOrganisation{"bureau-zj", OrganisationKind::kBureau, "浙江省经信主管部门（示例）",
                       "Industry bureau of Zhejiang (sample)", "330000"},
    SampleOrganisation{"bureau-ah", OrganisationKind::kBureau, "安徽省工信主管部门（示例）",
                       "Industry bureau of Anhui (sample)", "340000"},
    SampleOrganisation{"centre", OrganisationKind::kCentre, "长三角产业链研究中心（示例）",
                       "Joint research centre (sample)", "310000"},
    SampleOrganisation{"firm", OrganisationKind::kFirm, "示例企业", "Sample firm", "320500"},
    SampleOrganisation{"institute", OrganisationKind::kInstitute, "示例研究院", "Sample institute", "340100"},
    SampleOrganisation{"market", OrganisationKind::kMarket, "示例技术市场", "Sample technology market",
                       "310000"},
    SampleOrganisation{"audit-office", OrganisationKind::kAuditor, "示例审计机构", "Sample auditor",
                       "310000"},
};

struct SamplePerson {
  std::string_view name;
  std::string_view full_name;
  std::string_view organisation;
  std::string_view role;
};

constexpr std::array kPeople = {
    SamplePerson{"sh.analyst", "上海分析员（示例）", "bureau-sh", "bureau_analyst"},
    SamplePerson{"js.analyst", "江苏分析员（示例）", "bureau-js", "bureau_analyst"},
    SamplePerson{"zj.analyst", "浙江分析员（示例）", "bureau-zj", "bureau_analyst"},
    SamplePerson{"ah.analyst", "安徽分析员（示例）", "bureau-ah", "bureau_analyst"},
    SamplePerson{"js.director", "江苏负责人（示例）", "bureau-js", "bureau_director"},
    SamplePerson{"js.chief", "江苏链长（示例）", "bureau-js", "chain_chief"},
    SamplePerson{"centre", "中心分析员（示例）", "centre", "centre_analyst"},
    SamplePerson{"firm", "企业用户（示例）", "firm", "firm_user"},
    SamplePerson{"institute", "院所用户（示例）", "institute", "institute_user"},
    SamplePerson{"market", "技术市场运营员（示例）", "market", "market_operator"},
    SamplePerson{"auditor", "审计人员（示例）", "audit-office", "auditor"},
    SamplePerson{"reader", "只读用户（示例）", "centre", "read_only"},
    SamplePerson{"admin.system", "系统管理员（示例）", "centre", "system_administrator"},
    SamplePerson{"admin.security", "安全管理员一（示例）", "centre", "security_administrator"},
    SamplePerson{"admin.security2", "安全管理员二（示例）", "centre", "security_administrator"},
    SamplePerson{"admin.audit", "审计管理员（示例）", "centre", "audit_administrator"},
};

std::string_view region_of(std::string_view organisation) {
  for (const SampleOrganisation& one : kOrganisations)
    if (one.id == organisation) return one.region;
  return {};
}

Result<void> add_person(Connection& connection, const SamplePerson& person, UtcTime time) {
  AccountRow account;
  account.id = account.name = account.name_key = std::string(person.name);
  account.full_name = std::string(person.full_name);
  account.organisation_id = std::string(person.organisation);
  account.made_us = account.password_set_us = micros_of(time);
  if (auto put = put_account(connection, account); !put) return put.error();
  const Role& role = *find_role(built_in_roles(), person.role);
  Grant grant;
  grant.id = "sample-" + account.id;
  grant.account_id = account.id;
  grant.role_id = role.id;
  grant.clearance = Classification::kRestricted;
  grant.from = time;
  if (role.scope == ScopeRule::kRegion) grant.scope.region_code = std::string(region_of(person.organisation));
  if (role.scope == ScopeRule::kOrganisation) grant.scope.organisation_id = account.organisation_id;
  put_grant(connection, row_of(grant));
  return {};
}

}  // namespace

Result<void> add_sample_people(Database& database, const Actor& actor, UtcTime time) {
  return run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    for (const SampleOrganisation& one : kOrganisations) {
      const Organisation organisation{std::string(one.id),      one.kind,
                                      std::string(one.name_zh), std::string(one.name_en),
                                      std::string(one.region),  {}};
      if (auto put = put_organisation(connection, row_of(organisation, 0)); !put) return put.error();
    }
    for (const SamplePerson& person : kPeople)
      if (auto added = add_person(connection, person, time); !added) return added;
    return audit_step(event_of(actor, time, "make_sample_accounts", "account", "",
                               "{\"accounts\":" + std::to_string(kPeople.size()) + "}"))(connection);
  });
}

Result<SampleWorld> set_sample_password(Database& database, const SealingKey& key, UtcTime now) {
  SampleWorld world;
  world.password = make_one_time_password();
  const auto phc = hash_password(world.password);
  if (!phc) return phc.error();
  auto done = run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    world.accounts.clear();
    for (const SamplePerson& person : kPeople) {
      const Role& role = *find_role(built_in_roles(), person.role);
      auto account = find_account_row(connection, std::string(person.name));
      if (!account) continue;  // an administrator of the sample may have made others in its place
      SampleAccount shown{account->name, role.name_zh, role.name_en, {}};
      account->password_phc = *phc;
      account->password_set_us = micros_of(now);
      account->must_change_password = false;
      account->password_valid_until_us.reset();
      if (is_administrator(role)) {
        const std::string secret = make_totp_secret();
        account->totp_sealed = key.seal(secret, account->id);
        account->totp_last_counter.reset();
        shown.second_factor = to_base32(secret);
      }
      put_credentials(connection, *account);
      world.accounts.push_back(std::move(shown));
    }
    return audit_step(event_of(command_line_actor(), now, "set_sample_password", "account", "",
                               "{\"accounts\":" + std::to_string(world.accounts.size()) + "}"))(connection);
  });
  if (!done) return done.error();
  return world;
}

process::Party sample_analyst(const std::string& region) {
  for (const SamplePerson& person : kPeople) {
    if (person.role == "bureau_analyst" && region_of(person.organisation) == region)
      return {std::string(person.name), std::string(person.organisation), region, false};
  }
  return {};
}

}  // namespace tenon
