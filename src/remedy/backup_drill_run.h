// What the runs of one drill share; not for others.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "remedy/backup_drill.h"

namespace tenon {

// What fails, for one product.
struct DrillFailure {
  ProductId product;
  RootFailure root;
  std::vector<std::uint8_t> failed;  // one a node
};

struct DrillRun {
  DrillOutcome outcome;
  std::vector<double> delivered;           // money, one a reserve piece
  std::vector<int> first_day;              // one a reserve piece; -1: none
  std::vector<std::uint8_t> lacks_inputs;  // one a reserve piece: on some day the line could not make more
  std::vector<double> stock_needed;        // money, one a stock piece
  std::vector<int> stock_first_day;
  std::size_t users = 0;
  bool counts_final = false;
  bool is_partial = false;
};

// One run with these backups. `until_short`: it ends on the first day on which a user is short.
Result<DrillRun> run_failure(const DrillInput& input, const DrillFailure& failure,
                             const BackupNetwork& network, const DrillOptions& options, bool until_short);

Result<BackupNetwork> network_with(const DrillInput& input, const DrillFailure& failure,
                                   std::span<const ResolvedBackup> backups);

// Changes that make the drill pass with `backups`, which fail. Absent in `partial`: stopped.
Result<std::vector<DrillProposal>> propose_changes(const DrillInput& input, const DrillFailure& failure,
                                                   const std::vector<ResolvedBackup>& backups,
                                                   const DrillOptions& options);

}  // namespace tenon
