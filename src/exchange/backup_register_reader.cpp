#include "exchange/backup_register_reader.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>

#include "base/file.h"
#include "base/nearest_word.h"
#include "base/text.h"
#include "exchange/backup_register_columns.h"
#include "exchange/backup_register_limits.h"
#include "exchange/csv_reader.h"
#include "exchange/spreadsheet.h"
#include "exchange/text_file.h"
#include "exchange/xlsx_reader.h"

namespace tenon {
namespace {

using Column = RegisterColumn;

constexpr std::size_t kShownBytes = 120;

class RegisterRows {
 public:
  RegisterRows(const std::string& file, FaultList& faults) : file_(file), faults_(faults) {
    place_.fill(kAbsent);
  }

  void read(const TextRowSource& rows, BackupRegister& result) {
    const std::size_t errors = faults_.error_count();
    bool has_header = false;
    while (auto row = rows()) {
      if (is_empty(*row) || is_register_remark(row->cells.front())) continue;
      if (!has_header) {
        has_header = true;
        if (!read_header(*row)) return;
      } else if (auto entry = read_row(*row)) {
        result.entries.push_back(std::move(*entry));
      }
    }
    // A header that could not be read is a fault of its own.
    if (!has_header && faults_.error_count() == errors)
      add(0, 0, "", "there is no header; expected one with the columns 'id' and 'product'");
  }

 private:
  static constexpr std::size_t kAbsent = SIZE_MAX;

  static bool is_empty(const TextRow& row) {
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const std::string& cell) { return trim(cell).empty(); });
  }

  void add(std::size_t line, std::size_t column, std::string_view value, std::string expected,
           Severity severity = Severity::kError) {
    faults_.add({severity, file_, line, column,
                 column > 0 && column <= header_.size() ? header_[column - 1] : "",
                 std::string(value.substr(0, kShownBytes)), std::move(expected)});
  }
  // A fault in a column of this row; where the file lacks the column, in the row.
  void add_at(Column column, std::string expected) {
    const std::size_t place = place_of(column);
    add(row_->number, place == kAbsent ? 0 : place + 1, cell(column), std::move(expected));
  }

  [[nodiscard]] std::size_t place_of(Column column) const { return place_[static_cast<std::size_t>(column)]; }

  bool read_header(const TextRow& row) {
    for (const std::string& name : row.cells) header_.emplace_back(trim(name));
    bool good = true;
    for (std::size_t c = 0; c < header_.size(); ++c) {
      const auto column = register_column(header_[c]);
      if (!column) {
        if (header_[c].empty()) continue;
        NearestWord nearest(header_[c]);
        for (const RegisterColumnText& known : register_columns()) {
          nearest.offer(known.name);
          nearest.offer(known.title_zh);
        }
        add(row.number, c + 1, header_[c], "unknown column, ignored" + nearest.suggestion(),
            Severity::kWarning);
        continue;
      }
      std::size_t& place = place_[static_cast<std::size_t>(*column)];
      if (place != kAbsent) {
        add(row.number, c + 1, header_[c],
            "the column stands here twice, also as '" + header_[place] + "' in column " +
                std::to_string(place + 1));
        good = false;
      } else {
        place = c;
      }
    }
    for (const Column column : {Column::kId, Column::kProduct}) {
      if (place_of(column) != kAbsent) continue;
      add(row.number, 0, "", "the header has no column '" + std::string(text_of(column).name) + "'");
      good = false;
    }
    return good;
  }

  [[nodiscard]] std::string_view cell(Column column) const {
    const std::size_t place = place_of(column);
    return place >= row_->cells.size() ? std::string_view() : trim(row_->cells[place]);
  }
  [[nodiscard]] std::string text(Column column) const { return std::string(cell(column)); }
  [[nodiscard]] PlacedName placed(Column column) const {
    if (cell(column).empty()) return {};
    return {text(column), row_->number, place_of(column) + 1};
  }

  // A number in its range; nullopt where the cell is empty, or bad with a fault.
  std::optional<double> number(Column column, double least, double most, const char* expected) {
    if (cell(column).empty()) return std::nullopt;
    const auto value = register_number(cell(column));
    if (value && *value >= least && *value <= most) return *value + 0.0;  // no negative zero
    add_at(column, expected);
    return std::nullopt;
  }

