// The texts that cells of a workbook share (sharedStrings.xml), in one piece of memory: their bytes and 8
// more each. Runs of rich text are joined, phonetic guides (furigana) left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/xlsx_limits.h"
#include "exchange/xlsx_xml.h"

namespace tenon {

// Gathers the text of a `si` or `is` element: t, and r > t. Told of the tags inside it.
class RichText {
 public:
  explicit RichText(std::size_t most_units) : most_bytes_(4 * most_units + 64) {}
  void begin();
  void start(std::string_view name);
  void end();
  void text(std::string_view text);
  // Escapes are resolved. Longer texts than allowed are cut, still beyond what is allowed.
  [[nodiscard]] std::string take() const;

 private:
  std::size_t most_bytes_;
  std::string raw_;
  std::size_t depth_ = 0;
  std::size_t skipped_from_ = 0;  // depth of the phonetic guide we are in
  std::size_t text_from_ = 0;     // depth of the t we are in
};

class XlsxSharedText final : public XmlHandler {
 public:
  explicit XlsxSharedText(const XlsxLimits& limits) : limits_(limits), rich_text_(limits.text_length) {}
  void start(std::string_view name, const XmlAttributes& attributes) override;
  bool end() override;
  void text(std::string_view text) override;

  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(bytes_).substr(begin, ends_[i] - begin);
  }
  // More than the limits allow; the rest was not kept.
  [[nodiscard]] bool is_too_large() const { return is_too_large_; }

 private:
  XlsxLimits limits_;
  RichText rich_text_;
  std::string bytes_;
  std::vector<std::size_t> ends_;
  std::size_t depth_ = 0;
  bool is_in_item_ = false;
  bool is_too_large_ = false;
};

}  // namespace tenon
