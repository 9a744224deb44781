#include "http/cookie.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

TEST(Cookie, IsStrictUnlessToldOtherwise) {
  EXPECT_EQ(*set_cookie("__Host-session", "abc"),
            "__Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Strict");
  EXPECT_EQ(*set_cookie("a", "",
                        {.path = "/api",
                         .max_age = std::chrono::hours(1),
                         .secure = false,
                         .http_only = false,
                         .same_site = SameSite::kLax}),
            "a=; Path=/api; Max-Age=3600; SameSite=Lax");
  EXPECT_NE(set_cookie("a", "b", {.max_age = std::chrono::seconds(0)})->find("; Max-Age=0;"),
            std::string::npos);
  EXPECT_NE(set_cookie("a", "b", {.max_age = std::chrono::seconds(-5)})->find("; Max-Age=0;"),
            std::string::npos);
}

TEST(Cookie, RefusesWhatCannotBeSent) {
  for (const char* name : {"", "a b", "a=b", "a;b", "名", "a\r\n", "a,b"})
    EXPECT_FALSE(set_cookie(name, "v").ok()) << name;
  for (const char* value : {"a b", "a;b", "a,b", "a\"b", "a\\b", "a\r\nSet-Cookie: x=y", "\x7f", "值"})
    EXPECT_FALSE(set_cookie("n", value).ok()) << value;
  for (const char* path : {"", "a", "/a;b", "/a\n"})
    EXPECT_FALSE(set_cookie("n", "v", {.path = path}).ok()) << path;
  EXPECT_FALSE(set_cookie("__Host-a", "v", {.path = "/x"}).ok());
  EXPECT_FALSE(set_cookie("__Host-a", "v", {.secure = false}).ok());
  EXPECT_FALSE(set_cookie("__Secure-a", "v", {.secure = false}).ok());
  EXPECT_TRUE(set_cookie("__Secure-a", "v", {.path = "/x"}).ok());
}

}  // namespace
}  // namespace tenon
