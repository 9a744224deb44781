#include "report/document_html.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "report/document_fixture.h"

namespace tenon {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    ++found;
  return found;
}

bool in_order(const std::string& text, std::initializer_list<const char*> parts) {
  std::size_t at = 0;
  for (const char* part : parts) {
    at = text.find(part, at);
    if (at == std::string::npos) {
      ADD_FAILURE() << part;
      return false;
    }
  }
  return true;
}

TEST(DocumentHtml, SaysEverythingInOrder) {
  const std::string page = document_html(fixture_document(DocumentLanguage::kEnglish));
  EXPECT_TRUE(in_order(page, {"<h1>Title of it</h1>",
                              "Box",
                              "In the box",
                              "Label",
                              "86",
                              "1</span>Heading one</h2>",
                              "<strong>strong</strong>",
                              "1.1</span>Heading two</h3>",
                              "<ol>",
                              "First item",
                              "<ul>",
                              "Dotted item",
                              "1.1.1</span>Heading three</h4>",
                              "Table 1. Caption of the table",
                              "<th scope=\"col\">Head A</th>",
                              "<td>Cell 1</td>",
                              "Note below",
                              "page-break",
                              "<desc",
                              "What it shows",
                              "Figure 1. Caption of the figure",
                              "Checked",
                              "Sources and notes",
                              "Source one",
                              "Source two"}));
  const std::string chinese = document_html(fixture_document(DocumentLanguage::kChinese));
  EXPECT_TRUE(in_order(chinese, {"一、</span>Heading one", "（一）</span>Heading two",
                                 "1.</span>Heading three", "表 1　Caption", "图 1　Caption"}));
}

TEST(DocumentHtml, NotesAreLinkedBothWays) {
  const std::string page = document_html(fixture_document(DocumentLanguage::kEnglish));
  // Note 1 is used by the key figure, the paragraph and the cell.
  for (const char* id : {"1-1", "1-2", "1-3", "2-1"}) {
    EXPECT_EQ(count(page, std::string("id=\"r") + id + "\""), 1U) << id;
    EXPECT_EQ(count(page, std::string("href=\"#r") + id + "\""), 1U) << id;
  }
  EXPECT_EQ(count(page, "href=\"#n1\""), 3U);
  EXPECT_EQ(count(page, "<li id=\"n"), 2U);
  EXPECT_NE(page.find("title=\"Source two, grade S synthetic [synthetic] [assumption]\""), std::string::npos);
  EXPECT_NE(page.find("href=\"https://example.org/a?b=1&amp;c=2\""), std::string::npos);
}

TEST(DocumentHtml, LoadsAndRunsNothing) {
  const std::string page = document_html(hostile_document(DocumentLanguage::kChinese));
  EXPECT_TRUE(is_valid_utf8(page));
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("href=\"javascript"), std::string::npos);
  EXPECT_EQ(page.find("url("), std::string::npos);
  EXPECT_EQ(page.find('\x01'), std::string::npos);
  EXPECT_EQ(count(page, "</title>"), 1 + count(page, "<title id="));
}

TEST(DocumentHtml, IdsAreUnique) {
  const std::string page = document_html(hostile_document(DocumentLanguage::kEnglish));
  std::set<std::string> ids;
  for (std::size_t at = page.find(" id=\""); at != std::string::npos; at = page.find(" id=\"", at + 1)) {
    const std::string id = page.substr(at + 5, page.find('"', at + 5) - at - 5);
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
  EXPECT_GT(ids.size(), 10U);
}

TEST(DocumentHtml, AnEmptyDocumentIsAPage) {
  const std::string page = document_html({});
  EXPECT_TRUE(in_order(page, {"<!DOCTYPE html>", "<main>", "</html>"}));
  EXPECT_EQ(page.find("class=\"notes\""), std::string::npos);
}

}  // namespace
}  // namespace tenon
