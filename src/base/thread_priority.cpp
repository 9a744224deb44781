#include "base/thread_priority.h"

#ifdef __linux__
#include <sched.h>
#include <sys/resource.h>
#endif

namespace tenon {

bool lower_thread_priority() {
#ifdef __linux__
  constexpr int kNice = 10;
  const sched_param none{};
  // On Linux 0 means the calling thread, in both.
  const bool is_batch = ::sched_setscheduler(0, SCHED_BATCH, &none) == 0;
  return ::setpriority(PRIO_PROCESS, 0, kNice) == 0 && is_batch;
#else
  return false;
#endif
}

}  // namespace tenon
