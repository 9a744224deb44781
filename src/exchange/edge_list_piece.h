// A run of rows of an edge list, read on its own: firms have local numbers in the order in which the piece
// names them. Internal to the edge-list reader, which merges pieces in file order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "exchange/csv_reader.h"
#include "exchange/edge_list_columns.h"
#include "network/firm_network.h"
#include "network/name_table.h"

namespace tenon {

constexpr std::size_t kMaxEdgeListRow = std::size_t{1} << 20U;  // bytes
constexpr double kMaxEdgeWeight = 1e290;  // 2^64 of them still add up to a finite number

struct EdgeListPiece {
  struct Firm {
    std::string_view name;
    std::string_view sector;  // the first that is not empty
    std::size_t hash = 0;     // hash_name(name)
    bool has_other_sector = false;
  };

  std::vector<Firm> firms;
  NameSlots slots;
  LinkList links;  // local firm numbers; input_class only if the file has types
  std::size_t lines = 0;
  std::vector<Fault> faults;  // the first 100; lines count from 1 at the piece's begin
  std::size_t fault_count = 0;
  std::deque<std::string> copies;  // names that are not part of the text
};

// Rows without quotes, NUL and lone CR, ending in LF or CRLF. Appends to an empty piece; the text must
// outlive it.
void read_plain_rows(const EdgeListColumns& columns, const std::string& file, std::string_view text,
                     EdgeListPiece& piece);

// Everything that `reader` still gives; lines count from 1 at the begin of its text.
void read_csv_rows(const EdgeListColumns& columns, const std::string& file, CsvReader& reader,
                   EdgeListPiece& piece);

}  // namespace tenon
