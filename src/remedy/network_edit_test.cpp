#include "remedy/network_edit.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "base/random.h"

namespace tenon {
namespace {

struct Economy {
  FirmNetwork network;
  std::vector<double> revenue;
  std::vector<double> costs;
  std::vector<double> weights;
  std::vector<std::uint8_t> is_outside;

  [[nodiscard]] EditedEconomy view() const {
    EditedEconomy economy{.network = &network};
    economy.revenue = revenue;
    economy.costs = costs;
    economy.weights = weights;
    economy.is_outside = is_outside;
    return economy;
  }
};

Economy random_economy(std::uint64_t seed, std::uint32_t firms, std::uint32_t sectors, std::size_t links,
                       bool classes) {
  const Philox random(seed);
  LinkList list;
  for (std::size_t e = 0; e < links; ++e) {
    list.supplier.push_back(static_cast<std::uint32_t>(random.below(firms, 1, e)));
    list.customer.push_back(static_cast<std::uint32_t>(random.below(firms, 2, e)));
    list.weight.push_back(std::exp(2 * random.normal(3, e)));
    if (classes) list.input_class.push_back(static_cast<InputClass>(random.below(3, 4, e)));
  }
  std::vector<std::uint32_t> sector(firms);
  for (std::uint32_t i = 0; i < firms; ++i)
    sector[i] = static_cast<std::uint32_t>(random.below(sectors, 5, i));
  Economy economy;
  economy.network = build_firm_network(std::move(list), std::move(sector), sectors).value().network;
  for (std::uint32_t i = 0; i < firms; ++i) {
    economy.revenue.push_back(economy.network.out_strength[i] +
                              (random.below(3, 6, i) == 0 ? 0 : random.uniform(7, i)));
    economy.costs.push_back(economy.network.in_strength[i] + random.uniform(8, i));
    economy.weights.push_back(random.uniform(9, i));
    economy.is_outside.push_back(random.below(3, 10, i) == 0 ? 1 : 0);
  }
  return economy;
}

// The edited list of links, kept in the plainest way: one map, searched whole for every question.
class PlainNetwork {
 public:
  struct Link {
    double weight = 0;
    InputClass input_class = InputClass::kNonEssential;
  };

  explicit PlainNetwork(const FirmNetwork& network)
      : sector_(network.sector), sectors_(network.sector_count), classes_(network.has_link_classes()) {
    for (std::uint32_t i = 0; i < network.firm_count; ++i) {
      for (std::size_t e = network.customers.begin(i); e < network.customers.end(i); ++e) {
        links_[{i, network.customers.neighbour[e]}] = {
            network.customers.weight[e],
            classes_ ? network.customers.input_class[e] : InputClass::kNonEssential};
      }
    }
  }

