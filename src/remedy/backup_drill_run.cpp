#include "remedy/backup_drill_run.h"

#include <algorithm>
#include <utility>

#include "scenario/inventory_dynamics.h"

namespace tenon {
namespace {

// Relative; what differs by less is rounding.
constexpr double kRounding = 1e-9;

// A group of a direct user that holds the product.
struct UserGroup {
  std::uint32_t user = 0;  // position among the users
  std::uint32_t node = 0;
  std::uint64_t group = 0;
  double flow = 0;    // money/day, of all that replaces each other in it
  double part = 0;    // of it the product's
  double weighs = 1;  // output that is lost when the group is empty
};

class Watcher {
 public:
  Watcher(const DrillInput& input, ProductId product, const BackupNetwork& network, double tolerance)
      : data_(*input.network), drilled_(network), tolerance_(tolerance) {
    find_users(product, false);
    if (users_.empty()) find_users(product, true);
    find_counted();
    run.users = users_.size();
    run.delivered.assign(network.reserves.size(), 0);
    run.first_day.assign(network.reserves.size(), -1);
    run.lacks_inputs.assign(network.reserves.size(), 0);
    run.stock_needed.assign(network.stocks.size(), 0);
    run.stock_first_day.assign(network.stocks.size(), -1);
    for (const double demand : network.network.final_demand) final_demand_ += demand;
    was_short_.assign(users_.size(), 0);
    held_back_.assign(users_.size(), 0);
  }

  void see(const InventoryRun& state, int day) {
    see_users(state, day);
    see_losses(state, day);
    see_makers(state, day);
    see_stocks(state, day);
  }

  DrillRun run;

 private:
  void find_users(ProductId product, bool shops) {
    const SupplyNetwork& net = drilled_.network;
    for (std::uint32_t n = 0; n < net.node_count; ++n) {
      const bool is_shop = std::find(drilled_.shops.begin(), drilled_.shops.end(), n) != drilled_.shops.end();
      if (is_shop != shops || drilled_.normal[n] <= 0) continue;
      if (std::binary_search(drilled_.failed.begin(), drilled_.failed.end(), n)) continue;
      double purchases = 0;
      for (std::uint64_t e = net.link_offsets[net.group_offsets[n]];
           e < net.link_offsets[net.group_offsets[n + 1]]; ++e)
        purchases += net.flow[e];
      bool uses = false;
      for (std::uint64_t g = net.group_offsets[n]; g < net.group_offsets[n + 1]; ++g) {
        UserGroup group{static_cast<std::uint32_t>(users_.size()), n, g};
        for (std::uint64_t e = net.link_offsets[g]; e < net.link_offsets[g + 1]; ++e) {
          group.flow += net.flow[e];
          if (drilled_.product[net.supplier[e]] == product) group.part += net.flow[e];
        }
        if (group.part <= 0) continue;
        group.part /= group.flow;
        if (net.essential[g] == 0) group.weighs = group.flow / purchases;
        groups_.push_back(group);
        uses = true;
      }
      if (!uses) continue;
      users_.push_back(n);
      users_output_ += drilled_.normal[n];
    }
    run.counts_final = shops;
  }

  // Lines at home that make something else than what fails.
  void find_counted() {
    const SupplyNetwork& net = drilled_.network;
    value_added_.assign(data_.nodes.size(), 0);
    for (std::uint32_t n = 0; n < data_.nodes.size(); ++n) {
      if (data_.nodes[n].is_outside || drilled_.normal[n] <= 0 ||
          drilled_.of_failing[drilled_.product[n].index()] != 0)
        continue;
      double purchases = 0;
      for (std::uint64_t e = net.link_offsets[net.group_offsets[n]];
           e < net.link_offsets[net.group_offsets[n + 1]]; ++e)
        purchases += net.flow[e];
      counted_.push_back(n);
      value_added_[n] = (drilled_.normal[n] - purchases) / drilled_.normal[n];
    }
  }

  void see_users(const InventoryRun& state, int day) {
    const auto output = state.output();
    const auto demand = state.demand();
    std::fill(held_back_.begin(), held_back_.end(), 0);
    for (const UserGroup& group : groups_) {
      const double normal = drilled_.normal[group.node];
      const double asked = std::min(demand[group.node], normal);
      const double stock = state.group_stock(group.group);
      const double wanted = group.flow * asked / normal;
      if (stock < wanted * (1 - kRounding)) run.outcome.missing += (wanted - stock) * group.part;
      const double level = 1 - group.weighs * std::max(0.0, 1 - stock / group.flow);
      if (level >= (1 - tolerance_) * (1 - kRounding) || output[group.node] >= asked * (1 - kRounding))
        continue;
      was_short_[group.user] = 1;
      held_back_[group.user] = std::max(held_back_[group.user], asked - output[group.node]);
    }
    double held_back = 0;
    for (const double amount : held_back_) held_back += amount;
    if (held_back <= 0) return;
    DrillOutcome& outcome = run.outcome;
    if (outcome.first_short_day < 0) outcome.first_short_day = day;
    if (held_back / users_output_ > outcome.largest_shortfall * (1 + kRounding)) {
      outcome.largest_shortfall = held_back / users_output_;
      outcome.worst_day = day;
    }
    outcome.users_short =
        static_cast<std::size_t>(std::count(was_short_.begin(), was_short_.end(), std::uint8_t{1}));
  }

