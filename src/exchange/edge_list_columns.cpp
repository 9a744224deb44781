#include "exchange/edge_list_columns.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace tenon {
namespace {

struct Meaning {
  std::size_t EdgeListColumns::*column;
  std::string_view name;
  std::array<std::string_view, 3> aliases;
  bool required;
};

// In lower case.
constexpr Meaning kMeanings[] = {
    {&EdgeListColumns::supplier, "supplier", {}, true},
    {&EdgeListColumns::customer, "customer", {"buyer"}, true},
    {&EdgeListColumns::weight, "weight", {}, true},
    {&EdgeListColumns::supplier_sector, "supplier_sector", {"suppliernace", "supplier_nace"}, false},
    {&EdgeListColumns::customer_sector,
     "customer_sector",
     {"customernace", "customer_nace", "buyer_sector"},
     false},
    {&EdgeListColumns::type, "type", {}, false},
};

std::string normal_form(std::string_view name) {
  std::string normal(trim(name));
  normal = to_half_width(normal);
  std::transform(normal.begin(), normal.end(), normal.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return normal;
}

const Meaning* meaning_of(std::string_view name) {
  const std::string normal = normal_form(name);
  if (normal.empty()) return nullptr;
  for (const Meaning& meaning : kMeanings) {
    if (normal == meaning.name ||
        std::find(meaning.aliases.begin(), meaning.aliases.end(), normal) != meaning.aliases.end()) {
      return &meaning;
    }
  }
  return nullptr;
}

}  // namespace

std::optional<EdgeListColumns> find_columns(std::span<const std::string_view> header, const std::string& file,
                                            std::size_t line, FaultList& faults) {
  EdgeListColumns columns;
  bool sound = true;
  for (std::size_t c = 0; c < header.size(); ++c) {
    columns.names.emplace_back(trim(header[c]));
    const Meaning* const meaning = meaning_of(header[c]);
    if (meaning == nullptr) {
      faults.add(
          {Severity::kWarning, file, line, c + 1, columns.names.back(), "", "unknown column, ignored"});
      continue;
    }
    std::size_t& column = columns.*(meaning->column);
    if (column != EdgeListColumns::kAbsent) {
      faults.add({Severity::kError, file, line, c + 1, columns.names.back(), "",
                  "a second column for " + std::string(meaning->name) + ", the first is column " +
                      std::to_string(column + 1)});
      sound = false;
      continue;
    }
    column = c;
  }
  for (const Meaning& meaning : kMeanings) {
    if (!meaning.required || columns.*(meaning.column) != EdgeListColumns::kAbsent) continue;
    std::string expected = "the header has no column '" + std::string(meaning.name) + "'";
    if (!meaning.aliases[0].empty()) expected += " (or '" + std::string(meaning.aliases[0]) + "')";
    faults.add({Severity::kError, file, line, 0, "", "", std::move(expected)});
    sound = false;
  }
  if (!sound) return std::nullopt;
  return columns;
}

}  // namespace tenon
