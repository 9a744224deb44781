// Who controls a firm: the chain of parents.
#pragma once

#include <cstddef>
#include <optional>

#include "model/dataset.h"

namespace tenon {

// The top of the firm's chain of parents, itself if it has none. Takes at most as many steps as there are
// firms, so that a loop of parents cannot hang.
inline FirmId top_parent(const Dataset& dataset, FirmId firm) {
  FirmId top = firm;
  for (std::size_t step = 0; step < dataset.firms.size(); ++step) {
    const std::optional<FirmId>& parent = dataset.firm(top).parent;
    if (!parent || *parent == top) break;
    top = *parent;
  }
  return top;
}

}  // namespace tenon
