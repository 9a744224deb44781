// Datasets into the store: a first import, the same again, one with changes, reading back, undo, a backup.
//
//   dataset_store_bench [--supplies N] [--db ADDRESS]
//
// A made-up dataset of N supplies (default 1,000,000) among N / 10 firms. --db: an empty database, otherwise
// an SQLite file in the temporary folder. The reference writes the same rows of text into one table of an
// SQLite file with the database's own interface: one transaction, one prepared statement. Prints CSV.
#include <sqlite3.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "bench_support.h"
#include "exchange/dataset_writer.h"
#include "service/dataset_import.h"
#include "service/dataset_rows.h"
#include "store/store_copy.h"

namespace {

using namespace tenon;
using namespace tenon::bench;

Dataset made_up(std::size_t supplies) {
  Dataset data;
  data.name = "made_up";
  Region china;
  china.code = "CHN";
  china.name_zh = "中国";
  china.tier = Tier::kCountry;
  data.regions.push_back(china);
  Chain chain;
  chain.id = "CH";
  chain.name_zh = "链";
  data.chains.push_back(chain);
  constexpr std::size_t kProducts = 200;
  for (std::size_t p = 0; p < kProducts; ++p) {
    Product product;
    product.id = "P" + std::to_string(p);
    product.name_zh = "产品" + std::to_string(p);
    product.chain = ChainId(std::size_t{0});
    data.products.push_back(product);
  }
  const std::size_t firms = std::max<std::size_t>(2, supplies / 10);
  for (std::size_t f = 0; f < firms; ++f) {
    Firm firm;
    firm.id = "S-" + std::to_string(f);
    firm.name_zh = "示例企业" + std::to_string(f);
    firm.region = RegionId(std::size_t{0});
    firm.synthetic = true;
    data.firms.push_back(firm);
  }
  const Philox random(1);
  for (std::size_t s = 0; s < supplies; ++s) {
    Supply supply;
    supply.supplier = FirmId(s % firms);
    // Ten supplies a supplier, each to another customer.
    supply.customer = FirmId((s % firms + 1 + s / firms + 10 * random.below(firms / 20 + 1, 1, s)) % firms);
    supply.product = ProductId(s % kProducts);
    supply.annual_value_cny = static_cast<double>(10000 + random.below(90000000, 2, s));
    supply.source = "synthetic";
    data.supplies.push_back(supply);
  }
  return data;
}

double reference(const std::vector<std::string_view>& rows, const std::string& path) {
  sqlite3* database = nullptr;
  sqlite3_open(path.c_str(), &database);
  sqlite3_exec(database,
               "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (place INTEGER "
               "PRIMARY KEY, cells TEXT)",
               nullptr, nullptr, nullptr);
  const auto start = Clock::now();
  sqlite3_exec(database, "BEGIN", nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO rows VALUES (?, ?)", -1, &insert, nullptr);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    sqlite3_bind_int64(insert, 1, static_cast<sqlite3_int64>(k));
    sqlite3_bind_text(insert, 2, rows[k].data(), static_cast<int>(rows[k].size()), SQLITE_STATIC);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
  const double seconds = seconds_since(start);
  sqlite3_close(database);
  return seconds;
}

template <class T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(1);
}

void timed(const char* what, const std::function<void()>& work) {
  const auto start = Clock::now();
  work();
  std::printf("%s,%.2f,%.0f\n", what, seconds_since(start), peak_megabytes());
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t supplies = 1000000;
  std::string address;
  for (int k = 1; k + 1 < argc; k += 2) {
    const std::string_view option = argv[k];
    if (option == "--supplies") supplies = std::strtoull(argv[k + 1], nullptr, 10);
    if (option == "--db") address = argv[k + 1];
  }
  std::string pattern = (std::filesystem::temp_directory_path() / "tenon-store-bench-XXXXXX").string();
  const std::string folder = ::mkdtemp(pattern.data());
  if (address.empty()) address = folder + "/store.db";
  Dataset data = made_up(supplies);
  std::printf("step,seconds,peak_mb\n");
  Database database = must(Database::open(address));
  const ImportOptions options;
  timed("format and check the dataset", [&] { must(format_dataset(data)); });
  timed("import", [&] { must(import_dataset(database, "made_up", data, options)); });
  timed("import the same again", [&] { must(import_dataset(database, "made_up", data, options)); });
  for (std::size_t s = 0; s < data.supplies.size(); s += 100) data.supplies[s].annual_value_cny += 1;
  timed("import with 1 % changed", [&] { must(import_dataset(database, "made_up", data, options)); });
  timed("read", [&] { must(load_dataset(database, "made_up", 0, {}, {})); });
  timed("undo", [&] { must(undo_import(database, "made_up", {}, {})); });
  timed("save", [&] { must(back_up(database, folder + "/saved.db")); });
  const auto texts = must(format_dataset(data));
  const auto rows = csv_records(texts.at("supplies.csv"));
  std::printf("reference: rows of supplies alone,%.2f,%.0f\n", reference(rows, folder + "/reference.db"),
              peak_megabytes());
  std::filesystem::remove_all(folder);
  return 0;
}
