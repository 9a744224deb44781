// Numbers to and from text without locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenon {

// The whole of `text` as a finite decimal number ("1.5", "-2e3", "+4"); nullopt for anything else: empty,
// trailing text, nan, inf, out of range, hexadecimal.
std::optional<double> parse_number(std::string_view text);
std::optional<std::int64_t> parse_integer(std::string_view text);

// The shortest text that reads back as the same double, never in a locale: "0.1", "1e-07", "12345.5".
std::string format_number(double value);

// Fixed decimals: format_fixed(2.345, 1) == "2.3". Rounds half to even on the binary value, as printf does.
std::string format_fixed(double value, int decimals);

// With thin grouping by commas, no decimals: 1234567 -> "1,234,567".
std::string format_count(std::uint64_t value);

}  // namespace tenon
