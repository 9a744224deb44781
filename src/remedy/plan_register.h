// A backup plan as entries of a register: what would have to be agreed.
#pragma once

#include <string>

#include "model/backup_register.h"
#include "model/dataset.h"
#include "remedy/dataset_backup_plan.h"

namespace tenon {

// One entry a backup of the plan, one a stock; ids P0001, P0002, … in the order of the plan's items. `day`:
// ISO 8601, registered_on. Sources say that it is a plan. Stocks below a hundredth of a day are left out.
BackupRegister register_of_plan(const Dataset& dataset, const DatasetBackupPlan& plan,
                                const std::string& day);

}  // namespace tenon
