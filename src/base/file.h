// Whole files: mapped for reading, written all or nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace tenon {

// A read-only view of a regular file; the bytes live as long as the object. Move-only.
class MappedFile {
 public:
  // kNotFound, kIo; a directory or other non-regular file is kIo. An empty file gives empty bytes.
  static Result<MappedFile> open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

 private:
  MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// Writes `bytes` to a temporary file beside `path`, flushes it to disk and renames it over `path`: readers
// see the old file or the new one, never a part. Errors as of AtomicFile.
Result<void> write_file_atomically(const std::string& path, std::string_view bytes);

}  // namespace tenon
