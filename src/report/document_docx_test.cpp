#include "report/document_docx.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <map>
#include <vector>

#include "base/text.h"
#include "report/document_fixture.h"
#include "report/document_zip.h"

namespace tenon {
namespace {

std::size_t number_at(const std::string& bytes, std::size_t at, int length) {
  std::size_t value = 0;
  for (int k = length; k-- > 0;)
    value = value << 8U | static_cast<unsigned char>(bytes.at(at + static_cast<std::size_t>(k)));
  return value;
}

// Reads by the directory at the end, and checks sums and headers.
std::map<std::string, std::string> unzip(const std::string& bytes) {
  std::map<std::string, std::string> parts;
  const std::size_t end = bytes.size() - 22;
  EXPECT_EQ(number_at(bytes, end, 4), 0x06054B50U);
  std::size_t at = number_at(bytes, end + 16, 4);
  for (std::size_t k = number_at(bytes, end + 10, 2); k-- > 0;) {
    EXPECT_EQ(number_at(bytes, at, 4), 0x02014B50U);
    const std::size_t packed = number_at(bytes, at + 20, 4);
    const std::size_t size = number_at(bytes, at + 24, 4);
    const std::size_t name_length = number_at(bytes, at + 28, 2);
    const std::string name = bytes.substr(at + 46, name_length);
    const std::size_t local = number_at(bytes, at + 42, 4);
    EXPECT_EQ(number_at(bytes, local, 4), 0x04034B50U);
    EXPECT_EQ(bytes.substr(local + 4, 26), bytes.substr(at + 6, 26)) << name;
    std::string body = bytes.substr(local + 30 + name_length, packed);
    if (number_at(bytes, at + 10, 2) == 8) {
      std::string plain(size, '\0');
      z_stream stream{};
      EXPECT_EQ(inflateInit2(&stream, -15), Z_OK);
      stream.next_in = reinterpret_cast<Bytef*>(body.data());
      stream.avail_in = static_cast<uInt>(body.size());
      stream.next_out = reinterpret_cast<Bytef*>(plain.data());
      stream.avail_out = static_cast<uInt>(plain.size());
      EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END) << name;
      inflateEnd(&stream);
      body = plain;
    }
    EXPECT_EQ(body.size(), size);
    EXPECT_EQ(crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size())),
              number_at(bytes, at + 16, 4))
        << name;
    EXPECT_TRUE(parts.emplace(name, body).second) << name;
    at += 46 + name_length;
  }
  EXPECT_EQ(at, end);
  return parts;
}

// Elements nest and close, text holds no bare mark-up: enough of XML 1.0 for what we write. Empty if
// well-formed.
std::string fault_of_xml(const std::string& text) {
  if (!is_valid_utf8(text)) return "not UTF-8";
  std::vector<std::string> open;
  std::size_t roots = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '&') {
      const std::size_t end = text.find(';', at);
      const std::string name = end == std::string::npos ? "" : text.substr(at + 1, end - at - 1);
      if (name != "amp" && name != "lt" && name != "gt" && name != "quot" && name != "#39")
        return "entity at " + std::to_string(at);
      at = end + 1;
    } else if (c == '>') {
      return "bare > at " + std::to_string(at);
    } else if (c != '<') {
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n') return "control at " + std::to_string(at);
      ++at;
    } else {
      std::size_t end = at;
      bool quoted = false;
      while (++end < text.size() && (quoted || text[end] != '>')) {
        if (text[end] == '"') quoted = !quoted;
        if (text[end] == '<') return "< within a tag at " + std::to_string(end);
      }
      if (end >= text.size()) return "open tag at " + std::to_string(at);
      const std::string tag = text.substr(at + 1, end - at - 1);
      const std::string name =
          tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" /\n", 1) - (tag[0] == '/' ? 1 : 0));
      if (tag[0] == '/') {
        if (open.empty() || open.back() != tag.substr(1))
          return "</" + tag.substr(1) + "> at " + std::to_string(at);
        open.pop_back();
      } else if (tag[0] != '?' && tag.back() != '/') {
        if (open.empty()) ++roots;
        open.push_back(name);
      }
      at = end + 1;
    }
  }
  if (!open.empty()) return "open " + open.back();
  return roots == 1 ? "" : "roots " + std::to_string(roots);
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    ++found;
  return found;
}

