#include "service/computed_once.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace tenon {
namespace {

using Shelf = ComputedOnce<int, std::string>;

Result<std::string> text(const char* value) {
  return std::string(value);
}

TEST(ComputedOnceTest, OfManyWhoAskOneMakes) {
  Shelf shelf(2);
  std::vector<std::string> got(8);
  std::vector<std::thread> readers;
  for (std::string& one : got) {
    readers.emplace_back([&] {
      const auto kept = shelf.get(1, [] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        return text("one");
      });
      if (kept) one = **kept;
    });
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(got, std::vector<std::string>(8, "one"));
  EXPECT_EQ(shelf.made(), 1U);
}

TEST(ComputedOnceTest, TheLastUsedAreKept) {
  Shelf shelf(2);
  const auto first = shelf.get(1, [] { return text("one"); });
  (void)shelf.get(2, [] { return text("two"); });
  (void)shelf.get(1, [] { return text("again"); });
  (void)shelf.get(3, [] { return text("three"); });  // two is the one that goes
  EXPECT_EQ(**shelf.get(1, [] { return text("again"); }), "one");
  EXPECT_EQ(**shelf.get(2, [] { return text("anew"); }), "anew");
  EXPECT_EQ(**first, "one");
}

TEST(ComputedOnceTest, WhatFailedIsMadeAnew) {
  Shelf shelf(2);
  const auto failed = shelf.get(1, [] { return Result<std::string>(Error{ErrorCode::kNotFound, "gone"}); });
  EXPECT_EQ(failed.error().code, ErrorCode::kNotFound);
  EXPECT_THROW((void)shelf.get(1, []() -> Result<std::string> { throw std::runtime_error("bug"); }),
               std::runtime_error);
  EXPECT_EQ(**shelf.get(1, [] { return text("one"); }), "one");
}

}  // namespace
}  // namespace tenon
