#include "exchange/xlsx_package.h"

#include <gtest/gtest.h>
#include <minizip/zip.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "exchange/xlsx_test_archive.h"

namespace tenon {
namespace {

using xlsx_test::archive;

struct PackedPart {
  std::string name;
  std::size_t bytes = 0;  // of zeros
  const char* password = nullptr;
};

std::string packed_archive(const std::vector<PackedPart>& parts) {
  const auto path =
      (std::filesystem::path(testing::TempDir()) /
       (std::string("package_") + testing::UnitTest::GetInstance()->current_test_info()->name()))
          .string();
  void* zip = zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  const std::string zeros(1 << 20, '\0');
  for (const PackedPart& part : parts) {
    zip_fileinfo info{};
    zipOpenNewFileInZip3_64(zip, part.name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, 8, 9, 0, -15, 8,
                            0, part.password, 0, 0);
    for (std::size_t left = part.bytes; left > 0;) {
      const std::size_t count = std::min(left, zeros.size());
      zipWriteInFileInZip(zip, zeros.data(), static_cast<unsigned>(count));
      left -= count;
    }
    zipCloseFileInZip(zip);
  }
  zipClose(zip, nullptr);
  std::string bytes(MappedFile::open(path)->bytes());
  std::filesystem::remove(path);
  return bytes;
}

Result<std::string> read(const XlsxPackage& package, std::string_view name) {
  const PackagePart* part = package.find(name);
  if (part == nullptr) return Error{ErrorCode::kNotFound, "no such part"};
  auto stream = package.stream(*part);
  if (!stream) return stream.error();
  std::string text;
  char buffer[1000];
  while (true) {
    const auto count = stream->read(buffer);
    if (!count) return count.error();
    text.append(buffer, *count);
    if (*count < sizeof buffer) return text;
  }
}

TEST(XlsxPackage, ReadsPartsByName) {
  const std::string text(2500, 'x');
  const std::string bytes = archive({{"a.xml", text}, {"Folder\\B.xml", ""}, {"folder/", ""}});
  const auto package = XlsxPackage::open(bytes, {});
  ASSERT_TRUE(package.ok()) << package.error().message;
  EXPECT_EQ(*read(*package, "a.xml"), text);
  EXPECT_EQ(*read(*package, "/A.XML"), text);
  EXPECT_EQ(*read(*package, "folder/b.xml"), "");
  EXPECT_EQ(package->find("folder/"), nullptr);
  EXPECT_EQ(package->find("b.xml"), nullptr);
}

TEST(XlsxPackage, ReadsPackedParts) {
  const std::string bytes = packed_archive({{"a", 3'000'001}, {"b", 10}});
  XlsxLimits limits;
  limits.ratio = 2000;
  const auto package = XlsxPackage::open(bytes, limits);
  ASSERT_TRUE(package.ok());
  EXPECT_EQ(*read(*package, "a"), std::string(3'000'001, '\0'));
  EXPECT_EQ(*read(*package, "b"), std::string(10, '\0'));
}

TEST(XlsxPackage, RefusesBombsBeforeUnpacking) {
  const std::string bytes = packed_archive({{"a", std::size_t{64} << 20U}});
  EXPECT_LT(bytes.size(), std::size_t{1} << 17U);
  const auto begin = std::chrono::steady_clock::now();
  const auto by_ratio = XlsxPackage::open(bytes, {});
  ASSERT_FALSE(by_ratio.ok());
  EXPECT_EQ(by_ratio.error().code, ErrorCode::kTooLarge);
  EXPECT_NE(by_ratio.error().message.find("500 times its size"), std::string::npos);
  XlsxLimits limits;
  limits.part_bytes = std::size_t{60} << 20U;
  EXPECT_EQ(XlsxPackage::open(bytes, limits).error().message,
            "the workbook unpacks to more than 60 MiB, which is the limit: split it");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));

  limits = {};
  limits.total_bytes = 1000;
  const std::string many = archive({{"a", std::string(600, 'a')}, {"b", std::string(600, 'b')}});
  EXPECT_EQ(XlsxPackage::open(many, limits).error().code, ErrorCode::kTooLarge);
  limits = {};
  limits.parts = 1;
  EXPECT_EQ(XlsxPackage::open(many, limits).error().code, ErrorCode::kTooLarge);
}

TEST(XlsxPackage, UnpacksNoMoreThanDeclared) {
  std::string bytes = packed_archive({{"a", 100'000}});
  // The size in the directory, of which there is one entry at the end.
  const std::size_t entry = bytes.rfind("PK\x01\x02");
  for (const std::size_t place : {bytes.find("PK\x03\x04") + 22, entry + 24}) {
    bytes.replace(place, 4, std::string("\x64\0\0\0", 4));
  }
  const auto package = XlsxPackage::open(bytes, {});
  ASSERT_TRUE(package.ok());
  EXPECT_FALSE(read(*package, "a").ok());
}

TEST(XlsxPackage, TellsDamage) {
  const std::string whole = archive({{"a.xml", "some text"}, {"b.xml", "more"}});
  for (const std::size_t size : {std::size_t{0}, std::size_t{4}, std::size_t{40}, whole.size() - 10}) {
    const auto package = XlsxPackage::open(std::string_view(whole).substr(0, size), {});
    ASSERT_FALSE(package.ok()) << size;
    EXPECT_EQ(package.error().code, ErrorCode::kBadInput);
  }
  std::string other = whole;
  other[whole.find("some")] = 'S';
  const auto package = XlsxPackage::open(other, {});
  ASSERT_TRUE(package.ok());
  EXPECT_FALSE(read(*package, "a.xml").ok());  // by its checksum
  EXPECT_EQ(*read(*package, "b.xml"), "more");
  EXPECT_FALSE(XlsxPackage::open(archive({{"a", ""}, {"A", ""}}), {}).ok());
}

TEST(XlsxPackage, RefusesEncryptedParts) {
  const std::string bytes = packed_archive({{"a", 10, "secret"}});
  const auto package = XlsxPackage::open(bytes, {});
  ASSERT_TRUE(package.ok());
  EXPECT_EQ(read(*package, "a").error().message, "the ZIP archive is encrypted: remove the password");
}

TEST(XlsxPackage, ResolvesTargets) {
  EXPECT_EQ(resolve_part_name("xl/workbook.xml", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
  EXPECT_EQ(resolve_part_name("xl/workbook.xml", "/xl/a.xml"), "xl/a.xml");
  EXPECT_EQ(resolve_part_name("xl/workbook.xml", "../b.xml"), "b.xml");
  EXPECT_EQ(resolve_part_name("xl/workbook.xml", "./c.xml"), "xl/c.xml");
  EXPECT_EQ(resolve_part_name("", "xl\\workbook.xml"), "xl/workbook.xml");
  EXPECT_EQ(resolve_part_name("", "../../../etc/passwd"), "etc/passwd");
}

}  // namespace
}  // namespace tenon
