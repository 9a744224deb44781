#include "api/kept_answers.h"

#include <gtest/gtest.h>

#include "api/language.h"
#include "api/problem.h"

namespace tenon {
namespace {

using Time = KeptAnswers::Time;

TEST(KeptAnswersTest, OneMakesItAnewAndTheOthersDoNotWait) {
  KeptAnswers kept;
  const Time t0{};
  const Time later = t0 + std::chrono::milliseconds(1500);
  kept.keep("a", make_response(200, "text/plain", "one"), t0, kept.generation());
  EXPECT_FALSE(kept.find("a", later).has_value());
  EXPECT_TRUE(kept.find("a", later).has_value());
  EXPECT_FALSE(kept.find("a", t0 + std::chrono::seconds(2)).has_value());
  kept.keep("a", make_response(200, "text/plain", "two"), later, kept.generation());
  EXPECT_EQ(*kept.find("a", later)->body, "two");
  // What this server wrote counts at once.
  kept.forget_all();
  EXPECT_FALSE(kept.find("a", later).has_value());
  EXPECT_FALSE(kept.find("a", later).has_value());
}

TEST(KeptAnswersTest, GoodForASecondAndUntilSomethingIsWritten) {
  KeptAnswers kept;
  const Time t0{};
  kept.keep("a", make_response(200, "text/plain", "one"), t0, kept.generation());
  ASSERT_TRUE(kept.find("a", t0 + std::chrono::milliseconds(999)).has_value());
  EXPECT_EQ(*kept.find("a", t0)->body, "one");
  EXPECT_FALSE(kept.find("a", t0 + std::chrono::seconds(1)).has_value());
  EXPECT_FALSE(kept.find("b", t0).has_value());
  kept.forget_all();
  EXPECT_FALSE(kept.find("a", t0).has_value());
}

TEST(KeptAnswersTest, WhatWasReadBeforeAWriteIsNotKept) {
  KeptAnswers kept;
  const std::uint64_t before = kept.generation();
  kept.forget_all();
  kept.keep("a", make_response(200, "text/plain", "old"), Time{}, before);
  EXPECT_FALSE(kept.find("a", Time{}).has_value());
}

TEST(KeptAnswersTest, Bounded) {
  KeptAnswersOptions options;
  options.most_bytes = 16 * 4096;
  options.most_bytes_of_one = 3000;
  KeptAnswers kept(options);
  kept.keep("large", make_response(200, "text/plain", std::string(4000, 'x')), Time{}, kept.generation());
  EXPECT_FALSE(kept.find("large", Time{}).has_value());
  int found = 0;
  for (int k = 0; k < 1000; ++k) {
    kept.keep(std::to_string(k), make_response(200, "text/plain", std::string(1000, 'x')), Time{},
              kept.generation());
  }
  for (int k = 0; k < 1000; ++k) found += kept.find(std::to_string(k), Time{}) ? 1 : 0;
  EXPECT_GT(found, 0);
  EXPECT_LE(found, 16 * 2);
  // Old ones make room.
  kept.keep("new", make_response(200, "text/plain", std::string(1000, 'x')), Time{} + std::chrono::seconds(2),
            kept.generation());
  EXPECT_TRUE(kept.find("new", Time{} + std::chrono::seconds(2)).has_value());
}

TEST(LanguageTest, TheFirstOfTheTwo) {
  EXPECT_EQ(language_of("zh-CN,zh;q=0.9,en;q=0.8"), ApiLanguage::kChinese);
  EXPECT_EQ(language_of("fr, EN-us"), ApiLanguage::kEnglish);
  EXPECT_EQ(language_of("english"), ApiLanguage::kBoth);
  EXPECT_EQ(language_of(""), ApiLanguage::kBoth);
  EXPECT_EQ(say(ApiLanguage::kBoth, "链", "chain"), "链 chain");
}

TEST(ProblemTest, WhatTheSystemSaidStaysInside) {
  const ApiProblem problem = problem_of(Error{ErrorCode::kIo, "disk /secret/path is full"});
  EXPECT_EQ(problem.status, 500);
  EXPECT_EQ(problem.detail, "");
  const HttpResponse response = problem_response(problem, ApiLanguage::kChinese, "r1");
  EXPECT_EQ(
      *response.body,
      R"({"type":"urn:tenon:problem:internal","title":"内部错误","status":500,"code":"internal","request_id":"r1"})");
  EXPECT_EQ(problem_of(Error{ErrorCode::kConflict, "m"}).status, 409);
  EXPECT_EQ(problem_of(Error{ErrorCode::kNotFound, "m"}).status, 404);
  EXPECT_EQ(problem_of_status(431, "").code, "headers_too_large");
  EXPECT_EQ(problem_of_status(418, "").status, 418);
}

}  // namespace
}  // namespace tenon
