#include "service/job_kinds.h"

namespace tenon {

std::vector<JobKind> dataset_job_kinds(Database& database, DatasetShelf& shelf) {
  std::vector<JobKind> kinds;
  for (const auto& kind : {analyze_job, esri_job, simulate_job, survive_job, hazards_job, backup_plan_job,
                           backup_drill_job, remedy_job, brief_job, whatif_job})
    kinds.push_back(kind(database, shelf));
  return kinds;
}

}  // namespace tenon
