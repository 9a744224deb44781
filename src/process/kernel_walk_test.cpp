// Whatever random people ask of a case, the rules of the kernel hold.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/process_example.h"
#include "support/process_walk.h"

namespace tenon::process {
namespace {

// The example, without the days of waiting that keep walks at random from its end.
ProcessType walked_type() {
  ProcessType type = example_type();
  for (Transition& transition : type.transitions) transition.guard.after_days = 0;
  return type;
}

TEST(KernelWalk, RulesHoldWhateverIsAsked) {
  const ProcessType type = walked_type();
  EXPECT_TRUE(rc::check([&](std::uint64_t seed) {
    const std::string fault = ProcessWalk(type, seed).run(200);
    if (!fault.empty()) RC_FAIL(fault);
  }));
}

// A walk that is never let through, or never refused, would prove nothing.
TEST(KernelWalk, ComesAbout) {
  const ProcessType type = walked_type();
  std::set<std::string> seen;
  std::size_t taken = 0;
  std::size_t refused = 0;
  std::size_t woken = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    ProcessWalk walk(type, seed);
    EXPECT_EQ(walk.run(200), "");
    seen.insert(walk.states_seen().begin(), walk.states_seen().end());
    taken += walk.taken();
    refused += walk.refused();
    woken += walk.woken();
  }
  EXPECT_EQ(seen.size(), type.states.size());
  EXPECT_GT(taken, 3'000U);
  EXPECT_GT(refused, 3'000U);
  EXPECT_GT(woken, 300U);
}

// The walk must notice a kernel that breaks a rule; a type that breaks them shows it.
TEST(KernelWalk, NoticesWhatIsBroken) {
  ProcessType type = example_type();
  type.states.pop_back();  // "dropped" is no longer in the type
  std::string fault;
  for (std::uint64_t seed = 0; seed < 50 && fault.empty(); ++seed) fault = ProcessWalk(type, seed).run(200);
  EXPECT_NE(fault.find("a state that is not in the type"), std::string::npos) << fault;
}

}  // namespace
}  // namespace tenon::process
