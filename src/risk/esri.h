// ESRI, the Economic Systemic Risk Index: how much of a production network stops when one firm stops.
//
// Diem, Borsos, Reisch, Kertesz, Thurner, Scientific Reports 12:7719 (2022); equations in docs/methods.md.
// A firm's production falls downstream when inputs are missing (generalised Leontief: essential inputs limit,
// non-essential ones subtract) and upstream when customers stop buying. Both channels are iterated
// synchronously until no relative production level falls by more than epsilon; the levels of the last
// executed iteration count.
//
// Stopping at epsilon = 1e-2, as published, is an early stop: scores are biased low, the more so the less of
// the sales leaves the network. A score therefore always travels with epsilon, its iterations and the leakage
// (EsriSummary).
//
// Threads: a model is immutable and may be shared; all functions are pure. Results do not depend on
// `threads`.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "network/essentiality.h"
#include "network/firm_network.h"

namespace tenon {

enum class Replaceability {
  kMarketShare,  // sigma_i = min(1, s_i / what is left of its market); 1 where nothing is left
  kNone,         // sigma_i = 1: no supplier can be replaced
};

// What the index is computed on. Spans may be empty; otherwise they hold one value a firm.
struct EsriInputs {
  const FirmNetwork* network = nullptr;

  // Null: the link classes of the network; if it has none, every link is non-essential.
  const Essentiality* essentiality = nullptr;

  Replaceability replaceability = Replaceability::kMarketShare;

  // All sales, money/period, at least those in the network: replaces s_i in the upstream coefficients, so
  // that orders of households and abroad do not vanish (leakage).
  std::span<const double> revenue{};

  // All purchases, money/period, at least those in the network: scales the downstream coefficients by q_j /
  // costs_j.
  std::span<const double> costs{};

  // Aggregation weights v_i >= 0 in any unit, not all zero. Default: out-strength.
  std::span<const double> weights{};

  // Whose output can replace whose. Default: the sector.
  std::span<const std::uint32_t> market{};
};

// Compressed coefficients of both channels (layout in esri_model.h). Build once, share freely.
class EsriModel;
using EsriModelPtr = std::shared_ptr<const EsriModel>;

// O(links log links of a customer). kInvalidArgument: no links, spans of the wrong length, an essentiality
// matrix of another size, revenue below network sales by more than 1e-9 relative, costs below purchases, bad
// weights.
Result<EsriModelPtr> build_esri_model(const EsriInputs& inputs);

struct EsriOptions {
  double epsilon = 1e-2;                  // largest fall of a level that still counts as movement
  std::uint32_t max_iterations = 100000;  // a run stopped here is reported as not converged
  double tolerance = 0;  // 0: exact to rounding; else the certified relative error allowed in each score
  unsigned threads = 0;  // 0: all cores
  Progress progress{};   // in firms
  const std::atomic<bool>* stop = nullptr;  // set from outside: the scores end with kCancelled
};

// Indices in [0, 1]: weighted loss of production, the failed firm's own share included.
struct EsriScore {
  double combined = 0;    // sum_i v_i (1 - min(hd_i, hu_i))
  double downstream = 0;  // sum_i v_i (1 - hd_i)
  double upstream = 0;    // sum_i v_i (1 - hu_i)
  double error_bound =
      0;  // proven bound on the absolute error of each of the three by truncation (not by rounding)
  std::uint32_t iterations = 0;
  bool converged = true;  // false: stopped at max_iterations
};

// Scores of the full closure of each of `firms` (indices of the network), in the given order.
// Cost: proportional to what each cascade touches; see docs/design.md.
Result<std::vector<EsriScore>> compute_esri(const EsriModel& model, std::span<const std::uint32_t> firms,
                                            const EsriOptions& options);

// One scenario: remaining capacity of every firm, 1 = intact, 0 = closed. Either span may be empty (all
// intact).
struct EsriShock {
  std::span<const double> remaining_downstream{};
  std::span<const double> remaining_upstream{};
};

struct EsriCascade {
  EsriScore score;
  std::vector<double> downstream_level;  // hd, one a firm
  std::vector<double> upstream_level;    // hu, one a firm
  std::vector<double> sector_loss;       // weighted loss by sector of min(hd, hu), minus the initial shock's
};

// Partial and joint shocks. O(links) an iteration. kInvalidArgument: wrong length, a level outside [0, 1].
Result<EsriCascade> run_esri_shock(const EsriModel& model, const EsriShock& shock,
                                   const EsriOptions& options);

// What must be said with every score.
struct EsriSummary {
  double leakage = 0;  // share of all sales that leaves the network, 0 without revenue
  std::size_t firms_without_sales = 0;
  std::size_t firms_without_purchases = 0;
  std::size_t essential_links = 0;
  std::size_t non_essential_links = 0;
  std::size_t negligible_links = 0;
};

EsriSummary summarize(const EsriModel& model);

}  // namespace tenon
