// ESRI of all firms against the straightforward reference, on synthetic economies, in one run.
//
//   esri_bench [--firms N] [--degree D] [--household-only X] [--epsilon E] [--tolerance T] [--sample S]
//              [--reference R] [--threads K]
//
// Scores S firms (0: all) with Tenon and R firms, drawn from the same, with the reference of
// tests/support/esri_reference.h on one thread; prints times, the largest differences and the memory. The
// reference's time for all firms is its mean over R firms times their number, and said to be so.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <string>

#include "base/parallel.h"
#include "base/random.h"
#include "network/generator.h"
#include "risk/esri.h"
#include "support/esri_reference.h"

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

double option(int argc, char** argv, const std::string& name, double fallback) {
  for (int a = 1; a + 1 < argc; ++a) {
    if (name == argv[a]) return std::atof(argv[a + 1]);
  }
  return fallback;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace tenon;
  GeneratorOptions generator;
  generator.firms = static_cast<std::uint32_t>(option(argc, argv, "--firms", 10000));
  generator.mean_degree = option(argc, argv, "--degree", 10);
  generator.household_only_share = option(argc, argv, "--household-only", 0);
  EsriOptions options;
  options.epsilon = option(argc, argv, "--epsilon", 1e-2);
  options.tolerance = option(argc, argv, "--tolerance", 0);
  options.threads = static_cast<unsigned>(option(argc, argv, "--threads", 0));
  const auto sample = static_cast<std::size_t>(option(argc, argv, "--sample", 0));
  const auto reference_firms = static_cast<std::size_t>(option(argc, argv, "--reference", 20));
  const bool leak = option(argc, argv, "--revenue", 1) != 0;

  auto economy = generate_network(generator);
  if (!economy) {
    std::fprintf(stderr, "%s\n", economy.error().message.c_str());
    return 1;
  }
  auto built =
      build_firm_network(std::move(economy->links), std::move(economy->sector), economy->sector_count);
  if (!built) {
    std::fprintf(stderr, "%s\n", built.error().message.c_str());
    return 1;
  }
  const FirmNetwork& network = built->network;
  EsriInputs inputs;
  inputs.network = &network;
  if (leak) inputs.revenue = economy->revenue;

  auto start = Clock::now();
  const auto model = build_esri_model(inputs);
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().message.c_str());
    return 1;
  }
  const double build_seconds = seconds_since(start);

  std::vector<std::uint32_t> firms(network.firm_count);
  std::iota(firms.begin(), firms.end(), 0U);
  const Philox random(1);
  if (sample > 0 && sample < firms.size()) {
    for (std::size_t k = 0; k < sample; ++k)
      std::swap(firms[k], firms[k + random.below(firms.size() - k, 0, k)]);
    firms.resize(sample);
  }
  start = Clock::now();
  const auto scores = compute_esri(**model, firms, options);
  if (!scores) {
    std::fprintf(stderr, "%s\n", scores.error().message.c_str());
    return 1;
  }
  const double seconds = seconds_since(start);
  const double megabytes = peak_megabytes();
  double iterations = 0;
  double mean = 0;
  double bound = 0;
  for (const EsriScore& score : *scores) {
    iterations += score.iterations;
    mean += score.combined;
    if (score.combined > 0) bound = std::max(bound, score.error_bound / score.combined);
  }
  const auto count = static_cast<double>(firms.size());
  std::printf(
      "%u firms, %zu links, %.0f %% household-only, leakage %.2f, epsilon %g, tolerance %g, %u threads\n",
      network.firm_count, network.link_count(), 100 * generator.household_only_share,
      summarize(**model).leakage, options.epsilon, options.tolerance, resolve_threads(options.threads));
  std::printf(
      "model %.3f s; %zu firms in %.2f s: %.4f ms a firm, all firms %.1f s; mean iterations %.2f, mean ESRI "
      "%.3g\n",
      build_seconds, firms.size(), seconds, 1e3 * seconds / count,
      seconds / count * static_cast<double>(network.firm_count), iterations / count, mean / count);
  std::printf("largest proven relative error bound %.1e; peak memory %.0f MB\n", bound, megabytes);

  if (reference_firms == 0) return 0;
  const testing::EsriReference reference(inputs);
  double worst = 0;
  std::size_t stops_differ = 0;
  start = Clock::now();
  const std::size_t compared = std::min(reference_firms, firms.size());
  for (std::size_t k = 0; k < compared; ++k) {
    const std::size_t at = random.below(firms.size(), 1, k);
    const EsriScore expected = reference.close(firms[at], options.epsilon);
    const EsriScore& score = (*scores)[at];
    stops_differ += expected.iterations != score.iterations ? 1 : 0;
    for (const auto& [a, b] : {std::pair{expected.combined, score.combined},
                               {expected.downstream, score.downstream},
                               {expected.upstream, score.upstream}}) {
      worst = std::max(worst, std::abs(a - b));
    }
  }
  const double reference_seconds = seconds_since(start) / static_cast<double>(compared);
  std::printf(
      "reference, one thread, %zu firms sampled: %.2f ms a firm, all firms %.0f s (extrapolated); ratio "
      "%.0f\n",
      compared, 1e3 * reference_seconds, reference_seconds * static_cast<double>(network.firm_count),
      reference_seconds / (seconds / count));
  std::printf("largest absolute difference %.1e, different stops %zu\n", worst, stops_differ);
  return 0;
}
