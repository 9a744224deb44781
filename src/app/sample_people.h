// The people of a sample world: an account of every role, in organisations of the four regions.
#pragma once

#include <string>
#include <vector>

#include "app/sample_world.h"
#include "base/result.h"
#include "process/case_event.h"
#include "service/audit_log.h"

namespace tenon {

// Organisations, accounts and grants; nobody can sign in before set_sample_password().
Result<void> add_sample_people(Database& database, const Actor& actor, UtcTime time);

// One new password for all of them, and new second factors for administrators. Sessions go on.
Result<SampleWorld> set_sample_password(Database& database, const SealingKey& key, UtcTime now);

// The analyst of a province (310000 …) as cases know him.
process::Party sample_analyst(const std::string& region);

}  // namespace tenon
