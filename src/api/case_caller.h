// The caller of a request as cases see him.
#pragma once

#include "api/call.h"
#include "service/case_desk.h"

namespace tenon {

// What the caller may do in a case: where its people and subject lie is a matter of the type's own rules; of
// scopes only those count under which he acts for his own organisation and region. Somebody is signed in.
CaseCaller case_caller(const ApiCall& call);

}  // namespace tenon
