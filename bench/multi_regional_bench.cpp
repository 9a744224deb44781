// The multi-regional table model against all orders written out, in one run.
//
//   multi_regional_bench [--regions R] [--sectors S] [--density D] [--days N] [--repeats K] [--threads T]
//                        [--single 1] [--reference-days M]
//   multi_regional_bench --z Z.csv --y Y.csv ...
//
// A synthetic table of R x S industries, or the one of two files, loses a tenth of the capacity of its first
// region. Prints the seconds of each stage, the fastest of K runs of N days with the traffic of a day, and
// the peak memory before the reference is made; then the reference (tests/support/multi_regional_reference.h,
// one thread) on M of these days, and the largest relative difference of any output. Times are of the wall;
// those in brackets of the processor, over all threads, which a machine under load distorts less.
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "exchange/multi_regional_reader.h"
#include "scenario/multi_regional.h"
#include "scenario/multi_regional_example.h"
#include "support/multi_regional_reference.h"

namespace {

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

const char* word(int argc, char** argv, const std::string& name) {
  for (int a = 1; a + 1 < argc; ++a) {
    if (name == argv[a]) return argv[a + 1];
  }
  return nullptr;
}

double option(int argc, char** argv, const std::string& name, double fallback) {
  const char* value = word(argc, argv, name);
  return value != nullptr ? std::atof(value) : fallback;
}

struct Time {
  double wall = 0;
  double processor = 0;
};

template <class Work>
Time time_of(const Work& work) {
  const double wall = wall_seconds();
  const double processor = processor_seconds();
  work();
  return {wall_seconds() - wall, processor_seconds() - processor};
}

tenon::TableEvents events_of(const tenon::MultiRegionalTable& table) {
  tenon::TableEvent event;
  event.start_day = 1;
  event.duration_days = 20;
  event.recovery = tenon::RecoveryCurve::kLinear;
  event.recovery_days = 180;
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    if (table.industries[i].region == 0) event.industries.push_back(i);
  }
  event.amount.assign(event.industries.size(), 0.1);
  return {event};
}

}  // namespace

int main(int argc, char** argv) {
  using namespace tenon;
  const int days = static_cast<int>(option(argc, argv, "--days", 365));
  const int repeats = std::max(1, static_cast<int>(option(argc, argv, "--repeats", 5)));
  const int reference_days = static_cast<int>(option(argc, argv, "--reference-days", days));
  const auto threads = static_cast<unsigned>(option(argc, argv, "--threads", 0));
  MultiRegionalOptions options;
  if (option(argc, argv, "--single", 0) != 0) options.storage = FlowStorage::kSingle;

  MultiRegionalTable table;
  const char* z = word(argc, argv, "--z");
  const char* y = word(argc, argv, "--y");
  const Time made = time_of([&] {
    if (z == nullptr || y == nullptr) {
      table = random_table(static_cast<std::uint32_t>(option(argc, argv, "--regions", 6)),
                           static_cast<std::uint32_t>(option(argc, argv, "--sectors", 8)),
                           option(argc, argv, "--density", 0.6), 1);
      return;
    }
    FaultList faults;
    auto read = read_multi_regional_table(z, y, {}, faults);
    if (!read) {
      std::fprintf(stderr, "%s", faults.to_string().c_str());
      std::exit(2);
    }
    table = std::move(*read);
  });
  std::printf("%zu industries, %zu regions, %zu sectors, %u threads, flows as %s\n", table.size(),
              table.regions.size(), table.sectors.size(), resolve_threads(threads),
              options.storage == FlowStorage::kSingle ? "floats" : "doubles");
  std::printf("%s: %.3f s (%.3f), peak %.0f MB\n", z != nullptr ? "read" : "drawn", made.wall, made.processor,
              peak_megabytes());

  MultiRegionalModelPtr model;
  const Time built = time_of([&] {
    auto result = build_multi_regional_model(table, options);
    if (!result) {
      std::fprintf(stderr, "%s\n", result.error().message.c_str());
      std::exit(2);
    }
    model = std::move(*result);
  });
  const TableEvents events = events_of(table);
  TableSimulationOptions run;
  run.horizon_days = days;
  run.threads = threads;
  TableSimulation simulation;
  Time best{1e300, 1e300};
  for (int r = 0; r < repeats; ++r) {
    const Time took = time_of([&] { simulation = std::move(*simulate_table(model, events, run)); });
    best.wall = std::min(best.wall, took.wall);
    best.processor = std::min(best.processor, took.processor);
  }
  const double bytes = options.storage == FlowStorage::kSingle ? 4 : 8;
  const double flow_bytes = bytes * static_cast<double>(table.size()) * static_cast<double>(table.size());
  std::printf("model: %.3f s (%.3f)\n", built.wall, built.processor);
  std::printf("%d days: %.3f ms (%.3f), a day %.4f ms (%.4f), flows read at %.2f GB/s\n", days,
              1e3 * best.wall, 1e3 * best.processor, 1e3 * best.wall / days, 1e3 * best.processor / days,
              1e-9 * flow_bytes * days / best.wall);
  std::printf("peak memory %.0f MB, output lost %.6g\n", peak_megabytes(), simulation.total.lost_output);

  if (reference_days <= 0) return 0;
  testing::MultiRegionalReference reference(table, options);
  TableDamage damage(model, events);
  double worst = 0;
  const int compared = std::min(reference_days, days);
  Time reference_time;
  for (int day = 0; day < compared; ++day) {
    const MultiRegionalConditions conditions = damage.before_day(day);
    const Time took = time_of([&] { reference.step(conditions); });
    reference_time.wall += took.wall;
    reference_time.processor += took.processor;
    for (std::size_t i = 0; i < table.size(); ++i) {
      const double ours = simulation.output[static_cast<std::size_t>(day) * table.size() + i];
      worst = std::max(worst, std::abs(ours - reference.output()[i]) / reference.normal_output()[i]);
    }
  }
  std::printf(
      "all orders written out: a day %.4f ms (%.4f), %.1f (%.1f) times as long; peak memory %.0f MB\n",
      1e3 * reference_time.wall / compared, 1e3 * reference_time.processor / compared,
      reference_time.wall / compared / (best.wall / days),
      reference_time.processor / compared / (best.processor / days), peak_megabytes());
  std::printf("largest relative difference over %d days %.1e\n", compared, worst);
  return 0;
}
