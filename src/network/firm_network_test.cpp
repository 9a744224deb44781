#include "network/firm_network.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>
#include <map>
#include <utility>

namespace tenon {
namespace {

constexpr auto kEss = InputClass::kEssential;
constexpr auto kNon = InputClass::kNonEssential;
constexpr auto kNeg = InputClass::kNegligible;

using U32 = std::vector<std::uint32_t>;
using U64 = std::vector<std::uint64_t>;

TEST(FirmNetwork, BothDirectionsAscendAndAgree) {
  // 2 -> 0 (5), 0 -> 1 (1), 2 -> 1 (2), 1 -> 0 (4)
  const auto built = build_firm_network({{2, 0, 2, 1}, {0, 1, 1, 0}, {5, 1, 2, 4}, {}}, {0, 0, 1}, 2);
  ASSERT_TRUE(built.ok());
  const FirmNetwork& network = built->network;
  EXPECT_EQ(network.firm_count, 3U);
  EXPECT_EQ(network.sector_count, 2U);
  EXPECT_EQ(network.link_count(), 4U);
  EXPECT_FALSE(network.has_link_classes());
  EXPECT_EQ(network.customers.offsets, (U64{0, 1, 2, 4}));
  EXPECT_EQ(network.customers.neighbour, (U32{1, 0, 0, 1}));
  EXPECT_EQ(network.customers.weight, (std::vector<double>{1, 4, 5, 2}));
  EXPECT_EQ(network.suppliers.offsets, (U64{0, 2, 4, 4}));
  EXPECT_EQ(network.suppliers.neighbour, (U32{1, 2, 0, 2}));
  EXPECT_EQ(network.suppliers.weight, (std::vector<double>{4, 5, 1, 2}));
  EXPECT_EQ(network.out_strength, (std::vector<double>{1, 4, 7}));
  EXPECT_EQ(network.in_strength, (std::vector<double>{9, 3, 0}));
  EXPECT_EQ(built->counts.duplicates + built->counts.self_loops + built->counts.zero_weights, 0U);
}

TEST(FirmNetwork, DuplicatesSumInListOrder) {
  // 1 + 1e16 - would differ in another order: (1e16 + 1) + 1 == 1e16, (1 + 1) + 1e16 == 1e16 + 2.
  const auto built = build_firm_network({{0, 0, 0}, {1, 1, 1}, {1, 1, 1e16}, {}}, {0, 0}, 1);
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->counts.duplicates, 2U);
  EXPECT_EQ(built->network.customers.weight, (std::vector<double>{1e16 + 2}));
  const auto reversed = build_firm_network({{0, 0, 0}, {1, 1, 1}, {1e16, 1, 1}, {}}, {0, 0}, 1);
  ASSERT_TRUE(reversed.ok());
  EXPECT_EQ(reversed->network.customers.weight, (std::vector<double>{1e16}));
}

TEST(FirmNetwork, SelfLoopsStayAndZeroWeightsGo) {
  const auto built = build_firm_network({{0, 0, 1, 0}, {0, 0, 1, 1}, {3, 4, 0, 1}, {}}, {0, 0}, 1);
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->counts.self_loops, 1U);
  EXPECT_EQ(built->counts.duplicates, 1U);
  EXPECT_EQ(built->counts.zero_weights, 1U);
  EXPECT_EQ(built->network.customers.neighbour, (U32{0, 1}));
  EXPECT_EQ(built->network.out_strength, (std::vector<double>{8, 0}));
}

TEST(FirmNetwork, ClassOfCustomerAndSupplierSectorIsThatOfTheFirstLink) {
  // Firms 0 and 1 are of sector 0, firm 2 of sector 1, firm 3 buys. The first link of sector 0 has no weight:
  // it does not exist and decides nothing.
  const auto built = build_firm_network(
      {{1, 1, 0, 2, 0}, {3, 3, 3, 3, 2}, {0, 1, 1, 1, 1}, {kNeg, kEss, kNon, kNeg, kNon}}, {0, 0, 1, 0}, 2);
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->counts.class_conflicts, 1U);
  const Adjacency& suppliers = built->network.suppliers;
  EXPECT_EQ(suppliers.neighbour, (U32{0, 0, 1, 2}));  // of firm 2: 0; of firm 3: 0, 1, 2
  EXPECT_EQ(suppliers.input_class, (std::vector<InputClass>{kNon, kEss, kEss, kNeg}));
  const Adjacency& customers = built->network.customers;
  EXPECT_EQ(customers.neighbour, (U32{2, 3, 3, 3}));
  EXPECT_EQ(customers.input_class, (std::vector<InputClass>{kNon, kEss, kEss, kNeg}));
}

TEST(FirmNetwork, EmptyInputsGiveEmptyNetworks) {
  const auto nothing = build_firm_network({}, {}, 0);
  ASSERT_TRUE(nothing.ok());
  EXPECT_EQ(nothing->network.firm_count, 0U);
  EXPECT_EQ(nothing->network.customers.offsets, (U64{0}));
  const auto silent = build_firm_network({}, {0, 0}, 1);
  ASSERT_TRUE(silent.ok());
  EXPECT_EQ(silent->network.suppliers.offsets, (U64{0, 0, 0}));
  EXPECT_EQ(silent->network.out_strength, (std::vector<double>{0, 0}));
}

