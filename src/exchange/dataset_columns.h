// How a column of a dataset file and a member of a record become each other. A file's format is a list of
// these; the reader and the writer work from the same list, so they cannot disagree.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/nearest_word.h"
#include "base/number.h"
#include "exchange/dataset_row.h"
#include "model/codes.h"
#include "model/dataset.h"

namespace tenon {

enum class Presence {
  kValue,     // the column must be there, and every row must have a value
  kColumn,    // the column must be there, values may be empty
  kOptional,  // the column may be missing
};

template <class Record>
struct Column {
  std::string_view name;
  Presence presence = Presence::kOptional;
  // Reads a cell, trimmed and not empty, into the record; adds faults to the row.
  std::function<void(std::string_view cell, Record& record, RowSite& row)> read;
  // The cell's text; empty where the record has no value.
  std::function<std::string(const Record& record, const Dataset& dataset)> write;
};

// One file of the folder.
template <class Record>
struct FileFormat {
  std::string_view name;
  bool is_required = false;
  std::vector<Record> Dataset::*records = nullptr;
  std::vector<Column<Record>> columns;
  // What the cells of one row say about each other; called for sound rows.
  std::function<void(const Record& record, RowSite& row)> check_row;
};

// A word of a closed vocabulary. Of several words for a value the first is written.
template <class Value>
struct Word {
  std::string_view word;
  Value value;
};

// Which file the ids of a kind point into.
template <class IdType>
struct ReferenceTo;

template <>
struct ReferenceTo<RegionId> {
  static constexpr std::string_view kFile = "regions.csv";
  static constexpr auto kKeys = &DatasetKeys::regions;
  static constexpr auto kRecords = &Dataset::regions;
  static constexpr auto kKey = &Region::code;
};
template <>
struct ReferenceTo<ChainId> {
  static constexpr std::string_view kFile = "chains.csv";
  static constexpr auto kKeys = &DatasetKeys::chains;
  static constexpr auto kRecords = &Dataset::chains;
  static constexpr auto kKey = &Chain::id;
};
template <>
struct ReferenceTo<ProductId> {
  static constexpr std::string_view kFile = "products.csv";
  static constexpr auto kKeys = &DatasetKeys::products;
  static constexpr auto kRecords = &Dataset::products;
  static constexpr auto kKey = &Product::id;
};
template <>
struct ReferenceTo<FirmId> {
  static constexpr std::string_view kFile = "firms.csv";
  static constexpr auto kKeys = &DatasetKeys::firms;
  static constexpr auto kRecords = &Dataset::firms;
  static constexpr auto kKey = &Firm::id;
};

// The id as files have it; empty for one that is out of range.
template <class IdType>
std::string key_of(const Dataset& dataset, IdType id) {
  const auto& records = dataset.*ReferenceTo<IdType>::kRecords;
  return id.index() < records.size() ? records[id.index()].*ReferenceTo<IdType>::kKey : std::string();
}

template <class IdType>
std::string key_of(const Dataset& dataset, const std::optional<IdType>& id) {
  return id ? key_of(dataset, *id) : std::string();
}

// Region codes are in upper case, other ids as people chose them.
template <class IdType>
std::string normalise_key(std::string_view cell) {
  return std::is_same_v<IdType, RegionId> ? normalise_code(cell) : normalise_id(cell);
}

template <class Type>
struct WithoutOptional {
  using type = Type;
};
template <class Type>
struct WithoutOptional<std::optional<Type>> {
  using type = Type;
};

// A column is bound to a member, or to a member of a member:
//   text<&Share::provenance, &Provenance::source>("source", Presence::kOptional)
template <auto First, auto... Rest>
struct Member {
  template <class Class, class Type>
  static Class class_of(Type Class::*);
  using Record = decltype(class_of(First));

  template <class R>
  static auto& of(R& record) {
    return at(record.*First, Rest...);
  }

