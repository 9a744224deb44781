// What jobs on measures have in common: the request, and what the measures of the chosen products do. Inside
// of the module.
#pragma once

#include <vector>

#include "base/result.h"
#include "model/scenario.h"
#include "remedy/measures.h"
#include "service/break_point_choice.h"
#include "service/job_dataset.h"
#include "service/job_ground.h"

namespace tenon {

struct MeasuresRequest {
  JobDataset dataset;
  Scenario rules;
  BackupScope scope;
  BreakPointChoice choice;
  int failure_days = 90;
  int horizon_days = 240;
  bool with_interval = true;
};
MeasuresRequest take_measures(JobMembers& members);

MeasureOptions measure_options(const MeasuresRequest& request, const JobBackupGround& ground,
                               JobControl& control);

struct ChosenMeasures {
  std::vector<MeasureReport> reports;
  bool is_partial = false;  // stopped before the last product
};
// Products that nobody makes or uses in the network, or whose sources nobody named, are left out where they
// were not asked for by name; else they are errors.
Result<ChosenMeasures> chosen_measures(const MeasuresRequest& request, const JobBackupGround& ground,
                                       MeasureOptions& options, JobControl& control);

}  // namespace tenon
