// One request as a handler sees it: who asks, what the contract let through, and the ways to answer.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/contract.h"
#include "api/language.h"
#include "api/problem.h"
#include "http/handler.h"
#include "service/access.h"
#include "service/caller.h"
#include "service/identity.h"

namespace boost::json {
class object;
class value;
}  // namespace boost::json

namespace tenon {

class AccessGround;

struct ApiCall {
  ApiCall(const HttpRequest& request, const ApiOperation& of) : http(request), operation(of) {}

  const HttpRequest& http;
  const ApiOperation& operation;
  std::shared_ptr<const Identity> identity;               // nullptr: nobody signed in
  std::vector<std::pair<std::string, std::string>> path;  // parameters of the path, decoded
  const boost::json::value* body = nullptr;   // checked against the contract; nullptr: none, or not JSON
  std::optional<std::int64_t> seen_revision;  // of If-Match "rN"
  ApiLanguage language = ApiLanguage::kBoth;
  UtcTime time;
  std::shared_ptr<const AccessGround> ground;

  [[nodiscard]] Caller caller() const;
  // A parameter of path or query; nullptr: not given.
  [[nodiscard]] const std::string* parameter(std::string_view name) const;
  [[nodiscard]] std::string text(std::string_view name) const;  // empty: not given
  [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
  [[nodiscard]] bool flag(std::string_view name) const;  // false: not given

  // Of the body, which must be an object; not given, or null: empty, nullopt, nullptr.
  [[nodiscard]] std::string field(std::string_view name) const;
  [[nodiscard]] std::optional<std::int64_t> integer_field(std::string_view name) const;
  [[nodiscard]] bool flag_field(std::string_view name) const;
  [[nodiscard]] const boost::json::value* member(std::string_view name) const;

  // Whether the caller may do this to that object (access.h).
  [[nodiscard]] AccessDecision decide(Permission permission, const AccessObject& object) const;
};

// Answers.
HttpReply json_answer(int status, std::string json);
HttpReply no_content();
HttpReply problem_answer(const ApiCall& call, const ApiProblem& problem);
HttpReply error_answer(const ApiCall& call, const Error& error);
// With the ETag "rN", which If-Match gives back.
HttpReply with_revision(HttpReply reply, std::int64_t revision);
std::string revision_tag(std::int64_t revision);

// Texts of a member that is an array of texts.
std::vector<std::string> texts_of(const boost::json::value* array);
std::string text_member(const boost::json::object& object, std::string_view name);

}  // namespace tenon
