#include "app/output.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <utility>

#include "base/file.h"

namespace tenon {
namespace {

constexpr std::size_t kBarColumns = 30;

void print(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

struct ProgressState {
  std::mutex mutex;
  std::string label;
  bool is_terminal = false;
  int shown_percent = -1;
};

void show_progress(ProgressState& state, std::uint64_t done, std::uint64_t total) {
  if (total == 0) return;
  const auto percent =
      static_cast<int>(100.0 * static_cast<double>(std::min(done, total)) / static_cast<double>(total));
  const std::lock_guard lock(state.mutex);
  const int step = state.is_terminal ? 1 : 10;
  if (percent / step <= state.shown_percent / step && state.shown_percent >= 0) return;
  state.shown_percent = percent;
  std::string line = state.label + " ";
  if (state.is_terminal) {
    const std::size_t filled = kBarColumns * static_cast<std::size_t>(percent) / 100;
    line = "\r" + line + "[" + std::string(filled, '#') + std::string(kBarColumns - filled, '.') + "] ";
  }
  line += std::to_string(percent) + "%";
  if (!state.is_terminal || percent == 100) line += "\n";
  print(stderr, line);
}

}  // namespace

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::kIo:
    case ErrorCode::kCancelled:
    case ErrorCode::kConflict:
    case ErrorCode::kBusy:
      return kExitFailed;
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kBadInput:
    case ErrorCode::kNotFound:
    case ErrorCode::kTooLarge:
      break;
  }
  return kExitBadInput;
}

int report_error(const Error& error) {
  print(stderr, "tenon: error: " + error.message + "\n");
  return exit_code(error.code);
}

void report_faults(const FaultList& faults) {
  print(stderr, faults.to_string());
}

int write_output(const std::string& out, std::string_view bytes) {
  if (!out.empty()) {
    const auto written = write_file_atomically(out, bytes);
    if (written) return kExitDone;
    report_error(written.error());
    return kExitFailed;
  }
  print(stdout, bytes);
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return kExitDone;
  print(stderr, "tenon: error: cannot write to standard output\n");
  return kExitFailed;
}

Progress stderr_progress(std::string label) {
  auto state = std::make_shared<ProgressState>();
  state->label = std::move(label);
  state->is_terminal = ::isatty(STDERR_FILENO) == 1;
  return [state](std::uint64_t done, std::uint64_t total) { show_progress(*state, done, total); };
}

}  // namespace tenon
