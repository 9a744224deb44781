// The smallest changes with which a failing drill passes. Each kind of change is a row of steps, of which the
// last is the limit: if the drill passes there, halving finds a step that passes behind one that fails. More
// of anything is taken to help, which holds where stocks and rates decide; where it does not, what is found
// still passes, but a smaller step might, too.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "remedy/backup_drill_run.h"
#include "scenario/supply_network.h"

namespace tenon {
namespace {

constexpr int kStepsOfReserve = 20;  // of what is reserved now, or of what a maker can spare
constexpr double kSpareTolerance = 1e-6;

class Proposer {
 public:
  Proposer(const DrillInput& input, const DrillFailure& failure, const std::vector<ResolvedBackup>& backups,
           const DrillOptions& options)
      : input_(input), failure_(failure), options_(options) {
    // Only entries of this product are changed: the others are somebody else's drill.
    for (const ResolvedBackup& backup : backups) {
      (backup.product == failure.product ? own_ : others_).push_back(backup);
    }
    const std::vector<double> output = normal_output(input.network->network);
    for (const ResolvedBackup& backup : own_) {
      has_reserve_ = has_reserve_ || (backup.maker && backup.reserved > 0);
      if (!backup.node) continue;
      const SupplyNetwork& net = input.network->network;
      spare_[*backup.node] = input.network->nodes[*backup.node].kind == NodeKind::kStandbyLine
                                 ? net.standby_capacity[*backup.node]
                                 : output[*backup.node] * (net.capacity_ratio[*backup.node] - 1);
    }
  }

  Result<std::vector<DrillProposal>> propose() {
    const int most_reserve =
        static_cast<int>(std::floor(options_.limits.reserve_factor * kStepsOfReserve * (1 + 1e-12)));
    const int most_stock = options_.limits.stock_days;
    DrillProposal change;
    if (has_reserve_) {
      change.change = DrillChange::kReserve;
      seek(change, kStepsOfReserve, most_reserve, [](DrillProposal& c, int step) {
        c.reserve_factor = static_cast<double>(step) / kStepsOfReserve;
      });
    }
    change = {};
    change.change = DrillChange::kStock;
    seek(change, 0, most_stock, [](DrillProposal& c, int step) { c.stock_days = step; });
    seek_ready();
    if (!error_ && found_.empty() && has_reserve_) {
      change = {};
      change.change = DrillChange::kReserveAndStock;
      seek_both(change, most_reserve, most_stock);
    }
    if (!error_ && found_.empty()) seek_candidates(most_stock);
    if (error_) return *error_;
    return std::move(found_);
  }

 private:
  bool is_stopped() const { return options_.stop != nullptr && *options_.stop; }

  std::vector<ResolvedBackup> changed(const DrillProposal& change) const {
    std::vector<ResolvedBackup> backups = own_;
    for (ResolvedBackup& backup : backups) {
      backup.reserved *= change.reserve_factor;
      if (change.ready_days) backup.ready_days = std::min<double>(backup.ready_days, *change.ready_days);
    }
    for (const AddedBackup& added : change.added) {
      ResolvedBackup backup;
      backup.product = failure_.product;
      backup.maker = added.maker;
      backup.region = added.region;
      backup.node = added.node;
      backup.reserved = added.per_day;
      backup.ready_days = added.ready_days;
      backups.push_back(backup);
    }
    if (change.stock_days > 0) {
      ResolvedBackup stock;
      stock.product = failure_.product;
      stock.stock_days = change.stock_days;
      backups.push_back(stock);
    }
    backups.insert(backups.end(), others_.begin(), others_.end());
    return backups;
  }

  // Runs it; false where it fails, was stopped, or there was an error.
  bool passes(DrillProposal& change) {
    if (error_ || is_stopped()) return false;
    const auto network = network_with(input_, failure_, changed(change));
    if (!network) return fail(network.error());
    const auto run = run_failure(input_, failure_, *network, options_, true);
    if (!run) return fail(run.error());
    change.outcome = run->outcome;
    return !run->is_partial && run->outcome.first_short_day < 0;
  }
  bool fails_with(Error error) {
    error_ = std::move(error);
    return false;
  }
  bool fail(const Error& error) { return fails_with(error); }

  using SetStep = std::function<void(DrillProposal&, int)>;

  // `failing` is known to fail; the smallest step above it that passes, at most `last`.
  bool smallest(DrillProposal& change, int failing, int last, const SetStep& set) {
    if (last <= failing) return false;
    DrillProposal best = change;
    set(best, last);
    if (!passes(best)) return false;
    std::optional<int> short_day = change.smaller_short_day;
    while (last - failing > 1) {
      const int middle = failing + (last - failing) / 2;
      DrillProposal at = change;
      set(at, middle);
      if (passes(at)) {
        last = middle;
        best = at;
      } else {
        failing = middle;
        short_day = at.outcome.first_short_day;
      }
    }
    change = best;
    change.smaller_short_day = short_day;
    return !error_ && !is_stopped();
  }

