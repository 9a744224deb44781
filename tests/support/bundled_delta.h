// The dataset in data/delta.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "exchange/dataset_reader.h"

namespace tenon {

// A test fails where the folder has faults.
inline Dataset bundled_delta() {
  auto read = read_dataset(std::string(TENON_SOURCE_DIR) + "/data/delta");
  if (!read) ADD_FAILURE() << read.error().message;
  return read ? std::move(read->dataset) : Dataset{};
}

}  // namespace tenon
