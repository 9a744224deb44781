#include "report/simulation_rows.h"

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "report/figures.h"
#include "report/html_escape.h"
#include "report/html_template.h"
#include "report/scenario_text.h"

namespace tenon {
namespace {

std::string attribute(std::string_view name, const std::string& value) {
  return " data-" + std::string(name) + "=\"" + html_escape(value) + "\"";
}

std::string position(std::uint32_t value) {
  return value == kNoPosition ? "" : std::to_string(value);
}

std::string letter_mark(const SimulationReport& report, std::size_t run) {
  if (report.runs.size() < 2) return "";
  const std::string letter(run_letter(run));
  return "<i class=\"run " + letter + "\">" + letter + "</i>";
}

double largest_loss(const std::vector<LossRow>& rows) {
  double largest = 0;
  for (const LossRow& row : rows) {
    for (const RunLoss& run : row.runs) largest = std::max(largest, std::fabs(run.lost_output));
  }
  return largest;
}

std::string number_cell(const std::string& text, std::string_view extra_class = "") {
  return "<td class=\"num" + std::string(extra_class) + "\">" + text + "</td>";
}

std::string hit_row(const SimulationReport& report, const HitRow& row, std::size_t i,
                    const ColumnScale& scale) {
  const auto chains = find_dimension(report, dimension::kChain);
  const RunHit& first = row.runs.front();
  const RunHit& last = row.runs.back();
  std::string html =
      "<tr" + attribute("i", std::to_string(i)) + attribute("kind", row.is_product ? "product" : "node") +
      attribute("at", std::to_string(row.position)) + attribute("chain", position(row.chain)) +
      attribute("province", position(row.province)) + attribute("cause", std::string(id_of(row.cause_kind))) +
      attribute("state", row.first_stop_day() >= 0 ? "stopped" : "down") +
      attribute("day", std::to_string(first.stop_day)) + attribute("second", std::to_string(last.stop_day)) +
      attribute("hit", std::to_string(first.hit_day)) +
      attribute("low", format_number(std::round(first.lowest_level * 1e4) / 1e4)) +
      attribute("low2", format_number(std::round(last.lowest_level * 1e4) / 1e4)) +
      attribute("lost", format_number(std::round(row.lost_output))) + ">";
  for (const RunHit& run : row.runs) {
    html += number_cell(run.stop_day < 0 ? "–" : std::to_string(run.stop_day), " dy");
  }
  html += number_cell(first.hit_day < 0 ? "–" : std::to_string(first.hit_day));
  for (const RunHit& run : row.runs) html += number_cell(percent_figure(run.lowest_level));
  html += "<td class=\"pr\"><a href=\"#\">" + html_words(row.name) + "</a>";
  if (chains && row.chain != kNoPosition) {
    html += "<small>" + html_words(group_name(report.dimensions[*chains].groups[row.chain])) + "</small>";
  }
  html += "</td><td class=\"mk\">";
  if (row.is_product) {
    html += html_words("整个产品", "the whole product");
  } else {
    html += html_words(row.maker);
    if (row.synthetic) html += " <span class=\"mark syn\">" + html_words("合成", "synthetic") + "</span>";
    if (row.stopped_days > 0) {
      const std::string days = std::to_string(row.stopped_days);
      html += "<small>" + html_words("停产 " + days + " 天", "stopped for " + days + " days") + "</small>";
    }
  }
  return html + "</td><td>" + html_words(row.city) + "</td><td class=\"cs\">" + html_words(row.cause) +
         "</td>" + number_cell(html_words(column_figure(row.lost_output, scale))) + "</tr>\n";
}

double largest_hit_loss(const HitList& hits) {
  double largest = 0;
  for (const auto* rows : {&hits.products, &hits.nodes}) {
    for (const HitRow& row : *rows) largest = std::max(largest, std::fabs(row.lost_output));
  }
  return largest;
}

// Lost and share of normal of one group, one a run.
struct Losses {
  std::vector<double> lost;
  std::vector<double> share;
};

Losses losses_of(const LossRow& row) {
  Losses losses;
  for (const RunLoss& run : row.runs) {
    losses.lost.push_back(run.lost_output);
    losses.share.push_back(run.share);
  }
  return losses;
}

Losses sum_of(const SimulationReport& report, const std::vector<LossRow>& rows) {
  Losses all;
  for (std::size_t run = 0; run < report.runs.size(); ++run) {
    double lost = 0;
    double normal = 0;
    for (const LossRow& row : rows) {
      lost += row.runs[run].lost_output;
      normal += row.normal_output * report.runs[run].simulation->days;
    }
    all.lost.push_back(lost);
    all.share.push_back(normal > 0 ? lost / normal : 0);
  }
  return all;
}

constexpr std::size_t kProvinceColumns = 7;

// Losses by chain and province with all that their cells share.
class LossTable {
 public:
  explicit LossTable(const SimulationReport& report)
      : report_(report),
        chains_(loss_rows(report, dimension::kChain)),
        provinces_(loss_rows(report, dimension::kProvince)),
        cells_(loss_rows(report, dimension::kChainProvince)),
        scale_(column_scale(std::max(largest_loss(chains_), largest_loss(provinces_)))) {
    if (provinces_.size() > kProvinceColumns) {
      others_.assign(provinces_.begin() + kProvinceColumns - 1, provinces_.end());
      provinces_.resize(kProvinceColumns - 1);
    }
    for (const auto* rows : {&chains_, &provinces_, &cells_}) {
      for (const LossRow& row : *rows) widest_ = std::max(widest_, row.runs[0].share);
    }
  }

