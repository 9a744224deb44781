// ESRI written straight from the equations of docs/methods.md, for comparison only: no slots, no sparsity,
// one full synchronous sweep over all firms and links in every iteration. Also the "straightforward
// reference" of the bench.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "risk/esri.h"

namespace tenon::testing {

struct ReferenceCascade {
  EsriScore score;
  std::vector<double> hd;
  std::vector<double> hu;
};

class EsriReference {
 public:
  explicit EsriReference(const EsriInputs& inputs) : inputs_(inputs), network_(*inputs.network) {
    const std::size_t n = network_.firm_count;
    weight_.assign(n, 0.0);
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) {
      weight_[i] = inputs.weights.empty() ? network_.out_strength[i] : inputs.weights[i];
      total += weight_[i];
    }
    for (double& v : weight_) v /= total;
    downstream_.assign(network_.link_count(), 0.0);
    class_.assign(network_.link_count(), InputClass::kNegligible);
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t e = network_.suppliers.begin(j); e < network_.suppliers.end(j); ++e) {
        const std::uint32_t k = network_.sector[network_.suppliers.neighbour[e]];
        class_[e] = inputs.essentiality != nullptr ? inputs.essentiality->of(k, network_.sector[j])
                    : network_.has_link_classes()  ? network_.suppliers.input_class[e]
                                                   : InputClass::kNonEssential;
        double denominator = network_.in_strength[j];
        if (class_[e] == InputClass::kEssential) {
          denominator = 0;
          for (std::size_t other = network_.suppliers.begin(j); other < network_.suppliers.end(j); ++other) {
            if (network_.sector[network_.suppliers.neighbour[other]] == k)
              denominator += network_.suppliers.weight[other];
          }
        }
        if (class_[e] == InputClass::kNegligible) continue;
        downstream_[e] = network_.suppliers.weight[e] / denominator;
        if (!inputs.costs.empty()) downstream_[e] *= network_.in_strength[j] / inputs.costs[j];
      }
    }
  }

  // psi_d, psi_u: remaining levels, one a firm.
  [[nodiscard]] ReferenceCascade run(const std::vector<double>& psi_d, const std::vector<double>& psi_u,
                                     double epsilon, std::uint32_t max_iterations = 100000) const {
    const std::size_t n = network_.firm_count;
    ReferenceCascade state{{}, psi_d, psi_u};
    std::vector<double> next_d(n);
    std::vector<double> next_u(n);
    std::vector<double> missing(network_.sector_count, 0.0);
    std::vector<double> sigma(n, 1.0);
    const auto market = [&](std::size_t i) {
      return inputs_.market.empty() ? network_.sector[i] : inputs_.market[i];
    };
    std::uint32_t markets = 0;
    for (std::size_t i = 0; i < n; ++i) markets = std::max(markets, market(i) + 1);
    std::vector<double> available(markets);
    for (;;) {
      ++state.score.iterations;
      if (inputs_.replaceability == Replaceability::kMarketShare) {
        std::fill(available.begin(), available.end(), 0.0);
        for (std::size_t i = 0; i < n; ++i) available[market(i)] += network_.out_strength[i] * state.hd[i];
        for (std::size_t i = 0; i < n; ++i) {
          const double left = available[market(i)];
          sigma[i] = left <= 1e-10 ? 1.0 : std::min(1.0, network_.out_strength[i] / left);
        }
      }
      double change = 0;
      for (std::size_t j = 0; j < n; ++j) {
        double essential = 0;
        double non_essential = 0;
        const std::size_t begin = network_.suppliers.begin(j);
        const std::size_t end = network_.suppliers.end(j);
        for (std::size_t e = begin; e < end; ++e) {
          const std::uint32_t i = network_.suppliers.neighbour[e];
          const double loss = sigma[i] * downstream_[e] * (1 - state.hd[i]);
          if (class_[e] == InputClass::kEssential) {
            missing[network_.sector[i]] += loss;
          } else {
            non_essential += loss;
          }
        }
        for (std::size_t e = begin; e < end; ++e) {
          double& sum = missing[network_.sector[network_.suppliers.neighbour[e]]];
          essential = std::max(essential, sum);
          sum = 0;
        }
        next_d[j] = std::max(0.0, std::min({psi_d[j], 1 - essential, 1 - non_essential}));
        change = std::max(change, state.hd[j] - next_d[j]);
      }
      for (std::size_t i = 0; i < n; ++i) {
        const double sales = inputs_.revenue.empty() ? network_.out_strength[i] : inputs_.revenue[i];
        double lost = 0;
        for (std::size_t e = network_.customers.begin(i); e < network_.customers.end(i); ++e) {
          lost += network_.customers.weight[e] / sales * (1 - state.hu[network_.customers.neighbour[e]]);
        }
        next_u[i] = std::max(0.0, std::min(psi_u[i], 1 - lost));
        change = std::max(change, state.hu[i] - next_u[i]);
      }
      state.hd.swap(next_d);
      state.hu.swap(next_u);
      if (change <= epsilon || state.score.iterations >= max_iterations) {
        state.score.converged = change <= epsilon;
        break;
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      state.score.downstream += weight_[i] * (1 - state.hd[i]);
      state.score.upstream += weight_[i] * (1 - state.hu[i]);
      state.score.combined += weight_[i] * (1 - std::min(state.hd[i], state.hu[i]));
    }
    return state;
  }

  [[nodiscard]] EsriScore close(std::uint32_t firm, double epsilon,
                                std::uint32_t max_iterations = 100000) const {
    std::vector<double> psi(network_.firm_count, 1.0);
    psi[firm] = 0;
    return run(psi, psi, epsilon, max_iterations).score;
  }

 private:
  EsriInputs inputs_;
  const FirmNetwork& network_;
  std::vector<double> weight_;
  std::vector<double> downstream_;  // Ld, aligned with network.suppliers
  std::vector<InputClass> class_;
};

}  // namespace tenon::testing
