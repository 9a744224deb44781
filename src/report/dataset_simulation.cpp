#include "report/dataset_simulation.h"

#include <map>
#include <optional>
#include <utility>

#include "base/number.h"
#include "model/region_tree.h"
#include "report/figures.h"
#include "report/scenario_text.h"
#include "report/words.h"

namespace tenon {
namespace {

Bilingual or_other(const std::string& zh, const std::string& en, const std::string& id) {
  return {zh.empty() ? (en.empty() ? id : en) : zh, en.empty() ? (zh.empty() ? id : zh) : en};
}

GroupLabel label_of(const std::string& id, const std::string& zh, const std::string& en) {
  const Bilingual names = or_other(zh, en, id);
  return {id, names.zh, names.en};
}

// The city and the province that each region lies in.
struct Places {
  std::vector<std::optional<RegionId>> city;
  std::vector<std::optional<RegionId>> province;

  explicit Places(const Dataset& dataset) : city(dataset.regions.size()), province(dataset.regions.size()) {
    std::vector<bool> has_city(dataset.regions.size(), false);
    for (const Region& region : dataset.regions) {
      if (region.tier == Tier::kCity && region.parent) has_city[region.parent->index()] = true;
    }
    for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
      visit_ancestors(dataset, RegionId(r), [&](RegionId at) {
        const Tier tier = dataset.region(at).tier;
        if (tier == Tier::kCity && !city[r]) city[r] = at;
        if (tier == Tier::kProvince) {
          province[r] = at;
          if (!city[r] && !has_city[at.index()]) city[r] = at;  // a municipality
          return false;
        }
        return true;
      });
    }
  }
};

// Gives the groups of one dimension numbers as they turn up.
template <class Key>
class Groups {
 public:
  template <class MakeLabel>
  std::uint32_t of(const Key& key, MakeLabel make_label) {
    const auto [entry, is_new] = position_.try_emplace(key, static_cast<std::uint32_t>(labels.size()));
    if (is_new) labels.push_back(make_label());
    return entry->second;
  }
  std::vector<GroupLabel> labels;

 private:
  std::map<Key, std::uint32_t> position_;
};

// Who makes it; what it makes is in the label beside it.
Bilingual name_of_node(const Dataset& dataset, const NetworkNode& node) {
  if (node.kind == NodeKind::kOutsideRest) return {"其他来源", "other sources"};
  if (!node.plan.empty()) return {node.plan + "（设想）", node.plan + " (planned)"};
  if (node.firm) {
    const Firm& firm = dataset.firm(*node.firm);
    return or_other(firm.name_zh, firm.name_en, firm.id);
  }
  const Region& region = dataset.region(*node.region);
  return or_other(region.name_zh, region.name_en, region.code);
}

std::string id_of_node(const Dataset& dataset, const NetworkNode& node) {
  const std::string& product = dataset.product(node.product).id;
  std::string id = product;
  if (!node.plan.empty()) return node.plan + "/" + product;
  if (node.firm) id = dataset.firm(*node.firm).id + "/" + product;
  if (node.region) id += "@" + dataset.region(*node.region).code;
  if (node.kind == NodeKind::kOutsideRest) id += node.side == SourceSide::kHome ? "@unlisted" : "@abroad";
  return id;
}

}  // namespace

