// Three stable counting passes: list -> by customer (list order within a customer, where the class rule
// applies)
// -> by supplier (customers ascending, duplicates adjacent and still in list order: merged here) -> by
// customer again (suppliers ascending). The list is released after the first pass, so that at most two copies
// of the links exist.
#include "network/firm_network.h"

#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "base/number.h"

namespace tenon {
namespace {

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

Result<void> check(const LinkList& links, const std::vector<std::uint32_t>& sector_of_firm,
                   std::uint32_t sector_count) {
  const std::size_t count = links.supplier.size();
  const std::size_t firms = sector_of_firm.size();
  if (links.customer.size() != count || links.weight.size() != count ||
      (!links.input_class.empty() && links.input_class.size() != count)) {
    return invalid("the columns of the link list differ in length");
  }
  if (firms > std::numeric_limits<std::uint32_t>::max() - 1) return invalid("more than 2^32 - 2 firms");
  for (std::size_t firm = 0; firm < firms; ++firm) {
    if (sector_of_firm[firm] >= sector_count) {
      return invalid("firm " + std::to_string(firm) + ": sector " + std::to_string(sector_of_firm[firm]) +
                     " of only " + std::to_string(sector_count));
    }
  }
  for (std::size_t link = 0; link < count; ++link) {
    if (links.supplier[link] >= firms || links.customer[link] >= firms) {
      return invalid("link " + std::to_string(link) + ": a firm out of range, only " + std::to_string(firms) +
                     " are known");
    }
    if (!std::isfinite(links.weight[link]) || links.weight[link] < 0) {
      return invalid("link " + std::to_string(link) + ": weight " + format_number(links.weight[link]) +
                     " is negative or not finite");
    }
  }
  for (std::size_t link = 0; link < links.input_class.size(); ++link) {
    if (links.input_class[link] > InputClass::kEssential) {
      return invalid("link " + std::to_string(link) + ": no such input class");
    }
  }
  return {};
}

// Turns counts in offsets[r + 1] into row starts.
void accumulate(std::vector<std::uint64_t>& offsets) {
  for (std::size_t row = 1; row < offsets.size(); ++row) offsets[row] += offsets[row - 1];
}

void allocate(Adjacency& adjacency, std::size_t entries, bool classes) {
  adjacency.neighbour.resize(entries);
  adjacency.weight.resize(entries);
  if (classes) adjacency.input_class.resize(entries);
}

// First pass: rows are customers, entries in list order. Links of weight 0 are left out.
Adjacency group_by_customer(const LinkList& links, std::size_t firms) {
  Adjacency grouped;
  grouped.offsets.assign(firms + 1, 0);
  for (std::size_t link = 0; link < links.customer.size(); ++link) {
    if (links.weight[link] > 0) ++grouped.offsets[links.customer[link] + std::size_t{1}];
  }
  accumulate(grouped.offsets);
  const bool classes = !links.input_class.empty();
  allocate(grouped, grouped.offsets.back(), classes);
  std::vector<std::uint64_t> next(grouped.offsets.begin(), grouped.offsets.end() - 1);
  for (std::size_t link = 0; link < links.customer.size(); ++link) {
    if (!(links.weight[link] > 0)) continue;
    const std::size_t entry = next[links.customer[link]]++;
    grouped.neighbour[entry] = links.supplier[link];
    grouped.weight[entry] = links.weight[link];
    if (classes) grouped.input_class[entry] = links.input_class[link];
  }
  return grouped;
}

// Gives every entry of a customer's row the class of the row's first entry from the same supplier sector.
std::uint64_t overrule_classes(Adjacency& by_customer, const std::vector<std::uint32_t>& sector_of_firm,
                               std::uint32_t sector_count) {
  if (by_customer.input_class.empty()) return 0;
  std::uint64_t conflicts = 0;
  struct First {
    std::size_t customer = std::numeric_limits<std::size_t>::max();  // for whom the class holds
    InputClass input_class = InputClass::kNegligible;
  };
  std::vector<First> first_of(sector_count);
  for (std::size_t customer = 0; customer + 1 < by_customer.offsets.size(); ++customer) {
    for (std::size_t entry = by_customer.begin(customer); entry < by_customer.end(customer); ++entry) {
      First& first = first_of[sector_of_firm[by_customer.neighbour[entry]]];
      InputClass& input_class = by_customer.input_class[entry];
      if (first.customer != customer) {
        first = {customer, input_class};
      } else if (input_class != first.input_class) {
        ++conflicts;
        input_class = first.input_class;
      }
    }
  }
  return conflicts;
}

// Rows become entries and entries rows; the entries of a new row ascend, equal ones keep their order.
Adjacency transpose(const Adjacency& from) {
  const std::size_t rows = from.offsets.size() - 1;
  Adjacency to;
  to.offsets.assign(rows + 1, 0);
  for (const std::uint32_t neighbour : from.neighbour) ++to.offsets[neighbour + std::size_t{1}];
  accumulate(to.offsets);
  const bool classes = !from.input_class.empty();
  allocate(to, from.neighbour.size(), classes);
  std::vector<std::uint64_t> next(to.offsets.begin(), to.offsets.end() - 1);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t entry = from.begin(row); entry < from.end(row); ++entry) {
      const std::size_t target = next[from.neighbour[entry]]++;
      to.neighbour[target] = static_cast<std::uint32_t>(row);
      to.weight[target] = from.weight[entry];
      if (classes) to.input_class[target] = from.input_class[entry];
    }
  }
  return to;
}

