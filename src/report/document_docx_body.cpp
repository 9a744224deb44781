#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "report/chart_cairo.h"
#include "report/chart_layout.h"
#include "report/document_docx_parts.h"
#include "report/document_style.h"
#include "report/document_text.h"
#include "report/html_escape.h"
#include "report/words.h"

namespace tenon {
namespace {

constexpr double kDotsPerInch = 200;
constexpr double kBadgeDots = 600;

std::string number(double value) {
  return std::to_string(std::lround(value));
}

std::string span(const std::string& text, const std::string& properties = "") {
  if (text.empty()) return "";
  return "<w:r>" + (properties.empty() ? "" : "<w:rPr>" + properties + "</w:rPr>") +
         "<w:t xml:space=\"preserve\">" + xml_text(text) + "</w:t></w:r>";
}

class Body {
 public:
  explicit Body(const Document& document)
      : document_(document),
        chinese_(document.language == DocumentLanguage::kChinese),
        words_(document_words(document.language)),
        style_(document_style(document.language)),
        numbering_(number_document(document)),
        is_set_(numbering_.used.size(), false) {}

  DocxBody take() && {
    out_ += std::string(kXmlHead) + "<w:document " + kDocxNamespaces + "><w:body>\n";
    head();
    for (std::size_t k = 0; k < document_.blocks.size(); ++k) {
      block_ = k;
      std::visit([this](const auto& content) { write(content); }, document_.blocks[k]);
    }
    sign();
    section();
    out_ += "</w:body></w:document>\n";
    body_.document = std::move(out_);
    footnotes();
    return std::move(body_);
  }

 private:
  void paragraph(const std::string& style, const std::string& content, const std::string& properties = "") {
    out_ +=
        "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/>" + properties + "</w:pPr>" + content + "</w:p>\n";
  }

  void line(const std::string& style, const std::string& text) {
    if (!text.empty()) paragraph(style, span(text));
  }

  void head() {
    line("Classification", document_.classification);
    if (!document_.issuer.empty()) {
      std::string shrunk;
      if (chinese_) {
        // As large as one line holds, at most 36 points.
        const double width = estimated_text_width(clean_text(document_.issuer), 1);
        const double size = std::clamp(std::floor(style_.width() / std::max(width, 1.0)), 16.0, 36.0);
        shrunk = "<w:sz w:val=\"" + number(size * 2) + "\"/><w:szCs w:val=\"" + number(size * 2) + "\"/>";
      }
      paragraph("Issuer", span(document_.issuer, shrunk));
    }
    const auto facts = [this](std::initializer_list<std::string> parts) {
      std::string content;
      bool any = false;
      for (const std::string& part : parts) {
        if (any) content += chinese_ ? "<w:r><w:tab/></w:r>" : part.empty() ? "" : span("   ·   ");
        any = any || chinese_ || !part.empty();
        content += span(part);
      }
      if (!content.empty()) paragraph("Facts", content);
    };
    if (chinese_ && (!document_.number.empty() || !document_.date.empty()))
      facts({document_.number, document_.date});
    line("Title", document_.title);
    line("Subtitle", document_.subtitle);
    if (chinese_) {
      if (!document_.status.empty()) line("Status", "（" + document_.status + "）");
    } else {
      facts({document_.number, document_.date, document_.status});
    }
  }

