// A document as PDF, laid out by ourselves.
#pragma once

#include <string>

#include "report/document.h"

namespace tenon {

// Bytes of a PDF 1.5 file on A4: notes at the foot of the page that refers to them first, heads of tables
// repeated, outline, links, metadata, structure tags, embedded parts of the fonts that fontconfig finds
// (document_style.h). Deterministic for a given Document::created and given fonts. Empty if cairo fails. Any
// thread. O(content).
std::string document_pdf(const Document& document);

}  // namespace tenon
