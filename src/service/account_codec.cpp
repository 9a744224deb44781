#include "service/account_codec.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "service/encoding.h"

namespace tenon {
namespace {

constexpr std::array<std::string_view, 4> kScopeRules{"whole", "free", "region", "organisation"};
constexpr std::array<std::string_view, 4> kDecisions{"none", "approved", "refused", "withdrawn"};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

void add_word(std::string& words, std::string_view word, char separator = ' ') {
  if (!words.empty()) words += separator;
  words += word;
}

std::optional<Digest256> digest_of_hex(std::string_view text) {
  const auto bytes = from_hex(text);
  Digest256 digest{};
  if (!bytes || bytes->size() != digest.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

std::string hex_of(const Digest256& digest) {
  return to_hex(bytes_of(digest));
}

std::optional<std::int64_t> known_micros(const std::optional<UtcTime>& time) {
  if (!time) return std::nullopt;
  return micros_of(*time);
}

std::optional<UtcTime> known_time(const std::optional<std::int64_t>& micros) {
  if (!micros) return std::nullopt;
  return time_of(*micros);
}

Error unreadable(std::string_view what, const std::string& id, std::string_view part) {
  return {ErrorCode::kBadInput,
          "what is kept of " + std::string(what) + " '" + id + "' cannot be read: " + std::string(part)};
}

}  // namespace

std::int64_t micros_of(UtcTime time) {
  return time.time_since_epoch().count();
}

UtcTime time_of(std::int64_t micros) {
  return UtcTime(std::chrono::microseconds(micros));
}

std::string name_key_of(std::string_view name) {
  std::string key(name);
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return key;
}

OrganisationRow row_of(const Organisation& organisation, Revision revision) {
  return {organisation.id,
          std::string(id_of(organisation.kind)),
          organisation.name_zh,
          organisation.name_en,
          organisation.region_code,
          organisation.firm_id,
          revision};
}

Result<Organisation> organisation_of(const OrganisationRow& row) {
  const auto kind = organisation_kind_of(row.kind);
  if (!kind) return unreadable("organisation", row.id, "its kind");
  return Organisation{row.id, *kind, row.name_zh, row.name_en, row.region_code, row.firm_id};
}

AccountRow row_of(const Account& account, Revision revision) {
  AccountRow row;
  row.id = account.id;
  row.name = account.name;
  row.name_key = name_key_of(account.name);
  row.full_name = account.full_name;
  row.organisation_id = account.organisation_id;
  row.password_phc = account.password_phc;
  for (const std::string& phc : account.earlier_passwords) add_word(row.earlier_passwords, phc, '\n');
  row.password_set_us = micros_of(account.password_set);
  row.must_change_password = account.must_change_password;
  row.password_valid_until_us = known_micros(account.password_valid_until);
  row.totp_sealed = account.totp_secret;
  row.totp_pending = account.totp_pending;
  if (account.totp_last_counter)
    row.totp_last_counter = static_cast<std::int64_t>(*account.totp_last_counter);
  for (const Digest256& hash : account.recovery_hashes) add_word(row.recovery_hashes, hex_of(hash));
  row.made_us = micros_of(account.made);
  row.disabled_us = known_micros(account.disabled);
  row.revision = revision;
  return row;
}

Result<Account> account_of(const AccountRow& row) {
  Account account;
  account.id = row.id;
  account.name = row.name;
  account.full_name = row.full_name;
  account.organisation_id = row.organisation_id;
  account.password_phc = row.password_phc;
  for (const std::string_view phc : split(row.earlier_passwords, '\n'))
    account.earlier_passwords.emplace_back(phc);
  account.password_set = time_of(row.password_set_us);
  account.must_change_password = row.must_change_password;
  account.password_valid_until = known_time(row.password_valid_until_us);
  account.totp_secret = row.totp_sealed;
  account.totp_pending = row.totp_pending;
  if (row.totp_last_counter) account.totp_last_counter = static_cast<std::uint64_t>(*row.totp_last_counter);
  for (const std::string_view word : split(row.recovery_hashes, ' ')) {
    const auto hash = digest_of_hex(word);
    if (!hash) return unreadable("account", row.id, "the hashes of its recovery codes");
    account.recovery_hashes.push_back(*hash);
  }
  account.made = time_of(row.made_us);
  account.disabled = known_time(row.disabled_us);
  return account;
}

Account without_secrets(Account account) {
  account.password_phc.clear();
  account.earlier_passwords.clear();
  account.totp_secret.clear();
  account.totp_pending.clear();
  account.totp_last_counter.reset();
  account.recovery_hashes.clear();
  return account;
}

std::string_view id_of(ScopeRule rule) {
  return kScopeRules[static_cast<std::size_t>(rule)];
}

std::optional<ScopeRule> scope_rule_of(std::string_view id) {
  const auto* const found = std::find(kScopeRules.begin(), kScopeRules.end(), id);
  if (found == kScopeRules.end()) return std::nullopt;
  return static_cast<ScopeRule>(found - kScopeRules.begin());
}

std::string words_of(const PermissionSet& permissions) {
  std::string words;
  for (std::size_t p = 0; p < kPermissionCount; ++p) {
    const auto permission = static_cast<Permission>(p);
    if (permissions.holds(permission)) add_word(words, id_of(permission));
  }
  return words;
}

std::optional<PermissionSet> permissions_of_words(std::string_view words) {
  PermissionSet set;
  for (const std::string_view word : split(words, ' ')) {
    const auto permission = permission_of(word);
    if (!permission) return std::nullopt;
    set.add(*permission);
  }
  return set;
}

std::string words_of(const std::bitset<kOrganisationKindCount>& kinds) {
  std::string words;
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    if (kinds.test(k)) add_word(words, id_of(static_cast<OrganisationKind>(k)));
  }
  return words;
}

std::optional<std::bitset<kOrganisationKindCount>> kinds_of_words(std::string_view words) {
  std::bitset<kOrganisationKindCount> kinds;
  for (const std::string_view word : split(words, ' ')) {
    const auto kind = organisation_kind_of(word);
    if (!kind) return std::nullopt;
    kinds.set(static_cast<std::size_t>(*kind));
  }
  return kinds;
}

RoleRow row_of(const Role& role, Revision revision) {
  return {role.id,
          role.name_zh,
          role.name_en,
          words_of(role.permissions),
          std::string(id_of(role.scope)),
          words_of(role.organisations),
          revision};
}

Result<Role> role_of(const RoleRow& row) {
  const auto permissions = permissions_of_words(row.permissions);
  const auto scope = scope_rule_of(row.scope_rule);
  const auto kinds = kinds_of_words(row.organisation_kinds);
  if (!permissions) return unreadable("role", row.id, "its permissions");
  if (!scope) return unreadable("role", row.id, "its scope");
  if (!kinds) return unreadable("role", row.id, "its kinds of organisations");
  return Role{row.id, row.name_zh, row.name_en, *permissions, *scope, *kinds, false};
}

GrantRow row_of(const Grant& grant) {
  return {grant.id,
          grant.account_id,
          grant.role_id,
          grant.scope.organisation_id,
          grant.scope.region_code,
          std::string(id_of(grant.clearance)),
          micros_of(grant.from),
          known_micros(grant.until)};
}

Result<Grant> grant_of(const GrantRow& row) {
  const auto clearance = classification_of(row.clearance);
  if (!clearance) return unreadable("grant", row.id, "its clearance");
  return Grant{row.id,
               row.account_id,
               row.role_id,
               {row.scope_organisation, row.scope_region},
               *clearance,
               time_of(row.from_us),
               known_time(row.until_us)};
}

SessionRow row_of(const Session& session) {
  return {hex_of(session.token_hash),
          session.id,
          session.account_id,
          micros_of(session.opened),
          micros_of(session.last_used),
          known_micros(session.revoked),
          session.second_factor,
          session.address,
          session.device};
}

Result<Session> session_of(const SessionRow& row) {
  const auto hash = digest_of_hex(row.token_hash);
  if (!hash) return unreadable("session", row.id, "its hash");
  return Session{row.id,
                 row.account_id,
                 *hash,
                 time_of(row.opened_us),
                 time_of(row.last_used_us),
                 known_time(row.revoked_us),
                 row.second_factor,
                 row.address,
                 row.device};
}

ApiTokenRow row_of(const ApiToken& token) {
  return {hex_of(token.token_hash),   token.id,
          token.account_id,           token.name,
          words_of(token.carried),    micros_of(token.made),
          micros_of(token.expires),   micros_of(token.last_used),
          known_micros(token.revoked)};
}

Result<ApiToken> api_token_of(const ApiTokenRow& row) {
  const auto hash = digest_of_hex(row.token_hash);
  const auto carried = permissions_of_words(row.carried);
  if (!hash) return unreadable("API token", row.id, "its hash");
  if (!carried) return unreadable("API token", row.id, "its permissions");
  return ApiToken{row.id,
                  row.account_id,
                  row.name,
                  *hash,
                  *carried,
                  time_of(row.made_us),
                  time_of(row.expires_us),
                  time_of(row.last_used_us),
                  known_time(row.revoked_us)};
}

ApprovalRow row_of(const ApprovalFile& file) {
  const ApprovalRequest& request = file.request;
  ApprovalRow row;
  row.id = request.id;
  row.action = rule_of(request.action).id;
  row.asker = request.asker;
  row.asker_scope_organisation = request.asker_scope.organisation_id;
  row.asker_scope_region = request.asker_scope.region_code;
  row.asker_clearance = id_of(request.asker_clearance);
  row.object_organisation = request.object.organisation_id;
  row.object_region = request.object.region_code;
  row.object_classification = id_of(request.object.classification);
  row.object_kind = request.object_kind;
  row.object_id = request.object_id;
  row.content_hash = hex_of(request.content);
  row.content = file.content;
  row.reason = request.reason;
  row.asked_us = micros_of(request.asked);
  row.decision = kDecisions[static_cast<std::size_t>(request.decision)];
  row.decided_by = request.decided_by;
  row.comment = request.comment;
  if (request.decision != ApprovalDecision::kNone) row.decided_us = micros_of(request.decided);
  row.used_us = known_micros(request.used);
  return row;
}

Result<ApprovalFile> approval_of(const ApprovalRow& row) {
  const auto action = four_eyes_action_of(row.action);
  const auto clearance = classification_of(row.asker_clearance);
  const auto classification = classification_of(row.object_classification);
  const auto content = digest_of_hex(row.content_hash);
  const auto* const decision = std::find(kDecisions.begin(), kDecisions.end(), row.decision);
  if (!action || !clearance || !classification || !content || decision == kDecisions.end())
    return unreadable("request for approval", row.id, "one of its words");
  ApprovalRequest request;
  request.id = row.id;
  request.action = *action;
  request.asker = row.asker;
  request.asker_scope = {row.asker_scope_organisation, row.asker_scope_region};
  request.asker_clearance = *clearance;
  request.object = {row.object_organisation, row.object_region, *classification};
  request.object_kind = row.object_kind;
  request.object_id = row.object_id;
  request.content = *content;
  request.reason = row.reason;
  request.asked = time_of(row.asked_us);
  request.decision = static_cast<ApprovalDecision>(decision - kDecisions.begin());
  request.decided_by = row.decided_by;
  request.comment = row.comment;
  if (row.decided_us) request.decided = time_of(*row.decided_us);
  request.used = known_time(row.used_us);
  return ApprovalFile{std::move(request), row.content};
}

}  // namespace tenon
