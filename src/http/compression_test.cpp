#include "http/compression.h"

#include <gtest/gtest.h>

#include <random>

namespace tenon {
namespace {

bool takes(std::string_view header) {
  HttpRequest request;
  request.headers.add("Accept-Encoding", std::string(header));
  return accepts_gzip(request);
}

TEST(Compression, TakesWhatTheClientNames) {
  EXPECT_FALSE(accepts_gzip({}));
  for (const char* header : {"gzip", "GZip", "br, gzip;q=0.2", "deflate , x-gzip", "*", "*;q=0.1, br"}) {
    EXPECT_TRUE(takes(header)) << header;
  }
  for (const char* header : {"", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "gzip;q=0, *", "identity"}) {
    EXPECT_FALSE(takes(header)) << header;
  }
}

TEST(Compression, ComesBackAsItWas) {
  std::mt19937 random(1);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{100'000}}) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    for (const int level : {1, 9}) {
      const std::string shorter = gzip(bytes, level);
      EXPECT_EQ(gunzip(shorter, size), bytes);
      if (size > 0) {
        EXPECT_EQ(gunzip(shorter, size - 1), std::nullopt);
      }
      EXPECT_EQ(gunzip(shorter.substr(0, shorter.size() - 1), size), std::nullopt);
      EXPECT_EQ(gunzip(shorter + "x", size), std::nullopt);
    }
  }
  const std::string text(1'000'000, 'a');
  EXPECT_LT(gzip(text, 1).size(), 10'000U);
  EXPECT_EQ(gunzip("no gzip", 100), std::nullopt);
}

}  // namespace
}  // namespace tenon
