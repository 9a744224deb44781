#include "report/document_pdf.h"

#include <cairo-pdf.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <thread>

#include "report/document_fixture.h"
#include "report/document_pdf_flow.h"
#include "report/document_pdf_text.h"

namespace tenon {
namespace {

// A context to shape with; what is drawn goes nowhere.
class Shaping : public testing::Test {
 protected:
  Shaping()
      : surface_(cairo_pdf_surface_create_for_stream(nullptr, nullptr, 595, 842), cairo_surface_destroy),
        context_(cairo_create(surface_.get()), cairo_destroy) {}
  std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface_;
  std::unique_ptr<cairo_t, void (*)(cairo_t*)> context_;
};

std::size_t pages_of(const std::string& pdf) {
  std::size_t pages = 0;
  for (std::size_t at = pdf.find("/Type /Page "); at != std::string::npos;
       at = pdf.find("/Type /Page ", at + 1))
    ++pages;
  return pages;
}

TEST_F(Shaping, TwentyEightCharactersFillALineOfTheStandard) {
  const DocumentStyle& style = document_style(DocumentLanguage::kChinese);
  const PdfShaper shaper(context_.get(), DocumentLanguage::kChinese);
  std::string text;
  for (int k = 0; k < 56; ++k) text += "国";
  const PdfParagraph paragraph{style.width(), style.body_line, 0, DocumentAlign::kLeft, true, false};
  EXPECT_EQ(shaper.shape(pdf_text(text), {style.body_fonts, style.body, false, 0}, paragraph).count(), 2U);
  EXPECT_EQ(shaper.shape(pdf_text(text + "国"), {style.body_fonts, style.body, false, 0}, paragraph).count(),
            3U);
  EXPECT_EQ(static_cast<int>(style.height() / style.body_line), 22);
}

// Wherever the line ends, the stop goes with the character before it, and so does a note.
TEST_F(Shaping, NoLineBeginsWithPunctuationOrANote) {
  const PdfShaper shaper(context_.get(), DocumentLanguage::kChinese);
  for (int before = 1; before < 30; ++before) {
    std::string text;
    for (int k = 0; k < before; ++k) text += "国";
    const PdfParagraph paragraph{160, 28, 0, DocumentAlign::kLeft, true, false};
    const PdfTextStyle style{"Noto Serif CJK SC", 16, false, 0};
    const std::size_t plain = shaper.shape(pdf_text(text + "国国国"), style, paragraph).count();
    PdfText with = pdf_text(text);
    with.push_back(pdf_note(1));
    with.push_back(pdf_text("。")[0]);
    const PdfLines lines = shaper.shape(with, style, paragraph);
    EXPECT_LE(lines.count(), plain) << before;
    // The note is on the last line, and that line holds more than note and stop.
    ASSERT_EQ(lines.notes(lines.count() - 1).size(), 1U) << before;
    const std::size_t alone = shaper.shape(pdf_text(text), style, paragraph).count();
    EXPECT_LE(lines.count(), alone + 1) << before;
  }
}

TEST_F(Shaping, JustifiedLinesAreFullAndBalancedLinesAlike) {
  const PdfShaper shaper(context_.get(), DocumentLanguage::kChinese);
  const PdfTextStyle style{"Noto Serif CJK SC", 16, false, 0};
  const std::string text =
      "在 2026 年第 3 季度，ArF 光刻胶的进口依存度为 "
      "97%，其中三家域外企业合计占九成以上，域内仅一家通过认证。";
  EXPECT_NEAR(shaper.shape(pdf_text(text), style, {300, 28, 0, DocumentAlign::kLeft, true, false}).widest(),
              300, 0.1);
  const PdfLines wide =
      shaper.shape(pdf_text(text), style, {600, 28, 0, DocumentAlign::kCentre, false, false});
  const PdfLines even =
      shaper.shape(pdf_text(text), style, {600, 28, 0, DocumentAlign::kCentre, false, true});
  EXPECT_EQ(even.count(), wide.count());
  EXPECT_LT(even.widest(), wide.widest());
}

TEST_F(Shaping, LongWordsAreCut) {
  const PdfShaper shaper(context_.get(), DocumentLanguage::kEnglish);
  const PdfLines lines = shaper.shape(pdf_text(std::string(2000, 'x')), {"Noto Sans CJK SC", 10, false, 0},
                                      {200, 14, 0, DocumentAlign::kLeft, true, false});
  EXPECT_GT(lines.count(), 30U);
  EXPECT_LE(lines.widest(), 200.01);
}

// Every heading once in the outline, every note on some page, no piece higher than the page.
TEST_F(Shaping, FlowHoldsTheWholeDocument) {
  for (const auto language : {DocumentLanguage::kChinese, DocumentLanguage::kEnglish}) {
    const Document document = hostile_document(language);
    const DocumentNumbering numbering = number_document(document);
    const PdfShaper shaper(context_.get(), language);
    const PdfFlow flow = pdf_flow(document, numbering, shaper);
    std::size_t headings = 0;
    std::set<int> notes;
    for (const PdfPiece& piece : flow.pieces) {
      EXPECT_GT(piece.flow.height, 0);
      EXPECT_LE(piece.flow.height, flow.sheet.height);
      if (piece.outline_level > 0) ++headings;
      notes.insert(piece.flow.notes.begin(), piece.flow.notes.end());
    }
    EXPECT_EQ(headings, 5U);
    EXPECT_EQ(notes.size(), numbering.used.size());
    EXPECT_EQ(flow.notes.size(), numbering.used.size());
  }
}

TEST_F(Shaping, ParagraphsLeaveNoLineAlone) {
  Document document;
  document.language = DocumentLanguage::kEnglish;
  std::string text;
  for (int k = 0; k < 60; ++k) text += "words of a paragraph ";
  for (int k = 0; k < 40; ++k)
    document.blocks.push_back(DocumentParagraph{{plain_run(text.substr(static_cast<std::size_t>(k) * 7))}});
  const DocumentNumbering numbering = number_document(document);
  const PdfShaper shaper(context_.get(), document.language);
  const PdfFlow flow = pdf_flow(document, numbering, shaper);
  std::vector<FlowLine> lines;
  for (const PdfPiece& piece : flow.pieces) lines.push_back(piece.flow);
  const auto pages = fill_pages(lines, flow.sheet);
  ASSERT_GT(pages.size(), 5U);
  for (std::size_t k = 0; k + 1 < pages.size(); ++k) {
    const std::size_t last = pages[k].lines.back().line;
    if (flow.pieces[last].element != flow.pieces[last + 1].element) continue;
    EXPECT_EQ(flow.pieces[last - 1].element, flow.pieces[last].element);
    EXPECT_EQ(flow.pieces[last + 1].element, flow.pieces[last + 2].element);
  }
}

TEST(DocumentPdf, IsTheSameEveryTimeAndOnEveryThread) {
  const Document document = fixture_document(DocumentLanguage::kChinese);
  const std::string first = document_pdf(document);
  EXPECT_EQ(first.substr(0, 5), "%PDF-");
  EXPECT_EQ(first, document_pdf(document));
  std::string other[2];
  std::thread a([&] { other[0] = document_pdf(document); });
  std::thread b([&] { other[1] = document_pdf(document); });
  a.join();
  b.join();
  EXPECT_EQ(first, other[0]);
  EXPECT_EQ(first, other[1]);
  Document later = document;
  later.created = *document.created + 86400;
  EXPECT_NE(first, document_pdf(later));
}

TEST(DocumentPdf, TakesAnyContent) {
  for (const auto language : {DocumentLanguage::kChinese, DocumentLanguage::kEnglish}) {
    EXPECT_GT(pages_of(document_pdf(hostile_document(language))), 3U);
  }
  EXPECT_EQ(pages_of(document_pdf({})), 1U);
}

TEST(DocumentPdf, LongTablesGoOnOverPages) {
  Document document;
  DocumentTable table;
  table.header = {{{plain_run("序号")}, {plain_run("名称")}}};
  for (int k = 0; k < 10'000; ++k)
    table.rows.push_back({{plain_run(std::to_string(k))}, {plain_run("企业")}});
  document.blocks = {table};
  const std::string pdf = document_pdf(document);
  // 27 rows of 22 points on a page.
  EXPECT_GE(pages_of(pdf), 345U);
  EXPECT_LE(pages_of(pdf), 385U);
}

TEST(DocumentPdf, AddressesCannotLeaveTheirString) {
  EXPECT_EQ(pdf_address("https://example.org/(a)\\'x"), "https://example.org/%28a%29%5C%27x");
  EXPECT_EQ(pdf_address("https://example.org/水?a=%20"), "https://example.org/%E6%B0%B4?a=%20");
  EXPECT_EQ(pdf_address("javascript:alert(1)"), "");
}

}  // namespace
}  // namespace tenon
