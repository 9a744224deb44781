#include "report/document_pdf.h"

#include <cairo-pdf.h>
#include <cairo.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include "report/document_numbering.h"
#include "report/document_pages.h"
#include "report/document_pdf_flow.h"
#include "report/document_pdf_text.h"
#include "report/document_style.h"
#include "report/document_text.h"
#include "report/timestamp.h"

namespace tenon {
namespace {

struct Destroy {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

cairo_status_t append(void* to, const unsigned char* bytes, unsigned length) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

class Writer {
 public:
  Writer(const Document& document, cairo_surface_t* surface, cairo_t* context)
      : document_(document),
        chinese_(document.language == DocumentLanguage::kChinese),
        style_(document_style(document.language)),
        surface_(surface),
        context_(context),
        shaper_(context, document.language),
        numbering_(number_document(document)),
        flow_(pdf_flow(document, numbering_, shaper_)) {}

  void write() {
    metadata();
    std::vector<FlowLine> lines;
    lines.reserve(flow_.pieces.size());
    for (PdfPiece& piece : flow_.pieces) lines.push_back(std::move(piece.flow));
    const std::vector<FlowPage> pages = fill_pages(lines, flow_.sheet);
    cairo_tag_begin(context_, "Document", nullptr);
    for (std::size_t k = 0; k < pages.size(); ++k) {
      page(pages[k], static_cast<int>(k) + 1);
      cairo_show_page(context_);
    }
    cairo_tag_end(context_, "Document");
  }

