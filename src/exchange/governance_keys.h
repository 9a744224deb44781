// The keys of files of chain governance, in one place for the reader and whoever describes them.
#pragma once

#include <string_view>

namespace tenon {

inline constexpr std::string_view kArtefactTypesKeys[] = {"artefacts"};
inline constexpr std::string_view kArtefactTypeKeys[] = {"id", "name", "required", "own", "source", "grade"};
inline constexpr std::string_view kDictionariesKeys[] = {"dictionaries"};
inline constexpr std::string_view kDictionaryKeys[] = {"id", "name", "entries"};
inline constexpr std::string_view kDictionaryEntryKeys[] = {"id", "name", "official", "note"};
inline constexpr std::string_view kGovernanceKeys[] = {"chain", "leads",     "participants",
                                                       "chair", "artefacts", "countersigned_by"};
inline constexpr std::string_view kLeadKeys[] = {"region", "since", "source"};
inline constexpr std::string_view kChairKeys[] = {"order", "terms"};
inline constexpr std::string_view kChairTermKeys[] = {"region", "from", "until"};
inline constexpr std::string_view kArtefactKeys[] = {"type", "state", "due", "record", "file", "note"};
inline constexpr std::string_view kCountersignatureKeys[] = {"region", "by", "on"};
inline constexpr std::string_view kWorkPlanKeys[] = {"chain", "year", "goals", "items", "countersigned_by"};
inline constexpr std::string_view kWorkPlanItemKeys[] = {"id", "what", "who", "by", "state", "note"};

}  // namespace tenon
