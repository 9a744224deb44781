// A document for people who decide: one tree of content, given out as HTML, DOCX and PDF that say the same.
//
// Everything here is plain data in one language. Headings, tables, figures and notes carry no numbers: the
// renderers count them (document_numbering.h). All texts may hold any bytes; renderers make them harmless
// (document_text.h). Layout rules: document_style.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "report/chart.h"
#include "risk/break_points.h"

namespace tenon {

enum class DocumentLanguage { kChinese, kEnglish };

// Where a figure comes from. Notes with the same content share one number.
struct DocumentNote {
  std::string text;
  std::optional<int> year;
  char grade = 0;           // A, B, C, M, S as in the dataset; 0: nothing is said
  std::string url;          // a link where it is http or https, plain text otherwise
  bool synthetic = false;   // made up
  bool assumption = false;  // set by people, not measured

  bool operator==(const DocumentNote&) const = default;
};

enum class DocumentRunKind { kPlain, kStrong, kNote, kBadge };

struct DocumentRun {
  DocumentRunKind kind = DocumentRunKind::kPlain;
  std::string text;            // kPlain, kStrong
  std::size_t note = 0;        // kNote: position in Document::notes; nothing is printed beyond their end
  Level level = Level::kNone;  // kBadge: shape and word of a break point's level
};

using DocumentText = std::vector<DocumentRun>;

DocumentRun plain_run(std::string text);
DocumentRun strong_run(std::string text);
DocumentRun note_run(std::size_t note);
DocumentRun badge_run(Level level);

struct DocumentHeading {
  int level = 1;  // 1 to 3, others are brought to the nearest
  DocumentText text;
};

struct DocumentParagraph {
  DocumentText text;
};

struct DocumentList {
  bool ordered = false;
  std::vector<DocumentText> items;
};

struct DocumentKeyFigure {
  std::string label;
  std::string value;  // as it is to be printed
  std::string unit;
  std::vector<std::size_t> notes;
};

// A strip of figures beside each other, best two to four.
struct DocumentKeyFigures {
  std::vector<DocumentKeyFigure> figures;
};

enum class DocumentAlign { kLeft, kRight, kCentre };

struct DocumentColumn {
  DocumentAlign align = DocumentAlign::kLeft;
  double width = 1;  // relative to the others; not above zero: 1
};

// Rows may be short (empty cells follow) or long (columns as by default are added).
struct DocumentTable {
  DocumentText caption;
  std::vector<DocumentColumn> columns;
  std::vector<std::vector<DocumentText>> header;  // repeated on every page
  std::vector<std::vector<DocumentText>> rows;
  std::vector<DocumentText> notes;  // below the table
};

struct DocumentChart {
  DocumentText caption;
  std::string description;  // for those who cannot see it; empty: the caption
  Chart chart;
};

struct DocumentCallout {
  DocumentText title;
  std::vector<DocumentText> paragraphs;
};

struct DocumentPageBreak {};

using DocumentBlock = std::variant<DocumentHeading, DocumentParagraph, DocumentList, DocumentKeyFigures,
                                   DocumentTable, DocumentChart, DocumentCallout, DocumentPageBreak>;

// A line that is left empty: a person signs, the program suggests.
struct DocumentSigner {
  std::string role;  // "拟稿", "审核", "签发"
};

struct Document {
  DocumentLanguage language = DocumentLanguage::kChinese;
  std::string title;
  std::string subtitle;
  std::string issuer;          // in Chinese the red head of the first page
  std::string classification;  // label as printed; it is not checked
  std::string number;
  std::string date;
  std::string status;  // "征求意见稿", "draft"
  std::vector<DocumentBlock> blocks;
  std::vector<DocumentNote> notes;
  std::vector<DocumentSigner> signers;
  // Seconds since 1970 UTC in the properties of DOCX and PDF; absent: report_time() (timestamp.h).
  std::optional<std::int64_t> created;
};

}  // namespace tenon
