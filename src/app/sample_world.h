// A world to look around in: the bundled dataset in two versions with the analyses of both, an account of
// every role, scenarios, and cases at every stage of their work. Names of people, cases and dates are made up
// and say so; the dataset is the published one.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "service/sealing.h"
#include "service/utc_time.h"
#include "store/database.h"

namespace tenon {

struct SampleAccount {
  std::string name;
  std::string role_zh;
  std::string role_en;
  std::string second_factor;  // secret for an authenticator, base32; empty: none is asked for
};

struct SampleWorld {
  std::string password;  // of all accounts; a new one each time
  std::vector<SampleAccount> accounts;
};

// Makes the world in an empty database, from `folder` with delta/, processes/, governance/ and scenarios/; or
// takes up the one that was made there before. kInvalidArgument: the database has other accounts; errors of
// the files and the store.
Result<SampleWorld> open_sample_world(Database& database, const SealingKey& key, const std::string& folder,
                                      UtcTime now);

// Whether a sample world was made in the database.
Result<bool> is_sample_world(Database& database);

}  // namespace tenon
