// The process types in data/processes.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "exchange/process_type_reader.h"

namespace tenon {

inline std::vector<std::filesystem::path> bundled_process_files() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(TENON_SOURCE_DIR) + "/data/processes")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// A test fails where the file has faults.
inline process::ProcessType bundled_process(const std::string& id) {
  FaultList faults;
  const auto type =
      read_process_type(std::string(TENON_SOURCE_DIR) + "/data/processes/" + id + ".yaml", faults);
  EXPECT_EQ(faults.to_string(), "");
  return type.value_or(process::ProcessType{});
}

}  // namespace tenon
