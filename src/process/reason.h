// Why something may not be done, for programs and for people in both languages. No reason tells the value of
// a field, so none gives away what is sealed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "process/process_type.h"

namespace tenon::process {

enum class ReasonCode {
  kWrongType,  // the case belongs to another type or version
  kUnknown,    // no such transition, field, ... in the type
  kNotYours,   // permission or relation lacking
  kWrongState,
  kFinal,          // the case is closed
  kFieldMissing,   // `about` is to be filled
  kBadValue,       // `about` takes no such value
  kFieldClosed,    // `about` is not filled in this state, or not by people
  kPersonMissing,  // nobody stands in a relation that is needed
  kSeparated,      // one person or organisation in two relations that exclude each other
  kCondition,
  kTooEarly,
  kPending,  // waits for signatures or approval already
  kNothingPending,
  kOwnProposal,  // never by the asker
  kSignedAlready,
  kSignaturesFirst,
  kBadPerson,
  kBadClaim,   // a resource would be held without naming it and a span of time
  kEmpty,      // there is nothing in it
  kTimeFalls,  // before the last event of the case
};

struct Reason {
  ReasonCode code = ReasonCode::kUnknown;
  std::string about;  // id of the transition, field, ... concerned
  Names text;
};

using Reasons = std::vector<Reason>;

Reason unknown(std::string_view what_zh, std::string_view what_en, std::string_view id);
Reason simple_reason(ReasonCode code, std::string_view about, std::string_view zh, std::string_view en);

// What is lacking for an access: "needs the permission case.move as owner or lead province".
Reason not_yours(const Access& access, std::string_view about);

// "Score after (recomputed) must be below Threshold"; names of fields, values only of the type.
Reason condition_fails(const ProcessType& type, const Condition& condition);

// A list of the reasons in English, for logs: "a; b".
std::string to_string(const Reasons& reasons);

}  // namespace tenon::process
