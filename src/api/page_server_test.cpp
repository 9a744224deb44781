#include "api/page_server.h"

#include <gtest/gtest.h>

#include <array>

#include "http/compression.h"
#include "support/api_world.h"

namespace tenon {
namespace {

class Page : public ::testing::Test {
 protected:
  Page()
      : document_(gzip("<!doctype html>", 9)),
        script_(gzip(std::string(5000, 's'), 9)),
        files_{PageFile{"index.html", "text/html; charset=utf-8", document_, "d1"},
               PageFile{"assets/app-1a2b.js", "text/javascript", script_, "s1"}} {}

  [[nodiscard]] std::optional<HttpResponse> ask(const std::string& target,
                                                const std::string& encoding = "gzip",
                                                const std::string& method = "GET") const {
    HttpRequest request = ApiWorld::request(method, target);
    if (!encoding.empty()) request.headers.add("accept-encoding", encoding);
    return PageServer(files_).answer(request);
  }

  std::string document_;
  std::string script_;
  std::array<PageFile, 2> files_;
};

TEST_F(Page, PlacesOfThePageAreItsDocument) {
  for (const char* place : {"/", "/chains", "/chains/ICIC?v=2", "/products/a.b", "/apis"}) {
    const auto answer = ask(place);
    ASSERT_TRUE(answer) << place;
    EXPECT_EQ(answer->content_type, "text/html; charset=utf-8");
    EXPECT_EQ(*answer->headers.find("cache-control"), "no-cache");
    EXPECT_EQ(*answer->body, document_);
  }
}

TEST_F(Page, WhatIsNotOfThePageIsLeftToOthers) {
  for (const char* path : {"/api", "/api/v1/no", "/healthz", "/readyz/x", "/metrics", "/assets/app-old.js"})
    EXPECT_FALSE(ask(path)) << path;
  EXPECT_FALSE(ask("/", "gzip", "POST"));
  HttpRequest request = ApiWorld::request("GET", "/");
  EXPECT_FALSE(PageServer({}).answer(request));
}

TEST_F(Page, FilesAreKeptForAYearAndSentInWhatTheClientTakes) {
  const auto shorter = ask("/assets/app-1a2b.js");
  ASSERT_TRUE(shorter);
  EXPECT_EQ(*shorter->headers.find("content-encoding"), "gzip");
  EXPECT_EQ(*shorter->headers.find("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(*shorter->body, script_);
  const auto plain = ask("/assets/app-1a2b.js", "");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->headers.find("content-encoding"), nullptr);
  EXPECT_EQ(*plain->body, std::string(5000, 's'));
  HttpRequest again = ApiWorld::request("GET", "/assets/app-1a2b.js");
  again.headers.add("if-none-match", *plain->headers.find("etag"));
  EXPECT_EQ(PageServer(files_).answer(again)->status, 304);
}

}  // namespace
}  // namespace tenon
