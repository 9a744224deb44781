#include "report/summary.h"

#include <algorithm>
#include <set>

#include "base/number.h"

namespace tenon {
namespace {

void widen(Summary& summary, const std::optional<int>& year) {
  if (!year) return;
  summary.first_year = std::min(summary.first_year.value_or(*year), *year);
  summary.last_year = std::max(summary.last_year.value_or(*year), *year);
}

std::vector<YearCount> years_of(const std::map<int, std::map<char, std::size_t>>& counts) {
  std::vector<YearCount> years;
  for (const auto& [year, by_grade] : counts) years.push_back({year, by_grade});
  return years;
}

void count_break_points(const Analysis& analysis, Summary& summary) {
  std::vector<std::size_t> place_of_chain(analysis.dataset.chains.size(), 0);
  std::vector<ChainSummary> chains(analysis.dataset.chains.size());
  for (std::size_t c = 0; c < chains.size(); ++c) chains[c].chain = ChainId(c);
  std::set<std::string> seen_labels;
  const auto& points = analysis.result.break_points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const BreakPoint& point = points[i];
    ++summary.levels[point.level];
    ++summary.subject_count;
    if (point.rank > 0) ++summary.ranked_count;
    if (point.level_capped) ++summary.capped_count;
    bool uses_synthetic = false;
    for (const Evidence& evidence : point.evidence) {
      widen(summary, evidence.provenance.year);
      summary.shows_synthetic = summary.shows_synthetic || evidence.synthetic;
      if (!evidence.computed_with) continue;
      if (evidence.synthetic) {
        uses_synthetic = true;
        if (seen_labels.insert(evidence.label_en).second) {
          summary.synthetic_uses.emplace_back(evidence.label_zh, evidence.label_en);
        }
      } else if (is_published(evidence)) {
        ++summary.used_fact_count;
      }
    }
    if (uses_synthetic) ++summary.synthetic_count;
    if (point.subject.type != SubjectType::kProduct) continue;
    ChainSummary& chain = chains[analysis.dataset.products[point.subject.index].chain.index()];
    ++chain.product_count;
    ++chain.levels[point.level];
    if (point.rank > 0 && !chain.worst) chain.worst = i;
  }
  std::map<std::string, std::size_t> gaps;
  for (const DataGap& gap : analysis.result.gaps) {
    ++gaps[gap.what];
    if (gap.subject.type != SubjectType::kProduct) continue;
    ++chains[analysis.dataset.products[gap.subject.index].chain.index()].gap_count;
  }
  for (const auto& [what, count] : gaps) summary.gaps.push_back({what, count});
  std::stable_sort(summary.gaps.begin(), summary.gaps.end(),
                   [](const GapCount& a, const GapCount& b) { return a.count > b.count; });
  for (ChainSummary& chain : chains) {
    if (chain.product_count > 0) summary.chains.push_back(std::move(chain));
  }
}

void count_sources(const Analysis& analysis, Summary& summary) {
  const auto position = break_point_of_product(analysis);
  std::map<int, std::map<char, std::size_t>> fact_years;
  std::map<int, std::map<char, std::size_t>> maker_years;
  for (const Fact& fact : analysis.dataset.facts) {
    if (!position[fact.product.index()]) continue;
    ++summary.fact_count;
    ++summary.fact_grades[fact.provenance.grade];
    if (!fact.provenance.year) continue;
    if (*fact.provenance.year < analysis.result.options.old_before) ++summary.old_fact_count;
    ++fact_years[*fact.provenance.year][fact.provenance.grade];
  }
  for (const Capability& capability : analysis.dataset.capabilities) {
    if (!position[capability.product.index()]) continue;
    if (analysis.dataset.firm(capability.firm).synthetic) {
      ++summary.synthetic_maker_count;
      continue;
    }
    ++summary.real_maker_count;
    ++summary.maker_grades[capability.provenance.grade];
    if (capability.provenance.year) ++maker_years[*capability.provenance.year][capability.provenance.grade];
  }
  summary.fact_years = years_of(fact_years);
  summary.maker_years = years_of(maker_years);
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : std::string(separator)) + part;
  return text;
}

}  // namespace

