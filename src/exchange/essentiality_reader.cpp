#include "exchange/essentiality_reader.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/csv_reader.h"
#include "exchange/text_file.h"

namespace tenon {
namespace {

constexpr std::size_t kMaxSectors = 20'000;
constexpr std::size_t kNamedSectors = 20;  // of the unknown ones, in a message
constexpr std::string_view kUnknownSector = "9999";
const CsvLimits kLimits{std::size_t{1} << 20U, std::size_t{16} << 20U, kMaxSectors + 1};

using Positions = std::map<std::string, std::size_t, std::less<>>;

Error bad_input(const FaultList& faults) {
  std::string text = faults.to_string();
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return {ErrorCode::kBadInput, std::move(text)};
}

struct Matrix {
  Positions rows;
  Positions columns;
  std::vector<InputClass> classes;  // row by row
};

std::optional<InputClass> class_of(std::string_view cell) {
  const std::string digit = to_half_width(trim(cell));
  if (digit == "0") return InputClass::kNegligible;
  if (digit == "1") return InputClass::kNonEssential;
  if (digit == "2") return InputClass::kEssential;
  return std::nullopt;
}

Matrix read_matrix(const std::string& file, std::string_view text, FaultList& faults) {
  Matrix matrix;
  CsvReader reader(file, text, kLimits);
  const auto add = [&](std::size_t column, std::string_view value, std::string expected) {
    faults.add({Severity::kError, file, reader.line(), column, "", std::string(value), std::move(expected)});
  };
  const CsvStep first = reader.next();
  if (first == CsvStep::kEnd) {
    faults.add(
        {Severity::kError, file, 0, 0, "", "", "the file is empty; expected buyer sectors in the first row"});
    return matrix;
  }
  if (first == CsvStep::kFault) {
    faults.add(reader.fault());
    return matrix;
  }
  const std::vector<std::string_view> header(reader.fields().begin(), reader.fields().end());
  for (std::size_t c = 1; c < header.size(); ++c) {
    if (!matrix.columns.try_emplace(std::string(trim(header[c])), c - 1).second) {
      add(c + 1, header[c], "this buyer sector has a column already");
    }
  }
  if (header.size() < 2) add(0, "", "expected buyer sectors behind the first column");
  std::vector<std::string> names;
  names.reserve(header.size());
  for (const std::string_view name : header) names.emplace_back(trim(name));
  reader.expect_fields(header.size());
  for (CsvStep step = reader.next(); step != CsvStep::kEnd; step = reader.next()) {
    if (step == CsvStep::kFault) {
      faults.add(reader.fault());
      continue;
    }
    if (!matrix.rows.try_emplace(std::string(trim(reader.fields()[0])), matrix.rows.size()).second) {
      add(1, reader.fields()[0], "this supplier sector has a row already");
      continue;
    }
    for (std::size_t c = 1; c < header.size(); ++c) {
      const auto input_class = class_of(reader.fields()[c]);
      if (!input_class) {
        faults.add({Severity::kError, file, reader.line(), c + 1, names[c], std::string(reader.fields()[c]),
                    "expected 0 (negligible), 1 (non-essential) or 2 (essential)"});
      }
      matrix.classes.push_back(input_class.value_or(InputClass::kNegligible));
    }
  }
  return matrix;
}

std::string_view without_leading_zeros(std::string_view code) {
  return code.substr(std::min(code.find_first_not_of('0'), code.size()));
}

using Mapping = std::map<std::string, std::string, std::less<>>;

Mapping read_mapping(const std::string& file, std::string_view text, FaultList& faults) {
  Mapping mapping;
  CsvReader reader(file, text);
  const CsvStep first = reader.next();
  if (first == CsvStep::kEnd) {
    faults.add({Severity::kError, file, 0, 0, "", "",
                "the file is empty; expected a header with nace4 and ihs_markit"});
    return mapping;
  }
  if (first == CsvStep::kFault) {
    faults.add(reader.fault());
    return mapping;
  }
  std::vector<std::size_t> from;
  std::optional<std::size_t> to;
  const std::size_t columns = reader.fields().size();
  for (std::size_t c = 0; c < columns; ++c) {
    const std::string_view name = trim(reader.fields()[c]);
    if (name == "nace4" || name == "nace4_num" || name == "from") from.push_back(c);
    if (name == "ihs_markit" || name == "to") to = c;
  }
  if (from.empty() || !to) {
    faults.add({Severity::kError, file, reader.line(), 0, "", "",
                "expected the columns nace4 or nace4_num (or from) and ihs_markit (or to)"});
    return mapping;
  }
  reader.expect_fields(columns);
  Mapping shortened;
  for (CsvStep step = reader.next(); step != CsvStep::kEnd; step = reader.next()) {
    if (step == CsvStep::kFault) {
      faults.add(reader.fault());
      continue;
    }
    const std::string target(trim(reader.fields()[*to]));
    for (const std::size_t c : from) {
      const std::string_view code = trim(reader.fields()[c]);
      if (code.empty()) continue;
      const auto [entry, fresh] = mapping.try_emplace(std::string(code), target);
      if (!fresh && entry->second != target) {
        faults.add({Severity::kError, file, reader.line(), c + 1, "", std::string(code),
                    "this code stands for '" + printable(entry->second, 80) + "' already"});
      }
      if (code.front() == '0') shortened.try_emplace(std::string(without_leading_zeros(code)), target);
    }
  }
  mapping.merge(shortened);  // codes as they stand win
  return mapping;
}

// "a", "b", "c" and 12 more
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kNamedSectors); ++i) {
    text += (i > 0 ? ", \"" : "\"") + printable(names[i], 80) + "\"";
  }
  if (names.size() > kNamedSectors) text += " and " + format_count(names.size() - kNamedSectors) + " more";
  return text;
}

