#include "api/contract.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <stdexcept>

#include "base/number.h"

namespace tenon {
namespace {

// Thrown and caught within this file.
struct Fault : std::runtime_error {
  Fault(const YAML::Node& node, const std::string& message)
      : std::runtime_error("line " + std::to_string(node.Mark().line + 1) + ": " + message) {}
};

std::string text_of(const YAML::Node& node, const std::string& what) {
  if (!node || !node.IsScalar()) throw Fault(node, what + ": expected a text");
  return node.Scalar();
}

std::size_t count_of(const YAML::Node& node, const std::string& what) {
  const auto number = parse_integer(text_of(node, what));
  if (!number || *number < 0) throw Fault(node, what + ": expected a number from 0 on");
  return static_cast<std::size_t>(*number);
}

double number_of(const YAML::Node& node, const std::string& what) {
  const auto number = parse_number(text_of(node, what));
  if (!number) throw Fault(node, what + ": expected a number");
  return *number;
}

bool flag_of(const YAML::Node& node, const std::string& what) {
  const std::string text = text_of(node, what);
  if (text != "true" && text != "false") throw Fault(node, what + ": expected true or false");
  return text == "true";
}

void quote(std::string& json, std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  json += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (byte < 0x20) {
      json += "\\u00";
      json += kDigits[byte >> 4U];
      json += kDigits[byte & 15U];
    } else {
      json += c;
    }
  }
  json += '"';
}

// YAML as JSON: plain scalars that look like numbers, truth values or null are such.
void write_json(std::string& json, const YAML::Node& node) {
  if (node.IsMap()) {
    json += '{';
    bool first = true;
    for (const auto& member : node) {
      if (!first) json += ',';
      first = false;
      quote(json, member.first.Scalar());
      json += ':';
      write_json(json, member.second);
    }
    json += '}';
  } else if (node.IsSequence()) {
    json += '[';
    for (std::size_t i = 0; i < node.size(); ++i) {
      if (i > 0) json += ',';
      write_json(json, node[i]);
    }
    json += ']';
  } else if (node.IsNull()) {
    json += "null";
  } else {
    const std::string& text = node.Scalar();
    const bool is_plain = node.Tag() == "?";
    if (is_plain && (text == "true" || text == "false" || parse_number(text))) {
      json += text;
    } else {
      quote(json, text);
    }
  }
}

constexpr std::string_view kOr = " | ";

constexpr std::array<std::pair<std::string_view, unsigned>, 7> kTypes = {{{"null", JsonSchema::kNull},
                                                                          {"boolean", JsonSchema::kBoolean},
                                                                          {"integer", JsonSchema::kInteger},
                                                                          {"number", JsonSchema::kNumber},
                                                                          {"string", JsonSchema::kString},
                                                                          {"array", JsonSchema::kArray},
                                                                          {"object", JsonSchema::kObject}}};

unsigned type_bit(const YAML::Node& node) {
  const std::string name = text_of(node, "type");
  for (const auto& [word, bit] : kTypes) {
    if (word == name) return bit;
  }
  throw Fault(node, "type: no such type '" + name + "'");
}

class Reader {
 public:
  explicit Reader(YAML::Node root) : root_(std::move(root)) {}

  ApiContract read() {
    const YAML::Node paths = root_["paths"];
    if (!paths || !paths.IsMap()) throw Fault(root_, "paths: expected");
    std::set<std::string> ids;
    for (const auto& path : paths) {
      for (const auto& entry : path.second) {
        const std::string word = entry.first.Scalar();
        if (word == "parameters") continue;
        ApiOperation operation = read_operation(path.first.Scalar(), word, path.second, entry.second);
        if (!ids.insert(operation.id).second) throw Fault(entry.second, "operationId twice: " + operation.id);
        contract_.operations.push_back(std::move(operation));
      }
    }
    return std::move(contract_);
  }

