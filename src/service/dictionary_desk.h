// Word lists of the store: records of the kind dictionary, each with its id as key.
//
// Errors and permissions as of record_desk.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/governance.h"
#include "service/record_desk.h"

namespace tenon {

struct KeptDictionary {
  std::int64_t record = 0;
  std::int64_t revision = 0;
  Dictionary dictionary;
};

// By id of the record; of those that the caller may read.
Result<std::vector<KeptDictionary>> list_dictionaries(Database& database, const RecordCaller& caller);

// `expected` 0: there must be none with this id yet.
Result<KeptDictionary> set_dictionary(Database& database, const Dictionary& dictionary, std::int64_t expected,
                                      const std::string& note, const RecordCaller& caller);

}  // namespace tenon
