#include "exchange/io_table_columns.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/text.h"

namespace tenon {
namespace {

constexpr std::string_view kKeyColumns[] = {"Code", "Description", "DescriptionInChinese"};
constexpr std::string_view kOrigin = "Origin";

// Named by the National Bureau of Statistics; the files carry the codes only.
struct KnownCategory {
  std::string_view code;
  std::string_view name_zh;
  std::string_view name_en;
};
constexpr KnownCategory kFinalUses[] = {
    {"FU101", "农村居民消费", "Rural household consumption"},
    {"FU102", "城镇居民消费", "Urban household consumption"},
    {"FU103", "政府消费", "Government consumption"},
    {"FU201", "固定资本形成总额", "Gross fixed capital formation"},
    {"FU202", "存货变动", "Changes in inventories"},
    {"EX", "出口", "Exports"},
    {"THC", "居民消费", "Household consumption"},
    {"TC", "最终消费", "Final consumption"},
    {"GCF", "资本形成总额", "Gross capital formation"},
};

bool is_consumption(std::string_view name) {
  return name.starts_with("FU1");
}
bool is_capital_formation(std::string_view name) {
  return name.starts_with("FU2");
}
bool is_final_use(std::string_view name) {
  return name.starts_with("FU") || name == "EX" || name == "THC" || name == "TC" || name == "GCF";
}
bool is_reserved_column(std::string_view name) {
  return name == "TIU" || name == "TFU" || name == "IM" || name == "GO" || is_final_use(name);
}

class HeaderReader {
 public:
  HeaderReader(const std::string& file, std::size_t line, std::span<const std::string_view> header,
               FaultList& faults)
      : file_(file), line_(line), faults_(faults) {
    for (const std::string_view field : header) columns_.names.push_back(io_cell(field));
  }

  std::optional<IoColumns> read() {
    const std::size_t errors_before = faults_.error_count();
    if (!read_key_columns() || !read_sectors()) return std::nullopt;
    read_totals();
    if (faults_.error_count() > errors_before) return std::nullopt;
    find_subtotals();
    return std::move(columns_);
  }

 private:
  void add(std::size_t column, std::string value, std::string expected) {
    faults_.add({Severity::kError, file_, line_, column, "", std::move(value), std::move(expected)});
  }

  // Without these the file is something else: one error says so and reading ends.
  bool read_key_columns() {
    const auto& names = columns_.names;
    for (std::size_t c = 0; c < std::size(kKeyColumns); ++c) {
      if (c < names.size() && names[c] == kKeyColumns[c]) continue;
      add(c + 1, c < names.size() ? names[c] : "",
          "expected the column '" + std::string(kKeyColumns[c]) +
              "': an input-output table begins with Code, Description, DescriptionInChinese[, Origin]");
      return false;
    }
    columns_.first_sector = std::size(kKeyColumns);
    if (names.size() > columns_.first_sector && names[columns_.first_sector] == kOrigin) {
      columns_.layout = IoLayout::kSeparateImports;
      ++columns_.first_sector;
    }
    return true;
  }

  bool read_sectors() {
    const auto& names = columns_.names;
    const auto end = std::find(names.begin(), names.end(), "TIU");
    if (end == names.end()) {
      add(0, "", "expected a column 'TIU' (total intermediate use) behind the sectors");
      return false;
    }
    columns_.total_intermediate = static_cast<std::size_t>(end - names.begin());
    if (columns_.total_intermediate <= columns_.first_sector) {
      add(columns_.first_sector + 1, "TIU", "expected at least one sector before the column 'TIU'");
      return false;
    }
    for (std::size_t c = columns_.first_sector; c < columns_.total_intermediate; ++c) {
      const std::string& name = names[c];
      if (name.empty()) {
        add(c + 1, "", "expected a sector code, found an empty one");
      } else if (is_reserved_column(name) || is_reserved_io_row(name)) {
        add(c + 1, name,
            "expected a sector code; this name is kept for totals and must not stand before 'TIU'");
      } else {
        see(c);
      }
    }
    return true;
  }

