#include "exchange/dataset_reader.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/file.h"
#include "base/nearest_word.h"
#include "base/text.h"
#include "exchange/csv_reader.h"
#include "exchange/dataset_checks.h"
#include "exchange/dataset_faults.h"
#include "exchange/dataset_format.h"
#include "exchange/text_file.h"

namespace tenon {
namespace {

// Beyond this many faulty rows a file is of another kind, and its records are not worth their memory.
constexpr std::size_t kMostFaultyRows = 10'000;
constexpr std::size_t kNoField = static_cast<std::size_t>(-1);

void add_file_fault(FaultList& faults, Severity severity, std::string_view file, FaultText expected) {
  faults.add(placed({severity, std::string(file), 0, 0, "", "", ""}, std::move(expected)));
}

// A file of the format as it was found: absent, unreadable (an error is already noted), or text.
struct SourceFile {
  bool is_present = false;
  std::optional<DecodedText> text;
};
using SourceFiles = std::map<std::string_view, SourceFile>;

std::vector<std::string> read_header(CsvReader& reader) {
  std::vector<std::string> header;
  if (reader.next() != CsvStep::kRecord) return header;
  for (const std::string_view field : reader.fields()) header.emplace_back(trim(field));
  return header;
}

// --- First pass: the ids of a file, so that references may point forward ---

template <class IdType, class Record>
void index_keys(const FileFormat<Record>& format, const SourceFile& source, KeyIndex& keys) {
  if (!source.is_present && !format.is_required) return;
  keys.set_unknown();
  if (!source.text) return;
  CsvReader reader(std::string(format.name), source.text->text());
  const std::vector<std::string> header = read_header(reader);
  const auto column = std::find(header.begin(), header.end(), format.columns.front().name);
  if (column == header.end()) return;
  const auto field = static_cast<std::size_t>(column - header.begin());
  reader.expect_fields(header.size());
  // A row that cannot be split hides an id, and every reference to it would look wrong: then none is judged.
  for (CsvStep step = reader.next(); step != CsvStep::kEnd; step = reader.next()) {
    if (step == CsvStep::kFault) return;
    keys.add(normalise_key<IdType>(reader.fields()[field]), reader.line());
  }
  keys.set_known();
}

// --- Second pass: the records ---

template <class Record>
class FileReading {
 public:
  FileReading(const FileFormat<Record>& format, const DatasetKeys& keys, const DatasetNotes& all_notes,
              Dataset& dataset, RowNotes& notes, FaultList& faults)
      : format_(format),
        keys_(keys),
        sound_facts_(all_notes.at("facts.csv").sound),
        dataset_(dataset),
        notes_(notes),
        faults_(faults) {}

  // Whether every row has its record: false after a bad header or too many faults.
  bool read(std::string_view text) {
    CsvReader reader(std::string(format_.name), text);
    if (!match_header(reader)) return false;
    reader.expect_fields(header_.size());
    RowSite row(std::string(format_.name), header_, keys_, dataset_, sound_facts_, faults_);
    std::vector<Record>& records = dataset_.*format_.records;
    std::size_t faulty_rows = 0;
    for (CsvStep step = reader.next(); step != CsvStep::kEnd; step = reader.next()) {
      Record record;
      bool is_sound = false;
      if (step == CsvStep::kFault) {
        faults_.add(reader.fault());
      } else {
        row.begin_row(records.size(), reader.line());
        read_cells(reader.fields(), record, row);
        is_sound = row.is_sound();
      }
      // A faulty row keeps its place, so that positions of the rows behind it stay right.
      records.push_back(std::move(record));
      notes_.lines.push_back(reader.line());
      notes_.sound.push_back(is_sound);
      if (!is_sound && ++faulty_rows > kMostFaultyRows) {
        add_file_fault(faults_, Severity::kError, format_.name,
                       said(fault_kinds::kTooManyFaultyRows, {std::to_string(kMostFaultyRows)}));
        return false;
      }
    }
    if (records.empty() && format_.is_required) {
      add_file_fault(faults_, Severity::kWarning, format_.name, said(fault_kinds::kNoRows));
    }
    return true;
  }

