// Requests for approval (approval.h) as the store keeps them, with the text of what is to be done, so that
// who decides sees it.
//
// Grants and roles are read in the transaction of each act, so that nobody decides by a grant that was
// withdrawn. Errors: kInvalidArgument as of approval.h; kNotFound; kTooLarge: a text beyond kLongestContent;
// those of the database. Asking, deciding and withdrawing are in the audit chain, attempts that are refused
// too; what cannot be used is undone with the act that it was for, and tells nothing.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/approval.h"
#include "service/caller.h"
#include "service/region_cover.h"
#include "store/database.h"
#include "store/transaction.h"

namespace tenon {

inline constexpr std::size_t kLongestContent = std::size_t{1} << 16U;  // bytes

struct ApprovalFile {
  ApprovalRequest request;
  std::string content;
};

// The asker is the caller; an empty id is filled.
Result<ApprovalFile> ask_for_approval(Database& database, const RegionCover& regions,
                                      ApprovalQuestion question, const Caller& caller);

// Within a transaction.
Result<ApprovalFile> approval_in(Connection& connection, const std::string& id);
Result<ApprovalFile> find_approval(Database& database, const std::string& id);
// What the account may decide now, the oldest first.
Result<std::vector<ApprovalFile>> list_approvals_to_decide(Database& database, const RegionCover& regions,
                                                           const std::string& account_id, UtcTime now);
// What the account asked for, the newest first, at most `most`.
Result<std::vector<ApprovalFile>> list_own_approvals(Database& database, const std::string& account_id,
                                                     std::size_t most = 100);

// The caller approves or refuses.
Result<ApprovalFile> decide_on_approval(Database& database, const RegionCover& regions, const std::string& id,
                                        bool is_approved, const std::string& comment, const Caller& caller);
Result<ApprovalFile> withdraw_own_approval(Database& database, const std::string& id, const Caller& caller);

// Within the write transaction of the act: uses the approval up, or the act does not come about. `action`,
// kind and id of the object must be those that were asked for.
struct ApprovedAct {
  std::string approval_id;
  FourEyesAction action = FourEyesAction::kExportFirmLevel;
  std::string object_kind;
  std::string object_id;
  std::string content;
};
Result<void> use_approval_in(Connection& connection, const ApprovedAct& act, const Caller& caller);
TransactionStep approval_step(ApprovedAct act, Caller caller);

}  // namespace tenon