  void read_totals() {
    const auto& names = columns_.names;
    std::optional<std::size_t> total_final;
    std::optional<std::size_t> gross_output;
    std::optional<std::size_t> exports;
    const bool competitive = columns_.layout == IoLayout::kCompetitiveImports;
    see(columns_.total_intermediate);
    for (std::size_t c = columns_.total_intermediate + 1; c < names.size(); ++c) {
      const std::string& name = names[c];
      if (!see(c)) continue;
      if (name == "TFU") {
        total_final = c;
      } else if (name == "GO") {
        gross_output = c;
      } else if (name == "IM" && competitive) {
        columns_.imports = c;
      } else if (name == "EX") {
        exports = c;
      } else if (!is_final_use(name)) {
        add(c + 1, name,
            competitive ? "expected FU..., EX, THC, TC, GCF, TFU, IM or GO behind the column 'TIU'"
                        : "expected FU..., EX, THC, TC, GCF, TFU or GO behind the column 'TIU'");
      }
    }
    require("TFU", "total final use", total_final, columns_.total_final);
    require("GO", "gross output", gross_output, columns_.gross_output);
    std::size_t unused = 0;
    require("EX", "exports", exports, unused);
    if (competitive) require("IM", "imports", columns_.imports, unused);
  }

  void require(const char* name, const char* meaning, std::optional<std::size_t> found, std::size_t& column) {
    if (found) {
      column = *found;
    } else {
      add(0, "", std::string("expected a column '") + name + "' (" + meaning + ")");
    }
  }

  // False and an error when the name of column `c` stood before.
  bool see(std::size_t c) {
    const auto [earlier, is_new] = seen_.emplace(columns_.names[c], c);
    if (is_new) return true;
    add(c + 1, columns_.names[c],
        "expected each column once; it is column " + std::to_string(earlier->second + 1) + " already");
    return false;
  }

  void find_subtotals() {
    const auto& names = columns_.names;
    std::vector<std::size_t> household;
    std::vector<std::size_t> consumption;
    std::vector<std::size_t> capital;
    for (std::size_t c = columns_.total_intermediate + 1; c < names.size(); ++c) {
      const std::string& name = names[c];
      if (!name.starts_with("FU") && name != "EX") continue;
      columns_.final_uses.push_back(c);
      if (name == "FU101" || name == "FU102") household.push_back(c);
      if (is_consumption(name)) consumption.push_back(c);
      if (is_capital_formation(name)) capital.push_back(c);
    }
    // Household consumption first: where it has no parts it is itself a part of all consumption.
    add_subtotal("THC", household, &consumption);
    add_subtotal("TC", consumption, nullptr);
    add_subtotal("GCF", capital, nullptr);
    std::sort(columns_.final_uses.begin(), columns_.final_uses.end());
    columns_.subtotals.push_back({columns_.total_final, columns_.final_uses});
    for (std::size_t at = 0; at < columns_.final_uses.size(); ++at) {
      if (names[columns_.final_uses[at]] == "EX") columns_.exports = at;
    }
  }

  void add_subtotal(std::string_view name, const std::vector<std::size_t>& parts,
                    std::vector<std::size_t>* belongs_to) {
    const auto found = seen_.find(std::string(name));
    if (found == seen_.end()) return;
    if (!parts.empty()) {
      columns_.subtotals.push_back({found->second, parts});
      return;
    }
    columns_.final_uses.push_back(found->second);
    if (belongs_to != nullptr) belongs_to->push_back(found->second);
  }

  const std::string& file_;
  std::size_t line_;
  FaultList& faults_;
  IoColumns columns_;
  std::unordered_map<std::string, std::size_t> seen_;
};

}  // namespace

std::string io_cell(std::string_view field) {
  return to_half_width(trim(field));
}

bool is_reserved_io_row(std::string_view code) {
  return code == "TII" || code == "TVA" || code == "TI" || code.starts_with("VA");
}

IoCategory io_final_use_category(const std::string& code) {
  for (const KnownCategory& known : kFinalUses) {
    if (known.code == code) return {code, std::string(known.name_zh), std::string(known.name_en)};
  }
  return {code, code, code};
}

std::optional<IoColumns> read_io_columns(const std::string& file, std::size_t line,
                                         std::span<const std::string_view> header, FaultList& faults) {
  return HeaderReader(file, line, header, faults).read();
}

}  // namespace tenon
