// A file written piece by piece that appears all or not at all.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace tenon {

// Writes go to a temporary file beside `path`; commit() flushes it to disk and renames it over `path`.
// Destroyed without commit, it leaves nothing behind. Move-only, one thread at a time.
class AtomicFile {
 public:
  // kNotFound: no such folder; kIo: the operating system refused.
  static Result<AtomicFile> create(const std::string& path);

  // Unbuffered: give it large pieces. kIo, after which the file cannot be committed any more.
  Result<void> write(std::string_view bytes);
  // Call once, after the last write.
  Result<void> commit();

  AtomicFile(AtomicFile&& other) noexcept
      : path_(std::move(other.path_)),
        temporary_(std::exchange(other.temporary_, {})),
        descriptor_(std::exchange(other.descriptor_, -1)),
        failed_(other.failed_) {}
  AtomicFile& operator=(AtomicFile&&) = delete;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

 private:
  AtomicFile(std::string path, std::string temporary, int descriptor)
      : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}
  Error fail(const char* what);

  std::string path_;
  std::string temporary_;  // empty: nothing to remove
  int descriptor_ = -1;
  bool failed_ = false;
};

}  // namespace tenon
