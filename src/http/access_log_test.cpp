#include "http/access_log.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/text.h"

namespace tenon {
namespace {

AccessEntry entry() {
  using namespace std::chrono_literals;
  return {.time = std::chrono::system_clock::time_point(std::chrono::sys_days(2026y / 11 / 26)) + 8h + 30min +
                  1s + 1us,
          .request_id = "p-1",
          .address = "10.0.0.1",
          .account = "wang",
          .method = "GET",
          .target = "/a?b=c",
          .route = "/a",
          .status = 200,
          .bytes = 1234,
          .milliseconds = 1.2345,
          .user_agent = "curl/8"};
}

TEST(AccessLog, WritesOneObjectALine) {
  EXPECT_EQ(
      access_line(entry()),
      R"({"time":"2026-11-26T08:30:01.000001Z","kind":"request","request_id":"p-1","address":"10.0.0.1",)"
      R"("account":"wang","method":"GET","target":"/a?b=c","route":"/a","status":200,"bytes":1234,"ms":1.234,)"
      R"("user_agent":"curl/8"})");
  AccessEntry bare = entry();
  bare.account = bare.route = bare.user_agent = {};
  EXPECT_EQ(access_line(bare).find("account"), std::string::npos);
}

TEST(AccessLog, ClientsCannotWriteLines) {
  AccessEntry bad = entry();
  bad.user_agent = "a\"b\\c\r\n{\"kind\":\"forged\"}\t\x1b[31m\x7f";
  EXPECT_TRUE(access_line(bad).ends_with(
      R"("user_agent":"a\"b\\c\u000d\u000a{\"kind\":\"forged\"}\u0009\u001b[31m\u007f"})"));
  // Not UTF-8, a C1 control, line and paragraph separators; what is a letter stays.
  bad.user_agent = "\xff\xc2\x9b\xe2\x80\xa8\xe2\x80\xa9\xc2\xa0光\xe5";
  EXPECT_TRUE(
      access_line(bad).ends_with("\"user_agent\":\"\\ufffd\\u009b\\u2028\\u2029\xc2\xa0光\\ufffd\"}"));
}

RC_GTEST_PROP(AccessLog, LinesAreAlwaysOneLineOfText, (std::string agent, std::string target)) {
  AccessEntry any = entry();
  any.user_agent = agent;
  any.target = target;
  any.method = agent;
  const std::string line = access_line(any);
  RC_ASSERT(is_valid_utf8(line));
  RC_ASSERT(
      std::none_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
}

TEST(AccessLog, LongTextsAreCutBetweenCharacters) {
  AccessEntry any = entry();
  std::string agent(255, 'a');
  for (int i = 0; i < 100; ++i) agent += "光";
  any.user_agent = agent;
  EXPECT_TRUE(access_line(any).ends_with("a\"}"));
  const std::string target(100'000, 'a');
  any.target = target;
  EXPECT_LT(access_line(any).size(), 3000U);
}

TEST(AccessLog, SecretsOfTheTargetAreLeftOut) {
  const std::pair<const char*, const char*> cases[] = {
      {"/a", "/a"},
      {"/a?b=c&d", "/a?b=c&d"},
      {"/a?token=x&b=c", "/a?token=*&b=c"},
      {"/a?b=c&Access_Token=x=y", "/a?b=c&Access_Token=*"},
      {"/a?password=&PASSWD=p&client_secret=s", "/a?password=*&PASSWD=*&client_secret=*"},
      {"/a?code=1&api_key=2&signature=3&session=4&auth=5",
       "/a?code=*&api_key=*&signature=*&session=*&auth=*"},
      {"/a?t%6fken=x", "/a?t%6fken=*"},
      {"/a?q=token", "/a?q=token"},
      {"/a?token", "/a?token"},
      {"/a?&&=x", "/a?&&=x"},
      {"", ""},
  };
  for (const auto& [target, expected] : cases) EXPECT_EQ(loggable_target(target), expected);
}

TEST(AccessLog, LinesDoNotStayInMemory) {
  const std::string path = ::testing::TempDir() + "access_log_test_prompt.jsonl";
  std::filesystem::remove(path);
  auto log = AccessLog::open({.file = path});
  ASSERT_TRUE(log.ok());
  log->request(entry());
  for (int i = 0; i < 500 && std::filesystem::file_size(path) == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(std::filesystem::file_size(path), access_line(entry()).size() + 1);
}

TEST(AccessLog, WritesToAFile) {
  const std::string path = ::testing::TempDir() + "access_log_test.jsonl";
  std::filesystem::remove(path);
  {
    auto log = AccessLog::open({.file = path});
    ASSERT_TRUE(log.ok()) << log.error().message;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 100; ++i) log->request(entry());
      });
    }
    for (auto& thread : threads) thread.join();
    log->problem("error", "it\nbroke", "p-2");
    EXPECT_EQ(log->lost_lines(), 0U);
  }
  std::ifstream file(path);
  std::string line;
  std::string last;
  int lines = 0;
  while (std::getline(file, line)) {
    ++lines;
    last = line;
    if (lines <= 400) {
      EXPECT_EQ(line, access_line(entry()));
    }
  }
  EXPECT_EQ(lines, 401);
  EXPECT_NE(last.find(R"("kind":"error","request_id":"p-2","text":"it\u000abroke"})"), std::string::npos)
      << last;
  EXPECT_FALSE(AccessLog::open({.file = "/proc/nothing/log"}).ok());
}

}  // namespace
}  // namespace tenon
