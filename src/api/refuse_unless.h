// For operations whose contract names several permissions: the one that this request needs.
#pragma once

#include <optional>
#include <string>

#include "api/call.h"
#include "api/endpoint.h"

namespace tenon {

// The refusal, which stands in the audit chain; nothing if the caller has the permission for the object.
std::optional<HttpReply> refuse_unless(ApiServices& services, const ApiCall& call, Permission permission,
                                       const AccessObject& object, const std::string& object_kind,
                                       const std::string& object_id);

}  // namespace tenon
