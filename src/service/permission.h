// All that a person may be allowed to do, one by one. Roles are sets of permissions (role.h); where a
// permission holds is a matter of the grant (access.h); which acts need a second person, of approval.h.
//
// The ids ("dataset.read") are stable: stores, API tokens and audit entries hold them. The numbers are not.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "service/wording.h"

namespace tenon {

enum class Permission : std::uint8_t {
  // data
  kDatasetRead,
  kDatasetCheck,
  kDatasetImport,
  kDatasetMatch,
  kDatasetReview,
  kDatasetProposeChange,
  kDatasetDecideChange,
  kSupplyReadFirmLevel,
  kSupplyReadAggregate,
  // analysis
  kBreakPointRead,
  kBreakPointConfigure,
  kBreakPointAssign,
  kScenarioRead,
  kScenarioRun,
  kBackupRead,
  kBackupPlan,
  kBackupDrill,
  kRemedyRead,
  kBriefRead,
  kBriefWrite,
  kBriefReview,
  // work
  kCaseRead,
  kCaseCreate,
  kCaseAct,
  kCaseClose,
  kAlertRead,
  kAlertHandle,
  kAlertConfigure,
  kAlertRaise,
  kAlertCancelRed,
  kNoticeSend,
  kGovernanceRead,
  kGovernanceManage,
  kGovernanceCountersign,
  kProjectRead,
  kProjectManage,
  kProjectReview,
  kLeadingFirmNominate,
  kLeadingFirmRecognise,
  // resources
  kMatchingRead,
  kMatchingManage,
  kMatchingAnswer,
  kResourceRead,
  kResourceBook,
  kResourceOffer,
  kCallRead,
  kCallPublish,
  kCallBid,
  kCallReview,
  kCallAward,
  kNeedPost,
  kNeedTriage,
  kMarketRead,
  kMarketList,
  kMarketNegotiate,
  kAuctionRead,
  kAuctionPrepare,
  kAuctionBid,
  kAuctionConduct,
  kAuctionOpenSealedBids,
  kAuctionChangeReserve,
  // out of the platform
  kExportProductLevel,
  kExportFirmLevel,
  kShareCreate,
  kTokenManageOwn,
  kApprovalGrant,
  // system administration
  kUserManage,
  kOrganisationManage,
  kSystemConfigure,
  kSystemOperate,
  kSystemBackup,
  kDataSourceManage,
  // security administration
  kRoleManage,
  kRoleGrant,
  kRoleApprove,
  kSecurityConfigure,
  kClassificationAssign,
  kMaskingConfigure,
  kSessionRevoke,
  kShareAllowPublic,
  // audit administration
  kAuditRead,
  kAuditVerify,
  kAuditExport,
  kAdministrationRead,
  // before there are administrators
  kSetupNameAdministrators,
};
inline constexpr std::size_t kPermissionCount =
    static_cast<std::size_t>(Permission::kSetupNameAdministrators) + 1;

// Who answers for it. A role holds changing permissions of one authority only (check_role, role.h).
enum class Authority { kBusiness, kSystem, kSecurity, kAudit, kSetup };

struct PermissionInfo {
  std::string_view id;
  Authority authority = Authority::kBusiness;
  bool changes = false;  // false: it only shows, and holds for what is common to all scopes too
  bool for_tokens =
      true;  // whether an API token may carry it: never administration, signatures and approvals
  Wording wording;
};

const PermissionInfo& info_of(Permission permission);
inline std::string_view id_of(Permission permission) {
  return info_of(permission).id;
}
std::optional<Permission> permission_of(std::string_view id);

class PermissionSet {
 public:
  PermissionSet() = default;
  PermissionSet(std::initializer_list<Permission> permissions) {
    for (const Permission permission : permissions) add(permission);
  }
  void add(Permission permission) { bits_.set(static_cast<std::size_t>(permission)); }
  [[nodiscard]] bool holds(Permission permission) const {
    return bits_.test(static_cast<std::size_t>(permission));
  }
  [[nodiscard]] std::size_t size() const { return bits_.count(); }
  friend PermissionSet operator|(PermissionSet a, const PermissionSet& b) { return a.bits_ |= b.bits_, a; }
  friend PermissionSet operator&(PermissionSet a, const PermissionSet& b) { return a.bits_ &= b.bits_, a; }
  bool operator==(const PermissionSet&) const = default;

 private:
  std::bitset<kPermissionCount> bits_;
};

}  // namespace tenon
