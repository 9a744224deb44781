// One try of measures: a dataset, its network, the failure of a product's primary source, and runs of the
// engine. What measures.h is made of; not for others.
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "remedy/measures.h"
#include "scenario/supply_network.h"

namespace tenon {

// What a run goes through: the network, and who may be turned to.
struct TrialSetup {
  SupplyNetwork network;
  std::vector<double> ready;  // SwitchingMakers
  bool switching = false;
};

struct TrialLosses {
  double value_added = 0;     // money, at home
  double final_demand = 0;    // money
  double rounding = 0;        // money: sums over all firms and days tell no smaller amounts apart
  std::vector<float> served;  // final demand served over normal, one a day
  bool is_partial = false;
};

// 0 for an amount that rounding alone can explain.
inline double beyond_rounding(double amount, double rounding) {
  return std::abs(amount) <= rounding ? 0 : amount;
}

// Immutable once made, safe to share between threads.
class MeasureTrial {
 public:
  // kNotFound: a product that nobody makes or uses, or whose sources nobody has named. `options` must outlive
  // it.
  static Result<std::unique_ptr<MeasureTrial>> create(Dataset dataset, ProductId product,
                                                      const MeasureOptions& options);

  [[nodiscard]] const Dataset& dataset() const { return dataset_; }
  [[nodiscard]] const BackupAnswer& answer() const { return answer_; }

  // As things are: nobody can be turned to.
  [[nodiscard]] TrialSetup untouched() const;

  // Changes the setup; fills who does it and whether there is anybody. For measures one after the other, too.
  void apply(MeasureEffect& effect, TrialSetup& setup) const;

  // The failure on this setup. O(days x links).
  [[nodiscard]] Result<TrialLosses> run(const TrialSetup& setup) const;

 private:
  MeasureTrial(Dataset dataset, ProductId product, const MeasureOptions& options);

  template <class Wanted>
  void set_up_makers(MeasureEffect& effect, TrialSetup& setup, std::size_t most, Wanted wanted) const;
  void stockpile(double days, TrialSetup& setup) const;
  void build_plant(const MeasureEffect& effect, TrialSetup& setup) const;
  bool shift(TrialSetup& setup, double part, bool to_other_products,
             std::vector<std::uint8_t>& markets) const;

  Dataset dataset_;
  ProductId product_;
  const MeasureOptions& options_;
  DatasetNetwork network_;
  BackupAnswer answer_;
  std::vector<SupplyRoot> roots_;  // one a node
};

}  // namespace tenon