DatasetDimensions dataset_dimensions(const Dataset& dataset, const DatasetNetwork& network) {
  const Places places(dataset);
  Groups<std::uint32_t> provinces;
  Groups<std::uint32_t> cities;
  Groups<std::pair<std::uint32_t, std::uint32_t>> pairs;
  std::vector<GroupLabel> chains;
  std::vector<GroupLabel> products;
  for (const Chain& chain : dataset.chains)
    chains.push_back(label_of(chain.id, chain.name_zh, chain.name_en));
  for (const Product& product : dataset.products) {
    products.push_back(label_of(product.id, product.name_zh, product.name_en));
    products.back().chain = product.chain.value;
  }

  const std::size_t count = network.nodes.size();
  const std::vector<std::uint32_t> none(count, Breakdown::kNoGroup);
  std::vector<std::uint32_t> of_all = none;
  std::vector<std::uint32_t> of_chain = none;
  std::vector<std::uint32_t> of_province = none;
  std::vector<std::uint32_t> of_city = none;
  std::vector<std::uint32_t> of_product = none;
  std::vector<std::uint32_t> of_pair = none;
  DatasetDimensions result;
  for (std::size_t n = 0; n < count; ++n) {
    const NetworkNode& node = network.nodes[n];
    const Product& product = dataset.product(node.product);
    NodeLabel label;
    label.id = id_of_node(dataset, node);
    const Bilingual name = name_of_node(dataset, node);
    label.name_zh = name.zh;
    label.name_en = name.en;
    if (node.firm) label.firm_id = dataset.firm(*node.firm).id;
    label.product = node.product.value;
    label.is_outside = node.is_outside;
    label.synthetic = node.synthetic;
    if (!node.is_outside) {
      of_all[n] = 0;
      of_chain[n] = product.chain.value;
      of_product[n] = node.product.value;
      const std::optional<RegionId> province =
          node.region ? places.province[node.region->index()] : std::nullopt;
      const std::optional<RegionId> city = node.region ? places.city[node.region->index()] : std::nullopt;
      if (province) {
        const Region& region = dataset.region(*province);
        const auto at = provinces.of(province->value,
                                     [&] { return label_of(region.code, region.name_zh, region.name_en); });
        of_province[n] = at;
        of_pair[n] = pairs.of({product.chain.value, at}, [&] {
          const GroupLabel& chain = chains[product.chain.index()];
          const GroupLabel& there = provinces.labels[at];
          GroupLabel pair{chain.id + "/" + there.id, chain.name_zh + " · " + there.name_zh,
                          chain.name_en + " · " + there.name_en};
          pair.chain = product.chain.value;
          pair.province = at;
          return pair;
        });
      }
      if (city) {
        const Region& region = dataset.region(*city);
        of_city[n] = cities.of(city->value, [&] {
          GroupLabel made = label_of(region.code, region.name_zh, region.name_en);
          made.province = of_province[n];
          return made;
        });
        label.city = of_city[n];
      }
    }
    result.nodes.push_back(std::move(label));
  }

  const auto add = [&](std::string_view id, const char* zh, const char* en, std::vector<GroupLabel> groups,
                       std::vector<std::uint32_t> group_of_node) {
    const auto group_count = static_cast<std::uint32_t>(groups.size());
    result.dimensions.push_back({std::string(id), zh, en, std::move(groups)});
    result.breakdowns.push_back({std::move(group_of_node), group_count});
  };
  add(dimension::kInside, "全部产线", "all lines", {label_of("inside", "全部产线", "all lines")},
      std::move(of_all));
  add(dimension::kChain, "产业链", "chain", std::move(chains), std::move(of_chain));
  add(dimension::kProvince, "省级地区", "province", std::move(provinces.labels), std::move(of_province));
  add(dimension::kCity, "城市", "city", std::move(cities.labels), std::move(of_city));
  add(dimension::kProduct, "产品", "product", std::move(products), std::move(of_product));
  add(dimension::kChainProvince, "产业链 × 地区", "chain by province", std::move(pairs.labels),
      std::move(of_pair));
  return result;
}

