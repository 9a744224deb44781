// Ctrl-C ends long work in good order.
#pragma once

#include <atomic>

namespace tenon {

// From the first call on, SIGINT and SIGTERM set the flag that is returned; a second one ends the program at
// once. Work that looks at the flag returns what it has, marked partial. For the main thread.
const std::atomic<bool>& watch_for_interrupt();

}  // namespace tenon
