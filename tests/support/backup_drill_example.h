// The example on which drills and the networks behind them are tested.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "remedy/backup_drill.h"
#include "remedy/backup_network.h"
#include "support/dataset_builder.h"

namespace tenon {

// Chips (C) go into panels (P), which A makes in Suzhou. All chips come from Japan. B could make 300 a day
// and makes none; K is known by name alone.
class DrillExample {
 public:
  DrillExample() {
    b.product("C", "C3973");
    b.product("P", "C3974");
    b.input("C", "P", true, 30);
    b.firm("A", "320500", "CHN", false);
    b.capability("A", "P", 1000, 1000);
    b.firm("B", "330000", "CHN", false);
    b.capability("B", "C", {}, 300);
    b.firm("K", "KOR", "KOR", false);
    b.capability("K", "C");
    b.fact("C", Indicator::kExternalDependence, 100, 100);
    b.share("C", "JPN", 100, 100, "China");
    options.threads = 1;
    options.propose = false;
    search_options.scope = "CHN";
  }

  // Call after the last change of the dataset.
  void build() {
    FaultList faults;
    auto built = build_dataset_network(b.data, {}, faults);
    ASSERT_TRUE(built.ok()) << built.error().message;
    network = std::move(*built);
    auto made = BackupSearch::create(b.data, network, search_options);
    ASSERT_TRUE(made.ok()) << made.error().message;
    search.emplace(std::move(*made));
  }
  DrillInput input() const { return {&b.data, &network, &*search, backups}; }

  std::optional<std::uint32_t> line(const std::string& firm, const std::string& product) const {
    for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
      const NetworkNode& node = network.nodes[n];
      if (!node.is_outside && node.firm == b.firm_id(firm) && node.product == b.product_id(product)) return n;
    }
    return std::nullopt;
  }
  ResolvedBackup& reserve(const std::string& product, const std::string& maker, double per_day,
                          double ready) {
    ResolvedBackup backup;
    backup.entry = backups.size();
    backup.product = b.product_id(product);
    backup.maker = b.firm_id(maker);
    backup.region = b.data.firm(*backup.maker).region;
    backup.node = line(maker, product);
    backup.reserved = per_day;
    backup.ready_days = ready;
    backups.push_back(backup);
    return backups.back();
  }
  ResolvedBackup& stock(const std::string& product, double days) {
    ResolvedBackup backup;
    backup.entry = backups.size();
    backup.product = b.product_id(product);
    backup.stock_days = days;
    backups.push_back(backup);
    return backups.back();
  }
  Drill drill(const std::string& product) const {
    const auto result = run_drill(input(), b.product_id(product), options);
    EXPECT_TRUE(result.ok());
    return result.ok() ? *result : Drill{};
  }
  // What the primary source delivers, money/day.
  double gap(const std::string& product) const { return search->answer({b.product_id(product), {}})->gap; }
  // The network with these backups when the primary of the product fails.
  BackupNetwork applied(const std::string& product) const {
    const auto answer = search->answer({b.product_id(product), {}});
    const RootFailure failure = search->failure_of(answer->primary().root);
    std::vector<std::uint8_t> failed;
    for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
      failed.push_back(network.nodes[n].product == b.product_id(product) &&
                               search->roots().root_of_node()[n] == answer->primary().root
                           ? 1
                           : 0);
    }
    const auto result = apply_backups({&b.data, &network, &*search, &failure, failed}, backups);
    EXPECT_TRUE(result.ok());
    return *result;
  }

  DatasetBuilder b;
  DatasetNetwork network;
  BackupOptions search_options;
  std::optional<BackupSearch> search;
  std::vector<ResolvedBackup> backups;
  DrillOptions options;
};

}  // namespace tenon
