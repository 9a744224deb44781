#include "risk/esri.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <string>
#include <utility>

#include "base/parallel.h"
#include "risk/esri_closure.h"
#include "risk/esri_model.h"
#include "risk/esri_trace.h"

namespace tenon {

Result<void> check_esri_options(const EsriOptions& options) {
  if (!(options.epsilon >= 0) || !std::isfinite(options.epsilon)) {
    return Error{ErrorCode::kInvalidArgument, "epsilon must be a finite number >= 0"};
  }
  if (!(options.tolerance >= 0) || options.tolerance >= 1) {
    return Error{ErrorCode::kInvalidArgument, "tolerance must be in [0, 1)"};
  }
  if (options.max_iterations == 0)
    return Error{ErrorCode::kInvalidArgument, "max_iterations must be at least 1"};
  return {};
}

namespace {

// traces: null, or as many as firms.
Result<std::vector<EsriScore>> compute(const EsriModel& model, std::span<const std::uint32_t> firms,
                                       const EsriOptions& options, EsriTrace* traces) {
  if (auto result = check_esri_options(options); !result) return result.error();
  for (const std::uint32_t firm : firms) {
    if (firm >= model.firm_count) {
      return Error{ErrorCode::kInvalidArgument, "firm " + std::to_string(firm) + " is not one of the " +
                                                    std::to_string(model.firm_count) + " of the network"};
    }
  }
  const UpstreamPlan plan = make_upstream_plan(model);
  constexpr std::size_t kFirmsPerChunk = 16;
  const unsigned threads = resolve_threads(options.threads);
  std::vector<std::unique_ptr<ClosureWorker>> workers(threads);
  std::vector<EsriScore> scores(firms.size());
  std::atomic<std::uint64_t> done{0};
  parallel_chunks(
      firms.size(), kFirmsPerChunk, threads, [&](unsigned worker, std::size_t begin, std::size_t end) {
        if (options.stop != nullptr && options.stop->load(std::memory_order_relaxed)) return;
        if (!workers[worker]) workers[worker] = std::make_unique<ClosureWorker>(plan, options);
        for (std::size_t i = begin; i < end; ++i)
          workers[worker]->run(
              {model.position_of_firm[firms[i]], &scores[i], traces == nullptr ? nullptr : &traces[i]});
        const std::uint64_t total = done.fetch_add(end - begin) + (end - begin);
        if (options.progress) options.progress(total, firms.size());
      });
  if (done < firms.size()) return Error{ErrorCode::kCancelled, "stopped before all firms were closed"};
  parallel_chunks(threads, 1, threads, [&](unsigned, std::size_t begin, std::size_t end) {
    for (std::size_t w = begin; w < end; ++w) {
      if (workers[w]) workers[w]->finish();
    }
  });
  return scores;
}

}  // namespace

Result<std::vector<EsriScore>> compute_esri(const EsriModel& model, std::span<const std::uint32_t> firms,
                                            const EsriOptions& options) {
  return compute(model, firms, options, nullptr);
}

Result<TracedScores> compute_esri_traced(const EsriModel& model, std::span<const std::uint32_t> firms,
                                         const EsriOptions& options) {
  if (options.tolerance > 0) {
    return Error{ErrorCode::kInvalidArgument, "traces are kept of exact scores only: tolerance must be 0"};
  }
  TracedScores traced;
  traced.traces.resize(firms.size());
  auto scores = compute(model, firms, options, traced.traces.data());
  if (!scores) return scores.error();
  traced.scores = std::move(*scores);
  return traced;
}

}  // namespace tenon
