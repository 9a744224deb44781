#include "exchange/xlsx_writer.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

#include "base/day.h"
#include "base/text.h"
#include "exchange/xlsx_text.h"

namespace tenon {
namespace {

constexpr std::size_t kMostRows = 1048576;
constexpr std::size_t kMostColumns = 16384;
constexpr std::size_t kLongestName = 31;     // characters
constexpr std::size_t kLongestText = 32767;  // UTF-16 units of a cell
constexpr std::size_t kLongestEscape = 7;    // "_x000D_"
constexpr std::size_t kLongestPrompt = 255;
constexpr const char* kListSheet = "lists";

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

bool is_text(const std::string& text) {
  return is_valid_utf8(text) && text.find('\0') == std::string::npos;
}

// Where the character after the first `characters` begins; the size where there are no more.
std::size_t end_of_characters(const std::string& text, std::size_t characters) {
  std::size_t seen = 0;
  for (std::size_t k = 0; k < text.size(); ++k) {
    const bool begins = (static_cast<unsigned char>(text[k]) & 0xC0U) != 0x80U;
    if (begins && seen++ == characters) return k;
  }
  return text.size();
}

std::string cut(const std::string& text, std::size_t characters) {
  return text.substr(0, end_of_characters(text, characters));
}

// kInvalidArgument: a text that no cell can hold.
Result<void> check_texts(const std::vector<std::string>& texts, const std::string& place) {
  for (const std::string& text : texts) {
    if (!is_text(text)) return invalid(place + ": \"" + printable(text, 60) + "\" is no UTF-8 text");
  }
  return {};
}

Result<void> check_cells(const XlsxBook& book) {
  if (auto checked = check_texts(book.notes, book.notes_name); !checked) return checked;
  for (const XlsxSheet& sheet : book.sheets) {
    for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
      auto checked = check_texts(sheet.rows[r], sheet.name + ", row " + std::to_string(r + 2));
      if (!checked) return checked;
    }
    for (const XlsxColumn& column : sheet.columns) {
      if (auto checked = check_texts({column.title, column.prompt}, sheet.name); !checked) return checked;
    }
  }
  for (const XlsxList& list : book.lists) {
    if (auto checked = check_texts({list.title}, kListSheet); !checked) return checked;
    if (auto checked = check_texts(list.values, list.title); !checked) return checked;
  }
  return {};
}

Result<void> check(const XlsxBook& book) {
  if (book.sheets.empty()) return invalid("a workbook needs a sheet");
  std::set<std::string> names = {kListSheet};
  std::vector<std::string> wanted;
  for (const XlsxSheet& sheet : book.sheets) wanted.push_back(sheet.name);
  if (!book.notes.empty()) wanted.push_back(book.notes_name);
  for (const std::string& name : wanted) {
    if (name.empty() || !is_text(name) || end_of_characters(name, kLongestName) < name.size() ||
        name.find_first_of("[]:*?/\\") != std::string::npos)
      return invalid("a sheet cannot be called \"" + printable(name, 60) + "\"");
    if (!names.insert(name).second) return invalid("two sheets are called \"" + name + "\"");
  }
  for (const XlsxSheet& sheet : book.sheets) {
    if (sheet.rows.size() >= kMostRows || sheet.columns.size() > kMostColumns)
      return invalid("sheet " + sheet.name + ": more rows or columns than a sheet has");
    for (const XlsxColumn& column : sheet.columns) {
      if (column.list && *column.list >= book.lists.size())
        return invalid("column " + column.title + ": its list does not exist");
    }
  }
  return check_cells(book);
}

std::optional<lxw_datetime> spreadsheet_day(const std::string& text) {
  constexpr Day kEpoch = std::chrono::year(1900) / 1 / 1;
  const auto day = parse_day(text);
  if (!day || *day < kEpoch) return std::nullopt;  // days before the epoch of spreadsheets stay texts
  const std::chrono::year_month_day date(*day);
  lxw_datetime parts{};
  parts.year = static_cast<int>(date.year());
  parts.month = static_cast<int>(static_cast<unsigned>(date.month()));
  parts.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return parts;
}

// As much of a text as a cell holds, escaped as cells have it: the limit is that of what is stored.
std::string stored_text(const std::string& text) {
  std::string_view kept = utf16_prefix(text, kLongestText);
  std::string escaped = escape_cell_text(kept);
  while (utf16_length(escaped) > kLongestText) {
    const std::size_t excess = utf16_length(escaped) - kLongestText;
    kept = utf16_prefix(kept, utf16_length(kept) - (excess + kLongestEscape - 1) / kLongestEscape);
    escaped = escape_cell_text(kept);
  }
  return escaped;
}

std::optional<double> number_of(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class Writer {
 public:
  Writer(const XlsxBook& book, lxw_workbook* file) : book_(book), file_(file) {
    title_ = workbook_add_format(file);
    format_set_bold(title_);
    format_set_bg_color(title_, 0xDDE3EC);
    format_set_text_wrap(title_);
    format_set_align(title_, LXW_ALIGN_VERTICAL_TOP);
    needed_ = workbook_add_format(file);
    format_set_bold(needed_);
    format_set_bg_color(needed_, 0xF6D9B8);
    format_set_text_wrap(needed_);
    format_set_align(needed_, LXW_ALIGN_VERTICAL_TOP);
    day_ = workbook_add_format(file);
    format_set_num_format(day_, "yyyy-mm-dd");
    text_ = workbook_add_format(file);
    format_set_num_format(text_, "@");
    lxw_doc_properties properties{};
    properties.created = static_cast<time_t>(book.created);
    workbook_set_properties(file, &properties);
  }

  void write() {
    for (const XlsxSheet& sheet : book_.sheets) write_sheet(sheet);
    if (!book_.notes.empty()) {
      lxw_worksheet* notes = workbook_add_worksheet(file_, book_.notes_name.c_str());
      worksheet_set_column(notes, 0, 0, 100, nullptr);
      for (std::size_t r = 0; r < book_.notes.size(); ++r) put_text(notes, r, 0, book_.notes[r]);
    }
    if (!book_.lists.empty()) write_lists();
  }

 private:
  static void put_text(lxw_worksheet* sheet, std::size_t row, std::size_t column, const std::string& text,
                       lxw_format* format = nullptr) {
    worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                           stored_text(text).c_str(), format);
  }

  void write_sheet(const XlsxSheet& sheet) {
    lxw_worksheet* page = workbook_add_worksheet(file_, sheet.name.c_str());
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
      const XlsxColumn& column = sheet.columns[c];
      const auto at = static_cast<lxw_col_t>(c);
      // Texts are marked as such, so that what people type ("007") stays what they typed.
      worksheet_set_column(page, at, at, column.width,
                           column.kind == XlsxColumnKind::kDay    ? day_
                           : column.kind == XlsxColumnKind::kText ? text_
                                                                  : nullptr);
      put_text(page, 0, c, column.title, column.required ? needed_ : title_);
    }
    for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
      for (std::size_t c = 0; c < sheet.rows[r].size() && c < kMostColumns; ++c) {
        const std::string& text = sheet.rows[r][c];
        if (text.empty()) continue;
        const XlsxColumnKind kind = c < sheet.columns.size() ? sheet.columns[c].kind : XlsxColumnKind::kText;
        put(page, r + 1, c, text, kind);
      }
    }
    worksheet_freeze_panes(page, 1, 0);
    if (!sheet.columns.empty()) {
      const auto last = static_cast<lxw_row_t>(std::max<std::size_t>(1, sheet.rows.size()));
      worksheet_autofilter(page, 0, 0, last, static_cast<lxw_col_t>(sheet.columns.size() - 1));
    }
    const std::size_t to_fill = std::min(kMostRows - 1, std::max(sheet.rows.size(), sheet.rows_to_fill));
    for (std::size_t c = 0; c < sheet.columns.size() && to_fill > 0; ++c)
      validate(page, sheet.columns[c], c, to_fill);
  }

  void put(lxw_worksheet* page, std::size_t row, std::size_t column, const std::string& text,
           XlsxColumnKind kind) {
    const auto r = static_cast<lxw_row_t>(row);
    const auto c = static_cast<lxw_col_t>(column);
    if (kind == XlsxColumnKind::kNumber) {
      if (const auto number = number_of(text)) {
        worksheet_write_number(page, r, c, *number, nullptr);
        return;
      }
    }
    if (kind == XlsxColumnKind::kDay) {
      if (auto day = spreadsheet_day(text)) {
        worksheet_write_datetime(page, r, c, &*day, day_);
        return;
      }
    }
    put_text(page, row, column, text, kind == XlsxColumnKind::kText ? text_ : nullptr);
  }

  void validate(lxw_worksheet* page, const XlsxColumn& column, std::size_t position, std::size_t rows) {
    lxw_data_validation rule{};
    rule.ignore_blank = LXW_VALIDATION_ON;
    rule.show_input = LXW_VALIDATION_ON;
    rule.show_error = LXW_VALIDATION_ON;
    std::string formula;
    if (column.list) {
      rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      formula = range_of(*column.list);
      rule.value_formula = formula.data();
      rule.error_type =
          column.only_from_list ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING;
    } else if (column.kind == XlsxColumnKind::kNumber && column.least && column.most) {
      rule.validate = LXW_VALIDATION_TYPE_DECIMAL;
      rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      rule.minimum_number = *column.least;
      rule.maximum_number = *column.most;
    } else if (!column.prompt.empty()) {
      rule.validate = LXW_VALIDATION_TYPE_ANY;
    } else {
      return;
    }
    std::string prompt = cut(column.prompt, kLongestPrompt);
    if (!prompt.empty()) rule.input_message = prompt.data();
    const auto at = static_cast<lxw_col_t>(position);
    worksheet_data_validation_range(page, 1, at, static_cast<lxw_row_t>(rows), at, &rule);
  }

  // "=lists!$B$2:$B$40"
  [[nodiscard]] std::string range_of(std::size_t list) const {
    std::string column;
    for (std::size_t c = list + 1; c > 0; c = (c - 1) / 26)
      column.insert(column.begin(), static_cast<char>('A' + (c - 1) % 26));
    const std::size_t last = std::max<std::size_t>(2, book_.lists[list].values.size() + 1);
    return "=" + std::string(kListSheet) + "!$" + column + "$2:$" + column + "$" + std::to_string(last);
  }

  void write_lists() {
    lxw_worksheet* page = workbook_add_worksheet(file_, kListSheet);
    for (std::size_t l = 0; l < book_.lists.size(); ++l) {
      put_text(page, 0, l, book_.lists[l].title, title_);
      for (std::size_t r = 0; r < book_.lists[l].values.size(); ++r)
        put_text(page, r + 1, l, book_.lists[l].values[r]);
    }
    worksheet_hide(page);
  }

  const XlsxBook& book_;
  lxw_workbook* file_;
  lxw_format* title_ = nullptr;
  lxw_format* needed_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_format* text_ = nullptr;
};

}  // namespace

Result<std::string> xlsx_bytes(const XlsxBook& book) {
  if (const auto checked = check(book); !checked) return checked.error();
  // The library writes files only: one of our own, read and removed.
  std::error_code trouble;
  std::string folder = (std::filesystem::temp_directory_path(trouble) / "tenon-xlsx-XXXXXX").string();
  if (trouble || mkdtemp(folder.data()) == nullptr)
    return Error{ErrorCode::kIo, "no place for temporary files: set TMPDIR"};
  const std::string path = folder + "/book.xlsx";
  lxw_workbook_options options{};
  options.tmpdir = folder.data();
  lxw_workbook* file = workbook_new_opt(path.c_str(), &options);
  Result<std::string> result = Error{ErrorCode::kIo, "the workbook could not be written to " + folder};
  if (file != nullptr) {
    Writer(book, file).write();
    if (workbook_close(file) == LXW_NO_ERROR) {
      std::ifstream bytes(path, std::ios::binary);
      std::string read((std::istreambuf_iterator<char>(bytes)), std::istreambuf_iterator<char>());
      if (bytes.good() || bytes.eof()) result = std::move(read);
    }
  }
  std::filesystem::remove_all(folder, trouble);
  return result;
}

}  // namespace tenon
