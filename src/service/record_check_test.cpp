#include "service/record_check.h"

#include <gtest/gtest.h>

#include <string>

namespace tenon {
namespace {

std::string faults_of(std::string_view kind, std::string_view text) {
  FaultList faults;
  check_record_text(kind, text, faults);
  return faults.to_string();
}

const std::string kRun = R"({
  "scenario": {"record": 3, "revision": 1},
  "dataset": {"name": "delta", "version": 2},
  "options": {"days": 90},
  "digest": ")" + std::string(64, 'a') +
                         R"(",
  "summary": {"loss": 0.25}
})";

// The text with one part of it changed.
std::string with(std::string text, const std::string& part, const std::string& instead) {
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return text.replace(at, part.size(), instead);
}

TEST(RecordCheck, SoundTextsHaveNoFaults) {
  EXPECT_EQ(faults_of("run", kRun), "");
  EXPECT_EQ(
      faults_of("run", with(kRun, R"("scenario": {"record": 3, "revision": 1})", R"("scenario_name": "s")")),
      "");
  EXPECT_EQ(faults_of("plan", R"({"dataset":{"name":"d","version":1},"options":{},"summary":{},"lines":[]})"),
            "");
  EXPECT_EQ(faults_of("drill", R"({"held_on":"2026-11-01","outcome":"failed","summary":"x",
                                   "plan":{"record":1,"revision":2},"participants":["a"],"findings":[]})"),
            "");
  EXPECT_EQ(faults_of("brief", R"({"dataset":{"name":"d","version":1},"options":{},"title":"t",
                                   "html":"h","docx":"d","pdf":"p"})"),
            "");
  EXPECT_EQ(faults_of("brief", R"({"dataset":{"name":"d","version":1},"options":{},"title":"t",
                                   "draft":true,"words":{"conclusion":"c"}})"),
            "");
  EXPECT_EQ(faults_of("work_plan", R"({"chain":"ICIC","year":2026,"items":[]})"), "");
}

TEST(RecordCheck, EveryFaultNamesItsMember) {
  const std::pair<std::string, std::string> runs[] = {
      {with(kRun, "\"record\": 3", "\"record\": \"3\""), "'scenario.record'"},
      {with(kRun, "\"revision\": 1", "\"revision\": 0"), "scenario.revision'"},
      {with(kRun, "\"name\": \"delta\"", "\"name\": \"\""), "'dataset.name'"},
      {with(kRun, "{\"name\": \"delta\", \"version\": 2}", "\"delta\""), "'dataset'"},
      {with(kRun, "{\"days\": 90}", "[]"), "'options'"},
      {with(kRun, "\"summary\"", "\"sumary\""), "'summary'"},
      {with(kRun, "aaaa", "AAAA"), "'digest'"},
      {with(kRun, "\"scenario\"", "\"szenario\""), "'scenario_name'"}};
  for (const auto& [text, what] : runs)
    EXPECT_NE(faults_of("run", text).find(what), std::string::npos) << faults_of("run", text) << "\n" << what;
  const std::string brief = R"({"dataset":{"name":"d"},"options":1,"title":"","html":"h","docx":"d"})";
  for (const char* what : {"'dataset.version'", "'options'", "'title'", "'pdf'"})
    EXPECT_NE(faults_of("brief", brief).find(what), std::string::npos) << faults_of("brief", brief);
  const std::string draft =
      R"({"dataset":{"name":"d","version":1},"options":{},"title":"t","draft":false,"words":{"basis":1}})";
  for (const char* what : {"'words.basis'", "'html'", "'docx'"})
    EXPECT_NE(faults_of("brief", draft).find(what), std::string::npos) << faults_of("brief", draft);
  const std::string drill = R"({"held_on":"2026-02-30","outcome":"good","summary":7,"findings":["a",1]})";
  for (const char* what : {"'held_on'", "'outcome'", "'summary'", "'findings[1]'"})
    EXPECT_NE(faults_of("drill", drill).find(what), std::string::npos) << faults_of("drill", drill);
  EXPECT_NE(
      faults_of("plan", R"({"dataset":{"name":"d","version":1},"options":{},"summary":{},"measures":{}})")
          .find("'measures'"),
      std::string::npos);
}

TEST(RecordCheck, WhatIsNoJsonIsToldWithItsPlace) {
  EXPECT_NE(faults_of("run", "{\n  \"a\": tru\n}").find("run:2"), std::string::npos)
      << faults_of("run", "{\n  \"a\": tru\n}");
  for (const char* text : {"", " ", "{", "{}{}", "{} x", "[]", "7", "null", "{\"a\":1,}", "{\"a\":\xff}"})
    EXPECT_NE(faults_of("run", text), "") << text;
  EXPECT_NE(faults_of("run", std::string("{}\0", 3)), "");
  EXPECT_NE(faults_of("run", std::string(kMostRecordBytes + 1, ' ')), "");
  EXPECT_NE(faults_of("run", std::string(100'000, '[')), "");  // deep, not a crash
}

TEST(RecordCheck, KindsThatAreNoneAreRefused) {
  EXPECT_NE(faults_of("runs", kRun).find("expected a kind of record"), std::string::npos);
  EXPECT_NE(faults_of("scenario", kRun), "");
  EXPECT_NE(faults_of("governance", kRun), "");
}

}  // namespace
}  // namespace tenon
