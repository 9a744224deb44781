#include "remedy/leading_firms.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "model/firm_group.h"
#include "remedy/leading_firms_network.h"
#include "scenario/external_dependence.h"
#include "scenario/supply_network.h"

namespace tenon {
namespace {

constexpr double kEqual = 1e-9;          // relative: figures that differ by less are the same
constexpr double kSmallestRest = 1e-13;  // of the influence that further rounds would add
constexpr int kMostRounds = 10'000;

// The lines of one group.
struct Group {
  FirmId top;
  std::vector<std::uint32_t> lines;
  std::set<std::uint32_t> chains;  // served
};

struct Lines {
  std::vector<Group> groups;                        // by id of the firm
  std::vector<std::optional<std::size_t>> of_node;  // position in groups, of lines with output
  std::vector<double> output;
};

Lines group_lines(const Dataset& dataset, const DatasetNetwork& network, std::vector<double> output) {
  Lines lines;
  lines.output = std::move(output);
  lines.of_node.resize(network.nodes.size());
  std::map<std::string_view, Group> by_id;
  for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
    const NetworkNode& node = network.nodes[n];
    if (node.is_outside || !node.firm || lines.output[n] <= 0) continue;
    const FirmId top = top_parent(dataset, *node.firm);
    Group& group = by_id[dataset.firm(top).id];
    group.top = top;
    group.lines.push_back(n);
  }
  for (auto& [id, group] : by_id) {
    for (const std::uint32_t n : group.lines) lines.of_node[n] = lines.groups.size();
    lines.groups.push_back(std::move(group));
  }
  const SupplyNetwork& links = network.network;
  const auto chain_of = [&](std::uint32_t n) {
    return dataset.product(network.nodes[n].product).chain.value;
  };
  for (std::uint32_t n = 0; n < links.node_count; ++n) {
    if (!lines.of_node[n]) continue;
    lines.groups[*lines.of_node[n]].chains.insert(chain_of(n));
    const std::uint64_t end = links.link_offsets[links.group_offsets[n + 1]];
    for (std::uint64_t e = links.link_offsets[links.group_offsets[n]]; e < end; ++e) {
      const auto& supplier = lines.of_node[links.supplier[e]];
      if (supplier) lines.groups[*supplier].chains.insert(chain_of(n));
    }
  }
  return lines;
}

// Who delivers to whom among the lines of one chain.
class ChainWalk {
 public:
  ChainWalk(const Dataset& dataset, const DatasetNetwork& network, const Lines& lines, ChainId chain)
      : network_(network), lines_(lines), position_(network.nodes.size(), kNone) {
    for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
      if (!lines.of_node[n] || dataset.product(network.nodes[n].product).chain != chain) continue;
      position_[n] = static_cast<std::uint32_t>(nodes_.size());
      nodes_.push_back(n);
    }
    suppliers_.resize(nodes_.size());
    customers_.resize(nodes_.size());
    const SupplyNetwork& links = network.network;
    for (std::uint32_t k = 0; k < nodes_.size(); ++k) {
      const std::uint32_t n = nodes_[k];
      const std::uint64_t end = links.link_offsets[links.group_offsets[n + 1]];
      for (std::uint64_t e = links.link_offsets[links.group_offsets[n]]; e < end; ++e) {
        const std::uint32_t from = position_[links.supplier[e]];
        if (from == kNone) continue;
        suppliers_[k].push_back(from);
        customers_[from].push_back(k);
      }
    }
  }

