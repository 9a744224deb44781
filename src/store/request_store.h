// Requests that must be done once although they may be sent twice, and what they were answered.
//
// Whoever does the request reserves its key first; after a crash in between the key stays reserved, and
// nobody can say whether the request was done: it is not done again. Each function is one transaction. Errors
// of the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

struct KeptRequest {
  std::string digest;        // of what was asked for
  std::int64_t made_at = 0;  // seconds since 1970-01-01 UTC
  int status = 0;            // 0: under way, or its outcome is unknown
  std::string content_type;
  std::string etag;
  std::optional<std::string> body;  // absent: not kept
};

// nullopt: the key is the caller's now. Otherwise what stands under it.
Result<std::optional<KeptRequest>> reserve_request(Database& database, const std::string& account_id,
                                                   const std::string& key, const std::string& digest,
                                                   std::int64_t now);
Result<void> finish_request(Database& database, const std::string& account_id, const std::string& key,
                            const KeptRequest& answer);
// The request was not done: its key is free again.
Result<void> release_request(Database& database, const std::string& account_id, const std::string& key);
// How many made before were forgotten.
Result<std::int64_t> forget_requests(Database& database, std::int64_t made_before);

// Whose a dataset is; nullopt: common to all.
struct DatasetOwner {
  std::string organisation_id;
  std::string region_code;
};
Result<std::optional<DatasetOwner>> find_dataset_owner(Database& database, const std::string& dataset);
// For a name that has no dataset yet. Nothing happens where it has an owner already.
Result<void> own_dataset(Database& database, const std::string& dataset, const DatasetOwner& owner);

}  // namespace tenon
