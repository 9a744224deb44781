// A small chain dataset with its break points, made by hand for the tests of reports.
#pragma once

#include "report/analysis.h"

namespace tenon {

struct ReportFixture {
  Dataset dataset;
  BreakPointReport result;

  [[nodiscard]] Analysis analysis() const { return {dataset, result, 1795413909}; }  // 2026-11-23T06:05:09Z
};

// Two chains, seven products, three regions and two countries, one synthetic firm, five break points of which
// one is a firm and one has no score.
inline ReportFixture report_fixture() {
  ReportFixture fixture;
  Dataset& dataset = fixture.dataset;
  dataset.name = "small";
  const auto region = [](const char* code, const char* zh, const char* en, Tier tier,
                         std::optional<RegionId> parent) {
    Region r;
    r.code = code;
    r.name_zh = zh;
    r.name_en = en;
    r.tier = tier;
    r.parent = parent;
    return r;
  };
  dataset.regions = {region("CHN", "中国", "China", Tier::kCountry, std::nullopt),
                     region("YRD", "长三角", "Yangtze River Delta", Tier::kArea, RegionId(0)),
                     region("320000", "江苏省", "Jiangsu", Tier::kProvince, RegionId(1)),
                     region("320500", "苏州市", "Suzhou", Tier::kCity, RegionId(2)),
                     region("JPN", "日本", "Japan", Tier::kForeign, std::nullopt),
                     region("TWN", "台湾", "Taiwan, China", Tier::kForeign, RegionId(0))};
  dataset.regions[3].lon = 120.62;
  dataset.regions[3].lat = 31.3;
  dataset.chains = {{"ic", "集成电路", "Integrated circuits", RegionId(2), 2021, "a notice"},
                    {"display", "新型显示", "New displays", std::nullopt, std::nullopt, ""}};
  const auto product = [](const char* id, const char* zh, const char* en, std::size_t chain,
                          Segment segment) {
    Product p;
    p.id = id;
    p.name_zh = zh;
    p.name_en = en;
    p.chain = ChainId(chain);
    p.segment = segment;
    return p;
  };
  dataset.products = {product("IC-01", "光刻胶", "Photoresist", 0, Segment::kUpstream),
                      product("IC-02", "浸没式光刻机", "Immersion scanner", 0, Segment::kUpstream),
                      product("IC-03", "晶圆制造", "Wafer fabrication", 0, Segment::kMidstream),
                      product("IC-04", "存储芯片", "Memory chip", 0, Segment::kDownstream),
                      product("DI-01", "偏光片", "Polariser", 1, Segment::kUpstream),
                      product("DI-02", "显示面板", "Display panel", 1, Segment::kDownstream),
                      product("DI-03", "液晶", "Liquid crystal", 1, Segment::kUpstream)};
  const auto input = [](std::size_t from, std::size_t to, bool essential, const char* group) {
    Input i;
    i.input = ProductId(from);
    i.product = ProductId(to);
    i.essential = essential;
    i.alternative_group = group;
    return i;
  };
  dataset.inputs = {input(0, 2, true, ""), input(1, 2, true, ""),     input(2, 3, true, ""),
                    input(4, 5, true, ""), input(6, 5, true, "cell"), input(3, 5, false, "")};
  Firm real;
  real.id = "F1";
  real.name_zh = "某日资";
  real.name_en = "Some Maker";
  real.region = RegionId(3);
  real.control_code = "JPN";
  Firm synthetic;
  synthetic.id = "S1";
  synthetic.name_zh = "合成企业一";
  synthetic.region = RegionId(3);
  synthetic.synthetic = true;
  dataset.firms = {real, synthetic};
  Capability capability;
  capability.firm = FirmId(0);
  capability.product = ProductId(0);
  capability.status = CapabilityStatus::kQualified;
  capability.provenance = {"an annual report", "https://example.org/report", 2024, 'B'};
  dataset.capabilities.push_back(capability);
  capability.firm = FirmId(1);
  capability.provenance = {"synthetic", "", std::nullopt, 'S'};
  dataset.capabilities.push_back(capability);
  Fact fact;
  fact.product = ProductId(0);
  fact.metric = "localisation_rate";
  fact.low = 0;
  fact.high = 10;
  fact.unit = "%";
  fact.scope = "China";
  fact.provenance = {"a broker", "https://example.org/a?b=1&c=2", 2019, 'B'};
  dataset.facts.push_back(fact);

  fixture.result.dataset = dataset.name;
  fixture.result.options.current_year = 2026;
  BreakPoint red;
  red.rank = 1;
  red.rank_low = 1;
  red.rank_high = 2;
  red.subject = {SubjectType::kProduct, 0};
  red.score = Component{0.71, 0.58, 0.8};
  red.level = Level::kRed;
  red.level_high = Level::kRed;
  red.importance = {0.6, 0.5, 0.7};
  red.exposure = Component{0.9, 0.8, 1.0};
  red.recovery = Component{0.66, 0.5, 0.75};
  red.kinds = {RiskKind::kExternalDependence, RiskKind::kConcentration};
  Evidence evidence;
  evidence.metric = "fact.localisation_rate";
  evidence.label_zh = "国产化率";
  evidence.label_en = "Localisation rate";
  evidence.value = 5;
  evidence.low = 0;
  evidence.high = 10;
  evidence.unit = "%";
  evidence.scope = "China";
  evidence.provenance = fact.provenance;
  evidence.computed_with = true;
  evidence.old = true;
  red.evidence.push_back(evidence);
  Evidence made_up;
  made_up.metric = "n_minus_1";
  made_up.label_zh = "N-1 缺口";
  made_up.label_en = "N-1 shortfall";
  made_up.value = 0.4;
  made_up.unit = "1";
  made_up.provenance = {"", "", std::nullopt, 'S'};
  made_up.synthetic = true;
  made_up.computed_with = true;
  red.evidence.push_back(made_up);
  red.remedy = {RemedyClass::kSupplement, "攻关", "Develop", "无本地来源", "No source inside"};
  red.lost_end_products = {ProductId(3), ProductId(5)};
  red.could_make = {{RegionId(3), 0.42}};
  BreakPoint orange = red;
  orange.rank = 2;
  orange.subject = {SubjectType::kProduct, 1};
  orange.score = Component{0.55, 0.5, 0.65};
  orange.level = Level::kOrange;
  orange.level_high = Level::kRed;
  orange.evidence.clear();
  BreakPoint firm = orange;
  firm.rank = 3;
  firm.rank_low = 3;
  firm.rank_high = 4;
  firm.subject = {SubjectType::kFirm, 0};
  firm.score = Component{0.4, 0.4, 0.4};
  firm.level = Level::kYellow;
  firm.level_high = Level::kYellow;
  firm.kinds = {RiskKind::kSystemicFirm};
  BreakPoint blue = firm;
  blue.rank = 4;
  blue.subject = {SubjectType::kProduct, 4};
  blue.level = Level::kBlue;
  blue.level_high = Level::kBlue;
  blue.level_capped = true;
  BreakPoint unknown;
  unknown.subject = {SubjectType::kProduct, 6};
  unknown.importance = {0.3, 0.2, 0.4};
  fixture.result.break_points = {red, orange, firm, blue, unknown};
  fixture.result.gaps = {{{SubjectType::kProduct, 6}, "no_maker", "没有企业数据", "No maker known"},
                         {{SubjectType::kProduct, 0}, "only_old_facts", "只有旧数据", "Only old facts"}};
  return fixture;
}

// A text that tries to leave every context it may land in.
inline const char* hostile_text() {
  return "</script><img src=x onerror=alert(1)>\"'&\\ \u2028\u2029<!-- ${x} `y` {{rows}} ]]>";
}

// Every text of the fixture made hostile.
inline ReportFixture hostile_fixture() {
  ReportFixture fixture = report_fixture();
  const std::string text = hostile_text();
  fixture.dataset.name = text;
  for (Region& region : fixture.dataset.regions) region.name_zh = region.name_en = text;
  for (Chain& chain : fixture.dataset.chains) chain.id = chain.name_zh = chain.name_en = chain.source = text;
  for (Product& product : fixture.dataset.products) product.name_zh = product.name_en = product.id += text;
  for (Firm& firm : fixture.dataset.firms) firm.name_zh = firm.name_en = firm.id += text;
  fixture.result.dataset = text;
  for (BreakPoint& point : fixture.result.break_points) {
    point.remedy.action_zh = point.remedy.action_en = point.remedy.reason_zh = point.remedy.reason_en = text;
    for (Evidence& evidence : point.evidence) {
      evidence.metric = evidence.label_zh = evidence.label_en = evidence.unit = evidence.scope = text;
      evidence.provenance.source = text;
      evidence.provenance.url = "javascript:alert(1)//" + text;
    }
  }
  for (DataGap& gap : fixture.result.gaps) gap.what = gap.text_zh = gap.text_en = text;
  return fixture;
}

}  // namespace tenon
