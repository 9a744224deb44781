#include "api/case_caller.h"

#include <string>
#include <vector>

#include "api/endpoint.h"
#include "service/case_permissions.h"
#include "service/process_shelf.h"

namespace tenon {

CaseCaller case_caller(const ApiCall& call) {
  CaseCaller caller;
  caller.account = call.caller().actor;
  caller.time = call.time;
  const AccessObject own = own_object(*call.identity);
  caller.party.person = call.identity->account.id;
  caller.party.organisation = own.organisation_id;
  caller.party.region = own.region_code;
  PermissionSet held;
  for (std::size_t i = 0; i < kPermissionCount; ++i) {
    const auto permission = static_cast<Permission>(i);
    if (call.decide(permission, own).allowed()) held.add(permission);
  }
  caller.permissions = [held](const process::ProcessType& type, const process::Case&) {
    std::vector<std::string> words = permissions_of(type);
    std::erase_if(words, [&](const std::string& word) { return !held.holds(case_permission_of(word)); });
    return words;
  };
  return caller;
}

}  // namespace tenon
