#include "exchange/xlsx_styles.h"

#include "base/number.h"

namespace tenon {
namespace {

constexpr std::size_t kSectionDepth = 2;  // styleSheet > cellXfs

unsigned format_id(const XmlAttributes& attributes) {
  const auto id = parse_integer(attributes.find("numFmtId").value_or("0"));
  return id && *id >= 0 && *id <= 0xFFFFFF ? static_cast<unsigned>(*id) : 0;
}

}  // namespace

void XlsxStyles::start(std::string_view name, const XmlAttributes& attributes) {
  ++depth_;
  if (depth_ == kSectionDepth) {
    is_in_cell_formats_ = name == "cellXfs";
  } else if (depth_ == kSectionDepth + 1 && name == "numFmt") {
    custom_[format_id(attributes)] = style_of_format(attributes.find("formatCode").value_or(""));
  } else if (depth_ == kSectionDepth + 1 && name == "xf" && is_in_cell_formats_) {
    const unsigned id = format_id(attributes);
    const auto custom = custom_.find(id);
    styles_.push_back(custom != custom_.end() ? custom->second : style_of_builtin_format(id));
  }
}

bool XlsxStyles::end() {
  --depth_;
  return false;
}

}  // namespace tenon
