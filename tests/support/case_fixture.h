// Tests with cases: a new database that holds the process types of data/processes, and people who act on
// cases of them.
#pragma once

#include <chrono>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "service/audit_log.h"
#include "service/case_desk.h"
#include "service/process_shelf.h"
#include "store/transaction.h"
#include "support/bundled_processes.h"
#include "support/test_database.h"

namespace tenon {

class WithCases : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
    std::vector<ProcessTypeText> texts;
    for (const auto& path : bundled_process_files()) {
      std::ostringstream bytes;
      bytes << std::ifstream(path).rdbuf();
      texts.push_back({path.filename().string(), bytes.str()});
    }
    FaultList faults;
    const auto types = must(keep_process_types(*database_, texts, {"admin", "", "", ""}, time(), faults));
    ASSERT_TRUE(types.has_value()) << faults.to_string();
  }
  [[nodiscard]] UtcTime time() const { return UtcTime(std::chrono::seconds(now_)); }
  // Somebody who may do whatever the type lets people of their relations do, a minute later; without a name
  // the platform.
  CaseCaller caller(const std::string& person, const std::string& organisation = "o1") {
    now_ += 60;
    return {{person, organisation, "310000", person.empty()},
            [](const process::ProcessType& type, const process::Case&) { return permissions_of(type); },
            {person, organisation, "session", "address"},
            time()};
  }
  process::Case stored(const std::string& id) {
    return must(
        in_transaction<process::Case>(*database_, TransactionKind::kRead,
                                      [&](Connection& connection) { return stored_case(connection, id); }));
  }
  // The audit chain, which is whole.
  std::string audit() {
    std::string chain;
    must(export_audit(*database_, [&](std::string_view piece) {
      chain += piece;
      return true;
    }));
    EXPECT_FALSE(must(verify_audit(*database_)).fault.has_value());
    return chain;
  }

  std::optional<Database> database_;
  std::int64_t now_ = 1'800'000'000;  // seconds since 1970
};

}  // namespace tenon
