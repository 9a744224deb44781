// `tenon io` stage by stage, against the straightforward way in the same run.
//
//   input_output_bench TABLE.csv [REPEATS]
//
// The reference inverts I - A by Gauss-Jordan elimination in three plain loops and finds each sector's
// extraction by emptying its row and column and solving the system anew. Prints CSV: stage, median
// milliseconds, reference median milliseconds (empty: none), ratio; then the largest relative difference of
// all extraction losses and the peak resident memory in MB.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "exchange/io_table_reader.h"
#include "report/io_report.h"
#include "risk/input_output_analysis.h"

namespace {

using Values = std::vector<double>;

double median_ms(int repeats, const std::function<void()>& work) {
  std::vector<double> times;
  for (int r = 0; r < repeats; ++r) {
    const auto start = std::chrono::steady_clock::now();
    work();
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

Values identity_minus(const Values& a, std::size_t n) {
  Values m(n * n);
  for (std::size_t at = 0; at < n * n; ++at) m[at] = (at % n == at / n ? 1 : 0) - a[at];
  return m;
}

// Gauss-Jordan with row exchanges on [m | right], right having `columns` columns; the solution replaces it.
void eliminate(Values& m, Values& right, std::size_t n, std::size_t columns) {
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    for (std::size_t r = c + 1; r < n; ++r) {
      if (std::abs(m[r * n + c]) > std::abs(m[pivot * n + c])) pivot = r;
    }
    for (std::size_t j = 0; j < n; ++j) std::swap(m[c * n + j], m[pivot * n + j]);
    for (std::size_t j = 0; j < columns; ++j) std::swap(right[c * columns + j], right[pivot * columns + j]);
    const double scale = 1 / m[c * n + c];
    for (std::size_t j = 0; j < n; ++j) m[c * n + j] *= scale;
    for (std::size_t j = 0; j < columns; ++j) right[c * columns + j] *= scale;
    for (std::size_t r = 0; r < n; ++r) {
      if (r == c) continue;
      const double factor = m[r * n + c];
      for (std::size_t j = c; j < n; ++j) m[r * n + j] -= factor * m[c * n + j];
      for (std::size_t j = 0; j < columns; ++j) right[r * columns + j] -= factor * right[c * columns + j];
    }
  }
}

Values invert(const Values& a, std::size_t n) {
  Values m = identity_minus(a, n);
  Values inverse(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) inverse[i * n + i] = 1;
  eliminate(m, inverse, n, n);
  return inverse;
}

Values extract_one_by_one(const tenon::IoSystem& system, const Values& demand) {
  const std::size_t n = system.size;
  double output = 0;
  for (const double x : system.output) output += x;
  Values losses(n);
  for (std::size_t k = 0; k < n; ++k) {
    Values a = system.coefficients;
    for (std::size_t i = 0; i < n; ++i) a[i * n + k] = a[k * n + i] = 0;
    Values m = identity_minus(a, n);
    Values x = demand;
    x[k] = 0;
    eliminate(m, x, n, 1);
    losses[k] = output;
    for (const double value : x) losses[k] -= value;
  }
  return losses;
}

void print(const char* stage, double ms, double reference_ms) {
  if (reference_ms > 0) {
    std::printf("%s,%.3f,%.1f,%.0f\n", stage, ms, reference_ms, reference_ms / ms);
  } else {
    std::printf("%s,%.3f,,\n", stage, ms);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: input_output_bench TABLE.csv [REPEATS]\n");
    return 2;
  }
  const int repeats = argc > 2 ? std::max(1, std::atoi(argv[2])) : 21;
  const auto read = [&] {
    tenon::FaultList faults;
    auto table = tenon::read_io_table(argv[1], {}, faults);
    if (!table) {
      std::fprintf(stderr, "%s", faults.to_string().c_str());
      std::exit(2);
    }
    return std::move(*table);
  };
  const tenon::IoTable table = read();
  const auto analyzed = tenon::analyze_io_table(table);
  if (!analyzed) return 2;
  const tenon::IoSystem& system = analyzed->domestic.system;
  const Values demand = tenon::final_demand(table, tenon::IoBasis::kDomestic);

  std::printf("stage,ms,reference_ms,ratio\n");
  print("read and check", median_ms(repeats, read), 0);
  // Factorisation, both inverses, condition and residual, against the one inverse.
  double checksum = 0;
  const auto solve = [&] {
    checksum += tenon::solve_input_output(table, tenon::IoBasis::kDomestic)->leontief.back();
  };
  const auto solve_reference = [&] { checksum -= invert(system.coefficients, system.size).back(); };
  print("solve one basis", median_ms(repeats, solve), median_ms(repeats, solve_reference));
  print("spectral radius", median_ms(repeats, [&] { checksum += *tenon::spectral_radius(system); }), 0);
  Values reference;
  const double extraction_reference =
      median_ms(std::min(repeats, 3), [&] { reference = extract_one_by_one(system, demand); });
  const double measures = median_ms(repeats, [&] { (void)tenon::measure_sectors(table, system).size(); });
  print("measures and extraction of all sectors", measures, extraction_reference);
  print("analysis of both bases", median_ms(repeats, [&] { (void)tenon::analyze_io_table(table).ok(); }), 0);
  print("text", median_ms(repeats, [&] { (void)tenon::io_report_text(*analyzed, {}).size(); }), 0);
  print("json", median_ms(repeats, [&] { (void)tenon::io_report_json(*analyzed, {}).size(); }), 0);
  print("csv", median_ms(repeats, [&] { (void)tenon::io_report_csv(*analyzed, {}).size(); }), 0);

  double worst = 0;
  for (std::size_t k = 0; k < system.size; ++k) {
    const double loss = analyzed->domestic.sectors[k].extraction_loss.value_or(0);
    if (loss != 0) worst = std::max(worst, std::abs(loss - reference[k]) / std::abs(loss));
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("largest relative difference of extraction losses,%.1e,,\n", worst);
  std::printf("peak memory MB,%.1f,,\n", static_cast<double>(usage.ru_maxrss) / 1024);
  return std::isfinite(checksum) ? 0 : 1;  // so that no result above is computed in vain
}
