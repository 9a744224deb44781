#include "service/first_run.h"

#include <set>
#include <string_view>
#include <utility>

#include "service/encoding.h"
#include "service/secret.h"

namespace tenon {

Result<FirstRun> start_first_run(std::size_t accounts, std::string name, UtcTime now,
                                 const PasswordCost& cost) {
  if (accounts > 0)
    return Error{ErrorCode::kInvalidArgument, "there are accounts already: the first run is over"};
  if (name.empty()) return Error{ErrorCode::kInvalidArgument, "the first administrator needs a name"};
  FirstRun first;
  first.one_time_password = make_one_time_password();
  auto phc = hash_password(first.one_time_password, cost);
  if (!phc) return phc.error();
  Account& account = first.account;
  account.id = to_base64url(random_bytes(12));
  account.name = std::move(name);
  account.password_phc = std::move(*phc);
  account.password_set = now;
  account.must_change_password = true;
  account.password_valid_until = now + kFirstPasswordLife;
  account.made = now;
  first.grant = {to_base64url(random_bytes(12)), account.id, "setup_administrator", {},
                 Classification::kInternal,      now,        now + kFirstRunLife};
  return first;
}

bool is_set_up(std::span<const Grant> grants, UtcTime now) {
  std::set<std::string_view> system;
  std::set<std::string_view> security;
  std::set<std::string_view> audit;
  for (const Grant& grant : grants) {
    if (now < grant.from || (grant.until && now >= *grant.until)) continue;
    if (grant.role_id == "system_administrator") system.insert(grant.account_id);
    if (grant.role_id == "security_administrator") security.insert(grant.account_id);
    if (grant.role_id == "audit_administrator") audit.insert(grant.account_id);
  }
  // Accounts that hold two of them hold none (check_separation): the set-up is not over before that is
  // mended.
  std::set<std::string_view> all = system;
  all.insert(security.begin(), security.end());
  all.insert(audit.begin(), audit.end());
  const bool apart = all.size() == system.size() + security.size() + audit.size();
  return apart && !system.empty() && security.size() >= 2 && !audit.empty();
}

}  // namespace tenon
