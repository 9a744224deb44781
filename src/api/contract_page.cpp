#include "api/contract_page.h"

#include <map>
#include <vector>

#include "report/html_escape.h"

namespace tenon {
namespace {

constexpr std::string_view kHead = R"(<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>Tenon 榫卯 API</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<style>
:root{color-scheme:light dark;--line:#8884;--soft:#8881}
body{font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2.2rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
details{border-bottom:1px solid var(--line)}summary{padding:.45rem .2rem;cursor:pointer;display:flex;gap:.8rem;align-items:baseline}
summary:hover{background:var(--soft)}
.m{font:600 12px ui-monospace,monospace;min-width:4.2rem;text-align:center;border:1px solid var(--line);border-radius:4px;padding:.1rem 0}
code,pre{font:13px ui-monospace,monospace}pre{background:var(--soft);padding:.7rem;overflow:auto;border-radius:6px}
.s{margin-left:auto;opacity:.8;text-align:right}table{border-collapse:collapse;margin:.4rem 0 1rem}
td,th{border:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top;font-size:14px}
.in{padding:.3rem .4rem 1rem}
</style></head><body>
<h1>Tenon 榫卯 API</h1>
<p>契约文件 The contract: <a href="/api/openapi.yaml">openapi.yaml</a> (OpenAPI 3.1)。
程序使用令牌 Programs use tokens: <code>Authorization: Bearer tenon_…</code></p>
)";

std::string access_text(const ApiOperation& operation) {
  if (operation.access == ApiAccess::kPublic) return "公开 public";
  if (operation.access == ApiAccess::kSignedIn) return "登录即可 signed in";
  std::string text;
  for (const Permission permission : operation.permissions) {
    const PermissionInfo& info = info_of(permission);
    text += (text.empty() ? "" : " | ") + std::string(info.id) + " " + std::string(info.wording.zh) + " " +
            std::string(info.wording.en);
  }
  return text;
}

std::string type_text(const JsonSchema& schema) {
  static constexpr std::pair<unsigned, const char*> kTypes[] = {
      {JsonSchema::kBoolean, "boolean"}, {JsonSchema::kInteger, "integer"}, {JsonSchema::kNumber, "number"},
      {JsonSchema::kString, "string"},   {JsonSchema::kArray, "array"},     {JsonSchema::kObject, "object"},
      {JsonSchema::kNull, "null"}};
  std::string text;
  for (const auto& [bit, word] : kTypes) {
    if ((schema.types & bit) != 0) text += (text.empty() ? "" : " | ") + std::string(word);
  }
  for (const std::string& choice : schema.choices) text += " · " + choice;
  if (schema.max_length) text += " ≤ " + std::to_string(*schema.max_length);
  return text;
}

void add_row(std::string& page, const std::string& name, const std::string& place, bool is_required,
             const std::string& type) {
  page += "<tr><td><code>" + html_escape(name) + "</code>" + (is_required ? " *" : "") + "</td><td>" + place +
          "</td><td>" + html_escape(type) + "</td></tr>\n";
}

void add_operation(std::string& page, const ApiContract& contract, const ApiOperation& operation) {
  static constexpr const char* kPlaces[] = {"path", "query", "header"};
  page += "<details id=\"" + html_escape(operation.id) + "\"><summary><span class=\"m\">" + operation.method +
          "</span><code>" + html_escape(operation.path) + "</code><span class=\"s\">" +
          html_escape(operation.summary) + "</span></summary><div class=\"in\">\n<p>" +
          html_escape(access_text(operation)) + "</p>\n";
  if (!operation.parameters.empty() || operation.has_body) page += "<table>\n";
  for (const ApiParameter& parameter : operation.parameters) {
    add_row(page, parameter.name, kPlaces[static_cast<std::size_t>(parameter.place)], parameter.is_required,
            type_text(contract.schemas[parameter.schema]));
  }
  if (operation.has_body) {
    const JsonSchema& body = contract.schemas[operation.body_schema];
    for (const auto& [name, position] : body.properties) {
      bool is_required = false;
      for (const std::string& one : body.required) is_required = is_required || one == name;
      add_row(page, name, "body", is_required, type_text(contract.schemas[position]));
    }
    if (body.properties.empty())
      add_row(page, operation.body_type, "body", operation.is_body_required, type_text(body));
  }
  if (!operation.parameters.empty() || operation.has_body) page += "</table>\n";
  if (!operation.body_example.empty()) page += "<pre>" + html_escape(operation.body_example) + "</pre>\n";
  page += "<p>";
  for (const auto& [status, answer] : operation.answers)
    page += "<code>" + std::to_string(status) + "</code> ";
  page += "</p></div></details>\n";
}

}  // namespace

std::string contract_page(const ApiContract& contract) {
  std::vector<std::string> groups;
  std::map<std::string, std::vector<const ApiOperation*>> by_group;
  for (const ApiOperation& operation : contract.operations) {
    if (by_group.count(operation.group) == 0) groups.push_back(operation.group);
    by_group[operation.group].push_back(&operation);
  }
  std::string page(kHead);
  for (const std::string& group : groups) {
    page += "<h2>" + html_escape(group) + "</h2>\n";
    for (const ApiOperation* operation : by_group[group]) add_operation(page, contract, *operation);
  }
  return page + "</body></html>\n";
}

}  // namespace tenon
