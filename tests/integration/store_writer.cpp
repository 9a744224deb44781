// Writes to a store as fast as it can and says what was acknowledged, for store_crash_test.py to kill it:
//
//   store_writer ADDRESS FIRST
//
// Item k = FIRST, FIRST + 1, …: an audit entry with the object id k; every fifth is a version of the dataset
// "load" in whose only row k stands. Prints k after it was reported as done.
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <utility>

#include "service/audit_log.h"
#include "store/dataset_store.h"

namespace {

using namespace tenon;

Result<std::int64_t> add_version_of(Database& store, const std::string& item, const TransactionStep& also) {
  const auto found = find_dataset(store, "load");
  if (!found && found.error().code != ErrorCode::kNotFound) return found.error();
  const std::int64_t newest = found ? found->newest_version : 0;
  StoredFiles before;
  if (newest > 0) {
    auto read = read_version(store, "load", newest);
    if (!read) return read.error();
    before = std::move(*read);
  }
  const auto key = [](std::string_view, std::string& text) { text = "row"; };
  const std::string_view row = item;
  return add_version(store, "load", newest, {{"f", changes_of_rows(before["f"], std::span(&row, 1), key)}},
                     {}, also);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto store = Database::open(argv[1]);
  if (!store) {
    std::fprintf(stderr, "%s\n", store.error().message.c_str());
    return 1;
  }
  for (unsigned long long k = std::strtoull(argv[2], nullptr, 10);; ++k) {
    const std::string item = std::to_string(k);
    AuditEvent event = event_of({"writer", "", "", "local"}, {}, "dataset.import", "item", item, "{}");
    std::string refused;
    if (k % 5 == 0) {
      const auto added = add_version_of(*store, item, audit_step(std::move(event)));
      if (!added) refused = added.error().message;
    } else {
      const auto logged = log_audit(*store, std::move(event));
      if (!logged) refused = logged.error().message;
    }
    if (!refused.empty()) {
      std::fprintf(stderr, "%s\n", refused.c_str());
      return 1;
    }
    std::printf("%llu\n", k);
    std::fflush(stdout);
  }
}
