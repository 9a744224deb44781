// Where the shared test data lie: $TENON_SHARED, or the folder `shared` beside the source tree.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace tenon {

inline std::string shared_data_path(const std::string& relative) {
  const char* given = std::getenv("TENON_SHARED");
  const std::string root = given != nullptr ? given : std::string(TENON_SOURCE_DIR) + "/../shared";
  return root + "/data/" + relative;
}

inline bool has_shared_data(const std::string& relative) {
  std::error_code ignored;
  return std::filesystem::exists(shared_data_path(relative), ignored);
}

}  // namespace tenon

// Ends the test as skipped, saying which file is absent.
#define TENON_NEEDS_SHARED_DATA(relative)                                                              \
  if (!tenon::has_shared_data(relative)) {                                                             \
    GTEST_SKIP() << tenon::shared_data_path(relative) << " is absent: set TENON_SHARED to the shared " \
                 << "folder to run this test";                                                         \
  }                                                                                                    \
  static_assert(true)
