// What the words of tenon case mean: people and fields as they are typed.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "process/case_event.h"
#include "service/case_files.h"

namespace tenon {

// "PERSON[@ORGANISATION[@REGION]]".
process::Party party_of(const std::string& text);

// "RELATION=PERSON[@ORGANISATION[@REGION]]"; the person may be left out. kInvalidArgument: no such relation.
Result<process::CasePerson> case_person_of(const std::string& text);

// "NAME=VALUE" each, by the types of `fields`; a name twice makes a list, an empty value empties. Days as
// 2026-11-26, moments as 2026-11-26T08:30:00Z, money in fen, flags as true and false, files by their path:
// their bytes are added to `files`. `whose`: what the fields belong to, for messages. kInvalidArgument with
// what was expected; kNotFound, kIo: a file.
Result<process::FieldMap> case_fields_of(std::span<const process::Field> fields, const std::string& whose,
                                         const std::vector<std::string>& texts, std::vector<NewFile>& files);

// A file of the disk under `name`; empty: its own. kNotFound, kIo; kTooLarge.
Result<NewFile> file_from_disk(const std::string& path, const std::string& name);

}  // namespace tenon
