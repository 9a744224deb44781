// The kinds of long work that a server offers on datasets of its store. Requests are JSON objects; members
// that a kind does not know, and values of another type, are errors (kBadInput) that name the member. Results
// are what the command of the same name writes with --format json. docs/jobs.md lists the members.
#pragma once

#include <vector>

#include "service/dataset_shelf.h"
#include "service/job.h"

namespace tenon {

JobKind analyze_job(Database& database, DatasetShelf& shelf);
JobKind esri_job(Database& database, DatasetShelf& shelf);
JobKind simulate_job(Database& database, DatasetShelf& shelf);
JobKind survive_job(Database& database, DatasetShelf& shelf);
JobKind hazards_job(Database& database, DatasetShelf& shelf);
JobKind backup_plan_job(Database& database, DatasetShelf& shelf);
JobKind backup_drill_job(Database& database, DatasetShelf& shelf);
JobKind brief_job(Database& database, DatasetShelf& shelf);
JobKind remedy_job(Database& database, DatasetShelf& shelf);
JobKind whatif_job(Database& database, DatasetShelf& shelf);

// All of them. `database` and `shelf` live longer than the kinds.
std::vector<JobKind> dataset_job_kinds(Database& database, DatasetShelf& shelf);

}  // namespace tenon