  // The note itself where a number is used first, a reference to that afterwards.
  std::string reference(std::size_t note, const std::string& look = "") {
    const int n = numbering_.of_note(note);
    if (n == 0) return "";
    const std::string text = std::to_string(n);
    const std::string raised = "<w:rPr><w:rStyle w:val=\"FootnoteReference\"/>" + look + "</w:rPr>";
    const auto position = static_cast<std::size_t>(n) - 1;
    if (!is_set_[position]) {
      is_set_[position] = true;
      return "<w:bookmarkStart w:id=\"" + text + "\" w:name=\"_RefNote" + text + "\"/><w:r>" + raised +
             "<w:footnoteReference w:id=\"" + text + "\"/></w:r><w:bookmarkEnd w:id=\"" + text + "\"/>";
    }
    return "<w:r>" + raised + "<w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>" + raised +
           "<w:instrText xml:space=\"preserve\"> NOTEREF _RefNote" + text +
           " \\f \\h </w:instrText></w:r><w:r>" + raised +
           "<w:fldChar w:fldCharType=\"separate\"/></w:r><w:r>" + raised + "<w:t>" + text +
           "</w:t></w:r><w:r>" + raised + "<w:fldChar w:fldCharType=\"end\"/></w:r>";
  }

  // Two references side by side would read as one number.
  std::string references(const std::string& before, std::size_t note, const std::string& look = "") {
    std::string next = reference(note, look);
    if (next.empty() || before.size() < 4 || !after_reference_) return next;
    return span(chinese_ ? "、" : ",", "<w:vertAlign w:val=\"superscript\"/>") + next;
  }

  std::string text(const DocumentText& text, double size) {
    std::string out;
    after_reference_ = false;
    for (const DocumentRun& run : text) {
      switch (run.kind) {
        case DocumentRunKind::kPlain:
          out += span(run.text);
          break;
        case DocumentRunKind::kStrong:
          out += span(run.text, "<w:b/>");
          break;
        case DocumentRunKind::kNote:
          out += references(out, run.note);
          after_reference_ = true;
          continue;
        case DocumentRunKind::kBadge:
          out += badge(run.level, size);
          break;
      }
      if (run.kind == DocumentRunKind::kBadge || !run.text.empty()) after_reference_ = false;
    }
    return out;
  }

  std::string image(std::size_t position, double width, double height, const std::string& description) {
    const auto emu = [](double points) { return number(points * 12700); };
    const std::string id = std::to_string(++drawings_);
    const std::string extent = "cx=\"" + emu(width) + "\" cy=\"" + emu(height) + "\"/>";
    return "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent " + extent +
           "<wp:docPr id=\"" + id + "\" name=\"Picture " + id + "\" descr=\"" + xml_text(description) +
           "\"/><a:graphic><a:graphicData "
           "uri=\"http://schemas.openxmlformats.org/drawingml/2006/"
           "picture\"><pic:pic><pic:nvPicPr><pic:cNvPr "
           "id=\"" +
           id + "\" name=\"" + body_.images[position].file + "\" descr=\"" + xml_text(description) +
           "\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rIdImage" +
           std::to_string(position + 1) +
           "\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" "
           "y=\"0\"/><a:ext " +
           extent +
           "</a:xfrm><a:prstGeom "
           "prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></"
           "wp:inline></w:drawing></w:r>";
  }

  // "Red I" with a space that does not break.
  static std::string unbroken(std::string word) {
    const std::size_t space = word.find(' ');
    return space == std::string::npos ? word : word.replace(space, 1, "\xC2\xA0");
  }

  // Office fonts lack an octagon, so shapes are pictures; one of each level in the file.
  std::string badge(Level level, double size) {
    const std::string word = badge_word(level, document_.language);
    const std::vector<ChartPath> shape = level_shape(level, 0.5, 0.5, 11);
    if (shape.empty()) return span(std::string(glyph_of(level)) + " " + word, "<w:b/>");
    const auto at = static_cast<std::size_t>(level);
    if (badges_[at] == 0) {
      ChartPicture picture{14, 12, {}};  // a gap before the word
      for (const ChartPath& path : shape) picture.commands.emplace_back(path);
      body_.images.push_back({"level_" + std::string(id_of(level)) + ".png",
                              chart_png(picture, kBadgeDots, document_.language, false)});
      badges_[at] = body_.images.size();
    }
    return image(badges_[at] - 1, size * 0.93, size * 0.8, word) + span(unbroken(word), "<w:b/>");
  }