  std::string html() {
    if (chains_.empty()) return "";
    const Bilingual unit = column_unit(scale_, report_.currency);
    std::string html =
        "<table class=\"plain losses\"><caption>" +
        html_words("累计损失产出（" + unit.zh + "）与占同期正常产出的比例",
                   "Output lost (" + unit.en + ") and its share of normal output over these days") +
        "</caption><thead><tr><th scope=\"col\"" + std::string(two() ? " colspan=\"2\"" : "") + ">" +
        html_words("产业链", "Chain") + "</th>";
    for (const LossRow& province : provinces_) {
      html += "<th scope=\"col\" class=\"num\">" + name_of(dimension::kProvince, province.group) + "</th>";
    }
    if (!others_.empty()) {
      const std::string count = std::to_string(others_.size());
      html += "<th scope=\"col\" class=\"num\">" +
              html_words("其余 " + count + " 省市", count + " other provinces") + "</th>";
    }
    html += "<th scope=\"col\" class=\"num\">" + html_words("合计", "All") + "</th></tr></thead><tbody>\n";
    for (const LossRow& chain : chains_) {
      html += "<tr" + attribute("chain", std::to_string(chain.group)) + ">" +
              row_head(name_of(dimension::kChain, chain.group));
      for (const LossRow& province : provinces_) html += cell_of(chain.group, {province});
      if (!others_.empty()) html += cell_of(chain.group, others_);
      html += cell(losses_of(chain)) + "</tr>\n";
    }
    html += "</tbody><tfoot><tr>" + row_head(html_words("合计", "All"));
    for (const LossRow& province : provinces_) html += cell(losses_of(province));
    if (!others_.empty()) html += cell(sum_of(report_, others_));
    return html + cell(sum_of(report_, chains_)) + "</tr></tfoot></table>\n";
  }

 private:
  [[nodiscard]] bool two() const { return report_.runs.size() > 1; }

  [[nodiscard]] std::string name_of(std::string_view id, std::uint32_t group) const {
    return html_words(group_name(report_.dimensions[*find_dimension(report_, id)].groups[group]));
  }

  [[nodiscard]] std::string row_head(const std::string& name) const {
    std::string html = "<th scope=\"row\">" + name + "</th>";
    if (two()) html += "<td class=\"ab\">" + letter_mark(report_, 0) + letter_mark(report_, 1) + "</td>";
    return html;
  }

  // Amount and share, a line a run; the share of the first also as a bar.
  [[nodiscard]] std::string cell(const Losses& losses) const {
    const double bar = widest_ > 0 ? std::clamp(losses.share[0] / widest_, 0.0, 1.0) : 0;
    std::string html = "<td class=\"num ls\" style=\"--b:" + format_fixed(100 * bar, 1) + "%\">";
    for (std::size_t run = 0; run < losses.lost.size(); ++run) {
      html += "<b" + attribute("lost", format_number(losses.lost[run])) +
              attribute("share", format_number(losses.share[run])) + ">" +
              html_words(column_figure(losses.lost[run], scale_)) + " <span>" +
              percent_figure(losses.share[run]) + "</span></b>";
    }
    return html + "</td>";
  }

  // Of one chain in some provinces together.
  [[nodiscard]] std::string cell_of(std::uint32_t chain, const std::vector<LossRow>& provinces) const {
    const auto at = find_dimension(report_, dimension::kChainProvince);
    std::vector<LossRow> found;
    for (const LossRow& row : cells_) {
      const GroupLabel& label = report_.dimensions[*at].groups[row.group];
      const bool fits = std::any_of(provinces.begin(), provinces.end(), [&](const LossRow& province) {
        return province.group == label.province;
      });
      if (label.chain == chain && fits) found.push_back(row);
    }
    if (found.empty()) return "<td class=\"num none\">" + html_words("无产出", "none made") + "</td>";
    return cell(sum_of(report_, found));
  }