 private:
  template <class Value>
  static auto& at(Value& value) {
    return value;
  }
  template <class Value>
  static auto& at(Value& value, auto member) {
    return value.*member;
  }
};

template <auto... M>
using RecordOf = typename Member<M...>::Record;

// Any text, kept as it is but for surrounding white space.
template <auto... M>
Column<RecordOf<M...>> text(std::string_view name, Presence presence) {
  return {name, presence,
          [](std::string_view cell, auto& record, RowSite&) { Member<M...>::of(record) = std::string(cell); },
          [](const auto& record, const Dataset&) { return Member<M...>::of(record); }};
}

// A code of a standard.
template <auto... M>
Column<RecordOf<M...>> code(std::string_view name, Presence presence, bool (*is_code)(std::string_view),
                            const FaultKind& form) {
  return {name, presence,
          [name, is_code, &form](std::string_view cell, auto& record, RowSite& row) {
            std::string value = normalise_code(cell);
            if (!is_code(value)) row.error(name, cell, said(form));
            Member<M...>::of(record) = std::move(value);
          },
          [](const auto& record, const Dataset&) { return Member<M...>::of(record); }};
}

// A double or an optional<double>.
template <auto... M>
Column<RecordOf<M...>> number(std::string_view name, Presence presence, NumberRange range) {
  return {name, presence,
          [name, range](std::string_view cell, auto& record, RowSite& row) {
            if (const auto value = read_number(cell, range, name, row)) Member<M...>::of(record) = *value;
          },
          [](const auto& record, const Dataset&) {
            const std::optional<double> value = Member<M...>::of(record);
            return value ? format_number(*value) : std::string();
          }};
}

// An int or an optional<int>; an int is written as nothing where it is 0.
template <auto... M>
Column<RecordOf<M...>> whole_number(std::string_view name, Presence presence, int low, int high) {
  return {name, presence,
          [name, low, high](std::string_view cell, auto& record, RowSite& row) {
            if (const auto value = read_whole_number(cell, low, high, name, row))
              Member<M...>::of(record) = *value;
          },
          [](const auto& record, const Dataset&) {
            const auto& member = Member<M...>::of(record);
            const std::optional<int> value = member;
            const bool is_plain_zero = std::is_same_v<std::decay_t<decltype(member)>, int> && value == 0;
            return value && !is_plain_zero ? std::to_string(*value) : std::string();
          }};
}

template <auto... M>
Column<RecordOf<M...>> year(std::string_view name, Presence presence) {
  constexpr int kFirstYear = 1900;
  constexpr int kLastYear = 2100;
  return whole_number<M...>(name, presence, kFirstYear, kLastYear);
}

template <auto... M>
Column<RecordOf<M...>> flag(std::string_view name, Presence presence) {
  return {
      name, presence,
      [name](std::string_view cell, auto& record, RowSite& row) {
        if (const auto value = read_flag(cell, name, row)) Member<M...>::of(record) = *value;
      },
      [](const auto& record, const Dataset&) { return std::string(Member<M...>::of(record) ? "1" : "0"); }};
}

// One of a closed list of words, which must live as long as the column.
template <auto M, class Value, std::size_t kCount>
Column<RecordOf<M>> word(std::string_view name, Presence presence, const Word<Value> (&word_list)[kCount]) {
  const std::span<const Word<Value>> words(word_list);
  return {name, presence,
          [name, words](std::string_view cell, auto& record, RowSite& row) {
            const auto same = std::find_if(words.begin(), words.end(),
                                           [&](const Word<Value>& known) { return known.word == cell; });
            if (same != words.end()) {
              record.*M = same->value;
              return;
            }
            std::string allowed;
            NearestWord nearest(cell);
            for (const Word<Value>& candidate : words) {
              allowed += (allowed.empty() ? "" : ", ") + std::string(candidate.word);
              nearest.offer(candidate.word);
            }
            row.error(name, cell, said(fault_kinds::kOneOf, {allowed}).suggesting(nearest.word()));
          },
          [words](const auto& record, const Dataset&) {
            for (const Word<Value>& candidate : words) {
              if (candidate.value == record.*M) return std::string(candidate.word);
            }
            return std::string();
          }};
}

// The record's own id, which must be unique in its file and is what other files refer to.
template <class IdType, auto M>
Column<RecordOf<M>> key(std::string_view name) {
  return {name, Presence::kValue,
          [name](std::string_view cell, auto& record, RowSite& row) {
            record.*M = normalise_key<IdType>(cell);
            const KeyIndex::Entry* first = (row.keys.*ReferenceTo<IdType>::kKeys).find(record.*M);
            if (first != nullptr && first->position != row.position()) {
              row.error(name, cell, said(fault_kinds::kIdTwice, {std::to_string(first->line)}));
            }
          },
          [](const auto& record, const Dataset&) { return record.*M; }};
}

// The id of a record of another file, or of this one: an Id or an optional<Id>.
template <auto... M>
Column<RecordOf<M...>> reference(std::string_view name, Presence presence) {
  using Record = RecordOf<M...>;
  using Type = std::decay_t<decltype(Member<M...>::of(std::declval<Record&>()))>;
  using IdType = typename WithoutOptional<Type>::type;
  using Target = ReferenceTo<IdType>;
  return {
      name, presence,
      [name](std::string_view cell, Record& record, RowSite& row) {
        const auto position =
            find_reference(normalise_key<IdType>(cell), row.keys.*Target::kKeys, Target::kFile, name, row);
        if (position) Member<M...>::of(record) = IdType(*position);
      },
      [](const Record& record, const Dataset& dataset) { return key_of(dataset, Member<M...>::of(record)); }};
}

}  // namespace tenon
