// The firm-level supply network as immutable arrays.
//
// Orientation everywhere: a link i -> j of weight W_ij is the value that supplier i sells to customer j in a
// period. Every link is stored twice: by supplier (CSR, customers ascending) and by customer (CSC, suppliers
// ascending), so that both directions stream through memory. Duplicate links are summed, self-loops kept;
// both are counted. Memory: 12 bytes a link and direction, plus one class byte where classes are given per
// link.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace tenon {

// How much a buyer needs an input (Pichler et al. 2022): the class of (supplier's sector, buyer) pairs.
enum class InputClass : std::uint8_t { kNegligible = 0, kNonEssential = 1, kEssential = 2 };

// One direction of the network. Row r owns the entries [offsets[r], offsets[r+1]).
struct Adjacency {
  std::vector<std::uint64_t> offsets;    // rows + 1
  std::vector<std::uint32_t> neighbour;  // one an entry, ascending within a row
  std::vector<double> weight;            // W of the link, > 0
  std::vector<InputClass> input_class;   // empty, or one an entry

  [[nodiscard]] std::size_t begin(std::size_t row) const { return offsets[row]; }
  [[nodiscard]] std::size_t end(std::size_t row) const { return offsets[row + 1]; }
};

struct FirmNetwork {
  std::uint32_t firm_count = 0;
  std::uint32_t sector_count = 0;
  std::vector<std::uint32_t> sector;  // of each firm, < sector_count
  Adjacency customers;                // row = supplier
  Adjacency suppliers;                // row = customer
  std::vector<double> out_strength;   // s_i, sum of sales to firms of the network
  std::vector<double> in_strength;    // q_j, sum of purchases

  [[nodiscard]] std::size_t link_count() const { return customers.neighbour.size(); }
  [[nodiscard]] bool has_link_classes() const { return !customers.input_class.empty(); }
};

// Links as they come from a file or a generator, in any order, duplicates allowed.
struct LinkList {
  std::vector<std::uint32_t> supplier;
  std::vector<std::uint32_t> customer;
  std::vector<double> weight;           // finite, >= 0; links of weight 0 are dropped
  std::vector<InputClass> input_class;  // empty, or one a link
};

struct NetworkCounts {
  std::uint64_t duplicates = 0;       // links merged into an earlier one
  std::uint64_t self_loops = 0;       // after merging
  std::uint64_t zero_weights = 0;     // dropped
  std::uint64_t class_conflicts = 0;  // links whose class differed from the first of their (customer, sector)
};

struct BuiltNetwork {
  FirmNetwork network;
  NetworkCounts counts;
};

// O(links + firms), three counting passes. The class of a (customer, supplier's sector) pair is that of its
// first link in list order; later ones are overruled and counted. Duplicates are summed in list order.
// kInvalidArgument: an index out of range, a negative or non-finite weight, vectors of different length, or
// more than 2^32 - 2 firms.
Result<BuiltNetwork> build_firm_network(LinkList links, std::vector<std::uint32_t> sector_of_firm,
                                        std::uint32_t sector_count);

}  // namespace tenon
