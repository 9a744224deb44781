#include "exchange/dataset_writer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/csv_writer.h"
#include "base/file.h"
#include "exchange/dataset_format.h"
#include "exchange/dataset_reader.h"

namespace tenon {
namespace {

namespace fs = std::filesystem;

template <class Record>
std::string format_file(const FileFormat<Record>& format, const Dataset& dataset) {
  CsvWriter writer;
  for (const Column<Record>& column : format.columns) writer.field(column.name);
  writer.end_record();
  for (const Record& record : dataset.*format.records) {
    for (const Column<Record>& column : format.columns) writer.field(column.write(record, dataset));
    writer.end_record();
  }
  return writer.take();
}

// The first file whose records are not those of `dataset` after reading back.
std::string first_difference(const Dataset& dataset, const Dataset& read) {
  std::string name;
  for_each_file(dataset_format(), [&](const auto& format) {
    if (name.empty() && dataset.*format.records != read.*format.records) name = std::string(format.name);
  });
  return name;
}

Result<void> verify(const Dataset& dataset, const DatasetTexts& texts) {
  DatasetFiles files;
  for (const auto& [name, text] : texts) files.emplace(name, text);
  auto read = read_dataset_from(dataset.name, files);
  if (!read) {
    return Error{ErrorCode::kInvalidArgument,
                 "cannot be written as a folder of files: " + read.error().message};
  }
  const std::string different = first_difference(dataset, read->dataset);
  if (different.empty()) return {};
  return Error{ErrorCode::kInvalidArgument,
               different +
                   " would not read back the same: texts have surrounding white space, or codes are not in "
                   "their stored form"};
}

Error system_error(const std::string& path, const char* what) {
  return {ErrorCode::kIo, path + ": cannot " + what + ": " + std::strerror(errno)};
}

// Renames survive a crash only once their folder is on disk as well.
void flush_folder(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

Result<void> fill_and_rename(const DatasetTexts& texts, const std::string& temporary,
                             const std::string& folder) {
  for (const auto& [name, text] : texts) {
    if (auto written = write_file_atomically((fs::path(temporary) / name).string(), text); !written)
      return written;
  }
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::chmod(temporary.c_str(), static_cast<mode_t>(0777U & ~mask)) != 0)
    return system_error(folder, "create");
  flush_folder(temporary);
  if (std::rename(temporary.c_str(), folder.c_str()) != 0) {
    if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR) {
      return Error{ErrorCode::kInvalidArgument, folder + ": exists and is not an empty folder"};
    }
    return system_error(folder, "create");
  }
  return {};
}

}  // namespace

Result<DatasetTexts> format_dataset(const Dataset& dataset) {
  DatasetTexts texts;
  for_each_file(dataset_format(), [&](const auto& format) {
    if (!format.is_required && (dataset.*format.records).empty()) return;
    texts.emplace(format.name, format_file(format, dataset));
  });
  if (auto verified = verify(dataset, texts); !verified) return verified.error();
  return texts;
}

Result<void> write_dataset(const Dataset& dataset, const std::string& folder) {
  const auto texts = format_dataset(dataset);
  if (!texts) return texts.error();
  fs::path target = fs::path(folder).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  std::string temporary = target.string() + ".XXXXXX";
  if (::mkdtemp(temporary.data()) == nullptr) return system_error(folder, "create");
  auto written = fill_and_rename(*texts, temporary, target.string());
  if (written) {
    flush_folder(target.has_parent_path() ? target.parent_path().string() : ".");
    return written;
  }
  std::error_code ignored;
  fs::remove_all(temporary, ignored);
  return written;
}

}  // namespace tenon
