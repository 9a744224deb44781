#include "service/audit_chain.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "service/encoding.h"

namespace tenon {
namespace {

AuditEvent example() {
  AuditEvent event;
  event.time = *parse_utc("2026-11-26T08:30:00.000001Z");
  event.user_id = "u1";
  event.organisation_id = "bureau-33";
  event.action = "supply.read_firm_level";
  event.object_kind = "supply";
  event.object_id = "42";
  event.classification = Classification::kRestricted;
  return event;
}

// The encoding is a format: chains of earlier versions must keep their hashes. Written out by hand.
TEST(AuditChain, CanonicalBytes) {
  const AuditEntry entry = *append({}, example());
  EXPECT_EQ(to_hex(canonical_bytes(entry)),
            "0000000000000001"                                      // sequence
            "00066129bfd19201"                                      // time
            "0002"                                                  // done, restricted
            "000000027531"                                          // u1
            "000000096275726561752d3333"                            // bureau-33
            "0000000000000000"                                      // session, address
            "00000016737570706c792e726561645f6669726d5f6c6576656c"  // action
            "00000006737570706c79"                                  // supply
            "000000023432"                                          // 42
            "00000000");                                            // detail
  std::string hashed = "tenon audit entry 1\n" + std::string(32, '\0') + canonical_bytes(entry);
  EXPECT_EQ(entry.hash, sm3(hashed));
  EXPECT_EQ(entry.previous, Digest256{});
}

TEST(AuditChain, EntriesFollowEachOther) {
  const AuditEntry first = *append({}, example());
  const AuditEntry second = *append(head_of(first), example());
  EXPECT_EQ(first.sequence, 1U);
  EXPECT_EQ(second.sequence, 2U);
  EXPECT_EQ(second.previous, first.hash);
  EXPECT_NE(second.hash, first.hash);
}

TEST(AuditChain, RefusesWhatItCannotKeep) {
  AuditEvent event = example();
  event.action.clear();
  EXPECT_EQ(append({}, event).error().code, ErrorCode::kInvalidArgument);
  event = example();
  event.detail.assign(kLongestAuditText, 'x');
  EXPECT_TRUE(append({}, event).ok());
  event.detail += 'x';
  EXPECT_EQ(append({}, event).error().code, ErrorCode::kTooLarge);
  event = example();
  event.time = UtcTime::max();
  EXPECT_EQ(append({}, event).error().code, ErrorCode::kInvalidArgument);
}

// Length prefixes: texts cannot be shifted from one field into the next.
RC_GTEST_PROP(AuditChain, NoTwoEntriesOfTheSameBytes, ()) {
  const auto text = [] {
    return *rc::gen::container<std::string>(rc::gen::elementOf(std::string("a\0", 2)));
  };
  const auto any = [&] {
    AuditEntry entry;
    entry.event.user_id = text();
    entry.event.organisation_id = text();
    entry.event.object_id = text();
    entry.event.detail = text();
    return entry;
  };
  const AuditEntry a = any();
  const AuditEntry b = any();
  RC_ASSERT((canonical_bytes(a) == canonical_bytes(b)) == (a.event == b.event));
}

}  // namespace
}  // namespace tenon
