// Synthetic production networks with the stylised facts of national ones, of any size, link by link.
//
// Built in this order (docs/methods.md, synthetic networks):
// 1. Size of a firm: Pareto, truncated at the size expected of the largest of n. Sector: skewed (log-normal)
// shares.
// 2. Inputs of a sector: some 15 to 30 supplier sectors of hundreds (never more than half of the sectors),
// its own
//    among them, with log-normal coefficients: a sparse input structure.
// 3. Number of suppliers of a firm: ~ size^0.6 x log-normal noise, so heavy-tailed; the factor is solved for
// such
//    that the mean comes out as asked. Never more than half of the firms that sell its inputs.
// 4. Planned links: every firm that sells to firms has at least one customer, and a share of links is
// reciprocal.
// 5. The other suppliers: first the sector by its coefficient, then in it a firm with probability ~
// size^1.08, without
//    replacement; no self-loops, no duplicates.
// 6. Value: a firm's purchases, ~ size x log-normal noise, go to its supplier sectors by coefficient and
// within a sector
//    by the supplier's size x log-normal noise, as in gravity models (Ialongo et al. 2022).
// 7. Final demand: a sector-specific share of sales leaves the network, given as revenue.
// Tails that come out at 50,000 firms (Hill, largest 1 %): customers 1.5, suppliers 1.9, sales 1.3;
// reciprocity 3 to 4 %.
//
// Every draw is Philox(seed, what for whom, which), so each customer's links can be made on their own, on any
// thread or machine: same options, same bytes (on one C library: exp, log and pow may differ in the last bit
// elsewhere). Cost: O(firms + sectors^2) to plan with about 60 bytes a firm, O(1) a link; links are never all
// in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/progress.h"
#include "base/random.h"
#include "base/result.h"
#include "network/firm_network.h"

namespace tenon {

struct GeneratorOptions {
  std::uint32_t firms = 10'000;           // 10 .. 100 million
  double mean_degree = 10;                // links a firm, >= 2; met within 2 %
  std::uint32_t sectors = 616;            // 1 .. 10,000; small ones may end up without firms
  std::uint64_t seed = 1;                 // same seed, same network
  double household_only_share = 0;        // firms that sell to no firm, 0 .. 0.9
  double final_demand_share_mean = 0.45;  // share of sales that leaves the network, mean over firms, 0 .. 0.9
  double reciprocal_share = 0.03;         // links planned with their reverse, 0 .. 0.5; chance adds a little
  double size_exponent = 1.1;             // of the tail of firm sizes (CCDF), > 0.5
  double attachment_exponent = 1.08;      // a supplier is chosen with probability ~ size^this, 0 .. 2
  double degree_exponent = 0.6;           // the number of suppliers grows as size^this, 0 .. 1
  std::uint32_t inputs_per_sector = 22;   // mean number of supplier sectors of a sector, >= 1
  double essential_share = 0.35;          // of the pairs (supplier sector, buyer sector) that are essential
  double negligible_share = 0.2;          // of those that are negligible; the rest is non-essential
};

// Everything but the links: immutable once planned, may be shared between threads.
struct SyntheticEconomy {
  struct SectorInput {
    std::uint32_t supplier_sector = 0;
    double coefficient = 0;  // the coefficients of a buyer sector sum to 1
    double cumulative = 0;   // up to and including this input
  };

  GeneratorOptions options;
  Philox random{0};
  std::vector<std::uint32_t> sector;          // of each firm
  std::vector<double> size;                   // of each firm, >= 1
  std::vector<std::uint8_t> sells;            // 1 if the firm may sell to firms
  std::vector<std::uint32_t> supplier_count;  // of each firm, planned

  // Sellers by sector: sector k owns [seller_offsets[k], seller_offsets[k+1]).
  std::vector<std::uint64_t> seller_offsets;
  std::vector<std::uint32_t> sellers;
  std::vector<double> seller_cumulative;  // of size^attachment, within the sector

  // Inputs by buyer sector, supplier sectors ascending.
  std::vector<std::uint64_t> input_offsets;
  std::vector<SectorInput> inputs;

  // Planned suppliers by customer, ascending.
  std::vector<std::uint64_t> planned_offsets;
  std::vector<std::uint32_t> planned;

  // Exact number of links that stream_links will give.
  [[nodiscard]] std::uint64_t link_count() const;

  // A property of the sector pair alone.
  [[nodiscard]] InputClass class_of(std::uint32_t supplier_sector, std::uint32_t buyer_sector) const;
};

// kInvalidArgument: an option out of its range, or a mean degree that the sectors and sellers cannot give.
Result<SyntheticEconomy> plan_economy(const GeneratorOptions& options);

// Appends the links to customers [first, last), customers ascending, suppliers ascending within each. Weights
// are CNY a year, whole fen, >= 0.01. The class column is filled.
void append_links(const SyntheticEconomy& economy, std::uint32_t first, std::uint32_t last, LinkList& links);

// Goes through all customers in blocks of a few thousand: make(slot, first, last) on any worker, then
// take(slot) for every slot in order on the calling thread, wave after wave; slots are 0 .. slots - 1 with
// slots = block_slots(threads). Stops at the first error of `take`. Progress counts customers.
std::size_t block_slots(unsigned threads);
Result<void> for_each_block(
    const SyntheticEconomy& economy, unsigned threads,
    const std::function<void(std::size_t slot, std::uint32_t first, std::uint32_t last)>& make,
    const std::function<Result<void>(std::size_t slot)>& take, const Progress& progress = {});

// All links in the order of append_links, given to `sink` block by block on the calling thread.
Result<void> stream_links(const SyntheticEconomy& economy, unsigned threads,
                          const std::function<Result<void>(const LinkList&)>& sink,
                          const Progress& progress = {});

// Sales a year including final demand: network sales / (1 - final demand share of the firm); > 0 for firms
// without network sales too. Whole fen, one a firm.
std::vector<double> revenue_of_firms(const SyntheticEconomy& economy,
                                     const std::vector<double>& network_sales);

struct GeneratedNetwork {
  LinkList links;
  std::vector<std::uint32_t> sector;
  std::uint32_t sector_count = 0;
  std::vector<double> revenue;
};

// All in memory: 17 bytes a link.
Result<GeneratedNetwork> generate_network(const GeneratorOptions& options, unsigned threads = 0);

}  // namespace tenon
