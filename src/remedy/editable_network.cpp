#include "remedy/editable_network.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace tenon {
namespace {

EditableNetwork::Row copy_row(const Adjacency& adjacency, std::uint32_t index) {
  EditableNetwork::Row row;
  if (index + std::size_t{1} >= adjacency.offsets.size()) return row;
  row.reserve(adjacency.end(index) - adjacency.begin(index));
  for (std::size_t e = adjacency.begin(index); e < adjacency.end(index); ++e) {
    const InputClass input_class =
        adjacency.input_class.empty() ? InputClass::kNonEssential : adjacency.input_class[e];
    row.push_back({adjacency.neighbour[e], input_class, adjacency.weight[e]});
  }
  return row;
}

EditableNetwork::Row::const_iterator find_entry(const EditableNetwork::Row& row, std::uint32_t other) {
  return std::lower_bound(row.begin(), row.end(), other,
                          [](const EditableNetwork::Entry& e, std::uint32_t o) { return e.other < o; });
}

double sum(const EditableNetwork::Row& row) {
  double total = 0;
  for (const auto& entry : row) total += entry.weight;
  return total;
}

void resum(const Adjacency& rows, std::uint32_t index, std::vector<double>& strength) {
  double total = 0;
  for (std::size_t e = rows.begin(index); e < rows.end(index); ++e) total += rows.weight[e];
  strength[index] = total;
}

}  // namespace

EditableNetwork::EditableNetwork(const FirmNetwork& network) : network_(network), sector_(network.sector) {}

std::uint32_t EditableNetwork::add_firm(std::uint32_t sector) {
  sector_.push_back(sector);
  return firm_count() - 1;
}

EditableNetwork::Row EditableNetwork::row(const Adjacency& below, const Overlay& above,
                                          std::uint32_t index) const {
  const auto touched = above.find(index);
  return touched != above.end() ? touched->second : copy_row(below, index);
}

EditableNetwork::Row EditableNetwork::customers(std::uint32_t supplier) const {
  return row(network_.customers, customers_, supplier);
}

EditableNetwork::Row EditableNetwork::suppliers(std::uint32_t customer) const {
  return row(network_.suppliers, suppliers_, customer);
}

double EditableNetwork::sales(std::uint32_t supplier) const {
  const auto touched = customers_.find(supplier);
  if (touched != customers_.end()) return sum(touched->second);
  return supplier < network_.firm_count ? network_.out_strength[supplier] : 0;
}

double EditableNetwork::purchases(std::uint32_t customer) const {
  const auto touched = suppliers_.find(customer);
  if (touched != suppliers_.end()) return sum(touched->second);
  return customer < network_.firm_count ? network_.in_strength[customer] : 0;
}

double EditableNetwork::weight(std::uint32_t supplier, std::uint32_t customer) const {
  const Row links = suppliers(customer);
  const auto found = find_entry(links, supplier);
  return found != links.end() && found->other == supplier ? found->weight : 0;
}

EditableNetwork::Row& EditableNetwork::touch(const Adjacency& below, Overlay& above, std::uint32_t index) {
  const auto [place, is_new] = above.try_emplace(index);
  if (is_new) place->second = copy_row(below, index);
  return place->second;
}

void EditableNetwork::set(Row& row, std::uint32_t other, double weight, InputClass input_class) {
  const auto found = row.begin() + (find_entry(row, other) - row.cbegin());
  const bool exists = found != row.end() && found->other == other;
  if (weight > 0 && exists) {
    found->weight = weight;
  } else if (weight > 0) {
    row.insert(found, {other, input_class, weight});
  } else if (exists) {
    row.erase(found);
  }
}

void EditableNetwork::set(std::uint32_t supplier, std::uint32_t customer, double weight,
                          InputClass input_class) {
  set(touch(network_.customers, customers_, supplier), customer, weight, input_class);
  set(touch(network_.suppliers, suppliers_, customer), supplier, weight, input_class);
}

std::vector<ChangedLink> EditableNetwork::changed_links() const {
  std::vector<ChangedLink> changed;
  for (const auto& [supplier, after] : customers_) {
    const Row before = copy_row(network_.customers, supplier);
    auto b = before.begin();
    auto a = after.begin();
    while (b != before.end() || a != after.end()) {
      if (a == after.end() || (b != before.end() && b->other < a->other)) {
        changed.push_back({supplier, b->other, b->weight, 0});
        ++b;
      } else if (b == before.end() || a->other < b->other) {
        changed.push_back({supplier, a->other, 0, a->weight});
        ++a;
      } else {
        if (a->weight != b->weight) changed.push_back({supplier, a->other, b->weight, a->weight});
        ++a;
        ++b;
      }
    }
  }
  return changed;
}

// Runs of untouched rows are copied whole.
Adjacency EditableNetwork::freeze(const Adjacency& below, const Overlay& above) const {
  const std::uint32_t firms = firm_count();
  Adjacency frozen;
  frozen.offsets.resize(firms + std::size_t{1}, 0);
  std::size_t entries = below.neighbour.size();
  for (const auto& [index, row] : above) {
    entries += row.size();
    if (index < network_.firm_count) entries -= below.end(index) - below.begin(index);
  }
  const bool classes = has_link_classes();
  frozen.neighbour.reserve(entries);
  frozen.weight.reserve(entries);
  if (classes) frozen.input_class.reserve(entries);

  std::uint32_t next = 0;
  const auto append = [](auto& to, const auto& from, std::uint64_t begin, std::uint64_t end) {
    to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(begin),
              from.begin() + static_cast<std::ptrdiff_t>(end));
  };
  const auto copy_until = [&](std::uint32_t stop) {
    const std::uint32_t known = std::min(stop, network_.firm_count);
    if (next < known) {
      const std::uint64_t begin = below.offsets[next];
      const std::uint64_t end = below.offsets[known];
      const std::uint64_t at = frozen.neighbour.size();
      for (std::uint32_t r = next; r < known; ++r)
        frozen.offsets[r + std::size_t{1}] = below.offsets[r + std::size_t{1}] - begin + at;
      append(frozen.neighbour, below.neighbour, begin, end);
      append(frozen.weight, below.weight, begin, end);
      if (classes) append(frozen.input_class, below.input_class, begin, end);
    }
    for (std::uint32_t r = std::max(next, known); r < stop; ++r)
      frozen.offsets[r + std::size_t{1}] = frozen.neighbour.size();
    next = std::max(next, stop);
  };
  for (const auto& [index, row] : above) {
    copy_until(index);
    for (const Entry& entry : row) {
      frozen.neighbour.push_back(entry.other);
      frozen.weight.push_back(entry.weight);
      if (classes) frozen.input_class.push_back(entry.input_class);
    }
    frozen.offsets[index + std::size_t{1}] = frozen.neighbour.size();
    next = index + 1;
  }
  copy_until(firms);
  return frozen;
}

FirmNetwork EditableNetwork::freeze() const {
  FirmNetwork network;
  network.firm_count = firm_count();
  network.sector_count = network_.sector_count;
  network.sector = sector_;
  network.customers = freeze(network_.customers, customers_);
  network.suppliers = freeze(network_.suppliers, suppliers_);
  network.out_strength = network_.out_strength;
  network.in_strength = network_.in_strength;
  network.out_strength.resize(firm_count(), 0.0);
  network.in_strength.resize(firm_count(), 0.0);
  for (const auto& [index, row] : customers_) resum(network.customers, index, network.out_strength);
  for (const auto& [index, row] : suppliers_) resum(network.suppliers, index, network.in_strength);
  return network;
}

}  // namespace tenon
