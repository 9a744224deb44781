// The rules of signing in as the settings of the store have them now (policy_setting.h).
//
// Read again when they are half a second old, by one who asks while the others get the last ones: what
// another server changes counts within a second here. Where the store cannot be read, the last ones hold.
// Thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>

#include "service/policy_setting.h"

namespace tenon {

class PolicySource {
 public:
  using Clock = std::chrono::steady_clock;

  // `database` lives longer. `on_change`: other rules hold from now on; on the thread of who asked.
  PolicySource(Database& database, SignInPolicy base, std::function<void()> on_change,
               Clock::duration good_for = std::chrono::milliseconds(500));

  std::shared_ptr<const SignInPolicy> current();
  // Read again the next time.
  void forget();
  // What holds where nothing is set.
  [[nodiscard]] const SignInPolicy& base() const { return base_; }

 private:
  Database& database_;
  const SignInPolicy base_;
  const std::function<void()> on_change_;
  const Clock::duration good_for_;
  std::mutex reading_;  // held by the one who reads
  std::mutex mutex_;    // of what follows
  std::shared_ptr<const SignInPolicy> policy_;
  Settings settings_;
  Clock::time_point good_until_;
};

}  // namespace tenon
