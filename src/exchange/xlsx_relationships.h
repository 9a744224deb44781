// How the parts of a workbook refer to each other: relationship parts and workbook.xml.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/xlsx_xml.h"

namespace tenon {

struct XlsxRelationship {
  std::string id;
  std::string type;  // behind the last slash of its name: the same in both variants of the format
  std::string target;
};

// Relationships within the package; external ones (links to web pages) are left out.
class XlsxRelationships final : public XmlHandler {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override;
  bool end() override { return false; }
  void text(std::string_view /*text*/) override {}

  // nullptr: none.
  [[nodiscard]] const XlsxRelationship* find_type(std::string_view type) const;
  [[nodiscard]] const XlsxRelationship* find_id(std::string_view id) const;

 private:
  std::vector<XlsxRelationship> relationships_;
};

// "xl/_rels/workbook.xml.rels" of "xl/workbook.xml".
std::string relationships_part_of(std::string_view part);

struct XlsxSheetEntry {
  std::string name;
  std::string relationship_id;
  bool is_hidden = false;
};

class XlsxWorkbookPart final : public XmlHandler {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override;
  bool end() override;
  void text(std::string_view /*text*/) override {}

  [[nodiscard]] bool counts_from_1904() const { return counts_from_1904_; }
  [[nodiscard]] const std::vector<XlsxSheetEntry>& sheets() const { return sheets_; }

 private:
  std::vector<XlsxSheetEntry> sheets_;
  std::size_t depth_ = 0;
  bool is_in_sheets_ = false;
  bool counts_from_1904_ = false;
};

}  // namespace tenon
