#include "api/json_schema.h"

#include <algorithm>
#include <boost/json/value.hpp>
#include <cmath>

#include "base/day.h"
#include "base/number.h"
#include "service/utc_time.h"

namespace tenon {
namespace {

namespace json = boost::json;

unsigned type_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return JsonSchema::kNull;
    case json::kind::bool_:
      return JsonSchema::kBoolean;
    case json::kind::int64:
    case json::kind::uint64:
      return JsonSchema::kInteger | JsonSchema::kNumber;
    case json::kind::double_: {
      // 2.0 is an integer to JSON Schema.
      const double number = value.get_double();
      return JsonSchema::kNumber | (std::trunc(number) == number ? JsonSchema::kInteger : 0U);
    }
    case json::kind::string:
      return JsonSchema::kString;
    case json::kind::array:
      return JsonSchema::kArray;
    case json::kind::object:
      return JsonSchema::kObject;
  }
  return 0;
}

struct TypeWord {
  unsigned type;
  const char* zh;
  const char* en;
};
constexpr TypeWord kTypeWords[] = {
    {JsonSchema::kNull, "空值", "null"},          {JsonSchema::kBoolean, "布尔值", "a boolean"},
    {JsonSchema::kInteger, "整数", "an integer"}, {JsonSchema::kNumber, "数字", "a number"},
    {JsonSchema::kString, "文本", "a string"},    {JsonSchema::kArray, "数组", "an array"},
    {JsonSchema::kObject, "对象", "an object"}};

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Part of a JSON pointer.
std::string escaped(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

class Checker {
 public:
  Checker(const SchemaTable& table, std::size_t most) : table_(table), most_(most) {}

  void check(const JsonSchema& schema, const json::value& value, const std::string& pointer) {
    if (is_full()) return;
    if (schema.types != 0 && (schema.types & type_of(value)) == 0) {
      add_wrong_type(schema, pointer);
      return;
    }
    switch (value.kind()) {
      case json::kind::string: {
        const json::string& text = value.get_string();
        check_string(schema, {text.data(), text.size()}, pointer);
        break;
      }
      case json::kind::int64:
      case json::kind::uint64:
      case json::kind::double_:
        check_number(schema, value.to_number<double>(), pointer);
        break;
      case json::kind::array:
        check_array(schema, value.get_array(), pointer);
        break;
      case json::kind::object:
        check_object(schema, value.get_object(), pointer);
        break;
      default:
        break;
    }
  }

  void check_string(const JsonSchema& schema, std::string_view text, const std::string& pointer) {
    if (text.find('\0') != std::string_view::npos) add(pointer, "不含 U+0000 的文本", "text without U+0000");
    if (!schema.choices.empty() &&
        std::find(schema.choices.begin(), schema.choices.end(), text) == schema.choices.end()) {
      std::string list;
      for (const std::string& choice : schema.choices) list += (list.empty() ? "" : ", ") + choice;
      add(pointer, "其中之一：" + list, "one of: " + list);
    }
    const std::size_t length = schema.min_length || schema.max_length ? characters(text) : 0;
    if (schema.min_length && length < *schema.min_length) {
      const std::string count = std::to_string(*schema.min_length);
      add(pointer, "至少 " + count + " 个字符", "at least " + count + " characters");
    }
    if (schema.max_length && length > *schema.max_length) {
      const std::string count = std::to_string(*schema.max_length);
      add(pointer, "至多 " + count + " 个字符", "at most " + count + " characters");
    }
    if (schema.format == JsonFormat::kDate && !parse_day(text)) {
      add(pointer, "日期，如 2026-03-01", "a date such as 2026-03-01");
    }
    if (schema.format == JsonFormat::kDateTime && !parse_utc(text)) {
      add(pointer, "时间，如 2026-03-01T08:00:00.000000Z", "a time such as 2026-03-01T08:00:00.000000Z");
    }
  }

  void check_number(const JsonSchema& schema, double number, const std::string& pointer) {
    if (schema.minimum && number < *schema.minimum) {
      const std::string bound = format_number(*schema.minimum);
      add(pointer, "不小于 " + bound, "not below " + bound);
    }
    if (schema.maximum && number > *schema.maximum) {
      const std::string bound = format_number(*schema.maximum);
      add(pointer, "不大于 " + bound, "not above " + bound);
    }
  }

  void add_wrong_type(const JsonSchema& schema, const std::string& pointer) {
    std::string zh;
    std::string en;
    for (const TypeWord& word : kTypeWords) {
      if ((schema.types & word.type) == 0) continue;
      zh += (zh.empty() ? "" : "或") + std::string(word.zh);
      en += (en.empty() ? "" : " or ") + std::string(word.en);
    }
    add(pointer, zh, en);
  }

  std::vector<SchemaFault> take() { return std::move(faults_); }

 private:
  [[nodiscard]] bool is_full() const { return faults_.size() >= most_; }
  void add(const std::string& pointer, std::string zh, std::string en) {
    if (!is_full()) faults_.push_back({pointer, std::move(zh), std::move(en)});
  }

  void check_array(const JsonSchema& schema, const json::array& array, const std::string& pointer) {
    if (schema.min_items && array.size() < *schema.min_items) {
      const std::string count = std::to_string(*schema.min_items);
      add(pointer, "至少 " + count + " 项", "at least " + count + " items");
    }
    if (schema.max_items && array.size() > *schema.max_items) {
      const std::string count = std::to_string(*schema.max_items);
      add(pointer, "至多 " + count + " 项", "at most " + count + " items");
      return;
    }
    if (!schema.items) return;
    for (std::size_t i = 0; i < array.size() && !is_full(); ++i) {
      check(table_[*schema.items], array[i], pointer + "/" + std::to_string(i));
    }
  }

  void check_object(const JsonSchema& schema, const json::object& object, const std::string& pointer) {
    for (const std::string& name : schema.required) {
      if (object.find(name) == object.end()) add(pointer + "/" + escaped(name), "必填", "required");
    }
    if (schema.max_properties && object.size() > *schema.max_properties) {
      const std::string count = std::to_string(*schema.max_properties);
      add(pointer, "至多 " + count + " 个成员", "at most " + count + " members");
      return;
    }
    for (const auto& member : object) {
      if (is_full()) return;
      const std::string_view name(member.key().data(), member.key().size());
      const std::string place = pointer + "/" + escaped(name);
      const auto known = schema.properties.find(name);
      if (known != schema.properties.end()) {
        check(table_[known->second], member.value(), place);
      } else if (!schema.allows_other_properties) {
        add(place, "没有这个成员", "no such member");
      } else if (schema.other_properties) {
        check(table_[*schema.other_properties], member.value(), place);
      }
    }
  }

  const SchemaTable& table_;
  std::size_t most_;
  std::vector<SchemaFault> faults_;
};

}  // namespace

std::vector<SchemaFault> check_json(const SchemaTable& table, std::size_t schema, const json::value& value,
                                    std::size_t most) {
  Checker checker(table, most);
  checker.check(table[schema], value, "");
  return checker.take();
}

std::vector<SchemaFault> check_text(const JsonSchema& schema, std::string_view text) {
  static const SchemaTable kNone;
  Checker checker(kNone, 20);
  const unsigned types = schema.types;
  if (types == 0 || (types & JsonSchema::kString) != 0) {
    checker.check_string(schema, text, "");
  } else if ((types & JsonSchema::kInteger) != 0) {
    if (const auto number = parse_integer(text)) {
      checker.check_number(schema, static_cast<double>(*number), "");
    } else {
      checker.add_wrong_type(schema, "");
    }
  } else if ((types & JsonSchema::kNumber) != 0) {
    if (const auto number = parse_number(text)) {
      checker.check_number(schema, *number, "");
    } else {
      checker.add_wrong_type(schema, "");
    }
  } else if (text != "true" && text != "false") {
    checker.add_wrong_type(schema, "");
  }
  return checker.take();
}

}  // namespace tenon
