// The downstream cascade of one closed firm, while it is sparse: missing inputs. Internal to risk/.
//
// Only suppliers with a loss deliver less, so an iteration scatters their missing deliveries into the slots
// of their customers (esri_model.h) and takes each touched customer's largest slot. The number of lossy firms
// grows by about the degree in every iteration; once it holds a good part of the network,
// esri_downstream_batch.h takes over.
//
// Cost: links of the lossy firms, a few nanoseconds each.
#pragma once

#include <cstdint>
#include <vector>

#include "risk/esri_model.h"

namespace tenon {

class DownstreamCascade {
 public:
  explicit DownstreamCascade(const EsriModel& model);

  void start(std::uint32_t firm);  // must be clear

  // One synchronous iteration. Returns the largest rise of a loss.
  double step();

  // As EsriTrace has them; the first of the last step made.
  [[nodiscard]] double amplification() const { return amplification_; }
  [[nodiscard]] double largest_loss() const;

  // Links that the next step touches.
  [[nodiscard]] std::uint64_t next_cost() const { return next_cost_; }
  [[nodiscard]] const std::vector<std::uint32_t>& lossy() const { return lossy_; }
  [[nodiscard]] double loss(std::uint32_t i) const { return loss_[i]; }
  [[nodiscard]] std::uint64_t touches() const { return touches_; }

  void clear();

 private:
  void measure_markets();

  const EsriModel& model_;
  std::uint32_t firm_ = 0;
  std::vector<std::uint32_t> lossy_;  // where loss_ is not zero
  std::vector<std::uint32_t> next_lossy_;
  std::vector<double> loss_;
  std::vector<double> next_loss_;
  std::vector<double> slot_;  // zero between steps
  std::vector<std::uint32_t> touched_slots_;
  std::vector<double> market_left_;  // remaining output of touched markets, zero between steps
  std::vector<std::uint32_t> touched_markets_;
  std::uint64_t next_cost_ = 0;
  std::uint64_t touches_ = 0;
  double amplification_ = 1;
};

// (what firms other than `firm` sell of market k) / left, with `left` what remains of all it sells; 1 where
// that decides nothing (no other sells, or one alone in another market), infinite where nothing is left.
double market_amplification(const EsriModel& model, std::uint32_t firm, std::uint32_t k, double left);

}  // namespace tenon
