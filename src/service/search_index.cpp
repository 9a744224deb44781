#include "service/search_index.h"

#include <algorithm>
#include <tuple>

#include "report/words.h"

namespace tenon {
namespace {

// Ids and codes are found whole or by their beginning.
constexpr int kWholeId = 0;
constexpr int kBeginningOfId = 2;

std::optional<int> distance_of_id(const std::u16string& id, const SearchQuery& query) {
  if (id.empty() || query.words.size() != 1 || id.compare(0, query.folded.size(), query.folded) != 0)
    return std::nullopt;
  return id.size() == query.folded.size() ? kWholeId : kBeginningOfId;
}

SearchField field_of(SearchMatch match, bool is_chinese) {
  if (match == SearchMatch::kSound) return SearchField::kPinyin;
  if (match == SearchMatch::kInitials) return SearchField::kInitials;
  return is_chinese ? SearchField::kNameZh : SearchField::kNameEn;
}

}  // namespace

struct SearchIndex::Ranked {
  SearchHit hit;
  std::tuple<int, bool, std::size_t> order;  // distance, made up, length of the name
};

std::string_view id_of(SearchKind kind) {
  static constexpr std::array<std::string_view, kSearchKindCount> kIds = {"product", "firm", "region",
                                                                          "chain"};
  return kIds[static_cast<std::size_t>(kind)];
}

std::string_view id_of(SearchField field) {
  static constexpr std::array<std::string_view, 6> kIds = {"id",      "code",   "name_zh",
                                                           "name_en", "pinyin", "initials"};
  return kIds[static_cast<std::size_t>(field)];
}

SearchIndex::SearchIndex(const Dataset& dataset) {
  SearchTextMaker maker;
  const auto add = [&](SearchKind kind, std::size_t index, bool is_synthetic, const std::string& id,
                       const std::string& code, const std::string& zh, const std::string& en) {
    Entry entry{kind,           index, is_synthetic, search_query(id).folded, search_query(code).folded,
                maker.make(zh), {}};
    // Only Chinese has a sound; an English name is found as it is written.
    entry.en.folded = search_query(en).folded;
    entries_.push_back(std::move(entry));
  };
  for (std::size_t i = 0; i < dataset.products.size(); ++i) {
    const Product& one = dataset.products[i];
    add(SearchKind::kProduct, i, false, one.id, "", one.name_zh, one.name_en);
  }
  for (std::size_t i = 0; i < dataset.firms.size(); ++i) {
    const Firm& one = dataset.firms[i];
    add(SearchKind::kFirm, i, one.synthetic, one.id, one.uscc, one.name_zh, one.name_en);
  }
  for (std::size_t i = 0; i < dataset.regions.size(); ++i) {
    const Region& one = dataset.regions[i];
    add(SearchKind::kRegion, i, false, one.code, "", region_name_zh(one), region_name_en(one));
  }
  for (std::size_t i = 0; i < dataset.chains.size(); ++i) {
    const Chain& one = dataset.chains[i];
    add(SearchKind::kChain, i, false, one.id, "", one.name_zh, one.name_en);
  }
}

std::optional<SearchIndex::Ranked> SearchIndex::match(const Entry& entry, const SearchQuery& query) {
  std::optional<Ranked> best;
  const auto offer = [&](int distance, SearchField field, std::size_t from, std::size_t length) {
    if (best && std::get<0>(best->order) <= distance) return;
    best = Ranked{{entry.kind, entry.index, field, from, length},
                  {distance, entry.is_synthetic, entry.zh.folded.size()}};
  };
  if (const auto found = find_in(entry.zh, query))
    offer(found->distance, field_of(found->match, true), found->from, found->length);
  if (const auto found = find_in(entry.en, query))
    offer(found->distance, field_of(found->match, false), found->from, found->length);
  if (const auto distance = distance_of_id(entry.id, query)) offer(*distance, SearchField::kId, 0, 0);
  if (const auto distance = distance_of_id(entry.code, query)) offer(*distance, SearchField::kCode, 0, 0);
  return best;
}

SearchResult SearchIndex::find(std::string_view text, std::size_t most) const {
  const SearchQuery query = search_query(text);
  SearchResult result;
  if (query.folded.empty()) return result;
  std::array<std::vector<Ranked>, kSearchKindCount> found;
  for (const Entry& entry : entries_) {
    if (auto one = match(entry, query)) found[static_cast<std::size_t>(entry.kind)].push_back(*one);
  }
  for (std::size_t kind = 0; kind < kSearchKindCount; ++kind) {
    result.counts[kind] = found[kind].size();
    std::stable_sort(found[kind].begin(), found[kind].end(),
                     [](const Ranked& a, const Ranked& b) { return a.order < b.order; });
    for (std::size_t i = 0; i < std::min(most, found[kind].size()); ++i)
      result.hits.push_back(found[kind][i].hit);
  }
  return result;
}

}  // namespace tenon
