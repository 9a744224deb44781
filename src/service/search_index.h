// Products, firms, regions and chains of a dataset, found by what people type (base/search_text.h): part of a
// name in Chinese or English, its sound or the initials of it, an id, a unified social credit code.
//
// Built once a version of a dataset; O(characters of all names). Finding looks at every name: a few
// milliseconds for ten thousand. Immutable after building: any number of threads.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/search_text.h"
#include "model/dataset.h"

namespace tenon {

enum class SearchKind { kProduct, kFirm, kRegion, kChain };
inline constexpr std::size_t kSearchKindCount = 4;
std::string_view id_of(SearchKind kind);  // product, firm, region, chain

enum class SearchField { kId, kCode, kNameZh, kNameEn, kPinyin, kInitials };
std::string_view id_of(SearchField field);  // id, code, name_zh, name_en, pinyin, initials

struct SearchHit {
  SearchKind kind = SearchKind::kProduct;
  std::size_t index = 0;  // of the record in the dataset
  SearchField matched = SearchField::kNameZh;
  std::size_t mark_from = 0;  // in the name, UTF-16 units; meaningless for ids and codes
  std::size_t mark_length = 0;
};

struct SearchResult {
  // By kind: nearest first, real firms before made-up ones, shorter names before longer ones, then in dataset
  // order.
  std::vector<SearchHit> hits;
  std::array<std::size_t, kSearchKindCount> counts{};  // of all that match
};

class SearchIndex {
 public:
  explicit SearchIndex(const Dataset& dataset);

  // At most `most` of a kind.
  [[nodiscard]] SearchResult find(std::string_view query, std::size_t most) const;

 private:
  struct Entry {
    SearchKind kind = SearchKind::kProduct;
    std::size_t index = 0;
    bool is_synthetic = false;
    std::u16string id;
    std::u16string code;
    SearchText zh;
    SearchText en;
  };
  struct Ranked;
  [[nodiscard]] static std::optional<Ranked> match(const Entry& entry, const SearchQuery& query);

  std::vector<Entry> entries_;  // by kind, then in dataset order
};

}  // namespace tenon
