// The code behind the operations of the contract.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/call.h"
#include "api/services.h"

namespace tenon {

struct ApiEndpoint {
  std::string operation;  // id in the contract
  std::function<HttpReply(const ApiCall&)> handle;
  // What the call is about, for x-object: located. kNotFound is answered as such.
  std::function<Result<AccessObject>(const ApiCall&)> locate;
};

using ApiEndpoints = std::vector<ApiEndpoint>;

ApiEndpoints service_endpoints(ApiServices& services);
ApiEndpoints sign_in_endpoints(ApiServices& services);
ApiEndpoints people_endpoints(ApiServices& services);
ApiEndpoints approval_endpoints(ApiServices& services);
ApiEndpoints dataset_endpoints(ApiServices& services);
ApiEndpoints setting_endpoints(ApiServices& services);
ApiEndpoints import_endpoints(ApiServices& services);
ApiEndpoints change_endpoints(ApiServices& services);
ApiEndpoints supply_endpoints(ApiServices& services);
ApiEndpoints backup_endpoints(ApiServices& services);
ApiEndpoints break_point_endpoints(ApiServices& services);
ApiEndpoints view_endpoints(ApiServices& services);
ApiEndpoints search_endpoints(ApiServices& services);
ApiEndpoints job_endpoints(ApiServices& services);
ApiEndpoints case_endpoints(ApiServices& services);
ApiEndpoints record_endpoints(ApiServices& services);
ApiEndpoints governance_endpoints(ApiServices& services);
ApiEndpoints audit_endpoints(ApiServices& services);

// All of them.
ApiEndpoints all_endpoints(ApiServices& services);

// What belongs to the caller: of his organisation and region.
AccessObject own_object(const Identity& identity, Classification classification = Classification::kInternal);

}  // namespace tenon
