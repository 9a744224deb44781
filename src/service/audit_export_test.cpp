#include "service/audit_export.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "base/file.h"
#include "service/audit_signature.h"

namespace tenon {
namespace {

// Bytes that formats trip over more often than chance would have it.
std::string any_text() {
  return *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::arbitrary<char>(), rc::gen::elementOf(std::string("\"\\\n\r\0\x1f {}", 9)),
                     rc::gen::inRange('a', 'z')));
}

AuditEvent any_event() {
  AuditEvent event;
  event.time = UtcTime(std::chrono::microseconds(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000'000)));
  event.user_id = any_text();
  event.organisation_id = any_text();
  event.session_id = any_text();
  event.address = any_text();
  event.action = "a" + any_text();
  event.object_kind = any_text();
  event.object_id = any_text();
  event.result = static_cast<AuditResult>(*rc::gen::inRange(0, 3));
  event.classification = static_cast<Classification>(*rc::gen::inRange(0, 4));
  event.detail = any_text();
  return event;
}

struct Export {
  std::string bytes{audit_export_header()};
  AuditHead head;
  std::vector<std::size_t> begins;  // of lines of entries
};

Export export_of(const std::vector<AuditEvent>& events) {
  Export made;
  for (const AuditEvent& event : events) {
    const AuditEntry entry = *append(made.head, event);
    made.head = head_of(entry);
    made.begins.push_back(made.bytes.size());
    write_audit_entry(made.bytes, entry);
  }
  return made;
}

std::vector<AuditEvent> simple_events(std::size_t count) {
  std::vector<AuditEvent> events(count);
  for (std::size_t i = 0; i < count; ++i) {
    events[i].user_id = "用户";
    events[i].action = "case.act";
    events[i].object_id = std::to_string(i);
    events[i].detail = "{\"from\":\"a\\b\"}\n";
    events[i].address = "\xFF\x01";
  }
  return events;
}

TEST(AuditExport, OneLineAnEntry) {
  std::string text;
  AuditEvent event = simple_events(1)[0];
  write_audit_entry(text, *append({}, event));
  EXPECT_EQ(
      text.substr(0, text.find(",\"previous\"")),
      "{\"sequence\":1,\"time\":\"1970-01-01T00:00:00.000000Z\",\"user\":\"用户\",\"organisation\":\"\","
      "\"session\":\"\",\"address\":{\"base64\":\"/wE=\"},\"action\":\"case.act\",\"object_kind\":\"\","
      "\"object_id\":\"0\",\"result\":\"done\",\"classification\":\"internal\","
      "\"detail\":\"{\\\"from\\\":\\\"a\\\\b\\\"}\\u000a\"");
}

RC_GTEST_PROP(AuditExport, AnyBytesComeBack, ()) {
  const AuditEntry entry = *append({41, {}, sm3("x")}, any_event());
  std::string line;
  write_audit_entry(line, entry);
  RC_ASSERT(line.find('\n') == line.size() - 1);
  const AuditLine read = read_audit_entry(std::string_view(line).substr(0, line.size() - 1));
  RC_ASSERT(read.entry.has_value());
  RC_ASSERT(*read.entry == entry);
}

TEST(AuditExport, WholeChains) {
  const Export whole = export_of(simple_events(5));
  const AuditVerification found = verify_audit_export(whole.bytes, "audit.jsonl", {{}, {whole.head}});
  EXPECT_FALSE(found.fault);
  EXPECT_EQ(found.entries, 5U);
  EXPECT_EQ(found.head, whole.head);
  EXPECT_FALSE(verify_audit_export(audit_export_header(), "audit.jsonl").fault);
}

// A chain that was exported once, and its head: files of earlier versions must stay readable.
TEST(AuditExport, ReadsAStoredChain) {
  const std::string folder = std::string(TENON_SOURCE_DIR) + "/tests/fuzz/corpus/";
  const auto head_file = MappedFile::open(folder + "audit_head/signed.json");
  const auto chain_file = MappedFile::open(folder + "audit_export/three_entries.jsonl");
  ASSERT_TRUE(head_file.ok() && chain_file.ok());
  const auto head = read_audit_head(head_file->bytes(), "signed.json");
  ASSERT_TRUE(head.ok()) << head.error().message;
  const AuditVerification found = verify_audit_export(chain_file->bytes(), "chain", {{}, {head->head}});
  EXPECT_FALSE(found.fault);
  EXPECT_EQ(found.entries, 3U);
  EXPECT_EQ(found.heads_checked, 1U);
}

// Each byte of the file, each of its bits.
TEST(AuditExport, FindsAnyChangedBit) {
  const Export whole = export_of(simple_events(3));
  const AuditVerifyOptions options{{}, {whole.head}};
  for (std::size_t at = 0; at < whole.bytes.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string bytes = whole.bytes;
      bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << bit));
      const auto fault = verify_audit_export(bytes, "f", options).fault;
      ASSERT_TRUE(fault) << "byte " << at << " bit " << bit;
      // Named is the entry of that line; a changed line end spoils the line that it ends.
      std::uint64_t entry = 1;
      while (entry < whole.begins.size() && whole.begins[entry] <= at) ++entry;
      ASSERT_EQ(fault->sequence, entry) << "byte " << at << " bit " << bit;
    }
  }
}

