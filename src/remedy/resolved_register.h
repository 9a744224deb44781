// The backup register where its names meet a dataset and its supply network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/day.h"
#include "base/fault.h"
#include "base/result.h"
#include "model/backup_register.h"
#include "model/dataset.h"
#include "scenario/dataset_network.h"

namespace tenon {

struct ResolvedBackup {
  std::size_t entry = 0;  // of the register
  ProductId product;
  std::optional<FirmId> buyer;        // absent: for all
  std::optional<FirmId> maker;        // absent: stock alone
  std::optional<RegionId> region;     // of the plant
  std::optional<std::uint32_t> node;  // the maker's line, where it has one in the network
  double reserved = 0;                // money/day
  double ready_days = 0;
  double stock_days = 0;
  std::optional<Day> from;   // absent: from the beginning
  std::optional<Day> until;  // the last day; absent: open

  [[nodiscard]] bool holds_on(Day day) const { return (!from || *from <= day) && (!until || day <= *until); }
};

// One an entry, in order. kBadInput: names that do not exist or are not unique, a maker without this product,
// a plant that it has not, a day that is none, a last day before the first; all in the message and in
// `faults`, with line and column. Warnings: a maker that is made up; reserved capacity beyond what the
// dataset knows it can spare (entries of one maker and product together). O(entries + capabilities).
Result<std::vector<ResolvedBackup>> resolve_register(const Dataset& dataset, const DatasetNetwork& network,
                                                     const BackupRegister& reg, FaultList& faults);

}  // namespace tenon
