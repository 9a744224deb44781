#include "document_content.h"

#include <cmath>
#include <utility>

namespace tenon {
namespace {

// Builds one language of a text that stands in both.
class Writer {
 public:
  explicit Writer(DocumentLanguage language) : chinese_(language == DocumentLanguage::kChinese) {
    document_.language = language;
  }

  Document take() && {
    head();
    sources();
    conclusion();
    evidence();
    measures();
    limits();
    return std::move(document_);
  }

 private:
  [[nodiscard]] std::string say(const char* zh, const char* en) const { return chinese_ ? zh : en; }
  [[nodiscard]] DocumentRun run(const char* zh, const char* en) const { return plain_run(say(zh, en)); }
  [[nodiscard]] DocumentRun strong(const char* zh, const char* en) const { return strong_run(say(zh, en)); }
  void heading(int level, const char* zh, const char* en) {
    document_.blocks.emplace_back(DocumentHeading{level, {run(zh, en)}});
  }
  void paragraph(DocumentText text) { document_.blocks.emplace_back(DocumentParagraph{std::move(text)}); }

  void head() {
    document_.title =
        say("集成电路用光刻胶供应中断的影响与处置建议",
            "Photoresist for integrated circuits: what an interruption would do, and what to do about it");
    document_.subtitle =
        say("——长三角集成电路链断点研判（样例）",
            "Break points of the integrated-circuit chain in the Yangtze River Delta (sample)");
    document_.issuer = say("产业链韧性专报", "Briefs on the resilience of industrial chains");
    document_.classification = say("样例·非真实数据", "Sample, no real data");
    document_.number = say("第 3 期（样例）", "No. 3 (sample)");
    document_.date = say("2026 年 11 月 23 日", "23 November 2026");
    document_.status = say("征求意见稿", "Draft for comment");
    document_.signers = {{say("拟稿", "Drafted")}, {say("审核", "Checked")}, {say("签发", "Approved")}};
  }

  void sources() {
    DocumentNote customs;
    customs.text = say("样例：进口统计整理表", "Sample: table of imports");
    customs.year = 2025;
    customs.grade = 'A';
    customs.url = "https://example.org/imports?product=resist&year=2025";
    DocumentNote survey;
    survey.text = say("样例：重点企业库存问卷（41 家中 29 家答复）",
                      "Sample: survey of stocks at key firms (29 of 41 answered)");
    survey.year = 2026;
    survey.grade = 'B';
    DocumentNote run;
    run.text = say("样例：情景推演 200 次，种子 7，90% 区间",
                   "Sample: 200 runs of the scenario, seed 7, 90% intervals");
    run.grade = 'S';
    run.synthetic = true;
    DocumentNote assumed;
    assumed.text = say("替代胶认证周期按 9 个月计，由专家给定",
                       "Qualification of another resist is taken as 9 months, set by experts");
    assumed.assumption = true;
    DocumentNote again = customs;  // the same source, entered twice: one number
    DocumentNote capacity;
    capacity.text =
        say("样例：在建与已投产产能清单", "Sample: list of capacity in use and under construction");
    capacity.year = 2026;
    capacity.grade = 'C';
    capacity.url = "https://example.org/capacity";
    document_.notes = {customs, survey, run, assumed, again, capacity};
  }

  void conclusion() {
    document_.blocks.emplace_back(DocumentCallout{
        {run("结论", "Conclusion")},
        {{run("高端光刻胶若停供 90 天，第 ",
              "If supply of advanced photoresist stops for 90 days, wafers start to fall on "),
          strong("12 天", "day 12"),
          run("起影响晶圆投片，全链产出最低降至正常的 ", "; output of the chain falls to "),
          strong("82%（73%—89%）", "82% of normal (73–89%)"), note_run(2),
          run("。建议先建 60 天储备，同步推进两家替代供方认证；研判置信度：中。",
              " at worst. Build 60 days of stock first, and qualify two other suppliers at the same time. "
              "Confidence: medium.")}}});
    document_.blocks.emplace_back(DocumentKeyFigures{{
        {say("域外依存度", "Dependence on outside sources"), "86", "%", {0}},
        {say("库存中位数", "Median stock"), "23", say("天", "days"), {1}},
        {say("最大产出损失", "Largest loss of output"), say("18（11—27）", "18 (11–27)"), "%", {2}},
        {say("域内合格供方", "Qualified makers inside"), "1", say("家", "firm"), {5}},
    }});
    heading(1, "基本情况", "Situation");
    paragraph(
        {run("集成电路用光刻胶属", "Photoresist for integrated circuits is a "), badge_run(Level::kRed),
         run("级断点。2025 年进口依存度 86%", " break point. In 2025 imports covered 86% of use"),
         note_run(0),
         run("，其中 ArF 浸没式胶 97%，来源集中于三家域外企业；域内仅一家通过量产认证，年产能约占需求的 4%",
             ", and 97% of ArF immersion resist; three firms outside the region supply nearly all of it. One "
             "maker inside is qualified for mass production, with capacity for about 4% of demand"),
         note_run(5), run("。", ".")});
    paragraph({run("与 2024 年相比，KrF 胶供应改善", "Against 2024, KrF resist has improved"), note_run(4),
               run("，由", " from "), badge_run(Level::kOrange), run("级转为", " to "),
               badge_run(Level::kYellow), run("级；g/i 线胶为", "; g/i-line resist stands at "),
               badge_run(Level::kBlue), run("级，暂不需要专项处置。", " and needs no measure of its own.")});
    table();
  }

