// Text files as users have them, brought to UTF-8.
//
// UTF-8 is kept as it is (a byte order mark is skipped) and not copied. UTF-16 and UTF-32 with a byte order
// mark are refused by name. Anything else that is GB18030 (or GBK, GB2312) is converted, with a warning
// naming it; the rest is refused with line and byte offset. Damaged UTF-8 often happens to be valid GB18030
// as well: bytes are taken for GB18030 only where the places that are not UTF-8 outnumber the multi-byte
// characters that are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/fault.h"
#include "base/file.h"

namespace tenon {

// GB18030 is converted in memory, so it is bounded; UTF-8 is not.
constexpr std::size_t kMaxConvertedBytes = std::size_t{256} << 20U;

// Files of text that are read whole; lists of links, which may be larger, have their own way in.
constexpr std::size_t kMaxTextFileBytes = std::size_t{1} << 30U;

// UTF-8 text; refers to the bytes it was decoded from unless they had to be converted.
class DecodedText {
 public:
  explicit DecodedText(std::string_view original) : original_(original) {}
  explicit DecodedText(std::string converted) : converted_(std::move(converted)) {}
  [[nodiscard]] std::string_view text() const {
    return converted_ ? std::string_view(*converted_) : original_;
  }

 private:
  std::string_view original_;
  std::optional<std::string> converted_;
};

// `file` names the bytes in faults. nullopt: an error was added to `faults`. O(bytes).
std::optional<DecodedText> decode_text(const std::string& file, std::string_view bytes, FaultList& faults);

// A mapped file and its text.
class TextFile {
 public:
  // nullopt: an error was added to `faults`, under the name `shown_name`; a file of more than `max_bytes` is
  // one.
  static std::optional<TextFile> open(const std::string& path, const std::string& shown_name,
                                      FaultList& faults, std::size_t max_bytes = kMaxTextFileBytes);
  [[nodiscard]] std::string_view text() const { return text_.text(); }

 private:
  TextFile(MappedFile file, DecodedText text) : file_(std::move(file)), text_(std::move(text)) {}
  MappedFile file_;
  DecodedText text_;
};

}  // namespace tenon
