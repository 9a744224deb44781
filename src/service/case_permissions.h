// Which permission of an account (permission.h) stands behind a permission that a process type names.
//
// Process types are data and name permissions of their own, "break_point.move": what is done, in which
// process. Roles hold few: reading, opening, acting, closing cases. The relation to the case, which the type
// asks for beside the permission, narrows it to the people concerned.
//
//   .see                         case.read
//   .open                        case.create
//   .approve                     case.close
//   an id of permission.h        that one
//   everything else              case.act
#pragma once

#include <string_view>

#include "service/permission.h"

namespace tenon {

// Pure.
Permission case_permission_of(std::string_view word);

}  // namespace tenon
