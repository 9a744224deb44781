#include "exchange/network_edit_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/nearest_word.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/csv_reader.h"
#include "exchange/text_file.h"

namespace tenon {
namespace {

enum Column : std::size_t {
  kOp,
  kFirm,
  kSector,
  kOther,
  kOtherSector,
  kWeight,
  kShare,
  kFactor,
  kDays,
  kClass,
  kMode,
  kName,
  kLocation,
  kColumnCount
};

struct ColumnName {
  std::string_view text;
  Column column;
};

constexpr std::array kColumnNames{
    ColumnName{"op", kOp},
    ColumnName{"firm", kFirm},
    ColumnName{"supplier", kFirm},
    ColumnName{"sector", kSector},
    ColumnName{"product", kSector},
    ColumnName{"other", kOther},
    ColumnName{"customer", kOther},
    ColumnName{"other_sector", kOtherSector},
    ColumnName{"other_product", kOtherSector},
    ColumnName{"weight", kWeight},
    ColumnName{"share", kShare},
    ColumnName{"factor", kFactor},
    ColumnName{"days", kDays},
    ColumnName{"class", kClass},
    ColumnName{"mode", kMode},
    ColumnName{"name", kName},
    ColumnName{"location", kLocation},
};

constexpr unsigned bit(Column column) {
  return 1U << column;
}
template <class... Columns>
constexpr unsigned bits(Columns... columns) {
  return (0U | ... | bit(columns));
}

struct Operation {
  std::string_view name;
  EditKind kind;
  unsigned needed;
  unsigned allowed;  // beside the needed ones
  std::string_view first_mode;
  std::string_view second_mode;
};

constexpr std::array kOperations{
    Operation{"add_link", EditKind::kAddLink, bits(kFirm, kOther, kWeight),
              bits(kShare, kClass, kSector, kOtherSector), "", ""},
    Operation{"remove_link", EditKind::kRemoveLink, bits(kFirm, kOther), bits(kMode, kSector, kOtherSector),
              "redistribute", "drop"},
    Operation{"scale_capacity", EditKind::kScaleCapacity, bits(kFirm, kFactor), bits(kSector), "", ""},
    Operation{"scale_stock", EditKind::kScaleStock, bits(kFirm), bits(kFactor, kDays, kSector), "", ""},
    Operation{"merge_firms", EditKind::kMergeFirms, bits(kFirm, kOther), bits(kMode), "same_sector",
              "across_sectors"},
    Operation{"build_plant", EditKind::kBuildPlant, bits(kName, kSector),
              bits(kFirm, kShare, kLocation, kWeight), "", ""},
    Operation{"localise", EditKind::kLocalise, bits(kSector, kShare), 0, "", ""},
};

std::string lower(std::string_view text) {
  std::string result = to_half_width(trim(text));
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

class EditRows {
 public:
  EditRows(const std::string& file, FaultList& faults) : file_(file), faults_(faults) {
    place_.fill(kAbsent);
  }

  void read(std::string_view text, NamedEdits& edits) {
    CsvReader reader(file_, text);
    const CsvStep first = reader.next();
    if (first == CsvStep::kEnd)
      return add(0, 0, "", "the file is empty; expected a header with the column 'op'");
    if (first == CsvStep::kFault) return faults_.add(reader.fault());
    if (!read_header(reader)) return;
    reader.expect_fields(header_.size());
    for (CsvStep step = reader.next(); step != CsvStep::kEnd; step = reader.next()) {
      if (step == CsvStep::kFault) {
        faults_.add(reader.fault());
      } else if (auto edit = read_row(reader.fields(), reader.line())) {
        edits.edits.push_back(std::move(*edit));
      }
    }
  }

 private:
  static constexpr std::size_t kAbsent = SIZE_MAX;

  void add(std::size_t line, std::size_t column, std::string_view value, std::string expected,
           Severity severity = Severity::kError) {
    faults_.add({severity, file_, line, column, column > 0 ? header_[column - 1] : "",
                 std::string(value.substr(0, 120)), std::move(expected)});
  }
  // A fault in a column of this row; where the file lacks the column, in the row.
  void add_at(Column column, std::string expected) {
    const bool absent = place_[column] == kAbsent;
    add(line_, absent ? 0 : place_[column] + 1, cell(column), std::move(expected));
  }

  bool read_header(const CsvReader& reader) {
    for (const std::string_view name : reader.fields()) header_.emplace_back(trim(name));
    bool good = true;
    for (std::size_t c = 0; c < header_.size(); ++c) {
      const std::string name = lower(header_[c]);
      const auto known = std::find_if(kColumnNames.begin(), kColumnNames.end(),
                                      [&](const ColumnName& column) { return column.text == name; });
      if (known == kColumnNames.end()) {
        NearestWord nearest(name);
        for (const ColumnName& column : kColumnNames) nearest.offer(column.text);
        add(reader.line(), c + 1, header_[c], "unknown column, ignored" + nearest.suggestion(),
            Severity::kWarning);
      } else if (place_[known->column] != kAbsent) {
        add(reader.line(), c + 1, header_[c],
            "the column stands here twice, also as '" + header_[place_[known->column]] + "'");
        good = false;
      } else {
        place_[known->column] = c;
      }
    }
    if (place_[kOp] == kAbsent) {
      add(reader.line(), 0, "", "the header has no column 'op'");
      good = false;
    }
    return good;
  }

  [[nodiscard]] std::string_view cell(Column column) const {
    return place_[column] == kAbsent ? std::string_view() : trim(fields_[place_[column]]);
  }
  [[nodiscard]] PlacedName placed(Column column) const {
    if (cell(column).empty()) return {};
    return {std::string(cell(column)), line_, place_[column] + 1};
  }

  // A number in its range; nullopt where the cell is empty, or bad with a fault.
  std::optional<double> number(Column column, bool above_zero, double most, const char* expected) {
    const std::string_view text = cell(column);
    if (text.empty()) return std::nullopt;
    auto value = parse_number(text);
    if (!value) value = parse_number(to_half_width(text));
    if (value && (above_zero ? *value > 0 : *value >= 0) && *value <= most) return value;
    add_at(column, expected);
    return std::nullopt;
  }

  std::optional<NamedEdit> read_row(std::span<const std::string_view> fields, std::size_t line) {
    fields_ = fields;
    line_ = line;
    const std::size_t faults_before = faults_.error_count();
    const std::string name = lower(cell(kOp));
    const auto operation = std::find_if(kOperations.begin(), kOperations.end(),
                                        [&](const Operation& o) { return o.name == name; });
    if (operation == kOperations.end()) {
      NearestWord nearest(name);
      std::string expected = "expected one of";
      for (const Operation& o : kOperations) {
        nearest.offer(o.name);
        expected += (&o == kOperations.data() ? " " : ", ") + std::string(o.name);
      }
      add_at(kOp, expected + nearest.suggestion());
      return std::nullopt;
    }
    for (std::size_t c = kFirm; c < kColumnCount; ++c) {
      const auto column = static_cast<Column>(c);
      const bool filled = !cell(column).empty();
      if (!filled && (operation->needed & bit(column)) != 0) {
        add_at(column, std::string(operation->name) + " needs '" + std::string(first_name(column)) + "'");
      } else if (filled && ((operation->needed | operation->allowed) & bit(column)) == 0) {
        add_at(column, std::string(operation->name) + " has no use for this; leave it empty");
      }
    }
    NamedEdit edit;
    edit.kind = operation->kind;
    edit.line = line;
    edit.firm = placed(kFirm);
    edit.sector = placed(kSector);
    edit.other = placed(kOther);
    edit.other_sector = placed(kOtherSector);
    edit.name = placed(kName);
    edit.location = placed(kLocation);
    constexpr double kMost = 1e290;
    edit.weight = number(kWeight, true, kMost, "expected a number above 0, at most 1e290");
    edit.share = number(kShare, false, 1, "expected a share from 0 to 1");
    edit.factor = number(kFactor, true, 1e6, "expected a factor above 0, at most 1,000,000");
    edit.days = number(kDays, true, 36500, "expected a number of days above 0, at most 36,500");
    read_class(edit);
    read_mode(*operation, edit);
    if (edit.kind == EditKind::kScaleStock && cell(kFactor).empty() == cell(kDays).empty()) {
      add_at(kFactor, "scale_stock needs either 'factor' or 'days'");
    }
    if (edit.kind == EditKind::kBuildPlant && cell(kFirm).empty() != cell(kShare).empty()) {
      add_at(kShare, "build_plant takes over a 'share' of a 'firm': both or neither");
    }
    if (faults_.error_count() > faults_before) return std::nullopt;
    return edit;
  }

  void read_class(NamedEdit& edit) {
    const std::string text = lower(cell(kClass));
    if (text.empty()) return;
    if (text == "0" || text == "1" || text == "2") {
      edit.input_class = text[0] - '0';
    } else {
      add_at(kClass, "expected 0 (negligible), 1 (non-essential) or 2 (essential)");
    }
  }

  void read_mode(const Operation& operation, NamedEdit& edit) {
    const std::string text = lower(cell(kMode));
    if (text.empty() || operation.first_mode.empty()) return;
    if (text == operation.second_mode) {
      edit.drop = edit.kind == EditKind::kRemoveLink;
      edit.across_sectors = edit.kind == EditKind::kMergeFirms;
    } else if (text != operation.first_mode) {
      add_at(kMode, "expected '" + std::string(operation.first_mode) + "' or '" +
                        std::string(operation.second_mode) + "'");
    }
  }

  static std::string_view first_name(Column column) {
    return std::find_if(kColumnNames.begin(), kColumnNames.end(),
                        [column](const ColumnName& name) { return name.column == column; })
        ->text;
  }

  const std::string& file_;
  FaultList& faults_;
  std::vector<std::string> header_;
  std::array<std::size_t, kColumnCount> place_{};
  std::span<const std::string_view> fields_;
  std::size_t line_ = 0;
};

}  // namespace

Result<NamedEdits> parse_network_edits(std::string_view bytes, const std::string& file, FaultList& faults) {
  NamedEdits edits{file, {}};
  const std::size_t errors_before = faults.error_count();
  if (const auto text = decode_text(file, bytes, faults)) EditRows(file, faults).read(text->text(), edits);
  if (faults.error_count() > errors_before) {
    std::string message = faults.to_string();
    if (!message.empty() && message.back() == '\n') message.pop_back();
    return Error{ErrorCode::kBadInput, std::move(message)};
  }
  return edits;
}

Result<NamedEdits> read_network_edits(const std::string& path, FaultList& faults) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  return parse_network_edits(file->bytes(), path, faults);
}

}  // namespace tenon
