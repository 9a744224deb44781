#include "api/call.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "api/access_ground.h"
#include "base/number.h"

namespace tenon {

namespace json = boost::json;

Caller ApiCall::caller() const {
  if (!identity) return {{{}, {}, {}, http.address}, time};
  return {actor_of(*identity, http.address), time};
}

const std::string* ApiCall::parameter(std::string_view name) const {
  for (const auto& [key, value] : path) {
    if (key == name) return &value;
  }
  return http.parameter(name);
}

std::string ApiCall::text(std::string_view name) const {
  const std::string* value = parameter(name);
  return value ? *value : std::string();
}

std::int64_t ApiCall::integer(std::string_view name, std::int64_t otherwise) const {
  const std::string* value = parameter(name);
  return value ? parse_integer(*value).value_or(otherwise) : otherwise;
}

bool ApiCall::flag(std::string_view name) const {
  const std::string* value = parameter(name);
  return value != nullptr && *value == "true";
}

const json::value* ApiCall::member(std::string_view name) const {
  if (body == nullptr || !body->is_object()) return nullptr;
  const json::value* value = body->get_object().if_contains(name);
  return value != nullptr && !value->is_null() ? value : nullptr;
}

std::string ApiCall::field(std::string_view name) const {
  const json::value* value = member(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::optional<std::int64_t> ApiCall::integer_field(std::string_view name) const {
  const json::value* value = member(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->to_number<std::int64_t>();
}

bool ApiCall::flag_field(std::string_view name) const {
  const json::value* value = member(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

AccessDecision ApiCall::decide(Permission permission, const AccessObject& object) const {
  if (!identity) return {};
  return allow(*identity, ground->rules(), permission, object, time);
}

HttpReply json_answer(int status, std::string json) {
  return make_response(status, "application/json", std::move(json));
}

HttpReply no_content() {
  return make_response(204, "", "");
}

HttpReply problem_answer(const ApiCall& call, const ApiProblem& problem) {
  return problem_response(problem, call.language, call.http.id);
}

HttpReply error_answer(const ApiCall& call, const Error& error) {
  return problem_answer(call, problem_of(error));
}

std::string revision_tag(std::int64_t revision) {
  return "\"r" + std::to_string(revision) + "\"";
}

HttpReply with_revision(HttpReply reply, std::int64_t revision) {
  if (auto* response = std::get_if<HttpResponse>(&reply))
    response->headers.set("etag", revision_tag(revision));
  return reply;
}

std::vector<std::string> texts_of(const json::value* array) {
  std::vector<std::string> texts;
  if (array == nullptr || !array->is_array()) return texts;
  for (const json::value& one : array->get_array()) {
    if (one.is_string()) texts.emplace_back(one.get_string());
  }
  return texts;
}

std::string text_member(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace tenon
