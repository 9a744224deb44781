// What the store keeps as words and numbers, as the structs of the service and back. Reading gives kBadInput
// where a row holds what nothing here writes. Pure and thread-safe.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/access.h"
#include "service/account.h"
#include "service/api_token.h"
#include "service/approval_desk.h"
#include "service/caller.h"
#include "service/lockout.h"
#include "service/role.h"
#include "service/session.h"
#include "store/account_store.h"
#include "store/approval_store.h"
#include "store/session_store.h"

namespace tenon {

std::int64_t micros_of(UtcTime time);
UtcTime time_of(std::int64_t micros);

// By which accounts are found and are unique: the name in lower case.
std::string name_key_of(std::string_view name);

OrganisationRow row_of(const Organisation& organisation, Revision revision);
Result<Organisation> organisation_of(const OrganisationRow& row);

AccountRow row_of(const Account& account, Revision revision);
Result<Account> account_of(const AccountRow& row);
// Without what signing in needs: passwords, sealed secrets, hashes of codes, the last counter.
Account without_secrets(Account account);

std::string_view id_of(ScopeRule rule);  // "whole", "free", "region", "organisation": stable
std::optional<ScopeRule> scope_rule_of(std::string_view id);
std::string words_of(const PermissionSet& permissions);  // ids separated by spaces
std::optional<PermissionSet> permissions_of_words(std::string_view words);
std::string words_of(const std::bitset<kOrganisationKindCount>& kinds);
std::optional<std::bitset<kOrganisationKindCount>> kinds_of_words(std::string_view words);
RoleRow row_of(const Role& role, Revision revision);
Result<Role> role_of(const RoleRow& row);

GrantRow row_of(const Grant& grant);
Result<Grant> grant_of(const GrantRow& row);

SessionRow row_of(const Session& session);
Result<Session> session_of(const SessionRow& row);

ApiTokenRow row_of(const ApiToken& token);
Result<ApiToken> api_token_of(const ApiTokenRow& row);

ApprovalRow row_of(const ApprovalFile& file);
Result<ApprovalFile> approval_of(const ApprovalRow& row);

}  // namespace tenon
