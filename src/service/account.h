// Organisations and the accounts of their people, as the store keeps them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/digest.h"
#include "service/role.h"
#include "service/utc_time.h"

namespace tenon {

struct Organisation {
  std::string id;
  OrganisationKind kind = OrganisationKind::kBureau;
  std::string name_zh;
  std::string name_en;
  std::string region_code;  // where it is, and of a bureau what it looks after
  std::string firm_id;      // of kFirm: which firm of the dataset

  bool operator==(const Organisation&) const = default;
};

// One person. Accounts are never shared and never deleted: what the audit chain says of them must stay
// readable.
struct Account {
  std::string id;    // never given to another
  std::string name;  // for signing in; unique, letter case apart
  std::string full_name;
  std::string organisation_id;
  std::string password_phc;                    // password.h
  std::vector<std::string> earlier_passwords;  // PHC strings, the newest first
  UtcTime password_set;
  bool must_change_password = false;               // nothing else may be done before
  std::optional<UtcTime> password_valid_until;     // of one-time passwords
  std::string totp_secret;                         // sealed (sealing.h); empty: no second factor yet
  std::string totp_pending;                        // sealed; of an enrolment that waits for its first code
  std::optional<std::uint64_t> totp_last_counter;  // totp.h
  std::vector<Digest256> recovery_hashes;
  UtcTime made;
  std::optional<UtcTime> disabled;  // by a system administrator

  bool operator==(const Account&) const = default;
};

}  // namespace tenon
