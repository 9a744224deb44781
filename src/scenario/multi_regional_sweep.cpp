#include "scenario/multi_regional_sweep.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace tenon {
namespace {

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
#define TENON_SWEEP_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define TENON_SWEEP_KERNEL
#endif
#define TENON_SWEEP_INLINE __attribute__((always_inline)) inline

constexpr std::size_t kMaxWidth = 64;

using Eight = double __attribute__((vector_size(64)));
using EightSingle = float __attribute__((vector_size(32)));

TENON_SWEEP_INLINE void load(const double* from, Eight& to) {
  std::memcpy(&to, from, sizeof to);
}
TENON_SWEEP_INLINE void load(const float* from, Eight& to) {
  EightSingle single;
  std::memcpy(&single, from, sizeof single);
  to = __builtin_convertvector(single, Eight);
}
TENON_SWEEP_INLINE void store(const Eight& from, double* to) {
  std::memcpy(to, &from, sizeof from);
}

// delivered[c] = sum_i Z_ic deliverable_i, asked[c] = sum_i Z_ic weight_i, sixteen buyers at a time in
// registers.
template <class Real, bool kWeighted>
TENON_SWEEP_INLINE void sum_columns(const Real* flows, std::size_t row_count, std::size_t width,
                                    const double* deliverable, const double* weight, double* delivered,
                                    double* asked) {
  for (std::size_t c = 0; c < width; c += 16) {
    Eight delivered_low{};
    Eight delivered_high{};
    Eight asked_low{};
    Eight asked_high{};
    for (std::size_t i = 0; i < row_count; ++i) {
      Eight low;
      Eight high;
      load(flows + i * width + c, low);
      load(flows + i * width + c + 8, high);
      delivered_low += low * deliverable[i];
      delivered_high += high * deliverable[i];
      if constexpr (kWeighted) {
        asked_low += low * weight[i];
        asked_high += high * weight[i];
      }
    }
    store(delivered_low, delivered + c);
    store(delivered_high, delivered + c + 8);
    if constexpr (kWeighted) {
      store(asked_low, asked + c);
      store(asked_high, asked + c + 8);
    }
  }
}

template <class Real>
TENON_SWEEP_INLINE void sum_rows(const Real* flows, std::size_t row_count, std::size_t width,
                                 const double* intensity, double* rows) {
  for (std::size_t i = 0; i < row_count; ++i) {
    Eight sum{};
    for (std::size_t c = 0; c < width; c += 8) {
      Eight flow;
      Eight times;
      load(flows + i * width + c, flow);
      load(intensity + c, times);
      sum += flow * times;
    }
    rows[i] = ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
  }
}

template <class Real, bool kWeighted>
TENON_SWEEP_INLINE void sweep(const MultiRegionalModel& model, const Real* flows, std::size_t block,
                              const BlockSweep& s) {
  const std::size_t width = model.width;
  const double restoration = 1 / model.options.inventory_restoration_days;
  const double* level = s.level + block * width;
  const double* optimal = s.optimal + block * width;
  double* cover = s.cover + block * width;
  alignas(kCacheLineBytes) double delivered[kMaxWidth];
  alignas(kCacheLineBytes) double asked[kMaxWidth];
  std::fill(cover, cover + width, std::numeric_limits<double>::infinity());
  flows += block * model.industry_count * width;
  for (std::size_t p = 0; p < model.sector_count; ++p) {
    const std::size_t first = model.sector_begin[p];
    const std::size_t row_count = model.sector_begin[p + 1] - first;
    const Real* tile = flows + first * width;
    const std::size_t cells = (block * model.sector_count + p) * width;
    const double* use = model.use.data() + cells;
    double* intensity = s.intensity + cells;
    sum_columns<Real, kWeighted>(tile, row_count, width, s.deliverable + first, s.weight + first, delivered,
                                 asked);
    if constexpr (!kWeighted) std::copy(use, use + width, asked);
    if (std::isinf(model.target_days[p])) {
      for (std::size_t c = 0; c < width; ++c) {
        intensity[c] = use[c] * level[c] / (asked[c] > 0 ? asked[c] : 1);
      }
    } else {
      const double* curb = model.curb.data() + cells;
      double* stock = s.stock + cells;
      const double target_days = model.target_days[p];
      for (std::size_t c = 0; c < width; ++c) {
        const double used = use[c] * level[c];
        const double left = stock[c] + (delivered[c] * intensity[c] - used);
        const double now = left > 0 ? left : 0;
        const double gap = target_days * use[c] * optimal[c] - now;
        const double order = (gap > 0 ? gap : 0) * restoration + used;
        const double permits = curb[c] > 0 ? now * curb[c] : std::numeric_limits<double>::infinity();
        stock[c] = now;
        intensity[c] = order / (asked[c] > 0 ? asked[c] : 1);
        cover[c] = permits < cover[c] ? permits : cover[c];
      }
    }
    sum_rows(tile, row_count, width, intensity, s.rows + first);
  }
}

template <class Real>
TENON_SWEEP_INLINE void sweep_as_asked(const MultiRegionalModel& model, const Real* flows, std::size_t block,
                                       const BlockSweep& s) {
  if (model.options.orders == TableOrders::kFollowCapacity) {
    sweep<Real, true>(model, flows, block, s);
  } else {
    sweep<Real, false>(model, flows, block, s);
  }
}

TENON_SWEEP_KERNEL void sweep_double(const MultiRegionalModel& model, std::size_t block,
                                     const BlockSweep& s) {
  sweep_as_asked(model, model.flows.data(), block, s);
}
TENON_SWEEP_KERNEL void sweep_single(const MultiRegionalModel& model, std::size_t block,
                                     const BlockSweep& s) {
  sweep_as_asked(model, model.flows_single.data(), block, s);
}

template <class Real>
TENON_SWEEP_INLINE void rows_of_block(const MultiRegionalModel& model, const Real* flows, std::size_t block,
                                      const double* intensity, double* rows) {
  flows += block * model.industry_count * model.width;
  for (std::size_t p = 0; p < model.sector_count; ++p) {
    const std::size_t first = model.sector_begin[p];
    sum_rows(flows + first * model.width, model.sector_begin[p + 1] - first, model.width,
             intensity + (block * model.sector_count + p) * model.width, rows + first);
  }
}

}  // namespace

void sweep_block(const MultiRegionalModel& model, std::size_t block, const BlockSweep& s) {
  if (model.options.storage == FlowStorage::kSingle) {
    sweep_single(model, block, s);
  } else {
    sweep_double(model, block, s);
  }
}

void sum_block_rows(const MultiRegionalModel& model, std::size_t block, const double* intensity,
                    double* rows) {
  if (model.options.storage == FlowStorage::kSingle) {
    rows_of_block(model, model.flows_single.data(), block, intensity, rows);
  } else {
    rows_of_block(model, model.flows.data(), block, intensity, rows);
  }
}

}  // namespace tenon
