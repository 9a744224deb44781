// A ZIP file in memory, as Office Open XML needs it. The same bytes for the same parts: no times, no owners.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenon {

struct ZipPart {
  std::string name;  // "word/document.xml"
  std::string bytes;
};

// Deflated where that is shorter; names in UTF-8. O(bytes). Parts and the whole must stay below 4 GB, parts
// below 65,535 in number: beyond, the result is empty.
std::string zip_parts(const std::vector<ZipPart>& parts);

}  // namespace tenon
