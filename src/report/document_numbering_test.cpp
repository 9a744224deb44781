#include "report/document_numbering.h"

#include <gtest/gtest.h>

#include "report/document_fixture.h"

namespace tenon {
namespace {

DocumentNumbering headings(DocumentLanguage language, std::initializer_list<int> levels) {
  Document document;
  document.language = language;
  for (const int level : levels) document.blocks.push_back(DocumentHeading{level, {}});
  return number_document(document);
}

TEST(DocumentNumbering, HeadingsCountBelowTheirParent) {
  const auto levels = {1, 2, 2, 3, 3, 1, 2, 3};
  EXPECT_EQ(headings(DocumentLanguage::kChinese, levels).headings,
            (std::vector<std::string>{"一、", "（一）", "（二）", "1.", "2.", "二、", "（一）", "1."}));
  EXPECT_EQ(headings(DocumentLanguage::kEnglish, levels).headings,
            (std::vector<std::string>{"1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1", "2.1.1"}));
}

TEST(DocumentNumbering, HeadingsBeyondTheLevelsAndWithoutParentsHaveNumbers) {
  EXPECT_EQ(headings(DocumentLanguage::kEnglish, {0, 9, 2}).headings,
            (std::vector<std::string>{"1", "1.1", "1.1"}));
  EXPECT_EQ(headings(DocumentLanguage::kEnglish, {3, 2}).headings, (std::vector<std::string>{"1", "1"}));
}

TEST(DocumentNumbering, NotesAreNumberedByFirstUseAndSharedByContent) {
  const Document document = fixture_document(DocumentLanguage::kEnglish);
  const DocumentNumbering numbering = number_document(document);
  // The key figure names note 0 first; the table's caption note 1; its cell note 2, which says what note 0
  // says.
  EXPECT_EQ(numbering.notes, (std::vector<int>{1, 2, 1}));
  EXPECT_EQ(numbering.used, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(numbering.of_note(3), 0);
}

TEST(DocumentNumbering, NotesThatDifferInAnythingSeenAreTwo) {
  Document document;
  DocumentNote note{"Source", 2025, 'A', "https://example.org", false, false};
  document.notes.assign(7, note);
  document.notes[1].year = 2024;
  document.notes[2].grade = 'B';
  document.notes[3].url = "";
  document.notes[4].synthetic = true;
  document.notes[5].assumption = true;
  DocumentText text;
  for (const std::size_t k : {4, 6, 0, 5, 3, 2, 1}) text.push_back(note_run(k));
  document.blocks = {DocumentParagraph{text}};
  const DocumentNumbering numbering = number_document(document);
  EXPECT_EQ(numbering.notes, (std::vector<int>{2, 6, 5, 4, 1, 3, 2}));
  EXPECT_EQ(numbering.used, (std::vector<std::size_t>{4, 6, 5, 3, 2, 1}));
}

TEST(DocumentNumbering, TablesAndFiguresCountApart) {
  Document document;
  document.blocks = {DocumentTable{}, DocumentChart{}, DocumentParagraph{}, DocumentChart{}, DocumentTable{}};
  EXPECT_EQ(number_document(document).captions, (std::vector<int>{1, 1, 0, 2, 2}));
}

TEST(DocumentNumbering, UnusedNotesHaveNoNumber) {
  Document document;
  document.notes.resize(2);
  document.blocks = {DocumentParagraph{{note_run(5)}}};
  EXPECT_EQ(number_document(document).notes, (std::vector<int>{0, 0}));
  EXPECT_TRUE(number_document(document).used.empty());
}

}  // namespace
}  // namespace tenon