RC_GTEST_PROP(AuditExport, FindsAnyEdit, ()) {
  static const Export whole = export_of(simple_events(3));
  std::string bytes = whole.bytes;
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  const auto length = *rc::gen::inRange<std::size_t>(0, bytes.size() - at + 1);
  bytes.replace(at, length, any_text());
  if (bytes == whole.bytes) return;
  RC_ASSERT(verify_audit_export(bytes, "f", {{}, {whole.head}}).fault.has_value());
}

// Whole lines left out, swapped, repeated, put in from another chain.
TEST(AuditExport, FindsAnyMovedLine) {
  const Export whole = export_of(simple_events(4));
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < whole.begins.size(); ++i) {
    const std::size_t end = i + 1 < whole.begins.size() ? whole.begins[i + 1] : whole.bytes.size();
    lines.push_back(whole.bytes.substr(whole.begins[i], end - whole.begins[i]));
  }
  const auto fault_of = [&](const std::vector<std::string>& changed) {
    std::string bytes(audit_export_header());
    for (const std::string& line : changed) bytes += line;
    return verify_audit_export(bytes, "f", {{}, {whole.head}}).fault;
  };
  ASSERT_FALSE(fault_of(lines));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto changed = lines;
    changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(i));
    const auto fault = fault_of(changed);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->sequence, i + 1);
    EXPECT_EQ(fault->kind, i + 1 < lines.size() ? AuditFaultKind::kMissing : AuditFaultKind::kTruncated);
    for (std::size_t j = 0; j < lines.size(); ++j) {
      if (j != i) {
        changed = lines;
        std::swap(changed[i], changed[j]);
        EXPECT_TRUE(fault_of(changed));
      }
      changed = lines;
      changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(j), lines[i]);
      EXPECT_TRUE(fault_of(changed));
    }
  }
}

TEST(AuditExport, FaultsNameFileLineAndColumn) {
  Export whole = export_of(simple_events(2));
  whole.bytes.replace(whole.bytes.find("\"done\"", whole.begins[1]), 6, "\"gone\"");
  const auto fault =
      read_audit_export(whole.bytes, "audit.jsonl", [](const AuditEntry&, std::size_t) { return true; });
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->line, 3U);
  EXPECT_GT(fault->column, 1U);
  EXPECT_EQ(to_string(*fault).substr(0, 20), "audit.jsonl:3: error");
  const auto verified = verify_audit_export(whole.bytes, "audit.jsonl").fault;
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->kind, AuditFaultKind::kUnreadable);
  EXPECT_EQ(verified->sequence, 2U);
  EXPECT_EQ(verified->line, 3U);
  EXPECT_TRUE(verify_audit_export("", "audit.jsonl").fault);
}

// Other JSON of the same meaning is refused: it would let bytes change unseen.
TEST(AuditExport, OneFormOnly) {
  std::string line;
  AuditEvent event;
  event.action = "ab";
  write_audit_entry(line, *append({}, event));
  line.pop_back();
  ASSERT_TRUE(read_audit_entry(line).entry);
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string changed = line;
    changed.replace(changed.find(from), from.size(), to);
    return read_audit_entry(changed).entry.has_value();
  };
  EXPECT_FALSE(with("\"ab\"", "\"\\u0061b\""));
  EXPECT_FALSE(with("\"ab\"", "{\"base64\":\"YWI=\"}"));
  EXPECT_FALSE(with("\"ab\"", " \"ab\""));
  EXPECT_FALSE(with("\"ab\"", "\"\x01\""));
  EXPECT_FALSE(with("\"ab\"", "\"\xFF\""));
  EXPECT_FALSE(with("\"sequence\":1", "\"sequence\":01"));
  EXPECT_FALSE(with("\"sequence\":1", "\"sequence\":+1"));
  EXPECT_FALSE(with("\"sequence\":1", "\"sequence\":18446744073709551616"));
  EXPECT_TRUE(with("\"sequence\":1", "\"sequence\":18446744073709551615"));
  EXPECT_FALSE(with("000000Z", "0000000Z"));
}

TEST(AuditExport, RefusesTextsThatAreTooLong) {
  AuditEntry entry = *append({}, simple_events(1)[0]);
  entry.event.detail.assign(kLongestAuditText + 1, 'x');
  std::string line;
  write_audit_entry(line, entry);
  line.pop_back();
  EXPECT_FALSE(read_audit_entry(line).entry);
}

}  // namespace
}  // namespace tenon