  void apply(const AddLink& edit) {
    const double taken = edit.weight * edit.taken_share;
    const double others = bought(edit.customer, sector_[edit.supplier], edit.supplier);
    InputClass input_class = edit.input_class.value_or(InputClass::kNonEssential);
    for (auto& [pair, link] : links_) {
      if (pair.second != edit.customer || sector_[pair.first] != sector_[edit.supplier]) continue;
      input_class = link.input_class;
      if (pair.first != edit.supplier && taken > 0) {
        link.weight *= taken >= others ? 0 : 1 - taken / others;
      }
    }
    Link& link = links_[{edit.supplier, edit.customer}];
    link = {link.weight + edit.weight, input_class};
    drop_empty();
  }
  void apply(const RemoveLink& edit) {
    const double removed = links_.at({edit.supplier, edit.customer}).weight;
    const double others = bought(edit.customer, sector_[edit.supplier], edit.supplier);
    links_.erase({edit.supplier, edit.customer});
    if (edit.flow == RemovedFlow::kDrop) return;
    for (auto& [pair, link] : links_) {
      if (pair.second == edit.customer && sector_[pair.first] == sector_[edit.supplier]) {
        link.weight = link.weight + removed * (link.weight / others);
      }
    }
  }
  void apply(const MergeFirms& edit) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, Link> moved;
    for (auto link = links_.begin(); link != links_.end();) {
      const auto [i, j] = link->first;
      if (i != edit.absorb && j != edit.absorb) {
        ++link;
        continue;
      }
      const bool internal = i == edit.keep || j == edit.keep;
      if (!internal) moved[link->first] = link->second;
      link = links_.erase(link);
    }
    // Sales first: what the merged firm sells itself is a sale.
    for (const bool sales : {true, false}) {
      for (const auto& [pair, link] : moved) {
        if ((pair.first == edit.absorb) != sales) continue;
        const std::uint32_t i = pair.first == edit.absorb ? edit.keep : pair.first;
        const std::uint32_t j = pair.second == edit.absorb ? edit.keep : pair.second;
        InputClass input_class = link.input_class;
        for (const auto& [other, theirs] : links_) {
          if (other.second == j && sector_[other.first] == sector_[i]) input_class = theirs.input_class;
        }
        Link& kept = links_[{i, j}];
        kept = {kept.weight + link.weight, input_class};
      }
    }
  }
  void apply(const BuildPlant& edit) {
    const auto plant = static_cast<std::uint32_t>(sector_.size());
    sector_.push_back(edit.sector);
    if (!edit.like) return;
    const auto before = links_;
    for (const auto& [pair, link] : before) {
      const auto [i, j] = pair;
      if ((i == *edit.like) == (j == *edit.like)) continue;
      const double moved = link.weight * edit.taken_share;
      links_[pair].weight = link.weight - moved;
      links_[{i == *edit.like ? plant : i, j == *edit.like ? plant : j}] = {moved, link.input_class};
    }
    drop_empty();
  }
  void apply(const ScaleCapacity&) {}
  void apply(const ScaleStock&) {}
  void apply(const Localise&) { FAIL() << "has a test of its own"; }

  [[nodiscard]] FirmNetwork build() const {
    LinkList list;
    for (const auto& [pair, link] : links_) {
      list.supplier.push_back(pair.first);
      list.customer.push_back(pair.second);
      list.weight.push_back(link.weight);
      if (classes_) list.input_class.push_back(link.input_class);
    }
    auto built = build_firm_network(std::move(list), sector_, sectors_);
    EXPECT_EQ(built->counts.class_conflicts, 0U);
    return std::move(built->network);
  }

 private:
  [[nodiscard]] double bought(std::uint32_t customer, std::uint32_t sector, std::uint32_t except) const {
    double sum = 0;
    for (const auto& [pair, link] : links_) {
      if (pair.second == customer && pair.first != except && sector_[pair.first] == sector) {
        sum += link.weight;
      }
    }
    return sum;
  }
  void drop_empty() {
    std::erase_if(links_, [](const auto& entry) { return entry.second.weight == 0; });
  }

