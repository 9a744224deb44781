#include "base/thread_priority.h"

#include <gtest/gtest.h>

#ifdef __linux__
#include <sched.h>
#include <sys/resource.h>

#include <thread>

namespace tenon {
namespace {

TEST(ThreadPriority, IsLoweredForTheThreadAndThoseItStarts) {
  const int before = ::getpriority(PRIO_PROCESS, 0);
  int of_thread = -1;
  int of_child = -1;
  int policy_of_child = -1;
  std::thread([&] {
    ASSERT_TRUE(lower_thread_priority());
    of_thread = ::getpriority(PRIO_PROCESS, 0);
    std::thread([&] {
      of_child = ::getpriority(PRIO_PROCESS, 0);
      policy_of_child = ::sched_getscheduler(0);
    }).join();
  }).join();
  EXPECT_EQ(of_thread, 10);
  EXPECT_EQ(of_child, 10);
  EXPECT_EQ(policy_of_child, SCHED_BATCH);
  EXPECT_EQ(::getpriority(PRIO_PROCESS, 0), before);
}

}  // namespace
}  // namespace tenon
#endif
