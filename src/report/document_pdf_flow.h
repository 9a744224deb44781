// A document as pieces for pages: what document_pages.h places, and how each piece is drawn.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "report/document.h"
#include "report/document_numbering.h"
#include "report/document_pages.h"
#include "report/document_pdf_text.h"
#include "report/document_style.h"

namespace tenon {

struct PdfPiece {
  FlowLine flow;
  std::function<void(_cairo*, double x, double y)> draw;  // upper left corner; may be empty
  const char* tag =
      "P";  // of the structure tree: P, H1, Figure and so on; pieces of an element follow each other
  int element = 0;
  int outline_level = 0;  // 1 to 3: an entry of the outline
  std::string outline;
};

struct PdfNote {
  PdfLines lines;
};

struct PdfFlow {
  std::vector<PdfPiece> pieces;
  std::vector<std::vector<PdfPiece>> heads;  // of tables, drawn again at the top of pages
  std::vector<PdfNote> notes;                // of number n: notes[n - 1]
  FlowSheet sheet;
};

inline constexpr double kPdfNotesGap = 12;

// O(content). `shaper` must outlive the result, and so must the document.
PdfFlow pdf_flow(const Document& document, const DocumentNumbering& numbering, const PdfShaper& shaper);

}  // namespace tenon
