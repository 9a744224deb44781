#include "scenario/network_notes.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/number.h"

namespace tenon {
namespace {

constexpr std::size_t kExamples = 5;

// Distinct ids, in order of their texts.
class Cases {
 public:
  void add(const std::string& id) {
    ++count_;
    ids_.insert(id);
  }
  void add_count(std::size_t count) { count_ += count; }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::vector<std::string> examples() const {
    std::vector<std::string> list;
    for (const std::string& id : ids_) {
      if (list.size() == kExamples) break;
      list.push_back(id);
    }
    return list;
  }

 private:
  std::size_t count_ = 0;
  std::set<std::string> ids_;
};

void note(std::vector<NetworkNote>& notes, const char* id, const Cases& cases, std::string zh,
          std::string en) {
  if (cases.count() == 0) return;
  notes.push_back({id, std::move(zh), std::move(en), cases.count(), cases.examples()});
}

void note_lines(const DatasetLines& lines, const DatasetNetwork& network, const Dataset& dataset,
                std::vector<NetworkNote>& notes) {
  Cases synthetic;
  Cases standby;
  for (const NetworkNode& node : network.nodes) {
    if (node.is_outside) continue;
    if (node.synthetic) synthetic.add(dataset.firm(*node.firm).id);
    if (node.kind == NodeKind::kStandbyLine) standby.add(dataset.firm(*node.firm).id);
  }
  note(notes, "synthetic_lines", synthetic, "产线属于虚构企业：其产出、产能、供货和由此推出的金额均为虚构",
       "lines of made-up firms: their output, capacity, supplies and all amounts that follow are made up");
  note(notes, "standby_inputs", standby, "产线目前没有产出，只在切换供应商时启用；其自身所需投入视为能够得到",
       "lines without output serve only customers that switch to them; their own inputs are taken as given");
  Cases of_firm;
  of_firm.add_count(lines.outputs_of_firm);
  note(notes, "output_of_firm", of_firm, "产线未给出产出：按企业总产出的余额平均分摊",
       "lines without a stated output get an equal part of what is left of the firm's");
  Cases of_sales;
  of_sales.add_count(lines.outputs_of_sales);
  note(notes, "output_of_sales", of_sales, "产线未给出产出：按所列供货金额计",
       "lines without a stated output make what they are listed to sell");
  Cases unknown;
  unknown.add_count(lines.capacities_unknown);
  note(notes, "capacity_unknown", unknown, "产线未给出产能：视为已满负荷",
       "lines without a stated capacity are taken to run at full load");
}

void note_costs(const Dataset& dataset, const std::vector<bool>& made, const DatasetNetwork& network,
                std::vector<NetworkNote>& notes) {
  Cases inferred;
  Cases assumed;
  Cases published;
  for (const InputNeed& need : network.needs.needs) {
    if (!made[need.product.index()]) continue;
    const std::string& id = dataset.product(need.product).id;
    (need.evidence == CostEvidence::kPublished  ? published
     : need.evidence == CostEvidence::kInferred ? inferred
                                                : assumed)
        .add(id);
  }
  note(notes, "cost_share_published", published, "投入需求按公布的成本占比计算，占比视同占产出的比例",
       "needs follow published cost shares, taken as shares of output");
  note(notes, "cost_share_inferred", inferred,
       "投入需求的成本占比由所列采购金额与该投入的对外依赖度推得（同一产品各产线的中位数）",
       "needs whose cost share is inferred from listed purchases and the input's external dependence (median "
       "of the lines of the product)");
  note(notes, "cost_share_default", assumed,
       "投入需求没有可用数据：在产出的 " + format_number(100 * kInputBudget) + "% 内按种类取默认成本占比",
       "needs without data get a default cost share by kind within " + format_number(100 * kInputBudget) +
           " % of output");
  Cases scaled;
  for (const ProductId product : network.needs.scaled) {
    if (made[product.index()]) scaled.add(dataset.product(product).id);
  }
  note(notes, "cost_share_scaled", scaled,
       "产品各项成本占比之和超过产出的 " + format_number(100 * kMostCost) + "%：未公布者按比例压低",
       "products whose cost shares add up to more than " + format_number(100 * kMostCost) +
           " % of output: those not published were scaled down");
}

void note_cuts(const Dataset& dataset, const DatasetFlows& flows, DatasetNetwork& network) {
  Cases oversold;
  for (const FirmId firm : flows.oversold) oversold.add(dataset.firm(firm).id);
  note(network.assumptions, "listed_sales_cut", oversold, "产线所列供货超过其产出：按比例压低到产出",
       "lines listed to sell more than they make: their supplies were cut to the output");
  Cases overspent;
  for (const FirmId firm : flows.overspent) overspent.add(dataset.firm(firm).id);
  note(network.assumptions, "inputs_cut", overspent, "产线投入成本超过产出：全部投入按比例压低，增加值计为零",
       "lines whose inputs would cost more than their output: all were cut in proportion, value added is 0");
  Cases without_use;
  for (const Supply* supply : flows.without_use) without_use.add(dataset.product(supply->product).id);
  note(network.gaps, "supply_without_use", without_use,
       "所列供货的买方没有用得上该产品的产线：计入卖方的最终需求",
       "listed supplies whose customer has no line that needs the product count as final demand");
  Cases self;
  self.add_count(flows.self_supplies);
  note(network.assumptions, "self_supply", self, "企业对自身的供货：改按“自产优先自用”计算",
       "supplies of a firm to itself follow the rule that own lines serve first instead");
}

void note_origins(const Dataset& dataset, DatasetNetwork& network) {
  Cases makers;
  Cases floors;
  Cases unknown;
  Cases split;
  Cases unnamed;
  Cases home;
  Cases scaled;
  for (std::size_t p = 0; p < dataset.products.size(); ++p) {
    if (network.use[p] <= 0) continue;
    const std::string& id = dataset.products[p].id;
    const SupplyOrigins& origins = network.origins[p];
    if (origins.evidence == DependenceEvidence::kNamedMakers) makers.add(id);
    if (origins.evidence == DependenceEvidence::kForeignFloor) floors.add(id);
    if (origins.evidence == DependenceEvidence::kNone) unknown.add(id);
    if (origins.scaled) scaled.add(id);
  }
  std::set<std::pair<ProductId, SourceEvidence>> seen;
  for (const NetworkNode& node : network.nodes) {
    if (!node.is_outside) continue;
    const std::string& id = dataset.product(node.product).id;
    const SupplySource& source = network.origins[node.product.index()].sources[node.source];
    if (node.side == SourceSide::kHome) {
      if (!node.firm && source.evidence == SourceEvidence::kNone) home.add(id);
      continue;
    }
    if (node.side != SourceSide::kAbroad || !seen.insert({node.product, source.evidence}).second) continue;
    if (source.evidence == SourceEvidence::kNamedMakers) split.add(id);
    if (source.evidence == SourceEvidence::kNone) unnamed.add(id);
  }
  std::vector<NetworkNote>& notes = network.assumptions;
  note(notes, "dependence_named_makers", makers, "产品的对外依赖度没有公开数据：按已知境内外厂商的数目估计",
       "products without a figure on external dependence: estimated from the number of known makers");
  note(notes, "dependence_foreign_floor", floors, "产品的对外依赖度由境外厂商至少占有的份额推得",
       "products whose external dependence follows from what foreign makers hold at least");
  note(notes, "origin_named_makers", split,
       "产品的境外来源（或其未公布部分）没有份额数据：在其余已知境外厂商所在国家（地区）之间平均分配",
       "products whose sources abroad, or the part without a published share, are split equally over the "
       "countries of the other known foreign makers");
  note(notes, "shares_scaled", scaled, "产品已公布份额合计超过整体（口径不一）：按比例压低",
       "products whose published shares add up to more than the whole (they speak of different markets): "
       "scaled down");
  note(notes, "home_makers_not_listed", home, "产品的部分需求由境内未列出的厂商供应，厂商和地点不详",
       "products partly supplied by makers at home that are not listed: name and place are not known");
  note(network.gaps, "origin_unknown", unnamed,
       "产品的境外来源（或其一部分）不知来自哪个国家（地区）：针对国家的事件不影响这一部分",
       "products whose sources abroad are not known, or not all: events on countries pass that part by");
  note(network.gaps, "dependence_unknown", unknown,
       "产品既无依赖度数据，也无已知厂商：未列出的供应来源按境内外不明处理",
       "products with neither a figure on dependence nor a known maker: what is not listed may come from "
       "home or abroad");
}

void note_stock(DatasetNetwork& network) {
  const auto count = [&](StockEvidence evidence) {
    Cases cases;
    cases.add_count(network.flows_by_stock[static_cast<std::size_t>(evidence)]);
    return cases;
  };
  std::vector<NetworkNote>& notes = network.assumptions;
  note(notes, "stock_scenario", count(StockEvidence::kScenario), "供货关系的库存天数由情景给定",
       "flows whose days of stock the scenario sets");
  note(notes, "stock_same_product", count(StockEvidence::kSameProduct),
       "供货关系没有库存天数：取同一产品所列供货的中位数",
       "flows without days of stock get the median of the listed supplies of the product");
  note(notes, "stock_same_division", count(StockEvidence::kSameDivision),
       "供货关系没有库存天数：取同一行业大类（GB/T 4754 两位代码）所列供货的中位数",
       "flows without days of stock get the median of the same division of GB/T 4754");
  note(notes, "stock_default", count(StockEvidence::kDefault), "供货关系没有库存天数：取情景的默认值",
       "flows without days of stock get the scenario's default");
}

}  // namespace

void note_assumptions(const Dataset& dataset, const DatasetLines& lines, const DatasetFlows& flows,
                      DatasetNetwork& network) {
  std::vector<bool> made(dataset.products.size(), false);
  for (const ProductionLine& line : lines.lines) {
    if (line.output > 0) made[line.product.index()] = true;
  }
  note_lines(lines, network, dataset, network.assumptions);
  note_costs(dataset, made, network, network.assumptions);
  note_cuts(dataset, flows, network);
  note_origins(dataset, network);
  note_stock(network);
}

}  // namespace tenon
