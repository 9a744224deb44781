// A firm network with changes laid over it: only the rows that are touched are copied. Internal to remedy/.
//
// Both directions are kept in step. Not thread-safe; the network below must outlive it.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "network/firm_network.h"
#include "remedy/network_edit.h"

namespace tenon {

class EditableNetwork {
 public:
  struct Entry {
    std::uint32_t other = 0;
    InputClass input_class = InputClass::kNonEssential;
    double weight = 0;  // > 0
  };
  using Row = std::vector<Entry>;  // others ascending

  explicit EditableNetwork(const FirmNetwork& network);

  [[nodiscard]] std::uint32_t firm_count() const { return static_cast<std::uint32_t>(sector_.size()); }
  [[nodiscard]] std::uint32_t sector_count() const { return network_.sector_count; }
  [[nodiscard]] std::uint32_t sector(std::uint32_t firm) const { return sector_[firm]; }
  [[nodiscard]] bool has_link_classes() const { return network_.has_link_classes(); }

  // A firm without links; returns its number.
  std::uint32_t add_firm(std::uint32_t sector);

  // Copies of the rows as they are now.
  [[nodiscard]] Row customers(std::uint32_t supplier) const;
  [[nodiscard]] Row suppliers(std::uint32_t customer) const;
  // Sums in the order of the row.
  [[nodiscard]] double sales(std::uint32_t supplier) const;
  [[nodiscard]] double purchases(std::uint32_t customer) const;

  [[nodiscard]] double weight(std::uint32_t supplier, std::uint32_t customer) const;  // 0: no link
  // Weight 0 removes the link. The class of an existing link stays as it is.
  void set(std::uint32_t supplier, std::uint32_t customer, double weight, InputClass input_class);

  // The links that differ from the network below, by supplier and customer. O(touched rows).
  [[nodiscard]] std::vector<ChangedLink> changed_links() const;
  // O(links) to copy. Sums of touched rows are taken anew, in the order of build_firm_network.
  [[nodiscard]] FirmNetwork freeze() const;

 private:
  using Overlay = std::map<std::uint32_t, Row>;

  [[nodiscard]] Row row(const Adjacency& below, const Overlay& above, std::uint32_t index) const;
  Row& touch(const Adjacency& below, Overlay& above, std::uint32_t index);
  [[nodiscard]] Adjacency freeze(const Adjacency& below, const Overlay& above) const;
  static void set(Row& row, std::uint32_t other, double weight, InputClass input_class);

  const FirmNetwork& network_;
  std::vector<std::uint32_t> sector_;
  Overlay customers_;  // by supplier
  Overlay suppliers_;  // by customer
};

}  // namespace tenon
