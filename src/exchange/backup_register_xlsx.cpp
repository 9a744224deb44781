#include "exchange/backup_register_xlsx.h"

#include <utility>
#include <vector>

#include "exchange/xlsx_writer.h"

namespace tenon {
namespace {

constexpr double kNarrow = 12;
constexpr double kWide = 26;

XlsxColumnKind kind_of(RegisterCell cell) {
  switch (cell) {
    case RegisterCell::kNumber:
      return XlsxColumnKind::kNumber;
    case RegisterCell::kDay:
      return XlsxColumnKind::kDay;
    case RegisterCell::kText:
    case RegisterCell::kChoice:
      return XlsxColumnKind::kText;
  }
  return XlsxColumnKind::kText;
}

std::string in(RegisterHeader header, const std::string& zh, const std::string& en) {
  if (header == RegisterHeader::kEnglish) return en;
  if (header == RegisterHeader::kChinese || zh == en) return zh;
  return zh + "\n" + en;
}

}  // namespace

Result<std::string> backup_register_xlsx(const BackupRegister& reg, const RegisterTemplate& sheet,
                                         RegisterHeader header, std::int64_t created) {
  XlsxBook book;
  book.created = created;
  XlsxSheet page;
  page.name = header == RegisterHeader::kEnglish ? "register" : "备份登记";
  const std::vector<std::string> titles = backup_register_header(header);
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    const TemplateColumn& column = sheet.columns[c];
    XlsxColumn shown;
    shown.title = titles[c];
    shown.kind = kind_of(column.cell);
    shown.width =
        shown.kind == XlsxColumnKind::kText && column.cell != RegisterCell::kChoice ? kWide : kNarrow;
    shown.required = column.required;
    shown.prompt = in(header, column.note_zh, column.note_en);
    shown.least = column.least;
    shown.most = column.most;
    shown.list = column.list;
    page.columns.push_back(std::move(shown));
  }
  page.rows = backup_register_rows(reg, header);
  page.rows.erase(page.rows.begin());  // the titles
  book.sheets.push_back(std::move(page));
  for (const TemplateList& list : sheet.lists) {
    XlsxList choices;
    choices.title = in(header, list.title_zh, list.title_en);
    for (const TemplateChoice& choice : list.choices)
      choices.values.push_back(header == RegisterHeader::kEnglish ? choice.en : choice.zh);
    book.lists.push_back(std::move(choices));
  }
  book.notes_name = header == RegisterHeader::kEnglish ? "notes" : "说明";
  book.notes.push_back(in(header, sheet.title_zh, sheet.title_en));
  if (header != RegisterHeader::kEnglish)
    book.notes.insert(book.notes.end(), sheet.notes_zh.begin(), sheet.notes_zh.end());
  if (header != RegisterHeader::kChinese)
    book.notes.insert(book.notes.end(), sheet.notes_en.begin(), sheet.notes_en.end());
  for (const TemplateColumn& column : sheet.columns)
    book.notes.push_back(
        in(header, column.title_zh + "：" + column.note_zh, column.title_en + ": " + column.note_en));
  return xlsx_bytes(book);
}

}  // namespace tenon
