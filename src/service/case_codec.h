// The events of a case as lines of JSON, in the one exact form of the audit files (audit_json.h): one event,
// one line, so that stored histories can be compared, copied and read without this program.
//
//   {"sequence":1,"at":1800000000,"by":{"person":"li","organisation":"o1","region":"310000","system":false},
//    "event":"field_filled","field":"score","values":[{"number":0.25}]}
//
// (without the line break). `at` is in seconds since 1970-01-01 UTC. A value names its type: text (all that
// is a text in process/field_value.h), number, fen, day, moment, flag, file. Pure and thread-safe; linear in
// the length of the line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "process/case_event.h"

namespace tenon {

// Without line feed. kInvalidArgument: a number that is not finite, a day outside the years 0 to 9999.
Result<std::string> write_case_event(const process::EventRecord& record);

// kBadInput with the column for every line that write_case_event() does not write.
Result<process::EventRecord> read_case_event(std::string_view line);

// The people of a case in the same form: {"people":[{"relation":"owner","person":"li",...},...]}.
std::string write_case_people(const std::vector<process::CasePerson>& people);
Result<std::vector<process::CasePerson>> read_case_people(std::string_view line);

}  // namespace tenon
