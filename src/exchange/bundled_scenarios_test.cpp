// The scenarios in data/scenarios and in the documentation are read without a warning; the former name what
// is in data/delta.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "exchange/dataset_reader.h"
#include "exchange/scenario_reader.h"

namespace tenon {
namespace {

std::vector<std::filesystem::path> bundled_files() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(TENON_SOURCE_DIR) + "/data/scenarios")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Scenario read_bundled(const std::filesystem::path& path) {
  FaultList faults;
  const auto scenario = read_scenario(path.string(), faults);
  EXPECT_EQ(faults.to_string(), "");
  return scenario.value_or(Scenario{});
}

void expect_all_in(const std::vector<PlacedName>& names, const std::set<std::string>& known,
                   const std::string& file) {
  for (const PlacedName& name : names) {
    EXPECT_TRUE(known.contains(name.text)) << file << ":" << name.line << ": " << name.text;
  }
}

TEST(BundledScenarios, SayWhatTheyAskInBothLanguages) {
  const auto files = bundled_files();
  EXPECT_EQ(files.size(), 8U);
  for (const auto& path : files) {
    const Scenario scenario = read_bundled(path);
    EXPECT_EQ(scenario.id, path.stem().string());
    EXPECT_FALSE(scenario.name_zh.empty() || scenario.name_en.empty()) << path;
    EXPECT_FALSE(scenario.description_zh.empty() || scenario.description_en.empty()) << path;
    EXPECT_FALSE(scenario.sources.empty()) << path;
    for (const ScenarioEvent& event : scenario.events) {
      EXPECT_NE(event.name_zh, event.name_en) << path;
      EXPECT_FALSE(event.provenance.source.empty()) << path << " " << event.id.text;
      EXPECT_TRUE(event.provenance.year && event.provenance.grade != ' ') << path << " " << event.id.text;
      EXPECT_NE(event.note.find("假设"), std::string::npos) << path << " " << event.id.text;
    }
  }
}

TEST(BundledScenarios, NameWhatTheBundledDatasetHas) {
  const auto dataset = read_dataset(std::string(TENON_SOURCE_DIR) + "/data/delta");
  ASSERT_TRUE(dataset.ok()) << dataset.error().message;
  std::set<std::string> firms;
  std::set<std::string> products;
  std::set<std::string> chains;
  std::set<std::string> regions;
  std::set<std::string> countries;
  for (const Firm& firm : dataset->dataset.firms) firms.insert(firm.id);
  for (const Product& product : dataset->dataset.products) products.insert(product.id);
  for (const Chain& chain : dataset->dataset.chains) chains.insert(chain.id);
  for (const Region& region : dataset->dataset.regions) {
    (region.tier == Tier::kForeign ? countries : regions).insert(region.code);
  }
  for (const auto& path : bundled_files()) {
    const Scenario scenario = read_bundled(path);
    for (const InventoryTarget& target : scenario.inventory_by_product) {
      expect_all_in({target.what}, products, scenario.file);
    }
    for (const ScenarioEvent& event : scenario.events) {
      const EventTarget& target = event.target;
      expect_all_in(target.firms, firms, scenario.file);
      expect_all_in(target.products, products, scenario.file);
      expect_all_in(target.chains, chains, scenario.file);
      expect_all_in(target.regions, regions, scenario.file);
      expect_all_in(target.countries, countries, scenario.file);
      expect_all_in(target.from_regions, regions, scenario.file);
      expect_all_in(target.to_regions, regions, scenario.file);
      EXPECT_TRUE(target.sectors.empty() && target.suppliers.empty() && target.customers.empty());
    }
  }
}

TEST(BundledScenarios, ExampleOfTheDocumentationIsSound) {
  const auto file = MappedFile::open(std::string(TENON_SOURCE_DIR) + "/docs/formats.md");
  ASSERT_TRUE(file.ok()) << file.error().message;
  constexpr std::string_view kBegin = "\n```yaml\n";
  std::size_t count = 0;
  for (std::size_t at = file->bytes().find(kBegin); at != std::string_view::npos;
       at = file->bytes().find(kBegin, at + 1)) {
    const std::string_view rest = file->bytes().substr(at + kBegin.size());
    FaultList faults;
    EXPECT_TRUE(parse_scenario("formats.md", rest.substr(0, rest.find("\n```") + 1), faults));
    EXPECT_EQ(faults.to_string(), "");
    ++count;
  }
  EXPECT_GT(count, 0U);
}

}  // namespace
}  // namespace tenon
