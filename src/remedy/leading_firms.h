// The leading firms of a chain: those whose place in the network makes them hold it together, by figures that
// stand beside each other.
//
// A firm is a controlling group with lines at home (firm_group.h). Each has five parts, within one chain but
// for the last:
//   output      money/day of its lines
//   risk        part of the chain's output that is lost if the whole group closes: ESRI (risk/esri.h)
//   reach       money/day of other firms' lines that its lines stand behind or rest on, directly or not
//   influence   how much of its lines' goods it takes, directly and through all tiers, to make one unit at
//               every line: the influence vector of Acemoglu, Carvalho, Ozdaglar, Tahbaz-Salehi,
//               Econometrica 80(5):1977-2016 (2012), with the input shares of each line instead of one
//   chains      in how many chains it, or a direct customer of it, makes something
// The score is the mean of the percentile ranks of the parts: no part is priced in another's unit, and all
// stand in the result. Method and its limits: docs/methods_leading_firms.md.
//
// Firms of which no amounts are known are in no network and get no score. They are listed as known leaders
// without figures, so that nobody takes the scored ones for the real ones.
//
// Independent of the order of rows and of `threads`. Cost: one ESRI cascade a group, O(links) an iteration.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "risk/esri.h"
#include "scenario/dataset_network.h"

namespace tenon {

enum class LeaderPart : std::uint8_t { kOutput, kRisk, kReach, kInfluence, kChains };
inline constexpr std::size_t kLeaderPartCount = 5;

struct LeaderFigure {
  double value = 0;       // in the unit of the part
  double percentile = 0;  // [0, 1] among the firms of the chain; equals (to 1e-9 relative) share their mean
};

// What a walk along the deliveries within the chain meets, the group itself left out.
struct ChainReach {
  std::size_t firms = 0;  // groups at home
  std::size_t products = 0;
  double output = 0;  // money/day of the lines met
};

struct LeadingFirm {
  FirmId group;                      // the controlling firm
  std::vector<FirmId> firms;         // with lines in the chain, by id
  std::vector<std::uint32_t> lines;  // nodes in the chain, ascending
  std::vector<ProductId> products;   // of those lines, by id
  std::array<LeaderFigure, kLeaderPartCount> parts;
  EsriScore esri;  // of the closure, of all output at home
  ChainReach upstream;
  ChainReach downstream;
  double score = 0;      // [0, 1]
  std::size_t rank = 0;  // from 1; equal scores share the lowest
  // Ranks that it would have with any one part left out: how much its place hangs on one figure.
  std::size_t best_rank = 0;
  std::size_t worst_rank = 0;
  bool synthetic = false;  // the firm, or any amount of its lines, is made up

  [[nodiscard]] const LeaderFigure& part(LeaderPart p) const { return parts[static_cast<std::size_t>(p)]; }
};

// A real firm that makes something of the chain, and of which no amount is known.
struct KnownLeader {
  FirmId firm;
  std::vector<ProductId> products;  // of the chain, by id
  bool own = false;                 // controlled from home
};

struct ChainLeaders {
  ChainId chain;
  std::size_t lines = 0;             // at home, with output
  double output = 0;                 // money/day of them
  std::vector<LeadingFirm> leaders;  // of all `scored`, the first LeadingFirmsOptions::top; by rank, then id
  std::size_t scored = 0;
  std::size_t scored_real = 0;             // of them not synthetic
  std::vector<KnownLeader> known_leaders;  // role "leader"; own ones first, then by id
  std::size_t makers_without_figures = 0;  // real makers of the chain's products, known leaders among them
};

struct LeadingFirmsOptions {
  std::optional<ChainId> chain;    // absent: all
  std::size_t top = 10;            // of each chain; 0: all
  std::optional<FirmId> of_group;  // only this group is kept of each chain, whatever its rank
  double epsilon = 1e-4;           // of ESRI
  unsigned threads = 0;
};

// What the index could not be told as the network has it.
struct LeaderNotes {
  std::size_t alternatives_joined = 0;  // products whose market shares one input slot with others
  std::size_t needs_joined = 0;         // requirements of a line that thereby fall into one
  std::size_t not_converged = 0;        // closures stopped by EsriOptions::max_iterations
};

struct LeadingFirms {
  std::vector<ChainLeaders> chains;  // in dataset order
  double output = 0;                 // money/day of all lines at home
  LeaderNotes notes;
};

// kInvalidArgument: epsilon out of range, a network without links. A chain without lines has no leaders.
Result<LeadingFirms> find_leading_firms(const Dataset& dataset, const DatasetNetwork& network,
                                        const LeadingFirmsOptions& options = {});

// Ranks of a part in [0, 1]: 0 the lowest, 1 the highest, those that agree to 1e-9 relative the mean of their
// places; 1/2 where all are equal. O(n log n).
std::vector<double> percentile_ranks(const std::vector<double>& values);

// One a node: v = (1/n) 1_lines + A v, A(s, c) = what c buys of s over what c makes, lines at home with
// output counting 1/n each. To 1e-13 of its sum. O(links) a round; rounds: as many as the chain is long
// without cycles. Purchases never exceed output, so it exists wherever value is added somewhere on each
// cycle; at most 10,000 rounds.
std::vector<double> influence_of_nodes(const DatasetNetwork& network);

}  // namespace tenon
