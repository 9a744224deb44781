#include "scenario/dataset_lines.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <tuple>

namespace tenon {
namespace {

std::uint64_t key_of(FirmId firm, ProductId product) {
  return (static_cast<std::uint64_t>(firm.value) << 32U) | product.value;
}

template <class Record, class Text>
std::vector<std::uint32_t> ranks_of(const std::vector<Record>& records, Text text) {
  std::vector<std::uint32_t> order(records.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return text(records[a]) < text(records[b]); });
  std::vector<std::uint32_t> ranks(records.size());
  for (std::size_t k = 0; k < order.size(); ++k) ranks[order[k]] = static_cast<std::uint32_t>(k);
  return ranks;
}

// What the firm's capabilities that state no output get of its own: nullopt if nothing is left to share.
std::vector<std::optional<double>> shares_of_firm_output(const Dataset& dataset) {
  std::vector<std::vector<double>> stated(dataset.firms.size());
  std::vector<std::size_t> open(dataset.firms.size(), 0);
  for (const Capability& capability : dataset.capabilities) {
    const std::size_t f = capability.firm.index();
    if (capability.annual_output) {
      stated[f].push_back(*capability.annual_output);
    } else if (capability.status != CapabilityStatus::kPotential) {
      ++open[f];
    }
  }
  std::vector<std::optional<double>> shares(dataset.firms.size());
  for (std::size_t f = 0; f < shares.size(); ++f) {
    if (!dataset.firms[f].annual_output_cny || open[f] == 0) continue;
    std::sort(stated[f].begin(), stated[f].end());  // the same sum for any order of rows
    const double left =
        *dataset.firms[f].annual_output_cny - std::accumulate(stated[f].begin(), stated[f].end(), 0.0);
    if (left > 0) shares[f] = left / static_cast<double>(open[f]);
  }
  return shares;
}

int status_order(CapabilityStatus status) {
  switch (status) {
    case CapabilityStatus::kQualified:
      return 3;
    case CapabilityStatus::kTrial:
      return 2;
    case CapabilityStatus::kUnknown:
      return 1;
    case CapabilityStatus::kPotential:
      return 0;
  }
  return 0;
}

struct Row {
  ProductionLine line;
  std::tuple<std::uint32_t, std::uint32_t, std::int64_t> place;  // product, firm, region
  bool of_firm = false;
  bool of_sales = false;
  bool capacity_unknown = false;
};

void merge(Row& held, const Row& more) {
  held.line.output += more.line.output;
  held.line.capacity += more.line.capacity;
  if (status_order(more.line.status) > status_order(held.line.status)) held.line.status = more.line.status;
  if (more.line.lead_time_days) {
    held.line.lead_time_days =
        std::min(*more.line.lead_time_days, held.line.lead_time_days.value_or(*more.line.lead_time_days));
  }
  held.of_firm = held.of_firm || more.of_firm;
  held.capacity_unknown = held.capacity_unknown || more.capacity_unknown;
}

}  // namespace

IdRanks rank_ids(const Dataset& dataset) {
  IdRanks ranks;
  ranks.product = ranks_of(dataset.products, [](const Product& p) -> const std::string& { return p.id; });
  ranks.firm = ranks_of(dataset.firms, [](const Firm& f) -> const std::string& { return f.id; });
  ranks.region = ranks_of(dataset.regions, [](const Region& r) -> const std::string& { return r.code; });
  ranks.products.resize(dataset.products.size());
  for (std::size_t p = 0; p < ranks.product.size(); ++p) ranks.products[ranks.product[p]] = ProductId(p);
  return ranks;
}

std::pair<std::uint32_t, std::uint32_t> DatasetLines::find(FirmId firm, ProductId product) const {
  const auto found = plants.find(key_of(firm, product));
  return found == plants.end() ? std::pair(0U, 0U) : found->second;
}

