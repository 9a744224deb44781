// Points in time as the service keeps them: microseconds of UTC, without leap seconds. Texts are in one form
// only, so that equal times are equal bytes. Pure and thread-safe; who needs the present passes it in.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tenon {

using UtcTime = std::chrono::sys_time<std::chrono::microseconds>;

// The years 0000 to 9999: what utc_text() can write.
[[nodiscard]] bool is_utc_writable(UtcTime time);

// "2026-11-26T08:30:00.000000Z" (ISO 8601, always six decimals). `time` must be writable.
std::string utc_text(UtcTime time);

// What utc_text() writes and nothing else.
std::optional<UtcTime> parse_utc(std::string_view text);

}  // namespace tenon
