// Input-output analysis: coefficients, the Leontief and the Ghosh inverse, and how far they can be trusted.
//
//   x = A x + y   =>  x = L y,    L = (I - A)^-1,   a_ij = z_ij / x_j      (Leontief 1936; Miller & Blair
//   2009, ch. 2) x' = x' B + v' => x' = v' G,  G = (I - B)^-1,   b_ij = z_ij / x_i      (Ghosh 1958;   Miller
//   & Blair 2009, ch. 12)
//
// A and B are similar, B = x^-1 A x, hence G = x^-1 L x: one factorisation serves both. Sectors without
// output have empty columns in A and empty rows in B (division by zero gives 0, not infinity).
//
// Pure functions, thread-safe, deterministic. Time O(n^3), memory about six n x n matrices.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/result.h"
#include "model/io_table.h"

namespace tenon {

// Whose deliveries the coefficients count.
enum class IoBasis {
  // Domestic goods only: what an extra unit of demand makes at home. Where the table does not split imports,
  // product
  // by product every domestic user is taken to buy the same share of imports, and exports to contain none
  // (the
  // import-proportionality assumption): A_d = diag(1 - m) A, with m the import share of domestic use.
  kDomestic,
  // Domestic and imported goods together: the technology, as if everything were made at home.
  kTotal,
};

// Exports of product i, imports that are exported again included, in the table's unit.
double exports_of(const IoTable& table, std::size_t i);

// Import share of domestic use, m_i = imports_i / (output_i + imports_i - exports_i); absent where domestic
// use is not positive. In a table with separate imports, imports include what is exported again. Above 1
// where more is exported than made. O(n).
std::vector<std::optional<double>> import_shares(const IoTable& table);

// n x n: z_ij on the given basis, in the table's unit. kDomestic on a competitive-imports table scales row i
// by 1 - m_i, m_i clamped to [0, 1] and taken as 0 where absent.
std::vector<double> intermediate_use(const IoTable& table, IoBasis basis);

// n: final demand on the same basis, so that output = row sums of intermediate_use + final_demand wherever
// the table balances. kTotal: final use less imports. kDomestic, competitive: (1 - m_i) of final use at home,
// plus exports.
std::vector<double> final_demand(const IoTable& table, IoBasis basis);

// n: value added, the sum of its rows.
std::vector<double> total_value_added(const IoTable& table);

// The solved system. Matrices are n x n, row-major.
struct IoSystem {
  IoBasis basis = IoBasis::kDomestic;
  std::size_t size = 0;
  std::vector<double> output;        // x, > 0 or exactly 0
  std::vector<double> coefficients;  // A
  std::vector<double> leontief;      // L
  std::vector<double> ghosh;         // G

  double condition_number =
      0;                // of I - A in the 1-norm, from the inverse itself: digits lost are about its log10
  double residual = 0;  // largest entry of |(I - A) L - I|
};

// kInvalidArgument: arrays of the wrong size, a negative or non-finite output, a non-finite intermediate
// value. kBadInput: I - A is singular or so near to it that no digit of L would be right. kTooLarge: more
// than 10,000 sectors.
Result<IoSystem> solve_input_output(const IoTable& table, IoBasis basis);

// The same from bare arrays: intermediate is n x n, output n.
Result<IoSystem> solve_input_output(const std::vector<double>& intermediate,
                                    const std::vector<double>& output, IoBasis basis);

// Largest eigenvalue modulus of A: below 1 in an economy that can reproduce itself. O(n^3), some ten times
// the cost of the inverse. Absent above 1,000 sectors and in the rare case that the eigenvalue iteration does
// not converge.
std::optional<double> spectral_radius(const IoSystem& system);

}  // namespace tenon
