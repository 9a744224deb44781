#include "api/endpoint.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tenon {

AccessObject own_object(const Identity& identity, Classification classification) {
  AccessObject object;
  object.classification = classification;
  if (identity.organisation) {
    object.organisation_id = identity.organisation->id;
    object.region_code = identity.organisation->region_code;
  }
  return object;
}

ApiEndpoints all_endpoints(ApiServices& services) {
  ApiEndpoints all;
  for (auto* part :
       {&service_endpoints, &sign_in_endpoints, &people_endpoints, &approval_endpoints, &dataset_endpoints,
        &setting_endpoints, &import_endpoints, &change_endpoints, &supply_endpoints, &backup_endpoints,
        &break_point_endpoints, &view_endpoints, &search_endpoints, &job_endpoints, &case_endpoints,
        &record_endpoints, &governance_endpoints, &audit_endpoints}) {
    ApiEndpoints some = (*part)(services);
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace tenon
