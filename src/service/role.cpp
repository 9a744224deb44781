#include "service/role.h"

#include <array>

namespace tenon {
namespace {

using enum Permission;

struct KindWords {
  std::string_view id;
  Wording wording;
};

constexpr std::array<KindWords, kOrganisationKindCount> kKinds{
    {{"bureau", {"经信主管部门", "industry bureau"}},
     {"centre", {"长三角产业链研究中心", "joint research centre"}},
     {"firm", {"企业", "firm"}},
     {"institute", {"科研院所", "research institute"}},
     {"market", {"技术市场", "technology market"}},
     {"auditor", {"审计机构", "auditor"}}}};

std::bitset<kOrganisationKindCount> kinds(std::initializer_list<OrganisationKind> list) {
  std::bitset<kOrganisationKindCount> set;
  for (const OrganisationKind kind : list) set.set(static_cast<std::size_t>(kind));
  return set;
}

// What everybody with business on the platform sees.
const PermissionSet& common_reading() {
  static const PermissionSet set{kDatasetRead,  kBreakPointRead, kScenarioRead, kGovernanceRead, kProjectRead,
                                 kResourceRead, kCallRead,       kMarketRead,   kAuctionRead};
  return set;
}

// What those see besides who look after chains.
const PermissionSet& official_reading() {
  static const PermissionSet set =
      common_reading() | PermissionSet{kBackupRead, kRemedyRead, kBriefRead, kAlertRead};
  return set;
}

PermissionSet bureau_analyst() {
  return official_reading() |
         PermissionSet{kDatasetCheck,     kDatasetImport,      kDatasetMatch,    kSupplyReadFirmLevel,
                       kBreakPointAssign, kScenarioRun,        kBackupPlan,      kBackupDrill,
                       kBriefWrite,       kCaseRead,           kCaseCreate,      kCaseAct,
                       kAlertHandle,      kAlertRaise,         kAlertCancelRed,  kNoticeSend,
                       kProjectManage,    kMatchingRead,       kMatchingManage,  kLeadingFirmNominate,
                       kNeedTriage,       kExportProductLevel, kExportFirmLevel, kShareCreate,
                       kTokenManageOwn};
}

PermissionSet bureau_director() {
  return bureau_analyst() |
         PermissionSet{kDatasetReview, kDatasetDecideChange,  kBreakPointConfigure, kBriefReview,
                       kCaseClose,     kAlertConfigure,       kGovernanceManage,    kGovernanceCountersign,
                       kProjectReview, kLeadingFirmRecognise, kCallPublish,         kCallAward,
                       kApprovalGrant};
}

PermissionSet chain_chief() {
  return official_reading() | PermissionSet{kBreakPointAssign,
                                            kScenarioRun,
                                            kBriefReview,
                                            kCaseRead,
                                            kCaseCreate,
                                            kCaseAct,
                                            kCaseClose,
                                            kAlertRaise,
                                            kMatchingRead,
                                            kProjectReview,
                                            kGovernanceManage,
                                            kCallPublish,
                                            kGovernanceCountersign,
                                            kShareCreate,
                                            kExportProductLevel};
}

PermissionSet centre_analyst() {
  return official_reading() | PermissionSet{kDatasetCheck,
                                            kDatasetImport,
                                            kDatasetMatch,
                                            kSupplyReadAggregate,
                                            kBreakPointConfigure,
                                            kScenarioRun,
                                            kBackupPlan,
                                            kBriefWrite,
                                            kCaseRead,
                                            kCaseCreate,
                                            kCaseAct,
                                            kAlertHandle,
                                            kAlertConfigure,
                                            kAlertRaise,
                                            kNoticeSend,
                                            kMatchingRead,
                                            kMatchingManage,
                                            kExportProductLevel,
                                            kShareCreate,
                                            kTokenManageOwn};
}

PermissionSet firm_user() {
  return common_reading() | PermissionSet{kDatasetCheck,
                                          kDatasetImport,
                                          kDatasetMatch,
                                          kDatasetProposeChange,
                                          kSupplyReadFirmLevel,
                                          kScenarioRun,
                                          kBackupRead,
                                          kCaseRead,
                                          kCaseAct,
                                          kAlertRead,
                                          kMatchingRead,
                                          kMatchingAnswer,
                                          kResourceBook,
                                          kResourceOffer,
                                          kCallBid,
                                          kNeedPost,
                                          kMarketList,
                                          kMarketNegotiate,
                                          kAuctionBid,
                                          kExportProductLevel,
                                          kTokenManageOwn};
}

PermissionSet institute_user() {
  return common_reading() | PermissionSet{kDatasetCheck,    kScenarioRun,        kMatchingRead,
                                          kMatchingAnswer,  kResourceBook,       kResourceOffer,
                                          kCallBid,         kCallReview,         kMarketList,
                                          kMarketNegotiate, kExportProductLevel, kTokenManageOwn};
}

PermissionSet market_operator() {
  return PermissionSet{kDatasetRead,          kBreakPointRead,
                       kMatchingRead,         kMatchingAnswer,
                       kResourceRead,         kCallRead,
                       kNeedTriage,           kMarketRead,
                       kMarketList,           kMarketNegotiate,
                       kAuctionRead,          kAuctionPrepare,
                       kAuctionConduct,       kAuctionOpenSealedBids,
                       kAuctionChangeReserve, kApprovalGrant,
                       kTokenManageOwn};
}

std::vector<Role> make_roles() {
  using enum OrganisationKind;
  const auto officials = kinds({kBureau, kCentre});
  const auto bureaus = kinds({kBureau});
  std::vector<Role> roles{
      {"setup_administrator",
       "首次设置管理员",
       "Set-up administrator",
       {kSetupNameAdministrators},
       ScopeRule::kWhole,
       {}},
      {"system_administrator",
       "系统管理员",
       "System administrator",
       {kUserManage, kOrganisationManage, kSystemConfigure, kSystemOperate, kSystemBackup, kDataSourceManage},
       ScopeRule::kWhole,
       officials},
      {"security_administrator",
       "安全管理员",
       "Security administrator",
       {kRoleManage, kRoleGrant, kRoleApprove, kSecurityConfigure, kClassificationAssign, kMaskingConfigure,
        kSessionRevoke, kShareAllowPublic},
       ScopeRule::kWhole,
       officials},
      {"audit_administrator",
       "审计管理员",
       "Audit administrator",
       {kAuditRead, kAuditVerify, kAuditExport, kAdministrationRead},
       ScopeRule::kWhole,
       officials},
      {"bureau_analyst", "主管部门分析员", "Bureau analyst", bureau_analyst(), ScopeRule::kRegion, bureaus},
      {"bureau_director", "主管部门负责人", "Bureau director", bureau_director(), ScopeRule::kRegion,
       bureaus},
      {"chain_chief", "链长", "Chain chief", chain_chief(), ScopeRule::kRegion, bureaus},
      {"centre_analyst", "中心分析员", "Centre analyst", centre_analyst(), ScopeRule::kFree,
       kinds({kCentre})},
      {"firm_user", "企业用户", "Firm user", firm_user(), ScopeRule::kOrganisation, kinds({kFirm})},
      {"institute_user", "院所用户", "Institute user", institute_user(), ScopeRule::kOrganisation,
       kinds({kInstitute})},
      {"market_operator", "技术市场运营员", "Market operator", market_operator(), ScopeRule::kOrganisation,
       kinds({kMarket})},
      {"auditor", "审计人员", "Auditor",
       official_reading() |
           PermissionSet{kCaseRead, kMatchingRead, kAuditRead, kAuditVerify, kAdministrationRead},
       ScopeRule::kWhole, kinds({kAuditor})},
      {"read_only", "只读用户", "Read-only", official_reading(), ScopeRule::kFree, {}},
  };
  for (Role& role : roles) role.built_in = true;
  return roles;
}

}  // namespace

std::string_view id_of(OrganisationKind kind) {
  return kKinds[static_cast<std::size_t>(kind)].id;
}

std::optional<OrganisationKind> organisation_kind_of(std::string_view id) {
  for (std::size_t k = 0; k < kKinds.size(); ++k) {
    if (kKinds[k].id == id) return static_cast<OrganisationKind>(k);
  }
  return std::nullopt;
}

Wording wording_of(OrganisationKind kind) {
  return kKinds[static_cast<std::size_t>(kind)].wording;
}

const std::vector<Role>& built_in_roles() {
  static const std::vector<Role> roles = make_roles();
  return roles;
}

const Role* find_role(std::span<const Role> roles, std::string_view id) {
  for (const Role& role : roles) {
    if (role.id == id) return &role;
  }
  return nullptr;
}

std::vector<const Role*> roles_with(std::span<const Role> roles, Permission permission) {
  std::vector<const Role*> found;
  for (const Role& role : roles) {
    if (role.permissions.holds(permission)) found.push_back(&role);
  }
  return found;
}

bool is_administrator(const Role& role) {
  for (std::size_t p = 0; p < kPermissionCount; ++p) {
    const auto permission = static_cast<Permission>(p);
    const PermissionInfo& info = info_of(permission);
    if (info.changes && info.authority != Authority::kBusiness && role.permissions.holds(permission))
      return true;
  }
  return false;
}

Result<void> check_role(const Role& role) {
  const auto wrong = [&](const std::string& what) {
    return Error{ErrorCode::kInvalidArgument, "role \"" + role.id + "\": " + what};
  };
  if (role.id.empty() || role.name_zh.empty() || role.name_en.empty())
    return wrong("an id and a name in both languages are needed");
  if (role.permissions.size() == 0) return wrong("it permits nothing");
  const PermissionInfo* changing = nullptr;
  const PermissionInfo* first = nullptr;
  const PermissionInfo* other = nullptr;
  for (std::size_t p = 0; p < kPermissionCount; ++p) {
    const auto permission = static_cast<Permission>(p);
    if (!role.permissions.holds(permission)) continue;
    const PermissionInfo& info = info_of(permission);
    if (info.changes && changing == nullptr) changing = &info;
    if (first == nullptr) first = &info;
    if (info.authority != first->authority) other = &info;
  }
  if (changing != nullptr && other != nullptr)
    return wrong(std::string(first->id) + " and " + std::string(other->id) +
                 " belong to different authorities; only roles that change nothing may mix them");
  if (is_administrator(role) && role.scope != ScopeRule::kWhole) return wrong("administration has no scope");
  return {};
}

Result<void> check_separation(std::span<const Role* const> held) {
  for (const Role* a : held) {
    for (const Role* b : held) {
      if (a->id != b->id && is_administrator(*a))
        return Error{
            ErrorCode::kInvalidArgument,
            "who holds " + a->id + " may hold no other role (separation of duties), but holds " + b->id};
    }
  }
  return {};
}

}  // namespace tenon
