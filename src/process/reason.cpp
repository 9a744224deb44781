#include "process/reason.h"

#include <algorithm>

#include "process/process_words.h"

namespace tenon::process {
namespace {

Names name_of_field(const ProcessType& type, const std::string& id) {
  const Field* field = find_field(type, id);
  return field == nullptr ? Names{id, id} : field->names;
}

Names name_of_value(const ProcessType& type, const std::string& field_id, const FieldValue& value) {
  const Field* field = find_field(type, field_id);
  if (field != nullptr && field->type == FieldType::kChoice) {
    for (const Choice& choice : field->choices) {
      if (choice.id == value_text(value)) return choice.names;
    }
  }
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? Names{"是", "yes"} : Names{"否", "no"};
  return {value_text(value), value_text(value)};
}

Names list_of(const std::vector<Relation>& relations) {
  Names list;
  for (const Relation relation : relations) {
    list.zh += (list.zh.empty() ? "" : "或") + std::string(process_word(relation).zh);
    list.en += (list.en.empty() ? "" : " or ") + std::string(process_word(relation).en);
  }
  return list;
}

}  // namespace

Reason simple_reason(ReasonCode code, std::string_view about, std::string_view zh, std::string_view en) {
  return {code, std::string(about), {std::string(zh), std::string(en)}};
}

Reason unknown(std::string_view what_zh, std::string_view what_en, std::string_view id) {
  return {ReasonCode::kUnknown,
          std::string(id),
          {"此流程没有" + std::string(what_zh) + "“" + std::string(id) + "”",
           "the process has no " + std::string(what_en) + " '" + std::string(id) + "'"}};
}

Reason not_yours(const Access& access, std::string_view about) {
  if (access.permission.empty()) {
    return simple_reason(ReasonCode::kNotYours, about, "只由平台执行", "only the platform itself does this");
  }
  std::string zh = "需要权限 " + access.permission;
  std::string en = "needs the permission " + access.permission;
  if (std::find(access.relations.begin(), access.relations.end(), Relation::kAnyone) ==
      access.relations.end()) {
    const Names relations = list_of(access.relations);
    zh += "，且为本事项的" + relations.zh;
    en += " as " + relations.en;
  }
  if (!access.except.empty()) {
    const Names excluded = list_of(access.except);
    zh += "，且不得为" + excluded.zh;
    en += ", and not as " + excluded.en;
  }
  return {ReasonCode::kNotYours, std::string(about), {zh, en}};
}

Reason condition_fails(const ProcessType& type, const Condition& condition) {
  const Names left = name_of_field(type, condition.field);
  const ProcessWord& word = process_word(condition.comparison);
  const auto* value = std::get_if<FieldValue>(&condition.operand);
  const Names right = value != nullptr ? name_of_value(type, condition.field, *value)
                                       : name_of_field(type, std::get<FromField>(condition.operand).field);
  return {ReasonCode::kCondition,
          condition.field,
          {left.zh + "须" + std::string(word.zh) + right.zh,
           left.en + " must be " + std::string(word.en) + " " + right.en}};
}

std::string to_string(const Reasons& reasons) {
  std::string text;
  for (const Reason& reason : reasons) text += (text.empty() ? "" : "; ") + reason.text.en;
  return text;
}

}  // namespace tenon::process
