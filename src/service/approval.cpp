#include "service/approval.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tenon {
namespace {

using enum Permission;
using std::chrono::hours;

constexpr std::array<FourEyesRule, kFourEyesActionCount> kRules{
    {{"export_firm_level",
      kExportFirmLevel,
      kApprovalGrant,
      hours(72),
      hours(24),
      {"导出企业级数据", "export of firm-level data"}},
     {"define_role", kRoleManage, kRoleApprove, hours(72), hours(24), {"变更角色权限", "change of a role"}},
     {"grant_role",
      kRoleGrant,
      kRoleApprove,
      hours(72),
      hours(24),
      {"授予或收回角色", "grant or withdrawal of a role"}},
     {"open_sealed_bids",
      kAuctionOpenSealedBids,
      kApprovalGrant,
      hours(24),
      hours(4),
      {"开启密封报价", "opening of sealed bids"}},
     {"change_reserve",
      kAuctionChangeReserve,
      kApprovalGrant,
      hours(24),
      hours(4),
      {"修改保留价", "change of a reserve price"}},
     {"cancel_red_warning",
      kAlertCancelRed,
      kApprovalGrant,
      hours(24),
      hours(4),
      {"解除红色预警", "cancelling of a red warning"}},
     {"close_case_unmeasured",
      kCaseClose,
      kApprovalGrant,
      hours(72),
      hours(24),
      {"未达阈值办结事项", "closing of a case without a new score"}}}};

struct Words {
  std::string_view id;
  Wording wording;
};

constexpr std::array<Words, 6> kStates{{{"open", {"待复核", "waits for a decision"}},
                                        {"approved", {"已同意", "approved"}},
                                        {"refused", {"已拒绝", "refused"}},
                                        {"withdrawn", {"已撤回", "withdrawn"}},
                                        {"expired", {"已过期", "expired"}},
                                        {"used", {"已执行", "done"}}}};

constexpr std::array<Words, 5> kApproverRefusals{
    {{"none", {"可以复核", "may decide"}},
     {"not_open", {"申请已不在待复核状态", "the request is no longer open"}},
     {"own_request", {"不得复核自己的申请", "nobody decides on a request of his own"}},
     {"no_permission", {"没有复核此类申请的权限", "no permission to approve this"}},
     {"lower_scope", {"授权范围或密级低于申请人", "scope or clearance are below those of the asker"}}}};

Error wrong(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message)};
}

}  // namespace

const FourEyesRule& rule_of(FourEyesAction action) {
  return kRules[static_cast<std::size_t>(action)];
}

std::optional<FourEyesAction> four_eyes_action_of(std::string_view id) {
  for (std::size_t a = 0; a < kRules.size(); ++a) {
    if (kRules[a].id == id) return static_cast<FourEyesAction>(a);
  }
  return std::nullopt;
}

std::string_view id_of(ApprovalState state) {
  return kStates[static_cast<std::size_t>(state)].id;
}

Wording wording_of(ApprovalState state) {
  return kStates[static_cast<std::size_t>(state)].wording;
}

std::string_view id_of(ApproverRefusal refusal) {
  return kApproverRefusals[static_cast<std::size_t>(refusal)].id;
}

Wording wording_of(ApproverRefusal refusal) {
  return kApproverRefusals[static_cast<std::size_t>(refusal)].wording;
}

ApprovalState state_of(const ApprovalRequest& request, UtcTime now) {
  const FourEyesRule& rule = rule_of(request.action);
  switch (request.decision) {
    case ApprovalDecision::kNone:
      return now - request.asked < rule.open_for ? ApprovalState::kOpen : ApprovalState::kExpired;
    case ApprovalDecision::kRefused:
      return ApprovalState::kRefused;
    case ApprovalDecision::kWithdrawn:
      return ApprovalState::kWithdrawn;
    case ApprovalDecision::kApproved:
      break;
  }
  if (request.used) return ApprovalState::kUsed;
  return now - request.decided < rule.good_for ? ApprovalState::kApproved : ApprovalState::kExpired;
}

Result<ApprovalRequest> ask_approval(const AccessRules& rules, ApprovalQuestion question,
                                     std::span<const Grant> asker_grants, UtcTime now) {
  const FourEyesRule& rule = rule_of(question.action);
  if (question.reason.empty()) return wrong("a request for approval needs a reason");
  const AccessDecision decision = decide(rules, asker_grants, rule.ask, question.object, now);
  if (!decision.allowed())
    return wrong(std::string(rule.id) + " may not be asked for: " + std::string(id_of(decision.refusal)));
  const Grant& grant = asker_grants[decision.grant];
  ApprovalRequest request;
  request.id = std::move(question.id);
  request.action = question.action;
  request.asker = std::move(question.asker);
  request.asker_scope = grant.scope;
  request.asker_clearance = grant.clearance;
  request.object = std::move(question.object);
  request.object_kind = std::move(question.object_kind);
  request.object_id = std::move(question.object_id);
  request.content = sm3(question.content);
  request.reason = std::move(question.reason);
  request.asked = now;
  return request;
}

ApproverRefusal may_decide(const AccessRules& rules, const ApprovalRequest& request,
                           std::string_view approver, std::span<const Grant> approver_grants, UtcTime now) {
  if (state_of(request, now) != ApprovalState::kOpen) return ApproverRefusal::kNotOpen;
  if (approver == request.asker) return ApproverRefusal::kOwnRequest;
  const Permission permission = rule_of(request.action).approve;
  if (!decide(rules, approver_grants, permission, request.object, now).allowed())
    return ApproverRefusal::kNoPermission;
  // One grant must do for all of it.
  const bool reaches = std::any_of(approver_grants.begin(), approver_grants.end(), [&](const Grant& grant) {
    return decide(rules, std::span(&grant, 1), permission, request.object, now).allowed() &&
           covers(rules.regions, grant.scope, request.asker_scope) &&
           grant.clearance >= request.asker_clearance;
  });
  return reaches ? ApproverRefusal::kNone : ApproverRefusal::kLowerScope;
}

Result<ApprovalRequest> decide_approval(const AccessRules& rules, ApprovalRequest request, bool approved,
                                        std::string approver, std::span<const Grant> approver_grants,
                                        std::string comment, UtcTime now) {
  const ApproverRefusal refusal = may_decide(rules, request, approver, approver_grants, now);
  if (refusal != ApproverRefusal::kNone) return wrong(std::string(wording_of(refusal).en));
  if (!approved && comment.empty()) return wrong("who refuses says why");
  request.decision = approved ? ApprovalDecision::kApproved : ApprovalDecision::kRefused;
  request.decided_by = std::move(approver);
  request.comment = std::move(comment);
  request.decided = now;
  return request;
}

Result<ApprovalRequest> withdraw_approval(ApprovalRequest request, std::string_view account, UtcTime now) {
  if (account != request.asker) return wrong("only who asked withdraws a request");
  if (state_of(request, now) != ApprovalState::kOpen) return wrong("the request is no longer open");
  request.decision = ApprovalDecision::kWithdrawn;
  request.decided_by = std::string(account);
  request.decided = now;
  return request;
}

Result<ApprovalRequest> use_approval(ApprovalRequest request, std::string_view account,
                                     std::string_view content, UtcTime now) {
  const ApprovalState state = state_of(request, now);
  if (state != ApprovalState::kApproved)
    return wrong("the request is not approved and unused: " + std::string(id_of(state)));
  if (account != request.asker) return wrong("only who asked uses an approval");
  if (sm3(content) != request.content) return wrong("what is to be done is not what was approved");
  request.used = now;
  return request;
}

}  // namespace tenon