  void see_losses(const InventoryRun& state, int day) {
    const auto output = state.output();
    for (const std::uint32_t n : counted_) {
      const double lost = drilled_.normal[n] - output[n];
      run.outcome.lost_output += lost;
      run.outcome.lost_value_added += lost * value_added_[n];
    }
    double consumed = 0;
    for (const double amount : state.final_consumption()) consumed += amount;
    run.outcome.lost_final_demand += final_demand_ - consumed;
    if (run.outcome.first_final_day < 0 && consumed < final_demand_ * (1 - tolerance_) * (1 - kRounding))
      run.outcome.first_final_day = day;
  }

  // What a maker makes beyond its normal output is told to its entries that are ready, by what they reserve.
  void see_makers(const InventoryRun& state, int day) {
    const auto& pieces = drilled_.reserves;
    for (std::size_t k = 0; k < pieces.size();) {
      const std::uint32_t node = pieces[k].node;
      std::size_t end = k;
      double ready = 0;
      for (; end < pieces.size() && pieces[end].node == node; ++end) {
        if (first_day_of(pieces[end]) <= day) ready += pieces[end].per_day;
      }
      const double normal = drilled_.normal[node];
      const double more = state.output()[node] - normal;
      const bool lacks = ready > 0 && state.output_limit()[node] <= normal * (1 + kRounding);
      for (; k < end; ++k) {
        if (first_day_of(pieces[k]) > day) continue;
        if (lacks) run.lacks_inputs[k] = 1;
        if (more <= (normal + ready) * kRounding) continue;
        run.delivered[k] += more * pieces[k].per_day / ready;
        if (run.first_day[k] < 0) run.first_day[k] = day;
      }
    }
  }

  // What was registered lies at the bottom: it is touched when all the rest of the group is used.
  void see_stocks(const InventoryRun& state, int day) {
    const auto& pieces = drilled_.stocks;
    for (std::size_t k = 0; k < pieces.size();) {
      const std::uint64_t group = pieces[k].group;
      std::size_t end = k;
      double held = 0;
      for (; end < pieces.size() && pieces[end].group == group; ++end) held += pieces[end].amount;
      const double used = held - std::min(held, state.group_stock(group));
      for (; k < end; ++k) {
        if (used <= held * kRounding) continue;
        run.stock_needed[k] = std::max(run.stock_needed[k], used * pieces[k].amount / held);
        if (run.stock_first_day[k] < 0) run.stock_first_day[k] = day;
      }
    }
  }

  const DatasetNetwork& data_;
  const BackupNetwork& drilled_;
  double tolerance_;
  std::vector<std::uint32_t> users_;
  std::vector<UserGroup> groups_;
  double users_output_ = 0;
  double final_demand_ = 0;
  std::vector<std::uint32_t> counted_;
  std::vector<double> value_added_;  // part of output, one a node of the dataset's network
  std::vector<std::uint8_t> was_short_;
  std::vector<double> held_back_;
};

}  // namespace

Result<BackupNetwork> network_with(const DrillInput& input, const DrillFailure& failure,
                                   std::span<const ResolvedBackup> backups) {
  return apply_backups({input.dataset, input.network, input.search, &failure.root, failure.failed}, backups);
}

Result<DrillRun> run_failure(const DrillInput& input, const DrillFailure& failure,
                             const BackupNetwork& network, const DrillOptions& options, bool until_short) {
  ScenarioPolicy policy = options.policy;
  policy.switching.enabled = true;
  const auto model = build_inventory_model(network.network, policy, network.switching);
  if (!model) return model.error();
  InventoryRun state(*model, 1);
  Watcher watcher(input, failure.product, network, options.tolerance);
  std::vector<double> capacity_left(network.network.node_count, 1);
  for (int day = 0; day < options.horizon_days; ++day) {
    if (options.stop != nullptr && options.stop->load(std::memory_order_relaxed)) {
      watcher.run.is_partial = true;
      break;
    }
    for (const std::uint32_t node : network.failed) capacity_left[node] = day < options.failure_days ? 0 : 1;
    set_ready_capacity(network, day, capacity_left);
    state.step({.capacity_left = capacity_left});
    watcher.see(state, day);
    if (until_short && watcher.run.outcome.first_short_day >= 0) break;
  }
  return std::move(watcher.run);
}

}  // namespace tenon
