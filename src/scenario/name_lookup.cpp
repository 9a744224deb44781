#include "scenario/name_lookup.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/nearest_word.h"
#include "base/text.h"

namespace tenon {
namespace {

constexpr std::size_t kShownMatches = 5;

std::string normalised(std::string_view text) {
  return to_upper_ascii(trim(text));
}

void append(std::vector<std::uint32_t>& records, std::uint32_t record) {
  if (std::find(records.begin(), records.end(), record) == records.end()) records.push_back(record);
}

// "江苏省" -> "江苏"; empty if there is nothing to leave out.
std::string without_rank(const std::string& name) {
  constexpr std::array<std::string_view, 8> kRanks = {
      "维吾尔自治区", "壮族自治区", "回族自治区", "回族自治州", "自治区", "自治州", "省", "市"};
  for (const std::string_view rank : kRanks) {
    if (name.size() > rank.size() && name.ends_with(rank)) return name.substr(0, name.size() - rank.size());
  }
  return {};
}

}  // namespace

void NameLookup::add_id(std::uint32_t record, std::string_view id) {
  if (shown_.size() <= record) shown_.resize(record + std::size_t{1});
  shown_[record] = id;
  append(ids_[normalised(id)], record);
}

void NameLookup::add_name(std::uint32_t record, std::string_view name) {
  if (trim(name).empty()) return;
  if (shown_.size() <= record) shown_.resize(record + std::size_t{1});
  if (shown_[record].find(' ') == std::string::npos) shown_[record] += " " + std::string(trim(name));
  append(names_[normalised(name)], record);
}

std::vector<std::uint32_t> NameLookup::find(std::string_view text) const {
  const std::string wanted = normalised(text);
  if (const auto id = ids_.find(wanted); id != ids_.end()) return id->second;
  const auto name = names_.find(wanted);
  if (name == names_.end()) return {};
  std::vector<std::uint32_t> records = name->second;
  std::sort(records.begin(), records.end());
  return records;
}

std::optional<std::uint32_t> NameLookup::find_one(const PlacedName& name, const char* selector,
                                                  const std::string& file, FaultList& faults) const {
  const std::vector<std::uint32_t> found = find(name.text);
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    // In the order of their texts, so that the suggestion does not hang on a hash.
    std::set<std::string> known;
    for (const std::string& shown : shown_) {
      const std::size_t space = shown.find(' ');
      known.insert(shown.substr(0, space));
    }
    for (const auto& [text, records] : names_) known.insert(text);
    NearestWord nearest(trim(name.text));
    for (const std::string& word : known) nearest.offer(word);
    faults.add(name_fault(name, selector, file,
                          "the id or name of a " + kind_ + " that exists" + nearest.suggestion()));
    return std::nullopt;
  }
  std::string list;
  for (std::size_t k = 0; k < std::min(found.size(), kShownMatches); ++k) {
    list += (k == 0 ? "" : ", ") + shown_[found[k]];
  }
  if (found.size() > kShownMatches) list += ", ...";
  faults.add(name_fault(name, selector, file,
                        "an id: " + std::to_string(found.size()) + " records have this name (" + list + ")"));
  return std::nullopt;
}

NameLookup product_names(const Dataset& dataset) {
  NameLookup lookup("product");
  for (std::size_t p = 0; p < dataset.products.size(); ++p) {
    const auto record = static_cast<std::uint32_t>(p);
    lookup.add_id(record, dataset.products[p].id);
    lookup.add_name(record, dataset.products[p].name_zh);
    lookup.add_name(record, dataset.products[p].name_en);
  }
  return lookup;
}

NameLookup chain_names(const Dataset& dataset) {
  NameLookup lookup("chain");
  for (std::size_t c = 0; c < dataset.chains.size(); ++c) {
    const auto record = static_cast<std::uint32_t>(c);
    lookup.add_id(record, dataset.chains[c].id);
    lookup.add_name(record, dataset.chains[c].name_zh);
    lookup.add_name(record, dataset.chains[c].name_en);
  }
  return lookup;
}

NameLookup firm_names(const Dataset& dataset) {
  NameLookup lookup("firm");
  for (std::size_t f = 0; f < dataset.firms.size(); ++f) {
    const auto record = static_cast<std::uint32_t>(f);
    lookup.add_id(record, dataset.firms[f].id);
    lookup.add_name(record, dataset.firms[f].name_zh);
    lookup.add_name(record, dataset.firms[f].name_en);
  }
  return lookup;
}

NameLookup region_names(const Dataset& dataset) {
  NameLookup lookup("region");
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    const auto record = static_cast<std::uint32_t>(r);
    const Region& region = dataset.regions[r];
    lookup.add_id(record, region.code);
    lookup.add_name(record, region.name_zh);
    lookup.add_name(record, region.name_en);
    lookup.add_name(record, without_rank(region.name_zh));
  }
  return lookup;
}

Fault name_fault(const PlacedName& name, const char* selector, const std::string& file,
                 std::string expected) {
  Fault fault;
  fault.file = file;
  fault.line = name.line;
  fault.column = name.column;
  fault.column_name = selector;
  fault.value = name.text;
  fault.expected = std::move(expected);
  return fault;
}

}  // namespace tenon
