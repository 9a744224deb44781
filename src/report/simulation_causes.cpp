#include "report/simulation_causes.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenario/shock.h"

namespace tenon {
namespace {

// Among (node, flow) of neighbours: the one hit no later than `day` whose missing flow is largest.
class Culprit {
 public:
  Culprit(const std::vector<NodeOutcome>& outcomes, std::uint32_t self, int day)
      : outcomes_(outcomes), self_(self), day_(day) {}

  void offer(std::uint32_t node, double flow) {
    if (node == self_ || node >= outcomes_.size()) return;
    const NodeOutcome& outcome = outcomes_[node];
    if (outcome.first_hit_day < 0 || outcome.first_hit_day > day_) return;
    const double missing = flow * (1 - static_cast<double>(outcome.worst_level));
    if (best_ != kNoPosition && missing <= missing_) return;
    best_ = node;
    missing_ = missing;
  }
  [[nodiscard]] std::uint32_t node() const { return best_; }

 private:
  const std::vector<NodeOutcome>& outcomes_;
  std::uint32_t self_;
  int day_;
  std::uint32_t best_ = kNoPosition;
  double missing_ = 0;
};

void keep_larger(std::uint32_t& best, std::uint32_t node, const std::vector<NodeOutcome>& outcomes) {
  if (best == kNoPosition || outcomes[node].lost_output > outcomes[best].lost_output) best = node;
}

}  // namespace

Causes::Causes(const SimulationReport& report, std::size_t run) : report_(report), run_(report.runs[run]) {
  index_customers();
  index_groups();
}

const NodeOutcome& Causes::outcome(std::uint32_t node) const {
  return run_.simulation->nodes[node];
}

// The event that takes most from the node on that day.
std::optional<std::size_t> Causes::event_on(std::uint32_t node, int day, bool demand) const {
  std::optional<std::size_t> found;
  double largest = 0;
  for (std::size_t e = 0; e < run_.hits.size(); ++e) {
    const ScenarioEvent& event = run_.scenario->events[e];
    if ((event.kind == EventKind::kDemand) != demand) continue;
    const auto& nodes = run_.hits[e].nodes;
    if (!std::binary_search(nodes.begin(), nodes.end(), node)) continue;
    const double size = demand ? event.demand_change : event.loss;
    const double loss = std::fabs(
        loss_on_day({event.start_day, event.duration_days, size, event.recovery, event.recovery_days}, day));
    if (loss > largest) {
      largest = loss;
      found = e;
    }
  }
  return found;
}

void Causes::index_customers() {
  if (run_.network == nullptr) return;
  const SupplyNetwork& network = *run_.network;
  customer_offset_.assign(std::size_t{network.node_count} + 1, 0);
  for (const std::uint32_t supplier : network.supplier) ++customer_offset_[std::size_t{supplier} + 1];
  for (std::size_t i = 1; i < customer_offset_.size(); ++i) customer_offset_[i] += customer_offset_[i - 1];
  customer_.resize(network.link_count());
  customer_flow_.resize(network.link_count());
  std::vector<std::uint64_t> at(customer_offset_.begin(), customer_offset_.end() - 1);
  for (std::uint32_t node = 0; node < network.node_count; ++node) {
    for (std::uint64_t g = network.group_offsets[node]; g < network.group_offsets[node + 1]; ++g) {
      for (std::uint64_t link = network.link_offsets[g]; link < network.link_offsets[g + 1]; ++link) {
        const std::uint64_t place = at[network.supplier[link]]++;
        customer_[place] = node;
        customer_flow_[place] = network.flow[link];
      }
    }
  }
}

void Causes::index_groups() {
  const auto size_of = [&](std::string_view id) {
    const auto at = find_dimension(report_, id);
    return at ? report_.dimensions[*at].groups.size() : 0;
  };
  of_product_.assign(size_of(dimension::kProduct), kNoPosition);
  of_city_.assign(size_of(dimension::kCity), kNoPosition);
  const auto& outcomes = run_.simulation->nodes;
  for (std::uint32_t node = 0; node < outcomes.size(); ++node) {
    const NodeLabel& label = report_.nodes[node];
    if (outcomes[node].first_hit_day < 0) continue;
    if (label.product != kNoPosition) keep_larger(of_product_[label.product], node, outcomes);
    if (label.city != kNoPosition && !label.is_outside) keep_larger(of_city_[label.city], node, outcomes);
  }
}

CauseStep Causes::traced(CauseStep step, std::uint32_t group) const {
  if (step.cause == StopCause::kCapacity || step.cause == StopCause::kDemand) {
    step.event = event_on(step.node, step.day, step.cause == StopCause::kDemand);
    if (step.event) return step;
  }
  if (run_.network == nullptr || step.node >= run_.network->node_count) return step;
  const SupplyNetwork& network = *run_.network;
  Culprit culprit(run_.simulation->nodes, step.node, step.day);
  if (step.cause == StopCause::kInput) {
    for (std::uint64_t link = network.link_offsets[group]; link < network.link_offsets[group + 1]; ++link) {
      const std::uint32_t supplier = network.supplier[link];
      const std::uint32_t product = report_.nodes[supplier].product;
      if (product != kNoPosition) step.inputs.push_back(product);
      culprit.offer(supplier, network.flow[link]);
    }
    std::sort(step.inputs.begin(), step.inputs.end());
    step.inputs.erase(std::unique(step.inputs.begin(), step.inputs.end()), step.inputs.end());
  } else if (step.cause == StopCause::kDemand) {
    for (std::uint64_t at = customer_offset_[step.node]; at < customer_offset_[step.node + 1]; ++at) {
      culprit.offer(customer_[at], customer_flow_[at]);
    }
  }
  step.next = culprit.node();
  return step;
}

CauseStep Causes::hit_step(std::uint32_t node) const {
  const NodeOutcome& hit = outcome(node);
  CauseStep step;
  step.node = node;
  step.day = hit.first_hit_day;
  step.cause = hit.cause;
  if (hit.first_hit_day < 0) return step;
  step.stops = hit.first_stop_day == hit.first_hit_day;
  return traced(std::move(step), hit.cause_group);
}

CauseStep Causes::stop_step(std::uint32_t node) const {
  const NodeOutcome& stop = outcome(node);
  if (stop.first_stop_day < 0 || stop.stop_cause == StopCause::kNone) return hit_step(node);
  CauseStep step;
  step.node = node;
  step.day = stop.first_stop_day;
  step.stops = true;
  step.cause = stop.stop_cause;
  return traced(std::move(step), stop.stop_cause_group);
}

CauseStep Causes::step(std::uint32_t node, int day) const {
  const int stop = outcome(node).first_stop_day;
  return stop >= 0 && stop <= day ? stop_step(node) : hit_step(node);
}

std::vector<CauseStep> Causes::chain(std::uint32_t node, std::size_t limit) const {
  std::vector<CauseStep> steps;
  if (node >= run_.simulation->nodes.size() || outcome(node).first_hit_day < 0) return steps;
  steps.push_back(stop_step(node));
  while (steps.size() < limit && steps.back().next != kNoPosition) {
    const std::uint32_t next = steps.back().next;
    const bool seen = std::any_of(steps.begin(), steps.end(),
                                  [&](const CauseStep& earlier) { return earlier.node == next; });
    if (seen) {
      steps.back().next = kNoPosition;
      break;
    }
    steps.push_back(step(next, steps.back().day));
  }
  return steps;
}

std::uint32_t Causes::node_of_product(std::uint32_t product) const {
  return product < of_product_.size() ? of_product_[product] : kNoPosition;
}

std::uint32_t Causes::node_of_city(std::uint32_t city) const {
  return city < of_city_.size() ? of_city_[city] : kNoPosition;
}

}  // namespace tenon