  std::map<std::pair<std::uint32_t, std::uint32_t>, Link> links_;
  std::vector<std::uint32_t> sector_;
  std::uint32_t sectors_;
  bool classes_;
};

void expect_same(const Adjacency& expected, const Adjacency& actual) {
  EXPECT_EQ(expected.offsets, actual.offsets);
  EXPECT_EQ(expected.neighbour, actual.neighbour);
  EXPECT_EQ(expected.weight, actual.weight);
  EXPECT_EQ(expected.input_class, actual.input_class);
}

void expect_same(const FirmNetwork& expected, const FirmNetwork& actual) {
  EXPECT_EQ(expected.firm_count, actual.firm_count);
  EXPECT_EQ(expected.sector_count, actual.sector_count);
  EXPECT_EQ(expected.sector, actual.sector);
  expect_same(expected.customers, actual.customers);
  expect_same(expected.suppliers, actual.suppliers);
  EXPECT_EQ(expected.out_strength, actual.out_strength);
  EXPECT_EQ(expected.in_strength, actual.in_strength);
}

double total(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// A random edit that may or may not be possible.
NetworkEdit random_edit(const Philox& random, std::uint64_t at, const FirmNetwork& network,
                        std::uint32_t firms) {
  const auto firm = [&](std::uint64_t k) { return static_cast<std::uint32_t>(random.below(firms, at, k)); };
  switch (random.below(6, at, 0)) {
    case 0:
      return AddLink{firm(1), firm(2), std::exp(random.normal(at, 3)), random.uniform(at, 4), {}};
    case 1:
      return AddLink{firm(1), firm(2), std::exp(random.normal(at, 3)), 0, {}};
    case 2:
    case 3: {
      const std::size_t e = random.below(network.link_count(), at, 5);
      const auto row =
          std::upper_bound(network.customers.offsets.begin(), network.customers.offsets.end(), e);
      return RemoveLink{static_cast<std::uint32_t>(row - network.customers.offsets.begin() - 1),
                        network.customers.neighbour[e],
                        random.below(2, at, 6) == 0 ? RemovedFlow::kDrop : RemovedFlow::kRedistribute};
    }
    case 4:
      return MergeFirms{firm(1), firm(2), true};
    default: {
      const std::uint32_t like = firm(1);
      if (like >= network.firm_count) return BuildPlant{.name = "new", .location = "", .sector = 0};
      return BuildPlant{"new", "", network.sector[like], like, 0.1 + 0.8 * random.uniform(at, 7)};
    }
  }
}

// Edits one after another, those that are possible, against the plain list: the same bits.
TEST(NetworkEdit, EqualsTheNetworkBuiltFromTheEditedLinks) {
  std::size_t applied = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Philox random(seed);
    const auto firms = static_cast<std::uint32_t>(2 + random.below(12, 20, 0));
    const Economy economy =
        random_economy(seed, firms, static_cast<std::uint32_t>(1 + random.below(4, 20, 1)),
                       1 + random.below(5 * firms, 20, 2), seed % 2 == 0);
    std::vector<NetworkEdit> edits;
    PlainNetwork plain(economy.network);
    std::uint32_t known = firms;
    for (std::uint64_t k = 0; k < 8; ++k) {
      edits.push_back(random_edit(random, 100 + k, economy.network, known));
      if (!apply_edits(economy.view(), edits)) {
        edits.pop_back();
        continue;
      }
      std::visit([&plain](const auto& edit) { plain.apply(edit); }, edits.back());
      known += std::holds_alternative<BuildPlant>(edits.back()) ? 1 : 0;
    }
    applied += edits.size();
    const auto edited = apply_edits(economy.view(), edits);
    ASSERT_TRUE(edited.ok());
    expect_same(plain.build(), edited->network);

    // Sales outside stay, whoever owns them now.
    const double outside = total(economy.revenue) - total(economy.network.out_strength);
    EXPECT_NEAR(total(edited->revenue) - total(edited->network.out_strength), outside,
                1e-9 * (1 + total(economy.revenue)));
    EXPECT_NEAR(total(edited->weights), total(economy.weights), 1e-12);
    for (std::size_t i = 0; i < edited->revenue.size(); ++i) {
      EXPECT_GE(edited->revenue[i], edited->network.out_strength[i]);
      EXPECT_GE(edited->costs[i], edited->network.in_strength[i]);
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(applied, 900U);
}

// What is said to have changed is what has: everything else is as it was.
TEST(NetworkEdit, NamesAllThatChanged) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    const Philox random(seed);
    const Economy economy = random_economy(seed, 12, 3, 50, false);
    std::vector<NetworkEdit> edits{random_edit(random, 100, economy.network, 12)};
    const auto edited = apply_edits(economy.view(), edits);
    RC_PRE(edited.ok());
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> difference;
    for (std::uint32_t i = 0; i < edited->network.firm_count; ++i) {
      for (std::size_t e = edited->network.customers.begin(i); e < edited->network.customers.end(i); ++e) {
        difference[{i, edited->network.customers.neighbour[e]}] = edited->network.customers.weight[e];
      }
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<double, double>> expected;
    for (const auto& [pair, after] : difference) expected[pair].second = after;
    for (std::uint32_t i = 0; i < economy.network.firm_count; ++i) {
      for (std::size_t e = economy.network.customers.begin(i); e < economy.network.customers.end(i); ++e) {
        expected[{i, economy.network.customers.neighbour[e]}].first = economy.network.customers.weight[e];
      }
    }
    std::erase_if(expected, [](const auto& entry) { return entry.second.first == entry.second.second; });
    std::vector<ChangedLink> links;
    for (const auto& [pair, values] : expected) {
      links.push_back({pair.first, pair.second, values.first, values.second});
    }
    RC_ASSERT(edited->changed_links == links);
    for (std::uint32_t i = 0; i < 12; ++i) {
      const auto changed = [i](const std::vector<std::uint32_t>& list) {
        return std::find(list.begin(), list.end(), i) != list.end();
      };
      if (!changed(edited->changed_suppliers)) {
        RC_ASSERT(edited->revenue[i] == economy.revenue[i]);
        RC_ASSERT(edited->network.out_strength[i] == economy.network.out_strength[i]);
      }
      if (!changed(edited->changed_customers)) {
        RC_ASSERT(edited->costs[i] == economy.costs[i]);
        RC_ASSERT(edited->network.in_strength[i] == economy.network.in_strength[i]);
      }
    }
  }));
}

