// Small workbooks made by hand, for tests: ZIP archives whose parts are stored, not packed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon::xlsx_test {

struct Part {
  std::string name;
  std::string bytes;
};

inline std::uint32_t crc32_of(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

inline void put(std::string& out, std::size_t value, int bytes) {
  for (int i = 0; i < bytes; ++i)
    out += static_cast<char>((value >> (8U * static_cast<unsigned>(i))) & 0xFFU);
}

inline std::string archive(const std::vector<Part>& parts) {
  std::string out;
  std::string directory;
  for (const Part& part : parts) {
    const std::size_t offset = out.size();
    std::string fields;
    put(fields, 0, 2);     // flags
    put(fields, 0, 2);     // stored
    put(fields, 0x21, 4);  // time and date
    put(fields, crc32_of(part.bytes), 4);
    put(fields, part.bytes.size(), 4);
    put(fields, part.bytes.size(), 4);
    put(fields, part.name.size(), 2);
    put(fields, 0, 2);  // extra field
    put(out, 0x04034B50, 4);
    put(out, 20, 2);
    out += fields + part.name + part.bytes;
    put(directory, 0x02014B50, 4);
    put(directory, 20, 2);
    put(directory, 20, 2);
    directory += fields;
    put(directory, 0, 2);  // comment
    put(directory, 0, 2);  // disk
    put(directory, 0, 6);  // attributes
    put(directory, offset, 4);
    directory += part.name;
  }
  const std::size_t begin = out.size();
  out += directory;
  put(out, 0x06054B50, 4);
  put(out, 0, 4);
  put(out, parts.size(), 2);
  put(out, parts.size(), 2);
  put(out, directory.size(), 4);
  put(out, begin, 4);
  put(out, 0, 2);
  return out;
}

inline constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
inline constexpr std::string_view kRelations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

struct SheetXml {
  std::string name = "Sheet1";
  std::string xml;    // the whole part, or what stands inside <worksheet>
  std::string state;  // "hidden"
};

struct Book {
  std::vector<SheetXml> sheets;
  std::string shared;    // what stands inside <sst>; empty: no such part
  std::string styles;    // what stands inside <styleSheet>; empty: no such part
  std::string settings;  // what stands before <sheets> in the workbook
};

inline std::string relationship(std::string_view id, std::string_view type, std::string_view target) {
  return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + std::string(kRelations) + "/" +
         std::string(type) + "\" Target=\"" + std::string(target) + "\"/>";
}

inline std::vector<Part> parts_of(const Book& book) {
  const std::string ns = " xmlns=\"" + std::string(kMain) + "\"";
  std::vector<Part> parts = {
      {"_rels/.rels",
       "<Relationships>" + relationship("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>"}};
  std::string sheets;
  std::string relations;
  std::vector<Part> sheet_parts;
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    const SheetXml& sheet = book.sheets[i];
    const std::string number = std::to_string(i + 1);
    sheets += "<sheet name=\"" + sheet.name + "\" sheetId=\"" + number + "\" " +
              (sheet.state.empty() ? "" : "state=\"" + sheet.state + "\" ") + "r:id=\"rId" + number + "\"/>";
    relations += relationship("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
    const bool is_whole = sheet.xml.find("worksheet") != std::string::npos;
    sheet_parts.push_back({"xl/worksheets/sheet" + number + ".xml",
                           is_whole ? sheet.xml : "<worksheet" + ns + ">" + sheet.xml + "</worksheet>"});
  }
  if (!book.shared.empty()) {
    relations += relationship("rIdT", "sharedStrings", "sharedStrings.xml");
    sheet_parts.push_back({"xl/sharedStrings.xml", "<sst" + ns + ">" + book.shared + "</sst>"});
  }
  if (!book.styles.empty()) {
    relations += relationship("rIdS", "styles", "/xl/styles.xml");
    sheet_parts.push_back({"xl/styles.xml", "<styleSheet" + ns + ">" + book.styles + "</styleSheet>"});
  }
  parts.push_back({"xl/workbook.xml", "<workbook" + ns + " xmlns:r=\"" + std::string(kRelations) + "\">" +
                                          book.settings + "<sheets>" + sheets + "</sheets></workbook>"});
  parts.push_back({"xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>"});
  parts.insert(parts.end(), sheet_parts.begin(), sheet_parts.end());
  return parts;
}

inline std::string workbook(const Book& book) {
  return archive(parts_of(book));
}

// A workbook of one sheet with these rows.
inline std::string workbook_of_rows(const std::string& rows, std::string shared = "", std::string styles = "",
                                    std::string settings = "") {
  return workbook({{{"Sheet1", "<sheetData>" + rows + "</sheetData>", ""}},
                   std::move(shared),
                   std::move(styles),
                   std::move(settings)});
}

}  // namespace tenon::xlsx_test