  void table() {
    DocumentTable table;
    table.caption = {run("光刻胶各品种断点研判", "Kinds of photoresist as break points"), note_run(4)};
    table.columns = {{DocumentAlign::kLeft, 2.4},  {DocumentAlign::kCentre, 1.5},
                     {DocumentAlign::kRight, 1.4}, {DocumentAlign::kRight, 1.3},
                     {DocumentAlign::kRight, 1.3}, {DocumentAlign::kLeft, 3.2}};
    table.header = {{{run("品种", "Kind")},
                     {run("级别", "Level")},
                     {run("依存度（%）", "Imports (%)")},
                     {run("库存（天）", "Stock (days)")},
                     {run("供方（家）", "Makers")},
                     {run("处置方向", "What to do")}}};
    const auto row = [&](const char* zh, const char* en, Level level, const char* share, const char* stock,
                         const char* makers, const char* do_zh, const char* do_en) {
      table.rows.push_back({{run(zh, en)},
                            {badge_run(level)},
                            {plain_run(share)},
                            {plain_run(stock), note_run(1)},
                            {plain_run(makers)},
                            {run(do_zh, do_en)}});
    };
    row("ArF 浸没式光刻胶", "ArF immersion resist", Level::kRed, "97", "23", "0", "储备＋攻关，认证周期长",
        "stock and development; qualification is slow");
    row("ArF 干式光刻胶", "ArF dry resist", Level::kRed, "92", "26", "1", "储备＋认证第二供方",
        "stock; qualify a second maker");
    row("KrF 光刻胶", "KrF resist", Level::kYellow, "71", "38", "3", "扩大份额",
        "widen the share of makers inside");
    row("g/i 线光刻胶", "g/i-line resist", Level::kBlue, "44", "41", "6", "保持", "keep");
    row("底部抗反射涂层", "Bottom antireflective coating", Level::kOrange, "88", "29", "1",
        "与光刻胶一并认证", "qualify together with resists");
    row("光刻胶用树脂", "Resins for resists", Level::kOrange, "81", "—", "2", "上游补链，尚缺库存数据",
        "supplement upstream; stocks unknown");
    table.notes = {{run("依存度为进口量占用量之比；“—”表示无数据，不作零处理。",
                        "Imports as a share of use; “—” means no data, not zero.")}};
    document_.blocks.emplace_back(std::move(table));
  }

  void evidence() {
    heading(1, "影响研判", "What an interruption does");
    heading(2, "传导过程", "How it spreads");
    paragraph(
        {run("推演假定：停供自第 5 天起，持续 90 天；在途货物照常到港；企业按现有库存优先保供车规芯片。",
             "The run assumes that supply stops on day 5 for 90 days, that goods on the way arrive, and that "
             "firms serve chips for cars first. "),
         run("库存耗尽前投片不受影响，此后三周内降至低点，恢复供货后约 45 天回到正常",
             "Wafer starts hold until stocks are used up, reach their lowest level three weeks later and are "
             "back to normal about 45 days after supply returns"),
         note_run(2), run("。", ".")});
    document_.blocks.emplace_back(curve());
    heading(2, "受影响环节", "Which stages are hit");
    paragraph({run("损失集中于晶圆制造，封装测试滞后约两周；整机环节因在制品缓冲，损失较小。",
                   "Losses concentrate in wafer fabs; packaging and test follow two weeks later; makers of "
                   "equipment are buffered by work in progress.")});
    document_.blocks.emplace_back(stages());
    heading(3, "按情景比较", "By scenario");
    paragraph({run("三种情景下首次停产时间的区间如下。区间不重叠之处，可认为措施有效。",
                   "The intervals of the first stop under three scenarios are shown below. Where they do not "
                   "overlap, the measure works.")});
    document_.blocks.emplace_back(intervals());
    document_.blocks.emplace_back(stock());
  }