 private:
  ApiOperation read_operation(const std::string& path, const std::string& word, const YAML::Node& item,
                              const YAML::Node& node) {
    static const std::map<std::string, std::string> kMethods = {
        {"get", "GET"}, {"put", "PUT"}, {"post", "POST"}, {"delete", "DELETE"}, {"patch", "PATCH"}};
    const auto method = kMethods.find(word);
    if (method == kMethods.end()) throw Fault(node, "no such method: " + word);
    ApiOperation operation;
    operation.id = text_of(node["operationId"], path + ": operationId");
    operation.method = method->second;
    if (const YAML::Node tags = node["tags"]; tags && tags.size() > 0)
      operation.group = text_of(tags[0], "tags");
    if (const YAML::Node summary = node["summary"]) operation.summary = text_of(summary, "summary");
    operation.path = path;
    read_access(operation, node);
    for (const YAML::Node& list : {item["parameters"], node["parameters"]}) {
      if (!list) continue;
      for (const YAML::Node& parameter : list)
        operation.parameters.push_back(read_parameter(resolved(parameter)));
    }
    check_path(operation, node);
    if (const YAML::Node body = node["requestBody"]) read_body(operation, resolved(body));
    for (const auto& response : node["responses"]) {
      ApiOperation::Answer answer;
      if (const YAML::Node content = resolved(response.second)["content"]) {
        const auto entry = content.begin();
        answer.content_type = entry->first.Scalar();
        answer.schema = read_schema(entry->second["schema"]);
      }
      operation.answers[static_cast<int>(count_of(response.first, "status"))] = std::move(answer);
    }
    if (operation.answers.empty()) throw Fault(node, operation.id + ": no responses");
    return operation;
  }

  static void read_access(ApiOperation& operation, const YAML::Node& node) {
    const std::string access = text_of(node["x-access"], operation.id + ": x-access");
    if (access == "public") {
      operation.access = ApiAccess::kPublic;
    } else if (access == "signed_in") {
      operation.access = ApiAccess::kSignedIn;
    } else {
      for (std::size_t from = 0; from <= access.size();) {
        const std::size_t end = std::min(access.find(kOr, from), access.size());
        const auto permission = permission_of(access.substr(from, end - from));
        if (!permission)
          throw Fault(node["x-access"], "no such permission: " + access.substr(from, end - from));
        operation.permissions.push_back(*permission);
        from = end + kOr.size();
      }
    }
    if (const YAML::Node object = node["x-object"]) {
      const std::string word = text_of(object, "x-object");
      if (word == "own") {
        operation.object = ApiObject::kOwn;
      } else if (word == "located") {
        operation.object = ApiObject::kLocated;
      } else if (word != "common") {
        throw Fault(object, "x-object: expected common, own or located, not '" + word + "'");
      }
    } else if (operation.access == ApiAccess::kPermission) {
      throw Fault(node, operation.id + ": x-object is missing");
    }
    if (const YAML::Node when = node["x-while"]) {
      const std::string word = text_of(when, "x-while");
      if (word != "full" && word != "restricted") throw Fault(when, "x-while: expected full or restricted");
      operation.is_open_while_restricted = word == "restricted";
    }
    if (const YAML::Node keep = node["x-keep"]) operation.may_be_kept = flag_of(keep, "x-keep");
    if (const YAML::Node secret = node["x-secret"]) operation.is_secret = flag_of(secret, "x-secret");
    if (const YAML::Node bytes = node["x-body-bytes"]) operation.body_bytes = count_of(bytes, "x-body-bytes");
  }

  ApiParameter read_parameter(const YAML::Node& node) {
    ApiParameter parameter;
    parameter.name = text_of(node["name"], "parameter: name");
    const std::string place = text_of(node["in"], parameter.name + ": in");
    if (place == "path") {
      parameter.place = ParameterPlace::kPath;
    } else if (place == "header") {
      parameter.place = ParameterPlace::kHeader;
    } else if (place != "query") {
      throw Fault(node, parameter.name + ": in: expected path, query or header");
    }
    if (const YAML::Node required = node["required"]) parameter.is_required = flag_of(required, "required");
    parameter.schema = read_schema(node["schema"]);
    if (const YAML::Node example = node["example"]) parameter.example = text_of(example, "example");
    return parameter;
  }

  // Each {name} of the path is a parameter, and each parameter of the path stands in it.
  static void check_path(const ApiOperation& operation, const YAML::Node& node) {
    std::size_t braces =
        static_cast<std::size_t>(std::count(operation.path.begin(), operation.path.end(), '{'));
    for (const ApiParameter& parameter : operation.parameters) {
      if (parameter.place != ParameterPlace::kPath) continue;
      if (operation.path.find("{" + parameter.name + "}") == std::string::npos || !parameter.is_required) {
        throw Fault(node,
                    operation.id + ": parameter " + parameter.name + " is not in the path, or not required");
      }
      --braces;
    }
    if (braces != 0) throw Fault(node, operation.id + ": a part of the path is not described");
  }

