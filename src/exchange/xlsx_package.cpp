#include "exchange/xlsx_package.h"

#include <minizip/unzip.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

namespace tenon {
namespace {

constexpr std::size_t kSmallPart = std::size_t{1} << 20U;  // whatever its ratio
constexpr std::size_t kLongestName = 1024;
constexpr std::size_t kLargestRead = std::size_t{1} << 20U;
constexpr unsigned long kEncryptedFlag = 1;
constexpr unsigned long kStored = 0;
constexpr unsigned long kDeflated = 8;

constexpr std::string_view kDamaged =
    "the ZIP archive of the workbook is damaged or cut off: copy or save the file again";

Error damaged() {
  return {ErrorCode::kBadInput, std::string(kDamaged)};
}

Error too_large(std::string message) {
  return {ErrorCode::kTooLarge, std::move(message)};
}

// --- Files in memory, as minizip wants them ---

struct MemoryFile {
  std::string_view bytes;
  std::size_t position = 0;
};

voidpf open_memory(voidpf opaque, const void* /*name*/, int /*mode*/) {
  return opaque;
}

uLong read_memory(voidpf /*opaque*/, voidpf stream, void* buffer, uLong size) {
  auto& file = *static_cast<MemoryFile*>(stream);
  const std::size_t count = std::min<std::size_t>(size, file.bytes.size() - file.position);
  if (count > 0) std::memcpy(buffer, file.bytes.data() + file.position, count);
  file.position += count;
  return count;
}

uLong refuse_to_write(voidpf /*opaque*/, voidpf /*stream*/, const void* /*buffer*/, uLong /*size*/) {
  return 0;
}

ZPOS64_T tell_memory(voidpf /*opaque*/, voidpf stream) {
  return static_cast<MemoryFile*>(stream)->position;
}

long seek_memory(voidpf /*opaque*/, voidpf stream, ZPOS64_T offset, int origin) {
  auto& file = *static_cast<MemoryFile*>(stream);
  const std::size_t size = file.bytes.size();
  std::size_t from = 0;
  if (origin == ZLIB_FILEFUNC_SEEK_CUR) from = file.position;
  if (origin == ZLIB_FILEFUNC_SEEK_END) from = size;
  if (offset > size - from) return -1;
  file.position = from + offset;
  return 0;
}

int close_memory(voidpf /*opaque*/, voidpf /*stream*/) {
  return 0;
}
int no_error(voidpf /*opaque*/, voidpf /*stream*/) {
  return 0;
}

struct CloseArchive {
  void operator()(void* archive) const { unzClose(archive); }
};
using Archive = std::unique_ptr<void, CloseArchive>;

// `file` must outlive the archive.
Archive open_archive(MemoryFile& file) {
  zlib_filefunc64_def functions{};
  functions.zopen64_file = open_memory;
  functions.zread_file = read_memory;
  functions.zwrite_file = refuse_to_write;
  functions.ztell64_file = tell_memory;
  functions.zseek64_file = seek_memory;
  functions.zclose_file = close_memory;
  functions.zerror_file = no_error;
  functions.opaque = &file;
  return Archive(unzOpen2_64("workbook", &functions));
}

// ---

std::string normal_name(std::string_view name) {
  std::string normal(name);
  for (char& c : normal) {
    if (c == '\\') c = '/';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (normal.starts_with('/')) normal.erase(0, 1);
  return normal;
}

std::string mebibytes(std::size_t bytes) {
  return std::to_string(bytes >> 20U) + " MiB";
}

}  // namespace

struct PackagePartStream::State {
  MemoryFile file;
  Archive archive;
  std::size_t left = 0;
  bool is_open = false;
};

PackagePartStream::PackagePartStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
PackagePartStream::PackagePartStream(PackagePartStream&&) noexcept = default;
PackagePartStream& PackagePartStream::operator=(PackagePartStream&&) noexcept = default;
PackagePartStream::~PackagePartStream() = default;

Result<std::size_t> PackagePartStream::read(std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size() && state_->left > 0) {
    const std::size_t wanted = std::min({buffer.size() - filled, state_->left, kLargestRead});
    const int count =
        unzReadCurrentFile(state_->archive.get(), buffer.data() + filled, static_cast<unsigned>(wanted));
    if (count <= 0) return damaged();  // 0: ends before its declared size
    filled += static_cast<std::size_t>(count);
    state_->left -= static_cast<std::size_t>(count);
  }
  if (state_->left == 0 && state_->is_open) {
    state_->is_open = false;
    if (unzCloseCurrentFile(state_->archive.get()) != UNZ_OK) return damaged();  // the checksum
  }
  return filled;
}

Result<XlsxPackage> XlsxPackage::open(std::string_view bytes, const XlsxLimits& limits) {
  MemoryFile file{bytes};
  const Archive archive = open_archive(file);
  if (!archive) return damaged();
  unz_global_info64 global{};
  if (unzGetGlobalInfo64(archive.get(), &global) != UNZ_OK) return damaged();
  if (global.number_entry > limits.parts) {
    return too_large("the ZIP archive has " + std::to_string(global.number_entry) + " parts; at most " +
                     std::to_string(limits.parts) + " are read");
  }
  XlsxPackage package;
  package.bytes_ = bytes;
  std::size_t total = 0;
  std::string name;
  int status = global.number_entry == 0 ? UNZ_END_OF_LIST_OF_FILE : unzGoToFirstFile(archive.get());
  for (std::size_t count = 0; status == UNZ_OK; status = unzGoToNextFile(archive.get())) {
    if (++count > limits.parts) return damaged();
    unz_file_info64 info{};
    name.assign(kLongestName, '\0');
    unz64_file_pos place{};
    if (unzGetCurrentFileInfo64(archive.get(), &info, name.data(), kLongestName, nullptr, 0, nullptr, 0) !=
            UNZ_OK ||
        unzGetFilePos64(archive.get(), &place) != UNZ_OK || info.size_filename >= kLongestName) {
      return damaged();
    }
    name.resize(info.size_filename);
    if (info.uncompressed_size > limits.part_bytes || info.uncompressed_size > limits.total_bytes - total) {
      return too_large("the workbook unpacks to more than " +
                       mebibytes(std::min(limits.part_bytes, limits.total_bytes)) +
                       ", which is the limit: split it");
    }
    total += info.uncompressed_size;
    if (info.uncompressed_size > kSmallPart &&
        info.uncompressed_size / std::max<ZPOS64_T>(1, info.compressed_size) >= limits.ratio) {
      return too_large("the ZIP archive unpacks to more than " + std::to_string(limits.ratio) +
                       " times its size, as no workbook of a person does");
    }
    if (name.ends_with('/')) continue;
    const PackagePart part{place.pos_in_zip_directory, place.num_of_file, info.compressed_size,
                           info.uncompressed_size};
    if (!package.parts_.emplace(normal_name(name), part).second) {
      return Error{ErrorCode::kBadInput, "the ZIP archive has two parts of the same name"};
    }
  }
  if (status != UNZ_END_OF_LIST_OF_FILE) return damaged();
  return package;
}

const PackagePart* XlsxPackage::find(std::string_view name) const {
  const auto found = parts_.find(normal_name(name));
  return found == parts_.end() ? nullptr : &found->second;
}

Result<PackagePartStream> XlsxPackage::stream(const PackagePart& part) const {
  auto state = std::make_unique<PackagePartStream::State>();
  state->file.bytes = bytes_;
  state->archive = open_archive(state->file);
  if (!state->archive) return damaged();
  const unz64_file_pos place{part.offset_in_directory, part.number_in_directory};
  unz_file_info64 info{};
  if (unzGoToFilePos64(state->archive.get(), &place) != UNZ_OK ||
      unzGetCurrentFileInfo64(state->archive.get(), &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK) {
    return damaged();
  }
  if ((info.flag & kEncryptedFlag) != 0) {
    return Error{ErrorCode::kBadInput, "the ZIP archive is encrypted: remove the password"};
  }
  if (info.compression_method != kStored && info.compression_method != kDeflated) {
    return Error{ErrorCode::kBadInput, "the ZIP archive is packed in a way that workbooks are not (method " +
                                           std::to_string(info.compression_method) + ")"};
  }
  if (unzOpenCurrentFile(state->archive.get()) != UNZ_OK) return damaged();
  state->is_open = true;
  state->left = part.bytes;
  return PackagePartStream(std::move(state));
}

std::string resolve_part_name(std::string_view source, std::string_view target) {
  std::string path;
  if (!target.starts_with('/') && !target.starts_with('\\')) {
    const std::size_t slash = source.rfind('/');
    if (slash != std::string_view::npos) path = source.substr(0, slash + 1);
  }
  path += target;
  std::replace(path.begin(), path.end(), '\\', '/');
  std::vector<std::string_view> segments;
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, end);
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::string name;
  for (const std::string_view segment : segments) {
    if (!name.empty()) name += '/';
    name += segment;
  }
  return name;
}

}  // namespace tenon