  DocumentChart curve() {
    DocumentChart chart;
    chart.caption = {run("停供 90 天情景下全链产出（正常＝100）",
                         "Output of the chain when supply stops for 90 days (normal = 100)"),
                     note_run(2)};
    chart.description =
        say("两条曲线：不采取措施时第 47 天降至 82；有储备时最低 93。",
            "Two lines: without measures output falls to 82 on day 47; with stock its lowest is 93.");
    chart.chart.kind = ChartKind::kLine;
    chart.chart.category_title = say("天", "day");
    chart.chart.value_title = say("产出（正常＝100）", "output (normal = 100)");
    chart.chart.thresholds = {{90, say("警戒线 90", "limit 90")}};
    ChartSeries without{say("不采取措施（带为 90% 区间）", "without measures (band: 90% interval)"), {}};
    ChartSeries with{say("60 天储备", "60 days of stock"), {}};
    for (int day = 0; day <= 180; day += 3) {
      const double down = 1 / (1 + std::exp(-(day - 32) / 5.0)) * (1 / (1 + std::exp((day - 118) / 9.0)));
      const double late = 1 / (1 + std::exp(-(day - 68) / 5.0)) * (1 / (1 + std::exp((day - 112) / 8.0)));
      without.points.push_back({100 - 18 * down, static_cast<double>(day), 100 - 27 * down, 100 - 11 * down});
      ChartPoint point;
      point.value = 100 - 7 * late;
      point.x = day;
      with.points.push_back(point);
    }
    chart.chart.series = {without, with};
    return chart;
  }

  DocumentChart stages() {
    DocumentChart chart;
    chart.caption = {run("各环节 180 天累计损失", "Losses of 180 days by stage"), note_run(2)};
    chart.chart.kind = ChartKind::kStackedBar;
    chart.chart.horizontal = true;
    chart.chart.value_title = say("损失（亿元）", "loss (CNY 100 m)");
    chart.chart.categories = {say("晶圆制造", "Wafer fabs"), say("封装测试", "Packaging and test"),
                              say("电子整机", "Electronic equipment"),
                              say("新能源汽车", "New-energy vehicles")};
    const auto series = [](std::string name, std::initializer_list<double> values) {
      ChartSeries out{std::move(name), {}};
      for (const double value : values) {
        ChartPoint point;
        point.value = value;
        out.points.push_back(point);
      }
      return out;
    };
    chart.chart.series = {
        series(say("上海", "Shanghai"), {61, 12, 5, 8}), series(say("江苏", "Jiangsu"), {48, 27, 14, 6}),
        series(say("浙江", "Zhejiang"), {17, 9, 11, 5}), series(say("安徽", "Anhui"), {22, 6, 8, 9})};
    return chart;
  }

  DocumentChart intervals() {
    DocumentChart chart;
    chart.caption = {
        run("首次停产时间（中位数与 90% 区间）", "First stop of production (median and 90% interval)"),
        note_run(2), note_run(3)};
    chart.chart.kind = ChartKind::kInterval;
    chart.chart.value_title = say("停供后的天数", "days after the interruption");
    chart.chart.categories = {say("不采取措施", "Without measures"), say("60 天储备", "60 days of stock"),
                              say("60 天储备＋替代认证", "Stock and another maker")};
    chart.chart.series = {{"", {{12, 0, 8, 19}, {58, 0, 47, 71}, {83, 0, 62, 110}}}};
    return chart;
  }

  DocumentChart stock() {
    DocumentChart chart;
    chart.caption = {run("储备建立进度（计划）", "Build-up of the stock (plan)"), note_run(3)};
    chart.chart.kind = ChartKind::kStep;
    chart.chart.category_title = say("月", "month");
    chart.chart.value_title = say("储备（天）", "stock (days of use)");
    chart.chart.series = {{"", {{23, 0}, {30, 2}, {42, 4}, {51, 7}, {60, 10}, {60, 12}}}};
    return chart;
  }

