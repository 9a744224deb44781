#include "base/atomic_file.h"

#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace tenon {
namespace {

Error system_error(const std::string& path, const char* what) {
  const int code = errno;
  return {code == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
          path + ": cannot " + what + ": " + std::strerror(code)};
}

}  // namespace

Result<AtomicFile> AtomicFile::create(const std::string& path) {
  std::string temporary = path + ".XXXXXX";
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) return system_error(path, "create");
  return AtomicFile(path, std::move(temporary), descriptor);
}

Error AtomicFile::fail(const char* what) {
  failed_ = true;
  return system_error(path_, what);
}

Result<void> AtomicFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return fail("write");
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> AtomicFile::commit() {
  if (failed_) return Error{ErrorCode::kIo, path_ + ": cannot write: an earlier write failed"};
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::fchmod(descriptor_, static_cast<mode_t>(0666U & ~mask)) != 0 || ::fsync(descriptor_) != 0) {
    return fail("write");
  }
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return fail("replace");
  temporary_.clear();
  return {};
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

}  // namespace tenon