  [[nodiscard]] const std::vector<std::uint32_t>& nodes() const { return nodes_; }
  [[nodiscard]] ChainReach upstream(std::size_t group) const { return walk(group, suppliers_); }
  [[nodiscard]] ChainReach downstream(std::size_t group) const { return walk(group, customers_); }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  [[nodiscard]] ChainReach walk(std::size_t group,
                                const std::vector<std::vector<std::uint32_t>>& next) const {
    std::vector<std::uint8_t> seen(nodes_.size(), 0);
    std::vector<std::uint32_t> open;
    for (const std::uint32_t n : lines_.groups[group].lines) {
      if (position_[n] == kNone) continue;
      seen[position_[n]] = 1;
      open.push_back(position_[n]);
    }
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      for (const std::uint32_t to : next[at]) {
        if (seen[to] != 0) continue;
        seen[to] = 1;
        open.push_back(to);
      }
    }
    ChainReach reach;
    std::set<std::size_t> firms;
    std::set<std::uint32_t> products;
    for (std::size_t k = 0; k < seen.size(); ++k) {
      const std::uint32_t n = nodes_[k];
      if (seen[k] == 0 || *lines_.of_node[n] == group) continue;
      firms.insert(*lines_.of_node[n]);
      products.insert(network_.nodes[n].product.value);
      reach.output += lines_.output[n];
    }
    reach.firms = firms.size();
    reach.products = products.size();
    return reach;
  }

  const DatasetNetwork& network_;
  const Lines& lines_;
  std::vector<std::uint32_t> position_;  // of each node in nodes_
  std::vector<std::uint32_t> nodes_;
  std::vector<std::vector<std::uint32_t>> suppliers_;
  std::vector<std::vector<std::uint32_t>> customers_;
};

bool same(double a, double b) {
  return std::fabs(a - b) <= kEqual * std::max(std::fabs(a), std::fabs(b));
}

// From 1, the highest score first; equals share the lowest number.
std::vector<std::size_t> ranks_of(const std::vector<double>& scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  std::vector<std::size_t> rank(scores.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && same(scores[order[end]], scores[order[begin]]))
      rank[order[end++]] = begin + 1;
    begin = end;
  }
  return rank;
}

void rank_leaders(std::vector<LeadingFirm>& leaders) {
  for (std::size_t p = 0; p < kLeaderPartCount; ++p) {
    std::vector<double> values;
    values.reserve(leaders.size());
    for (const LeadingFirm& leader : leaders) values.push_back(leader.parts[p].value);
    const std::vector<double> percentiles = percentile_ranks(values);
    for (std::size_t k = 0; k < leaders.size(); ++k) leaders[k].parts[p].percentile = percentiles[k];
  }
  const auto ranks_without = [&](std::size_t left_out) {
    std::vector<double> scores;
    for (const LeadingFirm& leader : leaders) {
      double sum = 0;
      double parts = 0;
      for (std::size_t p = 0; p < kLeaderPartCount; ++p) {
        if (p == left_out) continue;
        sum += leader.parts[p].percentile;
        ++parts;
      }
      scores.push_back(sum / parts);
    }
    return std::pair(scores, ranks_of(scores));
  };
  const auto [scores, ranks] = ranks_without(kLeaderPartCount);
  for (std::size_t k = 0; k < leaders.size(); ++k) {
    leaders[k].score = scores[k];
    leaders[k].rank = leaders[k].best_rank = leaders[k].worst_rank = ranks[k];
  }
  for (std::size_t p = 0; p < kLeaderPartCount; ++p) {
    const std::vector<std::size_t> without = ranks_without(p).second;
    for (std::size_t k = 0; k < leaders.size(); ++k) {
      leaders[k].best_rank = std::min(leaders[k].best_rank, without[k]);
      leaders[k].worst_rank = std::max(leaders[k].worst_rank, without[k]);
    }
  }
}

// Ids of positions, by the text of the record.
template <class IdOf, class Text>
std::vector<IdOf> by_text(const std::set<std::uint32_t>& positions, Text text) {
  std::vector<IdOf> ids;
  ids.reserve(positions.size());
  for (const std::uint32_t p : positions) ids.push_back(IdOf(p));
  std::sort(ids.begin(), ids.end(), [&](IdOf a, IdOf b) { return text(a) < text(b); });
  return ids;
}

