#include "exchange/xlsx_reader.h"

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "base/text.h"
#include "exchange/xlsx_merge_fill.h"
#include "exchange/xlsx_package.h"
#include "exchange/xlsx_relationships.h"
#include "exchange/xlsx_sheet_rows.h"
#include "exchange/xlsx_xml.h"

namespace tenon {
namespace {

constexpr std::string_view kZipMark = "PK";
constexpr std::string_view kOleMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
// "EncryptedPackage" in UTF-16: the stream that holds a workbook with a password.
constexpr std::string_view kEncryptedStream{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32};
constexpr std::size_t kSearchedBytes = std::size_t{64} << 20U;

// Why bytes that are no ZIP archive are none; empty: they are one.
std::string why_not_zip(std::string_view bytes) {
  if (bytes.starts_with(kOleMark)) {
    if (bytes.substr(0, kSearchedBytes).find(kEncryptedStream) != std::string_view::npos) {
      return "the workbook is protected by a password: remove it and save as .xlsx";
    }
    return "the workbook is in the format of Excel 97 to 2003 (.xls): save it as .xlsx";
  }
  if (bytes.empty()) return "the file is empty; expected an .xlsx workbook";
  if (!bytes.starts_with(kZipMark)) return "not an .xlsx workbook: save it as .xlsx, or give a CSV file";
  return "";
}

// Reads the whole of a part; what is wrong with it, else "".
std::string read_part(const XlsxPackage& package, const std::string& name, XmlHandler& handler,
                      const XlsxLimits& limits) {
  const PackagePart* part = package.find(name);
  if (part == nullptr) return name + " is missing: not a complete workbook";
  auto stream = package.stream(*part);
  if (!stream) return name + ": " + stream.error().message;
  XmlReader reader(std::move(*stream), handler, limits);
  while (true) {
    const XmlStep step = reader.advance();
    if (step == XmlStep::kEnd) return "";
    if (step == XmlStep::kFault) return name + ": " + reader.fault();
  }
}

// Finds the merged ranges of a sheet before its rows are read.
class MergedRanges final : public XmlHandler {
 public:
  explicit MergedRanges(std::size_t limit) : limit_(limit) {}
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "mergeCell" || ranges_.size() >= limit_) return;
    if (const auto range = parse_cell_range(attributes.find("ref").value_or(""))) ranges_.push_back(*range);
  }
  bool end() override { return false; }
  void text(std::string_view /*text*/) override {}
  std::vector<MergedRange> take() { return std::move(ranges_); }

 private:
  std::size_t limit_;
  std::vector<MergedRange> ranges_;
};

}  // namespace

struct XlsxWorkbook::State {
  explicit State(const XlsxLimits& limits) : contents(limits) {}

  std::optional<MappedFile> file;
  std::string_view bytes;
  std::string shown_name;
  XlsxPackage package;
  XlsxContents contents;
  std::vector<XlsxSheetInfo> sheets;
  std::vector<std::string> parts;  // of the sheets

  // What is wrong, else "".
  std::string read_contents();

 private:
  std::string read_sheets(const XlsxWorkbookPart& workbook, const XlsxRelationships& relationships,
                          const std::string& workbook_name);
};

std::string XlsxWorkbook::State::read_contents() {
  const XlsxLimits& limits = contents.limits;
  XlsxRelationships top;
  if (package.find("mimetype") != nullptr && package.find("content.xml") != nullptr) {
    return "the file is an OpenDocument file: save it as .xlsx";
  }
  if (auto why = read_part(package, "_rels/.rels", top, limits); !why.empty()) return why;
  const XlsxRelationship* document = top.find_type("officeDocument");
  if (document == nullptr) return "_rels/.rels names no document: not a workbook";
  const std::string workbook_name = resolve_part_name("", document->target);
  if (workbook_name.ends_with(".bin")) return "the workbook is in the binary format .xlsb: save it as .xlsx";

  XlsxWorkbookPart workbook;
  if (auto why = read_part(package, workbook_name, workbook, limits); !why.empty()) return why;
  XlsxRelationships relationships;
  if (auto why = read_part(package, relationships_part_of(workbook_name), relationships, limits);
      !why.empty()) {
    return why;
  }
  if (auto why = read_sheets(workbook, relationships, workbook_name); !why.empty()) return why;
  contents.dates = workbook.counts_from_1904() ? DateSystem::k1904 : DateSystem::k1900;

  if (const XlsxRelationship* styles = relationships.find_type("styles")) {
    const std::string name = resolve_part_name(workbook_name, styles->target);
    if (auto why = read_part(package, name, contents.styles, limits); !why.empty()) return why;
  }
  if (const XlsxRelationship* texts = relationships.find_type("sharedStrings")) {
    const std::string name = resolve_part_name(workbook_name, texts->target);
    if (auto why = read_part(package, name, contents.texts, limits); !why.empty()) return why;
    if (contents.texts.is_too_large()) {
      return "the texts of the workbook take more than " + std::to_string(limits.shared_text_bytes >> 20U) +
             " MiB, which is the limit: split it";
    }
  }
  return "";
}

