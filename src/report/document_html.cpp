#include "report/document_html.h"

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "report/chart_svg.h"
#include "report/document_html_style.h"
#include "report/document_numbering.h"
#include "report/document_text.h"
#include "report/html_escape.h"
#include "report/words.h"

namespace tenon {
namespace {

class Page {
 public:
  explicit Page(const Document& document)
      : document_(document),
        chinese_(document.language == DocumentLanguage::kChinese),
        words_(document_words(document.language)),
        numbering_(number_document(document)),
        uses_(numbering_.used.size(), 0) {}

  std::string take() && {
    head();
    for (std::size_t k = 0; k < document_.blocks.size(); ++k) {
      block_ = k;
      std::visit([this](const auto& content) { write(content); }, document_.blocks[k]);
    }
    sign();
    notes();
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void head() {
    out_ += "<!DOCTYPE html>\n<html lang=\"";
    out_ += chinese_ ? "zh-CN" : "en";
    out_ +=
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
        "content=\"default-src "
        "'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
        xml_text(document_.title) + "</title>\n<style>";
    out_ += document_html_style();
    out_ += "</style>\n</head>\n<body>\n<main>\n<header>\n";
    element("p", "label", document_.classification);
    element("p", "issuer", document_.issuer);
    if (chinese_) {
      facts(false);
      title();
      if (!document_.status.empty()) element("p", "status", "（" + document_.status + "）");
    } else {
      title();
      facts(true);
    }
    out_ += "</header>\n";
  }

  void title() {
    element("h1", "", document_.title);
    element("p", "subtitle", document_.subtitle);
  }

  void facts(bool with_status) {
    if (document_.number.empty() && document_.date.empty() && !(with_status && !document_.status.empty()))
      return;
    out_ += "<div class=\"facts\">";
    element("span", "", document_.number);
    element("span", "", document_.date);
    if (with_status) element("span", "status", document_.status);
    out_ += "</div>\n";
  }

  // Nothing for an empty text.
  void element(const std::string& tag, const std::string& kind, const std::string& text) {
    if (text.empty()) return;
    out_ += "<" + tag + (kind.empty() ? "" : " class=\"" + kind + "\"") + ">" + xml_text(text) + "</" + tag +
            ">\n";
  }

  void reference(std::size_t note) {
    const int number = numbering_.of_note(note);
    if (number == 0) return;
    const auto position = static_cast<std::size_t>(number) - 1;
    const std::string id = std::to_string(number) + "-" + std::to_string(++uses_[position]);
    out_ += "<sup><a id=\"r" + id + "\" href=\"#n" + std::to_string(number) + "\" title=\"" +
            html_escape(note_text(document_.notes[numbering_.used[position]], document_.language)) +
            "\" role=\"doc-noteref\">[" + std::to_string(number) + "]</a></sup>";
  }

  void badge(Level level) {
    out_ += "<span class=\"badge\">";
    const std::vector<ChartPath> shape = level_shape(level, 0, 0, 16);
    if (!shape.empty()) {
      out_ += "<svg viewBox=\"-0.5 -0.5 17 17\" aria-hidden=\"true\">";
      out_ += chart_path_svg(shape[0]);
      out_ += "</svg>";
    } else {
      out_ += std::string(glyph_of(level)) + " ";
    }
    out_ += html_escape(badge_word(level, document_.language)) + "</span>";
  }

  void text(const DocumentText& text) {
    for (const DocumentRun& run : text) {
      switch (run.kind) {
        case DocumentRunKind::kPlain:
          out_ += xml_text(run.text);
          break;
        case DocumentRunKind::kStrong:
          out_ += "<strong>" + xml_text(run.text) + "</strong>";
          break;
        case DocumentRunKind::kNote:
          reference(run.note);
          break;
        case DocumentRunKind::kBadge:
          badge(run.level);
          break;
      }
    }
  }

  void write(const DocumentHeading& heading) {
    const std::string tag = "h" + std::to_string(std::clamp(heading.level, 1, 3) + 1);
    out_ += "<" + tag + " id=\"b" + std::to_string(block_) + "\"><span class=\"num\">" +
            numbering_.headings[block_] + "</span>";
    text(heading.text);
    out_ += "</" + tag + ">\n";
  }

  void write(const DocumentParagraph& paragraph) {
    out_ += "<p class=\"body\">";
    text(paragraph.text);
    out_ += "</p>\n";
  }

  void write(const DocumentList& list) {
    if (list.items.empty()) return;
    out_ += list.ordered ? "<ol>\n" : "<ul>\n";
    for (const DocumentText& item : list.items) {
      out_ += "<li>";
      text(item);
      out_ += "</li>\n";
    }
    out_ += list.ordered ? "</ol>\n" : "</ul>\n";
  }

  void write(const DocumentKeyFigures& strip) {
    if (strip.figures.empty()) return;
    out_ += "<div class=\"keys\">\n";
    for (const DocumentKeyFigure& figure : strip.figures) {
      out_ += "<div><p class=\"k-label\">" + xml_text(figure.label) + "</p><p class=\"k-value\">" +
              xml_text(figure.value);
      if (!figure.unit.empty()) out_ += "<span class=\"k-unit\">" + xml_text(figure.unit) + "</span>";
      for (const std::size_t note : figure.notes) reference(note);
      out_ += "</p></div>\n";
    }
    out_ += "</div>\n";
  }

  void caption(std::string_view kind, const DocumentText& caption) {
    out_ += caption_label(kind, numbering_.captions[block_]) + (chinese_ ? "　" : ". ");
    text(caption);
  }

  void row(const std::vector<DocumentText>& cells, const std::vector<DocumentColumn>& columns,
           const char* tag) {
    out_ += "<tr>";
    for (std::size_t k = 0; k < columns.size(); ++k) {
      out_ += std::string("<") + tag;
      if (tag[1] == 'h') out_ += " scope=\"col\"";
      if (columns[k].align == DocumentAlign::kRight) out_ += " class=\"r\"";
      if (columns[k].align == DocumentAlign::kCentre) out_ += " class=\"c\"";
      out_ += ">";
      if (k < cells.size()) text(cells[k]);
      out_ += std::string("</") + tag + ">";
    }
    out_ += "</tr>\n";
  }

  void rows(const DocumentTable& table) {
    const std::vector<DocumentColumn> columns = document_columns(table);
    double total = 0;
    for (const DocumentColumn& column : columns) total += column.width;
    out_ += "<colgroup>";
    for (const DocumentColumn& column : columns) {
      out_ += "<col style=\"width:" + format_fixed(100 * column.width / total, 2) + "%\">";
    }
    out_ += "</colgroup>\n";
    if (!table.header.empty()) {
      out_ += "<thead>\n";
      for (const auto& cells : table.header) row(cells, columns, "th");
      out_ += "</thead>\n";
    }
    out_ += "<tbody>\n";
    for (const auto& cells : table.rows) row(cells, columns, "td");
    out_ += "</tbody>\n";
  }

  void write(const DocumentTable& table) {
    out_ += "<div class=\"wide\">\n<table>\n<caption>";
    caption(words_.table, table.caption);
    out_ += "</caption>\n";
    rows(table);
    out_ += "</table>\n";
    for (const DocumentText& note : table.notes) {
      out_ += "<p class=\"table-notes\">" + std::string(words_.note) + std::string(words_.colon);
      text(note);
      out_ += "</p>\n";
    }
    out_ += "</div>\n";
  }

  void write(const DocumentChart& chart) {
    const std::string title = plain_text_of(chart.caption);
    out_ +=
        "<figure>\n" + chart_svg(layout_chart(chart.chart, document_.language), "c" + std::to_string(block_),
                                 title, chart.description.empty() ? title : chart.description);
    out_ += "\n<figcaption>";
    caption(words_.figure, chart.caption);
    out_ += "</figcaption>\n<details><summary>" + std::string(words_.data) + "</summary>\n<table>\n";
    rows(chart_data_table(chart.chart, document_.language));
    out_ += "</table>\n</details>\n</figure>\n";
  }

  void write(const DocumentCallout& box) {
    out_ += "<aside>\n<p class=\"head\">";
    text(box.title);
    out_ += "</p>\n";
    for (const DocumentText& paragraph : box.paragraphs) write(DocumentParagraph{paragraph});
    out_ += "</aside>\n";
  }

  void write(const DocumentPageBreak& /*none*/) { out_ += "<hr class=\"page-break\">\n"; }

  void sign() {
    if (document_.signers.empty()) return;
    out_ += "<section class=\"sign\">\n<p class=\"said\">" + std::string(words_.signature) + "</p>\n<dl>\n";
    for (const DocumentSigner& signer : document_.signers) {
      out_ += "<div><dt>" + xml_text(signer.role) + std::string(words_.colon) + "</dt><dd></dd></div>\n";
    }
    out_ += "</dl>\n</section>\n";
  }

  void notes() {
    if (numbering_.used.empty()) return;
    out_ += "<section class=\"notes\" role=\"doc-endnotes\">\n<h2>" + std::string(words_.sources) +
            "</h2>\n<ol>\n";
    for (std::size_t k = 0; k < numbering_.used.size(); ++k) {
      const DocumentNote& note = document_.notes[numbering_.used[k]];
      const std::string number = std::to_string(k + 1);
      out_ += "<li id=\"n" + number + "\">" + html_escape(note_text(note, document_.language));
      address(note.url);
      for (int use = 1; use <= uses_[k]; ++use) {
        const std::string way = number + "-" + std::to_string(use);
        out_.append(" <a href=\"#r").append(way).append("\" title=\"").append(words_.back);
        out_.append("\" aria-label=\"").append(words_.back).append(" ").append(way).append("\">↩</a>");
      }
      out_ += "</li>\n";
    }
    out_ += "</ol>\n</section>\n";
  }

  void address(const std::string& url) {
    const std::string cleaned = clean_text(url);
    if (cleaned.empty()) return;
    const std::string link = web_address(cleaned);
    if (link.empty()) {
      out_ += " " + html_escape(cleaned);
    } else {
      out_ +=
          " <a href=\"" + html_escape(link) + "\" rel=\"noreferrer noopener\">" + html_escape(link) + "</a>";
    }
  }

  const Document& document_;
  bool chinese_;
  const DocumentWords& words_;
  DocumentNumbering numbering_;
  std::vector<int> uses_;  // of each number so far
  std::size_t block_ = 0;
  std::string out_;
};

}  // namespace

std::string document_html(const Document& document) {
  return Page(document).take();
}

}  // namespace tenon
