// Who calls a use case and when, and what the store says of a record beside the record.
#pragma once

#include <cstdint>

#include "service/audit_log.h"
#include "service/utc_time.h"

namespace tenon {

struct Caller {
  Actor actor;  // user_id: the account, or who the command line says it is
  UtcTime time;
};

// A record with the number that each change raises by one, from 1 on. Who changes a record names the number
// that he saw; kConflict if it is another one by now.
template <class T>
struct Revised {
  T value;
  std::int64_t revision = 0;

  bool operator==(const Revised&) const = default;
};

// For changes that do not depend on what the caller saw.
inline constexpr std::int64_t kAnyRevision = -1;

}  // namespace tenon
