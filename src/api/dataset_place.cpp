#include "api/dataset_place.h"

#include "store/dataset_store.h"
#include "store/request_store.h"

namespace tenon {

Result<AccessObject> place_of_dataset(Database& database, const std::string& name) {
  if (auto dataset = find_dataset(database, name); !dataset) return dataset.error();
  auto owner = find_dataset_owner(database, name);
  if (!owner) return owner.error();
  AccessObject object;
  if (*owner) {
    object.organisation_id = (*owner)->organisation_id;
    object.region_code = (*owner)->region_code;
  }
  return object;
}

Result<AccessObject> locate_dataset(Database& database, const ApiCall& call) {
  return place_of_dataset(database, call.text("name"));
}

}  // namespace tenon
