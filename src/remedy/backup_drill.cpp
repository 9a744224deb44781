#include "remedy/backup_drill.h"

#include <algorithm>
#include <mutex>
#include <string>
#include <utility>

#include "base/parallel.h"
#include "remedy/backup_drill_run.h"

namespace tenon {
namespace {

Result<void> check(const DrillInput& input, const DrillOptions& options) {
  const auto invalid = [](std::string message) {
    return Error{ErrorCode::kInvalidArgument, "drill: " + std::move(message)};
  };
  if (options.failure_days < 1) return invalid("the failure must last at least 1 day");
  if (options.horizon_days < 1) return invalid("the horizon must be at least 1 day");
  if (!(options.tolerance >= 0 && options.tolerance < 1))
    return invalid("the tolerance must be at least 0 and below 1");
  if (!(options.limits.reserve_factor >= 1)) return invalid("the limit on reserves must be at least 1");
  if (options.limits.stock_days < 0) return invalid("the limit on stock must be at least 0 days");
  for (const ResolvedBackup& backup : input.backups) {
    if (backup.product.index() >= input.dataset->products.size())
      return invalid("a backup is of a product that does not exist");
  }
  return {};
}

// The largest root that somebody has named; absent: none.
std::optional<RootShare> primary_of(const std::vector<RootShare>& roots) {
  const auto named = std::find_if(roots.begin(), roots.end(), [](const RootShare& share) {
    return share.root.kind != RootKind::kUnnamed;
  });
  return named == roots.end() ? std::nullopt : std::optional(*named);
}

DrillFailure failure_of(const DrillInput& input, ProductId product, const SupplyRoot& root, bool whole_root) {
  DrillFailure failure{product, input.search->failure_of(root), {}};
  const std::vector<SupplyRoot>& roots = input.search->roots().root_of_node();
  for (std::uint32_t n = 0; n < roots.size(); ++n) {
    const bool fails = roots[n] == root && (whole_root || input.network->nodes[n].product == product);
    failure.failed.push_back(fails ? 1 : 0);
  }
  return failure;
}

BackupIdle why_idle(BackupStanding standing, const BackupDelivered& delivered, bool lacks_inputs,
                    bool too_late) {
  switch (standing) {
    case BackupStanding::kFailsTogether:
      return BackupIdle::kFailsTogether;
    case BackupStanding::kBuyerNotHit:
      return BackupIdle::kBuyerNotHit;
    case BackupStanding::kEmpty:
    case BackupStanding::kOtherProduct:
      return BackupIdle::kEmpty;
    case BackupStanding::kCounts:
      break;
  }
  if (delivered.stock_needed > 0) return BackupIdle::kNone;
  if (delivered.reserved > 0 && too_late) return BackupIdle::kTooLate;
  if (delivered.delivered > 0) return BackupIdle::kNone;
  return lacks_inputs ? BackupIdle::kNoInputs : BackupIdle::kNotNeeded;
}

// What each entry of a product that fails gave in the run.
std::vector<BackupDelivered> deliveries(const BackupNetwork& network, const DrillRun& run,
                                        const std::vector<std::size_t>& position, int failure_days) {
  std::vector<BackupDelivered> all(position.size());
  std::vector<std::uint8_t> lacks(position.size(), 0);
  std::vector<int> ready(position.size(), 0);
  const auto earlier = [](int& day, int other) {
    if (other >= 0 && (day < 0 || other < day)) day = other;
  };
  for (std::size_t k = 0; k < network.reserves.size(); ++k) {
    const ReservePiece& piece = network.reserves[k];
    BackupDelivered& entry = all[piece.backup];
    entry.reserved += piece.per_day;
    entry.delivered += run.delivered[k];
    earlier(entry.first_day, run.first_day[k]);
    lacks[piece.backup] |= run.lacks_inputs[k];
    ready[piece.backup] = first_day_of(piece);
  }
  for (std::size_t k = 0; k < network.stocks.size(); ++k) {
    BackupDelivered& entry = all[network.stocks[k].backup];
    entry.stock += network.stocks[k].amount;
    entry.stock_needed += run.stock_needed[k];
    earlier(entry.stock_first_day, run.stock_first_day[k]);
  }
  std::vector<BackupDelivered> listed;
  for (std::size_t b = 0; b < all.size(); ++b) {
    if (network.standing[b] == BackupStanding::kOtherProduct) continue;
    all[b].backup = position[b];
    all[b].part_left = network.part_left[b];
    all[b].idle = why_idle(network.standing[b], all[b], lacks[b] != 0, ready[b] > failure_days);
    listed.push_back(all[b]);
  }
  return listed;
}

Shortage predict(const BackupAnswer& answer, ProductId product, const BackupNetwork& network,
                 const DrillOptions& options) {
  double cushion = answer.cover.middle() * answer.gap;
  for (const StockPiece& piece : network.stocks) {
    // What is held of another product that fails along does not help this one.
    bool holds = false;
    for (std::uint64_t e = network.network.link_offsets[piece.group];
         e < network.network.link_offsets[piece.group + 1]; ++e)
      holds = holds || network.product[network.network.supplier[e]] == product;
    if (holds) cushion += piece.amount;
  }
  std::vector<BackupDelivery> deliveries;
  for (const ReservePiece& piece : network.reserves) {
    if (network.product[piece.node] == product)
      deliveries.push_back({piece.per_day, piece.ready_days + kDrillLagDays});
  }
  // What the source makes when it is back arrives on the day after.
  const int last = std::min(options.failure_days + 1, options.horizon_days);
  return shortage_of(answer.gap, cushion, deliveries, last);
}

}  // namespace

Result<Drill> run_drill(const DrillInput& input, ProductId product, const DrillOptions& options) {
  if (const auto sound = check(input, options); !sound) return sound.error();
  Drill drill;
  drill.product = product;
  const auto answer = input.search->answer({product, {}});
  if (!answer) {
    drill.skip = DrillSkip::kNotUsed;
    return drill;
  }
  drill.use = answer->use;
  const auto primary = primary_of(answer->roots);
  if (!primary) {
    drill.skip = DrillSkip::kUnnamed;
    return drill;
  }
  drill.primary = *primary;
  std::vector<ResolvedBackup> holding;
  std::vector<std::size_t> position;
  for (std::size_t b = 0; b < input.backups.size(); ++b) {
    if (!input.backups[b].holds_on(options.day)) continue;
    holding.push_back(input.backups[b]);
    position.push_back(b);
  }
  const DrillFailure failure = failure_of(input, product, primary->root, options.whole_root);

  const auto bare = network_with(input, failure, {});
  if (!bare) return bare.error();
  const auto without = run_failure(input, failure, *bare, options, false);
  if (!without) return without.error();
  drill.without = without->outcome;
  drill.users = without->users;
  drill.counts_final = without->counts_final;
  if (drill.users == 0) drill.skip = DrillSkip::kNobodyElse;
  drill.is_partial = without->is_partial;
  if (drill.is_partial || drill.users == 0) return drill;

  const auto network = network_with(input, failure, holding);
  if (!network) return network.error();
  const auto with = run_failure(input, failure, *network, options, false);
  if (!with) return with.error();
  drill.with = with->outcome;
  drill.delivered = deliveries(*network, *with, position, options.failure_days);
  drill.predicted = predict(*answer, product, *network, options);
  drill.is_partial = with->is_partial;
  if (drill.is_partial) return drill;
  drill.passes = drill.with.first_short_day < 0;
  if (drill.passes || !options.propose) return drill;

  auto proposals = propose_changes(input, failure, holding, options);
  if (!proposals) return proposals.error();
  drill.is_partial = options.stop != nullptr && *options.stop;
  drill.sought = !drill.is_partial;
  if (drill.sought) drill.proposals = std::move(*proposals);
  return drill;
}

Result<DrillChain> drill_products(const DrillInput& input, std::span<const ProductId> products,
                                  const DrillOptions& options) {
  std::vector<std::optional<Result<Drill>>> drills(products.size());
  std::mutex mutex;  // guards the count
  std::uint64_t done = 0;
  parallel_chunks(products.size(), 1, resolve_threads(options.threads),
                  [&](unsigned, std::size_t k, std::size_t) {
                    if (options.stop != nullptr && *options.stop) return;
                    drills[k] = run_drill(input, products[k], options);
                    if (!options.progress) return;
                    const std::lock_guard lock(mutex);
                    options.progress(++done, products.size());
                  });
  DrillChain chain;
  for (std::size_t k = 0; k < products.size(); ++k) {
    if (drills[k] && !drills[k]->ok()) return drills[k]->error();
    Drill drill;
    drill.product = products[k];
    drill.is_partial = true;
    chain.drills.push_back(drills[k] ? std::move(**drills[k]) : std::move(drill));
    chain.is_partial = chain.is_partial || chain.drills.back().is_partial;
  }
  return chain;
}

std::vector<ProductId> products_of_chain(const Dataset& dataset, ChainId chain) {
  std::vector<ProductId> products;
  for (std::size_t p = 0; p < dataset.products.size(); ++p) {
    if (dataset.products[p].chain == chain) products.push_back(ProductId(p));
  }
  return products;
}

}  // namespace tenon
