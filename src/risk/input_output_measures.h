// Multipliers, linkages and hypothetical extraction of every sector, read off one solved system.
//
// Notation as in input_output.h; e is the vector of ones. All measures of all sectors cost O(n^2) once L is
// there.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/io_table.h"
#include "risk/input_output.h"

namespace tenon {

// What one sector is to the rest. Multipliers and linkages have unit 1; losses are in the unit of the output.
//
// Extraction of sector k means that nobody sells to it, nobody buys from it and its final demand goes
// elsewhere (row and column k of A and y_k become 0). The output that is lost is then L[:,k] x_k / L_kk,
// exactly: by the block inverse, the system without k has the inverse L_ij - L_ik L_kj / L_kk (the Woodbury
// identity for a rank-two change). Where y_k is kept, only the loss of k itself changes, to x_k - y_k; the
// loss of the others does not. It does not change either when only purchases (column k of A) are extracted:
// the others lose k's demand in both cases. What they lose when k's deliveries fail is the forward
// extraction, row k of B set to 0 and primary inputs kept: x_k (G_kj - [j = k]) / G_kk.
struct IoSectorMeasures {
  double output_multiplier = 0;  // e' L[:,k]: output anywhere for one unit of final demand for k
  double supply_multiplier = 0;  // G[k,:] e: output anywhere for one unit of primary input of k
  // v' L[:,k], v = value added per unit of output; 1 by definition on kTotal where the sector has output.
  double value_added_multiplier = 0;
  // Imported intermediate goods, directly and indirectly, in one unit of final demand for k; with the
  // value-added multiplier it adds to 1 where the sector has output. Absent on kTotal.
  std::optional<double> import_multiplier;

  // Rasmussen (1956), normalised to a mean of 1: a value above 1 is above average.
  double backward_linkage = 0;          // power of dispersion, column sums of L
  double forward_linkage = 0;           // row sums of G: the preferred forward measure
  double forward_linkage_leontief = 0;  // sensitivity of dispersion, row sums of L: Rasmussen's own
  bool key_sector = false;              // backward and forward linkage both above 1

  // Absent where L_kk vanishes (possible with negative entries only): without k, the others have no solution.
  std::optional<double> extraction_loss;         // of all sectors, k included
  std::optional<double> extraction_loss_others;  // of the others; also the backward-only extraction
  std::optional<double> forward_loss_others;     // of the others when k delivers to nobody
};

// Sizes must agree: `system` solved from `table`. n measures in the order of the sectors.
std::vector<IoSectorMeasures> measure_sectors(const IoTable& table, const IoSystem& system);

// n: the output each sector loses when sector k is extracted; absent where L_kk vanishes. k < system.size.
// O(n).
std::optional<std::vector<double>> extraction_losses(const IoSystem& system, std::size_t k);

}  // namespace tenon
