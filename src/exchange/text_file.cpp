#include "exchange/text_file.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/text.h"
#include "exchange/text_faults.h"

namespace tenon {
namespace {

struct Mark {
  std::string_view bytes;
  std::string_view name;
};

// UTF-32 first: its little-endian mark begins with that of UTF-16.
constexpr Mark kRefusedMarks[] = {
    {{"\xFF\xFE\0\0", 4}, "UTF-32 (little-endian)"},
    {{"\0\0\xFE\xFF", 4}, "UTF-32 (big-endian)"},
    {{"\xFF\xFE", 2}, "UTF-16 (little-endian)"},
    {{"\xFE\xFF", 2}, "UTF-16 (big-endian)"},
};
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

std::size_t line_of(std::string_view bytes, std::size_t offset) {
  const auto* begin = bytes.data();
  return 1 + static_cast<std::size_t>(std::count(begin, begin + offset, '\n'));
}

// Whether more places are broken than multi-byte characters are whole: true for Chinese text in GB18030,
// false for UTF-8 with a few damaged bytes.
bool is_hardly_utf8(std::string_view bytes) {
  std::size_t whole = 0;
  std::size_t broken = 0;
  while (!bytes.empty()) {
    const std::size_t valid = find_invalid_utf8(bytes);
    for (const char c : bytes.substr(0, valid)) whole += (static_cast<unsigned char>(c) >= 0xC0) ? 1 : 0;
    if (valid == bytes.size()) break;
    ++broken;
    bytes.remove_prefix(valid + 1);
  }
  return broken > whole;
}

}  // namespace

std::optional<DecodedText> decode_text(const std::string& file, std::string_view bytes, FaultList& faults) {
  const auto refuse = [&](std::size_t line, FaultText expected) {
    faults.add(placed({Severity::kError, file, line, 0, "", "", ""}, std::move(expected)));
    return std::nullopt;
  };
  for (const Mark& mark : kRefusedMarks) {
    if (bytes.starts_with(mark.bytes)) {
      return refuse(0, said(fault_kinds::kWrongUnicode, {std::string(mark.name)}));
    }
  }
  const std::size_t mark_size = bytes.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
  bytes.remove_prefix(mark_size);
  const std::size_t invalid = find_invalid_utf8(bytes);
  if (invalid == bytes.size()) return DecodedText(bytes);

  const std::string place = std::to_string(mark_size + invalid);
  if (bytes.size() > kMaxConvertedBytes) {
    return refuse(line_of(bytes, invalid), said(fault_kinds::kTooLargeToConvert, {place}));
  }
  if (is_hardly_utf8(bytes)) {
    if (auto converted = gb18030_to_utf8(bytes)) {
      faults.add(placed({Severity::kWarning, file, 0, 0, "", "", ""}, said(fault_kinds::kReadAsGb18030)));
      return DecodedText(std::move(*converted));
    }
    return refuse(line_of(bytes, invalid), said(fault_kinds::kUnknownEncoding, {place}));
  }
  return refuse(line_of(bytes, invalid), said(fault_kinds::kDamagedUtf8, {place}));
}

std::optional<TextFile> TextFile::open(const std::string& path, const std::string& shown_name,
                                       FaultList& faults, std::size_t max_bytes) {
  const auto refuse = [&](std::string expected) {
    faults.add({Severity::kError, shown_name, 0, 0, "", "", std::move(expected)});
    return std::nullopt;
  };
  auto file = MappedFile::open(path);
  if (!file) return refuse(file.error().message);
  const std::size_t size = file->bytes().size();
  if (size > max_bytes) {
    return refuse("the file has " + std::to_string(size) + " bytes; at most " + std::to_string(max_bytes) +
                  " are read");
  }
  auto text = decode_text(shown_name, file->bytes(), faults);
  if (!text) return std::nullopt;
  return TextFile(std::move(*file), std::move(*text));
}

}  // namespace tenon
