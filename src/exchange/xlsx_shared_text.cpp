#include "exchange/xlsx_shared_text.h"

#include <algorithm>

#include "exchange/xlsx_text.h"

namespace tenon {

void RichText::begin() {
  raw_.clear();
  depth_ = 0;
  skipped_from_ = 0;
  text_from_ = 0;
}

void RichText::start(std::string_view name) {
  ++depth_;
  if (skipped_from_ > 0 || text_from_ > 0) return;
  if (name == "t") {
    text_from_ = depth_;
  } else if (name != "r") {
    skipped_from_ = depth_;
  }
}

void RichText::end() {
  if (skipped_from_ == depth_) skipped_from_ = 0;
  if (text_from_ == depth_) text_from_ = 0;
  --depth_;
}

void RichText::text(std::string_view text) {
  if (text_from_ == 0 || text_from_ != depth_) return;
  raw_ += text.substr(0, most_bytes_ - std::min(most_bytes_, raw_.size()));
}

std::string RichText::take() const {
  return unescape_cell_text(raw_);
}

void XlsxSharedText::start(std::string_view name, const XmlAttributes& /*attributes*/) {
  ++depth_;
  if (depth_ == 2) {
    is_in_item_ = name == "si";
    rich_text_.begin();
  } else if (depth_ > 2) {
    rich_text_.start(name);
  }
}

bool XlsxSharedText::end() {
  if (depth_ > 2) {
    rich_text_.end();
  } else if (depth_ == 2 && is_in_item_) {
    const std::string text = rich_text_.take();
    const std::size_t held = bytes_.size() + ends_.size() * sizeof(std::size_t);
    if (is_too_large_ || held + text.size() > limits_.shared_text_bytes) {
      is_too_large_ = true;
    } else {
      bytes_ += text;
      ends_.push_back(bytes_.size());
    }
  }
  --depth_;
  return false;
}

void XlsxSharedText::text(std::string_view text) {
  rich_text_.text(text);
}

}  // namespace tenon
