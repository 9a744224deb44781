// The day's one pass over the flows of a block of buyers. Internal to scenario/.
//
// An order is never stored. What buyer f asks of supplier i, maker of product p, is
//   O_if = Z_if w_i h_pf,      h_pf = G_pf / sum_{i' makes p} Z_i'f w_i'
// with Z the normal flow, w the weight of a supplier (its capacity over normal output, or 1) and G what f
// orders of p in all. So two numbers a cell, stock and h, hold what a matrix would. A day needs
//   deliveries   h_pf sum_i Z_if (w_i d_i)      yesterday's orders, d the share of orders that i can meet
//   denominators sum_i Z_if w'_i                today's weights
//   demand       w'_i sum_f Z_if h'_pf
// and once the first two are known for one product and a block of buyers, stocks and h' of these cells
// follow without looking elsewhere. The few rows that make the product are still in the cache then and give
// their part of the demand: every flow travels from memory once a day.
//
// Thread rule: blocks are independent; two may be swept at once. Sums run in an order that depends on the
// model alone, and contraction is off, so bits do not depend on threads or vector width.
#pragma once

#include <cstddef>

#include "scenario/multi_regional_model.h"

namespace tenon {

// Pointers to arrays by position (deliveries, weights: N; level, optimal, cover: block_count * width), by
// cell (stock, intensity) and of the block (rows).
struct BlockSweep {
  const double* deliverable = nullptr;  // w_i d_i: yesterday's weight times the share that i delivers today
  const double* weight = nullptr;       // w'_i
  const double* level = nullptr;        // output over normal
  const double* optimal = nullptr;      // the same, had stocks no say
  double* stock = nullptr;              // money
  double* intensity = nullptr;          // h
  double* cover = nullptr;              // the output over normal that tomorrow's stocks permit
  double* rows = nullptr;               // N: sum over the buyers of the block of Z_if h'_pf
};

void sweep_block(const MultiRegionalModel& model, std::size_t block, const BlockSweep& sweep);

// `rows` alone, from intensities as they are.
void sum_block_rows(const MultiRegionalModel& model, std::size_t block, const double* intensity,
                    double* rows);

}  // namespace tenon