 private:
  void metadata() {
    const std::string time = format_utc(document_.created.value_or(report_time()));
    const auto set = [this](cairo_pdf_metadata_t what, const std::string& text) {
      if (!text.empty()) cairo_pdf_surface_set_metadata(surface_, what, text.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, clean_text(document_.title));
    set(CAIRO_PDF_METADATA_SUBJECT, clean_text(document_.subtitle));
    set(CAIRO_PDF_METADATA_AUTHOR, clean_text(document_.issuer));
    set(CAIRO_PDF_METADATA_CREATOR, "Tenon");
    set(CAIRO_PDF_METADATA_CREATE_DATE, time);
    set(CAIRO_PDF_METADATA_MOD_DATE, time);
  }

  void page(const FlowPage& page, int number) {
    const double x = style_.left;
    const double top = style_.top;
    furniture(number);
    if (page.head >= 0) {
      double y = top;
      for (const PdfPiece& piece : flow_.heads[static_cast<std::size_t>(page.head)]) {
        piece.draw(context_, x, y);
        y += piece.flow.height;
      }
    }
    const char* open = nullptr;
    int element = -1;
    for (const PlacedLine& placed : page.lines) {
      const PdfPiece& piece = flow_.pieces[placed.line];
      if (piece.outline_level > 0) outline(piece, number, top + placed.y);
      if (piece.element != element) {
        if (open != nullptr) cairo_tag_end(context_, open);
        open = piece.tag;
        element = piece.element;
        cairo_tag_begin(context_, open, nullptr);
      }
      if (piece.draw) piece.draw(context_, x, top + placed.y);
    }
    if (open != nullptr) cairo_tag_end(context_, open);
    notes(page);
  }

  void notes(const FlowPage& page) {
    if (page.notes.empty() && page.earlier.empty()) return;
    const double x = style_.left;
    cairo_set_source_rgb(context_, 0.35, 0.35, 0.35);
    cairo_set_line_width(context_, 0.5);
    cairo_move_to(context_, x, style_.top + page.rule_y + kPdfNotesGap / 2);
    cairo_rel_line_to(context_, style_.width() / 3, 0);
    cairo_stroke(context_);
    for (const PlacedNote& placed : page.notes) {
      const PdfLines& lines = flow_.notes[static_cast<std::size_t>(placed.note) - 1].lines;
      cairo_tag_begin(context_, "Note", nullptr);
      if (placed.first_line == 0) {
        char attributes[120];
        std::snprintf(attributes, sizeof attributes, "name='note-%d' x=%.2f y=%.2f", placed.note, x,
                      style_.top + placed.y);
        cairo_tag_begin(context_, CAIRO_TAG_DEST, attributes);
        cairo_tag_end(context_, CAIRO_TAG_DEST);
      }
      for (int line = 0; line < placed.lines; ++line) {
        lines.draw(context_, static_cast<std::size_t>(placed.first_line) + static_cast<std::size_t>(line), x,
                   style_.top + placed.y + line * style_.small_line);
      }
      cairo_tag_end(context_, "Note");
    }
    if (page.earlier.empty()) return;
    const DocumentWords& words = document_words(document_.language);
    PdfText text = pdf_text(std::string(words.earlier_notes));
    std::vector<int> sorted = page.earlier;
    std::sort(sorted.begin(), sorted.end());
    // One line; more numbers than it holds are cut with an ellipsis.
    constexpr std::size_t kMost = 24;
    for (std::size_t k = 0; k < std::min(sorted.size(), kMost); ++k)
      text.push_back({PdfRunKind::kPlain, "[" + std::to_string(sorted[k]) + "]", 0, Level::kNone, "", 1});
    if (sorted.size() > kMost) text.push_back({PdfRunKind::kPlain, "…", 0, Level::kNone, "", 1});
    const PdfLines line =
        shaper_.shape(text, {style_.body_fonts, style_.small, false, 0x595959},
                      {style_.width(), style_.small_line, 0, DocumentAlign::kLeft, false, false});
    line.draw(context_, 0, x, style_.top + page.earlier_y);
  }

  // Page number and, in English, the running head.
  void furniture(int number) {
    const double base = style_.page_height - style_.bottom + style_.page_number_distance;
    const std::string text = chinese_ ? "— " + std::to_string(number) + " —" : std::to_string(number);
    const double inset = chinese_ ? style_.page_number : 0;
    const bool right = !chinese_ || number % 2 == 1;
    const PdfLines label = shaper_.shape(
        pdf_text(text), {style_.body_fonts, style_.page_number, false, chinese_ ? 0x1F1F1F : 0x595959},
        {style_.width() - 2 * inset, style_.page_number, 0,
         right ? DocumentAlign::kRight : DocumentAlign::kLeft, false, false});
    label.draw(context_, 0, style_.left + inset, base - style_.page_number);
    if (chinese_ || number == 1) return;
    const double y = style_.top - 34;
    const auto head = [&](const std::string& part, DocumentAlign align) {
      const PdfLines line =
          shaper_.shape(pdf_text(clean_text(part)), {style_.body_fonts, 8.5, false, 0x595959},
                        {style_.width() / 2, 12, 0, align, false, false});
      line.draw(context_, 0, style_.left + (align == DocumentAlign::kRight ? style_.width() / 2 : 0), y);
    };
    head(document_.issuer, DocumentAlign::kLeft);
    head(document_.status, DocumentAlign::kRight);
  }

  void outline(const PdfPiece& piece, int number, double y) {
    const auto level = static_cast<std::size_t>(piece.outline_level);
    int parent = CAIRO_PDF_OUTLINE_ROOT;
    for (std::size_t above = 1; above < level; ++above) {
      if (outline_[above] != 0) parent = outline_[above];
    }
    char place[80];
    std::snprintf(place, sizeof place, "page=%d pos=[%.2f %.2f]", number, style_.left, y);
    outline_[level] = cairo_pdf_surface_add_outline(surface_, parent, piece.outline.c_str(), place,
                                                    CAIRO_PDF_OUTLINE_FLAG_OPEN);
    std::fill(outline_.begin() + static_cast<std::ptrdiff_t>(level) + 1, outline_.end(), 0);
  }

  const Document& document_;
  bool chinese_;
  const DocumentStyle& style_;
  cairo_surface_t* surface_;
  cairo_t* context_;
  PdfShaper shaper_;
  DocumentNumbering numbering_;
  PdfFlow flow_;
  std::array<int, 4> outline_ = {};  // the last entry of each level
};

}  // namespace

std::string document_pdf(const Document& document) {
  const DocumentStyle& style = document_style(document.language);
  std::string bytes;
  const std::unique_ptr<cairo_surface_t, Destroy> surface(
      cairo_pdf_surface_create_for_stream(append, &bytes, style.page_width, style.page_height));
  {
    const std::unique_ptr<cairo_t, Destroy> context(cairo_create(surface.get()));
    Writer(document, surface.get(), context.get()).write();
    if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS) bytes.clear();
  }
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) bytes.clear();
  return bytes;
}

}  // namespace tenon
