#include "exchange/process_parts_reader.h"

#include <limits>
#include <utility>

#include "base/day.h"
#include "base/nearest_word.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/process_type_keys.h"

namespace tenon {
namespace {

using process::Access;
using process::Field;
using process::FieldType;
using process::FieldValue;
using process::Relation;

constexpr int kMostBytes = 1'000'000;  // the check has the limit that counts
constexpr int kMostItems = 1'000'000;

std::optional<double> read_number(const YamlValue& value, YamlSite& site) {
  if (value.node->kind == YamlKind::kScalar) {
    if (const auto number = parse_number(to_half_width(trim(value.node->text)))) return number;
  }
  site.error(value, "expected a number");
  return std::nullopt;
}

std::vector<process::Choice> read_choices(const YamlValue& value, YamlSite& site) {
  std::vector<process::Choice> choices;
  for (const YamlValue& item : read_list(value, "a list of choices", site)) {
    YamlMapping mapping(item, kChoiceKeys, site);
    process::Choice choice;
    if (const YamlValue* id = mapping.require("id", "an id")) choice.id = read_id_text(*id, site);
    if (const YamlValue* name = mapping.require("name", "a name in zh and en")) {
      choice.names = read_names(*name, site);
    }
    choices.push_back(std::move(choice));
  }
  return choices;
}

Field read_field(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kFieldKeys, site);
  Field field;
  if (const YamlValue* id = mapping.require("id", "an id")) field.id = read_id_text(*id, site);
  if (const YamlValue* name = mapping.require("name", "a name in zh and en")) {
    field.names = read_names(*name, site);
  }
  if (const YamlValue* type = mapping.require("type", "a type of field")) {
    field.type = static_cast<FieldType>(read_process_word(*type, process::field_type_words(), site));
  }
  if (const YamlValue* unit = mapping.find("unit")) field.unit = read_name(*unit, site).value_or("");
  if (const YamlValue* low = mapping.find("low")) field.low = read_number(*low, site);
  if (const YamlValue* high = mapping.find("high")) field.high = read_number(*high, site);
  if (const YamlValue* bytes = mapping.find("max_bytes")) {
    field.max_bytes = static_cast<std::size_t>(read_whole_number(*bytes, 1, kMostBytes, site).value_or(1));
  }
  if (const YamlValue* items = mapping.find("max_items")) {
    field.max_items = static_cast<std::size_t>(read_whole_number(*items, 1, kMostItems, site).value_or(1));
  }
  if (const YamlValue* choices = mapping.find("choices")) field.choices = read_choices(*choices, site);
  if (const YamlValue* types = mapping.find("case_types")) field.case_types = read_ids(*types, site);
  if (const YamlValue* computed = mapping.find("computed")) {
    field.is_computed = read_flag(*computed, site).value_or(false);
  }
  if (const YamlValue* access = mapping.find("filled_by")) field.filled_by = read_access(*access, site);
  if (const YamlValue* states = mapping.find("filled_in")) field.filled_in = read_ids(*states, site);
  if (const YamlValue* seal = mapping.find("sealed")) field.seal = read_seal(*seal, site);
  return field;
}

}  // namespace

process::Names read_names(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kNamesKeys, site);
  process::Names names;
  if (const YamlValue* zh = mapping.require("zh", "a text in Chinese")) {
    names.zh = read_text(*zh, site).value_or("");
  }
  if (const YamlValue* en = mapping.require("en", "a text in English")) {
    names.en = read_text(*en, site).value_or("");
  }
  return names;
}

std::size_t read_process_word(const YamlValue& value, std::span<const process::ProcessWord> words,
                              YamlSite& site) {
  std::string list;
  for (const process::ProcessWord& word : words) list += (list.empty() ? "" : ", ") + std::string(word.word);
  if (value.node->kind != YamlKind::kScalar) {
    site.error(value, "expected one of " + list);
    return 0;
  }
  const std::string text = to_half_width(trim(value.node->text));
  if (const auto found = process::find_process_word(words, text)) return *found;
  NearestWord nearest(text);
  for (const process::ProcessWord& word : words) nearest.offer(word.word);
  site.error(value, "expected one of " + list + nearest.suggestion());
  return 0;
}

