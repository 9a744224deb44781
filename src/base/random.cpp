#include "base/random.h"

#include <cmath>
#include <numbers>

namespace tenon {
namespace {

__extension__ using Wide = unsigned __int128;

}  // namespace

std::array<std::uint32_t, 4> Philox::block(std::uint64_t stream, std::uint64_t index) const {
  constexpr std::uint64_t kMultiplier0 = 0xD2511F53;
  constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57;
  constexpr std::uint32_t kWeyl0 = 0x9E3779B9;
  constexpr std::uint32_t kWeyl1 = 0xBB67AE85;
  constexpr int kRounds = 10;

  std::array<std::uint32_t, 4> x{static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32U),
                                 static_cast<std::uint32_t>(stream),
                                 static_cast<std::uint32_t>(stream >> 32U)};
  auto key0 = static_cast<std::uint32_t>(seed_);
  auto key1 = static_cast<std::uint32_t>(seed_ >> 32U);
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t product0 = kMultiplier0 * x[0];
    const std::uint64_t product1 = kMultiplier1 * x[2];
    x = {static_cast<std::uint32_t>(product1 >> 32U) ^ x[1] ^ key0, static_cast<std::uint32_t>(product1),
         static_cast<std::uint32_t>(product0 >> 32U) ^ x[3] ^ key1, static_cast<std::uint32_t>(product0)};
    key0 += kWeyl0;
    key1 += kWeyl1;
  }
  return x;
}

std::uint64_t Philox::bits(std::uint64_t stream, std::uint64_t index) const {
  const auto words = block(stream, index);
  return (std::uint64_t{words[1]} << 32U) | words[0];
}

double Philox::uniform(std::uint64_t stream, std::uint64_t index) const {
  return static_cast<double>(bits(stream, index) >> 11U) * 0x1.0p-53;
}

std::uint64_t Philox::below(std::uint64_t n, std::uint64_t stream, std::uint64_t index) const {
  return static_cast<std::uint64_t>((Wide{bits(stream, index)} * n) >> 64U);
}

double Philox::normal(std::uint64_t stream, std::uint64_t index) const {
  const auto words = block(stream, index);
  const auto unit = [](std::uint32_t high, std::uint32_t low) {
    return static_cast<double>(((std::uint64_t{high} << 32U) | low) >> 11U) * 0x1.0p-53;
  };
  const double radius = std::sqrt(-2.0 * std::log1p(-unit(words[0], words[1])));
  return radius * std::cos(2.0 * std::numbers::pi * unit(words[2], words[3]));
}

}  // namespace tenon
