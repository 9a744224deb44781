#include "base/file.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace tenon {
namespace {

namespace fs = std::filesystem;

TEST(File, WritesAtomicallyAndReadsBack) {
  const fs::path folder = fs::temp_directory_path() / "tenon_file_test";
  fs::create_directories(folder);
  const std::string path = (folder / "a.txt").string();
  ASSERT_TRUE(write_file_atomically(path, "one"));
  ASSERT_TRUE(write_file_atomically(path, "two"));
  const auto file = MappedFile::open(path);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->bytes(), "two");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1);
  ASSERT_TRUE(write_file_atomically(path, ""));
  EXPECT_EQ(MappedFile::open(path)->bytes(), "");
  fs::remove_all(folder);
}

TEST(File, MissingFilesAndFoldersAreErrors) {
  EXPECT_EQ(MappedFile::open("/nonexistent/x").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(MappedFile::open("/").error().code, ErrorCode::kIo);
  EXPECT_FALSE(write_file_atomically("/nonexistent/x", "y"));
}

}  // namespace
}  // namespace tenon
