#include "service/case_permissions.h"

namespace tenon {

Permission case_permission_of(std::string_view word) {
  if (const auto permission = permission_of(word)) return *permission;
  if (word.ends_with(".see")) return Permission::kCaseRead;
  if (word.ends_with(".open")) return Permission::kCaseCreate;
  if (word.ends_with(".approve")) return Permission::kCaseClose;
  return Permission::kCaseAct;
}

}  // namespace tenon