std::string XlsxWorkbook::State::read_sheets(const XlsxWorkbookPart& workbook,
                                             const XlsxRelationships& relationships,
                                             const std::string& workbook_name) {
  for (const XlsxSheetEntry& entry : workbook.sheets()) {
    const XlsxRelationship* relationship = relationships.find_id(entry.relationship_id);
    if (relationship == nullptr) {
      return workbook_name + ": the sheet '" + printable(entry.name, 80) + "' has no part in the workbook";
    }
    if (relationship->type != "worksheet") continue;
    sheets.push_back({entry.name, entry.is_hidden});
    parts.push_back(resolve_part_name(workbook_name, relationship->target));
  }
  return sheets.empty() ? workbook_name + ": the workbook has no sheets of cells" : "";
}

XlsxWorkbook::XlsxWorkbook(std::unique_ptr<State> state) : state_(std::move(state)) {}
XlsxWorkbook::XlsxWorkbook(XlsxWorkbook&&) noexcept = default;
XlsxWorkbook& XlsxWorkbook::operator=(XlsxWorkbook&&) noexcept = default;
XlsxWorkbook::~XlsxWorkbook() = default;

std::optional<XlsxWorkbook> XlsxWorkbook::open(const std::string& path, const std::string& shown_name,
                                               FaultList& faults, const XlsxLimits& limits) {
  auto file = MappedFile::open(path);
  if (!file) {
    faults.add({Severity::kError, shown_name, 0, 0, "", "", file.error().message});
    return std::nullopt;
  }
  auto state = std::make_unique<State>(limits);
  state->file = std::move(*file);
  state->bytes = state->file->bytes();
  state->shown_name = shown_name;
  return load(std::move(state), faults);
}

std::optional<XlsxWorkbook> XlsxWorkbook::parse(std::string_view bytes, const std::string& shown_name,
                                                FaultList& faults, const XlsxLimits& limits) {
  auto state = std::make_unique<State>(limits);
  state->bytes = bytes;
  state->shown_name = shown_name;
  return load(std::move(state), faults);
}

std::optional<XlsxWorkbook> XlsxWorkbook::load(std::unique_ptr<State> state, FaultList& faults) {
  std::string why = why_not_zip(state->bytes);
  if (why.empty()) {
    auto package = XlsxPackage::open(state->bytes, state->contents.limits);
    if (package) {
      state->package = std::move(*package);
      why = state->read_contents();
    } else {
      why = package.error().message;
    }
  }
  if (why.empty()) return XlsxWorkbook(std::move(state));
  faults.add({Severity::kError, state->shown_name, 0, 0, "", "", std::move(why)});
  return std::nullopt;
}

const std::vector<XlsxSheetInfo>& XlsxWorkbook::sheets() const {
  return state_->sheets;
}

std::size_t XlsxWorkbook::first_visible() const {
  const auto& sheets = state_->sheets;
  const auto visible = std::find_if(sheets.begin(), sheets.end(), [](const auto& s) { return !s.is_hidden; });
  return visible == sheets.end() ? 0 : static_cast<std::size_t>(visible - sheets.begin());
}

std::optional<std::size_t> XlsxWorkbook::find_sheet(std::string_view name) const {
  const std::string wanted = to_upper_ascii(name);
  for (std::size_t i = 0; i < state_->sheets.size(); ++i) {
    if (to_upper_ascii(state_->sheets[i].name) == wanted) return i;
  }
  return std::nullopt;
}

// --- Rows ---

struct XlsxSheetReader::State {
  State(const XlsxWorkbook::State& book, std::size_t sheet, FaultList& fault_list)
      : workbook(book),
        part_name(book.parts[sheet]),
        sheet_file(sheet_file_name(book.shown_name, book.sheets[sheet].name)),
        faults(fault_list),
        rows(book.contents, sheet_file, fault_list) {}

  const XlsxWorkbook::State& workbook;
  std::string part_name;
  std::string sheet_file;
  FaultList& faults;
  XlsxSheetRows rows;
  std::unique_ptr<XmlReader> reader;  // none: the part could not be opened
  std::unique_ptr<MergeFill> fill;
  bool is_over = false;

  void refuse(const std::string& why) {
    is_over = true;
    faults.add({Severity::kError, sheet_file, 0, 0, "", "", part_name + ": " + why});
  }