std::string read_id_text(const YamlValue& value, YamlSite& site) {
  auto id = read_id(value, site);
  return id ? std::move(id->text) : std::string();
}

std::vector<std::string> read_ids(const YamlValue& value, YamlSite& site) {
  std::vector<std::string> ids;
  for (const YamlValue& item : site.items(value, "an id or a list of ids")) {
    ids.push_back(read_id_text(item, site));
  }
  return ids;
}

std::vector<Relation> read_relations(const YamlValue& value, YamlSite& site) {
  std::vector<Relation> relations;
  for (const YamlValue& item : site.items(value, "a relation or a list of relations")) {
    relations.push_back(static_cast<Relation>(read_process_word(item, process::relation_words(), site)));
  }
  return relations;
}

Access read_access(const YamlValue& value, YamlSite& site) {
  Access access;
  if (value.node->kind == YamlKind::kScalar) {
    access.by_system = value.node->text == "system";
    if (!access.by_system) site.error(value, "expected system, or a mapping with permission and relations");
    return access;
  }
  YamlMapping mapping(value, kAccessKeys, site);
  if (const YamlValue* permission = mapping.require("permission", "a permission")) {
    access.permission = read_id_text(*permission, site);
  }
  if (const YamlValue* relations = mapping.require("relations", "relations to the case, or anyone")) {
    access.relations = read_relations(*relations, site);
  }
  if (const YamlValue* except = mapping.find("except")) access.except = read_relations(*except, site);
  if (const YamlValue* system = mapping.find("system")) {
    access.by_system = read_flag(*system, site).value_or(false);
  }
  return access;
}

process::Seal read_seal(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kSealKeys, site);
  process::Seal seal;
  if (const YamlValue* relations = mapping.require("visible_to", "relations")) {
    seal.visible_to = read_relations(*relations, site);
  }
  if (const YamlValue* states = mapping.require("until", "states that end the seal")) {
    seal.until = read_ids(*states, site);
  }
  return seal;
}

std::vector<Field> read_fields(const YamlValue& value, YamlSite& site) {
  std::vector<Field> fields;
  for (const YamlValue& item : read_list(value, "a list of fields", site)) {
    fields.push_back(read_field(item, site));
  }
  return fields;
}

std::vector<YamlValue> read_list(const YamlValue& value, std::string_view expected, YamlSite& site) {
  if (value.node->kind == YamlKind::kSequence) return site.items(value, expected);
  site.error(value, "expected " + std::string(expected));
  return {};
}

FieldValue read_field_value(const YamlValue& value, FieldType type, YamlSite& site) {
  if (value.node->kind != YamlKind::kScalar) {
    site.error(value, "expected a value");
    return std::string();
  }
  const std::string text = to_half_width(trim(value.node->text));
  switch (type) {
    case FieldType::kNumber:
      return read_number(value, site).value_or(0);
    case FieldType::kMoney: {
      const auto fen = parse_integer(text);
      if (!fen) site.error(value, "expected whole fen");
      return process::Money{fen.value_or(0)};
    }
    case FieldType::kDay: {
      const auto day = parse_day(text);
      if (!day) site.error(value, "expected a day, as 2026-01-31");
      return day.value_or(Day{});
    }
    case FieldType::kFlag:
      return read_flag(value, site).value_or(false);
    case FieldType::kMoment:
    case FieldType::kFile:
      site.error(value, "a moment or a file cannot be written here");
      return std::string();
    case FieldType::kText:
    case FieldType::kChoice:
    case FieldType::kRegion:
    case FieldType::kOrganisation:
    case FieldType::kPerson:
    case FieldType::kCase:
      break;
  }
  return read_text(value, site).value_or("");
}

}  // namespace tenon
