// What somebody may do to a case beside its transitions: fill fields, name people, talk. Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "process/case.h"
#include "process/command.h"

namespace tenon::process {

struct AllowedEdits {
  std::vector<std::string> fields;   // that the actor fills in this state
  std::vector<std::string> entries;  // kinds
  bool may_assign = false;           // and release
  bool may_comment = false;          // and attach
};

// Nothing for a case of another type or version. O(fields + entries) x people of the case.
AllowedEdits allowed_edits(const ProcessType& type, const Case& c, const Actor& actor);

}  // namespace tenon::process
