#include "exchange/csv_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <utility>
#include <vector>

#include "base/csv_writer.h"

namespace tenon {
namespace {

using Record = std::vector<std::string>;

struct Reading {
  std::vector<Record> records;
  std::vector<std::size_t> lines;
  std::vector<Fault> faults;
};

Reading read_all(std::string_view text, CsvLimits limits = {}, std::size_t expected_fields = 0) {
  CsvReader reader("t.csv", text, limits);
  if (expected_fields > 0) reader.expect_fields(expected_fields);
  Reading reading;
  for (CsvStep step = reader.next(); step != CsvStep::kEnd; step = reader.next()) {
    if (step == CsvStep::kFault) {
      reading.faults.push_back(reader.fault());
      continue;
    }
    reading.records.emplace_back(reader.fields().begin(), reader.fields().end());
    reading.lines.push_back(reader.line());
  }
  return reading;
}

TEST(CsvReader, ReadsEveryLineEnd) {
  const std::vector<Record> expected = {{"a", "b"}, {"1", ""}, {"", "2"}};
  for (const char* text : {"a,b\n1,\n,2\n", "a,b\r\n1,\r\n,2\r\n", "a,b\r1,\r,2\r", "a,b\n1,\r\n,2"}) {
    const Reading reading = read_all(text);
    EXPECT_EQ(reading.records, expected) << text;
    EXPECT_EQ(reading.lines, (std::vector<std::size_t>{1, 2, 3})) << text;
    EXPECT_TRUE(reading.faults.empty());
  }
}

TEST(CsvReader, ReadsQuotedFields) {
  const Reading reading = read_all("\"a,b\",\"c\nd\",\"say \"\"hi\"\"\"\r\n\"\",\"\"\"\",x\"y\n");
  const std::vector<Record> expected = {{"a,b", "c\nd", "say \"hi\""}, {"", "\"", "x\"y"}};
  EXPECT_EQ(reading.records, expected);
  EXPECT_EQ(reading.lines, (std::vector<std::size_t>{1, 3}));
}

TEST(CsvReader, CountsLineEndsInsideQuotesOnce) {
  const Reading reading = read_all("\"a\r\nb\rc\nd\"\nnext\n");
  EXPECT_EQ(reading.lines, (std::vector<std::size_t>{1, 5}));
}

TEST(CsvReader, SkipsEmptyLinesButNotEmptyQuotes) {
  const Reading reading = read_all("\n\na\n\r\n\"\"\n\n");
  EXPECT_EQ(reading.records, (std::vector<Record>{{"a"}, {""}}));
  EXPECT_EQ(reading.lines, (std::vector<std::size_t>{3, 5}));
  EXPECT_TRUE(read_all("").records.empty());
  EXPECT_TRUE(read_all("\n\r\n").records.empty());
}

TEST(CsvReader, PlainFieldsAreViews) {
  const std::string text = "abc,\"d\"\n";
  CsvReader reader("t.csv", text);
  ASSERT_EQ(reader.next(), CsvStep::kRecord);
  EXPECT_EQ(reader.fields()[0].data(), text.data());
  EXPECT_EQ(reader.fields()[1].data(), text.data() + 5);
}

TEST(CsvReader, WrongFieldCountIsAFaultOfThatRecordOnly) {
  const Reading reading = read_all("a,b\n1\n2,3\n4,5,6\n7,8\n", {}, 2);
  EXPECT_EQ(reading.records, (std::vector<Record>{{"a", "b"}, {"2", "3"}, {"7", "8"}}));
  ASSERT_EQ(reading.faults.size(), 2U);
  EXPECT_EQ(to_string(reading.faults[0]), "t.csv:2: error: expected 2 fields as in the header, found 1");
  EXPECT_EQ(reading.faults[1].line, 4U);
}

TEST(CsvReader, UnclosedQuoteIsReportedWhereItOpens) {
  const Reading reading = read_all("a,b\n1,2\n3,\"four\n5,6\n");
  EXPECT_EQ(reading.records.size(), 2U);
  ASSERT_EQ(reading.faults.size(), 1U);
  EXPECT_EQ(reading.faults[0].line, 3U);
  EXPECT_EQ(reading.faults[0].expected, "the quote that opens here is never closed");
  // The record begins on line 1, the open quote stands on line 2.
  EXPECT_EQ(read_all("\"a\nb\",\"c\n").faults[0].line, 2U);
}

TEST(CsvReader, TextAfterAClosingQuoteIsAFault) {
  const Reading reading = read_all("\"a\"b,c\nd,e\n\"f\" ,g\n");
  EXPECT_EQ(reading.records, (std::vector<Record>{{"d", "e"}}));
  ASSERT_EQ(reading.faults.size(), 2U);
  EXPECT_EQ(reading.faults[0].line, 1U);
  EXPECT_EQ(reading.faults[0].value, "b");
  EXPECT_EQ(reading.faults[1].line, 3U);
}

TEST(CsvReader, NulBytesAreFaults) {
  const Reading reading = read_all(std::string_view("a\0b,c\nd,e\n", 10));
  ASSERT_EQ(reading.faults.size(), 1U);
  EXPECT_NE(reading.faults[0].expected.find("NUL"), std::string::npos);
  EXPECT_EQ(reading.records, (std::vector<Record>{{"d", "e"}}));
}

TEST(CsvReader, LimitsStopTheReading) {
  const CsvLimits limits{.field_bytes = 4, .record_bytes = 12, .columns = 3};
  EXPECT_TRUE(read_all("abcd,\"abcd\"\n", limits).faults.empty());
  const std::pair<const char*, const char*> cases[] = {
      {"abcde\nx\n", "the field is longer than 4 bytes"},
      {"\"abcde\"\nx\n", "the quoted field is longer than 4 bytes"},
      {"\"abcdefghi", "the quoted field is longer than 4 bytes"},
      {"a,b,c,d\nx\n", "more than 3 fields"},
      {"\"abcd\",\"abcd\"\nx\n", "the record is longer than 12 bytes"},
      {"\"a\"bcdefgh\nx\n", "the field is longer than 4 bytes"},
  };
  for (const auto& [text, message] : cases) {
    const Reading reading = read_all(text, limits);
    ASSERT_EQ(reading.faults.size(), 1U) << text;
    EXPECT_NE(reading.faults[0].expected.find(message), std::string::npos) << reading.faults[0].expected;
    EXPECT_TRUE(reading.records.empty()) << text;
  }
}

TEST(CsvReader, ALineOfManyMegabytesIsRefused) {
  const std::string line(std::size_t{32} << 20U, 'x');
  EXPECT_EQ(read_all(line).faults.size(), 1U);
  std::string fields;
  while (fields.size() < (std::size_t{17} << 20U)) fields += std::string(100'000, 'x') + ",";
  const Reading reading = read_all(fields);
  ASSERT_EQ(reading.faults.size(), 1U);
  EXPECT_NE(reading.faults[0].expected.find("record is longer"), std::string::npos);
}

TEST(CsvWriter, QuotesOnlyWhereNeeded) {
  CsvWriter writer;
  for (const char* value : {"光刻胶", "a b", "1,5", "say \"hi\"", "two\nlines", ""}) writer.field(value);
  writer.end_record();
  writer.field("");
  writer.end_record();
  EXPECT_EQ(writer.text(), "光刻胶,a b,\"1,5\",\"say \"\"hi\"\"\",\"two\nlines\",\n\"\"\n");
}

TEST(CsvWriter, WhatIsWrittenIsReadBack) {
  const auto character =
      rc::gen::weightedElement<char>({{6, 'a'}, {2, ','}, {2, '"'}, {1, '\n'}, {1, '\r'}, {1, ' '}});
  const auto field = rc::gen::container<std::string>(character);
  const auto record = rc::gen::nonEmpty(rc::gen::container<Record>(field));
  EXPECT_TRUE(rc::check([&] {
    const auto records = *rc::gen::container<std::vector<Record>>(record);
    CsvWriter writer;
    for (const Record& fields : records) {
      for (const std::string& value : fields) writer.field(value);
      writer.end_record();
    }
    const Reading reading = read_all(writer.text());
    RC_ASSERT(reading.faults.empty());
    RC_ASSERT(reading.records == records);
  }));
}

}  // namespace
}  // namespace tenon
