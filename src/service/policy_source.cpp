#include "service/policy_source.h"

#include <utility>

namespace tenon {

PolicySource::PolicySource(Database& database, SignInPolicy base, std::function<void()> on_change,
                           Clock::duration good_for)
    : database_(database),
      base_(std::move(base)),
      on_change_(std::move(on_change)),
      good_for_(good_for),
      policy_(std::make_shared<const SignInPolicy>(base_)) {}

std::shared_ptr<const SignInPolicy> PolicySource::current() {
  {
    const std::lock_guard lock(mutex_);
    if (Clock::now() < good_until_) return policy_;
  }
  const std::unique_lock reader(reading_, std::try_to_lock);
  if (reader) {
    auto settings = list_settings(database_);
    bool is_changed = false;
    {
      const std::lock_guard lock(mutex_);
      good_until_ = Clock::now() + good_for_;
      if (settings && *settings != settings_) {
        settings_ = std::move(*settings);
        policy_ = std::make_shared<const SignInPolicy>(policy_with(base_, settings_));
        is_changed = true;
      }
    }
    if (is_changed && on_change_) on_change_();
  }
  const std::lock_guard lock(mutex_);
  return policy_;
}

void PolicySource::forget() {
  const std::lock_guard lock(mutex_);
  good_until_ = {};
}

}  // namespace tenon
