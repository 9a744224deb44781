// Where to look first, and what has changed.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "api/case_caller.h"
#include "api/page.h"
#include "api/view_chain_row.h"
#include "api/view_ground.h"
#include "api/view_json.h"
#include "report/words.h"

namespace tenon {
namespace {

constexpr std::size_t kMostChanges = 100;

struct Change {
  const BreakPoint* now = nullptr;
  const BreakPoint* before = nullptr;
  [[nodiscard]] bool is_of_level() const { return now->level != before->level; }
  [[nodiscard]] double of_score() const {
    return now->score && before->score ? std::fabs(now->score->value - before->score->value) : 0;
  }
};

bool is_in(const Dataset& dataset, std::size_t product, std::optional<ChainId> chain) {
  return !chain || dataset.products[product].chain == *chain;
}

// Of all chains, or of one.
struct Counted {
  std::size_t products = 0;
  std::size_t gaps = 0;
  LevelCounts levels;
};
Counted counted(const AnalysedVersion& view, std::optional<ChainId> chain) {
  if (!chain) return {view.summary.subject_count, view.result.gaps.size(), view.summary.levels};
  for (const ChainSummary& one : view.summary.chains) {
    if (one.chain == *chain) return {one.product_count, one.gap_count, one.levels};
  }
  return {};
}
// An older version may not have the chain.
Counted counted_before(const AnalysedVersion& before, const AnalysedVersion& view,
                       std::optional<ChainId> chain) {
  if (!chain) return counted(before, {});
  const auto& chains = before.dataset().chains;
  for (std::size_t i = 0; i < chains.size(); ++i) {
    if (chains[i].id == view.dataset().chain(*chain).id) return counted(before, ChainId(i));
  }
  return {};
}

std::vector<Change> changes_of(const AnalysedVersion& view, const Comparison& comparison,
                               std::optional<ChainId> chain) {
  std::vector<Change> changes;
  for (const BreakPoint& point : view.result.break_points) {
    if (point.subject.type != SubjectType::kProduct) continue;
    if (!is_in(view.dataset(), point.subject.index, chain)) continue;
    const Change change{&point, comparison.find(view.dataset().products[point.subject.index].id)};
    if (change.before == nullptr) continue;
    const bool differs = change.is_of_level() || change.of_score() > 0 ||
                         point.score.has_value() != change.before->score.has_value();
    if (differs) changes.push_back(change);
  }
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    if (a.is_of_level() != b.is_of_level()) return a.is_of_level();
    return a.of_score() > b.of_score();
  });
  if (changes.size() > kMostChanges) changes.resize(kMostChanges);
  return changes;
}

void write_changes(JsonWriter& json, const AnalysedVersion& view, const std::optional<Comparison>& comparison,
                   std::optional<ChainId> chain) {
  write_comparison(json, comparison);
  if (comparison) {
    write_counts(json, "counts_before", counted_before(*comparison->before, view, chain).levels);
  } else {
    json.key("counts_before").null();
  }
  json.key("changes").begin_array();
  for (const Change& change : comparison ? changes_of(view, *comparison, chain) : std::vector<Change>()) {
    json.begin_object();
    write_product(json, view.dataset(), ProductId(change.now->subject.index));
    write_rank(json, "rank", change.now->rank);
    json.key("level").text(id_of(change.now->level));
    write_value(json, "score", change.now->score);
    write_value(json, "exposure", change.now->exposure);
    write_change(json, "before", change.before);
    json.end_object();
  }
  json.end_array();
}

void write_provinces(JsonWriter& json, const AnalysedVersion& view) {
  // Chains that nobody leads come last.
  std::map<std::pair<bool, std::optional<RegionId>>, std::vector<const ChainSummary*>> led_by;
  for (const ChainSummary& chain : view.summary.chains) {
    const auto lead = view.dataset().chain(chain.chain).lead_region;
    led_by[{!lead, lead}].push_back(&chain);
  }
  json.key("provinces").begin_array();
  for (const auto& [lead, chains] : led_by) {
    std::size_t red = 0;
    std::size_t orange = 0;
    json.begin_object();
    const auto& region = lead.second;
    write_text_or_null(json, "code", region ? view.dataset().region(*region).code : "");
    write_text_or_null(json, "name_zh", region ? region_name_zh(view.dataset().region(*region)) : "");
    write_text_or_null(json, "name_en", region ? region_name_en(view.dataset().region(*region)) : "");
    json.key("chain_ids").begin_array();
    for (const ChainSummary* chain : chains) {
      json.text(view.dataset().chain(chain->chain).id);
      red += chain->levels[Level::kRed];
      orange += chain->levels[Level::kOrange];
    }
    json.end_array();
    write_count(json, "red", red);
    write_count(json, "orange", orange);
    json.end_object();
  }
  json.end_array();
}

