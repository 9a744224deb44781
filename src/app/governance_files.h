// Files of governance that a store takes in: lists of words, and the kinds of documents that chains keep.
#pragma once

#include <string>

#include "base/result.h"
#include "service/record_desk.h"
#include "store/database.h"

namespace tenon {

// The lists of the file are made or get their next revision; what the store has already stays. kBadInput with
// every fault of the file; errors of record_desk.h.
Result<void> keep_dictionaries(Database& store, const std::string& path, const RecordCaller& caller);

// The same of the kinds of artefacts.
Result<void> keep_artefact_types(Database& store, const std::string& path, const RecordCaller& caller);

}  // namespace tenon