DatasetLines find_lines(const Dataset& dataset) {
  const IdRanks ranks = rank_ids(dataset);
  const std::vector<std::optional<double>> of_firm = shares_of_firm_output(dataset);

  std::map<std::uint64_t, std::vector<double>> sales;
  for (const Supply& supply : dataset.supplies) {
    if (supply.annual_value_cny > 0) {
      sales[key_of(supply.supplier, supply.product)].push_back(supply.annual_value_cny);
    }
  }
  std::vector<Row> rows;
  const auto place_of = [&](const ProductionLine& line) {
    return std::tuple(ranks.product[line.product.index()], ranks.firm[line.firm.index()],
                      line.region ? std::int64_t{ranks.region[line.region->index()]} : std::int64_t{-1});
  };
  const auto add = [&](Row row) {
    row.place = place_of(row.line);
    rows.push_back(std::move(row));
  };
  for (const Capability& capability : dataset.capabilities) {
    Row row;
    row.line.product = capability.product;
    row.line.firm = capability.firm;
    row.line.region = capability.region ? capability.region : dataset.firm(capability.firm).region;
    row.line.status = capability.status;
    row.line.lead_time_days = capability.lead_time_days;
    row.line.synthetic = dataset.firm(capability.firm).synthetic;
    double output = capability.annual_output.value_or(0);
    if (!capability.annual_output && capability.status != CapabilityStatus::kPotential &&
        of_firm[capability.firm.index()]) {
      output = *of_firm[capability.firm.index()];
      row.of_firm = true;
    }
    row.line.output = output / kDaysAYear;
    row.line.capacity = capability.annual_capacity.value_or(0) / kDaysAYear;
    row.capacity_unknown = !capability.annual_capacity && output > 0;
    if (output > 0) sales.erase(key_of(capability.firm, capability.product));
    add(std::move(row));
  }
  // Sales of what has no output stated: one row, at the first place where the firm can make it.
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tuple(a.place, a.line.output, a.line.capacity) <
           std::tuple(b.place, b.line.output, b.line.capacity);
  });
  std::unordered_map<std::uint64_t, std::size_t> first_row;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    first_row.try_emplace(key_of(rows[r].line.firm, rows[r].line.product), r);
  }
  for (auto& [key, values] : sales) {
    std::sort(values.begin(), values.end());
    Row row;
    row.line.firm = FirmId(static_cast<std::size_t>(key >> 32U));
    row.line.product = ProductId(static_cast<std::size_t>(key & 0xffffffffU));
    row.line.region = dataset.firm(row.line.firm).region;
    row.line.synthetic = dataset.firm(row.line.firm).synthetic;
    row.line.output = std::accumulate(values.begin(), values.end(), 0.0) / kDaysAYear;
    row.of_sales = true;
    if (const auto known = first_row.find(key); known != first_row.end()) {
      Row& held = rows[known->second];
      held.line.output = row.line.output;
      held.of_sales = true;
      held.capacity_unknown = held.line.capacity <= 0;
    } else {
      row.capacity_unknown = true;
      add(std::move(row));
    }
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tuple(a.place, a.line.output, a.line.capacity) <
           std::tuple(b.place, b.line.output, b.line.capacity);
  });

  DatasetLines result;
  result.lines_of_firm.resize(dataset.firms.size());
  std::vector<Row> merged;
  for (Row& row : rows) {
    if (row.line.output <= 0 && row.line.capacity <= 0) continue;
    if (!merged.empty() && merged.back().place == row.place) {
      merge(merged.back(), row);
    } else {
      merged.push_back(std::move(row));
    }
  }
  for (Row& row : merged) {
    row.line.capacity = std::max(row.line.capacity, row.line.output);
    result.outputs_of_firm += row.of_firm ? 1 : 0;
    result.outputs_of_sales += row.of_sales ? 1 : 0;
    result.capacities_unknown += row.capacity_unknown ? 1 : 0;
    const auto at = static_cast<std::uint32_t>(result.lines.size());
    auto [plants, is_new] = result.plants.try_emplace(key_of(row.line.firm, row.line.product), at, at);
    plants->second.second = at + 1;
    if (row.line.output > 0) result.lines_of_firm[row.line.firm.index()].push_back(at);
    result.lines.push_back(row.line);
  }
  return result;
}

}  // namespace tenon
