// Series of levels (output over normal) as short text: a fixed number of characters a day.
#pragma once

#include <span>
#include <string>

namespace tenon {

// Each level as `characters` digits of base 64 (A-Z a-z 0-9 + /, most significant first) of
// round(level * 64^characters / 2): 1 is half of the range, levels from just under 2 on are its end. Two
// characters resolve 0.05 %, three 0.0008 %. A series that is 1 throughout is "=".
std::string encode_levels(std::span<const double> levels, int characters);

}  // namespace tenon