std::vector<Bilingual> note_texts(const Dataset& dataset, const std::vector<NetworkNote>& notes) {
  std::map<std::string, Bilingual> names;
  for (const Product& product : dataset.products)
    names[product.id] = or_other(product.name_zh, product.name_en, product.id);
  for (const Firm& firm : dataset.firms)
    names.try_emplace(firm.id, or_other(firm.name_zh, firm.name_en, firm.id));
  std::vector<Bilingual> texts;
  for (const NetworkNote& note : notes) {
    Bilingual text{note.text_zh + "（" + format_count(note.count) + "）",
                   note.text_en + " (" + format_count(note.count) + ")"};
    for (std::size_t e = 0; e < note.examples.size(); ++e) {
      const auto named = names.find(note.examples[e]);
      const Bilingual example =
          named == names.end() ? Bilingual{note.examples[e], note.examples[e]} : named->second;
      text.zh += (e == 0 ? "，如：" : "、") + example.zh;
      text.en += (e == 0 ? ", for example " : ", ") + example.en;
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<HitLabel> hit_labels(const Dataset& dataset, const DatasetNetwork& network,
                                 const Scenario& scenario, const ResolvedEvents& resolved) {
  constexpr std::size_t kMostProducts = 3;
  std::vector<HitLabel> labels;
  for (std::size_t e = 0; e < scenario.events.size(); ++e) {
    const EventHit& hit = resolved.hits[e];
    const Bilingual amount = money_figure(hit.amount, "CNY");
    HitLabel label;
    if (scenario.events[e].kind == EventKind::kLink) {
      label.text = {format_count(hit.links) + " 条供货关系，平日每天 " + amount.zh,
                    format_count(hit.links) + " links, " + amount.en + " a normal day"};
    } else {
      label.text = {format_count(hit.nodes) + " 个产线或来源，平日每天 " + amount.zh,
                    format_count(hit.nodes) + " lines or sources, " + amount.en + " a normal day"};
      for (const std::uint64_t node : resolved.shocks[e].targets)
        label.nodes.push_back(static_cast<std::uint32_t>(node));
    }
    std::size_t described = 0;
    for (const ProductHit& product : hit.products) {
      const BilingualText text = describe_hit(dataset, network, resolved.shocks[e], product);
      if (text.en.empty() || described == kMostProducts) continue;
      label.text.zh += "；" + text.zh;
      label.text.en += "; " + text.en;
      ++described;
    }
    labels.push_back(std::move(label));
  }
  return labels;
}

std::vector<InputDifference> scenario_differences(const Scenario& first, const Scenario& second) {
  std::vector<InputDifference> differences;
  const auto compare = [&](const char* zh, const char* en, const Bilingual& a, const Bilingual& b) {
    if (!(a == b)) differences.push_back({{zh, en}, a, b});
  };
  const auto number = [](double value) { return Bilingual{format_number(value), format_number(value)}; };
  const auto flag = [](bool value) { return value ? Bilingual{"开", "on"} : Bilingual{"关", "off"}; };
  const auto words = [](const Words& w) { return Bilingual{std::string(w.zh), std::string(w.en)}; };
  const auto stocks = [](const std::vector<InventoryTarget>& targets) {
    Bilingual text{"—", "—"};
    for (std::size_t t = 0; t < targets.size(); ++t) {
      const std::string one = targets[t].what.text + " " + format_number(targets[t].days);
      text.zh = (t == 0 ? "" : text.zh + "、") + one;
      text.en = (t == 0 ? "" : text.en + ", ") + one;
    }
    return text;
  };
  const auto events = [](const Scenario& scenario) {
    Bilingual text{"—", "—"};
    for (std::size_t e = 0; e < scenario.events.size(); ++e) {
      const Bilingual sentence = event_sentence(scenario.events[e]);
      const Bilingual name = event_name(scenario.events[e]);
      text.zh = (e == 0 ? "" : text.zh + "；") + name.zh + "：" + sentence.zh;
      text.en = (e == 0 ? "" : text.en + "; ") + name.en + ": " + sentence.en;
    }
    return text;
  };
  compare("冲击", "events", events(first), events(second));
  compare("推演天数", "days simulated", number(first.horizon_days), number(second.horizon_days));
  compare("默认库存天数", "default days of stock", number(first.default_inventory_days),
          number(second.default_inventory_days));
  compare("按产品的库存天数", "days of stock by product", stocks(first.inventory_by_product),
          stocks(second.inventory_by_product));
  compare("按行业的库存天数", "days of stock by sector", stocks(first.inventory_by_sector),
          stocks(second.inventory_by_sector));
  const ScenarioPolicy& a = first.policy;
  const ScenarioPolicy& b = second.policy;
  compare("短缺时的分配", "rationing", words(words_of(a.rationing)), words(words_of(b.rationing)));
  compare("订货规则", "orders", words(words_of(a.orders)), words(words_of(b.orders)));
  compare("补库天数", "days to close a gap in stock", number(a.order_adjustment_days),
          number(b.order_adjustment_days));
  compare("切换供应商", "supplier switching", flag(a.switching.enabled), flag(b.switching.enabled));
  if (a.switching.enabled && b.switching.enabled) {
    compare("默认交货天数", "default lead time, days", number(a.switching.default_lead_time_days),
            number(b.switching.default_lead_time_days));
    compare("试产认证天数", "qualification from trial production, days",
            number(a.switching.trial_qualification_days), number(b.switching.trial_qualification_days));
    compare("在研认证天数", "qualification from development, days",
            number(a.switching.potential_qualification_days),
            number(b.switching.potential_qualification_days));
    compare("触发切换的缺口比例", "shortfall that starts switching", number(a.switching.trigger_share),
            number(b.switching.trigger_share));
    compare("最多改向比例", "largest part bought elsewhere", number(a.switching.largest_share),
            number(b.switching.largest_share));
  }
  return differences;
}

}  // namespace tenon