// Ids of the products of the chain.
std::set<std::string_view> products_of(const AnalysedVersion& view, std::optional<ChainId> chain) {
  std::set<std::string_view> ids;
  for (const Product& product : view.dataset().products) {
    if (!chain || product.chain == *chain) ids.insert(product.id);
  }
  return ids;
}

// "delta/product/ICIC-08" and, of cases about a product, its id alone.
std::string_view product_of(const CaseRow& row, const std::string& dataset) {
  const std::string before = dataset + "/product/";
  const std::string_view subject = row.subject_id;
  if (subject.starts_with(before)) return subject.substr(before.size());
  return row.subject_kind == "product" ? subject : std::string_view();
}

Result<void> write_cases(ApiServices& s, const ApiCall& call, const AnalysedVersion& view,
                         std::optional<ChainId> chain, JsonWriter& json) {
  CaseFilter open;
  open.is_final = false;
  const auto cases = seen_cases(s, call, open);
  if (!cases) return cases.error();
  json.key("cases");
  if (!*cases) {
    json.null();
    return {};
  }
  const auto overdue = overdue_in_cases(s.database, {}, case_caller(call));
  if (!overdue) return overdue.error();
  const auto products = products_of(view, chain);
  std::set<std::string_view> counted_cases;
  for (const CaseRow& row : **cases) {
    if (!chain || products.count(product_of(row, view.of->name)) > 0) counted_cases.insert(row.id);
  }
  std::set<std::string_view> late;
  for (const process::DueItem& item : *overdue) {
    if (counted_cases.count(item.case_id) > 0) late.insert(item.case_id);
  }
  json.begin_object();
  write_count(json, "open", counted_cases.size());
  write_count(json, "overdue", late.size());
  json.end_object();
  return {};
}

// What the register held after each analysis: its events one after the other.
Result<void> write_history(ApiServices& s, const AnalysedVersion& view, std::optional<ChainId> chain,
                           JsonWriter& json) {
  const std::string& scope = view.result.options.scope;
  const auto analyses = list_analyses(s.database, view.of->name);
  if (!analyses) return analyses.error();
  const auto events = history_of_register(s.database, view.of->name, scope);
  if (!events) return events.error();
  const auto products = products_of(view, chain);
  std::map<std::pair<std::string, std::string>, std::string> level_of;  // of open records
  auto event = events->begin();
  json.key("history").begin_array();
  for (const RegisteredAnalysis& analysis : *analyses) {
    if (analysis.scope != scope) continue;
    for (; event != events->end() && event->analysis <= analysis.id; ++event) {
      const bool is_counted =
          !chain || (event->change.subject_kind == "product" && products.count(event->change.subject_id) > 0);
      if (!is_counted) continue;
      std::string& level = level_of[{event->change.subject_kind, event->change.subject_id}];
      level = event->change.kind == "closed" ? std::string() : event->change.level;
    }
    std::map<std::string_view, std::size_t> counts;
    for (const auto& [subject, level] : level_of) ++counts[level];
    json.begin_object().key("analysis").integer(analysis.id).key("version").integer(analysis.version);
    write_seconds(json.key("at"), analysis.at);
    for (const Level level : {Level::kRed, Level::kOrange, Level::kYellow, Level::kBlue})
      write_count(json, id_of(level), counts[id_of(level)]);
    json.end_object();
  }
  json.end_array();
  return {};
}

HttpReply overview_of(ApiServices& s, const ApiCall& call, const AnalysedVersion& view,
                      std::optional<ChainId> chain) {
  const auto comparison = comparison_of(s, call, view);
  if (!comparison) return error_answer(call, comparison.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_about(json, view);
  const Sentence sentence = answer_sentence(view.analysis(), view.summary);
  json.key("sentence_zh").text(sentence.zh).key("sentence_en").text(sentence.en);
  const Counted of = counted(view, chain);
  write_count(json, "product_count", of.products);
  write_count(json, "gap_count", of.gaps);
  write_counts(json, "counts", of.levels);
  write_changes(json, view, *comparison, chain);
  write_provinces(json, view);
  write_chain_rows(json, view);
  if (const auto written = write_cases(s, call, view, chain, json); !written)
    return error_answer(call, written.error());
  if (const auto written = write_history(s, view, chain, json); !written)
    return error_answer(call, written.error());
  json.end_object();
  return json_answer(200, json.take());
}

}  // namespace

HttpReply overview_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view) {
  return answer_of_chain(call, view.dataset(),
                         [&](std::optional<ChainId> chain) { return overview_of(s, call, view, chain); });
}

}  // namespace tenon
