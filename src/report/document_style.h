// The page of documents in DOCX and PDF: measures, sizes and fonts in one place.
//
// The Chinese form follows GB/T 9704-2012 (format of official documents of Party and government organs), in
// so far as a draft can. Followed: A4; top margin 37 mm, binding margin 28 mm, type area 156 mm x 225 mm
// (5.2.1); body of size 3 in FangSong (5.2.2), 22 lines on a page, 28 characters in a line (5.2.3); the
// classification in black letters of size 3 at the upper left (7.2.2); the issuer's mark red, centred, in
// small-title Song (7.2.4); number and red rule (7.2.5, 7.2.7); title of size 2 in small-title Song, centred
// (7.3.1); paragraphs two characters in (7.3.3); levels 一、 （一） 1. in Hei, Kai and FangSong (7.3.3); page
// numbers of size 4 between two dashes, 7 mm below the type area, odd pages right and even pages left, one
// character in (7.5). Not followed, on purpose: copy number, urgency, addressee, seal, annex list and imprint
// (7.2.1, 7.2.3, 7.3.2, 7.3.5, 7.3.4, 7.4) belong to issued documents and are the office's to add; number and
// date stand under the issuer as in special reports (专报) rather than at the end; wide tables are not turned
// (8); notes at the foot of the page, figures and boxes are unknown to the standard; titles break where the
// line is full, more evenly, but not by sense. The English form: the same paper, margins of 25 mm, sans serif
// of 11 points.
#pragma once

#include "report/document.h"

namespace tenon {

inline constexpr double kPointsOfMm = 72 / 25.4;

// Points.
struct DocumentStyle {
  double page_width = 210 * kPointsOfMm;
  double page_height = 297 * kPointsOfMm;
  double top, right, bottom, left;  // margins
  double body, body_line;           // size and distance of base lines
  double title, title_line;
  double table, table_line;
  double small, small_line;     // notes at the foot, notes of tables
  double heading[3];            // sizes
  double indent;                // of the first line of paragraphs and headings
  double gap;                   // around tables, figures and boxes
  double page_number;           // size
  double page_number_distance;  // of its base line below the type area
  const char* body_fonts;       // family lists for fontconfig
  const char* head_fonts;       // level 1, captions, tables' heads
  const char* second_fonts;     // level 2, subtitle
  const char* title_fonts;
  const char* plain_fonts;  // figures, key figures
  [[nodiscard]] double width() const { return page_width - left - right; }
  [[nodiscard]] double height() const { return page_height - top - bottom; }
};

// Size 3 is 15.75 points: 28 of them fill 156 mm to a point; DOCX says 16, as word processors do.
const DocumentStyle& document_style(DocumentLanguage language);

}  // namespace tenon
