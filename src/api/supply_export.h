// What an export of firm-level supplies is, in the words that are approved (approval_desk.h).
#pragma once

#include <cstdint>
#include <string>

#include "service/identity.h"

namespace tenon {

// Whose view of which version: an approval is for that and nothing else.
std::string supply_export_content(const Identity& identity, const std::string& dataset, std::int64_t version);

}  // namespace tenon
