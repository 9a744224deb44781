// Small datasets for tests, written down row by row. Records are named by their ids; ids of regions, products
// and firms are found by text, so rows can be added in any order after what they refer to.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/dataset.h"

namespace tenon {

class DatasetBuilder {
 public:
  // China with Jiangsu (320000) > Suzhou (320500) and Zhejiang (330000); Japan, the United States, Korea.
  DatasetBuilder() {
    region("CHN", "中国", "China", "", Tier::kCountry);
    region("320000", "江苏省", "Jiangsu", "CHN", Tier::kProvince);
    region("320500", "苏州市", "Suzhou", "320000", Tier::kCity);
    region("330000", "浙江省", "Zhejiang", "CHN", Tier::kProvince);
    region("JPN", "日本", "Japan", "", Tier::kForeign);
    region("USA", "美国", "United States", "", Tier::kForeign);
    region("KOR", "韩国", "Republic of Korea", "", Tier::kForeign);
    Chain chain;
    chain.id = "CH";
    chain.name_zh = "链";
    chain.name_en = "Chain";
    data.chains.push_back(chain);
  }

  void region(const std::string& code, const std::string& zh, const std::string& en,
              const std::string& parent, Tier tier) {
    Region row;
    row.code = code;
    row.name_zh = zh;
    row.name_en = en;
    if (!parent.empty()) row.parent = region_id(parent);
    row.tier = tier;
    data.regions.push_back(row);
  }
  void product(const std::string& id, const std::string& gbt4754 = "C39") {
    Product row;
    row.id = id;
    row.name_zh = "产品" + id;
    row.name_en = "Product " + id;
    row.chain = ChainId(std::size_t{0});
    row.gbt4754 = gbt4754;
    data.products.push_back(row);
  }
  void input(const std::string& input, const std::string& product, bool essential = true,
             std::optional<double> cost_share = {}, const std::string& group = "") {
    Input row;
    row.input = product_id(input);
    row.product = product_id(product);
    row.essential = essential;
    row.cost_share = cost_share;
    row.alternative_group = group;
    data.inputs.push_back(row);
  }
  void firm(const std::string& id, const std::string& region, const std::string& control = "CHN",
            bool synthetic = true) {
    Firm row;
    row.id = id;
    row.name_zh = "企业" + id;
    row.name_en = "Firm " + id;
    row.region = region_id(region);
    row.control_code = control;
    row.synthetic = synthetic;
    data.firms.push_back(row);
  }
  // Output and capacity in money a day.
  Capability& capability(const std::string& firm, const std::string& product,
                         std::optional<double> output = {}, std::optional<double> capacity = {},
                         CapabilityStatus status = CapabilityStatus::kQualified) {
    Capability row;
    row.firm = firm_id(firm);
    row.product = product_id(product);
    if (output) row.annual_output = *output * 365;
    if (capacity) row.annual_capacity = *capacity * 365;
    row.status = status;
    row.provenance.grade = data.firms[row.firm.index()].synthetic ? 'S' : 'B';
    data.capabilities.push_back(row);
    return data.capabilities.back();
  }
  // Value in money a day.
  void supply(const std::string& supplier, const std::string& customer, const std::string& product,
              double value, std::optional<double> days = {}) {
    Supply row;
    row.supplier = firm_id(supplier);
    row.customer = firm_id(customer);
    row.product = product_id(product);
    row.annual_value_cny = value * 365;
    row.inventory_days = days;
    data.supplies.push_back(row);
  }
  // Provider: a firm id or a region code.
  void share(const std::string& product, const std::string& provider, double low, double high,
             const std::string& scope = "global sales", int year = 2024, char grade = 'B') {
    Share row;
    row.product = product_id(product);
    row.firm = find(
        data.firms, provider, [](const Firm& f) { return f.id; }, FirmId());
    if (!row.firm) row.region = region_id(provider);
    row.low = low;
    row.high = high;
    row.scope = scope;
    row.provenance = {"source of " + provider, "", year, grade};
    data.shares.push_back(row);
  }
  void fact(const std::string& product, Indicator indicator, double low, double high,
            const std::string& basis = "CHN", const std::string& scope = "China", int year = 2024,
            char grade = 'B', const std::string& metric = "figure") {
    Fact row;
    row.product = product_id(product);
    row.metric = metric;
    row.low = low;
    row.high = high;
    row.unit = "%";
    row.scope = scope;
    row.provenance = {"fact", "", year, grade};
    data.facts.push_back(row);
    FactUse use;
    use.fact = data.facts.size() - 1;
    use.indicator = indicator;
    use.basis_region = basis;
    data.fact_uses.push_back(use);
  }

  [[nodiscard]] RegionId region_id(const std::string& code) const {
    return must(find(
        data.regions, code, [](const Region& r) { return r.code; }, RegionId()));
  }
  [[nodiscard]] ProductId product_id(const std::string& id) const {
    return must(find(
        data.products, id, [](const Product& p) { return p.id; }, ProductId()));
  }
  [[nodiscard]] FirmId firm_id(const std::string& id) const {
    return must(find(
        data.firms, id, [](const Firm& f) { return f.id; }, FirmId()));
  }

  Dataset data;

 private:
  template <class Record, class Text, class IdOf>
  static std::optional<IdOf> find(const std::vector<Record>& records, const std::string& wanted, Text text,
                                  IdOf) {
    for (std::size_t k = 0; k < records.size(); ++k) {
      if (text(records[k]) == wanted) return IdOf(k);
    }
    return std::nullopt;
  }
  template <class IdOf>
  static IdOf must(const std::optional<IdOf>& id) {
    if (!id) std::abort();
    return *id;
  }
};

// The same dataset with the rows of every file turned round, and all ids with them.
inline Dataset turned_round(const Dataset& data) {
  Dataset turned = data;
  const auto flip = [](auto& records) { std::reverse(records.begin(), records.end()); };
  const auto at = [](auto id, std::size_t count) { return decltype(id)(count - 1 - id.index()); };
  const auto region = [&](std::optional<RegionId>& id) {
    if (id) id = at(*id, data.regions.size());
  };
  for (Region& row : turned.regions) region(row.parent);
  for (Chain& row : turned.chains) region(row.lead_region);
  for (Product& row : turned.products) row.chain = at(row.chain, data.chains.size());
  for (Input& row : turned.inputs) {
    row.input = at(row.input, data.products.size());
    row.product = at(row.product, data.products.size());
  }
  for (Firm& row : turned.firms) {
    region(row.region);
    if (row.parent) row.parent = at(*row.parent, data.firms.size());
  }
  for (Capability& row : turned.capabilities) {
    row.firm = at(row.firm, data.firms.size());
    row.product = at(row.product, data.products.size());
    region(row.region);
  }
  for (Supply& row : turned.supplies) {
    row.supplier = at(row.supplier, data.firms.size());
    row.customer = at(row.customer, data.firms.size());
    row.product = at(row.product, data.products.size());
  }
  for (Share& row : turned.shares) {
    row.product = at(row.product, data.products.size());
    if (row.firm) row.firm = at(*row.firm, data.firms.size());
    region(row.region);
  }
  for (Fact& row : turned.facts) row.product = at(row.product, data.products.size());
  for (FactUse& row : turned.fact_uses) row.fact = data.facts.size() - 1 - row.fact;
  flip(turned.regions);
  flip(turned.chains);
  flip(turned.products);
  flip(turned.inputs);
  flip(turned.firms);
  flip(turned.capabilities);
  flip(turned.supplies);
  flip(turned.shares);
  flip(turned.facts);
  flip(turned.fact_uses);
  return turned;
}

}  // namespace tenon
