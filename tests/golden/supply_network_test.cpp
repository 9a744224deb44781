// The bundled dataset as a supply network: in exact equilibrium, and nothing essential without a supply.
#include "scenario/dataset_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <string>

#include "exchange/dataset_reader.h"

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

DatasetNetwork build() {
  FaultList faults;
  Result<DatasetNetwork> built = build_dataset_network(delta(), {}, faults);
  EXPECT_TRUE(built.ok()) << (built.ok() ? "" : built.error().message);
  return std::move(*built);
}

TEST(DeltaSupplyNetwork, Show) {
  const auto t0 = std::chrono::steady_clock::now();
  DatasetNetwork net = build();
  std::cout << std::chrono::duration<double>(std::chrono::steady_clock::now() - t0).count() << " s\n";
  std::cout << net.nodes.size() << " nodes " << net.network.group_count() << " groups "
            << net.network.link_count() << " links\n";
  for (const auto* list : {&net.assumptions, &net.gaps}) {
    for (const NetworkNote& n : *list) {
      std::cout << n.id << " " << n.count << " " << n.text_zh << " |";
      for (auto& e : n.examples) std::cout << " " << e;
      std::cout << "\n";
    }
  }
  for (std::size_t p = 0; p < delta().products.size(); ++p) {
    const SupplyOrigins& o = net.origins[p];
    std::cout << delta().products[p].id << " " << delta().products[p].name_zh << " d=" << o.external.value
              << " [" << o.external.low << "," << o.external.high << "] ev=" << int(o.evidence)
              << (o.scaled ? " scaled" : "") << " use=" << net.use[p] / 1e6 << ":";
    for (const SupplySource& s : o.sources) {
      std::cout << " "
                << "HAU"[int(s.side)] << ":" << (s.firm ? delta().firm(*s.firm).name_zh : "") << "/"
                << s.country << "/" << int(s.evidence) << "=" << s.part.value << "[" << s.part.low << ","
                << s.part.high << "]";
    }
    std::cout << "\n";
  }
  for (const InputNeed& n : net.needs.needs) {
    std::cout << "need " << delta().product(n.product).id << " <- ";
    for (auto i : n.inputs) std::cout << delta().product(i).id << " ";
    std::cout << n.essential << " " << int(n.evidence) << " " << n.cost_share << "\n";
  }
}

}  // namespace
}  // namespace tenon
