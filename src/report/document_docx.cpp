#include "report/document_docx.h"

#include "report/document_docx_parts.h"
#include "report/document_text.h"
#include "report/document_zip.h"
#include "report/timestamp.h"

namespace tenon {
namespace {

constexpr const char* kRelationships =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n";
const std::string kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relationship(const std::string& id, const std::string& type, const std::string& target,
                         bool outside = false) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + type + "\" Target=\"" + xml_text(target) + "\"" +
         (outside ? " TargetMode=\"External\"" : "") + "/>\n";
}

std::string content_types() {
  std::string out = std::string(kXmlHead) +
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\n"
                    "<Default Extension=\"rels\" "
                    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\n"
                    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>\n<Default "
                    "Extension=\"png\" ContentType=\"image/png\"/>\n";
  const std::string word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  const std::pair<const char*, std::string> parts[] = {
      {"/word/document.xml", word + "document.main+xml"},
      {"/word/styles.xml", word + "styles+xml"},
      {"/word/numbering.xml", word + "numbering+xml"},
      {"/word/settings.xml", word + "settings+xml"},
      {"/word/fontTable.xml", word + "fontTable+xml"},
      {"/word/footnotes.xml", word + "footnotes+xml"},
      {"/word/header1.xml", word + "header+xml"},
      {"/word/footer1.xml", word + "footer+xml"},
      {"/word/footer2.xml", word + "footer+xml"},
      {"/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"},
      {"/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"},
  };
  for (const auto& [name, type] : parts)
    out += std::string("<Override PartName=\"") + name + "\" ContentType=\"" + type + "\"/>\n";
  return out + "</Types>\n";
}

std::string core(const Document& document) {
  const std::string time = format_utc(document.created.value_or(report_time()));
  return std::string(kXmlHead) +
         "<cp:coreProperties "
         "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>" +
         xml_text(document.title) + "</dc:title><dc:subject>" + xml_text(document.subtitle) +
         "</dc:subject><dc:creator>" + xml_text(document.issuer) +
         "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">" + time +
         "</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">" + time +
         "</dcterms:modified><dc:language>" +
         (document.language == DocumentLanguage::kChinese ? "zh-CN" : "en") +
         "</dc:language></cp:coreProperties>\n";
}

}  // namespace

std::string document_docx(const Document& document) {
  const DocxBody body = docx_body(document);
  std::string of_document = std::string(kXmlHead) + kRelationships;
  of_document += relationship("rIdStyles", kOffice + "styles", "styles.xml");
  of_document += relationship("rIdNumbering", kOffice + "numbering", "numbering.xml");
  of_document += relationship("rIdSettings", kOffice + "settings", "settings.xml");
  of_document += relationship("rIdFonts", kOffice + "fontTable", "fontTable.xml");
  of_document += relationship("rIdFootnotes", kOffice + "footnotes", "footnotes.xml");
  of_document += relationship("rIdHeader", kOffice + "header", "header1.xml");
  of_document += relationship("rIdFooterOdd", kOffice + "footer", "footer1.xml");
  of_document += relationship("rIdFooterEven", kOffice + "footer", "footer2.xml");
  for (std::size_t k = 0; k < body.images.size(); ++k) {
    of_document +=
        relationship("rIdImage" + std::to_string(k + 1), kOffice + "image", "media/" + body.images[k].file);
  }
  of_document += "</Relationships>\n";
  std::string of_footnotes = std::string(kXmlHead) + kRelationships;
  for (const DocxLink& link : body.footnote_links)
    of_footnotes += relationship(link.id, kOffice + "hyperlink", link.address, true);
  of_footnotes += "</Relationships>\n";
  const std::string of_package =
      std::string(kXmlHead) + kRelationships +
      relationship("rId1", kOffice + "officeDocument", "word/document.xml") +
      relationship("rId2",
                   "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                   "docProps/core.xml") +
      relationship("rId3", kOffice + "extended-properties", "docProps/app.xml") + "</Relationships>\n";

  std::vector<ZipPart> parts = {
      {"[Content_Types].xml", content_types()},
      {"_rels/.rels", of_package},
      {"docProps/core.xml", core(document)},
      {"docProps/app.xml", std::string(kXmlHead) +
                               "<Properties "
                               "xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                               "extended-properties\"><Application>Tenon</Application></Properties>\n"},
      {"word/document.xml", body.document},
      {"word/_rels/document.xml.rels", of_document},
      {"word/footnotes.xml", body.footnotes},
      {"word/_rels/footnotes.xml.rels", of_footnotes},
      {"word/styles.xml", docx_styles(document.language)},
      {"word/numbering.xml", docx_numbering(body.ordered_lists, document.language)},
      {"word/settings.xml", docx_settings()},
      {"word/fontTable.xml", docx_fonts()},
      {"word/header1.xml", docx_header(document)},
      {"word/footer1.xml", docx_footer(document.language, false)},
      {"word/footer2.xml", docx_footer(document.language, true)},
  };
  for (const DocxImage& image : body.images) parts.push_back({"word/media/" + image.file, image.bytes});
  return zip_parts(parts);
}

}  // namespace tenon
