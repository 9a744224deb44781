// A chain as one row with a picture in little, as several views show it.
#pragma once

#include "report/chain_layout.h"
#include "report/json_writer.h"
#include "service/analysis_shelf.h"

namespace tenon {

// One object: ChainRow of the contract.
void write_chain_row(JsonWriter& json, const AnalysedVersion& view, const ChainSummary& chain,
                     const ChainLayout& layout);

// Member "chains" of the open object: all of them.
void write_chain_rows(JsonWriter& json, const AnalysedVersion& view);

}  // namespace tenon
