#include "service/issued_password.h"

#include <utility>

#include "service/account_codec.h"
#include "service/account_file.h"
#include "service/first_run.h"
#include "store/account_store.h"

namespace tenon {

Result<HashedPassword> new_password(PasswordPool& passwords, const PasswordCost& cost) {
  HashedPassword fresh;
  fresh.password = make_one_time_password();
  Result<std::string> phc = std::string();
  if (auto ran = passwords.run([&] { phc = hash_password(fresh.password, cost); }); !ran) return ran.error();
  if (!phc) return phc.error();
  fresh.phc = std::move(*phc);
  return fresh;
}

void give(Account& account, const std::string& phc, UtcTime now) {
  account.password_phc = phc;
  account.password_set = now;
  account.must_change_password = true;
  account.password_valid_until = now + kFirstPasswordLife;
}

void take_second_factor(Account& account) {
  account.totp_secret.clear();
  account.totp_pending.clear();
  account.totp_last_counter.reset();
  account.recovery_hashes.clear();
}

Result<void> renew_first_run(Connection& connection, const std::string& account_id, UtcTime now) {
  const auto is_over = is_complete_in(connection, now);
  if (!is_over) return is_over.error();
  if (*is_over) return {};
  const auto grants = grants_in(connection, account_id);
  if (!grants) return grants.error();
  for (Grant grant : *grants) {
    if (grant.role_id != "setup_administrator") continue;
    grant.until = now + kFirstRunLife;
    put_grant(connection, row_of(grant));
  }
  return {};
}

}  // namespace tenon
