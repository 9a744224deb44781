#include "exchange/backup_register_template.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/csv_writer.h"
#include "base/text.h"
#include "exchange/backup_register_limits.h"

namespace tenon {
namespace {

enum List : std::size_t { kStatus, kGrade, kProducts, kFirms, kMakers, kRegions };

// Names as the resolver of names compares them, and how many records each could mean.
class NameCount {
 public:
  void add(std::string_view id, std::string_view name_zh, std::string_view name_en) {
    ids_.insert(key(id));
    std::set<std::string> names = {key(name_zh), key(name_en)};
    for (const std::string& name : names) ++count_[name];
  }
  // `name` if it means one record, else `id`.
  [[nodiscard]] std::string clear(const std::string& name, const std::string& id) const {
    const std::string wanted = key(name);
    const auto found = count_.find(wanted);
    const bool unique = found != count_.end() && found->second == 1 && !ids_.contains(wanted);
    return !wanted.empty() && unique ? std::string(trim(name)) : id;
  }

 private:
  static std::string key(std::string_view text) { return to_upper_ascii(trim(text)); }
  std::set<std::string> ids_;
  std::map<std::string, std::size_t> count_;
};

// Regions may also be named without 省 or 市: a name that another one begins with is not clear.
bool begins_another(const Dataset& dataset, const Region& region) {
  return std::any_of(dataset.regions.begin(), dataset.regions.end(), [&](const Region& other) {
    return &other != &region && !region.name_zh.empty() && other.name_zh.starts_with(region.name_zh);
  });
}

template <class Record, class Id>
NameCount count_names(const std::vector<Record>& records, Id id) {
  NameCount names;
  for (const Record& record : records) names.add(id(record), record.name_zh, record.name_en);
  return names;
}

std::vector<TemplateList> lists_of(const Dataset& dataset, const RegisterTemplateOptions& options) {
  std::vector<TemplateList> lists(kRegions + 1);
  lists[kStatus] = {"status", "状态", "Status", {}};
  for (const StatusWords& words : kStatusWords)
    lists[kStatus].choices.push_back({std::string(words.en), std::string(words.zh), std::string(words.en)});
  lists[kGrade] = {"grade", "等级", "Grade", {}};
  for (const char grade : kRegisterGrades) {
    const std::string text(1, grade);
    lists[kGrade].choices.push_back({text, text, text});
  }

  std::vector<bool> wanted(dataset.products.size(), options.products.empty());
  for (const ProductId product : options.products) wanted[product.index()] = true;
  const NameCount products = count_names(dataset.products, [](const Product& p) { return p.id; });
  lists[kProducts] = {"products", "产品", "Products", {}};
  for (std::size_t p = 0; p < dataset.products.size(); ++p) {
    const Product& product = dataset.products[p];
    if (wanted[p])
      lists[kProducts].choices.push_back({product.id, products.clear(product.name_zh, product.id),
                                          products.clear(product.name_en, product.id)});
  }

  std::vector<bool> makes(dataset.firms.size(), false);
  for (const Capability& row : dataset.capabilities)
    makes[row.firm.index()] = makes[row.firm.index()] || wanted[row.product.index()];
  const NameCount firms = count_names(dataset.firms, [](const Firm& f) { return f.id; });
  lists[kFirms] = {"firms", "企业", "Firms", {}};
  lists[kMakers] = {"makers", "备份厂商", "Makers", {}};
  for (std::size_t f = 0; f < dataset.firms.size(); ++f) {
    const Firm& firm = dataset.firms[f];
    if (firm.synthetic && !options.use_synthetic) continue;
    const TemplateChoice choice{firm.id, firms.clear(firm.name_zh, firm.id),
                                firms.clear(firm.name_en, firm.id)};
    lists[kFirms].choices.push_back(choice);
    if (makes[f]) lists[kMakers].choices.push_back(choice);
  }

  const NameCount regions = count_names(dataset.regions, [](const Region& r) { return r.code; });
  lists[kRegions] = {"regions", "地区", "Regions", {}};
  for (const Region& region : dataset.regions) {
    const bool clear = !begins_another(dataset, region);
    lists[kRegions].choices.push_back({region.code,
                                       clear ? regions.clear(region.name_zh, region.code) : region.code,
                                       clear ? regions.clear(region.name_en, region.code) : region.code});
  }
  return lists;
}

std::string titled(std::string_view title, std::string_view unit) {
  return std::string(title) + (unit.empty() ? "" : " (" + std::string(unit) + ")");
}

void set_values(TemplateColumn& column) {
  const auto range = [&](double least, double most) {
    column.least = least;
    column.most = most;
  };
  switch (column.column) {
    case RegisterColumn::kProduct:
      column.list = kProducts;
      break;
    case RegisterColumn::kBuyer:
      column.list = kFirms;
      break;
    case RegisterColumn::kMaker:
      column.list = kMakers;
      break;
    case RegisterColumn::kPlant:
      column.list = kRegions;
      break;
    case RegisterColumn::kStatus:
      column.list = kStatus;
      break;
    case RegisterColumn::kGrade:
      column.list = kGrade;
      break;
    case RegisterColumn::kReserved:
      range(0, kMostRegisterMoney);
      break;
    case RegisterColumn::kReadyDays:
    case RegisterColumn::kStockDays:
      range(0, kMostRegisterDays);
      break;
    case RegisterColumn::kUnitCost:
      range(0, kMostRegisterCost);
      column.above_least = true;
      break;
    case RegisterColumn::kYear:
      range(kFirstRegisterYear, kLastRegisterYear);
      column.whole = true;
      break;
    default:
      break;
  }
}

}  // namespace

RegisterTemplate backup_register_template(const Dataset& dataset, const RegisterTemplateOptions& options) {
  RegisterTemplate sheet;
  sheet.title_zh = "产品备份登记册";
  sheet.title_en = "Backup register";
  for (const RegisterColumnText& text : register_columns()) {
    TemplateColumn& column = sheet.columns.emplace_back();
    column.column = text.column;
    column.name = text.name;
    column.title_zh = titled(text.title_zh, text.unit_zh);
    column.title_en = titled(text.title_en, text.unit_en);
    column.note_zh = text.note_zh;
    column.note_en = text.note_en;
    column.cell = text.cell;
    column.required = text.required;
    set_values(column);
  }
  sheet.lists = lists_of(dataset, options);
  sheet.notes_zh = {
      "每行一条约定：某厂商（或采购方自己的库存）为某产品、某采购方或所有采购方作备份。",
      "编号和产品必填；有预留产能的还须填写备份厂商和交货天数；没有备份厂商的须填写备货天数。",
      "首格以“# ”开头的行是说明，读取时略过。",
  };
  sheet.notes_en = {
      "One agreement a row: a maker, or the buyer's own stock, stands in for a product, for one buyer or for "
      "all.",
      "Id and product are needed; where capacity is reserved also maker and ready_days; without a maker also "
      "stock_days.",
      "Rows whose first cell begins with \"# \" are remarks and skipped.",
  };
  return sheet;
}

std::string template_csv(const RegisterTemplate& sheet, RegisterHeader header) {
  CsvWriter csv;
  const auto remarks = [&](std::string_view title, std::string TemplateColumn::*note) {
    for (const TemplateColumn& column : sheet.columns) {
      const bool first = &column == sheet.columns.data();
      csv.field(first ? "# " + std::string(title) + column.*note : column.*note);
    }
    csv.end_record();
  };
  for (const std::string& title : backup_register_header(header)) csv.field(title);
  csv.end_record();
  if (header != RegisterHeader::kEnglish) remarks("说明：", &TemplateColumn::note_zh);
  if (header != RegisterHeader::kChinese) remarks("Notes: ", &TemplateColumn::note_en);
  return std::string(kRegisterByteOrderMark) + csv.take();
}

std::string template_lists_csv(const RegisterTemplate& sheet) {
  CsvWriter csv;
  for (const char* title : {"list", "id", "name_zh", "name_en"}) csv.field(title);
  csv.end_record();
  for (const TemplateList& list : sheet.lists) {
    for (const TemplateChoice& choice : list.choices) {
      for (const std::string* text : {&list.id, &choice.id, &choice.zh, &choice.en}) csv.field(*text);
      csv.end_record();
    }
  }
  return csv.take();
}

}  // namespace tenon