  void read_body(ApiOperation& operation, const YAML::Node& body) {
    operation.has_body = true;
    if (const YAML::Node required = body["required"])
      operation.is_body_required = flag_of(required, "required");
    const YAML::Node content = body["content"];
    if (!content || content.size() != 1) throw Fault(body, operation.id + ": expected one kind of content");
    const auto entry = content.begin();
    operation.body_type = entry->first.Scalar();
    operation.body_schema = read_schema(entry->second["schema"]);
    if (const YAML::Node example = entry->second["example"]) write_json(operation.body_example, example);
  }

  // A reference is followed within the file.
  YAML::Node resolved(const YAML::Node& node) {
    const YAML::Node reference = node["$ref"];
    if (!reference) return node;
    const std::string path = text_of(reference, "$ref");
    if (path.rfind("#/", 0) != 0) throw Fault(node, "$ref: expected #/...");
    YAML::Node place;
    place.reset(root_);
    std::size_t from = 2;
    while (from <= path.size()) {
      const std::size_t slash = std::min(path.find('/', from), path.size());
      const YAML::Node next = place[path.substr(from, slash - from)];
      if (!next) throw Fault(node, "$ref: nothing at " + path);
      place.reset(next);
      from = slash + 1;
    }
    return place;
  }

  std::size_t read_schema(const YAML::Node& node) {
    if (!node || !node.IsMap()) throw Fault(node, "schema: expected");
    if (const YAML::Node reference = node["$ref"]) {
      const std::string path = text_of(reference, "$ref");
      const auto known = named_.find(path);
      if (known != named_.end()) return known->second;
      const std::size_t position = contract_.schemas.size();
      contract_.schemas.emplace_back();
      named_.emplace(path, position);  // before its parts, which may name it again
      fill(position, resolved(node));
      return position;
    }
    const std::size_t position = contract_.schemas.size();
    contract_.schemas.emplace_back();
    fill(position, node);
    return position;
  }

  void fill(std::size_t position, const YAML::Node& node) {
    JsonSchema schema;
    for (const auto& entry : node) {
      const std::string word = entry.first.Scalar();
      const YAML::Node& value = entry.second;
      if (word == "type") {
        if (value.IsSequence()) {
          for (const YAML::Node& one : value) schema.types |= type_bit(one);
        } else {
          schema.types = type_bit(value);
        }
      } else if (word == "enum") {
        // Whether it may be null is said by the type.
        for (const YAML::Node& one : value) {
          if (!one.IsNull()) schema.choices.push_back(text_of(one, "enum"));
        }
      } else if (word == "minLength") {
        schema.min_length = count_of(value, word);
      } else if (word == "maxLength") {
        schema.max_length = count_of(value, word);
      } else if (word == "minimum") {
        schema.minimum = number_of(value, word);
      } else if (word == "maximum") {
        schema.maximum = number_of(value, word);
      } else if (word == "minItems") {
        schema.min_items = count_of(value, word);
      } else if (word == "maxItems") {
        schema.max_items = count_of(value, word);
      } else if (word == "maxProperties") {
        schema.max_properties = count_of(value, word);
      } else if (word == "items") {
        schema.items = read_schema(value);
      } else if (word == "properties") {
        for (const auto& property : value)
          schema.properties[property.first.Scalar()] = read_schema(property.second);
      } else if (word == "required") {
        for (const YAML::Node& one : value) schema.required.push_back(text_of(one, word));
      } else if (word == "additionalProperties") {
        if (value.IsMap()) {
          schema.other_properties = read_schema(value);
        } else {
          schema.allows_other_properties = flag_of(value, word);
        }
      } else if (word == "format") {
        const std::string format = text_of(value, word);
        if (format == "date") {
          schema.format = JsonFormat::kDate;
        } else if (format == "date-time") {
          schema.format = JsonFormat::kDateTime;
        } else if (format != "password" && format != "binary") {
          throw Fault(value, "format: nobody would check '" + format + "'");
        }
      } else if (word != "description" && word != "title" && word != "example" && word != "default" &&
                 word != "contentMediaType") {
        throw Fault(entry.first, "schema: nobody would check '" + word + "'");
      }
    }
    contract_.schemas[position] = std::move(schema);
  }

  YAML::Node root_;
  ApiContract contract_;
  std::map<std::string, std::size_t> named_;  // by reference
};

}  // namespace

Result<ApiContract> read_contract(std::string_view yaml) {
  try {
    return Reader(YAML::Load(std::string(yaml))).read();
  } catch (const Fault& fault) {
    return Error{ErrorCode::kBadInput, std::string("API contract: ") + fault.what()};
  } catch (const YAML::Exception& fault) {
    return Error{ErrorCode::kBadInput, std::string("API contract: ") + fault.what()};
  }
}

}  // namespace tenon