  const SimulationReport& report_;
  std::vector<LossRow> chains_;
  std::vector<LossRow> provinces_;  // those with a column of their own
  std::vector<LossRow> others_;     // those in one column together
  std::vector<LossRow> cells_;
  ColumnScale scale_;
  double widest_ = 0;
};

std::string event_source(const Provenance& provenance) {
  if (provenance.source.empty()) return html_words("假设", "assumption");
  const std::string address = web_address(provenance.url);
  std::string html = address.empty() ? html_escape(provenance.source)
                                     : "<a href=\"" + html_escape(address) +
                                           "\" target=\"_blank\" rel=\"noopener noreferrer\">" +
                                           html_escape(provenance.source) + "</a>";
  if (provenance.year) html += " " + std::to_string(*provenance.year);
  if (provenance.grade > ' ') {
    const Words grade = words_of_grade(provenance.grade);
    html += " <span class=\"mark\">" + html_words(grade.zh, grade.en) + "</span>";
  }
  return html;
}

// Whether every run has an event of the same name, size, time and target; the lines of the files do not
// count.
bool is_in_all_runs(const SimulationReport& report, const ScenarioEvent& event) {
  const auto is_same = [&](const ScenarioEvent& other) {
    return event_name(event) == event_name(other) && event_sentence(event) == event_sentence(other) &&
           target_text(event.target) == target_text(other.target);
  };
  return std::all_of(report.runs.begin(), report.runs.end(), [&](const SimulationRun& run) {
    return std::any_of(run.scenario->events.begin(), run.scenario->events.end(), is_same);
  });
}

std::string event_row(const SimulationReport& report, std::size_t run, std::size_t e,
                      const std::string& letter) {
  const ScenarioEvent& event = report.runs[run].scenario->events[e];
  const auto& hits = report.runs[run].hits;
  const Words kind = words_of(event.kind);
  std::string html = "<tr><th scope=\"row\">" + letter + html_words(event_name(event)) + "<small>" +
                     html_words(kind.zh, kind.en) + "</small></th><td>" + html_words(event_sentence(event)) +
                     "</td><td>" + html_words(target_text(event.target));
  if (e < hits.size()) html += "<small>" + html_words(hits[e].text) + "</small>";
  html += "</td><td>" + event_source(event.provenance);
  if (!event.note.empty()) html += "<small>" + html_escape(event.note) + "</small>";
  return html + "</td></tr>\n";
}

std::string policy_row(const Bilingual& what, const Bilingual& value) {
  return "<tr><th scope=\"row\">" + html_words(what) + "</th><td>" + html_words(value) + "</td></tr>\n";
}

Bilingual day_count(double days) {
  const std::string number = format_number(days);
  return {number + " 天", number + " days"};
}

Bilingual switching_words(const SwitchingPolicy& switching) {
  if (!switching.enabled) return {"不切换", "off"};
  const std::string lead = format_number(switching.default_lead_time_days);
  const std::string trial = format_number(switching.trial_qualification_days);
  const std::string potential = format_number(switching.potential_qualification_days);
  const std::string share = percent_figure(switching.largest_share);
  return {"可切换；交期未知时按 " + lead + " 天，试制另加 " + trial + " 天认证，潜在另加 " + potential +
              " 天；至多替代正常用量的 " + share,
          "on; lead time " + lead + " days where not known, plus " + trial +
              " days of qualification for trial and " + potential + " for potential makers; at most " +
              share + " of normal use"};
}

}  // namespace

std::string html_outcomes(const SimulationReport& report, std::span<const RunSummary> summaries) {
  std::string html;
  for (const OutcomeRow& row : outcome_rows(report, summaries)) {
    html += "<li" + attribute("id", row.id) + "><span>" + html_words(row.what) + "</span>";
    for (std::size_t run = 0; run < row.values.size(); ++run) {
      html += "<b>" + letter_mark(report, run) + html_words(row.values[run]) + "</b>";
    }
    html += "</li>\n";
  }
  return html;
}

std::string html_hit_head(const SimulationReport& report, const HitList& hits) {
  const Bilingual unit = column_unit(column_scale(largest_hit_loss(hits)), report.currency);
  std::string html = "<tr>";
  const auto add = [&](const char* sort, const std::string& words) {
    html += "<th scope=\"col\" class=\"num\" data-sort=\"" + std::string(sort) + "\">" + words + "</th>";
  };
  const auto with_letter = [&](const Bilingual& words, std::size_t run) {
    return html_words(words) + (report.runs.size() > 1 ? " " : "") + letter_mark(report, run);
  };
  for (std::size_t run = 0; run < report.runs.size(); ++run) {
    add(run == 0 ? "day" : "second", with_letter({"停产日", "Stops on day"}, run));
  }
  add("hit", html_words("减产自", "Falls on day"));
  for (std::size_t run = 0; run < report.runs.size(); ++run) {
    add(run == 0 ? "low" : "low2", with_letter({"最低", "Lowest"}, run));
  }
  html += "<th scope=\"col\">" + html_words("产品 / 链", "Product / chain") + "</th><th scope=\"col\">" +
          html_words("企业", "Maker") + "</th><th scope=\"col\">" + html_words("城市", "City") +
          "</th><th scope=\"col\">" + html_words("原因", "Why") + "</th>";
  add("lost", html_words("累计损失（" + unit.zh + "）", "Lost (" + unit.en + ")"));
  return html + "</tr>\n";
}

std::string html_hit_rows(const SimulationReport& report, const HitList& hits) {
  const ColumnScale scale = column_scale(largest_hit_loss(hits));
  std::string html;
  std::size_t i = 0;
  for (const auto* rows : {&hits.products, &hits.nodes}) {
    for (const HitRow& row : *rows) html += hit_row(report, row, i++, scale);
  }
  return html;
}

std::string html_loss_table(const SimulationReport& report) {
  return LossTable(report).html();
}

std::string html_comparison(const SimulationReport& report, std::span<const RunSummary> summaries) {
  if (report.runs.size() < 2) return "";
  std::string html =
      "<table class=\"plain compare\"><caption>" +
      html_words("只列出两次推演不同的输入，以及全部结果", "Only the inputs that differ, and all outcomes") +
      "</caption><thead><tr><th scope=\"col\">" + html_words("项目", "Item") + "</th>";
  for (std::size_t run = 0; run < report.runs.size(); ++run) {
    html +=
        "<th scope=\"col\">" + letter_mark(report, run) + " " + html_words(report.runs[run].label) + "</th>";
  }
  html += "</tr></thead><tbody class=\"inputs\">\n";
  for (const InputDifference& difference : report.differences) {
    html += "<tr><th scope=\"row\">" + html_words(difference.what) + "</th><td>" +
            html_words(difference.first) + "</td><td>" + html_words(difference.second) + "</td></tr>\n";
  }
  html += "</tbody><tbody>\n";
  for (const OutcomeRow& row : outcome_rows(report, summaries)) {
    html += "<tr><th scope=\"row\">" + html_words(row.what) + "</th>";
    for (const Bilingual& value : row.values) html += "<td>" + html_words(value) + "</td>";
    html += "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

std::string html_events(const SimulationReport& report) {
  std::string html;
  for (std::size_t run = 0; run < report.runs.size(); ++run) {
    const Scenario& scenario = *report.runs[run].scenario;
    for (std::size_t e = 0; e < scenario.events.size(); ++e) {
      const bool shared = is_in_all_runs(report, scenario.events[e]);
      if (shared && run > 0) continue;
      html += event_row(report, run, e, shared ? "" : letter_mark(report, run));
    }
  }
  return html;
}

std::string html_policy(const SimulationReport& report) {
  const Scenario& scenario = *report.runs.front().scenario;
  const ScenarioPolicy& policy = scenario.policy;
  const auto text = [](const Words& words) {
    return Bilingual{std::string(words.zh), std::string(words.en)};
  };
  std::string html = policy_row({"推演天数", "Horizon"}, day_count(scenario.horizon_days));
  html += policy_row({"未知时的库存", "Stock where not known"}, day_count(scenario.default_inventory_days));
  html += policy_row({"短缺分配", "Rationing"}, text(words_of(policy.rationing)));
  html += policy_row({"订货规则", "Orders"}, text(words_of(policy.orders)));
  html +=
      policy_row({"补库存的快慢", "A gap in stock is closed over"}, day_count(policy.order_adjustment_days));
  html += policy_row({"切换供应商", "Supplier switching"}, switching_words(policy.switching));
  return html;
}

std::string html_items(std::span<const Bilingual> texts) {
  std::string html;
  for (const Bilingual& text : texts) html += "<li>" + html_words(text) + "</li>\n";
  return html;
}

std::string html_sources(const SimulationReport& report) {
  std::string html;
  for (const Provenance& source : report.sources) html += "<li>" + event_source(source) + "</li>\n";
  for (const Provenance& source : report.runs.front().scenario->sources) {
    html += "<li>" + event_source(source) + "</li>\n";
  }
  return html;
}

}  // namespace tenon
