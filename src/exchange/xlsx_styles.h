// What the formats of a workbook's cells make of numbers: styles.xml.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/xlsx_dates.h"
#include "exchange/xlsx_xml.h"

namespace tenon {

// Of each cell format (an element of cellXfs); the attribute s of a cell is a position in it. Programs leave
// the part out, or give cells formats that are not there: kNumber.
class XlsxStyles final : public XmlHandler {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override;
  bool end() override;
  void text(std::string_view /*text*/) override {}

  [[nodiscard]] NumberStyle style(std::size_t cell_format) const {
    return cell_format < styles_.size() ? styles_[cell_format] : NumberStyle::kNumber;
  }

 private:
  std::map<unsigned, NumberStyle> custom_;  // by number of the format
  std::vector<NumberStyle> styles_;
  std::size_t depth_ = 0;
  bool is_in_cell_formats_ = false;
};

}  // namespace tenon
