#include "report/document_pdf_flow.h"

#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "base/text.h"
#include "report/chart_cairo.h"
#include "report/document_pdf_table.h"
#include "report/document_text.h"

namespace tenon {
namespace {

constexpr std::int32_t kDeep = 0x12305C;
constexpr std::int32_t kRed = 0xC00000;
constexpr std::int32_t kSoft = 0x595959;
constexpr std::int32_t kInkColour = 0x1F1F1F;

void fill(cairo_t* context, double x, double y, double width, double height, std::int32_t colour) {
  ChartPath box;
  box.points = {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
  box.closed = true;
  box.fill = colour;
  draw_chart_path(context, box);
}

class Flow {
 public:
  Flow(const Document& document, const DocumentNumbering& numbering, const PdfShaper& shaper)
      : document_(document),
        chinese_(document.language == DocumentLanguage::kChinese),
        words_(document_words(document.language)),
        numbering_(numbering),
        shaper_(shaper),
        style_(document_style(document.language)) {}

  PdfFlow take() && {
    head();
    for (std::size_t k = 0; k < document_.blocks.size(); ++k) {
      block_ = k;
      std::visit([this](const auto& content) { write(content); }, document_.blocks[k]);
    }
    sign();
    notes();
    return std::move(flow_);
  }

 private:
  struct Look {
    double before = 0;
    double left = 0;
    double right = 0;
    const char* tag = "P";
    bool with_next = false;
    bool shaded = false;  // on the ground of a call-out
  };

  PdfPiece& push(PdfPiece piece, double before) {
    // The space below the block above, and what keeps this with it.
    piece.flow.before = std::max(before, after_);
    after_ = 0;
    piece.flow.break_before = piece.flow.break_before && !with_next_;
    with_next_ = false;
    piece.flow.force_break = force_break_;
    force_break_ = false;
    flow_.pieces.push_back(std::move(piece));
    return flow_.pieces.back();
  }

  // A text as one piece for each line; neither its first nor its last line stands alone.
  std::size_t add(const PdfText& text, const PdfTextStyle& style, PdfParagraph paragraph, const Look& look) {
    paragraph.width -= look.left + look.right;
    const auto lines = std::make_shared<PdfLines>(shaper_.shape(text, style, paragraph));
    ++element_;
    const std::size_t first = flow_.pieces.size();
    for (std::size_t line = 0; line < lines->count(); ++line) {
      PdfPiece piece;
      piece.flow.height = paragraph.line;
      piece.flow.break_before = line != 1 && (line == 0 || line + 1 != lines->count());
      piece.flow.notes = lines->notes(line);
      piece.tag = look.tag;
      piece.element = element_;
      piece.draw = [lines, line, look, width = style_.width(), height = paragraph.line](cairo_t* context,
                                                                                        double x, double y) {
        if (look.shaded) ground(context, x, y, width, height);
        lines->draw(context, line, x + look.left, y);
      };
      push(std::move(piece), line == 0 ? look.before : 0);
    }
    with_next_ = look.with_next;
    return first;
  }

  static void ground(cairo_t* context, double x, double y, double width, double height) {
    // A little beyond, so that no seam shows between lines.
    fill(context, x, y, width, height + 0.3, 0xF4F6F9);
    fill(context, x, y, 3, height + 0.3, kDeep);
  }

  [[nodiscard]] PdfTextStyle body_style() const {
    return {style_.body_fonts, style_.body, false, kInkColour};
  }
  [[nodiscard]] PdfParagraph body_paragraph() const {
    return {style_.width(), style_.body_line, style_.indent, DocumentAlign::kLeft, chinese_, false};
  }

  void head() {
    if (chinese_) {
      chinese_head();
    } else {
      english_head();
    }
  }

  void chinese_head() {
    const double width = style_.width();
    if (!document_.classification.empty()) {
      add(pdf_text(clean_text(document_.classification)), {style_.head_fonts, style_.body, false, kInkColour},
          {width, style_.body_line, 0, DocumentAlign::kLeft, false, false}, {});
    }
    if (!document_.issuer.empty()) {
      const std::string issuer = clean_text(document_.issuer);
      const double size =
          std::clamp(std::floor(width / std::max(estimated_text_width(issuer, 1), 1.0)), 16.0, 36.0);
      Look look;
      look.before = 16;
      add(pdf_text(issuer), {style_.title_fonts, size, true, kRed},
          {width, size * 1.4, 0, DocumentAlign::kCentre, false, true}, look);
      after_ = 22;
    }
    if (!document_.number.empty() || !document_.date.empty()) {
      const auto number = std::make_shared<PdfLines>(
          shaper_.shape(pdf_text(clean_text(document_.number)), body_style(),
                        {width / 2, style_.body_line, 0, DocumentAlign::kLeft, false, false}));
      const auto date = std::make_shared<PdfLines>(
          shaper_.shape(pdf_text(clean_text(document_.date)), body_style(),
                        {width / 2, style_.body_line, 0, DocumentAlign::kRight, false, false}));
      PdfPiece piece;
      piece.element = ++element_;
      const double height = std::max(number->height(), date->height()) + 4;
      piece.flow.height = height;
      piece.draw = [number, date, width, height](cairo_t* context, double x, double y) {
        number->draw_all(context, x, y);
        date->draw_all(context, x + width / 2, y);
        fill(context, x, y + height - 1.5, width, 1.5, kRed);
      };
      push(std::move(piece), 0);
    }
    if (!document_.title.empty()) {
      Look look;
      look.before = flow_.pieces.empty() ? 0 : 34;
      look.tag = "H1";
      add(pdf_text(clean_text(document_.title)), {style_.title_fonts, style_.title, true, kInkColour},
          {width, style_.title_line, 0, DocumentAlign::kCentre, false, true}, look);
    }
    Look look;
    look.before = 4;
    const PdfTextStyle second = {style_.second_fonts, style_.body, false, kInkColour};
    const PdfParagraph centred = {width, style_.body_line, 0, DocumentAlign::kCentre, false, true};
    if (!document_.subtitle.empty()) add(pdf_text(clean_text(document_.subtitle)), second, centred, look);
    if (!document_.status.empty())
      add(pdf_text("（" + clean_text(document_.status) + "）"), second, centred, look);
    after_ = 12;
  }

  void english_head() {
    const double width = style_.width();
    const auto line = [&](const std::string& text, double size, double pitch, bool strong,
                          std::int32_t colour, double before, const char* tag) {
      if (text.empty()) return;
      Look look;
      look.before = before;
      look.tag = tag;
      add(pdf_text(clean_text(text)), {style_.plain_fonts, size, strong, colour},
          {width, pitch, 0, DocumentAlign::kLeft, false, false}, look);
    };
    line(document_.classification, 10, 14, true, kInkColour, 0, "P");
    line(document_.issuer, 10, 14, true, kDeep, 0, "P");
    line(document_.title, style_.title, style_.title_line, true, kInkColour, 18, "H1");
    line(document_.subtitle, 13, 18, false, kSoft, 4, "P");
    std::string facts;
    for (const std::string& part : {document_.number, document_.date, document_.status}) {
      if (!part.empty()) facts += (facts.empty() ? "" : "   ·   ") + clean_text(part);
    }
    line(facts, 9.5, 14, false, kSoft, 6, "P");
    PdfPiece piece;
    piece.element = ++element_;
    piece.flow.height = 7;
    piece.flow.break_before = false;
    piece.draw = [width](cairo_t* context, double x, double y) {
      fill(context, x, y + 6, width, 0.75, 0xB8BEC6);
    };
    if (!flow_.pieces.empty()) push(std::move(piece), 0);
    after_ = 12;
  }

  void write(const DocumentHeading& heading) {
    const int level = std::clamp(heading.level, 1, 3);
    const char* const fonts[] = {style_.head_fonts, style_.second_fonts, style_.body_fonts};
    static constexpr const char* kTags[] = {"H2", "H3", "H4"};
    const std::string label = numbering_.headings[block_] + (chinese_ ? "" : "  ");
    PdfText text = pdf_text(label);
    for (PdfRun& run : pdf_text(heading.text, numbering_)) text.push_back(std::move(run));
    const double size = style_.heading[level - 1];
    Look look;
    look.tag = kTags[level - 1];
    look.with_next = true;
    if (!chinese_) look.before = level == 1 ? 18 : level == 2 ? 13 : 10;
    // The stand-in for Kai is that of the body, so level 2 is told apart by its weight as well.
    const std::size_t first = add(text, {fonts[level - 1], size, true, chinese_ ? kInkColour : kDeep},
                                  {style_.width(), chinese_ ? style_.body_line : size * 1.4, style_.indent,
                                   DocumentAlign::kLeft, false, false},
                                  look);
    // Lines of a heading stay together.
    for (std::size_t k = first + 1; k < flow_.pieces.size(); ++k) flow_.pieces[k].flow.break_before = false;
    flow_.pieces[first].outline_level = level;
    flow_.pieces[first].outline = label + plain_text_of(heading.text);
    if (!chinese_) after_ = 3;
  }

  void write(const DocumentParagraph& paragraph) {
    add(pdf_text(paragraph.text, numbering_), body_style(), body_paragraph(), {});
    if (!chinese_) after_ = 6;
  }

  void write(const DocumentList& list) {
    const double marker = chinese_ ? style_.body * 1.4 : 14;
    const double left = style_.indent + marker + (chinese_ ? 0 : 4);
    const PdfTextStyle sign_style = {list.ordered ? style_.body_fonts : style_.plain_fonts, style_.body,
                                     false, kInkColour};
    for (std::size_t k = 0; k < list.items.size(); ++k) {
      Look look;
      look.left = left;
      look.before = chinese_ || k == 0 ? 0 : 2;
      PdfParagraph paragraph = body_paragraph();
      paragraph.first_indent = 0;
      const std::size_t first = add(pdf_text(list.items[k], numbering_), body_style(), paragraph, look);
      const auto sign = std::make_shared<PdfLines>(
          shaper_.shape(pdf_text(list.ordered ? std::to_string(k + 1) + "." : "•"), sign_style,
                        {marker, style_.body_line, 0, DocumentAlign::kLeft, false, false}));
      auto rest = std::move(flow_.pieces[first].draw);
      flow_.pieces[first].draw = [sign, rest = std::move(rest), at = left - marker](cairo_t* context,
                                                                                    double x, double y) {
        sign->draw(context, 0, x + at, y);
        rest(context, x, y);
      };
    }
    if (!chinese_) after_ = 6;
  }

  void write(const DocumentKeyFigures& strip) {
    for (std::size_t first = 0; first < strip.figures.size(); first += kMostKeyFigures) {
      keys(strip, first, std::min(first + kMostKeyFigures, strip.figures.size()));
      with_next_ = first + kMostKeyFigures < strip.figures.size();
      after_ = style_.gap;
    }
  }

  struct Key {
    PdfLines label;
    PdfLines value;
    double left = 0;
  };

  void keys(const DocumentKeyFigures& strip, std::size_t first, std::size_t end) {
    const KeyFigureLayout layout =
        layout_key_figures(strip, first, end, style_.width(), 11, chinese_ ? 19.0 : 17.0);
    const double size = layout.size;
    auto keys = std::make_shared<std::vector<Key>>();
    double label_height = 0;
    double value_height = 0;
    double left = 0;
    PdfPiece piece;
    for (std::size_t k = first; k < end; ++k) {
      const DocumentKeyFigure& figure = strip.figures[k];
      const double width = layout.widths[k - first] - (k == first ? 4 : 12);
      Key key;
      key.left = left + (k == first ? 0 : 8);
      key.label = shaper_.shape(pdf_text(shorten(clean_text(figure.label), 120)),
                                {style_.plain_fonts, 9, false, kSoft},
                                {width, 12, 0, DocumentAlign::kLeft, false, false});
      PdfText value = {{PdfRunKind::kStrong, shorten(clean_text(figure.value), 60), 0, Level::kNone, "", 1}};
      if (!figure.unit.empty()) {
        value.push_back({PdfRunKind::kPlain, "\xC2\xA0" + shorten(clean_text(figure.unit), 40), 0,
                         Level::kNone, "", kKeyUnitScale});
      }
      for (const std::size_t note : figure.notes) {
        if (numbering_.of_note(note) == 0) continue;
        value.push_back(pdf_note(numbering_.of_note(note)));
        value.back().scale = kKeyUnitScale;
      }
      key.value = shaper_.shape(value, {style_.plain_fonts, size, false, kDeep},
                                {width, size * 1.35, 0, DocumentAlign::kLeft, false, false});
      label_height = std::max(label_height, key.label.height());
      value_height = std::max(value_height, key.value.height());
      for (std::size_t line = 0; line < key.value.count(); ++line) {
        const std::vector<int>& notes = key.value.notes(line);
        piece.flow.notes.insert(piece.flow.notes.end(), notes.begin(), notes.end());
      }
      keys->push_back(std::move(key));
      left += layout.widths[k - first];
    }
    piece.element = ++element_;
    const double height = 6 + label_height + 2 + value_height + 6;
    piece.flow.height = std::min(height, style_.height() - 60);
    piece.draw = [keys, height, label_height, value_height, width = style_.width()](cairo_t* context,
                                                                                    double x, double y) {
      fill(context, x, y, width, 1.5, kDeep);
      fill(context, x, y + height - 0.5, width, 0.5, 0xB8BEC6);
      for (const Key& key : *keys) {
        if (key.left > 0) fill(context, x + key.left - 8, y + 6, 0.5, height - 12, 0xB8BEC6);
        key.label.draw_all(context, x + key.left, y + 6);
        key.value.draw_all(context, x + key.left, y + 8 + label_height + (value_height - key.value.height()));
      }
    };
    push(std::move(piece), style_.gap);
  }

  PdfText caption(std::string_view kind, const DocumentText& caption) {
    PdfText text = pdf_text(caption_label(kind, numbering_.captions[block_]) + (chinese_ ? "　" : ".  "));
    for (PdfRun& run : pdf_text(caption, numbering_)) text.push_back(std::move(run));
    return text;
  }
  [[nodiscard]] PdfTextStyle caption_style() const {
    return {style_.head_fonts, chinese_ ? 12.0 : 10.0, true, kInkColour};
  }
  [[nodiscard]] PdfParagraph caption_paragraph() const {
    return {style_.width(),
            chinese_ ? 18.0 : 14.0,
            0,
            chinese_ ? DocumentAlign::kCentre : DocumentAlign::kLeft,
            false,
            chinese_};
  }

  void write(const DocumentTable& table) {
    Look look;
    look.before = style_.gap;
    look.with_next = true;
    const std::size_t first =
        add(caption(words_.table, table.caption), caption_style(), caption_paragraph(), look);
    for (std::size_t k = first + 1; k < flow_.pieces.size(); ++k) flow_.pieces[k].flow.break_before = false;
    const int head = static_cast<int>(flow_.heads.size());
    PdfTablePieces pieces = pdf_table(table, numbering_, shaper_, style_, head, element_ + 1);
    flow_.heads.push_back(pieces.head);
    double height = 0;
    for (const PdfPiece& piece : pieces.head) height += piece.flow.height;
    flow_.sheet.heads.push_back(height);
    element_ += static_cast<int>(table.header.size() + table.rows.size());
    after_ = 4;
    for (PdfPiece& piece : pieces.head) push(std::move(piece), 0);
    for (PdfPiece& piece : pieces.rows) push(std::move(piece), 0);
    with_next_ = false;
    for (const DocumentText& note : table.notes) {
      PdfText text = pdf_text(std::string(words_.note) + std::string(words_.colon));
      for (PdfRun& run : pdf_text(note, numbering_)) text.push_back(std::move(run));
      with_next_ = true;
      Look small;
      small.before = 3;
      add(text, {style_.body_fonts, style_.small, false, kSoft},
          {style_.width(), style_.small_line, 0, DocumentAlign::kLeft, false, false}, small);
    }
    after_ = style_.gap;
  }

  // The picture and, kept with it, the lines of its caption.
  void write(const DocumentChart& chart) {
    auto picture = std::make_shared<ChartPicture>(layout_chart(chart.chart, document_.language));
    constexpr double kCaptionRoom = 140;  // some lines of caption and notes go on the same page
    const double scale =
        std::min({1.0, style_.width() / picture->width, (style_.height() - kCaptionRoom) / picture->height});
    PdfPiece piece;
    piece.tag = "Figure";
    piece.element = ++element_;
    piece.flow.height = picture->height * scale + 4;
    const double left = chinese_ ? (style_.width() - picture->width * scale) / 2 : 0;
    piece.draw = [picture, scale, left, language = document_.language](cairo_t* context, double x, double y) {
      cairo_save(context);
      cairo_translate(context, x + left, y);
      cairo_scale(context, scale, scale);
      draw_chart(context, *picture, language);
      cairo_restore(context);
    };
    push(std::move(piece), style_.gap);
    with_next_ = true;
    const std::size_t first =
        add(caption(words_.figure, chart.caption), caption_style(), caption_paragraph(), {});
    for (std::size_t k = first; k < flow_.pieces.size(); ++k) flow_.pieces[k].flow.break_before = false;
    after_ = style_.gap;
  }

  void write(const DocumentCallout& box) {
    edge(6, style_.gap);
    with_next_ = true;
    Look look;
    look.left = 14;
    look.right = 10;
    look.shaded = true;
    look.with_next = true;
    if (!box.title.empty()) {
      const std::size_t first =
          add(pdf_text(box.title, numbering_),
              {style_.head_fonts, style_.body, true, chinese_ ? kInkColour : kDeep},
              {style_.width(), style_.body_line, 0, DocumentAlign::kLeft, false, false}, look);
      for (std::size_t k = first; k < flow_.pieces.size(); ++k) flow_.pieces[k].flow.break_before = false;
    }
    look.with_next = false;
    for (const DocumentText& paragraph : box.paragraphs) {
      PdfParagraph shape = body_paragraph();
      shape.first_indent = 0;
      add(pdf_text(paragraph, numbering_), body_style(), shape, look);
    }
    with_next_ = true;
    edge(6, 0);
    after_ = style_.gap;
  }

  // The upper or lower rim of a call-out.
  void edge(double height, double before) {
    PdfPiece piece;
    piece.element = element_;
    piece.flow.height = height;
    piece.draw = [height, width = style_.width()](cairo_t* context, double x, double y) {
      ground(context, x, y, width, height);
    };
    push(std::move(piece), before);
  }

  void write(const DocumentPageBreak& /*none*/) { force_break_ = true; }

  void sign() {
    if (document_.signers.empty()) return;
    Look look;
    look.before = 30;
    look.with_next = true;
    add(pdf_text(std::string(words_.signature)), {style_.body_fonts, style_.small, false, kSoft},
        {style_.width(), style_.small_line, 0, DocumentAlign::kLeft, false, false}, look);
    constexpr std::size_t kMost = 3;
    for (std::size_t first = 0; first < document_.signers.size(); first += kMost) {
      const double cell = style_.width() / static_cast<double>(kMost);
      auto roles = std::make_shared<std::vector<PdfLines>>();
      for (std::size_t k = first; k < std::min(first + kMost, document_.signers.size()); ++k) {
        roles->push_back(shaper_.shape(
            pdf_text(shorten(clean_text(document_.signers[k].role), 60) + std::string(words_.colon)),
            body_style(), {cell - 24, style_.body_line, 0, DocumentAlign::kLeft, false, false}));
      }
      double height = 0;
      for (const PdfLines& role : *roles) height = std::max(height, role.height());
      PdfPiece piece;
      piece.element = ++element_;
      piece.flow.height = std::min(height, style_.height() - 60);
      piece.draw = [roles, cell, line = style_.body_line](cairo_t* context, double x, double y) {
        for (std::size_t k = 0; k < roles->size(); ++k) {
          const double left = x + cell * static_cast<double>(k);
          (*roles)[k].draw_all(context, left, y);
          const double begin = std::min((*roles)[k].widest() + 2, cell - 30);
          fill(context, left + begin, y + line - 4, cell - 14 - begin, 0.6, kInkColour);
        }
      };
      push(std::move(piece), 14);
      with_next_ = first + kMost < document_.signers.size();
    }
  }

  void notes() {
    for (std::size_t k = 0; k < numbering_.used.size(); ++k) {
      const DocumentNote& note = document_.notes[numbering_.used[k]];
      PdfText text = pdf_text("[" + std::to_string(k + 1) + "] " + note_text(note, document_.language));
      const std::string shown = clean_text(note.url);
      if (!shown.empty())
        text.push_back({PdfRunKind::kLink, " " + shown, 0, Level::kNone, pdf_address(shown), 1});
      PdfNote placed;
      placed.lines = shaper_.shape(text, {style_.body_fonts, style_.small, false, kInkColour},
                                   {style_.width(), style_.small_line, -(k < 9 ? 1.6 : 2.2) * style_.small,
                                    DocumentAlign::kLeft, false, false});
      flow_.sheet.notes.push_back({static_cast<int>(placed.lines.count()), style_.small_line});
      flow_.notes.push_back(std::move(placed));
    }
    flow_.sheet.height = style_.height();
    flow_.sheet.notes_gap = kPdfNotesGap;
    flow_.sheet.earlier_height = style_.small_line;
  }

  const Document& document_;
  bool chinese_;
  const DocumentWords& words_;
  const DocumentNumbering& numbering_;
  const PdfShaper& shaper_;
  const DocumentStyle& style_;
  std::size_t block_ = 0;
  int element_ = 0;
  double after_ = 0;        // space below the last piece
  bool with_next_ = false;  // the last piece stays with the next
  bool force_break_ = false;
  PdfFlow flow_;
};

}  // namespace

PdfFlow pdf_flow(const Document& document, const DocumentNumbering& numbering, const PdfShaper& shaper) {
  return Flow(document, numbering, shaper).take();
}

}  // namespace tenon