// Sums runs of equal neighbours within each row, in place.
std::uint64_t merge_duplicates(Adjacency& adjacency) {
  const bool classes = !adjacency.input_class.empty();
  std::size_t kept = 0;
  std::size_t entry = 0;
  for (std::size_t row = 0; row + 1 < adjacency.offsets.size(); ++row) {
    const std::size_t row_begin = kept;
    const std::size_t row_end = adjacency.offsets[row + 1];
    for (; entry < row_end; ++entry) {
      if (kept > row_begin && adjacency.neighbour[kept - 1] == adjacency.neighbour[entry]) {
        adjacency.weight[kept - 1] += adjacency.weight[entry];
        continue;
      }
      adjacency.neighbour[kept] = adjacency.neighbour[entry];
      adjacency.weight[kept] = adjacency.weight[entry];
      if (classes) adjacency.input_class[kept] = adjacency.input_class[entry];
      ++kept;
    }
    adjacency.offsets[row + 1] = kept;
  }
  const std::uint64_t merged = entry - kept;
  if (merged > 0) {
    allocate(adjacency, kept, classes);
    adjacency.neighbour.shrink_to_fit();
    adjacency.weight.shrink_to_fit();
    adjacency.input_class.shrink_to_fit();
  }
  return merged;
}

std::vector<double> row_sums(const Adjacency& adjacency) {
  std::vector<double> sums(adjacency.offsets.size() - 1, 0.0);
  for (std::size_t row = 0; row < sums.size(); ++row) {
    for (std::size_t entry = adjacency.begin(row); entry < adjacency.end(row); ++entry) {
      sums[row] += adjacency.weight[entry];
    }
  }
  return sums;
}

}  // namespace

Result<BuiltNetwork> build_firm_network(LinkList links, std::vector<std::uint32_t> sector_of_firm,
                                        std::uint32_t sector_count) {
  if (auto checked = check(links, sector_of_firm, sector_count); !checked) return checked.error();

  BuiltNetwork built;
  FirmNetwork& network = built.network;
  NetworkCounts& counts = built.counts;
  network.firm_count = static_cast<std::uint32_t>(sector_of_firm.size());
  network.sector_count = sector_count;
  network.sector = std::move(sector_of_firm);

  Adjacency grouped = group_by_customer(links, network.firm_count);
  counts.zero_weights = links.weight.size() - grouped.weight.size();
  links = {};
  counts.class_conflicts = overrule_classes(grouped, network.sector, sector_count);
  network.customers = transpose(grouped);
  grouped = {};
  counts.duplicates = merge_duplicates(network.customers);
  network.suppliers = transpose(network.customers);

  for (std::size_t firm = 0; firm < network.firm_count; ++firm) {
    for (std::size_t entry = network.customers.begin(firm); entry < network.customers.end(firm); ++entry) {
      if (network.customers.neighbour[entry] == firm) ++counts.self_loops;
    }
  }
  network.out_strength = row_sums(network.customers);
  network.in_strength = row_sums(network.suppliers);
  for (std::size_t firm = 0; firm < network.firm_count; ++firm) {
    if (!std::isfinite(network.out_strength[firm]) || !std::isfinite(network.in_strength[firm])) {
      return invalid("firm " + std::to_string(firm) +
                     ": the sum of its links is beyond the range of a double");
    }
  }
  return built;
}

}  // namespace tenon
