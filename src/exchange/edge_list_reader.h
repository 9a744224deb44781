// Edge lists: a firm-level supply network as one CSV file, one link a row.
//
// Columns by header name, in any order and case: supplier, customer (or buyer), weight; optional
// supplier_sector (supplierNACE, supplier_nace), customer_sector (customerNACE, customer_nace, buyer_sector)
// and type (0 negligible, 1 non-essential, 2 essential). Other columns are ignored with a warning. Weights
// are numbers from 0 to 1e290. Encoding, line ends and quotes as csv_reader.h and text_file.h have them;
// white space around fields is dropped, numbers may be full-width; a row may have 1 MiB.
//
// Firms are numbered in the order in which they first appear, row by row, the supplier before the customer. A
// firm has the first sector that a row gives it; without one it belongs to the sector "". Sectors are
// numbered in the order of the firms that have them. Duplicate links are summed, self-loops kept, links of
// weight 0 dropped (their firms stay).
//
// Speed: files without quotes are parsed in pieces by all threads, others by one. The result does not depend
// on the number of threads or pieces. Memory: about 75 bytes a link at most, on top of the mapped file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "base/progress.h"
#include "base/result.h"
#include "network/firm_network.h"
#include "network/name_table.h"

namespace tenon {

struct EdgeListOptions {
  unsigned threads = 0;                              // 0: all cores
  std::size_t piece_bytes = std::size_t{16} << 20U;  // what a thread parses in one go; at least 1
  Progress progress = {};                            // counts bytes parsed
};

struct EdgeList {
  FirmNetwork network;
  NetworkCounts counts;
  NameTable firms;                   // one a firm of the network
  std::vector<std::string> sectors;  // one a sector of the network
  FaultList warnings;                // no errors: a faulty file gives no EdgeList
};

// kNotFound, kIo: the file cannot be read. kBadInput: the message lists all faults (the first 100) with file,
// line, column, value and what was expected.
Result<EdgeList> read_edge_list(const std::string& path, const EdgeListOptions& options = {});

// The same from memory; `file` names the bytes in faults.
Result<EdgeList> parse_edge_list(std::string_view bytes, const std::string& file,
                                 const EdgeListOptions& options = {});

}  // namespace tenon
