// What the benchmark programs share: options, clocks, memory.
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <string>

namespace tenon::bench {

using Clock = std::chrono::steady_clock;

inline double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

inline double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

inline double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

inline double option(int argc, char** argv, const std::string& name, double fallback) {
  for (int a = 1; a + 1 < argc; ++a) {
    if (name == argv[a]) return std::atof(argv[a + 1]);
  }
  return fallback;
}

}  // namespace tenon::bench
