#include "exchange/xlsx_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exchange/xlsx_test_archive.h"

namespace tenon {
namespace {

using xlsx_test::archive;
using xlsx_test::Book;
using xlsx_test::parts_of;
using xlsx_test::workbook;
using xlsx_test::workbook_of_rows;

// "A1=text:a B1=number:5 ..." of the first sheet, then its faults.
std::string read(const std::string& bytes, const SpreadsheetOptions& options = {}) {
  constexpr const char* kNames[] = {"empty", "text", "number", "date", "boolean", "error"};
  FaultList faults;
  const auto spreadsheet = parse_spreadsheet(bytes, "t.xlsx", options, faults);
  EXPECT_EQ(spreadsheet.has_value(), !faults.has_errors());
  std::string shown;
  if (spreadsheet) {
    for (const SheetRow& row : spreadsheet->sheets[0].rows) {
      for (const Cell& cell : row.cells) {
        shown += (shown.empty() ? "" : " ") + cell_name({row.number, cell.column}) + "=" +
                 kNames[static_cast<int>(cell.kind)] + ":" + cell.text + (cell.is_percent ? "%" : "");
      }
    }
  }
  return shown + faults.to_string();
}

TEST(XlsxReader, ReadsEveryTypeOfCell) {
  EXPECT_EQ(read(workbook_of_rows("<row r='1'><c r='A1' t='s'><v>1</v></c><c r='B1'><v>5</v></c>"
                                  "<c r='C1' t='b'><v>1</v></c><c r='D1' t='e'><v>#N/A</v></c>"
                                  "<c r='E1' t='str'><f>A1</f><v>x</v></c>"
                                  "<c r='F1' t='inlineStr'><is><t> y </t></is></c>"
                                  "<c r='G1' t='n'><f>1/3</f><v>0.33333333333333331</v></c>"
                                  "<c r='H1' t='b'><v>0</v></c></row>",
                                  "<si><t>zero</t></si><si><t>one</t></si>")),
            "A1=text:one B1=number:5 C1=boolean:TRUE D1=error:#N/A E1=text:x F1=text: y  "
            "G1=number:0.3333333333333333 H1=boolean:FALSE");
}

TEST(XlsxReader, WritesNumbersShortest) {
  EXPECT_EQ(read(workbook_of_rows("<row><c><v>1.1000000000000001</v></c><c><v>1E2</v></c><c><v>007</v></c>"
                                  "<c><v>-0</v></c><c><v> 12 </v></c><c><v>1.5E-9</v></c>"
                                  "<c><v>9.1310000132207923E+17</v></c><c><v>12.0</v></c></row>")),
            "A1=number:1.1 B1=number:100 C1=number:7 D1=number:0 E1=number:12 F1=number:1.5e-09 "
            "G1=number:913100001322079200 H1=number:12");
}

TEST(XlsxReader, SkipsWhatIsEmptyAndKeepsNumbers) {
  EXPECT_EQ(read(workbook_of_rows("<row r='3'><c r='B3' s='1'/><c r='C3'><v>1</v></c></row><row r='4'/>"
                                  "<row r='7'><c r='A7' t='inlineStr'><is><t></t></is></c></row>"
                                  "<row r='9'><c r='XFD9'><v>2</v></c></row>")),
            "C3=number:1 XFD9=number:2");
}

TEST(XlsxReader, CountsCellsWithoutPlace) {
  EXPECT_EQ(read(workbook_of_rows("<row><c><v>1</v></c><c/><c><v>2</v></c></row>"
                                  "<row r='5'><c r='D5'><v>3</v></c><c><v>4</v></c></row>"
                                  "<row><c><v>5</v></c></row>")),
            "A1=number:1 C1=number:2 D5=number:3 E5=number:4 A6=number:5");
}

TEST(XlsxReader, JoinsRunsWithoutPhoneticGuides) {
  EXPECT_EQ(
      read(workbook_of_rows("<row><c t='s'><v>0</v></c><c t='inlineStr'><is><r><rPr><b/></rPr><t>in</t></r>"
                            "<r><t xml:space='preserve'>line </t></r></is></c></row>",
                            "<si><r><t>东</t></r><r><rPr><sz val='9'/></rPr><t>京</t></r><rPh sb='0' eb='2'>"
                            "<t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>")),
      "A1=text:东京 B1=text:inline ");
}

TEST(XlsxReader, ResolvesEscapesOfText) {
  EXPECT_EQ(read(workbook_of_rows("<row><c t='s'><v>0</v></c><c t='str'><f>x</f><v>_x005F_x0041_</v></c>"
                                  "<c t='inlineStr'><is><t>&lt;_x0009_&#10;&amp;</t></is></c></row>",
                                  "<si><t>a_x000D_\nb</t></si>")),
            "A1=text:a\r\nb B1=text:_x0041_ C1=text:<\t\n&");
}

constexpr const char* kStyles =
    "<numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd'/>"
    "<numFmt numFmtId='165' formatCode='yyyy\"年\"m\"月\" h:mm'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/><xf numFmtId='14'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/>"
    "<xf numFmtId='10'/><xf numFmtId='20'/><xf numFmtId='46'/><xf numFmtId='31'/></cellXfs>";

TEST(XlsxReader, ShowsDatesByFormat) {
  const std::string rows =
      "<row><c><v>45352</v></c><c s='1'><v>45352</v></c><c s='2'><v>45352.5</v></c><c "
      "s='3'><v>45352.5</v></c>"
      "<c s='4'><v>0.15</v></c><c s='5'><v>0.5</v></c><c s='6'><v>1.5</v></c><c s='7'><v>60</v></c>"
      "<c s='99'><v>1</v></c><c s='1' t='inlineStr'><is><t>soon</t></is></c></row>";
  EXPECT_EQ(read(workbook_of_rows(rows, "", kStyles)),
            "A1=number:45352 B1=date:2024-03-01 C1=date:2024-03-01 D1=date:2024-03-01T12:00:00 "
            "E1=number:0.15% F1=date:12:00:00 G1=date:36:00:00 H1=date:1900-02-29 I1=number:1 J1=text:soon");
  EXPECT_EQ(read(workbook_of_rows("<row><c s='1'><v>43890</v></c></row>", "", kStyles,
                                  "<workbookPr date1904='1'/>")),
            "A1=date:2024-03-01");
  EXPECT_EQ(
      read(workbook_of_rows("<row><c s='1'><v>-5</v></c></row>", "", kStyles)),
      "A1=number:-5t.xlsx:Sheet1:1: warning: column 1 'A1' found \"-5\": expected a date to show, as the "
      "format of the cell says; read as a number\n");
}

TEST(XlsxReader, ReadsStoredIsoDates) {
  EXPECT_EQ(
      read(workbook_of_rows("<row><c t='d' s='1'><v>2024-03-01T00:00:00</v></c>"
                            "<c t='d'><v>2024-03-01</v></c><c t='d'><v>2024-03-01T08:30:00.2500000Z</v></c>"
                            "<c t='d'><v>2024-03-01T08:30</v></c></row>",
                            "", kStyles)),
      "A1=date:2024-03-01 B1=date:2024-03-01 C1=date:2024-03-01T08:30:00.250 D1=date:2024-03-01T08:30:00");
  EXPECT_EQ(read(workbook_of_rows("<row><c t='d'><v>tomorrow</v></c></row>")),
            "t.xlsx:Sheet1:1: error: column 1 'A1' found \"tomorrow\": expected a date from 1900 on as in "
            "2024-03-01; the sheet is damaged\n");
}

TEST(XlsxReader, FormulasNeedStoredValues) {
  EXPECT_EQ(read(workbook_of_rows("<row r='2'><c r='B2'><f>1+1</f></c><c r='C2'><f>1+1</f><v></v></c>"
                                  "<c r='D2' t='str'><f>\"\"</f><v></v></c></row>")),
            "t.xlsx:Sheet1:2: error: column 2 'B2' expected a value; the cell has a formula whose result was "
            "never stored: open the workbook in a spreadsheet program and save it\n"
            "t.xlsx:Sheet1:2: error: column 3 'C2' expected a value; the cell has a formula whose result was "
            "never stored: open the workbook in a spreadsheet program and save it\n");
}

TEST(XlsxReader, NamesDamagedCells) {
  EXPECT_EQ(
      read(workbook_of_rows("<row r='2'><c r='B2' t='s'><v>7</v></c><c r='C2'><v>abc</v></c>"
                            "<c r='D2' t='zz'><v>1</v></c><c r='E2' t='b'><v>maybe</v></c></row>",
                            "<si><t>a</t></si>")),
      "t.xlsx:Sheet1:2: error: column 2 'B2' found \"7\": expected the number of a shared text, below 1; "
      "the workbook is damaged\n"
      "t.xlsx:Sheet1:2: error: column 3 'C2' found \"abc\": expected a finite number stored for the cell; "
      "the sheet is damaged\n"
      "t.xlsx:Sheet1:2: error: column 4 'D2' found \"zz\": expected a known type of cell; the sheet is "
      "damaged\n"
      "t.xlsx:Sheet1:2: error: column 5 'E2' found \"maybe\": expected 0 or 1 stored for a truth value; "
      "the sheet is damaged\n");
  EXPECT_EQ(
      read(workbook_of_rows("<row r='2'><c r='B3'><v>7</v></c></row><row r='2'/>")),
      "t.xlsx:Sheet1:2: error: column 1 found \"B3\": expected cells of row 2 from left to right, from A2 "
      "on; the sheet is damaged: open the workbook and save it again\n"
      "t.xlsx:Sheet1:3: error: found \"2\": expected rows with ascending numbers; the sheet is damaged: "
      "open the workbook and save it again\n");
}

TEST(XlsxReader, MergedCells) {
  const std::string bytes =
      workbook({{{"Sheet1",
                  "<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>3</v></c></row></sheetData>"
                  "<mergeCells count='2'><mergeCell ref='A1:B2'/><mergeCell ref='C1:C1'/></mergeCells>",
                  ""}},
                "",
                "",
                ""});
  FaultList faults;
  const auto plain = parse_spreadsheet(bytes, "t.xlsx", {}, faults);
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(plain->sheets[0].merged, (std::vector<MergedRange>{{1, 1, 2, 2}, {1, 3, 1, 3}}));
  EXPECT_EQ(read(bytes), "A1=number:1 C1=number:3");
  SpreadsheetOptions options;
  options.fill_merged = true;
  EXPECT_EQ(read(bytes, options), "A1=number:1 B1=number:1 C1=number:3 A2=number:1 B2=number:1");
  const auto filled = parse_spreadsheet(bytes, "t.xlsx", options, faults);
  EXPECT_EQ(filled->sheets[0].merged, plain->sheets[0].merged);
}

TEST(XlsxReader, FindsSheets) {
  const Book book = {{{"Notes", "<sheetData/>", "hidden"},
                      {"名册", "<sheetData><row><c><v>2</v></c></row></sheetData>", ""},
                      {"Lists", "<sheetData/>", "veryHidden"}},
                     "",
                     "",
                     ""};
  const std::string bytes = workbook(book);
  FaultList faults;
  const auto opened = XlsxWorkbook::parse(bytes, "t.xlsx", faults);
  ASSERT_TRUE(opened.has_value());
  ASSERT_EQ(opened->sheets().size(), 3U);
  EXPECT_TRUE(opened->sheets()[0].is_hidden && !opened->sheets()[1].is_hidden &&
              opened->sheets()[2].is_hidden);
  EXPECT_EQ(opened->first_visible(), 1U);
  EXPECT_EQ(opened->find_sheet("名册"), 1U);
  EXPECT_EQ(opened->find_sheet("LISTS"), 2U);
  EXPECT_EQ(opened->find_sheet("x"), std::nullopt);
  SpreadsheetOptions options;
  options.sheet = "名册";
  EXPECT_EQ(read(bytes, options), "A1=number:2");
  options.sheet = "names";
  EXPECT_EQ(read(bytes, options), "t.xlsx: error: found \"names\": expected a sheet of Notes, 名册, Lists\n");
}

TEST(XlsxReader, ReadersOfOneWorkbookAreIndependent) {
  const std::string bytes =
      workbook_of_rows("<row><c><v>1</v></c></row><row><c><v>2</v></c></row><row><c><v>3</v></c></row>");
  FaultList faults;
  const auto opened = XlsxWorkbook::parse(bytes, "t.xlsx", faults);
  ASSERT_TRUE(opened.has_value());
  XlsxSheetReader one(*opened, 0, {}, faults);
  XlsxSheetReader other(*opened, 0, {}, faults);
  SheetRow row;
  ASSERT_TRUE(one.next(row));
  ASSERT_TRUE(one.next(row));
  EXPECT_EQ(row.cells[0].text, "2");
  ASSERT_TRUE(other.next(row));
  EXPECT_EQ(row.cells[0].text, "1");
  ASSERT_TRUE(one.next(row));
  EXPECT_EQ(row.number, 3U);
  EXPECT_FALSE(one.next(row));
  EXPECT_FALSE(one.next(row));
}

// The strict variant, prefixes everywhere, parts elsewhere, UTF-16: as other programs may write them.
TEST(XlsxReader, ReadsVariantsOfTheFormat) {
  const std::string strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/";
  const auto link = [&](const char* id, const char* type, const char* target) {
    return std::string("<p:Relationship Target='") + target + "' Type='" + strict + type + "' Id='" + id +
           "'/>";
  };
  const std::string open =
      "<p:Relationships xmlns:p='http://schemas.openxmlformats.org/package/2006/relationships'>";
  const std::string sheet =
      "<?xml version='1.0' encoding='UTF-16'?><x:worksheet "
      "xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main'>"
      "<x:sheetPr/><x:sheetData><x:row><x:c t='s'><x:v>0</x:v></x:c><x:c><x:v>4</x:v></x:c></x:row>"
      "</x:sheetData><x:extLst><x:ext><x:row r='1'/><mergeCell "
      "ref='A1:B1'/></x:ext></x:extLst></x:worksheet>";
  std::string utf16 = "\xFF\xFE";
  for (const char c : sheet) utf16 += {c, '\0'};
  const std::string bytes =
      archive({{"_rels/.rels", open + link("r1", "officeDocument", "/Book/Main.xml") + "</p:Relationships>"},
               {"book/main.xml",
                "<?xml version='1.0'?><!-- made --><x:workbook "
                "xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main' "
                "xmlns:rel='" +
                    strict +
                    "'><x:sheets><x:sheet name='C' sheetId='9' rel:id='c'/>"
                    "<x:sheet name='S' sheetId='7' rel:id='a'/></x:sheets></x:workbook>"},
               {"Book\\_rels\\Main.xml.rels",
                open + link("a", "worksheet", "../Data/s.xml") + link("t", "sharedStrings", "/Data/t.xml") +
                    link("c", "chartsheet", "charts/c.xml") +
                    "<p:Relationship Id='e' Type='externalLink' TargetMode='External' Target='http://x'/>" +
                    "</p:Relationships>"},
               {"Data/s.xml", utf16},
               {"Data/t.xml", "<x:sst xmlns:x='y'><x:si><x:t>text</x:t></x:si></x:sst>"}});
  EXPECT_EQ(read(bytes), "A1=text:text B1=number:4");
}

TEST(XlsxReader, RefusesOtherFiles) {
  EXPECT_EQ(read(""), "t.xlsx: error: the file is empty; expected an .xlsx workbook\n");
  EXPECT_EQ(read("a,b\n1,2\n"),
            "t.xlsx: error: not an .xlsx workbook: save it as .xlsx, or give a CSV file\n");
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(1000, '\0');
  EXPECT_EQ(read(ole),
            "t.xlsx: error: the workbook is in the format of Excel 97 to 2003 (.xls): save it as .xlsx\n");
  std::string stream;
  for (const char c : std::string("EncryptedPackage")) stream += {c, '\0'};
  EXPECT_EQ(read(ole + stream),
            "t.xlsx: error: the workbook is protected by a password: remove it and save as .xlsx\n");
  EXPECT_EQ(read(archive({{"mimetype", "x"}, {"content.xml", "<a/>"}})),
            "t.xlsx: error: the file is an OpenDocument file: save it as .xlsx\n");
  EXPECT_EQ(read(archive({{"readme.txt", "x"}})),
            "t.xlsx: error: _rels/.rels is missing: not a complete workbook\n");
  EXPECT_EQ(read(archive({{"_rels/.rels",
                           "<Relationships><Relationship Type='/officeDocument' "
                           "Target='xl/workbook.bin'/></Relationships>"}})),
            "t.xlsx: error: the workbook is in the binary format .xlsb: save it as .xlsx\n");
  const std::string whole = workbook_of_rows("<row><c><v>1</v></c></row>");
  EXPECT_EQ(
      read(whole.substr(0, whole.size() / 2)),
      "t.xlsx: error: the ZIP archive of the workbook is damaged or cut off: copy or save the file again\n");
  FaultList faults;
  EXPECT_FALSE(read_spreadsheet("/nonexistent/t.xlsx", "t.xlsx", {}, faults).has_value());
  EXPECT_EQ(faults.error_count(), 1U);
}

TEST(XlsxReader, RefusesDamagedXml) {
  const auto with_sheet = [](const std::string& xml) { return workbook({{{"S", xml, ""}}, "", "", ""}); };
  EXPECT_EQ(read(with_sheet("<worksheet><sheetData><row></sheetData></worksheet>")),
            "t.xlsx:S: error: xl/worksheets/sheet1.xml: not well-formed XML at line 1: mismatched tag\n");
  EXPECT_EQ(
      read(with_sheet("<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet>&b;</worksheet>")),
      "t.xlsx:S: error: xl/worksheets/sheet1.xml: a document type declaration, which no workbook has\n");
  std::string deep = "<worksheet>";
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_EQ(read(with_sheet(deep)),
            "t.xlsx:S: error: xl/worksheets/sheet1.xml: XML nested deeper than 64 tags\n");
  EXPECT_EQ(read(with_sheet("<worksheet a='" + std::string(3'000'000, 'a') + "'/>")),
            "t.xlsx:S: error: xl/worksheets/sheet1.xml: XML with an endless tag\n");
  EXPECT_EQ(read(with_sheet("<html><worksheet/></html>")),
            "t.xlsx:S: error: expected a worksheet; found the XML element 'html'\n");
}

TEST(XlsxReader, KeepsTheLimits) {
  SpreadsheetOptions options;
  options.limits.text_length = 5;
  EXPECT_EQ(read(workbook_of_rows("<row><c t='inlineStr'><is><t>中文中文中</t></is></c></row>"), options),
            "A1=text:中文中文中");
  EXPECT_EQ(
      read(workbook_of_rows("<row><c t='s'><v>0</v></c></row>", "<si><t>123456</t></si>"), options),
      "t.xlsx:Sheet1:1: error: column 1 'A1' found \"123456\": expected at most 5 characters in a cell\n");
  EXPECT_FALSE(
      read(workbook_of_rows("<row><c t='str'><v>" + std::string(900, 'a') + "</v></c></row>"), options)
          .starts_with("A1"));
  options = {};
  options.limits.rows = 3;
  EXPECT_EQ(read(workbook_of_rows("<row r='4'><c><v>1</v></c></row>"), options),
            "t.xlsx:Sheet1: error: expected at most 3 rows\n");
  options = {};
  options.limits.columns = 2;
  EXPECT_EQ(read(workbook_of_rows("<row><c r='C1'><v>1</v></c></row>"), options),
            "t.xlsx:Sheet1:1: error: expected at most 2 columns\n");
  const std::string four = workbook_of_rows(
      "<row><c t='s'><v>0</v></c><c t='s'><v>0</v></c></row><row><c t='s'><v>0</v></c><c "
      "t='s'><v>0</v></c></row>",
      "<si><t>1234567890</t></si>");
  options = {};
  options.limits.cells = 3;
  EXPECT_EQ(read(four, options), "t.xlsx:Sheet1:2: error: expected at most 3 cells that hold something\n");
  options = {};
  options.limits.row_bytes = 15;
  EXPECT_EQ(read(four, options), "t.xlsx:Sheet1:1: error: expected at most 15 bytes of text in a row\n");
  options = {};
  options.limits.text_bytes = 35;
  EXPECT_EQ(read(four, options), "t.xlsx:Sheet1:2: error: expected at most 35 bytes of text in a sheet\n");
  options = {};
  options.limits.shared_text_bytes = 9;
  EXPECT_NE(read(four, options).find("the texts of the workbook take more than"), std::string::npos);
  options = {};
  options.limits.collected_bytes = 200;
  EXPECT_NE(read(four, options).find("MiB in memory"), std::string::npos);
}

}  // namespace
}  // namespace tenon