  void write(const DocumentHeading& heading) {
    const int level = std::clamp(heading.level, 1, 3);
    const std::string label = numbering_.headings[block_] + (chinese_ ? "" : "  ");
    paragraph("Heading" + std::to_string(level), span(label) + text(heading.text, style_.body));
  }

  void write(const DocumentParagraph& content) { paragraph("BodyText", text(content.text, style_.body)); }

  void write(const DocumentList& list) {
    if (list.items.empty()) return;
    const int id = list.ordered ? ++body_.ordered_lists + 1 : 1;
    const std::string properties =
        "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"" + std::to_string(id) + "\"/></w:numPr>";
    for (const DocumentText& item : list.items)
      paragraph("ListParagraph", text(item, style_.body), properties);
  }

  void write(const DocumentKeyFigures& strip) {
    for (std::size_t first = 0; first < strip.figures.size(); first += kMostKeyFigures) {
      keys(strip, first, std::min(first + kMostKeyFigures, strip.figures.size()));
    }
  }

  void keys(const DocumentKeyFigures& strip, std::size_t first, std::size_t end) {
    const KeyFigureLayout layout =
        layout_key_figures(strip, first, end, style_.width(), 11, chinese_ ? 18.0 : 16.0);
    std::vector<double> widths;
    for (const double width : layout.widths) widths.push_back(std::floor(width * 20));
    spacer(6);
    begin_table(
        widths,
        "<w:top w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"12305C\"/><w:bottom w:val=\"single\" "
        "w:sz=\"4\" w:space=\"0\" w:color=\"D9DDE3\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" "
        "w:color=\"D9DDE3\"/>");
    out_ += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
    const auto sized = [](double points) {
      return "<w:sz w:val=\"" + number(points * 2) + "\"/><w:szCs w:val=\"" + number(points * 2) + "\"/>";
    };
    const std::string small =
        "<w:b w:val=\"0\"/><w:color w:val=\"1F1F1F\"/>" + sized(layout.size * kKeyUnitScale);
    for (std::size_t k = first; k < end; ++k) {
      const DocumentKeyFigure& figure = strip.figures[k];
      out_ += "<w:tc><w:tcPr><w:tcW w:w=\"" + number(widths[k - first]) + "\" w:type=\"dxa\"/></w:tcPr>";
      paragraph("KeyLabel", span(figure.label),
                "<w:spacing w:before=\"80\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>");
      std::string content = span(figure.value, sized(layout.size));
      if (!figure.unit.empty()) content += span(" " + figure.unit, small);
      std::string notes;
      after_reference_ = false;
      for (const std::size_t note : figure.notes) {
        notes += references(notes, note, "<w:b w:val=\"0\"/>" + sized(10));
        after_reference_ = true;
      }
      paragraph("KeyValue", content + notes,
                "<w:spacing w:before=\"20\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/>");
      out_ += "</w:tc>";
    }
    out_ += "</w:tr>\n</w:tbl>\n";
    spacer(6);
  }

  // Tables that touch would become one.
  void spacer(int points) {
    out_ += "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"" + std::to_string(points * 20) +
            "\" w:lineRule=\"exact\"/></w:pPr></w:p>\n";
  }

  void begin_table(const std::vector<double>& widths, const std::string& borders) {
    double total = 0;
    for (const double width : widths) total += width;
    out_ += "<w:tbl><w:tblPr><w:tblW w:w=\"" + number(total) + "\" w:type=\"dxa\"/><w:tblBorders>" + borders +
            "</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>";
    for (const double width : widths) out_ += "<w:gridCol w:w=\"" + number(width) + "\"/>";
    out_ += "</w:tblGrid>\n";
  }

