// What the commands on backups and remedies start from: dataset, network, policy and break points.
#pragma once

#include <string>
#include <vector>

#include "app/dataset_ground.h"
#include "base/result.h"
#include "remedy/backup_candidates.h"
#include "risk/break_points.h"

namespace tenon {

struct BackupGround : DatasetGround {
  BackupOptions search;
  BreakPointReport break_points;
};

// As read_dataset_ground(); kNotFound: a scope that the dataset does not have. `friendly`: codes of
// countries.
Result<BackupGround> ground_of(const std::string& dataset, const std::string& scope,
                               const std::string& scenario, const std::vector<std::string>& friendly,
                               unsigned threads);

// The products named, else the break points of these levels ("red,orange", "all"), worst first, of the chain
// if one is named. kNotFound: a name, or none is left.
Result<std::vector<ProductId>> products_of(const BackupGround& ground, const std::vector<std::string>& wanted,
                                           const std::string& levels, const std::string& chain,
                                           const char* option = "--product");

}  // namespace tenon