void add_known_leaders(const Dataset& dataset, const DatasetNetwork& network, const ChainWalk& walk,
                       ChainLeaders& chain) {
  std::set<std::uint32_t> with_lines;
  for (const std::uint32_t n : walk.nodes()) with_lines.insert(network.nodes[n].firm->value);
  std::map<std::uint32_t, std::set<std::uint32_t>> products_of;  // of real firms without a line in the chain
  const auto add = [&](FirmId firm, ProductId product) {
    if (dataset.product(product).chain != chain.chain || dataset.firm(firm).synthetic) return;
    if (!with_lines.contains(firm.value)) products_of[firm.value].insert(product.value);
  };
  for (const Capability& row : dataset.capabilities) add(row.firm, row.product);
  for (const Share& row : dataset.shares) {
    if (row.firm) add(*row.firm, row.product);
  }
  chain.makers_without_figures = products_of.size();
  const std::string& home = dataset.region(network.home).code;
  for (const auto& [firm, products] : products_of) {
    if (dataset.firms[firm].role != "leader") continue;
    KnownLeader known;
    known.firm = FirmId(firm);
    known.own = controlling_country(dataset, known.firm) == home;
    known.products =
        by_text<ProductId>(products, [&](ProductId p) { return std::string_view(dataset.product(p).id); });
    chain.known_leaders.push_back(std::move(known));
  }
  std::sort(chain.known_leaders.begin(), chain.known_leaders.end(),
            [&](const KnownLeader& a, const KnownLeader& b) {
              return std::tuple(!a.own, std::string_view(dataset.firm(a.firm).id)) <
                     std::tuple(!b.own, std::string_view(dataset.firm(b.firm).id));
            });
}

}  // namespace

std::vector<double> percentile_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size(), 0.5);
  if (values.size() < 2) return ranks;
  const auto last = static_cast<double>(values.size() - 1);
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && same(values[order[end]], values[order[begin]])) ++end;
    const double place = static_cast<double>(begin + end - 1) / 2;
    for (std::size_t k = begin; k < end; ++k) ranks[order[k]] = place / last;
    begin = end;
  }
  return ranks;
}

std::vector<double> influence_of_nodes(const DatasetNetwork& network) {
  const SupplyNetwork& links = network.network;
  const std::vector<double> output = normal_output(links);
  std::vector<double> term(links.node_count, 0);
  double lines = 0;
  for (std::uint32_t n = 0; n < links.node_count; ++n) {
    if (network.nodes[n].is_outside || output[n] <= 0) continue;
    term[n] = 1;
    ++lines;
  }
  for (double& t : term) t /= std::max(1.0, lines);
  std::vector<double> influence = term;
  std::vector<double> next(links.node_count);
  double sum = 1;
  for (int round = 0; round < kMostRounds; ++round) {
    std::fill(next.begin(), next.end(), 0.0);
    for (std::uint32_t n = 0; n < links.node_count; ++n) {
      if (output[n] <= 0 || term[n] <= 0) continue;
      const std::uint64_t end = links.link_offsets[links.group_offsets[n + 1]];
      for (std::uint64_t e = links.link_offsets[links.group_offsets[n]]; e < end; ++e)
        next[links.supplier[e]] += links.flow[e] / output[n] * term[n];
    }
    term.swap(next);
    double more = 0;
    for (std::uint32_t n = 0; n < links.node_count; ++n) {
      influence[n] += term[n];
      more += term[n];
    }
    sum += more;
    if (more <= kSmallestRest * sum) break;
  }
  return influence;
}

