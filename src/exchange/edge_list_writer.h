// Synthetic networks to edge-list files, as the edge-list reader takes them.
#pragma once

#include <cstdint>
#include <string>

#include "base/progress.h"
#include "base/result.h"
#include "network/generator.h"

namespace tenon {

// Firm i is "F000001" for i = 0, with at least six digits; sector k is "S001" for k = 0, with at least three.
std::string synthetic_firm_name(std::uint32_t firm, std::uint32_t firm_count);
std::string synthetic_sector_name(std::uint32_t sector, std::uint32_t sector_count);

struct WrittenEdges {
  std::uint64_t links = 0;
  std::uint64_t bytes = 0;  // of the edge list
};

// Writes the header supplier,customer,weight,supplier_sector,customer_sector,type and one line a link in the
// order of append_links; with a `revenue_path` also firm,revenue, one line a firm that has a link. Links are
// made and formatted on `threads` workers and written in order: same economy, same bytes. Both files appear
// whole, or neither does (unless the disk fails between the two renames). Memory: a few MB a worker and 8
// bytes a firm. kNotFound, kIo.
Result<WrittenEdges> write_synthetic_edges(const SyntheticEconomy& economy, const std::string& path,
                                           const std::string& revenue_path, unsigned threads,
                                           const Progress& progress = {});

}  // namespace tenon
