#include "exchange/backup_register_columns.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>
#include <utility>

#include "base/day.h"
#include "base/number.h"
#include "base/text.h"

namespace tenon {
namespace {

using Column = RegisterColumn;

constexpr std::array<RegisterColumnText, kRegisterColumnCount> kColumns = {{
    {Column::kId, "id", "编号", "Id", "", "", RegisterCell::kText, true, "在登记册内唯一，不以“# ”开头",
     "unique in the register; must not begin with \"# \""},
    {Column::kProduct, "product", "产品", "Product", "", "", RegisterCell::kChoice, true,
     "数据集中的产品编号或名称", "id or name of a product of the dataset"},
    {Column::kBuyer, "buyer", "采购方", "Buyer", "", "", RegisterCell::kChoice, false,
     "企业编号或名称；留空表示对所有采购方有效", "id or name of a firm; empty: for all buyers"},
    {Column::kMaker, "maker", "备份厂商", "Maker", "", "", RegisterCell::kChoice, false,
     "企业编号或名称；留空表示只备货", "id or name of a firm; empty: stock alone"},
    {Column::kPlant, "plant", "工厂所在地", "Plant", "", "", RegisterCell::kChoice, false,
     "地区代码或名称；厂商只有一处工厂时可留空",
     "code or name of a region; may stay empty where the maker has one plant"},
    {Column::kStatus, "status", "状态", "Status", "", "", RegisterCell::kChoice, false,
     "已认证、试产、潜在、未知；留空同未知", "qualified, trial, potential, unknown; empty: unknown"},
    {Column::kReserved, "reserved_cny_a_year", "预留产能", "Capacity reserved", "元/年", "CNY a year",
     RegisterCell::kNumber, false, "满负荷下每年为此预留的产值", "output that is reserved, at full load"},
    {Column::kReadyDays, "ready_days", "交货天数", "Ready after", "天", "days", RegisterCell::kNumber, false,
     "从启用到首批交付，含认证；有预留产能时必填",
     "from the call to the first delivery, qualification included; needed where capacity is reserved"},
    {Column::kStockDays, "stock_days", "备货天数", "Stock held", "天", "days", RegisterCell::kNumber, false,
     "在采购方日常库存之外专为此备的库存，以主要来源每天的供货量计",
     "held for this on top of what buyers hold anyway, in days of what the primary source delivers"},
    {Column::kUnitCost, "unit_cost", "单价倍数", "Unit cost", "倍", "times the regular price",
     RegisterCell::kNumber, false, "与正常价格之比，大于0", "over the regular price, above 0"},
    {Column::kRegisteredOn, "registered_on", "登记日期", "Registered on", "", "", RegisterCell::kDay, false,
     "第一天，如2026-11-26；留空表示一直有效", "first day, as 2026-11-26; empty: from the beginning"},
    {Column::kValidUntil, "valid_until", "有效期至", "Valid until", "", "", RegisterCell::kDay, false,
     "最后一天；留空表示长期有效", "last day; empty: open"},
    {Column::kContact, "contact", "联系人", "Contact", "", "", RegisterCell::kText, false, "", ""},
    {Column::kNote, "note", "备注", "Note", "", "", RegisterCell::kText, false, "", ""},
    {Column::kSource, "source", "来源", "Source", "", "", RegisterCell::kText, false, "协议、调研或报道",
     "agreement, survey or publication"},
    {Column::kYear, "year", "年份", "Year", "", "", RegisterCell::kNumber, false, "来源的年份",
     "of the source"},
    {Column::kGrade, "grade", "等级", "Grade", "", "", RegisterCell::kChoice, false,
     "A 官方或一手，B 二手，C 弱转载，M 未复核，S 虚构",
     "A primary or official, B secondary, C weak repost, M not re-read, S synthetic"},
    {Column::kUrl, "url", "链接", "Link", "", "", RegisterCell::kText, false, "", ""},
}};

std::string plain(std::string_view text) {
  std::string result = to_half_width(trim(text));
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

// Without what stands in brackets and without asterisks; blanks and strokes as single blanks.
std::string bare(std::string_view header) {
  std::string result;
  int depth = 0;
  for (const char c : plain(header)) {
    if (c == '(' || c == '[') ++depth;
    const bool outside = depth == 0;
    if ((c == ')' || c == ']') && depth > 0) --depth;
    if (!outside || c == '*') continue;
    const bool gap = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '/' || c == '|';
    if (!gap) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::optional<Column> exactly(std::string_view name) {
  for (const RegisterColumnText& text : kColumns) {
    if (name == text.name || name == text.title_zh || name == plain(text.title_en)) return text.column;
  }
  return std::nullopt;
}

std::string underscored(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Takes one to `most` digits, at least `least`, from the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  while (count < text.size() && count < most && text[count] >= '0' && text[count] <= '9') ++count;
  if (count < least) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

// "", " 0:00", "T00:00:00": what spreadsheets put behind a day.
bool is_midnight(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() != ' ' && text.front() != 'T') return false;
  text.remove_prefix(1);
  return text == "0:00" || text == "00:00" || text == "0:00:00" || text == "00:00:00";
}

}  // namespace

std::span<const RegisterColumnText, kRegisterColumnCount> register_columns() {
  return kColumns;
}

std::optional<RegisterColumn> register_column(std::string_view header) {
  const std::string name = bare(header);
  if (name.empty()) return std::nullopt;
  if (const auto column = exactly(name)) return column;
  if (const auto column = exactly(underscored(name))) return column;
  // Both titles, in either order.
  for (std::size_t space = name.find(' '); space != std::string::npos; space = name.find(' ', space + 1)) {
    const auto half = [](const std::string& text) {
      const auto column = exactly(text);
      return column ? column : exactly(underscored(text));
    };
    const auto first = half(name.substr(0, space));
    if (first && first == half(name.substr(space + 1))) return first;
  }
  return std::nullopt;
}

std::optional<CapabilityStatus> register_status(std::string_view cell) {
  constexpr std::array<std::pair<std::string_view, CapabilityStatus>, 3> kOthers = {
      {{"量产", CapabilityStatus::kQualified},
       {"试制", CapabilityStatus::kTrial},
       {"状态不明", CapabilityStatus::kUnknown}}};
  const std::string word = plain(cell);
  if (word.empty()) return CapabilityStatus::kUnknown;
  for (const StatusWords& words : kStatusWords) {
    if (word == words.zh || word == words.en) return words.status;
  }
  for (const auto& [zh, status] : kOthers) {
    if (word == zh) return status;
  }
  return std::nullopt;
}

std::optional<double> register_number(std::string_view cell) {
  const std::string text = to_half_width(trim(cell));
  if (text.find(',') == std::string::npos) return parse_number(text);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string_view whole = std::string_view(text).substr(0, point);
  std::string digits;
  if (!whole.empty() && (whole.front() == '-' || whole.front() == '+')) {
    digits = whole.front();
    whole.remove_prefix(1);
  }
  for (bool first = true;; first = false) {
    const std::size_t comma = whole.find(',');
    const std::string_view group = whole.substr(0, comma);
    if (!is_digits(group) || group.size() > 3 || (!first && group.size() != 3)) return std::nullopt;
    digits += group;
    if (comma == std::string_view::npos) break;
    whole.remove_prefix(comma + 1);
  }
  if (point < text.size()) {
    if (!is_digits(std::string_view(text).substr(point + 1))) return std::nullopt;
    digits += text.substr(point);
  }
  return parse_number(digits);
}

std::optional<std::string> register_day(std::string_view cell) {
  constexpr int kFirstYear = 1900;
  constexpr int kLastYear = 2200;
  struct Marks {
    std::string_view after_year;
    std::string_view after_month;
    std::string_view after_day;
  };
  constexpr std::array<Marks, 4> kForms = {
      {{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}}};
  const std::string text = to_half_width(trim(cell));
  for (const Marks& form : kForms) {
    std::string_view rest = text;
    const auto year = take_digits(rest, 4, 4);
    if (!year || !take(rest, form.after_year)) continue;
    const auto month = take_digits(rest, 1, 2);
    if (!month || !take(rest, form.after_month)) continue;
    const auto day = take_digits(rest, 1, 2);
    if (!day || !take(rest, form.after_day) || !is_midnight(rest)) continue;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok() || *year < kFirstYear || *year > kLastYear) return std::nullopt;
    return day_text(date);
  }
  return std::nullopt;
}

bool is_register_remark(std::string_view first_cell) {
  const std::string_view text = trim(first_cell);
  return text == "#" || text.starts_with("# ") || text.starts_with("#\n");
}

}  // namespace tenon