 private:
  bool match_header(CsvReader& reader) {
    header_ = read_header(reader);
    if (header_.empty()) {
      if (reader.fault().expected.empty()) {
        add_file_fault(faults_, Severity::kError, format_.name,
                       said(fault_kinds::kFileEmpty, {expected_header()}));
      } else {
        faults_.add(reader.fault());
      }
      return false;
    }
    bool is_good = true;
    const auto header_fault = [&](Severity severity, std::size_t field, std::string_view name,
                                  FaultText expected) {
      faults_.add(
          placed({severity, std::string(format_.name), reader.line(), field, std::string(name), "", ""},
                 std::move(expected)));
      if (severity == Severity::kError) is_good = false;
    };
    const bool knows_any = std::any_of(header_.begin(), header_.end(), [&](const std::string& name) {
      return std::any_of(format_.columns.begin(), format_.columns.end(),
                         [&](const Column<Record>& column) { return column.name == name; });
    });
    if (!knows_any) {
      const bool other_separator =
          header_.size() == 1 && header_[0].find_first_of(";\t|") != std::string::npos;
      header_fault(
          Severity::kError, 0, "",
          said(other_separator ? fault_kinds::kOtherSeparator : fault_kinds::kOtherHeader,
               {expected_header(), printable(header_[0], 80) + (header_.size() > 1 ? ", ..." : "")}));
      return false;
    }
    field_of_.clear();
    for (const Column<Record>& column : format_.columns) {
      const auto place = std::find(header_.begin(), header_.end(), column.name);
      field_of_.push_back(place == header_.end() ? kNoField
                                                 : static_cast<std::size_t>(place - header_.begin()));
      if (place == header_.end() && column.presence != Presence::kOptional) {
        header_fault(Severity::kError, 0, column.name, said(fault_kinds::kColumnMissing));
      }
    }
    for (std::size_t field = 0; field < header_.size(); ++field) {
      const std::string& name = header_[field];
      const auto first = std::find(header_.begin(), header_.end(), name);
      const auto column = std::find_if(format_.columns.begin(), format_.columns.end(),
                                       [&](const Column<Record>& known) { return known.name == name; });
      if (column == format_.columns.end()) {
        NearestWord nearest(name);
        for (std::size_t i = 0; i < format_.columns.size(); ++i) {
          if (field_of_[i] == kNoField) nearest.offer(format_.columns[i].name);
        }
        header_fault(Severity::kWarning, field + 1, name,
                     said(name.empty() ? fault_kinds::kColumnWithoutName : fault_kinds::kColumnUnknown)
                         .suggesting(nearest.word()));
      } else if (static_cast<std::size_t>(first - header_.begin()) != field) {
        header_fault(Severity::kError, field + 1, name, said(fault_kinds::kColumnTwice));
      }
    }
    return is_good;
  }

  void read_cells(std::span<const std::string_view> fields, Record& record, RowSite& row) const {
    for (std::size_t i = 0; i < format_.columns.size(); ++i) {
      const Column<Record>& column = format_.columns[i];
      if (field_of_[i] == kNoField) continue;
      const std::string_view cell = trim(fields[field_of_[i]]);
      if (!cell.empty()) {
        column.read(cell, record, row);
      } else if (column.presence == Presence::kValue) {
        row.error(column.name, "", said(fault_kinds::kValueMissing));
      }
    }
    if (row.is_sound() && format_.check_row) format_.check_row(record, row);
  }

  [[nodiscard]] std::string expected_header() const {
    std::string text;
    for (const Column<Record>& column : format_.columns) {
      if (column.presence == Presence::kOptional) continue;
      text += (text.empty() ? "" : ",") + std::string(column.name);
    }
    return text;
  }

