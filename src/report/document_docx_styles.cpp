#include <cmath>

#include "report/document_docx_parts.h"
#include "report/document_style.h"
#include "report/document_text.h"

namespace tenon {
namespace {

std::string fonts(const char* latin, const char* east) {
  return std::string("<w:rFonts w:ascii=\"") + latin + "\" w:hAnsi=\"" + latin + "\" w:cs=\"" + latin +
         "\" w:eastAsia=\"" + east + "\"/>";
}

// Half points.
std::string size(double points) {
  const std::string half = std::to_string(std::lround(points * 2));
  return "<w:sz w:val=\"" + half + "\"/><w:szCs w:val=\"" + half + "\"/>";
}

// Lines of their own height must not be stretched to the grid of the body.
std::string off_grid(std::string paragraph) {
  const std::size_t place = paragraph.find("<w:spacing");
  if (place != std::string::npos && paragraph.find("\"auto\"") != std::string::npos) {
    paragraph.insert(place, "<w:snapToGrid w:val=\"0\"/>");
  }
  return paragraph;
}

std::string style(const char* id, const char* name, const std::string& paragraph, const std::string& run,
                  const char* next = "Normal") {
  return std::string("<w:style w:type=\"paragraph\" w:styleId=\"") + id + "\"><w:name w:val=\"" + name +
         "\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"" + next + "\"/><w:qFormat/><w:pPr>" +
         off_grid(paragraph) + "</w:pPr><w:rPr>" + run + "</w:rPr></w:style>\n";
}

std::string head_of_styles(const std::string& run, const std::string& paragraph) {
  return std::string(kXmlHead) + "<w:styles " + kDocxNamespaces + ">\n<w:docDefaults><w:rPrDefault><w:rPr>" +
         run + "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>" +
         paragraph +
         "</w:pPr></w:pPrDefault></w:docDefaults>\n"
         "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
         "w:val=\"Normal\"/><w:qFormat/></w:style>\n"
         "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name "
         "w:val=\"Default Paragraph "
         "Font\"/></w:style>\n"
         "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal "
         "Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" "
         "w:type=\"dxa\"/><w:left w:w=\"108\" "
         "w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" "
         "w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\n"
         "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote "
         "reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\n"
         "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color "
         "w:val=\"1D5FBF\"/><w:u w:val=\"single\"/></w:rPr></w:style>\n";
}

std::string chinese_styles() {
  const std::string hei = fonts("Times New Roman", "黑体");
  const std::string kai = fonts("Times New Roman", "楷体");
  const std::string song = fonts("Times New Roman", "方正小标宋简体");
  const std::string exact = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"560\" w:lineRule=\"exact\"/>";
  const std::string single = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>";
  const std::string indent = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>";
  std::string out =
      head_of_styles(fonts("Times New Roman", "仿宋") + size(16), exact + "<w:jc w:val=\"both\"/>");
  out += style("BodyText", "Body Text", "<w:widowControl/>" + indent, "", "BodyText");
  out += style("Heading1", "heading 1", "<w:keepNext/>" + indent + "<w:outlineLvl w:val=\"0\"/>", hei,
               "BodyText");
  out += style("Heading2", "heading 2", "<w:keepNext/>" + indent + "<w:outlineLvl w:val=\"1\"/>", kai,
               "BodyText");
  out += style("Heading3", "heading 3", "<w:keepNext/>" + indent + "<w:outlineLvl w:val=\"2\"/>", "<w:b/>",
               "BodyText");
  out += style("Title", "Title",
               "<w:spacing w:before=\"640\" w:after=\"120\" w:line=\"680\" w:lineRule=\"exact\"/><w:jc "
               "w:val=\"center\"/>",
               song + size(22));
  out += style("Subtitle", "Subtitle", "<w:jc w:val=\"center\"/>", kai);
  out +=
      style("Status", "Status", "<w:spacing w:before=\"0\" w:after=\"240\"/><w:jc w:val=\"center\"/>", kai);
  out += style("Classification", "Classification", "", hei);
  out += style("Issuer", "Issuer",
               "<w:spacing w:before=\"240\" w:after=\"360\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc "
               "w:val=\"center\"/>",
               song + "<w:color w:val=\"C00000\"/>" + size(36));
  out += style("Facts", "Facts",
               "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"16\" w:space=\"4\" "
               "w:color=\"C00000\"/></w:pBdr><w:tabs><w:tab w:val=\"right\" "
               "w:pos=\"8844\"/></w:tabs>",
               "");
  out += style("ListParagraph", "List Paragraph", "", "", "ListParagraph");
  out += style("Caption", "caption",
               "<w:spacing w:before=\"120\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc "
               "w:val=\"center\"/>",
               hei + size(12));
  out += style("Figure", "Figure",
               "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"0\" w:line=\"240\" "
               "w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
               "", "Caption");
  out += style(
      "TableText", "Table Text",
      "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>",
      size(10.5));
  out += style("TableHead", "Table Head",
               "<w:keepNext/><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" "
               "w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>",
               hei + size(10.5));
  out += style(
      "TableNote", "Table Note",
      "<w:spacing w:before=\"60\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>",
      size(9));
  const std::string box =
      "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"12305C\"/></w:pBdr><w:shd "
      "w:val=\"clear\" w:color=\"auto\" "
      "w:fill=\"F4F6F9\"/>";
  out += style("CalloutHead", "Callout Head",
               "<w:keepNext/>" + box + "<w:ind w:left=\"240\" w:right=\"120\"/>", hei, "Callout");
  out += style("Callout", "Callout", "<w:keepLines/>" + box + "<w:ind w:left=\"240\" w:right=\"120\"/>", "",
               "Callout");
  out += style("KeyLabel", "Key Label", "<w:keepNext/>" + single + "<w:jc w:val=\"left\"/>",
               hei + "<w:color w:val=\"595959\"/>" + size(10.5));
  out += style("KeyValue", "Key Value", single + "<w:jc w:val=\"left\"/>",
               fonts("Arial", "黑体") + "<w:b/><w:color w:val=\"12305C\"/>" + size(18));
  out += style("FootnoteText", "footnote text", single + "<w:jc w:val=\"left\"/>", size(9));
  out += style("Footer", "footer", single, fonts("宋体", "宋体") + size(14));
  out += style("Header", "header", single, size(9));
  out += style("Signature", "Signature",
               "<w:keepLines/><w:spacing w:before=\"240\" w:after=\"0\"/><w:jc w:val=\"left\"/>", "");
  return out + "</w:styles>\n";
}

std::string english_styles() {
  const std::string single = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>";
  const std::string blue = "<w:b/><w:color w:val=\"12305C\"/>";
  const auto space = [](int before, int after) {
    return "<w:spacing w:before=\"" + std::to_string(before) + "\" w:after=\"" + std::to_string(after) +
           "\" w:line=\"259\" w:lineRule=\"auto\"/>";
  };
  std::string out = head_of_styles(fonts("Arial", "等线") + size(11), space(0, 0));
  out += style("BodyText", "Body Text", "<w:widowControl/>" + space(0, 120), "", "BodyText");
  out += style("Heading1", "heading 1", "<w:keepNext/>" + space(320, 100) + "<w:outlineLvl w:val=\"0\"/>",
               blue + size(14), "BodyText");
  out += style("Heading2", "heading 2", "<w:keepNext/>" + space(240, 80) + "<w:outlineLvl w:val=\"1\"/>",
               blue + size(12), "BodyText");
  out += style("Heading3", "heading 3", "<w:keepNext/>" + space(180, 60) + "<w:outlineLvl w:val=\"2\"/>",
               blue + size(11), "BodyText");
  out += style("Title", "Title", "<w:spacing w:before=\"240\" w:after=\"60\"/>", "<w:b/>" + size(21));
  out += style("Subtitle", "Subtitle", space(0, 120), "<w:color w:val=\"595959\"/>" + size(13));
  out += style("Status", "Status", space(0, 120), "<w:b/>");
  out += style("Classification", "Classification", "", "<w:b/>" + size(10));
  out += style("Issuer", "Issuer", space(60, 0), blue);
  out += style("Facts", "Facts",
               "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"6\" w:color=\"D9DDE3\"/></w:pBdr>" +
                   space(0, 240),
               "<w:color w:val=\"595959\"/>" + size(10));
  out += style("ListParagraph", "List Paragraph", space(0, 60), "", "ListParagraph");
  out += style("Caption", "caption", space(180, 80), "<w:b/>" + size(10));
  out += style("Figure", "Figure",
               "<w:keepNext/><w:spacing w:before=\"180\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
               "", "Caption");
  out += style("TableText", "Table Text",
               "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>", size(9));
  out += style("TableHead", "Table Head",
               "<w:keepNext/><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
               "<w:b/>" + size(9));
  out += style("TableNote", "Table Note",
               "<w:spacing w:before=\"60\" w:after=\"160\" w:line=\"240\" w:lineRule=\"auto\"/>",
               "<w:color w:val=\"595959\"/>" + size(8));
  const std::string box =
      "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"12305C\"/></w:pBdr><w:shd "
      "w:val=\"clear\" w:color=\"auto\" "
      "w:fill=\"F4F6F9\"/>";
  out += style("CalloutHead", "Callout Head",
               "<w:keepNext/>" + box + "<w:ind w:left=\"200\" w:right=\"100\"/>", blue, "Callout");
  out +=
      style("Callout", "Callout",
            "<w:keepLines/>" + box + space(0, 60) + "<w:ind w:left=\"200\" w:right=\"100\"/>", "", "Callout");
  out += style("KeyLabel", "Key Label", "<w:keepNext/>" + single, "<w:color w:val=\"595959\"/>" + size(8.5));
  out += style("KeyValue", "Key Value", single, blue + size(16));
  out += style("FootnoteText", "footnote text", single, size(8));
  out += style("Footer", "footer", "<w:tabs><w:tab w:val=\"right\" w:pos=\"9070\"/></w:tabs>" + single,
               "<w:color w:val=\"595959\"/>" + size(9));
  out += style("Header", "header", "<w:tabs><w:tab w:val=\"right\" w:pos=\"9070\"/></w:tabs>" + single,
               "<w:color w:val=\"595959\"/>" + size(9));
  out += style("Signature", "Signature", "<w:keepLines/><w:spacing w:before=\"320\" w:after=\"0\"/>", "");
  return out + "</w:styles>\n";
}

std::string page_field() {
  return "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE "
         "</w:instrText></w:r><w:r><w:fldChar "
         "w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar "
         "w:fldCharType=\"end\"/></w:r>";
}

}  // namespace

std::string docx_styles(DocumentLanguage language) {
  return language == DocumentLanguage::kChinese ? chinese_styles() : english_styles();
}

std::string docx_numbering(int ordered, DocumentLanguage language) {
  const bool chinese = language == DocumentLanguage::kChinese;
  const std::string indent =
      chinese ? "<w:ind w:left=\"1040\" w:hanging=\"400\"/>" : "<w:ind w:left=\"400\" w:hanging=\"300\"/>";
  const auto level = [&](const char* format, const char* text, const std::string& run) {
    return std::string("<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"") + format +
           "\"/><w:lvlText w:val=\"" + text + "\"/><w:lvlJc w:val=\"left\"/><w:pPr>" + indent +
           "</w:pPr><w:rPr>" + run + "</w:rPr></w:lvl>";
  };
  std::string out = std::string(kXmlHead) + "<w:numbering " + kDocxNamespaces + ">\n";
  out += "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>" +
         level("bullet", "•", fonts("Arial", "Arial")) + "</w:abstractNum>\n";
  out += "<w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"singleLevel\"/>" +
         level("decimal", "%1.", "") + "</w:abstractNum>\n";
  out += "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\n";
  for (int k = 0; k < ordered; ++k) {
    out += "<w:num w:numId=\"" + std::to_string(k + 2) +
           "\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride "
           "w:val=\"1\"/></w:lvlOverride></w:num>\n";
  }
  return out + "</w:numbering>\n";
}

std::string docx_settings() {
  return std::string(kXmlHead) + "<w:settings " + kDocxNamespaces +
         "><w:zoom w:percent=\"100\"/><w:evenAndOddHeaders/><w:characterSpacingControl "
         "w:val=\"compressPunctuation\"/>"
         "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>"
         "<w:compat><w:useFELayout/><w:compatSetting w:name=\"compatibilityMode\" "
         "w:uri=\"http://schemas.microsoft.com/office/word\" "
         "w:val=\"15\"/></w:compat></w:settings>\n";
}

std::string docx_fonts() {
  const auto font = [](const char* name, const char* other, const char* family) {
    return std::string("<w:font w:name=\"") + name + "\"><w:altName w:val=\"" + other +
           "\"/><w:charset w:val=\"86\"/><w:family w:val=\"" + family +
           "\"/><w:pitch w:val=\"variable\"/></w:font>\n";
  };
  return std::string(kXmlHead) + "<w:fonts " + kDocxNamespaces + ">\n" + font("仿宋", "FangSong", "modern") +
         font("黑体", "SimHei", "modern") + font("楷体", "KaiTi", "modern") +
         font("方正小标宋简体", "华文中宋", "roman") + font("宋体", "SimSun", "roman") +
         font("等线", "DengXian", "swiss") + "</w:fonts>\n";
}

std::string docx_footer(DocumentLanguage language, bool even) {
  std::string out =
      std::string(kXmlHead) + "<w:ftr " + kDocxNamespaces + "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>";
  if (language == DocumentLanguage::kChinese) {
    // One character in from the outer side.
    out += even ? "<w:ind w:left=\"280\"/><w:jc w:val=\"left\"/>"
                : "<w:ind w:right=\"280\"/><w:jc w:val=\"right\"/>";
    return out + "</w:pPr><w:r><w:t xml:space=\"preserve\">— </w:t></w:r>" + page_field() +
           "<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>\n";
  }
  return out + "<w:jc w:val=\"right\"/></w:pPr>" + page_field() + "</w:p></w:ftr>\n";
}

std::string docx_header(const Document& document) {
  std::string out = std::string(kXmlHead) + "<w:hdr " + kDocxNamespaces +
                    "><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>";
  if (document.language == DocumentLanguage::kEnglish) {
    out += "<w:r><w:t xml:space=\"preserve\">" + xml_text(document.issuer) +
           "</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space=\"preserve\">" + xml_text(document.status) +
           "</w:t></w:r>";
  }
  return out + "</w:p></w:hdr>\n";
}

}  // namespace tenon
