#include "service/audit_verifier.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace tenon {
namespace {

AuditEvent event_number(std::size_t n) {
  AuditEvent event;
  event.time =
      UtcTime(std::chrono::microseconds(1'700'000'000'000'000 + static_cast<std::int64_t>(n) * 1000));
  event.user_id = "u" + std::to_string(n % 3);
  event.action = "dataset.read";
  event.detail = "{\"n\":" + std::to_string(n) + "}";
  return event;
}

std::vector<AuditEntry> chain_of(std::size_t count) {
  std::vector<AuditEntry> chain;
  AuditHead head;
  for (std::size_t n = 1; n <= count; ++n) {
    chain.push_back(*append(head, event_number(n)));
    head = head_of(chain.back());
  }
  return chain;
}

AuditVerification verify(const std::vector<AuditEntry>& chain, AuditVerifyOptions options = {}) {
  AuditVerifier verifier(std::move(options));
  for (const AuditEntry& entry : chain) verifier.add(entry);
  return verifier.finish();
}

void expect_fault(const std::vector<AuditEntry>& chain, AuditFaultKind kind, std::uint64_t sequence,
                  std::uint64_t last, const AuditVerifyOptions& options = {}) {
  const AuditVerification found = verify(chain, options);
  ASSERT_TRUE(found.fault);
  EXPECT_EQ(id_of(found.fault->kind), id_of(kind));
  EXPECT_EQ(found.fault->sequence, sequence);
  EXPECT_EQ(found.fault->last, last);
  EXPECT_FALSE(text_zh(*found.fault).empty());
  EXPECT_NE(text_en(*found.fault).find(std::to_string(sequence)), std::string::npos);
}

// As an attacker does who knows the format but must leave the later entries as they are.
void rehash(AuditEntry& entry) {
  entry.hash = audit_hash(entry);
}

TEST(AuditVerifier, AcceptsWhatAppendMakes) {
  const auto chain = chain_of(10);
  const AuditVerification found = verify(chain, {{}, {head_of(chain[9]), head_of(chain[4]), AuditHead{}}});
  EXPECT_FALSE(found.fault);
  EXPECT_EQ(found.entries, 10U);
  EXPECT_EQ(found.head, head_of(chain[9]));
  EXPECT_EQ(found.heads_checked, 3U);
  EXPECT_EQ(found.clock_steps_back, 0U);
  EXPECT_FALSE(verify({}).fault);
}

TEST(AuditVerifier, NamesTheFirstFaultAndItsKind) {
  const auto whole = chain_of(9);
  auto chain = whole;
  chain[3].event.user_id = "someone else";
  expect_fault(chain, AuditFaultKind::kAltered, 4, 4);
  rehash(chain[3]);  // the next entry still holds the old hash
  expect_fault(chain, AuditFaultKind::kReplaced, 5, 5);

  chain = whole;
  chain.erase(chain.begin() + 2, chain.begin() + 5);
  expect_fault(chain, AuditFaultKind::kMissing, 3, 5);
  chain = whole;
  chain.erase(chain.begin());
  expect_fault(chain, AuditFaultKind::kMissing, 1, 1);

  chain = whole;
  std::swap(chain[1], chain[2]);
  expect_fault(chain, AuditFaultKind::kReordered, 2, 2);
  chain = whole;
  std::rotate(chain.begin() + 2, chain.begin() + 3, chain.begin() + 7);  // entry 3 comes after 7
  expect_fault(chain, AuditFaultKind::kReordered, 3, 3);

  chain = whole;
  chain.insert(chain.begin() + 6, chain[2]);
  expect_fault(chain, AuditFaultKind::kDuplicated, 3, 3);

  chain = whole;
  AuditEntry forged = *append(head_of(chain[4]), event_number(77));
  chain.insert(chain.begin() + 5, forged);  // the genuine entry 6 follows
  expect_fault(chain, AuditFaultKind::kDuplicated, 6, 6);
}

TEST(AuditVerifier, RenumberingDoesNotHideADeletion) {
  auto chain = chain_of(6);
  chain.erase(chain.begin() + 3);
  for (std::size_t i = 3; i < chain.size(); ++i) {
    chain[i].sequence = i + 1;
    rehash(chain[i]);
  }
  expect_fault(chain, AuditFaultKind::kReplaced, 4, 4);
}

TEST(AuditVerifier, OnlyAHeadShowsACutOrARewrittenChain) {
  const auto whole = chain_of(8);
  auto cut = whole;
  cut.resize(5);
  EXPECT_FALSE(verify(cut).fault);
  expect_fault(cut, AuditFaultKind::kTruncated, 6, 8, {{}, {head_of(whole[7])}});
  expect_fault({}, AuditFaultKind::kTruncated, 1, 8, {{}, {head_of(whole[7])}});

  std::vector<AuditEntry> rewritten(whole.begin(), whole.begin() + 3);
  for (std::size_t n = 4; n <= 8; ++n)
    rewritten.push_back(*append(head_of(rewritten.back()), event_number(n + 100)));
  EXPECT_FALSE(verify(rewritten).fault);
  EXPECT_FALSE(verify(rewritten, {{}, {head_of(whole[2])}}).fault);
  expect_fault(rewritten, AuditFaultKind::kRewritten, 6, 6, {{}, {head_of(whole[2]), head_of(whole[5])}});
  AuditHead other_time = head_of(whole[5]);
  other_time.time += std::chrono::microseconds(1);
  expect_fault(whole, AuditFaultKind::kRewritten, 6, 6, {{}, {other_time}});
}

TEST(AuditVerifier, StartsAtAHead) {
  const auto whole = chain_of(8);
  const std::vector<AuditEntry> tail(whole.begin() + 5, whole.end());
  EXPECT_FALSE(verify(tail, {head_of(whole[4]), {head_of(whole[4]), head_of(whole[7])}}).fault);
  expect_fault(tail, AuditFaultKind::kMissing, 1, 5);
  expect_fault(tail, AuditFaultKind::kMissing, 5, 5, {head_of(whole[3]), {}});
  AuditHead wrong = head_of(whole[4]);
  wrong.hash[0] ^= 1U;
  expect_fault(tail, AuditFaultKind::kReplaced, 6, 6, {wrong, {}});
  expect_fault(tail, AuditFaultKind::kRewritten, 5, 5, {head_of(whole[4]), {wrong}});
}

TEST(AuditVerifier, CountsClocksThatGoBack) {
  AuditEvent early = event_number(1);
  early.time -= std::chrono::hours(1);
  const AuditEntry first = *append({}, event_number(1));
  const AuditEntry second = *append(head_of(first), early);
  const AuditVerification found = verify({first, second});
  EXPECT_FALSE(found.fault);
  EXPECT_EQ(found.clock_steps_back, 1U);
}

TEST(AuditVerifier, UnreadableEntriesAreFaults) {
  AuditVerifier verifier;
  verifier.add_unreadable("expected 1", 7);
  const AuditVerification found = verifier.finish();
  ASSERT_TRUE(found.fault);
  EXPECT_EQ(found.fault->sequence, 1U);
  EXPECT_EQ(text_en(*found.fault), "entry 1 (line 7) cannot be read: expected 1");
  EXPECT_EQ(text_zh(*found.fault), "第 1 条（文件第 7 行）无法读取：expected 1");
}

// Every field of every entry, changed in every way that the fields have.
TEST(AuditVerifier, FindsAChangeOfAnyField) {
  const std::vector<std::function<void(AuditEntry&)>> changes{
      [](AuditEntry& e) { ++e.sequence; },
      [](AuditEntry& e) { e.event.time += std::chrono::microseconds(1); },
      [](AuditEntry& e) { e.event.user_id += "x"; },
      [](AuditEntry& e) { e.event.organisation_id = "o"; },
      [](AuditEntry& e) { e.event.session_id = "s"; },
      [](AuditEntry& e) { e.event.address = "a"; },
      [](AuditEntry& e) { e.event.action = "dataset.rea"; },
      [](AuditEntry& e) { e.event.object_kind = "k"; },
      [](AuditEntry& e) { e.event.object_id = "i"; },
      [](AuditEntry& e) { e.event.result = AuditResult::kRefused; },
      [](AuditEntry& e) { e.event.classification = Classification::kPublic; },
      [](AuditEntry& e) { e.event.detail.clear(); },
      [](AuditEntry& e) { e.previous[31] ^= 1U; },
      [](AuditEntry& e) { e.hash[0] ^= 0x80U; },
      // What moves from one text to its neighbour leaves the bytes of both together the same.
      [](AuditEntry& e) { e.event.organisation_id = e.event.user_id.back(), e.event.user_id.pop_back(); },
  };
  const auto whole = chain_of(4);
  for (std::size_t change = 0; change < changes.size(); ++change) {
    for (std::size_t i = 0; i < whole.size(); ++i) {
      auto chain = whole;
      changes[change](chain[i]);
      SCOPED_TRACE(change);
      expect_fault(chain, AuditFaultKind::kAltered, i + 1, i + 1);
    }
  }
}

// Any other order, choice or repetition of the entries is found when the head is known, and the first number
// that is not in its place is named.
RC_GTEST_PROP(AuditVerifier, FindsAnyOtherSequenceOfEntries, ()) {
  const auto whole = chain_of(*rc::gen::inRange<std::size_t>(1, 8));
  const auto order =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, whole.size()));
  std::vector<AuditEntry> chain;
  for (const std::size_t i : order) chain.push_back(whole[i]);
  const AuditVerification found = verify(chain, {{}, {head_of(whole.back())}});
  std::size_t same = 0;
  while (same < order.size() && same < whole.size() && order[same] == same) ++same;
  const bool is_whole = order.size() == whole.size() && same == whole.size();
  RC_ASSERT(found.fault.has_value() == !is_whole);
  if (is_whole) return;
  const bool repeats = same < order.size() && order[same] < same;
  RC_ASSERT(found.fault->sequence == (repeats ? order[same] + 1 : same + 1));
  RC_ASSERT(found.head.sequence == same);
}

}  // namespace
}  // namespace tenon