  void measures() {
    heading(1, "处置建议", "What we suggest");
    heading(2, "近期（三个月内）", "Within three months");
    document_.blocks.emplace_back(DocumentList{
        true,
        {{strong("建立共用储备。", "Build a shared stock. "),
          run("由链主企业牵头，按 60 天用量分品种储备，优先 ArF 胶；注意光刻胶保质期一般为 6 个月，须轮换。",
              "Key firms hold 60 days of use by kind, ArF first; resists keep for about six months, so "
              "stocks must turn over."),
          note_run(3)},
         {strong("启动替代认证。", "Start qualification. "),
          run("组织两家域内企业与三条产线对接，压缩排队时间。",
              "Bring two makers inside together with three lines and cut the queue.")},
         {strong("补齐数据。", "Fill the gaps. "),
          run("树脂、光引发剂库存尚无数据，请各省市摸底。",
              "Stocks of resins and photoinitiators are unknown; the provinces are asked to find out.")}}});
    heading(2, "中期（一年内）", "Within a year");
    document_.blocks.emplace_back(DocumentList{
        false,
        {{run("支持树脂单体项目落地，补上游短板；", "Support monomer projects to close the gap upstream;")},
         {run("将光刻胶纳入跨省互认的保供白名单；",
              "put photoresist on the mutually recognised white list;")},
         {run("每半年演练一次断供切换。", "drill the switch of suppliers twice a year.")}}});
    document_.blocks.emplace_back(cost());
  }

  DocumentChart cost() {
    DocumentChart chart;
    chart.caption = {run("各项措施减少的期望损失", "Expected loss avoided by measure"), note_run(2)};
    chart.chart.kind = ChartKind::kBar;
    chart.chart.value_title = say("亿元", "CNY 100 m");
    chart.chart.categories = {say("储备", "Stock"), say("替代认证", "Qualify"), say("扩产", "Expand"),
                              say("白名单", "White list")};
    ChartSeries near{say("一年内", "within a year"),
                     {{64, 0, 51, 80}, {18, 0, 9, 31}, {3, 0, 0, 8}, {7, 0, 4, 11}}};
    ChartSeries far{say("三年内", "within three years"),
                    {{71, 0, 55, 90}, {88, 0, 60, 121}, {96, 0, 58, 140}, {8, 0, 4, 13}}};
    chart.chart.series = {near, far};
    return chart;
  }

  void limits() {
    heading(1, "不确定性与缺口", "Uncertainty and gaps");
    paragraph({run("一是库存数据来自问卷，未答复的 12 家以小厂为主，真实中位数可能更低",
                   "Stocks come from a survey; the 12 firms that did not answer are mostly small, so the "
                   "true median may be lower"),
               note_run(1), run("；二是替代认证周期为专家给定", ". The time to qualify is set by experts"),
               note_run(3),
               run("，若为 15 个月，则三年内减少的损失降至 52 亿元；三是推演未计入价格变化。",
                   "; at 15 months the loss avoided in three years falls to CNY 5.2 bn. Prices are left out "
                   "of the run.")});
    document_.blocks.emplace_back(DocumentPageBreak{});
    heading(1, "附表：企业清单（样例）", "Annex: firms (sample)");
    DocumentTable table;
    table.caption = {
        run("涉光刻胶企业清单，名称均为虚构", "Firms that use or make photoresist; all names are invented")};
    table.columns = {{DocumentAlign::kRight, 0.8},
                     {DocumentAlign::kLeft, 4.2},
                     {DocumentAlign::kLeft, 1.6},
                     {DocumentAlign::kLeft, 1.6},
                     {DocumentAlign::kRight, 1.9}};
    table.header = {{{run("序号", "No.")},
                     {run("企业", "Firm")},
                     {run("城市", "City")},
                     {run("环节", "Stage")},
                     {run("用量（吨/年）", "Use (t/a)")}}};
    const std::pair<const char*, const char*> cities[] = {
        {"上海", "Shanghai"}, {"无锡", "Wuxi"}, {"合肥", "Hefei"}, {"宁波", "Ningbo"}, {"苏州", "Suzhou"}};
    const std::pair<const char*, const char*> stages[] = {
        {"晶圆制造", "Wafer fab"}, {"材料", "Materials"}, {"封装", "Packaging"}};
    for (int k = 1; k <= 36; ++k) {
      const auto& city = cities[k % 5];
      const auto& stage = stages[k % 3];
      const std::string number = std::to_string(k);
      table.rows.push_back(
          {{plain_run(number)},
           {plain_run(chinese_ ? std::string(city.first) + "样例" + number + "号微电子有限公司"
                               : std::string(city.second) + " Sample " + number + " Microelectronics Co.")},
           {run(city.first, city.second)},
           {run(stage.first, stage.second)},
           {plain_run(std::to_string(3 + k * 37 % 90)), k % 7 == 0 ? note_run(1) : plain_run("")}});
    }
    document_.blocks.emplace_back(std::move(table));
  }

  bool chinese_;
  Document document_;
};

}  // namespace

Document sample_document(DocumentLanguage language) {
  return Writer(language).take();
}

}  // namespace tenon