Result<LeadingFirms> find_leading_firms(const Dataset& dataset, const DatasetNetwork& network,
                                        const LeadingFirmsOptions& options) {
  auto risk = build_line_risk(dataset, network);
  if (!risk) return risk.error();
  const Lines lines = group_lines(dataset, network, risk->output);
  const std::vector<double> influence = influence_of_nodes(network);

  LeadingFirms result;
  result.notes.alternatives_joined = risk->alternatives_joined;
  result.notes.needs_joined = risk->needs_joined;
  std::vector<ChainWalk> walks;
  std::vector<std::uint8_t> wanted(lines.groups.size(), 0);
  for (std::uint32_t c = 0; c < dataset.chains.size(); ++c) {
    if (options.chain && options.chain->value != c) continue;
    ChainLeaders& chain = result.chains.emplace_back();
    chain.chain = ChainId(c);
    walks.emplace_back(dataset, network, lines, chain.chain);
    for (const std::uint32_t n : walks.back().nodes()) wanted[*lines.of_node[n]] = 1;
  }
  for (std::size_t n = 0; n < lines.of_node.size(); ++n) {
    if (lines.of_node[n]) result.output += lines.output[n];
  }

  std::vector<std::vector<std::uint32_t>> closed;
  std::vector<std::size_t> closure_of(lines.groups.size(), 0);
  for (std::size_t g = 0; g < lines.groups.size(); ++g) {
    if (wanted[g] == 0) continue;
    closure_of[g] = closed.size();
    closed.push_back(lines.groups[g].lines);
  }
  EsriOptions esri;
  esri.epsilon = options.epsilon;
  esri.threads = options.threads;
  const auto closures = closure_risks(dataset, network, *risk, closed, esri);
  if (!closures) return closures.error();
  for (const ClosureRisk& closure : *closures) result.notes.not_converged += closure.score.converged ? 0 : 1;

  for (std::size_t k = 0; k < walks.size(); ++k) {
    ChainLeaders& chain = result.chains[k];
    const ChainWalk& walk = walks[k];
    chain.lines = walk.nodes().size();
    std::map<std::size_t, std::vector<std::uint32_t>> lines_of_group;
    for (const std::uint32_t n : walk.nodes()) {
      chain.output += lines.output[n];
      lines_of_group[*lines.of_node[n]].push_back(n);
    }
    for (auto& [g, nodes] : lines_of_group) {
      const Group& group = lines.groups[g];
      const ClosureRisk& closure = (*closures)[closure_of[g]];
      LeadingFirm leader;
      leader.group = group.top;
      leader.esri = closure.score;
      leader.upstream = walk.upstream(g);
      leader.downstream = walk.downstream(g);
      leader.synthetic = dataset.firm(group.top).synthetic;
      const auto part = [&](LeaderPart p) -> double& {
        return leader.parts[static_cast<std::size_t>(p)].value;
      };
      std::set<std::uint32_t> firms;
      std::set<std::uint32_t> products;
      for (const std::uint32_t n : nodes) {
        part(LeaderPart::kOutput) += lines.output[n];
        part(LeaderPart::kInfluence) += influence[n];
        firms.insert(network.nodes[n].firm->value);
        products.insert(network.nodes[n].product.value);
        leader.synthetic = leader.synthetic || network.nodes[n].synthetic;
      }
      part(LeaderPart::kRisk) = closure.of_chain[chain.chain.index()];
      part(LeaderPart::kReach) = leader.upstream.output + leader.downstream.output;
      part(LeaderPart::kChains) = static_cast<double>(group.chains.size());
      leader.firms = by_text<FirmId>(firms, [&](FirmId f) { return std::string_view(dataset.firm(f).id); });
      leader.products =
          by_text<ProductId>(products, [&](ProductId p) { return std::string_view(dataset.product(p).id); });
      leader.lines = std::move(nodes);
      chain.leaders.push_back(std::move(leader));
    }
    rank_leaders(chain.leaders);
    chain.scored = chain.leaders.size();
    for (const LeadingFirm& leader : chain.leaders) chain.scored_real += leader.synthetic ? 0 : 1;
    // Groups came in order of their ids.
    std::stable_sort(chain.leaders.begin(), chain.leaders.end(),
                     [](const LeadingFirm& a, const LeadingFirm& b) { return a.rank < b.rank; });
    if (options.of_group) {
      std::erase_if(chain.leaders,
                    [&](const LeadingFirm& leader) { return leader.group != *options.of_group; });
    } else if (options.top > 0 && chain.leaders.size() > options.top) {
      chain.leaders.erase(chain.leaders.begin() + static_cast<std::ptrdiff_t>(options.top),
                          chain.leaders.end());
    }
    add_known_leaders(dataset, network, walk, chain);
  }
  return result;
}

}  // namespace tenon
