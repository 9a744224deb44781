// Cases in the store: listing them and running the clock over them.
//
// case_desk_bench [--cases N] [--db ADDRESS]
//
// N break-point cases, opened and commented on once; each has a due date that is some days off. "histories":
// people and days of waking taken away, as a program left them that did not keep them, so that every case is
// replayed.
#include <soci/soci.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "bench_support.h"
#include "service/case_desk.h"
#include "service/process_shelf.h"
#include "store/transaction.h"

namespace {

using namespace tenon;         // NOLINT(google-build-using-namespace)
using namespace tenon::bench;  // NOLINT(google-build-using-namespace)

template <class T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(1);
}

void keep_types(Database& database) {
  std::vector<ProcessTypeText> texts;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(TENON_SOURCE_DIR) + "/data/processes")) {
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path()).rdbuf();
    texts.push_back({entry.path().filename().string(), bytes.str()});
  }
  FaultList faults;
  must(keep_process_types(database, texts, {"bench", "", "", ""}, UtcTime(), faults));
}

CaseCaller caller(std::int64_t seconds) {
  return {{"li", "o1", "310000", false},
          [](const process::ProcessType& type, const process::Case&) { return permissions_of(type); },
          {"li", "o1", "", ""},
          UtcTime(std::chrono::seconds(seconds))};
}

process::FieldValues text(const std::string& value) {
  return {process::FieldValue(value)};
}

void open_cases(Database& database, std::size_t count, std::int64_t now) {
  for (std::size_t k = 0; k < count; ++k) {
    const std::string id = "BP-" + std::to_string(k);
    const process::command::Open open{id,
                                      {"break_point", "s" + std::to_string(k)},
                                      {{"owner_province", text("310000")}},
                                      {{process::Relation::kOwner, "li", "o1", "310000"},
                                       {process::Relation::kLeadProvince, "", "o2", "320000"}}};
    must(open_case(database, "break_point_case", open, caller(now)));
    must(act_on_case(database, id, process::command::AddEntry{"", "looked at", {}}, caller(now)));
  }
}

void forget_summaries(Database& database) {
  const auto done =
      run_transaction(database, TransactionKind::kWrite, [](Connection& connection) -> Result<void> {
        connection.session() << "UPDATE cases SET people = NULL, wakes_on = NULL";
        return {};
      });
  if (!done) std::exit(1);
}

void timed(const char* what, const std::function<std::size_t()>& work) {
  const auto start = Clock::now();
  const std::size_t found = work();
  std::printf("%s,%zu,%.3f,%.0f\n", what, found, seconds_since(start), peak_megabytes());
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t cases = 10'000;
  std::string address;
  for (int k = 1; k + 1 < argc; k += 2) {
    const std::string_view option = argv[k];
    if (option == "--cases") cases = std::strtoull(argv[k + 1], nullptr, 10);
    if (option == "--db") address = argv[k + 1];
  }
  std::string pattern = (std::filesystem::temp_directory_path() / "tenon-case-bench-XXXXXX").string();
  const std::string folder = ::mkdtemp(pattern.data());
  if (address.empty()) address = folder + "/store.db";
  Database database = must(Database::open(address));
  const std::int64_t now = 1'800'000'000;
  keep_types(database);
  std::printf("step,cases,seconds,peak_mb\n");
  timed("open and comment", [&] {
    open_cases(database, cases, now);
    return cases;
  });
  const auto list = [&] { return must(list_seen_cases(database, {}, caller(now))).size(); };
  const auto tick = [&] { return must(tick_cases(database, caller(now + 60))).looked_at; };
  timed("list", list);
  timed("first page of 50", [&] {
    CaseFilter page;
    page.limit = 50;
    return must(list_seen_cases(database, page, caller(now))).size();
  });
  timed("tick", tick);
  forget_summaries(database);
  timed("list: histories", list);
  timed("tick: histories", tick);
  std::filesystem::remove_all(folder);
  return 0;
}
