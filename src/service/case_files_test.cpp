#include "service/case_files.h"

#include <gtest/gtest.h>
#include <soci/soci.h>

#include "service/process_shelf.h"
#include "store/transaction.h"
#include "support/case_fixture.h"

namespace tenon {
namespace {

using namespace process;  // NOLINT(google-build-using-namespace)

class CaseFiles : public WithCases {
 protected:
  void SetUp() override {
    WithCases::SetUp();
    if (IsSkipped()) return;
    const command::Open open{"G-1",
                             {"chain", "ICIC"},
                             {},
                             {{Relation::kOwner, "li", "o1", "310000"},
                              {Relation::kLeadProvince, "", "", "310000"},
                              {Relation::kParticipant, "", "o3", "330000"}}};
    ASSERT_TRUE(must(open_case(*database_, "chain_governance", open, caller("li"))).ok());
  }
  static CaseCaller without_permissions(CaseCaller one) {
    one.permissions = [](const ProcessType&, const Case&) { return std::vector<std::string>{}; };
    return one;
  }
  bool has_file(const std::string& digest) {
    Connection connection(*database_);
    return find_file(connection, digest).has_value();
  }
};

// Bytes of every value, more than one piece of them.
std::string many_bytes() {
  std::string bytes;
  for (std::size_t k = 0; k < 500'000; ++k) bytes += static_cast<char>((k * 7 + k / 256) % 256);
  return bytes;
}

TEST_P(CaseFiles, AnAttachmentComesBackByteForByte) {
  for (const std::string& bytes : {many_bytes(), std::string(), std::string("a\0b", 3)}) {
    const NewFile file{"会议纪要.pdf", bytes};
    const CaseOutcome outcome = must(attach_file(*database_, "G-1", file, caller("li")));
    ASSERT_TRUE(outcome.ok());
    EXPECT_EQ(stored("G-1").attachments.back().file, reference_of(file));
    const NewFile read = must(read_case_file(*database_, "G-1", file_digest(bytes), caller("wang", "o3")));
    EXPECT_EQ(read.name, file.name);
    EXPECT_TRUE(read.bytes == bytes);
  }
  const std::string chain = audit();
  EXPECT_NE(chain.find("attach"), std::string::npos);
  EXPECT_NE(chain.find("read file"), std::string::npos);
}

TEST_P(CaseFiles, WhatIsRefusedLeavesNoBytes) {
  const NewFile file{"a.txt", "bytes"};
  EXPECT_FALSE(must(attach_file(*database_, "G-1", file, without_permissions(caller("eve")))).ok());
  EXPECT_FALSE(has_file(file_digest(file.bytes)));
  EXPECT_EQ(attach_file(*database_, "G-9", file, caller("li")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(attach_file(*database_, "G-1", file, caller("li"), 1).error().code, ErrorCode::kConflict);
  EXPECT_FALSE(has_file(file_digest(file.bytes)));
  const NewFile large{"l", std::string(kMostFileBytes + 1, 'x')};
  EXPECT_EQ(attach_file(*database_, "G-1", large, caller("li")).error().code, ErrorCode::kTooLarge);
  EXPECT_TRUE(stored("G-1").attachments.empty());
}

TEST_P(CaseFiles, ADatedEntryBringsItsFile) {
  const NewFile map{"map.svg", "<svg/>"};
  command::AddEntry entry{"artefact",
                          "",
                          {{"kind", {FieldValue(std::string("chain map"))}},
                           {"as_of", {FieldValue(*parse_day("2026-11-01"))}},
                           {"file", {FieldValue(reference_of(map))}}}};
  const auto missing = add_case_entry(*database_, "G-1", entry, {}, caller("li"));
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(stored("G-1").entries.empty());
  const CaseOutcome added = must(add_case_entry(*database_, "G-1", entry, std::span(&map, 1), caller("li")));
  ASSERT_TRUE(added.ok()) << process::to_string(added.refusal);
  EXPECT_EQ(stored("G-1").entries.at(0).fields, entry.fields);
  EXPECT_EQ(must(read_case_file(*database_, "G-1", file_digest(map.bytes), caller("li"))).bytes, map.bytes);
  // The bytes are in the store now, so the next entry need not bring them.
  EXPECT_TRUE(must(add_case_entry(*database_, "G-1", entry, {}, caller("li"))).ok());
  entry.fields.erase("as_of");
  EXPECT_FALSE(must(add_case_entry(*database_, "G-1", entry, {}, caller("li"))).ok());
}

TEST_P(CaseFiles, OnlyWhoSeesTheCaseReadsItsFiles) {
  const NewFile file{"a.txt", "bytes"};
  const std::string digest = must(keep_file(*database_, "other bytes", {"li", "", "", ""}, time()));
  must(attach_file(*database_, "G-1", file, caller("li")));
  EXPECT_EQ(read_case_file(*database_, "G-1", file_digest("bytes"), without_permissions(caller("eve")))
                .error()
                .code,
            ErrorCode::kNotFound);
  // In the store, but of no case.
  EXPECT_EQ(read_case_file(*database_, "G-1", digest, caller("li")).error().code, ErrorCode::kNotFound);
  EXPECT_NE(audit().find("\"result\":\"refused\""), std::string::npos);
}

TEST_P(CaseFiles, OnlyFilesWithoutUseAreRemoved) {
  const NewFile used{"a.txt", "used"};
  must(attach_file(*database_, "G-1", used, caller("li")));
  must(keep_file(*database_, "unused", {"li", "", "", ""}, time()));
  EXPECT_EQ(must(remove_files_without_use(*database_, time(), {"root", "", "", ""}, time())).files, 0);
  now_ += 10;
  const RemovedFiles removed =
      must(remove_files_without_use(*database_, time(), {"root", "", "", ""}, time()));
  EXPECT_EQ(removed.files, 1);
  EXPECT_EQ(removed.size_bytes, 6);
  EXPECT_FALSE(has_file(file_digest("unused")));
  EXPECT_TRUE(has_file(file_digest("used")));
}

TEST_P(CaseFiles, DamagedBytesAreNoAnswer) {
  const std::string digest = must(keep_file(*database_, "hello", {"li", "", "", ""}, time()));
  EXPECT_EQ(must(file_bytes(*database_, digest)), "hello");
  must(run_transaction(*database_, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    connection.session() << "UPDATE file_pieces SET piece = 'aGVsbG8h'";
    return {};
  }));
  EXPECT_EQ(file_bytes(*database_, digest).error().code, ErrorCode::kBadInput);
  must(run_transaction(*database_, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    connection.session() << "DELETE FROM file_pieces";
    return {};
  }));
  EXPECT_EQ(file_bytes(*database_, digest).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(file_bytes(*database_, std::string(64, '0')).error().code, ErrorCode::kNotFound);
}
TENON_WITH_DATABASES(CaseFiles);

}  // namespace
}  // namespace tenon
