// Every permission of every built-in role, in own and other regions and organisations, against a table that
// was written by hand from what each kind of person is there for.
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <vector>

#include "service/access.h"
#include "support/dataset_builder.h"

namespace tenon {
namespace {

// w everywhere   r in the grant's region, of whatever organisation   o of the own organisation, wherever   .
// never
struct Row {
  const char* permission;
  const char* cells;
};

constexpr std::array<const char*, 13> kColumns{"setup_administrator",
                                               "system_administrator",
                                               "security_administrator",
                                               "audit_administrator",
                                               "bureau_analyst",
                                               "bureau_director",
                                               "chain_chief",
                                               "centre_analyst",
                                               "firm_user",
                                               "institute_user",
                                               "market_operator",
                                               "auditor",
                                               "read_only"};

// clang-format off
constexpr Row kMatrix[] = {
    //                           set sys sec aud  ana dir chf  cen  frm ins mkt  aui  ro
    {"dataset.read",              ". . . .  r r r  w  o o o  w  r"},
    {"dataset.check",             ". . . .  r r .  w  o o .  .  ."},
    {"dataset.import",            ". . . .  r r .  w  o . .  .  ."},
    {"dataset.match",             ". . . .  r r .  w  o . .  .  ."},
    {"dataset.review",            ". . . .  . r .  .  . . .  .  ."},
    {"dataset.propose_change",    ". . . .  . . .  .  o . .  .  ."},
    {"dataset.decide_change",     ". . . .  . r .  .  . . .  .  ."},
    {"supply.read_firm_level",    ". . . .  r r .  .  o . .  .  ."},
    {"supply.read_aggregate",     ". . . .  . . .  w  . . .  .  ."},

    {"break_point.read",          ". . . .  r r r  w  o o o  w  r"},
    {"break_point.configure",     ". . . .  . r .  w  . . .  .  ."},
    {"break_point.assign",        ". . . .  r r r  .  . . .  .  ."},
    {"scenario.read",             ". . . .  r r r  w  o o .  w  r"},
    {"scenario.run",              ". . . .  r r r  w  o o .  .  ."},
    {"backup.read",               ". . . .  r r r  w  o . .  w  r"},
    {"backup.plan",               ". . . .  r r .  w  . . .  .  ."},
    {"backup.drill",              ". . . .  r r .  .  . . .  .  ."},
    {"remedy.read",               ". . . .  r r r  w  . . .  w  r"},
    {"brief.read",                ". . . .  r r r  w  . . .  w  r"},
    {"brief.write",               ". . . .  r r .  w  . . .  .  ."},
    {"brief.review",              ". . . .  . r r  .  . . .  .  ."},

    {"case.read",                 ". . . .  r r r  w  o . .  w  ."},
    {"case.create",               ". . . .  r r r  w  . . .  .  ."},
    {"case.act",                  ". . . .  r r r  w  o . .  .  ."},
    {"case.close",                ". . . .  . r r  .  . . .  .  ."},
    {"alert.read",                ". . . .  r r r  w  o . .  w  r"},
    {"alert.handle",              ". . . .  r r .  w  . . .  .  ."},
    {"alert.configure",           ". . . .  . r .  w  . . .  .  ."},
    {"alert.raise",               ". . . .  r r r  w  . . .  .  ."},
    {"alert.cancel_red",          ". . . .  r r .  .  . . .  .  ."},
    {"notice.send",               ". . . .  r r .  w  . . .  .  ."},
    {"governance.read",           ". . . .  r r r  w  o o .  w  r"},
    {"governance.manage",         ". . . .  . r r  .  . . .  .  ."},
    {"governance.countersign",    ". . . .  . r r  .  . . .  .  ."},
    {"project.read",              ". . . .  r r r  w  o o .  w  r"},
    {"project.manage",            ". . . .  r r .  .  . . .  .  ."},
    {"project.review",            ". . . .  . r r  .  . . .  .  ."},
    {"leading_firm.nominate",     ". . . .  r r .  .  . . .  .  ."},
    {"leading_firm.recognise",    ". . . .  . r .  .  . . .  .  ."},

    {"matching.read",             ". . . .  r r r  w  o o o  w  ."},
    {"matching.manage",           ". . . .  r r .  w  . . .  .  ."},
    {"matching.answer",           ". . . .  . . .  .  o o o  .  ."},
    {"resource.read",             ". . . .  r r r  w  o o o  w  r"},
    {"resource.book",             ". . . .  . . .  .  o o .  .  ."},
    {"resource.offer",            ". . . .  . . .  .  o o .  .  ."},
    {"call.read",                 ". . . .  r r r  w  o o o  w  r"},
    {"call.publish",              ". . . .  . r r  .  . . .  .  ."},
    {"call.bid",                  ". . . .  . . .  .  o o .  .  ."},
    {"call.review",               ". . . .  . . .  .  . o .  .  ."},
    {"call.award",                ". . . .  . r .  .  . . .  .  ."},
    {"need.post",                 ". . . .  . . .  .  o . .  .  ."},
    {"need.triage",               ". . . .  r r .  .  . . o  .  ."},
    {"market.read",               ". . . .  r r r  w  o o o  w  r"},
    {"market.list",               ". . . .  . . .  .  o o o  .  ."},
    {"market.negotiate",          ". . . .  . . .  .  o o o  .  ."},
    {"auction.read",              ". . . .  r r r  w  o o o  w  r"},
    {"auction.prepare",           ". . . .  . . .  .  . . o  .  ."},
    {"auction.bid",               ". . . .  . . .  .  o . .  .  ."},
    {"auction.conduct",           ". . . .  . . .  .  . . o  .  ."},
    {"auction.open_sealed_bids",  ". . . .  . . .  .  . . o  .  ."},
    {"auction.change_reserve",    ". . . .  . . .  .  . . o  .  ."},

    {"export.product_level",      ". . . .  r r r  w  o o .  .  ."},
    {"export.firm_level",         ". . . .  r r .  .  . . .  .  ."},
    {"share.create",              ". . . .  r r r  w  . . .  .  ."},
    {"token.manage_own",          ". . . .  r r .  w  o o o  .  ."},
    {"approval.grant",            ". . . .  . r .  .  . . o  .  ."},

    {"user.manage",               ". w . .  . . .  .  . . .  .  ."},
    {"organisation.manage",       ". w . .  . . .  .  . . .  .  ."},
    {"system.configure",          ". w . .  . . .  .  . . .  .  ."},
    {"system.operate",            ". w . .  . . .  .  . . .  .  ."},
    {"system.backup",             ". w . .  . . .  .  . . .  .  ."},
    {"data_source.manage",        ". w . .  . . .  .  . . .  .  ."},
    {"role.manage",               ". . w .  . . .  .  . . .  .  ."},
    {"role.grant",                ". . w .  . . .  .  . . .  .  ."},
    {"role.approve",              ". . w .  . . .  .  . . .  .  ."},
    {"security.configure",        ". . w .  . . .  .  . . .  .  ."},
    {"classification.assign",     ". . w .  . . .  .  . . .  .  ."},
    {"masking.configure",         ". . w .  . . .  .  . . .  .  ."},
    {"session.revoke",            ". . w .  . . .  .  . . .  .  ."},
    {"share.allow_public",        ". . w .  . . .  .  . . .  .  ."},
    {"audit.read",                ". . . w  . . .  .  . . .  w  ."},
    {"audit.verify",              ". . . w  . . .  .  . . .  w  ."},
    {"audit.export",              ". . . w  . . .  .  . . .  .  ."},
    {"administration.read",       ". . . w  . . .  .  . . .  w  ."},
    {"setup.name_administrators", "w . . .  . . .  .  . . .  .  ."},
};
// clang-format on

std::string cells_of(const Row& row) {
  std::string cells;
  for (const char* c = row.cells; *c != '\0'; ++c) {
    if (*c != ' ') cells += *c;
  }
  return cells;
}

TEST(AccessMatrix, NamesEveryPermissionAndRoleOnce) {
  std::set<std::string> named;
  for (const Row& row : kMatrix) {
    EXPECT_TRUE(named.insert(row.permission).second) << row.permission;
    EXPECT_TRUE(permission_of(row.permission)) << row.permission;
    EXPECT_EQ(cells_of(row).size(), kColumns.size()) << row.permission;
  }
  EXPECT_EQ(named.size(), kPermissionCount);
  ASSERT_EQ(built_in_roles().size(), kColumns.size());
  for (std::size_t c = 0; c < kColumns.size(); ++c) EXPECT_EQ(built_in_roles()[c].id, kColumns[c]);
}

// The scope that goes with a column: that of its letters.
Scope scope_of(std::size_t column) {
  for (const Row& row : kMatrix) {
    const char letter = cells_of(row)[column];
    if (letter == 'r') return {"", "320000"};
    if (letter == 'o') return {"own", ""};
  }
  return {};
}

TEST(AccessMatrix, EveryPermissionRoleRegionAndOrganisation) {
  const DatasetBuilder world;
  const RegionCover regions(world.data);
  const AccessRules rules{built_in_roles(), regions};
  std::size_t decisions = 0;
  for (std::size_t column = 0; column < kColumns.size(); ++column) {
    const std::vector<Grant> grants{
        {"g", "a", kColumns[column], scope_of(column), Classification::kInternal, UtcTime{}, std::nullopt}};
    for (const Row& row : kMatrix) {
      const Permission permission = *permission_of(row.permission);
      const char letter = cells_of(row)[column];
      // 320500 lies in 320000; empty: common to all.
      for (const char* region : {"320000", "320500", "330000", "CHN", ""}) {
        for (const char* organisation : {"own", "other", ""}) {
          const std::string r(region);
          const std::string o(organisation);
          const bool reads = !info_of(permission).changes;
          bool expected = false;
          if (letter == 'w') expected = true;
          if (letter == 'r') expected = r.starts_with("32") || (r.empty() && reads);
          if (letter == 'o') expected = o == "own" || (o.empty() && reads);
          const AccessDecision decision =
              decide(rules, grants, permission, {o, r, Classification::kInternal}, UtcTime{});
          ASSERT_EQ(decision.allowed(), expected) << kColumns[column] << " " << row.permission << " region '"
                                                  << r << "' organisation '" << o << "'";
          // What lies above the clearance stays closed, and says so where nothing else is in the way.
          const AccessDecision above =
              decide(rules, grants, permission, {o, r, Classification::kRestricted}, UtcTime{});
          ASSERT_EQ(above.refusal, expected ? Refusal::kClassification : decision.refusal);
          ASSERT_EQ(decision.refusal == Refusal::kNoPermission, letter == '.');
          ++decisions;
        }
      }
    }
  }
  EXPECT_EQ(decisions, kPermissionCount * 13 * 15);
}

}  // namespace
}  // namespace tenon
