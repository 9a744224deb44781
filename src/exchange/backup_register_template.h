// What a sheet looks like in which people fill in a backup register: titles, units, notes and the values that
// cells may have. Plain data that any writer of sheets can draw; here as CSV.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "exchange/backup_register_columns.h"
#include "exchange/backup_register_writer.h"
#include "model/dataset.h"

namespace tenon {

// A value to choose. Reader and resolver understand any of the three texts.
struct TemplateChoice {
  std::string id;  // of the dataset; of status and grade the English word or letter
  std::string zh;  // the name where it is unique in the dataset, else the id
  std::string en;
};

struct TemplateList {
  std::string id;  // status, grade, products, firms, makers, regions
  std::string title_zh;
  std::string title_en;
  std::vector<TemplateChoice> choices;  // status and grade in their order, the others by dataset position
};

struct TemplateColumn {
  RegisterColumn column = RegisterColumn::kId;
  std::string name;      // as the reader knows it
  std::string title_zh;  // with the unit
  std::string title_en;
  std::string note_zh;
  std::string note_en;
  RegisterCell cell = RegisterCell::kText;
  bool required = false;
  std::optional<double> least;      // of a number
  std::optional<double> most;       // of a number
  bool above_least = false;         // `least` itself is too small
  bool whole = false;               // whole numbers only
  std::optional<std::size_t> list;  // of RegisterTemplate::lists: the only values that are understood
};

struct RegisterTemplate {
  std::string title_zh;
  std::string title_en;
  std::vector<TemplateColumn> columns;  // positions as in RegisterColumn
  std::vector<TemplateList> lists;
  std::vector<std::string> notes_zh;  // about the sheet as a whole
  std::vector<std::string> notes_en;
};

struct RegisterTemplateOptions {
  std::vector<ProductId> products;  // to choose from, and whose makers; empty: all
  bool use_synthetic = false;       // firms that are made up can be chosen
};

// O(dataset log dataset).
RegisterTemplate backup_register_template(const Dataset& dataset, const RegisterTemplateOptions& options);

// A register without entries: the header, and a row of remarks a language with the note of each column.
// Begins with a byte order mark.
std::string template_csv(const RegisterTemplate& sheet, RegisterHeader header = RegisterHeader::kBoth);

// list,id,name_zh,name_en: every value to choose.
std::string template_lists_csv(const RegisterTemplate& sheet);

}  // namespace tenon
