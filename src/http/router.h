// From path and method to the number of a route. Pure; const functions are thread-safe.
//
// A template is made of literal segments and parameters: "/api/v1/datasets/{name}/versions/{version}". The
// path is settled first, then the method: of several templates that fit, the one with a literal at the first
// place where they differ wins, and if it does not know the method the answer is 405 even if another template
// would. A parameter fits any segment that is not empty. O(segments) unless templates make it try several
// ways.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace tenon {

enum class RouteOutcome { kFound, kNoPath, kNoMethod };

struct RouteMatch {
  RouteOutcome outcome = RouteOutcome::kNoPath;
  std::size_t route = 0;           // if found
  std::string_view path_template;  // unless there is no path; lives as long as the router
  std::vector<std::pair<std::string_view, std::string>> parameters;  // name (of the router) and value
  std::string allow;  // if there is no such method: "GET, HEAD, OPTIONS, PUT"

  // The value of the parameter; nullptr: no such.
  [[nodiscard]] const std::string* parameter(std::string_view name) const;
};

class Router {
 public:
  Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  // kInvalidArgument for a template that is none, kConflict for one that is there with this method already,
  // be it with other names of parameters.
  Result<void> add(std::string_view method, std::string_view path_template, std::size_t route);

  // HEAD finds the route of GET where it has none of its own. `segments`: decoded, as in HttpRequest.
  [[nodiscard]] RouteMatch match(std::string_view method, std::span<const std::string> segments) const;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
};

}  // namespace tenon