  std::string day(Column column) {
    if (cell(column).empty()) return {};
    auto value = register_day(cell(column));
    if (!value) add_at(column, "expected a day of the calendar as 2026-11-26, from 1900 to 2200");
    return value.value_or(std::string());
  }

  std::optional<BackupEntry> read_row(const TextRow& row) {
    row_ = &row;
    const std::size_t errors = faults_.error_count();
    for (std::size_t c = header_.size(); c < row.cells.size(); ++c) {
      if (!trim(row.cells[c]).empty())
        add(row.number, c + 1, trim(row.cells[c]), "expected nothing here: the header has no such column");
    }
    BackupEntry entry;
    entry.id = text(Column::kId);
    entry.line = row.number;
    entry.product = placed(Column::kProduct);
    entry.buyer = placed(Column::kBuyer);
    entry.maker = placed(Column::kMaker);
    entry.plant = placed(Column::kPlant);
    entry.contact = text(Column::kContact);
    entry.note = text(Column::kNote);
    entry.provenance.source = text(Column::kSource);
    entry.provenance.url = text(Column::kUrl);
    read_values(entry);
    check_id(entry);
    check_together(entry);
    if (faults_.error_count() > errors) return std::nullopt;
    return entry;
  }

  void read_values(BackupEntry& entry) {
    if (const auto status = register_status(cell(Column::kStatus))) {
      entry.status = *status;
    } else {
      add_at(Column::kStatus, "expected qualified, trial, potential or unknown (已认证, 试产, 潜在 or 未知)");
    }
    entry.reserved_cny_a_year =
        number(Column::kReserved, 0, kMostRegisterMoney, "expected CNY a year, a number from 0 to 1e15")
            .value_or(0);
    constexpr const char* kDays = "expected a number of days from 0 to 36,500";
    entry.ready_days = number(Column::kReadyDays, 0, kMostRegisterDays, kDays).value_or(0);
    entry.stock_days = number(Column::kStockDays, 0, kMostRegisterDays, kDays).value_or(0);
    constexpr double kAboveZero = 5e-324;
    entry.unit_cost = number(Column::kUnitCost, kAboveZero, kMostRegisterCost,
                             "expected a number above 0, at most 1,000,000, of regular prices");
    entry.registered_on = day(Column::kRegisteredOn);
    entry.valid_until = day(Column::kValidUntil);
    constexpr const char* kYear = "expected a year from 1900 to 2100";
    if (const auto year = number(Column::kYear, kFirstRegisterYear, kLastRegisterYear, kYear)) {
      entry.provenance.year = static_cast<int>(*year);
      if (*entry.provenance.year != *year) add_at(Column::kYear, kYear);
    }
    const std::string grade = to_upper_ascii(to_half_width(cell(Column::kGrade)));
    if (grade.size() == 1 && kRegisterGrades.find(grade) != std::string_view::npos) {
      entry.provenance.grade = grade.front();
    } else if (!grade.empty()) {
      add_at(Column::kGrade, "expected A, B, C, M or S");
    }
  }

  void check_id(const BackupEntry& entry) {
    if (entry.id.empty()) return add_at(Column::kId, "expected an id that no other entry has");
    const auto [first, is_new] = lines_.emplace(entry.id, row_->number);
    if (!is_new)
      add_at(Column::kId, "expected an id that no other entry has; line " + std::to_string(first->second) +
                              " has it, too");
  }

  // What the cells of a row must say together. Cells that are bad in themselves count as filled.
  void check_together(const BackupEntry& entry) {
    if (entry.product.text.empty()) add_at(Column::kProduct, "expected the id or name of a product");
    if (entry.maker.text.empty()) {
      if (entry.reserved_cny_a_year > 0)
        add_at(Column::kReserved, "capacity is reserved with a maker: fill 'maker', or leave this empty");
      if (!entry.plant.text.empty())
        add_at(Column::kPlant, "a plant belongs to a maker: fill 'maker', or leave this empty");
      const bool no_stock =
          cell(Column::kStockDays).empty() || register_number(cell(Column::kStockDays)) == 0;
      if (entry.reserved_cny_a_year <= 0 && no_stock)
        add_at(Column::kStockDays, "an entry without a maker is a stock: expected a number of days above 0");
    }
    if (entry.reserved_cny_a_year > 0 && cell(Column::kReadyDays).empty())
      add_at(Column::kReadyDays,
             "where capacity is reserved it must be known after how many days it delivers");
    if (!entry.registered_on.empty() && !entry.valid_until.empty() && entry.valid_until < entry.registered_on)
      add_at(Column::kValidUntil, "expected a day not before registered_on, " + entry.registered_on);
  }

