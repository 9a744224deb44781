// Lines of text for PDF, broken and justified by the rules of their language.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "report/chart_layout.h"
#include "report/document.h"
#include "report/document_numbering.h"

// cairo_t, PangoContext and PangoLayout by their own names, so that no header of theirs is needed here.
struct _cairo;         // NOLINT(bugprone-reserved-identifier)
struct _PangoContext;  // NOLINT(bugprone-reserved-identifier)
struct _PangoLayout;   // NOLINT(bugprone-reserved-identifier)

namespace tenon {

enum class PdfRunKind { kPlain, kStrong, kNote, kBadge, kLink };

struct PdfRun {
  PdfRunKind kind = PdfRunKind::kPlain;
  std::string text;  // kLink: what is shown
  int note = 0;
  Level level = Level::kNone;
  std::string address;  // kLink
  double scale = 1;     // of the size of the text
};

using PdfText = std::vector<PdfRun>;

// Without notes that do not exist.
PdfText pdf_text(const DocumentText& text, const DocumentNumbering& numbering);
PdfText pdf_text(std::string text);
PdfRun pdf_note(int number);

struct PdfTextStyle {
  const char* fonts = "";
  double size = 10;
  bool strong = false;
  std::int32_t colour = 0x1F1F1F;
};

struct PdfParagraph {
  double width = 100;
  double line = 14;         // distance of base lines
  double first_indent = 0;  // of the first line; negative: of all others
  DocumentAlign align = DocumentAlign::kLeft;
  bool justified = false;
  bool balanced = false;  // lines of about the same length, none more than needed
};

// Text broken into lines. Lives no longer than the shaper and its context.
class PdfLines {
 public:
  [[nodiscard]] std::size_t count() const { return notes_.size(); }
  // Numbers of the notes referred to in a line, in order.
  [[nodiscard]] const std::vector<int>& notes(std::size_t line) const { return notes_[line]; }
  [[nodiscard]] double line_height() const { return paragraph_.line; }
  // The line with its upper left corner at x, y, and its links.
  void draw(_cairo* context, std::size_t line, double x, double y) const;
  // The same for the whole.
  void draw_all(_cairo* context, double x, double y) const;
  [[nodiscard]] double height() const { return static_cast<double>(count()) * paragraph_.line; }
  // Of the longest line.
  [[nodiscard]] double widest() const;

 private:
  friend class PdfShaper;
  struct Link {
    std::size_t begin;  // bytes of the text
    std::size_t end;
    std::string attributes;
  };
  std::shared_ptr<_PangoLayout> layout_;
  PdfParagraph paragraph_;
  double size_ = 10;
  std::vector<std::vector<int>> notes_;  // of each line
  std::vector<Link> links_;
  std::int32_t colour_ = 0;
};

class PdfShaper {
 public:
  PdfShaper(_cairo* context, DocumentLanguage language);
  [[nodiscard]] PdfLines shape(const PdfText& text, const PdfTextStyle& style,
                               const PdfParagraph& paragraph) const;

 private:
  std::shared_ptr<_PangoContext> context_;
  DocumentLanguage language_;
};

// ASCII without what has a meaning in PDF strings: the rest as %NN. Empty for what is no web address.
std::string pdf_address(const std::string& url);

}  // namespace tenon
