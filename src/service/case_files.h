// Files of cases with their bytes: attachments, fields and entries of a case that name a file. The bytes, the
// event of the case, its reference and the entry in the audit chain are stored in one transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/case_desk.h"
#include "service/file_desk.h"

namespace tenon {

struct NewFile {
  std::string name;
  std::string bytes;
};

// As a case knows it.
process::FileReference reference_of(const NewFile& file);

// The files that a case names in attachments, fields (also those that a field held before) and entries, each
// once. Of a case that somebody sees (SeenCase) those that they may read.
std::vector<process::FileReference> files_named_by(const process::Case& c);

// act_on_case() and open_case() with the bytes of the files that the command names. kInvalidArgument: the
// command names a file that is neither among `files` nor in the store. kTooLarge.
Result<CaseOutcome> act_with_files(Database& database, const std::string& id, const process::Command& command,
                                   std::span<const NewFile> files, const CaseCaller& caller,
                                   std::optional<std::uint64_t> expected = std::nullopt);
Result<CaseOutcome> open_with_files(Database& database, const std::string& type,
                                    const process::command::Open& command, std::span<const NewFile> files,
                                    const CaseCaller& caller);

Result<CaseOutcome> attach_file(Database& database, const std::string& id, const NewFile& file,
                                const CaseCaller& caller,
                                std::optional<std::uint64_t> expected = std::nullopt);

// A dated entry of a kind that the type defines; kind empty: a plain comment.
Result<CaseOutcome> add_case_entry(Database& database, const std::string& id,
                                   const process::command::AddEntry& entry, std::span<const NewFile> files,
                                   const CaseCaller& caller,
                                   std::optional<std::uint64_t> expected = std::nullopt);

// Bytes of a file that the case names where the caller may see it; told in the audit chain. kNotFound: no
// such case or file, or not for this caller; or only its name, size and digest were ever given. kBadInput:
// the bytes do not fit the digest.
Result<NewFile> read_case_file(Database& database, const std::string& id, const std::string& digest,
                               const CaseCaller& caller);

}  // namespace tenon