Summary summarise(const Analysis& analysis) {
  Summary summary;
  count_break_points(analysis, summary);
  count_sources(analysis, summary);
  return summary;
}

Sentence answer_sentence(const Analysis& analysis, const Summary& summary) {
  constexpr std::size_t kNamedUses = 3;
  std::vector<std::string> zh;
  std::vector<std::string> en;
  const auto add = [&](Level level, const char* word_zh, const char* word_en) {
    const std::size_t count = summary.levels[level];
    if (count == 0 && level != Level::kRed) return;
    zh.push_back(std::to_string(count) + " " + word_zh);
    en.push_back(std::to_string(count) + " " + word_en);
  };
  add(Level::kRed, "红", "red");
  add(Level::kOrange, "橙", "orange");
  add(Level::kYellow, "黄", "yellow");
  add(Level::kBlue, "蓝", "blue");
  const std::string among = std::to_string(summary.subject_count);
  Sentence sentence;
  sentence.zh = among + " 个产品中 " + joined(zh, "、");
  sentence.en = joined(en, ", ") + " among " + among + " products";
  if (summary.levels[Level::kUnknown] > 0) {
    const std::string unknown = std::to_string(summary.levels[Level::kUnknown]);
    sentence.zh += "，另有 " + unknown + " 个证据不足、未评级";
    sentence.en += ", " + unknown + " more without enough evidence for a level";
  }
  if (!analysis.result.break_points.empty() && analysis.result.break_points.front().rank > 0) {
    const SubjectView worst = subject_view(analysis.dataset, analysis.result.break_points.front().subject);
    std::string chain_zh;
    std::string chain_en;
    if (worst.chain) {
      chain_zh = "（" + analysis.dataset.chain(*worst.chain).name_zh + "）";
      chain_en = " (" + analysis.dataset.chain(*worst.chain).name_en + ")";
    }
    sentence.zh += "；最要紧的是" + worst.name_zh + chain_zh;
    sentence.en += "; worst: " + worst.name_en + chain_en;
  }
  sentence.zh += "。";
  sentence.en += ". ";
  if (summary.first_year) {
    const bool one = *summary.first_year == *summary.last_year;
    const std::string first = std::to_string(*summary.first_year);
    const std::string last = std::to_string(*summary.last_year);
    sentence.zh += "数据年份 " + (one ? first : first + "–" + last) + "，";
    sentence.en += "Data from " + (one ? first : first + "–" + last) + "; ";
  }
  const std::string gap_count = std::to_string(analysis.result.gaps.size());
  sentence.zh += "数据缺口 " + gap_count + " 处";
  sentence.en += gap_count + (analysis.result.gaps.size() == 1 ? " data gap" : " data gaps");
  if (summary.synthetic_count > 0) {
    std::vector<std::string> uses_zh;
    std::vector<std::string> uses_en;
    for (std::size_t i = 0; i < std::min(kNamedUses, summary.synthetic_uses.size()); ++i) {
      uses_zh.push_back(summary.synthetic_uses[i].first);
      uses_en.push_back(summary.synthetic_uses[i].second);
    }
    const bool more = summary.synthetic_uses.size() > kNamedUses;
    const std::string count = std::to_string(summary.synthetic_count);
    sentence.zh +=
        "；其中 " + count + " 个产品的" + joined(uses_zh, "、") + (more ? "等" : "") + "用到合成数据层";
    sentence.en += "; synthetic layer used for " + joined(uses_en, ", ") + (more ? " and others" : "") +
                   " of " + count + (summary.synthetic_count == 1 ? " product" : " products");
  }
  if (summary.synthetic_count == 0 && summary.shows_synthetic) {
    sentence.zh += "；合成数据层只作展示，未进入分数";
    sentence.en += "; the synthetic layer is shown only, in no score";
  }
  sentence.zh += "。";
  sentence.en += ".";
  return sentence;
}

}  // namespace tenon
