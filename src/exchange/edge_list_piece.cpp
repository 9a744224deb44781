#include "exchange/edge_list_piece.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "base/number.h"
#include "base/text.h"

namespace tenon {
namespace {

constexpr std::size_t kKeptFaults = 100;

bool is_visible_ascii(char c) {
  return c > ' ' && c < '\x7F';
}

// trim() for the common case that there is nothing to trim.
std::string_view trimmed(std::string_view field) {
  if (!field.empty() && is_visible_ascii(field.front()) && is_visible_ascii(field.back())) return field;
  return trim(field);
}

std::optional<double> weight_of(std::string_view field) {
  auto weight = parse_number(field);
  if (!weight) weight = parse_number(to_half_width(field));
  if (weight && *weight >= 0 && *weight <= kMaxEdgeWeight) return weight;
  return std::nullopt;
}

std::optional<InputClass> class_of(std::string_view field) {
  if (field.size() != 1) {
    // A full-width digit, or a number as R and Excel write it.
    const auto number = parse_number(to_half_width(field));
    if (number == 0.0) return InputClass::kNegligible;
    if (number == 1.0) return InputClass::kNonEssential;
    if (number == 2.0) return InputClass::kEssential;
    return std::nullopt;
  }
  if (field[0] < '0' || field[0] > '2') return std::nullopt;
  return static_cast<InputClass>(field[0] - '0');
}

class RowReader {
 public:
  RowReader(const EdgeListColumns& columns, const std::string& file, bool copies_names, EdgeListPiece& piece)
      : columns_(columns), file_(file), copies_names_(copies_names), piece_(piece) {}

  void add_fault(Fault fault) {
    ++piece_.fault_count;
    if (piece_.faults.size() < kKeptFaults) piece_.faults.push_back(std::move(fault));
  }

  void add_row_fault(std::size_t line, std::string expected) {
    add_fault({Severity::kError, file_, line, 0, "", "", std::move(expected)});
  }

  // As many fields as the header has. A row with a fault adds no link; its firms may stay, nothing is loaded
  // anyway.
  void add_row(const std::string_view* fields, std::size_t line) {
    const std::size_t faults_before = piece_.fault_count;
    const std::string_view supplier = trimmed(fields[columns_.supplier]);
    const std::string_view customer = trimmed(fields[columns_.customer]);
    if (supplier.empty()) refuse(fields, columns_.supplier, line, "the name of a firm is missing");
    if (customer.empty()) refuse(fields, columns_.customer, line, "the name of a firm is missing");
    const auto weight = weight_of(trimmed(fields[columns_.weight]));
    if (!weight) refuse(fields, columns_.weight, line, "expected a finite number, 0 to 1e290");
    std::optional<InputClass> input_class;
    if (columns_.type != EdgeListColumns::kAbsent) {
      input_class = class_of(trimmed(fields[columns_.type]));
      if (!input_class) {
        refuse(fields, columns_.type, line, "expected 0 (negligible), 1 (non-essential) or 2 (essential)");
      }
    }
    if (piece_.fault_count != faults_before) return;

    const std::uint32_t supplier_id = firm(supplier, fields, columns_.supplier_sector);
    const std::uint32_t customer_id = firm(customer, fields, columns_.customer_sector);
    piece_.links.supplier.push_back(supplier_id);
    piece_.links.customer.push_back(customer_id);
    piece_.links.weight.push_back(*weight);
    if (input_class) piece_.links.input_class.push_back(*input_class);
  }

 private:
  void refuse(const std::string_view* fields, std::size_t column, std::size_t line, const char* expected) {
    add_fault({Severity::kError, file_, line, column + 1, columns_.names[column],
               std::string(fields[column].substr(0, 120)), expected});
  }

  std::string_view kept(std::string_view text) {
    if (!copies_names_ || text.empty()) return text;
    return piece_.copies.emplace_back(text);
  }

  std::uint32_t firm(std::string_view name, const std::string_view* fields, std::size_t sector_column) {
    const std::string_view sector =
        sector_column == EdgeListColumns::kAbsent ? std::string_view() : trimmed(fields[sector_column]);
    const std::size_t hash = hash_name(name);
    const auto found =
        piece_.slots.find(hash, [&](std::uint32_t id) { return piece_.firms[id].name == name; });
    if (found) {
      EdgeListPiece::Firm& firm = piece_.firms[*found];
      if (!sector.empty() && sector != firm.sector) {
        if (firm.sector.empty()) {
          firm.sector = kept(sector);
        } else {
          firm.has_other_sector = true;
        }
      }
      return *found;
    }
    const auto id = static_cast<std::uint32_t>(piece_.firms.size());
    piece_.firms.push_back({kept(name), kept(sector), hash, false});
    piece_.slots.insert(hash, id);
    return id;
  }

  const EdgeListColumns& columns_;
  const std::string& file_;
  bool copies_names_;
  EdgeListPiece& piece_;
};

std::string wrong_count(std::size_t expected, std::size_t found) {
  return "expected " + std::to_string(expected) + " fields as in the header, found " + std::to_string(found);
}

}  // namespace

void read_plain_rows(const EdgeListColumns& columns, const std::string& file, std::string_view text,
                     EdgeListPiece& piece) {
  RowReader rows(columns, file, /*copies_names=*/false, piece);
  const std::size_t expected = columns.names.size();
  std::vector<std::string_view> fields(expected);
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    ++piece.lines;
    const char* const row_begin = at;
    const char* field_begin = at;
    std::size_t count = 0;
    const auto finish_field = [&](const char* field_end) {
      if (count < expected) {
        fields[count] = {field_begin, static_cast<std::size_t>(field_end - field_begin)};
      }
      ++count;
    };
    for (; at != end && *at != '\n'; ++at) {
      if (*at != ',') continue;
      finish_field(at);
      field_begin = at + 1;
    }
    const char* row_end = at;
    if (at != end) ++at;
    if (row_end != row_begin && row_end[-1] == '\r') --row_end;
    if (row_end == row_begin) continue;
    if (static_cast<std::size_t>(row_end - row_begin) > kMaxEdgeListRow) {
      rows.add_row_fault(piece.lines, "the row is longer than 1 MiB; is a line end missing?");
      continue;
    }
    finish_field(row_end);
    if (count != expected) {
      rows.add_row_fault(piece.lines, wrong_count(expected, count));
      continue;
    }
    rows.add_row(fields.data(), piece.lines);
  }
}

void read_csv_rows(const EdgeListColumns& columns, const std::string& file, CsvReader& reader,
                   EdgeListPiece& piece) {
  RowReader rows(columns, file, /*copies_names=*/true, piece);
  reader.expect_fields(columns.names.size());
  for (CsvStep step = reader.next(); step != CsvStep::kEnd; step = reader.next()) {
    if (step == CsvStep::kFault) {
      rows.add_fault(reader.fault());
    } else {
      rows.add_row(reader.fields().data(), reader.line());
    }
  }
}

}  // namespace tenon
