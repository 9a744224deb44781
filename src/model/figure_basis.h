// What market a published figure speaks of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/dataset.h"

namespace tenon {

// The market that is no region of the dataset.
inline constexpr std::string_view kWorld = "WORLD";

// The basis of a maker's share, read from the beginning of its free-text scope: "global ..." or "world ..."
// is the world market, the English name of a country (or "share of" and that name) the country; anything
// else: nullopt.
std::optional<std::string> share_basis(const Dataset& dataset, std::string_view share_scope);

}  // namespace tenon
