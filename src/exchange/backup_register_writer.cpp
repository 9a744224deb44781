#include "exchange/backup_register_writer.h"

#include <string_view>

#include "base/csv_writer.h"
#include "base/number.h"
#include "exchange/backup_register_columns.h"
#include "exchange/backup_register_limits.h"

namespace tenon {
namespace {

std::string status_word(CapabilityStatus status, RegisterHeader header) {
  if (status == CapabilityStatus::kUnknown) return {};
  for (const StatusWords& words : kStatusWords) {
    if (words.status == status) return std::string(header == RegisterHeader::kEnglish ? words.en : words.zh);
  }
  return {};
}

std::string unless_zero(double value) {
  return value == 0 ? std::string() : format_number(value);
}

std::vector<std::string> row_of(const BackupEntry& entry, RegisterHeader header) {
  const Provenance& from = entry.provenance;
  return {entry.id,
          entry.product.text,
          entry.buyer.text,
          entry.maker.text,
          entry.plant.text,
          status_word(entry.status, header),
          unless_zero(entry.reserved_cny_a_year),
          entry.reserved_cny_a_year > 0 ? format_number(entry.ready_days) : unless_zero(entry.ready_days),
          unless_zero(entry.stock_days),
          entry.unit_cost ? format_number(*entry.unit_cost) : std::string(),
          entry.registered_on,
          entry.valid_until,
          entry.contact,
          entry.note,
          from.source,
          from.year ? std::to_string(*from.year) : std::string(),
          from.grade == ' ' ? std::string() : std::string(1, from.grade),
          from.url};
}

}  // namespace

std::vector<std::string> backup_register_header(RegisterHeader header) {
  std::vector<std::string> titles;
  for (const RegisterColumnText& column : register_columns()) {
    std::string& title = titles.emplace_back();
    if (header != RegisterHeader::kEnglish) {
      title += column.title_zh;
      if (!column.unit_zh.empty()) title += "(" + std::string(column.unit_zh) + ")";
    }
    if (header == RegisterHeader::kBoth) title += " ";
    if (header != RegisterHeader::kChinese) title += column.name;
  }
  return titles;
}

std::vector<std::vector<std::string>> backup_register_rows(const BackupRegister& reg, RegisterHeader header) {
  std::vector<std::vector<std::string>> rows;
  rows.reserve(reg.entries.size() + 1);
  rows.push_back(backup_register_header(header));
  for (const BackupEntry& entry : reg.entries) rows.push_back(row_of(entry, header));
  return rows;
}

std::string backup_register_csv(const BackupRegister& reg, const RegisterLayout& layout) {
  CsvWriter csv;
  for (const std::vector<std::string>& row : backup_register_rows(reg, layout.header)) {
    for (const std::string& cell : row) csv.field(cell);
    csv.end_record();
  }
  return (layout.byte_order_mark ? std::string(kRegisterByteOrderMark) : std::string()) + csv.take();
}

}  // namespace tenon
