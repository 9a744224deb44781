#include "service/case_fields.h"

#include <gtest/gtest.h>

#include <set>

namespace tenon {
namespace {

using process::Field;
using process::FieldType;
using process::FieldValue;

Field field(const std::string& id, FieldType type) {
  Field one;
  one.id = id;
  one.type = type;
  return one;
}

FieldValue value(FieldType type, const std::string& text) {
  const auto read = case_value_of(field("f", type), text);
  EXPECT_TRUE(read.ok()) << text << ": " << (read ? "" : read.error().message);
  return read ? *read : FieldValue();
}

std::string refusal(FieldType type, const std::string& text) {
  const auto read = case_value_of(field("f", type), text);
  EXPECT_FALSE(read.ok()) << text;
  if (read) return "";
  EXPECT_EQ(read.error().code, ErrorCode::kInvalidArgument);
  return read.error().message;
}

TEST(CaseFields, TextsBecomeValuesOfTheType) {
  EXPECT_EQ(value(FieldType::kText, " as it is "), FieldValue(std::string(" as it is ")));
  EXPECT_EQ(value(FieldType::kNumber, "-2.5e3"), FieldValue(-2500.0));
  EXPECT_EQ(value(FieldType::kMoney, "12345"), FieldValue(process::Money{12345}));
  EXPECT_EQ(value(FieldType::kDay, "2026-11-26"), FieldValue(*parse_day("2026-11-26")));
  EXPECT_EQ(value(FieldType::kMoment, "1970-01-02T00:00:01Z"), FieldValue(process::Moment{86'401}));
  EXPECT_EQ(value(FieldType::kFlag, "false"), FieldValue(false));
  EXPECT_EQ(value(FieldType::kRegion, "310000"), FieldValue(std::string("310000")));
  const std::string digest(64, 'a');
  EXPECT_EQ(value(FieldType::kFile, digest + "/12/a/b.pdf"),
            FieldValue(process::FileReference{"a/b.pdf", 12, digest}));
}

TEST(CaseFields, WhatIsNoneSaysWhatWasExpected) {
  EXPECT_EQ(refusal(FieldType::kNumber, "1,5"), "f: '1,5': expected a number");
  EXPECT_EQ(refusal(FieldType::kMoney, "12.50"), "f: '12.50': expected whole fen");
  EXPECT_EQ(refusal(FieldType::kDay, "2026-02-30"), "f: '2026-02-30': expected a day as in 2026-11-26");
  for (const char* text : {"", "2026-11-26T08:30:00", "2026-11-26 08:30:00Z", "2026-11-26T25:00:00Z"})
    EXPECT_NE(refusal(FieldType::kMoment, text).find("expected a moment"), std::string::npos);
  EXPECT_NE(refusal(FieldType::kFlag, "yes").find("true or false"), std::string::npos);
  const std::string digest(64, 'a');
  for (const std::string& text : {std::string("x/12/name"), digest + "/12", digest + "/12/",
                                  digest + "/-1/name", std::string(64, 'g') + "/12/name"}) {
    EXPECT_NE(refusal(FieldType::kFile, text).find("DIGEST/BYTES/NAME"), std::string::npos) << text;
  }
}

TEST(CaseFields, FieldsAreNamed) {
  const std::vector<Field> fields{field("score", FieldType::kNumber), field("reason", FieldType::kText)};
  const auto found = case_field_named(fields, "a_type", "reason");
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(*found, &fields[1]);
  EXPECT_EQ(case_field_named(fields, "a_type", "raeson").error().message,
            "'raeson': expected a field of a_type: score, reason");
}

TEST(CaseFields, PeopleStandInRelations) {
  const auto person = case_person_of_words("lead_province", "", "o2", "320000");
  ASSERT_TRUE(person.ok());
  EXPECT_EQ(*person, (process::CasePerson{process::Relation::kLeadProvince, "", "o2", "320000"}));
  const auto unknown = case_person_of_words("boss", "li", "", "");
  EXPECT_EQ(unknown.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(unknown.error().message.find("owner"), std::string::npos);
}

TEST(CaseFields, IdsOfCasesAreTheirOwn) {
  std::set<std::string> ids;
  for (int k = 0; k < 1000; ++k) ids.insert(new_case_id());
  EXPECT_EQ(ids.size(), 1000U);
  EXPECT_EQ(ids.begin()->size(), 22U);
  EXPECT_EQ(ids.begin()->rfind("C-", 0), 0U);
}

}  // namespace
}  // namespace tenon
