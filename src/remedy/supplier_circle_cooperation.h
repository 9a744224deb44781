// What a leader and its suppliers could agree on, and how much of the loss each agreement takes away when a
// single point of failure fails.
//
// Each cooperation is the network with one change, on which the same failure is run:
//   alliance       makers of the product vouch for each other: a partner that is not qualified delivers after
//                  its lead time alone
//   test line      a test line shared by its makers: the qualification of all that are in trial or
//   development
//                  takes test_line_factor of the time
//   second source  the buyers take contract_part of what they buy of the supply from a partner beforehand, as
//                  far as its spare capacity goes
//   merger         supplier and partner become one firm with two plants, of which one fails: what is left
//                  serves the customers of both, at once
// Equity alone is not computed: who owns whom changes neither capacity nor stock nor who is served first, and
// the dynamics know no priority of single customers. Nobody's price, taste for secrecy or law is in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "remedy/supplier_circle.h"
#include "scenario/dataset_network.h"

namespace tenon {

enum class CooperationKind : std::uint8_t { kAlliance, kTestLine, kSecondSource, kMerger };

// What must be said with a result.
enum class CooperationCaveat : std::uint8_t {
  kQualityAccepted,   // alliance: a partner's goods are taken without qualification of their own
  kTestLineFactor,    // that a shared line shortens qualification so much is assumed
  kQualifiedFirst,    // second source: the partner has yet to be qualified before the contract can run
  kContractBySpare,   // second source: the partner's spare capacity allows less than the part asked for
  kOnePlantFails,     // merger: the failure hits the plant, not the firm
  kMergerReview,      // merger: of competitors; may have to be notified and can be refused
  kPartnerInputs,     // a standby partner's own inputs are taken as given
  kSyntheticFigures,  // amounts of the partner or the supplier are made up
};

struct Cooperation {
  CooperationKind kind = CooperationKind::kAlliance;
  std::size_t point = 0;  // position in SupplierCircle::points
  std::vector<CircleAlternative> partners;
  double ready_days_before = 0;  // the least of the partners
  double ready_days_after = 0;
  double contract = 0;  // second source: money/day
  CircleLoss without;   // of the failure with nothing agreed
  CircleLoss with;
  std::optional<double> extra_cost;  // CNY a year; only second sources with known unit costs
  std::vector<CooperationCaveat> caveats;
  std::vector<FirmId> actors;       // who has to agree, the leader first
  std::vector<RegionId> provinces;  // of the partners: whose departments are concerned, by code

  // Money; 0 where the two runs agree to 1e-9 relative.
  [[nodiscard]] double leader_avoided() const;
  [[nodiscard]] double network_avoided() const;
};

struct CooperationOptions {
  std::size_t points = 5;         // the first of the circle that were run and are looked at
  std::size_t partners = 3;       // makers tried one by one for each, as BackupSearch ranks them
  double test_line_factor = 0.5;  // (0, 1]; an assumption
  double contract_part = 0.3;     // (0, 1]
};

// Each failure lasts CircleOptions::failure_days. Largest loss avoided for the leader first, then for the
// network; then by point, kind, id of the partner. Points without a maker that could help have none.
// kInvalidArgument: options out of range. Cost: one simulation each.
Result<std::vector<Cooperation>> find_cooperations(const Dataset& dataset, const DatasetNetwork& network,
                                                   const SupplierCircle& circle, const CircleOptions& options,
                                                   const CooperationOptions& cooperation = {});

}  // namespace tenon
