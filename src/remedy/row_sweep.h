// Products of the sparse rows of a model with several vectors side by side. Internal to remedy/.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/parallel.h"
#include "risk/esri_model.h"

namespace tenon {

// A few values of every firm, one after another in memory.
template <std::size_t Lanes>
using LaneVector = std::vector<std::array<double, Lanes>>;

// finish(row, sums), sums[lane] = sum over the entries of the row of value * in[column(target)][lane]. Rows
// are shared between threads, each is summed by one: the same bits for any number. Cost: a few nanoseconds an
// entry.
template <std::size_t Lanes, class Column, class Finish>
void sweep_rows(const CoefficientRows& rows, const LaneVector<Lanes>& in, unsigned threads,
                const Column& column, const Finish& finish) {
  constexpr std::size_t kRowsPerChunk = 2048;
  const std::size_t count = rows.offsets.size() - 1;
  parallel_chunks(count, kRowsPerChunk, threads, [&](unsigned, std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      std::array<double, Lanes> sums{};
      for (std::size_t e = rows.begin(row); e < rows.end(row); ++e) {
        const std::array<double, Lanes>& values = in[column(rows.target[e])];
        const double factor = rows.value[e];
        for (std::size_t lane = 0; lane < Lanes; ++lane) sums[lane] += factor * values[lane];
      }
      finish(row, sums);
    }
  });
}

inline std::uint32_t same_column(std::uint32_t target) {
  return target;
}

}  // namespace tenon
