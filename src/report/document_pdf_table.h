// Tables as pieces for pages: a piece is one line of text of a row.
#pragma once

#include <vector>

#include "report/document_pdf_flow.h"

namespace tenon {

struct PdfTablePieces {
  std::vector<PdfPiece> head;
  std::vector<PdfPiece> rows;
};

// Rows stay whole unless they are higher than half a page. Texts of rows are shaped once to measure and once
// to draw, so that long tables need little memory. `head` is the position of the head among those of the
// flow.
PdfTablePieces pdf_table(const DocumentTable& table, const DocumentNumbering& numbering,
                         const PdfShaper& shaper, const DocumentStyle& style, int head, int first_element);

}  // namespace tenon