// Two suppliers of sector 0 and one of sector 1 sell to customer 3; 4 is a further maker of sector 0.
Economy small_economy() {
  Economy economy;
  economy.network =
      build_firm_network({{0, 1, 2}, {3, 3, 3}, {60, 20, 5}, {}}, {0, 0, 1, 2, 0}, 3).value().network;
  return economy;
}

double weight_of(const FirmNetwork& network, std::uint32_t supplier, std::uint32_t customer) {
  for (std::size_t e = network.customers.begin(supplier); e < network.customers.end(supplier); ++e) {
    if (network.customers.neighbour[e] == customer) return network.customers.weight[e];
  }
  return 0;
}

TEST(NetworkEdit, ANewSupplierTakesFromTheOthersOfItsSector) {
  const Economy economy = small_economy();
  const std::vector<NetworkEdit> edits{AddLink{4, 3, 40, 1, {}}};
  const auto edited = apply_edits(economy.view(), edits);
  ASSERT_TRUE(edited.ok());
  EXPECT_DOUBLE_EQ(weight_of(edited->network, 0, 3), 30);
  EXPECT_DOUBLE_EQ(weight_of(edited->network, 1, 3), 10);
  EXPECT_DOUBLE_EQ(weight_of(edited->network, 2, 3), 5);
  EXPECT_DOUBLE_EQ(weight_of(edited->network, 4, 3), 40);
  EXPECT_DOUBLE_EQ(edited->network.in_strength[3], 85);
  EXPECT_EQ(edited->changed_suppliers, (std::vector<std::uint32_t>{0, 1, 4}));
  EXPECT_EQ(edited->changed_customers, (std::vector<std::uint32_t>{3}));
  EXPECT_EQ(edited->changed_sectors, (std::vector<std::uint32_t>{0}));
}

TEST(NetworkEdit, TakingEverythingRemovesTheOtherLinks) {
  const Economy economy = small_economy();
  const std::vector<NetworkEdit> edits{AddLink{4, 3, 80, 1, {}}};
  const auto edited = apply_edits(economy.view(), edits);
  ASSERT_TRUE(edited.ok());
  EXPECT_EQ(edited->network.link_count(), 2U);
  EXPECT_EQ(weight_of(edited->network, 0, 3), 0);
}

TEST(NetworkEdit, ARemovedFlowGoesToTheOthersOrNowhere) {
  const Economy economy = small_economy();
  const std::vector<NetworkEdit> moved{RemoveLink{0, 3, RemovedFlow::kRedistribute}};
  EXPECT_DOUBLE_EQ(weight_of(apply_edits(economy.view(), moved)->network, 1, 3), 80);
  const std::vector<NetworkEdit> dropped{RemoveLink{0, 3, RemovedFlow::kDrop}};
  EXPECT_DOUBLE_EQ(weight_of(apply_edits(economy.view(), dropped)->network, 1, 3), 20);
}

TEST(NetworkEdit, MergedFirmsKeepTheirTradeToThemselves) {
  Economy economy;
  // 0 -> 1 (7), 1 -> 2 (5), 0 -> 2 (3), 2 -> 0 (4)
  economy.network =
      build_firm_network({{0, 1, 0, 2}, {1, 2, 2, 0}, {7, 5, 3, 4}, {}}, {0, 1, 2}, 3).value().network;
  economy.revenue = {10, 25, 4};
  const std::vector<NetworkEdit> edits{MergeFirms{1, 0, true}};
  const auto edited = apply_edits(economy.view(), edits);
  ASSERT_TRUE(edited.ok());
  EXPECT_EQ(edited->internalised, 7);
  EXPECT_EQ(edited->network.link_count(), 2U);
  EXPECT_EQ(weight_of(edited->network, 1, 2), 8);
  EXPECT_EQ(weight_of(edited->network, 2, 1), 4);
  EXPECT_EQ(edited->revenue, (std::vector<double>{0, 28, 4}));  // 1 sold 20 outside, 0 nothing
}

