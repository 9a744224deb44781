// A document as Office Open XML (ISO/IEC 29500 transitional) for Word, WPS and LibreOffice.
#pragma once

#include <string>

#include "report/document.h"

namespace tenon {

// Bytes of a .docx file: real heading styles, footnotes and repeated table heads; charts as PNG of 200 dpi
// with their description; official fonts by name, with substitutes. Deterministic for a given
// Document::created. O(content); needs a font for the charts.
std::string document_docx(const Document& document);

}  // namespace tenon
