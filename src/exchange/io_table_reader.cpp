#include "exchange/io_table_reader.h"

#include <cmath>
#include <unordered_map>
#include <utility>

#include "base/number.h"
#include "base/text.h"
#include "exchange/csv_reader.h"
#include "exchange/io_table_balance.h"
#include "exchange/text_file.h"

namespace tenon {
namespace {

// 1e22 CNY: far beyond any economy, and far enough from overflow for every sum and product that follows.
constexpr double kLargestValue = 1e18;

enum class Origin { kNone, kDomestic, kImports, kTotal };

std::string base_name(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

class TableReader {
 public:
  TableReader(const std::string& file, std::string_view text, FaultList& faults)
      : file_(file), csv_(file, text), faults_(faults) {}

  // Everything but the identities; errors are in the fault list.
  std::optional<IoRecords> read() {
    const std::size_t errors_before = faults_.error_count();
    if (!read_header()) return std::nullopt;
    const std::size_t sectors = records_.columns.sector_count();
    for (std::size_t s = 0; s < sectors; ++s) {
      sector_.emplace(records_.columns.names[records_.columns.first_sector + s], s);
    }
    records_.use.resize(sectors);
    if (separate()) records_.imported_use.resize(sectors);

    csv_.expect_fields(records_.columns.names.size());
    for (CsvStep step = csv_.next(); step != CsvStep::kEnd; step = csv_.next()) {
      if (step == CsvStep::kFault) {
        faults_.add(csv_.fault());
      } else {
        read_record();
      }
    }
    report_missing_records();
    if (faults_.error_count() > errors_before) return std::nullopt;
    return std::move(records_);
  }

 private:
  [[nodiscard]] bool separate() const { return records_.columns.layout == IoLayout::kSeparateImports; }

  void add(Severity severity, std::size_t column, std::string value, std::string expected) {
    faults_.add({severity, file_, csv_.line(), column + 1, records_.columns.names[column], std::move(value),
                 std::move(expected)});
  }

  bool read_header() {
    const CsvStep step = csv_.next();
    if (step == CsvStep::kRecord) {
      auto columns = read_io_columns(file_, csv_.line(), csv_.fields(), faults_);
      if (!columns) return false;
      records_.columns = std::move(*columns);
      return true;
    }
    if (step == CsvStep::kFault) {
      faults_.add(csv_.fault());
    } else {
      faults_.add({Severity::kError, file_, 0, 0, "", "",
                   "the file is empty; expected a header Code, Description, DescriptionInChinese, ..."});
    }
    return false;
  }

  void read_record() {
    const auto fields = csv_.fields();
    const std::string code = io_cell(fields[0]);
    const bool reserved = is_reserved_io_row(code);
    if (!reserved && !sector_.contains(code)) {
      add(Severity::kError, 0, code, "expected a sector of the header, TII, VA..., TVA or TI");
      return;
    }
    const std::optional<Origin> origin = read_origin(reserved);
    if (!origin) return;
    IoRecord* place = find_place(code, *origin);
    if (place->line != 0) {
      add(Severity::kError, 0, code,
          "expected each row once; it stands on line " + std::to_string(place->line) + " already");
      return;
    }
    place->line = csv_.line();
    place->code = code;
    place->name_en = std::string(trim(fields[1]));
    place->name_zh = std::string(trim(fields[2]));
    read_values(*place, reserved && code != "TII");
  }

  std::optional<Origin> read_origin(bool reserved) {
    if (!separate()) return Origin::kNone;
    const std::size_t column = records_.columns.first_sector - 1;
    const std::string text = io_cell(csv_.fields()[column]);
    if (reserved) {
      if (text == "TOT") return Origin::kTotal;
      add(Severity::kError, column, text, "expected TOT for totals and value added");
      return std::nullopt;
    }
    if (text == "Domestic") return Origin::kDomestic;
    if (text == "Imports") return Origin::kImports;
    add(Severity::kError, column, text, "expected Domestic or Imports");
    return std::nullopt;
  }

  // Where the record belongs; a new one for a value-added row not seen before.
  IoRecord* find_place(const std::string& code, Origin origin) {
    if (code == "TII") return &records_.total_intermediate_input;
    if (code == "TVA") return &records_.total_value_added;
    if (code == "TI") return &records_.total_input;
    const auto sector = sector_.find(code);
    if (sector != sector_.end()) {
      return &(origin == Origin::kImports ? records_.imported_use : records_.use)[sector->second];
    }
    const auto [row, is_new] = value_added_.emplace(code, records_.value_added.size());
    if (is_new) records_.value_added.emplace_back();
    return &records_.value_added[row->second];
  }

  void read_values(IoRecord& record, bool is_value_added) {
    const IoColumns& columns = records_.columns;
    record.values.assign(columns.names.size(), 0);
    for (std::size_t c = columns.first_sector; c < columns.names.size(); ++c) {
      const std::string text = io_cell(csv_.fields()[c]);
      const bool may_be_blank = is_value_added && c > columns.total_intermediate;
      if (text.empty()) {
        if (!may_be_blank) {
          add(Severity::kError, c, "",
              "expected a number, found a blank cell (legitimate only where value added crosses final use)");
        }
        continue;
      }
      const std::optional<double> value = parse_number(text);
      if (!value || std::abs(*value) > kLargestValue) {
        add(Severity::kError, c, text,
            value ? "expected a number of at most 1e18 in magnitude"
                  : "expected a number without thousands separators");
      } else if (may_be_blank) {
        if (*value != 0) {
          add(Severity::kWarning, c, text,
              "value added of final use has no place in the analysis and is ignored");
        }
      } else {
        record.values[c] = *value;
        if (*value < 0 && !is_value_added) check_sign(c, text);
      }
    }
  }

  void check_sign(std::size_t c, const std::string& text) {
    const IoColumns& columns = records_.columns;
    if (c == columns.gross_output) {
      add(Severity::kError, c, text, "expected a gross output (or imports) of at least 0");
    } else if (columns.imports == c) {
      add(Severity::kError, c, text, "expected imports of at least 0, they are subtracted as they stand");
    } else if (c < columns.total_intermediate) {
      add(Severity::kWarning, c, text,
          "negative intermediate use: kept, but multipliers and linkages assume flows of at least 0");
    }
  }

  void report_missing_records() {
    const auto missing = [this](const std::string& what) {
      faults_.add({Severity::kError, file_, 0, 0, "", "", "expected a row " + what + ", found none"});
    };
    for (const auto* block : {&records_.use, &records_.imported_use}) {
      for (std::size_t s = 0; s < block->size(); ++s) {
        if ((*block)[s].line != 0) continue;
        const char* origin = !separate()                       ? ""
                             : block == &records_.imported_use ? " with Origin Imports"
                                                               : " with Origin Domestic";
        missing("for the sector '" +
                printable(records_.columns.names[records_.columns.first_sector + s], 80) + "'" + origin);
      }
    }
    if (records_.value_added.empty()) missing("of value added (VA001, ...)");
    if (records_.total_intermediate_input.line == 0) missing("TII (total intermediate input)");
    if (records_.total_value_added.line == 0) missing("TVA (total value added)");
    if (records_.total_input.line == 0) missing("TI (total input)");
  }

  const std::string& file_;
  CsvReader csv_;
  FaultList& faults_;
  IoRecords records_;
  std::unordered_map<std::string, std::size_t> sector_;
  std::unordered_map<std::string, std::size_t> value_added_;
};

IoTable table_from(const IoRecords& records) {
  const IoColumns& columns = records.columns;
  const std::size_t n = columns.sector_count();
  IoTable table;
  table.layout = columns.layout;
  table.exports = columns.exports;
  for (const IoRecord& record : records.use) {
    table.sectors.push_back({record.code, record.name_zh, record.name_en});
    table.gross_output.push_back(record.values[columns.gross_output]);
    if (columns.imports) table.imports.push_back(record.values[*columns.imports]);
  }
  for (const IoRecord& record : records.imported_use) {
    table.imports.push_back(record.values[columns.gross_output]);
  }
  for (const std::size_t column : columns.final_uses) {
    table.final_uses.push_back(io_final_use_category(columns.names[column]));
  }
  const auto copy_use = [&](const std::vector<IoRecord>& block, std::vector<double>& intermediate,
                            std::vector<double>& final_use) {
    intermediate.reserve(block.size() * n);
    final_use.reserve(block.size() * columns.final_uses.size());
    for (const IoRecord& record : block) {
      for (std::size_t j = 0; j < n; ++j) intermediate.push_back(record.values[columns.first_sector + j]);
      for (const std::size_t column : columns.final_uses) final_use.push_back(record.values[column]);
    }
  };
  copy_use(records.use, table.intermediate, table.final_use);
  copy_use(records.imported_use, table.imported_intermediate, table.imported_final_use);
  for (const IoRecord& record : records.value_added) {
    table.value_added_rows.push_back({record.code, record.name_zh, record.name_en});
    for (std::size_t j = 0; j < n; ++j) table.value_added.push_back(record.values[columns.first_sector + j]);
  }
  return table;
}

std::optional<IoTable> parse_text(const std::string& file, std::string_view text,
                                  const IoReadOptions& options, FaultList& faults) {
  const auto records = TableReader(file, text, faults).read();
  if (!records) return std::nullopt;
  const Severity severity = options.allow_imbalance ? Severity::kWarning : Severity::kError;
  IoBalance balance = check_io_balance(file, *records, options.tolerance, severity, faults);
  if (balance.broken > 0 && !options.allow_imbalance) return std::nullopt;
  IoTable table = table_from(*records);
  table.balance = std::move(balance);
  table.source = base_name(file);
  table.year = options.year;
  if (!options.year) {
    table.year = year_in_file_name(file);
    table.year_from_file_name = table.year.has_value();
  }
  return table;
}

}  // namespace

std::optional<IoTable> read_io_table(const std::string& path, const IoReadOptions& options,
                                     FaultList& faults) {
  const auto file = TextFile::open(path, path, faults);
  if (!file) return std::nullopt;
  return parse_text(path, file->text(), options, faults);
}

std::optional<IoTable> parse_io_table(const std::string& file, std::string_view bytes,
                                      const IoReadOptions& options, FaultList& faults) {
  const auto decoded = decode_text(file, bytes, faults);
  if (!decoded) return std::nullopt;
  return parse_text(file, decoded->text(), options, faults);
}

std::optional<int> year_in_file_name(const std::string& path) {
  const std::string name = base_name(path);
  for (std::size_t begin = 0; begin < name.size();) {
    std::size_t end = begin;
    while (end < name.size() && name[end] >= '0' && name[end] <= '9') ++end;
    if (end - begin == 4) {
      const auto year = parse_integer(std::string_view(name).substr(begin, 4));
      if (year && *year >= 1900 && *year <= 2100) return static_cast<int>(*year);
    }
    begin = end + 1;
  }
  return std::nullopt;
}

}  // namespace tenon
