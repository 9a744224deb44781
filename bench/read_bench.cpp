// Reading and indexing an edge list, against a straightforward reader.
//
//   read_bench EDGES.csv [THREADS] [reference]
//
// Prints one line of CSV: what, threads, links, firms, seconds, processor seconds, MB a second, peak resident
// memory in MB. The reference is std::getline, std::stod and an unordered_map from names to numbers; it
// builds no index and checks nothing.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/parallel.h"
#include "exchange/edge_list_reader.h"

namespace {

struct Counted {
  std::size_t links = 0;
  std::size_t firms = 0;
};

Counted read_straightforwardly(const std::string& path) {
  std::ifstream file(path);
  std::unordered_map<std::string, std::uint32_t> ids;
  std::vector<std::string> names;
  std::vector<std::string> sectors;
  tenon::LinkList links;
  const auto id_of = [&](const std::string& name, const std::string& sector) {
    const auto [entry, fresh] = ids.try_emplace(name, static_cast<std::uint32_t>(names.size()));
    if (fresh) {
      names.push_back(name);
      sectors.push_back(sector);
    }
    return entry->second;
  };
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> fields;
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t end = std::min(line.find(',', begin), line.size());
      fields.push_back(line.substr(begin, end - begin));
      begin = end + 1;
    }
    links.supplier.push_back(id_of(fields[0], fields[3]));
    links.customer.push_back(id_of(fields[1], fields[4]));
    links.weight.push_back(std::stod(fields[2]));
    links.input_class.push_back(static_cast<tenon::InputClass>(std::stoi(fields[5])));
  }
  return {links.weight.size(), names.size()};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: read_bench EDGES.csv [THREADS] [reference]\n", stderr);
    return 2;
  }
  const std::string path = argv[1];
  tenon::EdgeListOptions options;
  options.threads = tenon::resolve_threads(argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 0);
  const bool reference = argc > 3;

  const auto start = std::chrono::steady_clock::now();
  Counted counted;
  if (reference) {
    counted = read_straightforwardly(path);
  } else {
    const auto list = tenon::read_edge_list(path, options);
    if (!list) {
      std::fprintf(stderr, "%s\n", list.error().message.c_str());
      return 1;
    }
    counted = {list->network.link_count(), list->firms.size()};
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds_of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  const double processor_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  std::printf("%s,%u,%zu,%zu,%.3f,%.3f,%.0f,%ld\n", reference ? "reference" : "tenon",
              reference ? 1U : options.threads, counted.links, counted.firms, seconds, processor_seconds,
              static_cast<double>(std::filesystem::file_size(path)) / 1e6 / seconds, usage.ru_maxrss / 1024);
  return 0;
}