  const FileFormat<Record>& format_;
  const DatasetKeys& keys_;
  const std::vector<bool>& sound_facts_;
  Dataset& dataset_;
  RowNotes& notes_;
  FaultList& faults_;
  std::vector<std::string> header_;
  std::vector<std::size_t> field_of_;  // of each column of the format
};

void set_unknown(DatasetKeys& keys, std::string_view file) {
  if (file == ReferenceTo<RegionId>::kFile) keys.regions.set_unknown();
  if (file == ReferenceTo<ChainId>::kFile) keys.chains.set_unknown();
  if (file == ReferenceTo<ProductId>::kFile) keys.products.set_unknown();
  if (file == ReferenceTo<FirmId>::kFile) keys.firms.set_unknown();
}

DatasetCheck check_sources(const std::string& name, const SourceFiles& sources, FaultList faults) {
  const DatasetFormat& format = dataset_format();
  DatasetKeys keys;
  index_keys<RegionId>(format.regions, sources.at("regions.csv"), keys.regions);
  index_keys<ChainId>(format.chains, sources.at("chains.csv"), keys.chains);
  index_keys<ProductId>(format.products, sources.at("products.csv"), keys.products);
  index_keys<FirmId>(format.firms, sources.at("firms.csv"), keys.firms);

  Dataset dataset;
  dataset.name = name;
  DatasetNotes notes;
  for_each_file(format, [&](const auto& file) { notes[file.name]; });
  DatasetCheck check;
  for_each_file(format, [&](const auto& file) {
    const SourceFile& source = sources.at(file.name);
    // References to records that were not read are not judged: those that are left to do come from this file
    // or later.
    if (source.text &&
        !FileReading(file, keys, notes, dataset, notes[file.name], faults).read(source.text->text())) {
      set_unknown(keys, file.name);
    }
    if (!source.is_present && file.is_required) {
      add_file_fault(faults, Severity::kError, file.name, said(fault_kinds::kFileMissing));
    }
    check.counts.push_back({std::string(file.name), source.is_present, (dataset.*file.records).size()});
  });
  check_records(dataset, keys, notes, faults);
  check.faults = std::move(faults);
  if (!check.faults.has_errors()) check.dataset = std::move(dataset);
  return check;
}

void decode_source(std::string_view name, std::string_view bytes, SourceFile& source, FaultList& faults) {
  source.is_present = true;
  if (bytes.size() > kMaxDatasetFileBytes) {
    add_file_fault(faults, Severity::kError, name,
                   said(fault_kinds::kFileTooLarge,
                        {std::to_string(bytes.size()), std::to_string(kMaxDatasetFileBytes)}));
    return;
  }
  source.text = decode_text(std::string(name), bytes, faults);
}

// "product.csv" beside a missing "products.csv" is a slip that would otherwise pass in silence.
void warn_of_misnamed_files(const std::vector<std::string>& found, const SourceFiles& sources,
                            FaultList& faults) {
  for (const std::string& name : found) {
    if (!name.ends_with(".csv") || sources.contains(name)) continue;
    NearestWord nearest(name);
    for (const auto& [known, source] : sources) {
      if (!source.is_present) nearest.offer(known);
    }
    if (nearest.word().empty()) continue;
    add_file_fault(faults, Severity::kWarning, name,
                   said(fault_kinds::kMisnamedFile).suggesting(nearest.word()));
  }
}

Result<ReadDataset> loaded_or_error(DatasetCheck check) {
  if (check.dataset) return ReadDataset{std::move(*check.dataset), std::move(check.faults)};
  std::string message = "the dataset has " + std::to_string(check.faults.error_count()) + " errors\n" +
                        check.faults.to_string();
  while (message.ends_with('\n')) message.pop_back();
  return Error{ErrorCode::kBadInput, std::move(message)};
}

// "data/delta/" -> "delta"
std::string folder_name(const std::string& folder) {
  std::error_code ignored;
  const auto path = std::filesystem::absolute(folder, ignored).lexically_normal();
  return (path.has_filename() ? path.filename() : path.parent_path().filename()).string();
}

}  // namespace

DatasetCheck check_dataset(const std::string& folder, const ReadOptions& options) {
  FaultList faults(options.fault_limit);
  std::vector<std::string> found;
  std::error_code status;
  for (auto entry = std::filesystem::directory_iterator(folder, status);
       !status && entry != std::filesystem::directory_iterator(); entry.increment(status)) {
    found.push_back(entry->path().filename().string());
  }
  if (status) {
    add_file_fault(faults, Severity::kError, folder, "cannot be read as a folder: " + status.message());
    DatasetCheck check;
    check.faults = std::move(faults);
    return check;
  }
  std::sort(found.begin(), found.end());

  SourceFiles sources;
  std::vector<MappedFile> mapped;  // what the decoded texts refer to
  for_each_file(dataset_format(), [&](const auto& format) {
    SourceFile& source = sources[format.name];
    if (!std::binary_search(found.begin(), found.end(), format.name)) return;
    source.is_present = true;
    auto file = MappedFile::open((std::filesystem::path(folder) / format.name).string());
    if (!file) {
      add_file_fault(faults, Severity::kError, format.name, file.error().message);
      return;
    }
    mapped.push_back(std::move(*file));
    decode_source(format.name, mapped.back().bytes(), source, faults);
  });
  warn_of_misnamed_files(found, sources, faults);
  return check_sources(folder_name(folder), sources, std::move(faults));
}

DatasetCheck check_dataset_files(const std::string& name, const DatasetFiles& files,
                                 const ReadOptions& options) {
  FaultList faults(options.fault_limit);
  std::vector<std::string> found;
  for (const auto& [file, bytes] : files) found.push_back(file);
  SourceFiles sources;
  for_each_file(dataset_format(), [&](const auto& format) {
    SourceFile& source = sources[format.name];
    const auto file = files.find(format.name);
    if (file != files.end()) decode_source(format.name, file->second, source, faults);
  });
  warn_of_misnamed_files(found, sources, faults);
  return check_sources(name, sources, std::move(faults));
}

Result<ReadDataset> read_dataset(const std::string& folder, const ReadOptions& options) {
  std::error_code status;
  if (!std::filesystem::is_directory(folder, status)) {
    return Error{ErrorCode::kNotFound, folder + ": no such folder"};
  }
  return loaded_or_error(check_dataset(folder, options));
}

Result<ReadDataset> read_dataset_from(const std::string& name, const DatasetFiles& files,
                                      const ReadOptions& options) {
  return loaded_or_error(check_dataset_files(name, files, options));
}

}  // namespace tenon