  void seek(DrillProposal change, int failing, int last, const SetStep& set) {
    if (smallest(change, failing, last, set)) keep(std::move(change));
  }

  void keep(DrillProposal change) {
    std::map<std::uint32_t, double> reserved;
    for (const ResolvedBackup& backup : changed(change)) {
      if (backup.node && spare_.contains(*backup.node)) reserved[*backup.node] += backup.reserved;
    }
    for (const auto& [node, amount] : reserved)
      change.beyond_known_spare =
          change.beyond_known_spare || amount > spare_.at(node) * (1 + kSpareTolerance);
    found_.push_back(std::move(change));
  }

  // The later, the less it interferes: the steps count days that are gained.
  void seek_ready() {
    double latest = 0;
    for (const ResolvedBackup& backup : own_) {
      if (backup.maker && backup.reserved > 0) latest = std::max(latest, backup.ready_days);
    }
    const int now = static_cast<int>(std::ceil(latest));
    DrillProposal change;
    change.change = DrillChange::kReady;
    seek(change, 0, now, [now](DrillProposal& c, int step) { c.ready_days = now - step; });
  }

  // At the limit of the first, the smallest second; then, with that, the smallest first.
  void seek_both(DrillProposal change, int most_reserve, int most_stock) {
    change.reserve_factor = static_cast<double>(most_reserve) / kStepsOfReserve;
    if (!smallest(change, 0, most_stock, [](DrillProposal& c, int step) { c.stock_days = step; })) return;
    change.reserve_factor = 1;
    seek(change, kStepsOfReserve, most_reserve,
         [](DrillProposal& c, int step) { c.reserve_factor = static_cast<double>(step) / kStepsOfReserve; });
  }

  std::vector<AddedBackup> candidates() const {
    const auto answer = input_.search->answer({failure_.product, {}});
    std::set<std::pair<std::uint32_t, std::uint32_t>> known;  // maker and plant
    const auto plant = [](const std::optional<RegionId>& region) {
      return region ? region->value : UINT32_MAX;
    };
    for (const ResolvedBackup& backup : own_) {
      if (backup.maker) known.emplace(backup.maker->value, plant(backup.region));
    }
    std::vector<AddedBackup> found;
    if (!answer) return found;
    for (const BackupCandidate& candidate : answer->candidates) {
      if (found.size() >= options_.limits.candidates) break;
      if (candidate.kind != CandidateKind::kMaker || candidate.fails_with_primary ||
          candidate.spare.value_or(0) <= 0 || (candidate.synthetic && !options_.limits.use_synthetic) ||
          known.contains({candidate.firm.value, plant(candidate.region)}))
        continue;
      found.push_back({candidate.firm, candidate.region, candidate.node, *candidate.spare,
                       candidate.ready_days(), candidate.synthetic});
    }
    return found;
  }

  // One alone, in the order of the search; else the first so many together; else all, with stock.
  void seek_candidates(int most_stock) {
    const std::vector<AddedBackup> makers = candidates();
    DrillProposal change;
    change.change = DrillChange::kCandidate;
    for (const AddedBackup& maker : makers) {
      change.added = {maker};
      seek(change, 0, kStepsOfReserve, [&](DrillProposal& c, int step) {
        c.added.front().per_day = maker.per_day * step / kStepsOfReserve;
      });
      if (error_ || !found_.empty()) return;
    }
    change.added.clear();
    for (const AddedBackup& maker : makers) {
      change.added.push_back(maker);
      if (change.added.size() < 2) continue;
      if (passes(change)) keep(change);
      if (error_ || !found_.empty()) return;
    }
    if (makers.empty()) return;
    // As few of them as will do with some stock.
    change.change = DrillChange::kCandidateAndStock;
    DrillProposal all = change;
    all.stock_days = most_stock;
    if (!passes(all)) return;
    seek({change.change, 1, most_stock, {}, {}, false, {}, {}}, 0, static_cast<int>(makers.size()),
         [&](DrillProposal& c, int step) { c.added.assign(makers.begin(), makers.begin() + step); });
    if (found_.empty()) return;
    change.added = found_.back().added;
    found_.clear();
    seek(change, 0, most_stock, [](DrillProposal& c, int step) { c.stock_days = step; });
  }

  const DrillInput& input_;
  const DrillFailure& failure_;
  const DrillOptions& options_;
  std::vector<ResolvedBackup> own_;
  std::vector<ResolvedBackup> others_;
  std::map<std::uint32_t, double> spare_;  // money/day, of registered lines
  bool has_reserve_ = false;
  std::vector<DrillProposal> found_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::vector<DrillProposal>> propose_changes(const DrillInput& input, const DrillFailure& failure,
                                                   const std::vector<ResolvedBackup>& backups,
                                                   const DrillOptions& options) {
  return Proposer(input, failure, backups, options).propose();
}

}  // namespace tenon
