// The parts of a .docx file, as document_docx.cpp puts them together.
#pragma once

#include <string>
#include <vector>

#include "report/document.h"
#include "report/document_numbering.h"

namespace tenon {

// Paragraph styles of styles.xml; headings are Heading1 to Heading3.
std::string docx_styles(DocumentLanguage language);

// numbering.xml: list 1 has dots; lists 2 to `ordered` + 1 count from 1 each.
std::string docx_numbering(int ordered, DocumentLanguage language);

std::string docx_settings();
std::string docx_fonts();
std::string docx_footer(DocumentLanguage language, bool even);
std::string docx_header(const Document& document);

inline constexpr const char* kDocxNamespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";
inline constexpr const char* kXmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

struct DocxImage {
  std::string file;  // below word/media/
  std::string bytes;
};

struct DocxLink {
  std::string id;  // of the relationship
  std::string address;
};

// document.xml and footnotes.xml, with what they refer to. Images have the relationships rIdImage1, rIdImage2
// and so on in their order.
struct DocxBody {
  std::string document;
  std::string footnotes;
  std::vector<DocxImage> images;
  std::vector<DocxLink> footnote_links;
  int ordered_lists = 0;
};

DocxBody docx_body(const Document& document);

}  // namespace tenon
