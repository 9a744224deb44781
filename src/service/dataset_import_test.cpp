#include "service/dataset_import.h"

#include <gtest/gtest.h>

#include "exchange/dataset_reader.h"
#include "service/audit_export.h"
#include "service/dataset_rows.h"
#include "support/dataset_builder.h"
#include "support/test_database.h"

namespace tenon {
namespace {

TEST(CsvRecords, QuotedFieldsMayHoldLineFeeds) {
  EXPECT_EQ(csv_records("a,b\n\"x\ny\",\"\"\"\"\nlast"),
            (std::vector<std::string_view>{"a,b", "\"x\ny\",\"\"\"\"", "last"}));
  EXPECT_TRUE(csv_records("").empty());
}

TEST(DatasetRowKey, IsWhatTheRowIsAbout) {
  const RowKey key = dataset_row_key("supplies.csv", "supplier_id,customer_id,product_id,annual_value_cny");
  const auto of = [&](std::string_view cells) {
    std::string text;
    key(cells, text);
    return text;
  };
  EXPECT_EQ(of("A,B,P,1"), of("A,B,P,2"));
  EXPECT_NE(of("A,B,P,1"), of("A,B,Q,1"));
  EXPECT_NE(of("A,BC,P,1"), of("AB,C,P,1"));
  EXPECT_EQ(of("\"A\",B,P,1"), of("A,B,P,1"));
}

class DatasetImport : public WithDatabase {
 protected:
  DatasetImport() {
    b_.product("C");
    b_.product("P");
    b_.input("C", "P");
    for (const char* firm : {"A", "B", "E"}) b_.firm(firm, "320500");
    b_.capability("A", "C", 10, 20);
    b_.supply("A", "B", "C", 5, 20);
    b_.fact("C", Indicator::kExternalDependence, 70, 90);
    b_.fact("P", Indicator::kExternalDependence, 10, 20);
    b_.data.name = "small";
  }
  void SetUp() override {
    WithDatabase::SetUp();
    if (!IsSkipped()) database_.emplace(new_database());
  }
  ImportReport import(const ImportOptions& options = {}) {
    return must(import_dataset(*database_, "small", b_.data, options));
  }

  Dataset load(std::int64_t version = 0) {
    return must(load_dataset(*database_, "small", version, Actor{"reader", "", "", ""}, {}));
  }
  static ImportNote note(const std::string& reason) {
    return {{"chief", "", "", "local"}, {}, "folder", reason};
  }
  std::vector<AuditEntry> audit() {
    std::string text;
    must(export_audit(*database_, [&](std::string_view piece) { return text.append(piece), true; }));
    std::vector<AuditEntry> entries;
    const auto fault = read_audit_export(text, "audit", [&](const AuditEntry& entry, std::size_t) {
      entries.push_back(entry);
      return true;
    });
    EXPECT_FALSE(fault.has_value());
    return entries;
  }

