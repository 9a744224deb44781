// Fields and people of cases as people write them: texts to values, by the types of the fields.
//
// Days as 2026-11-26, moments as 2026-11-26T08:30:00Z, money in whole fen, flags as true and false, files as
// DIGEST/BYTES/NAME of one that the store has. Errors: kInvalidArgument with what was expected.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "process/case_event.h"

namespace tenon {

// The field of this name among those of `whose` (a type, or a kind of entry of one). The error lists those it
// has.
Result<const process::Field*> case_field_named(std::span<const process::Field> fields,
                                               const std::string& whose, const std::string& name);

// One value of a field.
Result<process::FieldValue> case_value_of(const process::Field& field, const std::string& text);

// `relation`: a word of process_words.h.
Result<process::CasePerson> case_person_of_words(const std::string& relation, const std::string& person,
                                                 const std::string& organisation, const std::string& region);

// Of a case that nobody gave an id: "C-" and 80 random bits.
std::string new_case_id();

}  // namespace tenon