// Where the matrix keeps a sector.
struct Place {
  std::size_t row = 0;
  std::size_t column = 0;
};

std::vector<Place> find_sectors(const Matrix& matrix, const Mapping& mapping, const std::string& file,
                                std::span<const std::string> sectors, FaultList& faults) {
  std::vector<Place> places;
  std::vector<std::string> unknown;
  std::vector<std::string> without_row;
  std::vector<std::string> without_column;
  for (const std::string& sector : sectors) {
    std::string_view name = trim(sector);
    if (const auto mapped = mapping.find(name); mapped != mapping.end()) name = mapped->second;
    if (name.empty() && matrix.rows.contains(kUnknownSector)) {
      name = kUnknownSector;
      faults.add({Severity::kWarning, file, 0, 0, "", "",
                  "firms without a sector are treated as the matrix's sector \"" +
                      std::string(kUnknownSector) + "\""});
    }
    const auto row = matrix.rows.find(name);
    const auto column = matrix.columns.find(name);
    const bool has_row = row != matrix.rows.end();
    const bool has_column = column != matrix.columns.end();
    if (!has_row && !has_column) {
      unknown.push_back(sector);
    } else if (!has_row) {
      without_row.push_back(sector);
    } else if (!has_column) {
      without_column.push_back(sector);
    } else {
      places.push_back({row->second, column->second});
    }
  }
  const auto refuse = [&](const std::vector<std::string>& names, const char* what) {
    if (names.empty()) return;
    faults.add({Severity::kError, file, 0, 0, "", "",
                std::string(what) + " " + listed(names) +
                    (names.size() == 1 ? "" : " (" + format_count(names.size()) + " sectors)")});
  };
  refuse(unknown, "neither the matrix nor the mapping knows the network's sectors");
  refuse(without_row, "the matrix has no row (as suppliers) for the network's sectors");
  refuse(without_column, "the matrix has no column (as buyers) for the network's sectors");
  return places;
}

}  // namespace

Result<EssentialityFile> parse_essentiality(std::string_view matrix_bytes, const std::string& matrix_file,
                                            std::string_view mapping_bytes, const std::string& mapping_file,
                                            std::span<const std::string> sectors) {
  if (sectors.size() > kMaxSectors) {
    return Error{ErrorCode::kTooLarge,
                 matrix_file + ": the network has more than 20,000 sectors, too many for a matrix"};
  }
  FaultList faults;
  Matrix matrix;
  if (const auto text = decode_text(matrix_file, matrix_bytes, faults)) {
    matrix = read_matrix(matrix_file, text->text(), faults);
  }
  Mapping mapping;
  if (!mapping_file.empty()) {
    if (const auto text = decode_text(mapping_file, mapping_bytes, faults)) {
      mapping = read_mapping(mapping_file, text->text(), faults);
    }
  }
  if (faults.has_errors()) return bad_input(faults);
  const std::vector<Place> places = find_sectors(matrix, mapping, matrix_file, sectors, faults);
  if (faults.has_errors()) return bad_input(faults);

  EssentialityFile result;
  result.essentiality.sector_count = static_cast<std::uint32_t>(sectors.size());
  result.essentiality.classes.reserve(sectors.size() * sectors.size());
  for (const Place& supplier : places) {
    for (const Place& buyer : places) {
      result.essentiality.classes.push_back(
          matrix.classes[supplier.row * matrix.columns.size() + buyer.column]);
    }
  }
  result.warnings = std::move(faults);
  return result;
}

Result<EssentialityFile> read_essentiality(const std::string& matrix_path, const std::string& mapping_path,
                                           std::span<const std::string> sectors) {
  const auto matrix = MappedFile::open(matrix_path);
  if (!matrix) return matrix.error();
  if (mapping_path.empty()) return parse_essentiality(matrix->bytes(), matrix_path, {}, {}, sectors);
  const auto mapping = MappedFile::open(mapping_path);
  if (!mapping) return mapping.error();
  return parse_essentiality(matrix->bytes(), matrix_path, mapping->bytes(), mapping_path, sectors);
}

}  // namespace tenon
