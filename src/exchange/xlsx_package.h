// The ZIP archive of a workbook: its parts by name, unpacked piece by piece. Nothing is ever written to disk,
// so names of parts can do no harm.
//
// Names are compared as the Open Packaging Conventions (ECMA-376 part 2) want it: letter case of ASCII does
// not matter; a backslash, which some programs write, counts as a slash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "exchange/xlsx_limits.h"

namespace tenon {

struct PackagePart {
  std::uint64_t offset_in_directory = 0;
  std::uint64_t number_in_directory = 0;
  std::size_t packed_bytes = 0;
  std::size_t bytes = 0;
};

class PackagePartStream {
 public:
  // Fills `buffer` from the start; fewer bytes than asked for, down to 0: the end, with size and checksum as
  // the directory says. kBadInput: damaged.
  Result<std::size_t> read(std::span<char> buffer);

  PackagePartStream(PackagePartStream&&) noexcept;
  PackagePartStream& operator=(PackagePartStream&&) noexcept;
  ~PackagePartStream();

 private:
  friend class XlsxPackage;
  struct State;
  explicit PackagePartStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class XlsxPackage {
 public:
  // `bytes` must outlive the package and its streams. kBadInput, kTooLarge; the message is about the archive
  // and does not name it. O(parts).
  static Result<XlsxPackage> open(std::string_view bytes, const XlsxLimits& limits);

  // nullptr: there is none of that name (without a leading slash).
  [[nodiscard]] const PackagePart* find(std::string_view name) const;

  // Streams are independent of each other. kBadInput: damaged, encrypted or packed in an unknown way.
  [[nodiscard]] Result<PackagePartStream> stream(const PackagePart& part) const;

 private:
  std::string_view bytes_;
  std::unordered_map<std::string, PackagePart> parts_;  // by name in lower case
};

// The part that `target` of a relationship means, seen from the part `source`: "/xl/a.xml", "a.xml",
// "../a.xml". The result has no leading slash.
std::string resolve_part_name(std::string_view source, std::string_view target);

}  // namespace tenon