  void row(const std::vector<DocumentText>& cells, const std::vector<DocumentColumn>& columns,
           const std::vector<double>& widths, bool head, bool last) {
    out_ += "<w:tr><w:trPr><w:cantSplit/>";
    if (head) out_ += "<w:tblHeader/>";
    out_ += "</w:trPr>";
    for (std::size_t k = 0; k < columns.size(); ++k) {
      out_ += "<w:tc><w:tcPr><w:tcW w:w=\"" + number(widths[k]) + "\" w:type=\"dxa\"/>";
      if (last)
        out_ +=
            "<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" "
            "w:color=\"1F1F1F\"/></w:tcBorders>";
      if (head) out_ += "<w:vAlign w:val=\"bottom\"/>";
      out_ += "</w:tcPr>";
      static constexpr std::array<const char*, 3> kAlign = {"left", "right", "center"};
      const std::string align =
          std::string("<w:jc w:val=\"") + kAlign[static_cast<std::size_t>(columns[k].align)] + "\"/>";
      paragraph(head ? "TableHead" : "TableText", k < cells.size() ? text(cells[k], style_.table) : "",
                align);
      out_ += "</w:tc>";
    }
    out_ += "</w:tr>\n";
  }

  std::string caption(std::string_view kind, const DocumentText& caption) {
    return span(caption_label(kind, numbering_.captions[block_]) + (chinese_ ? "　" : ".  ")) +
           text(caption, chinese_ ? 12 : 10);
  }

  void write(const DocumentTable& table) {
    const std::vector<DocumentColumn> columns = document_columns(table);
    double total = 0;
    for (const DocumentColumn& column : columns) total += column.width;
    std::vector<double> widths(columns.size());
    std::transform(columns.begin(), columns.end(), widths.begin(), [&](const DocumentColumn& column) {
      return std::floor(style_.width() * 20 * column.width / total);
    });
    paragraph("Caption", caption(words_.table, table.caption), "<w:keepNext/>");
    begin_table(
        widths,
        "<w:top w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"1F1F1F\"/><w:bottom w:val=\"single\" "
        "w:sz=\"12\" w:space=\"0\" "
        "w:color=\"1F1F1F\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D9DDE3\"/>");
    for (std::size_t k = 0; k < table.header.size(); ++k)
      row(table.header[k], columns, widths, true, k + 1 == table.header.size());
    for (const auto& cells : table.rows) row(cells, columns, widths, false, false);
    if (table.header.empty() && table.rows.empty()) row({}, columns, widths, false, false);
    out_ += "</w:tbl>\n";
    for (const DocumentText& note : table.notes) {
      paragraph("TableNote",
                span(std::string(words_.note) + std::string(words_.colon)) + text(note, style_.small));
    }
    if (table.notes.empty()) spacer(8);
  }

  void write(const DocumentChart& chart) {
    const ChartPicture picture = layout_chart(chart.chart, document_.language);
    const std::string description =
        chart.description.empty() ? plain_text_of(chart.caption) : chart.description;
    body_.images.push_back({"figure" + std::to_string(numbering_.captions[block_]) + ".png",
                            chart_png(picture, kDotsPerInch, document_.language)});
    // Tall pictures are brought to what a page holds beside their caption.
    const double scale = std::min(1.0, (style_.height() - 60) / picture.height);
    paragraph("Figure",
              image(body_.images.size() - 1, picture.width * scale, picture.height * scale, description));
    paragraph("Caption", caption(words_.figure, chart.caption));
  }

  void write(const DocumentCallout& box) {
    if (!plain_text_of(box.title).empty()) paragraph("CalloutHead", text(box.title, style_.body));
    for (const DocumentText& content : box.paragraphs) paragraph("Callout", text(content, style_.body));
    spacer(8);
  }

  void write(const DocumentPageBreak& /*none*/) { out_ += "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>\n"; }