  void open(const SheetReadOptions& options) {
    const XlsxLimits& limits = workbook.contents.limits;
    const PackagePart* part = workbook.package.find(part_name);
    if (part == nullptr) return refuse("is missing: not a complete workbook");
    if (options.fill_merged) {
      MergedRanges ranges(limits.merged_ranges);
      // What is wrong with the part comes to light again when its rows are read.
      read_part(workbook.package, part_name, ranges, limits);
      if (auto merged = ranges.take(); !merged.empty()) {
        fill = std::make_unique<MergeFill>(std::move(merged), limits);
      }
    }
    auto stream = workbook.package.stream(*part);
    if (!stream) return refuse(stream.error().message);
    reader = std::make_unique<XmlReader>(std::move(*stream), rows, limits);
  }

  bool next_stored(SheetRow& row) {
    if (is_over) return false;
    const XmlStep step = reader->advance();
    if (step == XmlStep::kFault) refuse(reader->fault());
    if (step != XmlStep::kPaused || rows.is_over_limit()) is_over = true;
    if (is_over) return false;
    std::swap(row, rows.row());
    return true;
  }

  bool next(SheetRow& row) {
    if (!fill) return next_stored(row);
    if (fill->next(row, [this](SheetRow& stored) { return next_stored(stored); })) return true;
    if (!fill->fault().empty() && !is_over) {
      is_over = true;
      faults.add({Severity::kError, sheet_file, fill->row_number(), 0, "", "", "expected " + fill->fault()});
    }
    return false;
  }
};

XlsxSheetReader::XlsxSheetReader(const XlsxWorkbook& workbook, std::size_t sheet,
                                 const SheetReadOptions& options, FaultList& faults)
    : state_(std::make_unique<State>(*workbook.state_, sheet, faults)) {
  state_->open(options);
}

XlsxSheetReader::~XlsxSheetReader() = default;

bool XlsxSheetReader::next(SheetRow& row) {
  return state_->next(row);
}
const std::vector<MergedRange>& XlsxSheetReader::merged() const {
  return state_->rows.merged();
}
const std::string& XlsxSheetReader::sheet_file() const {
  return state_->sheet_file;
}

// --- Everything at once ---

namespace {

std::size_t bytes_of(const SheetRow& row) {
  std::size_t bytes = sizeof(SheetRow);
  for (const Cell& cell : row.cells) bytes += sizeof(Cell) + cell.text.size();
  return bytes;
}

std::optional<Spreadsheet> collect(const XlsxWorkbook& workbook, const std::string& shown_name,
                                   const SpreadsheetOptions& options, FaultList& faults) {
  std::size_t first = 0;
  std::size_t end = workbook.sheets().size();
  if (!options.sheet.empty()) {
    const auto sheet = workbook.find_sheet(options.sheet);
    if (!sheet) {
      std::string names;
      for (const XlsxSheetInfo& info : workbook.sheets()) names += (names.empty() ? "" : ", ") + info.name;
      faults.add({Severity::kError, shown_name, 0, 0, "", options.sheet, "expected a sheet of " + names});
      return std::nullopt;
    }
    first = *sheet;
    end = first + 1;
  }
  const std::size_t errors = faults.error_count();
  std::size_t bytes = 0;
  Spreadsheet spreadsheet;
  for (std::size_t i = first; i < end; ++i) {
    Sheet& sheet = spreadsheet.sheets.emplace_back();
    sheet.name = workbook.sheets()[i].name;
    sheet.is_hidden = workbook.sheets()[i].is_hidden;
    XlsxSheetReader reader(workbook, i, {options.fill_merged}, faults);
    for (SheetRow row; reader.next(row);) {
      bytes += bytes_of(row);
      if (bytes > options.limits.collected_bytes) {
        faults.add({Severity::kError, reader.sheet_file(), row.number, 0, "", "",
                    "the workbook takes more than " + std::to_string(options.limits.collected_bytes >> 20U) +
                        " MiB in memory, which is the limit: split it"});
        return std::nullopt;
      }
      sheet.rows.push_back(std::move(row));
      row = {};
    }
    sheet.merged = reader.merged();
  }
  return faults.error_count() == errors ? std::optional(std::move(spreadsheet)) : std::nullopt;
}

}  // namespace

std::optional<Spreadsheet> read_spreadsheet(const std::string& path, const std::string& shown_name,
                                            const SpreadsheetOptions& options, FaultList& faults) {
  const auto workbook = XlsxWorkbook::open(path, shown_name, faults, options.limits);
  return workbook ? collect(*workbook, shown_name, options, faults) : std::nullopt;
}

std::optional<Spreadsheet> parse_spreadsheet(std::string_view bytes, const std::string& shown_name,
                                             const SpreadsheetOptions& options, FaultList& faults) {
  const auto workbook = XlsxWorkbook::parse(bytes, shown_name, faults, options.limits);
  return workbook ? collect(*workbook, shown_name, options, faults) : std::nullopt;
}

}  // namespace tenon
