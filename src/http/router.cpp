#include "http/router.h"

#include <algorithm>
#include <optional>

namespace tenon {

namespace {

struct Method {
  std::size_t route = 0;
  std::string path_template;
  std::vector<std::string> names;  // of the parameters, in the order of the path
};

std::optional<std::vector<std::string>> split_template(std::string_view path_template) {
  if (path_template.empty() || path_template.front() != '/') return std::nullopt;
  std::vector<std::string> segments;
  if (path_template == "/") return segments;
  for (std::size_t begin = 1; begin <= path_template.size();) {
    const std::size_t end = std::min(path_template.find('/', begin), path_template.size());
    segments.emplace_back(path_template.substr(begin, end - begin));
    begin = end + 1;
  }
  return segments;
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

}  // namespace

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::map<std::string, Method, std::less<>> methods;

  // The first node along the segments that ends a template; `taken`: places of the parameters on the way.
  const Node* find(std::span<const std::string> segments, std::size_t depth,
                   std::vector<std::size_t>& taken) const {
    if (depth == segments.size()) return methods.empty() ? nullptr : this;
    const std::string& segment = segments[depth];
    if (const auto literal = literals.find(segment); literal != literals.end()) {
      if (const Node* found = literal->second->find(segments, depth + 1, taken)) return found;
    }
    if (!parameter || segment.empty()) return nullptr;
    taken.push_back(depth);
    if (const Node* found = parameter->find(segments, depth + 1, taken)) return found;
    taken.pop_back();
    return nullptr;
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

const std::string* RouteMatch::parameter(std::string_view name) const {
  const auto found =
      std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == name; });
  return found == parameters.end() ? nullptr : &found->second;
}

Result<void> Router::add(std::string_view method, std::string_view path_template, std::size_t route) {
  const auto error = [&](ErrorCode code, const std::string& what) {
    return Error{code, "route " + std::string(method) + " " + std::string(path_template) + ": " + what};
  };
  const auto segments = split_template(path_template);
  if (!segments) return error(ErrorCode::kInvalidArgument, "a template begins with /");
  if (method.empty()) return error(ErrorCode::kInvalidArgument, "no method");

  Method added{.route = route, .path_template = std::string(path_template), .names = {}};
  Node* node = root_.get();
  for (const std::string& segment : *segments) {
    if (is_parameter(segment)) {
      std::string name = segment.substr(1, segment.size() - 2);
      if (name.find_first_of("{}") != std::string::npos ||
          std::find(added.names.begin(), added.names.end(), name) != added.names.end())
        return error(ErrorCode::kInvalidArgument, "the parameter " + segment + " is none or comes twice");
      added.names.push_back(std::move(name));
      if (!node->parameter) node->parameter = std::make_unique<Node>();
      node = node->parameter.get();
      continue;
    }
    if (segment.find_first_of("{}") != std::string::npos)
      return error(ErrorCode::kInvalidArgument, "a parameter is a whole segment, {name}");
    if (segment.empty()) return error(ErrorCode::kInvalidArgument, "an empty segment");
    auto& child = node->literals[segment];
    if (!child) child = std::make_unique<Node>();
    node = child.get();
  }
  if (!node->methods.try_emplace(std::string(method), std::move(added)).second)
    return error(ErrorCode::kConflict, "there is one already");
  return {};
}

RouteMatch Router::match(std::string_view method, std::span<const std::string> segments) const {
  RouteMatch match;
  std::vector<std::size_t> taken;
  const Node* node = root_->find(segments, 0, taken);
  if (node == nullptr) return match;
  auto found = node->methods.find(method);
  if (found == node->methods.end() && method == "HEAD") found = node->methods.find("GET");
  if (found == node->methods.end()) {
    match.outcome = RouteOutcome::kNoMethod;
    match.path_template = node->methods.begin()->second.path_template;
    std::vector<std::string> allowed{"OPTIONS"};
    for (const auto& [known, route] : node->methods) {
      allowed.push_back(known);
      if (known == "GET") allowed.emplace_back("HEAD");
    }
    std::sort(allowed.begin(), allowed.end());
    allowed.erase(std::unique(allowed.begin(), allowed.end()), allowed.end());
    for (const std::string& name : allowed) match.allow += (match.allow.empty() ? "" : ", ") + name;
    return match;
  }
  const Method& route = found->second;
  match.outcome = RouteOutcome::kFound;
  match.route = route.route;
  match.path_template = route.path_template;
  for (std::size_t i = 0; i < taken.size(); ++i)
    match.parameters.emplace_back(route.names[i], segments[taken[i]]);
  return match;
}

}  // namespace tenon