void expect_sound(const std::map<std::string, std::string>& parts) {
  for (const auto& [name, body] : parts) {
    if (name.ends_with(".png")) continue;
    EXPECT_EQ(fault_of_xml(body), "") << name;
  }
  // What is referred to is there.
  const std::string& document = parts.at("word/document.xml");
  const std::string& relations = parts.at("word/_rels/document.xml.rels");
  for (std::size_t at = document.find("r:embed=\""); at != std::string::npos;
       at = document.find("r:embed=\"", at + 1)) {
    const std::string id = document.substr(at + 9, document.find('"', at + 9) - at - 9);
    EXPECT_NE(relations.find("Id=\"" + id + "\""), std::string::npos) << id;
  }
  for (std::size_t at = relations.find("Target=\""); at != std::string::npos;
       at = relations.find("Target=\"", at + 1)) {
    const std::string target = relations.substr(at + 8, relations.find('"', at + 8) - at - 8);
    EXPECT_TRUE(parts.count("word/" + target) == 1) << target;
  }
  const std::string& notes = parts.at("word/footnotes.xml");
  for (std::size_t at = document.find("<w:footnoteReference w:id=\""); at != std::string::npos;
       at = document.find("<w:footnoteReference w:id=\"", at + 1)) {
    const std::string id = document.substr(at + 27, document.find('"', at + 27) - at - 27);
    EXPECT_EQ(count(notes, "<w:footnote w:id=\"" + id + "\""), 1U) << id;
    EXPECT_EQ(count(document, "<w:footnoteReference w:id=\"" + id + "\""), 1U) << id;
  }
}

TEST(DocumentZip, GivesBackItsParts) {
  std::string noise;
  for (unsigned k = 0, state = 1; k < 1000; ++k)
    noise += static_cast<char>((state = state * 1103515245U + 12345U) >> 16U);
  const auto parts =
      unzip(zip_parts({{"a.txt", std::string(100'000, 'a')}, {"空.bin", ""}, {"noise", noise}}));
  EXPECT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts.at("a.txt"), std::string(100'000, 'a'));
  EXPECT_EQ(parts.at("空.bin"), "");
  EXPECT_EQ(parts.at("noise"), noise);
  EXPECT_EQ(unzip(zip_parts({})).size(), 0U);
}

TEST(DocumentDocx, IsAWellFormedPackage) {
  for (const auto language : {DocumentLanguage::kChinese, DocumentLanguage::kEnglish}) {
    for (const Document& document : {fixture_document(language), hostile_document(language), Document{}}) {
      const std::string bytes = document_docx(document);
      EXPECT_EQ(bytes.substr(30, 19), "[Content_Types].xml");
      expect_sound(unzip(bytes));
    }
  }
}

TEST(DocumentDocx, HasRealHeadingsNotesAndRepeatedHeads) {
  const auto parts = unzip(document_docx(fixture_document(DocumentLanguage::kChinese)));
  const std::string& document = parts.at("word/document.xml");
  for (const char* style : {"Heading1", "Heading2", "Heading3", "Title", "Caption", "FootnoteText"}) {
    EXPECT_NE(parts.at("word/styles.xml").find(std::string("w:styleId=\"") + style + "\""), std::string::npos)
        << style;
  }
  EXPECT_NE(
      document.find("<w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">一、</w:t>"),
      std::string::npos);
  EXPECT_EQ(count(document, "<w:tblHeader/>"), 1U);
  // Two notes; note 1 is used three times, twice as a reference to the first.
  EXPECT_EQ(count(document, "<w:footnoteReference"), 2U);
  EXPECT_EQ(count(document, "NOTEREF _RefNote1 "), 2U);
  EXPECT_EQ(count(document, "w:name=\"_RefNote1\""), 1U);
  EXPECT_NE(parts.at("word/footnotes.xml").find("Source one"), std::string::npos);
  EXPECT_NE(parts.at("word/_rels/footnotes.xml.rels")
                .find("Target=\"https://example.org/a?b=1&amp;c=2\" TargetMode=\"External\""),
            std::string::npos);
  EXPECT_NE(document.find("descr=\"What it shows\""), std::string::npos);
  EXPECT_NE(parts.at("word/styles.xml").find("仿宋"), std::string::npos);
  EXPECT_NE(parts.at("word/fontTable.xml").find("方正小标宋简体"), std::string::npos);
  EXPECT_EQ(parts.at("word/media/figure1.png").substr(1, 3), "PNG");
}

TEST(DocumentDocx, ListsCountFromOneEach) {
  Document document;
  document.blocks = {DocumentList{true, {{plain_run("a")}}}, DocumentList{true, {{plain_run("b")}}},
                     DocumentList{false, {{plain_run("c")}}}};
  const auto parts = unzip(document_docx(document));
  const std::string& body = parts.at("word/document.xml");
  for (const char* id : {"2", "3", "1"})
    EXPECT_EQ(count(body, std::string("<w:numId w:val=\"") + id + "\"/>"), 1U);
  EXPECT_EQ(count(parts.at("word/numbering.xml"), "<w:startOverride w:val=\"1\"/>"), 2U);
}

TEST(DocumentDocx, IsTheSameEveryTime) {
  const Document document = fixture_document(DocumentLanguage::kEnglish);
  EXPECT_EQ(document_docx(document), document_docx(document));
}

}  // namespace
}  // namespace tenon