  DatasetBuilder b_;
  std::optional<Database> database_;
};

TEST_P(DatasetImport, WhatComesOutIsWhatWentIn) {
  const ImportReport report = import();
  EXPECT_EQ(report.before, 0);
  EXPECT_EQ(report.after, 1);
  EXPECT_EQ(report.files.at("firms.csv"), (RowCounts{4, 4, 0, 0, 0}));  // with its header
  EXPECT_EQ(load(), b_.data);
}

TEST_P(DatasetImport, TheSameAgainMakesNoVersion) {
  import();
  const ImportReport again = import();
  EXPECT_FALSE(again.is_changed);
  EXPECT_EQ(again.after, 1);
}

TEST_P(DatasetImport, OnlyWhatChangedIsCounted) {
  import();
  const Dataset first = b_.data;
  b_.data.firms[1].name_zh = "改名企业";
  b_.firm("F", "330000");
  b_.data.firms.erase(b_.data.firms.begin() + 2);  // E, whom nothing refers to
  b_.data.facts.insert(b_.data.facts.begin(), b_.data.facts[1]);
  for (FactUse& use : b_.data.fact_uses) ++use.fact;
  const ImportReport report = import();
  EXPECT_EQ(report.files.at("firms.csv"), (RowCounts{4, 1, 1, 1, 0}));
  EXPECT_EQ(report.files.at("facts.csv"), (RowCounts{4, 1, 0, 0, 0}));
  EXPECT_EQ(report.files.at("products.csv"), (RowCounts{3, 0, 0, 0, 0}));
  EXPECT_EQ(load(), b_.data);
  EXPECT_EQ(load(1), first);
  EXPECT_EQ(must(undo_import(*database_, "small", {}, note("wrong names"))), 3);
  EXPECT_EQ(load(), first);
  EXPECT_EQ(must(undo_import(*database_, "small", 2, {})), 4);
  EXPECT_EQ(load(), b_.data);
}

TEST_P(DatasetImport, ADryRunWritesNothing) {
  ImportOptions options;
  options.is_dry_run = true;
  const ImportReport report = import(options);
  EXPECT_TRUE(report.is_changed);
  EXPECT_EQ(report.after, 0);
  EXPECT_EQ(load_dataset(*database_, "small", 0, {}, {}).error().code, ErrorCode::kNotFound);
}

TEST_P(DatasetImport, WhoStartedFromAnOlderVersionIsTold) {
  import();
  b_.data.firms[1].name_zh = "改名企业";
  ImportOptions options;
  options.expected = 0;
  EXPECT_EQ(import_dataset(*database_, "small", b_.data, options).error().code, ErrorCode::kConflict);
  options.expected = 1;
  EXPECT_EQ(import(options).after, 2);
}

TEST_P(DatasetImport, FaultyFoldersChangeNothing) {
  const std::string bad = folder() + "/bad";
  std::filesystem::create_directory(bad);
  std::ofstream(bad + "/regions.csv") << "region_code,name_zh\n1,甲\n";
  EXPECT_EQ(import_dataset_folder(*database_, "bad", bad, {}).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(import_dataset_folder(*database_, "bad", folder() + "/none", {}).error().code,
            ErrorCode::kNotFound);
  EXPECT_TRUE(must(list_datasets(*database_)).empty());
  EXPECT_EQ(undo_import(*database_, "none", {}, {}).error().code, ErrorCode::kNotFound);
  import();
  EXPECT_EQ(undo_import(*database_, "small", {}, {}).error().code, ErrorCode::kInvalidArgument);
}

TEST_P(DatasetImport, EverythingIsInTheAuditChain) {
  ImportOptions options;
  options.note = note("first");
  import(options);
  import(options);  // nothing changed: no entry
  load();
  b_.firm("F", "330000");
  import(options);
  must(undo_import(*database_, "small", {}, note("wrong \"names\"")));
  EXPECT_FALSE(undo_import(*database_, "small", 9, note("")).ok());
  const auto entries = audit();
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].event.action, "dataset.import");
  EXPECT_EQ(entries[0].event.user_id, "chief");
  EXPECT_EQ(entries[0].event.object_id, "small");
  EXPECT_EQ(entries[0].event.classification, Classification::kRestricted);
  EXPECT_EQ(entries[1].event.action, "supply.read_firm_level");
  EXPECT_EQ(entries[1].event.user_id, "reader");
  EXPECT_NE(entries[2].event.detail.find("\"added\":1,"), std::string::npos) << entries[2].event.detail;
  EXPECT_NE(entries[3].event.detail.find("\"restores\":1,"), std::string::npos);
  const AuditVerification found = must(verify_audit(*database_));
  EXPECT_FALSE(found.fault.has_value());
  EXPECT_EQ(found.entries, 4U);
  EXPECT_EQ(must(audit_head(*database_)), head_of(entries[3]));
}

TEST_P(DatasetImport, TheBundledDatasetGoesInAndOut) {
  const std::string delta = std::string(TENON_SOURCE_DIR) + "/data/delta";
  const ImportReport report = must(import_dataset_folder(*database_, "delta", delta, {}));
  EXPECT_GT(report.files.at("supplies.csv").rows, 8000U);
  Dataset read = must(read_dataset(delta)).dataset;
  Dataset loaded = must(load_dataset(*database_, "delta", 0, {}, {}));
  loaded.name = read.name;
  EXPECT_EQ(loaded, read);
}
TENON_WITH_DATABASES(DatasetImport);

}  // namespace
}  // namespace tenon
