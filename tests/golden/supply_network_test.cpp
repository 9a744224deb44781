#include "scenario/dataset_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <string>

#include "exchange/dataset_reader.h"
#include "exchange/scenario_reader.h"
#include "scenario/resolve_events.h"

namespace tenon {
namespace {

const Dataset& delta() {
  static const Dataset dataset = [] {
    Result<ReadDataset> read = read_dataset(TENON_SOURCE_DIR "/data/delta");
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().message);
    return read.ok() ? std::move(read->dataset) : Dataset{};
  }();
  return dataset;
}

TEST(DeltaSupplyNetwork, Show) {
  for (auto& f : std::filesystem::directory_iterator(TENON_SOURCE_DIR "/data/scenarios")) {
    if (f.path().extension() != ".yaml") continue;
    FaultList faults;
    auto scenario = read_scenario(f.path(), faults);
    const Dataset& data = delta();
    const auto t0 = std::chrono::steady_clock::now();
    auto net = build_dataset_network(data, network_options(*scenario), faults);
    const auto t1 = std::chrono::steady_clock::now();
    auto res = resolve_events({scenario->file, "events", scenario->events}, delta(), *net, faults);
    const auto t2 = std::chrono::steady_clock::now();
    std::cout << f.path().filename() << " " << std::chrono::duration<double>(t1 - t0).count() << " "
              << std::chrono::duration<double>(t2 - t1).count() << "\n" << faults.to_string() << "\n";
    for (std::size_t k = 0; res.ok() && k < res->hits.size(); ++k) {
      const EventHit& h = res->hits[k];
      std::cout << "  " << scenario->events[k].id.text << " nodes " << h.nodes << " links " << h.links << " amount " << h.amount / 1e6
                << " outside " << h.outside_amount / 1e6 << "\n";
      for (std::size_t q = 0; q < std::min<std::size_t>(6, h.products.size()); ++q) {
        const ProductHit& p = h.products[q];
        auto t = describe_hit(delta(), *net, res->shocks[k], p);
        std::cout << "    " << delta().product(p.product).id << " n" << p.nodes << " use " << p.share_of_use << " lines "
                  << p.share_of_lines << " unknown " << p.unknown_origin << " | " << t.zh << " | " << t.en << "\n";
      }
    }
  }
}

}  // namespace
}  // namespace tenon
