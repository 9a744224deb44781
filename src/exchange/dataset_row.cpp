#include "exchange/dataset_row.h"

#include <algorithm>
#include <utility>

#include "base/nearest_word.h"
#include "base/number.h"
#include "base/text.h"

namespace tenon {
namespace {

// Similar ids are looked for in files of at most this many rows.
constexpr std::size_t kMostSuggestions = 20'000;

FaultValue number_hint(const std::string& text) {
  const auto hint = [](const fault_kinds::FaultHint& words) { return FaultValue(words.en, words.zh); };
  if (text.find(',') != std::string::npos) return hint(fault_kinds::kNoThousands);
  if (text.ends_with('%')) return hint(fault_kinds::kNoPercentSign);
  const std::string upper = to_upper_ascii(text);
  if (upper.find("NAN") != std::string::npos || upper.find("INF") != std::string::npos) {
    return hint(fault_kinds::kFinite);
  }
  if (text.find(' ') != std::string::npos) return hint(fault_kinds::kNoUnits);
  return "";
}

}  // namespace

void KeyIndex::add(std::string id, std::size_t line) {
  const std::size_t position = rows_++;
  if (id.empty()) return;
  const auto [entry, is_new] = entries_.try_emplace(std::move(id), Entry{position, line});
  if (is_new) in_order_.push_back(entry->first);
}

const KeyIndex::Entry* KeyIndex::find(std::string_view id) const {
  const auto entry = entries_.find(id);
  return entry == entries_.end() ? nullptr : &entry->second;
}

std::string KeyIndex::nearest(std::string_view id) const {
  NearestWord nearest(id);
  if (in_order_.size() <= kMostSuggestions) {
    for (const std::string_view known : in_order_) nearest.offer(known);
  }
  return nearest.word();
}

void RowSite::error(std::string_view column, std::string_view value, FaultText expected) {
  is_sound_ = false;
  add(Severity::kError, column, value, std::move(expected));
}

void RowSite::warn(std::string_view column, std::string_view value, FaultText expected) {
  add(Severity::kWarning, column, value, std::move(expected));
}

void RowSite::add(Severity severity, std::string_view column, std::string_view value, FaultText expected) {
  const auto place = std::find(header_.begin(), header_.end(), column);
  const std::size_t number =
      place == header_.end() ? 0 : static_cast<std::size_t>(place - header_.begin()) + 1;
  faults_.add(placed({severity, file_, line_, number, std::string(column), std::string(value), ""},
                     std::move(expected)));
}

std::optional<double> read_number(std::string_view cell, const NumberRange& range, std::string_view column,
                                  RowSite& row) {
  const std::string text = normalise_id(cell);
  const auto value = parse_number(text);
  if (!value || *value < range.low || *value > range.high) {
    row.error(column, cell, said(range.kind, {value ? FaultValue("") : number_hint(text)}));
    return std::nullopt;
  }
  return value;
}

std::optional<int> read_whole_number(std::string_view cell, int low, int high, std::string_view column,
                                     RowSite& row) {
  const auto value = parse_integer(normalise_id(cell));
  if (!value || *value < low || *value > high) {
    row.error(column, cell, said(fault_kinds::kWholeNumber, {std::to_string(low), std::to_string(high)}));
    return std::nullopt;
  }
  return static_cast<int>(*value);
}

std::optional<bool> read_flag(std::string_view cell, std::string_view column, RowSite& row) {
  const std::string text = normalise_id(cell);
  if (text != "0" && text != "1") {
    row.error(column, cell, said(fault_kinds::kFlag));
    return std::nullopt;
  }
  return text == "1";
}

std::string normalise_id(std::string_view cell) {
  return std::string(trim(to_half_width(cell)));
}

std::optional<std::size_t> find_reference(const std::string& id, const KeyIndex& keys, std::string_view file,
                                          std::string_view column, RowSite& row, const FaultKind& not_found) {
  if (!keys.is_known()) return std::nullopt;
  const KeyIndex::Entry* entry = keys.find(id);
  if (entry == nullptr) {
    row.error(column, id,
              said(not_found, {std::string(file)}).suggesting(row.is_list_full() ? "" : keys.nearest(id)));
    return std::nullopt;
  }
  return entry->position;
}

}  // namespace tenon
