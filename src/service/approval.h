// Four eyes: acts that one person asks for and another approves before they are done.
//
// A request names exactly what is to be done (by a digest of its content), holds for a time, is decided once
// by someone else with at least the scope and clearance that it was asked under, and is good for one use by
// the person who asked. Pure and thread-safe; the store keeps requests and must change them one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/access.h"
#include "service/digest.h"
#include "service/permission.h"
#include "service/utc_time.h"

namespace tenon {

enum class FourEyesAction : std::uint8_t {
  kExportFirmLevel,      // firm-level data leave the platform
  kDefineRole,           // a role gets or loses permissions
  kGrantRole,            // a person gets or loses a role
  kOpenSealedBids,       // after the deadline; before it nobody may
  kChangeReserve,        // of a lot
  kCancelRedWarning,     // of a signal that stays on record
  kCloseCaseUnmeasured,  // without a new score below the threshold
};
inline constexpr std::size_t kFourEyesActionCount = 7;

struct FourEyesRule {
  std::string_view id;  // stable
  Permission ask = Permission::kExportFirmLevel;
  Permission approve = Permission::kApprovalGrant;
  std::chrono::hours open_for{72};  // for a decision
  std::chrono::hours good_for{24};  // for the use of an approval
  Wording wording;
};

const FourEyesRule& rule_of(FourEyesAction action);
std::optional<FourEyesAction> four_eyes_action_of(std::string_view id);

enum class ApprovalDecision { kNone, kApproved, kRefused, kWithdrawn };

struct ApprovalRequest {
  std::string id;
  FourEyesAction action = FourEyesAction::kExportFirmLevel;
  std::string asker;  // account
  Scope asker_scope;  // of the grant under which it was asked
  Classification asker_clearance = Classification::kInternal;
  AccessObject object;  // owner, region and label of what it is about
  std::string object_kind;
  std::string object_id;
  Digest256 content{};  // SM3 of what is to be done, in the words of the caller
  std::string reason;
  UtcTime asked;
  ApprovalDecision decision = ApprovalDecision::kNone;
  std::string decided_by;  // account
  std::string comment;
  UtcTime decided;
  std::optional<UtcTime> used;
};

// What the asker says; the rest comes from his grants.
struct ApprovalQuestion {
  std::string id;
  FourEyesAction action = FourEyesAction::kExportFirmLevel;
  std::string asker;
  AccessObject object;
  std::string object_kind;
  std::string object_id;
  std::string content;  // all that matters of the act: what is approved is this and nothing else
  std::string reason;   // not empty
};

enum class ApprovalState { kOpen, kApproved, kRefused, kWithdrawn, kExpired, kUsed };

std::string_view id_of(ApprovalState state);  // "open", "approved", ...: stable
Wording wording_of(ApprovalState state);

ApprovalState state_of(const ApprovalRequest& request, UtcTime now);

// kInvalidArgument: no reason, or the asker may not do it in the first place (the refusal's id is in the
// message).
Result<ApprovalRequest> ask_approval(const AccessRules& rules, ApprovalQuestion question,
                                     std::span<const Grant> asker_grants, UtcTime now);

enum class ApproverRefusal {
  kNone,          // may decide
  kNotOpen,       // decided, withdrawn or expired
  kOwnRequest,    // nobody decides on his own
  kNoPermission,  // cannot approve such acts on such an object
  kLowerScope,    // his own scope or clearance is narrower than the asker's
};

std::string_view id_of(ApproverRefusal refusal);  // "none", "not_open", ...: stable
Wording wording_of(ApproverRefusal refusal);

ApproverRefusal may_decide(const AccessRules& rules, const ApprovalRequest& request,
                           std::string_view approver, std::span<const Grant> approver_grants, UtcTime now);

// The decided request. kInvalidArgument: the approver may not decide, or refuses without a comment.
Result<ApprovalRequest> decide_approval(const AccessRules& rules, ApprovalRequest request, bool approved,
                                        std::string approver, std::span<const Grant> approver_grants,
                                        std::string comment, UtcTime now);

// By the asker, while it is open. kInvalidArgument otherwise.
Result<ApprovalRequest> withdraw_approval(ApprovalRequest request, std::string_view account, UtcTime now);

// The used request: the act may be done now, once. kInvalidArgument: not approved or no longer good, not by
// the asker, or `content` is not what was approved.
Result<ApprovalRequest> use_approval(ApprovalRequest request, std::string_view account,
                                     std::string_view content, UtcTime now);

}  // namespace tenon
