// The keys of a hazards file, in one place for the reader and the check against docs/hazards.schema.json.
// Targets, recovery and sources are those of scenarios (scenario_keys.h), figures those of distributions
// (distribution_reader.h).
#pragma once

#include <string_view>

namespace tenon {

inline constexpr std::string_view kHazardSetKeys[] = {"id", "name", "description", "hazards"};
inline constexpr std::string_view kHazardKeys[] = {
    "id",       "name",     "kind",         "target", "each",        "frequency", "severity",
    "duration", "recovery", "longest_days", "season", "correlation", "sources",   "note"};
inline constexpr std::string_view kEachKeys[] = {"regions", "countries", "firms", "products"};
inline constexpr std::string_view kPlaceKeys[] = {"name", "factor"};
inline constexpr std::string_view kFrequencyKeys[] = {"per_year", "once_in_years", "variance_over_mean"};
inline constexpr std::string_view kSeasonKeys[] = {"from", "to"};
inline constexpr std::string_view kCorrelationKeys[] = {"family", "country", "region", "in_country",
                                                        "in_region"};

}  // namespace tenon
