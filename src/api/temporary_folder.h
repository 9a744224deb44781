// A folder for files of a request while they are read; gone when this is.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace tenon {

class TemporaryFolder {
 public:
  static Result<TemporaryFolder> make();
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::string& path() const { return path_; }
  Result<void> write(const std::string& file, std::string_view bytes) const;

  // People know their files by name, not by where they lay for a moment.
  [[nodiscard]] std::string without_path(std::string text) const;

 private:
  explicit TemporaryFolder(std::string path);
  std::string path_;
};

}  // namespace tenon
