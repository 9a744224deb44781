// Small datasets for the tests of this module, built line by line.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "model/dataset.h"

namespace tenon {

// Regions: CHN > YRD > provinces 310000 (Shanghai, a leaf) and 330000 > city 330200; province 440000; JPN and
// USA abroad. One chain to start with.
struct ExampleDataset {
  Dataset data;

  ExampleDataset() {
    data.name = "example";
    add_region("CHN", "China", std::nullopt, Tier::kCountry);
    add_region("YRD", "Yangtze River Delta", "CHN", Tier::kArea);
    add_region("310000", "Shanghai", "YRD", Tier::kProvince);
    add_region("330000", "Zhejiang", "YRD", Tier::kProvince);
    add_region("330200", "Ningbo", "330000", Tier::kCity);
    add_region("440000", "Guangdong", "CHN", Tier::kProvince);
    add_region("JPN", "Japan", std::nullopt, Tier::kForeign);
    add_region("USA", "United States", std::nullopt, Tier::kForeign);
    add_chain("C1");
  }

  RegionId region(const std::string& code) const {
    for (std::size_t r = 0; r < data.regions.size(); ++r) {
      if (data.regions[r].code == code) return RegionId(r);
    }
    std::abort();
  }

  void add_region(const std::string& code, const std::string& name, std::optional<std::string> parent,
                  Tier tier) {
    Region record;
    record.code = code;
    record.name_zh = name;
    record.name_en = name;
    record.tier = tier;
    if (parent) record.parent = region(*parent);
    data.regions.push_back(record);
  }

  ChainId add_chain(const std::string& id) {
    Chain chain;
    chain.id = id;
    chain.name_zh = chain.name_en = id;
    data.chains.push_back(chain);
    return ChainId(data.chains.size() - 1);
  }

  ProductId add_product(const std::string& id, ChainId chain = ChainId(0)) {
    Product product;
    product.id = id;
    product.name_zh = product.name_en = id;
    product.chain = chain;
    data.products.push_back(product);
    return ProductId(data.products.size() - 1);
  }

  Input& link(ProductId input, ProductId product, bool essential = true, const std::string& group = "") {
    Input record;
    record.input = input;
    record.product = product;
    record.essential = essential;
    record.alternative_group = group;
    data.inputs.push_back(record);
    return data.inputs.back();
  }

  FirmId add_firm(const std::string& id, const std::string& region_code, const std::string& control) {
    Firm firm;
    firm.id = id;
    firm.name_zh = firm.name_en = id;
    if (!region_code.empty()) firm.region = region(region_code);
    firm.control_code = control;
    data.firms.push_back(firm);
    return FirmId(data.firms.size() - 1);
  }

  Capability& add_capability(FirmId firm, ProductId product,
                             CapabilityStatus status = CapabilityStatus::kQualified, char grade = 'B') {
    Capability capability;
    capability.firm = firm;
    capability.product = product;
    capability.status = status;
    capability.provenance.grade = grade;
    capability.provenance.year = 2025;
    data.capabilities.push_back(capability);
    return data.capabilities.back();
  }

  // A fact and its use, in percent, days or flags.
  void add_fact(ProductId product, Indicator indicator, const std::string& basis, double low, double high,
                int year = 2025, char grade = 'B', const std::string& metric = "figure", int group_size = 0) {
    Fact fact;
    fact.product = product;
    fact.metric = metric;
    fact.low = low;
    fact.high = high;
    fact.unit = "%";
    fact.scope = "scope " + std::to_string(data.facts.size());
    fact.provenance.source = "source " + std::to_string(data.facts.size());
    fact.provenance.year = year;
    fact.provenance.grade = grade;
    data.facts.push_back(fact);
    FactUse use;
    use.fact = data.facts.size() - 1;
    use.indicator = indicator;
    use.basis_region = basis;
    use.group_size = group_size;
    data.fact_uses.push_back(use);
  }

  void add_share(ProductId product, FirmId firm, double low, double high, const std::string& scope,
                 int year = 2025) {
    Share share;
    share.product = product;
    share.firm = firm;
    share.low = low;
    share.high = high;
    share.scope = scope;
    share.provenance.source = "shares";
    share.provenance.year = year;
    share.provenance.grade = 'A';
    data.shares.push_back(share);
  }

  void add_supply(FirmId supplier, FirmId customer, ProductId product, double value) {
    Supply supply;
    supply.supplier = supplier;
    supply.customer = customer;
    supply.product = product;
    supply.annual_value_cny = value;
    data.supplies.push_back(supply);
  }
};

}  // namespace tenon
