#include "report/break_point_changes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/break_points_text.h"
#include "report/html_escape.h"
#include "report/json_writer.h"
#include "report/summary.h"
#include "report/words.h"

namespace tenon {
namespace {

using Part = std::optional<Component> (*)(const BreakPoint&);

struct NamedPart {
  const char* name;
  Part part;
};
constexpr std::array<NamedPart, 4> kParts = {
    {{"score", [](const BreakPoint& p) { return p.score; }},
     {"importance", [](const BreakPoint& p) { return std::optional<Component>(p.importance); }},
     {"exposure", [](const BreakPoint& p) { return p.exposure; }},
     {"recovery", [](const BreakPoint& p) { return p.recovery; }}}};

bool same(const std::optional<Component>& a, const std::optional<Component>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->value == b->value && a->low == b->low && a->high == b->high;
}

bool same_components(const BreakPoint& a, const BreakPoint& b) {
  if (a.level != b.level || a.level_capped != b.level_capped) return false;
  return std::all_of(kParts.begin(), kParts.end(),
                     [&](const NamedPart& part) { return same(part.part(a), part.part(b)); });
}

std::string two_decimals(const std::optional<Component>& component) {
  return component ? format_fixed(component->value, 2) : "–";
}

// "0.62 → 0.41"; one figure where both print alike.
std::string arrow(const std::string& before, const std::string& after) {
  return before == after ? after : before + " → " + after;
}

std::string rank_text(const BreakPoint& point) {
  return point.rank == 0 ? "–" : std::to_string(point.rank);
}

// "red 30 → 29, orange 88, …"
std::string levels_line(const LevelCounts& before, const LevelCounts& after, bool chinese) {
  std::string text;
  for (const Level level :
       {Level::kRed, Level::kOrange, Level::kYellow, Level::kBlue, Level::kNone, Level::kUnknown}) {
    const Words words = words_of(level);
    text += (text.empty() ? ""
             : chinese    ? "，"
                          : ", ") +
            std::string(chinese ? words.zh : words.en) + " " +
            arrow(std::to_string(before[level]), std::to_string(after[level]));
  }
  return text;
}

}  // namespace

double BreakPointChange::score_change() const {
  return before->score && after->score ? after->score->value - before->score->value : 0;
}

std::vector<BreakPointChange> break_point_changes(const BreakPointChanges& changes) {
  const auto before = break_point_of_product(changes.before);
  const auto after = break_point_of_product(changes.after);
  struct Ordered {
    BreakPointChange change;
    bool moved = false;  // more than its rank
  };
  std::vector<Ordered> found;
  for (std::size_t p = 0; p < before.size(); ++p) {
    if (!before[p] || !after[p]) continue;
    BreakPointChange change;
    change.product = ProductId(p);
    change.before = &changes.before.result.break_points[*before[p]];
    change.after = &changes.after.result.break_points[*after[p]];
    change.touched = std::binary_search(changes.touched.begin(), changes.touched.end(), change.product);
    const bool moved = !same_components(*change.before, *change.after);
    if (moved || change.touched || change.before->rank != change.after->rank)
      found.push_back({change, moved});
  }
  std::stable_sort(found.begin(), found.end(), [](const Ordered& a, const Ordered& b) {
    const auto key = [](const Ordered& o) {
      return std::tuple(!o.moved && !o.change.touched, -std::fabs(o.change.score_change()),
                        !o.change.touched);
    };
    return key(a) < key(b);
  });
  std::vector<BreakPointChange> result;
  result.reserve(found.size());
  for (const Ordered& ordered : found) result.push_back(ordered.change);
  return result;
}

std::string break_point_changes_table(const BreakPointChanges& changes,
                                      const BreakPointChangesTableOptions& options) {
  const std::vector<BreakPointChange> all = break_point_changes(changes);
  const LevelCounts before = summarise(changes.before).levels;
  const LevelCounts after = summarise(changes.after).levels;
  std::size_t moved = 0;
  std::size_t listed = 0;  // the others, whose rank alone changes, are counted
  for (const BreakPointChange& change : all) {
    const bool moves = !same_components(*change.before, *change.after);
    moved += moves ? 1 : 0;
    listed += moves || change.touched ? 1 : 0;
  }
  const std::size_t examined = changes.after.result.break_points.size();
  std::string text = changes.source + " + " + changes.edits + ": " + format_count(changes.edit_count) +
                     " edits 项改动, " + format_count(moved) + " / " + format_count(examined) +
                     " break points change 个断链风险点有变化\n" + levels_line(before, after, false) + "\n" +
                     levels_line(before, after, true) + "\n\n";
  if (all.empty()) return text + "Nothing changes. 没有变化。\n";

  TerminalTable table;
  const bool zh = options.names != NameLanguage::kEnglish;
  const bool en = options.names != NameLanguage::kChinese;
  table.columns = {{"rank 名次", Align::kRight}, {"level 等级"}};
  if (zh) table.columns.push_back({"产品", Align::kLeft, 28, 12});
  if (en) table.columns.push_back({"product", Align::kLeft, 36, 14});
  table.columns.insert(table.columns.end(), {{"score 得分", Align::kRight},
                                             {"change 变化", Align::kRight},
                                             {"importance 重要性", Align::kRight},
                                             {"exposure 暴露度", Align::kRight},
                                             {"recovery 恢复难度", Align::kRight},
                                             {"edited 有改动"}});
  const Dataset& dataset = changes.after.dataset;
  const std::size_t shown = options.top == 0 ? listed : std::min(options.top, listed);
  for (std::size_t i = 0; i < shown; ++i) {
    const BreakPointChange& change = all[i];
    const Product& product = dataset.product(change.product);
    auto& row = table.rows.emplace_back();
    row.emplace_back(arrow(rank_text(*change.before), rank_text(*change.after)));
    row.emplace_back(arrow(level_text(*change.before), level_text(*change.after)),
                     tone_of(change.after->level));
    if (zh) row.emplace_back(product.name_zh);
    if (en) row.emplace_back(product.name_en.empty() ? product.name_zh : product.name_en);
    row.emplace_back(arrow(two_decimals(change.before->score), two_decimals(change.after->score)));
    const double by = change.score_change();
    row.emplace_back(by == 0 ? "0" : (by > 0 ? "+" : "−") + format_fixed(std::fabs(by), 4));
    for (std::size_t part = 1; part < kParts.size(); ++part) {
      row.emplace_back(arrow(two_decimals(kParts[part].part(*change.before)),
                             two_decimals(kParts[part].part(*change.after))));
    }
    row.emplace_back(change.touched ? "✓" : "");
  }
  text += render_table(table, options.style);
  if (shown < listed)
    text += "… " + format_count(listed - shown) + " more 个未列出; --top 0 lists all 列出全部\n";
  if (listed < all.size())
    text += format_count(all.size() - listed) + " others change in rank only 个仅名次有变\n";
  return text +
         "* held back for want of better evidence 因证据不足而压低等级; + the interval reaches a worse "
         "level 区间触及更高等级\n"
         "Edits are suppositions, not facts. 改动均为假设，并非事实。\n";
}

std::string break_point_changes_csv(const BreakPointChanges& changes) {
  CsvWriter csv;
  for (const char* name : {"id", "name_zh", "name_en", "chain_id", "touched", "rank_before", "rank_after",
                           "level_before", "level_after", "level_capped_before", "level_capped_after"}) {
    csv.field(name);
  }
  for (const NamedPart& part : kParts) {
    csv.field(std::string(part.name) + "_before");
    csv.field(std::string(part.name) + "_after");
  }
  csv.end_record();
  const Dataset& dataset = changes.after.dataset;
  for (const BreakPointChange& change : break_point_changes(changes)) {
    const Product& product = dataset.product(change.product);
    for (const std::string* field : {&product.id, &product.name_zh, &product.name_en})
      csv.field(with_valid_utf8(*field));
    csv.field(dataset.chain(product.chain).id);
    csv.field(change.touched ? "1" : "0");
    csv.field(std::to_string(change.before->rank));
    csv.field(std::to_string(change.after->rank));
    csv.field(id_of(change.before->level));
    csv.field(id_of(change.after->level));
    csv.field(change.before->level_capped ? "1" : "0");
    csv.field(change.after->level_capped ? "1" : "0");
    for (const NamedPart& part : kParts) {
      for (const BreakPoint* point : {change.before, change.after}) {
        const auto component = part.part(*point);
        csv.field(component ? format_number(component->value) : std::string());
      }
    }
    csv.end_record();
  }
  return csv.take();
}

std::string break_point_changes_json(const BreakPointChanges& changes) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  const auto levels = [&](const Analysis& analysis) {
    const LevelCounts counts = summarise(analysis).levels;
    json.begin_object();
    for (std::size_t level = 0; level < kLevelCount; ++level) {
      json.key(id_of(static_cast<Level>(level)))
          .integer(static_cast<std::int64_t>(counts[static_cast<Level>(level)]));
    }
    json.end_object();
  };
  const auto point = [&](const BreakPoint& p) {
    json.begin_object();
    json.key("rank").integer(static_cast<std::int64_t>(p.rank));
    json.key("level").text(id_of(p.level));
    json.key("level_capped").boolean(p.level_capped);
    for (const NamedPart& part : kParts) {
      const auto component = part.part(p);
      const std::string name = part.name;
      const auto member = [&](const std::string& key, double Component::*field) {
        json.key(key).optional_number(component ? std::optional((*component).*field) : std::nullopt);
      };
      member(name, &Component::value);
      member(name + "_low", &Component::low);
      member(name + "_high", &Component::high);
    }
    json.end_object();
  };
  json.begin_object();
  json.key("dataset").text(changes.source);
  json.key("scope").text(changes.after.result.options.scope);
  json.key("edits").text(changes.edits);
  json.key("edit_count").integer(static_cast<std::int64_t>(changes.edit_count));
  json.key("levels").begin_object();
  json.key("before");
  levels(changes.before);
  json.key("after");
  levels(changes.after);
  json.end_object();
  json.key("changes").begin_array();
  for (const BreakPointChange& change : break_point_changes(changes)) {
    const Product& product = changes.after.dataset.product(change.product);
    json.begin_object();
    json.key("id").text(product.id);
    json.key("name_zh").text(product.name_zh);
    json.key("name_en").text(product.name_en);
    json.key("chain_id").text(changes.after.dataset.chain(product.chain).id);
    json.key("touched").boolean(change.touched);
    json.key("before");
    point(*change.before);
    json.key("after");
    point(*change.after);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

}  // namespace tenon
