#include "exchange/xlsx_sheet_rows.h"

#include <algorithm>
#include <utility>

#include "base/number.h"
#include "base/text.h"
#include "exchange/xlsx_text.h"

namespace tenon {
namespace {

constexpr std::size_t kLongestPlainInteger = 15;  // digits that a double always holds

// Whether the text of a number is already as cell_number_text() would write it.
bool is_plain_integer(std::string_view text) {
  if (text == "0") return true;
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.size() <= kLongestPlainInteger && text[0] != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view trim_xml(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<std::size_t> parse_position(std::string_view text) {
  const auto number = parse_integer(text);
  return number && *number >= 0 ? std::optional(static_cast<std::size_t>(*number)) : std::nullopt;
}

}  // namespace

void XlsxSheetRows::start(std::string_view name, const XmlAttributes& attributes) {
  const Place place = place_of(name, attributes);
  places_.push_back(place);
}

XlsxSheetRows::Place XlsxSheetRows::place_of(std::string_view name, const XmlAttributes& attributes) {
  switch (places_.back()) {
    case Place::kDocument:
      if (name == "worksheet") return Place::kWorksheet;
      stop("a worksheet; found the XML element '" + std::string(name) + "'");
      return Place::kSkipped;
    case Place::kWorksheet:
      if (name == "sheetData") return Place::kSheetData;
      return name == "mergeCells" ? Place::kMergedCells : Place::kSkipped;
    case Place::kSheetData:
      if (name != "row") return Place::kSkipped;
      begin_row(attributes);
      return Place::kRow;
    case Place::kRow:
      if (name != "c") return Place::kSkipped;
      begin_cell(attributes);
      return Place::kCell;
    case Place::kCell:
      if (name == "v") {
        has_value_ = true;
        return Place::kValue;
      }
      if (name == "f") has_formula_ = true;
      if (name != "is") return Place::kSkipped;
      has_value_ = true;
      rich_text_.begin();
      return Place::kInlineText;
    case Place::kInlineText:
      rich_text_.start(name);
      return Place::kInlineText;
    case Place::kMergedCells:
      if (name == "mergeCell") read_merged(attributes);
      return Place::kSkipped;
    case Place::kValue:
    case Place::kSkipped:
      break;
  }
  return Place::kSkipped;
}

bool XlsxSheetRows::end() {
  const Place place = places_.back();
  places_.pop_back();
  if (place == Place::kInlineText && places_.back() == Place::kInlineText) rich_text_.end();
  if (place == Place::kCell) end_cell();
  return is_over_limit_ || (place == Place::kRow && !row_.cells.empty());
}

void XlsxSheetRows::text(std::string_view text) {
  if (places_.back() == Place::kInlineText) rich_text_.text(text);
  if (places_.back() == Place::kValue) {
    const std::size_t most = 4 * contents_.limits.text_length + 64;  // bytes; more is too long in any case
    value_ += text.substr(0, most - std::min(most, value_.size()));
  }
}

// --- Rows and cells: where they are ---

void XlsxSheetRows::begin_row(const XmlAttributes& attributes) {
  row_.cells.clear();
  row_bytes_ = 0;
  column_ = 0;
  is_row_sound_ = true;
  std::size_t number = row_number_ + 1;
  if (const auto given = attributes.find("r")) {
    const auto parsed = parse_position(*given);
    if (!parsed || *parsed < number) {
      is_row_sound_ = false;
      faults_.add({Severity::kError, sheet_file_, number, 0, "", std::string(*given),
                   "expected rows with ascending numbers; the sheet is damaged: open the workbook and save "
                   "it again"});
      row_.number = row_number_;
      return;
    }
    number = *parsed;
  }
  if (number > contents_.limits.rows) {
    is_row_sound_ = false;
    stop("at most " + std::to_string(contents_.limits.rows) + " rows");
    return;
  }
  row_number_ = number;
  row_.number = number;
}

void XlsxSheetRows::begin_cell(const XmlAttributes& attributes) {
  value_.clear();
  type_ = attributes.find("t").value_or("n");
  format_ = parse_position(attributes.find("s").value_or("0")).value_or(0);
  has_formula_ = false;
  has_value_ = false;
  is_cell_sound_ = is_row_sound_ && !is_over_limit_;
  const std::size_t next = column_ + 1;
  const auto given = attributes.find("r");
  if (!given) {
    column_ = next;
  } else if (const auto place = parse_cell_name(*given);
             place && place->row == row_number_ && place->column >= next) {
    column_ = place->column;
  } else {
    if (is_cell_sound_) {
      faults_.add({Severity::kError, sheet_file_, row_number_, next, "", std::string(*given),
                   "expected cells of row " + std::to_string(row_number_) + " from left to right, from " +
                       cell_name({row_number_, next}) +
                       " on; the sheet is damaged: open the workbook and save it again"});
    }
    is_cell_sound_ = false;
    return;
  }
  if (column_ > contents_.limits.columns && is_cell_sound_) {
    is_cell_sound_ = false;
    stop("at most " + std::to_string(contents_.limits.columns) + " columns");
  }
}

void XlsxSheetRows::read_merged(const XmlAttributes& attributes) {
  const std::string_view name = attributes.find("ref").value_or("");
  const auto range = parse_cell_range(name);
  if (!range || range->last_row > contents_.limits.rows || range->last_column > contents_.limits.columns) {
    faults_.add({Severity::kError, sheet_file_, 0, 0, "", std::string(name),
                 "expected a range of merged cells as in B2:C7; the sheet is damaged"});
    return;
  }
  if (merged_.size() >= contents_.limits.merged_ranges) {
    if (!is_over_limit_) {
      stop("at most " + std::to_string(contents_.limits.merged_ranges) + " ranges of merged cells");
    }
    return;
  }
  merged_.push_back(*range);
}

// --- What cells hold ---

void XlsxSheetRows::end_cell() {
  if (!is_cell_sound_) return;
  if (has_formula_ && (!has_value_ || (value_.empty() && type_ != "str" && type_ != "inlineStr"))) {
    return fault(Severity::kError, "",
                 "a value; the cell has a formula whose result was never stored: open the workbook in a "
                 "spreadsheet program and save it");
  }
  if (!has_value_) return;
  Cell cell;
  cell.column = column_;
  read_value(cell);
  if (cell.kind != CellKind::kEmpty) keep(std::move(cell));
}

void XlsxSheetRows::read_value(Cell& cell) {
  if (type_ == "s") return read_shared_text(cell);
  if (type_ == "inlineStr") return read_text(cell, rich_text_.take());
  if (type_ == "str") return read_text(cell, unescape_cell_text(value_));
  const std::string_view value = trim_xml(value_);
  if (value.empty()) return;
  if (type_ == "n") return read_number(cell);
  if (type_ == "d") return read_iso_date(cell);
  if (type_ == "b") {
    if (value != "0" && value != "1" && value != "true" && value != "false") {
      return fault(Severity::kError, value_, "0 or 1 stored for a truth value; the sheet is damaged");
    }
    cell.kind = CellKind::kBoolean;
    cell.text = value == "1" || value == "true" ? "TRUE" : "FALSE";
  } else if (type_ == "e") {
    read_text(cell, value);
    if (cell.kind == CellKind::kText) cell.kind = CellKind::kError;
  } else {
    fault(Severity::kError, type_, "a known type of cell; the sheet is damaged");
  }
}

void XlsxSheetRows::read_number(Cell& cell) {
  const std::string_view value = trim_xml(value_);
  const NumberStyle style = contents_.styles.style(format_);
  cell.kind = CellKind::kNumber;
  cell.is_percent = style == NumberStyle::kPercent;
  const bool is_number = style == NumberStyle::kNumber || style == NumberStyle::kPercent;
  if (is_number && is_plain_integer(value)) {
    cell.text = value;
    return;
  }
  const auto number = parse_number(value);
  if (!number) {
    cell.kind = CellKind::kEmpty;
    return fault(Severity::kError, value_, "a finite number stored for the cell; the sheet is damaged");
  }
  if (!is_number) {
    if (auto date = serial_to_iso(*number, style, contents_.dates)) {
      cell.kind = CellKind::kDate;
      cell.text = std::move(*date);
      return;
    }
    fault(Severity::kWarning, value, "a date to show, as the format of the cell says; read as a number");
  }
  cell.text = cell_number_text(*number);
}

void XlsxSheetRows::read_shared_text(Cell& cell) {
  const auto position = parse_position(trim_xml(value_));
  if (!position || *position >= contents_.texts.size()) {
    return fault(Severity::kError, value_,
                 "the number of a shared text, below " + std::to_string(contents_.texts.size()) +
                     "; the workbook is damaged");
  }
  read_text(cell, contents_.texts[*position]);
}

void XlsxSheetRows::read_text(Cell& cell, std::string_view text) {
  if (text.empty()) return;
  if (text.size() > contents_.limits.text_length && utf16_length(text) > contents_.limits.text_length) {
    return fault(Severity::kError, text,
                 "at most " + std::to_string(contents_.limits.text_length) + " characters in a cell");
  }
  cell.kind = CellKind::kText;
  cell.text = text;
}

// As the strict variant of the format stores dates: 2024-03-01, 2024-03-01T08:30:00, with Z and fractions of
// any length.
void XlsxSheetRows::read_iso_date(Cell& cell) {
  std::string text(trim_xml(value_));
  if (text.ends_with('Z')) text.pop_back();
  const std::size_t point = text.find('.');
  if (point != std::string::npos) {
    std::string_view fraction = std::string_view(text).substr(point + 1);
    if (!fraction.empty() && fraction.find_first_not_of("0123456789") == std::string_view::npos) {
      text.resize(point + 1 + std::min<std::size_t>(3, fraction.size()));
      text.resize(point + 4, '0');
    }
  }
  if (text.size() == std::string_view("2024-03-01T08:30").size() && text.find('T') != std::string::npos) {
    text += ":00";
  }
  const auto date = iso_to_serial(text);
  if (!date) {
    return fault(Severity::kError, value_, "a date from 1900 on as in 2024-03-01; the sheet is damaged");
  }
  // A cell that shows days alone stores midnight.
  NumberStyle style = contents_.styles.style(format_);
  if (style == NumberStyle::kNumber || style == NumberStyle::kPercent) style = date->style;
  auto shown = serial_to_iso(date->serial, style, DateSystem::k1900);
  if (!shown) shown = serial_to_iso(date->serial, date->style, DateSystem::k1900);
  if (!shown) return;
  cell.kind = CellKind::kDate;
  cell.text = std::move(*shown);
}

void XlsxSheetRows::keep(Cell&& cell) {
  row_bytes_ += cell.text.size();
  text_bytes_ += cell.text.size();
  ++cells_;
  const XlsxLimits& limits = contents_.limits;
  if (row_bytes_ > limits.row_bytes) {
    stop("at most " + std::to_string(limits.row_bytes) + " bytes of text in a row");
  } else if (cells_ > limits.cells) {
    stop("at most " + std::to_string(limits.cells) + " cells that hold something");
  } else if (text_bytes_ > limits.text_bytes) {
    stop("at most " + std::to_string(limits.text_bytes) + " bytes of text in a sheet");
  } else {
    row_.cells.push_back(std::move(cell));
  }
}

void XlsxSheetRows::fault(Severity severity, std::string_view value, std::string expected) {
  faults_.add(cell_fault(severity, sheet_file_, {row_number_, column_}, std::string(value),
                         "expected " + std::move(expected)));
}

void XlsxSheetRows::stop(std::string expected) {
  if (is_over_limit_) return;
  is_over_limit_ = true;
  faults_.add({Severity::kError, sheet_file_, row_number_, 0, "", "", "expected " + std::move(expected)});
}

}  // namespace tenon