// Sector 0: makers 0 (inside, sells 10), 1 (inside, sells 30), 2 (abroad). Customers 3, 4, 5 inside, 6
// abroad.
Economy importing_economy() {
  Economy economy;
  economy.network =
      build_firm_network({{0, 1, 2, 2, 2, 2, 1}, {3, 6, 3, 4, 5, 6, 4}, {10, 25, 30, 40, 20, 99, 5}, {}},
                         {0, 0, 0, 1, 1, 1, 1}, 2)
          .value()
          .network;
  economy.is_outside = {0, 0, 1, 0, 0, 0, 1};
  return economy;
}

TEST(NetworkEdit, LocalisingMeetsTheShareExactly) {
  const Economy economy = importing_economy();
  // Inside buy 105 of which 90 from abroad. Three fifths inside: 42 may stay abroad, 48 move.
  const std::vector<NetworkEdit> edits{Localise{0, 0.6}};
  const auto edited = apply_edits(economy.view(), edits);
  ASSERT_TRUE(edited.ok());
  EXPECT_DOUBLE_EQ(edited->localised, 48);
  EXPECT_DOUBLE_EQ(weight_of(edited->network, 2, 3), 14);
  EXPECT_DOUBLE_EQ(weight_of(edited->network, 2, 6), 99) << "customers abroad are left alone";
  // 3 knows maker 0 only, 4 maker 1 only; 5 knows nobody and gets a quarter from 0, three quarters from 1.
  EXPECT_DOUBLE_EQ(weight_of(edited->network, 0, 3), 10 + 16);
  EXPECT_DOUBLE_EQ(weight_of(edited->network, 1, 4), 5 + 40 * 48.0 / 90);
  const double new_of_5 = 20 * 48.0 / 90;
  EXPECT_DOUBLE_EQ(weight_of(edited->network, 0, 5), new_of_5 / 4);
  EXPECT_DOUBLE_EQ(weight_of(edited->network, 1, 5), new_of_5 * 3 / 4);
  for (const std::uint32_t customer : {3U, 4U, 5U}) {
    EXPECT_DOUBLE_EQ(edited->network.in_strength[customer], economy.network.in_strength[customer]);
  }
}

TEST(NetworkEdit, LocalisingPropertiesHold) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    const Philox random(seed);
    const Economy economy = random_economy(seed, 25, 2, 150, seed % 2 == 0);
    const double share = random.uniform(30, 0);
    const std::vector<NetworkEdit> edits{Localise{0, share}};
    const auto edited = apply_edits(economy.view(), edits);
    RC_PRE(edited.ok());
    double inside = 0;
    double all = 0;
    const FirmNetwork& network = edited->network;
    for (std::uint32_t i = 0; i < 25; ++i) {
      for (std::size_t e = network.customers.begin(i); e < network.customers.end(i); ++e) {
        const std::uint32_t customer = network.customers.neighbour[e];
        if (network.sector[i] != 0 || economy.is_outside[customer] != 0) continue;
        all += network.customers.weight[e];
        if (economy.is_outside[i] == 0) inside += network.customers.weight[e];
        RC_ASSERT(network.customers.weight[e] > 0);
      }
      RC_ASSERT(std::abs(network.in_strength[i] - economy.network.in_strength[i]) <=
                1e-9 * (1 + network.in_strength[i]));
    }
    RC_ASSERT(all == 0 || inside / all >= share - 1e-9);
  }));
}

TEST(NetworkEdit, ScalingChangesNoLink) {
  const Economy economy = small_economy();
  const std::vector<NetworkEdit> edits{ScaleCapacity{0, 1.5}, ScaleStock{3, 2, {}, 0}};
  const auto edited = apply_edits(economy.view(), edits);
  ASSERT_TRUE(edited.ok());
  expect_same(economy.network, edited->network);
  EXPECT_TRUE(edited->changed_links.empty());
}

