// When a report was computed.
#pragma once

#include <cstdint>
#include <string>

namespace tenon {

// Seconds since 1970-01-01 UTC as "2026-11-23T06:05:09Z". Any int64 whose year is within 0 .. 9999; others
// are clamped to that span.
std::string format_utc(std::int64_t seconds);

// The value of SOURCE_DATE_EPOCH (reproducible-builds.org) when it is a whole number, else the clock of the
// machine.
std::int64_t report_time();

}  // namespace tenon
