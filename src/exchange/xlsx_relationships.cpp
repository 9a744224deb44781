#include "exchange/xlsx_relationships.h"

namespace tenon {
namespace {

constexpr std::size_t kSectionDepth = 2;  // workbook > sheets

}  // namespace

void XlsxRelationships::start(std::string_view name, const XmlAttributes& attributes) {
  if (name != "Relationship" || attributes.find("TargetMode") == "External") return;
  const std::string_view type = attributes.find("Type").value_or("");
  relationships_.push_back({std::string(attributes.find("Id").value_or("")),
                            std::string(type.substr(type.rfind('/') + 1)),
                            std::string(attributes.find("Target").value_or(""))});
}

const XlsxRelationship* XlsxRelationships::find_type(std::string_view type) const {
  for (const XlsxRelationship& relationship : relationships_) {
    if (relationship.type == type) return &relationship;
  }
  return nullptr;
}

const XlsxRelationship* XlsxRelationships::find_id(std::string_view id) const {
  for (const XlsxRelationship& relationship : relationships_) {
    if (relationship.id == id) return &relationship;
  }
  return nullptr;
}

std::string relationships_part_of(std::string_view part) {
  const std::size_t name = part.rfind('/') + 1;  // npos + 1 is 0
  return std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
}

void XlsxWorkbookPart::start(std::string_view name, const XmlAttributes& attributes) {
  ++depth_;
  if (depth_ == kSectionDepth) {
    is_in_sheets_ = name == "sheets";
    if (name == "workbookPr") {
      const std::string_view value = attributes.find("date1904").value_or("0");
      counts_from_1904_ = value == "1" || value == "true" || value == "on";
    }
  } else if (depth_ == kSectionDepth + 1 && is_in_sheets_ && name == "sheet") {
    const std::string_view state = attributes.find("state").value_or("visible");
    sheets_.push_back({std::string(attributes.find("name").value_or("")),
                       std::string(attributes.find("id").value_or("")), state != "visible"});
  }
}

bool XlsxWorkbookPart::end() {
  --depth_;
  return false;
}

}  // namespace tenon
