// How the system weighs threads against each other.
#pragma once

namespace tenon {

// The calling thread, and threads that it starts from now on, get a processor only where others leave one:
// for long work beside threads that somebody waits for (Linux: nice 10 and SCHED_BATCH; elsewhere nothing).
// There is no way back without rights of the system. Returns whether it was granted.
bool lower_thread_priority();

}  // namespace tenon
