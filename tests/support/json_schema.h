// Whether a JSON text is what a schema in docs/ says.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace tenon {
namespace json = boost::json;

// The part of JSON Schema 2020-12 that the schemas in docs/ use. Appends one line a violation; an
// unknown keyword is a violation, so that the schema cannot say more than is checked.
inline void check_schema(const json::value& value, const json::object& schema, const json::object& root,
                         const std::string& path, std::vector<std::string>& faults) {
  const auto is_type = [&](std::string_view type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "null") return value.is_null();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    return type == "number" && value.is_number();
  };
  for (const auto& [key, rule] : schema) {
    if (key == "$schema" || key == "$id" || key == "title" || key == "description" || key == "$defs")
      continue;
    if (key == "$ref") {
      const std::string name = std::string(rule.as_string()).substr(std::string_view("#/$defs/").size());
      check_schema(value, root.at("$defs").at(name).as_object(), root, path, faults);
    } else if (key == "type") {
      bool any = false;
      if (rule.is_string()) {
        any = is_type(rule.as_string());
      } else {
        for (const auto& type : rule.as_array()) any = any || is_type(type.as_string());
      }
      if (!any) faults.push_back(path + ": wrong type " + json::serialize(value));
    } else if (key == "enum") {
      bool any = false;
      for (const auto& allowed : rule.as_array()) any = any || allowed == value;
      if (!any) faults.push_back(path + ": not allowed " + json::serialize(value));
    } else if (key == "minimum") {
      if (value.is_number() && value.to_number<double>() < rule.to_number<double>())
        faults.push_back(path + ": low");
    } else if (key == "maximum") {
      if (value.is_number() && value.to_number<double>() > rule.to_number<double>())
        faults.push_back(path + ": high");
    } else if (key == "required") {
      for (const auto& name : rule.as_array()) {
        if (value.is_object() && !value.as_object().contains(name.as_string())) {
          faults.push_back(path + ": lacks " + std::string(name.as_string()));
        }
      }
    } else if (key == "properties") {
      if (!value.is_object()) continue;
      for (const auto& [name, member] : value.as_object()) {
        const auto* property = rule.as_object().if_contains(name);
        if (property == nullptr) {
          faults.push_back(path + "." + std::string(name) + ": not in the schema");
        } else {
          check_schema(member, property->as_object(), root, path + "." + std::string(name), faults);
        }
      }
    } else if (key == "additionalProperties") {
      if (rule != json::value(false)) faults.push_back(path + ": the schema leaves members open");
    } else if (key == "items") {
      if (!value.is_array()) continue;
      for (std::size_t i = 0; i < value.as_array().size(); ++i) {
        check_schema(value.as_array()[i], rule.as_object(), root, path + "[" + std::to_string(i) + "]",
                     faults);
      }
    } else {
      faults.push_back(path + ": the check does not know the keyword " + std::string(key));
    }
  }
}

// One line a violation of docs/`schema_name`; empty if the text obeys.
inline std::vector<std::string> schema_faults(const std::string& schema_name, const std::string& text) {
  const auto file = MappedFile::open(std::string(TENON_SOURCE_DIR) + "/docs/" + schema_name);
  if (!file) return {"no schema: " + file.error().message};
  const json::object schema = json::parse(file->bytes()).as_object();
  std::vector<std::string> faults;
  check_schema(json::parse(text), schema, schema, "$", faults);
  return faults;
}

}  // namespace tenon
