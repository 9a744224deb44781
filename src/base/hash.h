// A 64-bit fingerprint of values, the same on every machine: FNV-1a (Fowler, Noll, Vo) over their
// little-endian bytes. Tells inputs apart and names random streams; it is no protection against an adversary.
//
// About a nanosecond a byte; no memory.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>

namespace tenon {

class Fingerprint {
 public:
  Fingerprint& add(std::uint64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8) byte(static_cast<std::uint8_t>(value >> shift));
    return *this;
  }
  // -0 and 0 differ.
  Fingerprint& add(double value) { return add(std::bit_cast<std::uint64_t>(value)); }
  // With its length, so that ("ab", "c") and ("a", "bc") differ.
  Fingerprint& add(std::string_view text) {
    add(std::uint64_t{text.size()});
    return add_bytes(text);
  }
  Fingerprint& add_bytes(std::string_view bytes) {
    for (const char c : bytes) byte(static_cast<std::uint8_t>(c));
    return *this;
  }
  // All of them, with their number.
  template <class T>
  Fingerprint& add_all(std::span<T> values) {
    add(std::uint64_t{values.size()});
    for (const auto& value : values) {
      if constexpr (sizeof(T) < sizeof(std::uint64_t)) {
        add(std::uint64_t{value});
      } else {
        add(value);
      }
    }
    return *this;
  }

  [[nodiscard]] std::uint64_t value() const { return state_; }

 private:
  void byte(std::uint8_t value) { state_ = (state_ ^ value) * 0x100000001B3U; }

  std::uint64_t state_ = 0xCBF29CE484222325U;
};

}  // namespace tenon
