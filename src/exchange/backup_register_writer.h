// Backup registers as rows of text and as CSV, as backup_register_reader.h reads them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/backup_register.h"

namespace tenon {

enum class RegisterHeader : std::uint8_t {
  kEnglish,  // "ready_days"
  kChinese,  // "交货天数(天)"
  kBoth,     // "交货天数(天) ready_days"
};

struct RegisterLayout {
  RegisterHeader header = RegisterHeader::kEnglish;
  bool byte_order_mark = false;  // spreadsheet programs need one to see that a CSV file is UTF-8
};

// The header, then one row an entry, all columns. Status words are in the language of the header (Chinese for
// kBoth), numbers the shortest that read back the same, empty where they are 0 or absent; only ready_days is
// written wherever capacity is reserved.
std::vector<std::vector<std::string>> backup_register_rows(const BackupRegister& reg, RegisterHeader header);

// Reading the text gives the register again but for the file's name and the places in it, if it keeps the
// rules of the reader and its texts are trimmed. O(size).
std::string backup_register_csv(const BackupRegister& reg, const RegisterLayout& layout = {});

// The title of each column. Positions as in RegisterColumn.
std::vector<std::string> backup_register_header(RegisterHeader header);

}  // namespace tenon
