#include "api/temporary_folder.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/atomic_file.h"

namespace tenon {

TemporaryFolder::TemporaryFolder(std::string path) : path_(std::move(path)) {}
TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Result<TemporaryFolder> TemporaryFolder::make() {
  std::error_code error;
  std::string pattern = (std::filesystem::temp_directory_path(error) / "tenon-import-XXXXXX").string();
  if (error || mkdtemp(pattern.data()) == nullptr)
    return Error{ErrorCode::kIo, "no temporary folder can be made"};
  return TemporaryFolder(pattern);
}

Result<void> TemporaryFolder::write(const std::string& file, std::string_view bytes) const {
  auto out = AtomicFile::create(path_ + "/" + file);
  if (!out) return out.error();
  if (auto written = out->write(bytes); !written) return written;
  return out->commit();
}

std::string TemporaryFolder::without_path(std::string text) const {
  for (std::size_t at = text.find(path_ + "/"); at != std::string::npos; at = text.find(path_ + "/")) {
    text.erase(at, path_.size() + 1);
  }
  return text;
}

}  // namespace tenon