void expect_refused(const Economy& economy, const std::vector<NetworkEdit>& edits, const char* reason) {
  const auto edited = apply_edits(economy.view(), edits);
  ASSERT_FALSE(edited.ok()) << reason;
  EXPECT_EQ(edited.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(edited.error().message.find(reason), std::string::npos) << edited.error().message;
}

TEST(NetworkEdit, RefusesWhatCannotBe) {
  const Economy economy = small_economy();
  expect_refused(economy, {AddLink{9, 3, 1, 0, {}}}, "firm 9 is out of range");
  expect_refused(economy, {AddLink{3, 3, 1, 0, {}}}, "named twice");
  expect_refused(economy, {AddLink{4, 3, -1, 0, {}}}, "the weight is -1");
  expect_refused(economy, {AddLink{4, 3, std::nan(""), 0, {}}}, "finite");
  expect_refused(economy, {AddLink{4, 3, 1, 1.5, {}}}, "expected 0 to 1");
  expect_refused(economy, {AddLink{4, 3, 81, 1, {}}}, "sell it only 80");
  expect_refused(economy, {AddLink{4, 3, 1, 1, InputClass::kEssential}}, "have none");
  expect_refused(economy, {AddLink{4, 3, 1e308, 0, {}}, AddLink{4, 2, 1e308, 0, {}}}, "beyond the range");
  expect_refused(economy, {RemoveLink{4, 3, RemovedFlow::kDrop}}, "sells nothing");
  expect_refused(economy, {RemoveLink{2, 3, RemovedFlow::kRedistribute}}, "no other supplier");
  expect_refused(economy, {ScaleCapacity{0, 0}}, "expected a finite number > 0");
  expect_refused(economy, {ScaleStock{0, 2, {}, 7}}, "sector 7 is out of range");
  expect_refused(economy, {MergeFirms{0, 2, false}}, "different sectors");
  expect_refused(economy, {MergeFirms{0, 1, false}, AddLink{1, 3, 1, 0, {}}}, "absorbed");
  expect_refused(economy, {BuildPlant{"p", "", 3, {}, 0}}, "sector 3");
  expect_refused(economy, {BuildPlant{"p", "", 0, 0, 1}}, "less than 1");
  expect_refused(economy, {BuildPlant{"p", "", 1, 0, 0.5}}, "not of the plant's sector");
  expect_refused(economy, {BuildPlant{"p", "", 0, {}, 0.5}}, "from no firm");
  expect_refused(economy, {Localise{0, 0.5}}, "abroad is not known");
  expect_refused(importing_economy(), {Localise{0, 1.5}}, "expected 0 to 1");
  Economy all_abroad = importing_economy();
  all_abroad.is_outside = {1, 1, 1, 0, 0, 0, 0};
  expect_refused(all_abroad, {Localise{0, 0.5}}, "no maker inside");
}

TEST(NetworkEdit, NamesEveryFault) {
  const Economy economy = small_economy();
  const std::vector<NetworkEdit> edits{RemoveLink{4, 3, RemovedFlow::kDrop}, ScaleCapacity{0, 2},
                                       MergeFirms{0, 0, false}};
  const auto edited = apply_edits(economy.view(), edits);
  ASSERT_FALSE(edited.ok());
  EXPECT_EQ(
      edited.error().message,
      "edit 1 (remove_link): firm 4 sells nothing to firm 3\nedit 3 (merge_firms): firm 0 is named twice");
}

TEST(NetworkEdit, ChecksTheClassesOfLinks) {
  Economy economy;
  economy.network =
      build_firm_network({{0, 1}, {2, 2}, {1, 1}, {InputClass::kEssential, InputClass::kEssential}},
                         {0, 0, 1}, 2)
          .value()
          .network;
  expect_refused(economy, {AddLink{1, 2, 1, 0, InputClass::kNonEssential}}, "as class 2, not 1");
  const std::vector<NetworkEdit> edits{AddLink{2, 0, 1, 0, InputClass::kNegligible}};
  const auto edited = apply_edits(economy.view(), edits);
  ASSERT_TRUE(edited.ok());
  EXPECT_EQ(edited->network.suppliers.input_class[0], InputClass::kNegligible);
}

}  // namespace
}  // namespace tenon
