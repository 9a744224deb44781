#include "exchange/dataset_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/text.h"
#include "exchange/dataset_reader.h"

namespace tenon {
namespace {

namespace fs = std::filesystem;

// Text that a careless writer would spoil: quotes, separators, line ends, wide and invisible characters.
std::string nasty_text() {
  static const std::vector<std::string> kPieces = {
      "a",    "光刻胶", ",",  "\"", "\"\"", "\n", "\r\n",         "\r",   "\t",   " ", "　",  ";",  "'",
      "=1+1", "0",      "１", "\\", "𠮷",   "é",  "\xEF\xBB\xBF", "\x01", "\x7F", "%", "NaN", "，", "“"};
  std::string text;
  for (auto count = *rc::gen::inRange(0, 6); count > 0; --count) text += *rc::gen::elementOf(kPieces);
  return std::string(trim(text));
}

std::string name_text() {
  const std::string text = nasty_text();
  return text.empty() ? "名" : text;
}

// An id in stored form, not used before.
std::string unused_id(const std::string& prefix, std::set<std::string>& used) {
  const std::string half_width = to_half_width(prefix + nasty_text());
  std::string id(trim(half_width));
  while (!used.insert(id).second) id += "x";
  return id;
}

bool coin() {
  return *rc::gen::arbitrary<bool>();
}
std::size_t below(std::size_t count) {
  return *rc::gen::inRange<std::size_t>(0, count);
}

template <class Value, class Make>
std::optional<Value> maybe(const Make& make) {
  return coin() ? std::optional<Value>(make()) : std::nullopt;
}

template <class IdType>
std::optional<IdType> maybe_id(std::size_t count) {
  return count > 0 && coin() ? std::optional(IdType(below(count))) : std::nullopt;
}

double amount() {
  static const std::vector<double> kSpecial = {
      0, -0.0, 1e-300, 0.1, 1e22, 1.7976931348623157e308, 5e-324, 123456789.125};
  return coin() ? *rc::gen::elementOf(kSpecial) : std::abs(*rc::gen::arbitrary<double>());
}

double percent() {
  return static_cast<double>(below(1'000'001)) / 1e4;
}
int any_year() {
  return *rc::gen::inRange(1900, 2101);
}

Provenance provenance() {
  return {nasty_text(), nasty_text(), maybe<int>(any_year), *rc::gen::elementOf(std::string(" ABCMS"))};
}

void add_regions(Dataset& d) {
  std::set<std::string> used;
  static const std::vector<std::string> kPlaces = {"310000", "320500", "340100"};
  static const std::vector<std::string> kCountries = {"CHN", "JPN", "TWN"};
  for (std::size_t i = 0, count = below(8); i < count; ++i) {
    Region region;
    region.tier =
        *rc::gen::element(Tier::kCity, Tier::kProvince, Tier::kArea, Tier::kCountry, Tier::kForeign);
    const bool is_place = region.tier == Tier::kCity || region.tier == Tier::kProvince;
    if (region.tier == Tier::kArea) {
      region.code = unused_id("", used);
      used.erase(region.code);
      region.code = "AREA" + to_upper_ascii(region.code);
    } else {
      region.code = *rc::gen::elementOf(is_place ? kPlaces : kCountries);
    }
    if (!used.insert(region.code).second) continue;
    region.name_zh = name_text();
    region.name_en = nasty_text();
    region.parent = maybe_id<RegionId>(d.regions.size());
    if (coin()) {
      region.lon = percent();
      region.lat = -percent() / 2;
    }
    d.regions.push_back(std::move(region));
  }
}

void add_products(Dataset& d) {
  std::set<std::string> used;
  for (std::size_t i = 0, count = below(4); i < count; ++i) {
    d.chains.push_back({unused_id("c", used), name_text(), nasty_text(), maybe_id<RegionId>(d.regions.size()),
                        maybe<int>(any_year), nasty_text()});
  }
  if (d.chains.empty()) return;
  for (std::size_t i = 0, count = below(8); i < count; ++i) {
    d.products.push_back({unused_id("p", used), name_text(), nasty_text(), ChainId(below(d.chains.size())),
                          *rc::gen::element(Segment::kUpstream, Segment::kMidstream, Segment::kDownstream),
                          *rc::gen::element<std::string>("", "C", "C39", "C3974"),
                          *rc::gen::element<std::string>("", "852411")});
  }
  for (std::size_t to = 1; to < d.products.size(); ++to) {
    for (std::size_t from = 0; from < to; ++from) {
      if (!coin()) continue;
      d.inputs.push_back({ProductId(from), ProductId(to), coin(), nasty_text(), maybe<double>(percent),
                          maybe<double>(percent), nasty_text()});
    }
  }
}

void add_firms(Dataset& d) {
  std::set<std::string> used;
  for (std::size_t i = 0, count = below(6); i < count; ++i) {
    d.firms.push_back({unused_id("f", used), name_text(), nasty_text(),
                       *rc::gen::element<std::string>("", "91350100M000100Y43"),
                       maybe_id<RegionId>(d.regions.size()), *rc::gen::element<std::string>("", "C3974"),
                       maybe<double>(amount), nasty_text(), *rc::gen::element<std::string>("", "DEU"),
                       nasty_text(), maybe_id<FirmId>(i), coin(), nasty_text()});
  }
  if (d.products.empty() || d.firms.empty()) return;
  const auto firm = [&] { return FirmId(below(d.firms.size())); };
  const auto product = [&] { return ProductId(below(d.products.size())); };
  for (std::size_t i = 0, count = below(6); i < count; ++i) {
    d.capabilities.push_back({firm(), product(), maybe_id<RegionId>(d.regions.size()), maybe<double>(amount),
                              maybe<double>(amount),
                              *rc::gen::element(CapabilityStatus::kUnknown, CapabilityStatus::kQualified,
                                                CapabilityStatus::kTrial, CapabilityStatus::kPotential),
                              maybe<double>(amount), maybe<double>(amount), nasty_text(),
                              maybe<int>([] { return *rc::gen::inRange(1, 14); }), provenance()});
    d.supplies.push_back({firm(), firm(), product(), amount(), maybe<double>(amount), nasty_text()});
  }
}

void add_evidence(Dataset& d) {
  if (d.products.empty()) return;
  const auto product = [&] { return ProductId(below(d.products.size())); };
  for (std::size_t i = 0, count = below(6); i < count; ++i) {
    const double low = percent();
    Share share;
    share.product = product();
    if (!d.firms.empty() && coin()) {
      share.firm = FirmId(below(d.firms.size()));
    } else if (!d.regions.empty()) {
      share.region = RegionId(below(d.regions.size()));
    } else {
      continue;
    }
    share.low = low;
    share.high = low + (100 - low) * percent() / 100;
    share.scope = nasty_text();
    share.provenance = provenance();
    d.shares.push_back(std::move(share));
  }
  for (std::size_t i = 0, count = below(6); i < count; ++i) {
    const double low = percent();
    d.facts.push_back({product(), name_text(), maybe<double>([&] { return low; }),
                       maybe<double>([&] { return low + (100 - low) / 3; }), coin(),
                       coin() ? "%" : nasty_text(), nasty_text(), nasty_text(), provenance()});
  }
  for (std::size_t i = 0; i < d.facts.size(); ++i) {
    if (d.facts[i].unit != "%" || coin()) continue;
    FactUse use;
    use.fact = i;
    use.indicator = *rc::gen::element(Indicator::kExternalDependence, Indicator::kLeadingProviderShare,
                                      Indicator::kTopGroupShare);
    use.basis_region = d.regions.empty() || coin() ? "WORLD" : d.regions[below(d.regions.size())].code;
    use.group_size = use.indicator == Indicator::kLeadingProviderShare ? 1
                     : use.indicator == Indicator::kTopGroupShare      ? *rc::gen::inRange(1, 9)
                                                                       : 0;
    if (coin() || (!d.facts[i].low && !d.facts[i].high)) {
      use.low = percent() / 2;
      use.high = 50 + percent() / 2;
    }
    use.note = nasty_text();
    d.fact_uses.push_back(std::move(use));
  }
}

Dataset any_dataset() {
  Dataset d;
  d.name = "any";
  add_regions(d);
  add_products(d);
  add_firms(d);
  add_evidence(d);
  return d;
}

Dataset small_dataset() {
  Dataset d;
  d.regions.push_back({"CHN", "中国", "China", std::nullopt, Tier::kCountry, std::nullopt, std::nullopt});
  d.chains.push_back({"C1", "新型显示", "Display", RegionId(0), 2020, "s"});
  d.products.push_back({"P1", "面板, \"大\"", "Panel", ChainId(0), Segment::kMidstream, "C3974", ""});
  return d;
}

fs::path fresh_folder(const std::string& name) {
  const fs::path folder = fs::temp_directory_path() / ("tenon_dataset_writer_" + name);
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

TEST(DatasetWriter, WhatIsWrittenIsReadBack) {
  EXPECT_TRUE(rc::check([] {
    const Dataset dataset = any_dataset();
    const auto texts = format_dataset(dataset);
    if (!texts) RC_FAIL(texts.error().message);
    DatasetFiles files;
    for (const auto& [name, text] : *texts) files.emplace(name, text);
    const auto read = read_dataset_from("any", files);
    RC_ASSERT(read.ok());
    RC_ASSERT(read->dataset == dataset);
    RC_TAG(dataset.fact_uses.empty() ? "no fact uses" : "fact uses");
  }));
}

TEST(DatasetWriter, WritesFolders) {
  const fs::path parent = fresh_folder("folders");
  const std::string folder = (parent / "out").string();
  ASSERT_TRUE(write_dataset(small_dataset(), folder + "/"));
  const auto read = read_dataset(folder);
  ASSERT_TRUE(read) << read.error().message;
  Dataset expected = small_dataset();
  expected.name = "out";
  EXPECT_EQ(read->dataset, expected);
  EXPECT_FALSE(fs::exists(folder + "/firms.csv"));
  EXPECT_EQ(MappedFile::open(folder + "/chains.csv")->bytes(),
            "chain_id,name_zh,name_en,lead_region_code,lead_since,source\nC1,新型显示,Display,CHN,2020,s\n");
  fs::remove_all(parent);
}

TEST(DatasetWriter, NeverTouchesAFullFolderAndLeavesNothingBehind) {
  const fs::path parent = fresh_folder("full");
  const std::string folder = (parent / "out").string();
  fs::create_directories(folder);
  ASSERT_TRUE(write_dataset(small_dataset(), folder));  // an empty one may be filled
  const auto again = write_dataset(small_dataset(), folder);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(std::distance(fs::directory_iterator(parent), fs::directory_iterator()), 1);
  EXPECT_EQ(write_dataset(small_dataset(), "/nonexistent/x/y").error().code, ErrorCode::kIo);
  fs::remove_all(parent);
}

TEST(DatasetWriter, RefusesWhatNoFolderCanHold) {
  const auto refused = [](const auto& spoil) {
    Dataset d = small_dataset();
    spoil(d);
    const auto texts = format_dataset(d);
    return !texts && texts.error().code == ErrorCode::kInvalidArgument;
  };
  EXPECT_TRUE(refused([](Dataset& d) { d.products[0].chain = ChainId(7); }));
  EXPECT_TRUE(refused([](Dataset& d) { d.products[0].name_en = " Panel"; }));
  EXPECT_TRUE(refused([](Dataset& d) { d.products[0].name_zh = ""; }));
  EXPECT_TRUE(refused([](Dataset& d) { d.products[0].name_zh = "\xFF"; }));
  EXPECT_TRUE(refused([](Dataset& d) { d.products[0].gbt4754 = "c3974"; }));
  EXPECT_TRUE(refused([](Dataset& d) { d.regions[0].parent = RegionId(0); }));
  EXPECT_TRUE(refused([](Dataset& d) { d.fact_uses.push_back({}); }));
  EXPECT_TRUE(refused([](Dataset& d) {
    d.facts.push_back({ProductId(0), "m", std::nan(""), {}, false, "", "", "", {}});
  }));
  EXPECT_FALSE(refused([](Dataset&) {}));
}

}  // namespace
}  // namespace tenon
