// What every command shares: data to stdout or --out, messages to stderr, exit codes.
#pragma once

#include <string>
#include <string_view>

#include "base/fault.h"
#include "base/progress.h"
#include "base/result.h"

namespace tenon {

constexpr int kExitDone = 0;
constexpr int kExitFailed = 1;    // the work could not be done: disk, memory, cancelled
constexpr int kExitBadInput = 2;  // wrong usage or bad input

// The exit code that belongs to an error: kIo, kCancelled, kConflict and kBusy are failures of the work, the
// rest is bad input.
int exit_code(ErrorCode code);

// Prints "tenon: error: ..." to stderr and returns exit_code(error.code).
int report_error(const Error& error);

// Prints the faults to stderr, one a line.
void report_faults(const FaultList& faults);

// Writes `bytes` to the file `out` atomically, or to stdout if `out` is empty; returns an exit code, with the
// message printed.
int write_output(const std::string& out, std::string_view bytes);

// Reports to stderr: a bar redrawn in place when stderr is a terminal, otherwise a line every tenth of the
// way. Safe to call from any thread; the bar ends its line when done reaches total.
Progress stderr_progress(std::string label);

}  // namespace tenon
