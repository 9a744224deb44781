// Lists of what-if edits: CSV, one edit a row, applied in order.
//
// Columns by header name, in any order and case: op, firm (or supplier), sector (or product), other (or
// customer), other_sector (or other_product), weight, share, factor, days, class, mode, name, location. op
// and the columns that its rows need must be there, the others may be missing; columns of other names are
// ignored with a warning. A cell that an edit has no use for must be empty, so that nothing is overlooked.
//
//   op               needs                  may have
//   add_link         firm other weight      share class sector other_sector
//   remove_link      firm other             mode (redistribute, drop) sector other_sector
//   scale_capacity   firm factor            sector
//   scale_stock      firm, factor or days   sector
//   merge_firms      firm other             mode (same_sector, across_sectors)
//   build_plant      name sector            firm share location weight
//   localise         sector share
//
// Shares run from 0 to 1, numbers may be full-width. Encoding, quotes and limits as csv_reader.h and
// text_file.h have them.
#pragma once

#include <string>
#include <string_view>

#include "base/fault.h"
#include "base/result.h"
#include "model/named_edit.h"

namespace tenon {

// kNotFound, kIo, kBadInput: the message lists all errors, which are in `faults` too, with line, column,
// value and what was expected; warnings only in `faults`. O(bytes).
Result<NamedEdits> read_network_edits(const std::string& path, FaultList& faults);
Result<NamedEdits> parse_network_edits(std::string_view bytes, const std::string& file, FaultList& faults);

}  // namespace tenon