TEST(FirmNetwork, NonsenseIsRefused) {
  const auto refused = [](LinkList links, std::vector<std::uint32_t> sectors, std::uint32_t count) {
    const auto built = build_firm_network(std::move(links), std::move(sectors), count);
    return !built.ok() && built.error().code == ErrorCode::kInvalidArgument && !built.error().message.empty();
  };
  EXPECT_TRUE(refused({{2}, {0}, {1}, {}}, {0, 0}, 1));
  EXPECT_TRUE(refused({{0}, {2}, {1}, {}}, {0, 0}, 1));
  EXPECT_TRUE(refused({{0}, {1}, {-1}, {}}, {0, 0}, 1));
  EXPECT_TRUE(refused({{0}, {1}, {std::numeric_limits<double>::quiet_NaN()}, {}}, {0, 0}, 1));
  EXPECT_TRUE(refused({{0}, {1}, {std::numeric_limits<double>::infinity()}, {}}, {0, 0}, 1));
  EXPECT_TRUE(refused({{0, 0}, {1, 1}, {1e308, 1e308}, {}}, {0, 0}, 1));
  EXPECT_TRUE(refused({{0}, {1, 1}, {1}, {}}, {0, 0}, 1));
  EXPECT_TRUE(refused({{0}, {1}, {}, {}}, {0, 0}, 1));
  EXPECT_TRUE(refused({{0, 0}, {1, 1}, {1, 1}, {kEss}}, {0, 0}, 1));
  EXPECT_TRUE(refused({{0}, {1}, {1}, {static_cast<InputClass>(3)}}, {0, 0}, 1));
  EXPECT_TRUE(refused({{0}, {1}, {1}, {}}, {0, 1}, 1));
}

// What the header says, said with maps.
struct Expected {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<double, InputClass>>
      links;  // (supplier, customer)
  NetworkCounts counts;
};

Expected reference(const LinkList& links, const std::vector<std::uint32_t>& sectors) {
  Expected expected;
  std::map<std::pair<std::uint32_t, std::uint32_t>, InputClass> class_of;  // (customer, sector)
  for (std::size_t i = 0; i < links.supplier.size(); ++i) {
    if (links.weight[i] == 0) {
      ++expected.counts.zero_weights;
      continue;
    }
    InputClass input_class = links.input_class.empty() ? kNeg : links.input_class[i];
    const auto [rule, first] =
        class_of.try_emplace({links.customer[i], sectors[links.supplier[i]]}, input_class);
    if (rule->second != input_class) ++expected.counts.class_conflicts;
    const auto [link, fresh] =
        expected.links.try_emplace({links.supplier[i], links.customer[i]}, links.weight[i], rule->second);
    if (!fresh) {
      link->second.first += links.weight[i];
      ++expected.counts.duplicates;
    } else if (links.supplier[i] == links.customer[i]) {
      ++expected.counts.self_loops;
    }
  }
  return expected;
}

TEST(FirmNetwork, AgreesWithMapsOnRandomLists) {
  const bool ok = rc::check([] {
    const auto firms = *rc::gen::inRange<std::uint32_t>(1, 9);
    const auto sector_count = *rc::gen::inRange<std::uint32_t>(1, 4);
    const auto count = *rc::gen::inRange<std::size_t>(0, 60);
    const auto sectors = *rc::gen::container<std::vector<std::uint32_t>>(
        firms, rc::gen::inRange<std::uint32_t>(0, sector_count));
    const auto firm = rc::gen::inRange<std::uint32_t>(0, firms);
    LinkList links;
    links.supplier = *rc::gen::container<std::vector<std::uint32_t>>(count, firm);
    links.customer = *rc::gen::container<std::vector<std::uint32_t>>(count, firm);
    links.weight = *rc::gen::container<std::vector<double>>(
        count, rc::gen::map(rc::gen::inRange(0, 40), [](int tenths) { return tenths / 10.0; }));
    if (*rc::gen::arbitrary<bool>()) {
      links.input_class =
          *rc::gen::container<std::vector<InputClass>>(count, rc::gen::element(kNeg, kNon, kEss));
    }

    const Expected expected = reference(links, sectors);
    const auto built = build_firm_network(links, sectors, sector_count);
    RC_ASSERT(built.ok());
    const FirmNetwork& network = built->network;
    RC_ASSERT(network.link_count() == expected.links.size());
    RC_ASSERT(built->counts.duplicates == expected.counts.duplicates);
    RC_ASSERT(built->counts.self_loops == expected.counts.self_loops);
    RC_ASSERT(built->counts.zero_weights == expected.counts.zero_weights);
    RC_ASSERT(built->counts.class_conflicts == expected.counts.class_conflicts);

    std::size_t position = 0;
    std::vector<double> sales(firms, 0.0);
    for (const auto& [ends, link] : expected.links) {  // ordered as the rows of customers
      const auto& [supplier, customer] = ends;
      RC_ASSERT(network.customers.begin(supplier) <= position && position < network.customers.end(supplier));
      RC_ASSERT(network.customers.neighbour[position] == customer);
      RC_ASSERT(network.customers.weight[position] == link.first);
      if (network.has_link_classes()) RC_ASSERT(network.customers.input_class[position] == link.second);
      sales[supplier] += link.first;
      ++position;
    }
    RC_ASSERT(network.out_strength == sales);

    std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<double, InputClass>> by_customer;
    for (const auto& [ends, link] : expected.links) by_customer[{ends.second, ends.first}] = link;
    std::vector<double> purchases(firms, 0.0);
    position = 0;
    for (const auto& [ends, link] : by_customer) {
      const auto& [customer, supplier] = ends;
      RC_ASSERT(network.suppliers.begin(customer) <= position && position < network.suppliers.end(customer));
      RC_ASSERT(network.suppliers.neighbour[position] == supplier);
      RC_ASSERT(network.suppliers.weight[position] == link.first);
      if (network.has_link_classes()) RC_ASSERT(network.suppliers.input_class[position] == link.second);
      purchases[customer] += link.first;
      ++position;
    }
    RC_ASSERT(network.in_strength == purchases);
  });
  EXPECT_TRUE(ok);
}

}  // namespace
}  // namespace tenon
