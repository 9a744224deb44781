#include "report/level_codes.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace tenon {

std::string encode_levels(std::span<const double> levels, int characters) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const double range = std::pow(64.0, characters);
  std::string text;
  text.reserve(levels.size() * static_cast<std::size_t>(characters));
  bool is_normal = true;
  for (const double level : levels) {
    const double wanted = std::isfinite(level) ? std::round(level * range / 2) : range / 2;
    const auto code = static_cast<std::uint64_t>(std::clamp(wanted, 0.0, range - 1));
    is_normal = is_normal && code == static_cast<std::uint64_t>(range / 2);
    for (int digit = characters - 1; digit >= 0; --digit)
      text += kDigits[(code >> (6U * static_cast<unsigned>(digit))) & 63U];
  }
  return is_normal ? "=" : text;
}

}  // namespace tenon