  void sign() {
    if (document_.signers.empty()) return;
    paragraph("TableNote", span(std::string(words_.signature)),
              "<w:keepNext/><w:spacing w:before=\"480\" w:after=\"0\"/>");
    for (std::size_t first = 0; first < document_.signers.size(); first += 3) {
      const double step = style_.width() * 20 / 3;
      std::string tabs = "<w:tabs>";
      std::string content;
      for (std::size_t k = first; k < std::min(first + 3, document_.signers.size()); ++k) {
        const double begin = step * static_cast<double>(k - first);
        if (k > first) {
          tabs += "<w:tab w:val=\"left\" w:pos=\"" + number(begin) + "\"/>";
          content += "<w:r><w:tab/></w:r>";
        }
        tabs += "<w:tab w:val=\"left\" w:pos=\"" + number(begin + step - 240) + "\"/>";
        content += span(clean_text(document_.signers[k].role) + std::string(words_.colon)) +
                   "<w:r><w:rPr><w:u w:val=\"single\"/></w:rPr><w:tab/></w:r>";
      }
      paragraph("Signature", content, tabs + "</w:tabs>");
    }
  }

  void section() {
    const auto twips = [](double points) { return number(points * 20); };
    out_ +=
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/><w:headerReference "
        "w:type=\"even\" r:id=\"rIdHeader\"/>"
        "<w:footerReference w:type=\"default\" r:id=\"rIdFooterOdd\"/><w:footerReference w:type=\"even\" "
        "r:id=\"rIdFooterEven\"/><w:pgSz w:w=\"11906\" "
        "w:h=\"16838\"/><w:pgMar w:top=\"" +
        twips(style_.top) + "\" w:right=\"" + twips(style_.right) + "\" w:bottom=\"" + twips(style_.bottom) +
        "\" w:left=\"" + twips(style_.left) + "\" w:header=\"720\" w:footer=\"" +
        twips(chinese_ ? style_.bottom - 7 * kPointsOfMm - 14 : 34) + "\" w:gutter=\"0\"/>";
    if (chinese_) out_ += "<w:docGrid w:type=\"lines\" w:linePitch=\"560\"/>";
    out_ += "</w:sectPr>";
  }

  void footnotes() {
    std::string& out = body_.footnotes;
    out += std::string(kXmlHead) + "<w:footnotes " + kDocxNamespaces +
           ">\n<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:pPr><w:pStyle "
           "w:val=\"FootnoteText\"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>\n"
           "<w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:pPr><w:pStyle "
           "w:val=\"FootnoteText\"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>\n";
    for (std::size_t k = 0; k < numbering_.used.size(); ++k) {
      const DocumentNote& note = document_.notes[numbering_.used[k]];
      out += "<w:footnote w:id=\"" + std::to_string(k + 1) +
             "\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:rPr><w:rStyle "
             "w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>" +
             span(" " + note_text(note, document_.language));
      const std::string cleaned = clean_text(note.url);
      const std::string address = web_address(cleaned);
      if (!address.empty()) {
        const std::string id = "rIdLink" + std::to_string(k + 1);
        body_.footnote_links.push_back({id, address});
        out += span(" ") + "<w:hyperlink r:id=\"" + id + "\">" +
               span(address, "<w:rStyle w:val=\"Hyperlink\"/>") + "</w:hyperlink>";
      } else if (!cleaned.empty()) {
        out += span(" " + cleaned);
      }
      out += "</w:p></w:footnote>\n";
    }
    out += "</w:footnotes>\n";
  }

  const Document& document_;
  bool chinese_;
  const DocumentWords& words_;
  const DocumentStyle& style_;
  DocumentNumbering numbering_;
  std::vector<bool> is_set_;  // numbers whose note is in the text already
  bool after_reference_ = false;
  std::array<std::size_t, 6> badges_ = {};  // of each level 1 + the position of its image; 0: none yet
  int drawings_ = 0;
  std::size_t block_ = 0;
  std::string out_;
  DocxBody body_;
};

}  // namespace

DocxBody docx_body(const Document& document) {
  return Body(document).take();
}

}  // namespace tenon
