#include "exchange/text_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace tenon {
namespace {

struct Outcome {
  std::optional<std::string> text;
  FaultList faults;
};

Outcome decode(std::string_view bytes) {
  Outcome outcome;
  if (const auto decoded = decode_text("t.csv", bytes, outcome.faults)) outcome.text = decoded->text();
  return outcome;
}

TEST(DecodeText, KeepsUtf8WithoutCopying) {
  const std::string bytes =
      "\xEF\xBB\xBF"
      "光刻胶,1\n";
  FaultList faults;
  const auto decoded = decode_text("t.csv", bytes, faults);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text(), "光刻胶,1\n");
  EXPECT_EQ(decoded->text().data(), bytes.data() + 3);
  EXPECT_EQ(faults.warning_count() + faults.error_count(), 0U);
  EXPECT_EQ(decode("").text, "");
}

TEST(DecodeText, ConvertsGb18030WithAWarning) {
  const Outcome outcome = decode("name_zh\n\xB9\xE2\xBF\xCC\xBD\xBA\n");
  EXPECT_EQ(outcome.text, "name_zh\n光刻胶\n");
  ASSERT_EQ(outcome.faults.warning_count(), 1U);
  EXPECT_NE(outcome.faults.to_string().find("GB18030"), std::string::npos);
}

TEST(DecodeText, NamesUtf16) {
  const Outcome outcome =
      decode(std::string_view("\xFF\xFE"
                              "a\0,\0",
                              6));
  EXPECT_FALSE(outcome.text);
  EXPECT_NE(outcome.faults.to_string().find("UTF-16 (little-endian)"), std::string::npos);
  EXPECT_FALSE(decode("\xFE\xFF").text);
  EXPECT_NE(decode(std::string_view("\xFF\xFE\0\0", 4)).faults.to_string().find("UTF-32"), std::string::npos);
}

TEST(DecodeText, PlacesBytesThatAreNeither) {
  const Outcome outcome = decode("a,b\n1,\xFF\xFF\n");
  EXPECT_FALSE(outcome.text);
  EXPECT_EQ(outcome.faults.to_string(),
            "t.csv:2: error: the byte at offset 6 is not UTF-8, and the file is not GB18030 either\n");
}

TEST(DecodeText, DamagedUtf8IsNotTakenForGb18030) {
  // Twelve good characters and one cut short, so that all bytes pair up as GB18030.
  const std::string bytes =
      "光刻胶光刻胶光刻胶光刻胶"
      "\xE5\x85";
  const Outcome outcome = decode(bytes);
  EXPECT_FALSE(outcome.text);
  EXPECT_NE(outcome.faults.to_string().find("offset 36"), std::string::npos);
  EXPECT_NE(outcome.faults.to_string().find("damaged"), std::string::npos);
}

TEST(TextFile, AMissingFileIsAFault) {
  FaultList faults;
  EXPECT_FALSE(TextFile::open("/nonexistent/x.csv", "x.csv", faults));
  EXPECT_EQ(faults.error_count(), 1U);
}

TEST(TextFile, AHugeFileIsRefusedAtOnce) {
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "tenon_text_file_test.csv";
  std::ofstream(path) << "a,b";
  std::filesystem::resize_file(path, 10'000'000'000);  // a line of 10 GB, most of it a hole in the file
  FaultList faults;
  EXPECT_FALSE(TextFile::open(path.string(), "x.csv", faults));
  EXPECT_EQ(faults.to_string(),
            "x.csv: error: the file has 10000000000 bytes; at most 1073741824 are read\n");
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace tenon
