#include "process/field_check.h"

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "base/text.h"
#include "process/access.h"
#include "process/process_words.h"

namespace tenon::process {
namespace {

constexpr std::size_t kLongestIdBytes = 200;
constexpr std::size_t kLongestFileNameBytes = 400;
constexpr std::size_t kLongestDigestBytes = 200;

Reason bad(const Field& field, const std::string& zh, const std::string& en) {
  return {ReasonCode::kBadValue, field.id, {field.names.zh + "：" + zh, field.names.en + ": " + en}};
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
  });
}

std::optional<Reason> check_text(const Field& field, const std::string& text, std::size_t max_bytes) {
  if (trim(text).empty()) return bad(field, "不得为空白", "must not be blank");
  if (text.size() > max_bytes) {
    return bad(field, "最多 " + std::to_string(max_bytes) + " 字节",
               "at most " + std::to_string(max_bytes) + " bytes");
  }
  if (!is_valid_utf8(text) || has_control(text)) {
    return bad(field, "须为不含控制字符的 UTF-8 文本", "must be UTF-8 text without control characters");
  }
  return std::nullopt;
}

std::optional<Reason> check_range(const Field& field, double number) {
  if (field.low && number < *field.low) {
    const std::string low = format_number(*field.low);
    return bad(field, "不得小于 " + low, "must be at least " + low);
  }
  if (field.high && number > *field.high) {
    const std::string high = format_number(*field.high);
    return bad(field, "不得大于 " + high, "must be at most " + high);
  }
  return std::nullopt;
}

std::optional<Reason> check_value(const Field& field, const FieldValue& value) {
  if (!has_type(value, field.type)) {
    const ProcessWord& word = process_word(field.type);
    return bad(field, "应为" + std::string(word.zh), "must be a " + std::string(word.en));
  }
  switch (field.type) {
    case FieldType::kText:
      return check_text(field, std::get<std::string>(value), field.max_bytes);
    case FieldType::kNumber:
      return check_range(field, std::get<double>(value));
    case FieldType::kMoney:
      return check_range(field, static_cast<double>(std::get<Money>(value).fen));
    case FieldType::kChoice: {
      const auto& id = std::get<std::string>(value);
      const bool known = std::any_of(field.choices.begin(), field.choices.end(),
                                     [&](const Choice& choice) { return choice.id == id; });
      if (!known) return bad(field, "没有这个选项", "no such choice");
      return std::nullopt;
    }
    case FieldType::kRegion:
    case FieldType::kOrganisation:
    case FieldType::kPerson:
    case FieldType::kCase:
      return check_text(field, std::get<std::string>(value), kLongestIdBytes);
    case FieldType::kFile: {
      const auto& file = std::get<FileReference>(value);
      if (auto reason = check_text(field, file.name, kLongestFileNameBytes)) return reason;
      return check_text(field, file.digest, kLongestDigestBytes);
    }
    case FieldType::kDay:
    case FieldType::kMoment:
    case FieldType::kFlag:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Reason> why_bad_values(const Field& field, const FieldValues& values) {
  if (values.size() > field.max_items) {
    const std::string most = std::to_string(field.max_items);
    return bad(field, "最多 " + most + " 项",
               "at most " + most + (field.max_items == 1 ? " value" : " values"));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (auto reason = check_value(field, values[i])) return reason;
    const auto end = values.begin() + static_cast<std::ptrdiff_t>(i);
    const bool is_reference = field.type != FieldType::kText && field.type != FieldType::kNumber &&
                              field.type != FieldType::kMoney && field.type != FieldType::kFlag;
    if (is_reference && std::find(values.begin(), end, values[i]) != end) {
      return bad(field, "同一项出现两次", "one value stands twice");
    }
  }
  return std::nullopt;
}

std::optional<Reason> why_not_filled(const ProcessType& type, const Case& c, const Field& field,
                                     const Actor& actor, bool by_transition) {
  if (actor.party.is_system) return std::nullopt;
  if (field.is_computed) {
    return Reason{ReasonCode::kFieldClosed,
                  field.id,
                  {field.names.zh + "由平台计算，不由人填写",
                   field.names.en + " is computed by the platform, not filled by people"}};
  }
  const State* state = find_state(type, c.state);
  const bool listed =
      std::find(field.filled_in.begin(), field.filled_in.end(), c.state) != field.filled_in.end();
  const bool open_now =
      field.filled_in.empty() ? by_transition || (state != nullptr && !state->is_final()) : listed;
  if (!open_now) {
    return Reason{ReasonCode::kFieldClosed,
                  field.id,
                  {field.names.zh + "在此状态下不可填写", field.names.en + " is not filled in this state"}};
  }
  const Access& access = field.filled_by ? *field.filled_by : type.fill;
  if ((by_transition && !field.filled_by) || may(access, c, actor)) return std::nullopt;
  return not_yours(access, field.id);
}

Reasons why_fields_not_filled(const ProcessType& type, const Case& c, const FieldMap& fields,
                              const Actor& actor, const std::vector<std::string>& asked) {
  Reasons reasons;
  for (const auto& [id, values] : fields) {
    const Field* field = find_field(type, id);
    if (field == nullptr) {
      reasons.push_back(unknown("字段", "field", id));
      continue;
    }
    const bool by_transition = std::find(asked.begin(), asked.end(), id) != asked.end();
    if (auto reason = why_not_filled(type, c, *field, actor, by_transition)) reasons.push_back(*reason);
    if (auto reason = why_bad_values(*field, values)) reasons.push_back(*reason);
  }
  return reasons;
}

}  // namespace tenon::process
