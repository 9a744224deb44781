#include "http/router.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>

namespace tenon {
namespace {

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> segments;
  if (path == "/") return segments;
  for (std::size_t begin = 1; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    segments.emplace_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return segments;
}

Router sample() {
  Router router;
  std::size_t route = 0;
  for (const auto& [method, path] : std::vector<std::pair<const char*, const char*>>{
           {"GET", "/"},
           {"GET", "/api/v1/datasets"},
           {"POST", "/api/v1/datasets"},
           {"GET", "/api/v1/datasets/{name}"},
           {"POST", "/api/v1/datasets/import"},
           {"GET", "/api/v1/datasets/{name}/versions/{version}"},
           {"DELETE", "/api/v1/datasets/{id}/versions/{version}"},
           {"GET", "/api/v1/datasets/delta/versions/latest"},
           {"HEAD", "/ping"},
       })
    EXPECT_TRUE(router.add(method, path, route++).ok()) << path;
  return router;
}

TEST(Router, FindsRoutes) {
  const Router router = sample();
  const struct {
    const char* method;
    const char* path;
    std::size_t route;
    std::vector<std::pair<std::string_view, std::string>> parameters;
  } cases[] = {
      {"GET", "/", 0, {}},
      {"GET", "/api/v1/datasets", 1, {}},
      {"HEAD", "/api/v1/datasets", 1, {}},
      {"POST", "/api/v1/datasets", 2, {}},
      {"GET", "/api/v1/datasets/delta", 3, {{"name", "delta"}}},
      {"GET", "/api/v1/datasets/光", 3, {{"name", "光"}}},
      {"POST", "/api/v1/datasets/import", 4, {}},
      {"GET", "/api/v1/datasets/a/versions/3", 5, {{"name", "a"}, {"version", "3"}}},
      {"DELETE", "/api/v1/datasets/a/versions/3", 6, {{"id", "a"}, {"version", "3"}}},
      {"GET", "/api/v1/datasets/delta/versions/latest", 7, {}},
      {"HEAD", "/ping", 8, {}},
      // The literal "delta" leads nowhere, so the parameter takes it.
      {"GET", "/api/v1/datasets/delta/versions/2", 5, {{"name", "delta"}, {"version", "2"}}},
  };
  for (const auto& c : cases) {
    const RouteMatch match = router.match(c.method, split(c.path));
    ASSERT_EQ(match.outcome, RouteOutcome::kFound) << c.path;
    EXPECT_EQ(match.route, c.route) << c.path;
    EXPECT_EQ(match.parameters, c.parameters) << c.path;
  }
  const RouteMatch match = router.match("GET", split("/api/v1/datasets/a/versions/3"));
  EXPECT_EQ(match.path_template, "/api/v1/datasets/{name}/versions/{version}");
  EXPECT_EQ(*match.parameter("version"), "3");
  EXPECT_EQ(match.parameter("id"), nullptr);
}

TEST(Router, TellsPathsFromMethods) {
  const Router router = sample();
  for (const char* none :
       {"/api", "/api/v1/datasets/", "/api/v1/datasets//versions/1", "/x", "/api/v1/datasets/a/b"})
    EXPECT_EQ(router.match("GET", split(none)).outcome, RouteOutcome::kNoPath) << none;
  const RouteMatch match = router.match("PUT", split("/api/v1/datasets"));
  EXPECT_EQ(match.outcome, RouteOutcome::kNoMethod);
  EXPECT_EQ(match.allow, "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(match.path_template, "/api/v1/datasets");
  // The path is settled first.
  const RouteMatch literal = router.match("GET", split("/api/v1/datasets/import"));
  EXPECT_EQ(literal.outcome, RouteOutcome::kNoMethod);
  EXPECT_EQ(literal.allow, "OPTIONS, POST");
  EXPECT_EQ(router.match("GET", split("/ping")).outcome, RouteOutcome::kNoMethod);
  EXPECT_EQ(router.match("get", split("/")).outcome, RouteOutcome::kNoMethod);
  EXPECT_EQ(Router().match("GET", split("/")).outcome, RouteOutcome::kNoPath);
}

TEST(Router, RefusesTemplates) {
  Router router = sample();
  for (const char* wrong :
       {"", "a", "a/b", "//", "/a//b", "/a/", "/{a", "/a}", "/x{a}", "/{a}x", "/{}", "/{a}/{a}", "/{{a}}"}) {
    const auto added = router.add("GET", wrong, 99);
    ASSERT_FALSE(added.ok()) << wrong;
    EXPECT_EQ(added.error().code, ErrorCode::kInvalidArgument) << wrong;
  }
  EXPECT_FALSE(router.add("", "/y", 1).ok());
  const auto twice = router.add("GET", "/api/v1/datasets/{other}", 99);
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().code, ErrorCode::kConflict);
}

// Against trying all templates: the first by preference of literals from the left.
RC_GTEST_PROP(Router, AgreesWithTryingAll, ()) {
  const auto part = rc::gen::element<std::string>("a", "b", "{p}");
  const auto templates = *rc::gen::container<std::vector<std::vector<std::string>>>(
      rc::gen::resize(4, rc::gen::container<std::vector<std::string>>(part)));
  Router router;
  std::vector<std::vector<std::string>> added;
  for (const auto& parts : templates) {
    std::string path;
    for (std::size_t i = 0; i < parts.size(); ++i)
      path += "/" + (parts[i] == "{p}" ? "{p" + std::to_string(i) + "}" : parts[i]);
    if (router.add("GET", path.empty() ? "/" : path, added.size()).ok()) added.push_back(parts);
  }
  const auto path = *rc::gen::resize(
      4, rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("a", "b", "c", "")));
  std::optional<std::size_t> best;
  for (std::size_t t = 0; t < added.size(); ++t) {
    if (added[t].size() != path.size()) continue;
    bool fits = true;
    for (std::size_t i = 0; i < path.size(); ++i)
      fits = fits && (added[t][i] == path[i] || (added[t][i] == "{p}" && !path[i].empty()));
    // "{" sorts behind letters, so that of two that fit the smaller one has the earlier literal.
    if (fits && (!best || added[t] < added[*best])) best = t;
  }
  const RouteMatch match = router.match("GET", path);
  RC_ASSERT((match.outcome == RouteOutcome::kFound) == best.has_value());
  if (best) RC_ASSERT(match.route == *best);
}

}  // namespace
}  // namespace tenon