  const std::string& file_;
  FaultList& faults_;
  std::vector<std::string> header_;
  std::array<std::size_t, kRegisterColumnCount> place_{};
  const TextRow* row_ = nullptr;
  std::map<std::string, std::size_t> lines_;  // by id
};

// Rows of a CSV text; what is malformed goes to `faults` and is left out.
class CsvRows {
 public:
  CsvRows(const std::string& file, std::string_view text, FaultList& faults)
      : file_(file), reader_(file, text), faults_(faults) {}

  std::optional<TextRow> next() {
    for (CsvStep step = reader_.next(); step != CsvStep::kEnd; step = reader_.next()) {
      if (step == CsvStep::kFault) {
        faults_.add(reader_.fault());
        if (!columns_) break;  // without its header nothing can be said about the rest
        continue;
      }
      const auto fields = reader_.fields();
      if (is_register_remark(fields.front())) continue;
      if (!columns_) columns_ = fields.size();
      if (fields.size() != *columns_) {
        faults_.add({Severity::kError, file_, reader_.line(), 0, "", "",
                     "expected " + std::to_string(*columns_) + " fields as in the header, found " +
                         std::to_string(fields.size())});
        continue;
      }
      return TextRow{reader_.line(), {fields.begin(), fields.end()}};
    }
    return std::nullopt;
  }

 private:
  const std::string& file_;
  CsvReader reader_;
  FaultList& faults_;
  std::optional<std::size_t> columns_;  // of the header
};

Result<BackupRegister> result_of(BackupRegister result, const FaultList& faults, std::size_t errors_before) {
  if (faults.error_count() == errors_before) return result;
  std::string message = faults.to_string();
  if (!message.empty() && message.back() == '\n') message.pop_back();
  return Error{ErrorCode::kBadInput, std::move(message)};
}

}  // namespace

Result<BackupRegister> backup_register_of_rows(const TextRowSource& rows, const std::string& file,
                                               FaultList& faults) {
  BackupRegister result{file, {}};
  const std::size_t errors = faults.error_count();
  RegisterRows(file, faults).read(rows, result);
  return result_of(std::move(result), faults, errors);
}

Result<BackupRegister> parse_backup_register(std::string_view bytes, const std::string& file,
                                             FaultList& faults) {
  BackupRegister result{file, {}};
  const std::size_t errors = faults.error_count();
  if (const auto text = decode_text(file, bytes, faults)) {
    CsvRows rows(file, text->text(), faults);
    RegisterRows(file, faults).read([&] { return rows.next(); }, result);
  }
  return result_of(std::move(result), faults, errors);
}

namespace {

// The first sheet that is not hidden.
Result<BackupRegister> read_register_sheet(const std::string& path, FaultList& faults) {
  const auto book = read_spreadsheet(path, path, {}, faults);
  if (!book) return Error{ErrorCode::kBadInput, faults.to_string()};
  const auto sheet =
      std::find_if(book->sheets.begin(), book->sheets.end(), [](const Sheet& one) { return !one.is_hidden; });
  if (sheet == book->sheets.end())
    return Error{ErrorCode::kBadInput, path + ": expected a sheet that is not hidden"};
  std::size_t next = 0;
  const TextRowSource rows = [&]() -> std::optional<TextRow> {
    if (next == sheet->rows.size()) return std::nullopt;
    const SheetRow& row = sheet->rows[next++];
    TextRow texts{row.number, {}};
    for (const Cell& cell : row.cells) {
      texts.cells.resize(cell.column);
      texts.cells.back() = cell.text;
    }
    return texts;
  };
  return backup_register_of_rows(rows, sheet_file_name(path, sheet->name), faults);
}

}  // namespace

Result<BackupRegister> read_backup_register(const std::string& path, FaultList& faults) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  // By what it is, whatever it is called: a ZIP archive, or what old workbooks and those with a password are.
  const bool is_workbook =
      file->bytes().starts_with("PK\x03\x04") || file->bytes().starts_with("\xD0\xCF\x11\xE0");
  if (is_workbook || path.ends_with(".xlsx")) return read_register_sheet(path, faults);
  return parse_backup_register(file->bytes(), path, faults);
}

}  // namespace tenon
